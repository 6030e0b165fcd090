"""Emoji codes such as ``:rocket:`` in the text of an article, where the site has ``enableEmoji``."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from sphinx_aiarticle.hugo.shortcodes.tags import find_code
from sphinx_aiarticle.recognise.code_spans import InlineCode

_CODE = re.compile(r":[a-z0-9+][a-z0-9_+-]{0,60}:")
# Shortcode tags, addresses, tags of HTML, definitions of links, and the options of a directive.
_HIDDEN = re.compile(
    r"\{\{[<%].{0,4000}?[>%]\}\}|\]\([^()\s]*|<[A-Za-z/!][^<>]*>|https?://[^\s<>]+|^ {0,3}\[[^\]\n]+\]:[^\n]*"
    r"|^[ \t]*(?::{3,}|~{3,}|`{3,})\{[^\n]*(?:\n[ \t]*:[\w-]+:[^\n]*)*",
    re.MULTILINE | re.DOTALL,
)


def with_emoji(text: str) -> str:
    """Return Markdown with characters for the emoji codes in its prose; a code that is none stays.

    Args:
        text: Markdown as its author wrote it, before shortcodes are expanded.
    """
    if not _CODE.search(text):
        return text
    hidden = sorted([*find_code(text), *(match.span() for match in _HIDDEN.finditer(text))])
    starts = [begin for begin, _ in hidden]
    ends = [0]
    for _, end in hidden:
        ends.append(max(ends[-1], end))
    inline = InlineCode(text)

    def shown(match: re.Match[str]) -> str:
        place = match.start()
        is_hidden = place < ends[bisect_right(starts, place)] or place in inline
        return match[0] if is_hidden else _emoji(match[0])

    return _CODE.sub(shown, text)


@lru_cache(maxsize=2048)
def _emoji(code: str) -> str:
    import emoji

    return emoji.emojize(code, language="alias")
