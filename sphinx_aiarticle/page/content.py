"""Read what a page says in one walk over its nodes: what the reader sees is what the data says."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinx_aiarticle.model.page import Content
from sphinx_aiarticle.nodes import TEX, Collector, SemanticNode, Tex, iter_elements, main_section, meta_of
from sphinx_aiarticle.prose import heading_text
from sphinx_aiarticle.values import clean, split_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_aiarticle.model.product import Product


def read_content(
    document: nodes.document,
    page_url: str,
    image_url: Callable[[str], str],
    page_url_of: Callable[[str], str],
    tex: Tex = TEX,
) -> Content:
    """Return what a page shows.

    Args:
        document: A doctree with references resolved and translations applied.
        page_url: Canonical address of the page; relative links in answers start from it.
        image_url: Gives the address of an image in the built site, or ``""``.
        page_url_of: Gives the address of another document.
        tex: How the page shows formulas.
    """
    metas = meta_of(document)
    found = Collector(page_url=page_url, image_url=image_url, tex=tex)
    for node in iter_elements(document, skip=nodes.Invisible):  # such as substitutions
        if isinstance(node, SemanticNode):
            node.collect(found)
    return Content(
        title=_title(main_section(document), tex),
        summary=found.summary,
        products=_once(found.products),
        questions=tuple(found.questions),
        verdicts=tuple(found.verdicts),
        notes=tuple(found.notes),
        ai=found.ai,
        tutorial=found.tutorial,
        series=found.series,
        cover=found.cover,
        robots=metas.get("robots", ""),
        description=metas.get("description", ""),
        translations=found.translations,
        listed={page_url_of(docname): title for docname, title in found.listed.items()},
        properties=found.properties,
        authors=_authors(main_section(document)),
    )


def _authors(section: nodes.section | None) -> tuple[str, ...]:
    """Return who is named in a field list directly below the title, as documentation has it (``:Author: …``)."""
    names: list[str] = []
    for fields in section.children[1:2] if section else ():
        for field in fields.children if isinstance(fields, nodes.field_list) else ():
            name, body = cast("nodes.field", field).children
            if name.astext().lower() in ("author", "authors"):
                names += split_list(body.astext())
    return tuple(filter(None, (clean(name.partition("<")[0]) for name in names)))


def _title(section: nodes.section | None, tex: Tex) -> str:
    title = section.children[0] if section is not None and section.children else None
    return heading_text(title, tex) if isinstance(title, nodes.title) else ""


def _once(shown: list[tuple[bool, Product]]) -> tuple[Product, ...]:
    """Return each product once: a line of a list gives way to a box, and to a line above it."""
    boxes = {product.id for is_box, product in shown if is_box}
    found: dict[str, Product] = {}
    for is_box, product in shown:
        if is_box:
            found[product.anchor] = product
        elif product.id not in boxes:
            found.setdefault(product.id, product)
    return tuple(found.values())
