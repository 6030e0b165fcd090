"""Write MyST Markdown that reads back as the same: plain text, code, links, and directives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

_LINE_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile(r"[\x00\ud800-\udfff]")
# What CommonMark, or an extension that MyST-Parser may have enabled, gives a meaning in the middle of a line …
_SPECIAL = re.compile(r"[\\`*_\[\]<>#&${}~|^:@!]")
# … and only at its beginning: lists, rules and underlines, MyST's comments, block breaks, targets and attributes.
_LEADING = re.compile(r"(?:[-+=%(]|(?P<number>\d+)(?=[.)]))")
_TICKS = re.compile(r"`+")
_NOT_BARE = re.compile(r"[\s()<>]")
#: A first line that MyST-Parser would take for options.
_LIKE_OPTIONS = re.compile(r"[ \t]*:(?!::)|---")
# What CommonMark, GitHub and formulas give a meaning, and only where they do, because the source itself is read: no
# underscore within a word, no star between blanks.
_READ_AS_MARKUP = re.compile(
    r"[`\[\]$]|\\(?=[!-/:-@\[-`{-~]|$)|\*(?!\s)|(?<!\s)\*|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)|(?<=~)~"
)
_NOTHING_TO_CHANGE = re.compile(r"[^\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029\x00\ud800-\udfff`\[\]$\\*_<&~]*")
_READ_AS_BLOCK = re.compile(r"(?:#{1,6}|[-+]|:)(?=\s|$)|>|(?:=+|-{2,})(?=\s*$)|~~~|(?P<number>\d{1,9})(?=[.)](?:\s|$))")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


def without_blank_lines(html: str) -> str:
    """Return preformatted HTML that shows its blank lines without one, which would end a block of HTML."""
    return _BLANK_LINES.sub(lambda match: "\n" + "&#10;" * (match[0].count("\n") - 1), html)


def flat(text: str) -> str:
    """Return *text* without anything that a parser takes for a line end, or cannot write; other spaces stay."""
    return _UNPRINTABLE.sub("\ufffd", _LINE_BREAKS.sub(" ", text))


def one_line(text: str) -> str:
    """Return *text* as one line without blanks at its ends."""
    return flat(text).strip()


def literal(text: str) -> str:
    """Return Markdown for *text* in one line in which nothing is markup."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def says_itself(text: str) -> bool:
    """Whether *text* has nothing in it that :func:`flat` or :func:`readable` may change; most texts have not."""
    return _NOTHING_TO_CHANGE.fullmatch(text) is not None


def readable(text: str) -> str:
    """Return Markdown for *text* in one line with as few backslashes as CommonMark and its common extensions allow."""
    return _READ_AS_MARKUP.sub(r"\\\g<0>", text)


def readable_start(markdown: str) -> str:
    """Return *markdown* changed so that it does not begin a list, heading, quote or other block."""
    return _with_escape(markdown, _READ_AS_BLOCK.match(markdown))


def _with_escape(markdown: str, start: re.Match[str] | None) -> str:
    """Return *markdown* with a backslash before its *start*, or behind the number that it begins with."""
    if start is None:
        return markdown
    number = start["number"] or ""
    return f"{number}\\{markdown[len(number) :]}"


def fenced(text: str, info: str = "") -> str:
    """Return *text* as a block of code; the fence is longer than any run of backticks in it."""
    fence = _ticks_around(text, 3)
    return f"{fence}{info}\n{text}\n{fence}"


def address(url: str) -> str:
    """Return *url* as the target of a link: in angle brackets where blanks or parentheses would end it."""
    return _bracketed(url) if _NOT_BARE.search(url) or not url else url


def _bracketed(url: str) -> str:
    return f"<{url.replace('<', '%3C').replace('>', '%3E')}>"


def paragraph_start(markdown: str) -> str:
    """Return a line of Markdown changed so that its first character does not begin another kind of block."""
    return _with_escape(markdown, _LEADING.match(markdown))


def inline_code(text: str) -> str:
    """Return Markdown for *text* as inline code; the fence is longer than any run of backticks in it."""
    fence = _ticks_around(text, 1)
    space = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{fence}{space}{text}{space}{fence}"


def _ticks_around(text: str, fewest: int) -> str:
    return "`" * max(fewest, *(len(run) + 1 for run in _TICKS.findall(text)), 0)


def marks_emphasis(outside: str, inside: str) -> bool:
    """Whether emphasis may begin or end between two characters; outside of it, there may be none.

    CommonMark 0.31, section 6.2, "flanking": the rule is the same at both ends. Bold words next to Japanese brackets
    fail it.
    """
    is_edge = not outside or outside.isspace() or _is_punctuation(outside)
    return is_edge or not _is_punctuation(inside)


def _is_punctuation(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"


def link(markdown: str, url: str) -> str:
    """Return a Markdown link with a text in Markdown."""
    return f"[{markdown}]({_bracketed(url)})"


#: The classes of a row of store links.
LINKS_CLASS: Final = "aiarticle aiarticle-links"
_BARE = r"(?s)(?![-?:,\[\]{}#&*!|>'\"%@`])(?:(?!: | #).)*(?<![: ])"


def quoted(value: str) -> str:
    """Return *value* as MyST-Parser's options want it: in single quotes unless it is safe without.

    MyST-Parser reads options by a small part of YAML's rules, in which only a doubled quote has a meaning inside
    single quotes.
    """
    return value if re.fullmatch(_BARE, value) else "'" + value.replace("'", "''") + "'"


def faq_rows(title: str, questions: Iterable[tuple[str, str]]) -> list[str]:
    """Return the lines of a section with a heading and questions, each with its answer, all in Markdown."""
    return [f"## {title}", "", *question_rows(questions)]


def question_rows(questions: Iterable[tuple[str, str]]) -> list[str]:
    """Return the lines of questions in one line with their answers, each as a directive."""
    blocks = (directive("question", question, {}, answer) for question, answer in questions)
    return [line for block in blocks for line in (*block.split("\n"), "")]


def directive(name: str, argument: str, options: Mapping[str, str], body: str) -> str:
    """Return a directive; the values of options are as MyST-Parser reads them, empty for a flag."""
    fence = fence_around(body.split("\n"), "~")
    rows = [f"{fence}{{{name}}} {argument}".rstrip(), *(f":{key}: {value}".rstrip() for key, value in options.items())]
    blank = [""] if body and (options or _LIKE_OPTIONS.match(body)) else []
    return "\n".join([*rows, *blank, *([body] if body else []), fence])


def fence_around(lines: Iterable[str], mark: str) -> str:
    """Return a fence of a character that none of *lines* closes."""
    runs = (len(line) - len(line.lstrip(mark)) for line in map(str.lstrip, lines))
    return mark * max(3, max(runs, default=0) + 1)
