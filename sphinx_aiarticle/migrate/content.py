"""The pages of a Hugo site, and what is beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import UTC
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter import read_hugo, to_article
from sphinx_aiarticle.frontmatter.publication import cascade_of, folders_above
from sphinx_aiarticle.hugo.headings import title_of
from sphinx_aiarticle.hugo.paths import seen_from
from sphinx_aiarticle.migrate.files import SourceFile
from sphinx_aiarticle.migrate.findings import Finding, left, needs_human
from sphinx_aiarticle.migrate.front_matter import clean_block
from sphinx_aiarticle.migrate.html_markdown import page_markdown
from sphinx_aiarticle.model.article import Article
from sphinx_aiarticle.record import Record

if TYPE_CHECKING:
    from sphinx_aiarticle.hugo.conversion import Conversion
    from sphinx_aiarticle.migrate.own_shortcodes import OwnShortcodes
    from sphinx_aiarticle.migrate.processes import Processes
    from sphinx_aiarticle.migrate.replaced import Replaced

_MARKDOWN: Final = (".md", ".markdown", ".mdown")
_HTML: Final = (".html", ".htm")
_WHOLE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD: Final = 1000  # bytes
_LARGEST: Final = 4_000_000  # bytes; the longest real article has 60,000


class Page(Record):
    """A Markdown file under ``content/``.

    Attributes:
        name: The document that is named like its file.
        conversion: The same, as native reading sees it.
        article: What its front matter says on the new site.
        address: Its address on the old site, once that is known.
        section: The folder of the list of its section on the new site, once that is known; empty for one in none.
    """

    file: SourceFile
    docname: str
    name: str
    source: str
    conversion: Conversion
    article: Article = field(default_factory=Article)
    address: str = ""
    section: str = ""

    @property
    def data(self) -> Mapping[str, object]:
        """The front matter with what folders hand down."""
        return self.conversion.front_matter.data

    @property
    def title(self) -> str:
        """The title in one line; empty without one."""
        return title_of(self.conversion.front_matter)

    def text(self, key: str) -> str:
        """Return the text under a key of the front matter, its name in any case; empty when there is none."""
        values = (value for name, value in self.data.items() if name.lower() == key)
        value = next(values, "")
        return value.strip() if isinstance(value, str) else ""

    def line_of(self, text: str) -> int | None:
        """Return the first line of the body with *text*."""
        start = self.conversion.front_matter.length
        lines = self.conversion.lines[start:]
        return next((number for number, line in enumerate(lines, start + 1) if text in line), None)

    @property
    def is_section(self) -> bool:
        """Whether it is the page of a folder."""
        return self.file.is_section

    @property
    def is_bundle(self) -> bool:
        """Whether the files in its folder belong to it alone."""
        return self.name.endswith("/index") and not self.is_section

    @property
    def folder(self) -> str:
        """The folder of its file with a slash, or nothing at the top."""
        return self.name.rpartition("/")[0] + "/" if "/" in self.name else ""

    def seen_from(self, target: str) -> str:
        """Return the folder from which ``ref`` and links see another page."""
        return seen_from(self.name, target) if self.is_bundle else self.folder

    @property
    def language(self) -> str:
        """Key of its language."""
        return self.file.language

    @property
    def own_name(self) -> str:
        """Its name below the folder of its language."""
        return self.name.removeprefix(self.file.top)


class ContentFolder(Record):
    """What is below ``content/``: the pages by document name, and all other files by their place next to them."""

    pages: Mapping[str, Page]
    resources: Mapping[str, SourceFile]

    def bundles(self) -> list[str]:
        """Return patterns of the folders in which files are beside or below a page of the folder."""
        patterns = set()
        for name in self.resources:
            folder = name.rpartition("/")[0]
            while "/" in folder and f"{folder}/index" not in self.pages:  # a folder at the top has one at least
                folder = folder.rpartition("/")[0]
            above, slash, _ = folder.rpartition("/")
            patterns.add(f"{above}/*" if slash else folder)
        return sorted(patterns - {""})


def read_content(
    files: Iterable[SourceFile],
    formats: Container[str],
    findings: list[Finding],
    read: Callable[..., Conversion],
    processes: Processes,
    progress: Callable[[Sequence[SourceFile]], Iterable[SourceFile]],
    shortcodes: OwnShortcodes,
    rendered: Mapping[str, str],
) -> ContentFolder:
    """Read all pages, the files under ``content/`` of certain *formats*; shared among *processes*.

    *shortcodes* say what is read in the place of a file; *rendered* is front matter in YAML and HTML of pages in other
    formats, by the path for reports.
    """
    sources, resources = _sorted_out(files, formats, rendered, findings)
    reader = _ContentReader(convert=read, shortcodes=shortcodes, rendered=rendered)
    found = {file: reader.read(file) for file in sources if file.is_section}
    others = [file for file in sources if not file.is_section]
    found |= zip(others, processes.share(reader.read, others, lambda file: file.shown, progress), strict=True)
    pages: dict[str, Page] = {}
    for file in sources:
        page, replaced = found[file]
        if replaced:
            shortcodes.keep(file.shown, replaced)
        if isinstance(page, Page) and (other := pages.setdefault(page.docname, page)) is not page:
            message = (
                f"This and {other.file.shown!r} would be the same page; rename or delete one. This one is not copied."
            )
            page = needs_human("same page", page.file.shown, message)
        if isinstance(page, Finding):
            findings.append(page)
    return ContentFolder(pages=dict(sorted(pages.items())), resources={file.name: file for file in resources})


def _sorted_out(
    files: Iterable[SourceFile], formats: Container[str], rendered: Container[str], findings: list[Finding]
) -> tuple[list[SourceFile], list[SourceFile]]:
    """Return the files that become pages, and those that are copied."""
    resources: list[SourceFile] = []
    sources: list[SourceFile] = []
    listed = sorted(files, key=_order)
    bundles = tuple(f"{file.name.rpartition('/')[0]}/" for file in listed if _is_bundle(file, formats))
    for file in listed:
        suffix = file.path.suffix.lower()
        if suffix in formats and suffix not in (*_MARKDOWN, *_HTML) and file.shown not in rendered:
            message = "Only Markdown, HTML and what Hugo itself renders (Org) become pages; rewrite this page."
            findings.append(needs_human("other format", file.shown, message))
        elif suffix not in formats or (suffix in _HTML and _is_whole_page(file)):
            if file.name.endswith("_content.gotmpl"):
                message = "It makes pages as a program, and these are not moved; write them as files."
                findings.append(needs_human("content adapter", file.shown, message))
            else:
                resources.append(file)
        elif not _is_bundle(file, formats) and file.name.startswith(bundles):
            message = "This belongs to a page bundle, which Hugo does not publish as a page; it is not copied."
            findings.append(left("page resource", file.shown, message))
        else:
            sources.append(file)
    return sources, resources


def _order(file: SourceFile) -> tuple[object, ...]:
    """Return by what files are read: pages of folders before those below, and what Hugo shows of two for one page."""
    stem, _, suffix = file.name.rpartition(".")
    names_language = file.path.name.count(".")
    return file.name.count("/"), "/_index." not in f"/{file.name}", stem, -names_language, suffix != "md", suffix


def _is_whole_page(file: SourceFile) -> bool:
    """Whether an HTML file is a page with a head of its own, which no design may surround."""
    with file.path.open("rb") as stream:
        return _WHOLE.match(stream.read(_HEAD)) is not None


def _html_as_markdown(source: str) -> str:
    """Return a page in HTML as Markdown."""
    length = read_hugo(source).length
    lines = source.splitlines()
    body = "\n".join(lines[length:])
    return "\n".join([*lines[:length], "", page_markdown(body), ""])


def _is_bundle(file: SourceFile, formats: Container[str]) -> bool:
    stem, _, suffix = file.name.rpartition("/")[2].rpartition(".")
    return stem == "index" and f".{suffix.lower()}" in formats and "/" in file.name


class _ContentReader(Record):
    """Reads pages, those of folders, which hand down front matter, before those below."""

    convert: Callable[..., Conversion]
    shortcodes: OwnShortcodes
    rendered: Mapping[str, str]
    folders: dict[str, Mapping[str, object]] = field(default_factory=dict)

    def read(self, file: SourceFile) -> tuple[Page | Finding, Replaced | None]:
        """Return a page and what has been replaced in it; a finding for one that cannot be read."""
        replaced = None
        try:
            if file.path.stat().st_size > _LARGEST:
                raise ValueError(f"it is larger than {_LARGEST:,} bytes")
            if (source := self.rendered.get(file.shown)) is None:
                with file.path.open(encoding="utf-8", newline="") as stream:
                    replaced = self.shortcodes.replaced(file.shown, stream.read())
                source = replaced.text
            if file.path.suffix.lower() not in _MARKDOWN:
                source = _html_as_markdown(source)
        except (OSError, ValueError) as error:  # UnicodeDecodeError is a ValueError
            message = f"This page cannot be read ({error}); save it as UTF-8 text."
            return needs_human("unreadable file", file.shown, message), None
        stem = file.name.rpartition(".")[0]
        folder, _, name = stem.rpartition("/")
        docname = f"{folder}/{'index' if name == '_index' else name}".lstrip("/")
        own_name = stem.removeprefix(file.top)  # folders of another language hand down nothing
        above = (self.folders.get(f"{file.top}{name}".rstrip("/"), {}) for name in folders_above(own_name))
        defaults = [cascade_of(data, own_name) for data in above if "cascade" in data]
        is_named = name == "_index" and own_name != name
        conversion = self.convert(source, defaults=defaults, is_named=is_named)
        article, _ = to_article(clean_block(conversion.front_matter), timezone=UTC)
        page = Page(file=file, docname=docname, name=docname, source=source, conversion=conversion, article=article)
        if file.is_section:
            self.folders[folder] = page.data
        return page, replaced
