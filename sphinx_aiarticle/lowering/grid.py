"""Tables in HTML by hand: their rows, and the place of each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from docutils import nodes

from sphinx_aiarticle.recognise.html import Element

#: A row, and whether it is one of the head.
Row = tuple[bool, list["Element"]]

_GROUPS: Final = frozenset({"tbody", "tfoot", "thead"})
_MOST_SPANNED: Final = 50


def rows_of(table: Element) -> tuple[Element | None, list[Row], list[Element | str]]:
    """Return the caption of a table, its rows with those of the head first, and what is in no cell."""
    groups, others = split(table, {*_GROUPS, "tr", "caption"})
    caption = next((one for one in groups if one.tag == "caption"), None)
    rows: list[Row] = []
    for group in groups:
        lines, left = split(group, {"tr"}) if group.tag in _GROUPS else ([group], [])
        others += left
        for line in lines if group is not caption else ():
            cells, left = split(line, {"td", "th"})
            rows.append((group.tag == "thead", cells))
            others += left
    if not any(is_head for is_head, _ in rows):
        body = next((at for at, (_, row) in enumerate(rows) if any(cell.tag == "td" for cell in row)), 0)
        rows = [(at < body, row) for at, (_, row) in enumerate(rows)]
    return caption, sorted(rows, key=lambda row: not row[0]), others


def split(element: Element, tags: set[str]) -> tuple[list[Element], list[Element | str]]:
    """Return the children that have one of some tags, and all others."""
    chosen = [child for child in element.elements if child.tag in tags]
    return chosen, [child for child in element.children if isinstance(child, str) or child.tag not in tags]


def table_group(rows: Sequence[Row], texts: Mapping[Element, list[nodes.Node]]) -> nodes.tgroup:
    """Return the rows of a table, those of its head first; cells that are missing are empty."""
    taken: set[tuple[int, int]] = set()
    heads, made = sum(is_head for is_head, _ in rows), list[nodes.row]()
    for at, (is_head, cells) in enumerate(rows):
        row, column = nodes.row(), 0
        for cell in cells:
            while (at, column) in taken:
                column += 1
            wide, high = (
                _spanned(cell, "colspan"),
                min(_spanned(cell, "rowspan"), (heads if is_head else len(rows)) - at),
            )
            wide = next((more for more in range(1, wide) if (at, column + more) in taken), wide)
            entry = nodes.entry("", *(texts[cell] or [nodes.paragraph()]))
            if wide > 1:
                entry["morecols"] = wide - 1
            if high > 1:
                entry["morerows"] = high - 1
            taken |= {(at + down, column + right) for down in range(high) for right in range(wide)}
            row += entry
        made.append(row)
    width = max(column for _, column in taken) + 1
    for at, row in enumerate(made):
        row += [nodes.entry("", nodes.paragraph()) for column in range(width) if (at, column) not in taken]
    group = nodes.tgroup(cols=width)
    group += [nodes.colspec(colwidth=max(100 // width, 1)) for _ in range(width)]
    group += [nodes.thead("", *made[:heads])] if heads else []
    group += nodes.tbody("", *made[heads:])
    return group


def _spanned(cell: Element, name: str) -> int:
    written = cell.get(name)
    return max(1, min(int(written[:4]), _MOST_SPANNED)) if written.isdecimal() else 1
