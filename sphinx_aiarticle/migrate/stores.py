"""The shops and ids in the product boxes of a site."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_aiarticle.stores.link import Link, parse
from sphinx_aiarticle.stores.networks import NETWORKS
from sphinx_aiarticle.stores.registry import PRESETS
from sphinx_aiarticle.stores.template import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx_aiarticle.recognise.boxes import Product
    from sphinx_aiarticle.stores.template import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSetup:
    """One entry of ``aiarticle_stores``.

    Attributes:
        key: Its key.
        preset: The shop.
        ids: The user's ids, after the name of the ``network`` where it is not the usual one of the shop.
    """

    key: str
    preset: str
    ids: tuple[tuple[str, str], ...]

    @property
    def store(self) -> Store:
        """The shop as product boxes use it."""
        ids = dict(self.ids)
        return PRESETS[self.preset].store(self.key, ids, network=NETWORKS.get(ids.get("network", "")))


def find_stores(products: Iterable[Product]) -> tuple[StoreSetup, ...]:
    """Return the shops that boxes lead to, with the ids found most often, in the most usual order of buttons."""
    setups: dict[str, Counter[StoreSetup]] = {}
    orders: Counter[tuple[str, ...]] = Counter()
    for product in products:
        orders[tuple(link.store for link in product.links)] += 1
        for link in product.links:
            setup = _setup(link.store, link.url)
            if setup:
                setups.setdefault(link.store, Counter())[setup] += 1
    keys = dict.fromkeys(key for order, _ in orders.most_common() for key in order)
    # An id beats none, however seldom it is: a link without it earns nothing.
    best = {key: max(found, key=lambda setup: (bool(setup.ids), found[setup])) for key, found in setups.items()}
    return tuple(best[key] for key in keys if key in best)


def keyword_of(product: Product, stores: Mapping[str, Store]) -> str:
    """Return the search word from which the configured shops build exactly the links of a box, or nothing."""
    for link in product.links:
        found = parse(link.url)
        keyword = " ".join(found.keyword.split()) if isinstance(found, Link) else ""
        if keyword and all(
            other.store in stores and stores[other.store].search_link(keyword) == other.url for other in product.links
        ):
            return keyword
    return ""


def is_usual_order(product: Product, stores: Sequence[str]) -> bool:
    """Whether a box has exactly the buttons that it gets without ``:stores:``."""
    return tuple(link.store for link in product.links) == tuple(stores)


def _setup(key: str, url: str) -> StoreSetup | None:
    """Return the entry that makes links such as *url*; none for a shop that is not known, and for short addresses."""
    link = parse(url)
    if not isinstance(link, Link):
        return None
    through = next((level for level in link.levels if level.kind is Kind.NETWORK), None)
    network = NETWORKS.get(through.site) if through else None
    site = link.shop.site
    if site not in PRESETS:  # the link does not tell the shop
        site = next((key for key, preset in PRESETS.items() if through and preset.network.key == through.site), "")
    if site not in PRESETS or link.shop.kind is Kind.SHORT:
        return None
    # The preset whose usual network it is has the shorter entry.
    shop = PRESETS[site]
    usual = [shop, *(other for other in PRESETS.values() if (other.family, other.search) == (shop.family, shop.search))]
    preset = next((other for other in usual if network and other.network == network), shop)
    level = through or link.shop
    wanted = (network or preset.network).ids
    ids = {name: level.values.get(name, "") for name in wanted}
    if not ids or not all(ids.values()) or (network and not network.is_writable):
        return StoreSetup(key=key, preset=preset.key, ids=())
    named = {"network": network.key} if network and network != preset.network else {}
    return StoreSetup(key=key, preset=preset.key, ids=tuple({**named, **ids}.items()))
