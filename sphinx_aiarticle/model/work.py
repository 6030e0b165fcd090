"""What a product is besides a product: a book, or software."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Members of https://schema.org/BookFormatType.
FORMATS: Final = {
    "hardcover": "Hardcover", "paperback": "Paperback", "ebook": "EBook", "audiobook": "AudiobookFormat",
    "graphic-novel": "GraphicNovel",
}  # fmt: skip


# No slots: pickled with every page, and Python restores slots field by field.
@dataclass(frozen=True, kw_only=True)
class Book:
    """A book.

    Attributes:
        authors: Who wrote it.
        format: A key of :data:`FORMATS`, or empty.
        isbn: Its ISBN with 13 digits, without hyphens.
    """

    authors: tuple[str, ...] = ()
    format: str = ""
    isbn: str = ""


@dataclass(frozen=True, kw_only=True)
class App:
    """Software.

    Attributes:
        version: The version that is spoken of.
        systems: The operating systems that it runs on.
    """

    version: str = ""
    systems: tuple[str, ...] = ()
