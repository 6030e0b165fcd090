"""What an article ends with: its place in series, its authors, related articles, the older and the newer one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sphinx import addnodes

from sphinx_aiarticle.articles import articles_of
from sphinx_aiarticle.components.article import term_urls
from sphinx_aiarticle.components.articles.ending_nodes import (
    AtEnd,
    Page,
    aiarticle_neighbours,
    aiarticle_related,
    aiarticle_series,
    aiarticle_writers,
    at_end_values,
)
from sphinx_aiarticle.components.directive import BuilderTransform, add_builder_transform, add_component, has_templates
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.domain import WrittenTable, digest
from sphinx_aiarticle.entries import authors_of
from sphinx_aiarticle.html.address import has_own_pages
from sphinx_aiarticle.i18n import language_of
from sphinx_aiarticle.nodes import main_section
from sphinx_aiarticle.reading.source import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_aiarticle.articles import SeriesPlace
    from sphinx_aiarticle.entries import Entry
    from sphinx_aiarticle.model.page import Agent


_MOST_RELATED: Final = 5
#: What a page shows of other articles: its places in series as a text, and the names of their documents.
Shown = tuple[str, ...]
#: What each page showed of other articles.
_WRITTEN: Final[WrittenTable[Shown]] = WrittenTable(name="endings")
#: The titles of the articles, and on what it depends which of them a page shows.
_TITLES: Final[WrittenTable[str]] = WrittenTable(name="titles")
_ORDER: Final[WrittenTable[str]] = WrittenTable(name="order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What a page ends with; what it does not show is empty.

    Attributes:
        parts: Some of :data:`~sphinx_aiarticle.model.article.ENDINGS`, in the order of the page.
        series: Where it is in each of its series that has other parts.
        writers: Its authors of whom ``aiarticle_authors`` says something.
        related: The articles that share most with it.
        older: The next older article.
        newer: The next newer article.
    """

    parts: tuple[str, ...] = ()
    series: Sequence[SeriesPlace] = ()
    writers: Sequence[Agent] = ()
    related: Sequence[Entry] = ()
    older: Entry | None = None
    newer: Entry | None = None

    def shown(self) -> Shown:
        """Return what a page shows of other articles, whatever their titles are."""
        around = [entry for place in self.series for entry in (place.previous, place.next)]
        places = str([(place.title, place.number, place.count) for place in self.series])
        entries = (*around, None, *self.related, None, self.older, self.newer)
        return (places, *(entry.docname if entry else "" for entry in entries))


def ending_of(env: BuildEnvironment, docname: str) -> Ending:
    """Return what the page of a document ends with."""
    parts = _parts(env, docname)
    if not parts:
        return Ending()
    articles, article, conf = articles_of(env), ARTICLES.get(env, docname), settings(env.config)
    older, newer = articles.neighbours(docname) if "neighbours" in parts else (None, None)
    authors = authors_of(article, conf) if "author" in parts else ()
    series = articles.series(docname) if "series" in parts else ()
    return Ending(
        parts=parts,
        series=[place for place in series if place.count > 1],
        writers=[agent for agent in authors if agent.key in conf.authors],
        related=articles.related(docname, _MOST_RELATED) if "related" in parts else (),
        older=older,
        newer=newer,
    )


def _parts(env: BuildEnvironment, docname: str) -> tuple[str, ...]:
    """Return what the page is to show: its own list wins, and whether it names neighbours wins over that."""
    conf, article = settings(env.config), ARTICLES.get(env, docname)
    if not article.is_article:
        return ()
    parts = conf.after if article.after is None else article.after
    wanted = article.neighbours
    if wanted is None:
        wanted = "neighbours" in parts or (conf.neighbours and article.after is None)
    others = tuple(part for part in parts if part != "neighbours")
    return (parts if "neighbours" in parts else (*parts, "neighbours")) if wanted else others


class Endings(BuilderTransform):
    """Adds at the end of an article what it is to end with."""

    default_priority = 5  # before references are resolved (10)

    @guarded
    def run(self, **kwargs: Any) -> None:
        """Add it to the page, or to each article where a builder puts all documents into one."""
        for root, docname in list(self._documents()):
            (main_section(root) or root).extend(self._nodes(docname, is_page=root is self.document))

    def _documents(self) -> Iterator[tuple[nodes.Element, str]]:
        yield self.document, self.env.docname
        if not has_own_pages(self.application.builder):
            for start in self.document.findall(addnodes.start_of_file):
                yield start, start["docname"]

    def _nodes(self, docname: str, *, is_page: bool) -> Iterator[AtEnd]:
        ending, builder = ending_of(self.env, docname), self.application.builder
        if not ending.parts:
            return
        page = Page(
            builder=builder,
            docname=self.env.docname,
            language=language_of(self.config, ARTICLES.get(self.env, docname).language),
            urls=term_urls(builder, docname) if has_own_pages(builder) else {},
            ending=ending,
        )
        is_spelled_out = not has_templates(self.application)
        for kind, facts in _at_end(page, is_page=is_page):
            node = kind(classes=[kind.__name__.replace("_", "-"), "no-search"])
            node.facts = facts
            if is_spelled_out:
                node += node.spelled_out()
            yield node


def _at_end(page: Page, *, is_page: bool) -> Iterator[tuple[type[AtEnd], Page]]:
    ending = page.ending
    for part in ending.parts:
        if part == "series":
            for place in ending.series:
                yield aiarticle_series, replace(page, place=place)
        elif part == "author" and ending.writers:
            yield aiarticle_writers, page
        elif part == "related" and ending.related:
            yield aiarticle_related, page
        elif part == "neighbours" and is_page and (ending.older or ending.newer):  # a book has its own order
            yield aiarticle_neighbours, page


@guarded
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the articles that end with something else than when they were written.

    In most builds each shows the same articles as before: then it is enough to know which of them have a new title.
    """
    entries, before = articles_of(env).newest_first, _WRITTEN.of(app)
    titles = {entry.docname: f"{entry.article.language} {entry.title}" for entry in entries}
    renamed = set(_TITLES.update(app, titles))
    is_same = _ORDER.of(app).get("") == (order := _order(env))
    _ORDER.update(app, {"": order})
    now = before if is_same else {entry.docname: ending_of(env, entry.docname).shown() for entry in entries}
    changed = _WRITTEN.update(app, now)
    return changed + [docname for docname, shown in now.items() if not renamed.isdisjoint(shown[1:])]


def _order(env: BuildEnvironment) -> str:
    """Return a digest of all on which it depends what articles end with, but for their titles."""
    conf = settings(env.config)
    facts = [
        (
            entry.docname, entry.date.isoformat(), entry.article.language, entry.article.categories,
            entry.article.tags, entry.terms("series"), entry.article.after, entry.article.neighbours,
        )
        for entry in articles_of(env).newest_first
    ]  # fmt: skip
    return digest([language_of(env.config).tag, conf.after, conf.neighbours, facts])


def setup(app: Sphinx) -> None:
    """Register the components."""
    add_component(app, aiarticle_series, template="series.html", values=at_end_values)
    add_component(app, aiarticle_writers, template="author-box.html", values=at_end_values)
    add_component(app, aiarticle_related, template="related.html", values=at_end_values)
    add_component(app, aiarticle_neighbours, template="neighbours.html", values=at_end_values)
    add_builder_transform(app, Endings)
    app.connect("env-updated", on_env_updated)
