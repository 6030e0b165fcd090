"""What HTML in a Hugo article becomes: product boxes, the same without what is dropped, or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.scripts import RAW_TAG, SCRIPT, without_scripts
from sphinx_aiarticle.recognise.boxes import Found, boxes_in, holds_affiliate_link
from sphinx_aiarticle.recognise.code_spans import code_spans, is_within
from sphinx_aiarticle.recognise.easy_links import easy_link_in, is_easy_link_place
from sphinx_aiarticle.recognise.html import read_html, without_pixels
from sphinx_aiarticle.recognise.prose import HIDDEN_HTML
from sphinx_aiarticle.recognise.tokens import DROPPED, box_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from sphinx_aiarticle.hugo.rules import HugoText

#: Where a token notes what a rule did.
NOTE: Final = "hugo"
_MORE = re.compile(r"<!--[ \t]*more[ \t]*-->")
_UNKNOWN_HTML = (
    "The HTML {} is neither a product box (a name, why, one link for each store) nor a row of shop links, and stays "
    "as it is; outputs other than HTML leave it out. Write Markdown or a 'product-box' instead."
)
_PIXEL = (
    "Pictures of one dot, with which networks count readers, are omitted from this page; "
    "clicks are counted by the links themselves."
)


def without_more(text: str) -> str:
    """Return the Markdown of a paragraph without marks of where its summary ends, but in code."""
    spans = code_spans(text)
    return _MORE.sub(lambda match: match[0] if is_within(spans, match.start()) else "", text)


def html_tokens(token: Token, text: HugoText) -> list[Token]:
    """Return what a block of HTML becomes: boxes, the same without what is dropped, or nothing."""
    line = token.map[0] + 1 if token.map else 0
    is_raw = token.meta.get(NOTE) == "rawhtml"
    is_hidden = HIDDEN_HTML.match(token.content) is not None
    content = _MORE.sub("", token.content)
    if not is_hidden or SCRIPT.match(content.lstrip()):
        content = take_scripts(content, line, text)
    content = content if is_hidden else without_counters(RAW_TAG.sub("", content), line, text)
    if not content.strip() or is_easy_link_place(content):
        token.type = DROPPED
        return [token]
    if product := easy_link_in(content):
        return box_tokens(token, content, [Found(box=product, begin=0, end=len(content))])
    if found := boxes_in(content):
        return box_tokens(token, content, found)
    if is_raw:
        if "<a " in content or (token.map and token.map[1] - token.map[0] > 1):
            text.note(_UNKNOWN_HTML.format("in 'rawhtml'"), line)
    else:
        content = content if is_hidden else text.shortcodes.inline(content, line)
        if holds_affiliate_link(content):
            text.note(_UNKNOWN_HTML.format("with affiliate links"), line)
    if content != token.content:
        token.meta.setdefault(NOTE, "changed")
    token.content = content
    note_ids(content, text)
    return [token]


def without_counters(content: str, line: int, text: HugoText) -> str:
    """Return *content* without the pictures that count readers, and note once that they are omitted."""
    changed = without_pixels(content)
    if changed != content and not text.has_pixels:
        text.has_pixels = True
        text.note(_PIXEL, line)
    return changed


def take_scripts(content: str, line: int, text: HugoText, code: Sequence[tuple[int, int]] = ()) -> str:
    """Return *content* without structured data, which is kept; a script that nothing closes becomes text."""
    rest, scripts, unclosed = without_scripts(content, line, code)
    text.scripts += scripts
    for number, tag in unclosed:
        text.note(f"{tag!r} is never closed and stays as text; add the closing tag.", number)
    return rest


def note_ids(content: str, text: HugoText) -> None:
    """Keep the ids in *content*, to which links may lead."""
    if " id=" in content or " name=" in content:
        elements = read_html(content).root.walk()
        text.html_ids |= dict.fromkeys(
            anchor for element in elements if (anchor := element.get("id") or element.get("name"))
        )
