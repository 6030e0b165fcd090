"""Recognise a hand-made product box in HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.constructs import Product, StoreLink
from sphinx_aiarticle.hugo.raw_html import Piece, read_pieces
from sphinx_aiarticle.stores.affiliate import store_of

if TYPE_CHECKING:
    from collections.abc import Iterable

# An optional label, the name, why this product, the shop links, an optional notice.
_BOX = re.compile(r"(T?)N(T+)(L+)(T?)")
_PICTURES = re.compile(r"^[\s\u200d\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+")
# Words that make the last line a disclosure. The box writes its own, in the language of the page.
_NOTICE = re.compile(r"アフィリエイト|広告|プロモーション|\bPR\b|(?i:affiliate|sponsored|commission|advert)", re.ASCII)


def recognise_product(source: str) -> Product | None:
    """Return what a product box says, or ``None`` when *source* is not one with certainty.

    Args:
        source: Hand-made HTML.
    """
    pieces = read_pieces(source)
    shape = _BOX.fullmatch("".join(piece.kind for piece in pieces)) if pieces else None
    if shape is None or pieces is None:
        return None
    label, reasons, buttons, notice = (pieces[shape.start(part) : shape.end(part)] for part in range(1, 5))
    links = _store_links(buttons)
    name = product_name(pieces[shape.end(1)].text)
    if not name or not links or not all(is_notice(piece.text) for piece in notice):
        return None
    return Product(
        name=name,
        label=label[0].text if label else "",
        reasons=tuple(piece.markdown for piece in reasons),
        links=links,
    )


def product_name(text: str) -> str:
    """Return a name without the pictures that authors put before it, because it is data too."""
    return _PICTURES.sub("", text).strip()


def is_notice(text: str) -> bool:
    """Whether some words disclose advertising."""
    return _NOTICE.search(text) is not None


def distinct_links(links: Iterable[StoreLink]) -> tuple[StoreLink, ...]:
    """Return *links*, or none when one leads to no known store or two lead to the same."""
    found = tuple(links)
    stores = {link.store for link in found}
    return found if "" not in stores and len(stores) == len(found) else ()


def _store_links(buttons: tuple[Piece, ...]) -> tuple[StoreLink, ...]:
    """Return one link for each store, or none when a button is empty, leads elsewhere or to a store twice."""
    links = distinct_links(StoreLink(store=store_of(button.url), url=button.url) for button in buttons)
    return links if all(button.text for button in buttons) else ()
