"""Runs of text with their markup, and the Markdown for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx_aiarticle.recognise.markdown import (
    flat,
    inline_code,
    is_punctuation,
    link,
    literal,
    one_line,
    paragraph_start,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLANKS = re.compile(r"[ \t\n\f\r]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text with one kind of markup.

    Attributes:
        text: Plain text.
        strong: Whether it is bold.
        emphasis: Whether it is italic.
        code: Whether it is code.
        url: Where it leads; empty when it is not a link.
        anchor: Number of its ``<a>`` element; 0 outside links.
        line_break: Whether it is a ``<br>``; then the text is one space.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    url: str = ""
    anchor: int = 0
    line_break: bool = False


def collapse(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return *runs* with white space as a browser shows it: one space between words, none at the ends of a line."""
    result: list[Run] = []
    for run in runs:
        text = _BLANKS.sub(" ", run.text)
        if run.line_break:
            _trim_end(result)
        elif text.startswith(" ") and (not result or result[-1].text.endswith(" ")):
            text = text[1:]
        if text and (result or not run.line_break):
            result.append(run if text == run.text else replace(run, text=text))
    while result and result[-1].text == " ":
        result.pop()
    _trim_end(result)
    return tuple(result)


def _trim_end(runs: list[Run]) -> None:
    if runs and runs[-1].text.endswith(" ") and not runs[-1].line_break:
        last = runs.pop()
        if last.text != " ":
            runs.append(replace(last, text=last.text[:-1]))


def plain(runs: Sequence[Run]) -> str:
    """Return the words of collapsed *runs* as one line."""
    return one_line("".join(run.text for run in runs))


def to_markdown(runs: Sequence[Run]) -> str:
    """Return Markdown for collapsed *runs*; line breaks become hard ones."""
    lines = [""]
    for index, run in enumerate(runs):
        if run.line_break:
            lines.append("")
            continue
        following = runs[index + 1].text[:1] if index + 1 < len(runs) else ""
        lines[-1] += _inline(run, lines[-1][-1:], following)
    return "\\\n".join(paragraph_start(line) for line in lines)


def _inline(run: Run, before: str, after: str) -> str:
    text = flat(run.text).strip(" ")
    head = " " if run.text[:1] == " " else ""
    tail = " " if run.text[-1:] == " " and text else ""
    if not text:
        return head
    markdown = inline_code(text) if run.code else literal(text)
    mark = "**" if run.strong else "*" if run.emphasis else ""
    if mark and _may_open(head or before, markdown[0]) and _may_open(tail or after, markdown[-1]):
        markdown = f"{mark}{markdown}{mark}"
    if run.url:
        markdown = link(markdown, run.url)
    return f"{head}{markdown}{tail}"


def _may_open(outside: str, inside: str) -> bool:
    """Whether a ``*`` between two characters counts as a delimiter (CommonMark 0.31, section 6.2, "flanking").

    The rule is symmetrical: what holds for an opening mark with the character before it holds for a closing mark with
    the character after it. Bold words next to Japanese brackets fail it; they lose the bold, not the words.
    """
    if outside in ("*", "_", "\\"):
        return False
    return not is_punctuation(inside) or not outside or outside in " \n" or is_punctuation(outside)
