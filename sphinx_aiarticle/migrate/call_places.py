"""Where a call stands in a page: in code, a comment, HTML or text, and what keeps its lines apart from others."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sphinx_aiarticle.frontmatter import read_hugo
from sphinx_aiarticle.hugo.rows import CONTAINERS, continued
from sphinx_aiarticle.hugo.shortcodes.builtin import BUILT_IN, listed_questions
from sphinx_aiarticle.hugo.shortcodes.call import CallNode, find_opening
from sphinx_aiarticle.hugo.shortcodes.rendering import CallPlace
from sphinx_aiarticle.hugo.site_context import REFERENCE_SCHEME
from sphinx_aiarticle.myst import literal
from sphinx_aiarticle.recognise.prose import HIDDEN_HTML, code_spans, is_within
from sphinx_aiarticle.record import Record

if TYPE_CHECKING:
    from markdown_it.token import Token

    from sphinx_aiarticle.migrate.evaluator import EvaluatedCall


def markdown_parser() -> MarkdownIt:
    """Return a parser of what Goldmark takes for blocks."""
    md = MarkdownIt("commonmark").enable("table")
    return md.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)


_BLOCKS: Final = markdown_parser().disable("inline")


class PlainParts:
    """Where code, comments and HTML such as ``pre`` are in a page; in a page of HTML blanks make nothing code."""

    def __init__(self, source: str, *, is_page: bool = False) -> None:
        self._source, self._is_page = source, is_page

    @cached_property
    def _spans(self) -> list[tuple[int, int, Token]]:
        return list(block_spans(self._source))

    @cached_property
    def _parts(self) -> list[tuple[int, int, CallPlace]]:
        found = [] if self._is_page else list(_code(self._source, self._spans))
        return sorted([*found, *_comments(self._source, found)])

    @cached_property
    def _first_fence(self) -> int:
        """Where code between fences can begin at the earliest."""
        return min(place if (place := self._source.find(mark)) >= 0 else len(self._source) for mark in ("```", "~~~"))

    @cached_property
    def _html(self) -> list[tuple[int, int]]:
        return [(begin, end) for begin, end, token in self._spans if token.type == "html_block"]

    def at(self, place: int) -> CallPlace:
        """Return what the part around a place is."""
        at = bisect_right(self._parts, place, key=lambda part: part[0]) - 1
        if at >= 0 and place < self._parts[at][1]:
            return self._parts[at][2]
        return CallPlace.HTML if self._is_page else CallPlace.TEXT

    def is_code(self, place: int) -> bool:
        """Whether a place is in code; what surely begins a block is told without reading the blocks, which is slow."""
        begins_block = self._source.endswith("\n\n", 0, place) and place <= self._first_fence
        return not begins_block and self.at(place).is_code

    def is_html(self, place: int) -> bool:
        """Whether a place is in a block of HTML."""
        return self._is_page or is_within(self._html, place)


def block_spans(source: str, parser: MarkdownIt = _BLOCKS) -> Iterator[tuple[int, int, Token]]:
    """Yield the tokens of Markdown, each with where its lines begin and end."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", source)), len(source)]
    for token in parser.parse(source):
        begin, end = (starts[line] for line in token.map or (0, 0))
        yield begin, end, token


def _code(source: str, spans: Iterable[tuple[int, int, Token]]) -> Iterator[tuple[int, int, CallPlace]]:
    for begin, end, token in spans:
        if token.type in ("fence", "code_block"):
            yield begin, end, CallPlace.CODE
        elif token.type == "html_block" and HIDDEN_HTML.match(token.content) and "<!--" not in token.content:
            yield begin, end, CallPlace.HTML
        elif token.type == "inline" and "`" in token.content:
            yield from ((begin + first, begin + last, CallPlace.SPAN) for first, last in code_spans(source[begin:end]))


def _comments(source: str, code: list[tuple[int, int, CallPlace]]) -> Iterator[tuple[int, int, CallPlace]]:
    spans, end = sorted((begin, end) for begin, end, _ in code), 0
    while (begin := source.find("<!--", end)) >= 0 and (end := source.find("-->", begin)) >= 0:
        if not is_within(spans, begin):
            yield begin, end, CallPlace.COMMENT


_ITEM: Final = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_EMPTY_LINES: Final = re.compile(r"(?:[ \t\r>]*+\n)*+")
_NO_TEXT: Final = re.compile(r"[ \t>]*(?:#{1,6}[ \t].*|[-+*_=}]*[ \t\r]*)")  # headings, rules, front matter
_DEEP: Final = re.compile(r" {4}|[ >]*> {5}")
_MARGIN: Final = re.compile(r"[ \t\r]*\n(?P<margin>[ \t>]*)(?=\S)")
_REFERENCES: Final = frozenset({"ref", "relref"})
_REACH: Final = 400  # characters before a call
_IN_TAG: Final = re.compile(r"=\s*[\"']?\Z")
_IN_LINK: Final = re.compile(r"\]\(\s*<?\Z")
_DESTINATION: Final = re.compile(r"(?:\{\{[^{}]*\}\}|[^\s<>(){}])*>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")


def address_of(node: CallNode, source: str, output: str) -> str | None:
    """Return what is written in the place of a reference whose address Hugo alone knows; ``None`` for any other.

    It names a page of another language, is part of a longer address, or stands in a tag or in a link without an end.
    One in the text is shown by its address, and leads there.
    """
    if node.name not in _REFERENCES or node.tag.call is None:
        return None
    begin, end = node.tag.begin, node.end
    if _IN_TAG.search(source, max(begin - 9, 0), begin):
        return output
    if CallPlace.TEXT.behind([source[max(begin - _REACH, 0) : begin]]) is CallPlace.TEXT:
        return f"[{literal(output)}]({source[begin:end]})"
    if not _IN_LINK.search(source, max(begin - 9, 0), begin):
        return None
    if _DESTINATION.match(source, end) is None:
        return output
    is_part = source[end : end + 1] not in (")", ">", " ", "\n")
    return f"{REFERENCE_SCHEME}//{output}" if is_part or "lang" in node.tag.call.options else None


class CallLines(Record):
    """What keeps the lines of a call apart from those around it.

    Attributes:
        indent: Begins each line of its inner text.
        is_deep: Whether it or the line below is so far to the right that it would be code below a blank line.
        lead: What begins the paragraph, and may begin the rest of it.
    """

    indent: str
    before: str
    after: str
    is_deep: bool
    lead: str

    def around(self, block: str) -> str:
        """Return a block with what keeps it apart."""
        return self.before + block.replace("\n", f"\n{self.lead}") + self.after

    def margin(self, source: str, end: int) -> tuple[int, int]:
        """Return begin and end of what would make code of the line below the call, which ends at a place."""
        below = _MARGIN.match(source, end) if self.is_deep and self.after else None
        margin, lead = (below["margin"] if below else "").expandtabs(4), self.lead.expandtabs(4)
        is_code = len(margin) >= 4 + len(lead) * (margin.count(">") == lead.count(">"))  # others are text
        return below.span("margin") if below and is_code else (end, end)

    def without(self, text: str) -> str:
        """Return what was written on these lines without what begins them, of which empty lines have no blank."""
        first, *rows = text.split("\n")
        bare = self.indent.rstrip()
        return "\n".join((first, *("" if row == bare else row.removeprefix(self.indent) for row in rows)))

    def inner(self, source: str, begin: int, end: int) -> tuple[int, int]:
        """Return where the text between the tags begins, below *indent*, and ends, without empty lines around it."""
        begin = empty.end() if (empty := _EMPTY_LINES.match(source, begin, end)) else begin
        is_below = source.startswith(self.indent, begin)
        begin = begin + len(self.indent) if is_below else end - len(source[begin:end].lstrip(f" \t{self.indent}"))
        rows = source[begin:end].split("\n")
        while rows and not rows[-1].strip(" \t>"):
            rows.pop()
        return begin, begin + len("\n".join(rows).rstrip())


def lines_of(source: str, node: CallNode) -> CallLines | None:
    """Return what keeps a call apart that has its lines for itself, maybe in a list or quote; else ``None``."""
    start = source.rfind("\n", 0, node.tag.begin) + 1
    lead = source[start : node.tag.begin]
    rest, _, following = source[node.end :].partition("\n")
    if rest.strip() or not CONTAINERS.fullmatch(lead):
        return None
    above = source[source.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip()
    below = following.partition("\n")[0]
    indent = continued(lead)
    is_deep = any(map(_DEEP.match, (indent.expandtabs(4), below.expandtabs(4))))
    continues = above.strip(">") and not lead.strip(" \t>" if is_deep and above.startswith(">") else None)
    begin = continued(_paragraph_leads(source)[start]) if continues and is_deep else indent
    is_open = rest.strip(" \t\r")  # a blank of another kind is behind it, with which a fence would not end
    is_near = is_open or (below.strip().strip(">") and not (begin and _ITEM.match(below)))
    return CallLines(
        indent=indent if "\n" in source[node.tag.begin : node.end] else begin,
        before=f"\n{begin if begin != indent else lead}" if continues else "",
        after=f"\n{begin.rstrip()}" if is_near else "",
        is_deep=is_deep,
        lead=begin,
    )


@lru_cache(maxsize=1)
def _paragraph_leads(source: str) -> Mapping[int, str]:
    """Return what precedes the paragraph that each line is in, such as the mark of a list, by where the line begins."""
    leads, lead, start, goes_on = dict[int, str](), "", 0, False
    for line in source.split("\n"):
        begin = found[0] if (found := CONTAINERS.match(line)) else ""
        if not goes_on or _ITEM.match(line) or begin.count(">") > lead.count(">"):
            lead = begin
        leads[start] = lead
        goes_on = not _NO_TEXT.fullmatch(line)
        start += len(line) + 1
    return leads


def first_lines(source: str, nodes: Iterable[CallNode]) -> dict[str, int]:
    """Return the 1-based line of the first call of each shortcode of Hugo's own."""
    found: dict[str, int] = {}
    for node in nodes:
        if node.name in BUILT_IN and node.name not in found:
            found[node.name] = source.count("\n", 0, node.tag.begin) + 1
    return found


def evaluated_calls(source: str, nodes: Iterable[CallNode], calls: Iterable[EvaluatedCall]) -> dict[int, EvaluatedCall]:
    """Return what calls print by where they begin; those within others are counted, as Hugo has no offset for them."""
    offsets = byte_offsets(source)
    known = {(call.offset, call.path[1:]): call for call in calls if not call.error}
    found: dict[int, EvaluatedCall] = {}
    waiting = [(node, node.tag.begin, tuple[int, ...]()) for node in nodes]
    while waiting:
        node, root, path = waiting.pop()
        if call := known.get((offsets[root], path)):
            found[node.tag.begin] = call
        waiting += ((child, root, (*path, number)) for number, child in enumerate(node.children))
    return found


def byte_offsets(source: str) -> Mapping[int, int]:
    """Return the byte at which each tag begins, by its character; Hugo does not count a byte order mark."""
    offsets: dict[int, int] = {}
    size, last, position = (-3 if source.startswith("\ufeff") else 0), 0, 0
    while (position := find_opening(source, position, len(source))) >= 0:
        size += len(source[last:position].encode("utf-8", "surrogatepass"))
        offsets[position] = size
        last = position
        position += 1
    return offsets


def staying(source: str, nodes: Sequence[CallNode], kept: frozenset[str]) -> frozenset[int]:
    """Return where the calls begin that stay: those of *kept* names, and those that this package can read.

    References of which Hugo alone knows the address do not.
    """
    called = [node for outer in nodes for node in outer.walk()]
    page = read_hugo(source).data if any(node.name in BUILT_IN for node in called) else {}
    return frozenset(
        node.tag.begin
        for node in called
        if (node.name in kept and address_of(node, source, "/") is None)
        or (node.name in BUILT_IN and _is_read(node, source, page))
    )


def asked_by(node: CallNode, source: str) -> str:
    """Return the text that holds the questions of a FAQ: the inner text, or those of the front matter."""
    if node.close:
        return source[node.tag.end : node.close.begin]
    return " ".join(question for question, _ in listed_questions(read_hugo(source).data))


def _is_read(node: CallNode, source: str, page: Mapping[str, object]) -> bool:
    assert node.tag.call is not None  # noqa: S101 - comments are left out
    inner = source[node.tag.end : node.close.begin] if node.close else None
    return BUILT_IN[node.name](replace(node.tag.call, inner=inner, page=page)) is not None


def is_closed(markdown: str) -> bool:
    """Whether Markdown opens no block, such as code, that would take in what comes after it."""
    last = _BLOCKS.parse(f"{markdown.strip()}\n\nend\n")[-1]
    return last.type == "paragraph_close" and last.level == 0
