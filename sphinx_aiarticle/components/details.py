"""The directive of a text that opens on a click; shortcodes of Hugo articles become it, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_aiarticle.components.directive import ArticleDirective
from sphinx_aiarticle.nodes import details, details_summary

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec


class Details(ArticleDirective):
    """A text that opens on a click in HTML; its argument is what stands there before. Elsewhere both are shown."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {**ArticleDirective.option_spec, "open": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Build the node."""
        node = details(open="open" in self.options)
        children, messages = self.state.inline_text(self.arguments[0], self.lineno)
        summary = details_summary(self.arguments[0], "", nodes.strong("", "", *children), *messages)
        self.set_source_info(summary)
        node += summary
        self.body_into(node)
        self.finish(node, "details", self.arguments[0])
        return [node]
