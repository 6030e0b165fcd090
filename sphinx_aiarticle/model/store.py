"""Shops and their affiliate links.

A link is made in two steps, each encoding its value once: the *search* template takes the keyword, and an optional
*deep link* template takes the finished address. An affiliate network that wraps the shop's address therefore gets the
keyword encoded twice, which is what Rakuten and ValueCommerce expect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

AMAZON_SITES = (
    "amazon.co.jp", "amazon.com", "amazon.co.uk", "amazon.de", "amazon.fr", "amazon.it", "amazon.es", "amazon.ca",
    "amazon.com.au", "amazon.com.br", "amazon.com.mx", "amazon.in", "amazon.nl", "amazon.pl", "amazon.se", "amazon.sg",
    "amazon.ae", "amazon.sa", "amazon.com.tr", "amazon.com.be", "amazon.eg", "amazon.ie", "amazon.co.za",
)  # fmt: skip
_AMAZON_SHORT = ("amzn.to", "amzn.asia", "amzn.eu", "a.co")
_AFFILIATE_HOSTS = frozenset({
    *_AMAZON_SHORT, "hb.afl.rakuten.co.jp", "pt.afl.rakuten.co.jp", "a.r10.to", "rpx.a8.net", "px.a8.net",
    "ck.jp.ap.valuecommerce.com", "af.moshimo.com", "h.accesstrade.net", "click.linksynergy.com", "www.awin1.com",
    "t.afi-b.com", "www.anrdoezrs.net", "www.jdoqocy.com", "go.skimresources.com", "shareasale.com",
})  # fmt: skip


def _encode(text: str) -> str:
    return quote(text, safe="", errors="replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """One shop that a product box can link to.

    Attributes:
        key: The name of the store in ``conf.py``, in directive options and in CSS classes.
        name: What readers call the shop.
        search: Address of a search, with ``{keyword}``.
        deep_link: Address of the affiliate network, with ``{url}``; empty when the search address is the link.
        label: Text of the button, with ``{store}``; empty for the translated default.
        amazon: Whether Amazon's rules apply (a statement on the page, no hand-written prices).
    """

    key: str
    name: str
    search: str
    deep_link: str = ""
    label: str = ""
    amazon: bool = False

    def search_link(self, keyword: str) -> str:
        """Return the store's link for *keyword*.

        Args:
            keyword: What a reader would type into the shop's search box, in any script.
        """
        url = self.search.replace("{keyword}", _encode(keyword))
        return self.deep_link.replace("{url}", _encode(url)) if self.deep_link else url


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A shop whose links are known; the user's ids complete it.

    Attributes:
        name: What readers call the shop.
        search: See :class:`Store`; may name ids in braces.
        deep_link: See :class:`Store`; used only when all ids it names are given.
        ids: The ids a user gives, in the order in which the shop's own pages name them.
        amazon: See :class:`Store`.
    """

    name: str
    search: str
    deep_link: str = ""
    ids: tuple[str, ...] = ()
    amazon: bool = False

    def store(self, key: str, ids: dict[str, str], *, label: str = "") -> Store:
        """Return the store with the user's *ids* filled in; without ids its links are plain searches."""
        search, deep_link = self.search, self.deep_link
        if any(not ids.get(name) for name in self.ids):
            search, deep_link = re.sub(r"[?&][a-z]+=\{(?!keyword)\w+\}", "", search), ""
        for name in self.ids:
            value = _encode(ids.get(name, ""))
            search, deep_link = search.replace(f"{{{name}}}", value), deep_link.replace(f"{{{name}}}", value)
        return Store(key=key, name=self.name, search=search, deep_link=deep_link, label=label, amazon=self.amazon)


PRESETS: dict[str, Preset] = {
    **{
        site: Preset(name="Amazon", search=f"https://www.{site}/s?k={{keyword}}&tag={{tag}}", ids=("tag",), amazon=True)
        for site in AMAZON_SITES
    },
    "rakuten": Preset(
        name="Rakuten",
        search="https://search.rakuten.co.jp/search/mall/{keyword}/",
        deep_link="https://hb.afl.rakuten.co.jp/hgc/{id}/?pc={url}&m={url}",
        ids=("id",),
    ),
    "yahoo-shopping": Preset(
        name="Yahoo! Shopping",
        search="https://shopping.yahoo.co.jp/search?p={keyword}",
        deep_link="https://ck.jp.ap.valuecommerce.com/servlet/referral?sid={sid}&pid={pid}&vc_url={url}",
        ids=("sid", "pid"),
    ),
}

#: Stores whose own links a box takes even where ``aiarticle_stores`` does not name them.
WELL_KNOWN: dict[str, Store] = {
    "amazon": PRESETS["amazon.co.jp"].store("amazon", {}),
    "rakuten": PRESETS["rakuten"].store("rakuten", {}),
    "yahoo": PRESETS["yahoo-shopping"].store("yahoo", {}),
}


def is_amazon_url(url: str) -> bool:
    """Whether *url* leads to an Amazon shop, directly or by one of its short addresses."""
    host = _host(url)
    return host in _AMAZON_SHORT or host.removeprefix("www.") in AMAZON_SITES


def is_affiliate_url(url: str) -> bool:
    """Whether *url* is known to pay a commission: an affiliate network, or Amazon with a tag."""
    return _host(url) in _AFFILIATE_HOSTS or (is_amazon_url(url) and bool(re.search(r"[?&]tag=", url)))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
