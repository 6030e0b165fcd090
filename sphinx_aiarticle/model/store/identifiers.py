"""What shops call a product, and how that is written."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A name that a shop gives to a product.

    Attributes:
        pattern: What it looks like, as a regular expression for the whole value.
        advice: What to write, with an example.
    """

    pattern: str
    advice: str

    def fits(self, value: str) -> bool:
        """Whether *value* can be such a name."""
        return re.fullmatch(self.pattern, value, re.ASCII) is not None


_PART = r"(?!\.{1,2}(?:/|$))[\w.-]+"  # a browser would take "." and ".." for folders

#: Identifiers that a detail link can be made from, by the name that ``Store.item`` uses for them.
IDENTIFIERS: dict[str, Identifier] = {
    "asin": Identifier(pattern=r"[A-Z0-9]{10}", advice="write its ten capitals and digits, such as B012345678"),
    "rakuten": Identifier(
        pattern=rf"{_PART}/{_PART}",
        advice="write shop and item as in the address https://item.rakuten.co.jp/shop/item/, so: shop/item",
    ),
    "yahoo": Identifier(
        pattern=rf"{_PART}/{_PART}",
        advice="write shop and code as in https://store.shopping.yahoo.co.jp/shop/code.html, so: shop/code",
    ),
}
_ANY = Identifier(pattern=rf"{_PART}(?:/{_PART})*", advice="write letters, digits, hyphens, dots and underscores only")


def identifier_problem(name: str, value: str) -> str:
    """Return what is wrong with *value* as the identifier *name*, or nothing.

    Args:
        name: A key of :data:`IDENTIFIERS`, or the name of another identifier.
        value: What the author wrote.
    """
    identifier = IDENTIFIERS.get(name, _ANY)
    return "" if identifier.fits(value) else f"{value!r} is no {name}; {identifier.advice}"
