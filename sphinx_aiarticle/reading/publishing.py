"""Leave unpublished Hugo articles out of a build before anything is read, as Hugo does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from sphinx_aiarticle import frontmatter
from sphinx_aiarticle.clock import now
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.hugo.publication import Publishing, is_surely_shown, why_left_out, window_of, with_defaults
from sphinx_aiarticle.reading.folders import defaults_of, is_index
from sphinx_aiarticle.reading.source import WINDOWS, is_hugo_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_aiarticle.config import Settings
    from sphinx_aiarticle.hugo.publication import Window


_LOGGER = logging.getLogger(__name__)
_END_OF_BLOCK = re.compile(r"^(?:---|\+\+\+|\})[ \t]*$", re.MULTILINE)


@guarded
def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Sequence[str]:
    """Take unpublished articles out of the project, and read again what a new or removed folder file concerns."""
    conf = settings(app.config)
    if not conf.hugo:
        return []
    publishing = Publishing(drafts=conf.hugo_drafts, future=conf.hugo_future, expired=conf.hugo_expired)
    outdated = _below_changed_folders(env, added | removed)
    fresh = added | changed | outdated
    left_out: set[str] = set()
    for docname in sorted(env.found_docs):
        if not is_hugo_document(app.config, env, docname):
            continue
        known = docname in env.all_docs and docname not in fresh
        window = WINDOWS.get(env, docname) if known else _read_window(env, docname, conf)
        reason = why_left_out(window, publishing, now()) if window else ""
        if reason:
            _LOGGER.info("%s is left out: %s", docname, reason, location=docname)
            left_out.add(docname)
    # Sphinx has listed the files by now, and reads what remains in these sets.
    for documents in (app.project.docnames, added, changed):
        documents -= left_out
    removed |= left_out & env.all_docs.keys()
    _delete_pages(app, left_out & removed)
    return sorted(outdated - left_out)


def _below_changed_folders(env: BuildEnvironment, documents: Set[str]) -> set[str]:
    folders = tuple(docname.removesuffix("_index") for docname in documents if is_index(docname))
    return {docname for docname in env.all_docs.keys() & env.found_docs if docname.startswith(folders)}


def _read_window(env: BuildEnvironment, docname: str, conf: Settings) -> Window | None:
    try:
        with Path(env.doc2path(docname)).open(encoding="utf-8-sig", errors="replace") as file:
            source = file.read(frontmatter.MAX_CHARACTERS + 2)
    except OSError:
        return None
    end = _END_OF_BLOCK.search(source, 4)
    defaults = defaults_of(env, docname)
    if not any(defaults) and is_surely_shown(source[: end.start()] if end else source, now()):
        return None
    return window_of(with_defaults(frontmatter.read_hugo(source), defaults).data, conf.timezone)


def _delete_pages(app: Sphinx, documents: Iterable[str]) -> None:
    """Delete what an earlier build wrote of articles that are no longer part of the site."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder):
        for docname in documents:
            Path(builder.get_outfilename(docname)).unlink(missing_ok=True)
            source = Path(builder.outdir, "_sources", app.env.doc2path(docname, base=False))
            for path in (source, source.with_name(source.name + app.config.html_sourcelink_suffix)):
                path.unlink(missing_ok=True)
