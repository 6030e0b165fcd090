"""How long each article takes to read, for its header and for page templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.domain import Table
from sphinx_aiarticle.model.reading_time import reading_minutes
from sphinx_aiarticle.nodes import iter_elements
from sphinx_aiarticle.reading.source import ARTICLES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_aiarticle.i18n import Language

#: The minutes by document.
MINUTES: Final = Table(name="reading_minutes", default=0)
_UNREAD = (nodes.Invisible, nodes.FixedTextElement, nodes.raw)


@guarded
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Note how long an article takes to read; code and raw HTML do not count."""
    docname = app.env.docname
    if ARTICLES.get(app.env, docname).is_article:
        elements = (part for part in iter_elements(document, skip=_UNREAD) if not isinstance(part, _UNREAD))
        texts = (child for part in elements for child in part.children if type(child) is nodes.Text)
        MINUTES.of(app.env)[docname] = reading_minutes(nodes.unescape(" ".join(texts)))


def reading_time_view(env: BuildEnvironment, docname: str, language: Language) -> dict[str, Any] | None:
    """Return how long a document takes to read: ``minutes``, and ``text`` in *language*; nothing for no article."""
    minutes = MINUTES.get(env, docname)
    text = language.gettext("{minutes} min read").format(minutes=minutes)
    return {"minutes": minutes, "text": text} if minutes else None
