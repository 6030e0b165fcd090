"""A page in which calls of shortcodes are replaced, and the HTML in it that Hugo leaves out.

Hugo leaves it out where ``markup.goldmark.renderer.unsafe`` is not set. Here it becomes comments: readers go on seeing
what they see, and the author loses nothing. Text between tags in a line is text of the article, and stays; so do
product boxes, by which a site earns what it lives on. https://gohugo.io/configuration/markup/#rendererunsafe
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from sphinx_aiarticle.frontmatter import read_hugo
from sphinx_aiarticle.hugo.rows import CONTAINERS
from sphinx_aiarticle.hugo.shortcodes.call import CallNode
from sphinx_aiarticle.migrate.call_places import CallLines, block_spans, markdown_parser
from sphinx_aiarticle.recognise.boxes import boxes_in
from sphinx_aiarticle.recognise.prose import code_spans, is_within

Span = tuple[int, int]
_PARSER: Final = markdown_parser()
_HTML: Final = re.compile(r"<[A-Za-z/!?]")
_COMMENTS: Final = re.compile(r"(?:<!--(?:(?!-->).)*-->\s*)*", re.DOTALL)
_SAYS_NOTHING: Final = re.compile(r"</.*|<[\w-]+\s*/?>", re.DOTALL)
_LINE_START: Final = re.compile(rf"{CONTAINERS.pattern}(?:<[^<>]*>[ \t]*)*")
_MARKS: Final = tuple("*_~")  # whose meaning depends on what is beside them
_MARKED: Final = re.compile(r"[*_~]|https?:|www\.", re.IGNORECASE)  # as that of an address does
_TAGS: Final = re.compile(r"[ \t]*(?:<[^<>]*>[ \t]*)*")
_BLANKS: Final = " \t"
_NO_TAG: Final = re.compile(r"(?:\\|(?<!<)<)\Z")  # before what is none: an escape, the first half of a quotation mark


class OmittedHtml:
    """Where HTML that is left out stands in an article.

    *opaque* is where calls of shortcodes are that print when Markdown has been read.
    """

    def __init__(self, source: str, opaque: Iterable[Span] = ()) -> None:
        self._source = source
        self._blocks: list[Span] = []
        self._changes: list[tuple[int, int, str]] = []
        if _HTML.search(source):
            self._changes = sorted(self._found(_as_markdown(source, sorted(opaque))))

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._changes)

    def holds(self, place: int) -> bool:
        """Whether a place is in a block of such HTML."""
        return is_within(self._blocks, place)

    def text(self, begin: int = 0, end: int | None = None) -> str:
        """Return a part of the article with comments in place of the HTML, on as many lines."""
        end = len(self._source) if end is None else end
        pieces: list[str] = []
        for first, last, comment in self._changes[bisect_left(self._changes, (begin,)) :]:
            if first >= end and not (first == end == len(self._source)):
                break
            pieces += [self._source[begin:first], comment]
            begin = last
        return "".join([*pieces, self._source[begin:end]])

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        position = 0
        for begin, end, token in block_spans(text, _PARSER):
            if token.type == "html_block":
                content = text[begin:end].rstrip()
                begin, end = begin + max(content.find("<"), 0), begin + len(content)
                if not _COMMENTS.fullmatch(text, begin, end) and not boxes_in(text[begin:end]):
                    self._blocks.append((begin, end))
                    yield from self._as_comment(begin, end)
            elif token.type == "inline":
                tags = [child.content for child in token.children or () if child.type == "html_inline"]
                if places := list(_places(text, max(begin, position), end, tags)):
                    position = places[-1][1]  # the cells of a row have one line
                    yield from _without_tags(text, places)

    def _as_comment(self, begin: int, end: int) -> Iterator[tuple[int, int, str]]:
        yield begin, begin, "<!-- "
        for match in re.compile("-->").finditer(self._source, begin, end):
            yield match.start(), match.end(), "-- >"
        yield end, end, " -->"


def printing_late(node: CallNode, source: str) -> Iterator[tuple[int, int]]:
    """Yield where a call stands that has printed when Markdown is read; the inner text of ``{{% %}}`` is Markdown."""
    tags = (node.tag, *([node.close] if node.close else []))
    is_source = source[node.tag.begin + 2] == "%"
    yield from ((tag.begin, tag.end) for tag in tags) if is_source else [(node.tag.begin, node.end)]


def without_html(text: str, *, is_line: bool) -> str:
    """Return Markdown with comments in place of the HTML that is left out; *is_line* says whether it is whole lines."""
    before = "" if is_line else "x"
    return OmittedHtml(before + text).text()[len(before) :]


def _as_markdown(source: str, opaque: Iterable[Span]) -> str:
    """Return an article as its Markdown is read, each place where it was: no front matter, and words for the calls."""
    body = len(source) - len(source.split("\n", read_hugo(source).length)[-1])
    pieces, last = [re.sub(r"[^\n]", " ", source[:body])], body
    for begin, end in opaque:
        if begin >= last:
            pieces += [source[last:begin], "x" * (end - begin)]
            last = end
    return "".join([*pieces, source[last:]]).replace("\r", " ")


def _places(text: str, begin: int, end: int, tags: Iterable[str]) -> Iterator[Span]:
    code = [(begin + first, begin + last) for first, last in code_spans(text[begin:end])]
    for tag in tags:
        at = text.find(tag, begin, end)
        while at >= 0 and (is_within(code, at) or _NO_TAG.search(text, begin, at)):
            at = text.find(tag, at + 1, end)
        if at >= 0:
            begin = at + len(tag)
            yield at, begin


def _without_tags(text: str, tags: Iterable[Span]) -> Iterator[tuple[int, int, str]]:
    """Yield what becomes of the tags of a paragraph, in linear time: a line is looked at once.

    Each becomes a comment, which at the beginning of a line, as it is a block there, comes last in it.
    """
    start = last = 0
    stop, rest, is_first = -1, -1, False
    for begin, end in tags:
        tag = text[begin:end]
        if tag.startswith("<!--"):
            continue
        if begin > stop or start > begin:
            start = text.rfind("\n", 0, begin) + 1
            is_first = _LINE_START.fullmatch(text, start, begin) is not None
        else:
            is_first = is_first and _TAGS.fullmatch(text, last, begin) is not None
        if end > stop:
            following = text.find("\n", end)
            stop = len(text) if following < 0 else following
        last = end
        matters = text[begin - 1 : begin] in _MARKS or _MARKED.match(text, end) is not None
        comment = (
            ""
            if _SAYS_NOTHING.fullmatch(tag) and (is_first or not matters)
            else f"<!-- {' '.join(tag[1:-1].split())} -->"
        )
        breaks = "\n" * tag.count("\n")
        yield begin, end, breaks if is_first else comment + breaks
        if is_first and comment:
            if not end <= rest <= stop:
                rest = _end_of_text(text, end, stop)
            yield rest, rest, comment
        if breaks:
            start = len(text)  # the next tag is in another line than this one began in


def _end_of_text(text: str, begin: int, end: int) -> int:
    """Return where the text of a line ends, before attributes, marks of a heading or a cell, and a break."""
    bare = text[begin:end].rstrip(_BLANKS)
    shorter = bare
    if bare.endswith("}"):
        head, brace, inner = bare[:-1].rpartition("{")
        shorter = head if brace and "}" not in inner else bare
    elif bare.endswith("#"):
        shorter = bare.rstrip("#")
    elif bare.endswith(("|", "\\")):
        shorter = bare[:-1]
    return begin + len(shorter.rstrip(_BLANKS))


@dataclass(slots=True, kw_only=True)
class Replaced:
    """A page, written piece by piece.

    Attributes:
        omitted: Its HTML that Hugo leaves out.
        pieces: The text, as far as it is written.
        at: Line of the source at the end of what is written, 1-based.
        origins: Line of the source for each of its lines, both 1-based from the first one on.
        names: Name of the shortcode for each line that one has printed.
        html: How many calls of each name stay HTML.
        done: How many calls of each name are replaced.
        hidden: Lines of the source with calls of each name that have become a comment.
        guessed: Lines of the source with calls of each name that show what their arguments say.
        read: Names of shortcodes that this package reads itself, each with the line of its first call.
    """

    source: str
    omitted: OmittedHtml | None = None
    pieces: list[str] = field(default_factory=list)
    at: int = 1
    origins: list[int] = field(default_factory=lambda: [1])
    names: dict[int, str] = field(default_factory=dict)
    html: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    hidden: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    guessed: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    read: dict[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The page as it is written."""
        return "".join(self.pieces)

    def line(self, number: int) -> int:
        """Return the line of the source for a 1-based line of the text."""
        return self.origins[number - 1] if 0 < number <= len(self.origins) else number

    def copy(self, begin: int, end: int) -> None:
        """Write a piece of the source as it is."""
        self.pieces.append(self.omitted.text(begin, end) if self.omitted else self.source[begin:end])
        for _ in range(self.source.count("\n", begin, end)):
            self.at += 1
            self.origins.append(self.at)

    def write(self, text: str, name: str) -> None:
        """Write what a call of *name* has printed; all its lines are that of the call."""
        self.pieces.append(text)
        self.names.setdefault(len(self.origins), name)
        for _ in range(text.count("\n")):
            self.origins.append(self.at)
            self.names[len(self.origins)] = name

    def end(self, place: int, lines: CallLines) -> int:
        """Return where the text behind a block in the lines of a call begins that ends at a place, below its margin."""
        begin, end = lines.margin(self.source, place)
        if begin < end:
            self.copy(place, begin)
            self.pieces.append(lines.lead)
        return end

    def skip(self, begin: int, end: int) -> None:
        """Leave a piece of the source out."""
        self.at += self.source.count("\n", begin, end)
