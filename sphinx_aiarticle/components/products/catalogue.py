"""The product catalogue of a project: read once a build, every problem reported at its file and line."""

from __future__ import annotations

import re
from glob import glob
from pathlib import Path
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_aiarticle.catalog.entry import Catalog
from sphinx_aiarticle.clock import today
from sphinx_aiarticle.config import Settings, settings
from sphinx_aiarticle.diagnostics import Subtype, conf_location, handles, warn
from sphinx_aiarticle.model.problem import did_you_mean
from sphinx_aiarticle.stores.registry import WELL_KNOWN

_EMPTY = Catalog()
_catalogs: WeakKeyDictionary[Config, Catalog] = WeakKeyDictionary()


def catalog_of(config: Config) -> Catalog:
    """Return the products of *config*; those that may not state their price today have none."""
    return _catalogs.get(config, _EMPTY)


@handles("config-inited", priority=901)
def on_config_inited(app: Sphinx, config: Config) -> None:
    """Read the catalogue before any document asks for a product."""
    conf = settings(config)
    if not conf.catalog:
        return
    from sphinx_aiarticle.catalog.reader import read_catalog, with_honest_prices

    stores = {**WELL_KNOWN, **conf.stores}
    item_ids = {name for store in stores.values() for name in re.findall(r"\{(\w+)\}", store.item)}
    read, findings = read_catalog(catalog_files(conf), stores, item_ids)
    _catalogs[config], stale = with_honest_prices(read, stores, today(), conf.price_max_age)
    for pattern in filter(_is_pattern, conf.catalog):
        if not _fitting(pattern, conf.confdir):
            place = conf_location(conf.confdir, "aiarticle_catalog")
            warn(Subtype.CATALOG, "aiarticle_catalog: no file fits %r", pattern, location=place)
    for file, problem in (*findings, *stale):
        warn(problem.subtype, "%s", problem.message, location=f"{file}:{problem.line}")


def catalog_files(conf: Settings) -> list[Path]:
    """Return the files of the catalogue, each once; a name with ``*`` means all that match, in their order."""
    names = (_fitting(name, conf.confdir) if _is_pattern(name) else [name] for name in conf.catalog)
    return list(dict.fromkeys(conf.confdir / name for found in names for name in found))


def _is_pattern(name: str) -> bool:
    return "*" in name


def _fitting(pattern: str, folder: Path) -> list[str]:
    return sorted(glob(pattern, root_dir=folder, recursive=True))  # noqa: PTH207 - Path.glob() takes no absolute pattern


def dependency(catalog: Catalog, key: str) -> str:
    """Return text that changes with ``id:<product>`` or ``category:<name>``; one without a name is all products."""
    kind, _, name = key.partition(":")
    if kind == "id":
        entry = catalog.find(name)
        return catalog.digests[entry.id] if entry else ""
    return catalog.digest(catalog.in_category(name))


def warn_of_unknown(config: Config, product: str, location: nodes.Node | str) -> None:
    """Warn of a product that no catalogue has, with the one whose id is like it."""
    products = catalog_of(config).products
    hint = did_you_mean(product, products) if products else "; aiarticle_catalog names no file with products"
    warn(Subtype.PRODUCT, "no catalogue has the product %r%s", product, hint, location=location)
