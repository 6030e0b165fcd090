"""The ``summary-box`` directive."""

from __future__ import annotations

from docutils import nodes

from sphinx_aiarticle.components.directive import ArticleDirective
from sphinx_aiarticle.diagnostics import Subtype
from sphinx_aiarticle.nodes import summary_box


class SummaryBox(ArticleDirective):
    """The points of an article in brief.

    The argument is the title of the box; the content is usually a list of three points. Its text becomes the
    ``abstract`` of the structured data and stands in for a missing description.
    """

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the box."""
        box = summary_box()
        box += self.title_of(self.arguments[0]) if self.arguments else self._own_title()
        body = self.body_into(nodes.container(classes=["aiarticle-summary__body"]))
        if not body.children:
            self.warn(Subtype.SUMMARY, "this summary box is empty; write its points as a list below it")
        box += body
        self.finish(box, "summary", self.arguments[0] if self.arguments else "")  # its points may change
        if self.arguments:
            self.note_heading(box)
        return [box]

    def _own_title(self) -> nodes.title:
        return nodes.title("", self.language.gettext("Summary"), translatable=False)
