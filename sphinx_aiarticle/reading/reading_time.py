"""How long each article takes to read, for its header and for page templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from sphinx_aiarticle.domain import Table
from sphinx_aiarticle.model.reading_time import reading_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

    from sphinx_aiarticle.i18n import Language

#: The minutes by document.
MINUTES: Final = Table(name="reading_minutes", default=0)
#: Elements whose text does not count: code and raw HTML among them.
UNREAD: Final = (nodes.Invisible, nodes.FixedTextElement, nodes.raw)


def note_minutes(env: BuildEnvironment, elements: Iterable[nodes.Element]) -> None:
    """Note how long the article that is being read takes to read.

    Args:
        env: The environment.
        elements: Its elements, without those below :data:`UNREAD` ones.
    """
    read = (part for part in elements if not isinstance(part, UNREAD))
    texts = [child for part in read for child in part.children if type(child) is nodes.Text]
    MINUTES.of(env)[env.docname] = reading_minutes(nodes.unescape(" ".join(texts)))


def reading_time_view(env: BuildEnvironment, docname: str, language: Language) -> dict[str, Any] | None:
    """Return how long a document takes to read: ``minutes``, and ``text`` in *language*; nothing for no article."""
    minutes = MINUTES.get(env, docname)
    text = language.gettext("{minutes} min read").format(minutes=minutes)
    return {"minutes": minutes, "text": text} if minutes else None
