"""The nodes at the end of an article, and what their templates may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinx_aiarticle.components.article import author_links, author_view, linked
from sphinx_aiarticle.components.directive import page_link
from sphinx_aiarticle.html.view import root_view
from sphinx_aiarticle.i18n import language_of
from sphinx_aiarticle.nodes import SemanticNode, separated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_aiarticle.articles import SeriesPlace
    from sphinx_aiarticle.components.articles.ending import Ending
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
        ending: What it ends with.
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
            nodes.paragraph("", "", *([nodes.Text(f"{label}: ")] if label else []), self._link(entry))
            for label, entry in entries
            if entry
        ]

    def _link(self, entry: Entry) -> nodes.Node:
        return page_link(self.builder, self.docname, entry.docname, entry.title)

    def view(self, entry: Entry | None) -> View | None:
        """Return what templates get to know of an article to which the page leads."""
        if entry is None:
            return None
        own = language_of(self.builder.config, entry.article.language).tag
        url = self.builder.get_relative_uri(self.docname, entry.docname)
        return {"url": url, "title": entry.title, "language": own if own != self.language.tag else ""}


class AtEnd(SemanticNode, nodes.container):
    """Something at the end of an article; only where no template shows it, it has children."""

    is_prose = False
    facts: Page

    def view(self) -> View:
        """Return what its template may use."""
        raise NotImplementedError


class aiarticle_series(AtEnd):
    """Where the article is in a series."""

    def spelled_out(self) -> Sequence[nodes.Node]:
        """Return a paragraph, and links to the parts around the article."""
        view, place, gettext = self.view(), cast("SeriesPlace", self.facts.place), self.facts.language.gettext
        label, position = nodes.Text(f"{gettext('Series')}: "), nodes.Text(f" · {view['position']}")
        around = (gettext("Previous part"), place.previous), (gettext("Next part"), place.next)
        return [
            nodes.paragraph("", "", label, linked(view["title"], view["url"]), position),
            *self.facts.links(*around),
        ]

    def view(self) -> View:
        """Return the values of ``series.html``."""
        page, place, gettext = self.facts, cast("SeriesPlace", self.facts.place), self.facts.language.gettext
        return {
            "title": place.title,
            "url": page.urls.get("series_urls", {}).get(place.title, ""),
            "number": place.number,
            "count": place.count,
            "position": gettext("Part {number} of {count}").format(number=place.number, count=place.count),
            "previous": page.view(place.previous),
            "next": page.view(place.next),
        }


class aiarticle_writers(AtEnd):
    """The authors of the article."""

    def spelled_out(self) -> Sequence[nodes.Node]:
        """Return a heading, and a box for each: name and role, what they say of themselves, their links."""
        gettext, agents = self.facts.language.gettext, self.facts.ending.writers
        found: list[nodes.Node] = [nodes.rubric("", gettext("Authors") if len(agents) > 1 else gettext("Author"))]
        for agent in agents:
            role = [nodes.Text(f" · {agent.job_title}")] if agent.job_title else []
            writer = nodes.container()
            writer += nodes.paragraph("", "", nodes.strong("", "", linked(agent.name, self._url(agent))), *role)
            if agent.description:
                writer += nodes.paragraph("", agent.description)
            links = [linked(link["text"], link["url"]) for link in author_links(agent)]
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
        return {"articles": [self.facts.view(entry) for entry in self.facts.ending.related]}


class aiarticle_neighbours(AtEnd):
    """The older and the newer article."""

    def spelled_out(self) -> Sequence[nodes.Node]:
        """Return links to them."""
        ending, gettext = self.facts.ending, self.facts.language.gettext
        return self.facts.links((gettext("Older"), ending.older), (gettext("Newer"), ending.newer))

    def view(self) -> View:
        """Return the values of ``neighbours.html``."""
        return {name: self.facts.view(getattr(self.facts.ending, name)) for name in ("older", "newer")}


def at_end_values(translator: HTML5Translator, node: AtEnd) -> View:
    """Return the values of a template at the end of an article."""
    return {**root_view(node), **node.view()}
