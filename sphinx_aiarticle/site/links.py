"""Links between Hugo articles: from addresses on the site to documents, which they follow."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, handles, transform, warn
from sphinx_aiarticle.domain import Cached, ReferencePlace, Resolver, WrittenTable, add_resolver
from sphinx_aiarticle.hugo.paths import (
    KnownPages,
    Rank,
    bare_reference,
    best_pages,
    logical_name,
    only_names,
    page_path,
    path_key,
    seen_from,
)
from sphinx_aiarticle.hugo.site_context import REFERENCE_SCHEME
from sphinx_aiarticle.reading.anchors import find_anchor, note_anchor
from sphinx_aiarticle.reading.source import HUGO_ARTICLES, PATHS, TARGETS, own_address, place_of, source_of
from sphinx_aiarticle.url import on_host


@Cached
def known_pages(env: BuildEnvironment) -> KnownPages:
    """Return all documents by what links call them."""
    hugo = HUGO_ARTICLES.of(env)
    addresses = ((path.key, path.rank, docname) for docname, paths in PATHS.of(env).items() for path in paths)
    others = ((path_key(page_path(docname)), Rank.FILE, docname) for docname in env.all_docs if docname not in hugo)
    files = ((path_key(docname), Rank.FILE, docname) for docname in hugo if docname.startswith("content/"))
    places = {docname: place_of(env, docname) for docname in hugo}
    return KnownPages(
        base_url=env.config.html_baseurl,
        by_key=best_pages((("", Rank.FILE, env.config.root_doc), *addresses, *others, *files)),
        by_name=only_names({docname: (folder, logical_name(name)) for docname, (folder, name) in places.items()}),
    )


class ArticleResolver(Resolver):
    """Resolves addresses on the site in Hugo articles, such as ``/posts/<slug>/``."""

    def resolve_any(
        self, place: ReferencePlace, node: pending_xref, content: nodes.Element
    ) -> tuple[str, nodes.Element] | None:
        """Return the link to the document at an address."""
        if not HUGO_ARTICLES.get(place.env, place.docname):
            return None
        found = resolve(place, node["reftarget"], node, content)
        return None if found is None else ("aiarticle:article", found)


def resolve(place: ReferencePlace, target: str, node: pending_xref, content: nodes.Element) -> nodes.Element | None:
    """Return the link for an address in a Hugo article; ``None`` when it is for others to resolve.

    What no document answers stays a link to that address on the site, which may be served by somebody else; only a
    ``ref`` is a promise that there is such an article, and gets a warning.
    """
    env = place.env
    is_reference = target.startswith(REFERENCE_SCHEME)
    address = unquote(target.removeprefix(REFERENCE_SCHEME)) if is_reference else absolute(env, place.docname, target)
    if not is_reference and (not address.startswith("/") or address.startswith("//")):
        return None
    if address == target and target.strip("/") in env.all_docs:
        return None  # the standard domain reads this as a document's name
    if not (is_reference or target.startswith("/")) and _is_name(env, place.docname, target):
        return None
    docname = find_document(env, place.docname, target)
    if docname:
        return place.link(docname, _anchor(place, docname, address.partition("#")[2], node), content)
    if is_reference:
        message = "no single article is called %r, to which a 'ref' refers; write its path, such as '/posts/name.md'"
        warn(Subtype.SHORTCODE, message, address.partition("#")[0], location=node)
        return content
    return nodes.reference("", "", content, refuri=on_host(address, env.config.html_baseurl), internal=False)


def _anchor(place: ReferencePlace, docname: str, fragment: str, node: nodes.Node) -> str:
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


def find_document(env: BuildEnvironment, docname: str, target: str) -> str:
    """Return the document to which an address, or a ``ref``, in a Hugo article leads; nothing without any."""
    known = known_pages(env)
    if not target.startswith(REFERENCE_SCHEME):
        return known.document(urlsplit(absolute(env, docname, target)).path)
    path = unquote(target.removeprefix(REFERENCE_SCHEME)).partition("#")[0]
    bare, (folder, name) = bare_reference(path), place_of(env, docname)
    beside = page_path(f"{seen_from(name, path)}/_index".lstrip("/"), folder).strip("/")
    found = known.by_path(bare, beside, folder) if path else docname
    return found or known.called(bare, (folder, ""))


def _is_name(env: BuildEnvironment, docname: str, target: str) -> bool:
    """Whether the standard domain knows a label or a document by this name."""
    std = env.domains.standard_domain
    return (
        target.lower() in std.labels
        or target.lower() in std.anonlabels
        or docname_join(docname, target) in env.all_docs
    )


def absolute(env: BuildEnvironment, docname: str, target: str) -> str:
    """Return an address from the root of the site; a path without a slash in front is seen from the article."""
    return target if urlsplit(target).scheme else urljoin(own_address(env, docname), target)


#: The documents to which the links of each Hugo article led.
_WRITTEN: Final[WrittenTable[tuple[str, ...]]] = WrittenTable(name="links")


@transform(priority=270)  # after the names of sections have become ids (261), before links look for them (879)
def add_own_anchors(app: Sphinx, document: nodes.document) -> None:
    """Give headings the ids that their author wrote behind them, so that links to them go on working.

    They come first, except where a question has its own, and where the text alone gives the same one.
    """
    source = source_of(app.env)
    if source is None or not source.anchors:
        return
    for section in document.findall(nodes.section):
        anchor = source.anchors.get((section.line or 0) - 1)
        if anchor and anchor not in document.ids:
            is_second = getattr(section, "is_answer", False) or section.get("slug") == anchor
            section["ids"].insert(len(section["ids"]) if is_second else 0, anchor)
            document.ids[anchor] = section
            note_anchor(app.env, anchor, anchor, section[0].astext())


@transform(priority=870)  # after the anchors of the document are known (850), before MyST-Parser looks (879)
def read_relative_links(app: Sphinx, document: nodes.document) -> None:
    """Read links as they are seen from the page: to its own places, and by relative paths, which become absolute."""
    env = app.env
    source = source_of(env)
    if source is None or not source.has_relative_links:
        return
    for link in document.findall(nodes.reference):
        if link.attributes.pop("id_link", False):
            _lead_to_place(link, document, env)
    for xref in document.findall(pending_xref):
        if xref["reftype"] == "myst" and not xref["refdomain"]:
            xref["reftarget"] = absolute(env, env.docname, xref["reftarget"])


def _lead_to_place(link: nodes.reference, document: nodes.document, env: BuildEnvironment) -> None:
    """Lead a link to the id of a place; what leads nowhere becomes a link to the page."""
    fragment = unquote(link["refuri"].removeprefix("#"))
    found = find_anchor(env, env.docname, fragment) or (fragment if fragment in document.ids else None)
    if found:
        del link["refuri"]
        link["refid"] = found
    else:
        link["refuri"], link["internal"] = "#", True
        if fragment:
            warn_of_fragment(env, fragment, env.docname, link)


@handles("env-updated")
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the Hugo articles with a link whose document is no longer the one of the last build.

    Sphinx writes a page again when its own source changes; a link by address may gain its document, or lose it, while
    the page stays as it is.
    """
    known_pages.forget(env)
    if not TARGETS.of(env):
        return []
    return _WRITTEN.update(
        app,
        {
            docname: tuple(find_document(env, docname, target) for target in targets)
            for docname, targets in TARGETS.of(env).items()
        },
    )


def setup(app: Sphinx) -> None:
    """Register what makes links of addresses."""
    add_resolver(app, ArticleResolver(), priority=400)  # in Hugo articles an address is never a product's name
