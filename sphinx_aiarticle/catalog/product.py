"""One table of a catalogue → a product."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.catalog.entry import Entry
from sphinx_aiarticle.catalog.identifiers import KNOWN_IDS, clean_id, id_problem
from sphinx_aiarticle.frontmatter.block import BoundError, plain
from sphinx_aiarticle.model.problem import Problem, Subtype, did_you_mean, shown
from sphinx_aiarticle.model.product import Price, PriceFault, price_faults, written_amount
from sphinx_aiarticle.url import is_safe_image, is_web_url
from sphinx_aiarticle.values import Values, nearest_line

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx_aiarticle.catalog.toml_file import Table
    from sphinx_aiarticle.stores.template import Store

KEYS: Final = (
    "name", "brand", "url", "image", "label", "category", "description", "search", "stores", "links", "ids", "specs",
    "price", "state", "replaced-by",
)  # fmt: skip
PRICE_KEYS: Final = ("amount", "currency", "shop", "date")
_LONGEST: Final = 2_000  # characters of a text that is shown
STATES: Final = ("available", "discontinued")
_ADVICE: Final = {
    PriceFault.AMOUNT: "'amount' must be digits and at most one dot, for example 89800",
    PriceFault.CURRENCY: "'currency' must be an ISO 4217 code, for example \"JPY\"",
    PriceFault.DATE: "'date' must be the day you saw it, for example 2026-03-01",
}


def read_product(
    table: Table, file: str, stores: Mapping[str, Store], other_ids: Collection[str]
) -> tuple[Entry | None, list[Problem]]:
    """Read one product.

    Args:
        table: The table of the product.
        file: Path of its catalogue.
        stores: The stores that links and prices may name.
        other_ids: Identifiers that stores of the site make their links from.

    Returns:
        The product, or nothing where it has no name or id, and the problems. A wrong value is left out.
    """
    problems: list[Problem] = []
    data = _data(table, problems)
    values = Values(
        data=data or {}, problems=problems, lines=table.lines, subtype=Subtype.CATALOG, root=table.id,
        owner=f" (product {table.id!r})", longest=_LONGEST,
    )  # fmt: skip
    if data is None:
        return None, problems
    values.check_keys(KEYS)
    name = values.text("name")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", table.id):
        values.note("", "an id holds letters, digits, hyphens and underscores only")
        return None, problems
    if not name:
        values.note("", "a product needs a 'name'")
        return None, problems
    discontinued, replaced_by = _state(values)
    entry = Entry(
        id=table.id,
        name=name,
        brand=values.text("brand"),
        url=_address(values, "url"),
        image=_image(values),
        label=values.text("label"),
        category=values.text("category"),
        description=values.text("description"),
        search=values.text("search"),
        stores=_stores(values, stores),
        links=_links(values, stores),
        ids=_ids(values, {*KNOWN_IDS, *other_ids}),
        specs=_specs(values),
        price=_price(values, stores),
        discontinued=discontinued,
        replaced_by=replaced_by,
        file=file,
        lines=table.lines,
    )
    return entry, problems


def _data(table: Table, problems: list[Problem]) -> Mapping[str, object] | None:
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


def _address(values: Values, key: str) -> str:
    url = values.text(key)
    if url and not is_web_url(url):
        values.note(key, f"{key!r} must be an absolute http(s) address, not {url!r}")
        return ""
    return url


def _image(values: Values) -> str:
    image = values.text("image")
    if image and not is_safe_image(image):
        values.note("image", f"the image {image!r} is no file and no http(s) address")
        return ""
    return image if not image or is_web_url(image) else f"/{image.lstrip('/')}"


def _is_store(values: Values, key: str, store: str, stores: Mapping[str, Store]) -> bool:
    if store not in stores:
        values.note(key, f"store {store!r} is not configured{did_you_mean(store, stores)}")
    return store in stores


def _stores(values: Values, stores: Mapping[str, Store]) -> tuple[str, ...] | None:
    """Return the stores that the product asks for; an empty list asks for none, mistakes alone for nothing."""
    wanted = values.texts("stores")
    found = tuple(key for key in wanted if _is_store(values, "stores", key, stores))
    return found if found or values.data.get("stores") == [] else None


def _links(values: Values, stores: Mapping[str, Store]) -> tuple[tuple[str, str], ...]:
    links = _table(values, "links")
    if links is None:
        return ()
    return tuple(
        (key, url) for key in links.data if _is_store(links, key, key, stores) and (url := _address(links, key))
    )


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


def _specs(values: Values) -> tuple[tuple[str, str], ...]:
    specs = _table(values, "specs")
    return tuple(specs.pairs()) if specs else ()


def _price(values: Values, stores: Mapping[str, Store]) -> Price | None:
    price = _table(values, "price")
    if price is None:
        return None
    before = len(values.problems)
    price.check_keys(PRICE_KEYS)
    amount, currency = written_amount(price.text("amount")), price.text("currency").upper()
    shop, day = price.text("shop"), price.day("date")
    if shop:
        _is_store(price, "shop", shop, stores)
    written = {PriceFault.AMOUNT: amount, PriceFault.CURRENCY: currency, PriceFault.DATE: price.data.get("date")}
    for fault in price_faults(amount, currency, day):
        if written[fault]:
            price.note(fault, f"{_ADVICE[fault]}; the price is left out")
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
