"""A product as its catalogue has it, and all of them together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sphinx_aiarticle.values import nearest_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_aiarticle.model.product import App, Book, Price


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One product of a catalogue. Texts are on one line; what the catalogue does not say is empty.

    Attributes:
        id: The name of its table, by which pages ask for it.
        name: Name of the product.
        brand: Brand or maker.
        url: The maker's page about it.
        image: A picture, as an http(s) address or a path from the source folder.
        label: A line above the recommendation.
        category: A word of the author's, for lists.
        description: What it is, for boxes without a text of their own.
        search: Keyword for searches in shops; empty for the name.
        stores: Stores of its buttons in their order; ``None`` for those of the page.
        links: Own links by store.
        ids: Names that shops and makers give it, such as ``asin``, ``gtin`` or ``mpn``.
        specs: What comparisons show of it, by the author's own words.
        price: What it cost, where and when.
        work: What it is besides a product.
        discontinued: Whether it is no longer sold.
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

    def line(self, key: str = "") -> int:
        """Return the line of a key of the product, or of its table for none."""
        return nearest_line(self.lines or {}, f"{self.id}.{key}".rstrip(".")) or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All products in the order of their files.

    Attributes:
        products: The products by id.
        digests: What each product and the name of its successor come to, by id; moving a product changes nothing.
    """

    products: Mapping[str, Entry] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Catalog:
        """Return the catalogue of *entries*, whose ids differ."""
        catalog = cls(products={entry.id: entry for entry in entries})
        return replace(
            catalog, digests={entry.id: _digest(entry, catalog.successor(entry)) for entry in catalog.products.values()}
        )

    def find(self, name: str) -> Entry | None:
        """Return a product by its id, or by what a shop or the maker calls it where that is one product."""
        if name in self.products:
            return self.products[name]
        found = [entry for entry in self.products.values() if name in dict(entry.ids).values()]
        return found[0] if len(found) == 1 else None

    def successor(self, entry: Entry) -> Entry | None:
        """Return the last product of those that replaced *entry* one after the other."""
        found, seen = None, {entry.id}
        while (following := self.products.get((found or entry).replaced_by)) and following.id not in seen:
            found = following
            seen.add(following.id)
        return found

    def in_category(self, name: str) -> tuple[Entry, ...]:
        """Return the products of one category, or all for an empty *name*."""
        return tuple(entry for entry in self.products.values() if not name or entry.category == name)

    def digest(self, entries: Iterable[Entry]) -> str:
        """Return what *entries* come to, in their order."""
        return _hash(" ".join(self.digests[entry.id] for entry in entries))


def _digest(entry: Entry, successor: Entry | None) -> str:
    return _hash(f"{entry!r}{(successor.id, successor.name) if successor else ''}")


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
