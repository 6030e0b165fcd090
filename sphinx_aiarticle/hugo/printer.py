"""Write what the rules and the recogniser found in an article over the lines of its source."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sphinx_aiarticle.hugo.attributes import ATTRIBUTES, Attributes, html_anchor
from sphinx_aiarticle.hugo.escapes import escaped_line
from sphinx_aiarticle.hugo.html_blocks import NOTE
from sphinx_aiarticle.hugo.lenient_tables import PADDING
from sphinx_aiarticle.hugo.rules import HugoText, hugo_plugin
from sphinx_aiarticle.hugo.shortcodes.nesting import MAX_DEPTH
from sphinx_aiarticle.hugo.spacing import Kind, Row, spaced
from sphinx_aiarticle.recognise.boxes import LinkBar, Product
from sphinx_aiarticle.recognise.directives import LINKS_CLASS, fence_around, link_rows, product_rows
from sphinx_aiarticle.recognise.leads import details_in, lead_of
from sphinx_aiarticle.recognise.markdown import literal, paragraph_start
from sphinx_aiarticle.recognise.prose import holds_prose
from sphinx_aiarticle.recognise.tokens import BOX, DROPPED, Located

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from sphinx_aiarticle.recognise.sections import Section

_MARKS = re.compile("#+")
_MARKER_IN_PREFIX = re.compile(r"[^\s>]")
_CELLS = ("th_open", "td_open")
_FENCE_LINE = re.compile(r"(?P<before>.*?)(?P<fence>`{3,}|~{3,})")


class ArticleParser:
    """Parses an article, and the parts of it that are Markdown in their own right."""

    def __init__(self, hugo: HugoText, *, colon_fences: bool) -> None:
        self.hugo = hugo
        self._md = MarkdownIt("commonmark").enable("table").use(footnote_plugin, inline=False, move_to_end=False)
        if hugo.shortcodes.site.goldmark.definition_list:
            self._md.use(deflist_plugin)
        if colon_fences:
            self._md.use(colon_fence_plugin)
        hugo_plugin(self._md, hugo)
        self._notes: Mapping[str, int] = {}

    def parse(self, text: str) -> list[Token]:
        """Parse an article."""
        env: dict[str, Any] = {}
        tokens = self._md.parse(text, env)
        self._notes = dict.fromkeys(env.get("footnotes", {}).get("refs", ()), -1)
        return tokens

    def part(self, text: str, *, rendered: bool) -> list[Token]:
        """Parse a part of the article, or what a shortcode has become."""
        hugo, before = self.hugo, (self.hugo.shortcodes.is_nested, self.hugo.is_rendered)
        hugo.shortcodes.is_nested, hugo.is_rendered = True, rendered
        tokens = self._md.parse(text, {"footnotes": {"refs": dict(self._notes)}})
        hugo.shortcodes.is_nested, hugo.is_rendered = before
        return tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """Writes what was found over the lines of the source."""

    parser: ArticleParser
    lines: Sequence[str]
    tokens: Sequence[Token]
    marker: str
    blocks: Sequence[Located] = ()
    summary: Section | None = None
    questions: Sequence[Section] = ()
    depth: int = 0

    def rows(self, product: Callable[[Product], Sequence[str]], anchors: Mapping[int, str]) -> list[list[Row]]:
        """Return what is written for each line of the source."""
        rows = [[Row(line)] for line in self.lines]
        cells: dict[int, int] = {}
        for index, token in enumerate(self.tokens):
            if token.type == "inline" and token.map and self.tokens[index - 1].type in _CELLS:
                line = token.map[0]
                if line not in cells and not self.parser.hugo.is_rendered:
                    rows[line] = [replace(row, text=escaped_line(row.text)) for row in rows[line]]
                cells[line] = _replace_cell(rows[line], token, cells.get(line, 0))
            elif token.map:
                self._token(token, index, rows, product)
        for part in (*([self.summary] if self.summary else []), *self.questions):
            self._section(part, rows)
        for first, last in self._runs(rows):
            fence = fence_around((row.text for group in rows[first : last + 1] for row in group), self.marker)
            rows[first].insert(0, Row(f"{fence}{{faq}}", Kind.OPEN))
            rows[last].append(Row(fence, Kind.CLOSE))
        for number, anchor in anchors.items():
            place = 1 if rows[number] and rows[number][0].text.endswith("{faq}") else 0
            target = [Row(anchor), Row("")] if anchor.startswith("<") else [Row(f"({anchor})=", Kind.TARGET)]
            rows[number][place:place] = target
        for token in self.tokens:
            if said := token.meta.get(ATTRIBUTES):
                _say(rows, token, said)
        return rows

    def _token(
        self, token: Token, index: int, rows: list[list[Row]], product: Callable[[Product], Sequence[str]]
    ) -> None:
        first, after = token.map or (0, 0)
        if token.type == "inline":
            self._inline(token, rows, is_heading=bool(index) and self.tokens[index - 1].type == "heading_open")
        elif token.type == "heading_open" and "level" in token.meta:
            _shift_heading(rows, token, first, after)
        elif PADDING in token.meta:
            rows[first] = [replace(row, text=f"{row.text.rstrip()}{token.meta[PADDING]}") for row in rows[first]]
        elif token.type == DROPPED:
            left = self.lines[first].partition("{")[0].rstrip() if ATTRIBUTES in token.meta else ""
            _write(rows, first, after, [Row(left) if left else Row("", Kind.GONE)])
        elif token.type == "hugo_block":
            prefix = self.lines[first][: self.lines[first].index(token.tag)]
            block = [
                f"{indent}{line}".rstrip()
                for indent, line in _indented(self._part(token.content, rendered=True), prefix)
            ]
            _write(rows, first, after, [Row("", Kind.GONE), *map(Row, block), Row("", Kind.GONE)])
        elif BOX in token.meta:
            box, line = self._box(token.meta[BOX], product), self.lines[first]
            if token.level:
                prefix = line[: min(place for mark in "<{*" if (place := line.find(mark)) >= 0)]
                box = [
                    replace(row, text=f"{_continued(prefix) if n else prefix}{row.text}") for n, row in enumerate(box)
                ]
            _write(rows, first, after, box)
        elif token.type == "html_block" and NOTE in token.meta:
            prefix = " " * (len(self.lines[first]) - len(self.lines[first].lstrip(" ")))
            html = [Row(f"{prefix}{line}") for line in token.content.strip("\n").split("\n")]
            _write(rows, first, after, [Row("", Kind.GONE), *html, Row("", Kind.GONE)])
        elif token.type == "html_block" and "glued" in token.meta:
            rows[after - 1].append(Row("", Kind.GONE))
        elif token.type in ("fence", "colon_fence"):
            self._fence(token, rows)
        elif token.type == "code_block" and token.meta.get("source", token.content) != token.content:
            self._indented_code(token, rows)

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
        note, rest = str(token.meta.get(NOTE, "")), self.lines[first][match.end() :]
        content = token.content.removesuffix("\n").split("\n")
        if note.startswith("fence:"):
            rest = token.info
        elif not note and holds_prose(token):
            options = _options(content)
            part = self._part("\n".join(content[options:]), rendered=self.parser.hugo.is_rendered)
            part = [*content[:options], *(part if content[options:] else ())]
            if part == content:
                return
            if not content[0] and part and part[0].startswith((":", "---")):
                part = ["", *part]  # else it would be an option
            content = part
        elif note != "pairs" and token.meta.get("source", token.content) == token.content:
            return
        fence = max(fence_around(content, match["fence"][0]), match["fence"], key=len)
        last = self.lines[after - 1].strip(" \t>")
        is_closed = after - first > 1 and bool(last) and not last.strip(match["fence"][0])
        indent = _continued(match["before"])
        lines = [f"{match['before']}{fence}{rest}", *(f"{indent}{line}".rstrip() for line in content)]
        _write(rows, first, after, [Row(line) for line in (*lines, *([f"{indent}{fence}"] if is_closed else []))])

    def _indented_code(self, token: Token, rows: list[list[Row]]) -> None:
        first, _ = token.map or (0, 0)
        written, shown = str(token.meta["source"]).split("\n"), token.content.split("\n")
        for offset, (old, new) in enumerate(zip(written, shown, strict=True)):
            if old != new:
                line = self.lines[first + offset]
                rows[first + offset] = [Row(f"{line[: line.rindex(old)]}{new}")]

    def _part(self, text: str, *, rendered: bool) -> list[str]:
        lines = text.removesuffix("\n").split("\n")
        if self.depth >= MAX_DEPTH:
            return lines
        tokens = self.parser.part(text, rendered=rendered)
        printer = Printer(parser=self.parser, lines=lines, tokens=tokens, marker="~", depth=self.depth + 1)
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
        title, rest = self.tokens[self.blocks[part.start].first + 1].content, list[Row]()
        if part.is_details:
            title = literal(details_in(self.blocks[part.start].block.html).question)
            closing = self.blocks[part.end]
            if not details_in(closing.block.html).question:
                _write(rows, *closing.lines, [Row("", Kind.GONE)])
        elif part.is_lead:
            lead = lead_of("\n".join(row.text for group in rows[first:after] for row in group))
            title = " ".join(lead.question.split())
            rest = [Row(line, Kind.TEXT) for line in paragraph_start(lead.rest).split("\n") if line]
        _write(rows, first, after, [Row(f"{fence}{{{name}}} {title}", Kind.OPEN, joins=is_question), *rest])
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


def _options(content: Sequence[str]) -> int:
    """Return how many lines at the begin of a directive are options, with the blank ones below them."""
    count = next((number for number, line in enumerate(content) if not line.startswith(":")), len(content))
    if content[0] == "---" and "---" in content[1:]:
        count = content.index("---", 1) + 1
    while 0 < count < len(content) and not content[count]:
        count += 1
    return count


def _write(rows: list[list[Row]], first: int, after: int, new: list[Row]) -> None:
    rows[first:after] = [new, *([] for _ in range(first + 1, after))]


def _say(rows: list[list[Row]], token: Token, said: Attributes) -> None:
    """Write the classes and the id of a block above it, if it is no part of another and no directive."""
    first = token.map[0] if token.map else 0
    if token.type == DROPPED or token.level or not rows[first] or rows[first][0].kind is Kind.OPEN:
        return
    classes = [Row(f"```{{rst-class}} {' '.join(said.classes)}", Kind.OPEN), Row("```", Kind.CLOSE)]
    anchor = html_anchor(said.id)
    rows[first][:0] = [*([Row(anchor), Row("")] if anchor else []), *(classes if said.classes else [])]


def _shift_heading(rows: list[list[Row]], token: Token, first: int, after: int) -> None:
    if token.markup in ("=", "-"):
        rows[after - 1] = [Row(rows[after - 1][0].text.replace("=", "-"))]
    else:
        rows[first] = [Row(_MARKS.sub("#" * token.meta["level"], rows[first][0].text, count=1))]


def _replace(
    rows: list[list[Row]], lines: Sequence[str], token: Token, before: Sequence[str], content: Sequence[str]
) -> None:
    """Write the lines of a paragraph anew; what surrounds its text, such as the mark of a quote, stays."""
    first, _ = token.map or (0, 0)
    for offset, old in enumerate(before):
        line = rows[first + offset][0].text if rows[first + offset] else lines[first + offset]
        old = old.lstrip(" \t")
        place = line.find(old)
        if place < 0:
            return
        new = list(content[offset : offset + 1] if offset < len(before) - 1 else content[offset:])
        new[:1] = [text.lstrip(" \t") for text in new[:1]]
        prefix, rest = line[:place], line[place + len(old) :]
        written = [f"{prefix if n == 0 else _continued(prefix)}{text}" for n, text in enumerate(new)] or [""]
        written[-1] += rest
        rows[first + offset] = [Row(text, Kind.TEXT if text.strip(" \t>") else Kind.GONE) for text in written]


def _replace_cell(row: list[Row], token: Token, start: int) -> int:
    """Write a cell of a table anew; return where the next one of its row may begin.

    Args:
        row: The row, changed in place.
        token: What the cell holds; a bar in it has a backslash in the source.
        start: Where the cell may begin.
    """
    before, content = (text.replace("|", r"\|") for text in (token.meta.get("source", token.content), token.content))
    place = row[0].text.find(before, start) if row else -1
    if place < 0:
        return start
    row[0] = replace(row[0], text=f"{row[0].text[:place]}{content}{row[0].text[place + len(before) :]}")
    return place + len(content)


def _continued(prefix: str) -> str:
    """Return what precedes the next lines of a block: blanks in place of the marks of a list."""
    return _MARKER_IN_PREFIX.sub(" ", prefix)


def _indented(lines: Sequence[str], prefix: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines):
        yield (_continued(prefix) if number else prefix), line
