"""What the line scanner sees in a Markdown text: the blocks that decide where an article's parts begin and end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some lines of the source.

    Attributes:
        start: 0-based number of the first line.
        end: 0-based number of the line after the last one.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """A heading outside lists, quotes, code and HTML.

    Attributes:
        level: 1 to 6.
        text: The heading's Markdown, without the marks around it.
        underlined: ``True`` for a heading made by a line of ``=`` or ``-`` below it.
    """

    level: int
    text: str
    underlined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Block):
    """A thematic break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opaque(Block):
    """Fenced code, or a directive that the author wrote: nothing in it is looked at.

    Attributes:
        holds_fences: ``True`` for code with further fences of the same length in it.
    """

    holds_fences: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Html(Block):
    """A block of HTML as CommonMark sees it.

    Attributes:
        glued: ``True`` when a heading follows without a blank line, so that CommonMark takes it for HTML.
    """

    glued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inset(Block):
    """Something that begins and ends with a tag, anywhere in a line.

    Attributes:
        column: Where the opening tag begins in the first line.
        inner_column: Where the content begins in the first line.
        inner_end: Where the content ends in the last line.
        end_column: Where the closing tag ends in the last line.
        content: The text between the tags.
    """

    column: int
    inner_column: int
    inner_end: int
    end_column: int
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawHtml(Inset):
    """The shortcode ``rawhtml`` with its content.

    Attributes:
        alone: ``True`` when nothing else stands on its lines.
        nested: ``True`` inside a list item, a quote or a block of HTML.
    """

    alone: bool
    nested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Script(Inset):
    """A ``<script type="application/ld+json">`` with its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclosed(Block):
    """A tag of an inset that nothing closes.

    Attributes:
        tag: The tag as it is written.
    """

    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The blocks of a text.

    Attributes:
        blocks: In the order of their first lines.
        colon_lines: ``True`` when a line outside code begins with ``:::``.
    """

    blocks: tuple[Block, ...]
    colon_lines: bool = False
