"""Which lines of a Markdown file are prose: neither code nor formulas nor comments, in directives too.

By the tokens of markdown-it, with the block syntax that MyST adds to CommonMark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

if TYPE_CHECKING:
    from markdown_it.token import Token


#: Directives whose content is code or a formula, of Sphinx and its usual extensions; alternatives of a pattern.
CODE_DIRECTIVES: Final = (
    r"code|sourcecode|code-block|code-cell|literalinclude|math|mermaid|graphviz|digraph|graph|parsed-literal|prompt"
    r"|highlight|doctest|testcode|testoutput|testsetup|testcleanup|productionlist|jupyter-execute|ipython"
)
_CODE: Final = rf"\{{(?:{CODE_DIRECTIVES}|raw|csv-table)\}}"
#: HTML in which nothing is prose.
HIDDEN_HTML: Final = re.compile(r"\s*<(?:pre|script|style|textarea|!--|\?|!\[CDATA\[)", re.IGNORECASE)
_LIKE_HEADING: Final = re.compile(r"^[ \t]*(?:#[ \t\n]|=+[ \t]*$)", re.MULTILINE)
_BEGINS_WITH_TITLE: Final = re.compile(r"(?:[ \t\r]*\n)* {0,3}#[ \t]+[^\s#]")
_MAX_DEPTH: Final = 12


@lru_cache(maxsize=2)
def _parser(*, colon_fences: bool) -> MarkdownIt:
    md = MarkdownIt("commonmark").enable("table").disable("inline")
    md.use(front_matter_plugin).use(myst_block_plugin).use(footnote_plugin, inline=False, move_to_end=False)
    md.use(dollarmath_plugin).use(amsmath_plugin).use(deflist_plugin)
    return md.use(colon_fence_plugin) if colon_fences else md


def prose_lines(lines: Sequence[str]) -> list[int]:
    """Return the 0-based lines of a file that are prose, front matter, or HTML that a reader sees."""
    definitions: list[int] = []
    text = "\n".join(lines).replace("\r", " ")  # markdown-it would take a lone CR for the end of a line
    return sorted({*_lines_in(text, 0, 0, definitions, colon_fences=True), *definitions})


def prose_of(tokens: Iterable[Token]) -> list[int]:
    """Return the 0-based lines of tokens that are prose, or HTML that a reader sees."""
    definitions: list[int] = []
    return sorted({*_lines_of(tokens, 0, definitions, colon_fences=False), *definitions})


def has_title(text: str) -> bool:
    """Whether a Markdown file has a heading of level 1 outside everything else."""
    if _BEGINS_WITH_TITLE.match(text):
        return True
    if not _LIKE_HEADING.search(text):
        return False
    tokens = _parser(colon_fences=True).parse(text)
    return any(
        token.type == "heading_open" and token.tag == "h1" and not token.level and tokens[index + 1].content
        for index, token in enumerate(tokens)
    )


def holds_prose(token: Token) -> bool:
    """Whether a fence is a directive with Markdown in it that its author wrote."""
    info = token.info.strip()
    return info.startswith("{") and not re.match(_CODE, info) and "box" not in token.meta


def _lines_in(
    text: str, offset: int, depth: int, definitions: list[int], *, colon_fences: bool, end: int | None = None
) -> Iterator[int]:
    """Yield the lines of a text that begins at line *offset*; none of what ends behind *end*, as a shortcode's may."""
    env: dict[str, Any] = {}
    text = text.replace("\r\n", "\n").replace("\r", " ")  # the lines that are counted end with a line feed
    tokens = _parser(colon_fences=colon_fences).parse(text, env)
    lines = (entry["map"][0] + offset for entry in env.get("references", {}).values())
    definitions += (line for line in lines if end is None or line < end)
    for token in tokens:
        if token.map:
            token.map = [token.map[0] + offset, token.map[1] + offset]
    own = (token for token in tokens if end is None or token.map is None or token.map[1] <= end)
    yield from _lines_of(own, depth, definitions, colon_fences=colon_fences)


def _lines_of(tokens: Iterable[Token], depth: int, definitions: list[int], *, colon_fences: bool) -> Iterator[int]:
    """Yield the lines of *tokens*, of a directive those of its content."""
    for token in tokens:
        if not token.map:
            continue
        kind = token.type
        if kind in ("inline", "front_matter") or (kind == "html_block" and not HIDDEN_HTML.match(token.content)):
            yield from range(*token.map)
        elif kind in ("fence", "colon_fence") and holds_prose(token):
            begin, end = token.map
            yield begin
            if depth < _MAX_DEPTH:
                text, below = token.content, depth + 1
                yield from _lines_in(text, begin + 1, below, definitions, colon_fences=colon_fences, end=end)


_TICKS = re.compile(r"\\`|`+")


def code_spans(text: str) -> list[tuple[int, int]]:
    """Return where the inline code of a paragraph begins and ends.

    A run of backticks opens a span only when an equally long run closes it (CommonMark 0.31, section 6.1).
    """
    if "`" not in text:
        return []
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(text) if match[0][0] == "`"]
    by_length: dict[int, list[int]] = {}
    for index, (start, end) in enumerate(runs):
        by_length.setdefault(end - start, []).append(index)
    spans, index = [], 0
    while index < len(runs):
        start, end = runs[index]
        same = by_length[end - start]
        later = bisect_right(same, index)
        if later < len(same):
            index = same[later]
            spans.append((start, runs[index][1]))
        index += 1
    return spans


def outside_code(text: str, change: Callable[[str], str], in_code: Callable[[str], str] = str) -> str:
    """Return a paragraph with *change* of what is not inline code, and *in_code* of code with its backticks."""
    pieces, last = list[str](), 0
    for begin, end in code_spans(text):
        pieces += [change(text[last:begin]), in_code(text[begin:end])]
        last = end
    return "".join([*pieces, change(text[last:])])


def is_within(spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether *place* is in one of *spans*, which are in order and apart from each other."""
    index = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return index >= 0 and place < spans[index][1]
