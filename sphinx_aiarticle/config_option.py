"""One configuration value: declared once, as a field, with its type, its reader and its description."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any, Literal

from sphinx_aiarticle.record import Record


class Option(Record):
    """One configuration value.

    Attributes:
        name: Its name without the prefix ``aiarticle_``.
        default: What holds when ``conf.py`` says nothing, or something wrong.
        types: What ``conf.py`` may give.
        rebuild: ``env`` when pages must be read again after a change, ``html`` when they must be written again, empty
            when something else sees to it.
        description: One or two sentences for the reference.
        needs: An option that is declared before it, and whose setting its reader gets, too; empty for none.
        read: Turns a value of the right type into the setting. It raises :class:`ValueError` when the whole value
            cannot be used, and notes the parts that are left out.
    """

    name: str = ""
    default: Any
    types: tuple[type, ...]
    rebuild: Literal["env", "html", ""]
    description: str
    needs: str = ""
    read: Callable[..., Any]


def option(
    *,
    default: Any,
    types: tuple[type, ...],
    rebuild: Literal["env", "html", ""],
    description: str,
    read: Callable[[Any], Any] = lambda value: value,
    parts: Callable[..., Any] | None = None,
    needs: str = "",
) -> Any:
    """Declare a field of :class:`Settings`, see :class:`Option`; *parts* reads a value that can be used in parts."""
    reader = parts or (lambda value, _problems: read(value))
    declared = Option(default=default, types=types, rebuild=rebuild, description=description, needs=needs, read=reader)
    return field(metadata={"option": declared})
