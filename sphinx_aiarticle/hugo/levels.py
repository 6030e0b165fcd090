"""Find the headings that skip a level, which Hugo accepts and Sphinx warns of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.blocks import Heading
from sphinx_aiarticle.hugo.constructs import Relevel

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from sphinx_aiarticle.hugo.outline import Outline


def changed_levels(outline: Outline, gone: Container[int], *, above: int) -> Iterator[Relevel]:
    """Yield the headings that need another level, so that none is skipped.

    The sections of the page nest as before: docutils counts depths, not marks.

    Args:
        outline: The article.
        gone: The first lines of headings that become something else.
        above: The level of the title; 0 for an article without one.
    """
    opened = [above]  # the levels of the open sections as they are written
    for block in outline.blocks:
        if not isinstance(block, Heading) or block.start in gone:
            continue
        level = outline.level(block)
        while opened[-1] >= level:
            opened.pop()
        opened.append(level)
        depth = above + len(opened) - 1
        if depth != block.level:
            yield Relevel(start=block.start, end=block.end, level=depth, underlined=block.underlined)
