"""The links and images of a body, as MyST and Sphinx check them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sphinx_aiarticle.hugo.code_spans import code_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

# A link or an image with its destination; the text may hold one level of brackets, such as an image or a note.
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\((?P<space>[ \t]*\n?[ \t]*)(?P<target><[^<>\n]*>|[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)"
    r"(?=[ \t\n]*\)|[ \t\n]+[\"'(])"
)
_DEFINITION = re.compile(r"(?P<before> {0,3}\[(?!\^)[^\]]+\]:[ \t]*)(?P<target><[^<>\n]*>|[^\s<>]+)")
_PICTURE = re.compile(r"(?P<before>[ \t]*(?:~{3,}|:{3,}|`{3,})\{(?:figure|image)\} )(?P<target>\S+)$")
_LONGEST = 20_000  # characters of a paragraph that is looked at


class Resolver(Protocol):
    """Finds what links lead to."""

    def link(self, target: str) -> str:
        """Return the new target of a link; the same one when it stays."""

    def image(self, target: str) -> str:
        """Return the new target of an image; the same one when it stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A target that was looked at.

    Attributes:
        line: 0-based line on which its paragraph begins.
        image: Whether it is an image.
        before: As it was written.
        after: As it is now.
    """

    line: int
    image: bool
    before: str
    after: str


def rewrite_links(
    lines: list[str], tokens: Sequence[Token], definitions: Sequence[int], resolver: Resolver
) -> list[Changed]:
    """Give the links and images outside code their new targets; return all that were looked at.

    Args:
        lines: The Markdown, changed in place; no line comes or goes.
        tokens: Its blocks.
        definitions: Lines on which a link reference definition begins.
        resolver: Knows the new targets.
    """
    changes: list[Changed] = []
    for start, end in _paragraphs(tokens, lines):
        text = "\n".join(lines[start:end])
        if "](" in text and len(text) <= _LONGEST:
            lines[start:end] = _rewritten(text, start, resolver, changes).split("\n")
    for number, line in enumerate(lines):
        if "{" in line and (match := _PICTURE.match(line)):
            target = _changed(match["target"], number, resolver, changes, image=True)
            lines[number] = f"{match['before']}{target.strip('<>')}"
    for number in definitions:
        if match := _DEFINITION.match(lines[number]):
            target = _changed(match["target"], number, resolver, changes, image=False)
            lines[number] = f"{match['before']}{target}{lines[number][match.end() :]}"
    return changes


def _paragraphs(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines of everything that holds inline markup, each line once; a row of a table is one of its own."""
    last = 0
    for token in tokens:
        if token.type == "inline" and token.map and token.map[0] >= last:
            last = token.map[1]
            if lines[token.map[0]].lstrip().startswith("|"):
                yield from ((row, row + 1) for row in range(token.map[0], last))
            else:
                yield token.map[0], last


def _rewritten(text: str, line: int, resolver: Resolver, changes: list[Changed]) -> str:
    spans = code_spans(text)

    def replace(match: re.Match[str], offset: int = 0) -> str:
        position = match.start() + offset
        index = bisect_right(spans, (position, position)) - 1
        if (index >= 0 and position < spans[index][1]) or text[position - 1 : position] == "\\":
            return match[0]
        label = _LINK.sub(lambda inner: replace(inner, offset + match.start("text")), match["text"])
        target = _changed(match["target"], line, resolver, changes, image=bool(match["image"]))
        return f"{match['image']}[{label}]({match['space']}{target}"

    return _LINK.sub(replace, text)


def _changed(written: str, line: int, resolver: Resolver, changes: list[Changed], *, image: bool) -> str:
    target = written[1:-1] if written.startswith("<") else written
    new = resolver.image(target) if image else resolver.link(target)
    changes.append(Changed(line=line, image=image, before=target, after=new))
    if new == target:
        return written
    return f"<{new}>" if re.search(r"[\s()]", new) or written.startswith("<") else new
