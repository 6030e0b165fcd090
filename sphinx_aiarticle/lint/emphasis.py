"""Bold text that CommonMark does not see, as it happens next to brackets in languages without spaces.

In ``**「word」**は`` the second ``**`` follows punctuation and stands before a letter, so it does not close anything
(CommonMark 0.31, section 6.2, "right-flanking"); the reader sees four asterisks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sphinx_aiarticle.hugo.code_spans import code_spans

_MARK = re.compile(r"(?<![\\*])\*\*(?!\*)")
_HIDDEN = re.compile(r"\]\([^()\s]*\)|<[^<>]+>")  # addresses and tags
_MARKUP = re.compile(r"[\\`*_\[\]<>&{}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two marks that an author meant as one bold text.

    Attributes:
        start: Column of the first one.
        end: Column of the second one.
        works: Whether both count for CommonMark.
    """

    start: int
    end: int
    works: bool


def bold_pairs(line: str) -> list[Pair]:
    """Return the pairs of ``**`` in a line, or none when they do not come out even."""
    marks = _marks(line)
    if len(marks) % 2:
        return []
    return [
        Pair(start=start, end=end, works=_flanks(line, start, opens=True) and _flanks(line, end, opens=False))
        for start, end in zip(marks[::2], marks[1::2], strict=True)
    ]


def mend_emphasis(line: str) -> str:
    """Return *line* with the role ``strong`` where bold text would show its marks; only plain words can move into it.

    Args:
        line: A line of Markdown that is no code.
    """
    if "**" not in line:
        return line
    for pair in reversed(bold_pairs(line)):
        words = line[pair.start + 2 : pair.end]
        if not pair.works and words == words.strip() != "" and not _MARKUP.search(words):
            line = f"{line[: pair.start]}{{strong}}`{words}`{line[pair.end + 2 :]}"
    return line


def _marks(line: str) -> list[int]:
    if line.count("**") < 2:
        return []
    hidden = [*code_spans(line), *(match.span() for match in _HIDDEN.finditer(line))]
    places = (match.start() for match in _MARK.finditer(line))
    return [place for place in places if not any(begin <= place < end for begin, end in hidden)]


def _flanks(line: str, place: int, *, opens: bool) -> bool:
    before, after = line[place - 1] if place else " ", line[place + 2 : place + 3] or " "
    outside, inside = (before, after) if opens else (after, before)
    if inside.isspace():
        return False
    return not _is_punctuation(inside) or outside.isspace() or _is_punctuation(outside)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
