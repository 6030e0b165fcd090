"""``sphinx-aiarticle check``: the links to shops in source files, without a build and without the network."""

from __future__ import annotations
