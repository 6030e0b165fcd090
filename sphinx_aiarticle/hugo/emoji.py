"""Emoji codes such as ``:rocket:`` in the text of an article, where the site has ``enableEmoji``."""

from __future__ import annotations

import re
from functools import lru_cache

from sphinx_aiarticle.recognise.code_spans import code_spans

# A code of an emoji, and what is not text: addresses, tags of HTML, shortcodes.
_EMOJI = re.compile(
    r"\]\([^()\s]*|<[A-Za-z/!][^<>]*>|https?://[^\s<>]+|\{\{[<%][^{}]*\}\}|(?P<emoji>:[a-z0-9+][a-z0-9_+-]{0,60}:)"
)


def with_emoji(text: str) -> str:
    """Return the Markdown of a paragraph with characters for the emoji codes in it; a code that is none stays."""
    pieces, last = [], 0
    for begin, end in (*code_spans(text), (len(text), len(text))):
        pieces += [_EMOJI.sub(_emoji, text[last:begin]), text[begin:end]]
        last = end
    return "".join(pieces)


@lru_cache(maxsize=2048)
def _emoji_of(code: str) -> str:
    import emoji

    return emoji.emojize(code, language="alias")


def _emoji(match: re.Match[str]) -> str:
    return _emoji_of(match[0]) if match["emoji"] else match[0]
