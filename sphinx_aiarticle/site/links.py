"""Links between Hugo articles: from addresses on the site to documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from docutils import nodes
from sphinx.util import docname_join
from sphinx.util.nodes import make_refnode

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, warn
from sphinx_aiarticle.hugo.paths import SitePath, below_base, logical_names, on_host, page_path, path_key
from sphinx_aiarticle.hugo.site_context import REFERENCE_SCHEME
from sphinx_aiarticle.reading.anchors import find_anchor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class PathTable:
    """The addresses of all documents, over plain dictionaries in the data of a domain.

    Args:
        data: The data; ``paths`` has the addresses by document, ``documents`` ranks of documents by address.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.paths: dict[str, tuple[SitePath, ...]] = data["paths"]
        self._documents: dict[str, dict[str, int]] = data["documents"]

    def add(self, docname: str, paths: Iterable[SitePath], *, is_hugo: bool) -> None:
        """Note the addresses of a document."""
        self.paths[docname] = tuple(paths)
        for key, rank in _keys(docname, self.paths[docname], is_hugo=is_hugo):
            self._documents.setdefault(key, {})[docname] = rank

    def discard(self, docname: str) -> None:
        """Forget the addresses of a document."""
        for key, _ in _keys(docname, self.paths.pop(docname, ()), is_hugo=True):
            documents = self._documents.get(key, {})
            documents.pop(docname, None)
            if not documents:
                self._documents.pop(key, None)

    def find(self, path: str) -> str | None:
        """Return the document that is known by an address: by its file, else its slug, else an alias."""
        return self._best(path_key(path))

    def find_name(self, name: str) -> str | None:
        """Return the document whose file has this name, in whatever folder."""
        return self._best(f"\0{name.casefold()}")

    def _best(self, key: str) -> str | None:
        documents = self._documents.get(key)
        return min(documents, key=lambda docname: (documents[docname], docname)) if documents else None


def _keys(docname: str, paths: Iterable[SitePath], *, is_hugo: bool) -> Iterable[tuple[str, int]]:
    yield from ((path.key, int(path.rank)) for path in paths)
    if is_hugo:
        yield from ((f"\0{name}", 0) for name in logical_names(docname))


class Place(NamedTuple):
    """Where a link stands, and what is known there."""

    env: BuildEnvironment
    table: PathTable
    docname: str
    builder: Builder

    def link(self, docname: str, fragment: str, content: nodes.Element) -> nodes.Element:
        """Return a link to a document."""
        return make_refnode(self.builder, self.docname, docname, fragment, content)


def resolve(place: Place, target: str, node: pending_xref, content: nodes.Element) -> nodes.Element | None:
    """Return the link for an address that stands in a Hugo article; ``None`` when it is for others to resolve.

    What no document answers stays a link to that address on the site, which may be served by somebody else; only a
    ``ref`` is a promise that there is such an article, and gets a warning.
    """
    env = place.env
    is_reference = target.startswith(REFERENCE_SCHEME)
    address = unquote(target.removeprefix(REFERENCE_SCHEME)) if is_reference else absolute(place.docname, target)
    if not is_reference and (not address.startswith("/") or address.startswith("//")):
        return None
    if address == target and target.strip("/") in env.all_docs:
        return None  # the standard domain reads this as a document's name
    if not (is_reference or target.startswith("/")) and _is_name(env, place.docname, target):
        return None
    docname = find_document(env, place.table, place.docname, target)
    if docname:
        return place.link(docname, _anchor(place, docname, address.partition("#")[2], node), content)
    if is_reference:
        message = "no article is called %r, to which a 'ref' refers; write its path, such as '/posts/name.md'"
        warn(Subtype.SHORTCODE, message, address.partition("#")[0], location=node)
        return content
    return nodes.reference("", "", content, refuri=on_host(address, env.config.html_baseurl), internal=False)


def _anchor(place: Place, docname: str, fragment: str, node: nodes.Node) -> str:
    """Return the id to which a fragment leads on the page of a document; empty for the page itself."""
    fragment = unquote(fragment)
    found = find_anchor(place.env, docname, fragment) if fragment else ""
    if found is None:
        warn_of_fragment(place.env, fragment, docname, node)
    return found or ""


def warn_of_fragment(env: BuildEnvironment, fragment: str, docname: str, node: nodes.Node) -> None:
    """Warn of a link to a place that is not on its page, if the project wants to know."""
    if Subtype.LINT_LINK in settings(env.config).lint:
        message = "the link leads to '#%s', which is nowhere on the page %r; name a heading of it"
        warn(Subtype.LINT_LINK, message, fragment, docname, location=node)


def find_document(env: BuildEnvironment, table: PathTable, docname: str, target: str) -> str | None:
    """Return the document to which an address in a Hugo article leads, or ``None``.

    Args:
        env: The environment, in which all documents are read.
        table: The addresses of all documents.
        docname: The article.
        target: The address, or what is behind :data:`REFERENCE_SCHEME` in a ``ref``.
    """
    if target.startswith(REFERENCE_SCHEME):
        return _find_reference(env, table, docname, target.removeprefix(REFERENCE_SCHEME))
    path = below_base(urlsplit(absolute(docname, target)).path, env.config.html_baseurl)
    bare = unquote(path).strip("/")
    return _document(env, bare.removesuffix(".html").removesuffix(".md")) or table.find(path)


def _find_reference(env: BuildEnvironment, table: PathTable, docname: str, target: str) -> str | None:
    """Find what ``ref`` means: by path from the root, from the article's folder, or by the name of the file alone."""
    path = unquote(target).partition("#")[0]
    bare = path.strip("/").removesuffix(".md")
    if not bare:
        return docname
    found = None
    if not path.startswith("/"):
        found = _document(env, urljoin(f"/{docname.rpartition('/')[0]}/", bare).strip("/"))
    found = found or _document(env, bare) or table.find(path.removesuffix(".md"))
    return found or table.find_name(bare.removesuffix("/index").removesuffix("/_index").rpartition("/")[2])


def _is_name(env: BuildEnvironment, docname: str, target: str) -> bool:
    """Whether the standard domain knows a label or a document by this name."""
    std = env.domains.standard_domain
    return (
        target.lower() in std.labels
        or target.lower() in std.anonlabels
        or docname_join(docname, target) in env.all_docs
    )


def absolute(docname: str, target: str) -> str:
    """Return an address from the root of the site; a path without a slash in front is seen from the article."""
    return target if urlsplit(target).scheme else urljoin(page_path(docname), target)


def _document(env: BuildEnvironment, bare: str) -> str | None:
    names = (bare, f"{bare}/index", f"{bare}/_index", f"content/{bare}") if bare else (env.config.root_doc,)
    return next((name for name in names if name in env.all_docs), None)


def title_of(env: BuildEnvironment, docname: str) -> str:
    """Return the title of a document, else its name; Sphinx writes ``<no title>`` where there is none."""
    title = env.titles.get(docname)
    text = title.astext() if title else ""
    return docname if text in ("", "<no title>") else text
