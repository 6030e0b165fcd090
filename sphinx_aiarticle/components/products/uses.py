"""Which pages show which products: where cross references lead, and which pages follow a change of another."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

from sphinx.util import logging

from sphinx_aiarticle.components.products.catalogue import catalog_of, dependency
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, warn
from sphinx_aiarticle.site.links import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_LOGGER = logging.getLogger(__name__)


class UseKind(IntEnum):
    """How a page shows a product; references lead to the lowest."""

    BOX = 0
    LIST = 1
    INDEX = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A product of the catalogue on a page.

    Attributes:
        id: Its id in the catalogue.
        name: Its name as the page has it.
        anchor: The id that leads there.
        kind: What shows it.
        line: Where that stands in the source.
    """

    id: str
    name: str
    anchor: str
    kind: UseKind
    line: int


@dataclass(slots=True, kw_only=True)
class PageProducts:
    """What one document has to do with the catalogue.

    Attributes:
        uses: The products it shows.
        references: Products that it refers to, wherever they are shown.
        digests: What it took from the catalogue, by the keys of :func:`~sphinx_aiarticle.catalogs.dependency`.
    """

    uses: list[Use] = field(default_factory=list)
    references: set[str] = field(default_factory=set)
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def is_index(self) -> bool:
        """Whether the page says which pages use products."""
        return any(use.kind is UseKind.INDEX for use in self.uses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a product is shown."""

    docname: str
    use: Use

    @property
    def is_index(self) -> bool:
        """Whether the page only names the product among all others."""
        return self.use.kind is UseKind.INDEX


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where all products are shown.

    Attributes:
        by_product: The places of each product, the best one first.
        indexed: Whether a page has an index.
    """

    by_product: dict[str, list[Place]]
    indexed: bool


_places: WeakKeyDictionary[BuildEnvironment, Places] = WeakKeyDictionary()


def pages_of(env: BuildEnvironment) -> dict[str, PageProducts]:
    """Return the documents that have to do with the catalogue."""
    return cast("dict[str, PageProducts]", env.get_domain("aiarticle").data["products"])


def page_of(env: BuildEnvironment) -> PageProducts:
    """Return the notes on the document that is being read."""
    return pages_of(env).setdefault(env.docname, PageProducts())


def depend_on(env: BuildEnvironment, key: str) -> None:
    """Note that the document being read shows what the catalogue says under *key*."""
    digests = page_of(env).digests
    if key not in digests:
        digests[key] = dependency(catalog_of(env.config), key)


def places_of(env: BuildEnvironment) -> dict[str, list[Place]]:
    """Return where each product is shown, the best place first; worked out once all documents are read."""
    return _all_places(env).by_product


def has_index(env: BuildEnvironment) -> bool:
    """Whether any page has an index."""
    return _all_places(env).indexed


def _all_places(env: BuildEnvironment) -> Places:
    if env not in _places:
        pages = pages_of(env)
        indexed = any(page.is_index for page in pages.values())
        _places[env] = Places(by_product=_find_places(pages), indexed=indexed)
    return _places[env]


def best_place(env: BuildEnvironment, product: str, *, box_near: str = "") -> Place | None:
    """Return where a product is shown best: in a box, a list, or the index.

    Args:
        env: The environment, with all documents read.
        product: Id of the product.
        box_near: A document; only boxes count then, and its own before others.
    """
    places = places_of(env).get(product, [])
    if box_near:
        boxes = [place for place in places if place.use.kind is UseKind.BOX]
        return next((place for place in boxes if place.docname == box_near), boxes[0] if boxes else None)
    return places[0] if places else None


def _find_places(pages: Mapping[str, PageProducts]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for docname in sorted(pages):
        for use in pages[docname].uses:
            found.setdefault(use.id, []).append(Place(docname=docname, use=use))
    for places in found.values():
        places.sort(key=lambda place: place.use.kind)  # stable: by document within a kind
    return found


def outdated(env: BuildEnvironment) -> Iterator[str]:
    """Yield the documents for which the catalogue says something else than when they were read."""
    catalog = catalog_of(env.config)
    current: dict[str, str] = {}
    for docname, page in pages_of(env).items():
        for key, digest in page.digests.items():
            if key not in current:
                current[key] = dependency(catalog, key)
            if current[key] != digest:
                yield docname
                break


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents that hold something of others which is no longer what it was when they were written."""
    _places.pop(env, None)
    written: dict[str, Any] = env.get_domain("aiarticle").data["product_places"].setdefault(app.builder.name, {})
    now = {docname: seen for docname, page in pages_of(env).items() if (seen := _seen(env, docname, page))}
    changed = [docname for docname, seen in now.items() if written.get(docname, seen) != seen]
    written.clear()
    written.update(now)
    return changed


def _seen(env: BuildEnvironment, docname: str, page: PageProducts) -> tuple[Any, ...]:
    """Return what a document shows of other documents."""
    seen: list[Any] = []
    for product in sorted(page.references):
        entry = catalog_of(env.config).products.get(product)
        seen += [entry and entry.name, best_place(env, product), best_place(env, product, box_near=docname)]
    if page.is_index:
        seen += [[(name, title_of(env, name)) for name in users(env, use.id)] for use in page.uses]
    return tuple(seen)


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
        warn(Subtype.LINT_DISCONTINUED, message, entry.id, hint, location=(place.docname, place.use.line))


def users(env: BuildEnvironment, product: str) -> list[str]:
    """Return the documents that show a product in a box or a list, in the order of their names."""
    places = places_of(env).get(product, ())
    return sorted({place.docname for place in places if not place.is_index})
