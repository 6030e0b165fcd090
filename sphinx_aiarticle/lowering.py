"""Semantic nodes become plain docutils nodes where the running builder has no visitors for them.

Writers that look for visitors by the name of a node's class alone would stop at ours, or drop them. Sphinx's own find
those of the generic bases as well, and write the same either way.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.writers.docutils_xml import XMLTranslator
from sphinx.builders.gettext import I18nBuilder
from sphinx.util.docutils import SphinxTranslator

from sphinx_aiarticle.components.directive import BuilderTransform
from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.nodes import SemanticNode, iter_elements

#: Docutils gives these a visitor for every node whose name is registered, which says nothing of what a writer knows.
_KNOW_ALL = (nodes.GenericNodeVisitor, nodes.SparseNodeVisitor)


class Lowering(BuilderTransform):
    """Replaces each semantic node that the translator of the builder has no visitor for.

    It replaces none where our own visitors serve the builder, or where it collects the messages in them.
    """

    default_priority = 220  # after components have prepared themselves for this builder (210)

    @guarded
    def run(self, **kwargs: Any) -> None:
        """Replace the nodes, those within others first."""
        builder, registry = self.application.builder, self.application.registry
        ours = registry.translation_handlers.get(builder.name, registry.translation_handlers.get(builder.format, {}))
        if any(name.startswith("aiarticle_") for name in ours) or isinstance(builder, I18nBuilder):
            return
        try:
            translator = registry.get_translator_class(builder)
        except AttributeError:  # it writes with something else
            translator = None
        for node in reversed(list(iter_elements(self.document))):
            if isinstance(node, SemanticNode) and not has_visitor(translator, type(node)):
                index = node.parent.index(node)
                node.parent[index : index + 1] = [
                    plain for lowered in node.lowered() for plain in _known(translator, lowered)
                ]


def has_visitor(translator: type | None, node: type[nodes.Node]) -> bool:
    """Whether the author of a translator has written a visitor for a class of nodes, or prints nodes by their names."""
    if translator is None:
        return False
    name = f"visit_{node.__name__}"
    visit = getattr(translator, name, None)
    known = (getattr(general, name, None) for general in _KNOW_ALL)
    return issubclass(translator, XMLTranslator) or (visit is not None and visit not in known)


def _known(translator: type | None, node: nodes.Node) -> list[nodes.Node]:
    """Return *node*, or something plainer where a translator knows no boxes with a title, or no ``meta``."""
    if not isinstance(node, nodes.admonition | nodes.meta) or _has_any_visitor(translator, type(node)):
        return [node]
    if isinstance(node, nodes.meta):
        return []
    title, *body = node.children
    heading = nodes.paragraph("", "", nodes.strong("", "", *title.children))
    return [nodes.container("", heading, *body, ids=node["ids"], classes=node["classes"])]


def _has_any_visitor(translator: type | None, node: type[nodes.Node]) -> bool:
    """Whether a translator knows a class of nodes, or one of the bases where it asks for these, as Sphinx's do."""
    bases = node.__mro__ if translator and issubclass(translator, SphinxTranslator) else (node,)
    return translator is None or any(hasattr(translator, f"visit_{base.__name__}") for base in bases)
