"""Front matter as data → ``Article``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter.keys import (
    AUTHOR_KEYS,
    CANONICAL_KEYS,
    CATEGORY_KEYS,
    LASTMOD_KEYS,
    report_unknown,
    report_unknown_in_aiarticle,
    report_unknown_in_cover,
)
from sphinx_aiarticle.model.article import Article, Cover
from sphinx_aiarticle.model.problem import Problem, Subtype, shown
from sphinx_aiarticle.url import is_language_tag, is_web_url
from sphinx_aiarticle.values import Values, as_text

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime, tzinfo

    from sphinx_aiarticle.frontmatter.block import Block


_NO_ARTICLE: Final = " Without a valid date the page is not an article."


def to_article(
    block: Block, *, timezone: tzinfo, other_keys: Collection[str] = ()
) -> tuple[Article, tuple[Problem, ...]]:
    """Read the article that *block* describes; never raises, whatever the block holds.

    A value of the wrong kind is left out with a problem at its key's line, an empty one in silence. Numbers where text
    is expected are text. Texts come on one line, without control characters.

    Args:
        block: The front matter. Its own problems are not repeated.
        timezone: Zone of dates without one; a date without a time is midnight there.
        other_keys: Keys that other tools read, beside those that this package knows of.

    Returns:
        The article and the problems. It is no article in the strict sense without a ``date``.
    """
    problems: list[Problem] = []
    values = Values(data=block.data, lines=block.lines, problems=problems)
    date = values.date("date", timezone=timezone, consequence=_NO_ARTICLE)
    settings = _settings(values)
    article = Article(
        title=values.text("title"),
        date=date,
        lastmod=_lastmod(values, date, timezone),
        slug=values.text("slug"),
        description=values.text("description"),
        authors=values.texts(*AUTHOR_KEYS, inner="name"),
        categories=values.texts(*CATEGORY_KEYS),
        tags=values.texts("tags"),
        keywords=values.texts("keywords"),
        cover=_cover(values, other_keys, is_article=date is not None),
        canonical_url=_canonical_url(values),
        aliases=values.texts("aliases"),
        language=_language(values),
        draft=bool(values.flag("draft")),
        article_type=_article_type(settings),
        header=settings.flag("header"),
        json_ld=settings.flag("json_ld"),
        stores=_stores(settings),
        faq=settings.flag("faq"),
    )
    report_unknown(values, other_keys=other_keys, is_article=article.is_article)
    return article, tuple(problems)


def _lastmod(values: Values, date: datetime | None, timezone: tzinfo) -> datetime | None:
    lastmod = values.date(*LASTMOD_KEYS, timezone=timezone)
    if lastmod is None or date is None or lastmod >= date:
        return lastmod
    if lastmod.astimezone(date.tzinfo).date() == date.date():  # a day without a time begins at midnight
        return date
    key = values.given(*LASTMOD_KEYS)
    values.complain(
        key,
        f"{shown(values.data[key])} is before 'date' and is left out; write the day of the last change, or delete it.",
    )
    return None


def _cover(values: Values, other_keys: Collection[str], *, is_article: bool) -> Cover | None:
    cover = values.mapping("cover")
    if cover is None:
        image = values.text("cover")
        return Cover(image=image) if image else None
    report_unknown_in_cover(cover, other_keys=other_keys, is_article=is_article)
    if cover.data and "image" not in cover.data:
        values.complain("cover", "has no 'image' and is left out; add a line 'image: …' to it.")
        return None
    image = cover.text("image")
    if not image:
        return None
    return Cover(
        image=image,
        alt=cover.text("alt"),
        caption=cover.text("caption"),
        relative=bool(cover.flag("relative")),
        hidden=bool(cover.flag("hidden")),
    )


def _canonical_url(values: Values) -> str:
    url = values.text(*CANONICAL_KEYS)
    if not url or is_web_url(url):
        return url
    key = values.given(*CANONICAL_KEYS)
    message = f"'{key}' is not an absolute http or https address: {shown(url)}; write it as 'https://example.org/page'."
    values.problems.append(Problem(subtype=Subtype.URL, message=message, line=values.line(key)))
    return ""


def _language(values: Values) -> str:
    tag = values.text("lang").replace("_", "-")
    if not tag or is_language_tag(tag):
        return tag
    values.complain("lang", f"{shown(tag)} is no language tag; write for example 'en', 'ja' or 'zh-TW'.")
    return ""


def _article_type(settings: Values) -> str:
    name = settings.text("type")
    if not name or re.fullmatch(r"[A-Z][A-Za-z]+", name):
        return name
    settings.complain("type", f"{shown(name)} is no schema.org type; write for example 'NewsArticle'.")
    return ""


def _stores(settings: Values) -> tuple[str, ...] | None:
    """Return the stores of the page in button order; an empty list is a choice too."""
    if settings.data.get("stores") is None:
        return None
    return tuple(key for text in settings.texts("stores") for key in re.split(r"[\s,、]+", text) if key)


def _settings(values: Values) -> Values:
    """Return what ``aiarticle`` sets for this page alone."""
    settings = values.mapping("aiarticle")
    if settings is not None:
        report_unknown_in_aiarticle(settings)
        return settings
    value = values.data.get("aiarticle")
    if as_text(value) != "":
        known = "'type', 'header', 'json_ld', 'stores' or 'faq'"
        values.complain("aiarticle", f"must be a mapping with {known}, not {shown(value)}.")
    return Values(data={}, lines={}, problems=values.problems)
