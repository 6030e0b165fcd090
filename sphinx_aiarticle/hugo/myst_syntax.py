"""Keep MyST from reading its own syntax into text that was written for Hugo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.recognise.code_spans import code_spans

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

# A comment, a block break, a target: each at the beginning of a line, maybe in a quote or a list item.
_LEADING = re.compile(
    r"(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<mark>%|\+(?=\+\+)|\((?=[^()\s]+\)=[ \t]*$))"
)
# A reference to a note, and its text: MyST takes the first for one even where there is no such note.
_NOTE = re.compile(r"(?<!\\)\[(?=\^([^\]\[\s]+)\])")
_NOTE_TEXT = re.compile(r"[ \t>]*\[\^([^\]\[\s]+)\]:")
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
    notes: set[str] | None = None
    for number in range(start, len(lines)):
        line = lines[number]
        if ("%" in line or "+++" in line or ")=" in line or "}`" in line or "[^" in line) and number not in taken:
            line = edited.get(number, line)
            if notes is None and "[^" in line:
                notes = {match[1] for match in map(_NOTE_TEXT.match, lines[start:]) if match}
            escaped = _escaped(line, notes or ())
            if escaped != line:
                changes[number] = escaped
    return changes


def _escaped(line: str, notes: Collection[str]) -> str:
    if match := _LEADING.match(line):
        line = f"{match['before']}\\{line[match.end('before') :]}"
    if _ROLE.search(line) is None and _NOTE.search(line) is None:
        return line
    pieces, last = [], 0
    for begin, end in (*code_spans(line), (len(line), len(line))):
        plain = _ROLE.sub(r"\\{", line[last:begin] + "`")[:-1]
        pieces += [_NOTE.sub(lambda match: "[" if match[1] in notes else r"\[", plain), line[begin:end]]
        last = end
    return "".join(pieces)
