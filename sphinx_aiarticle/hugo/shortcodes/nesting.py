"""Which tag of a shortcode closes which, and which calls are in the inner text of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.shortcodes.call import find_opening, read_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_aiarticle.hugo.shortcodes.call import Tag

#: Calls nested deeper than this are not read as calls of the one around them.
MAX_DEPTH: Final = 12
RAW: Final = "rawhtml"
#: Shortcodes whose inner text is not read for further ones of their name.
VERBATIM: Final = frozenset({RAW, "highlight"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A call with the calls in its inner text.

    Attributes:
        tag: Its opening tag; a comment or a closing tag that closes nothing is a node, too.
        close: Its closing tag.
        children: The calls between both.
    """

    tag: Tag
    close: Tag | None = None
    children: tuple[Node, ...] = ()

    @property
    def end(self) -> int:
        """Where the call ends in the text."""
        return self.close.end if self.close else self.tag.end

    @property
    def name(self) -> str:
        """Name of the shortcode; empty for a comment."""
        return self.tag.call.name if self.tag.call else ""

    def walk(self) -> Iterator[Node]:
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


def closings(tags: Sequence[Tag]) -> dict[int, int]:
    """Return the number of the closing tag of each call that has one, by the number of its opening tag."""
    found: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    for index, tag in enumerate(tags):
        if tag.call is None or tag.alone:
            continue
        name = tag.call.name.lower()
        same = waiting.setdefault(name, [])
        if not tag.closing:
            if not (same and name in VERBATIM):
                same.append(index)
        elif same:
            found[same.pop()] = index
    return found


def pairs(text: str) -> dict[int, Tag]:
    """Return the closing tag of each call of a text that has one, by where the call begins."""
    tags = all_tags(text)
    return {tags[opening].begin: tags[closing] for opening, closing in closings(tags).items()}


def nested(tags: Sequence[Tag]) -> tuple[Node, ...]:
    """Return the calls in order, each with those in it."""
    ends = closings(tags)
    levels: list[tuple[int, int, list[Node]]] = [(-1, len(tags), [])]
    for index, tag in enumerate(tags):
        opening, closing, nodes = levels[-1]
        if index == closing:
            levels.pop()
            levels[-1][2].append(Node(tag=tags[opening], close=tag, children=tuple(nodes)))
        elif ends.get(index, len(tags)) < closing and len(levels) <= MAX_DEPTH:
            levels.append((index, ends[index], []))
        else:
            nodes.append(Node(tag=tag))
    return tuple(levels[0][2])
