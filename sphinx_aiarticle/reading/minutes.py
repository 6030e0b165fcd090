"""How long an article takes to read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import filterfalse
from typing import Any, Final

from docutils import nodes
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.domain import Table
from sphinx_aiarticle.i18n import Language

#: Silent reading of English prose: 238 words a minute (Brysbaert 2019, a review of 190 studies).
_WORDS_A_MINUTE = 238
#: Japanese and Chinese are read at 400 to 600 characters a minute.
_CHARACTERS_A_MINUTE = 500
#: Scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_WORD = r"\w+(?:['’.-]\w+)*"


def reading_minutes(text: str) -> int:
    """Return the whole minutes that *text* takes to read, at least one where there is a word.

    Words are counted where a script puts spaces between them, and characters where it does not.
    """
    words = text.split()
    others = [*filterfalse(str.isascii, words)]  # few, since patterns are slow
    rest, characters = re.subn(_UNSPACED, " ", " ".join(others))
    count = len(words) - len(others) + len(re.findall(_WORD, rest))
    minutes = count / _WORDS_A_MINUTE + characters / _CHARACTERS_A_MINUTE
    return max(1, round(minutes)) if minutes else 0


#: The minutes by document.
MINUTES: Final = Table(name="reading_minutes", default=0)
#: Elements whose text does not count: code and raw HTML among them.
UNREAD: Final = (nodes.Invisible, nodes.FixedTextElement, nodes.raw)


def note_minutes(env: BuildEnvironment, elements: Sequence[nodes.Element]) -> None:
    """Note how long the article being read takes to read, by its elements without those below :data:`UNREAD` ones."""
    read = {kind for kind in set(map(type, elements)) if not issubclass(kind, UNREAD)}
    texts = [child for part in elements if type(part) in read for child in part.children if type(child) is nodes.Text]
    MINUTES.keep(env, env.docname, reading_minutes(nodes.unescape(" ".join(texts))))


def reading_time_view(env: BuildEnvironment, docname: str, language: Language) -> dict[str, Any] | None:
    """Return how long a document takes to read: ``minutes``, and ``text`` in *language*; nothing for no article."""
    minutes = MINUTES.get(env, docname)
    text = language.gettext("{minutes} min read").format(minutes=minutes)
    return {"minutes": minutes, "text": text} if minutes else None
