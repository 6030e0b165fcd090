"""Parts of product boxes and lists: links, price, picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from babel.numbers import format_currency
from docutils import nodes
from sphinx.config import Config

from sphinx_aiarticle.catalog.entry import CatalogEntry
from sphinx_aiarticle.clock import today
from sphinx_aiarticle.components.directive import ArticleDirective
from sphinx_aiarticle.components.products.catalogue import catalog_of, warn_of_unknown
from sphinx_aiarticle.components.products.nodes import aiarticle_product_image, aiarticle_store_link
from sphinx_aiarticle.components.products.uses import depend_on
from sphinx_aiarticle.config import Settings, settings
from sphinx_aiarticle.config_values import Affiliation
from sphinx_aiarticle.diagnostics import Subtype
from sphinx_aiarticle.i18n import Language, long_date
from sphinx_aiarticle.model.problem import did_you_mean
from sphinx_aiarticle.model.product import App, Book, Price, PriceFault, StoreLink, price_faults, written_amount
from sphinx_aiarticle.nodes import separated
from sphinx_aiarticle.reading.source import stores_of_page
from sphinx_aiarticle.stores.affiliate import (
    forbids_prices,
    is_affiliate,
    is_search,
    paid_link,
    plain_url,
    project_of,
    unpaid,
)
from sphinx_aiarticle.stores.link import Link, parse
from sphinx_aiarticle.stores.registry import WELL_KNOWN

_ADVICE = {
    PriceFault.AMOUNT: "write digits and at most one dot, for example 89800",
    PriceFault.CURRENCY: "add `:currency:` with an ISO 4217 code, for example JPY",
    PriceFault.DATE: "add `:price-date:` with the day you saw it, for example 2026-03-01",
}


def read_price(directive: ArticleDirective, links: tuple[StoreLink, ...]) -> Price | str:
    """Read ``:price:``, ``:currency:``, ``:price-date:`` and ``:price-shop:``, and warn of what cannot be stated.

    A price that is not complete stays on the page in the author's own words, and out of the data. A price that is too
    old is left out of both, because a reader would take it for today's.
    """
    text: str = directive.options.get("price", "")
    if not text:
        if given := [f"`:{name}:`" for name in ("currency", "price-date", "price-shop") if name in directive.options]:
            directive.warn(
                Subtype.PRICE, "%s without `:price:` say nothing; add the price, or delete", ", ".join(given)
            )
        return ""
    amount = written_amount(text)
    currency = directive.options.get("currency", "").upper()
    day = _day(directive.options.get("price-date", ""))
    faults = price_faults(amount, currency, day)
    if faults or day is None:
        advice = "; ".join(_ADVICE[fault] for fault in faults)
        directive.warn(Subtype.PRICE, "the price %r is kept out of the structured data: %s", text, advice)
        return text
    price = Price(amount=amount, currency=currency, date=day)
    if why_not := price.out_of_date(today(), settings(directive.config).price_max_age):
        directive.warn(Subtype.PRICE, "%s", why_not)
        return ""
    named, stores = directive.options.get("price-shop", ""), {**WELL_KNOWN, **settings(directive.config).stores}
    shops = [named] if named else [link.store for link in links if link.is_detail] or [link.store for link in links]
    at_shop = {shop: [link.url for link in links if link.store == shop] for shop in shops}
    if shops and all(forbids_prices(stores.get(shop), urls) for shop, urls in at_shop.items()):
        message = "Amazon allows prices from its own interface only; remove the price %r, or link to another shop"
        directive.warn(Subtype.PRICE, message, text)
        return ""
    if len(shops) != 1 or shops[0] not in stores:
        message = (
            "the price %r is kept out of the structured data: add `:price-shop:` with the store where you saw it%s"
        )
        hint = did_you_mean(named, stores) if named else f", one of {', '.join(shops)}" if shops else ""
        directive.warn(Subtype.PRICE, message, text, hint)
        return text
    return replace(price, shop=shops[0])


def price_children(price: Price | str | None, make: Parts) -> list[nodes.Node]:
    """Return the visible price with its shop and date, in the language of the page; the amount is a part of its own."""
    found: list[nodes.Node] = [nodes.Text(price)] if isinstance(price, str) and price else []
    if isinstance(price, Price):
        language = make.language
        money = format_currency(price.amount, price.currency, locale=language.locale)
        day = long_date(price.date, language.locale)
        shop = store_name(settings(make.config), price.shop, language)
        words = language.gettext("{price} at {shop} (as of {date})").format(price="\0", shop=shop, date=day)
        before, _, after = words.partition("\0")
        amount = nodes.inline("", money, classes=["aiarticle-product__amount"])
        found = [*filter(None, (nodes.Text(before), amount, nodes.Text(after)))]
    return [nodes.inline("", "", *found, classes=["aiarticle-product__price"])] if found else []


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_Node = TypeVar("_Node", bound=nodes.Element)
_Prose = TypeVar("_Prose", bound=nodes.TextElement)


def find_product(directive: ArticleDirective, product: str) -> CatalogEntry | None:
    """Return a product of the catalogue, and note that the page depends on it; warn where there is none."""
    depend_on(directive.env, f"id:{product}")
    entry = catalog_of(directive.config).find(product)
    if entry is None:
        warn_of_unknown(directive.config, product, directive.get_location())
    return entry


def in_category(directive: ArticleDirective, category: str) -> tuple[CatalogEntry, ...]:
    """Return the products of a category, or all for no name; warn of none, and note that the page depends on them."""
    catalog = catalog_of(directive.config)
    depend_on(directive.env, f"category:{category}")
    entries = catalog.in_category(category)
    if not catalog.products:
        directive.warn(Subtype.PRODUCT, "there is no product to list; name its file in aiarticle_catalog")
    elif not entries:
        known = {entry.category for entry in catalog.products.values() if entry.category}
        message = "no product of the catalogue is in the category %r%s"
        directive.warn(Subtype.PRODUCT, message, category, did_you_mean(category, known))
    return entries


def names_in(text: str) -> tuple[str, ...]:
    """Return the ids or keys in an option, between which are spaces or commas."""
    return tuple(filter(None, re.split(r"[\s,、]+", text)))


def find_links(
    directive: ArticleDirective,
    keyword: str,
    own: Mapping[str, str],
    ids: Mapping[str, str],
    chosen: Sequence[str] | None,
) -> Iterator[StoreLink]:
    """Yield the shop links of a product in button order: those of *chosen* stores, else of the page and with own links.

    An empty link of the author's own has had its warning; *ids* are what shops call the product.
    """
    conf, language = settings(directive.config), directive.language
    for key in chosen if chosen is not None else dict.fromkeys((*stores_of_page(directive.env), *own)):
        store, name = conf.stores.get(key), store_name(conf, key, language)
        if conf.affiliate is Affiliation.NONE:
            continue
        if own.get(key):
            is_detail, plain = not is_search(own[key], conf.link_forms), plain_url(own[key], conf.link_forms)
            url = _own_link(directive, key, own[key]) if conf.affiliate is Affiliation.PAID else plain
        elif store:
            target = store.link(keyword, ids)
            is_detail, plain = target.is_detail, target.plain_url
            url = target.url if conf.affiliate is Affiliation.PAID else plain
        else:
            if key not in own:
                hint = did_you_mean(key, conf.stores) if conf.stores else "; aiarticle_stores is empty"
                directive.warn(Subtype.STORE, "store %r is not configured%s", key, hint)
            continue
        if url:
            yield StoreLink(store=key, name=name, url=url, is_detail=is_detail, plain_url=plain if is_detail else "")


def _own_link(directive: ArticleDirective, key: str, url: str) -> str:
    """Return an author's own link with the id of its store; warn where ``aiarticle_stores`` has one for others only."""
    project = project_of(tuple(settings(directive.config).stores.values()))
    link = parse(url, project.forms)
    if isinstance(link, Link) and not link.is_paid and (why := unpaid(link, project, in_box=True)):
        directive.warn(Subtype.STORE, "option %r: %s", key, why)
    return paid_link(url, project)


def maker_page(url: str, config: Config) -> str:
    """Return the address of the maker's page for data, where no paid link is allowed; empty for one."""
    return "" if is_affiliate(url, settings(config).link_forms) else url


def store_name(conf: Settings, key: str, language: Language) -> str:
    """Return what readers of *language* call a store."""
    store = conf.stores.get(key) or WELL_KNOWN.get(key)
    return str(language.gettext(store.name)) if store else key


class Parts:
    """Makes nodes for one place of a source."""

    def __init__(self, config: Config, language: Language, source: str | None, line: int | None) -> None:
        self.config = config
        self.language = language
        self._place = source, line

    def here(self, node: _Node) -> _Node:
        """Return *node* with its place, so that translators and warnings reach it."""
        node.source, node.line = self._place
        return node

    def buttons(self, links: Sequence[StoreLink]) -> list[nodes.Node]:
        """Return a link to each shop."""
        stores, usual = settings(self.config).stores, self.language.gettext("View on {store}")
        found: list[nodes.Node] = []
        for link in links:
            label = (stores[link.store].label if link.store in stores else "") or usual
            text = label.replace("{store}", link.name)
            found.append(self.here(aiarticle_store_link("", text, refuri=link.url, store=link.store, shop=link.name)))
        return separated(found, " / ")

    def maker(self, url: str) -> nodes.reference:
        """Return the link to the maker's page."""
        words = self.language.gettext("Maker's page")
        return nodes.reference("", words, refuri=url, classes=["aiarticle-product__maker"])

    def work(self, work: Book | App | None) -> str:
        """Return what there is to say of a book, or of software."""
        _ = self.language.gettext
        if isinstance(work, Book):
            formats = {
                "hardcover": _("Hardcover"),
                "paperback": _("Paperback"),
                "ebook": _("E-book"),
                "audiobook": _("Audiobook"),
                "graphic-novel": _("Graphic novel"),
            }
            said = (", ".join(work.authors), formats.get(work.format, ""), f"ISBN {work.isbn}" if work.isbn else "")
        elif work:
            version = _("Version {version}").format(version=work.version) if work.version else ""
            said = (version, ", ".join(work.systems), "")
        else:
            return ""
        return " · ".join(filter(None, said))

    def image(self, uri: str, name: str) -> aiarticle_product_image:
        """Return the picture of a product."""
        return self.here(aiarticle_product_image(uri=uri, alt=name))

    def words(self, text: str) -> nodes.inline:
        """Return literal text of the author within a line, for translators too."""
        return self.here(nodes.inline(text, text, translatable=True))

    def prose(self, kind: type[_Prose], text: str) -> _Prose:
        """Return literal text of the author as a paragraph that translators can reach."""
        return self.here(kind(text, text))
