"""What may differ between a page of the old site and the same page of the new one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


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
    EXTRA = "extra words"
    MARKS = "marks"
    ORDER = "order"


#: What a theme of Sphinx decides: it leaves no level out.
NOTES: Final = frozenset({Kind.HEADING_LEVEL})
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
