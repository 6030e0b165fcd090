"""The lead of an article in HTML: its header and the summary below, which a phone shows above the cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_aiarticle.components.directive import add_component
from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.nodes import SemanticNode, below_title

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class aiarticle_lead(SemanticNode, nodes.container):
    """The header of an article, and what follows it that belongs to the lead."""


class Lead(SphinxPostTransform):
    """Puts the header of an article and the summary that follows it into one element."""

    default_priority = 215  # before nodes are lowered (220)
    formats = ("html",)

    @guarded
    def run(self, **kwargs: Any) -> None:
        """Wrap them, unless the page has no header."""
        section, start = below_title(self.document)
        end = start
        while end < len(section) and getattr(section[end], "follows_title" if end == start else "is_lead", False):
            end += 1
        if end > start:
            section[start:end] = [aiarticle_lead("", *section[start:end])]


def _visit_lead(translator: HTML5Translator, node: aiarticle_lead) -> None:
    translator.body.append('<div class="aiarticle aiarticle-lead">\n')


def _depart_lead(translator: HTML5Translator, node: aiarticle_lead) -> None:
    translator.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    """Register the component."""
    add_component(app, aiarticle_lead, html=(_visit_lead, _depart_lead))
    app.add_post_transform(Lead)
