"""One TOML file → a table for each product, with the lines of its keys. A broken product does not take the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter.toml import key_lines, loads, statements, what_is_wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Characters of one file; a product takes a few hundred.
MAX_CHARACTERS: Final = 4_000_000


class Lines(Mapping[str, int]):
    """The line of each dotted key; looked for when something is wrong with one of them, which is seldom.

    Args:
        text: TOML with plain line feeds; it may be broken.
        first: Number of its first line, which is that of the empty key.
    """

    def __init__(self, text: str, first: int = 1) -> None:
        self._text, self._first = text, first

    @cached_property
    def _found(self) -> dict[str, int]:
        return {**key_lines(self._text, self._first), "": self._first}

    def __getitem__(self, key: str) -> int:
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One statement at the top of the file.

    Attributes:
        id: Its name.
        value: A table, or something else where the author forgot the brackets.
        lines: Lines of its keys.
    """

    id: str
    value: object
    lines: Lines


def read_tables(text: str) -> tuple[list[Table], list[tuple[int, str]]]:
    """Read *text*, and table by table if it is not TOML as a whole.

    Returns:
        The tables in the order of the file, where an id may appear twice, and mistakes by line.
    """
    if len(text) > MAX_CHARACTERS:
        return [], [(1, f"this file has more than {MAX_CHARACTERS} characters; split it")]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        return _tables(text), []
    except (RecursionError, ValueError) as error:
        what, line = what_is_wrong(error)
        tables, mistakes = _one_by_one(text)
        ids = [table.id for table in tables]
        if mistakes or len(set(ids)) < len(ids):
            return tables, mistakes
        return tables, [(line or 1, _broken(what))]


def _tables(text: str, first: int = 1) -> list[Table]:
    lines = Lines(text, first)
    return [
        Table(id=key, value=value, lines=lines)
        for key, value in loads(text, lambda number: number.replace("_", "")).items()
    ]


def _one_by_one(text: str) -> tuple[list[Table], list[tuple[int, str]]]:
    rows = text.split("\n")
    starts = _starts(text)
    tables: list[Table] = []
    mistakes: list[tuple[int, str]] = []
    for start, end in zip(starts, [*starts[1:], len(rows) + 1], strict=True):
        part = "\n".join(rows[start - 1 : end - 1])
        try:
            tables += _tables(part, start)
        except (RecursionError, ValueError) as error:
            what, line = what_is_wrong(error)
            mistakes.append((start - 1 + line if line else start, _broken(what)))
    return tables, mistakes


def _starts(text: str) -> list[int]:
    """Return the first line of each run of tables that belong to one product."""
    starts, current = [1], None
    for line, key, is_table in statements(text):
        top, _, rest = key.partition(".")
        if is_table and (top != current or not rest):
            starts.append(line)
            current = top
    return sorted(set(starts))


def _broken(what: str) -> str:
    return f"this is not TOML: {what}; the product it belongs to is left out"
