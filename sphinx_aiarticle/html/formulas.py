"""How the pages of a builder show formulas and number captions."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from sphinx.util.math import get_node_equation_number

from sphinx_aiarticle.nodes import TEX, Tex

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.writers.html5 import HTML5Translator


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
