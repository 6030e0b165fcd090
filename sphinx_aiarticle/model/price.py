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
