"""Plain words for a piece of broken YAML: what is wrong, in which line, and what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter.yaml_events import RefusedError
from sphinx_aiarticle.model.problem import shown

if TYPE_CHECKING:
    import yaml

_QUOTED_KEY: Final = re.compile(r"""(["'])([^"'\n]*)\1[ ]*:(?=\s|\Z)""")
_GLUED: Final = re.compile(r"([\w-]+):(\S.*)")
_TAB: Final = re.compile(r"[ ]*\t")
_CLOSED: Final = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'", re.DOTALL)}
_REST: Final = re.compile(r"[ \t]*(?:#.*|\r?$|,)", re.MULTILINE)
_BAD_ESCAPE: Final = re.compile(r'(?:[^\\]|\\[0abtnvfreNLPxuU"/\\_ \t\r\n])*+(\\.)', re.DOTALL)
_BRACKETS: Final = {"[": "]", "{": "}"}
_RESERVED: Final = "@`%*&!|>"
_TEXT_STARTS: Final = "\"'@`%*"
_LONGEST_QUOTED: Final = 120
_LINES_READ: Final = 200  # of a broken piece; more only costs time


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A piece of a block that could not be read.

    Attributes:
        text: The piece, one top-level key as a rule.
        line: Its first line in the source.
        error: What came of reading it.
    """

    text: str
    line: int
    error: yaml.YAMLError | RefusedError

    @property
    def key(self) -> str:
        """The key that the piece starts with, or an empty string."""
        return _entry(self.text.partition("\n")[0])[0]

    def as_text(self) -> str | None:
        """Return the value as its author must have meant it, when the piece is one line of text; else ``None``."""
        line = self.text.strip()
        key, value = _entry(line)
        if not key or not value or "\n" in line or isinstance(self.error, RefusedError):
            return None
        closing = _BRACKETS.get(value[0])
        if closing is not None and (closing not in value or value.endswith(closing)):
            return None
        if closing is None and value[0] not in _TEXT_STARTS and not value[0].isalnum():
            return None
        if value[0] in _CLOSED:
            value = value[1:].removesuffix(value[0])
        return value.strip() or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What to tell the author, and where."""

    message: str
    line: int


def advise(broken: Broken) -> Advice:
    """Return what is wrong with *broken* and what to write instead."""
    if isinstance(broken.error, RefusedError):
        what = f"The value of {shown(broken.key)}" if broken.key else "The front matter"
        return Advice(message=f"{what} {broken.error} and is not read; write it out plainly.", line=broken.error.line)
    lines = broken.text.split("\n")
    marked = _marked_line(broken.error, len(lines))
    for index in dict.fromkeys((marked, *range(min(len(lines), _LINES_READ)))):
        if message := _line_advice(lines, index):
            return Advice(message=message, line=broken.line + index)
    if marked and lines[marked][:1] == " ":
        message = (
            f"The indentation of {shown(lines[marked].strip())} does not fit the lines above it; align it with them."
        )
    else:
        problem = getattr(broken.error, "problem", None) or str(broken.error)
        message = f"YAML cannot read this line ({problem}); check its quotation marks, brackets and indentation."
    return Advice(message=message, line=broken.line + marked)


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
            return f"{shown(line.strip())} is no 'key: value' line; put a key and a colon before it, or delete it."
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
        return f"{name} holds {escape[1]}, which is no YAML escape; write \\{escape[1]}, or use ' instead of \"."
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
