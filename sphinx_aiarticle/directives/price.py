"""The price of a product box: stated in full, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_currency
from docutils import nodes

from sphinx_aiarticle.clock import today
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype
from sphinx_aiarticle.directives.product_parts import store_name
from sphinx_aiarticle.hints import did_you_mean
from sphinx_aiarticle.model.price import PriceFault, price_faults, written_amount
from sphinx_aiarticle.model.product import Price
from sphinx_aiarticle.model.store import WELL_KNOWN, is_amazon_url

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_aiarticle.directives.base import ArticleDirective
    from sphinx_aiarticle.directives.product_parts import Parts
    from sphinx_aiarticle.model.product import StoreLink
    from sphinx_aiarticle.model.store import Store

_ADVICE = {
    PriceFault.AMOUNT: "write digits and at most one dot, for example 89800",
    PriceFault.CURRENCY: "add `:currency:` with an ISO 4217 code, for example JPY",
    PriceFault.DATE: "add `:price-date:` with the day you saw it, for example 2026-03-01",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPrice:
    """What the box shows of a price.

    Attributes:
        price: The price in full, when it can be stated.
        text: The author's own words, when they cannot be read as a price.
    """

    price: Price | None = None
    text: str = ""


def read_price(directive: ArticleDirective, links: tuple[StoreLink, ...]) -> ShownPrice:
    """Read ``:price:``, ``:currency:``, ``:price-date:`` and ``:price-shop:``, and warn of what cannot be stated.

    A price that is not complete stays on the page as the author wrote it and out of the data. A price that is too
    old is left out of both, because a reader would take it for today's.
    """
    text = " ".join((directive.options.get("price") or "").split())
    if not text:
        return ShownPrice()
    amount = written_amount(text)
    currency = (directive.options.get("currency") or "").strip().upper()
    day = _day(directive.options.get("price-date") or "")
    faults = price_faults(amount, currency, day)
    if faults or day is None:
        advice = " and ".join(_ADVICE[fault] for fault in faults)
        directive.warn(Subtype.PRICE, "the price %r is kept out of the structured data: %s", text, advice)
        return ShownPrice(text=text)
    price = Price(amount=amount, currency=currency, date=day)
    if why_not := price.out_of_date(today(), settings(directive.config).price_max_age):
        directive.warn(Subtype.PRICE, "%s", why_not)
        return ShownPrice()
    named, stores = (directive.options.get("price-shop") or "").strip(), _stores(directive.config)
    shops = [named] if named else [link.store for link in links if link.own] or [link.store for link in links]
    if shops and all(_is_amazon(stores.get(shop), shop, links) for shop in shops):
        message = "Amazon allows prices from its own interface only; remove the price %r, or link to another shop"
        directive.warn(Subtype.PRICE, message, text)
        return ShownPrice()
    if len(shops) != 1 or shops[0] not in stores:
        message = (
            "the price %r is kept out of the structured data: add `:price-shop:` with the store where you saw it%s"
        )
        hint = did_you_mean(named, stores) if named else f", one of {', '.join(shops)}" if shops else ""
        directive.warn(Subtype.PRICE, message, text, hint)
        return ShownPrice(text=text)
    return ShownPrice(price=replace(price, shop=shops[0]))


def price_children(price: Price | None, text: str, make: Parts) -> list[nodes.Node]:
    """Return the visible price with its shop and date, in the language of the page."""
    if price:
        language = make.language
        money = format_currency(price.amount, price.currency, locale=language.locale)
        day = format_date(price.date, "long", locale=language.locale)
        shop = store_name(settings(make.config), price.shop, language)
        text = language.gettext("{price} at {shop} (as of {date})").format(price=money, shop=shop, date=day)
    return [nodes.inline("", text, classes=["aiarticle-product__price"])] if text else []


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _stores(config: Config) -> dict[str, Store]:
    return {**WELL_KNOWN, **settings(config).stores}


def _is_amazon(store: Store | None, shop: str, links: tuple[StoreLink, ...]) -> bool:
    return bool(store and store.amazon) or any(link.store == shop and is_amazon_url(link.url) for link in links)
