"""Which paragraphs of a page readers see without a click, where HTML by hand hides some."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx_aiarticle.recognise.html import Element

#: What a style says of an element that nobody sees.
INVISIBLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: Classes of Bootstrap, Tailwind, WordPress and sphinx-design that hide an element, from all or all but screen readers.
HIDING_CLASSES: Final = frozenset({"d-none", "hidden", "screen-reader-text", "sd-d-none", "sr-only", "visually-hidden"})

_MAY_HIDE: Final = re.compile(rf"hidden|class|{INVISIBLE.pattern}|<!--|<(?:[dst]|noscript)", re.IGNORECASE)
_UNSEEN: Final = frozenset({"noscript", "script", "style", "template"})
_NUMBER: Final = "data-paragraph"


def may_hide(html: str) -> bool:
    """Whether a piece of HTML may hide something in it or after it."""
    return bool(_MAY_HIDE.search(html))


def numbered(number: int, html: str) -> str:
    """Return a paragraph that :func:`seen_paragraphs` finds by its number."""
    return f'<p {_NUMBER}="{number}">{html}</p>'


def seen_paragraphs(source: str) -> dict[int, str]:
    """Return the numbered paragraphs in *source* that readers see, each with the words that they see of it."""
    from sphinx_aiarticle.recognise.html import read_html

    found: dict[int, str] = {}
    waiting: list[tuple[Element | str, int]] = [(read_html(source).root, -1)]
    while waiting:
        part, number = waiting.pop()
        if isinstance(part, str):
            if number >= 0:
                found[number] += part
        elif _is_seen(part):
            if part.get(_NUMBER).isdecimal():
                number = int(part.get(_NUMBER))
                found[number] = ""
            is_closed = part.tag == "details" and "open" not in part.attributes
            shown = [child for child in part.elements if child.tag == "summary"] if is_closed else part.children
            waiting += [(child, number) for child in reversed(shown)]
    return found


def _is_seen(element: Element) -> bool:
    return not (
        element.tag in _UNSEEN
        or "hidden" in element.attributes
        or (element.tag == "dialog" and "open" not in element.attributes)
        or element.get("aria-hidden").lower() == "true"
        or INVISIBLE.search(element.get("style"))
        or not HIDING_CLASSES.isdisjoint(element.get("class").split())
    )
