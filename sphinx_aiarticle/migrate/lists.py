"""What a Hugo site makes of its pages without a file of their own, and the settings that have it at its addresses.

https://gohugo.io/content-management/taxonomies/, https://gohugo.io/content-management/sections/,
https://gohugo.io/templates/rss/.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from sphinx_aiarticle.config_site import PAGE_KINDS, taxonomy_problem
from sphinx_aiarticle.frontmatter.keys import DATE_NAMES
from sphinx_aiarticle.hugo.paths import term_path
from sphinx_aiarticle.migrate.languages import folder_of
from sphinx_aiarticle.url import language_problem
from sphinx_aiarticle.values import split_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_aiarticle.migrate.languages import Language
    from sphinx_aiarticle.migrate.pages import Page
    from sphinx_aiarticle.migrate.site import HugoSite

#: The kinds of pages by keys of front matter that mean the same.
_KINDS: Final = {"category": "categories", "tag": "tags", "author": "authors"}
_Setting: TypeAlias = "Mapping[str, Mapping[str, object]]"


def is_dated(page: Page) -> bool:
    """Whether a page becomes an article, which lists have by themselves."""
    return any(key.lower() in DATE_NAMES and value for key, value in page.data.items())


def list_settings(site: HugoSite, pages: Mapping[str, Page]) -> Iterator[tuple[str, _Setting]]:
    """Yield the names and values of the settings of lists, and of languages, for the published pages."""
    feed = {"feed": f"{site.feed}.xml"} if site.base_url else {}
    size = {"per_page": site.page_size} if site.page_size else {}
    kinds: dict[str, Mapping[str, object]] = {"home": {**feed, **size}, "sections": {**feed, **size}}
    others: dict[str, Mapping[str, object]] = {}
    for taxonomy in (name for name in site.taxonomies if _is_listed(name)):
        kind = _KINDS.get(taxonomy, taxonomy)
        top, terms = _folders(site, taxonomy)
        place = {**({} if kind == top else {"path": top}), **({} if terms == top else {"term_path": terms})}
        marks = {} if site.accents else {"accents": False}
        (kinds if kind in PAGE_KINDS else others)[kind] = {**place, **marks, **feed, **size}
    archives = [docname for docname, page in pages.items() if page.text("layout") == "archives"]
    if archives:
        docname = min(archives, key=len)
        path = docname.removesuffix("/index")
        own_feed = feed if pages[docname].is_section else {}
        kinds["archive"] = {**({} if path == "archive" else {"path": path}), **own_feed}
    yield "pages", kinds
    yield "taxonomies", others
    titles = {one.tag: {"title": one.title} if one.title else {} for one in site.languages}
    places = [one for one in _known(site.languages) if one.folder]
    yield "languages", {one.tag: {"path": one.folder.rstrip("/"), **titles[one.tag]} for one in places}


def list_paths(site: HugoSite, pages: Mapping[str, Page]) -> tuple[str, ...]:
    """Return the addresses of the lists of published pages, in order and each once."""
    tops = (f"/{one.folder}{_folders(site, name)[0]}/" for one in _known(site.languages) for name in site.taxonomies)
    terms = (f"/{folder}/" for folder in terms_of(site, pages))
    return tuple(dict.fromkeys((*tops, *terms, *(f"/{name}" for name in _sections(site, pages)))))


def feed_paths(site: HugoSite, lists: Sequence[str]) -> tuple[str, ...]:
    """Return the addresses of the feeds of the site and of its *lists*, as far as the new site has them."""
    tops = (f"/{language.folder}" for language in _known(site.languages))
    unlisted = _unlisted(site)
    own = (path for path in lists if not path.removeprefix("/").startswith(unlisted))
    return tuple(f"{path}{site.feed}.xml" for path in (*tops, *own)) if site.base_url else ()


def terms_of(site: HugoSite, pages: Mapping[str, Page]) -> Mapping[str, tuple[str, Sequence[Page]]]:
    """Return the terms with the pages that have them, by the folder of their page."""
    found: dict[str, tuple[str, list[Page]]] = {}
    for page in pages.values():
        for taxonomy in site.taxonomies:
            value = next((value for key, value in page.data.items() if key.lower() == taxonomy), None)
            for term in split_list(value) if isinstance(value, str) else value if isinstance(value, list) else ():
                if isinstance(term, str | int | float) and (name := term_path(str(term), accents=site.accents)):
                    folder = f"{folder_of(page, site.languages)}{_folders(site, taxonomy)[1]}/{name}"
                    found.setdefault(folder, (str(term), []))[1].append(page)
    return found


def _folders(site: HugoSite, taxonomy: str) -> tuple[str, str]:
    """Return the folder of the list of the terms of a taxonomy, and that of the terms."""
    top = site.list_paths.get(taxonomy, taxonomy)
    return top, site.term_paths.get(taxonomy, taxonomy)


def written_lists(site: HugoSite, pages: Mapping[str, Page]) -> Mapping[str, tuple[str, Sequence[tuple[str, str]]]]:
    """Return the lists that become documents, by these: their titles, and the texts and documents of their links.

    The new site has lists of articles by itself. Documents list the pages without a date, those of taxonomies whose
    name means something else on the new site, and those in languages that it does not know.
    """
    end = "" if site.ugly_urls else "/index"
    found: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    unlisted = _unlisted(site)
    for folder, (term, having) in terms_of(site, pages).items():
        is_whole = folder.startswith(unlisted)
        links = [(page.title or page.docname, page.docname) for page in having if is_whole or not is_dated(page)]
        if links:
            found[f"{folder}{end}"] = (term, links)
    known = _known(site.languages)
    for language, taxonomy in ((one, name) for one in site.languages for name in site.taxonomies):
        top, terms = (f"{language.folder}{name}" for name in _folders(site, taxonomy))
        if not (language in known and _is_listed(taxonomy)) and {top, f"{top}/index"}.isdisjoint(pages):
            below = [(term, docname) for docname, (term, _) in found.items() if docname.startswith(f"{terms}/")]
            found.setdefault(f"{top}{end}", (taxonomy.capitalize(), below))
    return found


def _is_listed(taxonomy: str) -> bool:
    """Whether the new site has lists of a taxonomy by itself: not of one that is called like its other pages."""
    kind = _KINDS.get(taxonomy, taxonomy)
    return PAGE_KINDS[kind] not in ("", "folder") if kind in PAGE_KINDS else not taxonomy_problem(kind)


def _unlisted(site: HugoSite) -> tuple[str, ...]:
    """Return the folders of terms that the new site does not list by itself."""
    known = _known(site.languages)
    others = [name for name in site.taxonomies if not _is_listed(name)]
    folders = (f"{one.folder}{_folders(site, name)[1]}/" for one in site.languages for name in others)
    return (*folders, *(one.folder for one in site.languages if one not in known))


def _sections(site: HugoSite, pages: Mapping[str, Page]) -> Iterator[str]:
    for page in pages.values():
        folder = folder_of(page, site.languages)
        section, slash, name = page.name.removeprefix(folder).partition("/")
        if slash and name != "index":
            yield f"{folder}{section.lower()}/"
        if page.is_section and page.docname.endswith("/index"):
            yield page.docname.removesuffix("index")


def moved_from(page: Page, languages: Iterable[Language]) -> str:
    """Return the section of a page whose address lies elsewhere; empty for one whose address is in it.

    A page of a section that becomes an article, as it has a date, names its own folder: it is no bundle.
    """
    if page.is_section and page.docname.endswith("/index"):
        return page.docname.removesuffix("/index")
    folder = folder_of(page, languages)
    section, slash, name = page.name.removeprefix(folder).partition("/")
    own = f"{folder}{section}"
    return own if slash and name != "index" and not page.docname.startswith(f"{own}/") else ""


def _known(languages: Iterable[Language]) -> list[Language]:
    """Return the languages that have a tag: those of others are no languages to Sphinx and to search engines."""
    return [one for one in languages if not (one.folder and language_problem(one.tag))]


def by_language(pages: Mapping[str, Page]) -> Mapping[str, dict[str, Page]]:
    """Return the pages of each language by its key."""
    found: dict[str, dict[str, Page]] = defaultdict(dict)
    for docname, page in pages.items():
        found[page.language][docname] = page
    return found
