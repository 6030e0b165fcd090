"""Where whoever writes an article may say it in another way than its author."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.recognise.markdown import product_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_aiarticle.recognise.boxes import Product


class Writer:
    """Writes the parts of an article, here as its author has them.

    Each method but that for product boxes returns as many lines as it gets.
    """

    def product(self, product: Product) -> Sequence[str]:
        """Return the lines inside a product box."""
        return product_rows(product)

    def text(self, markdown: str) -> str:
        """Return a paragraph, a heading or the row of a table."""
        return markdown

    def definition(self, line: str) -> str:
        """Return the definition of a link."""
        return line

    def fence(self, code: str) -> str:
        """Return a block of code, whose first line is its fence."""
        return code


#: Writes what the author has.
AS_IS: Final = Writer()
