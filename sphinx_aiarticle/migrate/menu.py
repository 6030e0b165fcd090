"""The main menu of a Hugo site: https://gohugo.io/content-management/menus/."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from sphinx_aiarticle.hugo.paths import bare_reference, term_path
from sphinx_aiarticle.migrate.findings import LOST, NO_COUNTERPART, Finding, left, needs_human
from sphinx_aiarticle.migrate.hugo_settings import folded, mapping_at, text_at, texts_at, weight_of
from sphinx_aiarticle.migrate.terms import folders_of
from sphinx_aiarticle.myst import one_line
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.url import is_web_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_aiarticle.migrate.addresses import Addresses
    from sphinx_aiarticle.migrate.content import Page
    from sphinx_aiarticle.migrate.lists import FolderPage
    from sphinx_aiarticle.migrate.site import HugoLanguage, HugoSite


#: What follows the path of an address, and what one begins with that is none of the web.
_TAIL: Final = re.compile(r"[?#].*", re.DOTALL)
_SCHEME: Final = re.compile(r"[a-z][a-z\d+.-]*:", re.IGNORECASE)


class MenuEntry(Record):
    """An entry of the main menu.

    Attributes:
        address: What it leads to on the old site; empty for one that leads nowhere, as some above others do.
        docname: The page whose front matter asks for it; empty for one of the settings.
        target: What it is in a tree: a document with a slash in front, or a whole address; empty if it is in none.
    """

    name: str
    address: str
    docname: str
    target: str

    @property
    def row(self) -> str:
        """The line in a tree."""
        return f"{_label(self.name)} <{self.target}>"


def menu_of_settings(settings: Mapping[str, object]) -> Iterator[tuple[int, str, str]]:
    """Yield the weights, names and addresses of the entries that the settings have."""
    listed = _menus(settings).get("main")
    for entry in (folded(one) for one in listed if isinstance(one, Mapping)) if isinstance(listed, list) else ():
        name, address = text_at(entry, "name"), text_at(entry, "pageref") or text_at(entry, "url")
        if name:
            yield weight_of(entry), name, address


def _of_page(page: Page) -> Iterator[tuple[int, str, str, str]]:
    """Yield the entry that a page asks for, with its weight, name, address and document."""
    data = folded(page.data)
    menus = next(
        (mapping_at(data, key) or dict.fromkeys(texts_at(data, key)) for key in ("menus", "menu") if key in data), {}
    )
    if "main" in menus:
        entry = {"weight": data.get("weight"), **mapping_at(menus, "main")}
        name = text_at(entry, "name") or page.text("linktitle") or page.title
        if name:
            yield weight_of(entry), name, page.address.replace("?", "%3F").replace("#", "%23"), page.docname


def main_menu(
    site: HugoSite, language: HugoLanguage, pages: Mapping[str, Page], sections: Mapping[str, str]
) -> Iterator[MenuEntry]:
    """Yield each entry once.

    What is at no address is a page, or one of the *sections* that have documents, by the name of its file.
    """
    by_name = {**sections} | {page.own_name: docname for docname, page in pages.items()}
    by_name = {name.removesuffix("/index").casefold(): docname for name, docname in by_name.items()}
    labels: dict[str, str] = {}
    for _, name, written, docname in _entries(language, pages):
        scheme = "http:" if site.base_url.startswith("http:") else "https:"
        address = f"{scheme}{written}" if written.startswith("//") else written  # of another site
        tail = found[0] if (found := _TAIL.search(address)) else ""
        path = "/".join(filter(None, unquote(address.removesuffix(tail)).split("/")))
        path = "" if path == language.folder.strip("/") else path
        whole = f"{language.folder}{path}"
        at = (docname, *(f"{one}{end}" for one in (whole, path) for end in ("", "/index")))
        places = [one for one in at if one in pages or one in sections.values()]
        called = bare_reference(path.removesuffix("/index.html")).removeprefix(language.folder).casefold()
        known = "" if places else by_name.get(called) or _term_list(site, language, called)
        page = next((one for one in (*places, known) if one in pages and not pages[one].is_section), "")
        page = "" if tail else page  # a tree names a place on a page by its whole address alone
        label, target = _label(name), ""
        if page and labels.get(page) == label:
            continue  # what the site and the page itself ask for
        if is_web_url(address):
            target = address
        elif not address or _SCHEME.match(address):
            pass  # for which no tree of Sphinx has a place
        elif page and labels.setdefault(page, label) == label:
            target = f"/{page}"
        elif site.base_url and tail and not path:
            target = f"{site.base_url}{language.folder}{_quoted(tail)}"
        elif site.base_url and path:
            is_whole = ("." in path and path != f"{site.feed}.xml") or path.startswith(language.folder)
            place = known.removesuffix("/index") or (path if is_whole else whole)
            end = "" if "." in path and not known else "/"
            target = f"{site.base_url}{quote(place)}{end}{_quoted(tail)}"
        yield MenuEntry(name=name, address=address, docname=docname, target=target)


def _entries(language: HugoLanguage, pages: Mapping[str, Page]) -> list[tuple[int, str, str, str]]:
    of_pages = (entry for page in pages.values() for entry in _of_page(page))
    return sorted([*((*entry, "") for entry in language.menu), *of_pages])


def _quoted(tail: str) -> str:
    return quote(tail, safe="?#/%&=+,;:@!$'()*~")


def _label(name: str) -> str:
    return one_line(name).replace("<", "").replace(">", "")


def lost_entries(addresses: Addresses, pages: Mapping[str, Page], trees: Mapping[str, FolderPage]) -> Iterator[Finding]:
    """Yield the entries that the *trees* of the start pages lack, or that lead to no page of the new site."""
    for language in addresses.languages:
        home = f"{language.folder}index"
        rows, menu = (trees[home].lines, trees[home].menu) if home in trees else ((), ())
        for entry in menu:
            address, target = entry.address, entry.target
            what = f"The menu entry {entry.name!r}"
            file = pages[entry.docname].file.shown if entry.docname in pages else "."
            path, is_other = addresses.path_of(target), _SCHEME.match(address)
            if not (target or is_other) and (below := _TAIL.sub("", address).strip("/")):
                own_path = f"/{language.folder}{below}/"
                path = own_path if addresses.answers(unquote(own_path)) else f"/{below}"
            listed = f"(/{entry.docname or addresses.document(address)}.md)"
            is_home = address.strip("/") in ("", language.folder[:-1])
            if not address:
                message = f"{what} leads nowhere, so that it is in no tree; what is below it is in one."
                yield left(NO_COUNTERPART, file, message)
            elif path and not addresses.answers(unquote(path)):
                yield needs_human("menu entry", file, f"{what} leads to '{path}', where the new site has no page.")
            elif not target and (is_other or _TAIL.search(address)):
                message = f"{what} ({address}) is in no tree, as trees have only documents and whole addresses; "
                yield needs_human("menu entry", file, f"{message}link to it in '{home}.md'.")
            elif not (target or is_home or any(listed in row for row in rows)):
                message = f"{what} ({address}) is in no tree; add it to that of '{home}.md'."
                yield needs_human(f"{LOST}menu entry", file, message)


def other_menus(settings: Mapping[str, object]) -> Iterator[Finding]:
    """Name the menus besides the main one, for which Sphinx has no place."""
    languages = (one for one in mapping_at(settings, "languages").values() if isinstance(one, Mapping))
    named = {str(name) for one in (settings, *map(folded, languages)) for name in _menus(one)} - {"main"}
    if named:
        names = ", ".join(map(repr, sorted(named)))
        message = (
            f"Of the menus, only 'main' moves, not {names}; write the links that readers need into a template of the "
            "page, such as _templates/layout.html, and templates_path = ['_templates'] into conf.py."
        )
        yield left(NO_COUNTERPART, ".", message)


def _menus(settings: Mapping[str, object]) -> Mapping[str, object]:
    return mapping_at(settings, "menus") or mapping_at(settings, "menu")


def _term_list(site: HugoSite, language: HugoLanguage, name: str) -> str:
    """Return where the list of a taxonomy, or of one of its terms, is by its name for Hugo; nothing for others."""
    taxonomy, _, term = name.partition("/")
    top, terms = folders_of(site, taxonomy)
    place = f"{terms}/{term_path(term, accents=site.accents)}" if term else top
    return f"{language.folder}{place}" if taxonomy in site.taxonomies else ""
