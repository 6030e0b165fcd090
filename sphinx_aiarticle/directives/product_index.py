"""The ``product-index`` directive: every product of the catalogue, with the pages that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_aiarticle.catalogs import catalog_of
from sphinx_aiarticle.crossrefs import state_children
from sphinx_aiarticle.diagnostics import Subtype
from sphinx_aiarticle.directives.base import ArticleDirective
from sphinx_aiarticle.directives.product_parts import Parts
from sphinx_aiarticle.i18n import _
from sphinx_aiarticle.nodes import product_state, product_users
from sphinx_aiarticle.uses import Use, UseKind, depend_on, page_of, pages_of, users

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec

    from sphinx_aiarticle.catalog import Entry


class ProductIndex(ArticleDirective):
    """The products of the catalogue, or of one category, in the order of the catalogue."""

    has_content = False
    option_spec: ClassVar[OptionSpec] = {**ArticleDirective.option_spec, "category": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Build the names; the pages are known when all documents are read."""
        category = " ".join((self.options.get("category") or "").split())
        depend_on(self.env, f"category:{category}")
        entries = catalog_of(self.config).in_category(category)
        if not entries:
            self.warn(Subtype.PRODUCT, "there is no product to list; name its file in aiarticle_catalog")
            return []
        index = nodes.definition_list(classes=["aiarticle-product-index"])
        index += [self._item(entry) for entry in entries]
        self.finish(index, "products", category)
        return [index]

    def _item(self, entry: Entry) -> nodes.definition_list_item:
        make = Parts(self.config, *self.get_source_info())
        term = make.prose(nodes.term, entry.name)
        anchor = self.anchor("product", f"index {entry.id}")
        self.note_anchor(term, anchor)
        use = Use(id=entry.id, name=entry.name, anchor=anchor, kind=UseKind.INDEX, line=self.lineno)
        page_of(self.env).uses.append(use)
        definition = nodes.definition()
        if entry.discontinued:
            definition += product_state("", "", *state_children(self.env, entry), classes=["aiarticle-product__state"])
        definition += product_users(product=entry.id)
        return nodes.definition_list_item("", term, definition)


class ProductUsers(SphinxPostTransform):
    """Puts links to the pages that show a product where the index waits for them."""

    default_priority = 5  # before references are resolved (10)

    def run(self, **kwargs: Any) -> None:
        """Fill the indexes of this document, if it has any."""
        page = pages_of(self.env).get(self.env.docname)
        if page is None or not page.is_index:
            return
        for node in list(self.document.findall(product_users)):
            pages = users(self.env, node["product"])
            lines = [nodes.paragraph("", "", self._link(docname)) for docname in pages]
            node.replace_self(lines or nodes.paragraph("", _("On no page yet.")))

    def _link(self, docname: str) -> addnodes.pending_xref:
        return addnodes.pending_xref(
            "", nodes.inline("", docname), refdomain="std", reftype="doc", reftarget=f"/{docname}",
            refexplicit=False, refdoc=self.env.docname, refwarn=True,
        )  # fmt: skip
