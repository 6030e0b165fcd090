"""Rules for particular items: breadcrumbs, reviews and ratings, prices, authors, dates, questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sphinx_aiarticle.validate.document import things
from sphinx_aiarticle.validate.graph import DataNode, Graph
from sphinx_aiarticle.validate.rules import DataFinding, Rule
from sphinx_aiarticle.validate.vocabulary import Vocabulary, has_time, has_zone, is_date, is_number, moment

_ARTICLES: Final = frozenset({"Article", "NewsArticle", "BlogPosting"})  # those that Google lists
_DATED: Final = ("datePublished", "dateModified", "dateCreated", "uploadDate", "datePosted")
_IN_ORDER: Final = (("datePublished", "dateModified"), ("dateCreated", "dateModified"), ("startDate", "endDate"))
_PRICES: Final = ("price", "lowPrice", "highPrice", "minPrice", "maxPrice")
_PRICE: Final = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_FRACTION: Final = re.compile(r"\d+(?:\.\d+)?(?:%|/\d+(?:\.\d+)?)", re.ASCII)  # says its own scale
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


def check_items(graph: Graph, vocabulary: Vocabulary, now: datetime) -> Iterator[DataFinding]:
    """Yield what is wrong with particular items of a page."""
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
            yield from _check_review(node, graph, vocabulary)
        if "Organization" in kinds and node.id in own and not {"review", "aggregateRating"}.isdisjoint(node.properties):
            message = "a site that rates its own organisation gets no stars; omit review and aggregateRating"
            yield node.finding(Rule.REVIEW_OF_OWN, message)
        if "Article" in kinds:
            yield from _check_article(node)
        if "CreativeWork" in kinds:
            yield from _check_authors(node, graph)
        if "FAQPage" in kinds or "QAPage" in kinds:
            yield from _check_questions(node, graph)
        if not kinds.isdisjoint({"Offer", "PriceSpecification"}):
            yield from _check_prices(node, needs_currency="AggregateOffer" not in kinds)
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


def _check_breadcrumb(node: DataNode, graph: Graph) -> Iterator[DataFinding]:
    entries = [entry for entry in graph.held(node, "itemListElement") if not entry.is_reference]
    if len(entries) < 2:
        message = f"a breadcrumb has at least two entries, this one has {len(entries)}"
        yield node.finding(Rule.BREADCRUMB, message)
    for number, entry in enumerate(entries, 1):
        items = graph.held(entry, "item")
        if "name" not in entry.properties and not any("name" in item.properties for item in items):
            yield entry.finding(Rule.BREADCRUMB, f"entry {number} has no name")
        if "item" not in entry.properties and number < len(entries):
            yield entry.finding(Rule.BREADCRUMB, f"entry {number} has no item; only the last one may omit its address")
    positions = [entry.text("position") for entry in entries]
    if positions != [str(number) for number in range(1, len(entries) + 1)]:
        message = f"the positions are {', '.join(position or 'missing' for position in positions)}; count from 1"
        yield node.finding(Rule.LIST_POSITION, message, "itemListElement")


def _check_list(node: DataNode, graph: Graph) -> Iterator[DataFinding]:
    positions = [text for entry in graph.held(node, "itemListElement") if (text := entry.text("position"))]
    if twice := next((position for position, count in Counter(positions).items() if count > 1), ""):
        yield node.finding(Rule.LIST_POSITION, f"two entries have the position {twice}", "itemListElement")


def _check_rating(node: DataNode) -> Iterator[DataFinding]:
    numbers = {"bestRating": 5.0, "worstRating": 1.0}
    for name in _RATINGS:
        text = node.text(name)
        if name == "ratingValue" and _FRACTION.fullmatch(text.replace(" ", "")):
            return
        if is_number(text):
            numbers[name] = float(text)
        elif text:
            yield node.finding(Rule.RATING_VALUE, f"{name} is {text!r}; write a number with a dot, such as 4.5", name)
            numbers.pop(name, None)
    value, best, worst = (numbers.get(name) for name in _RATINGS)
    if value is not None and best is not None and worst is not None and not worst <= value <= best:
        message = f"the rating {value:g} is not between {worst:g} and {best:g}; say worstRating and bestRating"
        yield node.finding(Rule.RATING_RANGE, message, "ratingValue")


def _check_review(node: DataNode, graph: Graph, vocabulary: Vocabulary) -> Iterator[DataFinding]:
    holders = [node.holder] if node.holder and node.held_by in ("review", "reviews") else []
    if node.id:
        holders += [
            other
            for other in graph.nodes
            if any(value.id == node.id for name in ("review", "reviews") for value in graph.held(other, name))
        ]
    items = [item for item in (*graph.held(node, "itemReviewed"), *map(graph.resolve, holders)) if item.types]
    if items and not any(vocabulary.is_a(item.types, name) for item in items for name in _REVIEWABLE):
        what = " and ".join(items[0].types)
        message = f"search engines show no reviews of {what}; review the product, software or organisation itself"
        yield node.finding(Rule.REVIEW_ITEM, message)
    if {"positiveNotes", "negativeNotes"}.isdisjoint(node.properties):
        return
    if (count := sum(1 for _name in notes_of(node, graph))) < 2:
        message = f"pros and cons are at least two statements together, here {count}"
        yield node.finding(Rule.REVIEW_NOTES, message)
    elif items and not any(vocabulary.is_a(item.types, "Product") for item in items):
        yield node.finding(Rule.REVIEW_NOTES, "pros and cons are shown for products only")


def notes_of(node: DataNode, graph: Graph) -> Iterator[str]:
    """Yield the pros and cons of a review."""
    for name in ("positiveNotes", "negativeNotes"):
        yield from node.texts(name)
        for notes in graph.held(node, name):
            yield from notes.texts("itemListElement")
            entries = graph.held(notes, "itemListElement")
            yield from (entry.text("name") or entry.text("item") for entry in entries)
            if not entries and "name" in notes.properties:
                yield notes.text("name")


def _check_article(node: DataNode) -> Iterator[DataFinding]:
    if _ARTICLES.isdisjoint(node.types):
        names = '", "'.join((*node.types, "BlogPosting"))
        message = f'search engines list Article, NewsArticle and BlogPosting; write "@type": ["{names}"]'
        yield node.finding(Rule.ARTICLE_TYPE, message, "@type")
        return
    for name in ("datePublished", "dateModified"):
        for value in node.texts(name):
            if is_date(value) and not has_time(value):
                message = f"{value!r} has no time; write it as {value[:10]}T09:00:00+00:00, in your zone"
                yield node.finding(Rule.DATE_WITHOUT_TIME, message, name)


def _check_authors(node: DataNode, graph: Graph) -> Iterator[DataFinding]:
    for author in graph.held(node, "author"):
        name = author.text("name")
        if author.types and not name and not _ARTICLES.isdisjoint(node.types):
            yield node.finding(Rule.RECOMMENDED, "an author should have a name", "author")
        if "Person" in author.types and _NOT_A_NAME.search(_SUFFIX.sub("", name)):
            message = f"{name!r} is more than the name of one person; write one object for each author, name only"
            yield node.finding(Rule.AUTHOR_NAME, message, "author")


def _check_questions(node: DataNode, graph: Graph) -> Iterator[DataFinding]:
    is_faq = "FAQPage" in node.types
    if "mainEntity" not in node.properties:
        return  # said where required properties are looked at
    questions = [entry for entry in graph.held(node, "mainEntity") if "Question" in entry.types]
    if not questions:
        yield node.finding(Rule.REQUIRED, f"{' and '.join(node.types)} needs a Question in mainEntity", "mainEntity")
    for question in questions:
        if not question.text("name") and not question.text("text"):
            yield question.finding(Rule.REQUIRED, "a question needs name")
        answers = graph.held(question, "acceptedAnswer")
        if is_faq and (len(answers) != 1 or not answers[0].text("text")):
            message = f"a question of a FAQ needs one acceptedAnswer with text, here {len(answers)}"
            yield question.finding(Rule.REQUIRED, message)
        elif not is_faq and not answers and not graph.held(question, "suggestedAnswer"):
            yield question.finding(Rule.REQUIRED, "a question needs acceptedAnswer or suggestedAnswer")


def _check_prices(node: DataNode, *, needs_currency: bool) -> Iterator[DataFinding]:
    has_price = False
    for name in _PRICES:
        for value in node.texts(name):
            has_price = has_price or value.strip("0.") != ""
            if not _PRICE.fullmatch(value):
                message = f"{name} is {value!r}; write digits and at most one dot, and the currency in priceCurrency"
                yield node.finding(Rule.PRICE_FORMAT, message, name)
    currency = node.text("priceCurrency")
    if currency and not _CURRENCY.fullmatch(currency):
        message = f"priceCurrency is {currency!r}; write three capital letters of ISO 4217, such as JPY"
        yield node.finding(Rule.PRICE_CURRENCY, message, "priceCurrency")
    elif has_price and not currency and needs_currency:
        yield node.finding(Rule.PRICE_CURRENCY, "a price needs priceCurrency")


def _check_dates(node: DataNode, now: datetime) -> Iterator[DataFinding]:
    for name in _DATED:
        for value in node.texts(name):
            found = moment(value)
            if found is None:
                continue
            if has_time(value) and not has_zone(value):
                yield node.finding(
                    Rule.DATE_TIMEZONE, f"{value!r} names no time zone; add one, such as +09:00 or Z", name
                )
            if found > now and (found - now).days >= 1:
                yield node.finding(Rule.DATE_FUTURE, f"{name} is in the future: {value}", name)
    for first, second in _IN_ORDER:
        earlier, later = moment(node.text(first)), moment(node.text(second))
        if earlier and later and later < earlier and _differs_by_day(node.text(first), node.text(second)):
            message = f"{second} {node.text(second)} is before {first} {node.text(first)}"
            yield node.finding(Rule.DATE_ORDER, message, second)


def _differs_by_day(first: str, second: str) -> bool:
    """Whether two dates differ in what both of them say: a day without a time may be any time of it."""
    if has_time(first) and has_time(second):
        return True
    length = min(10, len(first), len(second))
    return first[:length] != second[:length]
