"""Where the links of an article lead on its own site."""

from __future__ import annotations

import re

from sphinx_aiarticle.hugo.surroundings import REFERENCE_SCHEME

_TARGET = re.compile(rf"\](?:\(|:)[ \t]*<?((?:/(?!/)|\.\.?/|{re.escape(REFERENCE_SCHEME)})[^\s<>()]*)")


def site_targets(markdown: str) -> tuple[str, ...]:
    """Return the addresses on the site in Markdown links, each once and sorted; code may hold some that are none.

    Args:
        markdown: An article as native reading writes it.
    """
    return tuple(sorted(set(_TARGET.findall(markdown)))) if "](" in markdown or "]:" in markdown else ()
