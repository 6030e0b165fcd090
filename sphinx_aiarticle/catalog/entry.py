"""A product as its catalogue has it, and all of them together; what shops and makers call it, with check digits."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from functools import cached_property

from sphinx_aiarticle.model.product import App, Book, Price, Product
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.registry import IDENTIFIERS, identifier_problem
from sphinx_aiarticle.values import nearest_line


class CatalogEntry(Record):
    """One product of a catalogue. Texts are on one line; what the catalogue does not say is empty.

    Attributes:
        id: The name of its table, by which pages ask for it.
        url: The maker's page about it.
        image: A picture, as an http(s) address or a path from the source folder.
        label: A line above the recommendation.
        category: A word of the author's, for lists.
        description: What it is, for boxes without a text of their own.
        search: Keyword for searches in shops; empty for the name.
        stores: Stores of its buttons in their order; ``None`` for those of the page.
        ids: Names that shops and makers give it, such as ``asin``, ``gtin`` or ``mpn``.
        specs: What comparisons show of it, by the author's own words.
        price: What it cost, where and when.
        work: What it is besides a product.
        replaced_by: Id of its successor.
        file: Path of its catalogue.
        lines: Lines of the keys of that file.
    """

    id: str
    name: str
    brand: str = ""
    url: str = ""
    image: str = ""
    label: str = ""
    category: str = ""
    description: str = ""
    search: str = ""
    stores: tuple[str, ...] | None = None
    links: tuple[tuple[str, str], ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    specs: tuple[tuple[str, str], ...] = ()
    price: Price | None = None
    work: Book | App | None = None
    discontinued: bool = False
    replaced_by: str = ""
    file: str = field(default="", compare=False, repr=False)
    lines: Mapping[str, int] | None = field(default=None, compare=False, repr=False)

    @property
    def product(self) -> Product:
        """What a box shows of it before the page says more."""
        return Product(id=self.id, name=self.name, brand=self.brand, url=self.url, price=self.price, work=self.work)

    def line(self, key: str = "") -> int:
        """Return the line of a key of the product, or of its table for none."""
        return nearest_line(self.lines or {}, f"{self.id}.{key}".rstrip(".")) or 1


class Catalog(Record):
    """All products in the order of their files.

    Attributes:
        digests: What each product and the name of its successor come to, by id; moving a product changes nothing.
    """

    products: Mapping[str, CatalogEntry] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[CatalogEntry]) -> Catalog:
        """Return the catalogue of *entries*, whose ids differ."""
        catalog = cls(products={entry.id: entry for entry in entries})
        return replace(
            catalog, digests={entry.id: _digest(entry, catalog.successor(entry)) for entry in catalog.products.values()}
        )

    def find(self, name: str) -> CatalogEntry | None:
        """Return a product by its id, or by what a shop or the maker calls it where that is one product."""
        return self.products.get(name) or self._by_other_id.get(name)

    @cached_property
    def _by_other_id(self) -> Mapping[str, CatalogEntry | None]:
        found: dict[str, CatalogEntry | None] = {}
        for entry in self.products.values():
            found.update((name, None if name in found else entry) for name in set(dict(entry.ids).values()))
        return found

    def successor(self, entry: CatalogEntry) -> CatalogEntry | None:
        """Return the last product of those that replaced *entry* one after the other."""
        found, seen = None, {entry.id}
        while (following := self.products.get((found or entry).replaced_by)) and following.id not in seen:
            found = following
            seen.add(following.id)
        return found

    def in_category(self, name: str) -> tuple[CatalogEntry, ...]:
        """Return the products of one category, or all for an empty *name*."""
        return tuple(entry for entry in self.products.values() if not name or entry.category == name)

    def digest(self, entries: Iterable[CatalogEntry]) -> str:
        """Return what *entries* come to, in their order."""
        return _hash(" ".join(self.digests[entry.id] for entry in entries))


def _digest(entry: CatalogEntry, successor: CatalogEntry | None) -> str:
    return _hash(f"{entry!r}{(successor.id, successor.name) if successor else ''}")


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


#: Identifiers with a meaning of their own; stores may know more.
KNOWN_IDS = tuple(sorted({"gtin", "jan", "mpn", "sku", *IDENTIFIERS}))
_LENGTHS = {"gtin": (8, 12, 13, 14), "jan": (8, 13)}


def clean_id(name: str, value: str) -> str:
    """Return *value* as shops write it: article numbers without hyphens and spaces, an ASIN in capitals."""
    if name in _LENGTHS:
        return re.sub(r"[\s-]", "", value)
    return value.upper() if name == "asin" else value


def id_problem(name: str, value: str) -> str:
    """Return what is wrong with *value* as the identifier *name*, or nothing.

    The check digit of a GTIN (JAN, EAN, UPC) is that of the GS1 General Specifications, section 7.9. An ASIN that
    begins with a digit is the ISBN of a book with ten characters (ISO 2108:2005, annex C).
    """
    if name in ("mpn", "sku"):
        return ""
    lengths = _LENGTHS.get(name)
    if lengths is None:
        return identifier_problem(name, value) or (_isbn_problem(value) if name == "asin" else "")
    if not re.fullmatch(r"[0-9]+", value) or len(value) not in lengths:
        return f"{value!r} is not a valid {name}; write its {' or '.join(map(str, lengths))} digits"
    expected = check_digit(value[:-1])
    if value[-1] == expected:
        return ""
    return f"the last digit of the {name} {value!r} should be {expected}; look for a typing mistake"


def _isbn_problem(asin: str) -> str:
    if not re.fullmatch(r"[0-9]{9}[0-9X]", asin):
        return ""
    left = -sum(int(digit) * weight for digit, weight in zip(asin, range(10, 1, -1), strict=False)) % 11
    expected = "X" if left == 10 else str(left)
    if asin[-1] == expected:
        return ""
    return f"the last character of the asin {asin!r} should be {expected}; look for a typing mistake"


def check_digit(digits: str) -> str:
    """Return the digit that completes *digits* to a GTIN."""
    weighted = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return str(-weighted % 10)
