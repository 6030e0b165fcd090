"""The templates of shortcodes that a Hugo site or its theme brings along."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sphinx_aiarticle.hugo.migrate.findings import Finding

_FOLDERS: Final = ("layouts/shortcodes", "layouts/_shortcodes")  # before and since Hugo 0.146


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates that exist.

    Attributes:
        paths: Path below the site by name of the shortcode.
    """

    paths: Mapping[str, str]

    def explained(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Pass findings on; those about unknown shortcodes say what to do here."""
        for finding in findings:
            yield replace(finding, message=self._message(finding)) if finding.subject else finding

    def _message(self, finding: Finding) -> str:
        path = self.paths.get(finding.subject)
        place = f"its template is {path}" if path else "the site has no template of it"
        return (
            f"The shortcode {finding.subject!r} is unknown ({place}) and stays visible as text. Say what it shows "
            f"under aiarticle_hugo_shortcodes in a conf.py, and run again with --conf conf.py."
        )


def find_templates(root: Path, themes: Sequence[str]) -> Templates:
    """Return the templates of a site's own and of its themes; the site's come first, as in Hugo.

    Args:
        root: Folder of the Hugo site.
        themes: Names of its themes.
    """
    paths: dict[str, str] = {}
    for folder in (*_FOLDERS, *(f"themes/{theme}/{name}" for theme in themes for name in _FOLDERS)):
        for path in sorted((root / folder).rglob("*.html")):
            name = path.relative_to(root / folder).as_posix().partition(".")[0]
            paths.setdefault(name, path.relative_to(root).as_posix())
    return Templates(paths)
