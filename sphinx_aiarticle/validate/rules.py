"""What can be wrong with the structured data of a page: each rule with its level, its source and the source's date.

The date is the day on which the source was published, or for pages that change without notice, last read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Path = tuple[str | int, ...]

_JSON: Final = ("https://www.rfc-editor.org/rfc/rfc8259", "2017-12-01")
_HTML: Final = ("https://html.spec.whatwg.org/multipage/scripting.html#data-block", "2026-07-07")
_JSON_LD: Final = ("https://www.w3.org/TR/json-ld11/", "2020-07-16")
_SCHEMA: Final = ("https://schema.org/docs/datamodel.html", "2026-03-19")
_GOOGLE: Final = "https://developers.google.com/search/docs/"
_READ: Final = "2026-07-07"
_POLICIES: Final = (f"{_GOOGLE}appearance/structured-data/sd-policies", _READ)
_FEATURES: Final = (f"{_GOOGLE}appearance/structured-data/search-gallery", _READ)
_ARTICLE: Final = (f"{_GOOGLE}appearance/structured-data/article", _READ)
_REVIEW: Final = (f"{_GOOGLE}appearance/structured-data/review-snippet", _READ)
_PRODUCT: Final = (f"{_GOOGLE}appearance/structured-data/product-snippet", _READ)
_BREADCRUMB: Final = (f"{_GOOGLE}appearance/structured-data/breadcrumb", _READ)
_CANONICAL: Final = (f"{_GOOGLE}crawling-indexing/consolidate-duplicate-urls", _READ)
_LINKS: Final = (f"{_GOOGLE}crawling-indexing/qualify-outbound-links", _READ)
_REMOVED: Final = (f"{_GOOGLE}appearance/structured-data/search-gallery", "2026-06-15")
_GENUINE: Final = (f"{_GOOGLE}appearance/structured-data/review-snippet#guidelines", "2026-07-24")
_NOTICE: Final = ("https://www.ecfr.gov/current/title-16/part-255", "2023-07-26")
_AMAZON: Final = ("https://affiliate-program.amazon.com/help/operating/agreement", _READ)


class Level(StrEnum):
    """How grave a finding is, in the words of SARIF."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Rule(StrEnum):
    """A kind of finding; its value is its name in reports."""

    level: Level
    source: str
    date: str
    description: str

    def __new__(cls, value: str, level: Level, source: tuple[str, str], description: str) -> Rule:
        """Give the member what documents it.

        Args:
            value: The name in reports.
            level: How grave it is.
            source: Address of the rule, and its date in ISO 8601.
            description: What is wrong.
        """
        member = str.__new__(cls, value)
        member._value_ = value
        member.level, member.description = level, description
        member.source, member.date = source
        return member

    # The script and JSON-LD
    SCRIPT_TYPE = (
        "script-type",
        Level.ERROR,
        _HTML,
        "A script with JSON-LD has another type than `application/ld+json`.",
    )
    JSON_SYNTAX = "json-syntax", Level.ERROR, _JSON, "A script is not JSON."
    JSON_DUPLICATE_KEY = "json-duplicate-key", Level.ERROR, _JSON, "An object has a key twice; one value is lost."
    CONTEXT_MISSING = "context-missing", Level.ERROR, _JSON_LD, "There is no `@context`, so no word has a meaning."
    CONTEXT_UNKNOWN = "context-unknown", Level.ERROR, _JSON_LD, "The `@context` is not that of schema.org."
    CONTEXT_FOREIGN = "context-foreign", Level.NOTE, _JSON_LD, "A script is of another vocabulary and was not checked."
    JSON_LD_SYNTAX = "json-ld-syntax", Level.ERROR, _JSON_LD, "A keyword of JSON-LD has a value that it cannot have."
    JSON_LD_KEYWORD = "json-ld-keyword", Level.ERROR, _JSON_LD, "A key looks like a keyword but is not; it is ignored."
    EMPTY_VALUE = "empty-value", Level.WARNING, _JSON_LD, "A property is null, or an empty text, list or object."
    # The vocabulary
    TYPE_MISSING = "type-missing", Level.ERROR, _SCHEMA, "An object has no `@type`."
    TYPE_UNKNOWN = "type-unknown", Level.ERROR, _SCHEMA, "A type is not in schema.org."
    TYPE_IS_DATA = "type-is-data", Level.ERROR, _SCHEMA, "The type of an object is a type of text or numbers."
    PROPERTY_UNKNOWN = "property-unknown", Level.ERROR, _SCHEMA, "A property is not in schema.org."
    PROPERTY_DOMAIN = "property-domain", Level.ERROR, _SCHEMA, "A property does not belong to the type of its object."
    VALUE_TYPE = "value-type", Level.ERROR, _SCHEMA, "An object is of a type that the property cannot hold."
    VALUE_ENUMERATION = "value-enumeration", Level.ERROR, _SCHEMA, "A value is not a member of the enumeration."
    VALUE_FORMAT = "value-format", Level.ERROR, _SCHEMA, "A number, duration or address is not written as one."
    TEXT_FOR_OBJECT = "text-for-object", Level.WARNING, _SCHEMA, "A property that holds objects holds text."
    SUPERSEDED = "superseded", Level.WARNING, _SCHEMA, "A type or property has been replaced by another."
    # Ids and addresses
    ID_DANGLING = "id-dangling", Level.ERROR, _JSON_LD, "A reference leads to an id that the site never defines."
    ID_ELSEWHERE = (
        "id-elsewhere",
        Level.WARNING,
        _POLICIES,
        "A reference leads to an id that only other pages define; search engines read one page at a time.",
    )
    ID_CONFLICT = "id-conflict", Level.ERROR, _JSON_LD, "One id is described in two ways that cannot both be true."
    URL_RELATIVE = "url-relative", Level.WARNING, _FEATURES, "An address in the data is relative."
    URL_INVALID = "url-invalid", Level.ERROR, _SCHEMA, "An address is not a valid web address."
    URL_LOCAL = "url-local", Level.ERROR, _POLICIES, "An address is one that only its author can reach."
    URL_MISSING = "url-missing", Level.ERROR, _POLICIES, "An address leads to a page or file that the site lacks."
    URL_ANCHOR = "url-anchor", Level.WARNING, _POLICIES, "An address leads to an anchor that its page lacks."
    URL_CANONICAL = "url-canonical", Level.ERROR, _CANONICAL, "The `url` of a page is not its canonical link."
    # Dates and prices
    DATE_FORMAT = "date-format", Level.ERROR, _SCHEMA, "A date is not in ISO 8601, or there is no such day."
    DATE_TIMEZONE = "date-timezone", Level.WARNING, _ARTICLE, "A time has no zone; a reader takes its own."
    DATE_WITHOUT_TIME = "date-without-time", Level.NOTE, _ARTICLE, "The date of an article has no time."
    DATE_ORDER = (
        "date-order",
        Level.ERROR,
        _SCHEMA,
        "Something was modified before it was published, or ended before it began.",
    )
    DATE_FUTURE = "date-future", Level.WARNING, _ARTICLE, "A date of publication or change is in the future."
    PRICE_FORMAT = "price-format", Level.ERROR, _PRODUCT, "A price is more than digits and one dot."
    PRICE_CURRENCY = (
        "price-currency",
        Level.WARNING,
        _PRODUCT,
        "A price has no currency, or one that is not in ISO 4217.",
    )
    # What search engines ask for
    REQUIRED = "required", Level.ERROR, _FEATURES, "A property is missing that a search engine requires."
    RECOMMENDED = "recommended", Level.NOTE, _FEATURES, "A property is missing that a search engine recommends."
    FEATURE_REMOVED = (
        "feature-removed",
        Level.NOTE,
        _REMOVED,
        "The data is for a search feature that no longer exists; it does no harm and has no effect.",
    )
    ARTICLE_TYPE = (
        "article-type",
        Level.NOTE,
        _ARTICLE,
        "A kind of article is named that search engines do not list; add one of Article, NewsArticle, BlogPosting.",
    )
    AUTHOR_NAME = "author-name", Level.WARNING, _ARTICLE, "The name of an author is more than a name."
    BREADCRUMB = "breadcrumb", Level.ERROR, _BREADCRUMB, "A breadcrumb is too short, or an entry lacks name or address."
    LIST_POSITION = "list-position", Level.ERROR, _BREADCRUMB, "The positions of a list are not 1, 2, 3 and so on."
    RATING_VALUE = "rating-value", Level.ERROR, _REVIEW, "A rating is not a number."
    RATING_RANGE = "rating-range", Level.ERROR, _REVIEW, "A rating is beyond its worst or best."
    REVIEW_ITEM = "review-item", Level.ERROR, _REVIEW, "A review is of something that has no review results."
    REVIEW_OF_OWN = "review-of-own", Level.ERROR, _REVIEW, "An organisation is rated on its own site."
    REVIEW_NOT_GENUINE = (
        "review-not-genuine",
        Level.ERROR,
        _GENUINE,
        "A page says that its review is not based on use, and marks it up as a review.",
    )
    REVIEW_NOTES = (
        "review-notes",
        Level.ERROR,
        _PRODUCT,
        "Pros and cons are fewer than two, or outside a product's review.",
    )
    # The data and the page
    FAQ_HIDDEN = "faq-hidden", Level.ERROR, _POLICIES, "A question or an answer is not in the visible text."
    FAQ_SEVERAL = "faq-several", Level.ERROR, _POLICIES, "A page holds more than one FAQPage."
    ANSWER_HTML = "answer-html", Level.WARNING, _SCHEMA, "An answer holds `<` that will be read as an HTML tag."
    PRICE_HIDDEN = "price-hidden", Level.ERROR, _POLICIES, "A price is not in the visible text."
    RATING_HIDDEN = "rating-hidden", Level.ERROR, _POLICIES, "A rating is not in the visible text."
    NOTE_HIDDEN = "note-hidden", Level.ERROR, _POLICIES, "A pro or con is not in the visible text."
    NAME_HIDDEN = "name-hidden", Level.ERROR, _POLICIES, "The name of a product is not in the visible text."
    HEADLINE_HIDDEN = "headline-hidden", Level.WARNING, _POLICIES, "The headline is not in the visible text."
    AUTHOR_HIDDEN = "author-hidden", Level.NOTE, _ARTICLE, "The name of an author is not in the visible text."
    MARKUP_IN_TEXT = "markup-in-text", Level.WARNING, _SCHEMA, "A text holds Markdown, a role, or a template's code."
    MICRODATA_TOO = "microdata-too", Level.WARNING, _POLICIES, "Microdata describes the same type a second time."
    # Affiliate links
    LINK_REL = "link-rel", Level.ERROR, _LINKS, "An affiliate link has neither `sponsored` nor `nofollow` in `rel`."
    NOTICE_MISSING = (
        "notice-missing",
        Level.ERROR,
        _NOTICE,
        "A page with affiliate links says nowhere that it has them.",
    )
    NOTICE_LATE = "notice-late", Level.WARNING, _NOTICE, "The notice comes after the first affiliate link."
    NOTICE_AMAZON = (
        "notice-amazon",
        Level.WARNING,
        _AMAZON,
        "A page with affiliate links to Amazon lacks the statement of its associates programme.",
    )
    AFFILIATE_IN_DATA = (
        "affiliate-in-data",
        Level.WARNING,
        _LINKS,
        "The data holds an affiliate link, which has no `rel`.",
    )
    PAGE_UNREADABLE = "page-unreadable", Level.ERROR, _HTML, "A page cannot be read, or is not UTF-8."


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        rule: Which kind it is.
        message: What is wrong, and what to write instead.
        path: Where in the data: the number of the script, then keys and indexes; empty when it is about the page.
        source: The source of the very requirement when it is more exact than that of the rule.
        near: An address in the HTML where the place is, for what is about the page.
    """

    rule: Rule
    message: str
    path: Path = ()
    source: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A finding and its place.

    Attributes:
        file: Path of the page as reports name it, with slashes.
        line: Line of the place in it, from 1.
        column: Column in characters, from 1.
        finding: What is wrong.
    """

    file: str
    line: int
    column: int
    finding: Finding


def path_text(path: Path) -> str:
    """Return a path as it is written in messages, such as ``@graph[2].offers.price``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path[1:])
    return text.removeprefix(".")
