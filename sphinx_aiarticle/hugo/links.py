"""Where the links of an article lead on its own site, and the places in it that HTML names."""

from __future__ import annotations

import re

from sphinx_aiarticle.hugo.site_context import REFERENCE_SCHEME

_RELATIVE = re.compile(r"\](?:\(|:)[ \t]*<?(?:#|\.\.?/)")
_HTML_ID = re.compile(r"<[A-Za-z][^<>]*?\s(?:id|name)=[\"']?([^\s\"'<>]+)")
_TARGET = re.compile(
    rf"\](?:\(|:)[ \t]*<?((?:{re.escape(REFERENCE_SCHEME)}|(?!//|#|[A-Za-z][A-Za-z0-9+.-]*:))[^\s<>()]+)"
)


def site_targets(markdown: str) -> tuple[str, ...]:
    """Return the addresses on the site in Markdown links, each once and sorted; code may hold some that are none.

    Args:
        markdown: An article as native reading writes it.
    """
    return tuple(sorted(set(_TARGET.findall(markdown)))) if "](" in markdown or "]:" in markdown else ()


def has_relative_links(markdown: str) -> bool:
    """Whether Markdown holds links as seen from its page: ``#place``, ``./path``, ``../path``."""
    return _RELATIVE.search(markdown) is not None


def html_ids(markdown: str) -> tuple[str, ...]:
    """Return the ids in the HTML of an article, by which links may name a place; code may hold some that are none.

    Args:
        markdown: An article.
    """
    return tuple(dict.fromkeys(_HTML_ID.findall(markdown))) if " id=" in markdown or " name=" in markdown else ()
