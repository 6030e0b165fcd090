"""What a price consists of."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from babel.numbers import list_currencies

if TYPE_CHECKING:
    import datetime as dt


class PriceFault(StrEnum):
    """The part of a price that is missing or cannot be read."""

    AMOUNT = "amount"
    CURRENCY = "currency"
    DATE = "date"


@cache
def _currencies() -> set[str]:
    return list_currencies()


def written_amount(text: str) -> str:
    """Return an amount without the commas between groups of three digits."""
    return re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", text)


def price_fault(amount: str, currency: str, day: dt.date | None) -> PriceFault | None:
    """Return the first part that is no part of a price.

    Args:
        amount: Digits and at most one dot, as schema.org ``price`` wants it.
        currency: An ISO 4217 code in capitals.
        day: The day on which the price was seen.
    """
    if not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,6})?", amount):
        return PriceFault.AMOUNT
    if currency not in _currencies():
        return PriceFault.CURRENCY
    return None if day else PriceFault.DATE
