"""The links of shops and affiliate networks: read, written again, judged and mended. Text in, text out."""

from __future__ import annotations

from sphinx_aiarticle.affiliate.known import KNOWN, sites_with
from sphinx_aiarticle.affiliate.link import ForeignForm, Link
from sphinx_aiarticle.affiliate.patterns import Kind, Sites
from sphinx_aiarticle.affiliate.reading import parse

__all__ = ["KNOWN", "ForeignForm", "Kind", "Link", "Sites", "parse", "sites_with"]
