"""Text that opens on a click: the directive ``aiarticle-details``."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.typing import OptionSpec
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.components.directive import ArticleDirective, add_component, add_directive, framed
from sphinx_aiarticle.diagnostics import Subtype, guarded
from sphinx_aiarticle.nodes import SemanticNode


class aiarticle_details(SemanticNode, nodes.container):
    """A text that opens on a click in HTML. The attribute ``open`` says whether it is open from the start."""


class aiarticle_details_summary(SemanticNode, nodes.paragraph):
    """What shows of a text that is not open yet."""


class DetailsDirective(ArticleDirective):
    """A text that opens on a click in HTML; its argument is what is shown before that. Elsewhere both are shown."""

    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = {**ArticleDirective.option_spec, "open": directives.flag}

    @guarded
    def run(self) -> list[nodes.Node]:
        """Build the node."""
        if not self.argument:
            return self.without_argument(Subtype.OPTION, "behind it what is shown before a click")
        node = aiarticle_details(open="open" in self.options)
        children, messages = self.state.inline_text(self.arguments[0], self.lineno)
        summary = aiarticle_details_summary(self.arguments[0], "", nodes.strong("", "", *children), *messages)
        self.set_source_info(summary)
        node += summary
        self.body_into(node)
        self.finish(node, "details", self.arguments[0])
        return [node]


def _details_tag(translator: HTML5Translator, node: aiarticle_details) -> str:
    tag = str(translator.starttag(node, "details", CLASS="aiarticle-details"))
    return tag.replace("<details", "<details open", 1) if node.get("open") else tag


def _summary_tag(translator: HTML5Translator, node: aiarticle_details_summary) -> str:
    return str(translator.starttag(node, "summary", ""))


def setup(app: Sphinx) -> None:
    """Register the component."""
    add_component(app, aiarticle_details, html=framed(_details_tag, "</details>\n"))
    add_component(app, aiarticle_details_summary, html=framed(_summary_tag, "</summary>\n"))
    add_directive(app, "details", DetailsDirective, alias="aiarticle-details")
