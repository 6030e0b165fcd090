"""The ids of the headings of migrated pages, and to which of them links lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from difflib import SequenceMatcher
from html import escape, unescape
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.headings import SLUGS, HeadingIds, find_slug, heading_slug, hugo_slug
from sphinx_aiarticle.record import Record

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.content import Page
    from sphinx_aiarticle.migrate.evaluator import HugoPage


_TAG = re.compile(r"<[^<>]*>")
#: What docutils leaves as it is where it makes an id of a name.
_SPHINX_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


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
        others = {heading.id for heading in asked.headings} - set(
            found.values()
        )  # such as those with typographic dashes
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
