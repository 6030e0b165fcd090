"""The nodes of product boxes and lists, and what data and templates take from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.components.notice import aiarticle_amazon_statement, aiarticle_notice, link_rel, notice_view
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.html.templating import View
from sphinx_aiarticle.html.view import captured, image_src, root_view, size_view
from sphinx_aiarticle.model.article import Picture
from sphinx_aiarticle.model.product import Product
from sphinx_aiarticle.node_text import plain_text
from sphinx_aiarticle.nodes import Collector, SemanticNode, ancestors, find_elements, first_of
from sphinx_aiarticle.recognise.outline import BlockKind

_Part = TypeVar("_Part", bound=nodes.Element)


class aiarticle_product_box(SemanticNode, nodes.admonition):
    """A recommended product: the name as title, then a container with the parts below."""

    is_prose = False
    block_kind = BlockKind.BOX

    def part(self, kind: type[_Part]) -> _Part | None:
        """Return the first part of *kind*; parts of a box nested in the prose are not this box's."""
        return first_of(self._parts(), kind)

    @property
    def reason(self) -> list[nodes.Node]:
        """The author's own prose: every part that is none of the kinds below."""
        own = (
            aiarticle_product_image, aiarticle_notice, aiarticle_product_label, aiarticle_product_facts,
            aiarticle_product_state, aiarticle_store_links,
        )  # fmt: skip
        return [part for part in self._parts() if not isinstance(part, own)]

    def _parts(self) -> Sequence[nodes.Node]:
        return self.children[-1].children if len(self.children) > 1 else ()

    def collect(self, content: Collector) -> None:
        """Give the product as the box shows it."""
        if self.facts:
            image = self.part(aiarticle_product_image)
            content.shown.append((True, _shown(self, self.children[0], self.reason, image, content)))

    def lowered(self) -> Sequence[nodes.Node]:
        """Lead references to a target, because many writers know no ids of boxes."""
        return [*_target(self), *super().lowered()]


class aiarticle_product_image(SemanticNode, nodes.image):
    """The picture of a product."""

    def prepare_for_paper(self) -> None:
        """Be small, in a list as in a column of a table, which is shared out by what is in it: as a few words are."""
        in_list = any(isinstance(one, (nodes.entry, aiarticle_product_item)) for one in ancestors(self))
        self["width"] = "5em" if in_list else "30%"


class aiarticle_product_label(SemanticNode, nodes.paragraph):
    """A line the author puts above the recommendation."""


class aiarticle_product_facts(SemanticNode, nodes.paragraph):
    """Brand, price and the maker's page."""


class aiarticle_product_state(SemanticNode, nodes.paragraph):
    """Says that the product is no longer sold, and by what it was replaced."""


class aiarticle_store_links(SemanticNode, nodes.paragraph):
    """The shop links of a product box."""


class aiarticle_store_link(SemanticNode, nodes.reference):
    """A link to one shop. The attribute ``store`` is its key, ``shop`` its name for readers."""


class aiarticle_product_list(SemanticNode, nodes.container):
    """Products in brief: a notice and a table or a list, whose rows are :class:`Listed`."""

    block_kind = BlockKind.BOX

    def prepare_for_paper(self) -> None:
        """Widen the columns of the table: Sphinx allows for three digits, which is one character of Japanese."""
        for table in [part for part in self.children if isinstance(part, nodes.table)]:
            wide, end = r"\begingroup\setlength{\tymin}{3.2em}", r"\endgroup"
            self.replace(table, [nodes.raw("", wide, format="latex"), table, nodes.raw("", end, format="latex")])

    def part(self, kind: type[_Part]) -> _Part | None:
        """Return the first part of *kind*."""
        return first_of(self.children, kind)

    @property
    def rows(self) -> list[Listed]:
        """The products in their order."""
        return find_elements(self, Listed)


class Listed(SemanticNode):
    """One product of a list; without facts it repeats a box of the same page."""

    def collect(self, content: Collector) -> None:
        """Give the product as the line shows it."""
        if not self.facts:
            return
        name, *fields = find_elements(self, aiarticle_product_field)
        reason = [field for field in fields if field["field"] == "description"]
        image = next(iter(find_elements(self, aiarticle_product_image)), None)
        content.shown.append((False, _shown(self, name, reason, image, content)))

    def lowered(self) -> Sequence[nodes.Node]:
        """Lead references to the name, because many writers know no ids of rows."""
        name = find_elements(self, nodes.paragraph)[0]
        name.insert(0, _target(self))
        return super().lowered()


class aiarticle_product_row(Listed, nodes.row):
    """A product in a table."""


class aiarticle_product_item(Listed, nodes.list_item):
    """A product in a list."""


class aiarticle_product_field(SemanticNode, nodes.paragraph):
    """One thing that a list says of a product. The attribute ``field`` names it."""


class aiarticle_product_users(SemanticNode, nodes.container):
    """Gives way to the pages that show a product, when all are known. ``none`` says that there are none."""


def _shown(
    node: SemanticNode,
    name: nodes.Node,
    reason: Iterable[nodes.Node],
    image: aiarticle_product_image | None,
    content: Collector,
) -> Product:
    product: Product = replace(
        node.facts,
        anchor=node["ids"][0],
        name=name.astext(),
        reason=" ".join(text for part in reason if (text := plain_text(part, content.tex))),
        image=Picture(uri=image["uri"], url=content.image_url(image["uri"])) if image is not None else None,
    )
    return product


def _target(node: nodes.Element) -> list[nodes.target]:
    """Return a target with the ids of *node*, which loses them."""
    ids, node["ids"] = node["ids"], []
    return [nodes.target("", "", ids=ids)] if ids else []


def product_values(translator: HTML5Translator, node: aiarticle_product_box) -> View:
    """Return the values of ``product-box.html``."""
    part, builder = node.part, translator.builder
    label, state = part(aiarticle_product_label), part(aiarticle_product_state)
    facts, image, links = part(aiarticle_product_facts), part(aiarticle_product_image), part(aiarticle_store_links)
    maker = next(iter(facts.findall(nodes.reference)), None) if facts else None
    brand, price, work = (_inline(facts, f"aiarticle-product__{name}") for name in ("brand", "price", "work"))
    picture = {"src": image_src(builder, image["uri"]), "alt": image.get("alt", "")} if image else {}
    return {
        **_common(translator, node),
        "name": node.children[0].astext(),
        "label": _words(label),
        "image": picture | size_view(builder, image["uri"]) if image else None,
        "brand": _words(brand),
        "work": _words(work),
        "price": _words(price),
        "offer": captured(translator, [price] if price else ()),
        "maker": maker_view(maker) if maker else None,
        "state": captured(translator, state.children if state else ()),
        "body": captured(translator, node.reason),
        "stores": _stores_view(links.children if links else ()),
    }


def _words(part: nodes.Element | None) -> str:
    return part.astext() if part else ""


def _common(translator: HTML5Translator, node: aiarticle_product_box | aiarticle_product_list) -> View:
    """Return what boxes and lists have: their root, the notice, and how shops are linked."""
    notice, statement = node.part(aiarticle_notice), node.part(aiarticle_amazon_statement)
    return {
        **root_view(node),
        "notice": notice_view(notice) if notice else None,
        "statement": _words(statement),
        "rel": link_rel(translator.config),
        "target": settings(translator.config).link_target if not translator.builder.embedded else "",
    }


def maker_view(link: nodes.reference) -> View:
    """The link to the maker's page: ``url``, ``text``, and the ``rel`` that an affiliate link there has got."""
    return {"url": link["refuri"], "text": link.astext(), "rel": link.get("rel") or "noopener"}


def _inline(facts: nodes.Element | None, name: str) -> nodes.inline | None:
    parts = facts.findall(nodes.inline) if facts else ()
    return next((part for part in parts if name in part["classes"]), None)


def _stores_view(links: Iterable[nodes.Node]) -> list[View]:
    """The links to shops: the ``key`` of the shop, its ``name``, the ``text`` of the button, and the ``url``."""
    return [
        {"key": link["store"], "name": link["shop"], "text": link.astext(), "url": link["refuri"]}
        for link in links
        if isinstance(link, aiarticle_store_link)
    ]


def product_list_values(translator: HTML5Translator, node: aiarticle_product_list) -> View:
    """Return the values of ``product-list.html``: ``fields`` for the head of a table, ``products`` with their cells."""
    title = next(iter(find_elements(node, (nodes.title, nodes.rubric))), None)
    heads = [entry for head in node.findall(nodes.thead) for entry in head.findall(nodes.entry)]
    return {
        **_common(translator, node),
        "style": node["style"],
        "title": captured(translator, title.children if title else ()),
        "fields": [captured(translator, head.children[0].children) for head in heads],
        "products": [_product(translator, row) for row in node.rows],
    }


def _product(translator: HTML5Translator, row: Listed) -> View:
    name, *fields = find_elements(row, aiarticle_product_field)
    state = next(iter(find_elements(row, aiarticle_product_state)), None)
    return {
        "id": next(iter(row["ids"]), ""),
        "name": captured(translator, name.children),
        "plain_name": name.astext(),
        "state": captured(translator, state.children if state else ()),
        "cells": [_cell(translator, field) for field in fields],
    }


def _cell(translator: HTML5Translator, field: aiarticle_product_field) -> View:
    """Return one thing that is said of a product: words, or a picture, or shop links, or the maker's page."""
    key, parts = field["field"], find_elements(field, nodes.Element)
    image = next((part for part in parts if isinstance(part, nodes.image)), None)
    maker = next((part for part in parts if key == "maker" and isinstance(part, nodes.reference)), None)
    stores = _stores_view(parts)
    return {
        "key": key,
        "value": captured(translator, () if image or maker or stores else field.children),
        "image": image_src(translator.builder, image["uri"]) if image else "",
        **(size_view(translator.builder, image["uri"]) if image else {"width": 0, "height": 0}),
        "stores": stores,
        "maker": maker_view(maker) if maker else None,
    }
