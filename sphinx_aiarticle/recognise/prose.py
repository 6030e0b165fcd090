"""Which lines of a Markdown file are prose: neither code nor formulas nor comments, in directives too.

By the tokens of markdown-it, with the block syntax that MyST adds to CommonMark.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

#: Directives whose content is no prose.
_CODE: Final = re.compile(
    r"\{(?:code|sourcecode|code-block|code-cell|literalinclude|math|mermaid|graphviz|parsed-literal|raw|prompt"
    r"|highlight|csv-table|doctest|testcode|testoutput)\}"
)
_HIDDEN_HTML: Final = re.compile(r"\s*<(?:pre|script|style|textarea|!--|\?|!\[CDATA\[)", re.IGNORECASE)
_LIKE_HEADING: Final = re.compile(r"^[ \t]*(?:#[ \t\n]|=+[ \t]*$)", re.MULTILINE)
_MAX_DEPTH: Final = 20


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark").enable("table").disable("inline")
    md.use(front_matter_plugin).use(myst_block_plugin).use(footnote_plugin, inline=False)
    return md.use(colon_fence_plugin).use(dollarmath_plugin).use(amsmath_plugin)


def prose_lines(lines: Sequence[str]) -> list[int]:
    """Return the 0-based lines of a file that are prose, front matter, or HTML that a reader sees."""
    return sorted(set(_lines_in("\n".join(lines), 0, 0)))


def prose_of(tokens: Iterable[Token]) -> list[int]:
    """Return the 0-based lines of tokens that are prose, or HTML that a reader sees."""
    return sorted(set(_lines_of(tokens, 0, 0)))


def has_title(text: str) -> bool:
    """Whether a Markdown file has a heading of level 1 outside everything else."""
    if not _LIKE_HEADING.search(text):
        return False
    return any(
        token.type == "heading_open" and token.tag == "h1" and not token.level for token in _parser().parse(text)
    )


def _lines_in(text: str, offset: int, depth: int) -> Iterator[int]:
    env: dict[str, Any] = {}
    yield from _lines_of(_parser().parse(text, env), offset, depth)
    for definition in env.get("references", {}).values():  # of links; they leave no tokens
        yield from range(definition["map"][0] + offset, definition["map"][1] + offset)


def _lines_of(tokens: Iterable[Token], offset: int, depth: int) -> Iterator[int]:
    for token in tokens:
        if not token.map:
            continue
        first, after = token.map[0] + offset, token.map[1] + offset
        is_seen = token.type == "html_block" and not _HIDDEN_HTML.match(token.content)
        if is_seen or token.type in ("inline", "front_matter"):
            yield from range(first, after)
        elif token.type in ("fence", "colon_fence") and depth < _MAX_DEPTH and holds_prose(token):
            yield first
            yield from _lines_in(token.content, first + 1, depth + 1)


def holds_prose(token: Token) -> bool:
    """Whether a fence is a directive with Markdown in it that its author wrote."""
    info = token.info.strip()
    return info.startswith("{") and not _CODE.match(info) and "box" not in token.meta
