"""Every warning of the extension goes through here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_aiarticle.model.problem import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes

__all__ = ["Problem", "Subtype", "report", "warn"]

_LOGGER = logging.getLogger(__name__)


def warn(
    subtype: Subtype,
    message: str,
    *args: object,
    location: nodes.Node | tuple[str, int | None] | str | None,
    once: bool = False,
) -> None:
    """Give one warning of type ``aiarticle``.

    Args:
        subtype: What ``suppress_warnings`` can name.
        message: What is wrong and what to do, with ``%`` placeholders.
        args: Values for the placeholders.
        location: A node, ``(docname, line)``, or ``"file:line"``.
        once: Whether the same message with the same values is given once only.
    """
    _LOGGER.warning(message, *args, type="aiarticle", subtype=str(subtype), location=location, once=once)


def report(problems: Iterable[Problem], docname: str) -> None:
    """Warn of the *problems* that pure code found in the source of *docname*."""
    for problem in problems:
        warn(problem.subtype, "%s", problem.message, location=(docname, problem.line))
