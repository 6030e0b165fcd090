"""Products in brief: the directives ``product-list`` and ``product-index``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.ext.todo import todo_node
from sphinx.util.typing import OptionSpec

from sphinx_aiarticle.catalog.entry import CatalogEntry
from sphinx_aiarticle.components.directive import ArticleDirective, add_component, add_directive, one_line
from sphinx_aiarticle.components.products.catalogue import catalog_of
from sphinx_aiarticle.components.products.lines import Line, fill
from sphinx_aiarticle.components.products.nodes import (
    aiarticle_product_box,
    aiarticle_product_field,
    aiarticle_product_image,
    aiarticle_product_item,
    aiarticle_product_list,
    aiarticle_product_row,
    aiarticle_product_users,
    product_list_values,
)
from sphinx_aiarticle.components.products.parts import (
    Parts,
    find_links,
    find_product,
    in_category,
    maker_page,
    names_in,
)
from sphinx_aiarticle.components.products.uses import Use, UseKind, conditions_around, page_of
from sphinx_aiarticle.components.products.xref import link_name, state_line
from sphinx_aiarticle.diagnostics import Subtype, guarded, handles, transform, warn
from sphinx_aiarticle.html.assets import STATIC_DIR, add_stylesheet
from sphinx_aiarticle.nodes import find_elements
from sphinx_aiarticle.reading.source import language_of_page

_LISTS = "aiarticle-lists"


class ProductList(ArticleDirective):
    """Products of the catalogue by their ids or their category, else those in the boxes of the page."""

    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        **ArticleDirective.option_spec,
        **dict.fromkeys(("ids", "category", "stores"), one_line),
        "fields": directives.unchanged,
        "style": lambda value: directives.choice(value, ("list", "table")),
    }

    @guarded
    def run(self) -> list[nodes.Node]:
        """Build the list; one of this page's boxes waits until all of them are read."""
        below = self.stray_text()
        text, ids, category = self.argument, self.options.get("ids", ""), self.options.get("category", "")
        named = map(str.strip, re.split(r"[,、\n]", self.options.get("fields") or ""))
        fields = tuple(dict.fromkeys(field for field in named if field not in ("", "name")))
        node = aiarticle_product_list(style=self.options.get("style", "list"))
        if text:  # in the page from the start, for substitutions and translations
            title = self.title_of(text)
            node += title if node["style"] == "table" else _as(nodes.rubric, title)
        self.finish(node, "products", text or ids or category)
        is_of_page = "ids" not in self.options and "category" not in self.options
        found = self.env.current_document.get(_LISTS) or []
        self.env.current_document[_LISTS] = [*found, (node, fields if is_of_page else None)]
        if is_of_page:
            return [node, *below]
        lines = [self._line(entry, node["ids"][0]) for entry in self._entries()]
        if not lines:
            return [*_heading_alone(node), *below]
        fill(node, fields, lines, self.env, Parts(self.config, self.language, *self.get_source_info()))
        return [node, *below]

    def _entries(self) -> Sequence[CatalogEntry]:
        if "ids" not in self.options:
            return in_category(self, self.options["category"])
        if not self.options["ids"]:
            self.warn(Subtype.PRODUCT, "`:ids:` names no product; write the ids of products from the catalogue")
        found = (find_product(self, product) for product in dict.fromkeys(names_in(self.options["ids"])))
        return tuple(filter(None, found))

    def _line(self, entry: CatalogEntry, list_anchor: str) -> Line:
        chosen = names_in(self.options.get("stores", "")) or entry.stores
        links = find_links(self, entry.search or entry.name, dict(entry.links), dict(entry.ids), chosen)
        product = replace(entry.product, url=maker_page(entry.url, self.config), links=tuple(links))
        anchor = self.anchor("product", f"{list_anchor} {entry.id}")
        self.note_anchor(nodes.inline(), anchor)  # reserved: nothing else on the page takes it
        return Line(product=product, entry=entry, image=entry.image, anchor=anchor)


@transform(priority=310)  # behind the translations (20)
def list_boxes(app: Sphinx, document: nodes.document) -> None:
    """Fill lists of the boxes of their page, when all boxes are read and translated."""
    env = app.env
    waiting = [(node, fields) for node, fields in env.current_document.get(_LISTS) or () if fields is not None]
    if not waiting:
        return
    products = catalog_of(app.config).products
    boxes = find_elements(document, aiarticle_product_box, skip=todo_node)  # a list for readers names none of a to-do
    lines = [
        Line(
            product=replace(box.facts, name=box.children[0].astext()),  # which may be translated
            entry=products.get(box.facts.id),
            image=_image(box),
            box=box["ids"][0],
        )
        for box in boxes
    ]
    for node, fields in waiting:
        if lines:
            fill(node, fields, lines, env, Parts(app.config, language_of_page(env), node.source, node.line))
            for row, box in zip(node.rows, boxes, strict=True):
                _show_with(box, row)
            continue
        message = "this page has no product boxes to list; name products by `:ids:` or `:category:`"
        warn(Subtype.PRODUCT, message, location=node)
        node.parent.replace(node, _heading_alone(node))


def _heading_alone(node: aiarticle_product_list) -> list[nodes.Node]:
    """Return the heading of a list that is left out, as a paragraph, and what links to the list lead to."""
    found: list[nodes.Element] = [_as(nodes.paragraph, cast("nodes.Element", heading)) for heading in node.children]
    if node["names"]:
        found = found or [nodes.target()]
        found[0]["ids"], found[0]["names"] = node["ids"], node["names"]
    return [*found]


def _as(kind: type[nodes.TextElement], words: nodes.Element) -> nodes.Element:
    """Return the *words* of a heading as another kind of text."""
    found = kind(words.rawsource, "", *words.children, **words.attributes)
    found.source, found.line = words.source, words.line
    return found


def _show_with(box: aiarticle_product_box, row: nodes.Element) -> None:
    """Put the line of a box under the conditions on which builds show the box."""
    for condition in conditions_around(box):
        around = condition.copy()
        row.parent.replace(row, around)
        around += row
        row = around


def _image(box: aiarticle_product_box) -> str:
    image = box.part(aiarticle_product_image)
    return str(image["uri"]) if image is not None else ""


class ProductIndex(ArticleDirective):
    """The products of the catalogue, or of one category, in the order of the catalogue."""

    option_spec: ClassVar[OptionSpec] = {**ArticleDirective.option_spec, "category": one_line}

    @guarded
    def run(self) -> list[nodes.Node]:
        """Build the names; the pages are known when all documents are read."""
        below = self.stray_text()
        category = self.options.get("category", "")
        entries = in_category(self, category)
        if not entries:
            return below
        index = nodes.definition_list(classes=["aiarticle-product-index"])
        index += [self._item(entry) for entry in entries]
        self.finish(index, "products", category)
        return [index, *below]

    def _item(self, entry: CatalogEntry) -> nodes.definition_list_item:
        make = Parts(self.config, self.language, *self.get_source_info())
        term = make.prose(nodes.term, entry.name)
        term["support_smartquotes"] = False
        anchor = self.anchor("product", f"index {entry.id}")
        self.note_anchor(term, anchor)
        use = Use(
            docname=self.env.docname, id=entry.id, name=entry.name, anchor=anchor, kind=UseKind.INDEX, line=self.lineno
        )
        page_of(self.env).uses.append(use)
        definition = nodes.definition()
        definition += state_line(self.env, entry)
        definition += aiarticle_product_users(product=entry.id, none=self.language.gettext("On no page yet."))
        return nodes.definition_list_item("", term, definition)


@handles("doctree-read")
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Link the names in the lists of a page, after all transforms: they are literal."""
    for node, _fields in app.env.current_document.get(_LISTS) or ():
        for row in node.rows:
            link_name(app.env, row)


def setup(app: Sphinx) -> None:
    """Register the component."""
    parts = (
        aiarticle_product_row, aiarticle_product_item, aiarticle_product_field, aiarticle_product_users,
    )  # fmt: skip
    add_component(app, aiarticle_product_list, *parts, template="product-list.html", values=product_list_values)
    add_stylesheet(app, STATIC_DIR / "aiarticle-product-lists.css", "aiarticle-products")
    add_directive(app, "product-list", ProductList)
    add_directive(app, "product-index", ProductIndex)
