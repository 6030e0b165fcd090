"""Move a Hugo site to a Sphinx project for good; pure Python, without Sphinx or docutils."""

from __future__ import annotations

from sphinx_aiarticle.hugo.migrate.command import Options, UsageError, migrate

__all__ = ["Options", "UsageError", "migrate"]
