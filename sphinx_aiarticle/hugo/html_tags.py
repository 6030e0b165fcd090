"""Count tags: where the elements of hand-made HTML begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(/?)>")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_MAX_LENGTH = 50_000  # quotes that nothing closes make the search for tags quadratic


class Balance:
    """How many elements are open, counted as far as was asked."""

    def __init__(self) -> None:
        self._next = -1
        self._depth = 0

    def is_closed(self, lines: Sequence[str], start: int, end: int) -> bool:
        """Whether every element that begins from *start* to before *end* ends there; *end* must grow with each call."""
        for number in range(max(self._next, start), end):
            tags = _TAG.finditer(lines[number]) if len(lines[number]) < _MAX_LENGTH else ()
            self._depth += sum(depth_change(tag) for tag in tags)
        self._next = end
        return self._depth == 0


def depth_change(tag: re.Match[str]) -> int:
    """Return 1 for a tag that opens an element, -1 for one that closes it, else 0."""
    if tag[3] or tag[2].lower() in _VOID:
        return 0
    return -1 if tag[1] else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element at the outermost level.

    Attributes:
        start: 0-based number of the line with its opening tag.
        column: Where that tag begins.
        end: 0-based number of the line with its closing tag.
        end_column: Where that tag ends.
        content: Its source, with its own tags.
    """

    start: int
    column: int
    end: int
    end_column: int
    content: str


def outer_elements(lines: Sequence[str], start: int, end: int) -> list[Element]:
    """Return the elements that stand side by side in some lines, or none when anything else stands among them.

    Args:
        lines: The text, without line ends.
        start: 0-based number of the first line.
        end: 0-based number of the line after the last one.
    """
    text = "\n".join(lines[start:end])
    if len(text) > _MAX_LENGTH:
        return []
    elements: list[Element] = []
    depth = first = last = 0
    for tag in _TAG.finditer(text):
        if depth == 0:
            if text[last : tag.start()].strip():
                return []
            first = tag.start()
        depth += depth_change(tag)
        if depth < 0:
            return []
        if depth == 0:
            last = tag.end()
            elements.append(_element(text, first, last, start))
    return [] if depth or text[last:].strip() else elements


def _element(text: str, first: int, last: int, line: int) -> Element:
    return Element(
        start=line + text.count("\n", 0, first),
        column=first - text.rfind("\n", 0, first) - 1,
        end=line + text.count("\n", 0, last),
        end_column=last - text.rfind("\n", 0, last) - 1,
        content=text[first:last],
    )
