"""The nodes of lists of articles, and what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from docutils import nodes

from sphinx_aiarticle.nodes import SemanticNode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_aiarticle.html.templating import View
    from sphinx_aiarticle.i18n import Moment
    from sphinx_aiarticle.nodes import Collector


SORTS: Final = ("newest", "oldest", "modified", "title")


# No slots: pickled with the page, as other facts.
@dataclass(frozen=True, kw_only=True)
class ListPlan:
    """What a list is to show.

    Attributes:
        terms: The names that articles must have one of, by the kind of term.
        limit: How many at most; 0 for all.
        sort: One of :data:`SORTS`.
        style: One of :data:`~sphinx_aiarticle.config_site.LIST_STYLES`.
        images: Whether pictures are shown.
        excerpt: One of :data:`~sphinx_aiarticle.config_site.EXCERPTS`.
        language: BCP 47 tag of the page; empty where it is the site's.
        line: Line of the directive.
    """

    terms: tuple[tuple[str, tuple[str, ...]], ...]
    limit: int
    sort: str
    style: str
    images: bool
    excerpt: str
    language: str
    line: int


@dataclass(frozen=True, kw_only=True)
class ListedFacts:
    """What a list shows of one article besides title, picture and excerpt, which are nodes.

    Attributes:
        docname: The document.
        published: When it was published.
        modified: When it was last changed.
        reading_time: How long it takes to read: `minutes` and `text`.
        authors: The names of its authors.
        categories: Its categories.
        tags: Its tags.
        language: BCP 47 tag of its language where that is not the language of the page.
    """

    docname: str
    published: Moment
    modified: Moment | None
    reading_time: View | None
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    language: str


class aiarticle_article_list(SemanticNode, nodes.container):
    """Articles in brief: filled when all documents are known, with a bullet list for each group."""


class aiarticle_article_item(SemanticNode, nodes.list_item):
    """One article: a picture in HTML, a link, the date, and an excerpt."""

    def collect(self, content: Collector) -> None:
        """Give the article for the list of the page."""
        title = next(iter(self.findall(aiarticle_article_title)))
        content.listed.setdefault(self.facts.docname, title.astext())

    def spelled_out(self) -> Sequence[nodes.Node]:
        """Return what the template shows: the reading time behind the date, and the tags, where the style has them."""
        facts: ListedFacts = self.facts
        plan: ListPlan = cast("aiarticle_article_list", self.parent.parent).facts
        if plan.style not in ("list", "cards"):
            return ()
        minutes = [nodes.paragraph("", facts.reading_time["text"])] if facts.reading_time else []
        tags = [nodes.paragraph("", ", ".join(facts.tags))] if facts.tags else []
        dated = next(at for at, part in enumerate(self.children) if isinstance(part, aiarticle_article_date)) + 1
        return [*self.children[:dated], *minutes, *self.children[dated:], *tags]


class aiarticle_article_title(SemanticNode, nodes.paragraph):
    """The link to an article."""


class aiarticle_article_date(SemanticNode, nodes.paragraph):
    """The date of an article."""


class aiarticle_article_excerpt(SemanticNode, nodes.paragraph):
    """What an article says of itself."""
