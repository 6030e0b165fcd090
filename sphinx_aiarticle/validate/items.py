"""Rules for particular items: breadcrumbs, reviews and ratings, prices, authors, dates, questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.validate import literals
from sphinx_aiarticle.validate.features import incoming, things
from sphinx_aiarticle.validate.rules import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sphinx_aiarticle.validate.graph import Graph, Node
    from sphinx_aiarticle.validate.vocabulary import Vocabulary

_ARTICLES: Final = frozenset({"Article", "NewsArticle", "BlogPosting"})  # those that Google lists
_DATED: Final = ("datePublished", "dateModified", "dateCreated", "uploadDate", "datePosted")
_IN_ORDER: Final = (("datePublished", "dateModified"), ("dateCreated", "dateModified"), ("startDate", "endDate"))
_PRICES: Final = ("price", "lowPrice", "highPrice", "minPrice", "maxPrice")
_PRICE: Final = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_FRACTION: Final = re.compile(r"(\d+(?:\.\d+)?)(?:%|/(\d+(?:\.\d+)?))?", re.ASCII)
_NOT_A_NAME: Final = re.compile(
    r"^(?:posted |published |written )?by\s|^(?:von|par|por)\s+\S+\s+\S|^(?:著者|文|執筆)\s*[:：]"
    r"|\s(?:and|und|et|y|&)\s|[/;、,]",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(r",\s*(?:jr|sr|ph\.?d|m\.?d|esq|ii|iii|iv)\b.*$", re.IGNORECASE)
#: What may have review stars; https://developers.google.com/search/docs/appearance/structured-data/review-snippet
_REVIEWABLE: Final = (
    "Book", "Course", "CreativeWorkSeason", "CreativeWorkSeries", "Episode", "Event", "Game", "HowTo", "LocalBusiness",
    "MediaObject", "Movie", "MusicPlaylist", "MusicRecording", "Organization", "Product", "Recipe",
    "SoftwareApplication",
)  # fmt: skip
_RATINGS: Final = ("ratingValue", "bestRating", "worstRating")


def check_items(graph: Graph, vocabulary: Vocabulary, now: datetime) -> Iterator[Finding]:
    """Yield what is wrong with particular items of a page.

    Args:
        graph: The page's nodes.
        vocabulary: Which types are below which.
        now: The time to compare dates with.
    """
    held = incoming(graph)
    own = _own_organisations(graph, vocabulary)
    for node in things(graph):
        if not node.types:
            continue
        kinds = frozenset().union(*map(vocabulary.ancestors, node.types))
        if "BreadcrumbList" in kinds:
            yield from _check_breadcrumb(node, graph)
        elif "ItemList" in kinds:
            yield from _check_list(node, graph)
        if "Rating" in kinds:
            yield from _check_rating(node)
        if "Review" in kinds and "ClaimReview" not in kinds:
            yield from _check_review(node, graph, vocabulary, held)
        if "Organization" in kinds and node.id in own and not {"review", "aggregateRating"}.isdisjoint(node.properties):
            message = "a site that rates its own organisation gets no stars; omit review and aggregateRating"
            yield Finding(rule=Rule.REVIEW_OF_OWN, message=message, path=node.path)
        if "Article" in kinds:
            yield from _check_article(node)
        if "CreativeWork" in kinds:
            yield from _check_authors(node, graph)
        if "FAQPage" in kinds or "QAPage" in kinds:
            yield from _check_questions(node, graph)
        yield from _check_prices(node, kinds)
        yield from _check_dates(node, now)


def _own_organisations(graph: Graph, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the ids of those who publish the page or the site."""
    return frozenset(
        publisher.id
        for node in graph.nodes
        if "publisher" in node.properties
        and any(vocabulary.is_a(node.types, name) for name in ("WebSite", "WebPage", "Article"))
        for publisher in graph.held(node, "publisher")
        if publisher.id
    )


def _check_breadcrumb(node: Node, graph: Graph) -> Iterator[Finding]:
    entries = [entry for entry in graph.held(node, "itemListElement") if not entry.is_reference]
    if len(entries) < 2:
        message = f"a breadcrumb has at least two entries, this one has {len(entries)}"
        yield Finding(rule=Rule.BREADCRUMB, message=message, path=node.path)
    for number, entry in enumerate(entries, 1):
        items = graph.held(entry, "item")
        if "name" not in entry.properties and not any("name" in item.properties for item in items):
            yield Finding(rule=Rule.BREADCRUMB, message=f"entry {number} has no name", path=entry.path)
        if "item" not in entry.properties and number < len(entries):
            message = f"entry {number} has no item; only the last one may omit its address"
            yield Finding(rule=Rule.BREADCRUMB, message=message, path=entry.path)
    positions = [entry.text("position") for entry in entries]
    if positions != [str(number) for number in range(1, len(entries) + 1)]:
        message = f"the positions are {', '.join(position or 'missing' for position in positions)}; count from 1"
        yield Finding(rule=Rule.LIST_POSITION, message=message, path=(*node.path, "itemListElement"))


def _check_list(node: Node, graph: Graph) -> Iterator[Finding]:
    positions = [text for entry in graph.held(node, "itemListElement") if (text := entry.text("position"))]
    if len(set(positions)) < len(positions):
        twice = next(position for position in positions if positions.count(position) > 1)
        message = f"two entries have the position {twice}"
        yield Finding(rule=Rule.LIST_POSITION, message=message, path=(*node.path, "itemListElement"))


def _check_rating(node: Node) -> Iterator[Finding]:
    numbers: dict[str, float] = {}
    for name in _RATINGS:
        text = node.text(name)
        found = _FRACTION.fullmatch(text.replace(" ", "")) if name == "ratingValue" else None
        if found and (found[2] or text.endswith("%")):
            return  # says its own scale
        if text and not literals.is_number(text):
            message = f"{name} is {text!r}; write a number with a dot, such as 4.5"
            yield Finding(rule=Rule.RATING_VALUE, message=message, path=(*node.path, name))
        elif text:
            numbers[name] = float(text)
    value, best, worst = (numbers.get(name, default) for name, default in zip(_RATINGS, (None, 5, 1), strict=True))
    if value is not None and best is not None and worst is not None and not worst <= value <= best:
        message = f"the rating {value:g} is not between {worst:g} and {best:g}; say worstRating and bestRating"
        yield Finding(rule=Rule.RATING_RANGE, message=message, path=(*node.path, "ratingValue"))


def _check_review(
    node: Node, graph: Graph, vocabulary: Vocabulary, held: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    uses = held.get(node.id, frozenset({node.held_by})) if node.id else frozenset({node.held_by})
    holders = [graph.resolve(node.holder)] if node.holder and node.held_by in ("review", "reviews") else []
    if node.id:
        holders += [
            graph.resolve(other)
            for other in graph.nodes
            if any(value.id == node.id for name in ("review", "reviews") for value in graph.held(other, name))
        ]
    items = [*graph.held(node, "itemReviewed"), *holders]
    has_notes = not {"positiveNotes", "negativeNotes"}.isdisjoint(node.properties)
    if "author" not in node.properties:
        yield Finding(rule=Rule.REQUIRED, message="a review needs author", path=node.path)
    if "reviewRating" not in node.properties:
        # Google's own example of pros and cons has no rating; it then shows those and no stars.
        rule = Rule.RECOMMENDED if has_notes else Rule.REQUIRED
        yield Finding(rule=rule, message="a review without reviewRating gets no stars", path=node.path)
    for rating in graph.held(node, "reviewRating"):
        if "ratingValue" not in rating.properties and not rating.is_reference:
            yield Finding(rule=Rule.REQUIRED, message="a rating needs ratingValue", path=rating.path)
    if not items and "itemReviewed" not in node.properties and uses.isdisjoint({"review", "reviews"}):
        yield Finding(rule=Rule.REQUIRED, message="a review needs itemReviewed", path=node.path)
    known = [item for item in items if item.types]
    if known and not any(vocabulary.is_a(item.types, name) for item in known for name in _REVIEWABLE):
        what = " and ".join(known[0].types)
        message = f"search engines show no reviews of {what}; review the product, software or organisation itself"
        yield Finding(rule=Rule.REVIEW_ITEM, message=message, path=node.path)
    if has_notes:
        yield from _check_notes(node, graph, known, vocabulary)


def _check_notes(node: Node, graph: Graph, items: list[Node], vocabulary: Vocabulary) -> Iterator[Finding]:
    count = sum(1 for _name in notes_of(node, graph))
    if count < 2:
        message = f"pros and cons are at least two statements together, here {count}"
        yield Finding(rule=Rule.REVIEW_NOTES, message=message, path=node.path)
    elif items and not any(vocabulary.is_a(item.types, "Product") for item in items):
        message = "pros and cons are shown for products only"
        yield Finding(rule=Rule.REVIEW_NOTES, message=message, path=node.path)


def notes_of(node: Node, graph: Graph) -> Iterator[str]:
    """Yield the pros and cons of a review."""
    for name in ("positiveNotes", "negativeNotes"):
        yield from node.texts(name)
        for notes in graph.held(node, name):
            yield from notes.texts("itemListElement")
            entries = graph.held(notes, "itemListElement")
            yield from (entry.text("name") or entry.text("item") for entry in entries)
            if not entries and "name" in notes.properties:
                yield notes.text("name")


def _check_article(node: Node) -> Iterator[Finding]:
    if _ARTICLES.isdisjoint(node.types):
        names = '", "'.join((*node.types, "BlogPosting"))
        message = f'search engines list Article, NewsArticle and BlogPosting; write "@type": ["{names}"]'
        yield Finding(rule=Rule.ARTICLE_TYPE, message=message, path=(*node.path, "@type"))
        return
    for name in ("datePublished", "dateModified"):
        for value in node.texts(name):
            if literals.is_date(value) and not literals.has_time(value):
                message = f"{value!r} has no time; write it as {value[:10]}T09:00:00+00:00, in your zone"
                yield Finding(rule=Rule.DATE_WITHOUT_TIME, message=message, path=(*node.path, name))


def _check_authors(node: Node, graph: Graph) -> Iterator[Finding]:
    for author in graph.held(node, "author"):
        name = author.text("name")
        path = (*node.path, "author")
        if author.types and not name and not _ARTICLES.isdisjoint(node.types):
            yield Finding(rule=Rule.RECOMMENDED, message="an author should have a name", path=path)
        if "Person" in author.types and _NOT_A_NAME.search(_SUFFIX.sub("", name)):
            message = f"{name!r} is more than the name of one person; write one object for each author, name only"
            yield Finding(rule=Rule.AUTHOR_NAME, message=message, path=path)


def _check_questions(node: Node, graph: Graph) -> Iterator[Finding]:
    is_faq = "FAQPage" in node.types
    if "mainEntity" not in node.properties:
        return  # said where required properties are looked at
    questions = [entry for entry in graph.held(node, "mainEntity") if "Question" in entry.types]
    if not questions:
        message = f"{' and '.join(node.types)} needs a Question in mainEntity"
        yield Finding(rule=Rule.REQUIRED, message=message, path=(*node.path, "mainEntity"))
    for question in questions:
        if not question.text("name") and not question.text("text"):
            yield Finding(rule=Rule.REQUIRED, message="a question needs name", path=question.path)
        answers = graph.held(question, "acceptedAnswer")
        if is_faq and (len(answers) != 1 or not answers[0].text("text")):
            message = f"a question of a FAQ needs one acceptedAnswer with text, here {len(answers)}"
            yield Finding(rule=Rule.REQUIRED, message=message, path=question.path)
        elif not is_faq and not answers and not graph.held(question, "suggestedAnswer"):
            message = "a question needs acceptedAnswer or suggestedAnswer"
            yield Finding(rule=Rule.REQUIRED, message=message, path=question.path)


def _check_prices(node: Node, kinds: frozenset[str]) -> Iterator[Finding]:
    if kinds.isdisjoint({"Offer", "PriceSpecification", "AggregateOffer"}):
        return
    has_price = False
    for name in _PRICES:
        for value in node.texts(name):
            has_price = has_price or value.strip("0.") != ""
            if not _PRICE.fullmatch(value):
                message = f"{name} is {value!r}; write digits and at most one dot, and the currency in priceCurrency"
                yield Finding(rule=Rule.PRICE_FORMAT, message=message, path=(*node.path, name))
    currency = node.text("priceCurrency")
    if currency and not _CURRENCY.fullmatch(currency):
        message = f"priceCurrency is {currency!r}; write three capital letters of ISO 4217, such as JPY"
        yield Finding(rule=Rule.PRICE_CURRENCY, message=message, path=(*node.path, "priceCurrency"))
    elif has_price and not currency and "AggregateOffer" not in kinds:
        yield Finding(rule=Rule.PRICE_CURRENCY, message="a price needs priceCurrency", path=node.path)


def _check_dates(node: Node, now: datetime) -> Iterator[Finding]:
    for name in _DATED:
        for value in node.texts(name):
            found = literals.moment(value)
            if found is None:
                continue
            if literals.has_time(value) and not literals.has_zone(value):
                message = f"{value!r} names no time zone; add one, such as +09:00 or Z"
                yield Finding(rule=Rule.DATE_TIMEZONE, message=message, path=(*node.path, name))
            if found > now and (found - now).days >= 1:
                message = f"{name} is in the future: {value}"
                yield Finding(rule=Rule.DATE_FUTURE, message=message, path=(*node.path, name))
    for first, second in _IN_ORDER:
        earlier, later = literals.moment(node.text(first)), literals.moment(node.text(second))
        if earlier and later and later < earlier and _differs_by_day(node.text(first), node.text(second)):
            message = f"{second} {node.text(second)} is before {first} {node.text(first)}"
            yield Finding(rule=Rule.DATE_ORDER, message=message, path=(*node.path, second))


def _differs_by_day(first: str, second: str) -> bool:
    """Whether two dates differ in what both of them say: a day without a time may be any time of it."""
    if literals.has_time(first) and literals.has_time(second):
        return True
    length = min(10, len(first), len(second))
    return first[:length] != second[:length]
