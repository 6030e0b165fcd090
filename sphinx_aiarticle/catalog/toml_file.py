"""One TOML file → a table for each product, with the lines of its keys. A broken product does not take the others."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any, Final

from sphinx_aiarticle.frontmatter.toml_lines import key_lines, statements, what_is_wrong

#: Characters of one file; a product takes a few hundred.
MAX_CHARACTERS: Final = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One statement at the top of the file.

    Attributes:
        id: Its name.
        value: A table, or something else where the author forgot the brackets.
        lines: Line of each key by its dotted name below the table; ``""`` is the table itself.
    """

    id: str
    value: Any
    lines: dict[str, int]


def read_tables(text: str) -> tuple[list[Table], list[tuple[int, str]]]:
    """Read *text*, and table by table if it is not TOML as a whole.

    Returns:
        The tables in the order of the file, where an id may stand twice, and mistakes by line.
    """
    if len(text) > MAX_CHARACTERS:
        return [], [(1, f"this file has more than {MAX_CHARACTERS} characters; split it")]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        return _tables(tomllib.loads(text, parse_float=_literal), key_lines(text)), []
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        what, line = what_is_wrong(error)
        tables, mistakes = _one_by_one(text)
        ids = [table.id for table in tables]
        if mistakes or len(set(ids)) < len(ids):
            return tables, mistakes
        return tables, [(line or 1, _broken(what))]


def _tables(data: dict[str, Any], lines: dict[str, int]) -> list[Table]:
    found = {key: Table(id=key, value=value, lines={}) for key, value in data.items()}
    for key, line in lines.items():
        top, _, rest = key.partition(".")
        if top in found:
            found[top].lines[rest] = line
            found[top].lines[""] = min(line, found[top].lines.get("", line))
    return list(found.values())


def _one_by_one(text: str) -> tuple[list[Table], list[tuple[int, str]]]:
    rows = text.split("\n")
    starts = _starts(text)
    tables: list[Table] = []
    mistakes: list[tuple[int, str]] = []
    for start, end in zip(starts, [*starts[1:], len(rows) + 1], strict=True):
        part = "\n".join(rows[start - 1 : end - 1])
        try:
            tables += _tables(tomllib.loads(part, parse_float=_literal), key_lines(part, start))
        except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
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
    return f"this is no TOML: {what}; the product it belongs to is left out"


def _literal(number: str) -> str:
    return number.replace("_", "")
