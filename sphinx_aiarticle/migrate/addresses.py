"""The addresses of migrated pages, and the ids of their headings."""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_aiarticle.hugo.headings import find_slug, heading_slug
from sphinx_aiarticle.hugo.paths import Rank, SitePath, below_base, given_path, known_paths, page_path, path_key
from sphinx_aiarticle.migrate.findings import Finding, left

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sphinx_aiarticle.migrate.evaluator import HugoPage
    from sphinx_aiarticle.migrate.pages import Page
    from sphinx_aiarticle.migrate.site import HugoSite


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """The anchors of all pages.

    Attributes:
        pages: The pages by document name.
        shared: Ids that authors gave to headings of several pages; Sphinx has each name only once in a project.
    """

    pages: Mapping[str, Page]
    shared: frozenset[str]
    _slugs: dict[str, Mapping[int, str]] = field(default_factory=dict)

    def of_headings(self, docname: str) -> Mapping[int, str]:
        """Return the anchors that MyST-Parser makes of the headings of a page, by 0-based line."""
        if docname not in self._slugs:
            self._slugs[docname] = dict(_slugs(self.pages[docname]))
        return self._slugs[docname]

    def written(self, docname: str) -> Mapping[int, str]:
        """Return the ids that are written above headings, by 0-based line of the heading."""
        own = self.pages[docname].conversion.anchors
        slugs = self.of_headings(docname) if own else {}
        return {line: id_ for line, id_ in own.items() if id_ not in self.shared and slugs.get(line) != id_}

    def find(self, docname: str, fragment: str) -> str | None:
        """Return the anchor that MyST-Parser knows for a fragment of a link to a page, or ``None``."""
        if docname not in self.pages:
            return None
        own = {id_: line for line, id_ in self.pages[docname].conversion.anchors.items()}
        slugs = self.of_headings(docname)
        if fragment not in own:
            return find_slug(fragment, slugs.values())
        return fragment if own[fragment] in self.written(docname) else slugs.get(own[fragment])

    def is_html(self, docname: str, fragment: str) -> bool:
        """Whether HTML on a page has an id."""
        return docname in self.pages and fragment in self.pages[docname].conversion.html_ids


def find_anchors(pages: Mapping[str, Page]) -> Anchors:
    """Return the anchors of all *pages*."""
    count = Counter(id_ for page in pages.values() for id_ in set(page.conversion.anchors.values()))
    return Anchors(pages=pages, shared=frozenset(id_ for id_, pages_with in count.items() if pages_with > 1))


def _slugs(page: Page) -> Iterator[tuple[int, str]]:
    headings = page.conversion.headings
    yield from _unique(((one.line, one.text) for one in headings if one.is_directive), [])
    yield from _unique(((one.line, one.text) for one in headings if not one.is_directive), [page.title])


def _unique(headings: Iterable[tuple[int, str]], before: Iterable[str]) -> Iterator[tuple[int, str]]:
    taken = {heading_slug(text) for text in before}
    for line, text in sorted(headings):
        if slug := heading_slug(text, taken):
            taken.add(slug)
            yield line, slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the pages and files of the site are.

    Attributes:
        base_url: Address of the site; may be empty.
        by_key: What equal addresses have in common → document.
        by_name: Name of a file without its folder, in lower case → document; only names that occur once.
        files: Site path of each file → its path in the project, both with a slash in front.
        anchors: The places on pages.
        former: Addresses on the old site that a document does not have by its own name.
        given: Addresses that front matter or patterns of the site give to documents.
    """

    base_url: str
    by_key: Mapping[str, str]
    by_name: Mapping[str, str]
    files: Mapping[str, str]
    anchors: Anchors
    former: Mapping[str, tuple[str, ...]]
    given: Mapping[str, str]

    def absolute(self, alias: object, docname: str) -> object:
        """Return an alias of a document from the root of the site, which its address may put into another folder."""
        if docname not in self.given or not isinstance(alias, str) or alias.startswith("/") or not alias.strip():
            return alias
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.given[docname].rstrip("/")), alias))

    def document(self, path: str) -> str:
        """Return the document at a site path, or nothing."""
        return self.by_key.get(path_key(self.below_base(path).removesuffix(".md")), "")

    def answers(self, path: str) -> bool:
        """Whether a page or a file stands at a site path."""
        files = (f"{path.rstrip('/')}/index.html", path)
        return bool(self.document(path)) or any(unquote(self.below_base(name)) in self.files for name in files)

    def below_base(self, path: str) -> str:
        """Return a site path without the folder in which the whole site stands."""
        return below_base(path, self.base_url)


def find_addresses(
    site: HugoSite,
    pages: Mapping[str, Page],
    files: Mapping[str, str],
    listings: Collection[str] = (),
    hugo: Mapping[str, HugoPage] = MappingProxyType({}),
) -> Addresses:
    """Return the addresses of all pages; the file's own name beats a slug, and a slug beats an alias.

    Args:
        site: The site.
        pages: The pages by document name.
        files: See :class:`Addresses`.
        listings: Documents that list others; those that are no pages answer at the address of their folder.
        hugo: What Hugo says of the pages, by file; their address counts like that of a slug.
    """
    patterns = dict(site.permalinks)
    blocks = {docname: page.conversion.front_matter for docname, page in pages.items() if not page.is_section}
    given = {docname: found for docname, block in blocks.items() if (found := given_path(docname, block, patterns))}
    paths = {docname: _paths(docname, page, patterns, hugo) for docname, page in pages.items()}
    ranked: dict[str, tuple[int, str]] = {}
    for docname, known in paths.items():
        for path in known:
            rank = (int(path.rank), docname)
            ranked[path.key] = min(ranked.get(path.key, rank), rank)
    for docname in listings:
        ranked.setdefault(path_key(page_path(docname)), (int(Rank.FILE), docname))
    names = Counter(_name(docname) for docname in pages)
    return Addresses(
        base_url=site.base_url,
        by_key={key: docname for key, (_, docname) in ranked.items()},
        by_name={_name(docname): docname for docname in pages if names[_name(docname)] == 1},
        files=files,
        anchors=find_anchors(pages),
        former={
            docname: tuple(
                path.path for path in known if path.rank is Rank.SLUG and ranked[path.key] == (int(Rank.SLUG), docname)
            )
            for docname, known in paths.items()
        },
        given=given,
    )


def shared_slugs(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Yield a finding for each page whose slug another one has before it."""
    seen: dict[tuple[str, str], Page] = {}
    for page in pages.values():
        slug = page.text("slug")
        first = seen.setdefault((page.folder, slug), page)
        if slug and first is not page:
            message = f"The slug {slug!r} is that of {first.file.shown!r} too; links by slug lead there."
            yield left("shared slug", page.file.shown, message, page.conversion.front_matter.lines.get("slug"))


def _name(docname: str) -> str:
    return page_path(docname).strip("/").rpartition("/")[2].casefold()


def _paths(docname: str, page: Page, patterns: Mapping[str, str], hugo: Mapping[str, HugoPage]) -> tuple[SitePath, ...]:
    known = known_paths(docname, page.conversion.front_matter, {} if page.is_section else patterns)[0]
    asked = hugo.get(page.file.shown)
    if asked is None:
        return known
    address = SitePath(path=asked.address, rank=Rank.SLUG)
    if address.path.endswith(".html"):  # answers at no other address, and no other answers for it
        same = [path for path in known if path.key == address.key and path.rank is Rank.SLUG]
        return (*(path for path in known if path not in same), address)
    return known if address.key in {path.key for path in known if path.rank is not Rank.ALIAS} else (*known, address)
