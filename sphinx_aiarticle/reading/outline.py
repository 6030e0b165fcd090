"""Read a doctree as an outline; the other adapter of the recogniser is :mod:`sphinx_aiarticle.recognise.tokens`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_aiarticle.nodes import SemanticNode
from sphinx_aiarticle.recognise.directives import LINKS_CLASS
from sphinx_aiarticle.recognise.outline import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINKS = LINKS_CLASS.split()
_UNSEEN = (nodes.meta, nodes.comment, nodes.target, nodes.substitution_definition, nodes.system_message, nodes.footnote)


def outline_of(root: nodes.Element) -> tuple[list[Block], list[nodes.Element]]:
    """Return the blocks of a page, and the node of each: of a heading the section that it opens.

    Args:
        root: The document.
    """
    found = list(_blocks(root, 0))
    return [block for block, _ in found], [node for _, node in found]


def _blocks(parent: nodes.Element, depth: int) -> Iterator[tuple[Block, nodes.Element]]:
    for node in parent.children:
        if isinstance(node, nodes.section) and not isinstance(node, SemanticNode):
            title = next((child for child in node.children if isinstance(child, nodes.title)), None)
            text = title.astext() if title is not None else ""
            yield Block(kind=Kind.HEADING, line=node.line or 0, level=depth + 1, text=text), node
            yield from _blocks(node, depth + 1)
        elif isinstance(node, nodes.Element) and not isinstance(node, (nodes.title, *_UNSEEN)):
            yield _block(node), node


def _block(node: nodes.Element) -> Block:
    kind = _kind(node)
    is_paragraph = type(node) is nodes.paragraph
    return Block(
        kind=kind,
        line=node.line or 0,
        text=node.astext() if is_paragraph else "",
        is_bold=is_paragraph and len(node) > 0 and isinstance(node[0], nodes.strong),
    )


def _kind(node: nodes.Element) -> Kind:
    if isinstance(node, SemanticNode):
        return node.block_kind
    if node.get("classes", [])[:2] == _LINKS:
        return Kind.BOX
    if isinstance(node, nodes.transition):
        return Kind.RULE
    if isinstance(node, nodes.raw):
        return Kind.HTML
    if isinstance(node, nodes.block_quote):
        return Kind.QUOTE
    return Kind.CODE if isinstance(node, nodes.literal_block) else Kind.TEXT
