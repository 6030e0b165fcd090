"""What a product box may say.

Google calls a ``Product`` without offer, review or rating invalid, and a search link is not an offer. So a box is a
``Thing`` that the page mentions, unless it states a dated price of one shop that the rules allow to state, or the page
reviews it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.jsonld.nodes import Node, compact, ref, single
from sphinx_aiarticle.model.product import FORMATS, Book
from sphinx_aiarticle.stores.affiliate import is_affiliate, leads_to_amazon

if TYPE_CHECKING:
    from sphinx_aiarticle.model.product import Product


def products_of(
    page_url: str, products: tuple[Product, ...], schema: str, reviewed: tuple[Product, Node] | None = None
) -> tuple[list[Node], list[Node]]:
    """Return what the page mentions, and the nodes that stand on their own in the graph.

    Args:
        page_url: Canonical address of the page.
        products: The boxes of the page.
        schema: ``eligible``, ``always`` or ``never``: when a box becomes a ``Product``.
        reviewed: What the page reviews, which need not have a box, and the review.
    """
    subject, review = reviewed or (None, None)
    about = [_thing(page_url, subject, schema, review)] if subject else []
    things: list[Node] = [_thing(page_url, product, schema) for product in products if product is not subject]
    if len(products) < 2:
        return things, about
    items: Node = {
        "@type": "ItemList",
        "@id": f"{page_url}#products",
        "numberOfItems": len(products),
        "itemListOrder": "https://schema.org/ItemListUnordered",
        "itemListElement": [
            compact(
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": product.name,
                    "description": product.reason,
                    "url": f"{page_url}#{product.anchor}",
                }
            )
            for position, product in enumerate(products, 1)
        ],
    }
    offered: list[Node] = [thing for thing in things if thing["@type"] != "Thing"]
    return [ref(items["@id"]), *(ref(thing["@id"]) for thing in offered)], [items, *offered, *about]


def _thing(page_url: str, product: Product, schema: str, review: Node | None = None) -> Node:
    node_id = f"{page_url}#{product.anchor}"
    maker = product.url if product.url and not is_affiliate(product.url) else ""
    base: Node = {"@id": node_id, "name": product.name, "description": product.reason}
    image = product.image.url if product.image else ""
    offer = _offer(product)
    kind, work = _work(product)
    if kind == "SoftwareApplication" and not (offer and review and schema != "never"):
        kind, work = "", {}  # search engines call it invalid otherwise
    if schema == "never" or (schema == "eligible" and not (offer or review)):
        return compact({"@type": kind or "Thing", **base, **work, "image": image, "sameAs": maker})
    brand = {"@type": "Brand", "name": product.brand} if product.brand else None
    return compact(
        {
            "@type": ["Product", kind] if kind else "Product",
            **base,
            **work,
            "image": image,
            "brand": brand,
            "sameAs": maker,
            "offers": offer,
            "review": review,
        }
    )


def _work(product: Product) -> tuple[str, Node]:
    """Return the type of a book or of software, and what the box says of it."""
    work = product.work
    if isinstance(work, Book):
        authors: list[Node] = [{"@type": "Person", "name": name} for name in work.authors]
        book_format = f"https://schema.org/{FORMATS[work.format]}" if work.format else ""
        return "Book", {"author": single(authors) if authors else None, "bookFormat": book_format, "isbn": work.isbn}
    if work:
        return "SoftwareApplication", {
            "operatingSystem": ", ".join(work.systems),
            "softwareVersion": work.version,
        }
    return "", {}


def _offer(product: Product) -> Node | None:
    """Return the offer that the box shows: one shop's own page with its dated price, never Amazon's."""
    link, price = product.offer_link, product.price
    if link is None or price is None or leads_to_amazon(link.url):
        return None
    return compact(
        {
            "@type": "Offer",
            "price": price.amount,
            "priceCurrency": price.currency,
            "seller": {"@type": "Organization", "name": link.name},
            "url": link.plain_url,
        }
    )
