"""What authors say of a block of code, in Hugo's words and in those of ``code-block``.

https://gohugo.io/content-management/syntax-highlighting/. What only changes colours is left out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from sphinx_aiarticle.recognise.markdown import directive, literal, one_line, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markdown_it.token import Token

_SETTING = re.compile(r"(?<!\w)(\w++)\s*+=\s*+(\[[^\]\[]*\]|\"[^\"]*\"|'[^']*'|[^,\s]+(?:\s+\d+(?:-\d+)?(?=[,\s]|$))*)")
_FENCE = re.compile(r"[ \t]*+(?P<language>[^\s`{}]*+)[ \t]*+\{(?P<attributes>[^{}`]*)\}[ \t]*")
_BEGINS = re.compile(r"\s*(?:[.#][\w-]+|\w+\s*=)")
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_CAPTIONS = ("caption", "title", "name", "filename", "file")


def read_settings(text: str) -> dict[str, str]:
    """Return the settings in ``linenos=true hl_lines=[1,"3-4"]``, their names in lower case."""
    return {name.lower(): value.strip("\"'") for name, value in _SETTING.findall(text)}


def bare_words(text: str) -> list[str]:
    """Return what is not a setting, such as ``.class`` and ``#id``."""
    return _SETTING.sub(" ", text).replace(",", " ").split()


def read_fence(token: Token) -> str:
    """Give a fence what is behind its language, such as ``{linenos=true}``, as options of a ``code-block``.

    Args:
        token: The fence, changed in place.

    Returns:
        Its info string as it was written; empty for a fence that says nothing, which stays.
    """
    match = _FENCE.fullmatch(token.info)
    if match is None or not (match["language"] or _BEGINS.match(match["attributes"])):
        return ""
    written = token.info.strip()
    language, words = match["language"], bare_words(match["attributes"])
    classes = [word[1:] for word in words if word.startswith(".")]
    if not language and classes and is_known(classes[0]):
        language = classes.pop(0)
    options = code_options(read_settings(match["attributes"]), token.content.count("\n"))
    options |= {"class": " ".join(classes)} if classes else {}
    if anchor := next((word[1:] for word in words if word.startswith("#")), ""):
        options["name"] = anchor
    token.info = language
    if options:
        known = language.partition(":")[0]
        known = known if is_known(known) else "text"
        token.info = f"{{code-block}} {known}"
        head = directive("code-block", known, options, "x").split("\n")[1:-2]
        token.content = "\n".join([*head, token.content])
    return written


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
