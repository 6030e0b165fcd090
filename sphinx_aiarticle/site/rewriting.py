"""Which pages are to be written again although their own source is older: Sphinx writes what has changed itself.

A breadcrumb holds the titles of other pages. And Sphinx saves what it has read before it writes the pages: when it is
stopped in between, the next build takes all pages for written, but those whose own source is newer.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.diagnostics import handles
from sphinx_aiarticle.domain import WrittenTable, title_of
from sphinx_aiarticle.html.address import parent_of, way_to

#: Names and titles of the documents above each document.
_WRITTEN: Final[WrittenTable[tuple[tuple[str, str], ...]]] = WrittenTable(name="breadcrumbs")
#: A file beside the doctrees while pages are written; builders of books would take one in the output for a part of it.
_MARK: Final = "aiarticle-unfinished-"


@handles("env-updated")
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Note that the output is being written; return all documents if the last build left that note behind.

    Else those whose breadcrumb is no longer the one of the last build.
    """
    mark = _mark(app)
    was_stopped = mark.exists()
    mark.touch()
    changed = _changed_breadcrumbs(app, env) if isinstance(app.builder, StandaloneHTMLBuilder) else []
    return sorted(env.all_docs) if was_stopped else changed


def _changed_breadcrumbs(app: Sphinx, env: BuildEnvironment) -> list[str]:
    relations, root = env.collect_relations(), env.config.root_doc
    above: dict[str | None, tuple[tuple[str, str], ...]] = {}  # neighbours share theirs, which keeps the pickle small
    now = {}
    for docname in env.all_docs:
        parent = parent_of(docname, relations)
        if parent not in above:
            above[parent] = tuple((name, title_of(env, name)) for name in way_to(docname, relations, root))
        now[docname] = above[parent]
    return _WRITTEN.update(app, now)


@handles("build-finished", priority=950)
def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Take the note away after a build without an error."""
    if exception is None:
        _mark(app).unlink(missing_ok=True)


def _mark(app: Sphinx) -> Path:
    return Path(app.doctreedir, _MARK + app.builder.name)
