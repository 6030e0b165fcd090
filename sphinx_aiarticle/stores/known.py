"""The links of the shops and networks that this package knows."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.stores.registry import AMAZON_SHORT, AMAZON_SITES
from sphinx_aiarticle.stores.template import Kind, Pattern, Sites, pattern_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_aiarticle.stores.template import Store


# Parameters that Amazon's own pages and its link tools put into addresses.
_AMAZON: Final = re.compile(
    r"ref_?|url|i|rh|s|node|page|qid|sr|crid|sprefix|language|currency|_?encoding|ie|th|psc|smid|m|me|linkCode|linkId"
    r"|camp|creative|creativeASIN|ascsubtag|content-id|dib|dib_tag|__mk_\w+|p[df]_rd_\w+|social_share|aod|dchild|colid"
    r"|coliid|asc_\w+|adid|hv\w+|mcid|rnid|bbn|low-price|high-price|openid[.\w]*|search-alias|index|t|dealId|psr"
    r"|keywords|maas|starsLeft|skipTwisterOG|viID|cv_ct_cx|sp_csd|spLa|sbo|x|y|newOGT|denai|gad_source|tag"
)
_ASIN: Final = r"(?P<asin>[A-Za-z0-9]{10})"
_TAG: Final = MappingProxyType({"tag": "tag"})
_WORDS: Final = MappingProxyType({"k": "keyword", "field-keywords": "keyword", "keywords": "keyword", "tag": "tag"})
_AMAZON_FORMS: Final[tuple[tuple[Kind, str, Mapping[str, str]], ...]] = (
    (Kind.SEARCH, r"/s(?:/.*)?|/gp/search(?:/.*)?|/gp/aw/s(?:/.*)?", _WORDS),
    (Kind.ITEM, rf"(?:/[^/]+)?/dp/(?:product/)?{_ASIN}(?:/.*)?", _TAG),
    (Kind.ITEM, rf"/gp/(?:product|aw/d|offer-listing)/{_ASIN}(?:/.*)?", _TAG),
    (Kind.ITEM, rf"/(?:exec/obidos|o)/(?i:asin)/{_ASIN}(?:/(?P<tag>[\w-]+-2\d))?(?:/.*)?", _TAG),
    (Kind.PAGE, r".*", _TAG),
)
_RAKUTEN: Final = re.compile(
    r"link_type|ut|scid|sc2id|rafcid|rafmid|rafst|_RTLinkId|l-id|s-id|variantId|f|v|x|p|sf|s|st|nitem|g"
)
_YAHOO: Final = re.compile(
    r"sc_[ieo]|[a-z]{1,3}|tab_ex|first|ss_first|uIv|area|astk|aq|oq|used|pf|pt|X|b|n|view|slider"
)


def _of(site: str, kind: Kind, path: str, roles: Mapping[str, str], known: re.Pattern[str], *ids: str) -> Pattern:
    return Pattern(site=site, kind=kind, path=re.compile(path), roles=roles, ids=ids, known=known)


def _amazon(site: str) -> tuple[Pattern, ...]:
    return tuple(_of(site, kind, path, roles, _AMAZON, "tag") for kind, path, roles in _AMAZON_FORMS)


def _network(site: str, path: str, ids: str, url: str, known: str = r"(?!)", mobile: str = "") -> tuple[Pattern, ...]:
    names = tuple(ids.split())
    roles = {name: name for name in names if f"?P<{name}>" not in path} | {url: "url"}
    if mobile:
        roles[mobile] = "mobile"
    return (_of(site, Kind.NETWORK, path, roles, re.compile(known), *names),)


def _all() -> Iterator[tuple[str, tuple[Pattern, ...]]]:
    for site in AMAZON_SITES:
        yield from ((host + site, _amazon(site)) for host in ("www.", "", "smile.", "m."))
    for host in AMAZON_SHORT:
        yield host, (_of("amazon", Kind.SHORT, r"/(?P<code>.+)", {}, _AMAZON),)
    yield "a.r10.to", (_of("rakuten", Kind.SHORT, r"/(?P<code>.+)", {}, _RAKUTEN),)
    yield (
        "search.rakuten.co.jp",
        (
            _of("rakuten", Kind.SEARCH, r"/search/mall/(?P<keyword>[^/]+)(?:/.*)?", {}, _RAKUTEN),
            _of("rakuten", Kind.SEARCH, r"/search/mall/?", {"sitem": "keyword"}, _RAKUTEN),
            _of("rakuten", Kind.PAGE, r".*", {}, _RAKUTEN),
        ),
    )
    yield (
        "item.rakuten.co.jp",
        (
            _of("rakuten", Kind.ITEM, r"/(?P<rakuten>[^/]+/[^/]+)/?", {}, _RAKUTEN),
            _of("rakuten", Kind.PAGE, r".*", {}, _RAKUTEN),
        ),
    )
    for host in ("www.rakuten.co.jp", "books.rakuten.co.jp", "product.rakuten.co.jp", "brandavenue.rakuten.co.jp"):
        yield host, (_of("rakuten", Kind.PAGE, r".*", {}, _RAKUTEN),)
    yield (
        "shopping.yahoo.co.jp",
        (
            _of("yahoo-shopping", Kind.SEARCH, r"/search/?", {"p": "keyword"}, _YAHOO),
            _of("yahoo-shopping", Kind.SEARCH, r"/search/(?P<keyword>[^/]+)(?:/.*)?", {}, _YAHOO),
            _of("yahoo-shopping", Kind.PAGE, r".*", {}, _YAHOO),
        ),
    )
    yield (
        "store.shopping.yahoo.co.jp",
        (
            _of("yahoo-shopping", Kind.ITEM, r"/(?P<yahoo>[^/]+/[^/]+)\.html", {}, _YAHOO),
            _of("yahoo-shopping", Kind.PAGE, r".*", {}, _YAHOO),
        ),
    )
    for host in ("hb.afl.rakuten.co.jp", "pt.afl.rakuten.co.jp"):
        # "hgc", "ichiba" and others, then the id; a link tool may add its own name for the link.
        new = _network("rakuten-ichiba", r"/ichiba/(?P<id>[^/]+)(?:/.*)?", "id", "pc", _RAKUTEN.pattern, "m")
        old = _network("rakuten", r"/\w+/(?P<id>[^/]+)(?:/.*)?", "id", "pc", _RAKUTEN.pattern, "m")
        yield host, (*new, *old)
    yield (
        "ck.jp.ap.valuecommerce.com",
        _network("valuecommerce", r"/servlet/referral", "sid pid", "vc_url", r"vcptn|va|vcid|vc_item|vs|vp|dlp_\w+"),
    )
    for host in ("px.a8.net", "rpx.a8.net"):
        yield host, _network("a8", r"/svt/ejp", "a8mat", "a8ejpredirect", r"rakuten|asid|id\d")
    yield "af.moshimo.com", _network("moshimo", r"/af/c/click", "a_id p_id pc_id pl_id", "url", r"guid|s_v|m|r_v")
    yield "h.accesstrade.net", _network("accesstrade", r"/sp/cc", "rk", "url", r"guid|add")
    yield "click.linksynergy.com", _network("linkshare", r"/deeplink", "id mid", "murl", r"u1|LSNSUBSITE")
    yield (
        "www.awin1.com",
        _network("awin", r"/cread\.php", "awinaffid awinmid", "ued", r"clickref\d?|p|pref\d|campaign"),
    )


KNOWN: Final = Sites(MappingProxyType(dict(_all())))


def sites_with(stores: Iterable[Store]) -> Sites:
    """Return the known forms of links and those of the stores in ``conf.py`` at hosts that are not known.

    Args:
        stores: The stores.
    """
    own: dict[str, tuple[Pattern, ...]] = {}
    for host, pattern in (form for store in stores for form in _forms(store)):
        if host not in KNOWN.patterns:
            own[host] = (*own.get(host, ()), pattern)
    return Sites({**KNOWN.patterns, **own}) if own else KNOWN


def _forms(store: Store) -> Iterator[tuple[str, Pattern]]:
    """Yield host and form of the links of a store: those of its network, searches, products, and its other pages."""
    ids = tuple(parameter.partition("=")[0] for parameter in store.parameters.split("&") if parameter)
    if found := pattern_of(store.key, Kind.NETWORK, store.deep_link):
        yield found
    for kind, template in ((Kind.SEARCH, store.search), (Kind.ITEM, store.item)):
        if found := pattern_of(store.key, kind, template, ids):
            yield found
    if ids and (found := pattern_of(store.key, Kind.PAGE, store.search, ids)):
        yield found[0], replace(found[1], path=re.compile(".*"), roles={name: name for name in ids})
