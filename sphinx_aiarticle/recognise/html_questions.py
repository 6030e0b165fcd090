"""Find the questions of a FAQ in handwritten HTML: a list of definitions, or paragraphs that begin with bold words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.recognise.headings import introduces_faq, without_number
from sphinx_aiarticle.recognise.html import read_html
from sphinx_aiarticle.recognise.html_tags import HEADINGS
from sphinx_aiarticle.recognise.markdown import literal, one_line
from sphinx_aiarticle.recognise.pieces import Kind, pieces_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_aiarticle.recognise.html import Element

_FAR: Final = 1_000  # characters
_LEAD: Final = re.compile(
    r"<p\b[^<>]*>\s*+<(?P<tag>strong|b)>(?P<question>[^<>]+)</(?P=tag)>\s*+(?:<br\s*+/?>\s*+)?"
    r"(?:<(?P<mark>strong|b)>\s*+A\s*+[.:：]\s*+</(?P=mark)>)?(?P<answer>.*)</p>",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Questions in a piece of HTML.

    Attributes:
        pairs: Each question with its answer, both in Markdown.
        begin: The first of their lines, counted from 0.
        after: The line behind the last of them.
    """

    pairs: tuple[tuple[str, str], ...]
    begin: int
    after: int


def questions_in(source: str, keys: frozenset[str]) -> Asked | None:
    """Return the questions below the heading of a FAQ, if there is nothing else up to the end of what it is in.

    Args:
        source: Handwritten HTML.
        keys: Keys of the headings of a FAQ.
    """
    html = read_html(source)
    for outer in html.root.walk() if html.is_sound else ():
        inside = outer.elements
        headings = (number for number, element in enumerate(inside) if element.tag in HEADINGS)
        last = max(headings, default=-1)  # below an earlier one there is a heading, too
        if last < 0 or not introduces_faq(" ".join(inside[last].text.split()), keys):
            continue
        below = inside[last + 1 :]
        if (pairs := _pairs(below, source)) and _has_own_lines(source, below[0].begin, below[-1].end):
            begin, end = below[0].begin, below[-1].end
            return Asked(pairs=pairs, begin=source.count("\n", 0, begin), after=source.count("\n", 0, end) + 1)
    return None


def _has_own_lines(source: str, begin: int, end: int) -> bool:
    """Whether nothing is before and behind a part in its lines; where that is far away, something is."""
    before, behind = source[max(begin - _FAR, 0) : begin], source[end : end + _FAR]
    is_start, is_end = begin <= _FAR or "\n" in before, end + _FAR >= len(source) or "\n" in behind
    return is_start and is_end and not before.rpartition("\n")[2].strip() and not behind.partition("\n")[0].strip()


def _pairs(elements: Sequence[Element], source: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for element in elements:
        parts = element.elements if element.tag == "dl" else [element]
        if element.tag == "dl" and [part.tag for part in parts] == ["dt", "dd"] * (len(parts) // 2):
            found += ((term.text, _answer(answer)) for term, answer in zip(parts[::2], parts[1::2], strict=True))
        elif lead := _LEAD.fullmatch(source, element.begin, element.end):
            found.append((read_html(lead["question"]).root.text, _answer(read_html(lead["answer"]).root)))
        else:
            return ()
    pairs = tuple((literal(without_number(one_line(question))), answer) for question, answer in found)
    return pairs if all(question and answer for question, answer in pairs) else ()


def _answer(element: Element) -> str:
    pieces = pieces_of(element)
    is_text = all(piece.kind in (Kind.TEXT, Kind.NAME, Kind.LINK) for piece in pieces)
    return "\n\n".join(piece.markdown for piece in pieces) if is_text else ""
