"""Affiliate links that do not say so to search engines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.model.store import is_affiliate_url

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKDOWN = re.compile(r"\]\(<?(https?://[^\s()<>]+)>?(?:\s+\"[^\"]*\")?\)(?!\{[^{}]*\brel=)")
_ANCHOR = re.compile(r"<a\b[^<>]*>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*[\"']?(https?://[^\"'\s>]+)", re.IGNORECASE)
_REL = re.compile(r"\brel\s*=\s*(?:\"[^\"]*|'[^']*|)\b(?:sponsored|nofollow)\b", re.IGNORECASE)


def unmarked_links(line: str) -> Iterator[str]:
    """Yield the affiliate links of a line of Markdown that carry no ``rel="sponsored"`` or ``nofollow``."""
    if "http" not in line:
        return
    urls = [match[1] for match in _MARKDOWN.finditer(line)]
    urls += [
        href[1] for match in _ANCHOR.finditer(line) if (href := _HREF.search(match[0])) and not _REL.search(match[0])
    ]
    yield from filter(is_affiliate_url, urls)
