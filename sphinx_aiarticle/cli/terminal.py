"""All that the command line says, and how commands fail; nothing else writes to the terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TextIO, TypeVar

from rich.console import Console
from rich.padding import Padding
from rich.progress import track
from rich.text import Text

T = TypeVar("T")
_NARROWEST: Final = 40  # columns; below it lines are broken by the terminal
_WIDEST: Final = 100  # columns; longer lines are hard to read
_INDENT: Final = 6  # columns
#: Exit status where nobody reads the output: that of a program which SIGPIPE ends.
CLOSED_OUTPUT: Final = 141


class UsageError(Exception):
    """A command cannot do its work; the message says why, and what to write."""


class Style(StrEnum):
    """How a piece of text looks; the value is a style of rich."""

    PLAIN = ""
    STRONG = "bold"
    FAINT = "dim"
    GOOD = "green"
    NOTE = "yellow"
    BAD = "bold red"


Line = str | tuple[tuple[str, Style], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: in a terminal the message is below its head, elsewhere all is one line."""

    head: Line
    message: str


def counted(count: int, thing: str, things: str = "") -> str:
    """Return how many there are: "1 page", "1,860 pages"."""
    return f"{count:,} {thing if count == 1 else things or f'{thing}s'}"


class Terminal:
    """Writes results to one stream and progress to another.

    Colours and wrapped lines are for people: a file or a pipe gets neither. https://no-color.org and ``FORCE_COLOR``
    are respected.
    """

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._out = _console(out or sys.stdout)
        self._err = _console(err or sys.stderr)

    def say(self, lines: Iterable[Line | Item]) -> None:
        """Write lines of a result."""
        for line in lines:
            if not isinstance(line, Item):
                self._out.print(_text(line), soft_wrap=True)
            elif self._out.file.isatty():
                self._out.print(Text("  ") + _text(line.head), soft_wrap=True)
                self._out.print(Padding(_text(line.message), (0, 0, 0, _INDENT), expand=False))
            else:
                self._out.print(Text("  ") + _text(line.head) + Text(": ") + _text(line.message), soft_wrap=True)

    def write(self, document: str) -> None:
        """Write a document for a program."""
        self._out.out(document, end="")

    def mention(self, lines: Iterable[str]) -> None:
        """Write lines for people beside a document for a program."""
        for line in lines:
            self._err.print(_text(line), soft_wrap=True)

    def complain(self, message: str) -> None:
        """Write why the command cannot do its work."""
        self.mention([f"sphinx-aiarticle: {message}"])

    def track(self, label: str, items: Sequence[T], /) -> Iterator[T]:
        """Pass *items* on, and show how far it is where somebody is looking."""
        if not self._err.file.isatty():
            return iter(items)
        return iter(track(items, label, console=self._err, transient=True))


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """End quietly where nobody reads the output any more, as in ``sphinx-aiarticle check | head``."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())  # else Python complains when it ends
        raise SystemExit(CLOSED_OUTPUT)


def _console(stream: TextIO) -> Console:
    if hasattr(stream, "reconfigure"):  # what the encoding of a stream lacks is shown escaped
        stream.reconfigure(errors="backslashreplace")
    width = max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))
    # With NO_COLOR rich itself would still write bold text.
    return _Console(
        file=stream, width=width, color_system=None if os.environ.get("NO_COLOR") else "auto", highlight=False
    )


def _text(line: Line) -> Text:
    pieces = ((line, Style.PLAIN),) if isinstance(line, str) else line
    return Text.assemble(*((_safe(text), style) for text, style in pieces))


def _safe(text: str) -> str:
    """Return *text* without anything that could control a terminal."""
    return "".join(mark if mark.isprintable() or mark == "\u3000" else ascii(mark)[1:-1] for mark in text)
