"""What the author of a page says in words of the author's own, as far as readers see them without a click."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_aiarticle.components.details import aiarticle_details
from sphinx_aiarticle.nodes import ancestors
from sphinx_aiarticle.recognise.visibility import HIDING_CLASSES, may_hide, numbered, seen_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ON_A_CLICK = frozenset({"dropdown", "toggle", "tab-content", "sphinx-tabs-panel"})


def seen_words(shown: Sequence[nodes.Element]) -> dict[nodes.Element, str]:
    """Return the paragraphs that no HTML by hand hides, each with its words; code and pictures have none."""
    paragraphs = [node for node in shown if isinstance(node, nodes.paragraph)]
    if not any(_is_html(node) and may_hide(node.astext()) for node in shown):
        return {node: "".join(text for text, _is_raw in _texts(node)) for node in paragraphs}
    numbers = {node: number for number, node in enumerate(paragraphs)}
    pieces = [
        numbered(numbers[node], "".join(text if is_raw else escape(text) for text, is_raw in _texts(node)))
        if node in numbers
        else node.astext()
        for node in shown
        if node in numbers or (_is_html(node) and not isinstance(node.parent, nodes.TextElement))
    ]
    return {paragraphs[number]: words for number, words in seen_paragraphs("".join(pieces)).items()}


def _is_html(node: nodes.Element) -> bool:
    return isinstance(node, nodes.raw) and "html" in node.get("format", "").split()


def _texts(paragraph: nodes.Element) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a paragraph, and whether each is HTML."""
    for text in paragraph.findall(nodes.Text):
        if not isinstance(text.parent, nodes.literal):
            yield text.astext(), isinstance(text.parent, nodes.raw)


def is_at_hand(node: nodes.Element) -> bool:
    """Whether readers see what is around *node* without a click."""
    return not any(map(_hides, ancestors(node)))


def _hides(node: nodes.Element) -> bool:
    """Whether *node* hides itself: ours, sphinx-design's, or admonitions and tabs of themes and extensions."""
    if isinstance(node, aiarticle_details):
        return not node["open"]
    return node.get("design_component") in ("dropdown", "tab-item") or not (_ON_A_CLICK | HIDING_CLASSES).isdisjoint(
        node.get("classes", ())
    )
