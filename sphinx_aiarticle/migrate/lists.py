"""The addresses at which a Hugo site lists pages without a file of their own: sections, taxonomies and terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.paths import urlized
from sphinx_aiarticle.values import split_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_aiarticle.migrate.pages import Page
    from sphinx_aiarticle.migrate.site import HugoSite


def list_paths(site: HugoSite, pages: Mapping[str, Page]) -> tuple[str, ...]:
    """Return the addresses of lists, in order and each once.

    https://gohugo.io/content-management/taxonomies/ and https://gohugo.io/content-management/sections/.

    Args:
        site: The site.
        pages: Its published pages.
    """
    folders = {language.key: language.folder for language in site.languages}
    return tuple(dict.fromkeys(path for page in pages.values() for path in _of_page(page, folders, site.taxonomies)))


def _of_page(page: Page, folders: Mapping[str, str], taxonomies: Iterable[str]) -> Iterator[str]:
    folder = folders.get(page.language, "")
    section = page.name.removeprefix(folder).partition("/")
    if section[1] and section[2] != "index":
        yield f"/{folder}{urlized(section[0])}/"
    for taxonomy in taxonomies:
        yield f"/{folder}{urlized(taxonomy)}/"
        value = next((value for key, value in page.data.items() if key.lower() == taxonomy), None)
        terms = split_list(value) if isinstance(value, str) else value if isinstance(value, list) else []
        for term in terms:
            if name := urlized(str(term).strip().replace("/", "-")).strip("-"):
                yield f"/{folder}{urlized(taxonomy)}/{name}/"
