"""Which addresses belong to a shop, and which are known to pay a commission."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

AMAZON_SITES = (
    "amazon.co.jp", "amazon.com", "amazon.co.uk", "amazon.de", "amazon.fr", "amazon.it", "amazon.es", "amazon.ca",
    "amazon.com.au", "amazon.com.br", "amazon.com.mx", "amazon.in", "amazon.nl", "amazon.pl", "amazon.se", "amazon.sg",
    "amazon.ae", "amazon.sa", "amazon.com.tr", "amazon.com.be", "amazon.eg", "amazon.ie", "amazon.co.za",
)  # fmt: skip
#: Short addresses of Amazon; the tag is hidden behind them.
AMAZON_SHORT = ("amzn.to", "amzn.asia", "amzn.eu", "amzn.in", "amzlink.to", "a.co")
#: Hosts of affiliate networks: whatever they link to, they are paid for.
AFFILIATE_HOSTS = frozenset({
    *AMAZON_SHORT, "hb.afl.rakuten.co.jp", "pt.afl.rakuten.co.jp", "a.r10.to", "rpx.a8.net", "px.a8.net",
    "ck.jp.ap.valuecommerce.com", "af.moshimo.com", "h.accesstrade.net", "click.linksynergy.com", "www.awin1.com",
    "t.afi-b.com", "t.felmat.net", "click.j-a-net.jp", "al.dmm.com", "al.dmm.co.jp", "www.anrdoezrs.net",
    "www.jdoqocy.com", "www.tkqlhce.com", "www.kqzyfj.com", "www.dpbolvw.net", "go.skimresources.com",
    "go.redirectingat.com", "shareasale.com", "www.shareasale.com", "prf.hn", "s.click.aliexpress.com",
})  # fmt: skip
_TAG = re.compile(r"[?&]tag=[^&#]|/(?:exec/obidos|o)/asin/\w{10}/[\w-]+-2\d(?![^/?#])", re.IGNORECASE)


def is_amazon_url(url: str) -> bool:
    """Whether *url* leads to an Amazon shop, directly or by one of its short addresses."""
    host = host_of(url)
    return host in AMAZON_SHORT or host.removeprefix("www.") in AMAZON_SITES


def is_affiliate_url(url: str) -> bool:
    """Whether *url* is known to pay a commission: an affiliate network, or Amazon with a tag."""
    return host_of(url) in AFFILIATE_HOSTS or (is_amazon_url(url) and bool(_TAG.search(url)))


def host_of(url: str) -> str:
    """Return the host of *url* in small letters, or nothing."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
