"""The product catalogue of a project: read once a build, every problem reported at its file and line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sphinx_aiarticle.catalog import Catalog, read_catalog, with_honest_prices
from sphinx_aiarticle.clock import today
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import warn
from sphinx_aiarticle.model.store import WELL_KNOWN

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_EMPTY = Catalog()
_catalogs: WeakKeyDictionary[Config, Catalog] = WeakKeyDictionary()


def catalog_of(config: Config) -> Catalog:
    """Return the products of *config*; those that may not state their price today have none."""
    return _catalogs.get(config, _EMPTY)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Read the catalogue before any document asks for a product."""
    conf = settings(config)
    if not conf.catalog:
        return
    stores = {**WELL_KNOWN, **conf.stores}
    item_ids = {name for store in stores.values() for name in re.findall(r"\{(\w+)\}", store.item)}
    read, findings = read_catalog((conf.confdir / name for name in conf.catalog), stores, item_ids)
    _catalogs[config], stale = with_honest_prices(read, stores, today(), conf.price_max_age)
    for finding in (*findings, *stale):
        problem = finding.problem
        warn(problem.subtype, "%s", problem.message, location=f"{finding.file}:{problem.line}")


def dependency(catalog: Catalog, key: str) -> str:
    """Return what a page depends on, as text that changes with it.

    Args:
        catalog: The catalogue of this build.
        key: ``id:<product>`` or ``category:<name>``; the category without a name is all products.
    """
    kind, _, name = key.partition(":")
    return catalog.digests.get(name, "") if kind == "id" else catalog.digest(catalog.in_category(name))
