"""Where the pages of a site and the files beside them go: each page becomes the document that has its old address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter.block import NO_BLOCK
from sphinx_aiarticle.frontmatter.publication import folders_above, is_draft
from sphinx_aiarticle.hugo.paths import given_path, known_paths, page_path, section_slug, urlized, without_accents
from sphinx_aiarticle.migrate.content import ContentFolder, Page
from sphinx_aiarticle.migrate.files import SourceFile
from sphinx_aiarticle.migrate.findings import Finding, left, needs_human
from sphinx_aiarticle.migrate.front_matter import clean_keys
from sphinx_aiarticle.migrate.project import FOLDER

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.evaluator import HugoPage
    from sphinx_aiarticle.migrate.site import HugoLanguage, HugoSite

#: What neither addresses of the builder ``dirhtml`` nor patterns in ``conf.py`` can say.
_AWKWARD: Final = re.compile(r"[\x00-\x20\x7f\\:*?\"<>|#%\[\]\ud800-\udfff]|(?:^|/)[._]")
_PAGE: Final = re.compile(r"\.html?$", re.IGNORECASE)
_NAMES: Final = ("title", "slug")  # of which addresses are made
RESERVED: Final = frozenset({"static", "assets", "_build", FOLDER})
SPHINX_PAGES: Final = frozenset({"search", "genindex"})  # pages that Sphinx itself writes


def find_places(
    site: HugoSite, content: ContentFolder, hugo: Mapping[str, HugoPage], findings: list[Finding]
) -> ContentFolder:
    """Return the pages by the documents that they become, with their old addresses, and the files by their place."""
    pages: dict[str, Page] = {}
    taken: dict[str, Page] = {}
    last_first = sorted(content.pages.values(), key=lambda page: page.name, reverse=True)  # Hugo mostly keeps the last
    slugs = {page.name: section_slug(page.conversion.front_matter) for page in last_first if page.is_section}
    ordered = sorted(last_first, key=lambda page: (_is_hidden(page, hugo), page.file.shown not in hugo))
    for page in ordered:
        address = _address(page, site, hugo, slugs)
        docname = _document(address, page)
        first = taken.get(_output(docname))
        if first is not None:
            docname, shared = page.name, address
        if docname in pages:
            docname = f"{page.language}/{page.name}"
        if first is not None:
            address = page_path(docname)
            message = (
                f"Its address {shared!r} is that of {first.file.shown!r} too, to which links lead; "
                f"it is at {address!r} now."
            )
            if _is_hidden(page, hugo):
                findings.append(left("same address", page.file.shown, message))
            else:
                message += " Hugo shows one of them, and not always the same; give them addresses of their own."
                findings.append(needs_human("same address", page.file.shown, message))
        taken.setdefault(_output(docname), page)
        pages[docname] = _in_language(replace(page, docname=docname, address=address))
        if docname in SPHINX_PAGES:
            message = f"Sphinx writes its own page at {address!r}; the text of this one is not shown there."
            findings.append(left("page of Sphinx", page.file.shown, message))
    folders = {page.name: docname.removesuffix("/index") for docname, page in pages.items() if page.is_section}
    pages = {docname: replace(page, section=_section(page, site, folders)) for docname, page in pages.items()}
    files = _files(content.resources, pages, site.languages[0].permalinks)
    return ContentFolder(pages=dict(sorted(pages.items())), resources=files)


def _is_hidden(page: Page, hugo: Mapping[str, HugoPage]) -> bool:
    asked = hugo.get(page.file.shown)
    return not asked.published if asked else is_draft(page.data)


def _address(page: Page, site: HugoSite, hugo: Mapping[str, HugoPage], slugs: Mapping[str, str]) -> str:
    """Return the address that Hugo says a page has; else what its front matter and the site's patterns make of it."""
    if (asked := hugo.get(page.file.shown)) is not None:
        return asked.address
    if page.source.startswith("\ufeff\ufeff"):  # behind which Hugo reads no front matter
        page = replace(page, conversion=replace(page.conversion, front_matter=NO_BLOCK))
    folder, name, block = page.file.top, page.own_name, page.conversion.front_matter
    if not site.accents:
        bare = {
            key: without_accents(text)
            for key in page.data
            if key.lower() in _NAMES and (text := page.text(key.lower()))
        }
        name, block = without_accents(name), replace(block, data={**block.data, **bare})
    language = site.language_called(page.language)
    patterns = language.section_permalinks if page.is_section else language.permalinks
    url = page.text("url")
    given = given_path(name, block, patterns, is_section=page.is_section)
    slug = next((path.path for path in known_paths(name, block, patterns)[0] if path.rank.name == "SLUG"), "")
    address = given or _in_sections(("" if page.is_section else slug) or page_path(name), page, site, slugs)
    if site.ugly_urls and not url and not page.is_section and address != "/":
        address = f"{_PAGE.sub('', address.rstrip('/'))}.html"
    return address if url.startswith("/") else f"/{folder.rstrip('/')}{address}" if folder else address


def _in_sections(address: str, page: Page, site: HugoSite, slugs: Mapping[str, str]) -> str:
    """Return an address below the slugs of the sections that a page is in, or is; *slugs* are by the name of a page."""
    parts = address.split("/")
    for folder in folders_above(page.own_name):
        if folder and (slug := slugs.get(f"{page.file.top}{folder}/index")):
            parts[folder.count("/") + 1] = slug if site.accents else without_accents(slug)
    return "/".join(parts)


def _section(page: Page, site: HugoSite, folders: Mapping[str, str]) -> str:
    """Return where the list of the section of a page is; *folders* are those of lists by the names of their pages."""
    names = (f"{page.file.top}{folder}/index" for folder in folders_above(page.own_name))
    section, slash, _ = page.own_name.removesuffix("/index").partition("/")
    virtual = list_folder(site.language_called(page.language), section) if slash else ""
    return next((folders[name] for name in names if name in folders), virtual)


def list_folder(language: HugoLanguage, section: str) -> str:
    """Return the folder of the list of a section without a page, of whose title only Hugo makes an address."""
    given = given_path(f"{section}/index", NO_BLOCK, language.section_permalinks, is_section=True)
    path = page_path(given.strip("/")).strip("/")
    is_free = path and not _AWKWARD.search(path) and path.partition("/")[0] not in RESERVED
    return f"{language.folder}{path if is_free else urlized(section)}"


def _in_language(page: Page) -> Page:
    """Return *page* with its former addresses in the folder of its language, in which Hugo has them."""
    folder, block = page.file.top, page.conversion.front_matter
    written = clean_keys(block.data).get("aliases")
    if not folder or not isinstance(written, list):
        return page
    aliases = [f"/{folder}{alias[1:]}" if str(alias).startswith("/") else alias for alias in written]
    data = {key: value for key, value in block.data.items() if key.lower() not in ("alias", "aliases")}
    moved = replace(block, data={**data, "aliases": aliases})
    return replace(page, conversion=replace(page.conversion, front_matter=moved))


def _document(address: str, page: Page) -> str:
    """Return the document that has an address; the one named like its file where no document can have it."""
    bare = address.strip("/")
    name = page.name.rpartition("/")[2]
    if not _PAGE.search(bare) and (name == "index" or not bare or page.text("layout") == "archives"):
        bare = f"{bare}/index".lstrip("/")
    document = _PAGE.sub("", bare)
    return page.name if _AWKWARD.search(document) or document.partition("/")[0] in RESERVED else document


def _output(docname: str) -> str:
    """Return what documents have in common that the builder ``dirhtml`` would write to one file."""
    return f"/{docname}".removesuffix("/index").casefold()


def _files(
    files: Mapping[str, SourceFile], pages: Mapping[str, Page], patterns: Mapping[str, str]
) -> dict[str, SourceFile]:
    """Return the files by their new place: those of a page bundle follow its page, and those of a section too.

    Files in folders that the project has too are static files. Whole pages are such where they are, as old Hugos have
    them, and at the address that Hugo gives them now.
    """
    folders = {
        page.name.removesuffix("/index"): page.docname.removesuffix("/index")
        for page in pages.values()
        if page.is_bundle or page.is_section
    }
    kept = {name: _PAGE.search(name) or name.partition("/")[0] in RESERVED for name in files}
    places = {f"static/{name}" if kept[name] else _moved(name, folders): file for name, file in files.items()}
    for name, file in files.items():
        if _PAGE.search(name):
            bare = _PAGE.sub("", name)
            places.setdefault(f"static{given_path(bare, NO_BLOCK, patterns) or page_path(bare)}index.html", file)
    return places


def _moved(name: str, folders: Mapping[str, str]) -> str:
    folder = next((folder for folder in folders_above(name) if folder in folders), "")
    return f"{folders[folder]}{name.removeprefix(folder)}" if folder else name
