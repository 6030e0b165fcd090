"""What the templates of product boxes and product lists may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_aiarticle.components.notice import (
    aiarticle_amazon_statement,
    aiarticle_notice,
    link_rel,
    notice_view,
)
from sphinx_aiarticle.components.products.nodes import (
    aiarticle_product_facts,
    aiarticle_product_field,
    aiarticle_product_image,
    aiarticle_product_label,
    aiarticle_product_state,
    aiarticle_store_link,
    aiarticle_store_links,
)
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.html.view import NO_MARKUP, captured, image_src, root_view, size_view
from sphinx_aiarticle.nodes import find_elements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.writers.html5 import HTML5Translator

    from sphinx_aiarticle.components.products.nodes import Listed, aiarticle_product_box, aiarticle_product_list
    from sphinx_aiarticle.html.templating import View


def product_values(translator: HTML5Translator, node: aiarticle_product_box) -> View:
    """Return the values of ``product-box.html``."""
    part = node.part
    facts, image, links = part(aiarticle_product_facts), part(aiarticle_product_image), part(aiarticle_store_links)
    label, state = part(aiarticle_product_label), part(aiarticle_product_state)
    maker = next(iter(facts.findall(nodes.reference)), None) if facts is not None else None
    brand, price = _inline(facts, "aiarticle-product__brand"), _inline(facts, "aiarticle-product__price")
    work = _inline(facts, "aiarticle-product__work")
    return {
        **_common(translator, node),
        "name": node.children[0].astext(),
        "label": label.astext() if label is not None else "",
        "image": None
        if image is None
        else {
            "src": image_src(translator.builder, image["uri"]),
            "alt": image.get("alt", ""),
            **size_view(translator.builder, image["uri"]),
        },
        "brand": brand.astext() if brand is not None else "",
        "work": work.astext() if work is not None else "",
        "price": price.astext() if price is not None else "",
        "offer": captured(translator, [price]) if price is not None else NO_MARKUP,
        "maker": maker_view(maker) if maker is not None else None,
        "state": captured(translator, state.children) if state is not None else NO_MARKUP,
        "body": captured(translator, node.reason),
        "stores": _stores_view(links.children if links is not None else ()),
    }


def _common(translator: HTML5Translator, node: aiarticle_product_box | aiarticle_product_list) -> View:
    """Return what boxes and lists have: their root, the notice, and how shops are linked."""
    notice, statement = node.part(aiarticle_notice), node.part(aiarticle_amazon_statement)
    return {
        **root_view(node),
        "notice": notice_view(notice) if notice is not None else None,
        "statement": statement.astext() if statement is not None else "",
        "rel": link_rel(translator.config),
        "target": settings(translator.config).link_target,
    }


def maker_view(link: nodes.reference) -> View:
    """The link to the maker's page: ``url``, ``text``, and the ``rel`` that an affiliate link there has got."""
    return {"url": link["refuri"], "text": link.astext(), "rel": link.get("rel") or "noopener"}


def _inline(facts: nodes.Element | None, name: str) -> nodes.inline | None:
    parts = facts.findall(nodes.inline) if facts is not None else ()
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
        "title": captured(translator, title.children) if title is not None else NO_MARKUP,
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
        "state": captured(translator, state.children) if state is not None else NO_MARKUP,
        "cells": [_cell(translator, field) for field in fields],
    }


def _cell(translator: HTML5Translator, field: aiarticle_product_field) -> View:
    """Return one thing that is said of a product: words, or a picture, or shop links, or the maker's page."""
    key, parts = field["field"], find_elements(field, nodes.Element)
    image = next((part for part in parts if isinstance(part, nodes.image)), None)
    maker = next((part for part in parts if key == "maker" and isinstance(part, nodes.reference)), None)
    stores = _stores_view(parts)
    special = image is not None or maker is not None or stores
    return {
        "key": key,
        "value": NO_MARKUP if special else captured(translator, field.children),
        "image": image_src(translator.builder, image["uri"]) if image is not None else "",
        **(size_view(translator.builder, image["uri"]) if image is not None else {"width": 0, "height": 0}),
        "stores": stores,
        "maker": maker_view(maker) if maker is not None else None,
    }
