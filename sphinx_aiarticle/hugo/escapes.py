"""Keep MyST from reading its own syntax into text that was written for Hugo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.recognise.code_spans import code_spans

if TYPE_CHECKING:
    from collections.abc import Container

# A comment, a block break, a target: each at the beginning of a line, maybe in a quote or a list item.
_LEADING = re.compile(
    r"(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<mark>%|\+(?=\+\+)|\((?=[^()\s]+\)=[ \t]*$))"
)
# A reference to a note that there is not, and the name of a role right before inline code.
_NOTE = re.compile(r"(?<!\\)\[(?=\^([^\]\[\s]+)\])")
_ROLE = re.compile(r"(?<!\\)\{(?=[A-Za-z_][\w.:+-]*\}`)")


def escaped_inline(text: str, notes: Container[str]) -> str:
    """Return the text of a paragraph with a backslash in front of what only MyST gives a meaning.

    Args:
        text: Markdown.
        notes: The labels of the footnotes of the article, with a colon in front of each.
    """
    if "}`" not in text and "[^" not in text:
        return text
    pieces, last = [], 0
    for begin, end in (*code_spans(text), (len(text), len(text))):
        plain = _ROLE.sub(r"\\{", text[last:begin] + "`")[:-1]
        pieces += [_NOTE.sub(lambda match: "[" if f":{match[1]}" in notes else r"\[", plain), text[begin:end]]
        last = end
    return "".join(pieces)


def escaped_line(line: str) -> str:
    """Return a line of a paragraph with a backslash in front of a mark that is MyST's at the beginning of a line."""
    if match := _LEADING.match(line):
        return f"{match['before']}\\{line[match.end('before') :]}"
    return line
