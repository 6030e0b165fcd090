"""What a product is besides a product, as its catalogue has it: ``book`` or ``software``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.catalog.identifiers import clean_id, id_problem
from sphinx_aiarticle.frontmatter.keys import Key, Kind
from sphinx_aiarticle.model.problem import shown
from sphinx_aiarticle.model.product import FORMATS, App, Book

if TYPE_CHECKING:
    from sphinx_aiarticle.values import Values

BOOK: Final = Key(
    name="book", kind=Kind.MAPPING, help="what the box says of a book; `Book`",
    keys=(
        Key(name="authors", kind=Kind.TEXTS, help="who wrote it"),
        Key(
            name="format", kind=Kind.TEXT, choices=tuple(FORMATS),
            help="`hardcover`, `paperback`, `ebook`, `audiobook` or `graphic-novel`",
        ),
        Key(name="isbn", kind=Kind.TEXT, help="its ISBN of 13 digits"),
    ),
)  # fmt: skip
SOFTWARE: Final = Key(
    name="software", kind=Kind.MAPPING,
    help="what the box says of software; `SoftwareApplication` where it has a price and a review",
    keys=(
        Key(name="version", kind=Kind.TEXT, help="the version that you speak of"),
        Key(name="systems", kind=Kind.TEXTS, help="the operating systems that it runs on"),
    ),
)  # fmt: skip


def read_work(values: Values, book: Values | None, software: Values | None) -> Book | App | None:
    """Return what a product is besides a product.

    Args:
        values: The product; takes the problems.
        book: What it says of a book.
        software: What it says of software.
    """
    if book and software:
        values.complain("software", "is left out: a product is a book or software; delete one of the two.")
    if book:
        book.check_keys([key.name for key in BOOK.keys], " is left out")
        isbn = clean_id("gtin", book.text("isbn"))
        if isbn and (len(isbn) != 13 or not isbn.startswith(("978", "979"))):
            book.complain("isbn", f"is not an ISBN of 13 digits: {shown(isbn)}; write one such as 9780312430009.")
            isbn = ""
        elif isbn and (problem := id_problem("gtin", isbn)):
            book.note("isbn", problem.replace("gtin", "isbn"))
            isbn = ""
        return Book(authors=book.texts("authors"), format=book.choice("format", tuple(FORMATS)), isbn=isbn)
    if software:
        software.check_keys([key.name for key in SOFTWARE.keys], " is left out")
        return App(version=software.text("version"), systems=software.texts("systems"))
    return None
