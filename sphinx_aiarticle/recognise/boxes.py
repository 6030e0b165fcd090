"""Recognise product boxes and rows of store links, in handwritten HTML and in Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sphinx_aiarticle.recognise.html import Element, link_urls, read_html
from sphinx_aiarticle.recognise.runs import Run, collapse, plain, to_markdown
from sphinx_aiarticle.stores.affiliate import is_affiliate, store_of, web_link
from sphinx_aiarticle.url import is_safe_image, is_web_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {"", "div", "p", "section", "article", "aside"}
_INLINE = frozenset({"a", "span", "small", "strong", "b", "em", "i", "code"})
_DRAWING = frozenset({"svg", "circle", "defs", "ellipse", "g", "line", "path", "polygon", "polyline", "rect"})
_MAX_LENGTH = 20_000
_SEPARATORS = re.compile(r"[\s|/・･]*")
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# An optional label, the name, why this product, the store links, an optional notice.
_BOX = re.compile(r"(T?)N(T+)(L+)(T?)")
_PICTURES = re.compile(r"^[\s\u200d\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+")
# Words that make the last line a disclosure. The box writes its own, in the language of the page.
_NOTICE = re.compile(r"アフィリエイト|広告|プロモーション|\bPR\b|(?i:affiliate|sponsored|commission|advert)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreLink:
    """A button of a product box.

    Attributes:
        store: Key of the store.
        url: The author's address, as it is in the page (entities resolved, nothing else changed).
    """

    store: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What a handwritten product box says.

    Attributes:
        name: Name of the product, plain text in one line.
        label: The words above the name; empty without any.
        reasons: Why this product: one paragraph of Markdown each, several lines where the author broke the line.
        links: The store links in the author's order, each to another store.
        image: Address of the picture; empty without one.
    """

    name: str
    label: str
    reasons: tuple[str, ...]
    links: tuple[StoreLink, ...]
    image: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkBar:
    """A row of affiliate links that names no product.

    Attributes:
        links: Text and address of each link.
    """

    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A box in a piece of HTML.

    Attributes:
        box: What it is.
        begin: Where it begins in the HTML.
        end: Where it ends.
    """

    box: Product | LinkBar
    begin: int
    end: int


def boxes_in(source: str) -> tuple[Found, ...]:
    """Return the product boxes and rows of links that *source* consists of, or none when it holds anything else.

    Args:
        source: Handwritten HTML.
    """
    if "<a " not in source and "<a\n" not in source:
        return ()
    html = read_html(source)
    if not html.is_sound:
        return ()
    if box := _read(html.root, source):
        return (Found(box=box, begin=0, end=len(source)),)
    found = [(element, _read(element, source)) for element in html.outer()]
    if not all(box for _, box in found):
        return ()
    return tuple(Found(box=box, begin=element.begin, end=element.end) for element, box in found if box)


def _read(element: Element, source: str) -> Product | LinkBar | None:
    if element.end - element.begin > _MAX_LENGTH:
        return None
    pieces = _pieces(element)
    return (_product(pieces) or _link_bar(pieces)) if pieces else None


def holds_affiliate_link(source: str) -> bool:
    """Whether HTML links to a store for a commission."""
    return any(map(is_affiliate, link_urls(source)))


def product_name(text: str) -> str:
    """Return a name without the pictures that authors put before it, because it is data too."""
    return _PICTURES.sub("", text).strip()


def is_notice(text: str) -> bool:
    """Whether some words disclose advertising."""
    return _NOTICE.search(text) is not None


def distinct_links(urls: Iterable[str]) -> tuple[StoreLink, ...]:
    """Return links with their stores, or none when one leads to no known store or two lead to the same."""
    found = tuple(StoreLink(store=store_of(url), url=url) for url in map(web_link, urls))
    stores = {link.store for link in found}
    return found if "" not in stores and len(stores) == len(found) else ()


class _Kind(StrEnum):
    NAME = "N"
    TEXT = "T"
    LINK = "L"
    IMAGE = "I"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """One block of HTML as a reader sees it."""

    kind: _Kind
    text: str = ""
    markdown: str = ""
    url: str = ""


def _product(pieces: Sequence[_Piece]) -> Product | None:
    images = [piece.url for piece in pieces if piece.kind is _Kind.IMAGE]
    seen = [piece for piece in pieces if piece.kind is not _Kind.IMAGE]
    shape = _BOX.fullmatch("".join(piece.kind for piece in seen))
    if shape is None or len(images) > 1:
        return None
    label, reasons, buttons, notice = (seen[shape.start(part) : shape.end(part)] for part in range(1, 5))
    links = distinct_links(button.url for button in buttons)
    name = product_name(seen[shape.end(1)].text)
    if not (name and links) or not all(button.text for button in buttons):
        return None
    if not all(is_notice(piece.text) for piece in notice):
        return None
    return Product(
        name=name,
        label=label[0].text if label else "",
        reasons=tuple(piece.markdown for piece in reasons),
        links=links,
        image=images[0] if images else "",
    )


def _link_bar(pieces: Sequence[_Piece]) -> LinkBar | None:
    """Return a row of links: what they search for need not be a product, and a name would be made up."""
    if all(piece.kind is _Kind.LINK and piece.text and _is_paid(piece.url) for piece in pieces):
        return LinkBar(links=tuple((piece.text, web_link(piece.url)) for piece in pieces))
    return None


def _is_paid(url: str) -> bool:
    return bool(web_link(url)) and is_affiliate(web_link(url))


class _Unclear(Exception):  # noqa: N818  # a reason to leave HTML as it is, not an error
    pass


def _pieces(element: Element) -> list[_Piece]:
    """Return what a reader sees of *element*; nothing when it holds anything that pieces could not show."""
    reader = _PieceReader()
    try:
        reader.read(element)
        reader.end_block()
    except _Unclear:
        return []
    return reader.pieces


class _PieceReader:
    """Collects the pieces of one element."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self._open: list[str] = []
        self._runs: list[Run] = []
        self._url = ""
        self._anchors = 0

    def read(self, element: Element) -> None:
        if "hidden" in element.attributes or _INVISIBLE.search(element.get("style")):
            raise _Unclear
        if element.tag in _BLOCKS:
            self._block(element)
        elif element.tag in _INLINE:
            self._inline(element)
        elif element.tag == "br":
            self._runs.append(Run(text=" ", line_break=True))
        elif element.tag == "img":
            self._image(element)
        elif not (element.tag == "svg" and _is_drawing(element)):
            raise _Unclear

    def _children(self, element: Element) -> None:
        self._open.append(element.tag)
        for child in element.children:
            if isinstance(child, str):
                self._text(child)
            else:
                self.read(child)
        self._open.pop()

    def _block(self, element: Element) -> None:
        self.end_block()
        if any(tag not in _BLOCKS or tag in _HEADINGS for tag in self._open):
            raise _Unclear
        self._children(element)
        self._open.append(element.tag)
        self.end_block()
        self._open.pop()

    def _inline(self, element: Element) -> None:
        if element.tag != "a":
            self._children(element)
            return
        self._anchors += 1
        self._url = element.get("href").strip()
        if "a" in self._open or not self._url:
            raise _Unclear
        images = len(self.pieces)
        self._children(element)
        self._url = ""
        if not any(run.anchor == self._anchors for run in self._runs) and len(self.pieces) == images:
            raise _Unclear

    def _image(self, element: Element) -> None:
        if "1" in (element.get("width"), element.get("height")) or "0" in (element.get("width"), element.get("height")):
            return  # counts readers for a network; nobody sees it
        source = element.get("src").strip()
        if not source or not is_safe_image(source) or re.search(r"\s", source):
            raise _Unclear
        self.pieces.append(_Piece(kind=_Kind.IMAGE, url=source))

    def _text(self, text: str) -> None:
        if not self._runs and not text.strip(" \t\n\f\r"):
            return
        inside = self._open
        is_link = "a" in inside
        self._runs.append(
            Run(
                text=text,
                strong=any(tag in ("strong", "b") for tag in inside),
                emphasis=any(tag in ("em", "i") for tag in inside),
                code="code" in inside,
                url=self._url if is_link else "",
                anchor=self._anchors if is_link else 0,
            )
        )

    def end_block(self) -> None:
        runs, self._runs = collapse(self._runs), []
        if not runs:
            return
        links = {run.anchor for run in runs if run.anchor}
        if links and all(run.anchor or _SEPARATORS.fullmatch(run.text) for run in runs):
            self.pieces += [_link([run for run in runs if run.anchor == link]) for link in sorted(links)]
        elif not links and ((self._open[-1:] and self._open[-1] in _HEADINGS) or all(run.strong for run in runs)):
            self.pieces.append(_Piece(kind=_Kind.NAME, text=plain(runs)))
        elif any(run.url and not is_web_url(run.url) for run in runs):
            raise _Unclear
        else:
            self.pieces.append(_Piece(kind=_Kind.TEXT, text=plain(runs), markdown=to_markdown(runs)))


def _link(runs: Sequence[Run]) -> _Piece:
    return _Piece(kind=_Kind.LINK, text=plain(runs), url=runs[0].url)


def _is_drawing(element: Element) -> bool:
    """Whether an element is a picture without words, such as the icon of a button."""
    return not element.text.strip() and all(part.tag in _DRAWING for part in element.walk())
