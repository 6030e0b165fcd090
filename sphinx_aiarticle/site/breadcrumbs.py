"""The way from the home page to a page, and which pages have to be written again when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_aiarticle.domain import articles_of
from sphinx_aiarticle.site.links import title_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_LONGEST = 20  # a document may include itself by way of others


def way_to(docname: str, relations: Mapping[str, Sequence[str | None]], root: str) -> list[str]:
    """Return the documents between the home page *root* and *docname*, the uppermost first.

    Args:
        docname: The document to reach.
        relations: Parent, previous and next document of each document, as Sphinx collects them.
        root: The home page, which is no part of the way.
    """
    way: list[str] = []
    parent = _parent(docname, relations)
    while parent and parent != root and len(way) < _LONGEST:
        way.append(parent)
        parent = _parent(parent, relations)
    return way[::-1]


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents whose breadcrumb is no longer the one of the last build.

    Sphinx writes a page again when its own source changes, but a breadcrumb holds the titles of other pages.
    """
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return []
    written = articles_of(env).breadcrumbs.setdefault(app.builder.name, {})
    relations, root = env.collect_relations(), env.config.root_doc
    above: dict[str | None, tuple[tuple[str, str], ...]] = {}  # neighbours share theirs, which keeps the pickle small
    now = {}
    for docname in env.all_docs:
        parent = _parent(docname, relations)
        if parent not in above:
            above[parent] = tuple((name, title_of(env, name)) for name in way_to(docname, relations, root))
        now[docname] = above[parent]
    changed = [docname for docname, way in now.items() if written.get(docname, way) != way]
    written.clear()
    written.update(now)
    return changed


def _parent(docname: str, relations: Mapping[str, Sequence[str | None]]) -> str | None:
    related = relations.get(docname)
    return related[0] if related else None
