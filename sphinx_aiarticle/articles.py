"""All published articles of a project, in one order and by their terms: what lists, neighbours and feeds ask."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property, wraps
from heapq import nsmallest
from typing import Any, Final, TypeVar

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.config_site import PagePlan, SiteLanguage, language_at
from sphinx_aiarticle.diagnostics import handles
from sphinx_aiarticle.domain import Cached
from sphinx_aiarticle.entries import Entry, published
from sphinx_aiarticle.i18n import language_of, spoken, with_wider
from sphinx_aiarticle.record import Record

_T = TypeVar("_T")
_Builder = TypeVar("_Builder", bound="Builder")
_LOOKED_AT: Final = 100  # articles of a term in which related ones are looked for, so that a site stays linear
#: What these extensions make themselves.
_MADE_BY_OTHERS: Final = {"ablog": ("categories", "tags", "authors", "archive"), "sphinx_tags": ("tags",)}
_WEIGHT: Final = 10**9  # of a term that nothing else has
_SHARED_TERMS: Final = ("category", "tag")
#: The kind of "term" by which the articles of the lists of a language are selected: what :func:`list_language` returns.
LISTS_OF_LANGUAGE: Final = ""
_READERS: Final = "readers"


class SeriesPlace(Record):
    """Where an article is in a series: among the parts in its language, the oldest first.

    Attributes:
        title: What readers see of the name of the series.
        number: Which part it is, from 1.
    """

    title: str
    number: int
    count: int
    previous: Entry | None
    next: Entry | None


class Articles:
    """The published articles of a project, newest first; those of one time by their document names."""

    def __init__(
        self, entries: Iterable[Entry], site_language: str, lists_of: Callable[[Entry], str] = lambda entry: ""
    ) -> None:
        ordered = sorted(entries, key=lambda entry: entry.docname)
        self.newest_first: Sequence[Entry] = sorted(ordered, key=lambda entry: entry.date, reverse=True)
        self._position = {entry.docname: number for number, entry in enumerate(self.newest_first)}
        self._site_language = site_language
        self._kinds: dict[str, Mapping[str, Sequence[Entry]]] = {}
        self._lists_of = lists_of

    def _having(self, kind: str) -> Mapping[str, Sequence[Entry]]:
        """Return the articles by the terms of a kind, in lower case; found when they are first asked for."""
        if kind not in self._kinds:
            having: dict[str, list[Entry]] = {}
            for entry in self.newest_first:
                for folded in {name.casefold() for name in self._terms(entry, kind)}:
                    having.setdefault(folded, []).append(entry)
            self._kinds[kind] = having
        return self._kinds[kind]

    @cached_property
    def _series(self) -> Mapping[tuple[str, str], Sequence[Entry]]:
        """The parts of each series in each language, the oldest first."""
        found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in sorted(self.newest_first, key=_age):
            for name in {name.casefold() for name in entry.article.series}:
                found[name, self._readers[entry.docname]].append(entry)
        return found

    @cached_property
    def _sharing(self) -> Mapping[tuple[str, str, str], Sequence[int]]:
        """The positions of the articles that share a category or tag."""
        found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for position, entry in enumerate(self.newest_first):
            for shared in self._shared_terms(entry):
                found[shared].append(position)
        return found

    def _terms(self, entry: Entry, kind: str) -> Iterable[str]:
        if kind == "folder":
            return [entry.path[: found.start()] for found in re.finditer("/", entry.path)]
        if kind == "author":
            return [name for agent in entry.authors for name in (agent.key, agent.name)]
        if kind == "language":
            return with_wider(entry.article.language or self._site_language)
        if kind == _READERS:
            return [self._readers[entry.docname]]
        if kind == LISTS_OF_LANGUAGE:
            return [self._lists[entry.docname]]
        return entry.names(kind)

    @cached_property
    def _lists(self) -> Mapping[str, str]:
        """The language in whose lists each article is, by its document: most that is asked of articles asks for it."""
        return {entry.docname: self._lists_of(entry) for entry in self.newest_first}

    @cached_property
    def _readers(self) -> Mapping[str, str]:
        """For whom each article is: who reads a language reads it of any country, unless that has lists of its own."""
        languages = {entry.docname: entry.article.language or self._site_language for entry in self.newest_first}
        return {name: f"{spoken(tag)} {self._lists[name]}".casefold() for name, tag in languages.items()}

    def __contains__(self, docname: str) -> bool:
        return docname in self._position

    def get(self, docname: str) -> Entry | None:
        """Return the article of a document, if it is a published one."""
        position = self._position.get(docname)
        return None if position is None else self.newest_first[position]

    def names(self, kind: str, terms: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Return the terms of a kind that the articles with *terms* have, as first written, by their lower case."""
        found: dict[str, str] = {}
        for entry in self.select(terms):
            for name in self._terms(entry, kind):
                found.setdefault(name.casefold(), name)
        return found

    def select(self, terms: Mapping[str, Sequence[str]]) -> Sequence[Entry]:
        """Return the articles that have, of each kind in *terms*, one of the names; newest first.

        Besides the kinds of terms there is :data:`LISTS_OF_LANGUAGE`.
        """
        found: Sequence[Entry] = self.newest_first
        for kind, names in terms.items():
            having = {entry.docname for name in names for entry in self._having(kind).get(name.casefold(), ())}
            found = [entry for entry in found if entry.docname in having]
        return found

    def has_neighbours(self, entry: Entry) -> bool:
        """Whether there is another article in the language of one."""
        return len(self._having(_READERS)[self._readers[entry.docname]]) > 1

    def neighbours(self, docname: str) -> tuple[Entry | None, Entry | None]:
        """Return the next older and the next newer article in the language of that of a document."""
        entry = self.get(docname)
        if entry is None:
            return None, None
        same = self._having(_READERS)[self._readers[entry.docname]]
        place = bisect_left(same, self._position[docname], key=lambda other: self._position[other.docname])
        newer = same[place - 1] if place else None
        return (same[place + 1] if place + 1 < len(same) else None), newer

    def series(self, docname: str) -> Sequence[SeriesPlace]:
        """Return where the article of a document is in each of its series."""
        entry, found = self.get(docname), list[SeriesPlace]()
        if entry is None:
            return found
        for name, title in {name.casefold(): title for name, title in entry.terms("series")}.items():
            parts = self._series[name, self._readers[entry.docname]]
            place = bisect_left(parts, _age(entry), key=_age)
            found.append(
                SeriesPlace(
                    title=title,
                    number=place + 1,
                    count=len(parts),
                    previous=parts[place - 1] if place else None,
                    next=parts[place + 1] if place + 1 < len(parts) else None,
                )
            )
        return found

    def related(self, docname: str, limit: int) -> list[Entry]:
        """Return the articles of its language that share most with that of a document: a rare term counts for more.

        Of equals the newer one comes first. Of a term only its newest articles are looked at.
        """
        position, ranks = self._position.get(docname), dict[int, int]()
        count = len(self.newest_first)
        for shared in self._shared_terms(self.newest_first[position]) if position is not None else ():
            having = self._sharing[shared]
            weight = _WEIGHT // len(having) * count  # a whole number: the order in which they are added does not matter
            for other in having[:_LOOKED_AT]:
                ranks[other] = ranks.get(other, other) - weight  # one number for weight and place is quickly compared
        ranks.pop(position, None)  # type: ignore[arg-type]
        return [self.newest_first[rank % count] for rank in nsmallest(limit, ranks.values())]

    def _shared_terms(self, entry: Entry) -> set[tuple[str, str, str]]:
        """Return by what an article is related to others: its categories and tags, each with the language."""
        readers = self._readers[entry.docname]
        return {(readers, kind, name.casefold()) for kind in _SHARED_TERMS for name in self._terms(entry, kind)}


def _age(entry: Entry) -> tuple[datetime, str]:
    return entry.date, entry.docname


@Cached
def articles_of(env: BuildEnvironment) -> Articles:
    """Return the published articles; only once all documents are read."""
    config = env.config
    return Articles(
        published(env),
        language_of(config).tag,
        lambda entry: list_language(config, entry.article.language, entry.path),
    )


@Cached
def _last(env: BuildEnvironment) -> dict[object, tuple[str, Any]]:
    """Return what functions have said of the document about which they were asked last."""
    return {}


def once_a_page(find: Callable[[_Builder, str], _T]) -> Callable[[_Builder, str], _T]:
    """Keep what *find* says of a document until it is asked about another: parts of a page ask one after the other."""

    @wraps(find)
    def found(builder: _Builder, docname: str) -> _T:
        known = _last(builder.env)
        last: tuple[str, _T] | None = known.get(find)
        if last is None or last[0] != docname:
            last = known[find] = docname, find(builder, docname)
        return last[1]

    return found


@Cached
def page_plans(config: Config) -> Mapping[str, Mapping[str, PagePlan]]:
    """Return the generated pages by :func:`languages_of` and their kind, without those that another extension makes."""
    conf, others = settings(config), {kind for name in config.extensions for kind in _MADE_BY_OTHERS.get(name, ())}
    plans, as_files = {**conf.pages, **conf.taxonomies}, conf.redirects == "files"
    return {
        tag: {kind: plan.in_language(place, as_files=as_files) for kind, plan in plans.items() if kind not in others}
        for tag, place in languages_of(config).items()
    }


def languages_of(config: Config) -> Mapping[str, SiteLanguage]:
    """Return the languages with lists of their own by the tag that articles note, which is empty for the site's."""
    own = language_of(config).tag
    known = settings(config).languages
    found = {"" if tag.casefold() == own.casefold() else tag: language for tag, language in known.items()}
    return {"": SiteLanguage(tag=own), **found}


def list_language(config: Config, language: str, path: str) -> str:
    """Return the language in whose lists an article is, by its tag in :func:`languages_of`.

    It is the article's own, else that of its folder, else the site's.
    """
    if not settings(config).languages:
        return ""
    languages = {tag.casefold(): tag for tag in languages_of(config)}
    tags = (language.casefold(), language_at(path, settings(config).languages).casefold())
    return next((languages[tag] for tag in tags if tag in languages), "")


@handles("env-get-updated", priority=600)
def on_env_get_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Forget the articles of the last build, and find those of this one before writers divide the work."""
    articles_of.forget(env)
    _last.forget(env)
    page_plans.forget(app.config)
    conf = settings(app.config)
    if conf.after or conf.feeds or conf.pages or conf.taxonomies:
        articles_of(env)
    return []
