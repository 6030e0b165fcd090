"""Write what the rules and the recogniser found in an article over the lines of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.attributes import ATTRIBUTES, Attributes, html_anchor
from sphinx_aiarticle.hugo.blocks import EDGES, UNUSED
from sphinx_aiarticle.hugo.html_blocks import NOTE
from sphinx_aiarticle.hugo.inline import escaped_line
from sphinx_aiarticle.hugo.rows import (
    AS_IS,
    EDGE,
    Row,
    RowKind,
    Writer,
    apart,
    change_text,
    continued,
    edge_row,
    indented,
    marks_before,
    set_apart,
    spaced,
)
from sphinx_aiarticle.hugo.shortcodes.call import MAX_DEPTH
from sphinx_aiarticle.hugo.text import FAQ
from sphinx_aiarticle.myst import LINKS_CLASS, fence_around, literal, paragraph_start
from sphinx_aiarticle.recognise.boxes import BoxProduct, LinkBar
from sphinx_aiarticle.recognise.leads import details_in, lead_of
from sphinx_aiarticle.recognise.prose import holds_prose
from sphinx_aiarticle.recognise.sections import Section, Sections
from sphinx_aiarticle.recognise.tokens import BOX, DROPPED, Located, link_rows, product_rows

if TYPE_CHECKING:
    from markdown_it.token import Token

    from sphinx_aiarticle.hugo.conversion import ArticleParser

_MARKS = re.compile("#+")
_CELLS = ("th_open", "td_open")
_FENCE_LINE = re.compile(r"(?P<before>.*?)(?P<fence>`{3,}|~{3,})")


@dataclass(kw_only=True)
class Printer:
    """Writes what was found over the lines of the source.

    Attributes:
        definitions: The 0-based lines on which the definition of a link begins.
        marker: What the fences of directives are made of.
        depth: How many parts are around it.
        parts: The parts that are Markdown in their own right, by the index of their token.
    """

    parser: InitVar[ArticleParser]
    lines: Sequence[str]
    tokens: Sequence[Token]
    definitions: Sequence[int] = ()
    marker: str
    blocks: Sequence[Located] = ()
    sections: Sections = field(default_factory=Sections)
    depth: int = 0
    parts: dict[int, Printer] = field(init=False)

    def __post_init__(self, parser: ArticleParser) -> None:
        found = ((index, self._part(token, parser)) for index, token in enumerate(self.tokens))
        self.parts = {index: part for index, part in found if part}

    def __getstate__(self) -> dict[str, object]:
        """Stay behind when what was read goes to another process: the one that has the tokens writes the article."""
        return {}

    def _part(self, token: Token, parser: ArticleParser) -> Printer | None:
        is_rendered = token.type == "hugo_block"
        is_prose = token.type in ("fence", "colon_fence") and NOTE not in token.meta and holds_prose(token)
        if not (is_rendered or is_prose) or self.depth >= MAX_DEPTH:
            return None
        tokens, definitions = parser.part(token.content, rendered=is_rendered, faq=token.meta.get(FAQ))
        return Printer(
            parser=parser,
            lines=token.content.removesuffix("\n").split("\n"),
            tokens=tokens,
            definitions=definitions,
            marker="~",
            depth=self.depth + 1,
        )

    def rows(self, writer: Writer, anchors: Mapping[int, str]) -> list[list[Row]]:
        """Return what is written for each line of the source."""
        rows = [[Row(line)] for line in self.lines]
        cells: dict[int, int] = {}
        for index, token in enumerate(self.tokens):
            if token.type == "inline" and token.map and self.tokens[index - 1].type in _CELLS:
                line = token.map[0]
                if line not in cells:
                    _escape(rows[line])
                cells[line] = _replace_cell(rows[line], token, cells.get(line, 0))
            elif token.map:
                self._token(token, index, rows, writer)
        for part in self.sections.parts:
            self._section(part, rows)
        self._edit(rows, writer)
        for first, last in self._runs(rows):
            fence = fence_around((row.text for group in rows[first : last + 1] for row in group), self.marker)
            rows[first].insert(0, Row(f"{fence}{{faq}}", RowKind.OPEN))
            rows[last].append(Row(fence, RowKind.CLOSE))
        inner = {token.map[0] for token in self.tokens if token.level and token.map and token.type == "heading_open"}
        for number, anchor in anchors.items():
            target, before = (
                [anchor, ""] if anchor.startswith("<") else [f"({anchor})="],
                marks_before(self.lines[number]),
            )
            if number in inner:
                rows[number] = set_apart([*target, rows[number][0].text.removeprefix(before)], before)[:-1]
                continue
            place = 1 if rows[number] and rows[number][0].text.endswith("{faq}") else 0
            rows[number][place:place] = [Row(row, RowKind.TEXT if target[1:] else RowKind.TARGET) for row in target]
        for token in self.tokens:
            if said := token.meta.get(ATTRIBUTES):
                _say(rows, token, said)
        return rows

    def _edit(self, rows: list[list[Row]], writer: Writer) -> None:
        """Let *writer* have all that is not written yet: each line once, and a row of a table by itself."""
        last = 0
        for token in self.tokens:
            first, after = token.map or (0, 0)
            if token.type == "inline" and after > first >= last:
                last = after
                step = 1 if self.lines[first].lstrip().startswith("|") else after - first
                for begin in range(first, after, step):
                    change_text(rows[begin : begin + step], writer.text)
            elif token.type == "fence" and BOX not in token.meta and not token.info.lstrip().startswith("{"):
                change_text(rows[first : first + 1], writer.fence)
        for number in self.definitions:
            change_text(rows[number : number + 1], writer.definition)

    def _token(self, token: Token, index: int, rows: list[list[Row]], writer: Writer) -> None:
        first, after = token.map or (0, 0)
        if token.type == "inline":
            self._inline(token, rows, is_heading=bool(index) and self.tokens[index - 1].type == "heading_open")
        elif token.type == "heading_open" and "level" in token.meta:
            if token.markup in ("=", "-"):
                rows[after - 1] = [Row(rows[after - 1][0].text.replace("=", "-"))]
            else:
                rows[first] = [Row(_MARKS.sub("#" * token.meta["level"], rows[first][0].text, count=1))]
        elif EDGES in token.meta:
            for line, (before, behind) in token.meta[EDGES].items():
                rows[line] = [Row(f"{before}{row.text.strip() if before else row.text}{behind}") for row in rows[line]]
        elif token.type == DROPPED:
            note = [Row(f"% {line}") for line in self.lines[first:after] if UNUSED in token.meta and line]
            _write(rows, first, after, note or set_apart([], self._before(token)))
        elif token.type == "hugo_block":
            prefix = self.lines[first][: self.lines[first].index(token.tag)]
            part = self.parts.get(index)
            text = part.text(writer) if part else token.content.removesuffix("\n").split("\n")
            _write(rows, first, after, set_apart(text, prefix))
        elif BOX in token.meta:
            last = self.tokens[index - 1] if index else token
            above = rows[first] if BOX in last.meta and last is not token and last.map == [first, first + 1] else []
            before = continued(self._before(token)) if above else self._before(token)
            _write(rows, first, after, [*above, *set_apart(self._box(token.meta[BOX], writer), before)])
        elif token.type == "html_block" and NOTE in token.meta:
            html = token.content.strip("\n").lstrip(" \t").split("\n")
            _write(rows, first, after, set_apart(html, self._before(token)))
        elif token.type == "html_block" and token.markup:  # a thematic break
            line, mark = self.lines[first], token.markup[0]
            prefix = line[: line.index(mark, len(line.rstrip(f"{mark} \t")))]
            _write(rows, first, after, [Row(f"{prefix}<hr>"), edge_row(prefix)])
        elif token.type == "html_block" and "glued" in token.meta:
            rows[after - 1].append(edge_row(self._before(token)))
        elif token.type in ("fence", "colon_fence"):
            self._fence(token, self.parts.get(index), rows, writer)
        elif token.type == "code_block" and token.meta.get("source", token.content) != token.content:
            prefix = self.lines[first][: self.lines[first].rindex(str(token.meta["source"]).partition("\n")[0])]
            code = token.content.removesuffix("\n").split("\n")
            _write(rows, first, after, indented(code, prefix))

    def _before(self, token: Token) -> str:
        """Return what precedes a block that is in others on its first line."""
        return marks_before(self.lines[token.map[0]]) if token.level and token.map else ""

    def _inline(self, token: Token, rows: list[list[Row]], *, is_heading: bool) -> None:
        first, after = token.map or (0, 0)
        before, content = token.meta.get("source", token.content), token.content
        if before != content:
            _replace(rows, self.lines, token, before.split("\n"), content.split("\n"))
        if not is_heading:
            for group in rows[first:after]:
                _escape(group)

    def _fence(self, token: Token, part: Printer | None, rows: list[list[Row]], writer: Writer) -> None:
        first, after = token.map or (0, 0)
        match = _FENCE_LINE.match(self.lines[first])
        if match is None:
            return
        note, rest = str(token.meta.get(NOTE, "")), self.lines[first][match.end() :]
        content = token.content.removesuffix("\n").split("\n")
        if note.startswith("fence:"):
            rest = token.info
        elif part:
            text = apart(part.plain if writer is AS_IS else part.text(writer))
            if part.plain == content and len(text) <= len(content):
                _replace_lines(rows, self.lines, first + 1, content, text)
                return
            if not content[0] and text and text[0].startswith((":", "---")):
                text = ["", *text]  # else it would be an option
            content = text
        elif note != "pairs" and token.meta.get("source", token.content) == token.content:
            return
        fence = max(fence_around(content, match["fence"][0]), match["fence"], key=len)
        last = self.lines[after - 1].strip(" \t>")
        is_closed = after - first > 1 and bool(last) and not last.strip(match["fence"][0])
        lines = [f"{fence}{rest}", *content, *([fence] if is_closed else [])]
        _write(rows, first, after, indented(lines, match["before"]))

    @cached_property
    def plain(self) -> list[str]:
        """All lines, as a part of an article."""
        return self.text(AS_IS)

    def text(self, writer: Writer) -> list[str]:
        """Return the same with what *writer* makes of it."""
        return spaced([row for group in self.rows(writer, {}) for row in group])

    def _box(self, box: BoxProduct | LinkBar, writer: Writer) -> list[str]:
        name = f"{{product-box}} {box.name}" if isinstance(box, BoxProduct) else f"{{container}} {LINKS_CLASS}"
        inside = (
            link_rows(box) if isinstance(box, LinkBar) else product_rows(box) if self.depth else writer.product(box)
        )
        fence = fence_around(inside, self.marker)
        count = next((n for n, line in enumerate(inside) if not line.startswith(":")), len(inside))
        body = "\n\n".join(map(writer.text, "\n".join(inside[count:]).split("\n\n"))).strip("\n")
        text = ["", *body.split("\n")][not count :] if body else []
        return [f"{fence}{name}", *apart([*inside[:count], *text]), fence]

    def _section(self, part: Section, rows: list[list[Row]]) -> None:
        first, after = self.blocks[part.start].lines
        last = self._last_line(part)
        is_question = part is not self.sections.summary
        name = "question" if is_question else "summary-box"
        fence = fence_around((row.text for group in rows[after : last + 1] for row in group), self.marker)
        title, rest = self.tokens[self.blocks[part.start].first + 1].content, list[Row]()
        if part.is_details:
            title = literal(details_in(self.blocks[part.start].block.html).question)
            closing = self.blocks[part.end]
            if not details_in(closing.block.html).question:
                _write(rows, *closing.lines, [Row("", RowKind.GONE)])
        elif part.is_lead:
            lead = lead_of("\n".join(row.text for group in rows[first:after] for row in group))
            title = " ".join(lead.question.split())
            rest = [Row(line, RowKind.TEXT) for line in paragraph_start(lead.rest).split("\n") if line]
        _write(rows, first, after, [Row(f"{fence}{{{name}}} {title}", RowKind.OPEN, joins=is_question), *rest])
        rows[last].append(Row(fence, RowKind.CLOSE))

    def _last_line(self, part: Section) -> int:
        last = self.blocks[part.end - 1].lines[1] - 1
        while not self.lines[last].strip():
            last -= 1
        return last

    def _runs(self, rows: Sequence[Sequence[Row]]) -> Iterator[tuple[int, int]]:
        """Yield the first and the last line of each run of questions with nothing between them."""
        run: tuple[int, int] | None = None
        for part in self.sections.questions:
            first, last = self.blocks[part.start].lines[0], self._last_line(part)
            if run and not any(row.text for group in rows[run[1] + 1 : first] for row in group):
                run = (run[0], last)
                continue
            if run:
                yield run
            run = (first, last)
        if run:
            yield run


def _escape(group: list[Row]) -> None:
    for at, row in enumerate(group):
        if (text := escaped_line(row.text)) != row.text:
            group[at] = row.with_text(text)


def _write(rows: list[list[Row]], first: int, after: int, new: list[Row]) -> None:
    rows[first:after] = [new, *([] for _ in range(first + 1, after))]


def _say(rows: list[list[Row]], token: Token, said: Attributes) -> None:
    """Write the classes and the id of a block above it, if it is no part of another and no directive."""
    first = token.map[0] if token.map else 0
    is_directive = BOX in token.meta or (rows[first] and rows[first][0].kind is RowKind.OPEN)
    if token.type == DROPPED or token.level or not rows[first] or is_directive:
        return
    classes = [Row(f"```{{rst-class}} {' '.join(said.classes)}", RowKind.OPEN), Row("```", RowKind.CLOSE)]
    anchor = html_anchor(said.id)
    rows[first][:0] = [*([Row(anchor), Row("")] if anchor else []), *(classes if said.classes else [])]


def _replace(
    rows: list[list[Row]], lines: Sequence[str], token: Token, before: Sequence[str], content: Sequence[str]
) -> None:
    """Write the lines of a paragraph anew; what surrounds its text, such as the mark of a quote, stays."""
    first, after = token.map or (0, 0)  # with lines of wide blanks alone, of which the text has none
    first = next((number for number in range(first, after) if before[0].lstrip(" \t") in lines[number]), first)
    for offset, old in enumerate(before):
        line = rows[first + offset][0].text if rows[first + offset] else lines[first + offset]
        old = old.lstrip(" \t")
        place = line.find(old)
        if place < 0:
            return
        new = list(content[offset : offset + 1] if offset < len(before) - 1 else content[offset:])
        new[:1] = [text.lstrip(" \t") for text in new[:1]]
        prefix, rest = line[:place], line[place + len(old) :]
        written = [f"{prefix if n == 0 else continued(prefix)}{text}" for n, text in enumerate(new)]
        written = written or [continued(prefix)]
        written[-1] += rest
        rows[first + offset] = [Row(text) if text.strip(EDGE) else edge_row(text) for text in written]


def _replace_lines(
    rows: list[list[Row]], lines: Sequence[str], first: int, before: Sequence[str], content: Sequence[str]
) -> None:
    """Write the lines of a block anew from line *first* on; the indent stays."""
    for number, (old, new) in enumerate(zip(before, content, strict=True), first):
        if old != new:
            rows[number] = [Row(f"{lines[number][: lines[number].rindex(old)]}{new}")]


def _replace_cell(row: list[Row], token: Token, start: int) -> int:
    """Write a cell of a row anew, which begins at *start* or later; return where the next one may begin."""
    before, content = (text.replace("|", r"\|") for text in (token.meta.get("source", token.content), token.content))
    place = row[0].text.find(before, start) if row else -1
    if place < 0:
        return start
    if content != before:
        row[0] = row[0].with_text(f"{row[0].text[:place]}{content}{row[0].text[place + len(before) :]}")
    return place + len(content)
