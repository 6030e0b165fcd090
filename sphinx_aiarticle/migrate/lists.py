"""The addresses at which a Hugo site lists pages without a file of their own: sections, taxonomies and terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.config_site import PAGE_KINDS
from sphinx_aiarticle.hugo.paths import urlized
from sphinx_aiarticle.values import split_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_aiarticle.migrate.pages import Page
    from sphinx_aiarticle.migrate.site import HugoSite

#: Where Hugo has the feed of a site.
FEED: Final = "/index.xml"


def kept_taxonomies(site: HugoSite) -> list[str]:
    """Return the taxonomies whose lists the new site makes at the addresses of the old one (``aiarticle_pages``)."""
    has_other_addresses = len(site.languages) > 1 or site.ugly_urls
    return [] if has_other_addresses else [kind for kind in PAGE_KINDS if kind in site.taxonomies]


def list_paths(site: HugoSite, pages: Mapping[str, Page]) -> tuple[str, ...]:
    """Return the addresses of lists, in order and each once.

    https://gohugo.io/content-management/taxonomies/ and https://gohugo.io/content-management/sections/.

    Args:
        site: The site.
        pages: Its published pages.
    """
    folders = {language.key: language.folder for language in site.languages}
    return tuple(dict.fromkeys(path for page in pages.values() for path in _of_page(page, folders, site.taxonomies)))


def kept_paths(site: HugoSite, pages: Mapping[str, Page]) -> tuple[str, ...]:
    """Return the addresses of lists and of the feed that the new site has, too: only articles have a date.

    Args:
        site: The site.
        pages: Its published pages.
    """
    kept = kept_taxonomies(site)
    articles = {name: page for name, page in pages.items() if any(key.lower() == "date" for key in page.data)}
    lists = (path for path in list_paths(site, articles) if path.split("/")[1] in kept)
    return (*lists, FEED) if kept and site.base_url else tuple(lists)


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
