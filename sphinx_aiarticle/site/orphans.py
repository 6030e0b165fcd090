"""Articles to which a list or a neighbour leads need no table of contents: Sphinx has nothing to warn of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.articles import articles_of
from sphinx_aiarticle.components.articles.listings import listings_of
from sphinx_aiarticle.components.articles.lists import LISTS, entries_of
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.reading.source import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: What tells our mark from that of an author; Sphinx asks only whether there is one.
_BY_LISTS: Final = "listed"


@guarded
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Mark the articles that readers reach, and take the mark from those that they no longer do."""
    reached = set(_reached(env))
    for docname in ARTICLES.of(env):
        metadata = env.metadata[docname]
        if docname in reached:
            metadata.setdefault("orphan", _BY_LISTS)
        elif metadata.get("orphan") == _BY_LISTS:
            del metadata["orphan"]


def _reached(env: BuildEnvironment) -> Iterator[str]:
    articles, conf = articles_of(env), settings(env.config)
    for docname, plans in LISTS.of(env).items():
        for plan in plans:
            yield from (entry.docname for entry in entries_of(env, plan, docname))
    for listing in listings_of(env).values():
        yield from (entry.docname for entry in listing.entries)
    if conf.neighbours or "neighbours" in conf.after:
        yield from (entry.docname for entry in articles.newest_first if any(articles.neighbours(entry.docname)))
