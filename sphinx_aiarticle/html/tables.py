"""Tables of articles scroll in their place, so that a comparison makes no page wider than the phone it is read on."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinx_aiarticle.html.address import article_at

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

# what scrolls can be reached by keyboard, and says what it is
_FRAME: Final = '<div class="aiarticle aiarticle-table" role="group" tabindex="0"{name}>\n'


def setup(app: Sphinx) -> None:
    """Put a frame around the tables of articles, which the theme's own translator renders."""
    app.add_node(nodes.table, override=True, html=(_visit_table, _depart_table))


def _visit_table(translator: HTML5Translator, node: nodes.table) -> None:
    body = translator.body
    start = len(body)
    type(translator).visit_table(translator, node)
    # some themes put a frame around it that scrolls
    is_bare = len(body) > start and body[start].startswith("<table") and not _is_framed(node)
    if is_bare and article_at(translator, node).is_article:
        label = _label(node)
        body.insert(start, _FRAME.format(name=f' aria-label="{escape(label)}"' if label else ""))
        node["framed"] = True


def _depart_table(translator: HTML5Translator, node: nodes.table) -> None:
    type(translator).depart_table(translator, node)
    if "framed" in node:
        translator.body.append("</div>\n")


def _is_framed(node: nodes.table) -> bool:
    """Whether *node* is in a frame that Furo's or another transform has put around it."""
    parent = node.parent
    return isinstance(parent, nodes.container) and any("table" in name for name in parent["classes"])


def _label(node: nodes.table) -> str:
    """Return the caption of a table, else the heading above it, as its name for screen readers."""
    above: nodes.Element | None = node
    while above is not None:
        title = above.children[0] if above.children else None
        if isinstance(title, nodes.title):
            return title.astext()
        above = above.parent
    return ""
