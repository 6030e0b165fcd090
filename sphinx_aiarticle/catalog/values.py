"""Typed access to the values of one product, which notes what is wrong with each at its line."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_aiarticle.model.problem import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx_aiarticle.catalog.toml_file import Table

_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LONGEST: Final = 2_000  # characters of a text that is shown


class Values:
    """The keys of one table and of the tables in it.

    Attributes:
        mistakes: What was found wrong so far, by line.
    """

    def __init__(self, table: Table, data: Any = None, inside: str = "") -> None:
        self._table = table
        self._inside = [inside] if inside else []
        self._prefix = f"{inside}." if inside else ""
        self.data: dict[str, Any] = table.value if data is None else data
        self.mistakes: list[tuple[int, str]] = []

    def note(self, key: str, message: str) -> None:
        """Note a mistake at *key*, or at the table for no key."""
        line = self._table.line(*self._inside, *filter(None, [key]))
        self.mistakes.append((line, f"{message} (product {self._table.id!r})"))

    def check_keys(self, known: Collection[str]) -> None:
        """Note keys that nothing reads."""
        for key in self.data:
            if key not in known:
                self.note(key, f"unknown key {self._prefix + key!r}{did_you_mean(key, known)}")

    def text(self, key: str) -> str:
        """Return a text on one line, or nothing."""
        value = self.data.get(key)
        if value is None:
            return ""
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            self.note(key, f"{self._prefix + key!r} must be a text in quotation marks, not {_shown(value)}")
            return ""
        text = " ".join(_CONTROL.sub(" ", value).split())
        if len(text) > _LONGEST:
            self.note(key, f"{self._prefix + key!r} is longer than {_LONGEST} characters and is cut")
        return text[:_LONGEST]

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of words; one text may stand for a list of one."""
        value = self.data.get(key, [])
        entries = [value] if isinstance(value, str) else value
        if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
            self.note(key, f'{self._prefix + key!r} must be a list of texts such as ["amazon"], not {_shown(value)}')
            return ()
        return tuple(entry.strip() for entry in entries if entry.strip())

    def day(self, key: str) -> dt.date | None:
        """Return a date, written as TOML has it or as text."""
        value = self.data.get(key)
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            return None

    def inner(self, key: str) -> Values | None:
        """Return the table at *key*; whoever uses it takes over its mistakes by :meth:`close`."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.note(key, f"{self._prefix + key!r} must be a table, not {_shown(value)}")
            return None
        return Values(self._table, value, key)

    def close(self, inner: Values) -> None:
        """Take over the mistakes of a table in this one."""
        self.mistakes += inner.mistakes

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield each key with its text, without empty ones."""
        for key in self.data:
            if value := self.text(key):
                yield key, value


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
