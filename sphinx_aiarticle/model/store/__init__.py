"""Shops, the networks that pay for leading readers to them, and the links of both: pure data and functions."""

from __future__ import annotations

from sphinx_aiarticle.model.store.hosts import AMAZON_SITES, is_affiliate_url, is_amazon_url
from sphinx_aiarticle.model.store.identifiers import IDENTIFIERS, Identifier, identifier_problem
from sphinx_aiarticle.model.store.networks import NETWORKS, Network
from sphinx_aiarticle.model.store.presets import PRESETS, WELL_KNOWN, Preset
from sphinx_aiarticle.model.store.shop import Store, StoreTarget

__all__ = [
    "AMAZON_SITES",
    "IDENTIFIERS",
    "NETWORKS",
    "PRESETS",
    "WELL_KNOWN",
    "Identifier",
    "Network",
    "Preset",
    "Store",
    "StoreTarget",
    "identifier_problem",
    "is_affiliate_url",
    "is_amazon_url",
]
