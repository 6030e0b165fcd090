"""Attributes behind the language of a fence, such as ```` ```go {linenos=true hl_lines=[1,"3-4"]} ````."""

from __future__ import annotations

import re

from sphinx_aiarticle.hugo.code_options import bare_words, code_options, is_known, read_settings
from sphinx_aiarticle.hugo.shortcodes.placing import opening_of
from sphinx_aiarticle.hugo.shortcodes.rendering import directive
from sphinx_aiarticle.hugo.shortcodes.tags import find_code

_OPENING = re.compile(
    r"(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<language>[^\s`{}]*)[ \t]*\{"
    r"(?P<attributes>[^{}`\n]*)\}[ \t]*(?=\n|\Z)"
)
_CANDIDATE = re.compile(r"^[^\n`~]*(?:`{3,}|~{3,})[^\n`{]*\{[^\n]*\}[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\s*(?:[.#][\w-]+|\w+\s*=)")


def read_fences(text: str) -> str:
    """Return Markdown in which no fence has attributes; those that Sphinx can show become options of a ``code-block``.

    The number of lines stays, so such a block stands packed in its first line. In a quote, or in the line of a list
    item's mark, there is no room for options.

    Args:
        text: Markdown.
    """
    if not _CANDIDATE.search(text):
        return text
    pieces, last = [], 0
    for begin, end in find_code(text):
        opening = _OPENING.match(text, begin)
        if opening and begin >= last and (opening["language"] or _ATTRIBUTES.match(opening["attributes"])):
            pieces += [text[last:begin], _read_fence(text[begin:end], opening)]
            last = end
    return "".join([*pieces, text[last:]])


def _read_fence(block: str, opening: re.Match[str]) -> str:
    code = block.split("\n")[1:]
    indent, language = opening["before"], opening["language"]
    words = bare_words(opening["attributes"])
    classes = [word[1:] for word in words if word.startswith(".")]
    if not language and classes and is_known(classes[0]):
        language = classes.pop(0)
    plain = "\n".join([f"{indent}{opening['fence']}{language}", *code])
    close = code.pop().strip(" \t") if code else ""
    is_closed = close.startswith(opening["fence"]) and not close.strip(opening["fence"][0])
    if indent.strip(" \t") or not is_closed:
        return plain
    options = code_options(read_settings(opening["attributes"]), len(code))
    options |= {"class": " ".join(classes)} if classes else {}
    if anchor := next((word[1:] for word in words if word.startswith("#")), ""):
        options["name"] = anchor
    if not options:
        return plain
    known = language.partition(":")[0]
    body = "\n".join(_without_indent(line, len(indent)) for line in code)
    packed = opening_of(directive("code-block", known if is_known(known) else "text", options, body))
    return "\n".join([f"{indent}{packed}", *[""] * len(code), f"{indent}~~~"])


def _without_indent(line: str, width: int) -> str:
    return line[min(width, len(line) - len(line.lstrip(" \t"))) :]
