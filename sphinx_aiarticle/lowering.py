"""Changes to a doctree before it is written, once all documents are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_aiarticle.components.article import header_fields
from sphinx_aiarticle.components.products.uses import has_index, users
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.i18n import language_of
from sphinx_aiarticle.nodes import (
    Listed,
    article_header,
    cover_caption,
    cover_image,
    product_box,
    product_image,
    product_users,
    walk,
)

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
            node.replace_self(lines or nodes.paragraph("", node["none"]))

    def _link(self, docname: str) -> addnodes.pending_xref:
        return addnodes.pending_xref(
            "", nodes.inline("", docname), refdomain="std", reftype="doc", reftarget=f"/{docname}",
            refexplicit=False, refdoc=self.env.docname, refwarn=True,
        )  # fmt: skip


class ProductTargets(SphinxPostTransform):
    """Gives links to products somewhere to lead in books, whose writers know no ids of boxes and table rows."""

    default_priority = 400

    def run(self, **kwargs: Any) -> None:
        """Put a target in front of each box, and of the name in each line of a list."""
        for node in [node for node in walk(self.document) if isinstance(node, product_box | Listed) and node["ids"]]:
            target = nodes.target("", "", ids=list(node["ids"]))
            if isinstance(node, product_box):
                node.parent.insert(node.parent.index(node), target)
            else:
                next(part for part in walk(node) if isinstance(part, nodes.paragraph)).insert(0, target)


class RemoteCovers(SphinxPostTransform):
    """Leaves remote covers out of documents for which Sphinx would have to download them."""

    default_priority = 90  # before Sphinx downloads images (100)

    def run(self, **kwargs: Any) -> None:
        """Remove covers that are no files."""
        for image in list(self.document.findall(cover_image)):
            if "://" in image["uri"]:
                caption = image.caption
                image.parent.remove(image)
                if caption:
                    caption.parent.remove(caption)


class HeaderFields(SphinxPostTransform):
    """Shows dates, authors, categories and tags as fields where no template does.

    They are no part of the doctree before: each of its nodes costs time in every transform and at every load.
    """

    default_priority = 200

    def run(self, **kwargs: Any) -> None:
        """Replace the names in each header."""
        for header in list(self.document.findall(article_header)):
            header.children = [child for child in header.children if type(child) is not nodes.Text]
            header += header_fields(header.facts, language_of(self.config, header.facts.language))


class Paper(SphinxPostTransform):
    """Keeps on paper small what LaTeX would make tall: the dates of an article, and the pictures of products."""

    default_priority = 210

    def run(self, **kwargs: Any) -> None:
        """Put the fields of the header on one line; give pictures a width unless they stand in a column of a table.

        The caption of a cover, which is no figure, is set in italics.
        """
        for node in list(walk(self.document)):
            if isinstance(node, product_image) and not isinstance(node.parent, nodes.entry):
                node["width"] = "30%"
            elif isinstance(node, cover_caption):
                node[:] = [nodes.emphasis("", "", *node.children)]
            elif isinstance(node, article_header):
                fields = node.children[-1]
                line = nodes.paragraph()
                for name, body in (field.children for field in fields.children):
                    line += [nodes.Text(" · ")] if line.children else []
                    line += [nodes.emphasis("", name.astext()), nodes.Text(" "), *body.children[0].children]
                node.replace(fields, [line] if line.children else [])


def on_builder_inited(app: Sphinx) -> None:
    """Register what this builder needs: Sphinx makes every transform for every page, only to ask whether it applies."""
    name, format_ = app.builder.name, app.builder.format
    if settings(app.config).catalog:
        app.add_post_transform(ProductUsers)
    if format_ in ("latex", "texinfo"):
        app.add_post_transform(ProductTargets)
    if format_ in ("latex", "texinfo") or name == "epub":
        app.add_post_transform(RemoteCovers)
    if format_ != "html":
        app.add_post_transform(HeaderFields)
    if format_ == "latex":
        app.add_post_transform(Paper)
