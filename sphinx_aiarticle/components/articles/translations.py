"""Which pages of a project are translations of each other: those of one path below the folders of their languages.

``translationKey`` in the front matter, as Hugo has it, joins pages whose paths differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.components.articles.list_pages import listings_of
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, handles, warn
from sphinx_aiarticle.domain import Cached, WrittenTable
from sphinx_aiarticle.html.address import page_url, site_of
from sphinx_aiarticle.i18n import language_of
from sphinx_aiarticle.model.page import NOT_FOUND
from sphinx_aiarticle.reading.documents import place_of_key
from sphinx_aiarticle.reading.source import ARTICLES, HUGO_ARTICLES, own_address, place_of

#: What Hugo calls the key: https://gohugo.io/content-management/front-matter/#translationkey.
_KEY: Final = "translationKey"
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
#: The translations of each document.
_WRITTEN: Final[WrittenTable[tuple[tuple[str, str], ...]]] = WrittenTable(name="translations")


def translations_of(env: BuildEnvironment, page: str) -> Mapping[str, str]:
    """Return the pages that say the same as a page by their language, itself among them; nothing for one alone."""
    return _translations(env).get(page, _NONE) if settings(env.config).languages else _NONE


@Cached
def _translations(env: BuildEnvironment) -> Mapping[str, Mapping[str, str]]:
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for name, key, language in _pages(env):
        groups[key].setdefault(language, name)
    together = (group for group in groups.values() if len(group) > 1)
    return {name: group for group in together for name in group.values()}


def alternate_addresses(builder: StandaloneHTMLBuilder, page: str) -> dict[str, str]:
    """Return the addresses of a page in all languages: in other sites, and in this one.

    Another site has the same documents, but other generated pages; and a page in a language of its own only once.
    """
    conf, env, base = settings(builder.config), builder.env, site_of(builder).base_url
    if not (conf.translations or conf.languages):
        return {}
    found = {tag: page_url(builder, other, page) for tag, other in _elsewhere(env, page)}
    if {*found.values()} <= {page_url(builder, base, page)}:
        found = {}
    here = translations_of(env, page).items() if base else ()
    return found | {language: page_url(builder, base, name) for language, name in here}


def _elsewhere(env: BuildEnvironment, page: str) -> Iterator[tuple[str, str]]:
    """Yield the language and the base address of each other site that may have a page, too."""
    if page in env.all_docs and page != NOT_FOUND and not ARTICLES.get(env, page).language:
        for tag, base in settings(env.config).translations.items():
            if _may_be_at(env, base, page):
                yield tag, base


def _may_be_at(env: BuildEnvironment, base: str, page: str) -> bool:
    """Whether another site has a document, as far as intersphinx has read the inventory of that site."""
    if "intersphinx_mapping" not in env.config:
        return True
    from sphinx.ext.intersphinx import inventory_exists, resolve_reference_in_inventory

    node = pending_xref("", refdomain="std", reftype="doc", reftarget=page)
    return all(
        resolve_reference_in_inventory(env, name, node, nodes.inline())
        for name, (uri, _files) in env.config.intersphinx_mapping.values()
        if uri.rstrip("/") == base.rstrip("/") and inventory_exists(env, name)
    )


def _pages(env: BuildEnvironment) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each page, what its translations have in common, and its language."""
    own = language_of(env.config).tag
    listed = {page: listing for page, listing in listings_of(env).items() if listing.number == 1}
    for page in sorted(env.all_docs.keys() | listed.keys()):
        article = ARTICLES.get(env, page)
        if article.draft:
            continue
        _, path = place_of(env, page)
        key = env.metadata[page].get(_KEY) if page in env.all_docs else ""
        language = listed[page].language if page not in env.all_docs else article.language
        yield page, f"\0{key}" if key else path, language or own


@handles("env-get-updated", priority=620)
def on_env_get_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents whose translations are no longer those of the last build."""
    _translations.forget(env)
    conf = settings(app.config)
    if not (conf.translations or conf.languages):
        return []
    if conf.languages:
        _warn_of_twins(env)
    found = {name: (*sorted(translations_of(env, name).items()), *_elsewhere(env, name)) for name in env.all_docs}
    return _WRITTEN.update(app, found)


def _warn_of_twins(env: BuildEnvironment) -> None:
    """Warn of documents that are one page in one language: only the first is a translation of others."""
    hugo, found = HUGO_ARTICLES.of(env), dict[tuple[str, str], str]()
    is_told = Subtype.LINT_DUPLICATE_SLUG in settings(env.config).lint  # of Hugo articles with one address
    for docname, key, language in _pages(env):
        if docname not in env.all_docs:
            continue
        has_key = key.startswith("\0")
        first = found.setdefault((key, language) if has_key else place_of(env, docname), docname)
        addresses = {(own_address(env, one), ARTICLES.get(env, one).slug) for one in (first, docname)}
        if first != docname and not (is_told and {first, docname} <= hugo.keys() and len(addresses) == 1):
            message = "in its language this is the same page as %r, which alone is named as a translation; %s"
            advice = f"give it a {_KEY} of its own" if has_key else "give it another name, or delete it"
            place = place_of_key(env, docname, _KEY if has_key else "title")
            warn(Subtype.ARTICLES, message, first, advice, location=place)
