"""The languages of code blocks, as Pygments knows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_aiarticle.hugo.code_options import is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token


_FENCE = re.compile(r"(?P<before>.*?(?:(?<!`)`{3,}+|(?<!~)~{3,}+)[ \t]*+)(?P<language>[^\s`]+)")


def fix_languages(lines: list[str], tokens: Sequence[Token]) -> list[int]:
    """Let Pygments know the language of every fence, and return the lines that change.

    Hugo shows code in a language that it does not know; Sphinx warns of it. ``python:app.py`` becomes
    ``python app.py`` and ``env`` becomes ``text env``: the first word counts, and the author's word stays.

    Args:
        lines: The Markdown, changed in place.
        tokens: Its blocks.
    """
    changed = []
    for token in tokens:
        if token.type != "fence" or not token.map or token.info.lstrip().startswith("{"):
            continue
        language = token.info.strip().partition(" ")[0]
        match = _FENCE.match(lines[token.map[0]])
        if not language or language == "mermaid" or is_known(language) or match is None:  # diagrams may be drawn
            continue
        first, _, rest = language.partition(":")
        known = f"{first} {rest}" if rest and is_known(first) else f"text {language}"
        lines[token.map[0]] = f"{match['before']}{known}{match.string[match.end() :]}"
        changed.append(token.map[0])
    return changed
