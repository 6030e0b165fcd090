"""Blocks that Goldmark reads and MyST-Parser does not: nested fences, lenient tables, alerts, skipped headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_block.table import table as table_rule
from markdown_it.token import Token

from sphinx_aiarticle.myst import directive
from sphinx_aiarticle.recognise.tokens import DROPPED

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

    from sphinx_aiarticle.hugo.shortcodes.expansion import BlockCall


#: Where a token notes the footnote whose place it holds.
UNUSED: Final = "unused note"
_FENCE = re.compile(r" {0,3}(`{3,}+(?=[^`]*+$)|~{3,}+)[ \t]*+(.*+)$")
_INFO = re.compile(r"[\w+#.:/{}-]+[ \t]*(?:\{[^{}]*\}[ \t]*)?$")  # one word: the language of code, not a sentence


@lru_cache(maxsize=4)  # each fence of a text asks
def paired_fences(text: str) -> Mapping[int, int]:
    """Return the outer fences that hold others: first line to last line, or nothing when the pairs do not come out.

    For CommonMark a line such as ```` ```python ```` inside open code is code, and the next bare fence closes the outer
    block; all code and text after it change places, often up to the end of the file. The author meant pairs, as with
    brackets. Nobody can tell the two apart in one block, but the whole file can: this reading is taken only when every
    fence of the file finds its partner in it, and within its list. Otherwise CommonMark holds.
    """
    opened: list[tuple[int, str]] = []
    pairs: dict[int, int] = {}
    holds_fence, lines = False, text.split("\n")
    for number, line in enumerate(lines):
        if "```" not in line and "~~~" not in line:
            continue
        match = _FENCE.match(line)
        if match is None:
            continue
        marker, info = match[1], match[2].strip()
        if not opened:
            opened, holds_fence = [(number, marker)], False
        elif info and marker == opened[-1][1] and _INFO.match(info):
            opened.append((number, marker))
            holds_fence = True
        elif not info and marker[0] == opened[-1][1][0] and len(marker) >= len(opened[-1][1]):
            first, _ = opened.pop()
            if not opened and holds_fence:
                pairs[first] = number
    return {} if opened or any(_leaves_list(lines[first:last]) for first, last in pairs.items()) else pairs


def _leaves_list(lines: Sequence[str]) -> bool:
    """Whether code ends with the item of a list that its fence is in, as a line is not indented like the fence."""
    indent = len(lines[0]) - len(lines[0].lstrip())
    return any(line.strip() and not line[:indent].isspace() for line in lines) if indent else False


#: Where a table notes what some of its lines lack, by their number: what belongs before and behind them.
EDGES: Final = "edges"
_DELIMITERS = ("|", "-", ":")  # one begins the line below the heading row
_DELIMITER = re.compile(r"[ \t]*+:?-+:?[ \t]*+")
_DELIMITER_ROW = re.compile(r"^[ \t>]*+\|?[ \t]*+:?-+:?[ \t]*+\|", re.MULTILINE)


def tables_plugin(md: MarkdownIt) -> None:
    """Have a parser read tables as Goldmark does."""
    md.block.ruler.before("table", "hugo_lazy_rows", _lazy_rows)
    md.block.ruler.at("table", _lenient_table, {"alt": ["paragraph", "reference"]})


def _lazy_rows(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Have the rows of a table below a line of a list or a quote belong to it, as text would; it is never a block.

    For Goldmark a table is a part of a paragraph.
    """
    if silent or not state.level or state.isEmpty(start):
        return False
    if EDGES not in state.env:
        state.env[EDGES] = {} if _DELIMITER_ROW.search(state.src) else None
    if state.env[EDGES] is None:
        return False
    begin = state.bMarks[start] + state.tShift[start]
    before = re.sub(r"[^\s>]", " ", state.src[state.src.rfind("\n", 0, begin) + 1 : begin])
    rules, indents = state.md.block.ruler.getRules("paragraph"), dict[int, int]()
    for line in range(start + 1, end):
        indent = state.sCount[line]
        if state.isEmpty(line) or (indent >= 0 and any(rule(state, line, end, True) for rule in rules)):
            break
        if indent < state.blkIndent:
            indents[line] = indent
    for line in indents:
        state.sCount[line] = state.blkIndent
    heading = next(
        (line for line in range(start, max(indents, default=start)) if _lenient_table(state, line, end, True)), end
    )
    for line, indent in indents.items():
        if line < heading:
            state.sCount[line] = indent
        else:
            state.env[EDGES][line] = (before, "")
    return False


def _lenient_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table, also one whose heading row has fewer cells than the row below it, as Goldmark reads it."""
    if start + 1 >= end or not state.src.startswith(_DELIMITERS, state.bMarks[start + 1] + state.tShift[start + 1]):
        return False
    count, padding = len(state.tokens), ""
    if not table_rule(state, start, end, silent):
        missing = _missing_cells(state, start, end)
        if not missing:
            return False
        heading = _line(state, start).rstrip()
        padding = " |" * (missing + (not heading.endswith("|")))
        source, marks = state.src, (state.bMarks[start], state.tShift[start], state.eMarks[start])
        state.src = f"{source}\n{heading}{padding}"  # the rule reads the row there
        state.bMarks[start], state.tShift[start], state.eMarks[start] = len(source) + 1, 0, len(state.src)
        is_found = table_rule(state, start, end, silent)
        state.src = source
        state.bMarks[start], state.tShift[start], state.eMarks[start] = marks
        if not is_found:
            return False
    if not silent:
        edges = {line: edge for line in range(start, state.line) if (edge := (state.env.get(EDGES) or {}).get(line))}
        if padding:
            edges[start] = (edges.get(start, ("", ""))[0], padding)
        if edges:
            state.tokens[count].meta[EDGES] = edges
    return True


def _missing_cells(state: StateBlock, start: int, end: int) -> int:
    """Return how many cells the heading row lacks; 0 where the next line is no delimiter row."""
    if state.sCount[start + 1] < state.blkIndent or state.is_code_block(start):
        return 0
    below = _line(state, start + 1).strip().removeprefix("|").removesuffix("|").split("|")
    if not all(map(_DELIMITER.fullmatch, below)):
        return 0
    cells = escapedSplit(_line(state, start).strip())
    cells = cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])]
    return max(len(below) - len(cells), 0) if cells else 0


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


_DEFINITION: Final = re.compile(r"^[ \t>]*:[ \t]+\S", re.MULTILINE)
#: Between the terms of one definition, which are one for MyST.
TERMS: Final = " <br>"


@lru_cache(maxsize=4)  # each line asks
def holds_definition(source: str) -> bool:
    """Whether a text may hold a definition."""
    return _DEFINITION.search(source) is not None


def terms_above(state: StateBlock, start: int, end: int) -> list[str]:
    """Return the lines above a definition if there are several: for Goldmark each is a term of its own."""
    terms = [_line(state, start)]
    rules = state.md.block.ruler.getRules("paragraph")
    for line in range(start + 1, end):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            break
        if _DEFINITION.match(_line(state, line)) and state.sCount[line] - state.blkIndent < 4:
            return terms if len(terms) > 1 else []
        if any(rule(state, line, end, True) for rule in rules):
            break
        terms.append(_line(state, line))
    return []


#: The kinds of GitHub, and those further ones of which docutils has a directive
#: (https://gohugo.io/render-hooks/blockquotes/#alerts).
_KINDS: Final = "note|tip|important|warning|caution|attention|danger|error|hint"
_MARK: Final = re.compile(rf"> {{0,4}}\[!({_KINDS})\][+-]?[ \t]*+(.*)", re.IGNORECASE)
#: The mark in the text of a page.
ALERT: Final = re.compile(rf"\[!(?:{_KINDS})\][+-]?", re.IGNORECASE)
_TOO_DEEP: Final = re.compile(r"(?:> ?){8}")  # for directives within directives


def alert_at(state: StateBlock, start: int, end: int) -> tuple[str, int] | None:
    """Return the directive that an alert becomes, and the line behind it; it may have a title, and a sign to fold it.

    ``None`` where a line begins none, and where it stays a quote: without text, and where its last paragraph goes on
    without the mark of a quote.
    """
    match = _MARK.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if match is None or "{{" in match[2] or state.is_code_block(start):
        return None
    lines, after = list[str](), start + 1
    while after < end and not state.is_code_block(after) and state.sCount[after] >= state.blkIndent:
        begin = state.bMarks[after] + state.tShift[after]
        if not state.src.startswith(">", begin):
            break
        lines.append(state.src[begin + 1 : state.eMarks[after]].removeprefix(" "))
        after += 1
    text = "\n".join(lines).strip("\n")
    if not text.strip() or (after < end and lines[-1].strip() and not state.isEmpty(after)):
        return None
    if any(map(_TOO_DEEP.match, lines)):
        return None
    kind, title = match[1].lower(), match[2].strip()
    titled = ("admonition", title, {"class": kind}, text)
    return directive(*titled) if title else directive(kind, "", {}, text), after


def fix_levels(tokens: list[Token], *, above: int) -> None:
    """Give headings that skip a level, as Hugo lets them, the one below the heading, or the title, *above* them."""
    opened = [above]  # the levels of the open sections as they are written
    for index, token in enumerate(tokens):
        if token.type != "heading_open" or token.level:
            continue
        written = int(token.tag[1])
        level = max(written, above + 1)
        while opened[-1] >= level:
            opened.pop()
        opened.append(level)
        depth = above + len(opened) - 1
        if depth != written:
            token.meta["level"] = depth
            token.tag = tokens[index + 2].tag = f"h{depth}"


def drop_stray_breaks(tokens: list[Token]) -> None:
    """Drop the thematic breaks that separate nothing: next to a heading, to another one, or at an end.

    Hugo shows a line for each; docutils refuses one that begins or ends the text of a section, or follows another.
    """
    if "hr" not in [token.type for token in tokens]:
        return
    is_note = False
    shown: list[Token] = []
    for token in tokens:
        if token.type in ("footnote_reference_open", "footnote_block_open"):
            is_note = True
        is_block = not (token.level or is_note or token.nesting < 0 or token.type == DROPPED)
        if is_block or token.type == "heading_close":
            shown.append(token)
        if token.type in ("footnote_reference_close", "footnote_block_close"):
            is_note = False
    end = next((number for number in reversed(range(len(shown))) if shown[number].type != "hr"), -1)
    kinds = [token.type for token in shown]
    for number, token in enumerate(shown):
        before = kinds[number - 1] if number else ""
        if token.type == "hr" and (before in ("", "hr", "heading_close") or number > end):
            token.type = DROPPED


def write_inner_breaks(tokens: Iterable[Token], *, all_are_inner: bool) -> None:
    """Make HTML of the thematic breaks within other blocks, or of all, where docutils has none."""
    for token in tokens:
        if token.type == "hr" and (token.level or all_are_inner):
            token.type, token.content = "html_block", "<hr>\n"


def without_unused_notes(state: StateCore, *, keeps: bool) -> Iterator[Token]:
    """Yield tokens without the footnotes to which nothing refers, as Hugo; with *keeps* a token holds their place."""
    refs = state.env.get("footnotes", {}).get("refs", {})
    unused = {name[1:] for name, number in refs.items() if number < 0 and state.src.count(f"[^{name[1:]}]") == 1}
    if not unused:
        yield from state.tokens
        return
    depth = 0
    for token in state.tokens:
        is_unused = not depth and token.type == "footnote_reference_open" and token.meta["label"] in unused
        if depth or is_unused:
            depth += token.nesting
        else:
            yield token
        if is_unused and keeps:
            yield Token(DROPPED, "", 0, map=token.map, block=True, meta={UNUSED: token.meta["label"]})


def without_marks(state: StateBlock, found: BlockCall) -> BlockCall:
    """Return a call that begins here, its inner text without the marks of quotations around it and its margin.

    The margin is that of its opening tag, as for Hugo, or of a line that has less: lines keep their layout.
    """
    margin, first = state.sCount[state.line], state.line + found.source.count("\n")
    rows = (found.call.inner or "").split("\n") if state.level or margin else []
    own = [state.sCount[first + n] for n, row in enumerate(rows) if n and row.strip(" \t>")]
    margin = max(min([margin, *own]), 0)
    lines = [state.getLines(line, line + 1, margin, False) for line in range(first + 1, first + len(rows))]
    if not lines:
        return found
    lines[-1] = lines[-1].rpartition("{{")[0]  # the closing tag
    if not all(map(str.endswith, rows[1:], lines)):
        return found
    return replace(found, call=replace(found.call, inner="\n".join([rows[0], *lines])))
