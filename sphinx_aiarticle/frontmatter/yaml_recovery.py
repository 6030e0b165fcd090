"""What can still be read from a block that is not YAML as a whole, and what its author has to change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import yaml

from sphinx_aiarticle.frontmatter.block import BoundError
from sphinx_aiarticle.frontmatter.yaml_reader import YamlReader
from sphinx_aiarticle.model.problem import Problem, front_matter_problem, listed, shown
from sphinx_aiarticle.record import Record

# A line that starts a key: not indented, no comment, no list item, no closing bracket.
_CHUNK_START: Final = re.compile(r"^(?=[^\s#\-\]}])", re.MULTILINE)
_SHOWN_KEYS: Final = 10


def recover(
    content: str, first_line: int, error: yaml.YAMLError | BoundError, reader: YamlReader
) -> tuple[dict[str, object], Problem]:
    """Read each top-level key of *content*, which as a whole was an *error*, by itself, and keep those that are fine.

    Returns:
        The keys that could be read. One problem reports all that could not: it explains the first, because the
        others often follow from it.
    """
    data: dict[str, object] = {}
    found: list[_Broken] = []
    for line, chunk in _chunks(content, first_line):
        try:
            data |= reader.read(chunk, line) or {}
        except (yaml.YAMLError, BoundError) as chunk_error:
            broken = _Broken(text=chunk, line=line, error=chunk_error)
            found.append(broken)
            if text := broken.as_text():
                data[broken.key] = text
                reader.lines[broken.key] = line
    first = found[0] if found else _Broken(text=content, line=first_line, error=error)
    lost = dict.fromkeys(broken.key for broken in found if broken.key and broken.key not in data)
    line, message = _advice(first)
    if first.as_text():
        message += " Until then the rest of the line is taken as text."
    return data, front_matter_problem(message + _left_out(list(lost)), line)


def refusal(key: str, error: BoundError, others: Sequence[str]) -> Problem:
    """Return the problem of a *key* whose value goes over a bound, and of *others* that do so, too."""
    what = f"The value of {shown(key)}" if key else "The front matter"
    message = f"{what} {error} and is not read; write it out plainly."
    return front_matter_problem(message + _left_out([key, *others] if others else []), error.line)


def _left_out(keys: Sequence[str]) -> str:
    if not keys:
        return ""
    more = f" and {len(keys) - _SHOWN_KEYS} more" if len(keys) > _SHOWN_KEYS else ""
    return f" Left out until then: {listed(keys[:_SHOWN_KEYS])}{more}."


def _chunks(content: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each top-level key."""
    starts = [match.start() for match in _CHUNK_START.finditer(content)]
    if content[: starts[0] if starts else None].strip():
        starts.insert(0, 0)
    line = first_line
    position = 0
    for start, end in pairwise([*starts, len(content)]):
        line += content.count("\n", position, start)
        position = start
        yield line, content[start:end]


_QUOTED_KEY: Final = re.compile(r"""(["'])([^"'\n]*)\1[ ]*:(?=\s|\Z)""")
_GLUED: Final = re.compile(r"([\w-]+):(\S.*)")
_GLUED_TEXT: Final = re.compile(r"([A-Za-z_][\w-]*):(?=[\w\"'])(.+)")
_TAB: Final = re.compile(r"[ ]*\t")
_CLOSED: Final = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'", re.DOTALL)}
_REST: Final = re.compile(r"[ \t]*(?:#.*|\r?$|,)", re.MULTILINE)
_BAD_ESCAPE: Final = re.compile(r'(?:[^\\]|\\[0abtnvfreNLPxuU"/\\_ \t\r\n])*+(\\.)', re.DOTALL)
_BRACKETS: Final = {"[": "]", "{": "}"}
_RESERVED: Final = "@`%*&!|>"
_TEXT_STARTS: Final = "\"'@`%*"
_LONGEST_QUOTED: Final = 120
_LINES_READ: Final = 200  # of a broken piece; more only costs time


class _Broken(Record):
    """A piece of a block that could not be read, one top-level key as a rule, its first line, and what came of it."""

    text: str
    line: int
    error: yaml.YAMLError | BoundError

    @property
    def key(self) -> str:
        """The key that the piece starts with, or an empty string."""
        return self._entry[0]

    @property
    def _entry(self) -> tuple[str, str]:
        line = self.text.strip().partition("\n")[0]
        key, value = _entry(line)
        glued = None if key else _GLUED_TEXT.match(line)
        return (glued[1], glued[2].strip()) if glued else (key, value)

    def as_text(self) -> str | None:
        """Return the value as its author must have meant it, when the piece is one line of text; else ``None``."""
        key, value = self._entry
        if not key or not value or "\n" in self.text.strip() or isinstance(self.error, BoundError):
            return None
        closing = _BRACKETS.get(value[0])
        if closing is not None and (closing not in value or value.endswith(closing)):
            return None
        if closing is None and value[0] not in _TEXT_STARTS and not value[0].isalnum():
            return None
        if value[0] in _CLOSED:
            value = value[1:].removesuffix(value[0])
        return value.strip() or None


def _advice(broken: _Broken) -> tuple[int, str]:
    """Return the line that is wrong in *broken*, and what to write instead."""
    if isinstance(broken.error, BoundError):
        return broken.error.line, refusal(broken.key, broken.error, ()).message
    lines = broken.text.split("\n")
    marked = _marked_line(broken.error, len(lines))
    for index in dict.fromkeys((marked, *range(min(len(lines), _LINES_READ)))):
        if message := _line_advice(lines, index):
            return broken.line + index, message
    if marked and lines[marked][:1] == " ":
        message = (
            f"The indentation of {shown(lines[marked].strip())} does not fit the lines above it; align it with them."
        )
    else:
        problem = getattr(broken.error, "problem", None) or str(broken.error)
        message = f"YAML cannot read this line ({problem}); check its quotation marks, brackets and indentation."
    return broken.line + marked, message


def _marked_line(error: yaml.YAMLError, count: int) -> int:
    mark = getattr(error, "problem_mark", None)
    return min(mark.line, count - 1) if mark is not None else 0


def _line_advice(lines: list[str], index: int) -> str | None:
    """Return what is wrong with one line, judged by how it looks."""
    line = lines[index]
    if not line.strip() or line.lstrip().startswith("#"):
        return None
    if _TAB.match(line):
        return "A tab indents this line; YAML takes only spaces there. Replace the tab by two spaces."
    key, value = _entry(line)
    if not value:
        return None
    if not key and index == 0:
        if glued := _GLUED.match(line):
            return f"A space is missing after the colon; write {shown(f'{glued[1]}: {glued[2]}')}."
        if value[0].isalnum():
            return f"{shown(line.strip())} is not a 'key: value' line; put a key and a colon before it, or delete it."
    name = f"The value of {shown(key)}" if key else "This value"
    rest = value + "".join("\n" + later for later in lines[index + 1 :])
    if value[0] in _CLOSED:
        return _quoted_advice(name, value[0], rest)
    if value[0] in _BRACKETS:
        return _bracket_advice(name, value, rest)
    if value[0] in _RESERVED:
        return f"{name} starts with {shown(value[0])}, which has a meaning in YAML; put the value in quotation marks."
    if key and index and _is_text(lines[0]) and line[0] == " ":
        return f"{shown(line.strip())} is indented under a text; remove the spaces before it."
    if ": " in value or value.endswith(":"):
        if len(value) > _LONGEST_QUOTED:
            return f"{name} holds a colon, so it needs quotation marks around it."
        quoted = "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'
        return f"{name} holds a colon, so it needs quotation marks; write {quoted}."
    return None


def _quoted_advice(name: str, mark: str, rest: str) -> str | None:
    closed = _CLOSED[mark].match(rest)
    if closed is None:
        return f"{name} opens a quotation mark {mark} that is never closed; put another {mark} at its end."
    if _REST.match(rest, closed.end()) is None:
        inside = "\\" + mark if mark == '"' else mark * 2
        return (
            f"{name} goes on after the quotation mark that closes it; "
            f"write {inside} for a {mark} inside the text, or put the whole text in quotation marks."
        )
    if mark == '"' and (escape := _BAD_ESCAPE.match(closed[0])):
        return f"{name} holds {escape[1]}, which is not a YAML escape; write \\{escape[1]}, or use ' instead of \"."
    return None


def _bracket_advice(name: str, value: str, rest: str) -> str | None:
    opening = value[0]
    closing = _BRACKETS[opening]
    if rest.count(closing) < rest.count(opening):
        return f"{name} opens a {opening} that is never closed; put a {closing} at its end."
    if not value.endswith(closing) and closing in value:
        return f"{name} goes on after the {closing}; if it is meant as text, put all of it in quotation marks."
    return None


def _is_text(line: str) -> bool:
    """Whether *line* gives a key a text, so that nothing can be indented under it."""
    key, value = _entry(line)
    return bool(key and value) and value[0] not in "|>&!#"


def _entry(line: str) -> tuple[str, str]:
    """Return the key (empty without one) and the value of a line as they look, list markers aside."""
    line = line.strip().lstrip("- ")
    if quoted := _QUOTED_KEY.match(line):
        return quoted[2], line[quoted.end() :].strip()
    key, colon, value = line.partition(":")
    if colon and key[:1].isalnum() and (not value or value[0] in " \t"):
        return key.strip(), value.strip()
    return "", line
