"""Write the pages that are made of the articles: in every theme, as Sphinx writes its index, and only on a change.

Where the first of them is a document, the list comes below what that says.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Any, Final

import sphinx
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle import __version__
from sphinx_aiarticle.components.articles.list_pages import Listing, listed_on, listings_of, with_profiles
from sphinx_aiarticle.components.articles.translations import translations_of
from sphinx_aiarticle.components.articles.view import author_view, entry_view, group_of, shown_of
from sphinx_aiarticle.diagnostics import Subtype, conf_location, guarded, handles, warn
from sphinx_aiarticle.domain import WrittenTable, digest
from sphinx_aiarticle.html.address import (
    has_own_pages,
    href,
    makes_pages,
    out_file,
    out_name,
    page_address,
    page_url,
    site_of,
    taken_files,
)
from sphinx_aiarticle.html.files import WrittenFiles
from sphinx_aiarticle.html.templating import View, messages_in, render
from sphinx_aiarticle.i18n import language_of
from sphinx_aiarticle.jsonld.graph import PROFILE_PAGE
from sphinx_aiarticle.model.article import Article
from sphinx_aiarticle.model.page import Content, Crumb, PageFacts

_TEMPLATE: Final = "page.html"  # every theme has it; Sphinx writes source code with it, too
#: A digest of the list below each document.
_WRITTEN: Final[WrittenTable[str]] = WrittenTable(name="listings")


@handles("env-get-updated", priority=610)
def on_env_get_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents whose lists show something else than when they were written."""
    listings_of.forget(env)
    builder = app.builder
    if not has_own_pages(builder):
        return []
    listings = listings_of(env)
    if not listings:
        return []
    shown: dict[str, str] = {}
    documents = ((page, listing) for page, listing in listings.items() if page in env.all_docs)
    below = {page: digest(_shown(builder, listing, shown)) for page, listing in documents}
    return _WRITTEN.update(app, dict.fromkeys(env.all_docs, "") | below)


@handles("html-page-context", priority=390)
def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the list of a document below it."""
    builder = app.builder
    if doctree is None or not makes_pages(builder) or "body" not in context:
        return
    listing = listings_of(app.env).get(pagename)
    if listing and not listing.is_empty:
        context["body"] = str(context["body"]) + _render(builder, listing, _view(builder, listing) | {"title": ""})


@handles("html-collect-pages")
def on_html_collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the pages that have changed since the last build, and delete those that are gone."""
    builder = app.builder
    if not has_own_pages(builder):
        return
    files, shown, look, taken = WrittenFiles(app, "pages"), dict[str, str](), _look(builder), taken_files(builder)
    for listing in listings_of(app.env).values():
        if listing.page in app.env.all_docs:
            continue
        if whose := taken.get(out_name(builder, listing.page)):
            setting = whose if whose == "html_additional_pages" else "aiarticle_pages"
            message = "the list %r is left out: %s has a page of this name; name that page or 'path' of the list anew"
            warn(Subtype.CONFIG, message, listing.page, whose, location=conf_location(app.confdir, setting))
            continue
        if found := _page(builder, listing, look, shown, str(files.before.get(listing.page))):
            files.now[listing.page], context = found
            if context:
                yield listing.page, context, _TEMPLATE

    def gone(name: str) -> str:
        file = out_name(builder, name)
        return "" if file in taken else file

    files.finish(gone)


def _look(builder: StandaloneHTMLBuilder) -> str:
    """Return what pages depend on besides their content: when it changes, Sphinx writes those of documents, too."""
    info, config = builder.build_info, builder.config
    core = [config.project, config.author, config.version, config.release, config.copyright, config.language]
    ours = [(value.name, value.value) for value in config if value.name.startswith("aiarticle_")]
    made_by = [__version__, sphinx.__version__, builder.templates.newest_template_mtime()]
    return digest([made_by, core, ours, info.config_hash, info.tags_hash])


def _shown(builder: StandaloneHTMLBuilder, listing: Listing, shown: dict[str, str]) -> list[object]:
    """Return what is on a page; *shown* keeps what pages show of articles, each of which is on many of them."""
    term, entries = listing.term, listing.entries
    shown.update((entry.docname, shown_of(builder.env, entry)) for entry in entries if entry.docname not in shown)
    return [
        listing.page, listing.title, listing.above, listing.number, listing.count, term and term.key,
        [*translations_of(builder.env, listing.page).values()],
        [(term.key, term.title, len(term.entries)) for term in listing.terms],
        *[shown[entry.docname] for entry in entries],
    ]  # fmt: skip


@guarded
def _page(
    builder: StandaloneHTMLBuilder, listing: Listing, look: str, shown: dict[str, str], before: str
) -> tuple[str, dict[str, Any]]:
    """Return a digest of a page, and what its theme gets: nothing if *before* is the digest of what is there."""
    now = digest([look, *_shown(builder, listing, shown)])
    is_there = now == before and os.path.isfile(out_file(builder, listing.page))  # noqa: PTH113
    return now, {} if is_there else _context(builder, listing)


def _view(builder: StandaloneHTMLBuilder, listing: Listing) -> View:
    """Return what the template may use."""
    language, plan = language_of(builder.config, listing.language), listing.plan
    groups = [
        {"label": label, "articles": [entry_view(builder, listing.page, entry, language, plan) for entry in group]}
        for label, group in groupby(listing.entries, lambda entry: group_of(entry, plan.style, language))
    ]
    return {
        "id": "articles",
        "anchors": "",
        "classes": "",
        "style": plan.style,
        "message": "",
        "kind": plan.kind,
        "title": listing.title,
        "author": author_view(listing.term.agent, builder, listing.page)
        if listing.term and listing.term.agent
        else None,
        "terms": [
            {"title": term.title, "url": _href(builder, listing, term.page), "count": len(term.entries)}
            for term in listing.terms
        ],
        "groups": groups,
        "number": listing.number,
        "count": listing.count,
        "position": _position(listing, language.gettext),
        "previous": _href(builder, listing, listing.part(listing.number - 1)),
        "next": _href(builder, listing, listing.part(listing.number + 1)),
    }


def _render(builder: StandaloneHTMLBuilder, listing: Listing, view: View) -> str:
    words = messages_in(builder.config, listing.language) if listing.language else {}
    return str(render(builder, "article-page.html", {**view, **words}))


def _position(listing: Listing, gettext: Any, step: int = 0) -> str:
    text: str = gettext("Page {number} of {count}").format(number=listing.number + step, count=listing.count)
    return text if listing.count > 1 else ""


def _href(builder: StandaloneHTMLBuilder, listing: Listing, page: str) -> str:
    return href(builder, listing.page, page) if page else ""


def _facts(builder: StandaloneHTMLBuilder, listing: Listing) -> PageFacts:
    """Return what the data of a page are made from."""
    site, term = site_of(builder), listing.term

    def url(page: str) -> str:
        return page_url(builder, site.base_url, page)

    above = (Crumb(name=listing.above[1], url=url(listing.above[0])),) if listing.above else ()
    agent = term.agent if term else None
    return PageFacts(
        site=site,
        address=page_address(builder, listing.page, crumbs=above),
        article=Article(language=listing.language),
        content=Content(title=_title(builder, listing), listed=listed_on(listing, url)),
        authors=with_profiles(builder, site.base_url, (agent,) if agent else (), listing.language),
        page_type=PROFILE_PAGE if agent and agent.kind == "Person" else "",
        series=term.title if term and listing.plan.kind == "series" else "",
    )


def _title(builder: StandaloneHTMLBuilder, listing: Listing) -> str:
    """Return what a window is called that shows the page."""
    position = _position(listing, language_of(builder.config, listing.language).gettext) if listing.number > 1 else ""
    return f"{listing.title} ({position})" if position else listing.title


def _context(builder: StandaloneHTMLBuilder, listing: Listing) -> dict[str, Any]:
    """Return what the theme gets."""
    view, facts, above = _view(builder, listing), _facts(builder, listing), listing.above
    gettext = language_of(builder.config, listing.language).gettext

    def link(address: str, title: str) -> dict[str, str] | None:
        return {"link": address, "title": escape(title)} if address else None

    return {
        "title": escape(facts.title),  # themes print titles as HTML
        "body": _render(builder, listing, view),
        "parents": [link(_href(builder, listing, above[0]), above[1])] if above else [],
        "prev": link(view["previous"], _position(listing, gettext, -1)),
        "next": link(view["next"], _position(listing, gettext, 1)),
        "aiarticle_facts": facts,
    }
