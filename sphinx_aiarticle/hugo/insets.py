"""Take ``rawhtml`` shortcodes and JSON-LD scripts out of lines of text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.blocks import Block, RawHtml, Script, Unclosed
from sphinx_aiarticle.hugo.tags import Close, Finder, Tag
from sphinx_aiarticle.recognise.code_spans import code_spans

if TYPE_CHECKING:
    from collections.abc import Sequence


class InsetReader:
    """Finds the insets of one text and appends them to the list of its blocks.

    Args:
        lines: The text, without line ends.
        blocks: Where to put what is found.
    """

    def __init__(self, lines: Sequence[str], blocks: list[Block]) -> None:
        self._lines = lines
        self._blocks = blocks
        self._finder = Finder(lines)
        self._code: tuple[int, list[int], list[tuple[int, int]]] = (-1, [], [])
        self.hot = self._finder.hot

    def begins_with_script(self, number: int) -> bool:
        """Whether a JSON-LD script is the first thing in a line."""
        tag = self._finder.opening(number) if number in self.hot else None
        return tag is not None and not tag.shortcode and self._is_first(tag)

    def read(self, number: int, paragraph: int, *, nested: bool) -> tuple[int, int]:
        """Read the insets that begin in a line.

        Args:
            number: 0-based number of the line.
            paragraph: The first line of its paragraph, for telling inline code.
            nested: Whether the line is inside a list item, a quote or a block of HTML.

        Returns:
            The line in which the last inset ends, which is *number* when all are in one line, and the column after it.
        """
        column = 0
        while tag := self._finder.opening(number, column):
            column = tag.end_column
            if self._is_code(tag, paragraph):
                continue
            close = self._finder.closing(tag)
            if close is None:
                self._blocks.append(Unclosed(start=number, end=number + 1, tag=tag.text))
                continue
            self._add(tag, close, nested=nested)
            number, column = close.line, close.end_column
        return number, column

    def _add(self, tag: Tag, close: Close, *, nested: bool) -> None:
        span = {
            "start": tag.line,
            "end": close.line + 1,
            "column": tag.column,
            "inner_column": tag.end_column,
            "inner_end": close.column,
            "end_column": close.end_column,
        }
        content = self._finder.content(tag, close)
        if not tag.shortcode:
            self._blocks.append(Script(**span, content=content))
            return
        alone = self._is_first(tag) and not self._lines[close.line][close.end_column :].strip()
        self._blocks.append(RawHtml(**span, content=content, alone=alone, nested=nested))
        self._add_scripts(tag, close)

    def _add_scripts(self, outer: Tag, outer_close: Close) -> None:
        """Add the scripts between two tags."""
        number, column = outer.line, outer.end_column
        while (number, column) < (outer_close.line, outer_close.column):
            tag = self._finder.opening(number, column) if number in self.hot else None
            if tag is None:
                number, column = number + 1, 0
                continue
            column = tag.end_column
            if tag.shortcode or (close := self._finder.closing(tag)) is None:
                continue
            if (close.line, close.column) < (outer_close.line, outer_close.column):
                self._add(tag, close, nested=True)
            number, column = close.line, close.end_column

    def _is_first(self, tag: Tag) -> bool:
        return not self._lines[tag.line][: tag.column].strip()

    def _is_code(self, tag: Tag, paragraph: int) -> bool:
        """Whether *tag* is inline code; at the beginning of a line it is a block, and blocks win."""
        if self._is_first(tag):
            return False
        start = paragraph if 0 <= paragraph <= tag.line else tag.line
        if self._code[0] != start:
            self._code = (start, *self._read_code(start, whole=start == paragraph))
        _, offsets, spans = self._code
        position = offsets[tag.line - start] + tag.column
        index = bisect_right(spans, (position, position)) - 1
        return index >= 0 and position < spans[index][1]

    def _read_code(self, start: int, *, whole: bool) -> tuple[list[int], list[tuple[int, int]]]:
        """Return where each line begins in the text of a paragraph, and the inline code in that text."""
        end = start + 1
        while whole and end < len(self._lines) and self._lines[end].strip(" \t"):
            end += 1
        lines = self._lines[start:end]
        offsets = list(accumulate((len(line) + 1 for line in lines), initial=0))
        return offsets, code_spans("\n".join(lines))
