"""When a page was last changed, as sphinx-last-updated-by-git found it out and shows it on the page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def last_updated(app: Sphinx, docname: str) -> datetime | None:
    """Return the time of the last commit to the source of *docname*.

    ``None`` without that extension, for a source that git does not know, and in a shallow clone whose history does not
    reach back far enough: a date of the clone or of the build would be wrong.
    """
    if "sphinx_last_updated_by_git" not in app.extensions:
        return None
    # (seconds since 1970 as bytes or None, whether to link to the source), or None where git failed
    found = getattr(app.env, "git_last_updated", {}).get(docname)
    if not found or found[0] is None:
        return None
    return datetime.fromtimestamp(int(found[0]), app.config.git_last_updated_timezone or UTC)
