"""Which page of the project a link of the Hugo site leads to."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from sphinx_aiarticle.hugo.migrate.findings import Finding, left
from sphinx_aiarticle.hugo.shortcodes.expansion import REFERENCE_SCHEME
from sphinx_aiarticle.model.url import is_web_url

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sphinx_aiarticle.hugo.migrate.pages import Page
    from sphinx_aiarticle.hugo.migrate.site import HugoSite

_OTHER: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")
_AWKWARD: Final = re.compile(r"[#?%]")  # MyST cannot say these in the name of a document


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the pages and files of the site are.

    Attributes:
        base_url: Address of the site; may be empty.
        by_path: Site path without slashes at its ends, in lower case → document.
        by_name: Name of a file without its folder, in lower case → document; only names that occur once.
        files: Site path of each file → its path in the project, both with a slash in front.
    """

    base_url: str
    by_name: Mapping[str, str]
    by_path: Mapping[str, str]
    files: Mapping[str, str]

    def document(self, path: str) -> str:
        """Return the document at a site path, or nothing."""
        base = urlsplit(self.base_url).path.strip("/")
        path = unquote(path).strip("/")
        if base and (f"{path}/").startswith(f"{base}/"):
            path = path[len(base) :].strip("/")
        for suffix in (".html", ".md"):
            path = path.removesuffix(suffix)
        return self.by_path.get(path.removesuffix("/index").lower() if path != "index" else "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """The targets of the links and images of one page.

    Attributes:
        page: The page.
        addresses: The site.
        resources: Names of the files next to the pages, from ``content/``.
    """

    page: Page
    addresses: Addresses
    resources: Collection[str]

    def link(self, target: str) -> str:
        """Return the document or the address that a link leads to; the link itself when that is not known."""
        if target.startswith(REFERENCE_SCHEME):
            return self._reference(target)
        if not target or _OTHER.match(target):
            return target
        parts = urlsplit(target)
        path = parts.path
        if not path.startswith("/"):
            beside = posixpath.normpath(posixpath.join(self.page.folder, unquote(path)))
            if beside in self.resources:
                return target
            below = "" if self.page.file.path.stem in ("index", "_index") else f"{self.page.docname}/"
            is_file = path.endswith((".md", ".markdown"))
            path = f"/{beside}" if is_file else urljoin(f"/{below or self.page.folder}", path)
        docname = self.addresses.document(path)
        if docname and not parts.fragment and not _AWKWARD.search(docname):
            return f"/{docname}.md"
        if docname or target.startswith("/"):
            return self._on_site(f"/{docname.removesuffix('index')}" if docname else path, parts.fragment, target)
        return target

    def image(self, target: str) -> str:
        """Return the file that an image is; the target itself when there is none."""
        if not target or _OTHER.match(target):
            return target
        path = unquote(urlsplit(target).path)
        if not path.startswith("/") and self.is_beside(path):
            return target
        below = posixpath.normpath(posixpath.join("/", self.page.docname, path))
        for name in (posixpath.normpath(path), below):
            if name in self.addresses.files:
                return self.addresses.files[name]
        return target

    def is_beside(self, path: str) -> bool:
        """Whether a file stands at a path that is seen from the page."""
        return posixpath.normpath(posixpath.join(self.page.folder, path)) in self.resources

    def _reference(self, target: str) -> str:
        """Return what the shortcodes ``ref`` and ``relref`` mean: a page by its path or by its file's name alone."""
        path, mark, fragment = unquote(target.removeprefix(REFERENCE_SCHEME)).partition("#")
        path = re.sub(r"(?:/?_?index)?(?:\.md|\.markdown)?$", "", path) if path != "/" else path
        known = self.addresses
        docname = (
            (self.page.docname if not path else "")
            or ("" if path.startswith("/") else known.document(posixpath.normpath(f"/{self.page.folder}{path}")))
            or known.document(path)
            or known.by_name.get(path.lower(), "")
        )
        if not docname or _AWKWARD.search(docname):
            return target
        return self.link(f"/{docname.removesuffix('index')}{mark}{fragment}") if docname != "index" else "/index.md"

    def _on_site(self, path: str, fragment: str, target: str) -> str:
        if not self.addresses.base_url:
            return target
        if target.startswith("/") and path == urlsplit(target).path:
            parts = urlsplit(self.addresses.base_url)
            return f"{parts.scheme}://{parts.netloc}{target}"
        tail = path.strip("/")
        return f"{self.addresses.base_url}{quote(tail)}{'/' if tail else ''}{f'#{fragment}' if fragment else ''}"


def find_addresses(site: HugoSite, pages: Mapping[str, Page], files: Mapping[str, str]) -> Addresses:
    """Return the addresses of all pages; the file's own name beats a slug, and a slug beats an alias.

    Args:
        site: The site.
        pages: The pages by document name.
        files: See :class:`Addresses`.
    """
    by_path = {_path(docname): docname for docname in pages}
    for addresses in (_hugo_paths, _alias_paths):
        for docname, page in pages.items():
            for path in addresses(page, site):
                by_path.setdefault(path.strip("/").lower(), docname)
    names = Counter(_path(docname).rpartition("/")[2] for docname in pages)
    by_name = {name: docname for docname in pages if names[name := _path(docname).rpartition("/")[2]] == 1}
    return Addresses(base_url=site.base_url, by_path=by_path, by_name=by_name, files=files)


def shared_slugs(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Yield a finding for each page whose slug another one has before it."""
    seen: dict[tuple[str, str], Page] = {}
    for page in pages.values():
        slug = page.text("slug")
        first = seen.setdefault((page.folder, slug), page)
        if slug and first is not page:
            message = f"The slug {slug!r} is that of {first.file.shown!r} too; links by slug lead there."
            yield left("shared slug", page.file.shown, message, page.conversion.front_matter.lines.get("slug"))


def _path(docname: str) -> str:
    folder, _, name = docname.lower().rpartition("/")
    return folder if name == "index" else docname.lower()


def _hugo_paths(page: Page, site: HugoSite) -> Sequence[str]:
    """Return the site paths that Hugo gives a page by its ``url``, ``slug`` or the section's pattern."""
    if page.text("url"):
        return [page.text("url")]
    slug = page.text("slug")
    if page.is_section or not slug:
        return []
    folder = page.folder if page.file.path.stem != "index" else page.folder.rstrip("/").rpartition("/")[0] + "/"
    return [f"{folder}{slug}"]


def _alias_paths(page: Page, site: HugoSite) -> Sequence[str]:
    value = page.data.get("aliases", page.data.get("alias"))
    values = value if isinstance(value, list) else [value]
    return [urljoin(f"/{page.folder}", text) for text in values if isinstance(text, str) and not is_web_url(text)]
