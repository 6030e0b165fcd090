"""Front matter that is not where, or not in the form in which, it is read: one hint instead of silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from sphinx_aiarticle.frontmatter.block import NO_BLOCK, Block
from sphinx_aiarticle.frontmatter.foreign import DATES_BY_LANGUAGE
from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS, is_bibliographic
from sphinx_aiarticle.model.problem import Problem, front_matter_problem

_TOP: Final = 60  # lines
#: One of these, with a date or a list or beside another name of ours, makes metadata of lines of names and values.
_SURE: Final = frozenset(
    {"date", "published", "published_date", "pubdate", "pub_date", "modified", "tags", "category", "slug"}
) | {*DATES_BY_LANGUAGE}
_MOST_WORDS: Final = 3  # of a date, beside its numbers, or of an item of a list
_KNOWN: Final = frozenset(name.lower() for name in ARTICLE_KEYS)
_FIELD: Final = re.compile(r":([\w-]+)(?:: |:$| )")
_PAIR: Final = re.compile(r"\s*(?:\.\. |#\+)?[\"']?([^\W\d_][\w -]{0,30})[\"']?(?: ?=|[:：])(?: |$|(?<=：))")
_RULE: Final = re.compile(r"([^\w\s])\1+[ \t]*")
#: How lines begin that may stand before metadata: invisible markup, marks of other tools, what is indented.
_BEFORE_FIELDS: Final = ("..", " ", "\t")
_BEFORE_YAML: Final = ("<!--", "```yaml", "```yml", "---", "%", " ", "\t")
_FENCE: Final = re.compile(r"[ \t]*-{3,}[ \t]*")


def misplaced_fields(source: str) -> Block:
    """Return no block for a reStructuredText file, with a hint where its author wrote metadata for another tool.

    What docutils itself shows below a title is none: ``:Date:`` beside ``:Version:``, which no article has.
    """
    lines = _top(source)
    names = _names(lines, _BEFORE_FIELDS, _FIELD)
    fields = {name for name, (line, _) in names.items() if is_bibliographic(lines[line - 1][1:].partition(":")[0])}
    is_shown = not fields <= _KNOWN and names.keys() & (_KNOWN | _SURE) <= fields
    message = "These lines are not read; write them as ':date: …', ':tags: …' above the title, at the top of the file."
    return _hint(message, names) if _is_metadata(names) and not is_shown else NO_BLOCK


def misplaced_block(source: str) -> Block:
    """Return no block for a Markdown file, with a hint where its author wrote metadata for another tool."""
    lines = _top(source)
    names = _names(lines, _BEFORE_YAML)
    if re.fullmatch(r"% [^\n]*\n% [^\n]*\n% [^\n]*\d{4}[^\n]*", "\n".join(lines[:3])):
        names = {"date": (1, lines[2])}  # a title block of Pandoc
    message = (
        "These lines are not read; write them as YAML between two lines '---' at the top of the file, at the margin. "
        "TOML and JSON are read in articles from Hugo only; name those pages in aiarticle_hugo."
    )
    is_toml = lines[0].rstrip() == "+++"
    return _hint(message, names) if _is_metadata(names) or (names and is_toml) else NO_BLOCK


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


def _names(lines: Sequence[str], before: tuple[str, ...], field: re.Pattern[str] = _PAIR) -> dict[str, tuple[int, str]]:
    """Return the names of the first lines of names and values, with line and value; none below text that is shown.

    Lines that begin like one of *before*, lines without words and titles of reStructuredText may stand above them.
    """
    found: dict[str, tuple[int, str]] = {}
    is_titled = False
    for number, line in enumerate(lines, 1):
        if match := field.match(line) or (None if is_titled else _PAIR.match(line)):
            value = line[match.end() :].strip() or "".join(lines[number : number + 1]).strip()
            found.setdefault(match[1].lower(), (number, value))
        elif found and not line.strip():
            break
        elif re.search(r"\w", line) and not line.startswith(before):
            is_titled = field is _FIELD and number < len(lines) and _RULE.fullmatch(lines[number]) is not None
            if found or not is_titled:
                break
    return found


def _is_metadata(names: dict[str, tuple[int, str]]) -> bool:
    sure = _SURE & names.keys()
    is_likely = len(names.keys() & (_KNOWN | _SURE)) > 1 or any(_is_date_or_list(names[name][1]) for name in sure)
    return (bool(sure) and is_likely) or {"title", "author"} <= names.keys()


def _is_date_or_list(value: str) -> bool:
    """Whether a value is a date, or short items, and no prose."""
    if value.startswith("- ") or (value[:1], value[-1:]) == ("[", "]"):
        return True
    if re.search(r"\d{4}|\d[./-]\d", value):
        return len(re.findall(r"[^\W\d_]+", value)) <= _MOST_WORDS
    items = re.split("[,;、，]", value)
    return len(items) > 1 and all(0 < len(item.split()) < _MOST_WORDS for item in items)


def _hint(message: str, names: dict[str, tuple[int, str]]) -> Block:
    line = min(line for line, _value in names.values())
    return replace(NO_BLOCK, problems=(front_matter_problem(message, line),))
