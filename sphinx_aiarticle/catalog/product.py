"""One table of a catalogue → a product."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from sphinx_aiarticle.catalog.entry import KNOWN_IDS, CatalogEntry, clean_id, id_problem
from sphinx_aiarticle.frontmatter.block import BoundError, plain
from sphinx_aiarticle.frontmatter.json_schema import DRAFT, mapping_of
from sphinx_aiarticle.frontmatter.keys import Key, Kind, closest_key
from sphinx_aiarticle.model.problem import Problem, Subtype, did_you_mean, shown
from sphinx_aiarticle.model.product import (
    FORMATS,
    App,
    Book,
    Price,
    PriceFault,
    currency_hint,
    price_faults,
    written_amount,
)
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.template import Store
from sphinx_aiarticle.url import is_picture, is_web_url, picture_without_blanks
from sphinx_aiarticle.values import Values, nearest_line

BOOK: Final = Key(
    name="book", kind=Kind.MAPPING, help="what the box says of a book; `Book`",
    keys=(
        Key(name="authors", kind=Kind.TEXTS, help="who wrote it"),
        Key(
            name="format", kind=Kind.TEXT, choices=tuple(FORMATS),
            help="`hardcover`, `paperback`, `ebook`, `audiobook` or `graphic-novel`",
        ),
        Key(name="isbn", kind=Kind.TEXT, help="its ISBN of 13 digits"),
    ),
)  # fmt: skip
SOFTWARE: Final = Key(
    name="software", kind=Kind.MAPPING,
    help="what the box says of software; `SoftwareApplication` where it has a price and a review",
    keys=(
        Key(name="version", kind=Kind.TEXT, help="the version that you speak of"),
        Key(name="systems", kind=Kind.TEXTS, help="the operating systems that it runs on"),
    ),
)  # fmt: skip


def read_work(values: Values, book: Values | None, software: Values | None) -> Book | App | None:
    """Return what a product is besides a product; *values* takes the problems."""
    if book and software:
        values.complain("software", "is left out: a product is a book or software; delete one of the two.")
    if book:
        book.check_keys([key.name for key in BOOK.keys], " is left out")
        isbn = clean_id("gtin", book.text("isbn"))
        if isbn and (len(isbn) != 13 or not isbn.startswith(("978", "979"))):
            book.complain("isbn", f"is not an ISBN of 13 digits: {shown(isbn)}; write one such as 9780312430009.")
            isbn = ""
        elif isbn and (problem := id_problem("gtin", isbn)):
            book.note("isbn", problem.replace("gtin", "isbn"))
            isbn = ""
        return Book(authors=book.texts("authors"), format=book.choice("format", tuple(FORMATS)), isbn=isbn)
    if software:
        software.check_keys([key.name for key in SOFTWARE.keys], " is left out")
        return App(version=software.text("version"), systems=software.texts("systems"))
    return None


STATES: Final = ("available", "discontinued")
PRODUCT: Final = (
    Key(name="name", kind=Kind.TEXT, help="the name of the product, the only key that is needed"),
    Key(name="brand", kind=Kind.TEXT, help="the maker"),
    Key(name="url", kind=Kind.ADDRESS, help="the maker's page about the product"),
    Key(name="image", kind=Kind.TEXT, help="an address, or a path from the source folder"),
    Key(name="label", kind=Kind.TEXT, help="a line above the reason"),
    Key(name="category", kind=Kind.TEXT, help="a word of yours, for lists"),
    Key(name="description", kind=Kind.TEXT, help="the text of boxes that have none of their own"),
    Key(name="search", kind=Kind.TEXT, help="the keyword for shop searches; the name when left out"),
    Key(
        name="stores", kind=Kind.TEXTS,
        help="the stores of its buttons, in their order, before the choice of the page; `[]` for no buttons",
    ),
    Key(name="links", kind=Kind.MAPPING, help="links of your own, by store"),
    Key(
        name="ids", kind=Kind.MAPPING,
        help="what shops and the maker call it: `asin`, `jan` or `gtin`, `mpn`, `sku`, `rakuten` (`shop/item`), "
        "`yahoo` (`shop/code`), and whatever your own stores ask for",
    ),
    Key(name="specs", kind=Kind.MAPPING, help="what tables compare, in your words"),
    Key(
        name="price", kind=Kind.MAPPING, help="`amount`, `currency`, `shop` and `date`, all four",
        keys=(
            Key(name="amount", kind=Kind.TEXT, help="digits and at most one dot"),
            Key(name="currency", kind=Kind.TEXT, help="an ISO 4217 code"),
            Key(name="shop", kind=Kind.TEXT, help="the store where it was seen"),
            Key(name="date", kind=Kind.DATE, help="the day on which it was seen"),
        ),
    ),
    BOOK,
    SOFTWARE,
    Key(name="state", kind=Kind.TEXT, help="`available`, or `discontinued`", choices=STATES),
    Key(name="replaced-by", kind=Kind.TEXT, help="the id of the successor"),
)  # fmt: skip
"""Every key of a product. The reader, the reference and the JSON Schema come from this table."""

KEYS: Final = tuple(key.name for key in PRODUCT)
PRICE_KEYS: Final = tuple(price.name for key in PRODUCT if key.name == "price" for price in key.keys)
#: What the id of a product looks like.
ID: Final = r"[A-Za-z0-9][A-Za-z0-9_-]*"
_LONGEST: Final = 2_000  # characters of a text that is shown
_ADVICE: Final = {
    PriceFault.AMOUNT: "'amount' must be digits and at most one dot, for example 89800",
    PriceFault.CURRENCY: "'currency' must be an ISO 4217 code, for example \"JPY\"",
    PriceFault.DATE: "'date' must be the day you saw it, for example 2026-03-01",
}


class ProductTable(Record):
    """One statement at the top of the file.

    Attributes:
        value: A table, or something else where the author forgot the brackets.
    """

    id: str
    value: object
    lines: Mapping[str, int]


def read_product(
    table: ProductTable, file: str, stores: Mapping[str, Store], other_ids: Collection[str]
) -> tuple[CatalogEntry | None, list[Problem]]:
    """Return a product, or nothing where it has no name or id, and the problems; a wrong value is left out.

    Links and prices may name the *stores*; *other_ids* are further identifiers from which links are made.
    """
    problems: list[Problem] = []
    data = _data(table, problems)
    values = Values(
        data=data or {}, problems=problems, lines=table.lines, subtype=Subtype.CATALOG, root=table.id,
        owner=f" (product {table.id!r})", longest=_LONGEST,
    )  # fmt: skip
    if data is None:
        return None, problems
    _check_keys(values, stores)
    name = values.text("name")
    if not re.fullmatch(ID, table.id):
        values.note("", "an id holds letters, digits, hyphens and underscores only")
        return None, problems
    if not name:
        if not any(closest_key(key, KEYS) == "name" for key in data.keys() - set(KEYS)):
            values.note("", "a product needs a 'name'")
        return None, problems
    discontinued, replaced_by = _state(values)
    entry = CatalogEntry(
        id=table.id,
        name=name,
        brand=values.text("brand"),
        url=values.web_url("url"),
        image=_image(values),
        label=values.text("label"),
        category=values.text("category"),
        description=values.text("description"),
        search=values.text("search"),
        stores=_stores(values, stores),
        links=_links(values, stores),
        ids=_ids(values, {*KNOWN_IDS, *other_ids}),
        specs=tuple(specs.pairs()) if (specs := _table(values, "specs")) else (),
        price=_price(values, stores),
        work=read_work(values, _table(values, "book"), _table(values, "software")),
        discontinued=discontinued,
        replaced_by=replaced_by,
        file=file,
        lines=table.lines,
    )
    return entry, problems


def _data(table: ProductTable, problems: list[Problem]) -> Mapping[str, object] | None:
    message = f"{table.id!r} belongs to no product; write it below a line with the product's id, such as [felt-mat]"
    if isinstance(table.value, Mapping):
        try:
            return {key: plain(value) for key, value in table.value.items()}
        except BoundError as error:
            message = f"the product {table.id!r} {error} and is left out"
    problems.append(Problem(subtype=Subtype.CATALOG, message=message, line=nearest_line(table.lines, table.id)))
    return None


def _table(values: Values, key: str) -> Values | None:
    """Return the values of the table at *key*."""
    value = values.data.get(key)
    if value is not None and not isinstance(value, Mapping):
        values.complain(key, f"must be a table, not {shown(value)}")
    return values.mapping(key)


def _image(values: Values) -> str:
    image = picture_without_blanks(values.text("image"))
    if image and not is_picture(image):
        values.note("image", f"the image {image!r} is neither a file nor an http(s) address")
        return ""
    return image if not image or is_web_url(image) else f"/{image.lstrip('/')}"


def _check_store(values: Values, key: str, store: str, stores: Mapping[str, Store]) -> bool:
    """Return whether the site has a store; note it where not."""
    if store not in stores:
        values.note(key, f"store {store!r} is not configured{did_you_mean(store, stores)}")
    return store in stores


def _stores(values: Values, stores: Mapping[str, Store]) -> tuple[str, ...] | None:
    """Return the stores that the product asks for; an empty list asks for none, mistakes alone for nothing."""
    wanted = values.texts("stores")
    found = tuple(key for key in wanted if _check_store(values, "stores", key, stores))
    return found if found or values.data.get("stores") == [] else None


def _links(values: Values, stores: Mapping[str, Store]) -> tuple[tuple[str, str], ...]:
    links = _table(values, "links")
    if links is None:
        return ()
    return tuple(
        (key, url) for key in links.data if _check_store(links, key, key, stores) and (url := links.web_url(key))
    )


def _check_keys(values: Values, stores: Collection[str]) -> None:
    """Note keys that nothing reads, and where those of inner tables belong."""
    tables = {**dict.fromkeys(PRICE_KEYS, "price"), **dict.fromkeys(stores, "links"), **dict.fromkeys(KNOWN_IDS, "ids")}
    misplaced = [key for key in values.data if key in tables and key not in KEYS]
    for key in misplaced:
        table = "links" if key in stores and is_web_url(values.text(key)) else tables[key]
        values.note(key, f"unknown key {key!r}; write it as '{table}.{key}'")
    replace(values, data={key: value for key, value in values.data.items() if key not in misplaced}).check_keys(KEYS)


def _ids(values: Values, known: Collection[str]) -> tuple[tuple[str, str], ...]:
    ids = _table(values, "ids")
    if ids is None:
        return ()
    ids.check_keys(known)
    found: dict[str, str] = {}
    for key, text in ids.pairs():
        value = clean_id(key, text)
        problem = id_problem(key, value) if key in known else ""
        if problem:
            ids.note(key, problem)
        elif key in known:
            found[key] = value
    if "jan" in found and found.setdefault("gtin", found["jan"]) != found["jan"]:
        ids.note("gtin", "'jan' is the 'gtin' of a product; these differ")
    return tuple(found.items())


def _price(values: Values, stores: Mapping[str, Store]) -> Price | None:
    price = _table(values, "price")
    if price is None:
        return None
    before = len(values.problems)
    price.check_keys(PRICE_KEYS)
    amount, currency = written_amount(price.text("amount")), price.text("currency").upper()
    shop, day = price.text("shop"), price.day("date")
    if shop:
        _check_store(price, "shop", shop, stores)
    written = {PriceFault.AMOUNT: amount, PriceFault.CURRENCY: currency, PriceFault.DATE: price.data.get("date")}
    for fault in price_faults(amount, currency, day):
        if written[fault]:
            hint = currency_hint(currency) if fault is PriceFault.CURRENCY else ""
            price.note(fault, f"{_ADVICE[fault]}; the price is left out{hint}")
    missing = [repr(key) for key in PRICE_KEYS if price.data.get(key, "") == ""]
    if missing and len(values.problems) == before:
        price.note("", f"a price needs {' and '.join(missing)} too; it is left out")
    if len(values.problems) > before or day is None:
        return None
    return Price(amount=amount, currency=currency, date=day, shop=shop)


def _state(values: Values) -> tuple[bool, str]:
    state, replaced_by = values.choice("state", STATES), values.text("replaced-by")
    if replaced_by and state == "available":
        values.note("state", "a product that is available is not replaced; remove 'state' or 'replaced-by'")
    return state == "discontinued" or bool(replaced_by), replaced_by


def catalog_schema() -> dict[str, Any]:
    """Return the JSON Schema of a catalogue file."""
    product = mapping_of(PRODUCT) | {"type": "object", "required": ["name"]}
    return {
        "$schema": DRAFT,
        "title": "Product catalogue",
        "type": "object",
        "patternProperties": {f"^{ID}$": product},
        "additionalProperties": False,
    }
