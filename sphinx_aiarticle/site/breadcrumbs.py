"""Which pages are to be written again because a title in their breadcrumb has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.domain import WrittenTable, title_of
from sphinx_aiarticle.html.address import parent_of, way_to

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


#: Names and titles of the documents above each document.
_WRITTEN: Final[WrittenTable[tuple[tuple[str, str], ...]]] = WrittenTable(name="breadcrumbs")


@guarded
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents whose breadcrumb is no longer the one of the last build.

    Sphinx writes a page again when its own source changes, but a breadcrumb holds the titles of other pages.
    """
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return []
    relations, root = env.collect_relations(), env.config.root_doc
    above: dict[str | None, tuple[tuple[str, str], ...]] = {}  # neighbours share theirs, which keeps the pickle small
    now = {}
    for docname in env.all_docs:
        parent = parent_of(docname, relations)
        if parent not in above:
            above[parent] = tuple((name, title_of(env, name)) for name in way_to(docname, relations, root))
        now[docname] = above[parent]
    return _WRITTEN.update(app, now)
