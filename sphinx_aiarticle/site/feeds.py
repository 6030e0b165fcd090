"""Feeds of the site: written when a build is finished, and named on its pages."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_aiarticle.articles import articles_of
from sphinx_aiarticle.config import conf_location, settings
from sphinx_aiarticle.diagnostics import Subtype, guarded, warn
from sphinx_aiarticle.feed import Feed, FeedItem, atom, json_feed
from sphinx_aiarticle.html import address as sites
from sphinx_aiarticle.site.feed_content import content_of
from sphinx_aiarticle.url import is_web_url

if TYPE_CHECKING:
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_aiarticle.articles import Entry
    from sphinx_aiarticle.feed import FeedPlan


@guarded
def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the feeds whose content has changed."""
    builder, plans = app.builder, settings(app.config).feeds
    if exception or not plans or not sites.makes_pages(builder):
        return
    if not sites.site_of(builder).base_url:
        message = "no feed is written: its links need the address of the site; set html_baseurl to it"
        warn(Subtype.CONFIG, message, location=conf_location(Path(app.confdir), "aiarticle_feeds"))
        return
    for plan in plans:
        feed = _feed(app, builder, plan)
        data = json_feed(feed) if plan.path.endswith(".json") else atom(feed)
        path = Path(builder.outdir, plan.path)
        try:
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        except OSError as error:
            place = conf_location(Path(app.confdir), "aiarticle_feeds")
            warn(Subtype.CONFIG, "the feed %r cannot be written: %s", plan.path, error, location=place)


def _feed(app: Sphinx, builder: StandaloneHTMLBuilder, plan: FeedPlan) -> Feed:
    site = sites.site_of(builder)
    articles = articles_of(app.env)
    entries = articles.select(dict(plan.terms))[: plan.limit]
    if articles.newest_first and not entries:
        message = "the feed %r is empty: no published article has what it asks for"
        warn(Subtype.ARTICLES, message, plan.path, location=conf_location(Path(app.confdir), "aiarticle_feeds"))
    return Feed(
        url=site.base_url + quote(plan.path),
        home=site.base_url,
        title=title_of_feed(plan, site.name),
        language=site.language,
        publisher=site.publisher,
        items=[_item(builder, entry, plan.excerpt) for entry in entries],
    )


def _item(builder: StandaloneHTMLBuilder, entry: Entry, excerpt: str) -> FeedItem:
    site, article = sites.site_of(builder), entry.article
    return FeedItem(
        url=sites.page_url(builder, site.base_url, entry.docname),
        title=entry.title,
        text=entry.summary if excerpt == "summary" else entry.description,
        content=content_of(builder, entry.docname) if excerpt == "content" else "",
        published=entry.date,
        updated=article.lastmod or entry.date,
        authors=entry.authors,
        terms=tuple(dict.fromkeys((*entry.categories, *entry.tags))),
        image=_image(builder, entry),
        language=article.language or site.language,
    )


def _image(builder: StandaloneHTMLBuilder, entry: Entry) -> str:
    """Return the address of a cover; the builder itself knows only the pictures of pages that it has just written."""
    uri = entry.teaser.cover.uri if entry.teaser.cover else ""
    if is_web_url(uri):
        return uri
    known = builder.env.images.get(uri)
    return f"{sites.site_of(builder).base_url}{builder.imagedir}/{quote(known[1])}" if known else ""


def title_of_feed(plan: FeedPlan, site_name: str) -> str:
    """Return the title of a feed: its own, else that of the site and the terms."""
    terms = ", ".join(name for _kind, names in plan.terms for name in names)
    return plan.title or (f"{site_name}: {terms}" if terms else site_name)


@guarded
def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Name the feeds of the whole site on each of its pages, for feed readers."""
    builder = app.builder
    if doctree is None or not sites.has_own_pages(builder) or not sites.site_of(builder).base_url:
        return
    site = sites.site_of(builder)
    links = (
        f'<link rel="alternate" type="{plan.media_type}" title="{escape(title_of_feed(plan, site.name))}" '
        f'href="{escape(site.base_url + quote(plan.path))}" />\n'
        for plan in settings(app.config).feeds
        if not plan.terms
    )
    context["metatags"] = (context.get("metatags") or "") + "".join(links)
