"""Where a call stands in a page: in code, a comment, HTML or text, and what keeps its lines apart from others."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from sphinx_aiarticle.hugo.shortcodes.call import find_opening
from sphinx_aiarticle.hugo.site_context import REFERENCE_SCHEME
from sphinx_aiarticle.recognise.prose import HIDDEN_HTML, code_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_aiarticle.hugo.shortcodes.call import Node


PARSER: Final = MarkdownIt("commonmark").enable("table")


class Part(StrEnum):
    """What a part of a page is."""

    TEXT = "text"
    CODE = "code"
    COMMENT = "comment"
    HTML = "HTML"


class PlainParts:
    """Where code, comments and HTML such as ``pre`` are in a page.

    Args:
        source: The page.
    """

    def __init__(self, source: str) -> None:
        found = list(_code(source))
        self._parts = sorted([*found, *_comments(source, found)])

    def at(self, place: int) -> Part:
        """Return what the part around a place is."""
        at = bisect_right(self._parts, place, key=lambda part: part[0]) - 1
        return self._parts[at][2] if at >= 0 and place < self._parts[at][1] else Part.TEXT


def _code(source: str) -> Iterator[tuple[int, int, Part]]:
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", source)), len(source)]
    for token in PARSER.parse(source):
        begin, end = (starts[line] for line in token.map or (0, 0))
        if token.type in ("fence", "code_block"):
            yield begin, end, Part.CODE
        elif token.type == "html_block" and HIDDEN_HTML.match(token.content) and "<!--" not in token.content:
            yield begin, end, Part.HTML
        elif token.type == "inline" and "`" in token.content:
            yield from ((begin + first, begin + last, Part.CODE) for first, last in code_spans(source[begin:end]))


def _comments(source: str, code: list[tuple[int, int, Part]]) -> Iterator[tuple[int, int, Part]]:
    spans, end = sorted(code), 0
    while (begin := source.find("<!--", end)) >= 0 and (end := source.find("-->", begin)) >= 0:
        at = bisect_right(spans, begin, key=lambda span: span[0])
        if not at or spans[at - 1][1] <= begin:
            yield begin, end, Part.COMMENT


_ITEM: Final = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_LEAD: Final = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")


_REFERENCES: Final = frozenset({"ref", "relref"})
_IN_TAG: Final = re.compile(r"=\s*[\"']?\Z")
_IN_LINK: Final = re.compile(r"\]\(\s*<?\Z")
_DESTINATION: Final = re.compile(r"(?:\{\{[^{}]*\}\}|[^\s<>(){}])*>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")


def address_of(node: Node, source: str, output: str) -> str | None:
    """Return what is written in the place of a reference whose address Hugo alone knows; ``None`` for any other.

    It names a page of another language, is part of a longer address, or stands in a tag or in a link without an end.

    Args:
        node: A call.
        source: The page.
        output: The address that Hugo prints.
    """
    if node.name not in _REFERENCES or node.tag.call is None:
        return None
    begin, end = node.tag.begin, node.end
    if _IN_TAG.search(source, max(begin - 9, 0), begin):
        return output
    if not _IN_LINK.search(source, max(begin - 9, 0), begin):
        return None
    if _DESTINATION.match(source, end) is None:
        return output
    is_part = source[end : end + 1] not in (")", ">", " ", "\n")
    return f"{REFERENCE_SCHEME}//{output}" if is_part or "lang" in node.tag.call.options else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLines:
    """What keeps the lines of a call apart from those around it.

    Attributes:
        indent: Begins each line but the first.
        before: What is written before it.
        after: What is written after it.
    """

    indent: str
    before: str
    after: str

    def around(self, block: str) -> str:
        """Return a block with what keeps it apart."""
        return self.before + block.replace("\n", f"\n{self.indent}") + self.after


def lines_of(source: str, node: Node) -> CallLines | None:
    """Return what keeps a call apart that has its lines for itself, maybe in a list or quote; else ``None``."""
    start = source.rfind("\n", 0, node.tag.begin) + 1
    stop = source.find("\n", node.end)
    stop = len(source) if stop < 0 else stop
    lead = source[start : node.tag.begin]
    if source[node.end : stop].strip() or not _LEAD.fullmatch(lead):
        return None
    above = source[source.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip()
    below = source[stop + 1 :].partition("\n")[0] if stop < len(source) else ""
    indent = re.sub(r"[^\s>]", " ", lead)
    return CallLines(
        indent=indent,
        before=f"\n{lead}" if above.strip(">") and not lead.strip() else "",
        after="\n" if below.strip().strip(">") and not (indent and _ITEM.match(below)) else "",
    )


def characters(source: str) -> Mapping[int, int]:
    """Return the character at which each tag begins, by its byte; Hugo does not count a byte order mark."""
    places: dict[int, int] = {}
    size, last, position = (-3 if source.startswith("\ufeff") else 0), 0, 0
    while (position := find_opening(source, position, len(source))) >= 0:
        size += len(source[last:position].encode("utf-8", "surrogatepass"))
        places[size] = position
        last = position
        position += 1
    return places


def closes(markdown: str) -> bool:
    """Whether Markdown closes each block that it opens, as code, so that none takes in what comes after it."""
    last = PARSER.parse(f"{markdown.strip()}\n\nend\n")[-1]
    return last.type == "paragraph_close" and last.level == 0
