"""What a shortcode becomes where it is: Markdown as a block, the same within a line, an address, HTML or code.

Hugo puts what a ``{{< call >}}`` prints into the finished page, whatever is around it, and what a ``{{% call %}}``
prints into the Markdown: https://gohugo.io/content-management/shortcodes/#notation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from markdown_it import MarkdownIt

from sphinx_aiarticle.myst import literal, one_line
from sphinx_aiarticle.recognise.html import read_html
from sphinx_aiarticle.recognise.html_tags import HEADINGS, MAY_STAY_OPEN
from sphinx_aiarticle.record import Record

if TYPE_CHECKING:
    from markdown_it.token import Token


_EDGE: Final = "\x1c"  # of a block, while its text is read
_BLOCKS: Final = HEADINGS | MAY_STAY_OPEN | {
    "article", "aside", "blockquote", "br", "caption", "center", "details", "div", "dl", "figcaption", "figure",
    "footer", "header", "hr", "main", "nav", "ol", "pre", "section", "summary", "table", "ul",
}  # fmt: skip
_PUNCTUATION = re.compile(r"[!-,:-@\[-`{-~]")


class Rendering(Record):
    """A shortcode as MyST Markdown.

    Attributes:
        block: What replaces it when nothing else is on its lines.
        inline: What replaces it within a line.
        around: The lines that replace the opening and the closing tag when the inner text can stay as it is; then
            ``block`` is these two with the inner text between.
        html: HTML that replaces it instead of ``block``, and is read like HTML of the author.
        within: HTML that replaces it within other HTML, where that is more than ``inline`` says.
    """

    block: str
    inline: str
    around: tuple[str, str] | None = None
    html: str = ""
    within: str = ""


def visible(text: str) -> str:
    """Return Markdown, which is HTML as well, that shows *text* as it is."""
    return _PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", text)


def around(block: str, inner: str) -> tuple[str, str]:
    """Return what is before and behind the inner text of a call in the block that it becomes."""
    fence = block.rpartition("\n")[2]
    return block.removesuffix(f"\n{fence}").removesuffix(f"\n{inner}"), fence


# What is looked at before a call: the last pieces, and as many characters of them.
_PIECES: Final = 6
_REACH: Final = 400
_ADDRESS: Final = re.compile(
    r"(?:\]\(\s*(?:<[^<>\n]*|[^\s()<>]*)|^ {0,3}\[[^\]\n]+\]:\s*(?:<[^<>\n]*|[^\s<>]*)|<)\Z", re.MULTILINE
)
_TAG: Final = re.compile(r"<[A-Za-z][^<>]*=\s*(?:\"[^<>\"]*|'[^<>']*|[^\s<>\"']*)\Z")
_MARKDOWN: Final = MarkdownIt("commonmark")


class CallPlace(StrEnum):
    """Where a call stands."""

    TEXT = "text"
    ADDRESS = "address"
    ATTRIBUTE = "attribute"
    HTML = "HTML"
    CODE = "code"
    SPAN = "code in a line"
    COMMENT = "comment"

    @property
    def is_code(self) -> bool:
        """Whether it is code, on lines of its own or in a line."""
        return self in (CallPlace.CODE, CallPlace.SPAN)

    def behind(self, pieces: Sequence[str]) -> CallPlace:
        """Return where a call stands in a text, or in HTML or code, behind the *pieces* of it."""
        if self is CallPlace.CODE:
            return self
        before = "".join(piece[-_REACH:] for piece in pieces[-_PIECES:])[-_REACH:]
        if self is CallPlace.TEXT and _ADDRESS.search(before):
            return CallPlace.ADDRESS
        return CallPlace.ATTRIBUTE if _TAG.search(before) else self

    def written(self, text: str, *, is_markdown: bool = False) -> str:
        """Return what a plain value in one line becomes, which may be read as Markdown."""
        if self is CallPlace.CODE:
            return text
        if self is CallPlace.ADDRESS:
            return quote(text, safe="/?#[]@!$&'*+,;=%~:", errors="replace")
        if self is CallPlace.TEXT:
            return escape(text, quote=False) if is_markdown else literal(text).replace('"', r"\"")
        return escape(text)

    def rendering(self, shown: Rendering) -> str:
        """Return what a shortcode becomes that is *shown* as Markdown or HTML."""
        if self is CallPlace.TEXT:
            return shown.inline
        inline = shown.inline if self is CallPlace.CODE else one_line(shown.inline)
        if self is CallPlace.HTML:
            return shown.html or shown.within or _MARKDOWN.renderInline(inline)
        plain = text_of(shown.html) if shown.html else _plain(_MARKDOWN.parseInline(inline)[0].children or ())
        return self.written(plain)


def text_of(html: str) -> str:
    """Return the text in HTML, in which the words of two blocks stay apart."""
    texts, waiting = list[str](), [*reversed(read_html(html).root.children)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            texts.append(part)
        else:
            edge = [_EDGE] * (part.tag in _BLOCKS)
            waiting += [*edge, *reversed(part.children), *edge]
    text = "".join(texts).strip(_EDGE)
    return re.sub(rf"\s*{_EDGE}[\s{_EDGE}]*", lambda found: found[0].replace(_EDGE, "") or "\n", text)


def _plain(tokens: Iterable[Token]) -> str:
    """Return the text of Markdown, and in the place of a link its address."""
    pieces, link = list[str](), ""
    for token in tokens:
        if token.type == "link_open":
            link = str(token.attrGet("href"))
            pieces.append(link)
        elif token.type == "link_close":
            link = ""
        elif token.type.endswith("break"):
            pieces.append("\n")
        elif not link and token.type != "html_inline":
            pieces.append(token.content)
    return "".join(pieces)
