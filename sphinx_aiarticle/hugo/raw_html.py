"""Read a piece of hand-made HTML as a flat row of names, texts and links, or not at all."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum
from html.entities import html5
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.inline_runs import Run, collapse, plain, to_markdown
from sphinx_aiarticle.url import is_web_url

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {"div", "p", "section", "article", "aside"}
_INLINE = frozenset({"a", "span", "small", "strong", "b", "em", "i", "code"})
_MAX_LENGTH = 20_000
_SEPARATORS = re.compile(r"[\s|/・･]*")
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DRAWING = re.compile(
    r"<svg\b[^<>]*>(?:\s|</?(?:circle|defs|ellipse|g|line|path|polygon|polyline|rect)\b[^<>]*>)*+</svg\s*>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?P<name>[A-Za-z][A-Za-z0-9]*;?)(?P<equals>=?)|&#(?:\d+|[xX][0-9a-fA-F]+);?")


class Kind(StrEnum):
    """What a piece of HTML is; the letters make the row of pieces a word."""

    NAME = "N"
    TEXT = "T"
    LINK = "L"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One block of the HTML as a reader sees it.

    Attributes:
        kind: What it is.
        text: Its words in one line.
        markdown: The same as Markdown; only for texts.
        url: Where it leads; only for links.
    """

    kind: Kind
    text: str
    markdown: str = ""
    url: str = ""


def read_pieces(source: str) -> tuple[Piece, ...] | None:
    """Return the pieces of *source*, or ``None`` when it holds anything that they could not show.

    Drawings without words, such as the icon of a button, are left out.

    Args:
        source: Hand-made HTML.
    """
    if len(source) > _MAX_LENGTH or source.rfind("<") > source.rfind(">"):
        return None
    reader = _Reader()
    try:
        # Entities are resolved below: the parser's own way with attributes changes between Python versions.
        reader.feed(_DRAWING.sub("", source).replace("&", "&amp;"))
        reader.close()
    except AssertionError:  # how html.parser reports some broken declarations
        return None
    reader.finish()
    return None if reader.failed else tuple(reader.pieces)


class _Reader(HTMLParser):
    """Collects pieces; ``failed`` tells that the HTML is not plain enough or not well formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.failed = False
        self._open: list[str] = []
        self._runs: list[Run] = []
        self._url = ""
        self._anchors = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._begin_block(tag)
        elif tag in _INLINE:
            self._open.append(tag)
        elif tag == "br":
            self._runs.append(Run(text=" ", line_break=True))
        else:
            self.failed = True
        values = dict(reversed(attrs))  # of an attribute given twice the first counts
        self.failed = self.failed or "hidden" in values or _INVISIBLE.search(values.get("style") or "") is not None
        if tag == "a":
            self._anchors += 1
            self._url = _resolve(values.get("href") or "").strip()
            self.failed = self.failed or self._open.count("a") > 1 or not self._url

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_starttag(tag, attrs)
        else:
            self.failed = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_block()
            if tag != "p" and self._open[-1:] == ["p"]:
                self._open.pop()
        if self._open[-1:] != [tag]:
            self.failed = True
            return
        self._open.pop()
        if tag == "a":
            self._url = ""
            self.failed = self.failed or not any(run.anchor == self._anchors for run in self._runs)  # a picture alone

    def handle_data(self, data: str) -> None:
        if not self._runs and not data.strip(" \t\n\f\r"):
            return
        inside = self._open
        self._runs.append(
            Run(
                text=html.unescape(data),
                strong=any(tag in ("strong", "b") for tag in inside),
                emphasis=any(tag in ("em", "i") for tag in inside),
                code="code" in inside,
                url=self._url if "a" in inside else "",
                anchor=self._anchors if "a" in inside else 0,
            )
        )

    def handle_decl(self, decl: str) -> None:
        self.failed = True

    def handle_pi(self, data: str) -> None:
        self.failed = True

    def unknown_decl(self, data: str) -> None:
        self.failed = True

    def finish(self) -> None:
        """Take the last block; everything must be closed by now."""
        self._end_block()
        self.failed = self.failed or any(tag != "p" for tag in self._open)

    def _begin_block(self, tag: str) -> None:
        self._end_block()
        if self._open[-1:] == ["p"]:
            self._open.pop()  # HTML: a block closes a paragraph
        self.failed = self.failed or any(name not in _BLOCKS or name in _HEADINGS for name in self._open)
        self._open.append(tag)

    def _end_block(self) -> None:
        runs, self._runs = collapse(self._runs), []
        if not runs:
            return
        links = {run.anchor for run in runs if run.anchor}
        if links and all(run.anchor or _SEPARATORS.fullmatch(run.text) for run in runs):
            self.pieces += [_link([run for run in runs if run.anchor == link]) for link in sorted(links)]
        elif not links and ((self._open[-1:] and self._open[-1] in _HEADINGS) or all(run.strong for run in runs)):
            self.pieces.append(Piece(kind=Kind.NAME, text=plain(runs)))
        else:
            self.failed = self.failed or any(run.url and not is_web_url(run.url) for run in runs)
            self.pieces.append(Piece(kind=Kind.TEXT, text=plain(runs), markdown=to_markdown(runs)))


def _resolve(value: str) -> str:
    """Return an attribute's value with its character references resolved, so that ``?a=1&copy=2`` stays as it is.

    A name without a semicolon counts only when no ``=``, letter or digit follows (HTML standard, "named character
    reference state"); ``html.unescape`` does not keep this rule for attributes.
    """
    return _REFERENCE.sub(_character, value)


def _character(match: re.Match[str]) -> str:
    name = match["name"]
    if name is None:
        return html.unescape(match[0])
    if match["equals"] and not name.endswith(";"):
        return match[0]
    return html5.get(name, f"&{name}") + match["equals"]


def _link(runs: Sequence[Run]) -> Piece:
    return Piece(kind=Kind.LINK, text=plain(runs), url=runs[0].url)
