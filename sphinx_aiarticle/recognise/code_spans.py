"""Where the inline code of a paragraph is."""

from __future__ import annotations

import re
from bisect import bisect_right

_TICKS = re.compile(r"\\`|`+")


def code_spans(text: str) -> list[tuple[int, int]]:
    """Return where the inline code of a paragraph begins and ends.

    A run of backticks opens a span only when an equally long run closes it (CommonMark 0.31, section 6.1).

    Args:
        text: The Markdown of one paragraph.
    """
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


class InlineCode:
    """Tells whether a place in a text is inline code; looked for in one paragraph at a time.

    Args:
        text: Markdown.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraph = (-1, -1)
        self._spans: list[tuple[int, int]] = []

    def __contains__(self, place: int) -> bool:
        begin, end = self._paragraph
        if not begin <= place < end:
            begin = max(self._text.rfind("\n\n", 0, place), 0)
            end = self._text.find("\n\n", place)
            end = len(self._text) if end < 0 else end
            self._paragraph = (begin, end)
            self._spans = [(begin + first, begin + last) for first, last in code_spans(self._text[begin:end])]
        index = bisect_right(self._spans, (place, len(self._text))) - 1
        return index >= 0 and place < self._spans[index][1]
