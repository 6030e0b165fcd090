"""From the source of a Hugo article to MyST Markdown with our directives: the printer of a migration.

An article is parsed by the same rules and its meaning is found by the same recogniser as in a build. What they found
is written over the lines of the source; all other lines stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sphinx_aiarticle.frontmatter import Block as FrontMatter
from sphinx_aiarticle.frontmatter import read_hugo
from sphinx_aiarticle.hugo.escapes import escaped_line
from sphinx_aiarticle.hugo.publication import with_defaults
from sphinx_aiarticle.hugo.rules import NOTE, HugoText, hugo_plugin
from sphinx_aiarticle.hugo.shortcodes.expansion import Shortcodes
from sphinx_aiarticle.hugo.site_context import Surroundings
from sphinx_aiarticle.hugo.spacing import Kind, Row, spaced
from sphinx_aiarticle.recognise.boxes import LinkBar, Product
from sphinx_aiarticle.recognise.directives import LINKS_CLASS, fence_around, link_rows, product_rows
from sphinx_aiarticle.recognise.headings import FAQ_HEADINGS, SUMMARY_HEADINGS, heading_keys
from sphinx_aiarticle.recognise.markdown import literal, one_line
from sphinx_aiarticle.recognise.prose import holds_prose
from sphinx_aiarticle.recognise.sections import Section, find_sections
from sphinx_aiarticle.recognise.tokens import BOX, DROPPED, Located, outline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from sphinx_aiarticle.model.problem import Problem

_MARKS = re.compile("#+")
_MARKER_IN_PREFIX = re.compile(r"[^\s>]")
_FENCE_LINE = re.compile(r"(?P<before>.*?)(?P<fence>`{3,}|~{3,})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A part of an article that was recognised.

    Attributes:
        kind: What reports call it.
        line: 1-based line on which it begins.
        box: A product box or a row of links.
    """

    kind: str
    line: int
    box: Product | LinkBar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of an article.

    Attributes:
        line: 0-based line on which it begins.
        text: What it shows.
        is_directive: Whether it becomes the title of a directive.
    """

    line: int
    text: str
    is_directive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A Hugo article that has been read.

    Attributes:
        lines: The source, without line ends.
        front_matter: The front matter with the defaults; its own problems are not repeated in ``problems``.
        problems: What was not recognised and stays as the author wrote it.
        matches: What was recognised.
        headings: The headings outside lists, quotes and code.
        anchors: The ids that the author gave to headings, by 0-based line.
        html_ids: The ids in its HTML.
        scripts: Structured data written by hand: 1-based line and text.
        questions: The questions and answers, as Markdown.
        prose: 0-based lines of the source that are prose.
        colon_fences: Whether the directives that are written have colon fences; they have tildes where the author's
            own text has lines of colons.
    """

    lines: tuple[str, ...]
    front_matter: FrontMatter
    problems: tuple[Problem, ...]
    matches: tuple[Match, ...]
    headings: tuple[Heading, ...]
    anchors: Mapping[int, str]
    html_ids: tuple[str, ...]
    scripts: tuple[tuple[int, str], ...]
    questions: tuple[tuple[str, str], ...]
    prose: tuple[int, ...]
    colon_fences: bool
    _printer: _Printer = field(repr=False)

    @property
    def title(self) -> str:
        """The title in one line; empty without one."""
        return title_of(self.front_matter)

    @property
    def text(self) -> str:
        """The article as MyST Markdown: its title as a heading, and its body."""
        heading = [f"# {literal(self.title)}", ""] if self.title else []
        return "\n".join([*heading, *self.body(), ""])

    def body(
        self, product: Callable[[Product], Sequence[str]] = product_rows, anchors: Mapping[int, str] | None = None
    ) -> list[str]:
        """Return the lines of the body as MyST Markdown, from the first to the last that holds text.

        Args:
            product: Writes the lines inside a product box.
            anchors: The ids to write above headings, by 0-based line; those of the author where nothing is said.
        """
        rows = self._printer.rows(product, self.anchors if anchors is None else anchors)
        return spaced([row for group in rows[self.front_matter.length :] for row in group])


def convert(
    source: str,
    *,
    extensions: Collection[str] = (),
    summary_headings: Collection[str] = SUMMARY_HEADINGS,
    faq_headings: Collection[str] = FAQ_HEADINGS,
    defaults: Iterable[Mapping[str, object]] = (),
    site: Surroundings | None = None,
) -> Conversion:
    """Read a Hugo article, so that it can be written as MyST Markdown.

    The summary, product boxes and questions become directives, and structured data written by hand is dropped.
    Whatever is not recognised with certainty stays as it is, with a problem that says so. Never raises.

    Args:
        source: Text of the whole file. A byte order mark is dropped.
        extensions: The extensions of MyST-Parser that the project enables; only ``colon_fence`` counts.
        summary_headings: Headings of a summary; case, width, emoji and colons around the words do not matter.
        faq_headings: Headings of a FAQ.
        defaults: Front matter that folders hand down, the nearest folder first.
        site: The site's own parameters and shortcodes.
    """
    text = source.removeprefix("\ufeff").replace("\r\n", "\n")
    block = with_defaults(read_hugo(text), defaults)
    shortcodes = Shortcodes(replace(site or Surroundings(), page=block.data))
    hugo = HugoText(shortcodes=shortcodes, has_title=bool(title_of(block)), expands=False)
    has_colons = "colon_fence" in extensions
    body = shortcodes.with_addresses(without_block(text, block.length))
    parser = _Parser(hugo, colon_fences=has_colons)
    tokens = parser.parse(body)
    blocks = outline_of(tokens)
    sections = find_sections([one.block for one in blocks], heading_keys(summary_headings), heading_keys(faq_headings))
    parts = (*([sections.summary] if sections.summary else []), *sections.questions)
    directives = {blocks[part.start].lines[0] for part in parts}
    lines = body.split("\n")
    own_colons = any(lines[number].lstrip().startswith(":::") for number in _paragraph_lines(tokens))
    printer = _Printer(
        parser=parser,
        lines=lines,
        tokens=tokens,
        blocks=blocks,
        summary=sections.summary,
        questions=sections.questions,
        marker=":" if has_colons or not own_colons else "~",
    )
    problems = sorted((*hugo.all_problems, *sections.problems), key=lambda problem: problem.line or 0)
    return Conversion(
        lines=tuple(text.split("\n")),
        front_matter=block,
        problems=tuple(problems),
        matches=tuple(sorted(_matches(tokens, blocks, sections.summary, sections.questions, hugo), key=_line)),
        headings=tuple(_headings(tokens, directives)),
        anchors=dict(hugo.anchors),
        html_ids=tuple(hugo.html_ids),
        scripts=tuple(hugo.scripts),
        questions=tuple(_question_texts(tokens, blocks, sections.questions, lines)),
        prose=tuple(_prose(tokens)),
        colon_fences=printer.marker == ":",
        _printer=printer,
    )


def title_of(block: FrontMatter) -> str:
    """Return the title in front matter in one line; empty without one."""
    value = block.data.get("title")
    return one_line(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def without_block(text: str, length: int) -> str:
    """Return a text with blank lines in place of its first *length* lines."""
    return "\n" * length + "\n".join(text.split("\n")[length:]) if length else text


class _Parser:
    """Parses an article, and the parts of it that are Markdown in their own right."""

    def __init__(self, hugo: HugoText, *, colon_fences: bool) -> None:
        self.hugo = hugo
        self._md = MarkdownIt("commonmark").enable("table").use(footnote_plugin, inline=False)
        if colon_fences:
            self._md.use(colon_fence_plugin)
        hugo_plugin(self._md, hugo)

    def parse(self, text: str) -> list[Token]:
        env: dict[str, Any] = {}
        return self._md.parse(text, env)

    def part(self, text: str, *, rendered: bool) -> list[Token]:
        """Parse a part of the article; what is wrong in it is known already where the whole was parsed."""
        hugo, before = self.hugo, (self.hugo.is_nested, self.hugo.is_rendered)
        hugo.is_nested, hugo.is_rendered = True, rendered
        tokens = self.parse(text)
        hugo.is_nested, hugo.is_rendered = before
        return tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printer:
    """Writes what was found over the lines of the source."""

    parser: _Parser
    lines: Sequence[str]
    tokens: Sequence[Token]
    marker: str
    blocks: Sequence[Located] = ()
    summary: Section | None = None
    questions: Sequence[Section] = ()

    def rows(self, product: Callable[[Product], Sequence[str]], anchors: Mapping[int, str]) -> list[list[Row]]:
        """Return what is written for each line of the source."""
        rows = [[Row(line)] for line in self.lines]
        for index, token in enumerate(self.tokens):
            if token.map:
                self._token(token, index, rows, product)
        for part in (*([self.summary] if self.summary else []), *self.questions):
            self._section(part, rows)
        for first, last in self._runs(rows):
            fence = fence_around((row.text for group in rows[first : last + 1] for row in group), self.marker)
            rows[first].insert(0, Row(f"{fence}{{faq}}", Kind.OPEN))
            rows[last].append(Row(fence, Kind.CLOSE))
        for number, anchor in anchors.items():
            place = 1 if rows[number] and rows[number][0].text.endswith("{faq}") else 0
            rows[number].insert(place, Row(f"({anchor})=", Kind.TARGET))
        return rows

    def _token(
        self, token: Token, index: int, rows: list[list[Row]], product: Callable[[Product], Sequence[str]]
    ) -> None:
        first, after = token.map or (0, 0)
        if token.type == "inline":
            self._inline(token, rows, is_heading=bool(index) and self.tokens[index - 1].type == "heading_open")
        elif token.type == "heading_open" and "level" in token.meta:
            _relevel(rows, token, first, after)
        elif token.type == DROPPED:
            _write(rows, first, after, [Row("", Kind.GONE)])
        elif token.type == "hugo_block":
            prefix = self.lines[first][: self.lines[first].index("{{")]
            block = [f"{indent}{line}".rstrip() for indent, line in _indented(self._part(token.content, True), prefix)]
            _write(rows, first, after, [Row("", Kind.GONE), *map(Row, block), Row("", Kind.GONE)])
        elif BOX in token.meta:
            _write(rows, first, after, self._box(token.meta[BOX], product))
        elif token.type == "html_block" and NOTE in token.meta:
            prefix = " " * (len(self.lines[first]) - len(self.lines[first].lstrip(" ")))
            html = [Row(f"{prefix}{line}") for line in token.content.strip("\n").split("\n")]
            _write(rows, first, after, [Row("", Kind.GONE), *html, Row("", Kind.GONE)])
        elif token.type in ("fence", "colon_fence"):
            self._fence(token, rows)

    def _inline(self, token: Token, rows: list[list[Row]], *, is_heading: bool) -> None:
        first, after = token.map or (0, 0)
        before, content = token.meta.get("source", token.content), token.content
        if before != content:
            _replace(rows, self.lines, token, before.split("\n"), content.split("\n"))
        if not is_heading and not self.parser.hugo.is_rendered:
            for number in range(first, after):
                rows[number] = [replace(row, text=escaped_line(row.text)) for row in rows[number]]

    def _fence(self, token: Token, rows: list[list[Row]]) -> None:
        first, after = token.map or (0, 0)
        match = _FENCE_LINE.match(self.lines[first])
        if match is None:
            return
        note, prefix = str(token.meta.get(NOTE, "")), match["before"]
        is_closed = (
            after - first > 1
            and self.lines[after - 1].strip(" \t>")
            == match["fence"][0] * len(self.lines[after - 1].strip(" \t>"))
            != ""
        )
        content = token.content.removesuffix("\n").split("\n")
        if holds_prose(token) and not note:
            part = self._part(token.content, False)
            if part != content:
                self._write_fence(
                    rows, token, match, [self.lines[first], *_prefixed(part, prefix)], is_closed=is_closed
                )
        elif note.startswith("fence:"):
            fence = fence_around(content, match["fence"][0])
            head = f"{prefix}{fence}{token.info}"
            self._write_fence(rows, token, match, [head, *_prefixed(content, prefix)], is_closed=is_closed, fence=fence)
        elif note == "pairs":
            fence = fence_around(content, match["fence"][0])
            rows[first] = [Row(f"{prefix}{fence}{self.lines[first][match.end() :]}")]
            rows[after - 1] = [Row(f"{prefix}{fence}")]
        elif token.meta.get("source", token.content) != token.content:
            head = self.lines[first]
            self._write_fence(rows, token, match, [head, *_prefixed(content, prefix)], is_closed=is_closed)

    def _write_fence(
        self,
        rows: list[list[Row]],
        token: Token,
        match: re.Match[str],
        lines: Sequence[str],
        *,
        is_closed: bool,
        fence: str = "",
    ) -> None:
        first, after = token.map or (0, 0)
        close = [f"{_continued(match['before'])}{fence or match['fence']}"] if is_closed else []
        _write(rows, first, after, [Row(line) for line in (*lines, *close)])

    def _part(self, text: str, rendered: bool) -> list[str]:
        tokens = self.parser.part(text, rendered=rendered)
        printer = _Printer(parser=self.parser, lines=text.removesuffix("\n").split("\n"), tokens=tokens, marker="~")
        return spaced([row for group in printer.rows(product_rows, {}) for row in group])

    def _box(self, box: Product | LinkBar, product: Callable[[Product], Sequence[str]]) -> list[Row]:
        name = f"{{product-box}} {box.name}" if isinstance(box, Product) else f"{{container}} {LINKS_CLASS}"
        inside = list(product(box) if isinstance(box, Product) else link_rows(box))
        fence = fence_around(inside, self.marker)
        count = next((n for n, line in enumerate(inside) if not line.startswith(":")), len(inside))
        options = [Row(line, Kind.OPTION) for line in inside[:count]]
        body = [Row(line) for line in inside[count:] if line or isinstance(box, Product)]
        while body and not body[0].text:
            body.pop(0)
        return [Row(f"{fence}{name}", Kind.OPEN), *options, *body, Row(fence, Kind.CLOSE)]

    def _section(self, part: Section, rows: list[list[Row]]) -> None:
        first, after = self.blocks[part.start].lines
        last = self._last_line(part)
        is_question = part is not self.summary
        name = "question" if is_question else "summary-box"
        fence = fence_around((row.text for group in rows[after : last + 1] for row in group), self.marker)
        title = self.tokens[self.blocks[part.start].first + 1].content
        _write(rows, first, after, [Row(f"{fence}{{{name}}} {title}", Kind.OPEN, joins=is_question)])
        rows[last].append(Row(fence, Kind.CLOSE))

    def _last_line(self, part: Section) -> int:
        last = self.blocks[part.end - 1].lines[1] - 1
        while not self.lines[last].strip():
            last -= 1
        return last

    def _runs(self, rows: Sequence[Sequence[Row]]) -> Iterator[tuple[int, int]]:
        """Yield the first and the last line of each run of questions with nothing between them."""
        run: tuple[int, int] | None = None
        for part in self.questions:
            first, last = self.blocks[part.start].lines[0], self._last_line(part)
            if run and not any(row.text for group in rows[run[1] + 1 : first] for row in group):
                run = (run[0], last)
                continue
            if run:
                yield run
            run = (first, last)
        if run:
            yield run


def _write(rows: list[list[Row]], first: int, after: int, new: list[Row]) -> None:
    rows[first:after] = [new, *([] for _ in range(first + 1, after))]


def _relevel(rows: list[list[Row]], token: Token, first: int, after: int) -> None:
    if token.markup in ("=", "-"):
        rows[after - 1] = [Row(rows[after - 1][0].text.replace("=", "-"))]
    else:
        rows[first] = [Row(_MARKS.sub("#" * token.meta["level"], rows[first][0].text, count=1))]


def _replace(
    rows: list[list[Row]], lines: Sequence[str], token: Token, before: Sequence[str], content: Sequence[str]
) -> None:
    """Write the lines of a paragraph anew; what stands around its text, such as the mark of a quote, stays."""
    first, _ = token.map or (0, 0)
    column = token.meta.get("column", 0)
    for offset, old in enumerate(before):
        line = rows[first + offset][0].text if rows[first + offset] else lines[first + offset]
        place = line.find(old, column if offset == 0 else 0)
        if place < 0:
            return
        new = content[offset : offset + 1] if offset < len(before) - 1 else content[offset:]
        prefix, rest = line[:place], line[place + len(old) :]
        written = [f"{prefix if n == 0 else _continued(prefix)}{text}" for n, text in enumerate(new)] or [""]
        written[-1] += rest
        rows[first + offset] = [Row(text, Kind.TEXT if text.strip(" \t>") else Kind.GONE) for text in written]


def _continued(prefix: str) -> str:
    """Return what stands in front of the next lines of a block: blanks in place of the marks of a list."""
    return _MARKER_IN_PREFIX.sub(" ", prefix)


def _prefixed(lines: Iterable[str], prefix: str) -> list[str]:
    indent = _continued(prefix)
    return [f"{indent}{line}".rstrip() for line in lines]


def _indented(lines: Sequence[str], prefix: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines):
        yield (_continued(prefix) if number else prefix), line


def _paragraph_lines(tokens: Iterable[Token]) -> Iterator[int]:
    for token in tokens:
        if token.type == "inline" and token.map:
            yield from range(*token.map)


def _prose(tokens: Sequence[Token]) -> list[int]:
    from sphinx_aiarticle.recognise.prose import prose_of

    return prose_of(tokens)


def _line(match: Match) -> int:
    return match.line


def _matches(
    tokens: Sequence[Token],
    blocks: Sequence[Located],
    summary: Section | None,
    questions: Sequence[Section],
    hugo: HugoText,
) -> Iterator[Match]:
    if summary:
        yield Match(kind="summary", line=blocks[summary.start].block.line)
    for part in questions:
        yield Match(kind="question", line=blocks[part.start].block.line)
    directives = {blocks[part.start].first for part in (*questions, *([summary] if summary else []))}
    for index, token in enumerate(tokens):
        line = token.map[0] + 1 if token.map else 0
        if box := token.meta.get(BOX):
            yield Match(kind="product box" if isinstance(box, Product) else "row of shop links", line=line, box=box)
        elif token.type == "heading_open" and "level" in token.meta and index not in directives:
            yield Match(kind="heading level", line=line)
        elif token.type == "html_block" and token.meta.get(NOTE) == "rawhtml":
            yield Match(kind="HTML out of its shortcode", line=line)
    for line in hugo.shortcodes.unwrapped:
        yield Match(kind="HTML out of its shortcode", line=line)
    for line, _ in hugo.scripts:
        yield Match(kind="hand-made structured data", line=line)


def _headings(tokens: Sequence[Token], directives: Collection[int]) -> Iterator[Heading]:
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.map and not token.level:
            shown = "".join(
                child.content for child in tokens[index + 1].children or () if child.type in ("text", "code_inline")
            )
            yield Heading(line=token.map[0], text=shown, is_directive=token.map[0] in directives)


def _question_texts(
    tokens: Sequence[Token], blocks: Sequence[Located], questions: Sequence[Section], lines: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for part in questions:
        answer = "\n".join(lines[blocks[part.start].lines[1] : blocks[part.end - 1].lines[1]])
        yield tokens[blocks[part.start].first + 1].content, answer
