"""Code fences inside code fences of the same length, which CommonMark does not know but authors write.

For CommonMark a line such as ```` ```python ```` inside open code is code, and the next bare fence closes the outer
block; all code and text after it change places, often up to the end of the file. The author meant pairs, as with
brackets. Nobody can tell the two apart in one block, but the whole file can: this reading is taken only when every
fence of the file finds its partner in it. Otherwise CommonMark holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^`]*)$")
_INFO = re.compile(r"[\w+#.:/{}-]+[ \t]*(?:\{[^{}]*\}[ \t]*)?$")  # one word: the language of code, not a sentence


def paired_fences(lines: Sequence[str], start: int) -> dict[int, int]:
    """Return the outer fences that hold others: first line to last line, or nothing when the pairs do not come out.

    Args:
        lines: The text, without line ends.
        start: 0-based number of the line to begin with.
    """
    opened: list[tuple[int, str]] = []
    pairs: dict[int, int] = {}
    holds_fence = False
    for number in range(start, len(lines)):
        line = lines[number]
        if "```" not in line and "~~~" not in line:
            continue
        match = _FENCE.match(line)
        if match is None:
            continue
        marker, info = match[1], match[2].strip()
        if not opened:
            opened, holds_fence = [(number, marker)], False
        elif info and marker == opened[-1][1] and _INFO.match(info):
            opened.append((number, marker))
            holds_fence = True
        elif not info and marker[0] == opened[-1][1][0] and len(marker) >= len(opened[-1][1]):
            first, _ = opened.pop()
            if not opened and holds_fence:
                pairs[first] = number
    return {} if opened else pairs
