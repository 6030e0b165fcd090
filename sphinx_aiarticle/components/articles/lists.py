"""The directive ``article-list``: published articles in brief, wherever the author wants them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from functools import cache
from itertools import groupby
from typing import ClassVar, Final, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import OptionSpec

from sphinx_aiarticle.articles import LISTS_OF_LANGUAGE, articles_of, list_language
from sphinx_aiarticle.components.articles.view import article_list_values, group_of, shown_of
from sphinx_aiarticle.components.directive import (
    ArticleDirective,
    add_component,
    add_directive,
    page_link,
)
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.config_site import EXCERPTS, LIST_STYLES
from sphinx_aiarticle.diagnostics import Subtype, guarded, handles, post_transform, warn
from sphinx_aiarticle.domain import Table, WrittenTable, digest
from sphinx_aiarticle.entries import Entry, reading_time_view
from sphinx_aiarticle.html.address import has_own_pages
from sphinx_aiarticle.html.assets import STATIC_DIR, add_stylesheet
from sphinx_aiarticle.i18n import Language, language_of, long_date
from sphinx_aiarticle.model.article import TERMS
from sphinx_aiarticle.model.problem import did_you_mean
from sphinx_aiarticle.nodes import Collector, SemanticNode, find_elements
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.url import is_web_url
from sphinx_aiarticle.values import split_list

SORTS: Final = ("newest", "oldest", "modified", "title", "weight")


class ListPlan(Record):
    """What a list is to show.

    Attributes:
        terms: The names that articles must have one of, by the kind of term.
        limit: How many at most; 0 for all.
        sort: One of :data:`SORTS`.
        style: One of :data:`~sphinx_aiarticle.config_site.LIST_STYLES`.
        excerpt: One of :data:`~sphinx_aiarticle.config_site.EXCERPTS`.
        language: BCP 47 tag of the page; empty where it is the site's.
    """

    terms: tuple[tuple[str, tuple[str, ...]], ...]
    limit: int
    sort: str
    style: str
    images: bool
    excerpt: str
    language: str
    line: int


class aiarticle_article_list(SemanticNode, nodes.container):
    """Articles in brief: filled when all documents are known, with a bullet list for each group."""


class aiarticle_article_item(SemanticNode, nodes.list_item):
    """One article: a picture in HTML, a link, the date, and an excerpt. The facts are what is known of the article."""

    def collect(self, content: Collector) -> None:
        """Give the article for the list of the page."""
        content.listed.setdefault(self.facts.docname, self.facts.title)

    def spelled_out(self) -> Sequence[nodes.Node]:
        """Return what the template shows: the reading time behind the date, and the tags, where the style has them."""
        entry, plan = self.facts, cast("aiarticle_article_list", self.parent.parent).facts
        if plan.style not in ("list", "cards"):
            return ()
        env = cast("nodes.document", self.document).settings.env
        time = reading_time_view(env, entry.docname, language_of(env.config, plan.language))
        minutes = [nodes.paragraph("", time["text"])] if time else []
        tags = [nodes.paragraph("", ", ".join(entry.tags))] if entry.tags else []
        dated = next(at for at, part in enumerate(self.children) if isinstance(part, aiarticle_article_date)) + 1
        return [*self.children[:dated], *minutes, *self.children[dated:], *tags]


class aiarticle_article_title(SemanticNode, nodes.paragraph):
    """The link to an article."""


class aiarticle_article_date(SemanticNode, nodes.paragraph):
    """The date of an article."""


class aiarticle_article_excerpt(SemanticNode, nodes.paragraph):
    """What an article says of itself."""


#: The lists that authors have put on their pages.
LISTS: Final[Table[tuple[ListPlan, ...]]] = Table(name="article_lists", default=())
#: A digest of what each page shows of other articles.
_WRITTEN: Final[WrittenTable[str]] = WrittenTable(name="article_lists")


#: The classes of what the stylesheet is for.
ROOTS: Final = (
    "aiarticle-articles", "aiarticle-neighbours", "aiarticle-series", "aiarticle-writers", "aiarticle-related",
    "aiarticle-terms", "aiarticle-pages", "aiarticle-profile",
)  # fmt: skip


def _yes_or_no(value: str | None) -> bool:
    return directives.choice(value or "yes", ("yes", "no", "true", "false")) in ("yes", "true")


def _number(value: str | None) -> int:
    if not (value or "").isdecimal() or not int(value or 0):
        raise ValueError("write how many articles, such as 5")
    return int(value or 0)


class ArticleList(ArticleDirective):
    """The published articles that have all of the given terms, newest first.

    Besides the options below there is one for each key of ``aiarticle_taxonomies``.
    """

    option_spec: ClassVar[OptionSpec] = {
        **ArticleDirective.option_spec,
        **dict.fromkeys(TERMS, directives.unchanged_required),
        "limit": _number,
        "sort": lambda value: directives.choice(value, SORTS),
        "style": lambda value: directives.choice(value, LIST_STYLES),
        "images": _yes_or_no,
        "excerpt": lambda value: directives.choice(value, EXCERPTS),
    }

    def known_options(self) -> Set[str]:
        """Return also the keys of ``aiarticle_taxonomies``, which the project alone knows."""
        return super().known_options() | settings(self.config).taxonomies.keys()

    @guarded
    def run(self) -> list[nodes.Node]:
        """Note what is wanted; the articles are known when all documents are read."""
        style = self.options.get("style", "list")
        kinds = dict.fromkeys((*TERMS, *settings(self.config).taxonomies))
        plan = ListPlan(
            terms=tuple((kind, self._names(kind)) for kind in kinds if kind in self.options),
            limit=self.options.get("limit", 0),
            sort=self.options.get("sort", "newest"),
            style=style,
            images=self.options.get("images", style == "cards"),
            excerpt=self.options.get("excerpt", "description" if style in ("list", "cards") else "none"),
            language=self.language.tag if self.language != language_of(self.config) else "",
            line=self.lineno,
        )
        table = LISTS.of(self.env)
        table[self.env.docname] = (*table.get(self.env.docname, ()), plan)
        node = aiarticle_article_list(classes=["aiarticle-articles", "no-search"])
        node.facts = plan
        self.finish(node, "articles", json.dumps(plan.terms))
        return [node, *self.stray_text()]

    def _names(self, kind: str) -> tuple[str, ...]:
        names = (" ".join(name.split()) for name in split_list(self.options[kind]))
        return tuple(name.strip("/") if kind == "folder" else name for name in names)


def entries_of(env: BuildEnvironment, plan: ListPlan, docname: str) -> Sequence[Entry]:
    """Return the articles that a list in *docname* shows, in their order."""
    terms = {**dict(plan.terms), **_own_lists(env, plan, docname)}
    found = [entry for entry in articles_of(env).select(terms) if entry.docname != docname]
    if plan.sort == "oldest":
        found.reverse()
    elif plan.sort == "title":
        found.sort(key=lambda entry: entry.title.casefold())
    elif plan.sort == "weight":
        found.sort(key=lambda entry: entry.weight)
    elif plan.sort == "modified":
        found.sort(key=lambda entry: entry.article.lastmod or entry.date, reverse=True)
    return found[: plan.limit or None]


def _own_lists(env: BuildEnvironment, plan: ListPlan, docname: str) -> Mapping[str, tuple[str, ...]]:
    """Return which articles there are for a list in *docname*: those in its language, unless it says otherwise."""
    says_otherwise = not {"folder", "language"}.isdisjoint(dict(plan.terms))
    return {} if says_otherwise else {LISTS_OF_LANGUAGE: (list_language(env.config, plan.language, docname),)}


@post_transform(priority=5)  # before references are resolved (10)
def fill_lists(app: Sphinx, document: nodes.document) -> None:
    """Put the articles into the lists of a page."""
    lists = LISTS.of(app.env)
    is_alone = has_own_pages(app.builder)  # other builders put all documents into one
    if app.env.docname in lists if is_alone else lists:
        for node in find_elements(document, aiarticle_article_list):
            _fill(node, app)


def _fill(node: aiarticle_article_list, app: Sphinx) -> None:
    plan: ListPlan = node.facts
    language = language_of(app.config, plan.language)
    entries = entries_of(app.env, plan, app.env.docname)
    if not entries:
        node += nodes.paragraph("", language.gettext("There are no articles here yet."))
    for label, group in groupby(entries, lambda entry: group_of(entry, plan.style, language)):
        if label:
            node += nodes.rubric("", label)
        items = nodes.bullet_list(bullet="-")
        items += [_item(entry, plan, language, app) for entry in group]
        node += items


def _item(entry: Entry, plan: ListPlan, language: Language, app: Sphinx) -> aiarticle_article_item:
    item = aiarticle_article_item()
    item.facts = entry
    item += _images(entry, plan, app.builder)
    link = page_link(app.builder, app.env.docname, entry.docname, entry.title)
    item += aiarticle_article_title("", "", link)
    item += aiarticle_article_date("", long_date(entry.date.date(), language.locale))
    excerpt = "" if plan.excerpt == "none" else getattr(entry, plan.excerpt)
    if excerpt:
        item += aiarticle_article_excerpt("", excerpt)
    return item


def _images(entry: Entry, plan: ListPlan, builder: Builder) -> list[nodes.image]:
    """Return the picture where the builder shows it: on paper, as large as it is, it would bury the list."""
    cover = entry.teaser.cover
    if not (cover and plan.images and builder.format == "html"):
        return []
    is_remote = is_web_url(cover.uri)
    if is_remote and not builder.supported_remote_images:
        return []
    image = nodes.image(uri=cover.uri, alt="", candidates={"?" if is_remote else "*": cover.uri})
    for side in ("width", "height"):
        image[f"aiarticle-{side}"] = getattr(cover, side)
    return [image]


@handles("env-get-updated", priority=700)
def on_env_get_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents whose lists show something else than when they were written."""
    lists = LISTS.of(env)
    shown = {
        docname: digest([shown_of(env, entry) for plan in plans for entry in entries_of(env, plan, docname)])
        for docname, plans in lists.items()
    }
    return _WRITTEN.update(app, shown)


@handles("env-check-consistency")
def on_env_check_consistency(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of terms that no article has that could be in the list."""
    articles = articles_of(env)
    if not articles.newest_first:
        return  # every list of a site that begins is empty

    @cache
    def known(kind: str, *own: tuple[str, tuple[str, ...]]) -> Mapping[str, str]:
        return articles.names(kind, dict(own))

    wanted = (
        (docname, plan, kind, name)
        for docname, plans in LISTS.of(env).items()
        for plan in plans
        for kind, names in plan.terms
        for name in names
    )
    for docname, plan, kind, name in wanted:
        own = _own_lists(env, plan, docname)
        names = known(kind, *own.items())
        if name.casefold() not in names:
            where = " in the language of the list" if own and settings(env.config).languages else ""
            hint = did_you_mean(name, names.values())
            message = "no published article%s has the %s %r, so the list is shorter%s"
            warn(Subtype.ARTICLES, message, where, kind, name, hint, location=(docname, plan.line))


def setup(app: Sphinx) -> None:
    """Register the component."""
    parts = (
        aiarticle_article_item, aiarticle_article_title, aiarticle_article_date, aiarticle_article_excerpt,
    )  # fmt: skip
    add_component(app, aiarticle_article_list, *parts, template="article-list.html", values=article_list_values)
    add_directive(app, "article-list", ArticleList)
    add_stylesheet(app, STATIC_DIR / "aiarticle-articles.css", *ROOTS)
