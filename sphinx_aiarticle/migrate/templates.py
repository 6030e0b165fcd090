"""Templates of shortcodes that a site or its themes have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx_aiarticle.migrate.site import HugoSite

_LONGEST_TEMPLATE: Final = 100_000  # characters
_PRINTED: Final = re.compile(r"<h[1-6]\b(?:[^<>]*? id=\"([\w-]+)\")?[^<>]*>([^<>{}\"]+)</h[1-6]>")
_TEMPLATE_FOLDERS: Final = ("shortcodes", "_shortcodes")  # before and since Hugo 0.146


def find_templates(root: Path, site: HugoSite) -> dict[str, str]:
    """Return the path of each template of a shortcode by its name; the site's come before those of its themes.

    Args:
        root: Folder of the Hugo site.
        site: The site.
    """
    paths: dict[str, str] = {}
    for folder in (f"{layouts}/{name}" for layouts in site.layouts for name in _TEMPLATE_FOLDERS):
        for path in sorted((root / folder).rglob("*.html")):
            name = path.relative_to(root / folder).as_posix().partition(".")[0]
            paths.setdefault(name, path.relative_to(root).as_posix())
    return paths


def printed_headings(root: Path, templates: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return the first heading that a template prints as it is, with its id, by the name of its shortcode.

    Args:
        root: Folder of the Hugo site.
        templates: The templates; see :func:`find_templates`.
    """
    found = {name: _PRINTED.search(_text_of(root / path)) for name, path in templates.items()}
    return {name: (" ".join(match[2].split()), match[1] or "") for name, match in found.items() if match}


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[:_LONGEST_TEMPLATE]
    except OSError:
        return ""
