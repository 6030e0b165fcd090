"""Feeds of the site: written when a build is finished, and named on its pages.

The whole text of articles is kept when their pages are written, as HTML that says the same anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urljoin
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.articles import LISTS_OF_LANGUAGE, articles_of, languages_of, list_language, page_plans
from sphinx_aiarticle.components.articles.list_pages import Listing, listings_of
from sphinx_aiarticle.config import settings, site_name
from sphinx_aiarticle.config_site import FeedPlan, language_at
from sphinx_aiarticle.diagnostics import Subtype, conf_location, handles, warn
from sphinx_aiarticle.domain import Cached
from sphinx_aiarticle.entries import Entry
from sphinx_aiarticle.feed import Feed, FeedItem, atom, json_feed
from sphinx_aiarticle.html.address import has_own_pages, makes_pages, page_url, site_of
from sphinx_aiarticle.html.files import WrittenFiles, is_extra, write_whole
from sphinx_aiarticle.i18n import with_wider
from sphinx_aiarticle.reading.source import ARTICLES
from sphinx_aiarticle.url import is_web_url

if TYPE_CHECKING:
    from sphinx_aiarticle.recognise.html import Element


@handles("build-finished")
def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the feeds whose content has changed, and delete those of terms that are gone."""
    builder = app.builder
    if exception or not makes_pages(builder):
        return
    outdir, files = Path(builder.outdir), WrittenFiles(app, "feeds")
    for path, feed in dict(_feeds(app, builder)).items():
        if is_extra(app, path):
            continue
        data = json_feed(feed) if path.endswith(".json") else atom(feed)
        try:
            if not (outdir / path).is_file() or (outdir / path).read_bytes() != data:
                write_whole(outdir, outdir / path, data)
            files.now[path] = 1
        except OSError as error:
            warn(Subtype.CONFIG, "the feed %r cannot be written: %s", path, error, location=_place(app))
    files.finish()


def _base_url(builder: StandaloneHTMLBuilder) -> str:
    """Return the address of the site; of one without a host, the root, as in feeds of other generators."""
    return site_of(builder).base_url or "/"


def _place(app: Sphinx) -> str:
    conf = settings(app.config)
    return conf_location(Path(app.confdir), "aiarticle_feeds" if conf.feeds or not conf.pages else "aiarticle_pages")


def _feeds(app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[tuple[str, Feed]]:
    """Yield the feeds by their paths: those of generated pages, then those that the project asks for, which win."""
    items = cache(partial(_feed_item, builder))
    for listing in listings_of(app.env).values():
        if listing.feed:
            plan = FeedPlan(path=listing.feed)
            home = page_url(builder, _base_url(builder), listing.page)
            feed = _feed(builder, plan, listing.whole, items, _title(app, listing), home, listing.language)
            yield plan.path, feed
            if listing.address != listing.folder and settings(app.config).redirects:
                yield f"{listing.address}/{listing.plan.feed}", feed  # where Hugo had it
    articles = articles_of(app.env)
    for plan in feed_plans(app.config):
        entries = articles.select(dict(plan.terms))
        if articles.newest_first and not entries and app.config.aiarticle_feeds is not True:
            message = "the feed %r is empty: no published article has what it asks for"
            warn(Subtype.ARTICLES, message, plan.path, location=_place(app))
        tag = _language_of(plan)
        yield plan.path, _feed(builder, plan, entries, items, _title_of(app, plan), _home_of(builder, tag), tag)


@Cached
def feed_plans(config: Config) -> Sequence[FeedPlan]:
    """Return the feeds that the project asks for.

    As a list does, a feed has the articles in the language of its folder, unless it says otherwise; each language has
    those that ``True`` stands for.
    """
    conf, places, found = settings(config), languages_of(config), list[FeedPlan]()
    folders = ["", *(place.path for tag, place in places.items() if tag and place.path)]
    for folder in folders if config.aiarticle_feeds is True else [""]:
        for given in conf.feeds:
            plan = replace(given, path=f"{folder}/{given.path}".lstrip("/"))
            if {"folder", "language"}.isdisjoint(dict(plan.terms)):
                tag = list_language(config, language_at(plan.path, conf.languages), plan.path)
                plan = replace(plan, terms=(*plan.terms, (LISTS_OF_LANGUAGE, (tag,))))
            found.append(plan)
    return found


def _language_of(plan: FeedPlan) -> str:
    """Return the one language of a feed; empty for that of the site, and for several."""
    terms = dict(plan.terms)
    found = terms.get("language", terms.get(LISTS_OF_LANGUAGE, ()))
    return found[0] if len(found) == 1 else ""


def _home_of(builder: StandaloneHTMLBuilder, language: str) -> str:
    """Return the address of the first page in a language; that of the site where it has none of its own."""
    place = languages_of(builder.config).get(language)
    page = f"{place.path}/index" if place and place.path else ""
    has_page = page in builder.env.all_docs or page in listings_of(builder.env)
    return page_url(builder, _base_url(builder), page) if has_page else _base_url(builder)


def _title_of(app: Sphinx, plan: FeedPlan) -> str:
    """Return the title of a feed: its own, else that of the site and the terms."""
    site = _site_title(app, _language_of(plan))
    terms = ", ".join(name for kind, names in plan.terms for name in names if kind != LISTS_OF_LANGUAGE)
    return plan.title or (f"{site}: {terms}" if terms else site)


def _site_title(app: Sphinx, language: str) -> str:
    place = languages_of(app.config).get(language)
    return (place and place.title) or site_name(app.config)


def _feed(
    builder: StandaloneHTMLBuilder,
    plan: FeedPlan,
    entries: Sequence[Entry],
    items: Callable[[Entry, str], FeedItem],
    title: str,
    home: str,
    language: str,
) -> Feed:
    site = site_of(builder)
    newest = sorted(entries, key=lambda entry: entry.date, reverse=True)[: plan.limit]  # series have the oldest first
    return Feed(
        url=_base_url(builder) + quote(plan.path),
        home=home,
        title=title,
        language=language or site.language,
        publisher=site.publisher,
        logo=site.logo.url if site.logo else "",
        icon=_icon(builder),
        items=[items(entry, plan.excerpt) for entry in newest],
    )


def _icon(builder: StandaloneHTMLBuilder) -> str:
    """Return the address at which Sphinx publishes ``html_favicon``."""
    icon = str(builder.config.html_favicon or "")
    return icon if not icon or is_web_url(icon) else f"{_base_url(builder)}_static/{quote(Path(icon).name)}"


def _title(app: Sphinx, listing: Listing) -> str:
    """Return the title of the feed of a page: that of the site, and of the page."""
    site = _site_title(app, listing.language)
    return site if listing.plan.kind == "home" else f"{site}: {listing.title}"


def _feed_item(builder: StandaloneHTMLBuilder, entry: Entry, excerpt: str) -> FeedItem:
    site, article = site_of(builder), entry.article
    return FeedItem(
        url=page_url(builder, _base_url(builder), entry.docname),
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
    return f"{_base_url(builder)}{builder.imagedir}/{quote(known[1])}" if known else ""


@handles("html-page-context")
def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Name the feeds of the whole site on each of its pages, and that of a list on its page, for feed readers."""
    builder, listings = app.builder, listings_of(app.env)
    listing = listings.get(pagename)
    if (doctree is None and listing is None) or not has_own_pages(builder):
        return
    site = site_of(builder)
    own = listing.language if doctree is None and listing else ARTICLES.get(app.env, pagename).language
    language = list_language(app.config, own, pagename)
    tags = {tag.casefold() for tag in with_wider(own or site.language)}
    home = page_plans(app.config)[language].get("home")
    shown = [listings.get(home.page()) if home else None, listing]
    found = {one.feed: _title(app, one) for one in shown if one and one.feed}
    found |= {
        plan.path: _title_of(app, plan)
        for plan in feed_plans(app.config)
        if plan.terms == ((LISTS_OF_LANGUAGE, (language,)),)
        or (len(plan.terms) == 1 and not tags.isdisjoint(map(str.casefold, dict(plan.terms).get("language", ()))))
    }
    links = (
        f'<link rel="alternate" type="{FeedPlan(path=path).media_type}" title="{escape(title)}" '
        f'href="{escape(site.base_url + quote(path))}" />\n'
        for path, title in found.items()
    )
    if site.base_url:
        context["metatags"] = (context.get("metatags") or "") + "".join(links)


_ADDRESSES: Final = ("href", "src", "poster")
_CANDIDATE: Final = re.compile(r"([^\s,][^\s]*)((?:\s+[^,]*)?(?:,|$)\s*)")
#: A feed has the title, dates, authors and cover of its own; the rest needs the page around it.
_LEFT_OUT: Final = frozenset({"h1", "script", "style", "link", "template", "button", "form"})
_LEFT_OUT_CLASSES: Final = frozenset({
    "headerlink", "aiarticle-header", "aiarticle-sr", "aiarticle-series", "aiarticle-writers", "aiarticle-related",
    "aiarticle-neighbours",
})  # fmt: skip

_wanted: WeakKeyDictionary[BuildEnvironment, Set[str]] = WeakKeyDictionary()


@handles("env-get-updated", priority=700)
def on_env_get_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Find the articles whose text is in a feed, and return those of which no build has kept it."""
    feed_plans.forget(app.config)
    plans = [plan for plan in feed_plans(app.config) if plan.excerpt == "content"]
    if not plans or not has_own_pages(app.builder):
        _wanted.pop(env, None)
        return []
    articles = articles_of(env)
    found = {entry.docname for plan in plans for entry in articles.select(dict(plan.terms))[: plan.limit]}
    _wanted[env] = found
    return sorted(docname for docname in found if not _file_of(app.builder, docname).is_file())


@handles("html-page-context", priority=450)
def keep_content(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Keep the text of a page that is in a feed, and what was kept of another one no longer: its page is a new one."""
    builder, wanted = app.builder, _wanted.get(app.env)
    if doctree is None or wanted is None or not has_own_pages(builder):
        return
    file = _file_of(builder, pagename)
    if pagename not in wanted:
        file.unlink(missing_ok=True)
        return
    url = page_url(builder, _base_url(builder), pagename)
    content = feed_content(str(context.get("body") or ""), url).encode("utf-8", "replace")
    write_whole(file.parent, file, content)


def content_of(builder: Builder, docname: str) -> str:
    """Return the text of an article as HTML, or nothing if none was kept."""
    try:
        return _file_of(builder, docname).read_text(encoding="utf-8")
    except OSError:
        return ""


def _file_of(builder: Builder, docname: str) -> Path:
    return Path(builder.doctreedir, f"aiarticle-feed-{builder.name}", docname, "content.html")


def feed_content(body: str, page_url: str) -> str:
    """Return the HTML of a page for readers who do not see the page: without its title, with absolute addresses.

    What else it says stays as it is, such as notices of advertising and ``rel`` of paid links.
    """
    from sphinx_aiarticle.recognise.html import read_html

    pieces, last = list[str](), 0
    for begin, end, text in sorted(_edits(read_html(body).root, page_url)):
        pieces += [body[last:begin], text]
        last = end
    return "".join([*pieces, body[last:]]).strip()


def _edits(root: Element, page_url: str) -> Iterator[tuple[int, int, str]]:
    waiting = root.elements
    while waiting:
        element = waiting.pop()
        if element.tag in _LEFT_OUT or not _LEFT_OUT_CLASSES.isdisjoint(element.get("class").split()):
            yield element.begin, element.end, ""
            continue
        waiting += element.elements
        for name in (*_ADDRESSES, "srcset"):
            attribute = element.attributes.get(name)
            if attribute and attribute.begin >= 0:
                absolute = _absolute_set if name == "srcset" else _absolute
                yield attribute.begin, attribute.end, escape(absolute(attribute.value, page_url))


def _absolute(address: str, page_url: str) -> str:
    try:
        return urljoin(page_url, address.strip())
    except ValueError:  # brackets that are not an address
        return address


def _absolute_set(addresses: str, page_url: str) -> str:
    return _CANDIDATE.sub(lambda match: _absolute(match[1], page_url) + match[2], addresses)
