"""Affiliate links that do not say so to search engines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

# Hosts that exist for nothing else, and Amazon's links with an associate's tag.
_NETWORK = re.compile(
    r"(?:amzn\.(?:to|asia|eu)|hb\.afl\.rakuten\.co\.jp|a\.r10\.to|ck\.jp\.ap\.valuecommerce\.com|px\.a8\.net"
    r"|af\.moshimo\.com|h\.accesstrade\.net|t\.felmat\.net|click\.linksynergy\.com|www\.awin1\.com"
    r"|(?:www\.)?shareasale\.com|(?:[\w-]+\.)?prf\.hn|(?:www\.)?(?:anrdoezrs|dpbolvw|jdoqocy|kqzyfj|tkqlhce)\.(?:net|com))"
)
_TAGGED = re.compile(r"(?:^|&)tag=[^&]")
_AMAZON = re.compile(r"(?:[\w-]+\.)*amazon\.(?:com|[a-z]{2}|com\.[a-z]{2}|co\.[a-z]{2})")
_MARKDOWN = re.compile(r"\]\(<?(https?://[^\s()<>]+)>?(?:\s+\"[^\"]*\")?\)(?!\{[^{}]*\brel=)")
_ANCHOR = re.compile(r"<a\b[^<>]*>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*[\"']?(https?://[^\"'\s>]+)", re.IGNORECASE)
_REL = re.compile(r"\brel\s*=\s*(?:\"[^\"]*|'[^']*|)\b(?:sponsored|nofollow)\b", re.IGNORECASE)


def is_affiliate(url: str) -> bool:
    """Whether whoever follows *url* may earn its author something."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    return _NETWORK.fullmatch(host) is not None or (
        _AMAZON.fullmatch(host) is not None and _TAGGED.search(parts.query.replace("&amp;", "&")) is not None
    )


def unmarked_links(line: str) -> Iterator[str]:
    """Yield the affiliate links of a line of Markdown that carry no ``rel="sponsored"`` or ``nofollow``."""
    if "http" not in line:
        return
    urls = [match[1] for match in _MARKDOWN.finditer(line)]
    urls += [
        href[1] for match in _ANCHOR.finditer(line) if (href := _HREF.search(match[0])) and not _REL.search(match[0])
    ]
    for url in urls:
        try:
            if is_affiliate(url):
                yield url
        except ValueError:  # an address with broken brackets
            continue
