"""What is done to products in a doctree once all documents are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_aiarticle.i18n import _
from sphinx_aiarticle.nodes import Listed, product_box, product_users, walk
from sphinx_aiarticle.uses import has_index, users

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ProductUsers(SphinxPostTransform):
    """Puts links to the pages that show a product where the index waits for them."""

    default_priority = 5  # before references are resolved (10)

    def run(self, **kwargs: Any) -> None:
        """Fill the indexes of this document."""
        if not has_index(self.env):  # asked of the project: some builders put all documents into one
            return
        for node in [node for node in walk(self.document) if isinstance(node, product_users)]:
            pages = users(self.env, node["product"])
            lines = [nodes.paragraph("", "", self._link(docname)) for docname in pages]
            node.replace_self(lines or nodes.paragraph("", _("On no page yet.")))

    def _link(self, docname: str) -> addnodes.pending_xref:
        return addnodes.pending_xref(
            "", nodes.inline("", docname), refdomain="std", reftype="doc", reftarget=f"/{docname}",
            refexplicit=False, refdoc=self.env.docname, refwarn=True,
        )  # fmt: skip


class ProductTargets(SphinxPostTransform):
    """Gives links to products somewhere to lead in books, whose writers know no ids of boxes and table rows."""

    default_priority = 400
    formats = ("latex", "texinfo")

    def run(self, **kwargs: Any) -> None:
        """Put a target in front of each box, and of the name in each line of a list."""
        for node in [node for node in walk(self.document) if isinstance(node, product_box | Listed) and node["ids"]]:
            target = nodes.target("", "", ids=list(node["ids"]))
            if isinstance(node, product_box):
                node.parent.insert(node.parent.index(node), target)
            else:
                next(part for part in walk(node) if isinstance(part, nodes.paragraph)).insert(0, target)


def add_transforms(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_post_transform(ProductUsers)
    app.add_post_transform(ProductTargets)
