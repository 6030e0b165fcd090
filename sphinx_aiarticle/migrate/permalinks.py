"""The addresses that ``permalinks`` in a Hugo site's settings gives to pages, to terms and to lists of terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_OF_NAMES: Final = re.compile(
    r"/*([^:]*[^:/])/+:(?:slug|title|filename|contentbasename|slugorfilename|slugorcontentbasename)/*"
)
_FIXED: Final = re.compile(r"/*([^:]*[^:/])/*")


def patterns_of(kind: str, settings: Mapping[str, object]) -> dict[str, str]:
    """Return the patterns of a kind of page by section or taxonomy.

    Patterns outside of any table are those of pages and of terms: https://gohugo.io/configuration/permalinks/.

    Args:
        kind: What Hugo calls the kind of page.
        settings: The value of ``permalinks``, its keys in lower case.
    """
    table = settings.get(kind)
    common = settings if kind in ("page", "term") else {}
    found = {**common, **(table if isinstance(table, Mapping) else {})}
    return {name: pattern for name, pattern in found.items() if isinstance(pattern, str)}


def term_folders(settings: Mapping[str, object]) -> dict[str, str]:
    """Return the folders of terms by taxonomy; a pattern of another shape than ``/tag/:slug/`` has none."""
    return _matched(_OF_NAMES, patterns_of("term", settings))


def list_folders(settings: Mapping[str, object]) -> dict[str, str]:
    """Return the folders of lists of terms by taxonomy."""
    return _matched(_FIXED, patterns_of("taxonomy", settings))


def _matched(shape: re.Pattern[str], patterns: Mapping[str, str]) -> dict[str, str]:
    matches = ((name, shape.fullmatch(pattern.replace(":section", name))) for name, pattern in patterns.items())
    return {name: match[1] for name, match in matches if match}
