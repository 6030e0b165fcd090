"""What may differ between a page of the old site and the same page of the new one, and how equal frames are known."""

from __future__ import annotations

import posixpath
import re
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from sphinx_aiarticle.record import Record


class DifferenceKind(StrEnum):
    """What differs.

    Attributes:
        weight: How much readers miss by it: 0 for what makes no page another one, 1 for what is no loss.
        meaning: What it says to whoever works through the report.
    """

    weight: int
    meaning: str

    def __new__(cls, value: str, weight: int, meaning: str) -> DifferenceKind:
        """Give the member its name in reports, its weight and its meaning."""
        member = str.__new__(cls, value)
        member._value_, member.weight, member.meaning = value, weight, meaning
        return member

    ADDRESS = "address", 50, "The old address does not answer."
    WORDS = "words", 5, "Text that readers of the old page saw is missing."
    LINK = "link", 5, "A link is missing or leads elsewhere."
    PICTURE = "picture", 8, "A picture is missing."
    CODE = "code", 10, "A block of code is missing or differs."
    PROSE = "prose", 10, "Text is shown as code."
    TABLE = "table", 10, "A table is missing or differs."
    HEADING = "heading", 8, "A heading is missing, or is not a heading any more."
    EMBED = "embed", 5, "A frame or player is missing, and no link leads to what it showed."
    HEADING_ID = (
        "heading id",
        1,
        "A heading has another anchor; links from other sites to it end at the top of the page.",
    )
    TITLE = "title", 1, "The title differs."
    HEADING_LEVEL = (
        "heading level",
        0,
        "A heading has the next level, because Sphinx leaves none out; it is where it was.",
    )
    OUTLINE = "outline", 1, "A heading is below another heading than before, or at its level."
    EMPHASIS = "emphasis", 0, "Marks that Hugo shows as text are emphasis now, as their author meant."
    MENDED = "mended", 0, "What Hugo shows as text or code against the will of its author is read now as it was meant."
    ARGUMENTS = "arguments", 0, "The new page shows arguments of a shortcode whose template is missing."
    EXTRA = "extra words", 1, "The new page has more text than the old one."
    MARKS = "marks", 1, "Punctuation differs, or blanks in code."
    ORDER = "order", 1, "The same words are in another order."


_SHOWN: Final = 160  # characters of an example
#: What makes no page another one.
NOTES: Final = frozenset(kind for kind in DifferenceKind if kind.weight == 0)
#: What a reader of the new page cannot find any more.
LOSSES: Final = frozenset(kind for kind in DifferenceKind if kind.weight > 1)


class Difference(Record):
    """One thing in which two pages differ: its kind, what it is, and its line in the source, where that can be told."""

    kind: DifferenceKind
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
    """Return what is sure to be part of any link to what the frame at an address shows.

    It is the page of which the frame shows a card, as Hatena's and Facebook's do, the id of a video, or the name of a
    file.
    """
    if card := _CARD.search(source):
        return [unquote(card[1]), card[1]]
    split = urlsplit(source)
    name = posixpath.basename((split.path if "//" in source else source).rstrip("/"))
    ids = [value for _, value in parse_qsl(split.query) if _VIDEO.fullmatch(value) and re.search(r"\d", value)]
    return _VIDEO.findall(name) or ids or [name or source]
