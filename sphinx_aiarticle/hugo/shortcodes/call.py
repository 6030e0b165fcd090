"""The tags of shortcodes: their arguments, which of them closes which, and which calls are within others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Final

from sphinx_aiarticle.record import Record

_MAX_LENGTH = 4000  # characters of a tag; an opening without end costs no more than this
_OPENING = re.compile(r"\{\{[<%]")
# Within an attribute of HTML the quotation marks of a value are escaped, as Hugo reads them.
_QUOTED = r'\\"[^"\\]*+\\"|"(?:[^"\\]|\\.)*+"|`[^`]*+`'
_VALUES = re.compile(_QUOTED, re.DOTALL)
_TAG = re.compile(
    rf"\{{\{{(?:<((?>{_QUOTED}|(?!>\}}\}})[^\"`])*+)>|%((?>{_QUOTED}|(?!%\}}\}})[^\"`])*+)%)\}}\}}", re.DOTALL
)
_COMMENT = re.compile(r"\{\{(?:<\s*/\*(.*?)\*/\s*>|%\s*/\*(.*?)\*/\s*%)\}\}", re.DOTALL)
_NAME = re.compile(r"(/?)\s*([\w./-]+)")
_ARGUMENT = re.compile(rf"(?:([\w-]+)\s*=\s*)?({_QUOTED}|[^\s\"`]+)", re.DOTALL)


class Call(Record):
    """A shortcode as an author calls it; this is what a function in ``aiarticle_hugo_shortcodes`` gets.

    Attributes:
        arguments: The values without a name, in order.
        options: The values with a name.
        inner: What is between the opening and the closing tag; ``None`` without a closing tag.
        page: Front matter of the article.
    """

    name: str
    arguments: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    inner: str | None = None
    page: Mapping[str, object] = field(default_factory=dict)

    def get(self, name: str, position: int = -1) -> str:
        """Return an option, or the argument at *position*, or an empty text."""
        if name in self.options:
            return self.options[name]
        return self.arguments[position] if 0 <= position < len(self.arguments) else ""


class Tag(Record):
    """A tag in a text.

    Attributes:
        call: What it calls; ``None`` for a comment, which shows a call instead of making it.
        closing: Whether it ends an earlier call.
        alone: Whether it closes itself, as ``{{< name />}}`` does.
        in_code: Whether it is part of code.
    """

    begin: int
    end: int
    call: Call | None
    closing: bool = False
    alone: bool = False
    in_code: bool = False


def find_opening(text: str, position: int, end: int) -> int:
    """Return where the next tag may begin, or -1."""
    match = _OPENING.search(text, position, end)
    return match.start() if match else -1


def read_tag(text: str, begin: int) -> Tag | None:
    """Return the tag that begins at *begin*, or ``None`` when it is none."""
    limit = begin + _MAX_LENGTH
    if text.find(">}}" if text[begin + 2 : begin + 3] == "<" else "%}}", begin, limit) < 0:
        return None
    comment = _COMMENT.match(text, begin, limit)
    if comment:
        return Tag(begin=begin, end=comment.end(), call=None)
    match = _TAG.match(text, begin, limit)
    content = (match[1] or match[2] or "").strip() if match else ""
    if match and content == "/":  # ends the call around it, whatever its name
        return Tag(begin=begin, end=match.end(), call=Call(name=""), closing=True)
    name = _NAME.match(content)
    if match is None or name is None:
        return None
    rest = content[name.end() :]
    alone = rest.endswith("/") and not name[1]
    arguments, options = [], {}
    for key, value in _ARGUMENT.findall(rest.removesuffix("/") if alone else rest):
        if key:
            options[key] = _value(value)
        else:
            arguments.append(_value(value))
    call = Call(name=name[2], arguments=tuple(arguments), options=options)
    return Tag(begin=begin, end=match.end(), call=call, closing=bool(name[1]), alone=alone)


def shown(text: str) -> str:
    """Return the call that the comment *text* shows: ``{{</* x */>}}`` shows ``{{< x >}}``."""
    match = _COMMENT.fullmatch(text)
    mark = "<>" if text[2] == "<" else "%%"
    return f"{{{{{mark[0]}{match[1] or match[2] or ''}{mark[1]}}}}}" if match else text


def _value(written: str) -> str:
    if written[0] == "`":
        return written[1:-1]
    if written.startswith('\\"'):
        return written[2:-2]
    if written[0] != '"':
        return written
    value = written[1:-1]
    return value.replace("\\", "") if '\\"' in value else value  # as Hugo does: one quotation mark, and all are marks


#: Calls nested deeper than this are not read as calls of the one around them.
MAX_DEPTH: Final = 12
RAW: Final = "rawhtml"
#: Shortcodes whose inner text is not read for further ones of their name.
VERBATIM: Final = frozenset({RAW, "highlight"})


class CallNode(Record):
    """A call with the calls in its inner text.

    Attributes:
        tag: Its opening tag; a comment or a closing tag that closes nothing is a node, too.
    """

    tag: Tag
    close: Tag | None = None
    children: tuple[CallNode, ...] = ()

    @property
    def end(self) -> int:
        """Where the call ends in the text."""
        return self.close.end if self.close else self.tag.end

    @property
    def name(self) -> str:
        """Name of the shortcode; empty for a comment."""
        return self.tag.call.name if self.tag.call else ""

    def walk(self) -> Iterator[CallNode]:
        """Yield the call and those in it."""
        yield self
        for child in self.children:
            yield from child.walk()


def all_tags(text: str) -> list[Tag]:
    """Return the tags of a text in order, comments and those in code included: Hugo looks for them there, too."""
    tags: list[Tag] = []
    position = 0
    while (begin := find_opening(text, position, len(text))) >= 0:
        tag = read_tag(text, begin)
        position = tag.end if tag else begin + 2
        tags += [tag] if tag else []
    return tags


def open_lines(text: str) -> set[int]:
    """Return the 1-based lines on which calls begin that have no end, or the next call before it."""
    found, line, counted, position = set[int](), 1, 0, 0
    while (begin := find_opening(text, position, len(text))) >= 0:
        tag = read_tag(text, begin)
        is_open = tag is None or (tag.call is not None and "{{" in _VALUES.sub("", text[begin + 2 : tag.end]))
        position = begin + 2 if tag is None or is_open else tag.end
        line, counted = line + text.count("\n", counted, begin), begin
        found |= {line} if is_open else set()
    return found


def closings(tags: Sequence[Tag]) -> dict[int, int]:
    """Return the number of the closing tag of each call that has one, by the number of its opening tag."""
    found: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    begun: list[int] = []
    for index, tag in enumerate(tags):
        if tag.call is None or tag.alone:
            continue
        name = _name_of(tag)
        same = waiting.setdefault(name, [])
        if not tag.closing:
            if not (same and name in VERBATIM):
                same.append(index)
                begun.append(index)
        elif not name:
            while begun and begun[-1] in found:
                begun.pop()
            if begun:
                found[begun[-1]] = index
                waiting[_name_of(tags[begun.pop()])].pop()
        elif same:
            found[same.pop()] = index
    return found


def _name_of(tag: Tag) -> str:
    """Return the name by which Hugo compares the tags of a call."""
    return tag.call.name.lower() if tag.call else ""


@lru_cache(maxsize=4)  # each call of a text asks
def pairs(text: str) -> Mapping[int, Tag]:
    """Return the closing tag of each call of a text that has one, by where the call begins."""
    tags = all_tags(text)
    return {tags[opening].begin: tags[closing] for opening, closing in closings(tags).items()}


def nested(tags: Sequence[Tag]) -> tuple[CallNode, ...]:
    """Return the calls in order, each with those in it."""
    ends = closings(tags)
    levels: list[tuple[int, int, list[CallNode]]] = [(-1, len(tags), [])]
    for index, tag in enumerate(tags):
        opening, closing, nodes = levels[-1]
        if index == closing:
            levels.pop()
            levels[-1][2].append(CallNode(tag=tags[opening], close=tag, children=tuple(nodes)))
        elif ends.get(index, len(tags)) < closing and len(levels) <= MAX_DEPTH:
            levels.append((index, ends[index], []))
        else:
            nodes.append(CallNode(tag=tag))
    return tuple(levels[0][2])


def calls_in(text: str) -> tuple[CallNode, ...]:
    """Return the calls of a text, each with those in it, without comments and closing tags that close nothing."""
    tags = [tag for tag in all_tags(text) if tag.call]
    closing = frozenset(closings(tags).values())
    return nested([tag for number, tag in enumerate(tags) if not tag.closing or number in closing])
