"""Which pages have to be written again because their links lead elsewhere since other documents changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.domain import articles_of
from sphinx_aiarticle.links import find_document

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the Hugo articles with a link whose document is no longer the one of the last build.

    Sphinx writes a page again when its own source changes; a link by address may gain its document, or lose it, while
    the page stays as it is.
    """
    domain = articles_of(env)
    written = domain.links_written.setdefault(app.builder.name, {})
    if not (domain.targets or written):
        return []
    table = domain.table
    now = {
        docname: tuple(find_document(env, table, docname, target) for target in targets)
        for docname, targets in domain.targets.items()
    }
    changed = [docname for docname, found in now.items() if written.get(docname, found) != found]
    written.clear()
    written.update(now)
    return changed
