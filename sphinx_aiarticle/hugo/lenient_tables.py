"""Tables whose heading row has fewer cells than the row below it, which Goldmark fills with empty ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_block.table import table as table_rule

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

#: Where a table notes what its heading row lacks.
PADDING: Final = "padding"
_DELIMITERS = ("|", "-", ":")  # one begins the line below the heading row
_DELIMITER = re.compile(r"[ \t]*+:?-+:?[ \t]*+")


def lenient_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table, also one whose heading row has fewer cells than the row below it."""
    if start + 1 >= end or not state.src.startswith(_DELIMITERS, state.bMarks[start + 1] + state.tShift[start + 1]):
        return False
    if table_rule(state, start, end, silent):
        return True
    missing = _missing_cells(state, start, end)
    if not missing:
        return False
    heading = _line(state, start).rstrip()
    padding = " |" * (missing + (not heading.endswith("|")))
    source, marks, count = state.src, (state.bMarks[start], state.tShift[start], state.eMarks[start]), len(state.tokens)
    state.src = f"{source}\n{heading}{padding}"  # the rule reads the row there
    state.bMarks[start], state.tShift[start], state.eMarks[start] = len(source) + 1, 0, len(state.src)
    is_found = table_rule(state, start, end, silent)
    state.src = source
    state.bMarks[start], state.tShift[start], state.eMarks[start] = marks
    if is_found and not silent:
        state.tokens[count].meta[PADDING] = padding
    return is_found


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
