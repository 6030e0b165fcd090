"""Where the inline code of a paragraph is."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TICKS = re.compile(r"\\`|`+")


def code_spans(text: str) -> list[tuple[int, int]]:
    """Return where the inline code of a paragraph begins and ends.

    A run of backticks opens a span only when an equally long run closes it (CommonMark 0.31, section 6.1).

    Args:
        text: The Markdown of one paragraph.
    """
    if "`" not in text:
        return []
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(text) if match[0][0] == "`"]
    by_length: dict[int, list[int]] = {}
    for index, (start, end) in enumerate(runs):
        by_length.setdefault(end - start, []).append(index)
    spans, index = [], 0
    while index < len(runs):
        start, end = runs[index]
        same = by_length[end - start]
        later = bisect_right(same, index)
        if later < len(same):
            index = same[later]
            spans.append((start, runs[index][1]))
        index += 1
    return spans


def outside_code(text: str, change: Callable[[str], str], in_code: Callable[[str], str] = str) -> str:
    """Return the Markdown of a paragraph with another text in place of what is not inline code.

    Args:
        text: The Markdown.
        change: Returns the text that takes the place of another.
        in_code: The same for code with its backticks.
    """
    pieces, last = list[str](), 0
    for begin, end in code_spans(text):
        pieces += [change(text[last:begin]), in_code(text[begin:end])]
        last = end
    return "".join([*pieces, change(text[last:])])


def is_within(spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether *place* is in one of *spans*, which are in order and apart from each other."""
    index = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return index >= 0 and place < spans[index][1]
