"""What the Markdown of a page depends on besides its nodes, and how blocks are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docutils import nodes


@dataclass(slots=True, kw_only=True)
class Writer:
    """The page that is written, and where in it the writer is.

    Attributes:
        link: Gives the address of a reference or a download; empty where its text is to be no link.
        image: Gives the address of a picture.
        raw_html: Returns what is left of raw HTML.
        number: Gives the number that a page shows in front of a title or caption, with a space, or an empty text.
        level: The level of the section; 0 above the title of the page.
        in_cell: Whether it is in a cell of a table, which is one line.
    """

    link: Callable[[nodes.Element], str]
    image: Callable[[str], str]
    raw_html: Callable[[str], str]
    number: Callable[[nodes.Element], str]
    level: int = 0
    in_cell: bool = False


def joined(blocks: Iterable[str]) -> str:
    """Return *blocks* with an empty line between them."""
    return "\n\n".join(filter(None, blocks))


def indented(text: str, first: str, rest: str) -> str:
    """Return *text* with *first* in front of its first line and *rest* in front of all others but empty ones."""
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(rest + line if line else "" for line in lines[1:])])


def quoted(text: str) -> str:
    """Return *text* as a block quote."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))
