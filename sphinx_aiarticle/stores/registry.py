"""Shops and affiliate networks: presets, hosts, identifiers and colours."""

from __future__ import annotations

import re
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A name that a shop gives to a product.

    Attributes:
        pattern: What it looks like, as a regular expression for the whole value.
        advice: What to write, with an example.
    """

    pattern: str
    advice: str

    def fits(self, value: str) -> bool:
        """Whether *value* can be such a name."""
        return re.fullmatch(self.pattern, value, re.ASCII) is not None


_PART = r"(?!\.{1,2}(?:/|$))[\w.-]+"  # a browser would take "." and ".." for folders

#: Identifiers that a detail link can be made from, by the name that ``Store.item`` uses for them.
IDENTIFIERS: dict[str, Identifier] = {
    "asin": Identifier(pattern=r"[A-Z0-9]{10}", advice="write its ten capitals and digits, such as B012345678"),
    "rakuten": Identifier(
        pattern=rf"{_PART}/{_PART}",
        advice="write shop and item as in the address https://item.rakuten.co.jp/shop/item/, so: shop/item",
    ),
    "yahoo": Identifier(
        pattern=rf"{_PART}/{_PART}",
        advice="write shop and code as in https://store.shopping.yahoo.co.jp/shop/code.html, so: shop/code",
    ),
}
_ANY = Identifier(pattern=rf"{_PART}(?:/{_PART})*", advice="write letters, digits, hyphens, dots and underscores only")


def identifier_problem(name: str, value: str) -> str:
    """Return what is wrong with *value* as the identifier *name*, or nothing.

    Args:
        name: A key of :data:`IDENTIFIERS`, or the name of another identifier.
        value: What the author wrote.
    """
    identifier = IDENTIFIERS.get(name, _ANY)
    return "" if identifier.fits(value) else f"{value!r} is no {name}; {identifier.advice}"


#: The least contrast of words of ordinary size.
MIN_CONTRAST = 4.5
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def is_colour(text: str) -> bool:
    """Whether *text* is a colour such as ``#f90`` or ``#ff9900``."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 (equal) to 21 (black and white)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink_on(background: str) -> str:
    """Return black or white, whichever is better read on *background*; one of them always is."""
    return max("#000", "#fff", key=lambda ink: contrast(ink, background))


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else [digits[at : at + 2] for at in (0, 2, 4)]
    red, green, blue = (_linear(int(pair, 16) / 255) for pair in pairs)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """An affiliate network or a shop's own programme, whose links are known; the user's ids complete them.

    Attributes:
        deep_link: Address of the network with ``{url}`` for the shop's address; ids stand in braces too.
        parameters: What is added to the query of the shop's address instead.
        ids: The ids a user gives; the first one says who is paid.
        optional: Further values that a user may give; a parameter whose value is missing is left out.
    """

    deep_link: str = ""
    parameters: str = ""
    ids: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


NETWORKS: dict[str, Network] = {
    "amazon": Network(parameters="tag={tag}", ids=("tag",)),
    "rakuten": Network(deep_link="https://hb.afl.rakuten.co.jp/hgc/{id}/?pc={url}&m={url}", ids=("id",)),
    "rakuten-ichiba": Network(
        deep_link="https://hb.afl.rakuten.co.jp/ichiba/{id}/?pc={url}&link_type={link_type}&ut={ut}",
        ids=("id",),
        optional=("link_type", "ut"),
    ),
    "valuecommerce": Network(
        deep_link="https://ck.jp.ap.valuecommerce.com/servlet/referral?sid={sid}&pid={pid}&vc_url={url}",
        ids=("sid", "pid"),
    ),
    "a8": Network(deep_link="https://px.a8.net/svt/ejp?a8mat={a8mat}&a8ejpredirect={url}", ids=("a8mat",)),
    "moshimo": Network(
        deep_link="https://af.moshimo.com/af/c/click?a_id={a_id}&p_id={p_id}&pc_id={pc_id}&pl_id={pl_id}&url={url}",
        ids=("a_id", "p_id", "pc_id", "pl_id"),
    ),
    "accesstrade": Network(deep_link="https://h.accesstrade.net/sp/cc?rk={rk}&url={url}", ids=("rk",)),
    "linkshare": Network(
        deep_link="https://click.linksynergy.com/deeplink?id={id}&mid={mid}&murl={url}", ids=("id", "mid")
    ),
    "awin": Network(
        deep_link="https://www.awin1.com/cread.php?awinmid={awinmid}&awinaffid={awinaffid}&ued={url}",
        ids=("awinaffid", "awinmid"),
    ),
}
