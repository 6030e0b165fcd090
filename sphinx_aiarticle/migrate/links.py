"""The targets of the links and images of one page."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from sphinx_aiarticle.hugo.link_tokens import with_scheme
from sphinx_aiarticle.hugo.paths import on_host, page_path, path_key
from sphinx_aiarticle.hugo.site_context import REFERENCE_SCHEME
from sphinx_aiarticle.recognise.code_spans import code_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from sphinx_aiarticle.migrate.addresses import Addresses
    from sphinx_aiarticle.migrate.pages import Page


# A link or an image with its destination; the text may hold one level of brackets, such as an image or a note.
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\((?P<space>[ \t]*\n?[ \t]*)(?P<target><[^<>\n]*>|[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)"
    r"(?=[ \t\n]*\)|[ \t\n]+[\"'(])"
)
_DEFINITION = re.compile(r"(?P<before> {0,3}\[(?!\^)[^\]]+\]:[ \t]*)(?P<target><[^<>\n]*>|[^\s<>]+)")
_PICTURE = re.compile(r"(?P<before>[ \t]*(?:~{3,}|:{3,}|`{3,})\{(?:figure|image)\} )(?P<target>\S+)$")
_LONGEST = 20_000  # characters of a paragraph that is looked at


class Resolver(Protocol):
    """Finds what links lead to."""

    def link(self, target: str) -> str:
        """Return the new target of a link; the same one when it stays."""

    def image(self, target: str) -> str:
        """Return the new target of an image; the same one when it stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A target that was looked at.

    Attributes:
        line: 0-based line on which its paragraph begins.
        image: Whether it is an image.
        before: As it was written.
        after: As it is now.
    """

    line: int
    image: bool
    before: str
    after: str


def rewrite_links(
    lines: list[str], tokens: Sequence[Token], definitions: Sequence[int], resolver: Resolver
) -> list[Changed]:
    """Give the links and images outside code their new targets; return all that were looked at.

    Args:
        lines: The Markdown, changed in place; no line comes or goes.
        tokens: Its blocks.
        definitions: Lines on which a link reference definition begins.
        resolver: Knows the new targets.
    """
    changes: list[Changed] = []
    for start, end in _paragraphs(tokens, lines):
        text = "\n".join(lines[start:end])
        if "](" in text and len(text) <= _LONGEST:
            lines[start:end] = _rewritten(text, start, resolver, changes).split("\n")
    for number, line in enumerate(lines):
        if "{" in line and (match := _PICTURE.match(line)):
            target = _changed(match["target"], number, resolver, changes, image=True)
            lines[number] = f"{match['before']}{target.strip('<>')}"
    for number in definitions:
        if match := _DEFINITION.match(lines[number]):
            target = _changed(match["target"], number, resolver, changes, image=False)
            lines[number] = f"{match['before']}{target}{lines[number][match.end() :]}"
    return changes


def _paragraphs(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines of everything that holds inline markup, each line once; a row of a table is one of its own."""
    last = 0
    for token in tokens:
        if token.type == "inline" and token.map and token.map[0] >= last:
            last = token.map[1]
            if lines[token.map[0]].lstrip().startswith("|"):
                yield from ((row, row + 1) for row in range(token.map[0], last))
            else:
                yield token.map[0], last


def _rewritten(text: str, line: int, resolver: Resolver, changes: list[Changed]) -> str:
    spans = code_spans(text)

    def replace(match: re.Match[str], offset: int = 0) -> str:
        position = match.start() + offset
        index = bisect_right(spans, (position, position)) - 1
        if (index >= 0 and position < spans[index][1]) or text[position - 1 : position] == "\\":
            return match[0]
        label = _LINK.sub(lambda inner: replace(inner, offset + match.start("text")), match["text"])
        target = _changed(match["target"], line, resolver, changes, image=bool(match["image"]))
        return f"{match['image']}[{label}]({match['space']}{target}"

    return _LINK.sub(replace, text)


def _changed(written: str, line: int, resolver: Resolver, changes: list[Changed], *, image: bool) -> str:
    target = written[1:-1] if written.startswith("<") else written
    new = resolver.image(target) if image else resolver.link(target)
    changes.append(Changed(line=line, image=image, before=target, after=new))
    if new == target:
        return written
    return f"<{new}>" if re.search(r"[\s()]", new) or written.startswith("<") else new


_OTHER: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_AWKWARD: Final = re.compile(r"[#?%]")  # MyST cannot say these in the name of a document


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """The targets of the links and images of one page.

    Attributes:
        page: The page.
        addresses: The site.
    """

    page: Page
    addresses: Addresses

    def link(self, target: str) -> str:
        """Return the document or the address that a link leads to; the link itself when that is not known."""
        if target.startswith(REFERENCE_SCHEME):
            return self._reference(target)
        if not target or _OTHER.match(target):
            return with_scheme(target)
        if target.startswith("#"):
            return self._place(self.page.docname, target[1:]) if target[1:] else target
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
        if path.startswith("/"):
            yield f"/{self._language}{known.below_base(path)[1:]}"
            yield path
            return
        seen, name = urljoin(self._address, path), unquote(path)
        folder = posixpath.dirname(self.page.folder.rstrip("/")) if self.page.is_bundle else self.page.folder
        if len(known.languages) < 2 and not name.endswith((".md", ".markdown")):
            yield seen
        for place in dict.fromkeys((self.page.folder, folder, self._language)):
            yield posixpath.normpath(posixpath.join("/", place, name))
        yield seen

    def _place(self, docname: str, fragment: str) -> str:
        """Return the target of a link to a place on a page; to the page when there is no such place."""
        anchors, base = self.addresses.anchors, self.addresses.base_url.rstrip("/")
        fragment = unquote(fragment)
        found = anchors.find(docname, fragment) if fragment else None
        is_html = bool(fragment) and found is None and anchors.is_html(docname, fragment)
        if is_html or _AWKWARD.search(docname):  # places and names of which MyST would warn
            mark = f"#{quote(fragment)}" if found or is_html else ""
            return f"{base}{quote(self.addresses.own.get(docname) or page_path(docname))}{mark}"
        if found and docname == self.page.docname:
            return f"#{found}"
        return f"/{docname}.md#{found}" if found else f"/{docname}.md"

    @property
    def _address(self) -> str:
        return self.addresses.own[self.page.docname]

    def image(self, target: str) -> str:
        """Return the file that an image is; the target itself when there is none."""
        if not target or target.startswith("#") or _OTHER.match(target):
            return with_scheme(target)
        path = self.addresses.below_base(unquote(urlsplit(target).path))
        if file := "" if path.startswith("/") else self._beside(path):
            return self._seen(file, target)
        seen = posixpath.normpath(posixpath.join(self._address, path))
        names = (seen, f"/{path}")
        found = next((self.addresses.files[name] for name in names if name in self.addresses.files), "")
        return found or self.addresses.named_alike(posixpath.join("/", self.page.folder, path)) or target

    def is_beside(self, path: str) -> bool:
        """Whether there is a file at a path relative to the document."""
        return posixpath.normpath(posixpath.join("/", self._folder, unquote(path))) in self.addresses.files.values()

    @property
    def _language(self) -> str:
        """The folder of the page's language, in which Hugo looks for what a link names first."""
        return next((one.folder for one in self.addresses.languages if one.key == self.page.language), "")

    @property
    def _folder(self) -> str:
        return f"/{self.page.docname.rpartition('/')[0]}"

    def _beside(self, path: str) -> str:
        """Return the file in the folder of the page's file, or in that of another language; nothing without one."""
        folder = self.page.folder.removeprefix(self._language)
        names = (self.page.folder, folder, *(f"{one.folder}{folder}" for one in self.addresses.languages))
        found = (posixpath.normpath(posixpath.join("/", name, path)) for name in names)
        return next((self.addresses.files[name] for name in found if name in self.addresses.files), "")

    def _seen(self, file: str, target: str) -> str:
        """Return a file as it is written in the page: the target itself where it leads there from the document."""
        path = unquote(urlsplit(target).path)
        return target if posixpath.normpath(posixpath.join(self._folder, path)) == file else file

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
        if docname:
            return self.link(f"{quote(self.addresses.own[docname])}{mark}{fragment}")
        lists = (f"/{self._language}{bare.lstrip('/')}/", f"/{bare.strip('/')}/")
        found = next((path for path in lists if path_key(path) in known.lists), "")
        return on_host(quote(found), known.base_url) if found and known.base_url else target
