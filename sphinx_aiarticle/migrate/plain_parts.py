"""The parts of a page in which a call does not become Markdown: code, comments, and HTML that shows text as it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from sphinx_aiarticle.recognise.code_spans import code_spans
from sphinx_aiarticle.recognise.prose import HIDDEN_HTML

if TYPE_CHECKING:
    from collections.abc import Iterator

PARSER: Final = MarkdownIt("commonmark").enable("table")


class Part(StrEnum):
    """What a part of a page is."""

    TEXT = "text"
    CODE = "code"
    COMMENT = "comment"
    HTML = "HTML"


class PlainParts:
    """Where code, comments and HTML such as ``pre`` are in a page.

    Args:
        source: The page.
    """

    def __init__(self, source: str) -> None:
        found = list(_code(source))
        self._parts = sorted([*found, *_comments(source, found)])

    def at(self, place: int) -> Part:
        """Return what the part around a place is."""
        at = bisect_right(self._parts, place, key=lambda part: part[0]) - 1
        return self._parts[at][2] if at >= 0 and place < self._parts[at][1] else Part.TEXT


def _code(source: str) -> Iterator[tuple[int, int, Part]]:
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", source)), len(source)]
    for token in PARSER.parse(source):
        begin, end = (starts[line] for line in token.map or (0, 0))
        if token.type in ("fence", "code_block"):
            yield begin, end, Part.CODE
        elif token.type == "html_block" and HIDDEN_HTML.match(token.content) and "<!--" not in token.content:
            yield begin, end, Part.HTML
        elif token.type == "inline" and "`" in token.content:
            yield from ((begin + first, begin + last, Part.CODE) for first, last in code_spans(source[begin:end]))


def _comments(source: str, code: list[tuple[int, int, Part]]) -> Iterator[tuple[int, int, Part]]:
    spans, end = sorted(code), 0
    while (begin := source.find("<!--", end)) >= 0 and (end := source.find("-->", begin)) >= 0:
        at = bisect_right(spans, begin, key=lambda span: span[0])
        if not at or spans[at - 1][1] <= begin:
            yield begin, end, Part.COMMENT
