"""Software as the files of its own project describe it."""

from __future__ import annotations

from sphinx_aiarticle.software.reader import read_software

__all__ = ["read_software"]
