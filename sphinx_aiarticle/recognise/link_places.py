"""Where the addresses of shops are in a source file, and how they are written there."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final

from sphinx_aiarticle.frontmatter.toml import QUOTED
from sphinx_aiarticle.recognise.prose import CODE_DIRECTIVES, code_spans, is_within, prose_lines
from sphinx_aiarticle.record import Record

_CANDIDATE: Final = re.compile(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?=[/?#])", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# What precedes an address that is all the rest of its line: an option, a link target, a key of YAML.
_FIELD: Final = re.compile(r"\s*(?::[\w-]+:|\.\. _[^:]+:|-?\s*[\w.-]+\s*:|\[[^\]]+\]:|-)\s+")
_ATTRIBUTE: Final = re.compile(r"<[a-z][^<>]*=\s*", re.IGNORECASE)
_BARE: Final = re.compile(r"[!#-&(-;=?-Z_a-z~%\[\]]+")
_WORD: Final = re.compile(r"\S+")
_RST_CODE: Final = re.compile(rf"\.\.[ \t]+(?:{CODE_DIRECTIVES})::")
#: Literal text, and the text of a role: only what ends in an underscore is a link.
_RST_LITERAL: Final = re.compile(r"``(?:[^`]|`(?!`))+``|(?:^|(?<=[\s'\"(\[{<:/-]))`(?![\s`])[^`]*(?<!\s)`(?!_)")
#: What precedes the text of a role that makes a link of an address, such as those of sphinx-design.
_LINK_ROLE: Final = re.compile(r"[:{][\w:.+-]*link[\w-]*[:}]$")
#: A comment: explicit markup that is not a link target, footnote, citation, substitution or directive.
_RST_COMMENT: Final = re.compile(r"\.\.(?:[ \t]+(?!_|\[|\||[\w:.+-]+::)\S|[ \t]*$)")
_MAX_LINE: Final = 20_000  # characters; longer lines are not prose


class Syntax(StrEnum):
    """How a file is written."""

    MARKDOWN = "markdown"
    RST = "rst"
    HTML = "html"
    TOML = "toml"


_HIDDEN: Final = {  # what a browser does not show: where it begins, and where it ends
    Syntax.MARKDOWN: ((re.compile(r"(?<!`)<!--"), re.compile(r"-->")),),
    Syntax.HTML: (
        (re.compile(r"<!--"), re.compile(r"-->")),
        (re.compile(r"<script\b", re.IGNORECASE), re.compile(r"</script", re.IGNORECASE)),
    ),
}
_HTML_CODE: Final = (
    re.compile(r"(?<!`)<(?:code|pre|samp|kbd)\b", re.IGNORECASE),
    re.compile(r"</(?:code|pre|samp|kbd)\b", re.IGNORECASE),
)
_HTML_TAG: Final = re.compile(r"(<[^<>]*>)")


class LinkPlace(Record):
    """An address in a file.

    Attributes:
        url: The address, as a browser gets it.
        raw: The same as it is written.
        column: 1-based column, in characters.
    """

    url: str
    raw: str
    line: int
    column: int

    def escaped(self, url: str) -> str:
        """Return another address as it is written here."""
        return html.escape(url, quote=False) if self.raw != self.url else url


def link_places(text: str, syntax: Syntax) -> Iterator[LinkPlace]:
    """Yield the addresses in a file, in order, at known hosts and others. Code and comments are no links."""
    lines, shown = text.split("\n"), _shown(text, syntax).split("\n")
    for number in _prose(lines, syntax):
        line = lines[number]
        if "//" not in line or len(line) > _MAX_LINE:
            continue
        found = list(_CANDIDATE.finditer(shown[number]))
        if not found:
            continue
        code, free = _code(line, syntax), 0
        for match in found:
            start = match.start()
            if start < free or is_within(code, start):
                continue  # inside another address, or code
            raw, is_entity = _extent(line, start, syntax)
            free = start + len(raw)
            if raw.startswith("//") and not (start and line[start - 1] in "\"'(<="):
                continue  # a comment of some language, not an address
            url = _ENTITY.sub(lambda entity: html.unescape(entity[0]), raw) if is_entity else raw
            yield LinkPlace(url=url, raw=raw, line=number + 1, column=start + 1)


def _shown(text: str, syntax: Syntax) -> str:
    """Return *text* with spaces for what a browser does not show, and for what it shows as code."""
    for opening, closing in _HIDDEN.get(syntax, ()):
        text = _between(opening, closing, text, _blank)
    return _between(*_HTML_CODE, text, _only_tags) if syntax in _HIDDEN else text


def _between(opening: re.Pattern[str], closing: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    pieces, at = [], 0
    while (begin := opening.search(text, at)) and (end := closing.search(text, begin.end())):
        pieces += [text[at : begin.start()], change(text[begin.start() : end.end()])]
        at = end.end()
    return "".join((*pieces, text[at:]))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _only_tags(text: str) -> str:
    """Return *text* with spaces for what is no tag: an address in a tag is a link in code, too."""
    pieces = _HTML_TAG.split(text)
    pieces[::2] = map(_blank, pieces[::2])
    return "".join(pieces)


def _extent(line: str, start: int, syntax: Syntax) -> tuple[str, bool]:
    """Return the address that begins at *start*, and whether entities of HTML count in it."""
    before = line[start - 1] if start else ""
    in_markup = syntax in (Syntax.MARKDOWN, Syntax.HTML)
    if before in ("'", '"', "<"):
        closer = ">" if before == "<" else before
        end = line.find(closer, start)
        raw = line[start : end if end >= 0 else len(line)]
        is_attribute = in_markup or _ATTRIBUTE.search(line[:start]) is not None
        return _first_word(raw.partition("\\" + closer)[0]) if before == "<" else raw.rstrip("\\"), is_attribute
    if before == "(" and syntax is Syntax.MARKDOWN:
        return _parenthesised(_first_word(line[start:])), True
    if _FIELD.fullmatch(line[:start]):
        return _first_word(line[start:]), False
    if before == "=" and _ATTRIBUTE.search(line[:start]):
        return _first_word(line[start:]).partition(">")[0], True
    bare = _BARE.match(line, start)
    return _parenthesised(bare[0] if bare else "").rstrip(".,;:!?*_~]"), syntax is not Syntax.TOML


def _first_word(text: str) -> str:
    match = _WORD.match(text)
    return match[0] if match else ""


def _parenthesised(text: str) -> str:
    """Return *text* up to a closing parenthesis that nothing in it opened."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return text[:index]
    return text


def _code(line: str, syntax: Syntax) -> list[tuple[int, int]]:
    """Return the code and the comments of a line."""
    if syntax is Syntax.TOML:
        return [match.span() for match in QUOTED.finditer(line) if match[0].startswith("#")]
    if "`" not in line:
        return []
    if syntax is Syntax.HTML:
        return []
    spans = code_spans(line) if syntax is Syntax.MARKDOWN else [match.span() for match in _RST_LITERAL.finditer(line)]
    return [span for span in spans if not _LINK_ROLE.search(line, 0, span[0])]


def _prose(lines: Sequence[str], syntax: Syntax) -> Iterable[int]:
    if syntax is Syntax.MARKDOWN:
        return _outside_scripts(lines, prose_lines(lines))
    if syntax is Syntax.RST:
        return _outside_literals(lines)
    return range(len(lines))


def _outside_scripts(lines: Sequence[str], numbers: Iterable[int]) -> Iterator[int]:
    inside = False
    for number in numbers:
        line = lines[number]
        if inside or line.lstrip().startswith("<script"):
            inside = "</script" not in line
        else:
            yield number


def _outside_literals(lines: Sequence[str]) -> Iterator[int]:
    margin = -1  # the indentation of the line that opened a literal block, or a comment
    for number, line in enumerate(lines):
        text = line.lstrip()
        indent = len(line) - len(text)
        if margin >= 0 and (not text or indent > margin):
            continue
        margin = -1
        if _RST_COMMENT.match(text) and (text.rstrip() != ".." or "".join(lines[number + 1 : number + 2]).strip()):
            margin = indent
            continue
        if _RST_CODE.match(text) or (text.endswith("::") and not text.startswith("..")):
            margin = indent
        yield number
