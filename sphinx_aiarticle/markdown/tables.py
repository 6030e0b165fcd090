"""Tables as Markdown: GitHub's pipe tables, whose cells are lines (https://github.github.com/gfm/#tables-extension-)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_RULES = {"text-left": ":---", "text-center": ":---:", "text-right": "---:"}


def table(group: nodes.tgroup, cell: Callable[[nodes.entry], str]) -> str:
    """Return a table; cells that are spanned are empty, and a table without a head has an empty one.

    Args:
        group: Its columns and rows.
        cell: Returns the text of a cell, with ``<br>`` between its lines.
    """
    heads = [part for part in group.children if isinstance(part, nodes.thead)]
    bodies = [part for part in group.children if isinstance(part, nodes.tbody)]
    rows = [row for part in (*heads, *bodies) for row in _rows(part, cell)]
    width = max(map(len, rows), default=0)
    if not heads:
        rows.insert(0, [])
    first = next((row for part in (*bodies, *heads) for row in part.children), None)
    rules = _alignment(cast("nodes.row", first), width) if first is not None else []
    lines = [_line([*row, *[""] * (width - len(row))]) for row in rows]
    return "\n".join([lines[0], _line(rules), *lines[1:]])


def _rows(part: nodes.Element, cell: Callable[[nodes.entry], str]) -> list[list[str]]:
    """Return the cells of a head or body by row."""
    spanned: dict[int, int] = {}  # rows that a cell above still takes, by column
    found = []
    for row in part.children:
        cells: list[str] = []
        for entry in cast("nodes.row", row).children:
            _skip_spanned(cells, spanned)
            attributes = cast("Any", entry)
            width = int(attributes.get("morecols", 0)) + 1
            for column in range(len(cells), len(cells) + width):
                spanned[column] = int(attributes.get("morerows", 0))
            cells += [cell(attributes).replace("|", "\\|"), *[""] * (width - 1)]
        _skip_spanned(cells, spanned)
        found.append(cells)
    return found


def _skip_spanned(cells: list[str], spanned: dict[int, int]) -> None:
    while spanned.get(len(cells)):
        spanned[len(cells)] -= 1
        cells.append("")


def _alignment(row: nodes.row, width: int) -> list[str]:
    cells = [cast("nodes.entry", entry) for entry in row.children]
    rules = [next((_RULES[name] for name in cell["classes"] if name in _RULES), "---") for cell in cells]
    return (rules + ["---"] * width)[:width]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
