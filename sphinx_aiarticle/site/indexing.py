"""Which pages search engines and other readers of the whole site are to know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.domain import Table
from sphinx_aiarticle.model.page import is_indexed
from sphinx_aiarticle.nodes import meta_of
from sphinx_aiarticle.reading.source import ARTICLES

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

#: Whether the author of a document keeps it from search engines.
UNINDEXED: Final = Table(name="unindexed", default=False)
_ROBOTS: Final = re.compile(r"<meta (?=[^<>]*\"robots\")[^<>]*\b(?:noindex|none)\b", re.IGNORECASE)


@guarded
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Note a draft, and a page whose robots meta element says ``noindex``."""
    docname = app.env.docname
    if not is_indexed(meta_of(document).get("robots", "")) or ARTICLES.get(app.env, docname).draft:
        UNINDEXED.of(app.env)[docname] = True


def lets_index(metatags: str) -> bool:
    """Whether the meta elements of a page, of whoever they are, let search engines index it."""
    return _ROBOTS.search(metatags) is None
