"""Which pages show which products: where cross references lead, and which pages follow a change of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any, Final
from weakref import WeakKeyDictionary

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.ext.ifconfig import ifconfig, process_ifconfig_nodes
from sphinx.ext.todo import todo_node
from sphinx.util import logging

from sphinx_aiarticle.clock import today
from sphinx_aiarticle.components.directive import page_link
from sphinx_aiarticle.components.products.catalogue import catalog_of, dependency
from sphinx_aiarticle.components.products.nodes import (
    aiarticle_product_box,
    aiarticle_product_list,
    aiarticle_product_users,
)
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, handles, post_transform, warn
from sphinx_aiarticle.domain import Table, WrittenTable, title_of
from sphinx_aiarticle.model.product import Price
from sphinx_aiarticle.nodes import SemanticNode, ancestors, find_elements
from sphinx_aiarticle.record import Record

Condition = tuple[str, str]
"""The name of a directive, and its expression."""


def conditions_around(node: nodes.Element) -> list[nodes.Element]:
    """Return the nodes around *node* that decide whether a build shows it, the innermost first."""
    return [above for above in ancestors(node) if isinstance(above, addnodes.only | ifconfig | todo_node)]


def is_met(app: Sphinx, condition: Condition) -> bool:
    """Whether the running build shows what is below a condition; one that cannot be read hides nothing."""
    name, expression = condition
    if name == "todo_node":
        return bool(app.config.todo_include_todos)
    if name == "ifconfig":
        document = new_document("")
        document += ifconfig("", nodes.paragraph(), expr=expression)
        document.reporter.report_level = document.reporter.SEVERE_LEVEL  # Sphinx itself reports a broken one
        process_ifconfig_nodes(app, document, "")
        return bool(document.children)
    try:
        return bool(app.tags.eval_condition(expression))
    except Exception:  # whatever Jinja raises; Sphinx warns of it
        return True


_LOGGER = logging.getLogger(__name__)


class UseKind(IntEnum):
    """How a page shows a product; references lead to the lowest."""

    BOX = 0
    LIST = 1
    INDEX = 2


class Use(Record):
    """A product of the catalogue on a page.

    Attributes:
        id: Its id in the catalogue.
        name: Its name as the page has it.
        anchor: The id that leads there.
        conditions: What a build has to meet to show it.
    """

    docname: str
    id: str
    name: str
    anchor: str
    kind: UseKind
    line: int
    conditions: tuple[Condition, ...] = ()

    @property
    def is_index(self) -> bool:
        """Whether the page only names the product among all others."""
        return self.kind is UseKind.INDEX


@dataclass(slots=True, kw_only=True)
class PageProducts:
    """What one document has to do with the catalogue.

    Attributes:
        references: Products that it refers to, wherever they are shown.
        digests: What it took from the catalogue, by the keys of :func:`.dependency`.
    """

    uses: list[Use] = field(default_factory=list)
    references: set[str] = field(default_factory=set)
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def is_index(self) -> bool:
        """Whether the page says which pages use products."""
        return any(use.is_index for use in self.uses)


_PAGES: Final = Table(name="products", default=PageProducts())
#: The day of the oldest price on each page.
_OLDEST_PRICES: Final = Table(name="price_dates", default=date.max)
#: What pages showed of other pages.
_WRITTEN: Final[WrittenTable[tuple[Any, ...]]] = WrittenTable(name="products")
#: The places of each product, the best one first.
_places: WeakKeyDictionary[BuildEnvironment, dict[str, list[Use]]] = WeakKeyDictionary()


def page_of(env: BuildEnvironment) -> PageProducts:
    """Return the notes on the document that is being read."""
    return _PAGES.of(env).setdefault(env.docname, PageProducts())


def note_price(env: BuildEnvironment, price: Price) -> None:
    """Note that the document being read states a price."""
    dates = _OLDEST_PRICES.of(env)
    dates[env.docname] = min(price.date, _OLDEST_PRICES.get(env, env.docname))


def depend_on(env: BuildEnvironment, key: str) -> None:
    """Note that the document being read shows what the catalogue says under *key*."""
    digests = page_of(env).digests
    if key not in digests:
        digests[key] = dependency(catalog_of(env.config), key)


def places_of(env: BuildEnvironment) -> dict[str, list[Use]]:
    """Return where this build shows each product, the best place first; nothing until all documents are read."""
    return _places.get(env, {})


def best_place(env: BuildEnvironment, product: str, *, box_near: str = "") -> Use | None:
    """Return where a product is shown best: in a box, a list, or the index; near *box_near* only in a box."""
    places = places_of(env).get(product, [])
    if box_near:
        boxes = [place for place in places if place.kind is UseKind.BOX]
        return next((place for place in boxes if place.docname == box_near), boxes[0] if boxes else None)
    return places[0] if places else None


def _find_places(app: Sphinx, pages: Mapping[str, PageProducts]) -> dict[str, list[Use]]:
    met = {
        condition: is_met(app, condition)
        for page in pages.values()
        for use in page.uses
        for condition in use.conditions
    }
    found: dict[str, list[Use]] = {}
    for docname in sorted(pages):
        for use in pages[docname].uses:
            if all(met[condition] for condition in use.conditions):
                found.setdefault(use.id, []).append(use)
    for places in found.values():
        places.sort(key=lambda place: place.kind)  # stable: by document within a kind
    return found


@handles("doctree-read", priority=510)  # after the names in lists are links
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Note the products of the catalogue that a page shows in boxes and lists, under their translated names."""
    if app.env.docname not in _PAGES.of(app.env):
        return
    for box in find_elements(document, (aiarticle_product_box, aiarticle_product_list)):
        if isinstance(box, aiarticle_product_list):
            for row in box.rows:
                _note_use(app.env, row, UseKind.LIST, box.line)
        else:
            _note_use(app.env, box, UseKind.BOX, box.line)


def _note_use(env: BuildEnvironment, node: SemanticNode, kind: UseKind, line: int | None) -> None:
    if node.facts and node.facts.id and node["ids"]:
        name = find_elements(node, nodes.TextElement)[0].astext()
        conditions = tuple((type(around).__name__, str(around.get("expr", ""))) for around in conditions_around(node))
        use = Use(
            docname=env.docname, id=node.facts.id, name=name, anchor=node["ids"][0], kind=kind, line=line or 0,
            conditions=conditions,
        )  # fmt: skip
        page_of(env).uses.append(use)


@handles("env-get-outdated")
def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> Sequence[str]:
    """Read pages again whose price has become too old since they were read, or whose products have changed."""
    max_age, now = settings(app.config).price_max_age, today()
    too_old = [docname for docname, day in _OLDEST_PRICES.of(env).items() if (now - day).days > max_age]
    return [docname for docname in dict.fromkeys((*too_old, *_outdated(env))) if docname not in removed]


def _outdated(env: BuildEnvironment) -> Iterator[str]:
    """Yield the documents for which the catalogue says something else than when they were read."""
    catalog = catalog_of(env.config)
    current: dict[str, str] = {}
    for docname, page in _PAGES.of(env).items():
        for key, digest in page.digests.items():
            if key not in current:
                current[key] = dependency(catalog, key)
            if current[key] != digest:
                yield docname
                break


@handles("env-updated")
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents that hold something of others which is no longer what it was when they were written."""
    pages = _PAGES.of(env)
    _places[env] = _find_places(app, pages)
    now = {docname: seen for docname, page in pages.items() if (seen := _seen(env, docname, page))}
    return _WRITTEN.update(app, now)


def _seen(env: BuildEnvironment, docname: str, page: PageProducts) -> tuple[Any, ...]:
    """Return what a document shows of other documents."""
    seen: list[Any] = []
    for product in sorted(page.references):
        entry = catalog_of(env.config).products.get(product)
        seen += [entry and entry.name, best_place(env, product), best_place(env, product, box_near=docname)]
    if page.is_index:
        seen += [[(name, title_of(env, name)) for name in users(env, use.id)] for use in page.uses]
    return tuple(seen)


@handles("env-check-consistency")
def on_env_check_consistency(app: Sphinx, env: BuildEnvironment) -> None:
    """Name the pages that show products which are no longer sold: as warnings where the project wants these."""
    catalog = catalog_of(app.config)
    gone = [entry for entry in catalog.products.values() if entry.discontinued]
    shown = [(entry, place) for entry in gone for place in places_of(env).get(entry.id, ()) if not place.is_index]
    if Subtype.LINT_DISCONTINUED not in settings(app.config).lint:
        pages = sorted({place.docname for _entry, place in shown})
        if pages:
            _LOGGER.info("pages that show products no longer sold (%d): %s", len(pages), ", ".join(pages))
        return
    for entry, place in shown:
        successor = catalog.successor(entry)
        hint = f"; write about its successor {successor.id!r}" if successor else "; write about another one"
        message = "the product %r on this page is no longer sold%s"
        warn(Subtype.LINT_DISCONTINUED, message, entry.id, hint, location=(place.docname, place.line))


def users(env: BuildEnvironment, product: str) -> list[str]:
    """Return the documents that show a product in a box or a list, in the order of their names."""
    places = places_of(env).get(product, ())
    return sorted({place.docname for place in places if not place.is_index})


@post_transform(priority=5)  # before references are resolved (10)
def fill_indexes(app: Sphinx, document: nodes.document) -> None:
    """Put links to the pages that show a product where the indexes of a document wait for them."""
    env = app.env
    for node in find_elements(document, aiarticle_product_users) if places_of(env) else ():
        links = [
            page_link(app.builder, env.docname, docname, title_of(env, docname))
            for docname in users(env, node["product"])
        ]
        node.replace_self([nodes.paragraph("", "", link) for link in links] or nodes.paragraph("", node["none"]))
