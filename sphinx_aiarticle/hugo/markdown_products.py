"""Recognise product boxes that are written in Markdown: a bold name, why, and a line of shop links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.constructs import Product, ProductBox, StoreLink
from sphinx_aiarticle.hugo.product import distinct_links, is_notice, product_name
from sphinx_aiarticle.hugo.scanner import is_blank
from sphinx_aiarticle.stores.affiliate import store_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_aiarticle.hugo.outline import Outline

_LINK = r"\[(?:[^\[\]\\]|\\.)+\]\((?P<{0}>https?://[^\s()<>]+)\)"
_BETWEEN = r"[ \t]*(?:(?:<span\b[^<>]*>[\s|/・･]*</span>|[|/・･])[ \t]*)?"
_LINKS = re.compile(rf"(?:{_LINK.replace('?P<{0}>', '?:')}(?:{_BETWEEN}(?=\[)|[ \t]*$))+")
_URL = re.compile(_LINK.format("url"))
_NAME = re.compile(r"\*\*((?:[^*<>`\[\]\\])+)\*\*[ \t]*$")
_NOTICE_LINE = re.compile(r"(?:<small\b[^<>]*>(?P<html>[^<>]*)</small>|(?P<text>[※*＊(（].*))[ \t]*$")
_STRUCTURE = tuple("#>%-+*_|~`=:<{[0123456789 \t")
_MAX_REASON_LINES = 12


def markdown_products(outline: Outline, start: int, taken: set[int]) -> Iterator[ProductBox]:
    """Yield the product boxes of an article that are ordinary Markdown.

    The shape is exact, because everything in it is prose as well: a paragraph that is a bold name, one paragraph or
    more that begins like no other block, and a line of nothing but links, each to another store; a line that discloses
    advertising may follow. A list of links or a lone link is ordinary text and stays.

    Args:
        outline: The article.
        start: 0-based line where its body begins.
        taken: Lines that are code, HTML or part of something else.
    """
    for number in range(start, len(outline.lines)):
        line = outline.edited.get(number, outline.lines[number])
        if line.startswith("[") and "](http" in line and number not in taken and _LINKS.fullmatch(line):
            urls = [match["url"] for match in _URL.finditer(line)]
            links = distinct_links(StoreLink(store=store_of(url), url=url) for url in urls)
            if box := _box(outline, number, links, start, taken):
                yield box


def _box(outline: Outline, number: int, links: tuple[StoreLink, ...], start: int, taken: set[int]) -> ProductBox | None:
    """Return the box whose links stand in the line *number*."""
    lines = outline.lines
    first = _name_line(outline, number, start, taken)
    if len(links) < 2 or first < 0:
        return None
    match = _NAME.match(lines[first])
    name = product_name(match[1]) if match else ""
    reasons = "\n".join(lines[first + 1 : number]).strip("\n")
    product = Product(name=name, label="", reasons=tuple(re.split(r"\n[ \t]*\n\s*", reasons)), links=links)
    end = _end(outline, number + 1)
    return ProductBox(start=first, end=end, product=product) if name and end else None


def _name_line(outline: Outline, number: int, start: int, taken: set[int]) -> int:
    """Return the line of the name above a line of links, or -1 when anything but plain text is between."""
    lines, has_reason = outline.lines, False
    if not is_blank(lines[number - 1]):
        return -1
    for line in range(number - 1, max(start, number - _MAX_REASON_LINES) - 1, -1):
        text = lines[line]
        if _NAME.match(text) and is_blank(lines[line + 1]):
            before = lines[line - 1] if line > start else ""
            return line if has_reason and (is_blank(before) or before.startswith("#")) else -1
        if line in taken or (text.startswith(_STRUCTURE) and not is_blank(text)):
            return -1
        has_reason = has_reason or not is_blank(text)
    return -1


def _end(outline: Outline, after: int) -> int:
    """Return the line after a box: with its notice and one blank line; 0 when the links do not end their paragraph."""
    if outline.is_end(after):
        return after
    if not outline.is_free(after):
        return 0
    notice = after + 1
    if not outline.is_end(notice) and (match := _NOTICE_LINE.match(outline.lines[notice])):
        closed = outline.is_end(notice + 1) or outline.is_free(notice + 1)
        if closed and is_notice(match["html"] or match["text"] or ""):
            return notice + 1
    return after + 1
