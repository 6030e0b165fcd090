"""What Hugo adds to Markdown: emoji codes, shortcodes, heading attributes and the mark for the end of a summary."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.code_fences import read_fences
from sphinx_aiarticle.hugo.emoji import with_emoji
from sphinx_aiarticle.hugo.shortcodes import expand
from sphinx_aiarticle.hugo.shortcodes.tags import find_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_aiarticle.hugo.site_context import Surroundings
    from sphinx_aiarticle.model.problem import Problem

_MORE = re.compile(r"<!--[ \t]*more[ \t]*-->")
_MARKED = re.compile(r"^ {0,3}#{1,6}[ \t][^\n]*\{[^{}\n]*\}[ \t]*$|<!--[ \t]*more[ \t]*-->", re.MULTILINE)
_HEADING = re.compile(r"( {0,3}#{1,6}[ \t].*?)[ \t]*\{([^{}]*)\}[ \t]*$")
_ATTRIBUTE = re.compile(r"#(?P<id>[^\s{}#=\"']+)|\.[^\s{}#=\"']+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\"']+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An article with the body in MyST Markdown.

    Attributes:
        lines: As many as before.
        problems: What stays as its author wrote it.
        anchors: The ids that the author gave to headings, by 0-based line.
    """

    lines: Sequence[str]
    problems: tuple[Problem, ...] = ()
    anchors: Mapping[int, str] = field(default_factory=dict)


def read_language(lines: Sequence[str], start: int, surroundings: Surroundings) -> Body:
    """Return an article without what only Hugo understands.

    Args:
        lines: The whole file.
        start: 0-based line where the body begins.
        surroundings: What the text knows of its site.
    """
    if start >= len(lines):
        return Body(lines=lines)
    text = "\n".join(lines[start:])
    if surroundings.emoji:
        text = with_emoji(text)
    text, problems = expand(text, start, surroundings)
    text = read_fences(text)
    read = [*lines[:start], *text.split("\n")]
    anchors = _take_marks(read, start, text) if _MARKED.search(text) else {}
    return Body(lines=read, problems=problems, anchors=anchors)


def _take_marks(lines: list[str], start: int, text: str) -> dict[int, str]:
    """Take the marks out of *lines*; return the anchors."""
    anchors: dict[int, str] = {}
    code = find_code(text)
    for match in _MARKED.finditer(text):
        number = start + text.count("\n", 0, match.start())
        is_more = match[0].startswith("<!--")
        index = bisect_right(code, (match.start(), len(text))) - 1
        is_code = index >= 0 and match.start() < code[index][1]
        if is_more and (not is_code or not text[code[index][0] : match.start()].strip(" \t")):
            lines[number] = _MORE.sub("", lines[number])
        elif not is_more and not is_code and (heading := _HEADING.match(lines[number])):
            attributes = _attributes(heading[2])
            if attributes is not None:
                lines[number] = heading[1]
                anchors.update({number: attributes} if attributes else {})
    return anchors


def _attributes(text: str) -> str | None:
    """Return the id among attributes, empty without one, or ``None`` when the text holds something else."""
    if not text.strip() or _ATTRIBUTE.sub("", text).strip():
        return None
    return next((match["id"] for match in _ATTRIBUTE.finditer(text) if match["id"]), "")
