"""From a node to the HTML of its template: capture the prose, and give the values that all components have.

And how the pages of a builder show formulas and number captions.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import quote

from docutils import nodes
from markupsafe import Markup
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.images import get_image_size
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.diagnostics import warn_of_error
from sphinx_aiarticle.html.address import article_at
from sphinx_aiarticle.html.templating import View, messages_in, render
from sphinx_aiarticle.nodes import TEX, Tex

Visitor = Callable[[HTML5Translator, Any], None]
Values = Callable[[HTML5Translator, Any], View]
NO_MARKUP = Markup("")


def template_visitor(template: str, values: Values) -> Visitor:
    """Return a visitor that renders a node with its template, which may use what *values* returns."""

    def visit(translator: HTML5Translator, node: nodes.Element) -> None:
        try:
            html = rendered(translator, node, template, values(translator, node))
        except Exception as error:  # the text of the component is not lost with its frame
            warn_of_error(error, node)
            html = captured(translator, node.children)
        translator.body.append(html)
        raise nodes.SkipNode

    return visit


def rendered(translator: HTML5Translator, node: nodes.Element, template: str, view: View) -> Markup:
    """Return the HTML of *node* in the language of its page."""
    language = article_at(translator, node).language
    if language:
        view = {**view, **messages_in(translator.config, language)}
    return render(translator.builder, template, view)


def captured(translator: HTML5Translator, children: Iterable[nodes.Node]) -> Markup:
    """Return the HTML of *children* without adding it to the page."""
    saved, translator.body = translator.body, []
    try:
        for child in children:
            child.walkabout(translator)
        return Markup("".join(translator.body))  # noqa: S704  # the translator has escaped it
    finally:
        translator.body = saved


def root_view(node: nodes.Element) -> View:
    """Return what every component has: its id, targets for further ids, and the author's classes after a space each."""
    ids, classes = node["ids"], node["classes"]
    own = "".join(f" {name}" for name in classes if not name.startswith("aiarticle-")) if classes else ""
    anchors = NO_MARKUP
    for name in ids[1:]:
        anchors += Markup('<span id="{}"></span>').format(name)
    return {"id": ids[0] if ids else "", "anchors": anchors, "classes": own}


def root_beside(heading: Markup, node: nodes.Element) -> View:
    """Return what every component has, without an id where the theme has put it on the heading (Immaterial does)."""
    root = root_view(node)
    return {**root, "id": ""} if f'id="{root["id"]}"' in heading else root


def image_src(builder: StandaloneHTMLBuilder, uri: str) -> str:
    """Return the address of an image from the page, as Sphinx writes it."""
    return posixpath.join(builder.imgpath, quote(builder.images[uri])) if uri in builder.images else uri


def size_view(builder: StandaloneHTMLBuilder, uri: str) -> View:
    """Return ``width`` and ``height`` of an image in pixels, so that its place is kept while it loads; 0 if unknown."""
    width, height = get_image_size(builder.srcdir / uri) or (0, 0) if uri in builder.images else (0, 0)
    return {"width": width, "height": height}


def tex_of(builder: StandaloneHTMLBuilder) -> Tex:
    """Return how the pages of *builder* show formulas, and which numbers the page has that it is at work on.

    Formulas are source for a script, or pictures of their source.
    """
    config, renderer = builder.config, builder.math_renderer_name
    if renderer == "imgmath":
        bounds = ("", ""), ("", "")
    else:
        inline, display = (getattr(config, f"{renderer}_{kind}", None) for kind in ("inline", "display"))
        bounds = tuple(inline or TEX.inline), tuple(display or TEX.display)

    writer = SimpleNamespace(builder=builder)  # the number depends on no more of a translator

    def number(node: nodes.math_block) -> str:
        return get_node_equation_number(cast("HTML5Translator", writer), node) if node.get("number") else ""

    def caption(node: nodes.Element) -> str:
        if not builder.fignumbers or not node.parent["ids"]:
            return ""
        kind = builder.env.domains.standard_domain.get_enumerable_node_type(node.parent)
        numbers = builder.fignumbers.get(kind, {}).get(node.parent["ids"][0]) if kind else None
        return config.numfig_format[kind] % ".".join(map(str, numbers)) + " " if kind and numbers else ""

    return Tex(inline=bounds[0], display=bounds[1], number=number, caption=caption)
