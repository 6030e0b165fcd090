"""Recognise what leads to shops in hand-made HTML: product boxes and rows of links, one or several side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.constructs import LinkBar, ProductBox
from sphinx_aiarticle.hugo.html_tags import outer_elements
from sphinx_aiarticle.hugo.product import recognise_product
from sphinx_aiarticle.hugo.raw_html import Kind, read_pieces
from sphinx_aiarticle.stores.affiliate import is_affiliate, web_link

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_LINES = 400
_HREF = re.compile(r"<a\s[^<>]*?\bhref\s*=\s*[\"']?(https?://[^\"'\s>]+)", re.IGNORECASE)


def html_shops(lines: Sequence[str], start: int, end: int) -> tuple[ProductBox | LinkBar, ...]:
    """Return the product boxes and rows of links in some lines, or none when they hold anything else.

    Of two that share a line (``</div><div>``) the first one takes it.

    Args:
        lines: The text, without line ends.
        start: 0-based number of the first line.
        end: 0-based number of the line after the last one.
    """
    if end - start > _MAX_LINES or not any("<a " in line for line in lines[start:end]):
        return ()
    found: list[ProductBox | LinkBar] = []
    free = start
    for element in outer_elements(lines, start, end):
        first, after = max(element.start, free), element.end + 1
        if element.end < free:
            return ()
        if product := recognise_product(element.content):
            found.append(ProductBox(start=first, end=after, product=product))
        elif links := shop_links(element.content):
            found.append(LinkBar(start=first, end=after, links=links))
        else:
            return ()
        free = after
    return tuple(found)


def shop_links(source: str) -> tuple[tuple[str, str], ...]:
    """Return text and address of the links in HTML that holds affiliate links and nothing else, or none.

    It is no product box: what the links are searches for need not be a product, and a name would be made up.

    Args:
        source: Hand-made HTML.
    """
    pieces = read_pieces(source) or ()
    links = tuple((piece.text, web_link(piece.url)) for piece in pieces if piece.kind is Kind.LINK)
    is_bar = len(links) == len(pieces) and all(text and is_affiliate(url) for text, url in links)
    return links if is_bar else ()


def holds_affiliate_link(lines: Sequence[str], start: int, end: int) -> bool:
    """Whether the HTML in some lines links to a shop for a commission."""
    hrefs = (href for line in lines[start:end] if "<a" in line for href in _HREF.findall(line))
    return any(is_affiliate(href.replace("&amp;", "&")) for href in hrefs)
