"""The terms of a Hugo site, and where it lists their pages: https://gohugo.io/content-management/taxonomies/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.paths import term_path
from sphinx_aiarticle.model.page import is_indexed
from sphinx_aiarticle.values import clean

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.content import Page
    from sphinx_aiarticle.migrate.site import HugoSite


def terms_of(site: HugoSite, pages: Mapping[str, Page]) -> Mapping[str, tuple[str, Sequence[Page]]]:
    """Return the terms with the pages that have them, by the folder of their page on the new site."""
    found: dict[str, tuple[str, list[Page]]] = {}
    for folder, written, page in _written(site, pages, {}):
        term = clean(written)
        if term:
            name = term_path(term, accents=site.accents)
            found.setdefault(f"{folder}{name}", (term, []))[1].append(page)
    return found


def old_lists(site: HugoSite, pages: Mapping[str, Page]) -> Mapping[str, Page]:
    """Return the addresses at which Hugo lists terms, all their blanks kept, and the first page of each.

    A folder of pages within that of another language belongs to both.
    """
    found: dict[str, list[Page]] = {}
    around = {
        own.key: [one.folder for one in site.languages if own.content.startswith(f"{one.content}/")]
        for own in site.languages
    }
    for folder, written, page in _written(site, pages, around):
        found.setdefault(f"/{old_folder(site, folder, written)}/", []).append(page)
    return {path: min(having, key=hugo_order) for path, having in found.items()}


def _written(
    site: HugoSite, pages: Mapping[str, Page], around: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, Page]]:
    """Yield the folder of each term that a page has, the term as its author has written it, and the page.

    The page of a language is one of those whose folders are *around* its own, too.
    """
    for page in pages.values():
        for taxonomy in site.taxonomies:
            value = next((value for key, value in page.data.items() if key.lower() == taxonomy), None)
            for term in value if isinstance(value, list) else [value]:
                if isinstance(term, str | int | float) and str(term):
                    for top in (page.file.top, *around.get(page.language, ())):
                        yield f"{top}{folders_of(site, taxonomy)[1]}/", str(term), page


def is_shown(page: Page) -> bool:
    """Whether lists of the new site have a page: an article only if search engines may have it."""
    article = page.article
    return not article.is_article or (is_indexed(article.robots) and not article.noindex)


def old_folder(site: HugoSite, folder: str, term: str) -> str:
    """Return where Hugo has a term, below the folder of all terms of its kind."""
    return f"{folder}{term_path(term, accents=site.accents, page=False)}"


def folders_of(site: HugoSite, taxonomy: str) -> tuple[str, str]:
    """Return the folder of the list of the terms of a taxonomy, and that of the terms."""
    top = site.list_paths.get(taxonomy, taxonomy)
    return top, site.term_paths.get(taxonomy, taxonomy)


def hugo_order(page: Page) -> tuple[object, ...]:
    """Return by what pages are sorted: https://gohugo.io/quick-reference/page-collections/#sort."""
    weight = page.data.get("weight")
    known = isinstance(weight, int) and weight != 0
    newest = tuple(-ord(mark) for mark in page.text("date"))
    return (not known, weight if known else 0, not newest, newest, page.title, page.name)
