"""Structured data: the model of a page as one linked schema.org graph."""

from __future__ import annotations

from sphinx_aiarticle.jsonld.graph import page_graph
from sphinx_aiarticle.jsonld.nodes import DATA_SUFFIX, script_text
from sphinx_aiarticle.model.page import PageFacts

__all__ = ["DATA_SUFFIX", "PageFacts", "page_graph", "script_text"]
