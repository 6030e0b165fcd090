"""What the template of product lists may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from markupsafe import Markup

from sphinx_aiarticle.components.disclosure import link_rel
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.html.view import captured, image_src, maker_view, notice_view, root_view
from sphinx_aiarticle.nodes import Listed, amazon_statement, notice, product_field, product_state, store_link, walk

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_aiarticle.html.templating import View
    from sphinx_aiarticle.nodes import product_list


def product_list_view(translator: HTML5Translator, node: product_list) -> View:
    """View of ``product-list.html``: ``fields`` for the head of a table, ``products`` with one cell for each."""
    conf = settings(translator.config)
    parts = list(walk(node))
    found_notice, statement = node.part(notice), node.part(amazon_statement)
    title = next((part for part in parts if isinstance(part, nodes.title | nodes.rubric)), None)
    heads = [
        part for head in parts if isinstance(head, nodes.thead) for part in walk(head) if type(part) is nodes.entry
    ]
    return {
        **root_view(node),
        "style": node["style"],
        "title": captured(translator, title.children) if title is not None else Markup(""),
        "fields": [captured(translator, head.children[0].children) for head in heads],
        "products": [_product(translator, row) for row in parts if isinstance(row, Listed)],
        "notice": notice_view(found_notice) if found_notice is not None else None,
        "statement": statement.astext() if statement is not None else "",
        "rel": link_rel(translator.config),
        "target": conf.link_target,
    }


def _product(translator: HTML5Translator, row: Listed) -> View:
    parts = list(walk(row))
    name, *fields = (part for part in parts if isinstance(part, product_field))
    state = next((part for part in parts if isinstance(part, product_state)), None)
    return {
        "id": next(iter(row["ids"]), ""),
        "name": captured(translator, name.children),
        "plain_name": name.astext(),
        "state": captured(translator, state.children) if state is not None else Markup(""),
        "cells": [_cell(translator, field) for field in fields],
    }


def _cell(translator: HTML5Translator, field: product_field) -> View:
    """Return one thing that is said of a product: words, or a picture, or shop links, or the maker's page."""
    key, parts = field["field"], list(walk(field))
    image = next((part for part in parts if isinstance(part, nodes.image)), None)
    maker = next((part for part in parts if key == "maker" and isinstance(part, nodes.reference)), None)
    stores = [part for part in parts if isinstance(part, store_link)]
    special = image is not None or maker is not None or stores
    return {
        "key": key,
        "value": Markup("") if special else captured(translator, field.children),
        "image": image_src(translator.builder, image["uri"]) if image is not None else "",
        "stores": [{"key": link["store"], "text": link.astext(), "url": link["refuri"]} for link in stores],
        "maker": maker_view(maker) if maker is not None else None,
    }
