"""What may differ between a page of the old site and the same page of the new one, and how equal frames are known."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit


class Kind(StrEnum):
    """What differs; those of :data:`LOSSES` are losses."""

    ADDRESS = "address"
    WORDS = "words"
    LINK = "link"
    PICTURE = "picture"
    CODE = "code"
    TABLE = "table"
    HEADING = "heading"
    EMBED = "embed"
    HEADING_ID = "heading id"
    TITLE = "title"
    HEADING_LEVEL = "heading level"
    OUTLINE = "outline"
    EMPHASIS = "emphasis"
    MENDED = "mended"
    ARGUMENTS = "arguments"
    EXTRA = "extra words"
    MARKS = "marks"
    ORDER = "order"


_SHOWN: Final = 160  # characters of an example
#: Levels of headings without the gaps between them, for Sphinx leaves no level out; marks of emphasis that Hugo shows
#: as they are; and what calls say whose templates are missing, of which Hugo shows nothing here.
NOTES: Final = frozenset({Kind.HEADING_LEVEL, Kind.EMPHASIS, Kind.ARGUMENTS})
#: What a reader of the new page cannot find any more.
LOSSES: Final = frozenset({
    Kind.ADDRESS, Kind.WORDS, Kind.LINK, Kind.PICTURE, Kind.CODE, Kind.TABLE, Kind.HEADING, Kind.EMBED,
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing in which two pages differ.

    Attributes:
        kind: What it is.
        text: What is lost or differs.
        line: 1-based line of the source; ``None`` where it cannot be told.
    """

    kind: Kind
    text: str
    line: int | None = None


def shown(text: str) -> str:
    """Return a text in one line that is short enough for a report."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_ESCAPE: Final = re.compile(r"%5C(?=[!-/:-@\[-`{-~])")


def unescaped(address: str) -> str:
    """Return an address without the backslashes of Markdown that Hugo leaves in it, and makes ``%5C`` of."""
    return _ESCAPE.sub("", address)


_VIDEO: Final = re.compile(r"[\w-]{9,}")
_CARD: Final = re.compile(r"[?&](?:url|href|src)=(https?(?::|%3A)[^&#]+)", re.IGNORECASE)


def embed_names(source: str) -> list[str]:
    """Return what is sure to be part of any link to what a frame shows.

    It is the page of which the frame shows a card, as Hatena's and Facebook's do, the id of a video, or the name of a
    file.

    Args:
        source: Address of the frame.
    """
    if card := _CARD.search(source):
        return [unquote(card[1]), card[1]]
    split = urlsplit(source)
    name = posixpath.basename((split.path if "//" in source else source).rstrip("/"))
    ids = [value for _, value in parse_qsl(split.query) if _VIDEO.fullmatch(value) and re.search(r"\d", value)]
    return _VIDEO.findall(name) or ids or [name or source]
