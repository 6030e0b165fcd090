"""The front matter of a document, as the rest of the page gets to know it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, tzinfo
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.components.directive import add_component
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.config_checks import author_problem
from sphinx_aiarticle.diagnostics import Subtype, handles, report, transform
from sphinx_aiarticle.domain import Table
from sphinx_aiarticle.model.article import Article, is_broken
from sphinx_aiarticle.model.page import is_indexed
from sphinx_aiarticle.model.problem import Problem, said_once
from sphinx_aiarticle.nodes import SemanticNode, find_elements
from sphinx_aiarticle.reading.source import ARTICLES, Source, source_of

#: What the front matter of each document names and nobody knows: keys, authors, stores. Each is told once for the site.
UNKNOWN_NAMES: Table[tuple[Problem, ...]] = Table(name="unknown_names", default=())


def metas_of(document: nodes.document) -> Iterator[nodes.meta]:
    """Yield the ``meta`` nodes that a parser has put into *document*; MyST-Parser 4 wraps them."""
    for node in document.children:
        wrapped = node.details.get("nodes", ()) if isinstance(node, nodes.pending) else (node,)
        yield from (meta for meta in wrapped if isinstance(meta, nodes.meta))


def in_zone(article: Article, zone: tzinfo) -> Article:
    """Return *article* with *zone* in the dates that a handler has given without one."""
    given: dict[str, Any] = {name: getattr(article, name) for name in ("date", "lastmod", "expires")}
    times: dict[str, Any] = {
        name: datetime.combine(day, day.time() if isinstance(day, datetime) else time.min, zone)
        for name, day in given.items()
        if day and getattr(day, "tzinfo", None) is None
    }
    return replace(article, **times)


class aiarticle_meta(SemanticNode, nodes.meta):
    """The description of a page."""


class aiarticle_robots(aiarticle_meta, addnodes.translatable):
    """What a page asks of search engines, which is no text for translators, as Sphinx takes each ``meta`` for one."""

    def preserve_original_messages(self) -> None:
        """Keep nothing."""

    def extract_original_messages(self) -> Sequence[str]:
        """Return nothing."""
        return ()

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Take no translation."""


@transform(priority=10)  # before the translations (20)
def keep_front_matter(app: Sphinx, document: nodes.document) -> None:
    """Warn of what is wrong in the front matter, keep it, and give the page ``meta`` nodes for search engines."""
    env, conf = app.env, settings(app.config)
    source = source_of(env)
    if source is None:
        return
    problems = (*source.problems, *_author_problems(source, conf.authors))
    report((problem for problem in problems if not problem.subject), env.docname)
    UNKNOWN_NAMES.keep(env, env.docname, tuple(problem for problem in problems if problem.subject))
    article = source.article
    if app.events.listeners.get("aiarticle-article-read"):  # else Sphinx prints the article for its debug log
        replaced = app.emit_firstresult("aiarticle-article-read", env.docname, article)
        article = in_zone(replaced, conf.timezone) if isinstance(replaced, Article) else article
    ARTICLES.keep(env, env.docname, article)
    _ask_robots(document, article, source.lines.get("robots", 1))
    if article.description:
        _describe(document, article.description, source.lines.get("description", 1))


def _author_problems(source: Source, known: Collection[str]) -> Iterator[Problem]:
    """Yield the authors who should be in ``aiarticle_authors``: a misspelt name, or a key."""
    line = source.lines.get("author") or source.lines.get("authors")
    for name in source.article.authors:
        if message := author_problem(name, known):
            yield Problem(subtype=Subtype.FRONT_MATTER, message=message, line=line, subject=name)


def _ask_robots(document: nodes.document, article: Article, line: int) -> None:
    """Ask search engines to stay away, or what the author says, unless an element of the page's own does."""
    robots = article.robots
    if (article.draft or article.noindex) and is_indexed(robots):
        robots = ", ".join(filter(None, ("noindex", robots)))
    metas = (meta for meta in metas_of(document) if meta.get("name", "").lower() == "robots")
    own = ", ".join(str(meta.get("content", "")) for meta in metas)
    if robots and is_indexed(own) and not (own and is_indexed(robots)):
        _note(document, aiarticle_robots(name="robots", content=robots), line)


def _describe(document: nodes.document, description: str, line: int) -> None:
    """Add a description unless the page has one of its own, or a summary that says it better."""
    if any(meta.get("name") == "description" for meta in metas_of(document)):
        return
    if is_broken(description) and any(node.describes_page for node in find_elements(document, SemanticNode)):
        return
    _note(document, aiarticle_meta(name="description", content=description), line)


def _note(document: nodes.document, meta: aiarticle_meta, line: int) -> None:
    meta.source, meta.line = document["source"], line
    document.insert(0, meta)


def _visit_meta(translator: HTML5Translator, node: aiarticle_meta) -> None:
    """Leave out what speaks of one of several documents on one page."""
    if node.parent is translator.document:
        translator.visit_meta(node)
    raise nodes.SkipNode


@handles("env-check-consistency")
def on_env_check_consistency(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of each unknown name once for the site."""
    found = ((docname, problem) for docname, unknown in sorted(UNKNOWN_NAMES.of(env).items()) for problem in unknown)
    for docname, problem, _ in said_once(found):
        report([problem], docname)


@handles("doctree-read")
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Give the text of a page its language: docutils makes ``lang`` of such a class.

    It comes after all transforms, of which one would make quotation marks of that language.
    """
    tag = ARTICLES.get(app.env, app.env.docname).language
    for section in document.children if tag else ():
        if isinstance(section, nodes.section):
            section["classes"].append(f"language-{tag}")


def setup(app: Sphinx) -> None:
    """Register the component."""
    add_component(app, aiarticle_meta, html=(_visit_meta, None))
    add_component(app, aiarticle_robots, html=(_visit_meta, None))
    app.add_event("aiarticle-article-read")
