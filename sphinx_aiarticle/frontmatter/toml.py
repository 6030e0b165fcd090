"""The TOML block at the top of a Hugo article → ``Block``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from sphinx_aiarticle.frontmatter.block import MAX_DEPTH, NO_BLOCK, Block, finished_block, too_long
from sphinx_aiarticle.model.problem import Problem, front_matter_problem

_TABLE: Final = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?$")
_NAME: Final = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
_PAIR: Final = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")
_LONG_TEXT: Final = re.compile(r'"""|\'\'\'')
_AT: Final = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_CLOSED: Final = {"[": 1, "{": 1, "]": -1, "}": -1}
#: A text, maybe one without an end, and a comment.
QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.?)*+"?|\'[^\']*\'?|#.*')


def statements(content: str, first: int = 1) -> Iterator[tuple[int, str, bool]]:
    """Yield line, dotted key and whether it is the header of a table, for each statement of TOML that may be broken."""
    table, depth, open_text = "", 0, ""
    for number, line in enumerate(content.split("\n"), first):
        if open_text:
            open_text = "" if open_text in line else open_text
            continue
        if not depth and (header := _TABLE.match(line)):
            table = f"{_dotted(header[1])}."
            yield number, table[:-1], True
            continue
        if not depth and (pair := _PAIR.match(line)):
            yield number, table + _dotted(pair[1]), False
        begun = _LONG_TEXT.search(line)
        if begun and line.count(begun[0]) % 2:
            open_text = begun[0]
            continue
        depth = max(depth + sum(_CLOSED.get(mark, 0) for mark in QUOTED.sub("", line)), 0)


def key_lines(content: str, first: int = 1) -> dict[str, int]:
    """Return the line of each table and key by its dotted name; a table without a line begins with what is in it."""
    lines: dict[str, int] = {}
    for number, key, _is_table in statements(content, first):
        for _ in range(MAX_DEPTH):
            if not key or key in lines:
                break
            lines[key] = number
            key = key.rpartition(".")[0]
    return lines


_MAX_DOTS: Final = 300  # in a line; `tomllib` takes quadratic time for the parts of a key


def loads(text: str, parse_float: Callable[[str], object] = float) -> dict[str, object]:
    """Return the data of TOML *text*.

    Raises:
        ValueError: It is not TOML, or not within the bounds.
        RecursionError: It is nested too deep.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MAX_DOTS:
            raise ValueError(f"a line holds more than {_MAX_DOTS} dots (at line {number}, column 1)")
    return tomllib.loads(text, parse_float=parse_float)


#: What authors do to get the messages of ``tomllib`` that begin so.
_ADVICE: Final = {
    "Illegal character": "a text ends in its line, with the quotation mark that it begins with",
    "Invalid value": "put a text in quotation marks",
    "Invalid statement": "put a key with other letters than a to z in quotation marks",
    "Invalid initial character for a key part": "put a key with other letters than a to z in quotation marks",
    "Cannot overwrite a value": "a key may appear once in a table",
    "Expected '=' after a key": "write '=' between a key and its value",
    "Expected newline or end of document": "a date is written as 2026-03-01, and a text with ' in it between two \"",
    "Expected ']' at the end of a table": "an id holds letters, digits, hyphens and underscores only",
    "Unclosed array": "put a ] at its end",
}


def what_is_wrong(error: Exception) -> tuple[str, int | None]:
    """Return what ``tomllib`` found wrong and what to write, and in which line of its text if it says so."""
    if isinstance(error, RecursionError):
        return "it is nested too deep", None
    place = _AT.search(str(error))
    said = _AT.sub("", str(error)).strip() or repr(error)
    advice = next((f" ({advice})" for begin, advice in _ADVICE.items() if said.startswith(begin)), "")
    return said + advice, int(place[1]) if place and place[1] else None


def _dotted(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))


_OPENING: Final = re.compile(rf"\ufeff?\+\+\+[ \t]*(?:\r?\n|(?={_PAIR.pattern}))")
_CLOSING: Final = re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE)


def read_toml(source: str) -> Block:
    """Read the front matter between two lines ``+++``, as Hugo has it, which reads a pair behind the first one, too.

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
    above = source.count("\n", 0, opening.end())
    lines = key_lines(content, above + 1)
    try:
        return finished_block(loads(content), lines, length)
    except (RecursionError, ValueError) as error:
        return finished_block(_one_by_one(content), lines, length, [_problem(error, lines, above)])


def _problem(error: Exception, lines: Mapping[str, int], above: int) -> Problem:
    what, line = what_is_wrong(error)
    message = f"The front matter is not TOML here: {what}. Keys that can be read alone are kept."
    return front_matter_problem(message, above + line if line else max(lines.values(), default=1))


def _one_by_one(content: str) -> dict[str, object]:
    """Return the pairs above the first table that are TOML, each line for itself."""
    data: dict[str, object] = {}
    for line in content.split("\n"):
        if _TABLE.match(line):
            break
        if _PAIR.match(line):
            try:
                data.update(loads(line))
            except (RecursionError, ValueError):
                continue
    return data
