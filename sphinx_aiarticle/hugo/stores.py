"""Which shop a link of a hand-made product box leads to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sphinx_aiarticle.url import is_web_url

# Key of the store → the hosts that lead to it; affiliate networks count for the one shop they are used with.
_HOSTS = {
    "amazon": r"(?:[\w-]+\.)*amazon\.(?:com|[a-z]{2}|com\.[a-z]{2}|co\.[a-z]{2})|amzn\.(?:to|asia|eu)|a\.co",
    "rakuten": r"(?:[\w-]+\.)*rakuten\.co\.jp|a\.r10\.to",
    "yahoo": r"(?:store\.)?shopping\.yahoo\.co\.jp|ck\.jp\.ap\.valuecommerce\.com",
}
_STORE = re.compile("|".join(f"(?P<{store}>{hosts})" for store, hosts in _HOSTS.items()), re.ASCII)


def store_of(url: str) -> str:
    """Return the key of the store that *url* leads to, or an empty string for any other address.

    Args:
        url: The address of a link; only http(s) addresses are links to a store.
    """
    if not is_web_url(url):
        return ""
    match = _STORE.fullmatch((urlsplit(url).hostname or "").lower())
    return match.lastgroup or "" if match else ""
