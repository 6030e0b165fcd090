"""Which store a link of a handwritten box leads to."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from sphinx_aiarticle.stores.link import Link
from sphinx_aiarticle.stores.reading import parse
from sphinx_aiarticle.stores.registry import AMAZON_SITES, host_of, is_affiliate_url
from sphinx_aiarticle.url import is_web_url

__all__ = ["is_affiliate_url", "store_of"]

_KEYS: Final = {"rakuten": "rakuten", "rakuten-ichiba": "rakuten", "yahoo-shopping": "yahoo"}
# Hosts that lead to one store only, although their links do not say which page of it.
_OTHER: Final = re.compile(
    r"(?:[\w-]+\.)*amazon\.(?:com|[a-z]{2}|com\.[a-z]{2}|co\.[a-z]{2})()|(?:[\w-]+\.)*rakuten\.co\.jp()"
    r"|(?:store\.)?shopping\.yahoo\.co\.jp()|ck\.jp\.ap\.valuecommerce\.com()",
    re.ASCII,
)
_STORES: Final = ("amazon", "rakuten", "yahoo", "yahoo")


def store_of(url: str) -> str:
    """Return the key of the store that *url* leads to, also through an affiliate network, or an empty text.

    Args:
        url: The address of a link; only http(s) addresses are links to a store.
    """
    if not is_web_url(url) or "@" in urlsplit(url).netloc:
        return ""
    link = parse(url)
    site = link.shop.site if isinstance(link, Link) else ""
    if site in AMAZON_SITES or site == "amazon":
        return "amazon"
    if _KEYS.get(site):
        return _KEYS[site]
    match = _OTHER.fullmatch(host_of(url))
    return _STORES[match.lastindex - 1] if match and match.lastindex else ""
