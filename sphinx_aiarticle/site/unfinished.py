"""Write every page after a build that did not finish.

Sphinx saves what it has read before it writes the pages. When it is stopped in between, the next build takes all pages
for written, but those whose own source is newer: what pages show of others, and the search index, stay old.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.diagnostics import guarded

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: A file beside the doctrees while pages are written; builders of books would take one in the output for a part of it.
_MARK: Final = "aiarticle-unfinished-"


@guarded
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Note that the output is being written, and return all documents if the last build left that note behind."""
    mark = _mark(app)
    was_stopped = mark.exists()
    mark.touch()
    return sorted(env.all_docs) if was_stopped else []


@guarded
def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Take the note away after a build without an error."""
    if exception is None:
        _mark(app).unlink(missing_ok=True)


def _mark(app: Sphinx) -> Path:
    return Path(app.doctreedir, _MARK + app.builder.name)
