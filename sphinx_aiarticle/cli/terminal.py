"""All that the command line says; nothing else writes to the terminal."""

from __future__ import annotations

import os
import shutil
import sys
import time
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TextIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


T = TypeVar("T")
_BAR: Final = 30  # characters of the bar
_INTERVAL: Final = 0.1  # seconds
_NARROWEST: Final = 40  # columns; below it lines are broken by the terminal
_WIDEST: Final = 100  # columns; longer lines are hard to read
_INDENT: Final = "      "


class Style(StrEnum):
    """How a piece of text looks; the value is the code of ECMA-48's "select graphic rendition"."""

    PLAIN = ""
    STRONG = "1"
    FAINT = "2"
    GOOD = "32"
    NOTE = "33"
    BAD = "1;31"


Line = str | tuple[tuple[str, Style], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: in a terminal the message stands below its head, elsewhere all is one line.

    Attributes:
        head: What it is about.
        message: What to say of it.
    """

    head: Line
    message: str


class Terminal:
    """Writes results to one stream and progress to another.

    Colours and broken lines are for people: a file or a pipe gets neither. https://no-color.org and ``FORCE_COLOR``
    are respected.

    Args:
        out: Takes results; standard output by default.
        err: Takes errors, and progress when it is a terminal; standard error by default.
    """

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._is_read_by_people = self._out.isatty()
        self._has_colour = _wants_colour(self._out)
        self._columns = max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))

    def say(self, lines: Iterable[Line | Item]) -> None:
        """Write lines of a result."""
        self._write(self._out, "".join(f"{text}\n" for line in lines for text in self._laid_out(line)))

    def write(self, document: str) -> None:
        """Write a document for a program."""
        self._write(self._out, document)

    def mention(self, lines: Iterable[str]) -> None:
        """Write lines for people beside a document for a program."""
        self._write(self._err, "".join(f"{_safe(line)}\n" for line in lines))

    def complain(self, message: str) -> None:
        """Write why the command cannot do its work."""
        self._write(self._err, f"sphinx-aiarticle: {_safe(message)}\n")

    def track(self, label: str, items: Sequence[T], /) -> Iterator[T]:
        """Pass *items* on, and show how far it is where somebody is looking."""
        shown = self._err.isatty()
        drawn = 0.0
        for number, item in enumerate(items):
            if shown and time.monotonic() - drawn > _INTERVAL:
                self._draw(label, number, len(items))
                drawn = time.monotonic()
            yield item
        if shown:
            self._write(self._err, "\r\x1b[K")

    def _draw(self, label: str, done: int, total: int) -> None:
        filled = _BAR * done // total
        self._write(self._err, f"\r\x1b[K{label:<10} [{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}")
        self._err.flush()

    def _laid_out(self, line: Line | Item) -> Iterator[str]:
        if not isinstance(line, Item):
            yield self._painted(line)
        elif self._is_read_by_people:
            yield f"  {self._painted(line.head)}"
            yield from (_INDENT + row for row in _broken(_safe(line.message), self._columns - len(_INDENT)))
        else:
            yield f"  {self._painted(line.head)}: {_safe(line.message)}"

    def _painted(self, line: Line) -> str:
        pieces = ((line, Style.PLAIN),) if isinstance(line, str) else line
        return "".join(
            f"\x1b[{style}m{_safe(text)}\x1b[0m" if style and self._has_colour else _safe(text)
            for text, style in pieces
        )

    @staticmethod
    def _write(stream: TextIO, text: str) -> None:
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))


def _wants_colour(stream: TextIO) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def _broken(text: str, columns: int) -> Iterator[str]:
    """Yield *text* in lines of at most so many columns, of which East Asian characters take two each."""
    line = ""
    for word in text.split(" "):
        if line and _width(line) + 1 + _width(word) > columns:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
        while _width(line) > columns:  # a word longer than the line, as sentences without spaces are
            end = next(end for end in range(len(line), 0, -1) if _width(line[:end]) <= columns)
            yield line[:end]
            line = line[end:]
    if line:
        yield line


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(mark) else 1 + (unicodedata.east_asian_width(mark) in "WF") for mark in text)


def _safe(text: str) -> str:
    """Return *text* without anything that could steer a terminal."""
    return "".join(mark if mark.isprintable() or mark == "\u3000" else ascii(mark)[1:-1] for mark in text)
