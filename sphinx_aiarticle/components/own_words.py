"""What the author of a page says in words of the author's own, as far as readers see them without a click.

HTML by hand may hide some, and so do blocks that open on a click.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinx_aiarticle.components.details import aiarticle_details
from sphinx_aiarticle.nodes import ancestors
from sphinx_aiarticle.recognise.html_tags import INVISIBLE

if TYPE_CHECKING:
    from sphinx_aiarticle.recognise.html import Element

_ON_A_CLICK = frozenset({"dropdown", "toggle", "tab-content", "sphinx-tabs-panel"})
#: Classes of Bootstrap, Tailwind, WordPress and sphinx-design that hide an element, from all or all but screen readers.
_HIDING: Final = frozenset({"d-none", "hidden", "screen-reader-text", "sd-d-none", "sr-only", "visually-hidden"})

_MAY_HIDE: Final = re.compile(rf"hidden|class|{INVISIBLE.pattern}|<!--|<(?:[dst]|noscript)", re.IGNORECASE)
_UNSEEN: Final = frozenset({"noscript", "script", "style", "template"})
_NUMBER: Final = "data-paragraph"


def seen_words(shown: Sequence[nodes.Element]) -> dict[nodes.Element, str]:
    """Return the paragraphs that no HTML by hand hides, each with its words; code and pictures have none."""
    paragraphs = [node for node in shown if isinstance(node, nodes.paragraph)]
    if not any(_is_html(node) and _MAY_HIDE.search(node.astext()) for node in shown):
        return {node: "".join(text for text, _is_raw in _texts(node)) for node in paragraphs}
    numbers = {node: number for number, node in enumerate(paragraphs)}
    pieces = [
        _numbered(numbers[node], "".join(text if is_raw else escape(text) for text, is_raw in _texts(node)))
        if node in numbers
        else node.astext()
        for node in shown
        if node in numbers or (_is_html(node) and not isinstance(node.parent, nodes.TextElement))
    ]
    return {paragraphs[number]: words for number, words in _seen_paragraphs("".join(pieces)).items()}


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
    return node.get("design_component") in ("dropdown", "tab-item") or not (_ON_A_CLICK | _HIDING).isdisjoint(
        node.get("classes", ())
    )


def _numbered(number: int, html: str) -> str:
    """Return a paragraph that :func:`_seen_paragraphs` finds by its number."""
    return f'<p {_NUMBER}="{number}">{html}</p>'


def _seen_paragraphs(source: str) -> dict[int, str]:
    """Return the numbered paragraphs in *source* that readers see, each with the words that they see of it."""
    from sphinx_aiarticle.recognise.html import read_html

    found: dict[int, str] = {}
    waiting: list[tuple[Element | str, int]] = [(read_html(source).root, -1)]
    while waiting:
        part, number = waiting.pop()
        if isinstance(part, str):
            if number >= 0:
                found[number] += part
        elif is_seen(part):
            if part.get(_NUMBER).isdecimal():
                number = int(part.get(_NUMBER))
                found[number] = ""
            is_closed = part.tag == "details" and "open" not in part.attributes
            shown = [child for child in part.elements if child.tag == "summary"] if is_closed else part.children
            waiting += [(child, number) for child in reversed(shown)]
    return found


def is_seen(element: Element) -> bool:
    """Whether an element is none that browsers or well-known classes hide."""
    return not (
        element.tag in _UNSEEN
        or "hidden" in element.attributes
        or (element.tag == "dialog" and "open" not in element.attributes)
        or element.get("aria-hidden").lower() == "true"
        or INVISIBLE.search(element.get("style"))
        or not _HIDING.isdisjoint(element.get("class").split())
    )
