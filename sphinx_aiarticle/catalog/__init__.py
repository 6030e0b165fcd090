"""Product catalogues: TOML files → typed products, with the place of every mistake."""

from __future__ import annotations

from sphinx_aiarticle.catalog.entry import Catalog, Entry
from sphinx_aiarticle.catalog.reader import Finding, read_catalog, with_honest_prices

__all__ = ["Catalog", "Entry", "Finding", "read_catalog", "with_honest_prices"]
