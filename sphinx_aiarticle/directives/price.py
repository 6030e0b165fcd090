"""The price of a product box: stated in full, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_currency
from docutils import nodes

from sphinx_aiarticle.clock import today
from sphinx_aiarticle.diagnostics import Subtype
from sphinx_aiarticle.i18n import _, babel_locale
from sphinx_aiarticle.model.product import Price
from sphinx_aiarticle.model.store import is_amazon_url

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_aiarticle.directives.base import ArticleDirective
    from sphinx_aiarticle.model.product import StoreLink


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPrice:
    """What the box shows of a price.

    Attributes:
        price: The price in full, when it can be stated.
        text: The author's own words, when they cannot be read as a price.
    """

    price: Price | None = None
    text: str = ""


def read_price(directive: ArticleDirective, links: tuple[StoreLink, ...], max_age: int) -> ShownPrice:
    """Read ``:price:``, ``:currency:`` and ``:price-date:``, and warn of what cannot be stated.

    A price without currency or date stays on the page as the author wrote it and out of the data. A price that is too
    old is left out of both, because a reader would take it for today's.
    """
    text = " ".join((directive.options.get("price") or "").split())
    if not text:
        return ShownPrice()
    amount = re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", text)
    currency = (directive.options.get("currency") or "").strip().upper()
    day = (directive.options.get("price-date") or "").strip()
    wrong = _what_is_wrong(amount, currency, day)
    if wrong:
        directive.warn(Subtype.PRICE, "the price %r is kept out of the structured data: %s", text, wrong)
        return ShownPrice(text=text)
    price = Price(amount=amount, currency=currency, date=date.fromisoformat(day))
    if not price.is_current(today(), max_age):
        message = "the price of %s is not from the last %s days and is left out; look it up again, or raise %s"
        directive.warn(Subtype.PRICE, message, day, max_age, "aiarticle_price_max_age")
        return ShownPrice()
    shops = [link for link in links if link.own] or links  # beside searches, the price is that of the author's own link
    if shops and all(is_amazon_url(link.url) for link in shops):
        message = "Amazon allows prices from its own interface only; remove the price %r, or link to another shop"
        directive.warn(Subtype.PRICE, message, text)
        return ShownPrice()
    return ShownPrice(price=price)


def price_children(price: Price | None, text: str, config: Config) -> list[nodes.Node]:
    """Return the visible price with its date, in the language of the page."""
    if price:
        locale = babel_locale(config)
        money = format_currency(price.amount, price.currency, locale=locale)
        day = format_date(price.date, "long", locale=locale)
        text = _("{price} (as of {date})").format(price=money, date=day)
    return [nodes.inline("", text, classes=["aiarticle-product__price"])] if text else []


def _what_is_wrong(amount: str, currency: str, day: str) -> str:
    if not re.fullmatch(r"\d+(\.\d+)?", amount):
        return "write digits and at most one dot, for example 89800"
    if not re.fullmatch(r"[A-Z]{3}", currency):
        return "add `:currency:` with an ISO 4217 code, for example JPY"
    try:
        date.fromisoformat(day)
    except ValueError:
        return "add `:price-date:` with the day you saw it, for example 2026-03-01"
    return ""
