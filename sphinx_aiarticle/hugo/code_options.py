"""What authors say of a block of code, in Hugo's words and in those of ``code-block``.

https://gohugo.io/content-management/syntax-highlighting/. What only changes colours is left out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from sphinx_aiarticle.recognise.directives import quoted
from sphinx_aiarticle.recognise.markdown import literal, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SETTING = re.compile(r"(?<!\w)(\w++)\s*+=\s*+(\[[^\]\[]*\]|\"[^\"]*\"|'[^']*'|[^,\s]+(?:\s+\d+(?:-\d+)?(?=[,\s]|$))*)")
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_CAPTIONS = ("caption", "title", "name", "filename", "file")


def read_settings(text: str) -> dict[str, str]:
    """Return the settings in ``linenos=true hl_lines=[1,"3-4"]``, their names in small letters."""
    return {name.lower(): value.strip("\"'") for name, value in _SETTING.findall(text)}


def bare_words(text: str) -> list[str]:
    """Return what is not a setting, such as ``.class`` and ``#id``."""
    return _SETTING.sub(" ", text).replace(",", " ").split()


def code_options(settings: Mapping[str, str], height: int) -> dict[str, str]:
    """Return the options of a ``code-block``.

    Args:
        settings: Hugo's settings by name.
        height: Number of lines of the code; lines below it cannot be emphasized.
    """
    options = {}
    if settings.get("linenos", "false").lower() not in ("false", "0", ""):
        options["linenos"] = ""
    if (first := settings.get("linenostart", "")).isdecimal():
        options["lineno-start"] = first
    if lines := ",".join(_lines(settings.get("hl_lines", ""), height)):
        options["emphasize-lines"] = lines
    caption = next((one_line(settings[key]) for key in _CAPTIONS if settings.get(key)), "")
    return {**options, "caption": quoted(literal(caption))} if caption else options


@lru_cache(maxsize=512)
def is_known(language: str) -> bool:
    """Whether Pygments, or Sphinx itself, knows a language."""
    try:
        find_lexer_class_by_name(language)
    except ClassNotFound:
        return language in ("default", "none")
    return True


def _lines(written: str, height: int) -> Iterator[str]:
    for match in _RANGE.finditer(written):
        first, last = int(match[1]), min(int(match[2] or match[1]), height)
        if 0 < first <= last:
            yield f"{first}-{last}" if first < last else str(first)
