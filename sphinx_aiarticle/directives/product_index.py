"""The ``product-index`` directive: every product of the catalogue, with the pages that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_aiarticle.crossrefs import state_children
from sphinx_aiarticle.directives.base import ArticleDirective
from sphinx_aiarticle.directives.product_parts import Parts, in_category
from sphinx_aiarticle.nodes import product_state, product_users
from sphinx_aiarticle.uses import Use, UseKind, page_of

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
        entries = in_category(self, category)
        if not entries:
            return []
        index = nodes.definition_list(classes=["aiarticle-product-index"])
        index += [self._item(entry) for entry in entries]
        self.finish(index, "products", category)
        return [index]

    def _item(self, entry: Entry) -> nodes.definition_list_item:
        make = Parts(self.config, self.language, *self.get_source_info())
        term = make.prose(nodes.term, entry.name)
        anchor = self.anchor("product", f"index {entry.id}")
        self.note_anchor(term, anchor)
        use = Use(id=entry.id, name=entry.name, anchor=anchor, kind=UseKind.INDEX, line=self.lineno)
        page_of(self.env).uses.append(use)
        definition = nodes.definition()
        if entry.discontinued:
            definition += product_state("", "", *state_children(self.env, entry), classes=["aiarticle-product__state"])
        definition += product_users(product=entry.id, none=self.language.gettext("On no page yet."))
        return nodes.definition_list_item("", term, definition)
