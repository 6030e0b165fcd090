"""Where calls begin, the lines of a call that has them for itself, and what keeps them apart from those around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.shortcodes.call import find_opening

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_aiarticle.hugo.shortcodes.nesting import Node

_ITEM: Final = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_LEAD: Final = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLines:
    """What keeps the lines of a call apart from those around it.

    Attributes:
        indent: Begins each line but the first.
        before: What is written before it.
        after: What is written after it.
    """

    indent: str
    before: str
    after: str

    def around(self, block: str) -> str:
        """Return a block with what keeps it apart."""
        return self.before + block.replace("\n", f"\n{self.indent}") + self.after


def lines_of(source: str, node: Node) -> CallLines | None:
    """Return what keeps a call apart that has its lines for itself, maybe in a list or quote; else ``None``."""
    start = source.rfind("\n", 0, node.tag.begin) + 1
    stop = source.find("\n", node.end)
    stop = len(source) if stop < 0 else stop
    lead = source[start : node.tag.begin]
    if source[node.end : stop].strip() or not _LEAD.fullmatch(lead):
        return None
    above = source[source.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip()
    below = source[stop + 1 :].partition("\n")[0] if stop < len(source) else ""
    indent = re.sub(r"[^\s>]", " ", lead)
    return CallLines(
        indent=indent,
        before=f"\n{lead}" if above.strip(">") and not lead.strip() else "",
        after="\n" if below.strip().strip(">") and not (indent and _ITEM.match(below)) else "",
    )


def characters(source: str) -> Mapping[int, int]:
    """Return the character at which each tag begins, by its byte; Hugo does not count a byte order mark."""
    places: dict[int, int] = {}
    size, last, position = (-3 if source.startswith("\ufeff") else 0), 0, 0
    while (position := find_opening(source, position, len(source))) >= 0:
        size += len(source[last:position].encode("utf-8", "surrogatepass"))
        places[size] = position
        last = position
        position += 1
    return places
