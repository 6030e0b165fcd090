"""The shortcodes of a site's own: functions, or Jinja templates of Markdown."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Template

    from sphinx_aiarticle.hugo.shortcodes import Call


def function_of(value: str | Callable[[Call], str]) -> Callable[[Call], str]:
    """Return what makes Markdown of a call.

    Args:
        value: A template, which sees the named values, ``args``, ``inner`` and ``page``; or the function itself.
    """
    return (lambda call: _rendered(value, call)) if isinstance(value, str) else value


@lru_cache(maxsize=256)
def template_of(source: str) -> Template:
    """Return a compiled template; raises :class:`jinja2.TemplateError` when it is broken."""
    return Environment(autoescape=False, keep_trailing_newline=False).from_string(source)  # noqa: S701 - Markdown


def _rendered(source: str, call: Call) -> str:
    values = {**call.options, "args": call.arguments, "inner": (call.inner or "").strip("\n"), "page": call.page}
    return template_of(source).render(values)
