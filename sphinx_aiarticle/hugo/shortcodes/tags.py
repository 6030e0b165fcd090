"""Find the shortcode tags of a text, but none in code, comments and scripts."""

from __future__ import annotations

import re
from dataclasses import replace

from sphinx_aiarticle.hugo.shortcodes.call import Tag, find_opening, read_tag
from sphinx_aiarticle.recognise.code_spans import InlineCode

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^`\n]*)(?=\n|\Z)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_HIDDEN = re.compile(r"[ \t]*<(!--|script\b|style\b|pre\b|textarea\b)", re.IGNORECASE)
_VERBATIM = frozenset({"rawhtml", "highlight"})


def find_tags(text: str, start: int = 0) -> list[Tag]:
    """Return the tags of *text* in order; of code only the comments, which Hugo shows without their marks there too.

    The content of ``rawhtml`` and ``highlight`` counts as code; the tags of ``rawhtml`` are left to the article.

    Args:
        text: Markdown.
        start: Where to begin.
    """
    return _Reader(text, start).read()


def find_code(text: str) -> list[tuple[int, int]]:
    """Return where blocks of code, comments, scripts and verbatim shortcodes of *text* begin and end, in order."""
    reader = _Reader(text, 0)
    reader.read()
    return reader.code


class _Reader:
    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.position = start
        self.tags: list[Tag] = []
        self.code: list[tuple[int, int]] = []
        self.in_list = False
        self.blank_before = True
        self._unclosed: set[str] = set()
        self._inline = InlineCode(text)

    def read(self) -> list[Tag]:
        text = self.text
        while self.position < len(text):
            begin = self.position
            end = text.find("\n", begin)
            end = len(text) if end < 0 else end
            self._line(begin, end)
            if self.position == begin:
                self.position = end + 1
        return self.tags

    def _line(self, begin: int, end: int) -> None:
        line = self.text[begin:end]
        if not line.strip(" \t"):
            self.blank_before = True
            return
        blank_before, self.blank_before = self.blank_before, False
        if fence := _FENCE.match(self.text, begin, end):
            self._skip(begin, self._end_of_fence(fence, end))
        elif hidden := _HIDDEN.match(line):
            marker = "-->" if hidden[1] == "!--" else f"</{hidden[1]}"
            self._skip(begin, self._after(marker, begin + hidden.end()))
        elif _is_indented(line) and not self.in_list and blank_before:
            self._skip(begin, end)
            self.blank_before = True
        else:
            if not line[0].isspace():
                self.in_list = bool(_ITEM.match(line)) or (self.in_list and not blank_before)
            self._text(begin, end)

    def _end_of_fence(self, fence: re.Match[str], end: int) -> int:
        mark = fence[1]
        close = re.compile(rf"^[ \t>]*{re.escape(mark)}{re.escape(mark[0])}*[ \t]*$", re.MULTILINE)
        found = close.search(self.text, end + 1) if end < len(self.text) else None
        return found.end() if found else len(self.text)

    def _after(self, marker: str, position: int) -> int:
        found = re.compile(re.escape(marker), re.IGNORECASE).search(self.text, position)
        end = self.text.find("\n", found.end()) if found else -1
        return end if end >= 0 else len(self.text)

    def _skip(self, begin: int, end: int) -> None:
        """Go on behind a piece of code."""
        self._comments(begin, end)
        self.code.append((begin, end))
        self.position = end + 1

    def _comments(self, position: int, end: int) -> None:
        while (position := find_opening(self.text, position, end)) >= 0:
            tag = read_tag(self.text, position)
            if tag and tag.call is None and tag.end <= end:
                self.tags.append(replace(tag, in_code=True))
            position = tag.end if tag else position + 2

    def _text(self, begin: int, end: int) -> None:
        position = begin
        while (position := find_opening(self.text, position, end)) >= 0:
            tag = read_tag(self.text, position)
            if tag is None:
                position += 2
            elif tag.begin in self._inline:
                self._comments(tag.begin, tag.end)
                position = tag.end
            else:
                position = self._take(tag)
                if position > end:
                    rest = self.text.find("\n", position)
                    end = rest if rest >= 0 else len(self.text)
        self.position = max(self.position, end + 1)

    def _take(self, tag: Tag) -> int:
        """Keep a tag that is no code; return where to go on."""
        call = tag.call
        if call is None or call.name not in _VERBATIM:
            self.tags.append(tag)
            return tag.end
        close = None if tag.closing or tag.alone else self._closing(call.name, tag.end)
        if close:
            self.code.append((tag.begin, close.end))
        if call.name == "rawhtml":
            return close.end if close else tag.end
        self.tags += [tag, close] if close else [tag]
        return close.end if close else tag.end

    def _closing(self, name: str, position: int) -> Tag | None:
        if name in self._unclosed:
            return None
        pattern = re.compile(rf"\{{\{{[<%]\s*/\s*{name}\s*[>%]\}}\}}", re.IGNORECASE)
        match = pattern.search(self.text, position)
        if match is None:
            self._unclosed.add(name)
            return None
        return read_tag(self.text, match.start())


def _is_indented(line: str) -> bool:
    return line.startswith(("    ", "\t"))
