"""Lists of pages: the start page, the pages of folders, and what Hugo lists without a file of its own.

Every page of Sphinx carries the tree of documents below the start page, so that a tree of all articles would cost the
square of their number in most themes. The start page therefore has the few plain pages in its tree and *links* to the
folders of articles; each folder lists its own articles and is in no tree itself, or in that of the folder above. Lists
of terms and their addresses: https://gohugo.io/content-management/taxonomies/, https://gohugo.io/content-management/sections/,
https://gohugo.io/templates/rss/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import unquote

from sphinx_aiarticle.config_site import PAGE_KINDS, taxonomy_problem
from sphinx_aiarticle.frontmatter.publication import folders_above
from sphinx_aiarticle.hugo.paths import page_path, term_path
from sphinx_aiarticle.migrate.menu import MenuEntry, main_menu
from sphinx_aiarticle.migrate.places import list_folder
from sphinx_aiarticle.migrate.terms import folders_of, hugo_order, is_shown, old_folder, terms_of
from sphinx_aiarticle.model.page import NOT_FOUND
from sphinx_aiarticle.myst import literal, one_line
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.url import language_problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
    from pathlib import Path

    from sphinx_aiarticle.migrate.content import Page
    from sphinx_aiarticle.migrate.site import HugoLanguage, HugoSite


#: The kinds of pages by keys of front matter that mean the same.
_KINDS: Final = {"category": "categories", "tag": "tags", "author": "authors"}
_Setting: TypeAlias = "Mapping[str, Mapping[str, object]]"


HOME = "index"
_REMARK = "% In the tree below, a folder of many articles would make every page long and the build slow."


def list_settings(site: HugoSite, pages: Mapping[str, Page]) -> Iterator[tuple[str, _Setting]]:
    """Yield the names and values of the settings of lists, and of languages, for the published pages."""
    feed = {"feed": f"{site.feed}.xml"}
    size = {"per_page": site.page_size} if site.page_size else {}
    kinds: dict[str, Mapping[str, object]] = {"home": {**feed, **size}, "sections": {**feed, **size}}
    others: dict[str, Mapping[str, object]] = {}
    for taxonomy in (name for name in site.taxonomies if _is_listed(name)):
        kind = _KINDS.get(taxonomy, taxonomy)
        top, terms = folders_of(site, taxonomy)
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


def list_paths(site: HugoSite, pages: Mapping[str, Page], shown: Collection[str]) -> tuple[str, ...]:
    """Return the addresses of the lists of pages, in order and each once; terms are those of the pages in *shown*."""
    tops = (f"/{one.folder}{folders_of(site, name)[0]}/" for one in _known(site.languages) for name in site.taxonomies)
    unlisted = _unlisted(site)
    terms = (
        f"/{old_folder(site, folder.removesuffix(term_path(term, accents=site.accents)), term)}/"
        for folder, (term, having) in terms_of(site, pages).items()
        if folder.startswith(unlisted) or any(page.docname in shown and is_shown(page) for page in having)
    )
    return tuple(dict.fromkeys((*tops, *terms, *(f"/{name}" for name in _sections(site, pages)))))


def list_names(site: HugoSite, docname: str) -> Iterator[str]:
    """Yield the address of a document that lists pages, and what ``ref`` calls it if it is the list of a section."""
    yield page_path(docname)
    for language in site.languages:
        for name in language.section_permalinks:
            if f"{list_folder(language, name)}/index" == docname:
                yield f"/{language.folder}{name}/"


def feed_paths(site: HugoSite, lists: Sequence[str]) -> tuple[str, ...]:
    """Return the addresses of the feeds of the site and of its *lists*, as far as the new site has them."""
    tops = (f"/{language.folder}" for language in _known(site.languages))
    unlisted = _unlisted(site)
    own = (path for path in lists if not path.removeprefix("/").startswith(unlisted))
    return tuple(f"{path}{site.feed}.xml" for path in (*tops, *own))


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
        named = [page for page in having if is_whole or not page.article.is_article]
        links = [(page.title or page.docname, page.docname) for page in named]
        if links:
            found[f"{folder}{end}"] = (term, links)
    known = _known(site.languages)
    for language, taxonomy in ((one, name) for one in site.languages for name in site.taxonomies):
        top, terms = (f"{language.folder}{name}" for name in folders_of(site, taxonomy))
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
    folders = (f"{one.folder}{folders_of(site, name)[1]}/" for one in site.languages for name in others)
    return (*folders, *(one.folder for one in site.languages if one not in known))


def _sections(site: HugoSite, pages: Mapping[str, Page]) -> Iterator[str]:
    """Yield the folders of the lists of sections; one at the top needs no page, and none that is directly in it."""
    names = {page.name for page in pages.values()}
    for page in pages.values():
        if page.section:
            yield f"{page.section}/"
        top, slash, _ = page.own_name.removesuffix("/index").partition("/")
        if slash and f"{page.file.top}{top}/index" not in names:
            yield f"{list_folder(site.language_called(page.language), top)}/"


def moved_from(page: Page) -> str:
    """Return the section of a page whose address lies elsewhere; empty for one whose address is in it.

    A page of a section that becomes an article, as it has a date, names its own folder: it is no bundle.
    """
    return page.section if page.is_section or not page.docname.startswith(f"{page.section}/") else ""


def _known(languages: Iterable[HugoLanguage]) -> list[HugoLanguage]:
    """Return the languages that have a tag: those of others are no languages to Sphinx and to search engines."""
    return [one for one in languages if not (one.folder and language_problem(one.tag))]


class FolderPage(Record):
    """The page of a folder, or the start page: a title where it has none of its own, and what it lists in Markdown.

    A start page has the entries of the main *menu*, too.
    """

    title: str
    lines: Sequence[str]
    menu: Sequence[MenuEntry] = ()


def find_listings(pages: Mapping[str, Page], shown: Mapping[str, Page], site: HugoSite) -> dict[str, FolderPage]:
    """Return the *shown* pages that list others, by document name; of other *pages*, folders are sections, too."""
    found: dict[str, FolderPage] = {}
    for language in site.languages:
        of_language = {docname: page for docname, page in pages.items() if page.language == language.key}
        own = {docname: page for docname, page in of_language.items() if docname in shown}
        hidden = {page.own_name for docname, page in of_language.items() if docname not in shown}
        found |= _of_language(own, hidden, language, site)
    if HOME not in found:
        links = [f"- [{literal(one.title or one.tag)}](/{one.folder}index.md)" for one in site.languages]
        found[HOME] = FolderPage(title=site.title, lines=links)
    for docname, (title, below) in written_lists(site, shown).items():
        found[docname] = FolderPage(title=title, lines=[f"- [{literal(text)}](/{name}.md)" for text, name in below])
    return found


def not_found_page(root: Path, site: HugoSite) -> dict[str, FolderPage]:
    """Return the page that servers show for addresses that do not exist, if the old site or its theme has one."""
    files = (
        root / folder / name for folder in site.layouts for name in (f"{NOT_FOUND}.html", f"_default/{NOT_FOUND}.html")
    )
    home = f"[{literal(site.title or 'Home')}](/{HOME}.md)"
    return {NOT_FOUND: FolderPage(title=NOT_FOUND, lines=[home])} if any(file.is_file() for file in files) else {}


def _of_language(
    pages: Mapping[str, Page], hidden: Set[str], language: HugoLanguage, site: HugoSite
) -> dict[str, FolderPage]:
    by_name = {page.own_name: page for page in pages.values()}
    tops = {f"{name.partition('/')[0]}/index" for name in {*by_name, *hidden} if "/" in name} - hidden
    bundles = [by_name[name].docname for name in sorted(tops) if name in by_name and not by_name[name].is_section]
    sections = {name: _document(name, by_name, pages, language) for name in sorted(tops)}
    sections = {name: docname for name, docname in sections.items() if docname not in bundles}
    titles = {docname: _title(name, by_name) for name, docname in sections.items()}
    sections |= {name: page.docname for name, page in by_name.items() if page.is_section and name.count("/") > 1}
    menu = list(main_menu(site, language, pages, sections))
    in_menu = {unquote(entry.target.removeprefix(site.base_url)).strip("/") for entry in menu}
    listed = _listed(sections, by_name)
    links = [
        f"- [{literal(one_line(title))}](/{docname}.md)"
        for docname, title in titles.items()
        if (listed[docname] or docname in pages) and docname.removesuffix("/index") not in in_menu
    ]
    tree = _tree(_entries(menu, by_name, bundles, language.folder), "hidden")
    home = [*links, *(["", _REMARK, ""] if links and tree else []), *tree]
    listings = {f"{language.folder}{HOME}": FolderPage(title=language.title or site.title, lines=home, menu=menu)}
    for docname, below in listed.items():
        listings[docname] = FolderPage(title=titles.get(docname, ""), lines=_section(docname, below))
    return listings


def _entries(
    menu: Sequence[MenuEntry], by_name: Mapping[str, Page], bundles: Sequence[str], folder: str
) -> Iterator[str]:
    """Yield the tree of a start page: the main menu, and the plain pages and bundles at the top that are not in it.

    The plain pages are a pattern where that fits no others.
    """
    yield from (entry.row for entry in menu if entry.target)
    in_menu = {entry.target.removeprefix("/") for entry in menu}
    root = "/" if folder else ""
    plain = [page.docname for name, page in by_name.items() if "/" not in name and name != HOME]
    plain = [docname for docname in plain if docname not in in_menu]
    deeper = [docname for docname in plain if not docname.startswith(folder) or "/" in docname.removeprefix(folder)]
    fits_others = any("/" in name and "/" not in page.docname.removeprefix(folder) for name, page in by_name.items())
    is_pattern = not fits_others and len(deeper) < len(plain)
    yield from ["*"] if is_pattern else []
    yield from (f"{root}{docname}" for docname in (deeper if is_pattern else plain))
    yield from (f"{root}{docname}" for docname in bundles if docname not in in_menu)


def _document(name: str, by_name: Mapping[str, Page], pages: Mapping[str, Page], language: HugoLanguage) -> str:
    """Return the document that lists a folder; a page that has the address of the list keeps it."""
    if name in by_name:
        return by_name[name].docname
    name = f"{list_folder(language, name.removesuffix('/index'))}/index"
    return name if {name, name.removesuffix("/index")}.isdisjoint(pages) else name.replace("index", "list")


def _title(name: str, by_name: Mapping[str, Page]) -> str:
    return (by_name[name].title if name in by_name else "") or named_title(name)


def named_title(name: str) -> str:
    """Return what the title of a page or folder without one is, from the name of its file."""
    name = name.removesuffix("index").strip("/").rpartition("/")[2]
    return " ".join(name.replace("-", " ").replace("_", " ").split()).capitalize()


def _tree(entries: Iterable[str], *flags: str) -> list[str]:
    rows = list(entries)
    globs = [":glob:"] if not {"*", "**"}.isdisjoint(rows) else []
    options = sorted([*globs, ":maxdepth: 1", *(f":{flag}:" for flag in flags)])
    return ["```{toctree}", *options, "", *rows, "```"] if rows else []


def _listed(sections: Mapping[str, str], by_name: Mapping[str, Page]) -> dict[str, list[Page | str]]:
    """Return what each section lists: the pages in Hugo's order, then the sections in it, which list theirs."""
    found: dict[str, list[Page | str]] = {docname: [] for docname in sections.values()}
    for name, page in sorted(by_name.items(), key=lambda item: hugo_order(item[1])):
        if (section := _section_of(name, sections)) and name not in sections:
            found[section].append(page)
    for name, docname in sections.items():
        if section := _section_of(name.removesuffix("/index"), sections):
            found[section].append(docname)
    return found


def _section_of(name: str, sections: Mapping[str, str]) -> str:
    """Return the section in which a file is; nothing for one that is in none."""
    return next((sections[f"{folder}/index"] for folder in folders_above(name) if f"{folder}/index" in sections), "")


def _section(docname: str, below: Sequence[Page | str]) -> list[str]:
    """Return the trees of a section: a hidden one of articles, which the new site lists by itself, and of the others.

    The articles are a pattern, under which new ones come by themselves, where it keeps the order.
    """
    articles = [page.docname for page in below if not isinstance(page, str) and page.article.is_article]
    others = [page if isinstance(page, str) else page.docname for page in below]
    others = [docname for docname in others if docname not in articles]
    folder = docname.removesuffix("index")
    is_pattern = articles == sorted(articles, reverse=True) and all(row.startswith(folder) for row in articles)
    rows = ["**"] if articles and is_pattern and not others else [f"/{row}" for row in articles]
    hidden = _tree(rows, "hidden", *(["reversed"] if rows == ["**"] else []))
    return [*hidden, *([""] if hidden and others else []), *_tree([f"/{row}" for row in others], "titlesonly")]
