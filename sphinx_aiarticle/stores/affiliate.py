"""Which links are affiliate links, where they lead, and how a plain link to a shop becomes one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote, urlsplit

from sphinx_aiarticle.stores.link import Link, parse
from sphinx_aiarticle.stores.networks import NETWORKS
from sphinx_aiarticle.stores.registry import AMAZON_HOSTS, KNOWN, PRESETS, WELL_KNOWN, forms_with
from sphinx_aiarticle.stores.template import LinkForms, LinkKind, Store, without_parameters
from sphinx_aiarticle.url import is_web_url

_LONGEST_CHAIN: Final = 5  # redirectors that stand in one another
_AMAZON_SUFFIXES: Final = tuple(host.removeprefix("*") for host in AMAZON_HOSTS if host.startswith("*"))


def host_of(url: str) -> str:
    """Return the host of a web address, which may begin with ``//``, in lower case; empty for any other."""
    return _host_of("/".join(url.split("/", 3)[:3]))


@lru_cache(maxsize=1024)  # the links of a site lead to the same hosts again and again
def _host_of(origin: str) -> str:
    try:
        parts = urlsplit(origin)
        return (parts.hostname or "").lower().removesuffix(".") if parts.scheme in ("http", "https", "") else ""
    except ValueError:
        return ""


@lru_cache(maxsize=4096)  # a link is asked for when it is read, when its notice is decided on, and when it is written
def is_affiliate(url: str, forms: LinkForms = KNOWN) -> bool:
    """Whether somebody is known to earn a commission by a link: through a network, or by an id in a shop's address."""
    return _pays(url, forms) or bool(_redirected(url, forms))


def _pays(url: str, forms: LinkForms) -> bool:
    """Whether a link to a site that is known pays."""
    name = _known_host(url, forms)
    if not name:
        return False
    if name in forms.paid:
        return True
    link = parse(url, forms)
    if isinstance(link, Link):
        return link.is_paid
    ids = {parameter for form in forms.patterns[name] for parameter, role in form.roles.items() if role in form.ids}
    return any(name in ids and value for name, value in _parameters(url))


def _known_host(url: str, forms: LinkForms) -> str:
    return forms.name_of(host_of(url)) if "//" in url else ""


def may_be_affiliate(url: str) -> bool:
    """Whether somebody may earn by a link of a product box: all but plain addresses of shops that are known."""
    if is_affiliate(url):
        return True
    link = parse(url)
    return not isinstance(link, Link) or link.is_paid


def is_amazon(url: str) -> bool:
    """Whether a link leads to an Amazon shop by itself: to its pages or short addresses, not through a network."""
    return host_of(url) in AMAZON_HOSTS or host_of(url).endswith(_AMAZON_SUFFIXES)


def leads_to_amazon(url: str) -> bool:
    """Whether a link ends at an Amazon shop, also through networks."""
    if is_amazon(url):
        return True
    link = parse(url)
    return isinstance(link, Link) and is_amazon(link.shop.url())


def forbids_prices(store: Store | None, links: Iterable[str]) -> bool:
    """Whether a shop, of which pages have these links, takes prices from its own interface only, as Amazon does."""
    return bool(store and store.amazon) or any(map(leads_to_amazon, links))


def plain_url(url: str, forms: LinkForms = KNOWN) -> str:
    """Return where a link leads, without network and ids; empty where it does not tell, as a short address."""
    if not is_affiliate(url, forms):
        return url
    link = parse(url, forms)
    if link is None:
        return plain_url(_redirected(url, forms), forms)
    return link.plain_url if isinstance(link, Link) else ""


def _redirected(url: str, forms: LinkForms) -> str:
    """Return the affiliate link to which sites that are not known lead on, as documents and mailers write links."""
    if "=http" not in url.lower():  # hardly any link has another one in it
        return ""
    links = [url]
    for _ in range(_LONGEST_CHAIN):
        values = (value for link in links if not _known_host(link, forms) for _, value in _parameters(link))
        links = [unquote(value) for value in values if value.lower().startswith("http")]
        if found := next((link for link in links if _pays(link, forms)), ""):
            return found
    return ""


def is_search(url: str, forms: LinkForms) -> bool:
    """Whether a link leads to a search in a shop, which offers no product."""
    link = parse(url, forms)
    return isinstance(link, Link) and link.shop.kind is LinkKind.SEARCH


def store_of(url: str) -> str:
    """Return the key of the well-known store that a link leads to, also through networks; empty for any other.

    A link of a network that does not tell the shop counts for the one store that the network pays for, if there is one.
    """
    if not is_web_url(url):
        return ""
    link = parse(url)
    keys = [form.key for form in KNOWN.at(host_of(url))]  # for a link that cannot be read
    key = link.shop.key if isinstance(link, Link) else next(iter(keys), "")
    if key in PRESETS or key in WELL_KNOWN:
        return PRESETS[key].family if key in PRESETS else key
    return NETWORKS[key].store if key in NETWORKS else ""


_BLANKS: Final = "".join(map(chr, range(33)))


def web_link(url: str) -> str:
    """Return the address of a link as a browser follows it, absolute and with a scheme; empty for any other scheme.

    A browser drops line breaks and tabs within an address, and encodes blanks (WHATWG URL, "basic URL parser").
    ``//host/path``, which networks hand out, becomes ``https:``: sources are read where no page gives a scheme.
    """
    url = re.sub(r"[\t\r\n]", "", url).strip(_BLANKS).replace(" ", "%20")
    if url.startswith("//"):
        url = f"https:{url}"
    return url if url.lower().startswith(("http://", "https://")) and host_of(url) else ""


def is_paid(url: str) -> bool:
    """Whether a link earns a commission."""
    return bool(web_link(url)) and is_affiliate(web_link(url))


def is_for_sale(url: str) -> bool:
    """Whether a link leads to a store that is known, or earns a commission."""
    return bool(store_of(url)) or is_paid(url)


#: Parameters that affiliate links carry, and hardly any others: ids of networks' tracking software, and click ids that
#: networks add to the address of a shop.
_TYPICAL: Final = frozenset({
    "a_aid", "aff_id", "affid", "affiliate", "affiliate_id", "affiliateid", "aff_sub", "afftrack", "irclickid", "irgwc",
    "awc", "cjevent", "clickref", "sscid", "tduid", "ransiteid", "ranmid", "admitad_uid", "wgcampaignid", "aff_fcid",
    "aff_trace_key", "awinaffid", "a8mat", "a8", "afid", "af_id", "partner_id", "rcode", "jaehuid", "refcode",
    "referralcode",
})  # fmt: skip
_AMAZON_TAG: Final = re.compile(r"[\w-]+-2\d", re.ASCII)
_IS_AMAZONS: Final = re.compile(r"amazon|amzn|audible")  # "tag=top-20" is an ordinary tag elsewhere
_IMPACT: Final = r"//(?:[^/]+/c/\d{5,}/\d+/\d+/?|imp\.i\d+\.net/.+)"


def unknown_affiliate(url: str, forms: LinkForms = KNOWN) -> str:
    """Return what makes a link to a host that is not known look like an affiliate link; empty if nothing does."""
    host = host_of(url)
    if not host or host in forms:
        return ""
    for name, value in _parameters(url):
        lower, word = name.lower(), value.lower()
        if (
            (value and lower in _TYPICAL)
            or (lower == "tag" and _AMAZON_TAG.fullmatch(value) and _IS_AMAZONS.search(host))
            or (lower in ("ref", "source", "via") and word.startswith("aff"))
            or (lower == "utm_medium" and word.startswith("affiliate"))
        ):
            return f"{name}={value}"[:40]
    address = f"//{host}{urlsplit(url).path}"
    return address if re.fullmatch(_IMPACT, address) else ""


def _parameters(url: str) -> list[tuple[str, str]]:
    query = url.partition("#")[0].partition("?")[2]
    return [(name, value) for name, _, value in (part.partition("=") for part in query.split("&"))]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProjectStores:
    """The stores of a project.

    Attributes:
        payees: Who may be paid, by network.
        paid: A store that earns, by the shop that it leads to.
        adds_ids: Whether plain links in the text get ids when a site is built.
    """

    forms: LinkForms = KNOWN
    payees: Mapping[str, frozenset[str]]
    paid: Mapping[str, Store]
    adds_ids: bool = False


@lru_cache(maxsize=8)
def project_of(stores: tuple[Store, ...], *, adds_ids: bool = False) -> ProjectStores:
    """Return what the stores of ``conf.py`` say about links.

    Where there are none, no id is foreign, and none is missed in the shops' own addresses.
    """
    forms = forms_with(stores)
    payees: dict[str, set[str]] = {}
    paid: dict[str, Store] = {}
    for store in stores:
        link = parse(store.search_link("x"), forms)
        if not isinstance(link, Link) or not link.is_paid:
            continue
        paid.setdefault(link.shop.key, store)
        for network, ids in link.ids.items():
            payees.setdefault(network, set()).update((next(iter(ids.values())), *store.own_ids))
    return ProjectStores(
        forms=forms,
        payees=MappingProxyType({network: frozenset(ids) for network, ids in payees.items()}),
        paid=MappingProxyType(paid),
        adds_ids=adds_ids,
    )


def paid_link(url: str, project: ProjectStores) -> str:
    """Return a plain link to a shop with the project's id, or through its network; others as they are."""
    link = parse(url, project.forms)
    if not isinstance(link, Link) or link.is_paid or link.key not in project.paid:
        return url
    store, preset = project.paid[link.key], PRESETS.get(link.key)
    return store.paid(without_parameters(url, *preset.dead) if preset else url)


def unpaid(link: Link, project: ProjectStores, *, in_box: bool) -> str:
    """Return why nobody is paid for a plain link to a shop that ``aiarticle_stores`` has, and what to do; or nothing.

    A build adds the id of a store itself to an author's own link *in_box*, in a product box.
    """
    if store := project.paid.get(link.key):
        return "" if in_box else f"the link to {store.name} has no id of yours, so nobody is paid; use a product box"
    family = PRESETS[link.key].family if link.key in PRESETS else ""
    others = [key for key in project.paid if key in PRESETS and PRESETS[key].family == family]
    if not others or not in_box:  # in the text, a shop abroad is another shop
        return ""
    return f"the link to {link.key} has no id of yours, so nobody is paid; aiarticle_stores has one for {others[0]}"


#: A project of which nothing is known.
NOBODY = project_of(())
