"""Find the thematic breaks that separate nothing.

Hugo shows a line for each ``---``; docutils refuses one that begins or ends a section's text, or follows another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.blocks import Heading, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_aiarticle.hugo.outline import Outline

# A definition of a link or of a footnote: nothing is shown where it stands.
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:")


def superfluous_rules(outline: Outline, start: int) -> Iterator[int]:
    """Yield the lines of the breaks that nothing visible separates from a heading, another break, or an end.

    Args:
        outline: The article.
        start: 0-based line where its body begins.
    """
    ends = {block.end - 1 for block in outline.blocks if isinstance(block, Rule | Heading)}
    after = len(outline.lines)
    trailing = True
    for block in reversed(outline.blocks):
        if not isinstance(block, Rule):
            continue
        trailing = trailing and _last_visible(outline, block.end, after) < 0
        after = block.start
        before = _last_visible(outline, start, block.start)
        if trailing or before < 0 or before in ends:
            yield block.start


def _last_visible(outline: Outline, start: int, end: int) -> int:
    """Return the last line from *start* to before *end* that shows something, or -1."""
    last = outline.last_text(start, end)
    while last >= start and _DEFINITION.match(outline.lines[last]):
        last = outline.last_text(start, last)
    return last
