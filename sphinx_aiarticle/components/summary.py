"""The summary of an article: the directive ``summary-box``, and what data and templates take from it."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.components.directive import ArticleDirective, add_component, add_directive
from sphinx_aiarticle.diagnostics import Subtype, guarded, warn
from sphinx_aiarticle.html.templating import View
from sphinx_aiarticle.html.view import captured, root_view
from sphinx_aiarticle.node_text import plain_text
from sphinx_aiarticle.nodes import Collector, SemanticNode
from sphinx_aiarticle.reading.anchors import note_heading


class aiarticle_summary_box(SemanticNode, nodes.admonition):
    """The points of an article in brief: a title and a container with the author's list."""

    is_lead = True
    describes_page = True
    is_teaser = True

    def collect(self, content: Collector) -> None:
        """Give the points of the first summary: the items of its lists, or its paragraphs."""
        body = self.children[-1]
        content.summaries += 1
        if content.summaries == 2:
            message = "this page has a second summary box; data and descriptions have the points of the first: keep one"
            warn(Subtype.SUMMARY, message, location=self)
        if content.summary or not isinstance(body, nodes.Element):
            return
        points: list[str] = []
        for block in body.children:
            parts = block.children if isinstance(block, nodes.bullet_list | nodes.enumerated_list) else [block]
            points += [text for part in parts if (text := plain_text(part, content.tex))]
        content.summary = tuple(points)


class SummaryBox(ArticleDirective):
    """The points of an article in brief.

    The argument is the title of the box; the content is usually a list of three points. Its text becomes the
    ``abstract`` of the structured data and replaces a missing description.
    """

    optional_arguments = 1

    @guarded
    def run(self) -> list[nodes.Node]:
        """Build the box."""
        usual = nodes.title("", self.language.gettext("Summary"), translatable=False)
        box = aiarticle_summary_box()
        box += self.title_of(self.arguments[0]) if self.arguments else usual
        body = self.body_into(nodes.container(classes=["aiarticle-summary__body"]))
        if not body.astext().strip() and not any(body.findall(nodes.image)):
            where = ", after an empty line" if self.is_rst else ""
            self.warn(Subtype.SUMMARY, "this summary box is empty; write its points as a list below it%s", where)
        box += body
        self.finish(box, "summary", self.arguments[0] if self.arguments else "")  # its points may change
        if self.arguments:
            note_heading(self.env, box)
        return [box]


def summary_values(translator: HTML5Translator, node: aiarticle_summary_box) -> View:
    """Return the values of ``summary-box.html``: ``id``, ``anchors``, ``classes``, ``title``, ``body``."""
    title, body = node.children[0], node.children[-1]
    return {
        **root_view(node),
        "title": captured(translator, title.children),
        "body": captured(translator, body.children),
    }


def setup(app: Sphinx) -> None:
    """Register the component."""
    add_component(app, aiarticle_summary_box, template="summary-box.html", values=summary_values)
    add_directive(app, "summary-box", SummaryBox)
