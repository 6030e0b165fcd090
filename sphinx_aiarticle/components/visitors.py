"""HTML visitors: capture the prose, render the component's template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from markupsafe import Markup

from sphinx_aiarticle import nodes as article_nodes
from sphinx_aiarticle.components.products import view as list_views
from sphinx_aiarticle.html import tables
from sphinx_aiarticle.html import view as views
from sphinx_aiarticle.html.address import article_at
from sphinx_aiarticle.html.templating import messages_in, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_aiarticle.html.templating import View

    Visitor = Callable[[HTML5Translator, Any], None]


_DRAWN: Final = "aiarticle_drawn"  # attribute of a document: a walk over all its nodes would take a tenth of our time


def _visitor(template: str, view: Callable[[HTML5Translator, Any], View]) -> Visitor:
    """Return a visitor that draws a node with *template*."""

    def visit(translator: HTML5Translator, node: nodes.Element) -> None:
        _note(translator, node)
        translator.body.append(_drawn(translator, node, template, view(translator, node)))
        raise nodes.SkipNode

    return visit


def drawn_on(document: nodes.document) -> Iterable[nodes.Element]:
    """Return the nodes of *document* that templates have drawn, in the order of the page: what its data speaks of."""
    found: dict[nodes.Element, None] = vars(document).get(_DRAWN, {})
    return found


def _drawn(translator: HTML5Translator, node: nodes.Element, template: str, view: View) -> Markup:
    language = article_at(translator, node).language
    if language:
        view = {**view, **messages_in(language)}
    return render(translator.builder, template, view, node)


def _visit_question(translator: HTML5Translator, node: article_nodes.question) -> None:
    """Draw a question; the first of neighbours without a FAQ around them draws them all, in one element."""
    if isinstance(node.parent, article_nodes.faq):
        translator.body.append(_question(translator, node))
        raise nodes.SkipNode
    siblings: Sequence[nodes.Node] = node.parent.children
    start = node.parent.index(node)
    if not start or not isinstance(siblings[start - 1], article_nodes.question):
        body = Markup("")
        for sibling in siblings[start:]:
            if not isinstance(sibling, article_nodes.question):
                break
            body += _question(translator, sibling)
        translator.body.append(_drawn(translator, node, "faq.html", views.untitled_faq_view(body)))
    raise nodes.SkipNode


def _question(translator: HTML5Translator, node: article_nodes.question) -> Markup:
    _note(translator, node)
    return _drawn(translator, node, "question.html", views.question_view(translator, node))


def _note(translator: HTML5Translator, node: nodes.Element) -> None:
    """Note *node* before those inside it; some themes draw a part twice."""
    vars(translator.document).setdefault(_DRAWN, {})[node] = None


def _open_details(translator: HTML5Translator, node: article_nodes.details) -> None:
    tag = str(translator.starttag(node, "details", CLASS="aiarticle-details"))
    translator.body.append(tag.replace("<details", "<details open", 1) if node.get("open") else tag)


def _open_summary(translator: HTML5Translator, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, "summary", ""))


def _close(tag: str) -> Visitor:
    def depart(translator: HTML5Translator, node: nodes.Element) -> None:
        translator.body.append(tag)

    return depart


def add_nodes(app: Sphinx) -> None:
    """Register the semantic nodes; only HTML needs a visitor, all other builders use the base class."""
    drawn = (
        (article_nodes.summary_box, _visitor("summary-box.html", views.summary_view)),
        (article_nodes.product_box, _visitor("product-box.html", views.product_view)),
        (article_nodes.product_list, _visitor("product-list.html", list_views.product_list_view)),
        (article_nodes.faq, _visitor("faq.html", views.faq_view)),
        (article_nodes.question, _visit_question),
        (article_nodes.article_header, _visitor("header.html", views.header_view)),
    )
    for node, visit in drawn:
        app.add_node(node, html=(visit, None))
    app.add_node(article_nodes.details, html=(_open_details, _close("</details>\n")))
    app.add_node(article_nodes.details_summary, html=(_open_summary, _close("</summary>\n")))
    for part in article_nodes.PARTS:  # writers without a base class for them still learn their names
        app.add_node(part)
    tables.add_tables(app)
