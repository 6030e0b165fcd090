"""What is at addresses of no page: small pages that lead on from former ones, and ``404.html`` at all others.

GitHub Pages, GitLab Pages, Netlify, Cloudflare Pages and others show this file; Sphinx writes a document ``404`` with
links that are relative to its own place, and the builder ``dirhtml`` writes it as ``404/index.html``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_aiarticle.components.articles.list_pages import listings_of
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.config_values import ADDRESS_FORMS
from sphinx_aiarticle.diagnostics import Subtype, handles, warn
from sphinx_aiarticle.domain import digest, title_of
from sphinx_aiarticle.html.address import makes_files_of_html, out_name, page_url, site_of, target_uri
from sphinx_aiarticle.html.files import WrittenFiles, is_extra, place_of, write_whole
from sphinx_aiarticle.hugo.paths import Rank, page_path, path_key, redirect_file
from sphinx_aiarticle.model.page import NOT_FOUND
from sphinx_aiarticle.reading.documents import place_of_key
from sphinx_aiarticle.reading.source import PATHS, hugo_addresses
from sphinx_aiarticle.url import base_folder

_FILE: Final = "404.html"
_HEAD: Final = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_BASE: Final = '\n<base class="aiarticle-not-found" href="{}">'
_MARK = '<meta name="generator" content="sphinx-aiarticle redirect">'
# A refresh alone would lose the question to which a link leads.
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={url}">
{mark}
</head>
<body><p><a href="{url}">{title}</a></p>
<script>const rest = location.search + location.hash;
if (rest) location.replace(document.links[0].href + rest);</script>
</body>
</html>
"""


@handles("build-finished")
def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Write what has changed since the last build, and delete what no article asks for any more."""
    builder = app.builder
    if exception is not None or not makes_files_of_html(builder):
        return
    wanted = wanted_redirects(app, builder) if settings(app.config).redirects else {}
    files, taken = WrittenFiles(app, "redirects"), set[str]()
    for name, docname in wanted.items():
        text = _page(app, builder, name, docname)
        mark = digest(text)
        is_there = files.before.get(name) == mark and os.path.exists(f"{builder.outdir}/{name}")  # noqa: PTH110 - fast
        if is_there or _write(builder, name, docname, text, taken):
            files.now[name] = mark
    if settings(app.config).redirects:
        _warn_of_lost(app, builder, wanted, taken)
    files.finish(lambda name: name if _is_redirect(Path(builder.outdir, name)) else "")


def wanted_redirects(app: Sphinx, builder: StandaloneHTMLBuilder) -> Mapping[str, str]:
    """Return the document that answers each file; pages are none of these, and of two documents the rank decides.

    Names that differ in case only are two addresses; where the file system takes them for one, the page stays.
    """
    docnames = app.env.all_docs
    found: dict[str, tuple[int, str]] = {}
    for docname, paths in PATHS.of(app.env).items():
        for path in paths if docname in docnames else ():
            name = redirect_file(path.path)
            found[name] = min(found.get(name, (9, "")), (int(path.rank), docname))
    for docname in docnames if settings(app.config).redirects in ADDRESS_FORMS else ():
        name = redirect_file(page_path(docname))
        if settings(app.config).redirects == "files":
            name = name if name == "index.html" else f"{name.removesuffix('/index.html')}.html"
        found.setdefault(name, (0, docname))
    if settings(app.config).redirects == "folders":
        for listing in listings_of(app.env).values():
            if listing.number == 1:  # Hugo leads from its page 1 to the list
                found.setdefault(f"{listing.folder}/page/1/index.html".lstrip("/"), (9, listing.page))
                if listing.address != listing.folder:
                    found.setdefault(f"{listing.address}/index.html", (9, listing.page))
    if not found:  # the next line takes its time
        return {}
    pages = {out_name(builder, docname) for docname in docnames}
    return {name: docname for name, (_, docname) in sorted(found.items()) if name not in pages}


#: What authors choose of an address, as they call it, and the keys of the front matter that have it.
_CHOSEN: Final = {Rank.ALIAS: ("alias", "aliases"), Rank.SLUG: ("address", "(?:slug|url)")}


def _warn_of_lost(app: Sphinx, builder: StandaloneHTMLBuilder, wanted: Mapping[str, str], taken: set[str]) -> None:
    """Warn of addresses that lead elsewhere: to a page that has it itself, to another article with it, or to a file."""
    known = PATHS.of(app.env)
    told, addresses = set[tuple[str, str]](), hugo_addresses(app.env)
    if addresses and Subtype.LINT_DUPLICATE_SLUG in settings(app.config).lint:  # which names all that share one
        from sphinx_aiarticle.lint.articles import find_shared_addresses

        shared = find_shared_addresses(addresses)
        told = {(path_key(address), docname) for address, docnames in shared for docname in docnames}
    for docname, paths in known.items():
        for path in paths if docname in app.env.all_docs else ():
            name = redirect_file(path.path)
            is_told = path.rank == Rank.SLUG and (path.key, docname) in told
            if path.rank not in _CHOSEN or is_told:
                continue
            winner, advice = wanted.get(name, ""), "choose another, or delete it"
            if name in taken:
                who = "a list, html_extra_path, an extension or an earlier build has a file there"
                advice = "choose another, or delete that file"
            elif winner == docname or name == out_name(builder, docname):
                continue
            else:
                who = f"so has {winner!r}, and it leads there" if winner else "a page has this address itself"
            kind, key = _CHOSEN[path.rank]
            message = "the %s %r does not lead to this article: %s; %s"
            warn(Subtype.URL, message, kind, path.path, who, advice, location=place_of_key(app.env, docname, key))


def _write(builder: StandaloneHTMLBuilder, name: str, docname: str, text: str, taken: set[str]) -> bool:
    """Write one page unless a file of somebody else is there, which is *taken* then; return whether it is there now."""
    path = place_of(Path(builder.outdir), name)
    if path is None or path.is_symlink():
        return False
    try:
        if path.is_file() and not _is_redirect(path):
            taken.add(name)
            return False
        write_whole(Path(builder.outdir), path, text.encode("utf-8", "replace"))
        return True
    except OSError as error:
        message = "the page that leads from %r to this article cannot be written: %s; change the alias or slug"
        warn(Subtype.URL, message, name, error, location=docname)
    return False


def _page(app: Sphinx, builder: StandaloneHTMLBuilder, name: str, docname: str) -> str:
    target = "../" * name.count("/") + target_uri(builder, docname)
    site, is_document = site_of(builder), docname in app.env.all_docs
    title = title_of(app.env, docname) if is_document else listings_of(app.env)[docname].title
    canonical = page_url(builder, site.base_url, docname) if site.base_url else target
    return _PAGE.format(
        language=escape(site.language),
        title=escape(title),
        canonical=escape(canonical),
        url=escape(target or "./"),
        mark=_MARK,
    )


def _is_redirect(path: Path) -> bool:
    try:
        return _MARK in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


@handles("doctree-read", priority=400)  # before Sphinx collects the tree
def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Take the document out of the navigation, where only a pattern of a ``toctree`` can have put it."""
    env = app.env
    if NOT_FOUND not in env.found_docs:
        return
    env.metadata[NOT_FOUND].setdefault("orphan", "")
    for tree in doctree.findall(addnodes.toctree):
        if tree["glob"] and NOT_FOUND in tree["includefiles"]:
            tree["entries"] = [entry for entry in tree["entries"] if entry[1] != NOT_FOUND]
            tree["includefiles"].remove(NOT_FOUND)


@handles("build-finished", priority=400)  # before what may lead on from there
def write_not_found(app: Sphinx, exception: Exception | None) -> None:
    """Write the file where the project has a document ``404``; delete it where it has none any more."""
    builder = app.builder
    if exception is not None or not makes_files_of_html(builder):
        return
    outdir, target = Path(builder.outdir), Path(builder.outdir, _FILE)
    if NOT_FOUND not in app.env.all_docs:
        if target.is_file() and _BASE.partition("href")[0] in target.read_text(encoding="utf-8", errors="replace"):
            target.unlink()
        return
    page = Path(builder.get_outfilename(NOT_FOUND))
    text = page.read_text(encoding="utf-8") if page.is_file() and not is_extra(app, _FILE) else ""
    head = _HEAD.search(text)
    if head is None or "<base " in text:
        return
    place = f"{base_folder(site_of(builder).base_url)}/{page.relative_to(outdir).as_posix()}"
    text = text[: head.end()] + _BASE.format(escape(place)) + text[head.end() :]
    write_whole(outdir, target, text.encode())
