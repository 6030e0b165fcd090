"""Whose links are right: the shops and ids of ``aiarticle_stores``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_aiarticle.stores.link import Link, parse
from sphinx_aiarticle.stores.registry import KNOWN, PRESETS, sites_with
from sphinx_aiarticle.stores.template import without_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_aiarticle.stores.template import Sites, Store


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Project:
    """The stores of a project.

    Attributes:
        sites: The forms of links that are known to it.
        payees: Who may be paid, by network.
        paid: A store that earns, by the shop that it leads to.
        adds_ids: Whether plain links in the text get ids when a site is built.
    """

    sites: Sites = KNOWN
    payees: Mapping[str, frozenset[str]]
    paid: Mapping[str, Store]
    adds_ids: bool = False


@lru_cache(maxsize=8)
def project_of(stores: tuple[Store, ...], *, adds_ids: bool = False) -> Project:
    """Return what *stores* say about links.

    Args:
        stores: The stores of ``conf.py``; none when nothing is known, then no id is foreign and none is missed in
            the shops' own addresses.
        adds_ids: See :class:`Project`.
    """
    sites = sites_with(stores)
    payees: dict[str, set[str]] = {}
    paid: dict[str, Store] = {}
    for store in stores:
        link = parse(store.search_link("x"), sites)
        if not isinstance(link, Link) or not link.is_paid:
            continue
        paid.setdefault(link.shop.site, store)
        for network, ids in link.ids.items():
            payees.setdefault(network, set()).update((next(iter(ids.values())), *store.own_ids))
    return Project(
        sites=sites,
        payees=MappingProxyType({network: frozenset(ids) for network, ids in payees.items()}),
        paid=MappingProxyType(paid),
        adds_ids=adds_ids,
    )


def paid_link(url: str, project: Project) -> str:
    """Return a plain link to a shop with the project's id, or through its network; others as they are.

    Args:
        url: An author's own link.
        project: The stores and ids.
    """
    link = parse(url, project.sites)
    if not isinstance(link, Link) or link.is_paid or link.site not in project.paid:
        return url
    store, preset = project.paid[link.site], PRESETS.get(link.site)
    return store.paid(without_parameters(url, *preset.dead) if preset else url)


def unpaid(link: Link, project: Project, *, in_box: bool) -> str:
    """Return why nobody is paid for a plain link to a shop that ``aiarticle_stores`` has, and what to do; or nothing.

    Args:
        link: A link without ids.
        project: Whose links are right.
        in_box: Whether the build adds the id of a store, as it does for an author's own link of a product box.
    """
    if store := project.paid.get(link.site):
        return "" if in_box else f"the link to {store.name} has no id of yours, so nobody is paid; use a product box"
    family = PRESETS[link.site].family if link.site in PRESETS else ""
    others = [site for site in project.paid if site in PRESETS and PRESETS[site].family == family]
    if not others or not in_box:  # in the text, a shop abroad is another shop
        return ""
    return f"the link to {link.site} has no id of yours, so nobody is paid; aiarticle_stores has one for {others[0]}"


#: A project of which nothing is known.
NOBODY = project_of(())
