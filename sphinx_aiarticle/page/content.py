"""Read the model of a page from the nodes that were drawn on it: what the reader sees is what the data says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinx_aiarticle.model.article import Picture
from sphinx_aiarticle.model.page import Content, Question
from sphinx_aiarticle.nodes import (
    Listed,
    article_header,
    cover_image,
    hidden_cover,
    product_box,
    product_field,
    product_image,
    product_list,
    question,
    summary_box,
    walk,
)
from sphinx_aiarticle.prose import answer_html, heading_text, only_paragraph, plain_text
from sphinx_aiarticle.recognise.headings import without_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_aiarticle.model.product import Product

    _Shown = tuple[bool, Product]


#: A number that authors put before a question; shown on the page, no part of the question.


def read_content(
    document: nodes.document, drawn: Iterable[nodes.Element], page_url: str, image_url: Callable[[str], str]
) -> Content:
    """Return what a page shows.

    Args:
        document: A doctree with references resolved and translations applied.
        drawn: Its nodes that have a template of their own, in the order of the page.
        page_url: Canonical address of the page; relative links in answers start from it.
        image_url: Gives the address of an image in the built site, or ``""``.
    """
    summary: tuple[str, ...] = ()
    products: list[_Shown] = []
    questions: list[Question] = []
    translations: tuple[tuple[str, str], ...] = ()
    title: str | None = None
    metas: dict[str, str] = {}
    cover = None
    for part in document.children:
        if isinstance(part, nodes.section) and title is None:
            title = _title(part)
        elif isinstance(part, nodes.meta):
            metas[str(part.get("name", "")).lower()] = part.get("content", "")
        elif isinstance(part, hidden_cover):
            cover = next(iter(part.findall(cover_image)), None)
    for node in drawn:
        if isinstance(node, summary_box):
            summary = summary or _points(node)
        elif isinstance(node, product_box) and node.facts:
            products.append(_product(node, image_url))
        elif isinstance(node, product_list):
            products += [_product(row, image_url) for row in walk(node) if isinstance(row, Listed) and row.facts]
        elif isinstance(node, question):
            found = _question(node, page_url)
            if found.name and found.answer and found.anchor:
                questions.append(found)
        elif isinstance(node, article_header):
            cover = cover or node.cover
            translations = node.facts.translations
    return Content(
        title=title or "",
        summary=summary,
        products=_once(products),
        questions=tuple(questions),
        cover=_cover(cover, image_url) if cover is not None else None,
        robots=metas.get("robots", ""),
        description=metas.get("description", ""),
        translations=translations,
    )


def _cover(node: cover_image, image_url: Callable[[str], str]) -> Picture:
    caption = node.caption
    facts: Picture = node.facts
    return replace(
        facts,
        uri=node["uri"],
        url=image_url(node["uri"]),
        alt=node.get("alt", ""),
        caption=caption.astext() if caption else facts.caption,
    )


def _title(section: nodes.section) -> str:
    title = section.children[0] if section.children else None
    return heading_text(title) if isinstance(title, nodes.title) else ""


def _points(box: summary_box) -> tuple[str, ...]:
    """Return the points of a summary: the items of its lists, or its paragraphs."""
    body = box.children[-1]
    if not isinstance(body, nodes.Element):
        return ()
    points = []
    for block in body.children:
        parts = block.children if isinstance(block, nodes.bullet_list | nodes.enumerated_list) else [block]
        points += [text for part in parts if (text := plain_text(part))]
    return tuple(points)


def _product(box: product_box | Listed, image_url: Callable[[str], str]) -> _Shown:
    """Return what a box or the line of a list says of a product."""
    if isinstance(box, product_box):
        name: nodes.Node = box.children[0]
        reason, image = box.reason, box.part(product_image)
    else:
        parts = list(walk(box))
        fields = [part for part in parts if isinstance(part, product_field)]
        name, reason = fields[0], [part for part in fields if part["field"] == "description"]
        image = next((part for part in parts if isinstance(part, product_image)), None)
    product = replace(
        box.facts,
        anchor=box["ids"][0],
        name=name.astext(),
        reason=" ".join(text for part in reason if (text := plain_text(part))),
        image=Picture(uri=image["uri"], url=image_url(image["uri"])) if image is not None else None,
    )
    return isinstance(box, product_box), product


def _once(shown: list[_Shown]) -> tuple[Product, ...]:
    """Return each product once: a line of a list gives way to a box, and to a line above it."""
    boxes = {product.id for is_box, product in shown if is_box}
    found: dict[str, Product] = {}
    for is_box, product in shown:
        if is_box:
            found[product.anchor] = product
        elif product.id not in boxes:
            found.setdefault(product.id, product)
    return tuple(found.values())


def _question(node: question, page_url: str) -> Question:
    name = " ".join(heading_text(cast("nodes.Element", node.children[0])).split())
    return Question(
        anchor=next(iter(node["ids"]), ""),
        name=without_number(name),
        answer=answer_html(only_paragraph(node.children[1:]), page_url),
    )
