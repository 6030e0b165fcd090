"""The addresses of migrated pages, the ids of their headings, and to which of all these links lead."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from difflib import SequenceMatcher
from functools import cached_property
from html import escape, unescape
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from sphinx_aiarticle.hugo.headings import SLUGS, HeadingIds, find_slug, heading_slug, hugo_slug
from sphinx_aiarticle.hugo.paths import (
    KnownPages,
    alias_paths,
    best_pages,
    logical_name,
    only_names,
    page_path,
    path_key,
)
from sphinx_aiarticle.migrate.findings import NO_COUNTERPART, Finding, left
from sphinx_aiarticle.migrate.hugo_settings import texts_at
from sphinx_aiarticle.migrate.lists import feed_paths, list_names, list_paths
from sphinx_aiarticle.migrate.terms import old_lists
from sphinx_aiarticle.record import Record

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.content import Page
    from sphinx_aiarticle.migrate.evaluator import Evaluation, HugoPage
    from sphinx_aiarticle.migrate.site import HugoLanguage, HugoSite

_TAG: Final = re.compile(r"<[^<>]*>")
#: What docutils leaves as it is where it makes an id of a name.
_SPHINX_ID: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class Anchors(Record):
    """The anchors of all pages.

    Attributes:
        shared: Ids that authors gave to headings of several pages; Sphinx has each name only once in a project.
        kind: How ids are made.
    """

    pages: Mapping[str, Page]
    shared: frozenset[str]
    kind: HeadingIds = HeadingIds.GITHUB
    hugo: Mapping[str, HugoPage] = field(default_factory=dict)
    _slugs: dict[str, Mapping[int, str]] = field(default_factory=dict)
    _ids: dict[str, dict[int, str]] = field(default_factory=dict)

    def of_headings(self, docname: str) -> Mapping[int, str]:
        """Return the anchors that MyST-Parser makes of the headings of a page, by 0-based line."""
        if docname not in self._slugs:
            self._slugs[docname] = dict(_slugs(self.pages[docname], SLUGS[self.kind]))
        return self._slugs[docname]

    def written(self, docname: str) -> Mapping[int, str]:
        """Return the ids that are written above headings, by 0-based line of the heading.

        They are names of Sphinx where links of the site may use them; what is no such name is an anchor in HTML.
        """
        page = self.pages[docname]
        ids = {**self._asked(page), **page.conversion.anchors}
        taken = {*self.of_headings(docname).values(), SLUGS[self.kind](page.title)} if ids else set()
        html = {line: f'<div id="{escape(id_)}"></div>' for line, id_ in ids.items() if id_ not in taken}
        return html | self._names(docname)

    def _names(self, docname: str) -> dict[int, str]:
        own = self.pages[docname].conversion.anchors
        slugs = self.of_headings(docname) if own else {}
        return {
            line: id_
            for line, id_ in own.items()
            if _SPHINX_ID.fullmatch(id_) and id_ not in self.shared and slugs.get(line) != id_
        }

    def _asked(self, page: Page) -> dict[int, str]:
        if page.docname not in self._ids:
            self._ids[page.docname] = self._found(page)
        return self._ids[page.docname]

    def _found(self, page: Page) -> dict[int, str]:
        """Return the ids that Hugo gives to the headings of a page, by 0-based line."""
        asked = self.hugo.get(page.file.shown)
        if asked is None or not asked.headings:
            return {one.line: one.id for one in page.conversion.headings if one.id}
        headings = sorted(page.conversion.headings, key=lambda one: one.line)
        ours = [hugo_slug(one.text) for one in headings]
        theirs = [hugo_slug(unescape(_TAG.sub("", one.title))) for one in asked.headings]
        blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
        found = {
            headings[block.a + step].line: asked.headings[block.b + step].id
            for block in blocks
            for step in range(block.size)
        }
        # Such as those with typographic dashes:
        others = {heading.id for heading in asked.headings} - {*found.values()}
        return {one.line: one.id for one in headings if one.line not in found and one.id in others} | found

    def find(self, docname: str, fragment: str) -> str | None:
        """Return the anchor that MyST-Parser knows for a fragment of a link to a page, or ``None``."""
        if docname not in self.pages:
            return None
        page = self.pages[docname]
        ids = {id_: line for line, id_ in (self._asked(page) | dict(page.conversion.anchors)).items()}
        slugs = self.of_headings(docname)
        if fragment not in ids:
            return find_slug(fragment, slugs.values())
        return fragment if self._names(docname).get(ids[fragment]) == fragment else slugs.get(ids[fragment])

    def is_html(self, docname: str, fragment: str) -> bool:
        """Whether HTML on a page has an id."""
        return docname in self.pages and fragment in self.pages[docname].conversion.html_ids


def find_anchors(pages: Mapping[str, Page], hugo: Mapping[str, HugoPage], kind: HeadingIds) -> Anchors:
    """Return the anchors of all *pages*, of which *hugo* says by file what Hugo knows; *kind* is how it makes ids."""
    count = Counter(id_ for page in pages.values() for id_ in set(page.conversion.anchors.values()))
    shared = frozenset(id_ for id_, pages_with in count.items() if pages_with > 1)
    return Anchors(pages=pages, hugo=hugo, shared=shared, kind=kind)


def _slugs(page: Page, make: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    headings = page.conversion.headings
    yield from _unique(((one.line, one.text) for one in headings if one.is_directive), set(), make)
    yield from _unique(((one.line, one.text) for one in headings if not one.is_directive), {make(page.title)}, make)


def _unique(
    headings: Iterable[tuple[int, str]], taken: set[str], make: Callable[[str], str]
) -> Iterator[tuple[int, str]]:
    counts: dict[str, int] = {}
    for line, text in sorted(headings):
        if slug := heading_slug(text, taken, make, counts):
            taken.add(slug)
            yield line, slug


class Addresses(KnownPages):
    """Where the pages and files of the site are.

    Attributes:
        files: Site path of each file → its path in the project, both with a slash in front.
        ugly: Whether the site is built with pages called ``name.html``.
        languages: The languages of the site, the main one first.
        lists: What equal addresses of lists of terms and sections on the old site have in common.
        feeds: The same of the feeds that the new site has.
        forms: Where pages are in HTML of another form, by document.
        folded: The files by their site path in lower case.
        left: Addresses of lists of terms that the new site has not, by the document that they lead to.
        named: The site paths of the files of a name.
        hidden: Documents that are not published.
    """

    files: Mapping[str, str]
    anchors: Anchors
    ugly: bool
    languages: Sequence[HugoLanguage]
    lists: Collection[str] = ()
    feeds: Collection[str] = ()
    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    folded: Mapping[str, str] = field(default_factory=dict)
    left: Mapping[str, Sequence[str]] = field(default_factory=dict)
    named: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hidden: Collection[str] = ()

    def aliases(self, docname: str, written: Iterable[str]) -> list[str]:
        """Return the aliases that a document needs: those of its author, its old address, and those of lists."""
        if docname == "index":
            main, *others = self.languages
            return [*written, *([f"/{main.key}/"] if others and not main.folder else [])]  # to which Hugo leads, too
        lists = [path.replace("#", "%23") for path in (*self.forms.get(docname, ()), *self.left.get(docname, ()))]
        address = self.of(docname)
        name = docname.removesuffix("index") if f"/{docname}".endswith("/index") else f"{docname}/"
        if address in (f"/{name}", f"/{docname}.html" if self.ugly else ""):
            return [*written, *lists]
        folder = posixpath.dirname(address.rstrip("/"))
        return [
            *(posixpath.normpath(posixpath.join(folder, alias)) for alias in written),
            address.replace("#", "%23"),
            *lists,
        ]

    def of(self, docname: str) -> str:
        """Return the old address of a document."""
        page = self.anchors.pages.get(docname)
        return page.address if page else page_path(docname)

    def answers(self, path: str) -> bool:
        """Whether there is a page, a list or a file at a site path."""
        if path_key(path) in self.lists or path_key(path) in self.feeds:
            return True
        files, docname = (f"{path.rstrip('/')}/index.html", path), self.document(path)
        is_page = bool(docname) and docname not in self.hidden
        return is_page or any(unquote(self.below_base(name)) in self.files for name in files)

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self.files.values())

    def is_file(self, path: str) -> bool:
        """Whether there is a file at a path in the project, with a slash in front."""
        return path in self._paths

    def ending_with(self, path: str, folders: Collection[str]) -> str:
        """Return the only file whose site path ends with a path, else nothing: templates put folders before those.

        The folder before a name alone is one of *folders*.
        """
        end = f"/{path.strip('/')}"
        names = [name for name in self.named.get(posixpath.basename(end), ()) if name.endswith(end)]
        if end.count("/") == 1:
            names = [name for name in names if name.split("/")[-2] in folders]
        found = {self.files[name] for name in names}
        return found.pop() if len(found) == 1 else ""

    def path_of(self, url: str) -> str:
        """Return the site path of a whole address on the site; nothing for any other."""
        if not self.base_url or not url.startswith(self.base_url):
            return ""
        return self.below_base(urlsplit(url).path)


def find_addresses(
    site: HugoSite,
    pages: Mapping[str, Page],
    files: Mapping[str, str],
    shown: Collection[str],
    listings: Collection[str] = (),
    hugo: Mapping[str, HugoPage] = MappingProxyType({}),
) -> Addresses:
    """Return the addresses of all pages; the one that a page has beats the name of its file, and that an alias.

    Pages in *shown* are published. Of *listings*, those that are not pages answer at the address of their folder.
    """
    by_key = best_pages((*key, docname) for docname, page in pages.items() for key in _keys(page))
    lists = list_paths(site, pages, shown)
    named: dict[str, list[str]] = {}
    for name in files:
        named.setdefault(posixpath.basename(name), []).append(name)
    return Addresses(
        base_url=site.base_url,
        ugly=site.ugly_urls,
        languages=site.languages,
        by_key={path_key(path): docname for docname in listings for path in list_names(site, docname)} | by_key,
        by_name=only_names({docname: (page.language, logical_name(page.name)) for docname, page in pages.items()}),
        files=files,
        anchors=find_anchors(pages, hugo, site.goldmark.heading_ids),
        lists=frozenset(map(path_key, lists)),
        feeds=frozenset(map(path_key, (*feed_paths(site, lists), *page_feeds(site, pages)))),
        forms={docname: list(_forms_of(page, site)) for docname, page in pages.items()},
        folded={name.casefold(): path for name, path in files.items()},
        named=named,
        hidden=frozenset(pages.keys() - set(shown)),
    )


def left_feeds(
    site: HugoSite, evaluation: Evaluation | None, addresses: Addresses, shown: Mapping[str, Page]
) -> dict[str, Page]:
    """Return the feeds of the old lists of terms that the new site has not, and the page to which each list leads."""
    paths = {f"{path}{site.feed}.xml": shown[name] for name, lists in addresses.left.items() for path in lists}
    known = {unquote(addresses.below_base(path)) for path in evaluation.feeds} if evaluation else paths.keys()
    return {path: page for path, page in paths.items() if path in known}


def page_feeds(site: HugoSite, pages: Mapping[str, Page]) -> dict[str, Page]:
    """Return the pages that have a feed of their own, by its path: https://gohugo.io/configuration/outputs/."""
    return {
        f"{page.address.removesuffix('.html').rstrip('/')}/{site.feed}.xml": page
        for page in pages.values()
        if not page.is_section and "rss" in map(str.lower, texts_at(page.data, "outputs") or site.page_outputs)
    }


def _forms_of(page: Page, site: HugoSite) -> Iterator[str]:
    """Yield where Hugo has a page in other forms of HTML: the folder of its language comes before that of the form."""
    path, top = page.address.removesuffix(".html").rstrip("/"), f"/{page.file.top}".rstrip("/")
    top = top if path.startswith(f"{top}/") else ""
    for name in map(str.lower, () if page.is_section else texts_at(page.data, "outputs") or site.page_outputs):
        form = site.page_forms.get(name, "")
        if form.endswith("{}/") and site.ugly_urls:
            form = f"{form.removesuffix('/')}.html"
        if form:
            yield f"{top}{form.replace('{}', path.removeprefix(top), 1)}"


def _keys(page: Page) -> Iterator[tuple[str, int]]:
    """Yield what addresses of a page have in common with equal ones, and how little they count."""
    yield path_key(page.address), 0
    yield path_key(page_path(page.name)), 1
    aliases, _ = alias_paths(page.address.strip("/") or "index", page.conversion.front_matter)
    yield from ((path.key, 2) for path in aliases)


def left_lists(
    site: HugoSite, evaluation: Evaluation | None, addresses: Addresses, shown: Mapping[str, Page]
) -> dict[str, list[str]]:
    """Return the old lists of terms that the new site has not, by the document of the first article of each.

    They are those of a term that is written with a blank too many, those of articles that search engines are to pass
    over, and those in no folder of their own.
    """
    docnames = {page.file.shown: docname for docname, page in shown.items()}
    firsts = {path: page.docname for path, page in old_lists(site, shown).items()}
    for page in evaluation.pages if evaluation else ():
        if page.first in docnames and not page.source:
            firsts[unquote(addresses.below_base(page.address))] = docnames[page.first]
    found: dict[str, list[str]] = {}
    for path, docname in firsts.items():
        if not addresses.answers(path):
            found.setdefault(docname, []).append(path)
    return found


def lists_that_lead_on(addresses: Addresses, shown: Mapping[str, Page]) -> Iterator[Finding]:
    """Yield the old lists of terms that are no lists any more."""
    for docname, paths in addresses.left.items():
        for path in paths:
            message = (
                f"The old list {path!r} leads to this article, its first; the new site has no list at this address."
            )
            yield left("list that leads on", shown[docname].file.shown, message)


def without_counterpart(evaluation: Evaluation, addresses: Addresses, empty: Collection[str]) -> Iterator[Finding]:
    """Yield what Hugo makes without a file of its own, and the new site has not: of feeds, not even an *empty* one."""
    lists: list[str] = []
    made: list[str] = []
    led_on = {path_key(path) for paths in addresses.left.values() for path in paths}
    for page in evaluation.pages:
        is_led_on = path_key(addresses.below_base(page.address)) in led_on
        if not page.source and not is_led_on and not addresses.answers(page.address):
            (made if page.kind == "page" else lists).append(page.address)
    feeds = [path for path in evaluation.feeds if not addresses.answers(path) and unquote(path) not in empty]
    for paths, words in ((lists, "lists of terms and sections"), (feeds, "feeds"), (made, "pages made by a program")):
        if paths:
            which = f"{', such as' if len(paths) > 1 else ':'} {paths[0]!r}"
            message = f"Of the {words} of the old site, the new one lacks {len(paths):,}{which}."
            yield left(NO_COUNTERPART, ".", message)
