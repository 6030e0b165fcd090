"""Formulas between the marks that ``passthrough`` of a site names: Goldmark leaves them alone, and MyST shows them.

https://gohugo.io/configuration/markup/#passthrough
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.recognise.prose import code_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.rules_block import StateBlock

_OTHER = r"\\.|<[A-Za-z/!][^<>]*>|\]\([^()\s]*\)"  # in which no formula begins


def block_math(state: StateBlock, start: int, end: int, delimiters: Sequence[tuple[str, str]]) -> tuple[str, str, int]:
    """Return the formula that begins on a line, its opening mark, and the line behind it; empty where there is none.

    Args:
        state: The parser.
        start: The line.
        end: The line behind the block that holds it.
        delimiters: What begins and ends a formula on lines of its own.
    """
    begin = state.bMarks[start] + state.tShift[start]
    opening, closing = next((pair for pair in delimiters if state.src.startswith(pair[0], begin)), ("", ""))
    if not opening or state.is_code_block(start):
        return "", "", start
    rows: list[str] = []
    for number in range(start, end):
        if state.isEmpty(number):
            break
        row = state.getLines(number, number + 1, state.blkIndent, False).rstrip()
        row = row.removeprefix(" " * 3).lstrip(" ")[len(opening) :] if not rows else row
        is_last = row.endswith(closing)
        text = row[: -len(closing)] if is_last else row
        if opening in text or closing in text:
            break
        rows.append(text)
        if is_last:
            return "\n".join(rows).strip(), opening, number + 1
    return "", "", start


def with_math(text: str, delimiters: Sequence[tuple[str, str]], outside: Callable[[str], str]) -> str:
    """Return the text of a paragraph with MyST's role for each formula; one that nothing closes is text.

    Args:
        text: Markdown.
        delimiters: What begins and ends a formula, the longest first.
        outside: Returns what is written for the text that is no formula.
    """
    if not any(opening in text for opening, _ in delimiters):
        return outside(text)
    marks = re.compile("|".join([*(re.escape(opening) for opening, _ in delimiters), _OTHER]))
    pieces, last = list[str](), 0
    for begin, stop in (*code_spans(text), (len(text), len(text))):
        place, closings = last, dict(delimiters)
        while (match := marks.search(text, place, begin)) is not None:
            closing = closings.get(match[0], "")
            found = text.find(closing, match.end() + 1, begin) if closing else -1
            place = match.end()
            if found >= 0:
                pieces += [outside(text[last : match.start()]), _role(text[match.end() : found])]
                last = place = found + len(closing)
            elif closing:
                del closings[match[0]]  # nothing closes a later one either
        if stop > begin:
            pieces += [outside(text[last:stop])]
            last = stop
    return "".join([*pieces, outside(text[last:])])


def _role(tex: str) -> str:
    ticks = "`" * (1 + max(map(len, re.findall("`+", tex)), default=0))
    return f"{{math}}{ticks}{tex}{ticks}"
