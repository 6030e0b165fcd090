"""The review that a verdict is in the data, or why it is none.

Google takes a review of one thing a page, with an author and a rating, from somebody who has used the thing, and no
undisclosed gift behind it; nobody reviews their own (https://developers.google.com/search/docs/appearance/
structured-data/review-snippet, as of 2026-07-24).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx_aiarticle.jsonld.nodes import Node, author_stub, compact, publisher_id, ref, single
from sphinx_aiarticle.model.product import Product
from sphinx_aiarticle.model.review import Notes

if TYPE_CHECKING:
    from sphinx_aiarticle.jsonld.graph import PageFacts
    from sphinx_aiarticle.model.review import Rating, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A verdict that may be data."""

    verdict: Verdict
    rating: Rating
    product: Product
    notes: Notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
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
        if (rating := verdict.rating) and verdict.basis and verdict.basis.is_use
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
    return compact(
        {
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
    )


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else value


def _list(names: tuple[str, ...]) -> Node | None:
    items = [{"@type": "ListItem", "position": position, "name": name} for position, name in enumerate(names, 1)]
    return {"@type": "ItemList", "itemListElement": items} if items else None
