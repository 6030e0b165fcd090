"""The keys of front matter: ours, those of other tools, and what to say of the rest."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from sphinx_aiarticle.frontmatter.foreign import FOREIGN, FOREIGN_PREFIXES, HINTED_DATES, HINTED_PICTURES
from sphinx_aiarticle.model.article import ENDINGS, LEVELS, PICTURE_SOURCES, TEXT_SOURCES
from sphinx_aiarticle.model.problem import Problem, Subtype, did_you_mean, listed, shown
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.values import Values


class Kind(StrEnum):
    """What the value of a key is."""

    TEXT = "text"
    TEXTS = "a list"
    DATE = "date, or date and time"
    FLAG = "true or false"
    NUMBER = "whole number"
    ADDRESS = "address"
    LANGUAGE = "language tag"
    TYPE = "schema.org type"
    COVER = "path, address or mapping"
    NAMED = "name or mapping"
    MAPPING = "mapping"
    QUESTIONS = "a list of questions with their answers"
    CORRECTIONS = "a list of dates with what was corrected"


class Key(Record):
    """One key of the front matter.

    Attributes:
        name: The key as the documentation writes it.
        kind: What its value is.
        help: What becomes of it, for the reference and for editors.
        field: The attribute of :class:`~sphinx_aiarticle.model.article.Article`, or of its cover; the name by default.
        aliases: Further names that mean the same; the key itself is the first where it is one of them.
        others: Names that other tools have for it, which are read when it is not given.
        inner: Keys to take the text from where an entry of a list is a mapping.
        keys: The keys of a mapping.
        choices: The texts that are allowed; empty for any.
    """

    name: str
    kind: Kind
    help: str
    field: str = ""
    aliases: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The key and its aliases, in the order in which they count."""
        return self.aliases if self.name in self.aliases else (self.name, *self.aliases)


KEYS: Final = (
    Key(name="title", kind=Kind.TEXT, help="the heading of a Markdown article; `headline`"),
    Key(
        name="date", kind=Kind.DATE, help="makes the page an article; the publication date",
        others=(
            "publishDate", "pubDate", "published", "datePublished", "date_published", "publish_date", "publishedAt",
            "published_at", "publishedDate", "published_date", "published_time", "pub_date", "post_date", "postDate",
        ),
    ),
    Key(
        name="lastmod", kind=Kind.DATE, help="the date of the last change, not before `date`",
        aliases=("lastmod", "modified", "updated"),
        others=(
            "updatedDate", "updated_date", "updatedAt", "updated_at", "dateUpdated", "date_updated", "modifiedDate",
            "modified_date", "modifiedAt", "modified_at", "dateModified", "date_modified", "last_modified",
            "last_modified_at", "lastModified", "last_updated", "lastUpdated", "date modified", "date-modified",
        ),
    ),
    Key(
        name="expiryDate", kind=Kind.DATE, field="expires", aliases=("expiryDate", "unpublishDate"),
        help="when the page leaves the site again; `expires`",
    ),
    Key(name="slug", kind=Kind.TEXT, help="nothing in the page; your own events may use it"),
    Key(
        name="description", kind=Kind.TEXT, help="`description` for search results and link previews",
        others=("excerpt", "custom_excerpt", "meta_description"),
    ),
    Key(
        name="author", kind=Kind.TEXTS, help="byline and author: a name, a key of `aiarticle_authors`, or a list",
        field="authors", aliases=("authors", "author"), inner=("name", "key", "id"),
    ),
    Key(
        name="categories", kind=Kind.TEXTS, aliases=("categories", "category"), inner=("name", "label", "title"),
        help="tags in the header; the first decides the type of the article",
    ),
    Key(name="tags", kind=Kind.TEXTS, help="tags in the header; `keywords`", inner=("name", "label", "title")),
    Key(name="keywords", kind=Kind.TEXTS, help="`keywords`, out of sight"),
    Key(
        name="cover", kind=Kind.COVER, help="the picture at the head, as its path or as a mapping",
        keys=(
            Key(name="image", kind=Kind.TEXT, help="the picture at the head; the picture of link previews"),
            Key(name="alt", kind=Kind.TEXT, help="what the picture shows"),
            Key(name="caption", kind=Kind.TEXT, help="a line below the picture"),
            Key(name="relative", kind=Kind.FLAG, help="whether the path starts at the article's folder"),
            Key(name="hidden", kind=Kind.FLAG, help="whether the picture stays out of the page"),
        ),
    ),
    Key(
        name="canonicalURL", kind=Kind.ADDRESS, field="canonical_url", aliases=("canonicalUrl", "canonical_url"),
        help="the original, when this page is a copy",
    ),
    Key(
        name="lang", kind=Kind.LANGUAGE, field="language",
        help="the language of the page, where it is not the site's; `inLanguage`",
    ),
    Key(
        name="draft", kind=Kind.FLAG,
        help="whether the page is left out of the site: `aiarticle_drafts`; `published: false` says the same",
    ),
    Key(
        name="noindex", kind=Kind.FLAG,
        help="whether search engines are asked to stay away: the page is then in no list, feed or site map",
    ),
    Key(
        name="robots", kind=Kind.TEXT,
        help="the content of the robots element; with `noindex` among its words the same as `noindex: true`",
    ),
    Key(name="aliases", kind=Kind.TEXTS, help="nothing in the page; your own events may use them"),
    Key(
        name="faq", kind=Kind.QUESTIONS, field="questions", help="a FAQ at the end of a Markdown page: `q` and `a` each"
    ),
    Key(
        name="sponsor", kind=Kind.NAMED, help="who paid for the article: a notice above the text; `sponsor`",
        keys=(
            Key(name="name", kind=Kind.TEXT, help="their name"),
            Key(name="url", kind=Kind.ADDRESS, help="their site; links there get `rel=\"sponsored\"`"),
        ),
    ),
    Key(
        name="ai", kind=Kind.MAPPING, help="what AI had to do with the article: a note above the text",
        keys=(
            Key(
                name="text", kind=Kind.TEXT, choices=tuple(TEXT_SOURCES),
                help="what AI did to the text: `generated` or `assisted`; `digitalSourceType`",
            ),
            Key(
                name="pictures", kind=Kind.TEXT, choices=tuple(PICTURE_SOURCES),
                help="what AI did to the pictures: `generated` or `edited`; `digitalSourceType` of the cover",
            ),
            Key(name="reviewer", kind=Kind.TEXT, help="who has reviewed it: a key of `aiarticle_authors`, or a name"),
            Key(name="responsible", kind=Kind.TEXT, help="who has editorial responsibility, in the same way"),
        ),
    ),
    Key(
        name="tutorial", kind=Kind.MAPPING, help="what a tutorial asks of its readers, below the header; `TechArticle`",
        keys=(
            Key(name="time", kind=Kind.TEXT, help="how long it takes, such as `1 h 30 min`; `timeRequired`"),
            Key(
                name="level", kind=Kind.TEXT, choices=tuple(LEVELS),
                help="for whom it is: `beginner`, `intermediate` or `expert`; `proficiencyLevel`",
            ),
            Key(name="tools", kind=Kind.TEXTS, help="what is used; `dependencies`"),
            Key(name="prerequisites", kind=Kind.TEXTS, help="what has to be there, or known, before; `dependencies`"),
        ),
    ),
    Key(
        name="video", kind=Kind.MAPPING, help="a video that the page shows below its header; `video`",
        keys=(
            Key(name="name", kind=Kind.TEXT, help="its name"),
            Key(name="url", kind=Kind.ADDRESS, help="where it can be watched, or the address of its file"),
            Key(name="image", kind=Kind.TEXT, help="a picture, by its path as in the `image` directive"),
            Key(name="date", kind=Kind.DATE, help="when it was published"),
            Key(name="duration", kind=Kind.TEXT, help="how long it is, such as `4:12`"),
            Key(name="description", kind=Kind.TEXT, help="what it is about"),
        ),
    ),
    Key(name="series", kind=Kind.TEXTS, help="the series that the article belongs to, below the header; `isPartOf`"),
    Key(
        name="weight", kind=Kind.NUMBER,
        help="where the article is in generated lists: 1 comes first, then 2; those without it follow, by their dates",
    ),
    Key(name="corrections", kind=Kind.CORRECTIONS, help="what was corrected, at the page's end: `date` and `text`"),
    Key(
        name="aiarticle", kind=Kind.MAPPING, help="settings of this page alone",
        keys=(
            Key(name="type", kind=Kind.TYPE, field="article_type", help="the type of this article or page"),
            Key(name="header", kind=Kind.FLAG, help="whether the article shows its header"),
            Key(name="json_ld", kind=Kind.FLAG, help="whether the page carries structured data"),
            Key(name="stores", kind=Kind.TEXTS, help="the stores of the page in the order of their buttons"),
            Key(name="after", kind=Kind.TEXTS, choices=ENDINGS, help="what the article ends with, as a list"),
            Key(name="section", kind=Kind.TEXT, help="the folder in whose lists it is, where it lies in another"),
            Key(name="faq", kind=Kind.FLAG, help="whether the questions below a heading such as `FAQ` are read"),
        ),
    ),
)  # fmt: skip
"""Every key that is read. The reader, the warnings, the reference and the JSON Schema come from this table."""

KEY: Final[Mapping[str, Key]] = {key.name: key for key in KEYS}
COVER: Final[Mapping[str, Key]] = {key.name: key for key in KEY["cover"].keys}
SETTINGS: Final[Mapping[str, Key]] = {key.name: key for key in KEY["aiarticle"].keys}

ARTICLE_KEYS: Final = tuple(name for key in KEYS for name in key.names)
"""Every top-level key, other aliases included."""

COVER_KEYS: Final = tuple(COVER)
AIARTICLE_KEYS: Final = tuple(SETTINGS)

LIST_KEYS: Final = frozenset(key.field or key.name for key in KEYS if key.kind is Kind.TEXTS)
"""Keys whose plain text in a field list is a list with separators."""

FLAG_KEYS: Final = frozenset(
    f"{prefix}{key.name}"
    for prefix, keys in (("", KEYS), *((f"{outer.name}.", outer.keys) for outer in KEYS))
    for key in keys
    if key.kind is Kind.FLAG
)
"""Dotted keys that a field list switches on without a value, as ``:orphan:``."""

BIBLIOGRAPHIC_KEYS: Final = frozenset({
    "abstract", "address", "author", "authors", "contact", "copyright", "date", "dedication", "organization",
    "revision", "status", "version",
})  # fmt: skip
"""Docutils' bibliographic fields, whose names it compares without case (docutils.transforms.frontmatter.DocInfo)."""


def is_bibliographic(field: str) -> bool:
    """Whether a field is written as docutils writes its bibliographic ones, such as ``:Date:``, and no article does."""
    return field[:1].isupper() and field.lower() in BIBLIOGRAPHIC_KEYS


_OTHERS = (*HINTED_DATES, *HINTED_PICTURES, *(name for key in KEYS for name in key.others))
FOREIGN_KEYS: Final = frozenset(FOREIGN.lower().split()).union(
    BIBLIOGRAPHIC_KEYS.difference(ARTICLE_KEYS), (name.lower() for name in _OTHERS)
)
"""Known keys in lower case: Hugo, whose keys are most of these, compares without case."""


def is_foreign(key: str) -> bool:
    """Whether another tool is known to read the top-level *key*; names with ``:`` or ``.`` always belong to one."""
    return key.lower() in FOREIGN_KEYS or ":" in key or "." in key or key.startswith(FOREIGN_PREFIXES)


_LONGEST_GUESSED: Final = 40  # characters; longer keys resemble none of ours
_SIMILAR: Final = 0.8  # difflib ratio: one letter missing, added or doubled in a word of five


def report_unknown(
    values: Values, known: Sequence[str], *, is_foreign: Callable[[str], bool], is_article: bool
) -> None:
    """Note every key of front matter, or of a mapping in it, that neither this package nor another known tool reads.

    A key that resembles one of ours is reported on every page, any other only on articles: on other pages it may
    belong to a tool that is not known here.
    """
    for key in values.data:
        if key in known or is_foreign(key):
            continue
        guess = closest_key(key, known)
        if guess:
            advice = f"did you mean {shown(guess)}?"
        elif not is_article:
            continue
        elif not values.prefix and key in SETTINGS:
            advice = f"write it below 'aiarticle', as 'aiarticle: {{{key}: …}}'."
        elif values.prefix:
            advice = f"known are {listed(known)}."
        else:
            advice = "delete it, or list it in aiarticle_other_keys in conf.py if another tool reads it."
        where = f" in {shown(values.prefix[:-1])}" if values.prefix else ""
        values.note(key, f"unknown key {shown(key)}{where}; {advice}", subject=key)


def closest_key(key: str, known: Sequence[str]) -> str:
    """Return the one of the *known* keys that *key* resembles, or an empty string."""
    if len(key) > _LONGEST_GUESSED:
        return ""
    folded = {name.lower(): name for name in reversed(known)}
    if key.lower() in folded:
        return folded[key.lower()]
    close = difflib.get_close_matches(key.lower(), list(folded), n=1, cutoff=_SIMILAR)
    return folded[close[0]] if close else ""


def read_key_names(value: Mapping[object, object], problems: list[Problem]) -> dict[str, str]:
    """Read which of the keys here each key of the project's own means; *problems* takes what is left out."""
    names: dict[str, str] = {}
    for key, meant in value.items():
        if not isinstance(key, str) or not key or key in ARTICLE_KEYS:
            message = f"{key!r} is left out: it must be a key that is not read otherwise"
        elif meant not in ARTICLE_KEYS:
            message = f"{key!r} is left out: {meant!r} is no key{did_you_mean(str(meant), ARTICLE_KEYS)}"
        else:
            names[key] = str(meant)
            continue
        problems.append(Problem(subtype=Subtype.CONFIG, message=message))
    return names
