"""Questions that are not headings: a bold text or a line with a number, and those of a FAQ in handwritten HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sphinx_aiarticle.myst import literal, one_line
from sphinx_aiarticle.recognise.headings import FaqHeading, faq_heading, has_number, without_number
from sphinx_aiarticle.recognise.html import Element, read_html
from sphinx_aiarticle.recognise.html_tags import HEADINGS
from sphinx_aiarticle.record import Record

_BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])(?P<question>(?:(?!\1).)+)(?<!\s)\1(?P<rest>.*)", re.DOTALL)
_ASKS = re.compile(r"(?:[?？؟]|か。?)[\"'”’」』）)]*$")
_ANSWER = r"(?:A(?:nswer)?\.?\s*\d{0,3}|回答\s*\d{0,3}|答え)\s*"
_MARK = r"[:：.．)）、]"
_IS_ANSWER = re.compile(rf"(?:\*\*|__)?{_ANSWER}(?:{_MARK}(?:\*\*|__)?|(?:\*\*|__){_MARK})", re.IGNORECASE)
_IN_HTML = re.compile(
    rf"(?P<before>(?:<p>)?)(?:<strong>{_ANSWER}(?:{_MARK}\s*</strong>|</strong>\s*{_MARK})|{_ANSWER}{_MARK})\s*",
    re.IGNORECASE,
)
_DETAILS = re.compile(
    r"(?:(?P<inner>(?:</(?:div|section)>\s*)*)(?P<end></details>))?\s*"
    r"(?:<details\b[^<>]*>\s*<summary\b[^<>]*>(?P<summary>(?:(?!</summary>).)*)</summary>\s*"
    r"(?P<around>(?:<(?:div|section)\b[^<>]*>\s*)*))?",
    re.IGNORECASE | re.DOTALL,
)
_OPENING = re.compile(r"<\w")
_BREAK = re.compile(r"(?:\s|\\(?=\n)|<br\s*/?>)*", re.IGNORECASE)
_BREAKS = ("\\", "<br>", "<br/>", "<br />")
_AROUND: Final = frozenset({"div", "section", "article", "ul", "ol", "li"})  # one question, or all of them
_FAR: Final = 1_000  # characters
_LEAD: Final = re.compile(
    r"<p\b[^<>]*>\s*+<(?P<tag>strong|b)>(?P<question>[^<>]+)</(?P=tag)>\s*+(?:<br\s*+/?>\s*+)?"
    r"(?:<(?P<mark>strong|b)>\s*+A\s*+[.:：]\s*+</(?P=mark)>)?(?P<answer>.*)</p>",
    re.IGNORECASE | re.DOTALL,
)


class Lead(Record):
    """How a paragraph begins.

    Attributes:
        question: What may be a question, with its inline markup.
        rest: What of the paragraph is behind it.
        is_bold: Whether it is bold; else it is a number of lines.
    """

    question: str
    rest: str = ""
    is_bold: bool = False

    @property
    def asks(self) -> bool:
        """Whether it is a question: bold text with a question mark or a number, or a line with both."""
        is_asked, is_numbered = _ASKS.search(self.question) is not None, is_numbered_question(self.question)
        is_answered = _IS_ANSWER.match(self.rest) is not None
        return (is_asked or is_numbered) if self.is_bold else is_numbered and (is_asked or is_answered)


def lead_of(source: str) -> Lead:
    """Return how a paragraph begins, in inline markup of Markdown or reStructuredText."""
    match = _BOLD.fullmatch(source.strip())
    if match and not _is_number(match["question"]):
        return Lead(question=match["question"].strip(), rest=_BREAK.sub("", match["rest"], count=1), is_bold=True)
    lines = source.strip().split("\n")
    answer = next((number for number, line in enumerate(lines) if number and is_answer(line)), 0)
    end = answer or next((number for number, line in enumerate(lines, 1) if _ASKS.search(_bare(line))), len(lines))
    return Lead(question="\n".join(map(_bare, lines[:end])), rest="\n".join(lines[end:]))


def is_answer(source: str) -> bool:
    """Whether a text begins with the mark of an answer, such as ``A:``."""
    return _IS_ANSWER.match(source.lstrip()) is not None


class Details(Record):
    """Whether a block of HTML begins with the end of a ``details`` of Markdown, and the summary of one in it.

    Attributes:
        closes: Whether it begins with the end of one.
        inner: How many elements around its text end before it.
        question: The summary of the one that begins in it.
        around: How many elements around its text begin below the summary.
    """

    closes: bool = False
    inner: int = 0
    question: str = ""
    around: int = 0


def details_in(html: str) -> Details:
    """Return what a block of HTML has of ``details`` elements, if it is nothing else."""
    match = _DETAILS.fullmatch(html.strip()) if "details" in html else None
    if match is None:
        return Details()
    text = " ".join(read_html(match["summary"] or "").root.text.split())
    inner, around = (match[part] or "" for part in ("inner", "around"))
    return Details(
        closes=bool(match["end"]), inner=inner.count("</"), question=text, around=len(_OPENING.findall(around))
    )


def is_numbered_question(source: str) -> bool:
    """Whether a question begins with its number, which may be bold."""
    return has_number(re.sub(r"\*\*|__", "", source, count=2))


def without_answer_mark(html: str) -> str:
    """Return an answer as HTML without the mark in front of it, such as ``A:``."""
    return _IN_HTML.sub(r"\g<before>", html, count=1) if _IN_HTML.match(html) else html


def _is_number(bold: str) -> bool:
    """Whether bold text is the number of a question, and nothing else."""
    return without_number(f"{bold.rstrip(':：.．')}: x") == "x"


def _bare(line: str) -> str:
    """Return a line without the mark of a hard break at its end."""
    line = line.strip()
    return next((line.removesuffix(mark).rstrip() for mark in _BREAKS if line.endswith(mark)), line)


class Asked(Record):
    """Questions in a piece of HTML.

    Attributes:
        pairs: Each question with its answer, both in Markdown.
        begin: The first of their lines, counted from 0.
        after: The line behind the last of them.
    """

    pairs: tuple[tuple[str, str], ...]
    begin: int
    after: int


def questions_in(source: str, keys: frozenset[str], above: FaqHeading | None = None) -> Asked | None:
    """Return the questions below the heading of a FAQ, if there is nothing else up to the end of what it is in.

    The heading has one of *keys* in the HTML, or is *above* it in Markdown.
    """
    html = read_html(source)
    for outer in html.root.walk() if html.is_sound else ():
        inside = outer.elements
        faq, last = (above if outer is html.root else None), -1
        for number, element in enumerate(inside):
            if element.tag in HEADINGS and (own := faq_heading(_words(element), keys)):
                faq, last = own, number
        ends_in_text = any(isinstance(part, str) for part in _waiting(outer.children)[:1])  # whose end nobody knows
        if ends_in_text or faq is None:
            continue
        below, first = inside[last + 1 :], outer.children.index(inside[last]) + 1 if last >= 0 else 0
        pairs = _pairs(outer.children[first:], source, is_sure=faq.is_sure)
        if pairs and _has_own_lines(source, below[0].begin, below[-1].end):
            begin, end = below[0].begin, below[-1].end
            return Asked(pairs=pairs, begin=source.count("\n", 0, begin), after=source.count("\n", 0, end) + 1)
    return None


def _words(element: Element) -> str:
    return " ".join(element.text.split())


def _has_own_lines(source: str, begin: int, end: int) -> bool:
    """Whether nothing is before and behind a part in its lines; where that is far away, something is."""
    before, behind = source[max(begin - _FAR, 0) : begin], source[end : end + _FAR]
    is_start, is_end = begin <= _FAR or "\n" in before, end + _FAR >= len(source) or "\n" in behind
    return is_start and is_end and not before.rpartition("\n")[2].strip() and not behind.partition("\n")[0].strip()


def _pairs(parts: Sequence[Element | str], source: str, *, is_sure: bool) -> tuple[tuple[str, str], ...]:
    asked = [*_asked(parts, source)]
    is_clear = all(question and answer and (is_sure or _is_question(question)) for question, answer in asked)
    return tuple((literal(without_number(question)), answer) for question, answer in asked) if is_clear else ()


def _is_question(words: str) -> bool:
    return has_number(words) or _ASKS.search(words) is not None


def _asked(parts: Sequence[Element | str], source: str) -> Iterator[tuple[str, str]]:
    """Yield questions with their answers; of what is none, an empty one."""
    waiting = _waiting(parts)
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            yield "", ""
            continue
        inside = element.elements
        if element.tag == "dl" and [part.tag for part in inside] == ["dt", "dd"] * (len(inside) // 2):
            yield from ((_words(term), _answer(answer)) for term, answer in zip(inside[::2], inside[1::2], strict=True))
        elif lead := _LEAD.fullmatch(source, element.begin, element.end):
            yield one_line(read_html(lead["question"]).root.text), _answer(read_html(lead["answer"]).root)
        elif element.tag == "details" and inside[:1] and inside[0].tag == "summary":
            rest = element.children[element.children.index(inside[0]) + 1 :]
            yield _words(inside[0]), _answer(Element(tag="", children=rest))
        elif element.tag in HEADINGS and _is_question(_words(element)):
            answer = Element(tag="")
            while waiting and not _holds_heading(waiting[-1]):
                answer.children.append(waiting.pop())
            yield _words(element), _answer(answer)
        elif element.tag in _AROUND and inside:
            waiting += _waiting(element.children)
        else:
            yield "", ""


def _waiting(parts: Sequence[Element | str]) -> list[Element | str]:
    """Return what is not blank, the first as the last."""
    return [part for part in reversed(parts) if not isinstance(part, str) or part.strip()]


def _holds_heading(part: Element | str) -> bool:
    return isinstance(part, Element) and any(inner.tag in HEADINGS for inner in part.walk())


def _answer(element: Element) -> str:
    from sphinx_aiarticle.recognise.pieces import PieceKind, pieces_of

    pieces = pieces_of(element)
    is_text = all(piece.kind in (PieceKind.TEXT, PieceKind.NAME, PieceKind.LINK) for piece in pieces)
    return "\n\n".join(piece.markdown for piece in pieces) if is_text else ""
