"""Everything a page gets besides its body: meta elements, the graph, and values for theme templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, warn
from sphinx_aiarticle.domain import articles_of
from sphinx_aiarticle.extract import read_content
from sphinx_aiarticle.header import authors_of
from sphinx_aiarticle.html import site as sites
from sphinx_aiarticle.html import social, templating
from sphinx_aiarticle.jsonld import PageFacts, page_graph, script_text
from sphinx_aiarticle.model.article import Article
from sphinx_aiarticle.model.site import Address, Agent, Site

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def on_builder_inited(app: Sphinx) -> None:
    """Prepare templates and site for builders whose format is HTML."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder):
        templating.prepare(app, builder)
        if _has_own_pages(builder):
            sites.prepare(app, builder)


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add to the page what its nodes say; runs before sphinxext-opengraph, which then prints our values."""
    builder = app.builder
    if doctree is None or not isinstance(builder, StandaloneHTMLBuilder) or not _has_own_pages(builder):
        context["aiarticle"] = None
        return
    site = sites.site_of(builder)
    facts = _facts(app, builder, site, pagename, doctree)
    context["aiarticle"] = page_view(facts)
    if site:
        context["pageurl"] = facts.address.url
        if facts.article.canonical_url:
            context["pageurl"] = facts.article.canonical_url
    _add_meta(app, context, facts, has_address=bool(site))
    if site and _wants_json_ld(facts):
        graph = page_graph(facts)
        app.emit("aiarticle-json-ld", pagename, graph)
        _add_script(app, builder, context, graph, pagename)


def page_view(facts: PageFacts) -> dict[str, Any]:
    """Return ``context["aiarticle"]``: plain values for theme authors, all keys always present."""
    article, content = facts.article, facts.content
    cover = content.cover
    return {
        "is_article": article.is_article,
        "title": facts.title,
        "description": facts.description,
        "date": article.date.isoformat() if article.date else None,
        "lastmod": article.lastmod.isoformat() if article.lastmod else None,
        "authors": [{"name": agent.name, "url": agent.url} for agent in facts.authors],
        "categories": list(article.categories),
        "tags": list(article.tags),
        "summary": list(content.summary),
        "cover": {"url": cover.url, "alt": cover.alt, "width": cover.width, "height": cover.height} if cover else None,
        "products": [
            {"id": product.anchor, "name": product.name, "reason": product.reason} for product in content.products
        ],
        "questions": [{"id": question.anchor, "name": question.name} for question in content.questions],
        "draft": article.draft,
    }


def _facts(
    app: Sphinx, builder: StandaloneHTMLBuilder, site: Site | None, docname: str, doctree: nodes.document
) -> PageFacts:
    article = articles_of(app.env).articles.get(docname) or Article()
    # Without an address there are no absolute links, but themes still get the page's values.
    known = site or Site(base_url="", name=app.config.project, language="", publisher=Agent(key="", name=""))
    address = sites.page_address(builder, known, docname) if site else Address(url="")
    content = read_content(doctree, address.url, lambda uri: sites.image_url(builder, known, uri) if site else "")
    authors = authors_of(article, settings(app.config)) if article.is_article else ()
    return PageFacts(site=known, address=address, article=article, content=content, authors=authors)


def _has_own_pages(builder: StandaloneHTMLBuilder) -> bool:
    """Whether each document becomes a page on the web: not in EPUB, help files, or one page for all."""
    return not builder.embedded and not isinstance(builder, SingleFileHTMLBuilder)


def _wants_json_ld(facts: PageFacts) -> bool:
    article = facts.article
    return article.json_ld is not False and not article.draft and facts.content.is_indexed


def _add_meta(app: Sphinx, context: dict[str, Any], facts: PageFacts, *, has_address: bool) -> None:
    present = context.get("metatags") or ""
    has_opengraph = "sphinxext.opengraph" in app.extensions
    if has_opengraph and has_address:
        context["meta"] = {**social.open_graph(facts), **(context.get("meta") or {})}
    tags = social.page_tags(facts, with_open_graph=has_address and not has_opengraph)
    context["metatags"] = present + social.meta_elements(tags, present)


def _add_script(
    app: Sphinx, builder: StandaloneHTMLBuilder, context: dict[str, Any], graph: dict[str, Any], pagename: str
) -> None:
    try:
        text = script_text(graph)
    except (TypeError, ValueError) as error:
        message = "the structured data of this page is left out, because a handler of aiarticle-json-ld broke it: %s"
        warn(Subtype.JSON_LD, message, error, location=pagename)
        return
    script = f'<script type="application/ld+json">{text}</script>\n'
    placement = settings(app.config).json_ld_placement
    if placement == "body":
        context["body"] = (context.get("body") or "") + script
    elif placement == "head" or "script_files" not in context:  # the json builder has no script files
        context["metatags"] = (context.get("metatags") or "") + script
    else:
        builder.add_js_file("", priority=900, type="application/ld+json", body=text)
