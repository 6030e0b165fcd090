"""Where the tables and keys of TOML stand: ``tomllib`` gives values without lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE: Final = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_NAME: Final = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
_PAIR: Final = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")
_LONG_TEXT: Final = re.compile(r'"""|\'\'\'')
_AT: Final = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_CLOSED: Final = {"[": 1, "{": 1, "]": -1, "}": -1}
_QUOTED: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#.*')


def statements(content: str, first: int = 1) -> Iterator[tuple[int, str, bool]]:
    """Yield line, dotted key and whether it is the header of a table, for each statement of *content*.

    Args:
        content: TOML text with plain line feeds; it may be broken.
        first: Number of its first line.
    """
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
        depth = max(depth + sum(_CLOSED.get(mark, 0) for mark in _QUOTED.sub("", line)), 0)


def key_lines(content: str, first: int = 1) -> dict[str, int]:
    """Return the line of each table and key by its dotted name."""
    lines: dict[str, int] = {}
    for number, key, _is_table in statements(content, first):
        lines.setdefault(key, number)
    return lines


def what_is_wrong(error: Exception) -> tuple[str, int | None]:
    """Return what ``tomllib`` found wrong, and in which line of its text if it says so."""
    if isinstance(error, RecursionError):
        return "it is nested too deep", None
    place = _AT.search(str(error))
    return _AT.sub("", str(error)).strip() or repr(error), int(place[1]) if place and place[1] else None


def is_table(line: str) -> bool:
    """Whether *line* is the header of a table."""
    return _TABLE.match(line) is not None


def is_pair(line: str) -> bool:
    """Whether *line* begins with a key and its value."""
    return _PAIR.match(line) is not None


def _dotted(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))
