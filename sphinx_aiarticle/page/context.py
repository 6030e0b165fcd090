"""Everything a page gets besides its body: meta elements, the graph, and values for theme templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any, Final, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_aiarticle.components.articles.ending import ended_page
from sphinx_aiarticle.components.articles.translations import alternate_addresses
from sphinx_aiarticle.components.articles.view import author_view, term_urls
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, handles, warn
from sphinx_aiarticle.entries import reading_time_view
from sphinx_aiarticle.html import pictures, templating
from sphinx_aiarticle.html.address import has_own_pages, makes_pages, prepare_site, site_of
from sphinx_aiarticle.html.view import image_src
from sphinx_aiarticle.i18n import language_of, moment_view
from sphinx_aiarticle.model.article import Ai, Picture
from sphinx_aiarticle.model.page import PageFacts, Provenance, translated
from sphinx_aiarticle.node_text import first_words
from sphinx_aiarticle.nodes import main_section
from sphinx_aiarticle.page import social
from sphinx_aiarticle.page.data_files import data_file_link, writes_files
from sphinx_aiarticle.page.graph import facts_of, script_of
from sphinx_aiarticle.reading.documents import place_of_key
from sphinx_aiarticle.reading.source import ARTICLES
from sphinx_aiarticle.url import is_vector, is_web_url

if TYPE_CHECKING:
    import re

    from sphinx_aiarticle.model.review import Notes, Verdict


#: Elements, and classes of others, that hold code.
_CODE: Final = frozenset({"code", "kbd", "pre", "samp"})
_CODE_CLASSES: Final = frozenset({"highlighttable", "sig"})


@handles("builder-inited")
def on_builder_inited(app: Sphinx) -> None:
    """Prepare templates and site for builders whose format is HTML."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder):
        templating.prepare(app, builder)
        pictures.prepare(app, builder)
        if is_site := has_own_pages(builder):
            prepare_site(app, builder)
        pictures.delete_old(app, builder, site_of(builder).logo if is_site else None)


@handles("html-page-context", priority=400)
def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add to the page what its nodes say; runs before sphinxext-opengraph, which then prints our values."""
    builder = app.builder
    facts: PageFacts | None = context.pop("aiarticle_facts", None)  # of a page that is made of articles
    if not has_own_pages(builder) or (doctree is None and facts is None):
        context["aiarticle"] = None
        if not has_own_pages(builder):
            _set_direction(app, ARTICLES.get(app.env, pagename).language, context, doctree)
        return
    facts = facts or facts_of(app, builder, pagename, cast("nodes.document", doctree))
    page = page_view(facts, builder, pagename)
    context["aiarticle"] = {**page, **ended_page(builder, pagename, pagename).view()}
    if facts.address.url:
        context["pageurl"] = facts.address.url  # themes print it as the canonical link
    if facts.article.language:
        context["language"] = facts.article.language  # as ``lang`` of the whole page
    _set_direction(app, facts.article.language, context, doctree)
    _add_meta(app, builder, pagename, context, facts, doctree)
    text = script_of(app, pagename, facts)
    if text:
        _add_script(app, builder, context, text)
    if writes_files(app, builder) and doctree is not None:
        context["metatags"] = (context.get("metatags") or "") + data_file_link(builder, pagename, text)


def page_view(facts: PageFacts, builder: StandaloneHTMLBuilder, docname: str) -> dict[str, Any]:
    """Return ``context["aiarticle"]``: plain values for theme authors, all keys always present."""
    article, content = facts.article, facts.content
    language = language_of(builder.config, article.language)
    published, modified = (moment_view(date, language.locale) for date in (article.date, article.lastmod))
    return {
        "is_article": article.is_article,
        "title": facts.title,
        "description": facts.description,
        "language": facts.language,
        "date": published["iso"] if published else None,
        "lastmod": modified["iso"] if modified else None,
        "published": published,
        "modified": modified,
        "reading_time": reading_time_view(builder.env, docname, language),
        "authors": [author_view(agent, builder, docname) for agent in facts.authors],
        "categories": list(translated(article.categories, content.translations)),
        "tags": list(translated(article.tags, content.translations)),
        **term_urls(builder, docname),
        "summary": list(content.summary),
        "cover": _cover_view(content.cover, builder) if content.cover else None,
        "products": [
            {"id": product.anchor, "name": product.name, "reason": product.reason, "product": product.id}
            for product in content.products
        ],
        "questions": [{"id": question.anchor, "name": question.name} for question in content.questions],
        "draft": article.draft,
        "sponsor": asdict(article.sponsor) if article.sponsor else None,
        "ai": _ai_view(article.ai, content.ai, builder, docname) if article.ai and content.ai else None,
        "tutorial": {**asdict(content.tutorial), "duration": content.tutorial.duration} if content.tutorial else None,
        "verdicts": [_verdict_view(verdict, content.notes) for verdict in content.verdicts],
        "videos": [_video_view(video) for video in content.properties.get("video", ())],
        "publishing_principles": facts.site.publisher.principles,
        "corrections": [
            {"text": one["text"], "date": one.get("datePublished")} for one in content.properties.get("correction", ())
        ],
    }


def _ai_view(ai: Ai, shown: Provenance, builder: StandaloneHTMLBuilder, docname: str) -> dict[str, Any]:
    people = {"reviewer": shown.reviewer, "responsible": shown.responsible}
    return {
        "text": ai.text,
        "pictures": ai.pictures,
        **{role: author_view(agent, builder, docname) if agent else None for role, agent in people.items()},
    }


def _video_view(video: dict[str, Any]) -> dict[str, Any]:
    names = {"name": "name", "description": "description", "url": "url", "thumbnail": "thumbnailUrl"}
    found = {ours: video.get(name, "") for ours, name in names.items()}
    found["url"] = found["url"] or video["contentUrl"]
    return {
        **found,
        "id": video["@id"].rpartition("#")[2],
        "date": video["uploadDate"],
        "duration": video.get("duration", ""),
    }


def _verdict_view(verdict: Verdict, notes: Sequence[Notes]) -> dict[str, Any]:
    own = [one for one in notes if one.verdict and one.verdict == verdict.anchor]
    return {
        "id": verdict.anchor,
        "subject": verdict.subject,
        "text": verdict.text,
        "rating": {**asdict(verdict.rating), "percent": verdict.rating.percent} if verdict.rating else None,
        "basis": verdict.basis.value if verdict.basis else None,
        "pros": [pro for one in own for pro in one.pros],
        "cons": [con for one in own for con in one.cons],
    }


def _cover_view(cover: Picture, builder: StandaloneHTMLBuilder) -> dict[str, Any]:
    facts = asdict(cover)
    return {"src": image_src(builder, facts.pop("uri")), **facts}


def _set_direction(app: Sphinx, language: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the text of a page its direction, which most themes give to no element; code has that of Latin."""
    if not (context.get("body") and language_of(app.config, language).is_rtl):
        return
    from sphinx_aiarticle.recognise.html_tags import split_html

    body = "".join(text + (_with_direction(tag) if tag else "") for text, tag in split_html(str(context["body"])))
    sections = [child for child in doctree.children if isinstance(child, nodes.section)] if doctree else []
    if doctree is not None and len(sections) == 1 and main_section(doctree):
        context["body"] = body.replace("<section", '<section dir="rtl"', 1)
    else:
        context["body"] = f'<div dir="rtl">\n{body}</div>\n'


def _with_direction(tag: re.Match[str]) -> str:
    """Return a tag; that of code is in the direction of Latin, unless its author says otherwise."""
    from sphinx_aiarticle.recognise.html_tags import attributes_of

    name, found = tag["name"] or "", attributes_of(tag["attributes"] or "")
    is_code = name.lower() in _CODE or not _CODE_CLASSES.isdisjoint(found.get("class", "").split())
    return tag[0] if tag["close"] or not is_code or "dir" in found else f'<{name} dir="ltr"{tag[0][1 + len(name) :]}'


def _add_meta(
    app: Sphinx,
    builder: StandaloneHTMLBuilder,
    pagename: str,
    context: dict[str, Any],
    facts: PageFacts,
    doctree: nodes.document | None,
) -> None:
    cover, present = facts.content.cover, context.get("metatags") or ""
    meta = context.get("meta") or {}
    if "cover" in meta and not is_web_url(str(meta["cover"])):
        # Shibuya announces it as the picture of the page, and MyST has made JSON of it
        context["meta"] = {**meta, "cover": social.open_graph(facts).get("og:image", "")}
    has_opengraph, description = "sphinxext.opengraph" in app.extensions, ""
    if cover and is_vector(cover.url) and doctree is not None and not has_opengraph and makes_pages(builder):
        message = "link previews show no SVG, so they have no picture in place of %r; write it as PNG, JPEG or WebP"
        warn(Subtype.IMAGE, message, cover.uri, location=place_of_key(app.env, pagename, "cover"))
    if has_opengraph and facts.address.url:
        # sphinxext-opengraph 0.13 writes values into attributes and escapes nothing but quotation marks
        properties = social.open_graph(facts)
        if app.config.ogp_site_name is not None:  # the author's own, or none
            properties.pop("og:site_name", None)
        if doctree is not None and "og:description" not in properties and facts.article.is_article:
            # it would take bylines and notices for the text
            properties["og:description"] = description = first_words(doctree, app.config.ogp_description_length)
        values = {name: escape(value, quote=False) for name, value in properties.items()}
        context["meta"] = {**values, **(context.get("meta") or {})}
    tags = [*social.page_tags(facts, has_opengraph=has_opengraph, image_preview=settings(app.config).image_preview)]
    if app.config.values.get("ogp_enable_meta_description") and app.config.ogp_enable_meta_description:
        tags.append(("name", "description", description))
    links = social.alternate_links(alternate_addresses(builder, pagename))  # search engines want the page among them
    context["metatags"] = present + social.meta_elements(tags, present) + links


def _add_script(app: Sphinx, builder: StandaloneHTMLBuilder, context: dict[str, Any], text: str) -> None:
    script = f'<script type="application/ld+json">{text}</script>\n'
    placement = settings(app.config).json_ld_placement
    if placement == "body":
        context["body"] = (context.get("body") or "") + script
    elif placement == "head" or "script_files" not in context:  # the json builder has no script files
        context["metatags"] = (context.get("metatags") or "") + script
    else:
        builder.add_js_file("", priority=900, type="application/ld+json", body=text)


def setup(app: Sphinx) -> None:
    """Register them, and the event at which others change the data."""
    app.add_event("aiarticle-json-ld")
