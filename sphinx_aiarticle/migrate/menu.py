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


def menu_of_settings(settings: Mapping[str, object]) -> Iterator[tuple[int, str, str]]:
    """Yield the weights, names and addresses of the entries that the settings have."""
    listed = _menus(settings).get("main")
    for entry in (folded(one) for one in listed if isinstance(one, Mapping)) if isinstance(listed, list) else ():
        name, address = text_at(entry, "name"), text_at(entry, "pageref") or text_at(entry, "url")
        if name and address:
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
            yield weight_of(entry), name, page.address, page.docname


def main_menu(
    site: HugoSite, language: HugoLanguage, pages: Mapping[str, Page], sections: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the words of each entry, and the document with a slash in front, or the address of what is in no tree.

    What is at no address is a page, or one of the *sections* that have documents, by the name of its file.
    """
    by_name = {**sections} | {page.own_name: docname for docname, page in pages.items()}
    by_name = {name.removesuffix("/index").casefold(): docname for name, docname in by_name.items()}
    labels: dict[str, str] = {}
    for _, name, address, docname in _entries(language, pages):
        tail = found[0] if (found := _TAIL.search(address)) else ""
        path = "/".join(filter(None, unquote(address.removesuffix(tail)).split("/")))
        path = "" if path == language.folder.strip("/") else path
        whole = f"{language.folder}{path}"
        at = (docname, *(f"{one}{end}" for one in (whole, path) for end in ("", "/index")))
        places = [one for one in at if one in pages or one in sections.values()]
        called = bare_reference(path.removesuffix("/index.html")).removeprefix(language.folder).casefold()
        known = "" if places else by_name.get(called) or _term_list(site, language, called)
        page = next((one for one in (*places, known) if one in pages and not pages[one].is_section), "")
        label = _label(name)
        if page and labels.get(page) == label:
            continue  # what the site and the page itself ask for
        if is_web_url(address):
            yield label, address
        elif _SCHEME.match(address):
            continue  # for which no tree of Sphinx has a place
        elif page and "?" not in tail and not address.startswith("#") and labels.setdefault(page, label) == label:
            yield label, f"/{page}"
        elif site.base_url and tail and not path:
            yield label, f"{site.base_url}{language.folder}{_quoted(tail)}"
        elif site.base_url and path:
            is_whole = ("." in path and path != f"{site.feed}.xml") or path.startswith(language.folder)
            place = known.removesuffix("/index") or (path if is_whole else whole)
            end = "" if "." in path and not known else "/"
            yield label, f"{site.base_url}{quote(place)}{end}{_quoted(tail)}"


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
        rows = trees[home].lines if (home := f"{language.folder}index") in trees else ()
        targets = {label: target[:-1] for label, _, target in (row.rpartition(" <") for row in rows)}
        own = {docname: page for docname, page in pages.items() if page.language == language.key}
        for _, name, address, docname in _entries(language, own):
            target, file = targets.get(_label(name), ""), own[docname].file.shown if docname in own else "."
            path, listed = addresses.path_of(target), f"(/{docname or addresses.document(address)}.md)"
            if not (path or target) and (below := address.partition("#")[0].strip("/")):
                own_path = f"/{language.folder}{below}/"
                path = own_path if addresses.answers(unquote(own_path)) else f"/{below}"
            if path and not addresses.answers(unquote(path)):
                message = f"The menu entry {name!r} leads to '{path}', where the new site has no page."
                yield needs_human("menu entry", file, message)
            elif not (target or address.strip("/") in ("", language.folder[:-1]) or any(listed in row for row in rows)):
                message = f"The menu entry {name!r} ({address}) is in no tree; add it to that of '{home}.md'."
                yield needs_human(f"{LOST}menu entry", file, message)


def other_menus(settings: Mapping[str, object]) -> Iterator[Finding]:
    """Name the menus besides the main one, for which Sphinx has no place."""
    languages = (one for one in mapping_at(settings, "languages").values() if isinstance(one, Mapping))
    named = {str(name) for one in (settings, *map(folded, languages)) for name in _menus(one)} - {"main"}
    if named:
        names = ", ".join(map(repr, sorted(named)))
        message = f"Of the menus, only 'main' moves, not {names}; add what readers need to a template."
        yield left(NO_COUNTERPART, ".", message)


def _menus(settings: Mapping[str, object]) -> Mapping[str, object]:
    return mapping_at(settings, "menus") or mapping_at(settings, "menu")


def _term_list(site: HugoSite, language: HugoLanguage, name: str) -> str:
    """Return where the list of a taxonomy, or of one of its terms, is by its name for Hugo; nothing for others."""
    taxonomy, _, term = name.partition("/")
    top, terms = folders_of(site, taxonomy)
    place = f"{terms}/{term_path(term, accents=site.accents)}" if term else top
    return f"{language.folder}{place}" if taxonomy in site.taxonomies else ""
