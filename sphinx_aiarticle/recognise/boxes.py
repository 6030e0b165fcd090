"""Recognise product boxes and rows of store links, in handwritten HTML and in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sphinx_aiarticle.myst import link, literal
from sphinx_aiarticle.recognise.card_parts import (
    LONGEST_LABEL,
    discloses,
    is_label,
    is_notice,
    is_one_product,
    is_sign,
    may_show_product,
    names_of,
    names_tool,
    product_name,
    split_piece,
)
from sphinx_aiarticle.recognise.html import Element, is_pixel, link_urls, read_html
from sphinx_aiarticle.recognise.pieces import PICTURES, UNSEEN, Piece, PieceKind, is_button, pieces_of
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.affiliate import is_affiliate, is_for_sale, is_paid, is_search, store_of, web_link
from sphinx_aiarticle.stores.registry import KNOWN
from sphinx_aiarticle.url import is_safe_image

_MAX_LENGTH = 20_000
_LONGEST_CARD = 400  # characters of a card with a heading, a link of a network, and neither a picture nor a store
_LONGEST_MARK = 20  # characters of a mark such as "PR"
# An optional label, the name, why this product, the store links, an optional notice.
_BOX = re.compile(r"(T?)N(T+)(L+)(T?)")
_LINK = re.compile(r"<(?:a|button)\s", re.IGNORECASE)
_SEARCHES = re.compile(r"(?:検索(?:する|結果)?|探す|さがす|\bsearch(?: results)?)\W*$", re.IGNORECASE)


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
    outer = [one for one in html.root.outer() if not _shows_nothing(one)]
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


def _shows_nothing(element: Element) -> bool:
    """Whether an element only parts its neighbours, counts readers, or is empty, and no link or script needs it."""
    if element.tag in UNSEEN or element.tag in ("hr", "br") or (element.tag in PICTURES and is_pixel(element)):
        return True
    is_plain = element.tag in ("div", "p", "span") and element.attributes.keys() <= {"class", "style", "align"}
    return is_plain and not element.text.strip() and all(map(_shows_nothing, element.elements))


def _cards_within(outer: Sequence[Element]) -> tuple[FoundBox, ...]:
    """Return the cards that one element holds and nothing else, of products and links that all differ."""
    while len(outer) == 1 and outer[0].tag in ("div", "section") and outer[0].attributes.keys() <= {"class"}:
        outer = [one for one in outer[0].outer() if not _shows_nothing(one)]
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


def distinct_links(urls: Iterable[str]) -> tuple[BoxLink, ...]:
    """Return links with their stores, or none when one leads to no known store or two lead to the same."""
    found = tuple(BoxLink(store=store_of(url), url=url) for url in map(web_link, urls))
    stores = {link.store for link in found}
    return found if "" not in stores and len(stores) == len(found) else ()


def _product(pieces: Sequence[Piece]) -> BoxProduct | None:
    images = [piece for piece in pieces if piece.kind is PieceKind.IMAGE]
    seen = [piece for piece in pieces if piece.kind is not PieceKind.IMAGE and not names_tool(piece)]
    shape = _BOX.fullmatch("".join(piece.kind for piece in seen))
    if shape is None or len(images) > 1:
        return None
    label, reasons, buttons, notice = (seen[shape.start(part) : shape.end(part)] for part in range(1, 5))
    links = distinct_links(button.url for button in buttons)
    name = product_name(seen[shape.end(1)].text)
    if not (name and links) or not all(button.text for button in buttons):
        return None
    if not all(map(discloses, notice)) or any(len(piece.text) > LONGEST_LABEL for piece in label):
        return None
    stores = {button.store: button.url for button in links}
    linked = [link(literal(name), image.url) for image in images if _leads_elsewhere(image.url, stores)]
    return BoxProduct(
        name=name,
        label=label[0].text if label else "",
        reasons=(*(piece.markdown for piece in reasons), *linked),
        links=links,
        image=images[0].source if images else "",
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
    pictures = {piece.source: None for piece in pieces if piece.kind is PieceKind.IMAGE and may_show_product(piece)}
    if pictures or any(piece.is_heading for piece in pieces):
        pieces = [part for piece in pieces for part in split_piece(piece)]
    pieces = [piece for piece in pieces if not names_tool(piece)]
    paid = [piece for piece in pieces if piece.url and (piece.is_sponsored or is_for_sale(piece.url))]
    names = names_of(pieces, paid)
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
    label = shown[0].text if is_label(pieces, title) else ""
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
    others = [piece for piece in pieces if not piece.text]
    sources = [*pictures, *(piece.source for piece in others if piece.source and not is_sign(piece))]
    image = sources[0] if pictures or len(sources) == 1 else ""
    reasons = tuple(_reasons(shown[1:] if label else shown, title, others, image, links))
    return BoxProduct(name=name, label=label, reasons=reasons, links=stores, image=image)


def _is_offer(
    title: Piece, pieces: Sequence[Piece], paid: Sequence[Piece], shown: Sequence[Piece], *, has_picture: bool
) -> bool:
    """Whether the links of a card are about one product, which its *title* names, and say more than a row of links."""
    named = [piece for piece in pieces if piece.url and piece.text and not is_button(piece.text, piece.url)]
    offers = paid if title.kind is PieceKind.TEXT else [piece for piece in named if piece in paid]
    is_list = title.kind is PieceKind.LINK and any(
        piece.kind is PieceKind.LINK and piece not in paid for piece in named
    )
    if (is_list and not has_picture) or not is_one_product(offers):
        return False
    is_told = any(piece.text and not is_notice(piece.text) for piece in shown)
    is_searched = all(is_search(piece.url, KNOWN) for piece in paid)
    is_worded = title.kind is PieceKind.LINK and not title.is_heading
    is_card = has_picture or bool(is_told and not is_searched if is_worded else shown)
    return is_card and not (is_searched and _SEARCHES.search(title.text))


def _reasons(
    shown: Sequence[Piece], title: Piece, others: Iterable[Piece], image: str, links: Mapping[str, str]
) -> Iterator[str]:
    """Yield the texts of a card as Markdown, and where its name and *others* lead that is none of the buttons *links*.

    Left out are the last text if it is a disclosure, a search in a shop that has a button, the words of buttons, and
    signs: pictures without words.
    """
    told, name = set(links.values()), literal(product_name(title.text))
    for piece in shown:
        is_words = piece.kind is not PieceKind.LINK or not is_button(piece.text, piece.url)
        if not piece.text or (discloses(piece) and piece is shown[-1]):
            continue
        if piece.kind is not PieceKind.LINK or piece.url not in {title.url, *told}:
            if is_words or not _is_search_too(piece.url, links):
                yield piece.markdown
                told.update(run.url for run in piece.runs)
        elif is_words and any(
            store_of(other.url) == store_of(piece.url) for other in (title, *shown) if other != piece
        ):
            yield literal(piece.text)
    for piece in (title, *others):
        if piece.url in told or not _leads_elsewhere(piece.url, links):
            continue
        if piece.source in ("", image) or is_for_sale(piece.url):
            yield link(name, piece.url)
        elif piece.alt and not is_sign(piece):
            yield link(f"![{literal(piece.alt)}](<{piece.source}>)", piece.url)
        told.add(piece.url)


def _is_search_too(url: str, links: Mapping[str, str]) -> bool:
    """Whether a link searches in a shop that has a button."""
    return store_of(url) in links and is_search(url, KNOWN)


def _leads_elsewhere(url: str, links: Mapping[str, str]) -> bool:
    """Whether a link leads where none of the buttons does."""
    is_address = not url.startswith("#") and is_safe_image(url)
    return bool(url) and is_address and url not in links.values() and not _is_search_too(url, links)
