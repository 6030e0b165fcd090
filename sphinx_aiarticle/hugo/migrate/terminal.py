"""All that the command line says; nothing else writes to the terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final, TextIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

T = TypeVar("T")
_WIDTH: Final = 30  # characters of the bar
_INTERVAL: Final = 0.1  # seconds


class Terminal:
    """Writes results to one stream and progress to another.

    Args:
        out: Takes results; standard output by default.
        err: Takes errors, and progress when it is a terminal; standard error by default.
    """

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._err = err or sys.stderr

    def say(self, lines: Iterable[str]) -> None:
        """Write lines of a result."""
        self._write(self._out, "".join(f"{_safe(line)}\n" for line in lines))

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
        filled = _WIDTH * done // total
        self._write(self._err, f"\r\x1b[K{label:<10} [{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{total}")
        self._err.flush()

    @staticmethod
    def _write(stream: TextIO, text: str) -> None:
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))


def _safe(text: str) -> str:
    """Return *text* without anything that could steer a terminal."""
    return "".join(mark if mark.isprintable() or mark == "\u3000" else ascii(mark)[1:-1] for mark in text)
