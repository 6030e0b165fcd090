"""The TOML block at the top of a Hugo article → ``Block``."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter.block import NO_BLOCK, Block
from sphinx_aiarticle.frontmatter.foreign_block import finished_block, too_long
from sphinx_aiarticle.frontmatter.wording import front_matter_problem

if TYPE_CHECKING:
    from sphinx_aiarticle.model.problem import Problem

_OPENING: Final = re.compile(r"\ufeff?\+\+\+[ \t]*\r?\n")
_CLOSING: Final = re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE)
_TABLE: Final = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_NAME: Final = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
_PAIR: Final = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")
_LONG_TEXT: Final = re.compile(r'"""|\'\'\'')
_AT: Final = re.compile(r"\(at line (\d+), column \d+\)")
_CLOSED: Final = {"[": 1, "{": 1, "]": -1, "}": -1}
_QUOTED: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#.*')


def read_toml(source: str) -> Block:
    """Read the front matter between two lines ``+++``, as Hugo has it.

    Never raises: of a broken block the keys above its first table are kept where they can be read one by one.

    Args:
        source: Text of the whole file; a byte order mark, CRLF and spaces behind the fences are fine.

    Returns:
        The data, dates as ISO 8601 text, with the line of every key, and the problems.
    """
    opening = _OPENING.match(source)
    if opening is None:
        return NO_BLOCK
    closing = _CLOSING.search(source, opening.end())
    if closing is None:
        message = "The front matter that starts here never ends; put a line '+++' after its last key."
        return Block(data={}, lines={}, length=0, problems=(front_matter_problem(message, 1),), safe=False)
    content = source[opening.end() : closing.start()].replace("\r\n", "\n")
    length = source.count("\n", 0, closing.start()) + 1
    refused = too_long(content, length, "+++")
    if refused is not None:
        return refused
    lines = _key_lines(content)
    try:
        return finished_block(tomllib.loads(content), lines, length)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        return finished_block(_one_by_one(content), lines, length, [_problem(error)])


def _problem(error: Exception) -> Problem:
    place = _AT.search(str(error))
    what = "it is nested too deep" if isinstance(error, RecursionError) else _AT.sub("", str(error)).strip()
    message = f"The front matter is no TOML here: {what or error}. Keys that can be read alone are kept."
    return front_matter_problem(message, 1 + int(place[1]) if place else 1)


def _one_by_one(content: str) -> dict[str, object]:
    """Return the pairs above the first table that are TOML, each line for itself."""
    data: dict[str, object] = {}
    for line in content.split("\n"):
        if _TABLE.match(line):
            break
        if _PAIR.match(line):
            try:
                data.update(tomllib.loads(line))
            except (tomllib.TOMLDecodeError, RecursionError, ValueError):
                continue
    return data


def _key_lines(content: str) -> dict[str, int]:
    """Return the source line of each key; the first line of *content* is line 2."""
    lines: dict[str, int] = {}
    table, depth, open_text = "", 0, ""
    for number, line in enumerate(content.split("\n"), 2):
        if open_text:
            open_text = "" if open_text in line else open_text
            continue
        if not depth and (header := _TABLE.match(line)):
            table = f"{_dotted(header[1])}."
            lines.setdefault(table[:-1], number)
            continue
        if not depth and (pair := _PAIR.match(line)):
            lines.setdefault(table + _dotted(pair[1]), number)
        begun = _LONG_TEXT.search(line)
        if begun and line.count(begun[0]) % 2:
            open_text = begun[0]
            continue
        depth = max(depth + sum(_CLOSED.get(mark, 0) for mark in _QUOTED.sub("", line)), 0)
    return lines


def _dotted(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))
