"""What component templates may use: plain values, all keys always present, captured prose as Markup."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from markupsafe import Markup

from sphinx_aiarticle.components.disclosure import link_rel
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.model.page import translated
from sphinx_aiarticle.nodes import (
    amazon_statement,
    notice,
    product_facts,
    product_image,
    product_label,
    product_state,
    store_link,
    store_links,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_aiarticle.components.article import HeaderFacts, Moment
    from sphinx_aiarticle.html.templating import View
    from sphinx_aiarticle.model.page import Agent
    from sphinx_aiarticle.nodes import article_header, cover_image, product_box


_NO_MARKUP = Markup("")


def captured(translator: HTML5Translator, children: Iterable[nodes.Node]) -> Markup:
    """Return the HTML of *children* without adding it to the page."""
    saved, translator.body = translator.body, []
    try:
        for child in children:
            child.walkabout(translator)
        return Markup("".join(translator.body))  # noqa: S704  # the translator has escaped it
    finally:
        translator.body = saved


def summary_view(translator: HTML5Translator, node: nodes.Element) -> View:
    """View of ``summary-box.html``: ``id``, ``anchors``, ``classes``, ``title``, ``body``."""
    title, body = node.children[0], node.children[-1]
    return {
        **root_view(node),
        "title": captured(translator, title.children),
        "body": captured(translator, body.children),
    }


def product_view(translator: HTML5Translator, node: product_box) -> View:
    """View of ``product-box.html``."""
    conf = settings(translator.config)
    part = node.first_parts().get
    facts, image, links = part(product_facts), part(product_image), part(store_links)
    found_notice, statement = part(notice), part(amazon_statement)
    label, state = part(product_label), part(product_state)
    maker = next(iter(facts.findall(nodes.reference)), None) if facts is not None else None
    return {
        **root_view(node),
        "name": node.children[0].astext(),
        "notice": notice_view(found_notice) if found_notice is not None else None,
        "statement": statement.astext() if statement is not None else "",
        "label": label.astext() if label is not None else "",
        "image": None
        if image is None
        else {"src": image_src(translator.builder, image["uri"]), "alt": image.get("alt", "")},
        "brand": _inline(facts, "aiarticle-product__brand") if facts is not None else "",
        "price": _inline(facts, "aiarticle-product__price") if facts is not None else "",
        "maker": maker_view(maker) if maker is not None else None,
        "state": captured(translator, state.children) if state is not None else _NO_MARKUP,
        "body": captured(translator, node.reason),
        "stores": [
            {"key": link["store"], "text": link.astext(), "url": link["refuri"]}
            for link in (links.children if links is not None else ())
            if isinstance(link, store_link)
        ],
        "rel": link_rel(translator.config),
        "target": conf.link_target,
    }


def maker_view(link: nodes.reference) -> View:
    """The link to the maker's page: ``url``, ``text``, and the ``rel`` that an affiliate link there has got."""
    return {"url": link["refuri"], "text": link.astext(), "rel": link.get("rel") or "noopener"}


def faq_view(translator: HTML5Translator, node: nodes.Element) -> View:
    """View of ``faq.html``."""
    translator.section_level += 1
    title = captured(translator, node.children[:1])
    view = {
        **_root_beside(title, node),
        "title": title,
        "body": captured(translator, node.children[1:]),
    }
    translator.section_level -= 1
    return view


def untitled_faq_view(body: Markup) -> View:
    """View of ``faq.html`` for questions that stand in a section of the author's: its ``title`` is empty."""
    return {"id": "", "anchors": _NO_MARKUP, "classes": "", "title": _NO_MARKUP, "body": body}


def question_view(translator: HTML5Translator, node: nodes.Element) -> View:
    """View of ``question.html``: ``heading`` for the style ``headings``, ``text`` for ``accordion``."""
    title = node.children[0]
    accordion = (node.get("style") or settings(translator.config).faq_style) == "accordion"
    translator.section_level += 1
    heading = _NO_MARKUP if accordion else captured(translator, [title])
    view = {
        **_root_beside(heading, node),
        "style": "accordion" if accordion else "headings",
        "heading": heading,
        "text": _summary(translator, title) if accordion else "",
        "body": _answer(translator, node),
        "permalink": _permalink(translator) if accordion else "",
    }
    translator.section_level -= 1
    return view


def _summary(translator: HTML5Translator, title: nodes.Node) -> Markup | str:
    has_link = next(iter(title.findall(nodes.reference)), None) is not None  # a link in <summary> cannot be reached
    return title.astext() if has_link else captured(translator, title.children)


def _answer(translator: HTML5Translator, node: nodes.Element) -> Markup:
    """Return an answer without permalinks at its captions and terms: their signs are no text of the answer."""
    builder = translator.builder
    saved, builder.add_permalinks = builder.add_permalinks, False
    try:
        return captured(translator, node.children[1:])
    finally:
        builder.add_permalinks = saved


def _root_beside(heading: Markup, node: nodes.Element) -> View:
    """Return what every component has, without an id where the theme has put it on the heading (Immaterial does)."""
    root = root_view(node)
    return {**root, "id": ""} if f'id="{root["id"]}"' in heading else root


def header_view(translator: HTML5Translator, node: article_header) -> View:
    """View of ``header.html``."""
    facts: HeaderFacts = node.facts
    cover = node.cover
    return {
        **root_view(node),
        "cover": _cover(translator, cover) if cover is not None else None,
        "published": _moment(facts.published),
        "modified": _moment(facts.modified),
        "authors": [_agent(agent) for agent in facts.authors],
        "categories": list(translated(facts.categories, facts.translations)),
        "tags": list(translated(facts.tags, facts.translations)),
        "draft": facts.draft,
    }


def root_view(node: nodes.Element) -> View:
    """Return what every component has: its id, targets for further ids, and the author's classes after a space each."""
    ids, classes = node["ids"], node["classes"]
    own = "".join(f" {name}" for name in classes if not name.startswith("aiarticle-")) if classes else ""
    anchors = _NO_MARKUP
    for name in ids[1:]:
        anchors += Markup('<span id="{}"></span>').format(name)
    return {"id": ids[0] if ids else "", "anchors": anchors, "classes": own}


def notice_view(node: notice) -> View:
    """Return the words of a notice."""
    badge = node.children[0]
    return {"label": badge.astext(), "text": "".join(part.astext() for part in node.children[1:]).strip()}


def _inline(facts: nodes.Element, name: str) -> str:
    return next((part.astext() for part in facts.findall(nodes.inline) if name in part["classes"]), "")


def image_src(builder: StandaloneHTMLBuilder, uri: str) -> str:
    """Return the address of an image from the page, as Sphinx writes it."""
    return posixpath.join(builder.imgpath, quote(builder.images[uri])) if uri in builder.images else uri


def _cover(translator: HTML5Translator, image: cover_image) -> View:
    caption = image.caption
    return {
        "src": image_src(translator.builder, image["uri"]),
        "alt": image.get("alt", ""),
        "caption": caption.astext() if caption else "",
        "width": image.facts.width,
        "height": image.facts.height,
    }


def _moment(moment: Moment | None) -> View | None:
    return {"iso": moment.iso, "text": moment.text} if moment else None


def _agent(agent: Agent) -> View:
    return {"name": agent.name, "url": agent.url}


def _permalink(translator: HTML5Translator) -> str:
    """Return the sign of a permalink, or nothing where Sphinx writes none."""
    wanted = translator.config.html_permalinks and translator.builder.add_permalinks
    return translator.config.html_permalinks_icon if wanted else ""
