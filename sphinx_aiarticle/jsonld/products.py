"""What a product box may say, and the review that a verdict is in the data, or why it is none.

Google calls a ``Product`` without offer, review or rating invalid, and a search link is not an offer. So a box is a
``Thing`` that the page mentions, unless it states a dated price of one shop that the rules allow to state, or the page
reviews it.

Google takes a review of one thing a page, with an author and a rating, from somebody who has used the thing, and no
undisclosed gift behind it; nobody reviews their own (https://developers.google.com/search/docs/appearance/
structured-data/review-snippet, as of 2026-07-24).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from sphinx_aiarticle.jsonld.nodes import Node, author_stub, publisher_id, ref, single
from sphinx_aiarticle.model.page import PageFacts
from sphinx_aiarticle.model.product import FORMATS, Book, Product
from sphinx_aiarticle.model.review import Basis, Notes, Rating, Verdict
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.affiliate import is_affiliate, leads_to_amazon


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
            {
                "@type": "ListItem",
                "position": position,
                "name": product.name,
                "description": product.reason,
                "url": f"{page_url}#{product.anchor}",
            }
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
        return {"@type": kind or "Thing", **base, **work, "image": image, "sameAs": maker}
    brand = {"@type": "Brand", "name": product.brand} if product.brand else None
    return {
        "@type": ["Product", kind] if kind else "Product",
        **base,
        **work,
        "image": image,
        "brand": brand,
        "sameAs": maker,
        "offers": offer,
        "review": review,
    }


def _work(product: Product) -> tuple[str, Node]:
    """Return the type of a book or of software, and what the box says of it."""
    work = product.work
    if isinstance(work, Book):
        authors: list[Node] = [{"@type": "Person", "name": name} for name in work.authors]
        book_format = f"https://schema.org/{FORMATS[work.format]}" if work.format else ""
        return "Book", {"author": single(authors) if authors else None, "bookFormat": book_format, "isbn": work.isbn}
    if work:
        return "SoftwareApplication", {"operatingSystem": ", ".join(work.systems), "softwareVersion": work.version}
    return "", {}


def _offer(product: Product) -> Node | None:
    """Return the offer that the box shows: one shop's own page with its dated price, never Amazon's."""
    link, price = product.offer_link, product.price
    if link is None or price is None or leads_to_amazon(link.url):
        return None
    return {
        "@type": "Offer",
        "price": price.amount,
        "priceCurrency": price.currency,
        "seller": {"@type": "Organization", "name": link.name},
        "url": link.plain_url,
    }


class Review(Record):
    """A verdict that may be data."""

    verdict: Verdict
    rating: Rating
    product: Product
    notes: Notes


class Refusal(Record):
    """Why a verdict with a rating is no data.

    Attributes:
        place: File and line of the verdict.
        message: What is wrong, what follows, and what to write.
    """

    place: str
    message: str


def review_of(facts: PageFacts) -> Review | Refusal | None:
    """Return the review of a page, or why there is none; nothing where no verdict asks for one."""
    rated = [
        (verdict, rating)
        for verdict in facts.content.verdicts
        if (rating := verdict.rating) and verdict.basis not in (None, Basis.NOT_TRIED)
    ]
    if not rated or facts.site.product_schema == "never":
        return None
    (verdict, rating), boxes = rated[0], facts.content.products
    named = [box for box in boxes if box.name == verdict.subject] if verdict.subject else list(boxes)
    own = Product(anchor=verdict.anchor, name=verdict.subject)
    product = named[0] if len(named) == 1 else own
    refused = ""
    if len(rated) > 1:
        verdict, _ = rated[1]
        refused = "search engines take a review of one thing a page; rate one, and judge the others in words"
    elif facts.article.sponsor:
        refused = "the article is sponsored; delete the rating, the words may stay"
    elif not product.name:
        refused = "it does not say what it judges; write the name behind `verdict`"
    elif not (facts.article.is_article and facts.authors):
        refused = "nobody signs it; name an author in the front matter of an article, which has a date"
    elif _is_own(facts, product):
        refused = f"{product.name!r} is by the publisher or the author of this page; delete the rating"
    if refused:
        return Refusal(place=verdict.place, message=f"structured data have no review of this rating: {refused}")
    return Review(verdict=verdict, rating=rating, product=product, notes=_notes(facts, verdict))


def _is_own(facts: PageFacts, product: Product) -> bool:
    publisher = facts.site.publisher
    names = {agent.name.casefold() for agent in (publisher, *facts.authors)}
    hosts = {urlsplit(url).hostname for url in (facts.site.base_url, publisher.url) if url}
    return not names.isdisjoint({product.name.casefold(), product.brand.casefold()}) or (
        urlsplit(product.url).hostname in hosts
    )


def _notes(facts: PageFacts, verdict: Verdict) -> Notes:
    """Return what speaks for and against: within the verdict, else where the page says it once."""
    notes = facts.content.notes
    inside = [found for found in notes if found.verdict == verdict.anchor]
    return inside[0] if inside else notes[0] if len(notes) == 1 else Notes()


def review_node(facts: PageFacts, review: Review) -> Node:
    """Describe the review (schema.org ``Review``), for use inside what it judges."""
    url, rating, notes = facts.address.url, review.rating, review.notes
    has_notes = len(notes.pros) + len(notes.cons) > 1  # Google asks for two statements
    return {
        "@type": "Review",
        "@id": f"{url}#{review.verdict.anchor}-review",
        "itemReviewed": ref(f"{url}#{review.product.anchor}"),
        "author": single([author_stub(facts.site, agent) for agent in facts.authors]),
        "publisher": ref(publisher_id(facts.site)),
        "datePublished": facts.article.date.isoformat() if facts.article.date else None,
        "reviewBody": review.verdict.text,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": _number(rating.value),
            "bestRating": _number(rating.best),
            "worstRating": _number(rating.worst),
        },
        "positiveNotes": _list(notes.pros) if has_notes else None,
        "negativeNotes": _list(notes.cons) if has_notes else None,
        "inLanguage": facts.language,
    }


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else value


def _list(names: tuple[str, ...]) -> Node | None:
    items = [{"@type": "ListItem", "position": position, "name": name} for position, name in enumerate(names, 1)]
    return {"@type": "ItemList", "itemListElement": items} if items else None
