"""Recognise the summary that opens an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.blocks import Heading, Html, Opaque
from sphinx_aiarticle.hugo.constructs import Summary
from sphinx_aiarticle.hugo.outline import Outline, ends_section_text
from sphinx_aiarticle.hugo.scanner import is_blank
from sphinx_aiarticle.hugo.wording import heading_key
from sphinx_aiarticle.model.problem import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_aiarticle.hugo.blocks import Block

#: More headings than this below the one of the summary make it a chapter, not a summary.
_MAX_HEADINGS = 4


def find_summary(outline: Outline, keys: frozenset[str]) -> Summary | Problem | None:
    """Return the summary, the reason why the first section is none, or ``None`` without such a section.

    A summary is whatever the author put into it: lists, paragraphs, code, and headings of a lower level. It ends where
    something else begins: HTML, a quote (the usual form of a recommendation), a rule or the next section.

    Args:
        outline: The article.
        keys: Keys of the headings of a summary.
    """
    blocks = outline.blocks
    first = next((i for i, b in enumerate(blocks) if isinstance(b, Heading) and outline.level(b) == 2), None)
    heading = blocks[first] if first is not None else None
    if first is None or not isinstance(heading, Heading) or heading_key(heading.text) not in keys:
        return None
    inside, end = _content(outline, blocks[first + 1 :])
    end = _first_quote(outline.lines, heading.end, end)
    last = outline.last_text(heading.end, end)
    inside = [block for block in inside if block.start <= last]
    headings = [block for block in inside if isinstance(block, Heading)]
    if heading.underlined or last < 0:
        return _note(heading, "has no text of its own and stays a section")
    if len(headings) > _MAX_HEADINGS or (headings and len(headings) < len(inside)):
        return _note(heading, "holds sections of its own and stays a section")
    if not outline.has_room_after(last):
        return _note(heading, "has no blank line after it and stays a section; put one there")
    close = None if outline.is_end(last + 1) else last + 1
    return Summary(start=heading.start, end=last + 1, heading=heading.text, close=close)


def _content(outline: Outline, blocks: Sequence[Block]) -> tuple[list[Block], int]:
    """Return the headings and the code of the summary, and the line where something else begins."""
    inside: list[Block] = []
    for block in blocks:
        if isinstance(block, Html) or ends_section_text(outline, block):
            return inside, block.start
        if isinstance(block, Heading | Opaque):
            inside.append(block)
    return inside, len(outline.lines)


def _first_quote(lines: Sequence[str], start: int, end: int) -> int:
    """Return the first line of a quote that stands after a blank line, or *end*."""
    quotes = (line for line in range(start + 1, end) if lines[line].startswith(">") and is_blank(lines[line - 1]))
    return next(quotes, end)


def _note(heading: Heading, what: str) -> Problem:
    return Problem(subtype=Subtype.HUGO, message=f"The summary {heading.text!r} {what}.", line=heading.start + 1)
