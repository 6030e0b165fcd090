"""What a page says, and the site that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sphinx_aiarticle.model.article import ARTICLE_TYPES, Article, Picture, Tutorial, is_broken
from sphinx_aiarticle.model.product import Product
from sphinx_aiarticle.model.review import Notes, Verdict
from sphinx_aiarticle.record import Record

#: The document whose page servers show at any address that is none.
NOT_FOUND: Final = "404"


class Software(Record):
    """Software as its own project describes it; empty is what the project does not say.

    Attributes:
        name: Its name.
        version: The version that is described.
        description: One or two sentences.
        url: Its home page.
        licence: Address of the licence, or an SPDX expression of several.
        repository: Where its source code is.
        authors: Who made it; agents without a key are known to this software alone.
        languages: Programming languages that it is written in.
        platform: What it needs to run, such as ``Python >=3.11``.
        keywords: What it is found by.
        same_as: The same software elsewhere, such as the address of its DOI.
    """

    name: str
    version: str = ""
    description: str = ""
    url: str = ""
    licence: str = ""
    repository: str = ""
    authors: tuple[Agent, ...] = ()
    languages: tuple[str, ...] = ()
    platform: str = ""
    keywords: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


class Agent(Record):
    """A person or an organisation.

    Attributes:
        key: Short name used in addresses; never an e-mail address or a login.
        name: The name alone, without title or prefix.
        kind: ``Person`` or ``Organization``.
        url: A page about them.
        same_as: Their profiles elsewhere.
        job_title: What they do (people only).
        description: One sentence about them.
        image: Address of a portrait or logo, or its path in the project.
        principles: Address of a page on the principles by which they publish.
    """

    key: str
    name: str
    kind: str = "Person"
    url: str = ""
    same_as: tuple[str, ...] = ()
    job_title: str = ""
    description: str = ""
    image: str = ""
    principles: str = ""


class Provenance(Record):
    """What a page shows of :class:`~sphinx_aiarticle.model.article.Ai`.

    Attributes:
        text: The digital source type of the text.
        pictures: The digital source type of the pictures.
        reviewer: Who has reviewed it.
        responsible: Who has editorial responsibility.
    """

    text: str = ""
    pictures: str = ""
    reviewer: Agent | None = None
    responsible: Agent | None = None


class Site(Record):
    """The site as structured data describes it.

    Attributes:
        base_url: Absolute address of the home page, ending in a slash.
        name: Name of the site.
        language: BCP 47 tag of the pages.
        publisher: Who publishes the site.
        logo: The publisher's logo.
        portraits: Addresses of the pictures of authors, by how the configuration names them.
        article_type: schema.org type of an article.
        article_types: schema.org type by category.
        product_schema: ``eligible``, ``always`` or ``never``.
        home: Name of the home page in breadcrumbs.
        version: The version that the pages are about.
        software: What the site is about.
    """

    base_url: str
    name: str
    language: str
    publisher: Agent
    logo: Picture | None = None
    portraits: Mapping[str, str] = field(default_factory=dict)
    article_type: str = "BlogPosting"
    article_types: Mapping[str, str] = field(default_factory=dict)
    product_schema: str = "eligible"
    home: str = "Home"
    version: str = ""
    software: Software | None = None


class Crumb(Record):
    """One step of the way from the home page to a page.

    Attributes:
        name: Title of the page at this step.
        url: Its absolute address.
    """

    name: str
    url: str


class Address(Record):
    """Where a page is in the site.

    Attributes:
        url: Canonical address.
        crumbs: Pages between the home page and this one.
        is_home: Whether this is the home page.
        home: Address of the home page, where that is not the root of the site.
    """

    url: str
    crumbs: tuple[Crumb, ...] = ()
    is_home: bool = False
    home: str = ""


class Question(Record):
    """One question of a FAQ.

    Attributes:
        anchor: The HTML id that leads to the question.
        name: The question as plain text.
        answer: The answer in the HTML subset that consumers of FAQPage read.
    """

    anchor: str
    name: str
    answer: str


@dataclass(slots=True, kw_only=True)
class Content:
    """Everything of one page that structured data speaks of, filled while its nodes are passed over.

    Attributes:
        title: The visible heading of the page.
        summary: The points of the first summary box.
        products: The products in boxes and lists, each once.
        questions: Questions in their order.
        verdicts: Verdicts in their order.
        notes: Pros and cons, one for each box of them.
        ai: What the page says of AI.
        tutorial: What it asks of its readers.
        series: The series that it belongs to.
        cover: The picture at the head of an article.
        robots: Content of the page's robots meta element.
        description: Content of the page's description meta element.
        translations: Categories, tags and keywords that have a translation, each with it.
        listed: The articles in lists of the page, by their addresses (by their documents while these are collected).
        properties: Further schema.org properties of the article, else of the page.
        authors: Who is named in a field list below the title.
    """

    title: str = ""
    summary: tuple[str, ...] = ()
    products: tuple[Product, ...] = ()
    questions: list[Question] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    notes: list[Notes] = field(default_factory=list)
    ai: Provenance | None = None
    tutorial: Tutorial | None = None
    series: tuple[str, ...] = ()
    cover: Picture | None = None
    robots: str = ""
    description: str = ""
    translations: tuple[tuple[str, str], ...] = ()
    listed: dict[str, str] = field(default_factory=dict)
    properties: dict[str, Any] = field(default_factory=dict)
    authors: tuple[str, ...] = ()

    @property
    def is_indexed(self) -> bool:
        """Whether search engines may index the page."""
        return is_indexed(self.robots)


def is_indexed(robots: str) -> bool:
    """Whether search engines may index a page with the content *robots* of its robots meta element."""
    return not {"noindex", "none"} & {word.strip() for word in robots.lower().split(",")}


def translated(names: tuple[str, ...], translations: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return *names*, those that have one in their translation."""
    if not translations:
        return names
    words = dict(translations)
    return tuple(words.get(name, name) for name in names)


#: Sentence ends after which Chinese and Japanese text goes on without a space.
_WIDE_ENDS = "。！？」』）…"


def join_points(points: tuple[str, ...]) -> str:
    """Join summary points into running text, with a space where the script asks for one."""
    text = ""
    for point in points:
        text += point if not text or text[-1] in _WIDE_ENDS else f" {point}"
    return text


# No repr: it is in the context of generated pages, which Sphinx writes out whole for its debug log.
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PageFacts:
    """All that the graph of one page is made from.

    Attributes:
        site: What the site says about itself.
        address: Where the page is.
        article: The typed front matter.
        content: What the page shows.
        authors: The authors of the page.
        page_type: The schema.org type that the project gives pages of this name.
        series: The series whose articles the page lists; empty on other pages.
    """

    site: Site
    address: Address
    article: Article
    content: Content
    authors: tuple[Agent, ...] = ()
    page_type: str = ""
    series: str = ""

    @property
    def type(self) -> str:
        """The type that the page gives itself, else the one of its name; empty where there is none."""
        return self.article.article_type or self.page_type

    @property
    def is_described(self) -> bool:
        """Whether the data say what is on the page: an article, or what has the type of one."""
        return self.article.is_article or self.type in ARTICLE_TYPES

    @property
    def is_documentation(self) -> bool:
        """Whether the page is a part of the documentation of some software or of what has a type, and no article."""
        return not self.article.is_article and bool(self.type or self.site.software)

    @property
    def title(self) -> str:
        """The visible heading, else the front matter's title."""
        return self.content.title or self.article.title

    @property
    def language(self) -> str:
        """The page's own language, else the site's."""
        return self.article.language or self.site.language

    @property
    def description(self) -> str:
        """The description from the page or the front matter; the summary instead of a broken one."""
        if self.content.description or not is_broken(self.article.description):
            return self.content.description or self.article.description
        return join_points(self.content.summary) or self.article.description
