"""What an article ends with: its place in series, its authors, related articles, the older and the newer one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.articles import SeriesPlace, articles_of, once_a_page
from sphinx_aiarticle.components.articles.view import author_links, author_view, term_urls
from sphinx_aiarticle.components.directive import add_component, has_templates, links_from, page_link
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import handles, post_transform
from sphinx_aiarticle.domain import WrittenTable
from sphinx_aiarticle.entries import Entry, authors_of
from sphinx_aiarticle.html.address import has_own_pages
from sphinx_aiarticle.html.templating import View
from sphinx_aiarticle.html.view import root_view
from sphinx_aiarticle.i18n import Language, language_of
from sphinx_aiarticle.model.page import Agent
from sphinx_aiarticle.nodes import SemanticNode, linked, main_section, separated
from sphinx_aiarticle.reading.source import ARTICLES
from sphinx_aiarticle.record import Record

_MOST_RELATED: Final = 5
#: What a page shows of other articles: its places in series as a text, and the names of their documents.
Shown = tuple[str, ...]
#: What each page showed of other articles.
_WRITTEN: Final[WrittenTable[Shown]] = WrittenTable(name="endings")
#: The titles of the articles, and on what it depends which of them a page shows.
_TITLES: Final[WrittenTable[str]] = WrittenTable(name="titles")
_ORDER: Final[WrittenTable[tuple[object, ...]]] = WrittenTable(name="order")


class EndedPage(Record):
    """The page that gets the nodes.

    Attributes:
        docname: The document from which links start.
        urls: Where the pages of its terms are, as :func:`~sphinx_aiarticle.components.articles.view.term_urls` has it.
        place: The series that a node is about.
    """

    builder: Builder
    docname: str
    language: Language
    urls: View
    ending: Ending
    place: SeriesPlace | None = None

    def links(self, *entries: tuple[str, Entry | None]) -> list[nodes.Node]:
        """Return a paragraph with a link for each article that there is, behind its label."""
        return [
            nodes.paragraph("", "", *([nodes.Text(label + self.language.colon)] if label else []), self._link(entry))
            for label, entry in entries
            if entry
        ]

    def _link(self, entry: Entry) -> nodes.Node:
        return page_link(self.builder, self.docname, entry.docname, entry.title)

    def view(self) -> View:
        """Return what the page ends with, in plain values; what it does not show is empty."""
        ending = self.ending
        return {
            "after": list(ending.parts),
            "series": [self.series_view(place) for place in ending.series],
            "related": [self.linked_view(entry) for entry in ending.related],
            "older": self.linked_view(ending.older),
            "newer": self.linked_view(ending.newer),
        }

    def linked_view(self, entry: Entry | None) -> View | None:
        """Return what templates get to know of an article to which the page leads."""
        if entry is None:
            return None
        own = language_of(self.builder.config, entry.article.language).tag
        url = links_from(self.builder, self.docname)(entry.docname)
        return {"url": url, "title": entry.title, "language": own if own != self.language.tag else ""}

    def series_view(self, place: SeriesPlace) -> View:
        """Return what templates get to know of a series and of the parts around the article."""
        position = self.language.gettext("Part {number} of {count}")
        return {
            "title": place.title,
            "url": self.urls.get("series_urls", {}).get(place.title, ""),
            "number": place.number,
            "count": place.count,
            "position": position.format(number=place.number, count=place.count),
            "previous": self.linked_view(place.previous),
            "next": self.linked_view(place.next),
        }


class AtEnd(SemanticNode, nodes.container):
    """Something at the end of an article; only where no template shows it, it has children."""

    is_prose = False
    facts: EndedPage

    def view(self) -> View:
        """Return what its template may use."""
        raise NotImplementedError


class aiarticle_series(AtEnd):
    """Where the article is in a series."""

    def spelled_out(self) -> Sequence[nodes.Node]:
        """Return a paragraph, and links to the parts around the article."""
        view, place, language = self.view(), cast("SeriesPlace", self.facts.place), self.facts.language
        gettext, position = language.gettext, nodes.Text(f" · {view['position']}")
        label = nodes.Text(gettext("Series") + language.colon)
        around = (gettext("Previous part"), place.previous), (gettext("Next part"), place.next)
        return [
            nodes.paragraph("", "", label, linked(nodes.Text(view["title"]), view["url"]), position),
            *self.facts.links(*around),
        ]

    def view(self) -> View:
        """Return the values of ``series.html``."""
        return self.facts.series_view(cast("SeriesPlace", self.facts.place))


class aiarticle_writers(AtEnd):
    """The authors of the article."""

    def spelled_out(self) -> Sequence[nodes.Node]:
        """Return a heading, and a box for each: name and role, what they say of themselves, their links."""
        gettext, agents = self.facts.language.gettext, self.facts.ending.writers
        found: list[nodes.Node] = [nodes.rubric("", gettext("Authors") if len(agents) > 1 else gettext("Author"))]
        for agent in agents:
            role = [nodes.Text(f" · {agent.job_title}")] if agent.job_title else []
            writer = nodes.container()
            writer += nodes.paragraph(
                "", "", nodes.strong("", "", linked(nodes.Text(agent.name), self._url(agent))), *role
            )
            if agent.description:
                writer += nodes.paragraph("", agent.description)
            links = [linked(nodes.Text(link["text"]), link["url"]) for link in author_links(agent)]
            if links:
                writer += nodes.paragraph("", "", *separated(links))
            found.append(writer)
        return found

    def _url(self, agent: Agent) -> str:
        """Return the page with the articles of an author, else their own; empty where there is none."""
        return str(self.facts.urls.get("author_urls", {}).get(agent.name, agent.url))

    def view(self) -> View:
        """Return the values of ``author-box.html``."""
        page = self.facts
        return {
            "authors": [
                {**author_view(agent, page.builder, page.docname), "url": self._url(agent)}
                for agent in page.ending.writers
            ]
        }


class aiarticle_related(AtEnd):
    """Related articles."""

    def spelled_out(self) -> Sequence[nodes.Node]:
        """Return a heading and a list of links."""
        page = self.facts
        links = page.links(*(("", entry) for entry in page.ending.related))
        items = nodes.bullet_list("", *(nodes.list_item("", link) for link in links), bullet="-")
        return [nodes.rubric("", page.language.gettext("Related articles")), items]

    def view(self) -> View:
        """Return the values of ``related.html``."""
        return {"articles": [self.facts.linked_view(entry) for entry in self.facts.ending.related]}


class aiarticle_neighbours(AtEnd):
    """The older and the newer article."""

    def spelled_out(self) -> Sequence[nodes.Node]:
        """Return links to them."""
        ending, gettext = self.facts.ending, self.facts.language.gettext
        return self.facts.links((gettext("Older"), ending.older), (gettext("Newer"), ending.newer))

    def view(self) -> View:
        """Return the values of ``neighbours.html``."""
        return {name: self.facts.linked_view(getattr(self.facts.ending, name)) for name in ("older", "newer")}


def at_end_values(translator: HTML5Translator, node: AtEnd) -> View:
    """Return the values of a template at the end of an article."""
    return {**root_view(node), **node.view()}


class Ending(Record):
    """What a page ends with; what it does not show is empty.

    Attributes:
        parts: Some of :data:`~sphinx_aiarticle.model.article.ENDINGS`, in the order of the page.
        series: Where it is in each of its series that has other parts.
        writers: Its authors of whom ``aiarticle_authors`` says something.
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


@once_a_page
def ending_of(builder: Builder, docname: str) -> Ending:
    """Return what the page of a document ends with."""
    env = builder.env
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


def ended_page(builder: Builder, docname: str, shown_at: str) -> EndedPage:
    """Return what a document ends with, for the page that shows it."""
    return EndedPage(
        builder=builder,
        docname=shown_at,
        language=language_of(builder.config, ARTICLES.get(builder.env, docname).language),
        urls=term_urls(builder, docname),
        ending=ending_of(builder, docname),
    )


def _parts(env: BuildEnvironment, docname: str) -> tuple[str, ...]:
    """Return what the page is to show: its own list wins."""
    article = ARTICLES.get(env, docname)
    if not article.is_article:
        return ()
    return settings(env.config).after if article.after is None else article.after


@post_transform(priority=5)  # before references are resolved (10)
def add_endings(app: Sphinx, document: nodes.document) -> None:
    """Add at the end of an article what it is to end with; to each, where a builder puts all documents into one."""
    documents: list[tuple[nodes.Element, str]] = [(document, app.env.docname)]
    if not has_own_pages(app.builder):
        documents += [(start, start["docname"]) for start in document.findall(addnodes.start_of_file)]
    for root, docname in documents:
        page = ended_page(app.builder, docname, app.env.docname)
        (main_section(root) or root).extend(_nodes(app, page, is_page=root is document))


def _nodes(app: Sphinx, page: EndedPage, *, is_page: bool) -> Iterator[AtEnd]:
    is_spelled_out = not has_templates(app)
    for kind, facts in _at_end(page, is_page=is_page):
        node = kind(classes=[kind.__name__.replace("_", "-"), "no-search"])
        node.facts = facts
        if is_spelled_out:
            node += node.spelled_out()
        yield node


def _at_end(page: EndedPage, *, is_page: bool) -> Iterator[tuple[type[AtEnd], EndedPage]]:
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


@handles("env-get-updated", priority=700)
def on_env_get_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the articles that end with something else than when they were written.

    In most builds each shows the same articles as before: then it is enough to know which of them have a new title.
    """
    entries, before = articles_of(env).newest_first, _WRITTEN.of(app)
    titles = {entry.docname: f"{entry.article.language} {entry.title}" for entry in entries}
    renamed = set(_TITLES.update(app, titles))
    is_same = _ORDER.of(app) == (order := _order(env))
    _ORDER.update(app, order)
    now = before if is_same else {entry.docname: ending_of(app.builder, entry.docname).shown() for entry in entries}
    changed = _WRITTEN.update(app, now)
    return changed + [docname for docname, shown in now.items() if not renamed.isdisjoint(shown[1:])]


def _order(env: BuildEnvironment) -> dict[str, tuple[object, ...]]:
    """Return all on which it depends what articles end with, but for their titles.

    These are the values that articles have, which the environment keeps once: to compare them takes less than a digest.
    """
    found: dict[str, tuple[object, ...]] = {"": (language_of(env.config).tag, settings(env.config).after)}
    for entry in articles_of(env).newest_first:
        article = entry.article
        series = article.series and (article.series, entry.teaser.translations)
        found[entry.docname] = (
            article.date, article.language, article.categories, article.tags, series, article.after,
        )  # fmt: skip
    return found


def setup(app: Sphinx) -> None:
    """Register the components."""
    add_component(app, aiarticle_series, template="series.html", values=at_end_values)
    add_component(app, aiarticle_writers, template="author-box.html", values=at_end_values)
    add_component(app, aiarticle_related, template="related.html", values=at_end_values)
    add_component(app, aiarticle_neighbours, template="neighbours.html", values=at_end_values)
