"""What became of each part of a Hugo site."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The kind of a finding about what the old site has, and the new one has not.
NO_COUNTERPART: Final = "no counterpart"
#: What the kind of a finding begins with that says what a page loses.
LOST: Final = "lost "


class Outcome(StrEnum):
    """How well a part moved; the value appears in reports."""

    HANDLED = "handled"
    LEFT = "left as it was"
    HUMAN = "needs a human"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that the reader of the report may want to know.

    Attributes:
        outcome: How it went.
        kind: What it is, in two or three words; reports count by it.
        path: The file, relative to the Hugo site (or to the target, for files changed there).
        line: 1-based line, or ``None`` when it concerns the whole file.
        message: What it is about and what to do; empty for what is handled.
        also: What else it is about: more that is lost on the page, or more pages.
    """

    outcome: Outcome
    kind: str
    path: str
    line: int | None = None
    message: str = ""
    also: tuple[str, ...] = ()


def handled(kind: str, path: str, line: int | None = None) -> Finding:
    """Return a finding that needs nobody."""
    return Finding(outcome=Outcome.HANDLED, kind=kind, path=path, line=line)


def left(kind: str, path: str, message: str, line: int | None = None) -> Finding:
    """Return a finding about something that stays as its author wrote it."""
    return Finding(outcome=Outcome.LEFT, kind=kind, path=path, line=line, message=message)


def needs_human(kind: str, path: str, message: str, line: int | None = None, also: Iterable[str] = ()) -> Finding:
    """Return a finding that somebody has to look at."""
    return Finding(outcome=Outcome.HUMAN, kind=kind, path=path, line=line, message=message, also=tuple(also))
