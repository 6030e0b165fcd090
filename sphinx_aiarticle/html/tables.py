"""Tables of articles scroll in their place, so that a comparison makes no page wider than the phone it is read on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from markupsafe import Markup

from sphinx_aiarticle.domain import articles_of
from sphinx_aiarticle.html.templating import render

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


def add_tables(app: Sphinx) -> None:
    """Draw the tables of articles with a template of ours, around what the theme's own translator makes of them."""
    app.add_node(nodes.table, override=True, html=(_visit_table, _depart_table))


def _visit_table(translator: HTML5Translator, node: nodes.table) -> None:
    if not _is_ours(translator, node):
        type(translator).visit_table(translator, node)
        return
    start = len(translator.body)
    type(translator).visit_table(translator, node)
    for child in node.children:
        child.walkabout(translator)
    type(translator).depart_table(translator, node)
    html = "".join(translator.body[start:])
    if html.lstrip().startswith("<table"):  # other themes put a frame around it that scrolls
        where = f"{translator.builder.current_docname}:{node.line or ''}"
        table = Markup(html)  # noqa: S704  # the translator has escaped it
        html = render(translator.builder, "table.html", {"table": table, "label": _label(node)}, where)
    translator.body[start:] = [html]
    raise nodes.SkipNode


def _depart_table(translator: HTML5Translator, node: nodes.table) -> None:
    type(translator).depart_table(translator, node)


def _is_ours(translator: HTML5Translator, node: nodes.table) -> bool:
    """Whether *node* stands in an article, and not in a frame that Furo's or another transform has put around it."""
    parent = node.parent
    if isinstance(parent, nodes.container) and any("table" in name for name in parent["classes"]):
        return False
    article = articles_of(translator.builder.env).articles.get(translator.builder.current_docname)
    return bool(article and article.is_article)


def _label(node: nodes.table) -> str:
    """Return the caption of a table, else the heading it stands below, as its name for screen readers."""
    above: nodes.Element | None = node
    while above is not None:
        title = above.children[0] if above.children else None
        if isinstance(title, nodes.title):
            return title.astext()
        above = above.parent
    return ""
