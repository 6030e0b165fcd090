"""Simple HTML as Markdown that renders as the same HTML; all other HTML stays what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.recognise.html import read_html
from sphinx_aiarticle.recognise.markdown import flat, inline_code, link, literal, paragraph_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_aiarticle.recognise.html import Element

#: Attributes that an element may have without losing anything; what a link says of its window or its rel is made anew.
_PLAIN: Final = {"a": {"href", "target", "rel"}, "img": {"src", "alt", "loading", "decoding"}}
_MARKS: Final = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_INLINE: Final = frozenset({"a", "br", "code", "img", *_MARKS})
_ADDRESS: Final = re.compile(r"[^\s<>\\]+")
_BLANKS: Final = re.compile(r"\s+")


class _NotSimpleError(Exception):
    """The HTML says more than Markdown can."""


def simple_markdown(html: str, *, inline: bool) -> str | None:
    """Return Markdown for HTML of paragraphs, links, pictures, lists, emphasis and code; ``None`` for any other.

    Args:
        html: The HTML.
        inline: Whether it is a part of a line.
    """
    found = read_html(html.strip())
    if not found.is_sound or "<!--" in html:
        return None
    try:
        if inline:
            return _inline(found.root.children, is_whole=False)
        return "\n\n".join(_blocks(found.root.children))
    except _NotSimpleError:
        return None


def _blocks(children: Sequence[Element | str]) -> list[str]:
    """Return paragraphs and lists; text and inline elements between them are a paragraph of their own in no HTML."""
    blocks: list[str] = []
    loose = [child for child in children if isinstance(child, str) or child.tag in _INLINE]
    if any(child.strip() if isinstance(child, str) else True for child in loose):
        if len(loose) != len(children):
            raise _NotSimpleError
        return [_paragraph(children)]
    for child in children:
        if isinstance(child, str):
            continue
        _check(child)
        if child.tag == "p":
            blocks.append(_paragraph(child.children))
        elif child.tag == "hr":
            blocks.append("---")
        elif child.tag in ("ul", "ol"):
            blocks.append("\n".join(_items(child)))
        else:
            raise _NotSimpleError
    return blocks


def _paragraph(children: Sequence[Element | str]) -> str:
    text = _inline(children).strip()
    if not text:
        raise _NotSimpleError
    return paragraph_start(text)


def _items(element: Element) -> list[str]:
    rows = []
    for child in element.children:
        if isinstance(child, str):
            if child.strip():
                raise _NotSimpleError
            continue
        if child.tag != "li":
            raise _NotSimpleError
        _check(child)
        rows.append(f"{'-' if element.tag == 'ul' else '1.'} {_paragraph(child.children)}")
    return rows


def _inline(children: Sequence[Element | str], *, is_whole: bool = True) -> str:
    """Return Markdown for a text, which is the whole paragraph or link unless text may be next to it."""
    pieces: list[str] = []
    for at, child in enumerate(children):
        if isinstance(child, str):
            pieces.append(literal(flat(_BLANKS.sub(" ", child))))
            continue
        _check(child)
        if child.tag == "br":
            pieces.append("<br>")
        elif child.tag == "code" and not child.elements:
            pieces.append(inline_code(_BLANKS.sub(" ", child.text)))
        elif child.tag == "img" and _ADDRESS.fullmatch(child.get("src")):
            pieces.append(f"!{link(literal(flat(child.get('alt'))), child.get('src'))}")
        elif child.tag == "a" and _ADDRESS.fullmatch(child.get("href")):
            pieces.append(link(_inline(child.children).strip(), child.get("href")))
        elif (
            child.tag in _MARKS and _is_free(children, at, is_whole=is_whole) and child.text.strip() == child.text != ""
        ):
            pieces.append(f"{_MARKS[child.tag]}{_inline(child.children)}{_MARKS[child.tag]}")
        else:
            raise _NotSimpleError
    return "".join(pieces)


def _is_free(children: Sequence[Element | str], at: int, *, is_whole: bool) -> bool:
    """Whether emphasis has blanks, or nothing, on both sides: next to other text Markdown may not see it."""
    edge = " " if is_whole else "x"
    before = (children[at - 1] if at else "") or edge
    after = (children[at + 1] if at + 1 < len(children) else "") or edge
    return isinstance(before, str) and isinstance(after, str) and before[-1:].isspace() and after[:1].isspace()


def _is_tight(text: str) -> bool:
    return text != "" and text == text.strip()


def _check(element: Element) -> None:
    if not element.attributes.keys() <= _PLAIN.get(element.tag, set()):
        raise _NotSimpleError
