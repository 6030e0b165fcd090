"""The tags of ``rawhtml`` shortcodes and of hand-made JSON-LD scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPEN = re.compile(
    r"(?P<shortcode>\{\{(?:<\s*rawhtml\s*>|%\s*rawhtml\s*%)\}\})"
    r"|<script\b[^<>]*?\stype\s*=\s*[\"']?application/ld\+json\b[^<>]*>",
    re.IGNORECASE,
)
_CLOSE_SHORTCODE = re.compile(r"\{\{(?:<\s*/\s*rawhtml\s*>|%\s*/\s*rawhtml\s*%)\}\}", re.IGNORECASE)
_CLOSE_SCRIPT = re.compile(r"</script\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """An opening tag.

    Attributes:
        shortcode: ``True`` for ``rawhtml``, ``False`` for a script.
        text: The tag as it is written.
        line: 0-based number of its line.
        column: Where it begins.
        end_column: Where it ends.
    """

    shortcode: bool
    text: str
    line: int
    column: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """The closing tag that belongs to an opening tag; see :class:`Tag` for the attributes."""

    line: int
    column: int
    end_column: int


class Finder:
    """Finds tags in one text.

    It remembers that no closing tag is left, so that a text full of opening tags costs no more than one pass.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._exhausted: set[re.Pattern[str]] = set()
        self.hot = frozenset(
            number for number, line in enumerate(lines) if "{{" in line or "<script" in line or "<SCRIPT" in line
        )

    def opening(self, line: int, column: int = 0) -> Tag | None:
        """Return the first opening tag in *line* at or after *column*."""
        match = _OPEN.search(self._lines[line], column)
        if match is None:
            return None
        return Tag(
            shortcode=match["shortcode"] is not None,
            text=match[0],
            line=line,
            column=match.start(),
            end_column=match.end(),
        )

    def closing(self, tag: Tag) -> Close | None:
        """Return the first closing tag after *tag*, or ``None`` when there is none up to the end of the text."""
        pattern, hint = (_CLOSE_SHORTCODE, "{{") if tag.shortcode else (_CLOSE_SCRIPT, "</")
        if pattern in self._exhausted:
            return None
        column = tag.end_column
        for number in range(tag.line, len(self._lines)):
            line = self._lines[number]
            if hint in line and (match := pattern.search(line, column)):
                return Close(line=number, column=match.start(), end_column=match.end())
            column = 0
        self._exhausted.add(pattern)
        return None

    def content(self, tag: Tag, close: Close) -> str:
        """Return the text between *tag* and *close*."""
        if close.line == tag.line:
            return self._lines[tag.line][tag.end_column : close.column]
        first, last = self._lines[tag.line][tag.end_column :], self._lines[close.line][: close.column]
        return "\n".join([first, *self._lines[tag.line + 1 : close.line], last])
