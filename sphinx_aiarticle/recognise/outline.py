"""What both adapters give to the recogniser: the blocks of a page, flat and in order."""

from __future__ import annotations

from enum import StrEnum

from sphinx_aiarticle.record import Record


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    CODE = "code"
    QUOTE = "quote"
    HTML = "html"
    RULE = "rule"
    BOX = "box"
    QUESTION = "question"


class OutlineBlock(Record):
    """One block of a page.

    Attributes:
        kind: What it is; lists, tables and whatever has no kind of its own are text.
        line: 1-based line of the source on which it begins; 0 when that is not known.
        level: Depth of a heading; 0 for other blocks.
        text: The words of a heading, or of a paragraph that begins with bold text.
        source: The inline markup of a paragraph.
        is_bold: Whether a paragraph begins with bold text.
    """

    kind: BlockKind
    line: int = 0
    level: int = 0
    text: str = ""
    source: str = ""
    html: str = ""
    is_bold: bool = False
