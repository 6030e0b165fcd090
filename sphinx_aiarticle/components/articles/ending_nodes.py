"""The nodes at the end of an article, and what their templates may use."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_aiarticle.components.article import author_links, author_view, linked
from sphinx_aiarticle.components.directive import page_link
from sphinx_aiarticle.html.address import docname_at
from sphinx_aiarticle.html.view import root_view
from sphinx_aiarticle.i18n import language_of
from sphinx_aiarticle.nodes import SemanticNode, separated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_aiarticle.articles import SeriesPlace
    from sphinx_aiarticle.entries import Entry
    from sphinx_aiarticle.html.templating import View
    from sphinx_aiarticle.i18n import Language
    from sphinx_aiarticle.model.page import Agent


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page that gets the nodes.

    Attributes:
        builder: The running builder.
        docname: The document from which links start.
        language: The language of the article.
        urls: Where the pages of its terms are, as
            :func:`~sphinx_aiarticle.components.article.term_urls` has it; empty where there are no such pages.
    """

    builder: Builder
    docname: str
    language: Language
    urls: View


@dataclass(frozen=True, kw_only=True)
class SeriesFacts:
    """What the template of a series gets to know besides its links.

    Attributes:
        title: The name of the series.
        url: Its page; empty where there is none.
        number: Which part the article is.
        count: How many there are.
        position: The same in words.
    """

    title: str
    url: str
    number: int
    count: int
    position: str


@dataclass(frozen=True, kw_only=True)
class WriterFacts:
    """What the template of an author box gets to know.

    Attributes:
        agent: Who it is.
        url: The page with their articles, else their own; empty where there is none.
    """

    agent: Agent
    url: str


class aiarticle_series(SemanticNode, nodes.container):
    """Where the article is in a series: a paragraph, and links to the parts around it."""

    is_prose = False


class aiarticle_writers(SemanticNode, nodes.container):
    """The authors of the article: a heading, and a box for each."""

    is_prose = False


class aiarticle_writer(SemanticNode, nodes.container):
    """One of them: name and role, what they say of themselves, their links."""


class aiarticle_related(SemanticNode, nodes.container):
    """Related articles: a heading and a list of links."""

    is_prose = False


class aiarticle_neighbours(SemanticNode, nodes.container):
    """Links to the older and the newer article."""

    is_prose = False


class aiarticle_link(SemanticNode, nodes.paragraph):
    """A link to an article. The attribute ``direction`` is ``older``, ``newer``, ``previous``, ``next`` or empty."""


def series_nodes(page: Page, places: Sequence[SeriesPlace]) -> Iterator[nodes.Node]:
    """Yield a node for each series of the article."""
    gettext = page.language.gettext
    for place in places:
        position = gettext("Part {number} of {count}").format(number=place.number, count=place.count)
        url = page.urls.get("series_urls", {}).get(place.title, "")
        node = aiarticle_series(classes=["aiarticle-series", "no-search"])
        node.facts = SeriesFacts(title=place.title, url=url, number=place.number, count=place.count, position=position)
        label = nodes.Text(f"{gettext('Series')}: ")
        node += nodes.paragraph("", "", label, linked(place.title, url), nodes.Text(f" · {position}"))
        if place.previous:
            node += _link(page, place.previous, "previous", gettext("Previous part"))
        if place.next:
            node += _link(page, place.next, "next", gettext("Next part"))
        yield node


def writers_node(page: Page, agents: Sequence[Agent]) -> nodes.Node:
    """Return the boxes of authors."""
    node = aiarticle_writers(classes=["aiarticle-writers", "no-search"])
    gettext = page.language.gettext
    node += nodes.rubric("", gettext("Authors") if len(agents) > 1 else gettext("Author"))
    for agent in agents:
        url = page.urls.get("author_urls", {}).get(agent.name, agent.url)
        writer = aiarticle_writer()
        writer.facts = WriterFacts(agent=agent, url=url)
        role = [nodes.Text(f" · {agent.job_title}")] if agent.job_title else []
        writer += nodes.paragraph("", "", nodes.strong("", "", linked(agent.name, url)), *role)
        if agent.description:
            writer += nodes.paragraph("", agent.description)
        links = [linked(link["text"], link["url"]) for link in author_links(agent)]
        if links:
            writer += nodes.paragraph("", "", *separated(links))
        node += writer
    return node


def related_node(page: Page, entries: Sequence[Entry]) -> nodes.Node:
    """Return the list of related articles."""
    node = aiarticle_related(classes=["aiarticle-related", "no-search"])
    node += nodes.rubric("", page.language.gettext("Related articles"))
    node += nodes.bullet_list("", *(nodes.list_item("", _link(page, entry)) for entry in entries), bullet="-")
    return node


def neighbours_node(page: Page, older: Entry | None, newer: Entry | None) -> nodes.Node:
    """Return the links to the older and the newer article."""
    node = aiarticle_neighbours(classes=["aiarticle-neighbours", "no-search"])
    if older:
        node += _link(page, older, "older", page.language.gettext("Older"))
    if newer:
        node += _link(page, newer, "newer", page.language.gettext("Newer"))
    return node


def _link(page: Page, entry: Entry, direction: str = "", label: str = "") -> aiarticle_link:
    link = page_link(page.builder, page.docname, entry.docname, entry.title)
    own_language = language_of(page.builder.config, entry.article.language)
    node = aiarticle_link("", "", *([nodes.Text(f"{label}: ")] if label else []), link, direction=direction)
    node["language"] = own_language.tag if own_language.tag != page.language.tag else ""
    return node


def series_values(translator: HTML5Translator, node: aiarticle_series) -> View:
    """Return the values of ``series.html``."""
    facts: SeriesFacts = node.facts
    return {
        **root_view(node),
        **asdict(facts),
        **_by_direction(node, "previous", "next"),
    }


def writers_values(translator: HTML5Translator, node: aiarticle_writers) -> View:
    """Return the values of ``author-box.html``."""
    authors, page = [], docname_at(translator, node)
    for part in node.children:
        if isinstance(part, aiarticle_writer):
            facts: WriterFacts = part.facts
            authors.append({**author_view(facts.agent, translator.builder, page), "url": facts.url})
    return {**root_view(node), "authors": authors}


def related_values(translator: HTML5Translator, node: aiarticle_related) -> View:
    """Return the values of ``related.html``."""
    return {**root_view(node), "articles": [_link_view(link) for link in node.findall(aiarticle_link)]}


def neighbours_values(translator: HTML5Translator, node: aiarticle_neighbours) -> View:
    """Return the values of ``neighbours.html``."""
    return {**root_view(node), **_by_direction(node, "older", "newer")}


def _by_direction(node: nodes.Element, *directions: str) -> View:
    links = {link["direction"]: _link_view(link) for link in node.children if isinstance(link, aiarticle_link)}
    return {direction: links.get(direction) for direction in directions}


def _link_view(node: Any) -> View:
    link: nodes.reference = node.children[-1]
    return {"url": link.get("refuri", ""), "title": link.astext(), "language": node["language"]}
