"""The targets of the links and images of one page."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from sphinx_aiarticle.hugo.site_paths import on_host, page_path
from sphinx_aiarticle.hugo.surroundings import REFERENCE_SCHEME

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx_aiarticle.hugo.migrate.addresses import Addresses
    from sphinx_aiarticle.hugo.migrate.pages import Page

_OTHER: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_AWKWARD: Final = re.compile(r"[#?%]")  # MyST cannot say these in the name of a document


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
        if target.startswith("#"):
            return self._place(self.page.docname, target[1:]) if target[1:] else target
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
        if not docname:
            base = self.addresses.base_url
            return on_host(urlunsplit(("", "", path, parts.query, parts.fragment)), base) if base else target
        return self._place(docname, parts.fragment)

    def _place(self, docname: str, fragment: str) -> str:
        """Return the target of a link to a place on a page; to the page when there is no such place."""
        anchors, base = self.addresses.anchors, self.addresses.base_url.rstrip("/")
        fragment = unquote(fragment)
        found = anchors.find(docname, fragment) if fragment else None
        is_html = bool(fragment) and found is None and anchors.is_html(docname, fragment)
        if is_html or _AWKWARD.search(docname):  # places and names of which MyST would warn
            mark = f"#{quote(fragment)}" if found or is_html else ""
            return f"{base}{quote(page_path(docname))}{mark}"
        if found and docname == self.page.docname:
            return f"#{found}"
        return f"/{docname}.md#{found}" if found else f"/{docname}.md"

    def image(self, target: str) -> str:
        """Return the file that an image is; the target itself when there is none."""
        if not target or target.startswith("#") or _OTHER.match(target):
            return target
        path = self.addresses.below_base(unquote(urlsplit(target).path))
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
        bare = path.removesuffix(".md").removesuffix(".markdown").removesuffix("_index").removesuffix("/index")
        known = self.addresses
        docname = (
            (self.page.docname if not path else "")
            or ("" if path.startswith("/") else known.document(posixpath.normpath(f"/{self.page.folder}{bare}")))
            or known.document(bare)
            or known.by_name.get(bare.rpartition("/")[2].casefold(), "")
        )
        return self.link(f"{page_path(docname)}{mark}{fragment}") if docname else target
