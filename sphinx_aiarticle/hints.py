"""What an author may have meant by a word that nobody knows."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_MANY = 30  # known words that a warning can name


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return a hint at the closest of the *known* words, or at the first of them when none is close."""
    if close := get_close_matches(word, list(known), n=1):
        return f"; did you mean {close[0]!r}?"
    first = sorted(known)[:_MANY]
    more = f" and {len(known) - _MANY} more" if len(known) > _MANY else ""
    return f"; known are {', '.join(first)}{more}"
