"""Links between Hugo articles: from addresses on the site to documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from docutils import nodes
from sphinx.util.nodes import make_refnode

from sphinx_aiarticle.diagnostics import Subtype, warn
from sphinx_aiarticle.hugo.site_paths import SitePath, logical_names, page_path, path_key
from sphinx_aiarticle.hugo.surroundings import REFERENCE_SCHEME

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
    if target.startswith(REFERENCE_SCHEME):
        return _reference(place, target.removeprefix(REFERENCE_SCHEME), node, content)
    is_relative = target.startswith(("./", "../"))
    if is_relative:
        target = urljoin(page_path(place.docname), target)
    if not target.startswith("/") or target.startswith("//"):
        return None
    parts = urlsplit(target)
    bare = unquote(parts.path).strip("/")
    if not is_relative and bare == parts.path.strip("/") and bare in env.all_docs and not parts.fragment:
        return None  # the standard domain reads this as a document's name
    docname = _document(env, bare.removesuffix(".html").removesuffix(".md")) or place.table.find(parts.path)
    if docname:
        return place.link(docname, parts.fragment, content)
    base = env.config.html_baseurl.rstrip("/")
    return nodes.reference("", "", content, refuri=base + target, internal=False)


def _reference(place: Place, target: str, node: pending_xref, content: nodes.Element) -> nodes.Element:
    """Resolve ``ref``: by path from the root, from the article's folder, or by the name of the file alone."""
    env, table = place.env, place.table
    path, _, fragment = unquote(target).partition("#")
    bare = path.strip("/").removesuffix(".md")
    folder = place.docname.rpartition("/")[0]
    docname = place.docname if not bare else None
    if bare and not path.startswith("/"):
        docname = _document(env, urljoin(f"/{folder}/", bare).strip("/"))
    docname = docname or _document(env, bare) or table.find(path.removesuffix(".md"))
    docname = docname or table.find_name(bare.removesuffix("/index").removesuffix("/_index").rpartition("/")[2])
    if docname:
        return place.link(docname, fragment, content)
    message = "no article is called %r, to which a 'ref' refers; write its path, such as '/posts/name.md'"
    warn(Subtype.SHORTCODE, message, path, location=node)
    return content


def _document(env: BuildEnvironment, bare: str) -> str | None:
    names = (bare, f"{bare}/index", f"{bare}/_index", f"content/{bare}") if bare else (env.config.root_doc,)
    return next((name for name in names if name in env.all_docs), None)


def title_of(env: BuildEnvironment, docname: str) -> str:
    """Return the title of a document, else its name."""
    title = env.titles.get(docname)
    return title.astext() if title else docname
