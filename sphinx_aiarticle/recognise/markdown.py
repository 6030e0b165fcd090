"""Write plain text, inline markup, runs of it, and our directives as Markdown that reads back as the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx_aiarticle.recognise.boxes import BoxProduct, LinkBar

_LINE_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile(r"[\x00\ud800-\udfff]")
# What CommonMark, or an extension that MyST-Parser may have enabled, gives a meaning in the middle of a line …
_SPECIAL = re.compile(r"[\\`*_\[\]<>#&${}~|^:@!]")
# … and only at its beginning: lists, rules and underlines, MyST's comments, block breaks, targets and attributes.
_LEADING = re.compile(r"(?:[-+=%(]|(?P<number>\d+)(?=[.)]))")
_TICKS = re.compile(r"`+")
_NOT_BARE = re.compile(r"[\s()<>]")
# What CommonMark, GitHub and formulas give a meaning, and only where they do, because the source itself is read: no
# underscore within a word, no star between blanks.
_READ_AS_MARKUP = re.compile(
    r"[`\[\]$]|\\(?=[!-/:-@\[-`{-~]|$)|\*(?!\s)|(?<!\s)\*|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)|(?<=~)~"
)
_NOTHING_TO_CHANGE = re.compile(r"[^\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029\x00\ud800-\udfff`\[\]$\\*_<&~]*")
_READ_AS_BLOCK = re.compile(r"(?:#{1,6}|[-+]|:)(?=\s|$)|>|(?:=+|-{2,})(?=\s*$)|~~~|(?P<number>\d{1,9})(?=[.)](?:\s|$))")
_BLANKS = re.compile(r"[ \t\n\f\r]+")
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
    longest = max((len(run) + 1 for run in _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest)
    return f"{fence}{info}\n{text}\n{fence}"


def address(url: str) -> str:
    """Return *url* as the target of a link: in angle brackets where blanks or parentheses would end it."""
    return f"<{url.replace('<', '%3C').replace('>', '%3E')}>" if _NOT_BARE.search(url) or not url else url


def paragraph_start(markdown: str) -> str:
    """Return a line of Markdown changed so that its first character does not begin another kind of block."""
    return _with_escape(markdown, _LEADING.match(markdown))


def inline_code(text: str) -> str:
    """Return Markdown for *text* as inline code; the fence is longer than any run of backticks in it."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{fence}{space}{text}{space}{fence}"


def is_punctuation(character: str) -> bool:
    """Whether CommonMark takes a character for punctuation beside a mark of emphasis; an empty text is none."""
    return bool(character) and unicodedata.category(character)[0] in "PS"


def link(markdown: str, url: str) -> str:
    """Return a Markdown link with a text in Markdown."""
    return f"[{markdown}](<{url.replace('<', '%3C').replace('>', '%3E')}>)"


#: The classes of a row of store links.
LINKS_CLASS: Final = "aiarticle aiarticle-links"
_BARE = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`])(?:(?!: | #).)*(?<![: ])", re.DOTALL)


def product_options(product: BoxProduct) -> dict[str, str]:
    """Return the options of a ``product-box``: a label, a picture, and a link for each store."""
    options = {"label": product.label} if product.label else {}
    options |= {"image": product.image} if product.image else {}
    options["stores"] = ", ".join(one.store for one in product.links)
    return options | {one.store: one.url for one in product.links}


def product_rows(product: BoxProduct) -> list[str]:
    """Return the lines inside a ``product-box``: its options, and why."""
    options = product_options(product).items()
    rows = [f":{key}: {quoted(value) if key == 'label' else value}" for key, value in options]
    return [*rows, "", *"\n\n".join(product.reasons).split("\n")]


def link_rows(bar: LinkBar) -> list[str]:
    """Return the lines inside a container of links."""
    return [link(literal(text), url) for text, url in bar.links]


def quoted(value: str) -> str:
    """Return *value* as MyST-Parser's options want it: in single quotes unless it is safe without.

    MyST-Parser reads options by a small part of YAML's rules, in which only a doubled quote has a meaning inside
    single quotes.
    """
    return value if _BARE.fullmatch(value) else "'" + value.replace("'", "''") + "'"


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
    blank = [""] if options and body else []
    return "\n".join([*rows, *blank, *([body] if body else []), fence])


def fence_around(lines: Iterable[str], mark: str) -> str:
    """Return a fence of a character that none of *lines* closes."""
    runs = (len(line) - len(line.lstrip(mark)) for line in map(str.lstrip, lines))
    return mark * max(3, max(runs, default=0) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text with one kind of markup.

    Attributes:
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
