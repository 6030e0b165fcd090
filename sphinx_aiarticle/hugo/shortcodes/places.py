"""Where in a text a call stands, and what it becomes there: in Markdown, an address, HTML or code.

Hugo puts what a ``{{< call >}}`` prints into the finished page, whatever is around it, and what a ``{{% call %}}``
prints into the Markdown: https://gohugo.io/content-management/shortcodes/#notation.
"""

from __future__ import annotations

import re
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from markdown_it import MarkdownIt

from sphinx_aiarticle.recognise.html import read_html
from sphinx_aiarticle.recognise.markdown import literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

    from sphinx_aiarticle.hugo.shortcodes.rendering import Rendering

# What is looked at before a call: the last pieces, and as many characters of them.
_PIECES: Final = 6
_REACH: Final = 400
_ADDRESS: Final = re.compile(
    r"(?:\]\(\s*(?:<[^<>\n]*|[^\s()<>]*)|^ {0,3}\[[^\]\n]+\]:\s*(?:<[^<>\n]*|[^\s<>]*)|<)\Z", re.MULTILINE
)
_TAG: Final = re.compile(r"<[A-Za-z][^<>]*=\s*(?:\"[^<>\"]*|'[^<>']*|[^\s<>\"']*)\Z")
_MARKDOWN: Final = MarkdownIt("commonmark")


class Place(StrEnum):
    """Where a call stands."""

    TEXT = "text"
    ADDRESS = "address"
    ATTRIBUTE = "attribute"
    HTML = "HTML"
    CODE = "code"

    def behind(self, pieces: Sequence[str]) -> Place:
        """Return where a call stands in a text, or in HTML or code, behind the *pieces* of it."""
        if self is Place.CODE:
            return self
        before = "".join(piece[-_REACH:] for piece in pieces[-_PIECES:])[-_REACH:]
        if self is Place.TEXT and _ADDRESS.search(before):
            return Place.ADDRESS
        return Place.ATTRIBUTE if _TAG.search(before) else self

    def written(self, text: str, *, is_markdown: bool = False) -> str:
        """Return what a plain value becomes.

        Args:
            text: The value, in one line.
            is_markdown: Whether it is read as Markdown.
        """
        if self is Place.CODE:
            return text
        if self is Place.ADDRESS:
            return quote(text, safe="/?#[]@!$&'*+,;=%~:", errors="replace")
        if self is Place.TEXT:
            return escape(text, quote=False) if is_markdown else literal(text).replace('"', r"\"")
        return escape(text)

    def rendering(self, shown: Rendering) -> str:
        """Return what a shortcode becomes that is *shown* as Markdown or HTML."""
        if self is Place.TEXT:
            return shown.inline
        if self is Place.HTML:
            return shown.html or _MARKDOWN.renderInline(shown.inline)
        plain = text_of(shown.html) if shown.html else _plain(_MARKDOWN.parseInline(shown.inline)[0].children or ())
        return self.written(plain)


def text_of(html: str) -> str:
    """Return the text in HTML."""
    return read_html(html).root.text


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
