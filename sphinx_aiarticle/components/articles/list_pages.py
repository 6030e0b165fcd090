"""Which pages list the articles: one for each term or folder, one that lists the terms, an archive, home; in parts.

The first part may be a document: what it says is then above the list. What lists lead to needs no table of contents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.articles import LISTS_OF_LANGUAGE, articles_of, languages_of, page_plans
from sphinx_aiarticle.components.articles.lists import LISTS, entries_of
from sphinx_aiarticle.config import settings, site_name
from sphinx_aiarticle.config_site import PagePlan, SiteLanguage, language_at
from sphinx_aiarticle.diagnostics import Subtype, handles, warn
from sphinx_aiarticle.domain import Cached, title_of
from sphinx_aiarticle.entries import UNINDEXED, Entry
from sphinx_aiarticle.html.address import page_url
from sphinx_aiarticle.i18n import Language, language_of
from sphinx_aiarticle.model.page import Agent
from sphinx_aiarticle.model.problem import did_you_mean
from sphinx_aiarticle.reading.documents import place_of_key
from sphinx_aiarticle.reading.source import ARTICLES, HUGO_ARTICLES
from sphinx_aiarticle.record import Record


@dataclass(slots=True, kw_only=True)
class Term:
    """A term, and the articles that have it.

    Attributes:
        key: Its name in the front matter, as it is first written; of a section its folder.
        title: What readers see of it.
        agent: Who it is, if it is an author.
        entries: The articles, newest first; those of a series oldest first.
    """

    key: str
    page: str
    title: str
    agent: Agent | None = None
    entries: list[Entry] = field(default_factory=list)


class Listing(Record):
    """One page.

    Attributes:
        page: Its name, as names of documents are.
        plan: What pages of its kind are like.
        language: BCP 47 tag of its language; empty where it is the site's.
        above: Name and title of the page above it, if there is one.
        number: Which one it is of those that share the articles.
        count: How many these are.
        term: What it is about; nothing for pages of all articles and a list of terms.
        whole: The articles that it lists with the other parts, or of the terms.
    """

    page: str
    plan: PagePlan
    title: str
    language: str = ""
    above: tuple[str, str] | None = None
    number: int = 1
    count: int = 1
    term: Term | None = None
    terms: Sequence[Term] = ()
    whole: Sequence[Entry] = ()

    @property
    def entries(self) -> Sequence[Entry]:
        """The articles that this part lists."""
        size = 0 if self.plan.term and not self.term else self.plan.per_page
        return self.whole[(self.number - 1) * size : self.number * size]

    def part(self, number: int) -> str:
        """Return the name of another part of the page; empty where there is none."""
        return self.plan.page(self.term.key if self.term else "", number) if 0 < number <= self.count else ""

    @property
    def is_empty(self) -> bool:
        """Whether it lists nothing."""
        return not (self.terms or self.whole)

    @property
    def folder(self) -> str:
        """The folder of its parts."""
        return self.plan.folder(self.term.key if self.term else "")

    @property
    def address(self) -> str:
        """The folder in which Hugo has it."""
        return self.plan.folder(self.term.key if self.term else "", page=False)

    @property
    def feed(self) -> str:
        """The path of its feed, in its folder; empty where it has none."""
        return f"{self.folder}/{self.plan.feed}".lstrip("/") if self.plan.feed and self.number == 1 else ""


@Cached
def listings_of(env: BuildEnvironment) -> Mapping[str, Listing]:
    """Return the pages by name; those that are documents are the first of their parts. A name is not taken twice."""
    found: dict[str, Listing] = {}
    for listing in _find(env):
        if listing.page not in env.all_docs or (listing.number == 1 and not LISTS.get(env, listing.page)):
            found.setdefault(listing.page, listing)
    return found


def listed_on(listing: Listing, url: Callable[[str], str]) -> dict[str, str]:
    """Return the titles of what a page lists, by the addresses that *url* gives to pages."""
    articles = {url(entry.docname): entry.title for entry in listing.entries}
    return articles | {url(term.page): term.title for term in listing.terms}


def _find(env: BuildEnvironment) -> Iterator[Listing]:
    languages, conf = languages_of(env.config), settings(env.config)
    if not (conf.pages or conf.taxonomies):
        return
    by_folder: dict[str, list[Entry]] = {language.tag: [] for language in languages.values()}
    articles = articles_of(env)
    for entry in articles.newest_first:
        by_folder[language_at(entry.path, conf.languages) or languages[""].tag].append(entry)
    for tag, language in languages.items():
        in_language = articles.select({LISTS_OF_LANGUAGE: (tag,)})
        plans = page_plans(env.config)[tag].values()
        for plan in sorted(plans, key=lambda plan: plan.term == "folder"):  # which do not take what others are about
            entries = by_folder[language.tag] if plan.term == "folder" else in_language
            if plan.style != "archive":  # which has the years in their order
                entries = sorted(entries, key=lambda entry: entry.weight)
            for listing in _of_plan(env, plan, entries, tag, language):
                if plan.may_be_empty or not listing.is_empty:
                    yield listing


def _of_plan(
    env: BuildEnvironment, plan: PagePlan, entries: Sequence[Entry], tag: str, place: SiteLanguage
) -> Iterator[Listing]:
    page, language = plan.page(), language_of(env.config, tag)
    by_kind = place.title or site_name(env.config) if plan.kind == "home" else kind_title(plan.kind, language)
    title = plan.title or by_kind
    if not plan.term:
        yield from _parts(Listing(page=page, plan=plan, title=title, language=tag, whole=entries))
        return
    terms = [term for term in terms_of(env, plan, entries, place) if term.key.casefold() not in plan.exclude]
    if plan.term != "folder":
        by_title = sorted(terms, key=lambda term: term.title.casefold())
        having = {entry.docname for term in terms for entry in term.entries}
        whole = [entry for entry in entries if entry.docname in having]
        yield Listing(page=page, plan=plan, title=title, language=tag, terms=by_title, whole=whole)
    above = None if plan.term == "folder" else (page, title)
    for term in terms:
        listing = Listing(
            page=term.page, plan=plan, title=term.title, language=tag, above=above, term=term, whole=term.entries
        )
        yield from _parts(listing)


def _parts(listing: Listing) -> Iterator[Listing]:
    count = -(-len(listing.whole) // listing.plan.per_page)
    if count < 2:
        yield listing
        return
    whole = replace(listing, count=count)
    for number in range(1, count + 1):
        yield replace(whole, page=whole.part(number), number=number)


def terms_of(env: BuildEnvironment, plan: PagePlan, entries: Sequence[Entry], place: SiteLanguage) -> list[Term]:
    """Return the terms of a kind; those of one address are one term, and a document there gives it its title."""
    found: dict[str, Term] = {}
    page_of, kind = cache(plan.page), plan.term  # a slug takes longer than all else
    for entry in entries:
        agents = {agent.key: agent for agent in entry.authors} if kind == "author" else {}
        named = _sections(env, entry.path, place) if kind == "folder" else entry.terms(kind)
        for key, title in named:
            page = page_of(key)
            term = found.get(page)
            if term is None:
                shown = title_of(env, page) if page in env.all_docs else title
                term = found[page] = Term(key=key, page=page, title=shown, agent=agents.get(key))
            if not term.entries or term.entries[-1] is not entry:
                term.entries.append(entry)
    for key in _documents(env, plan, place):
        page = plan.page(key)
        found.setdefault(page, Term(key=key, page=page, title=title_of(env, page)))
    if plan.kind == "series":
        for term in found.values():
            term.entries.sort(key=lambda entry: entry.date)  # those of one time stay in the order of their names
    return list(found.values())


def _sections(env: BuildEnvironment, docname: str, place: SiteLanguage) -> Iterator[tuple[str, str]]:
    """Yield the folders of a document that have a page, as Hugo has it: the first one, and those with a document."""
    top = len(place.path) + 1 if place.path else 0
    ends = [at for at, mark in enumerate(docname) if mark == "/" and at > top]
    for number, end in enumerate(ends):
        folder = docname[:end]
        if f"{folder}/index" != docname and (number == 0 or f"{folder}/index" in env.all_docs):
            name = folder.rpartition("/")[2].replace("-", " ").replace("_", " ")
            yield folder, " ".join(name.split()).title() or folder


def _documents(env: BuildEnvironment, plan: PagePlan, place: SiteLanguage) -> Iterator[str]:
    """Yield the terms, or folders, that have a document for their page, whether an article has them or not."""
    languages, top = settings(env.config).languages, f"{plan.term_path or plan.path}/"
    own = place.tag if place.tag in languages else ""
    for docname in env.all_docs:
        folder = docname.removesuffix("/index")
        if plan.term != "folder":
            if folder.startswith(top) and plan.page(key := folder.removeprefix(top)) == docname and "/" not in key:
                yield key
        elif (
            folder not in (docname, place.path)
            and (not (article := ARTICLES.get(env, docname)).is_article or article.section.strip("/") == folder)
            and language_at(docname, languages) == own
        ):
            yield folder


def with_profiles(
    builder: StandaloneHTMLBuilder, base_url: str, authors: Sequence[Agent], language: str
) -> tuple[Agent, ...]:
    """Return the authors of an article, or of a list, with the pages made for them where they have no other address.

    Of several languages only that of the site has the page by which an author is known.
    """
    plan = page_plans(builder.config)[language].get("authors")
    if plan is None or not base_url or language:
        return tuple(authors)
    return tuple(
        agent
        if agent.url or agent.key.casefold() in plan.exclude
        else replace(agent, url=page_url(builder, base_url, plan.page(agent.key)))
        for agent in authors
    )


def kind_title(kind: str, language: Language) -> str:
    """Return what pages of a kind are called in a language; those of a key of the project's own as the key."""
    gettext = language.gettext
    return {
        "categories": gettext("Categories"),
        "tags": gettext("Tags"),
        "series": gettext("Series"),
        "authors": gettext("Authors"),
        "archive": gettext("Archive"),
    }.get(kind) or gettext(kind.replace("_", " ").replace("-", " ").capitalize())


#: What tells our mark from that of an author; Sphinx asks only whether there is one.
_BY_LISTS: Final = "listed"


@handles("env-get-updated", priority=700)
def on_env_get_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Mark the articles that readers reach, and take the mark from those that they no longer do."""
    reached = {*_reached(env), *UNINDEXED.of(env)}  # these are in no list on purpose
    for docname in ARTICLES.of(env):
        metadata = env.metadata[docname]
        if docname in reached:
            metadata.setdefault("orphan", _BY_LISTS)
        elif metadata.get("orphan") == _BY_LISTS:
            del metadata["orphan"]
    _check_sections(env)
    _warn_of_lost(app, env, (docname for docname in reached if _is_ours(env, docname)))
    return []


def _is_ours(env: BuildEnvironment, docname: str) -> bool:
    """Whether the mark of an article is none of its author, who may well want it outside of all tables."""
    return env.metadata[docname].get("orphan") == _BY_LISTS or docname in HUGO_ARTICLES.of(env)


def _warn_of_lost(app: Sphinx, env: BuildEnvironment, reached: Iterable[str]) -> None:
    """Warn once of articles that only lists lead to, where documents are joined by tables of contents."""
    books = {"latex": "latex_documents", "man": "man_pages", "texinfo": "texinfo_documents"}.get(app.builder.format)
    if not (isinstance(app.builder, SingleFileHTMLBuilder) or books):
        return
    chapters: set[str] = set()
    waiting = [env.config.root_doc]
    if books:
        appendices = getattr(app.config, f"{app.builder.format}_appendices", ())
        waiting = [*(book[0] for book in getattr(app.config, books)), *appendices]
    while waiting:
        docname = waiting.pop()
        if docname not in chapters:
            chapters.add(docname)
            waiting += env.toctree_includes.get(docname, ())
    lost = sorted({*reached} - chapters - {*UNINDEXED.of(env)})
    if lost:
        message = "in no chapter of this output: %d of the articles, the first is %r; name them in a toctree"
        warn(Subtype.ARTICLES, message, len(lost), lost[0], location=env.config.root_doc)


def _check_sections(env: BuildEnvironment) -> None:
    """Warn of articles that name a folder in which no document lies, and that no other article names."""
    named = {docname: name for docname, one in ARTICLES.of(env).items() if (name := one.section.strip("/"))}
    if not named:
        return
    folders = {docname[:at] for docname in env.all_docs for at, mark in enumerate(docname) if mark == "/"}
    count = Counter(named.values())
    for docname, name in named.items():
        alone = name not in folders and count[name] == 1
        if alone and ("sections" not in settings(env.config).pages or get_close_matches(name, folders)):
            message = "no document lies in the folder %r, so no list of a section has this article%s"
            place = place_of_key(env, docname, "section")
            warn(Subtype.ARTICLES, message, name, did_you_mean(name, folders), location=place)


def _reached(env: BuildEnvironment) -> Iterator[str]:
    articles, conf = articles_of(env), settings(env.config)
    for docname, plans in LISTS.of(env).items():
        for plan in plans:
            yield from (entry.docname for entry in entries_of(env, plan, docname))
    for listing in listings_of(env).values():
        yield from (entry.docname for entry in listing.entries)
    if "neighbours" in conf.after:
        yield from (entry.docname for entry in articles.newest_first if articles.has_neighbours(entry))
