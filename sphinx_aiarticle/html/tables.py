"""Tables of articles: they scroll in their place, and a comparison has row headers.

Scrolling in their place, they make no page wider than the phone it is read on.
"""

from __future__ import annotations

from html import escape
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.html.address import article_at
from sphinx_aiarticle.nodes import ancestors

# what scrolls can be reached by keyboard, and says what it is
_FRAME: Final = '<div class="aiarticle aiarticle-table" role="group" tabindex="0"{name}>\n'


def setup(app: Sphinx) -> None:
    """Put a frame around the tables of articles, which the theme's own translator renders."""
    app.add_node(nodes.table, override=True, html=(_visit_table, _depart_table))


def _visit_table(translator: HTML5Translator, node: nodes.table) -> None:
    body = translator.body
    start = len(body)
    is_article = article_at(translator, node).is_article
    if is_article:
        _note_row_headers(node)
    type(translator).visit_table(translator, node)
    # some themes put a frame around it that scrolls
    is_bare = len(body) > start and body[start].startswith("<table") and not _is_framed(node)
    if is_bare and is_article:
        label = _label(node)
        body.insert(start, _FRAME.format(name=f' aria-label="{escape(label)}"' if label else ""))
        node["framed"] = True


def _depart_table(translator: HTML5Translator, node: nodes.table) -> None:
    type(translator).depart_table(translator, node)
    if "framed" in node:
        translator.body.append("</div>\n")


def _note_row_headers(node: nodes.table) -> None:
    """Make row headers of the first column where its corner is empty: then it names what the rows compare."""
    for group in node.children:
        if not isinstance(group, nodes.tgroup):
            continue
        column = next(iter(group.findall(nodes.colspec)), None)
        corner = next((entry for head in group.findall(nodes.thead) for entry in head.findall(nodes.entry)), None)
        if column is not None and corner is not None and not corner.astext().strip() and not corner.get("morecols"):
            column["stub"] = 1


def _is_framed(node: nodes.table) -> bool:
    """Whether *node* is in a frame that Furo's or another transform has put around it."""
    parent = node.parent
    return isinstance(parent, nodes.container) and any("table" in name for name in parent["classes"])


def _label(node: nodes.table) -> str:
    """Return the caption of a table, else the heading above it, as its name for screen readers."""
    firsts = (above.children[0] for above in (node, *ancestors(node)) if above.children)
    return next((first.astext() for first in firsts if isinstance(first, nodes.title)), "")
