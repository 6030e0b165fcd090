"""Questions that are not headings: a bold text or a line with a number, with the answer behind it or below."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinx_aiarticle.recognise.headings import has_number, without_number
from sphinx_aiarticle.recognise.html import read_html

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
    r"(?P<end></details>)?\s*(?:<details\b[^<>]*>\s*<summary\b[^<>]*>(?P<summary>(?:(?!</summary>).)*)</summary>)?",
    re.IGNORECASE | re.DOTALL,
)
_BREAK = re.compile(r"(?:\s|\\(?=\n)|<br\s*/?>)*", re.IGNORECASE)
_BREAKS = ("\\", "<br>", "<br/>", "<br />")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
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
        return Lead(question=match["question"].strip(), rest=_unbroken(match["rest"]), is_bold=True)
    lines = source.strip().split("\n")
    answer = next((number for number, line in enumerate(lines) if number and is_answer(line)), 0)
    end = answer or next((number for number, line in enumerate(lines, 1) if _ASKS.search(_bare(line))), len(lines))
    return Lead(question="\n".join(map(_bare, lines[:end])), rest="\n".join(lines[end:]))


def is_answer(source: str) -> bool:
    """Whether a text begins with the mark of an answer, such as ``A:``."""
    return _IS_ANSWER.match(source.lstrip()) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Whether a block of HTML begins with the end of a ``details`` of Markdown, and the summary of one in it."""

    closes: bool = False
    question: str = ""


def details_in(html: str) -> Details:
    """Return what a block of HTML has of ``details`` elements, if it is nothing else."""
    match = _DETAILS.fullmatch(html.strip()) if "details" in html else None
    if match is None:
        return Details()
    text = " ".join(read_html(match["summary"] or "").root.text.split())
    return Details(closes=bool(match["end"]), question=text)


def is_numbered_question(source: str) -> bool:
    """Whether a question begins with its number, which may be bold."""
    return has_number(re.sub(r"\*\*|__", "", source, count=2))


def without_answer_mark(html: str) -> str:
    """Return an answer as HTML without the mark in front of it, such as ``A:``."""
    return _IN_HTML.sub(r"\g<before>", html, count=1) if _IN_HTML.match(html) else html


def _is_number(bold: str) -> bool:
    """Whether bold text is the number of a question, and nothing else."""
    return without_number(f"{bold.rstrip(':：.．')}: x") == "x"


def _unbroken(source: str) -> str:
    match = _BREAK.match(source)
    return source[match.end() :] if match else source


def _bare(line: str) -> str:
    """Return a line without the mark of a hard break at its end."""
    line = line.strip()
    return next((line.removesuffix(mark).rstrip() for mark in _BREAKS if line.endswith(mark)), line)
