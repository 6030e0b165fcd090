"""Front matter that is not where, or not in the form in which, it is read: one hint instead of silence."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter.block import NO_BLOCK, Block
from sphinx_aiarticle.frontmatter.foreign import DATES_BY_LANGUAGE
from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS
from sphinx_aiarticle.model.problem import front_matter_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_aiarticle.model.problem import Problem

_TOP: Final = 60  # lines
#: One of these makes metadata of a few lines of names and values.
_SURE: Final = frozenset(
    {"date", "published", "published_date", "pubdate", "pub_date", "modified", "tags", "category", "slug"}
) | {*DATES_BY_LANGUAGE}
_KNOWN: Final = frozenset(name.lower() for name in ARTICLE_KEYS)
_FIELD: Final = re.compile(r":([\w -]+):(?: |$)")
_UNCLOSED: Final = re.compile(r":([a-z_]+) +([^:]+)")
_PAIR: Final = re.compile(r"(?:\.\. )?[\"']?([^\W\d_][\w -]{0,30})[\"']?[:：](?: |$|(?<=：))")
_MEMBER: Final = re.compile(r"\"(\w{1,30})\"\s*:")
_ORG: Final = re.compile(r"#\+(\w{1,30}):(?: |$)")
_RULE: Final = re.compile(r"([^\w\s])\1+[ \t]*")
_OTHER_FENCES: Final = ("<!--", "```yaml", "```yml", "~~~", "---yaml", "---yml")
_FENCE: Final = re.compile(r"[ \t]*-{3,}[ \t]*")


def misplaced_fields(source: str) -> Block:
    """Return no block for a reStructuredText file, with a hint where its author wrote metadata for another tool."""
    lines = _top(source)
    begin = next((number for number, line in enumerate(lines) if line.strip() not in ("", "..")), 0)
    if (begin or lines[0].startswith(".. ")) and _names([line.strip() for line in lines[begin:]], _PAIR):
        return _hint("This comment is not read; write the fields as ':date: …', ':tags: …' at the top.", begin + 1)
    start = _after(lines, 0)
    if _is_block(lines, start):
        message = "YAML is read in Markdown only; write the fields as ':date: …', ':tags: …' at the top."
        return _hint(message, start + 1)
    field = _UNCLOSED.fullmatch(lines[start]) if start < len(lines) else None
    if field and field[1] in _SURE:
        return _hint(f"This field is not read, nor those below it; write ':{field[1]}: {field[2]}'.", start + 1)
    below = _below_headings(lines, start)
    if below and _names(lines[below:], _FIELD):
        message = "These fields are below the title and are not read; move them above it, to the top of the file."
        return _hint(message, below + 1)
    return NO_BLOCK


def misplaced_block(source: str) -> Block:
    """Return no block for a Markdown file, with a hint where its author wrote metadata for another tool."""
    lines = _top(source)
    if lines[0].rstrip() == "+++" and len(lines) > 1:
        message = (
            "TOML front matter is read in Hugo articles only; write it as YAML between two lines '---', or name the "
            "page in aiarticle_hugo."
        )
        return _hint(message, 1)
    if re.match(r"\s*\{|;;;|---json", lines[0]) and _is_metadata(_MEMBER.findall("\n".join(lines))):
        return _hint("JSON front matter is read in Hugo articles only; write it as YAML between two lines '---'.", 1)
    if re.fullmatch(r"% [^\n]*\n% [^\n]*\n% [^\n]*\d{4}[^\n]*", "\n".join(lines[:3])):
        return _hint("A title block of Pandoc is not read; write it as YAML between two lines '---'.", 1)
    if _names(lines, _ORG):
        return _hint("The keywords of Org mode are not read; write them as YAML between two lines '---'.", 1)
    start = 1 if lines[0].rstrip() in _OTHER_FENCES else 0
    if _names([line for line in lines[start:] if not _FENCE.fullmatch(line)], _PAIR):
        where = "instead of those around them" if start else "above and below them"
        return _hint(f"These lines are not read; put a line '---' {where}.", start + 1)
    start = _after_comments(lines)
    if (start or lines[0][:1] in " \t") and _is_block(lines, start):
        message = "This block is not read as front matter; move it to the top of the file, to the margin."
        return _hint(message, start + 1)
    return NO_BLOCK


def second_block(source: str, end: int) -> list[Problem]:
    """Return a hint where another block of YAML follows the front matter, which ends at *end*."""
    if not source[end : end + _TOP].lstrip().startswith("---"):
        return []
    lines = _top(source[end : end + _TOP * 200])
    start = next(number for number, one in enumerate(lines) if one.strip())
    inside = list(takewhile(lambda one: not _FENCE.fullmatch(one), lines[start + 1 :]))
    is_closed = start + 1 + len(inside) < len(lines)
    names = [match[1].lower() if (match := _PAIR.match(one)) else "" for one in inside if one[:1] not in " \t-#"]
    if not (is_closed and _FENCE.fullmatch(lines[start]) and all(names) and not _KNOWN.isdisjoint(names)):
        return []
    message = "This second block is not read, but shown as text; move its keys into the first one."
    return [front_matter_problem(message, source.count("\n", 0, end) + 1 + start)]


def _top(source: str) -> list[str]:
    return source[: _TOP * 200].removeprefix("\ufeff").replace("\r\n", "\n").split("\n")[:_TOP]


def _names(lines: Sequence[str], pattern: re.Pattern[str]) -> bool:
    """Whether *lines* begin with names and values that are metadata of an article."""
    begun = takewhile(lambda line: pattern.match(line) or line[:1] in (" ", "\t"), lines)
    return _is_metadata(match[1] for line in begun if (match := pattern.match(line)))


def _is_metadata(names: Iterable[str]) -> bool:
    found = {name.lower() for name in names}
    return not _SURE.isdisjoint(found) or {"title", "author"} <= found


def _is_block(lines: Sequence[str], start: int) -> bool:
    """Whether a YAML block with metadata of an article begins at *start*."""
    return (
        start < len(lines)
        and bool(_FENCE.fullmatch(lines[start]))
        and _names([line.strip() for line in lines[start + 1 :]], _PAIR)
    )


def _after(lines: Sequence[str], start: int) -> int:
    """Return the index after blank lines, comments and other invisible markup of reStructuredText."""
    while start < len(lines) and (not lines[start].strip() or re.match(r"\.\.(?: |$)|[ \t]", lines[start])):
        start += 1
    return start


def _below_headings(lines: Sequence[str], start: int) -> int:
    """Return the index below a title and a subtitle at *start*, and what is invisible there; 0 without a title."""
    found = 0
    for _ in range(2):
        over = start + 1 < len(lines) and bool(_RULE.fullmatch(lines[start]))
        text = start + over
        if text + 1 >= len(lines) or not lines[text].strip() or not _RULE.fullmatch(lines[text + 1]):
            break
        start = found = _after(lines, text + 2)
    return found


def _after_comments(lines: Sequence[str]) -> int:
    """Return the index after blank lines and comments of Markdown."""
    start = 0
    while start < len(lines):
        if lines[start].startswith("<!--"):
            while start < len(lines) and "-->" not in lines[start]:
                start += 1
        elif lines[start].strip() and not lines[start].startswith("%"):
            break
        start += 1
    return start


def _hint(message: str, line: int) -> Block:
    return replace(NO_BLOCK, problems=(front_matter_problem(message, line),))
