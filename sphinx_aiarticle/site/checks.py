"""Check all articles together once they are read, and the links of each finished page."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.check.findings import lint_shop_links
from sphinx_aiarticle.components.products.catalogue import catalog_files
from sphinx_aiarticle.config import Settings, settings
from sphinx_aiarticle.diagnostics import Subtype, handles, warn
from sphinx_aiarticle.lint.articles import find_shared_addresses, find_shared_titles
from sphinx_aiarticle.reading.documents import place_of_key
from sphinx_aiarticle.reading.source import ARTICLES, HUGO_ARTICLES, hugo_addresses, own_address
from sphinx_aiarticle.recognise.link_places import Syntax
from sphinx_aiarticle.site.links import known_pages


@handles("env-check-consistency")
def on_env_check_consistency(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of articles that share a title or an address, each warning names all of them; and of links of catalogues."""
    wanted, articles = settings(app.config).lint, ARTICLES.of(env)
    if Subtype.LINT_AFFILIATE in wanted:
        _check_catalogs(settings(app.config))
    if Subtype.LINT_DUPLICATE_TITLE in wanted:
        for title, docnames in find_shared_titles(articles):
            names = ", ".join(map(repr, docnames))
            message = "%d articles have the title %r: %s; say in each what only it is about"
            place = place_of_key(env, docnames[-1], "title")
            warn(Subtype.LINT_DUPLICATE_TITLE, message, len(docnames), title, names, location=place)
    if Subtype.LINT_DUPLICATE_SLUG in wanted:
        _check_slugs(env)


def _check_slugs(env: BuildEnvironment) -> None:
    """Warn of Hugo articles with one address, and of other articles with one slug, which only they themselves use."""
    addresses = hugo_addresses(env)
    for address, docnames in find_shared_addresses(addresses):
        names, winner = ", ".join(map(repr, docnames)), known_pages(env).document(address)
        message = "%d articles have the address %r: %s; it leads to %r. Give each a slug or 'url' of its own"
        place = place_of_key(env, max(docname for docname in docnames if docname != winner), "(?:slug|url)")
        warn(Subtype.LINT_DUPLICATE_SLUG, message, len(docnames), address, names, winner, location=place)
    articles = ((docname, article) for docname, article in ARTICLES.of(env).items() if docname not in addresses)
    others = {docname: article for docname, article in articles if article.is_article and article.slug.strip("/")}
    folders = {docname: own_address(env, docname).rstrip("/").rpartition("/")[0] for docname in others}
    slugs = {docname: f"{folder}/{others[docname].slug.strip('/')}" for docname, folder in folders.items()}
    for _address, docnames in find_shared_addresses(slugs):
        names, slug = ", ".join(map(repr, docnames)), others[docnames[-1]].slug
        message = "%d articles of one folder have the slug %r: %s; give each one of its own, or delete it"
        place = place_of_key(env, docnames[-1], "slug")
        warn(Subtype.LINT_DUPLICATE_SLUG, message, len(docnames), slug, names, location=place)


def _check_catalogs(conf: Settings) -> None:
    for path in catalog_files(conf):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeError):
            continue  # whoever reads the catalogue has said so
        for problem in lint_shop_links(text, Syntax.TOML, tuple(conf.stores.values())):
            warn(problem.subtype, "%s", problem.message, location=f"{path}:{problem.line}")


@handles("doctree-resolved")
def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Warn of links in Hugo articles that lead to this site and found no page in it."""
    if Subtype.LINT_LINK not in settings(app.config).lint or not HUGO_ARTICLES.get(app.env, docname):
        return
    base = app.config.html_baseurl.rstrip("/")
    for link in doctree.findall(nodes.reference):
        uri = str(link.get("refuri", ""))
        path = uri.removeprefix(base) if base and uri.startswith(f"{base}/") else uri
        if link.get("internal") or not path.startswith("/") or path.startswith("//"):
            continue
        if PurePosixPath(urlsplit(path).path).suffix in ("", ".html", ".md"):  # other files may be anybody's
            message = "the link %r leads to no page of this site"
            warn(Subtype.LINT_LINK, message, path, location=link)
