"""Find the questions of a FAQ in handwritten HTML: a list of definitions, or paragraphs that begin with bold words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.recognise.headings import heading_keys, introduces_faq, without_number
from sphinx_aiarticle.recognise.html import read_html
from sphinx_aiarticle.recognise.html_tags import HEADINGS
from sphinx_aiarticle.recognise.markdown import literal, one_line
from sphinx_aiarticle.recognise.pieces import Kind, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_aiarticle.recognise.html import Element

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


def questions_in(source: str, headings: Iterable[str]) -> Asked | None:
    """Return the questions below the heading of a FAQ, if there is nothing else up to the end of what it is in.

    Args:
        source: Handwritten HTML.
        headings: Headings of a FAQ.
    """
    html = read_html(source)
    keys = heading_keys(headings)
    for outer in html.root.walk() if html.is_sound else ():
        inside = outer.elements
        for number, element in enumerate(inside, 1):
            if element.tag not in HEADINGS or not introduces_faq(" ".join(element.text.split()), keys):
                continue
            below = inside[number:]
            pairs = _pairs(below, source)
            before, behind = source[: below[0].begin if below else 0], source[below[-1].end if below else 0 :]
            if pairs and not before.rpartition("\n")[2].strip() and not behind.partition("\n")[0].strip():
                return Asked(pairs=pairs, begin=before.count("\n"), after=len(source.split("\n")) - behind.count("\n"))
    return None


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
