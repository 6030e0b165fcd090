"""An article's headings and the lines that are free for a closing fence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.blocks import Block, Heading, RawHtml, Rule, Script
from sphinx_aiarticle.hugo.constructs import LinkBar, ProductBox
from sphinx_aiarticle.hugo.scanner import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SECTION_LEVEL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What the recognisers of sections look at.

    Attributes:
        lines: The text of the whole file.
        blocks: Its blocks in order, and the product boxes and rows of links found among them.
        edited: Lines that change because a tag or a script is taken out of them, with their new text.
        headings_lowered: Whether a heading of level 1 counts as one of level 2.
    """

    lines: Sequence[str]
    blocks: Sequence[Block]
    edited: Mapping[int, str]
    headings_lowered: bool

    def level(self, heading: Heading) -> int:
        """Return the level that a heading has on the page."""
        return max(heading.level, 2) if self.headings_lowered else heading.level

    def is_free(self, line: int) -> bool:
        """Whether nothing stands in a line, or nothing that stays."""
        return is_blank(self.edited.get(line, self.lines[line]))

    def last_text(self, start: int, end: int) -> int:
        """Return the last line from *start* to before *end* that holds text, or -1."""
        return next((line for line in range(end - 1, start - 1, -1) if not self.is_free(line)), -1)

    def has_room_after(self, line: int) -> bool:
        """Whether a closing fence can follow *line*: on a free line, or left out at the end of the file."""
        return self.is_end(line + 1) or self.is_free(line + 1)

    def is_end(self, line: int) -> bool:
        """Whether the file ends before *line*; the empty text after the last line end is no line."""
        count = len(self.lines)
        return line >= count - (1 if not self.lines[-1] else 0)


def ends_text(block: Block) -> bool:
    """Whether a block ends the text that a heading introduces."""
    return isinstance(block, Heading | Rule | Script | ProductBox | LinkBar) or (
        isinstance(block, RawHtml) and block.alone
    )


def ends_section_text(outline: Outline, block: Block) -> bool:
    """Whether a block ends the text of a section of level 2; headings of lower levels are part of it."""
    return outline.level(block) <= _SECTION_LEVEL if isinstance(block, Heading) else ends_text(block)


def edited_lines(lines: Sequence[str], blocks: Iterable[Block]) -> dict[int, str]:
    """Return the new text of each line that holds a script or a tag of ``rawhtml``.

    Args:
        lines: The text of the whole file.
        blocks: Its blocks.
    """
    edited: dict[int, str] = {}
    cuts: dict[int, list[tuple[int, int]]] = {}
    for block in blocks:
        if isinstance(block, RawHtml):
            cuts.setdefault(block.start, []).append((block.column, block.inner_column))
            cuts.setdefault(block.end - 1, []).append((block.inner_end, block.end_column))
        elif isinstance(block, Script):
            last = block.end - 1
            edited.update(dict.fromkeys(range(block.start + 1, last), ""))
            first_end = block.end_column if last == block.start else len(lines[block.start])
            cuts.setdefault(block.start, []).append((block.column, first_end))
            if last > block.start:
                cuts.setdefault(last, []).append((0, block.end_column))
    edited.update((line, _cut(lines[line], ranges)) for line, ranges in cuts.items())
    return edited


def _cut(line: str, ranges: list[tuple[int, int]]) -> str:
    for begin, end in sorted(ranges, reverse=True):
        line = line[:begin] + line[end:]
    return "" if not line.strip(" \t") else line
