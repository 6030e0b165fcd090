"""The shops and ids in the product boxes of a site."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, unquote, urlsplit

from sphinx_aiarticle.stores.presets import PRESETS
from sphinx_aiarticle.stores.registry import AMAZON_SITES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx_aiarticle.recognise.boxes import Product
    from sphinx_aiarticle.stores.template import Store


_RAKUTEN: Final = re.compile(r"https://hb\.afl\.rakuten\.co\.jp/hgc/([0-9a-f.]+)/", re.ASCII)
_RAKUTEN_SEARCH: Final = re.compile(r"https://search\.rakuten\.co\.jp/search/mall/([^/?#]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSetup:
    """One entry of ``aiarticle_stores``.

    Attributes:
        key: Its key.
        preset: The shop.
        ids: The user's ids.
    """

    key: str
    preset: str
    ids: tuple[tuple[str, str], ...]

    @property
    def store(self) -> Store:
        """The shop as product boxes use it."""
        return PRESETS[self.preset].store(self.key, dict(self.ids))


def find_stores(products: Iterable[Product]) -> tuple[StoreSetup, ...]:
    """Return the shops that boxes lead to, with the ids found most often, in the most usual order of buttons.

    Args:
        products: The boxes of all articles.
    """
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
    """Return the search word from which the configured shops build exactly the links of a box, or nothing.

    Args:
        product: The box.
        stores: The configured shops by key.
    """
    for link in product.links:
        keyword = _searched(link.url)
        if keyword and all(
            other.store in stores and stores[other.store].search_link(keyword) == other.url for other in product.links
        ):
            return keyword
    return ""


def is_usual_order(product: Product, stores: Sequence[str]) -> bool:
    """Whether a box has exactly the buttons that it gets without ``:stores:``."""
    return tuple(link.store for link in product.links) == tuple(stores)


def _setup(key: str, url: str) -> StoreSetup | None:
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    host = (parts.hostname or "").removeprefix("www.")
    if host in AMAZON_SITES:
        return _with_ids(key, host, {"tag": query.get("tag", [""])[0]})
    if match := _RAKUTEN.match(url):
        return _with_ids(key, "rakuten", {"id": match[1]})
    if host == "ck.jp.ap.valuecommerce.com":
        return _with_ids(key, "yahoo-shopping", {name: query.get(name, [""])[0] for name in ("sid", "pid")})
    plain = {"search.rakuten.co.jp": "rakuten", "shopping.yahoo.co.jp": "yahoo-shopping"}.get(host)
    return _with_ids(key, plain, {}) if plain else None


def _with_ids(key: str, preset: str, ids: Mapping[str, str]) -> StoreSetup:
    complete = bool(ids) and all(ids.values())
    return StoreSetup(key=key, preset=preset, ids=tuple(ids.items()) if complete else ())


def _searched(url: str) -> str:
    """Return the search word in a shop's address, or nothing."""
    query = parse_qs(urlsplit(url).query)
    for name in ("pc", "vc_url"):
        if name in query:
            return _searched(query[name][0])
    if match := _RAKUTEN_SEARCH.match(url):
        return " ".join(unquote(match[1]).split())
    words = query.get("k") or query.get("p") or [""]
    return " ".join(words[0].split())
