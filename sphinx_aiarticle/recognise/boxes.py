"""Recognise product boxes and rows of store links, in handwritten HTML and in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from sphinx_aiarticle.myst import link, literal
from sphinx_aiarticle.recognise.html import Element, link_urls, read_html
from sphinx_aiarticle.recognise.pieces import (
    UNSEEN,
    Piece,
    PieceKind,
    Run,
    collapse,
    is_button,
    link_piece,
    pieces_of,
    text_piece,
)
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.affiliate import is_affiliate, is_for_sale, is_paid, is_search, store_of, web_link
from sphinx_aiarticle.stores.registry import KNOWN

_MAX_LENGTH = 20_000
_LONGEST_CARD = 400  # characters of a card with a heading, a link of a network, and neither a picture nor a store
_LONGEST_MARK = 20  # characters of a mark such as "PR"
_LONGEST_LABEL = 80  # characters; what is longer says why this product
# An optional label, the name, why this product, the store links, an optional notice.
_BOX = re.compile(r"(T?)N(T+)(L+)(T?)")
_LINK = re.compile(r"<(?:a|button)\s", re.IGNORECASE)
_PICTURES = re.compile(r"^[\s\u200d\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+")
_SIGN = re.compile(r"\.ico$|favicon", re.IGNORECASE)  # of a shop
_CREDIT = re.compile(r"(?:posted with|(?:created|powered|supported) by)\b", re.IGNORECASE)
_TELLS = re.compile(r"[^:：]{1,20}[:：]\s*")
_FIGURE = re.compile(r"(?=\D*\d).{1,20}")
_SEARCHES = re.compile(r"(?:検索(?:する|結果)?|探す|さがす|\bsearch(?: results)?)\W*$", re.IGNORECASE)
# Words that make the last line a disclosure, which is dropped: the box writes its own. So these are few and sure; what
# only mentions advertising is known by `own_notices.mentions_advertising`.
_NOTICE = re.compile(r"アフィリエイト|広告|プロモーション|\bPR\b|(?i:affiliate|sponsored|commission|advert)", re.ASCII)


class BoxLink(Record):
    """A button of a product box: the key of its store, and the author's address with nothing but entities resolved."""

    store: str
    url: str


class BoxProduct(Record):
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
    links: tuple[BoxLink, ...]
    image: str = ""


class LinkBar(Record):
    """A row of affiliate links that names no product: text and address of each."""

    links: tuple[tuple[str, str], ...]


class FoundBox(Record):
    """A box in a piece of HTML, with where it begins there."""

    box: BoxProduct | LinkBar
    begin: int


def boxes_in(source: str) -> tuple[FoundBox, ...]:
    """Return the product boxes and rows of links that *source* consists of, or none when it holds anything else."""
    if not _LINK.search(source):
        return ()
    html = read_html(source)
    if not html.is_sound:
        return ()
    whole = _pieces(html.root)
    outer = [one for one in html.root.outer() if one.tag not in UNSEEN and (one.children or one.tag != "p")]
    if box := _product(whole) or _link_bar(whole):
        return (FoundBox(box=box, begin=0),)
    parts = [_pieces(element) for element in outer]
    boxes = [_product(pieces) or _link_bar(pieces) or card_of(pieces) for pieces in parts]
    if all(boxes):
        found = zip(outer, boxes, strict=True)
        return tuple(FoundBox(box=box, begin=element.begin) for element, box in found if box)
    others = [pieces for pieces, box in zip(parts, boxes, strict=True) if not isinstance(box, BoxProduct)]
    are_pictures = all({piece.kind for piece in pieces} == {PieceKind.IMAGE} for pieces in others)
    is_one = not any(boxes) or _is_pictured_offer(whole) or (len(others) == len(parts) - 1 and are_pictures)
    box = card_of(whole) if outer and is_one else None  # the parts of a card without an element around them
    return (FoundBox(box=box, begin=0),) if box else _cards_within(outer)


def _cards_within(outer: Sequence[Element]) -> tuple[FoundBox, ...]:
    """Return the cards that one element holds and nothing else, of products and links that all differ."""
    while len(outer) == 1 and outer[0].tag in ("div", "section") and outer[0].attributes.keys() <= {"class"}:
        outer = outer[0].outer()
    parts = [_pieces(element) for element in outer]
    boxes = [card_of(part) if any(one.is_heading or one.source for one in part) else None for part in parts]
    found = (FoundBox(box=box, begin=one.begin) for one, box in zip(outer, boxes, strict=True) if box)
    urls = [one.url for box in boxes if box for one in box.links]
    is_list = 1 < len({box.name for box in boxes if box}) == len(boxes) and len({*urls}) == len(urls)
    return tuple(found) if is_list else ()


def _is_pictured_offer(pieces: Sequence[Piece]) -> bool:
    """Whether a picture without other words, and the words of a link, lead to an item of one shop."""
    if [piece.kind for piece in pieces] != [PieceKind.IMAGE, PieceKind.LINK]:
        return False
    picture, words = pieces
    is_item = bool(store_of(words.url)) and not is_search(words.url, KNOWN)
    return is_item and store_of(picture.url) == store_of(words.url) and picture.alt in ("", words.text)


def _pieces(element: Element) -> list[Piece]:
    return pieces_of(element) if element.end - element.begin <= _MAX_LENGTH else []


def holds_affiliate_link(source: str) -> bool:
    """Whether HTML links to a store for a commission."""
    return any(map(is_affiliate, link_urls(source)))


def product_name(text: str) -> str:
    """Return a name without the pictures that authors put before it, because it is data too."""
    return _PICTURES.sub("", text).strip()


def is_notice(text: str) -> bool:
    """Whether some words disclose advertising."""
    return _NOTICE.search(text) is not None


def is_credit(text: str) -> bool:
    """Whether some words name the tool that made a card."""
    return _CREDIT.match(text) is not None


def distinct_links(urls: Iterable[str]) -> tuple[BoxLink, ...]:
    """Return links with their stores, or none when one leads to no known store or two lead to the same."""
    found = tuple(BoxLink(store=store_of(url), url=url) for url in map(web_link, urls))
    stores = {link.store for link in found}
    return found if "" not in stores and len(stores) == len(found) else ()


def _product(pieces: Sequence[Piece]) -> BoxProduct | None:
    images = [piece.source for piece in pieces if piece.kind is PieceKind.IMAGE]
    seen = [piece for piece in pieces if piece.kind is not PieceKind.IMAGE]
    shape = _BOX.fullmatch("".join(piece.kind for piece in seen))
    if shape is None or len(images) > 1:
        return None
    label, reasons, buttons, notice = (seen[shape.start(part) : shape.end(part)] for part in range(1, 5))
    links = distinct_links(button.url for button in buttons)
    name = product_name(seen[shape.end(1)].text)
    if not (name and links) or not all(button.text for button in buttons):
        return None
    if not all(is_notice(piece.text) for piece in notice) or any(len(piece.text) > _LONGEST_LABEL for piece in label):
        return None
    return BoxProduct(
        name=name,
        label=label[0].text if label else "",
        reasons=tuple(piece.markdown for piece in reasons),
        links=links,
        image=images[0] if images else "",
    )


def _link_bar(pieces: Sequence[Piece]) -> LinkBar | None:
    """Return a row of links: what they search for need not be a product, and a name would be made up."""
    if pieces and all(piece.kind is PieceKind.LINK and piece.text and is_paid(piece.url) for piece in pieces):
        return LinkBar(links=tuple((piece.text, web_link(piece.url)) for piece in pieces))
    return None


def card_of(pieces: Sequence[Piece]) -> BoxProduct | None:
    """Return the product of a card as tools and themes write it, whatever the order of its parts; ``None`` for others.

    Its name is its one bold line or heading, what the words of its picture say, too, what it calls its name, or else
    its first link to a store that is more than the words of a button, or what a style makes bold. Other texts, a price
    among them, stay as they are; other links are in them. A card without a picture or a link to a known store has a
    heading, which a link that its author calls sponsored repeats; in a short one a link of a network is enough.
    """
    pictures = {piece.source: None for piece in pieces if piece.kind is PieceKind.IMAGE and _may_show_product(piece)}
    if pictures or any(piece.is_heading for piece in pieces):
        pieces = [part for piece in pieces for part in _split(piece)]
    paid = [piece for piece in pieces if piece.url and (piece.is_sponsored or is_for_sale(piece.url))]
    names = _names(pieces, paid)
    if pictures:
        pieces = [piece for piece in pieces if piece.kind is not PieceKind.SCRIPT]
    is_empty = any(not (piece.text or piece.source or (pictures and piece in paid)) for piece in pieces)
    if len(names) != 1 or not paid or len(pictures) > 1 or is_empty:
        return None
    title = names[0]
    shown = [piece for piece in pieces if piece is not title and piece.kind is not PieceKind.IMAGE]
    if not _is_offer(title, pieces, paid, shown, has_picture=bool(pictures)):
        return None
    links: dict[str, str] = {}
    for piece in sorted(paid, key=lambda piece: is_search(piece.url, KNOWN)):
        if store := store_of(piece.url):
            links.setdefault(store, piece.url)
    label = shown[0].text if _is_label(pieces, title) else ""
    if label and len(label) <= _LONGEST_MARK and is_notice(label):
        shown, label = shown[1:], ""
    order = dict.fromkeys(store_of(piece.url) for piece in [*(one for one in paid if one in shown), *paid])
    stores = tuple(BoxLink(store=store, url=links[store]) for store in order if store)
    name = product_name(title.text)
    is_short = sum(len(piece.text) for piece in pieces) <= _LONGEST_CARD
    is_named = (title.is_stressed or (title.is_heading and title.kind is PieceKind.NAME)) and any(
        (piece.is_sponsored and name in piece.text) or (is_short and is_paid(piece.url)) for piece in paid
    )
    if not name or is_button(name) or not (stores or pictures or is_named):
        return None
    reasons = tuple(_reasons(shown[1:] if label else shown, title, paid, links))
    return BoxProduct(name=name, label=label, reasons=reasons, links=stores, image=next(iter(pictures), ""))


def _is_offer(
    title: Piece, pieces: Sequence[Piece], paid: Sequence[Piece], shown: Sequence[Piece], *, has_picture: bool
) -> bool:
    """Whether the links of a card are about one product, which its *title* names, and say more than a row of links."""
    named = [piece for piece in pieces if piece.url and piece.text and not is_button(piece.text, piece.url)]
    offers = paid if title.kind is PieceKind.TEXT else [piece for piece in named if piece in paid]
    is_list = title.kind is PieceKind.LINK and any(
        piece.kind is PieceKind.LINK and piece not in paid for piece in named
    )
    if (is_list and not has_picture) or not _is_one_product(offers):
        return False
    is_told = any(piece.text and not is_notice(piece.text) for piece in shown)
    is_searched = all(is_search(piece.url, KNOWN) for piece in paid)
    is_worded = title.kind is PieceKind.LINK and not title.is_heading
    is_card = has_picture or bool(is_told and not is_searched if is_worded else shown)
    return is_card and not (is_searched and _SEARCHES.search(title.text))


def _reasons(shown: Sequence[Piece], title: Piece, paid: Sequence[Piece], links: Mapping[str, str]) -> Iterator[str]:
    """Yield the texts of a card as Markdown, and its links that are none of the buttons *links*."""
    told = set(links.values())
    for piece in shown:
        is_word = piece.kind is PieceKind.LINK and piece.url == title.url and not is_button(piece.text, piece.url)
        if not piece.text:
            continue
        if piece.kind is PieceKind.LINK and not is_word:
            if not (piece.url in told or (store_of(piece.url) in links and is_search(piece.url, KNOWN))):
                yield piece.markdown
            told.add(piece.url)
        elif not is_credit(piece.text) and not (is_notice(piece.text) and piece is shown[-1]):
            yield literal(piece.text) if is_word else piece.markdown
    banners = (piece for piece in paid if piece.kind is PieceKind.IMAGE and not store_of(piece.url))
    for piece in [title, *banners]:
        if piece.url and piece.url not in told:
            yield link(literal(product_name(title.text)), piece.url)
            told.add(piece.url)


def _names(pieces: Sequence[Piece], paid: Sequence[Piece]) -> list[Piece]:
    """Return what may be the name of the product; only one is clear."""
    alts = {piece.alt for piece in pieces if piece.alt}
    texts = [piece for piece in pieces if piece.kind in (PieceKind.TEXT, PieceKind.LINK)]
    worded = [piece for piece in texts if not is_button(piece.text, piece.url)]
    bold = [piece for piece in pieces if piece.kind is PieceKind.NAME and not piece.text.endswith((":", "："))]
    headings = [piece for piece in (*bold, *worded) if piece.is_heading and (not piece.url or piece in paid)]
    if len(headings) > 1 and any(piece.url for piece in headings):
        return headings
    if clear := next((found for found in (headings, bold) if len(found) == 1), []):
        return clear
    named, urls = [piece for piece in (*bold, *worded) if piece.is_named], {piece.url for piece in paid}
    are_several = len({piece.text for piece in named}) > 1 and len(urls) > len(set(map(store_of, urls)))
    return (
        [piece for piece in (*bold, *worded) if piece.text in alts][:1]
        or named[: None if are_several else 1]
        or _below_picture(headings, pieces)
        or bold
        or _stressed_above(worded, paid)
        or [piece for piece in worded if piece in paid][:1]
        or [piece for piece in worded if piece.is_stressed][:1]
    )


def _below_picture(headings: Sequence[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    """Return the one of several headings that is right below the picture, where all that is for sale is one thing."""
    seen = [piece for piece in pieces if piece.text or piece.kind is PieceKind.IMAGE]
    found = [piece for above, piece in pairwise(seen) if above.kind is PieceKind.IMAGE and piece in headings]
    urls = {piece.url for piece in pieces if piece.url and is_for_sale(piece.url)}
    return found if len(headings) > 1 and len(found) == len(urls) == 1 else []


def _stressed_above(worded: Sequence[Piece], paid: Sequence[Piece]) -> list[Piece]:
    """Return the first text that a style makes bold, if it is above what is for sale."""
    first = next((number for number, piece in enumerate(worded) if piece in paid), 0)
    return [piece for piece in worded[:first] if piece.is_stressed][:1]


def _is_one_product(paid: Iterable[Piece]) -> bool:
    """Whether no two links lead to different things in one store, of which its front page is none."""
    urls = {piece.url for piece in paid if not is_search(piece.url, KNOWN) and urlsplit(piece.url).path.strip("/")}
    stores = [store for url in urls if (store := store_of(url))]
    return len(stores) == len(set(stores))


def _is_label(pieces: Sequence[Piece], title: Piece) -> bool:
    """Whether one short text without links is above the name."""
    above = [piece for piece in pieces[: pieces.index(title)] if piece.kind is not PieceKind.IMAGE]
    is_text = [piece.kind for piece in above] == [PieceKind.TEXT]
    return is_text and len(above[0].text) <= _LONGEST_LABEL and not any(run.url for run in above[0].runs)


def _split(piece: Piece) -> Iterator[Piece]:
    """Yield the lines of a text with links to stores, and by itself the link that a line begins with or ends in.

    What is before a link at the end says what it is, as in "Title: Tin kettle", or is a figure above a button.
    """
    if piece.kind is not PieceKind.TEXT or not any(is_for_sale(run.url) for run in piece.runs if run.url):
        yield piece
        return
    lines: list[list[Run]] = [[]]
    for run in piece.runs:
        if run.line_break:
            lines.append([])
        else:
            lines[-1].append(run)
    for line in lines:
        first, last = (line[0].anchor, line[-1].anchor) if line else (0, 0)
        before = text_piece([run for run in line if not run.anchor]).text
        end = text_piece([run for run in line if run.anchor]).text
        is_told = not first and (_TELLS.fullmatch(before) or (_FIGURE.fullmatch(before) and is_button(end)))
        first = last if is_told else first
        link = collapse([run for run in line if first and run.anchor == first])
        rest = collapse([run for run in line if not first or run.anchor != first])
        parts = [link_piece(link)] if link else []
        if rest:
            parts.insert(0 if is_told else len(parts), text_piece(rest))
        yield from parts


def _may_show_product(picture: Piece) -> bool:
    """Whether a picture is not the sign of the tool that made the card, or of the shop."""
    is_sign = _SIGN.search(picture.source) is not None
    return (not picture.url or picture.is_sponsored or is_for_sale(picture.url)) and not is_sign
