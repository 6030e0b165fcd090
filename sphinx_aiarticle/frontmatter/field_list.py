"""The field list at the top of a reStructuredText file → ``Block``."""

from __future__ import annotations

import re
from typing import Final

from sphinx_aiarticle.frontmatter.block import MAX_CHARACTERS, MAX_DEPTH, Block
from sphinx_aiarticle.frontmatter.keys import (
    BIBLIOGRAPHIC_KEYS,
    FLAG_KEYS,
    KEYS,
    LIST_KEYS,
    Kind,
    is_bibliographic,
)
from sphinx_aiarticle.frontmatter.misplaced import misplaced_fields
from sphinx_aiarticle.frontmatter.publication import UNPUBLISHED
from sphinx_aiarticle.frontmatter.yaml_reader import read_flow
from sphinx_aiarticle.model.problem import Problem, front_matter_problem, shown

# docutils.parsers.rst.states.Body.patterns["field_marker"] (public domain).
_FIELD: Final = re.compile(r":(?![: ])((?:[^:\\]|\\.|:(?!(?:[ `]|$)))*)(?<! ):(?: +|$)")
#: A substitution such as ``|today|``, or a keyword of a version control system such as ``$Date: 2002/10/18 $``.
_REPLACED: Final = re.compile(r"\|[^|]+\||\$\w+(?::[^$]*)?\$")
_ITEM: Final = re.compile(r"[-*+•‣⃁](?: +|$)")
# What docutils allows before the field list, because it leaves nothing visible: a comment, a target, a
# substitution definition, a `meta` directive, a role. Any other directive, footnote or citation ends the top.
_INVISIBLE: Final = r"\.\.(?:$| +(?!\[|[\w:.+-]+ ?::(?: |$))| +(?:meta|role|default-role) ?::)"
_ESCAPE: Final = re.compile(r"\\(?:[ \n]|(.)|$)", re.DOTALL)
_SEPARATOR: Final = r"(?s)((?:\\.|[^\\,、;]|\\\Z)*)(?:[,、;]|\Z)"
_LINE: Final = re.compile(r"[^\r\n]+(?:\r\n|[\r\n])?|\r\n|[\r\n]")
#: Keys whose value may be a list or a mapping in brackets, as in YAML.
_FLOW_KEYS: Final = frozenset(name for key in KEYS if key.kind is not Kind.TEXT for name in key.names)
_TAB_WIDTH: Final = 8  # docutils' default

_Line = tuple[int, str]  # source line number, text


def read_field_list(source: str) -> Block:
    r"""Read the front matter of a reStructuredText file: the field list that Sphinx takes as its metadata.

    It must be the first thing in the file, but for comments and other invisible markup. A field whose body is a field
    list is a mapping, one whose body is a bullet list is a list, any other is text on one line, ``\*`` read as ``*``.
    A mapping or list in braces or brackets is read as in YAML where a key takes one.
    Plain text of a key that takes a list (``:tags: a, b``) is split at ``,``, ``、`` and ``;``; ``\,`` does not split.
    A key that is true or false and has no value is true, as ``:orphan:`` is for Sphinx.
    Names that docutils knows as bibliographic fields are lower case whatever they look like, as in Sphinx's metadata.

    Returns:
        The data with the line of every field. Of a name that is given twice the last one counts, as in Sphinx.
    """
    lines = _top(source)
    start = _first_visible(lines)
    end = _body_end(lines, start) if start < len(lines) else start
    if start == end:
        return misplaced_fields(source)
    block = lines[start:end]
    length = block[-1][0]
    problems: list[Problem] = []
    if sum(len(text) for _, text in block) > MAX_CHARACTERS:
        message = f"The field list is longer than {MAX_CHARACTERS:,} characters and is not read; shorten it."
        problem = front_matter_problem(message, block[0][0])
        return Block(data={}, lines={}, length=length, problems=(problem,), safe=True)
    key_lines: dict[str, int] = {}
    data = _mapping(block, "", 1, key_lines, problems)
    return Block(data=data, lines=key_lines, length=length, problems=tuple(problems), safe=True)


def _top(source: str) -> list[_Line]:
    """Return the numbered lines of *source* up to the first that can be neither a field nor invisible markup."""
    lines: list[_Line] = []
    for number, match in enumerate(_LINE.finditer(source.removeprefix("\ufeff")), 1):
        text = match[0].expandtabs(_TAB_WIDTH).rstrip()
        if text and text[0] not in " .:":
            break
        lines.append((number, text))
    return lines


def _first_visible(lines: list[_Line]) -> int:
    """Return the index of the first line that is neither blank nor invisible markup."""
    index = 0
    while index < len(lines):
        text = lines[index][1]
        if text and re.match(_INVISIBLE, text) is None:
            break
        index += 1
        if text == ".." and index < len(lines) and not lines[index][1]:
            continue  # an empty comment takes no indented block
        while text and index < len(lines) and (not lines[index][1] or lines[index][1][0] == " "):
            index += 1
    return index


def _body_end(lines: list[_Line], start: int) -> int:
    """Return the index behind the last line of the field list that starts at *start*; *start* when none does."""
    end = start
    for index in range(start, len(lines)):
        text = lines[index][1]
        if not text:
            continue
        if _FIELD.match(text) is None and (text[0] != " " or index == start):
            break
        end = index + 1
    return end


def _mapping(
    lines: list[_Line], path: str, depth: int, key_lines: dict[str, int], problems: list[Problem]
) -> dict[str, object]:
    data: dict[str, object] = {}
    parts = _parts(lines, _FIELD)
    is_document = all(is_bibliographic(_unescaped(marker[1])) for marker, _ in parts)
    for marker, body in parts:
        number, name = body[0][0], _unescaped(marker[1])
        if not path and name.lower() in BIBLIOGRAPHIC_KEYS:
            text = " ".join(text.strip() for _, text in body).strip()
            is_its_own = is_document and name == "Status" and text not in UNPUBLISHED  # `Draft`, not `draft` of Pelican
            if is_its_own or (is_bibliographic(name) and _REPLACED.fullmatch(text)):
                continue  # it speaks of the document and not of its publication, or docutils writes the value
            name = name.lower()
        dotted = f"{path}.{name}" if path else name
        if name in data:
            message = f"The field {shown(name)} is given twice; the last one counts. Delete one of them."
            problems.append(front_matter_problem(message, number))
        data[name] = _value(body, dotted, depth, key_lines, problems)
        key_lines[dotted] = number
    return data


def _parts(lines: list[_Line], pattern: re.Pattern[str]) -> list[tuple[re.Match[str], list[_Line]]]:
    """Return the marker of each field or item of a list, and its body."""
    parts: list[tuple[re.Match[str], list[_Line]]] = []
    for number, text in lines:
        if marker := pattern.match(text):
            parts.append((marker, [(number, text[marker.end() :])]))
        else:
            parts[-1][1].append((number, text))
    return parts


def _value(body: list[_Line], path: str, depth: int, key_lines: dict[str, int], problems: list[Problem]) -> object:
    first, *rest = body
    lines = [line for line in (first, *_dedented(rest)) if line[1]]
    outer = [text for _, text in lines if text[0] != " "]
    if outer and lines[0][1][0] != " " and depth < MAX_DEPTH:  # what begins deeper than it goes on is a text
        if all(map(_FIELD.match, outer)):
            return _mapping(lines, path, depth + 1, key_lines, problems)
        if all(map(_ITEM.match, outer)):
            return [_value(item, f"{path}[]", depth + 1, {}, problems) for _, item in _parts(lines, _ITEM)]
    text = " ".join(text.strip() for _, text in lines)
    if path in _FLOW_KEYS and (text[:1], text[-1:]) in (("{", "}"), ("[", "]")):
        written = read_flow(text, first[0])
        if written is not None:
            return written
    if not text and path in FLAG_KEYS:
        return "true"
    if path in LIST_KEYS:
        return [_unescaped(part).strip() for part in _split(text, path) if part.strip()]
    return _unescaped(text)


def _dedented(lines: list[_Line]) -> list[_Line]:
    indents = [len(text) - len(text.lstrip(" ")) for _, text in lines if text]
    common = min(indents, default=0)
    return [(number, text[common:]) for number, text in lines]


def _split(text: str, key: str) -> list[str]:
    """Split at separators without a backslash; authors at semicolons only when there are any, as docutils does."""
    if key == "authors" and ";" in text:
        return re.split(r"(?<!\\);", text)
    return [match[1] for match in re.finditer(_SEPARATOR, text)]


def _unescaped(text: str) -> str:
    r"""Return *text* without reStructuredText's backslashes: ``\*`` is ``*``, backslash and space are nothing."""
    return _ESCAPE.sub(lambda match: match[1] or "", text) if "\\" in text else text
