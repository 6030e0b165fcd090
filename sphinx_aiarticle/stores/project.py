"""Whose links are right: the shops and ids of ``aiarticle_stores``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_aiarticle.stores.known import KNOWN, sites_with
from sphinx_aiarticle.stores.link import Link
from sphinx_aiarticle.stores.reading import parse

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
    """

    sites: Sites = KNOWN
    payees: Mapping[str, frozenset[str]]
    paid: Mapping[str, Store]


@lru_cache(maxsize=8)
def project_of(stores: tuple[Store, ...]) -> Project:
    """Return what *stores* say about links.

    Args:
        stores: The stores of ``conf.py``; none when nothing is known, then no id is foreign and none is missed in
            the shops' own addresses.
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
    )


#: A project of which nothing is known.
NOBODY = project_of(())
