"""The page that servers show at any address that is none: ``404.html``, whose links are right wherever it is shown.

GitHub Pages, GitLab Pages, Netlify, Cloudflare Pages and others look for this file; Sphinx writes a document ``404``
with links that are relative to its own place, and the builder ``dirhtml`` writes it as ``404/index.html``.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx import addnodes

from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.html.address import has_own_pages, site_of
from sphinx_aiarticle.html.files import is_extra, write_whole
from sphinx_aiarticle.model.page import NOT_FOUND
from sphinx_aiarticle.url import base_folder

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_FILE: Final = "404.html"
_HEAD: Final = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_BASE: Final = '\n<base class="aiarticle-not-found" href="{}">'


@guarded
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


@guarded
def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the file where the project has a document ``404``; delete it where it has none any more."""
    builder = app.builder
    if exception is not None or not has_own_pages(builder) or builder.out_suffix != ".html":
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
