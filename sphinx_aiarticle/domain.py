"""Articles across documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

from sphinx_aiarticle.clock import today
from sphinx_aiarticle.components.article import add_names
from sphinx_aiarticle.components.disclosure import disclose
from sphinx_aiarticle.components.products.uses import Use, UseKind, best_place, outdated, page_of, places_of
from sphinx_aiarticle.components.products.xref import ProductRole, link_name, resolve_product
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.i18n import _
from sphinx_aiarticle.model.article import Article
from sphinx_aiarticle.nodes import Listed, product_box, product_list, walk
from sphinx_aiarticle.reading.anchors import note_anchor, settle
from sphinx_aiarticle.reading.source import language_of_page, source_of
from sphinx_aiarticle.site.links import PathTable, Place, resolve

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence, Set

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_aiarticle.hugo.publication import Window


class ArticleDomain(Domain):
    """Keeps the front matter of every document, and resolves products and the site paths of Hugo articles."""

    name = "aiarticle"
    label = "article"
    object_types: ClassVar[dict[str, ObjType]] = {"product": ObjType(_("product"), "product")}
    roles: ClassVar[dict[str, Any]] = {"product": ProductRole()}
    dangling_warnings: ClassVar[dict[str, str]] = {"product": "no catalogue has the product %(target)r"}
    data_version = 8
    initial_data: ClassVar[dict[str, Any]] = {
        "articles": {}, "hugo": set(), "price_dates": {}, "windows": {}, "breadcrumbs": {}, "paths": {},
        "documents": {}, "products": {}, "product_places": {},
        "targets": {}, "links_written": {},
    }  # fmt: skip

    @property
    def articles(self) -> dict[str, Article]:
        """The front matter by document name; documents without any have an empty one."""
        return cast("dict[str, Article]", self.data["articles"])

    def article(self, docname: str) -> Article:
        """Return the front matter of a document, an empty one where it has none."""
        return self.articles.get(docname) or Article()

    @property
    def hugo(self) -> set[str]:
        """The documents that were read as Hugo articles."""
        return cast("set[str]", self.data["hugo"])

    @property
    def price_dates(self) -> dict[str, dt.date]:
        """The oldest price of each document that states one."""
        return cast("dict[str, dt.date]", self.data["price_dates"])

    @property
    def windows(self) -> dict[str, Window]:
        """When each Hugo article is part of the site."""
        return cast("dict[str, Window]", self.data["windows"])

    @property
    def breadcrumbs(self) -> dict[str, dict[str, tuple[tuple[str, str], ...]]]:
        """By builder, names and titles of the documents above each document when its page was last written."""
        return cast("dict[str, dict[str, tuple[tuple[str, str], ...]]]", self.data["breadcrumbs"])

    @property
    def targets(self) -> dict[str, tuple[str, ...]]:
        """The addresses on the site to which the links of each Hugo article lead."""
        return cast("dict[str, tuple[str, ...]]", self.data["targets"])

    @property
    def links_written(self) -> dict[str, dict[str, tuple[str | None, ...]]]:
        """By builder, the documents at these addresses when the page of each article was last written."""
        return cast("dict[str, dict[str, tuple[str | None, ...]]]", self.data["links_written"])

    @property
    def table(self) -> PathTable:
        """The addresses by which documents are known."""
        return PathTable(self.data)

    def clear_doc(self, docname: str) -> None:
        """Forget *docname* before it is read again."""
        self.articles.pop(docname, None)
        self.hugo.discard(docname)
        self.price_dates.pop(docname, None)
        self.windows.pop(docname, None)
        self.data["products"].pop(docname, None)
        self.targets.pop(docname, None)
        self.table.discard(docname)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        for docname in docnames:
            for table in ("articles", "price_dates", "windows", "products", "targets"):
                if docname in otherdata[table]:
                    self.data[table][docname] = otherdata[table][docname]
            if docname in otherdata["paths"]:
                self.table.add(docname, otherdata["paths"][docname], is_hugo=docname in otherdata["hugo"])
        self.hugo.update(otherdata["hugo"] & set(docnames))

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Keep what is known of *docname*, and disclose its affiliate links."""
        source = source_of(env)
        if source is None:
            return
        if source.is_hugo:
            self.hugo.add(docname)
        if source.paths:
            self.table.add(docname, source.paths, is_hugo=source.is_hugo)
        if source.targets:
            self.targets[docname] = source.targets
        if source.window:
            self.windows[docname] = source.window
        for anchor in source.html_ids:
            note_anchor(env, anchor, anchor)
        settle(env, docname, document)
        boxes = disclose(document, env.config, language_of_page(env))
        dates = [box.facts.price.date for box in boxes if isinstance(box, product_box) and box.facts.price]
        if dates:
            self.price_dates[docname] = min(dates)
        add_names(document)
        _say_language(document, self.article(docname).language)
        if uses := list(_uses(env, boxes)):
            page_of(env).uses += uses

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield each product of the catalogue that a page shows, at its best place, for search and inventory."""
        for product, (place, *_more) in places_of(self.env).items():
            yield product, place.use.name, "product", place.docname, place.use.anchor, 1

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Resolve a reference to a product of the catalogue."""
        return cast("nodes.reference | None", resolve_product(env, builder, fromdocname, node, contnode))

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve products, and in Hugo articles addresses on the site, such as ``/posts/<slug>/``."""
        if place := best_place(env, target):
            content = nodes.inline("", place.use.name, classes=contnode["classes"])
            link = make_refnode(builder, fromdocname, place.docname, place.use.anchor, content)
            return [("aiarticle:product", link)]
        if fromdocname not in self.hugo:
            return []
        found = resolve(Place(env, self.table, fromdocname, builder), target, node, contnode)
        return [] if found is None else [("aiarticle:article", cast("nodes.reference", found))]


def _say_language(document: nodes.document, tag: str) -> None:
    """Give the text of a page its language: docutils makes ``lang`` of such a class.

    It comes after all transforms, of which one would make quotation marks of that language.
    """
    for section in document.children if tag else ():
        if isinstance(section, nodes.section):
            section["classes"].append(f"language-{tag}")


def _uses(env: BuildEnvironment, boxes: Iterable[product_box | product_list]) -> Iterator[Use]:
    """Yield the products of the catalogue in boxes and lists, and link the names in lists, after translation."""
    for box in boxes:
        shown = [box] if isinstance(box, product_box) else [row for row in walk(box) if isinstance(row, Listed)]
        kind = UseKind.BOX if isinstance(box, product_box) else UseKind.LIST
        for node in shown:
            if isinstance(node, Listed):
                link_name(env, node)
            if node.facts and node.facts.id and node["ids"]:
                name = next(part for part in walk(node) if isinstance(part, nodes.TextElement)).astext()
                yield Use(id=node.facts.id, name=name, anchor=node["ids"][0], kind=kind, line=box.line or 0)


def articles_of(env: BuildEnvironment) -> ArticleDomain:
    """Return the domain of *env*."""
    return cast("ArticleDomain", env.get_domain("aiarticle"))


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> Sequence[str]:
    """Read pages again whose price has become too old since they were read, or whose products have changed."""
    max_age, now = settings(app.config).price_max_age, today()
    dates: Iterable[tuple[str, dt.date]] = articles_of(env).price_dates.items()
    too_old = [docname for docname, date in dates if (now - date).days > max_age]
    return [docname for docname in dict.fromkeys((*too_old, *outdated(env))) if docname not in removed]
