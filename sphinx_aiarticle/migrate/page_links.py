"""The targets of the links and images of one page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from sphinx_aiarticle.hugo.autolinks import with_scheme
from sphinx_aiarticle.hugo.paths import bare_reference, page_path, path_key, urlized
from sphinx_aiarticle.hugo.site_context import REFERENCE_SCHEME
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.url import on_host

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.addresses import Addresses
    from sphinx_aiarticle.migrate.content import Page


_OTHER: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_SLASHES: Final = re.compile(r"/{2,}")
_AWKWARD: Final = re.compile(r"[#?%]")  # MyST cannot say these in the name of a document
_END_OF_WORD: Final = re.compile(r"[-_. ]|(?<!\d)\d")


class PageLinks(Record):
    """The targets of the links and images of one page, on a site with these addresses."""

    page: Page
    addresses: Addresses

    def link(self, target: str) -> str:
        """Return the document or the address that a link leads to; the link itself when that is not known."""
        if target.startswith(REFERENCE_SCHEME):
            return self._reference(target)
        if _OTHER.match(target):
            return with_scheme(target)
        if not target or target.startswith("#"):
            return self._place(self.page.docname, target[1:])
        parts = urlsplit(target)
        if not parts.path.startswith("/") and (file := self._beside(unquote(parts.path))):
            return self._seen(file, target)
        paths = list(self._paths(parts.path))
        if docname := next(filter(None, map(self.addresses.document, paths)), ""):
            return self._place(docname, parts.fragment)
        path = next((path for path in paths if path_key(path) in self.addresses.lists), paths[-1])
        base = self.addresses.base_url
        return on_host(urlunsplit(("", "", path, parts.query, parts.fragment)), base) if base else target

    def _paths(self, path: str) -> Iterator[str]:
        """Yield the site paths that a link may mean, the likeliest first and the one that a browser sees last.

        In sites of several languages Hugo looks for the page of a link in the folders of the files, as if the link
        were a ``ref``: https://gohugo.io/render-hooks/links/#embedded. Elsewhere such links are dead.
        """
        known = self.addresses
        keys = "|".join(re.escape(language.key) for language in known.languages)
        path = re.sub(rf"\.(?:{keys})(?=\.(?:md|markdown)\Z)", "", path)
        if path.startswith("/"):
            own = f"/{self.page.file.top}{known.below_base(path)[1:]}"
            page = known.anchors.pages.get(known.document(own))
            if page is None or path_key(page_path(page.name)) == known.key(own):
                yield own
            yield path
            return
        seen, name = urljoin(self.page.address, path), unquote(path)
        if len(known.languages) < 2 and not name.endswith((".md", ".markdown")):
            yield seen
        for place in dict.fromkeys((self.page.seen_from(name), self.page.folder, self.page.file.top)):
            yield posixpath.normpath(posixpath.join("/", place, name))
        yield seen

    def _place(self, docname: str, fragment: str) -> str:
        """Return the target of a link to a place on a page; to the page when there is no such place."""
        anchors, base = self.addresses.anchors, self.addresses.base_url.rstrip("/")
        fragment = unquote(fragment)
        found = anchors.find(docname, fragment) if fragment else None
        is_html = bool(base and fragment) and found is None and anchors.is_html(docname, fragment)
        hidden = self.addresses.hidden
        is_unpublished = docname in hidden and self.page.docname not in hidden
        if is_html or is_unpublished or _AWKWARD.search(docname):  # places and names of which MyST would warn
            mark = f"#{quote(fragment)}" if found or is_html else ""
            return f"{base}{quote(self.addresses.of(docname))}{mark}"
        if found and docname == self.page.docname:
            return f"#{found}"
        return f"/{docname}.md#{found}" if found else f"/{docname}.md"

    def image(self, target: str) -> str:
        """Return the file that an image is; the target itself when there is none."""
        if target.startswith(REFERENCE_SCHEME):
            _, is_said, address = target.partition(f"{REFERENCE_SCHEME}//")
            said = self.addresses.path_of(address) or urlsplit(address).path
            found = self.image(said if is_said else self._file_below(target.removeprefix(REFERENCE_SCHEME)))
            return found if found.startswith("/") else target
        if not target or target.startswith("#") or _OTHER.match(target):
            return with_scheme(target)
        path = self.addresses.below_base(unquote(urlsplit(target).path))
        if file := "" if path.startswith("/") else self._beside(path):
            return self._seen(file, target)
        seen = posixpath.normpath(posixpath.join(self.page.address, path))
        names = (seen, f"/{path}")
        known = self.addresses
        found = next((known.files[name] for name in names if name in known.files), "")
        beside = posixpath.normpath(posixpath.join("/", self.page.folder, path)).casefold()
        name = posixpath.basename(self.page.name.removesuffix("/index"))
        words = {name[: match.start()] for match in _END_OF_WORD.finditer(name)}
        own = {name, *(word for word in words if word and not word.isdigit())}  # folders, none of them of a year
        # some computers do not mind the case of a file's name
        return found or known.folded.get(beside, "") or known.ending_with(path, own) or target

    def is_bare(self, target: str) -> bool:
        """Whether a target is an address from the root of the site that is no document and no file of the project."""
        if not target.startswith("/") or _OTHER.match(target):
            return False
        path = unquote(urlsplit(target).path)
        return not self.addresses.document(path) and not self.addresses.is_file(path)

    def unresolved(self, target: str) -> str:
        """Return what is written in the place of a reference that leads to no page: the address that it names."""
        if not target.startswith(REFERENCE_SCHEME):
            return target
        path = f"/{target.removeprefix(REFERENCE_SCHEME).lstrip('/')}"
        return on_host(path, self.addresses.base_url) if self.addresses.base_url else path

    def is_beside(self, path: str) -> bool:
        """Whether there is a file at a path relative to the document."""
        return self.addresses.is_file(posixpath.normpath(posixpath.join("/", self.folder, unquote(path))))

    @property
    def folder(self) -> str:
        """The folder of the document in the project, with a slash in front."""
        return f"/{self.page.docname.rpartition('/')[0]}"

    def _beside(self, path: str) -> str:
        """Return the file in the folder of the page's file, or one of another language; nothing without any.

        ``map.png`` is ``map.en.png``, too: https://gohugo.io/content-management/multilingual/#translation-by-file-name.
        """
        folder, languages = self.page.folder.removeprefix(self.page.file.top), self.addresses.languages
        names = (self.page.folder, folder, *(f"{one.folder}{folder}" for one in languages))
        stem, end = posixpath.splitext(path)
        keys = dict.fromkeys((self.page.language, *(one.key for one in languages)))
        paths = (path, *(f"{stem}.{key}{end}" for key in keys if key and end))
        found = (posixpath.normpath(posixpath.join("/", name, one)) for one in paths for name in names)
        return next((self.addresses.files[name] for name in found if name in self.addresses.files), "")

    def _seen(self, file: str, target: str) -> str:
        """Return a file as it is written in the page: the target itself where it leads there from the document."""
        path = unquote(urlsplit(target).path)
        return target if posixpath.normpath(posixpath.join(self.folder, path)) == file else file

    def _file_below(self, path: str) -> str:
        """Return the address of a file that is below the page which the beginning of a path names; else nothing."""
        known, keys = self.addresses, [language.key for language in self.addresses.languages]
        head, mark, tail = unquote(path).rpartition("/")
        while mark:
            bare = bare_reference(head, keys)
            docname = known.by_path(bare, self.page.seen_from(head), self.page.file.top) if head else ""
            docname = docname or known.called(bare, (self.page.language, keys[0]))
            address = f"{known.of(docname).rstrip('/')}/{tail}" if docname else ""
            if address in known.files:
                return address
            head, mark, last = head.rpartition("/")
            tail = f"{last}/{tail}"
        return ""

    def _reference(self, target: str) -> str:
        """Return what the shortcodes ``ref`` and ``relref`` mean: a page by its path or by its file's name alone.

        Hugo looks among the pages of the same language, and then among those of the main one. What Hugo itself has
        said follows two slashes.
        """
        _, is_said, address = target.partition(f"{REFERENCE_SCHEME}//")
        if is_said:
            parts = urlsplit(address)
            path = _SLASHES.sub("/", parts.path)  # that of the author behind that of Hugo
            address = urlunsplit((parts.scheme, parts.netloc, path, parts.query, parts.fragment))
            docname = self.addresses.document(self.addresses.path_of(address) or path)
            return self._place(docname, parts.fragment) if docname else on_host(address, self.addresses.base_url)
        path, mark, fragment = unquote(target.removeprefix(REFERENCE_SCHEME)).partition("#")
        known, keys = self.addresses, [language.key for language in self.addresses.languages]
        bare = bare_reference(path, keys)
        docname = known.by_path(bare, self.page.seen_from(path), self.page.file.top) if path else self.page.docname
        lists = (f"/{self.page.file.top}{bare.lstrip('/')}/", f"/{bare.strip('/')}/")
        found = "" if docname else next((path for path in lists if path_key(path) in known.lists), "")
        if not (docname or found):
            docname = known.called(bare, (self.page.language, keys[0]))
        if docname:
            return self.link(f"{quote(known.of(docname))}{mark}{fragment}")
        if not found and (file := self._file_below(path)):
            return self.link(quote(file))
        return on_host(quote(urlized(found)), known.base_url) if found and known.base_url else target
