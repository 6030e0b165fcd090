"""Recognise the summary that opens an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.blocks import Heading, Html
from sphinx_aiarticle.hugo.constructs import Summary
from sphinx_aiarticle.hugo.outline import Outline, ends_text
from sphinx_aiarticle.hugo.scanner import is_blank
from sphinx_aiarticle.hugo.wording import heading_key
from sphinx_aiarticle.model.problem import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable

_ITEM = re.compile(r" {0,3}(?:([-+*])|\d{1,9}([.)]))[ \t]+(?=[^ \t])")
_NO_LAZY_LINE = ">|<:"


def find_summary(outline: Outline, keys: frozenset[str]) -> Summary | Problem | None:
    """Return the summary, the reason why the first section is none, or ``None`` without such a section.

    Args:
        outline: The article.
        keys: Keys of the headings of a summary.
    """
    blocks = outline.blocks
    first = next((i for i, b in enumerate(blocks) if isinstance(b, Heading) and outline.level(b) == 2), None)
    heading = blocks[first] if first is not None else None
    if first is None or not isinstance(heading, Heading) or heading_key(heading.text) not in keys:
        return None
    following = (block for block in blocks[first + 1 :] if ends_text(block) or isinstance(block, Html))
    end = next((block.start for block in following), len(outline.lines))
    last = outline.last_text(heading.end, end)
    if heading.underlined or not _is_one_list(outline.lines[heading.end : last + 1]):
        return _note(heading, "holds more than one list of points and stays a section")
    if not outline.has_room_after(last):
        return _note(heading, "has no blank line after its list and stays a section; put one there")
    close = None if outline.is_end(last + 1) else last + 1
    return Summary(start=heading.start, end=last + 1, heading=heading.text, close=close)


def _is_one_list(lines: Iterable[str]) -> bool:
    """Whether *lines* are exactly one bullet or numbered list."""
    mark, content, after_blank = "", 0, False
    for line in lines:
        if is_blank(line):
            after_blank = True
            continue
        indent = len(line) - len(line.lstrip(" \t"))
        item = _ITEM.match(line)
        if mark and indent >= content:
            pass
        elif item:
            if mark not in ("", item[1] or item[2]):
                return False
            mark, content = item[1] or item[2], item.end()
        elif not mark or after_blank or line.lstrip()[0] in _NO_LAZY_LINE:
            return False
        after_blank = False
    return bool(mark)


def _note(heading: Heading, what: str) -> Problem:
    return Problem(subtype=Subtype.HUGO, message=f"The summary {heading.text!r} {what}.", line=heading.start + 1)
