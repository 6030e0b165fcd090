"""The keys that this package reads."""

from __future__ import annotations

from typing import Final

LASTMOD_KEYS: Final = ("lastmod", "modified", "updated")
AUTHOR_KEYS: Final = ("authors", "author")
CATEGORY_KEYS: Final = ("categories", "category")
CANONICAL_KEYS: Final = ("canonicalURL", "canonicalUrl", "canonical_url")

ARTICLE_KEYS: Final = (
    "title",
    "date",
    *LASTMOD_KEYS,
    "slug",
    "description",
    *AUTHOR_KEYS,
    *CATEGORY_KEYS,
    "tags",
    "keywords",
    "cover",
    *CANONICAL_KEYS,
    "lang",
    "draft",
    "aliases",
    "aiarticle",
)
"""Every top-level key, other spellings included."""

COVER_KEYS: Final = ("image", "alt", "caption", "relative", "hidden")
AIARTICLE_KEYS: Final = ("type", "header", "json_ld", "stores")

LIST_KEYS: Final = frozenset({"tags", "categories", "keywords", "authors", "aliases"})
"""Keys whose plain text in a field list is a list with separators."""

BIBLIOGRAPHIC_KEYS: Final = frozenset(
    {
        "abstract",
        "address",
        "author",
        "authors",
        "contact",
        "copyright",
        "date",
        "dedication",
        "organization",
        "revision",
        "status",
        "version",
    }
)
"""Docutils' bibliographic fields, whose names it compares without case (docutils.transforms.frontmatter.DocInfo)."""
