"""Which pages are made of the articles: one for each term, one that lists the terms, and an archive, in parts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sphinx_aiarticle.articles import articles_of, page_plans
from sphinx_aiarticle.config_site import PAGE_KINDS
from sphinx_aiarticle.i18n import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.environment import BuildEnvironment

    from sphinx_aiarticle.articles import Articles, Entry
    from sphinx_aiarticle.config_site import PagePlan
    from sphinx_aiarticle.i18n import Language
    from sphinx_aiarticle.model.page import Agent


@dataclass(slots=True, kw_only=True)
class Term:
    """A term, and the articles that have it.

    Attributes:
        key: Its name in the front matter, as it is first written.
        title: What readers see of it.
        agent: Who it is, if it is an author.
        entries: The articles, newest first; those of a series oldest first.
    """

    key: str
    title: str
    agent: Agent | None = None
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One generated page.

    Attributes:
        page: Its name, as names of documents are.
        plan: What pages of its kind are like.
        title: Its heading.
        above: Name and title of the page above it, if there is one.
        number: Which one it is of those that share the articles.
        count: How many these are.
        term: What it is about; nothing for an archive and a list of terms.
        terms: The terms that it lists.
        entries: The articles that it lists.
    """

    page: str
    plan: PagePlan
    title: str
    above: tuple[str, str] | None = None
    number: int = 1
    count: int = 1
    term: Term | None = None
    terms: Sequence[Term] = ()
    entries: Sequence[Entry] = ()

    def part(self, number: int) -> str:
        """Return the name of another part of the page; empty where there is none."""
        return self.plan.page(self.term.key if self.term else "", number) if 0 < number <= self.count else ""


def listings_of(env: BuildEnvironment) -> Iterator[Listing]:
    """Yield the generated pages of a project; a name that a document or another of them has is not taken again."""
    taken = set(env.all_docs)
    for plan in page_plans(env.config).values():
        for listing in _of_plan(articles_of(env), plan, language_of(env.config)):
            if listing.page not in taken:
                taken.add(listing.page)
                yield listing


def _of_plan(articles: Articles, plan: PagePlan, language: Language) -> Iterator[Listing]:
    title = plan.title or kind_title(plan.kind, language)
    if not articles.newest_first:
        return
    if not PAGE_KINDS[plan.kind]:
        yield from _parts(Listing(page=plan.page(), plan=plan, title=title), articles.newest_first)
        return
    terms = terms_of(articles, plan)
    yield Listing(page=plan.page(), plan=plan, title=title, terms=sorted(terms, key=lambda term: term.title.casefold()))
    for term in terms:
        page = plan.page(term.key)
        above = (plan.page(), title)
        yield from _parts(Listing(page=page, plan=plan, title=term.title, above=above, term=term), term.entries)


def _parts(listing: Listing, entries: Sequence[Entry]) -> Iterator[Listing]:
    size = listing.plan.per_page
    whole = replace(listing, count=-(-len(entries) // size))
    for number in range(1, whole.count + 1):
        shown = entries[(number - 1) * size : number * size]
        yield replace(whole, page=whole.part(number), number=number, entries=shown)


def terms_of(articles: Articles, plan: PagePlan) -> list[Term]:
    """Return the terms of a kind; those of one address are one term."""
    kind = PAGE_KINDS[plan.kind]
    found: dict[str, Term] = {}
    for entry in articles.newest_first:
        agents = {agent.key: agent for agent in entry.authors} if kind == "author" else {}
        for key, title in entry.terms(kind):
            page = plan.page(key)
            term = found.setdefault(page, Term(key=key, title=title, agent=agents.get(key)))
            if not term.entries or term.entries[-1] is not entry:
                term.entries.append(entry)
    if kind == "series":
        for term in found.values():
            term.entries.sort(key=lambda entry: entry.date)  # those of one time stay in the order of their names
    return list(found.values())


def kind_title(kind: str, language: Language) -> str:
    """Return what pages of a kind are called in a language."""
    gettext = language.gettext
    return {
        "categories": gettext("Categories"),
        "tags": gettext("Tags"),
        "series": gettext("Series"),
        "authors": gettext("Authors"),
        "archive": gettext("Archive"),
    }[kind]
