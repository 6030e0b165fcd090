"""The links of shops and affiliate networks: read, written again, judged and mended. Text in, text out."""

from __future__ import annotations

from sphinx_aiarticle.affiliate.faults import judge
from sphinx_aiarticle.affiliate.known import KNOWN, sites_with
from sphinx_aiarticle.affiliate.link import ForeignForm, Link
from sphinx_aiarticle.affiliate.patterns import Kind, Sites
from sphinx_aiarticle.affiliate.project import NOBODY, Project, project_of
from sphinx_aiarticle.affiliate.reading import parse
from sphinx_aiarticle.affiliate.rules import Fault, Rule, Verdict

__all__ = [
    "KNOWN",
    "NOBODY",
    "Fault",
    "ForeignForm",
    "Kind",
    "Link",
    "Project",
    "Rule",
    "Sites",
    "Verdict",
    "judge",
    "parse",
    "project_of",
    "sites_with",
]
