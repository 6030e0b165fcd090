"""The shops: one record each. What the package knows of links is derived from these records and those of networks.

No module but this one and :mod:`sphinx_aiarticle.stores.networks` names a host.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from sphinx_aiarticle.stores.networks import NETWORKS, PROGRAMMES, RAKUTEN_KNOWN
from sphinx_aiarticle.stores.records import Form, Preset
from sphinx_aiarticle.stores.template import (
    ANY,
    PART,
    Identifier,
    LinkForms,
    LinkKind,
    Pattern,
    Store,
    compile_template,
)

_ASIN: Final = r"(?P<asin>[A-Za-z0-9]{10})"
_TAG: Final = r"(?P<tag>[\w-]+-2\d)"
_AMAZON_KNOWN: Final = (  # parameters that Amazon's own pages and its link tools put into addresses
    r"ref_?|url|i|rh|s|node|page|qid|sr|crid|sprefix|language|currency|_?encoding|ie|th|psc|smid|m|me|linkCode|linkId"
    r"|camp|creative|creativeASIN|ascsubtag|content-id|dib|dib_tag|__mk_\w+|p[df]_rd_\w+|social_share|aod|dchild|colid"
    r"|coliid|asc_\w+|adid|hv\w+|mcid|rnid|bbn|low-price|high-price|openid[.\w]*|search-alias|index|t|dealId|psr"
    r"|asin|ASIN\.\d+|Quantity\.\d+|preview"
    r"|keywords|maas|starsLeft|skipTwisterOG|viID|cv_ct_cx|sp_csd|spLa|sbo|x|y|newOGT|denai|gad_source|tag"
)
_AMAZON_FORMS: Final = (
    Form(
        kind=LinkKind.SEARCH,
        path=r"/s(?:/.*)?|/gp/search(?:/.*)?|/gp/aw/s(?:/.*)?",
        roles={"k": "keyword", "field-keywords": "keyword", "keywords": "keyword"},
    ),
    Form(kind=LinkKind.ITEM, path=rf"(?:/[^/]+)?/dp/(?:product/)?{_ASIN}(?:/.*)?"),
    Form(kind=LinkKind.ITEM, path=rf"/gp/(?:product|aw/d|offer-listing)/{_ASIN}(?:/.*)?"),
    # The forms of old link tools, with the tag in the path.
    Form(
        kind=LinkKind.ITEM,
        path=r"/(?:exec/obidos|o)/(?:(?i:asin)/|(?i:isbn)=|tg/detail/-/(?:[a-z-]+/)?)"
        rf"{_ASIN}(?:/ref=[^/]*)?(?:/{_TAG})?(?:/.*)?",
    ),
    Form(kind=LinkKind.PAGE, path=rf"/exec/obidos(?:/[^/]+)*/{_TAG}(?:/.*)?"),
    Form(kind=LinkKind.PAGE, path=r"/gp/aws/cart/add(?:-res)?\.html", roles={"AssociateTag": "tag"}),
)
_ASIN_ID: Final = Identifier(
    name="asin", pattern=r"[A-Z0-9]{10}", advice="write its ten capitals and digits, such as B012345678"
)
_AMAZON_SHORT: Final = {
    "amazon.co.jp": ("amzn.asia",),
    "amazon.com": ("amzn.to", "amzlink.to", "a.co"),
    "amazon.de": ("amzn.eu",),
    "amazon.in": ("amzn.in",),
}

#: How the tags of an Amazon shop end, where that is the same for all of them.
TAG_ENDINGS: Final = {
    "amazon.com": "-20", "amazon.co.jp": "-22",
    **dict.fromkeys(("amazon.co.uk", "amazon.de", "amazon.es", "amazon.fr", "amazon.it"), "-21"),
}  # fmt: skip


def _amazon(site: str) -> Preset:
    own = ("amzn.com", "www.amzn.com") if site == "amazon.com" else ()
    return Preset(
        key=site,
        family="amazon",
        name="Amazon",
        search=f"https://www.{site}/s?k={{keyword}}",
        item=f"https://www.{site}/dp/{{asin}}",
        identifiers=(_ASIN_ID,),
        network=NETWORKS["amazon"],
        hosts=(site, f"smile.{site}", f"m.{site}", f"read.{site}", *own),
        short_hosts=_AMAZON_SHORT.get(site, ()),
        forms=(*_AMAZON_FORMS, *(Form(kind=LinkKind.ITEM, path=rf"/(?:k/)?{_ASIN}/?", host=host) for host in own)),
        known=_AMAZON_KNOWN,
        amazon=True,
        background="#ff9900",
        color="#111",
    )


def _ebay(site: str, rotation: str) -> Preset:
    return Preset(
        key=site,
        family="ebay",
        name="eBay",
        search=f"https://www.{site}/sch/i.html?_nkw={{keyword}}",
        item=f"https://www.{site}/itm/{{ebay}}",
        identifiers=(
            Identifier(
                name="ebay", pattern=r"\d{9,15}", advice="write the digits after /itm/ in the address of the offer"
            ),
        ),
        network=NETWORKS["ebay"],
        hosts=(site,),
        short_hosts=("ebay.us",) if site == "ebay.com" else (),
        forms=(Form(kind=LinkKind.ITEM, path=r"/itm/(?:[^/]+/)?(?P<ebay>\d+)/?"),),
        fixed={"mkrid": rotation},
        background="#0064d2",
        color="#fff",
    )


_RAKUTEN_HOSTS: Final = (
    "www.rakuten.co.jp", "books.rakuten.co.jp", "product.rakuten.co.jp", "brandavenue.rakuten.co.jp",
    "24.rakuten.co.jp", "biccamera.rakuten.co.jp",
)  # fmt: skip
_RAKUTEN: Final = Preset(
    key="rakuten",
    family="rakuten",
    name="Rakuten",
    search="https://search.rakuten.co.jp/search/mall/{keyword}/",
    item="https://item.rakuten.co.jp/{rakuten}/",
    identifiers=(
        Identifier(
            name="rakuten",
            pattern=rf"{PART}/{PART}",
            advice="write shop and item as in the address https://item.rakuten.co.jp/shop/item/, so: shop/item",
        ),
    ),
    network=NETWORKS["rakuten"],
    hosts=_RAKUTEN_HOSTS,
    short_hosts=("a.r10.to",),
    forms=(
        Form(kind=LinkKind.SEARCH, path=r"/search/mall/(?P<keyword>[^/]+)(?:/.*)?", host="search.rakuten.co.jp"),
        Form(kind=LinkKind.SEARCH, path=r"/search/mall/?", roles={"sitem": "keyword"}, host="search.rakuten.co.jp"),
        Form(kind=LinkKind.ITEM, path=r"/(?P<rakuten>[^/]+/[^/]+)/?", host="item.rakuten.co.jp"),
    ),
    known=RAKUTEN_KNOWN,
    dead=("scid", "sc2id"),
    background="#bf0000",
    color="#fff",
)
_AMAZON_SITES: Final = (
    "amazon.co.jp", "amazon.com", "amazon.co.uk", "amazon.de", "amazon.fr", "amazon.it", "amazon.es", "amazon.ca",
    "amazon.com.au", "amazon.com.br", "amazon.com.mx", "amazon.in", "amazon.nl", "amazon.pl", "amazon.se", "amazon.sg",
    "amazon.ae", "amazon.sa", "amazon.com.tr", "amazon.com.be", "amazon.eg", "amazon.ie", "amazon.co.za",
)  # fmt: skip
_EBAY_SITES: Final = {  # the "rotation id" of each market
    "ebay.com": "711-53200-19255-0", "ebay.co.uk": "710-53481-19255-0", "ebay.de": "707-53477-19255-0",
    "ebay.fr": "709-53476-19255-0", "ebay.it": "724-53478-19255-0", "ebay.es": "1185-53479-19255-0",
    "ebay.ca": "706-53473-19255-0", "ebay.com.au": "705-53470-19255-0", "ebay.at": "5221-53469-19255-0",
    "ebay.ch": "5222-53480-19255-0", "ebay.nl": "1346-53482-19255-0", "ebay.be": "1553-53471-19255-0",
    "ebay.ie": "5282-53468-19255-0", "ebay.pl": "4908-226936-19255-0",
}  # fmt: skip

_PRESETS: Final = (
    *map(_amazon, _AMAZON_SITES),
    _RAKUTEN,
    replace(_RAKUTEN, key="rakuten-ichiba", network=NETWORKS["rakuten-ichiba"]),
    Preset(
        key="yahoo-shopping",
        family="yahoo",
        name="Yahoo! Shopping",
        search="https://shopping.yahoo.co.jp/search?p={keyword}",
        item="https://store.shopping.yahoo.co.jp/{yahoo}.html",
        identifiers=(
            Identifier(
                name="yahoo",
                pattern=rf"{PART}/{PART}",
                advice="write shop and code as in https://store.shopping.yahoo.co.jp/shop/code.html, so: shop/code",
            ),
        ),
        network=NETWORKS["valuecommerce"],
        forms=(
            Form(kind=LinkKind.SEARCH, path=r"/search/?", roles={"p": "keyword"}, host="shopping.yahoo.co.jp"),
            Form(kind=LinkKind.SEARCH, path=r"/search/(?P<keyword>[^/]+)(?:/.*)?", host="shopping.yahoo.co.jp"),
            Form(kind=LinkKind.ITEM, path=r"/(?P<yahoo>[^/]+/[^/]+)\.html", host="store.shopping.yahoo.co.jp"),
        ),
        known=r"sc_[ieo]|[a-z]{1,3}|tab_ex|first|ss_first|uIv|area|astk|aq|oq|used|pf|pt|X|b|n|view|slider",
        background="#e0002a",
        color="#fff",
    ),
    *(_ebay(site, rotation) for site, rotation in _EBAY_SITES.items()),
)
PRESETS: Final[dict[str, Preset]] = {preset.key: preset for preset in _PRESETS}

#: Identifiers that a link to a product can be made from, by name.
IDENTIFIERS: Final[dict[str, Identifier]] = {
    identifier.name: identifier for preset in _PRESETS for identifier in preset.identifiers
}
#: Stores whose own links a box takes even where ``aiarticle_stores`` does not name them; the first preset of a family.
WELL_KNOWN: Final[dict[str, Store]] = {
    family: next(preset for preset in _PRESETS if preset.family == family).store(family, {})
    for family in dict.fromkeys(preset.family for preset in _PRESETS)
}


def identifier_problem(name: str, value: str) -> str:
    """Return what is wrong with *value* as the identifier *name*, or nothing."""
    identifier = IDENTIFIERS.get(name, ANY)
    return "" if identifier.fits(value) else f"{value!r} is not a valid {name}; {identifier.advice}"


def _known_forms() -> LinkForms:
    patterns: dict[str, list[Pattern]] = {}
    paid: set[str] = set()
    for network in NETWORKS.values():
        for host, forms in network.patterns():
            paid.add(host)
            patterns.setdefault(host, []).extend(forms)
    for preset in _PRESETS:
        paid.update(preset.short_hosts)
    shops = (*(preset.patterns() for preset in _PRESETS), *(programme.patterns() for programme in PROGRAMMES))
    for host, pattern in chain.from_iterable(shops):
        patterns.setdefault(host, []).append(pattern)
    return LinkForms({host: tuple(found) for host, found in patterns.items()}, frozenset(paid))


#: The links of the stores and networks that this package knows.
KNOWN: Final = _known_forms()

_AMAZONS: Final = frozenset({"amazon", *(preset.key for preset in _PRESETS if preset.amazon)})  # in patterns
#: Hosts to which Amazon's rules apply.
AMAZON_HOSTS: Final = frozenset(
    {
        *(host for host, found in KNOWN.patterns.items() if any(pattern.key in _AMAZONS for pattern in found)),
        *(host for network in NETWORKS.values() if network.store == "amazon" for host, _ in network.patterns()),
    }
)


def programme_of(key: str) -> str:
    """Return what pays for links of this key: one key for all Amazon shops, both forms of Rakuten.

    Args:
        key: The key of a pattern: that of a network, of a preset, or of a store in ``conf.py``.
    """
    network = PRESETS[key].network if key in PRESETS else NETWORKS.get(key)
    return (network.programme or network.key) if network else key


def forms_with(stores: Iterable[Store]) -> LinkForms:
    """Return the known forms of links and those of the stores in ``conf.py`` at hosts that are not known."""
    own: dict[str, tuple[Pattern, ...]] = {}
    for host, pattern in (form for store in stores for form in _forms(store)):
        if host not in KNOWN:
            own[host] = (*own.get(host, ()), pattern)
    return LinkForms({**KNOWN.patterns, **own}, KNOWN.paid) if own else KNOWN


def _forms(store: Store) -> Iterator[tuple[str, Pattern]]:
    """Yield host and form of the links of a store: those of its network, searches, products, and its other pages."""
    ids = tuple(parameter.partition("=")[0] for parameter in store.parameters.split("&") if parameter)
    if found := compile_template(store.deep_link, key=store.key, kind=LinkKind.NETWORK):
        yield found
    for kind, template in ((LinkKind.SEARCH, store.search), (LinkKind.ITEM, store.item)):
        if found := compile_template(template, key=store.key, kind=kind, ids=ids):
            yield found
    if found := compile_template(store.search, key=store.key, kind=LinkKind.PAGE, ids=ids):
        roles = {name: name for name in ids}
        yield found[0], replace(found[1], path=".*", roles=roles)
