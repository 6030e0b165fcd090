"""The parts of a page in which no shortcode is replaced: code, and comments in HTML."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from sphinx_aiarticle.recognise.code_spans import code_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PARSER: Final = MarkdownIt("commonmark").enable("table")


def code_and_comments(source: str) -> list[tuple[int, int]]:
    """Return where blocks of code, code within a line and comments in HTML begin and end."""
    starts = [0, *(match.end() for match in re.finditer("\n", source)), len(source)]
    found: list[tuple[int, int]] = []
    for token in PARSER.parse(source):
        if token.map is None or token.type not in ("fence", "code_block", "inline"):
            continue
        begin, end = starts[token.map[0]], starts[token.map[1]]
        if token.type != "inline":
            found.append((begin, end))
        elif "`" in token.content:
            found += ((begin + first, begin + last) for first, last in code_spans(source[begin:end]))
    return [*found, *_comments(source, found)]


def _comments(source: str, code: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    spans, end = sorted(code), 0
    while (begin := source.find("<!--", end)) >= 0 and (end := source.find("-->", begin)) >= 0:
        at = bisect_right(spans, (begin, len(source)))
        if not at or spans[at - 1][1] <= begin:
            yield begin, end
