"""Put new text in the place of calls so that every other line keeps its number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_aiarticle.hugo.shortcodes.rendering import Rendering

#: The directive that unpacks several lines from its argument.
PACKED = "hugo-lines"
_NOT_IN_ARGUMENT = re.compile(r"[%\n\r\\`~&]|^ | $")
_ENDS_PART = re.compile(r"\s*(?:#{1,6}[ \t]|[-*_]{3,}[ \t]*(?:\n|$)|$)")
_ITEM = re.compile(r"[ \t]+|[-*+>|]|\d{1,9}[.)]")
_LINES_LOOKED_BACK = 50


def opening_of(block: str) -> str:
    """Return the first line of a directive that stands for several lines."""
    packed = _NOT_IN_ARGUMENT.sub(lambda match: f"%{ord(match[0]):02X}", block)
    return f"~~~{{{PACKED}}} {packed}"


class Placing:
    """Writes one span of a text anew.

    Args:
        text: The whole text.
        begin: Where the span begins.
        end: Where it ends.
    """

    def __init__(self, text: str, begin: int, end: int) -> None:
        self.begin = begin
        self._source = text
        self._end = end
        self._position = begin
        self._pieces: list[str] = []

    def text(self) -> str:
        """Return the span as written."""
        return "".join([*self._pieces, self._source[self._position : self._end]])

    def inline(self, begin: int, end: int, text: str) -> None:
        """Put *text* in the place of a call within a line."""
        missing = self._source.count("\n", begin, end) - text.count("\n")
        self._write(begin, text + "\n" * max(missing, 0), end)

    def put(self, begin: int, end: int, rendering: Rendering, inner: str | None) -> None:
        """Put a rendering in the place of a call.

        Args:
            begin: Where the call begins.
            end: Where it ends, with its closing tag.
            rendering: What it becomes.
            inner: The text between its tags, as it is written anew.
        """
        indent = self._indent(begin, end)
        if indent is None:
            self.inline(begin, end, rendering.inline)
        elif rendering.around and inner is not None and _stands_apart(inner):
            self._put_around(begin, end, indent, rendering.around, inner)
        elif rendering.block.count("\n") <= self._source.count("\n", begin, end):
            self.inline(begin, end, rendering.block.replace("\n", f"\n{indent}"))
        else:
            self._put_packed(begin, end, indent, rendering)

    def _write(self, begin: int, text: str, end: int) -> None:
        self._pieces += [self._source[self._position : begin], text]
        self._position = end

    def _indent(self, begin: int, end: int) -> str | None:
        """Return the indent of a call that nothing else shares its lines with, else ``None``."""
        start = self._source.rfind("\n", 0, begin) + 1
        indent = self._source[start:begin]
        stop = self._line_end(end)
        if start < self._position or stop > self._end or indent.strip(" \t"):
            return None
        return None if self._source[end:stop].strip(" \t") else indent

    def _line_end(self, offset: int) -> int:
        found = self._source.find("\n", offset)
        return found if found >= 0 else len(self._source)

    def _put_around(self, begin: int, end: int, indent: str, around: tuple[str, str], inner: str) -> None:
        body = inner[inner.index("\n") : inner.rindex("\n") + 1]
        written = around[0] + body + indent + around[1]
        missing = self._source.count("\n", begin, end) - written.count("\n")
        self._write(begin, around[0] + "\n" * missing + body + indent + around[1], end)

    def _put_packed(self, begin: int, end: int, indent: str, rendering: Rendering) -> None:
        opening, closing = opening_of(rendering.block), "~~~"
        height = self._source.count("\n", begin, end)
        if height:
            self._write(begin, opening + "\n" * height + indent + closing, end)
            return
        before, after = self._blank_before(begin), self._blank_after(end)
        if before >= 0 and (after < 0 or self._ends_part(begin, end)):
            self._write(before, f"{indent}{opening}\n{indent}{closing}", end)
        elif after >= 0:
            self._write(begin, f"{opening}\n{indent}{closing}", after)
        elif self._line_end(end) == len(self._source):
            self._write(begin, opening, end)
        else:
            self.inline(begin, end, rendering.inline)

    def _blank_after(self, end: int) -> int:
        """Return where a blank line after a call ends, or -1 when text follows."""
        start = self._line_end(end) + 1
        stop = self._line_end(start)
        is_blank = start <= len(self._source) and stop <= self._end and not self._source[start:stop].strip(" \t")
        return stop if is_blank else -1

    def _blank_before(self, begin: int) -> int:
        """Return where a blank line before a call begins, or -1 when there is none, or it has to end HTML."""
        stop = self._source.rfind("\n", 0, begin)
        start = self._source.rfind("\n", 0, max(stop, 0)) + 1
        if stop < 0 or start < self._position or self._source[start:stop].strip(" \t"):
            return -1
        lines = self._source[max(start - 4000, 0) : start].split("\n")[-_LINES_LOOKED_BACK:-1]
        paragraph = []
        while lines and lines[-1].strip(" \t"):
            paragraph.append(lines.pop())
        return -1 if any(line.lstrip().startswith("<") for line in paragraph) else start

    def _ends_part(self, begin: int, end: int) -> bool:
        """Whether a call ends what a heading introduces, whose last line must stay free, and follows no list."""
        follows = _ENDS_PART.match(self._source[self._line_end(end) : self._line_end(end) + 200]) is not None
        above = self._source[max(begin - 400, 0) : begin].rstrip().rpartition("\n")[2]
        return follows and not _ITEM.match(above)


def _stands_apart(inner: str) -> bool:
    """Whether a text begins and ends on lines of its own, apart from the tags around it."""
    first, newline, rest = inner.partition("\n")
    return bool(newline) and not first.strip(" \t") and not f"\n{rest}".rpartition("\n")[2].strip(" \t")
