"""Inline text of a Hugo article: emoji codes, what only MyST gives a meaning, text between marks, formulas.

MyST-Parser has an extension for text between two tildes, but warns of each; here it is HTML, as Hugo writes it, which
needs no extension. Goldmark takes one tilde, too, and further marks where the site has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from markdown_it.rules_inline.state_inline import Delimiter

from sphinx_aiarticle.recognise.prose import code_spans, outside_code

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


#: A code of an emoji.
EMOJI_CODE: Final = re.compile(r":(?:-1|[a-z0-9+][a-z0-9_+-]{0,60}):")
# The same, and what is not text: addresses, tags of HTML, shortcodes.
_EMOJI = re.compile(
    rf"\]\([^()\s]*|<[A-Za-z/!][^<>]*>|https?://[^\s<>]+|\{{\{{[<%][^{{}}]*\}}\}}|(?P<mark>{EMOJI_CODE.pattern})"
)


def with_emoji(text: str) -> str:
    """Return the Markdown of a paragraph with characters for the emoji codes in it; a code that is none stays."""
    return _with_marks(text, _EMOJI, emoji_of)


#: Codes for which GitHub and Hugo have another character than the package has.
_GITHUB: Final = {":beetle:": "🪲", ":egg:": "🥚"}


@lru_cache(maxsize=2048)
def emoji_of(code: str) -> str:
    """Return the character for a code of an emoji; a code that is none stays."""
    import emoji

    return _GITHUB.get(code) or emoji.emojize(code, language="alias")


_GUILLEMETS = re.compile(
    r"\\.|\]\([^()\s]*|<[A-Za-z/!?][^<>]*>|\{\{[<%][^{}]*\}\}|(?P<mark>(?<!<)<<(?!<)|(?<!>)>>(?!>))", re.DOTALL
)


def with_guillemets(text: str) -> str:
    """Return the Markdown of a paragraph with the quotation marks that Goldmark's typographer makes of << and >>.

    Without it, ``<<name>>`` would hold a tag that no browser shows. Three in a row, such as the prompt of Python, stay
    as they are, unlike in Hugo. Sphinx makes quotes and dashes typographic itself.
    """
    if "<<" not in text and ">>" not in text:
        return text
    return _with_marks(text, _GUILLEMETS, {"<<": "«", ">>": "»"}.__getitem__)


_NOTHING = re.compile(r"(?<![!\\])\[\]\((?:<>|#)?\)")


def without_nothing(text: str) -> str:
    """Return the Markdown of a paragraph without links that have no text and lead nowhere.

    Editors leave them behind. Hugo shows nothing of them; MyST would show the title of the page.
    """
    return outside_code(text, lambda plain: _NOTHING.sub("", plain)) if "[](" in text else text


def _with_marks(text: str, pattern: re.Pattern[str], change: Callable[[str], str]) -> str:
    def changed(match: re.Match[str]) -> str:
        return change(match["mark"]) if match["mark"] else match[0]

    return outside_code(text, lambda plain: pattern.sub(changed, plain))


# A comment, a block break, a target: each at the beginning of a line, maybe in a quote or a list item.
_LEADING = re.compile(
    r"(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<mark>%|\+(?=\+\+)|\((?=[^()\s]+\)=[ \t]*$))"
)
# A reference to a note that there is not, maybe the text of a link, and the name of a role right before inline code.
_NOTE = re.compile(r"(?<!\\)\[(?=\^([^\]\[\s]+)\])")
_ROLE = re.compile(r"(?<!\\)\{(?=[A-Za-z_][\w.:+-]*\}`)")


def escaped_inline(text: str, notes: Container[str]) -> str:
    """Return a paragraph with a backslash before what only MyST gives a meaning; *notes* are labels of footnotes."""
    if "}`" not in text and "[^" not in text:
        return text

    def escaped(plain: str) -> str:
        plain = _ROLE.sub(r"\\{", plain + "`")[:-1]
        return _NOTE.sub(lambda match: "[" if f":{match[1]}" in notes else "[\\", plain)

    return outside_code(text, escaped)


def escaped_line(line: str) -> str:
    """Return a line of a paragraph with a backslash in front of a mark that is MyST's at the beginning of a line."""
    if match := _LEADING.match(line):
        return f"{match['before']}\\{line[match.end('before') :]}"
    return line


#: Where a token notes the place of its marks in the text.
_AT: Final = "at"


def tags_plugin(md: MarkdownIt, tags: Mapping[str, str]) -> None:
    """Have *md* read text between equal marks, such as ``~~``, as the HTML elements of *tags*."""
    marks = {mark: -1 - number for number, mark in enumerate(tags)}  # no characters, so that only equal ones are pairs
    firsts = {mark[0] for mark in tags}

    def read_marks(state: StateInline, silent: bool) -> bool:
        char = state.src[state.pos]
        if char not in firsts or silent:
            return False
        scanned = state.scanDelims(state.pos, True)
        token = state.push("text", "", 0)
        token.content = char * scanned.length
        after = state.pos + scanned.length
        if token.content in marks:
            is_sign = char == "^" and state.src[after : after + 1] in ("+", "-")  # as in 10^-3^
            token.meta[_AT] = state.pos
            state.delimiters.append(
                Delimiter(
                    marker=marks[token.content],
                    length=0,
                    token=len(state.tokens) - 1,
                    end=-1,
                    open=scanned.can_open or is_sign,
                    close=scanned.can_close,
                )
            )
        state.pos = after
        return True

    def write_tags(state: StateInline) -> None:
        if not any(map(state.src.__contains__, tags)):  # as in most paragraphs
            return
        groups = (meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta)
        for delimiters in (state.delimiters, *groups):
            for opening in delimiters:
                if opening.marker < 0 and opening.end >= 0:
                    for place, form in ((opening.token, "<{}>"), (delimiters[opening.end].token, "</{}>")):
                        token = state.tokens[place]
                        token.markup, token.type = token.content, "html_inline"
                        token.content = form.format(tags[token.markup])

    md.inline.ruler.before("emphasis", "hugo_tags", read_marks)
    md.inline.ruler2.after("balance_pairs", "hugo_tags", write_tags)


def with_tags(text: str, children: Sequence[Token]) -> str:
    """Return the Markdown of a paragraph with HTML in the place of its marks."""
    pieces, last = list[str](), 0
    for child in children:
        if child.type == "html_inline" and _AT in child.meta:
            pieces += [text[last : child.meta[_AT]], child.content]
            last = child.meta[_AT] + len(child.markup)
    return "".join([*pieces, text[last:]])


_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_OTHER = r"\\.|<[A-Za-z/!][^<>]*>|\]\([^()\s]*\)"  # in which no formula begins


#: What MyST-Parser leaves out of the text of a picture, with the words on either side of a line break in one.
_LEFT_OUT: Final = frozenset({"code_inline", "hardbreak", "math_inline", "myst_role", "softbreak"})


def keep_words(alt: Sequence[Token]) -> None:
    """Let the text of a picture, which has no markup, keep the words of code and formulas, and the line breaks."""
    for token in alt:
        keep_words(token.children or ())  # of a picture in it
        if token.type in _LEFT_OUT:
            token.type, token.content = "text", token.content or " "


def block_math(state: StateBlock, start: int, end: int, delimiters: Sequence[tuple[str, str]]) -> tuple[str, str, int]:
    """Return the formula that begins on a line, its opening mark, and the line behind it; empty where there is none."""
    begin = state.bMarks[start] + state.tShift[start]
    opening, closing = next((pair for pair in delimiters if state.src.startswith(pair[0], begin)), ("", ""))
    if not opening or state.is_code_block(start):
        return "", "", start
    rows: list[str] = []
    for number in range(start, end):
        if state.isEmpty(number):
            break
        row = state.getLines(number, number + 1, state.blkIndent, False).rstrip()
        row = row.removeprefix(" " * 3).lstrip(" ")[len(opening) :] if not rows else row
        is_last = row.endswith(closing)
        text = row[: -len(closing)] if is_last else row
        if opening in text or closing in text:
            break
        rows.append(text)
        if is_last:
            return "\n".join(rows).strip(), opening, number + 1
    return "", "", start


def with_math(text: str, delimiters: Sequence[tuple[str, str]], outside: Callable[[str], str]) -> str:
    """Return a paragraph with MyST's role for each formula that is closed, and *outside* of all other text.

    The marks are those that ``passthrough`` of the site names: https://gohugo.io/configuration/markup/#passthrough.
    """
    if not any(opening in text for opening, _ in delimiters):
        return outside(text)
    marks = re.compile("|".join([*(re.escape(opening) for opening, _ in delimiters), _OTHER]))
    pieces, last = list[str](), 0
    for begin, stop in (*code_spans(text), (len(text), len(text))):
        place, closings = last, dict(delimiters)
        while (match := marks.search(text, place, begin)) is not None:
            closing = closings.get(match[0], "")
            found = text.find(closing, match.end() + 1, begin) if closing else -1
            place = match.end()
            if found >= 0 and _BREAK.search(text, match.end(), found):
                place = found + len(closing)  # nothing sets a formula with an element in it
            elif found >= 0:
                pieces += [outside(text[last : match.start()]), _role(text[match.end() : found])]
                last = place = found + len(closing)
            elif closing:
                del closings[match[0]]  # nothing closes a later one either
        if stop > begin:
            pieces += [outside(text[last:stop])]
            last = stop
    return "".join([*pieces, outside(text[last:])])


def _role(tex: str) -> str:
    ticks = "`" * (1 + max(map(len, re.findall("`+", tex)), default=0))
    return f"{{math}}{ticks}{tex}{ticks}"
