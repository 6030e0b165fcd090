"""The calls of shortcodes in a page, as they stand in each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.shortcodes.call import find_opening, read_tag
from sphinx_aiarticle.hugo.shortcodes.expansion import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_aiarticle.hugo.shortcodes.call import Call, Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A call with the calls in its inner text."""

    tag: Tag
    close: Tag | None
    children: tuple[Node, ...]

    @property
    def end(self) -> int:
        """Where it ends in the source."""
        """Where it ends in the source."""
        return self.close.end if self.close else self.tag.end

    @property
    def name(self) -> str:
        """Name of the shortcode."""
        """Name of the shortcode."""
        return self.tag.call.name if self.tag.call else ""

    def call_in(self, source: str, page: Mapping[str, object]) -> Call:
        """Return what is called, with its inner text.

        Args:
            source: The page.
            page: Its front matter.
        """
        assert self.tag.call is not None  # noqa: S101 - those of comments are no nodes
        inner = source[self.tag.end : self.close.begin] if self.close else None
        return replace(self.tag.call, inner=inner, page=page)

    def walk(self) -> Iterator[Node]:
        """Yield the call and those in it."""
        """Yield the call and those in it."""
        yield self
        for child in self.children:
            yield from child.walk()


def tags_of(text: str) -> list[Tag]:
    """Return all tags; as in Hugo, those in code, too."""
    tags = []
    position = 0
    while (position := find_opening(text, position, len(text))) >= 0:
        tag = read_tag(text, position)
        if tag is not None and tag.call is not None:
            tags.append(tag)
        position = tag.end if tag else position + 2
    return tags


def nested(tags: Sequence[Tag]) -> tuple[Node, ...]:
    """Return the calls with those in them, in order; a closing tag that closes nothing is left out."""
    closings = _closings(tags)
    levels: list[tuple[int, int, list[Node]]] = [(-1, len(tags), [])]
    for index, tag in enumerate(tags):
        opening, closing, nodes = levels[-1]
        if index == closing:
            levels.pop()
            levels[-1][2].append(Node(tag=tags[opening], close=tag, children=tuple(nodes)))
        elif tag.closing:
            continue
        elif closings.get(index, len(tags)) < closing and len(levels) <= MAX_DEPTH:
            levels.append((index, closings[index], []))
        else:
            nodes.append(Node(tag=tag, close=None, children=()))
    return tuple(levels[0][2])


def _closings(tags: Sequence[Tag]) -> dict[int, int]:
    """Return which tag closes which."""
    closings: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    for index, tag in enumerate(tags):
        if tag.call is None or tag.alone:
            continue
        same = waiting.setdefault(tag.call.name, [])
        if not tag.closing:
            same.append(index)
        elif same:
            closings[same.pop()] = index
    return closings
