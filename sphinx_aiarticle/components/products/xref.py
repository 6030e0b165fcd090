"""Cross references to products: the role, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole

from sphinx_aiarticle.catalog.entry import CatalogEntry
from sphinx_aiarticle.components.products.catalogue import catalog_of, warn_of_unknown
from sphinx_aiarticle.components.products.nodes import Listed, aiarticle_product_field, aiarticle_product_state
from sphinx_aiarticle.components.products.uses import best_place, page_of, places_of
from sphinx_aiarticle.diagnostics import Subtype, handles, warn
from sphinx_aiarticle.domain import ReferencePlace, Resolver, add_resolver
from sphinx_aiarticle.reading.source import language_of_page


class ProductRole(XRefRole):
    """``:aiarticle:product:`id``` or ``:aiarticle:product:`text <id>```: a link to where the product is shown."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)

    def process_link(
        self, env: BuildEnvironment, refnode: nodes.Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        """Note that the page depends on where the product is shown."""
        self.classes = ["xref", "aiarticle-product-reference"]  # Sphinx's own choice is the class of product boxes
        target = " ".join(target.split())
        page_of(env).references.add(target)
        return title, target


def product_reference(env: BuildEnvironment, product: str, text: nodes.inline) -> addnodes.pending_xref:
    """Return *text* as a link to a box of the product, which stays text where no page has one."""
    page_of(env).references.add(product)
    return addnodes.pending_xref(
        "", text, refdomain="aiarticle", reftype="product", reftarget=product, refexplicit=True, refdoc=env.docname,
        box=True,
    )  # fmt: skip


def state_line(env: BuildEnvironment, entry: CatalogEntry | None) -> list[nodes.Node]:
    """Return a line that says that a product is no longer sold, with a link to its successor if it has one."""
    if entry is None or not entry.discontinued:
        return []
    _ = language_of_page(env).gettext
    line = aiarticle_product_state("", "", classes=["aiarticle-product__state"])
    successor = catalog_of(env.config).successor(entry)
    if successor is None:
        line += nodes.Text(_("No longer sold."))
    else:
        before, _mark, after = str(_("No longer sold. Its successor is {name}.")).partition("{name}")
        link = product_reference(env, successor.id, nodes.inline("", successor.name))
        line += [nodes.Text(before), link, nodes.Text(after)]
    return [line]


def link_name(env: BuildEnvironment, row: Listed) -> None:
    """Make the name in the line of a list a link to the box of the product, once it is translated."""
    name = next(part for part in row.findall(aiarticle_product_field))
    text = nodes.inline("", name.astext())  # a name is literal, also in a translation
    if row.get("box"):
        name.children = [nodes.reference("", "", text, refid=row["box"], internal=True)]
    else:
        name.children = [product_reference(env, row["product"], text)]
    name.setup_child(name.children[0])


class ProductResolver(Resolver):
    """Leads references to where a product is shown."""

    def objects(self, env: BuildEnvironment) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield each product of the catalogue that a page shows, at its best place."""
        for product, (place, *_more) in places_of(env).items():
            yield product, place.name, "product", place.docname, place.anchor, 1

    def resolve(
        self, place: ReferencePlace, node: addnodes.pending_xref, content: nodes.Element
    ) -> nodes.Element | None:
        """Return the link to a product; ``None`` for one that no catalogue has, because another project's may."""
        product = node["reftarget"]
        entry = catalog_of(place.env.config).products.get(product)
        best = best_place(place.env, product, box_near=place.docname if node.get("box") else "")
        if best is None and entry is None:
            return None
        if not node.get("refexplicit"):
            name = best.name if best else entry.name if entry else ""
            content = nodes.inline("", name, classes=content["classes"])
        if best is not None:
            return place.link(best.docname, best.anchor, content)
        if not node.get("box"):
            message = "no page shows the product %r; write a `product-box` or a `product-index`, or only its name here"
            warn(Subtype.PRODUCT, message, product, location=node)
        return content

    def resolve_any(
        self, place: ReferencePlace, node: addnodes.pending_xref, content: nodes.Element
    ) -> tuple[str, nodes.Element] | None:
        """Return the link to a product that is named without its role."""
        best = best_place(place.env, node["reftarget"])
        if best is None:
            return None
        name = nodes.inline("", best.name, classes=content["classes"])
        return "aiarticle:product", place.link(best.docname, best.anchor, name)


@handles("warn-missing-reference")
def on_warn_missing_reference(app: Sphinx, domain: object, node: addnodes.pending_xref) -> bool | None:
    """Warn of a product that no catalogue has."""
    if node.get("refdomain") != "aiarticle" or node.get("reftype") != "product":
        return None
    warn_of_unknown(app.config, node["reftarget"], node)
    return True


def setup(app: Sphinx) -> None:
    """Register the role, and what resolves it."""
    app.add_role_to_domain("aiarticle", "product", ProductRole())
    add_resolver(app, ProductResolver())
