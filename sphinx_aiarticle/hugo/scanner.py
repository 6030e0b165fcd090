"""One pass over the lines of a Markdown text: headings, rules, code, HTML and tagged insets, as CommonMark sees them.

It knows just enough of CommonMark to be sure that a heading, a rule or a tag is none of code, of a list item or of a
block of HTML. A full parser costs ten times the budget of a page; the tests compare this one with markdown-it-py.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.blocks import Block, Heading, Html, Opaque, Rule, Scan
from sphinx_aiarticle.hugo.html_blocks import UNTIL_BLANK, html_end
from sphinx_aiarticle.hugo.html_tags import Balance
from sphinx_aiarticle.hugo.insets import InsetReader
from sphinx_aiarticle.hugo.nested_fences import paired_fences

if TYPE_CHECKING:
    from collections.abc import Sequence

_STRUCTURAL = frozenset(" \t#`~<>-+*_=:|0123456789")
_MARKS = frozenset("-+*0123456789")
_HEADING = re.compile(r"(#{1,6})(?=[ \t]|$)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_ITEM = re.compile(r"([-+*]|(\d{1,9})[.)])([ \t]+|$)")
_DELIMITER_ROW = re.compile(r"[|:\- \t]+$")  # of a table
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})|(:{3,})")
_NO_PARAGRAPH, _INSIDE = -1, -2
_MAX_NESTING = 20  # markdown-it stops at a similar depth; it keeps a line of marks from costing its square


def scan(lines: Sequence[str], start: int = 0, *, colon_fences: bool = False) -> Scan:
    """Return the blocks of a text.

    Args:
        lines: The text, without line ends.
        start: 0-based number of the line to begin with.
        colon_fences: Whether ``:::`` begins a directive, as the extension ``colon_fence`` of MyST-Parser has it.
    """
    scanner = _Scanner(lines, start, colon_fences=colon_fences)
    scanner.run()
    return Scan(blocks=tuple(sorted(scanner.blocks, key=_first_line)), colon_lines=scanner.colon_lines)


def is_blank(line: str) -> bool:
    """Whether *line* is blank for CommonMark: an ideographic space alone is text."""
    return not line or (line[0] in " \t" and not line.strip(" \t"))


def _first_line(block: Block) -> int:
    return block.start


def _indent(line: str) -> int:
    """Return how far a line is indented; a tab reaches to the next multiple of four."""
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return len(indent.expandtabs(4)) if "\t" in indent else len(indent)


class _Scanner:
    """The state of one pass.

    ``paragraph`` is the first line of the paragraph that the line before belongs to, ``_NO_PARAGRAPH`` after a blank
    line or a finished block, and ``_INSIDE`` in a list item, a quote or a table, where no underline makes a heading.
    """

    def __init__(self, lines: Sequence[str], start: int, *, colon_fences: bool) -> None:
        self.lines = lines
        self.start = start
        self.colon_fences = colon_fences
        self.blocks: list[Block] = []
        self.colon_lines = False
        self.paragraph = _NO_PARAGRAPH
        self.indents: list[int] = []  # where the content of each open list item begins
        self.quoted_fence = ""
        self.pairs: dict[int, int] = {}
        self.has_pairs = False
        self.insets = InsetReader(lines, self.blocks)

    def run(self) -> None:
        """Look at each line once."""
        lines, hot, number, count = self.lines, self.insets.hot, self.start, len(self.lines)
        while number < count:
            line = lines[number]
            if is_blank(line):
                self.paragraph, self.quoted_fence = _NO_PARAGRAPH, ""
                number += 1
            elif line[0] in _STRUCTURAL:
                number = self._structure(number, line)
            elif number in hot:
                number = self._insets(number)
            else:
                self._text(number)
                number += 1

    def _text(self, number: int, indent: int = 0) -> None:
        self.quoted_fence = ""
        if self.paragraph == _NO_PARAGRAPH:
            self.paragraph = _INSIDE if self._leave(indent) else number

    def _leave(self, indent: int) -> int:
        """Leave the list items that a line with this indent does not belong to; return where its content begins."""
        indents = self.indents
        while indents and indent < indents[-1]:
            indents.pop()
        return indents[-1] if indents else 0

    def _structure(self, number: int, line: str) -> int:
        indent = _indent(line) if line[0] in " \t" else 0
        base = next((i for i in reversed(self.indents) if i <= indent), 0) if indent else 0
        if indent - base < 4:
            return self._block(number, line.lstrip(" \t"), indent, base)
        if self.paragraph != _NO_PARAGRAPH:
            return self._insets(number, indent)
        self._leave(indent)
        return number + 1  # indented code

    def _block(self, number: int, rest: str, indent: int, base: int) -> int:
        first = rest[0]
        if first != ">":
            self.quoted_fence = ""
        if first in "`~:" and (fence := _FENCE.match(rest)):
            return self._fence(number, fence, indent, base)
        if first == "#" and (mark := _HEADING.match(rest)) and "\r" not in rest:
            return self._heading(number, mark, indent)
        if first in "-=" and self.paragraph >= 0 and _UNDERLINE.match(rest):
            return self._underline(number, 1 if first == "=" else 2)
        if first in "-*_" and _RULE.match(rest):
            return self._rule(number, indent)
        if first in _MARKS and (item := _ITEM.match(rest)) and self._may_begin_item(item):
            return self._item(number, item, indent)
        if first == ">":
            return self._quote(number, rest, indent)
        if first == "<" and (end := html_end(rest, in_paragraph=self.paragraph != _NO_PARAGRAPH)):
            return self._html(number, end, indent)
        if first in "|:-" and 0 <= self.paragraph == number - 1 and "|" in rest and _DELIMITER_ROW.match(rest):
            self.paragraph = _INSIDE
        return self._insets(number, indent)

    def _heading(self, number: int, mark: re.Match[str], indent: int) -> int:
        if not self._leave(indent):
            text = mark.string[mark.end() :].strip(" \t")
            bare = text.rstrip("#")
            text = text if bare and bare[-1] not in " \t" else bare.rstrip(" \t")
            self.blocks.append(Heading(start=number, end=number + 1, level=mark.end(), text=text))
        self.paragraph = _NO_PARAGRAPH
        return number + 1

    def _underline(self, number: int, level: int) -> int:
        text = " ".join(line.strip(" \t") for line in self.lines[self.paragraph : number])
        heading = Heading(start=self.paragraph, end=number + 1, level=level, text=text, underlined=True)
        self.blocks.append(heading)
        self.paragraph = _NO_PARAGRAPH
        return number + 1

    def _rule(self, number: int, indent: int) -> int:
        if not self._leave(indent):
            self.blocks.append(Rule(start=number, end=number + 1))
        self.paragraph = _NO_PARAGRAPH
        return number + 1

    def _may_begin_item(self, item: re.Match[str]) -> bool:
        """Whether the mark of a list item counts: inside a paragraph only a bullet or a 1 with text after it does."""
        if self.paragraph == _NO_PARAGRAPH or self.indents:
            return True
        return item[2] in (None, "1") and item.end() < len(item.string)

    def _item(self, number: int, item: re.Match[str], indent: int) -> int:
        self._leave(indent)
        inner: re.Match[str] | None = item
        rest = item.string
        while inner:
            indent += inner.end() if 0 < len(inner[3]) < 5 and inner.end() < len(rest) else len(inner[1]) + 1
            self.indents.append(indent)
            rest = rest[inner.end() :]
            inner = None if len(self.indents) > _MAX_NESTING or _RULE.match(rest) else _ITEM.match(rest)
        self.paragraph = _INSIDE if rest else _NO_PARAGRAPH
        if not rest:
            return number + 1
        if rest[0] in "`~" and (fence := _FENCE.match(rest)):
            return self._fence(number, fence, indent, indent)
        return self._insets(number, indent)

    def _quote(self, number: int, rest: str, indent: int) -> int:
        self._leave(indent)
        self.paragraph = _NO_PARAGRAPH
        inner = rest.lstrip("> \t")
        if self.quoted_fence:
            if inner.startswith(self.quoted_fence) and not inner.strip(self.quoted_fence[0] + " \t"):
                self.quoted_fence = ""
        elif (fence := _FENCE.match(inner)) and not fence[3]:
            self.quoted_fence = fence[1] or fence[2]
        elif inner:
            self.paragraph = _INSIDE
            return self._insets(number, indent)
        return number + 1

    def _fence(self, number: int, fence: re.Match[str], indent: int, base: int) -> int:
        marker = fence[1] or fence[2] or fence[3]
        if marker[0] == ":":
            self.colon_lines = True
            if not self.colon_fences:
                return self._insets(number, indent)
        self._leave(indent)
        end = self._fence_end(number, marker, base)
        if not base:
            self.blocks.append(Opaque(start=number, end=end, holds_fences=number in self.pairs))
        self.paragraph = _NO_PARAGRAPH
        return end

    def _fence_end(self, number: int, marker: str, base: int) -> int:
        lines, count = self.lines, len(self.lines)
        for end in range(number + 1, count):
            line = lines[end]
            if base and not is_blank(line) and _indent(line) < base:
                return end  # the list item is over, and with it what is open inside
            if marker in line:
                inner = line.strip(" \t")
                if inner == marker[0] * len(inner) and _indent(line) - base < 4:
                    return end + 1
                if not base and number in self._fence_pairs(inner):
                    return self.pairs[number] + 1
        return count

    def _fence_pairs(self, inner: str) -> dict[int, int]:
        """Return the fences that hold others, looked for once, as soon as a line inside code looks like one."""
        if not self.has_pairs and inner.startswith(("```", "~~~")):
            self.pairs, self.has_pairs = paired_fences(self.lines, self.start), True
        return self.pairs

    def _html(self, number: int, end: re.Pattern[str], indent: int) -> int:
        start, nested, hot = number, bool(self._leave(indent)), self.insets.hot
        if end is not UNTIL_BLANK:
            if self.insets.begins_with_script(number):
                return self._insets(number, indent)
            while number < len(self.lines) and not end.search(self.lines[number]):
                number += 1
            number = min(number + 1, len(self.lines))
        glued, balance = False, Balance()
        while end is UNTIL_BLANK and number < len(self.lines) and not is_blank(self.lines[number]):
            if self.lines[number].startswith("#") and _HEADING.match(self.lines[number]):
                glued = balance.is_closed(self.lines, start, number)
                if glued:
                    break  # CommonMark takes the heading for HTML; its author did not
            before, number = number, self._insets(number, indent, nested=True) if number in hot else number + 1
            if number > before + 1:
                break  # an inset of several lines leaves blank ones behind
        if not nested:
            self.blocks.append(Html(start=start, end=number, glued=glued))
        self.paragraph = _NO_PARAGRAPH
        return number

    def _insets(self, number: int, indent: int = 0, *, nested: bool = False) -> int:
        """Take a line of text, and the insets that begin in it; return the line to go on with."""
        self._text(number, indent)
        if number not in self.insets.hot:
            return number + 1
        last, column = self.insets.read(number, self.paragraph, nested=nested or self.paragraph == _INSIDE)
        if last > number:
            self.paragraph = last if self.lines[last][column:].strip(" \t") else _NO_PARAGRAPH
        return last + 1
