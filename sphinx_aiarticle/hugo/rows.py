"""The lines of a page: what each is, the blank lines between them, and who may write them in another way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from sphinx_aiarticle.recognise.boxes import BoxProduct
from sphinx_aiarticle.recognise.tokens import product_rows

#: What the first item of a list begins with where it explains an option of a command.
_OPTION_FIRST: Final = re.compile(r"-[ \t]+\S--")

#: What a blank line may have in a quotation.
EDGE: Final = " \t>"

_NOTE_MARK: Final = re.compile(r"\[\^[^\]]*\]:[ \t]*")
_MARKER_IN_PREFIX: Final = re.compile(r"[^\s>]")
#: The marks of lists, quotations, notes and definitions that a line begins with, and blanks.
CONTAINERS: Final = re.compile(r"(?:[ \t]*(?:>|(?:[-*+:]|\d{1,9}[.)]|\[\^[^\]]*\]:)(?=[ \t])))*[ \t]*")


class Writer:
    """Writes the parts of an article, here as its author has them.

    Each method but that for product boxes returns as many lines as it gets.
    """

    def product(self, product: BoxProduct) -> Sequence[str]:
        """Return the lines inside a product box."""
        return product_rows(product)

    def text(self, markdown: str) -> str:
        """Return a paragraph, a heading or the row of a table."""
        return markdown

    def definition(self, line: str) -> str:
        """Return the definition of a link."""
        return line

    def fence(self, code: str) -> str:
        """Return a block of code, whose first line is its fence."""
        return code


#: Writes what the author has.
AS_IS: Final = Writer()


class RowKind(Enum):
    """What a line is."""

    TEXT = auto()
    GONE = auto()  # nothing but the edge of what it was in, such as a quotation
    OPEN = auto()  # the first line of a directive
    TARGET = auto()  # a name for what is below
    CLOSE = auto()


_ENDS: Final = (RowKind.OPEN, RowKind.CLOSE)


class Row(NamedTuple):
    """One line: its text, its kind, and whether it joins the end of a directive above it, as a question does."""

    text: str
    kind: RowKind = RowKind.TEXT
    joins: bool = False

    def with_text(self, text: str) -> Row:
        """Return the same line with another text."""
        return self._replace(text=text)


def change_text(groups: Sequence[list[Row]], change: Callable[[str], str]) -> None:
    """Change the text in *groups* of rows, in place."""
    places = [(group, at) for group in groups for at, row in enumerate(group) if row.kind is RowKind.TEXT]
    text = "\n".join(group[at].text for group, at in places)
    if (new := change(text)) != text:
        for (group, at), line in zip(places, new.split("\n"), strict=True):
            group[at] = group[at].with_text(line)


def apart(lines: list[str]) -> list[str]:
    """Return the text of a directive, apart from its first line where MyST-Parser takes that for front matter.

    Its rule for that looks only for dashes, and finds those of an option that the first item of a list begins with.
    """
    first = next((number for number, line in enumerate(lines) if line and not line.startswith(":")), 0)
    return [*lines[:first], "", "", *lines[first:]] if lines and _OPTION_FIRST.match(lines[first]) else lines


def spaced(rows: Sequence[Row]) -> list[str]:
    """Return the lines with one blank line around each directive, and none where something is gone.

    Blank lines of the author stay, because some of them may be in code; in a quotation they have its mark.
    """
    lines: list[str] = []
    last, gap = RowKind.GONE, list[str]()
    for row in rows:
        if row.kind is RowKind.GONE:
            gap.append(row.text)
        elif row.text.strip(EDGE) or row.kind is not RowKind.TEXT:
            _close_gap(lines, row, last, gap)
            lines.append(row.text)
            last, gap = row.kind, []
        elif last is RowKind.TEXT and not gap:
            lines.append(row.text)
        else:
            gap.append(row.text)
    return _trimmed(lines)


def _close_gap(lines: list[str], row: Row, last: RowKind, gap: Sequence[str]) -> None:
    """Put a blank line in front of *row* where one belongs, and take out those that do not."""
    is_tight = row.kind is RowKind.CLOSE or last is RowKind.TARGET or (row.joins and last in _ENDS)
    if last is RowKind.OPEN and row.kind is RowKind.TEXT:
        is_tight = not row.text.startswith((":", "---"))  # else it would be an option
    wanted = gap or row.kind in (RowKind.OPEN, RowKind.TARGET) or last in _ENDS
    if is_tight:
        while lines and not lines[-1] and last is not RowKind.TEXT:
            lines.pop()
    elif wanted and lines and (lines[-1].strip(EDGE) or min(gap, default="") < lines[-1].rstrip()):
        lines.append(min(gap, default=""))  # the edge of what holds all of it
    if last is RowKind.OPEN and row.kind is RowKind.TEXT and _OPTION_FIRST.match(row.text):
        lines += ["", ""]  # see `apart`


def _trimmed(lines: list[str]) -> list[str]:
    first = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    last = next((i for i in range(len(lines), first, -1) if lines[i - 1].strip()), first)
    return lines[first:last]


def continued(prefix: str) -> str:
    """Return what precedes the next lines of a block: blanks in place of the marks of a list, and those of a note."""
    return _MARKER_IN_PREFIX.sub(" ", _NOTE_MARK.sub(" " * 4, prefix))


def indented(block: Iterable[str], prefix: str) -> list[Row]:
    """Return a block behind what precedes its first line: the mark of a list, that of a quotation, or both."""
    rows = [f"{continued(prefix) if n else prefix}{line}" for n, line in enumerate(block)]
    return [Row(row if row.strip(EDGE) else row.rstrip()) for row in rows]


def edge_row(prefix: str) -> Row:
    """Return what parts such a block from the next: an empty line, in a quotation with its mark."""
    return Row(continued(prefix).rstrip(), RowKind.GONE)


def set_apart(block: Sequence[str], prefix: str) -> list[Row]:
    """Return such a block parted from its neighbours; what begins the entry of a list is parted by its mark.

    An entry of which nothing is left holds a comment.
    """
    is_first = _MARKER_IN_PREFIX.search(prefix) is not None
    return [*([] if is_first else [edge_row(prefix)]), *indented(block or ["%"] * is_first, prefix), edge_row(prefix)]


def marks_before(line: str) -> str:
    """Return the marks of lists, quotations, notes and definitions that a line begins with."""
    found = CONTAINERS.match(line)
    return found[0] if found else ""
