"""How messages show values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sphinx_aiarticle.model.problem import Problem, Subtype

_SHOWN: Final = 60


def shown(value: object) -> str:
    """Return *value* as a message shows it: a repr of at most about 60 characters, or what kind of value it is.

    Lists and mappings are only named: with aliases their repr could be far longer than the file.
    """
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str) and len(value) > _SHOWN:
        return repr(value[:_SHOWN]) + "…"
    return repr(value)


def listed(names: Iterable[str]) -> str:
    """Return *names* as ``'a', 'b', 'c'``."""
    return ", ".join(map(shown, names))


def front_matter_problem(message: str, line: int | None) -> Problem:
    """Return a problem of the front matter."""
    return Problem(subtype=Subtype.FRONT_MATTER, message=message, line=line)
