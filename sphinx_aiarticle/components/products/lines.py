"""The lines of a product list: what each shows, as a table or as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docutils import nodes
from docutils.utils import column_width
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.catalog.entry import CatalogEntry
from sphinx_aiarticle.components.notice import Advertising, notices
from sphinx_aiarticle.components.products.nodes import (
    aiarticle_product_field,
    aiarticle_product_item,
    aiarticle_product_list,
    aiarticle_product_row,
)
from sphinx_aiarticle.components.products.parts import Parts, price_children
from sphinx_aiarticle.components.products.xref import state_line
from sphinx_aiarticle.diagnostics import Subtype, warn
from sphinx_aiarticle.model.problem import did_you_mean
from sphinx_aiarticle.model.product import Product
from sphinx_aiarticle.record import Record

#: What a list shows of a product besides its name; every other field is one of the ``specs`` of the catalogue.
FIELDS = ("image", "brand", "price", "stores", "category", "label", "description", "maker", "mpn", "gtin", "sku")
DEFAULT_FIELDS = ("brand", "price", "stores")
_WIDEST = 30  # columns of a terminal
_SPEAKING = ("image", "description", "stores", "maker")  # need no label in a list


class Line(Record):
    """One product of a list.

    Attributes:
        entry: What the catalogue knows besides.
        anchor: The id of its line; empty where it repeats a box of the page.
        box: The id of that box.
    """

    product: Product
    entry: CatalogEntry | None
    image: str
    anchor: str = ""
    box: str = ""


def fill(
    node: aiarticle_product_list, wanted: Sequence[str], lines: Sequence[Line], env: BuildEnvironment, make: Parts
) -> None:
    """Put a notice and the *lines* into a list that has nothing, or its heading alone.

    Of no fields that are *wanted*, those of the default are shown that any product has.
    """
    headings = node.children
    node.clear()
    known = {*FIELDS, *(name for line in lines if line.entry for name, _value in line.entry.specs)}
    for field in wanted:
        if field not in known:
            hint = did_you_mean(field, known)
            warn(Subtype.PRODUCT, "none of these products has the field %r%s", field, hint, location=node)
    fields = tuple(field for field in wanted if field in known) or tuple(
        field for field in DEFAULT_FIELDS if any(_content(field, line, make) for line in lines)
    )
    rows = [_Row(line, fields, env, make) for line in lines]
    links = (link.url for row in rows for link in row.facts.links)
    words = notices(env.config, make.language, links, Advertising.PRODUCTS)
    node += words[:1]  # above the first link
    node += _table(headings, fields, rows, make) if node["style"] == "table" else [*headings, _list(rows, make)]
    node += words[1:]


class _Row:
    """The parts of one line."""

    def __init__(self, line: Line, fields: Sequence[str], env: BuildEnvironment, make: Parts) -> None:
        self.line = line
        product, shown = line.product, set(fields)
        self.name = make.prose(aiarticle_product_field, product.name)
        self.name["field"], self.name["support_smartquotes"] = "name", False
        self.state = state_line(env, line.entry)
        self.cells = [(field, _content(field, line, make)) for field in fields]
        self.facts = replace(
            product,
            brand=product.brand if "brand" in shown else "",
            url=product.url if "maker" in shown else "",
            links=product.links if "stores" in shown else (),
            price=product.price if "price" in shown else None,
            work=None,
        )

    def finish(self, node: aiarticle_product_row | aiarticle_product_item) -> None:
        """Note what the name in *node* leads to, and its facts unless a box of the page has them."""
        if self.line.anchor:
            node["product"] = self.facts.id
            node.facts = self.facts
            node["ids"].append(self.line.anchor)
        else:
            node["box"] = self.line.box


def _content(field: str, line: Line, make: Parts) -> list[nodes.Node]:
    """Return what a line shows in a field."""
    product, entry = line.product, line.entry
    if field == "price":
        return price_children(product.price, make)
    if field == "stores":
        return make.buttons(product.links)
    if field == "maker":
        url = product.url or (entry.url if entry else "")
        return [make.maker(url)] if url else []
    if field == "image":
        return [make.image(line.image, product.name)] if line.image else []
    text = product.brand if field == "brand" else _text(field, entry) if entry else ""
    return [make.words(text)] if text else []


def _text(field: str, entry: CatalogEntry) -> str:
    if field in ("category", "label", "description"):
        return str(getattr(entry, field))
    return dict(entry.ids if field in FIELDS else entry.specs).get(field, "")


def _label(field: str, make: Parts) -> nodes.Node:
    """Return what the page calls a field: in its language, or by the author's own word."""
    _ = make.language.gettext
    labels = {
        "image": _("Picture"), "brand": _("Brand"), "price": _("Price"), "stores": _("Shops"),
        "category": _("Category"), "label": _("Recommended"), "description": _("About it"), "maker": _("Maker's page"),
        "mpn": "MPN", "gtin": "GTIN", "sku": "SKU",
    }  # fmt: skip
    return nodes.Text(labels[field]) if field in labels else make.words(field)


def _facts_of(field: str) -> dict[str, object]:
    """Return the attributes of what a line says in a field: only sentences have typographic quotation marks."""
    return {"field": field, "support_smartquotes": field in ("label", "description")}


def _table(titles: Sequence[nodes.Node], fields: Sequence[str], rows: Sequence[_Row], make: Parts) -> nodes.table:
    labels = (nodes.Text(make.language.gettext("Product")), *(_label(field, make) for field in fields))
    heads = [nodes.entry("", nodes.paragraph("", "", label)) for label in labels]
    body = nodes.tbody()
    for row in rows:
        node = aiarticle_product_row("", nodes.entry("", row.name, *row.state))
        for field, content in row.cells:
            cell = aiarticle_product_field("", "", *(content or [nodes.Text("–")]), **_facts_of(field))
            node += nodes.entry("", cell)
        row.finish(node)
        body += node
    grid = list(zip(heads, *(row.children for row in body.children), strict=True))
    widths = (max(column_width(cell.astext()) for cell in cells) for cells in grid)  # plain text takes them literally
    columns = [nodes.colspec(colwidth=min(width, _WIDEST)) for width in widths]
    columns[0]["stub"] = 1
    group = nodes.tgroup("", *columns, nodes.thead("", nodes.row("", *heads)), body, cols=len(grid))
    usual = nodes.title("", make.language.gettext("Products"), translatable=False)
    return nodes.table("", *(titles or [usual]), group)


def _list(rows: Sequence[_Row], make: Parts) -> nodes.bullet_list:
    items = nodes.bullet_list(bullet="-")
    for row in rows:
        node = aiarticle_product_item("", row.name, *row.state)
        for field, content in row.cells:
            if content:
                named = nodes.inline("", "", _label(field, make)), nodes.Text(make.language.colon)
                label = () if field in _SPEAKING else named
                node += aiarticle_product_field("", "", *label, *content, **_facts_of(field))
        row.finish(node)
        items += node
    return items
