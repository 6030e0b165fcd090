"""Meta elements: Open Graph, article properties and Twitter cards, beside or through sphinxext-opengraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import Final

from babel.core import get_global

from sphinx_aiarticle.model.article import Picture
from sphinx_aiarticle.model.page import PageFacts, translated
from sphinx_aiarticle.url import is_vector

Tag = tuple[str, str, str]
#: Of the languages that the extension speaks; for any other one Babel reads what it knows of all of them.
_TERRITORIES: Final = {"de": "DE", "en": "US", "es": "ES", "fr": "FR", "ja": "JP", "ko": "KR", "zh": "CN"}


def open_graph(facts: PageFacts) -> dict[str, str]:
    """Return the basic Open Graph properties (https://ogp.me) of a page."""
    cover = _preview_of(facts)
    properties = {
        "og:title": facts.title,
        "og:type": "article" if facts.article.is_article else "website",
        "og:url": facts.address.url,
        "og:site_name": facts.site.name,
        "og:description": facts.description,
        "og:locale": _territory(facts.language),
        "og:image": cover.url if cover else "",
        "og:image:alt": cover.alt if cover else "",
        "og:image:width": str(cover.width or "") if cover else "",
        "og:image:height": str(cover.height or "") if cover else "",
    }
    return {name: value for name, value in properties.items() if value}


def _preview_of(facts: PageFacts) -> Picture | None:
    """Return the cover if link previews can show it."""
    cover = facts.content.cover
    return cover if cover and cover.url and not is_vector(cover.url) else None


@lru_cache
def _territory(language: str) -> str:
    """Return the language with its likely territory, as Open Graph wants it: ``ja_JP`` for ``ja``, if it has one."""
    code, *subtags = language.split("-")
    code = code.lower()
    territory = next((part.upper() for part in subtags if re.fullmatch(r"[A-Za-z]{2}|\d{3}", part)), "")
    if not territory:
        likely = get_global("likely_subtags")
        full = likely.get("_".join((code, *subtags))) or likely.get(code) or ""
        likely_one = full.split("_")[-1]  # which may be the world, "001"
        territory = _TERRITORIES.get(code if not subtags else "") or ("" if likely_one.isdigit() else likely_one)
    return f"{code}_{territory}" if territory else ""


def article_properties(facts: PageFacts) -> Iterator[tuple[str, str]]:
    """Return the Open Graph properties of an article, repeated where there are several values."""
    article = facts.article
    if article.date:
        yield "article:published_time", article.date.isoformat()
    if article.lastmod:
        yield "article:modified_time", article.lastmod.isoformat()
    for author in facts.authors:
        if author.url:  # the property is an address of a profile
            yield "article:author", author.url
    for category in translated(article.categories[:1], facts.content.translations):
        yield "article:section", category
    for tag in translated(article.tags, facts.content.translations):
        yield "article:tag", tag


def meta_elements(tags: Iterable[Tag], present: str) -> str:
    """Return meta elements for *tags* (attribute, name, content), leaving out names that *present* already has."""
    lines = [
        f'<meta {attribute}="{name}" content="{escape(content)}" />'
        for attribute, name, content in tags
        if content and f'"{name}"' not in present
    ]
    return "".join(f"{line}\n" for line in lines)


def alternate_links(addresses: Mapping[str, str]) -> str:
    """Return link elements for the page in each language (https://html.spec.whatwg.org/#the-link-element)."""
    return "".join(
        f'<link rel="alternate" hreflang="{escape(language)}" href="{escape(address)}" />\n'
        for language, address in addresses.items()
    )


def page_tags(facts: PageFacts, *, has_opengraph: bool, image_preview: str = "") -> Iterator[Tag]:
    """Return all meta elements of a page; *image_preview* is how large the cover may be in search results.

    Where sphinxext-opengraph prints the ``og:`` properties, it announces a picture of its own.
    """
    cover = facts.article.is_article and facts.content.cover and facts.content.cover.url
    yield "name", "description", facts.description
    if facts.address.url and not has_opengraph:
        for name, content in open_graph(facts).items():
            yield "property", name, content
    if facts.article.is_article:
        for name, content in article_properties(facts):
            yield "property", name, content
    if _preview_of(facts):
        yield "name", "twitter:card", "summary_large_image"
    elif facts.article.is_article and not has_opengraph:
        yield "name", "twitter:card", "summary"
    if image_preview and cover and not facts.content.robots:
        yield "name", "robots", f"max-image-preview:{image_preview}"
