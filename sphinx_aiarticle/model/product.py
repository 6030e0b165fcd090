"""A recommended product, such as a book, and what may be said of its price."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from functools import cache
from typing import Final

from babel.core import Locale
from babel.numbers import get_territory_currencies, list_currencies

from sphinx_aiarticle.model.article import Picture
from sphinx_aiarticle.record import Record

#: Members of https://schema.org/BookFormatType.
FORMATS: Final = {
    "hardcover": "Hardcover", "paperback": "Paperback", "ebook": "EBook", "audiobook": "AudiobookFormat",
    "graphic-novel": "GraphicNovel",
}  # fmt: skip


class Book(Record):
    """A book.

    Attributes:
        authors: Who wrote it.
        format: A key of :data:`FORMATS`, or empty.
        isbn: Its ISBN with 13 digits, without hyphens.
    """

    authors: tuple[str, ...] = ()
    format: str = ""
    isbn: str = ""


class App(Record):
    """Software.

    Attributes:
        version: The version that is spoken of.
        systems: The operating systems that it runs on.
    """

    version: str = ""
    systems: tuple[str, ...] = ()


class PriceFault(StrEnum):
    """The part of a price that is missing or cannot be read."""

    AMOUNT = "amount"
    CURRENCY = "currency"
    DATE = "date"


_currencies: Final = cache(list_currencies)


def currency_hint(text: str) -> str:
    """Return ``; did you mean 'JPY'?`` for the English name of a currency or the code of a country; else nothing.

    Args:
        text: What is written in place of an ISO 4217 code, such as ``YEN`` or ``JP``.
    """
    names = {code: name.casefold() for code, name in Locale("en").currencies.items()}
    word = text.casefold()
    codes = (
        [code for code, name in names.items() if name == word]
        or [code for code, name in names.items() if word and name.endswith(f" {word}")]
        or get_territory_currencies(text.upper())
    )
    return f"; did you mean {codes[0]!r}?" if len(codes) == 1 else ""


def written_amount(text: str) -> str:
    """Return an amount without the commas between groups of three digits."""
    return re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", text)


def price_faults(amount: str, currency: str, day: dt.date | None) -> tuple[PriceFault, ...]:
    """Return the parts that are no part of a price.

    Args:
        amount: Digits and at most one dot, as schema.org ``price`` wants it.
        currency: An ISO 4217 code in capitals.
        day: The day on which the price was seen.
    """
    is_right = {
        PriceFault.AMOUNT: re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,6})?", amount),
        PriceFault.CURRENCY: currency in _currencies(),
        PriceFault.DATE: day,
    }
    return tuple(fault for fault in PriceFault if not is_right[fault])


class StoreLink(Record):
    """One shop button.

    Attributes:
        store: Key of the store.
        name: What readers call the shop.
        url: The link as it is on the page.
        is_detail: Whether it leads to the product itself, and not to a search.
        plain_url: The shop's own address, without network and ids, as far as it is known; empty in a box for a search.
    """

    store: str
    name: str
    url: str
    is_detail: bool
    plain_url: str = ""


class Price(Record):
    """A price the author saw.

    Attributes:
        amount: Digits and at most one dot, as schema.org ``price`` wants it.
        currency: ISO 4217 code.
        date: The day on which the price was seen.
        shop: Key of the store where it was seen.
    """

    amount: str
    currency: str
    date: dt.date
    shop: str = ""

    def out_of_date(self, today: dt.date, max_age: int) -> str:
        """Return why the price may not be stated on *today*, and what to do; empty when it may."""
        age = (today - self.date).days
        if age < -1:  # the day of a build is counted in UTC: east of Greenwich it may be tomorrow already
            return f"the price of {self.date} is from the future and is left out; write the day on which you saw it"
        if age <= max_age:
            return ""
        return (
            f"the price of {self.date} is not from the last {max_age} days and is left out; look it up again, or raise "
            "aiarticle_price_max_age"
        )


class Product(Record):
    """What one product box, or one line of a product list, shows.

    Attributes:
        id: Its id in the catalogue, if it is from there.
        anchor: The HTML id of the box.
        name: Name of the product.
        reason: Why the author recommends it, as plain text.
        brand: Brand or maker.
        url: The maker's own page.
        image: The picture in the box.
        links: Shop buttons in their order.
        price: The price shown in the box.
        work: What the box says of a book, or of software.
    """

    id: str = ""
    anchor: str = ""
    name: str = ""
    reason: str = ""
    brand: str = ""
    url: str = ""
    image: Picture | None = None
    links: tuple[StoreLink, ...] = ()
    price: Price | None = None
    work: Book | App | None = None

    @property
    def offer_link(self) -> StoreLink | None:
        """The link to the product at the shop whose price is shown."""
        shop = self.price.shop if self.price else ""
        return next((link for link in self.links if link.is_detail and link.store == shop), None)
