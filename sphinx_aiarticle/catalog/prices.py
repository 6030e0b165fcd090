"""Prices that may still be stated today: not too old, and not Amazon's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_aiarticle.catalog.entry import Catalog
from sphinx_aiarticle.catalog.reader import Finding
from sphinx_aiarticle.model.problem import Problem, Subtype
from sphinx_aiarticle.model.store import is_amazon_url

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sphinx_aiarticle.catalog.entry import Entry
    from sphinx_aiarticle.model.product import Price
    from sphinx_aiarticle.model.store import Store


def with_honest_prices(
    catalog: Catalog, stores: Mapping[str, Store], today: dt.date, max_age: int
) -> tuple[Catalog, tuple[Finding, ...]]:
    """Return *catalog* without the prices that may not be stated, and why; discontinued products lose theirs silently.

    Args:
        catalog: The products as their files have them.
        stores: The stores of the site.
        today: The day of the build.
        max_age: Days after which a price is too old.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    for entry in catalog.products.values():
        price = None if entry.discontinued else entry.price
        problem = _problem(price, entry, stores, today, max_age) if price else ""
        if problem:
            where = Problem(
                subtype=Subtype.PRICE, message=f"{problem} (product {entry.id!r})", line=entry.line("price")
            )
            findings.append(Finding(file=entry.file, problem=where))
        entries.append(replace(entry, price=None if problem else price))
    return Catalog.of(entries), tuple(findings)


def _problem(price: Price, entry: Entry, stores: Mapping[str, Store], today: dt.date, max_age: int) -> str:
    store = stores.get(price.shop)
    if (store and store.amazon) or is_amazon_url(dict(entry.links).get(price.shop, "")):
        return "Amazon allows prices from its own interface only; remove this price, or name another shop's"
    return price.out_of_date(today, max_age)
