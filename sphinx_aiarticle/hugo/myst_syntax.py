"""Keep MyST from reading its own syntax into text that was written for Hugo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.code_spans import code_spans

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

# A comment, a block break, a target: each at the beginning of a line, maybe in a quote or a list item.
_LEADING = re.compile(
    r"(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<mark>%|\+(?=\+\+)|\((?=[^()\s]+\)=[ \t]*$))"
)
# The name of a role right before inline code.
_ROLE = re.compile(r"(?<!\\)\{(?=[A-Za-z_][\w.:+-]*\}`)")


def escaped_lines(
    lines: Sequence[str], start: int, edited: Mapping[int, str], taken: Collection[int]
) -> dict[int, str]:
    """Return the lines that need a backslash to mean in MyST what they mean in Hugo, with their new text.

    Args:
        lines: The text of the whole file.
        start: 0-based line where the body begins.
        edited: Lines that change already.
        taken: Lines of code and HTML.
    """
    changes: dict[int, str] = {}
    for number in range(start, len(lines)):
        line = lines[number]
        if ("%" in line or "+++" in line or ")=" in line or "}`" in line) and number not in taken:
            line = edited.get(number, line)
            escaped = _escaped(line)
            if escaped != line:
                changes[number] = escaped
    return changes


def _escaped(line: str) -> str:
    if match := _LEADING.match(line):
        line = f"{match['before']}\\{line[match.end('before') :]}"
    if _ROLE.search(line) is None:
        return line
    pieces, last = [], 0
    for begin, end in (*code_spans(line), (len(line), len(line))):
        pieces += [_ROLE.sub(r"\\{", line[last:begin] + "`")[:-1], line[begin:end]]
        last = end
    return "".join(pieces)
