"""What the nodes of a page and its project say as one graph, whichever builder asks for it.

One walk over the nodes reads what the page says: what readers see is what the data says.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from sphinx_aiarticle.articles import articles_of, list_language
from sphinx_aiarticle.components.articles.list_pages import listed_on, listings_of, with_profiles
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, warn
from sphinx_aiarticle.entries import authors_of, last_change
from sphinx_aiarticle.html.address import image_url, page_address, page_url, site_of
from sphinx_aiarticle.html.view import tex_of
from sphinx_aiarticle.jsonld import PageFacts, page_graph, script_text
from sphinx_aiarticle.jsonld.graph import without_ids
from sphinx_aiarticle.model.article import Article
from sphinx_aiarticle.model.page import NOT_FOUND, Content
from sphinx_aiarticle.model.product import Product
from sphinx_aiarticle.node_text import heading_text
from sphinx_aiarticle.nodes import Collector, SemanticNode, Tex, find_elements, main_section, meta_of
from sphinx_aiarticle.reading.documents import matcher
from sphinx_aiarticle.reading.source import ARTICLES
from sphinx_aiarticle.validate.document import check_document
from sphinx_aiarticle.validate.rules import path_text
from sphinx_aiarticle.values import clean, read_name, split_list


def facts_of(app: Sphinx, builder: StandaloneHTMLBuilder, docname: str, doctree: nodes.document) -> PageFacts:
    """Return what a page says."""
    site = site_of(builder)
    article = ARTICLES.get(app.env, docname)
    if not article.lastmod and not article.is_article:
        article = replace(article, lastmod=last_change(app, docname))
    address = page_address(builder, docname, article.canonical_url)
    url_of = partial(page_url, builder, site.base_url)
    collector = Collector(page_url=address.url, image_url=partial(image_url, builder, site), tex=tex_of(builder))
    content = read_content(doctree, collector, url_of)
    if listing := listings_of(app.env).get(docname):
        content.listed |= listed_on(listing, url_of)
    # Without a date there is no header to show who the front matter names.
    named = article if article.is_article else Article(authors=content.authors)
    authors = authors_of(named, settings(app.config)) if article.is_article or content.authors else ()
    if entry := articles_of(app.env).get(docname):  # else there may be no page of theirs
        language = list_language(app.config, article.language, entry.path)
        authors = with_profiles(builder, site.base_url, authors, language)
    page_type = _page_type(app.config, docname)
    return PageFacts(site=site, address=address, article=article, content=content, authors=authors, page_type=page_type)


def _page_type(config: Config, docname: str) -> str:
    """Return the schema.org type of the first of ``aiarticle_page_types`` that matches *docname*."""
    types = settings(config).page_types
    return next((kind for pattern, kind in types.items() if matcher((pattern,))(docname)), "")


def script_of(app: Sphinx, docname: str, facts: PageFacts) -> str:
    """Return the JSON-LD of a page as the text of its script; empty where it has none.

    Handlers of ``aiarticle-json-ld`` may change the graph, which is then checked.
    """
    if not _wants_json_ld(app, docname, facts):
        return ""
    if facts.content.verdicts:
        from sphinx_aiarticle.jsonld.products import Refusal, review_of

        if isinstance(refusal := review_of(facts), Refusal):
            warn(Subtype.REVIEW, "%s", refusal.message, location=refusal.place)
    graph = page_graph(facts)
    is_ours = not app.events.listeners.get("aiarticle-json-ld")
    if not is_ours:  # else Sphinx prints the whole graph for its debug log
        ours = [(node, node["@id"]) for node in graph["@graph"] if "@id" in node]
        app.emit("aiarticle-json-ld", docname, graph)
        nodes = graph.get("@graph")
        if isinstance(nodes, list):
            kept = set(map(id, nodes))
            gone = {name for node, name in ours if id(node) not in kept}
            gone -= {str(node.get("@id")) for node in nodes if isinstance(node, dict)}
            graph["@graph"] = without_ids(nodes, gone) if gone else nodes
    try:
        text = script_text(graph)
    except (TypeError, ValueError) as error:
        message = "the structured data of this page is left out, because a handler of aiarticle-json-ld broke it: %s"
        warn(Subtype.JSON_LD, message, error, location=docname)
        return ""
    # What lists of articles say of themselves is all ours; of the rest the pages of the articles are checked.
    if settings(app.config).validate and not (is_ours and docname not in app.env.all_docs):
        # The text of what handlers have added, because JSON changes some of it.
        _check_script(app, graph if is_ours else json.loads(text), docname, facts.site.base_url)
    return text


def _wants_json_ld(app: Sphinx, docname: str, facts: PageFacts) -> bool:
    article = facts.article
    wanted = settings(app.config).json_ld and facts.site.base_url and docname != NOT_FOUND
    return bool(wanted) and article.json_ld is not False and not article.draft and facts.content.is_indexed


def _check_script(app: Sphinx, graph: dict[str, Any], pagename: str, site_url: str) -> None:
    # Whoever asks for a Product in every box knows that search engines want more of one.
    unwanted = ("product snippet",) if settings(app.config).product_schema == "always" else ()
    for finding in check_document(graph, site_url, unwanted):
        message = "structured data, %s: %s [%s]"
        warn(Subtype.VALIDATE, message, path_text(finding.path), finding.message, finding.rule, location=pagename)


def read_content(document: nodes.document, found: Collector, url_of: Callable[[str], str]) -> Content:
    """Return what a page shows, by its doctree with references resolved and translations applied.

    *url_of* gives the address of a document.
    """
    metas = meta_of(document)
    for node in find_elements(document, SemanticNode, skip=nodes.Invisible):  # such as substitutions
        node.collect(found)
    section = main_section(document)
    found.title, found.authors = _title(section, found.tex), _authors(section)
    found.robots, found.description = metas.get("robots", ""), metas.get("description", "")
    found.products = _once(found.shown)
    found.listed = {url_of(docname): title for docname, title in found.listed.items()}
    return found


def _authors(section: nodes.section | None) -> tuple[str, ...]:
    """Return who is named in a field list directly below the title, as documentation has it (``:Author: …``)."""
    names: list[str] = []
    for fields in section.children[1:2] if section else ():
        for field in fields.children if isinstance(fields, nodes.field_list) else ():
            name, body = cast("nodes.field", field).children
            if name.astext().lower() in ("author", "authors"):
                names += split_list(body.astext())
    return tuple(filter(None, (clean(read_name(name).partition("<")[0]) for name in names)))


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
