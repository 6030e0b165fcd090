"""Shops that need no description, only the user's ids."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_aiarticle.stores.registry import AMAZON_SITES, NETWORKS, Network
from sphinx_aiarticle.stores.template import Store

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A shop whose links are known; the user's ids complete it.

    Attributes:
        name: What readers call the shop.
        search: See :class:`Store`.
        item: See :class:`Store`.
        network: Key of the network that pays for its links unless the user names another one; empty for none.
        amazon: See :class:`Store`.
        background: See :class:`Store`.
        color: See :class:`Store`.
    """

    name: str
    search: str
    item: str = ""
    network: str = ""
    amazon: bool = False
    background: str = ""
    color: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids a user gives for the usual network."""
        return NETWORKS[self.network].ids if self.network else ()

    def store(self, key: str, ids: Mapping[str, str], *, label: str = "", network: Network | None = None) -> Store:
        """Return the store with the user's *ids* filled in; without them its links are the shop's own.

        Args:
            key: See :class:`Store`.
            ids: The ids by name; further entries are no harm.
            label: See :class:`Store`.
            network: Another network than the usual one.
        """
        network = network or NETWORKS.get(self.network, Network())
        complete = all(ids.get(name) for name in network.ids)
        return Store(
            key=key,
            name=self.name,
            search=self.search,
            item=self.item,
            deep_link=_filled(network.deep_link, network, ids) if complete else "",
            parameters=_filled(network.parameters, network, ids) if complete else "",
            label=label,
            amazon=self.amazon,
            background=self.background,
            color=self.color,
        )


def _filled(template: str, network: Network, ids: Mapping[str, str]) -> str:
    for name in (*network.ids, *network.optional):
        value = quote(ids.get(name, ""), safe="+", errors="replace")  # A8 separates the parts of its id by plus signs
        template = template.replace(f"{{{name}}}", value) if value else re.sub(rf"&\w+=\{{{name}\}}", "", template)
    return template


_RAKUTEN = Preset(
    name="Rakuten",
    search="https://search.rakuten.co.jp/search/mall/{keyword}/",
    item="https://item.rakuten.co.jp/{rakuten}/",
    network="rakuten",
    background="#bf0000",
    color="#fff",
)

PRESETS: dict[str, Preset] = {
    **{
        site: Preset(
            name="Amazon",
            search=f"https://www.{site}/s?k={{keyword}}",
            item=f"https://www.{site}/dp/{{asin}}",
            network="amazon",
            amazon=True,
            background="#ff9900",
            color="#111",
        )
        for site in AMAZON_SITES
    },
    "rakuten": _RAKUTEN,
    "rakuten-ichiba": replace(_RAKUTEN, network="rakuten-ichiba"),
    "yahoo-shopping": Preset(
        name="Yahoo! Shopping",
        search="https://shopping.yahoo.co.jp/search?p={keyword}",
        item="https://store.shopping.yahoo.co.jp/{yahoo}.html",
        network="valuecommerce",
        background="#e0002a",
        color="#fff",
    ),
}

#: Stores whose own links a box takes even where ``aiarticle_stores`` does not name them.
WELL_KNOWN: dict[str, Store] = {
    "amazon": PRESETS["amazon.co.jp"].store("amazon", {}),
    "rakuten": PRESETS["rakuten"].store("rakuten", {}),
    "yahoo": PRESETS["yahoo-shopping"].store("yahoo", {}),
}
