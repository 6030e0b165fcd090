"""The addresses by which the pages of a Hugo site are known."""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_aiarticle.hugo.migrate.anchors import find_anchors
from sphinx_aiarticle.hugo.migrate.findings import Finding, left
from sphinx_aiarticle.hugo.site_paths import (
    Rank,
    SitePath,
    below_base,
    given_path,
    known_paths,
    page_path,
    path_key,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sphinx_aiarticle.hugo.migrate.anchors import Anchors
    from sphinx_aiarticle.hugo.migrate.pages import Page
    from sphinx_aiarticle.hugo.migrate.site import HugoSite


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
    site: HugoSite, pages: Mapping[str, Page], files: Mapping[str, str], listings: Collection[str] = ()
) -> Addresses:
    """Return the addresses of all pages; the file's own name beats a slug, and a slug beats an alias.

    Args:
        site: The site.
        pages: The pages by document name.
        files: See :class:`Addresses`.
        listings: Documents that list others; those that are no pages answer at the address of their folder.
    """
    patterns = dict(site.permalinks)
    blocks = {docname: page.conversion.front_matter for docname, page in pages.items() if not page.is_section}
    given = {docname: found for docname, block in blocks.items() if (found := given_path(docname, block, patterns))}
    paths = {docname: _paths(docname, page, patterns) for docname, page in pages.items()}
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


def _paths(docname: str, page: Page, patterns: Mapping[str, str]) -> tuple[SitePath, ...]:
    return known_paths(docname, page.conversion.front_matter, {} if page.is_section else patterns)[0]
