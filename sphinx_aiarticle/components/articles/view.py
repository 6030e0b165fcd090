"""What templates may use of articles: in lists, at the end of another article, and of their terms and authors."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from babel.dates import format_skeleton
from docutils import nodes
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.articles import articles_of, list_language, once_a_page, page_plans
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.config_site import PAGE_KINDS, PagePlan
from sphinx_aiarticle.domain import digest
from sphinx_aiarticle.entries import MINUTES, Entry, reading_time_view
from sphinx_aiarticle.html.address import has_own_pages, href
from sphinx_aiarticle.html.pictures import portrait_src
from sphinx_aiarticle.html.templating import View
from sphinx_aiarticle.html.view import root_view
from sphinx_aiarticle.i18n import Language, language_of, moment_view
from sphinx_aiarticle.model.article import Picture
from sphinx_aiarticle.model.page import Agent
from sphinx_aiarticle.nodes import SemanticNode
from sphinx_aiarticle.url import is_web_url

if TYPE_CHECKING:
    from sphinx_aiarticle.components.articles.lists import ListPlan, aiarticle_article_list


@once_a_page
def term_urls(builder: Builder, docname: str) -> View:
    """Return where the pages of the terms of an article are, by what readers see of these; nothing where none are."""
    kinds = {kind: f"{term}_urls" for kind, term in PAGE_KINDS.items() if term not in ("", "folder")}
    return {kinds[kind]: urls for kind, urls in urls_of_terms(builder, docname, docname, *kinds).items()}


def urls_of_terms(builder: Builder, page: str, docname: str, *kinds: str) -> dict[str, dict[str, str]]:
    """Return where *page* finds the pages of the terms of an article, by kinds of pages and what readers see."""
    urls: dict[str, dict[str, str]] = {kind: {} for kind in kinds}
    conf = settings(builder.config)
    if (conf.pages or conf.taxonomies) and has_own_pages(builder) and (entry := articles_of(builder.env).get(docname)):
        plans = page_plans(builder.config)[list_language(builder.config, entry.article.language, entry.path)]
        for kind, plan in ((kind, plans[kind]) for kind in kinds if kind in plans):
            terms = [(key, title) for key, title in entry.terms(plan.term) if key.casefold() not in plan.exclude]
            urls[kind] = {title: href(builder, page, plan.page(key)) for key, title in terms}
    return urls


def author_view(agent: Agent, builder: Builder, page: str) -> View:
    """Return what templates of *page* get to know of an author."""
    return {
        "name": agent.name,
        "url": agent.url,
        "job_title": agent.job_title,
        "description": agent.description,
        "image": portrait_src(builder, page, agent),
        "links": author_links(agent),
    }


def author_links(agent: Agent) -> list[dict[str, str]]:
    """Return the addresses of an author, without what all addresses begin with as their text."""
    urls = dict.fromkeys(filter(None, (agent.url, *agent.same_as)))
    return [{"url": url, "text": url.partition("://")[2].removeprefix("www.").rstrip("/")} for url in urls]


def article_list_values(translator: HTML5Translator, node: aiarticle_article_list) -> View:
    """Return the values of ``article-list.html``."""
    groups: list[View] = []
    builder, plan = translator.builder, node.facts
    page, language, message, label = builder.current_docname, language_of(builder.config, plan.language), "", ""
    for part in node.children:
        if isinstance(part, nodes.bullet_list):
            entries = [cast("SemanticNode", item).facts for item in part.children]
            articles = [entry_view(builder, page, entry, language, plan) for entry in entries]
            groups.append({"label": label, "articles": articles})
        elif isinstance(part, nodes.rubric):
            label = part.astext()
        else:
            message = part.astext()
    return {**root_view(node), "style": plan.style, "groups": groups, "message": message}


def entry_view(
    builder: StandaloneHTMLBuilder, page: str, entry: Entry, language: Language, plan: ListPlan | PagePlan
) -> View:
    """Return what the template of a list on a page may use of an article."""
    own_language = language_of(builder.config, entry.article.language).tag
    has_tags = plan.style in ("list", "cards")
    return {
        "title": entry.title,
        "url": href(builder, page, entry.docname),
        "image": _cover_view(builder, page, entry) if plan.images and entry.teaser.cover else None,
        "published": moment_view(entry.date, language.locale),
        "modified": moment_view(entry.article.lastmod, language.locale),
        "reading_time": reading_time_view(builder.env, entry.docname, language),
        "authors": [agent.name for agent in entry.authors],
        "categories": list(entry.categories),
        "tags": list(entry.tags),
        "tag_urls": urls_of_terms(builder, page, entry.docname, "tags")["tags"] if has_tags else {},
        "excerpt": "" if plan.excerpt == "none" else getattr(entry, plan.excerpt),
        "language": own_language if own_language != language.tag else "",
    }


def shown_of(env: BuildEnvironment, entry: Entry) -> str:
    """Return a short text that changes with anything that a list may show of an article."""
    cover = entry.teaser.cover
    facts = [
        entry.docname, entry.title, entry.date.isoformat(), str(entry.article.lastmod), entry.description,
        entry.summary, MINUTES.get(env, entry.docname), entry.categories, entry.tags, entry.article.language,
        [agent.name for agent in entry.authors],
        [cover.uri, cover.width, cover.height, env.images.get(cover.uri, [""])[-1]] if cover else [],
    ]  # fmt: skip
    return digest(facts)


def _cover_view(builder: StandaloneHTMLBuilder, page: str, entry: Entry) -> View | None:
    cover = cast("Picture", entry.teaser.cover)
    src = cover.uri
    if is_web_url(src):
        src = src if builder.supported_remote_images else ""
    else:  # the builder itself knows only the pictures of pages that it has just written
        known = builder.env.images.get(src)
        folder = relative_uri(builder.get_target_uri(page), builder.imagedir)
        src = f"{folder}/{quote(known[1])}" if known else ""
    return {"src": src, "width": cover.width, "height": cover.height} if src else None


def group_of(entry: Entry, style: str, language: Language) -> str:
    """Return the heading under which an article is: its month in an archive."""
    return format_skeleton("yMMMM", entry.date, locale=language.locale) if style == "archive" else ""
