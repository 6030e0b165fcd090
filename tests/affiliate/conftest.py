"""Property tests that give the same result on every machine: no time limit, no random seed, no files."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("repeatable", deadline=None, derandomize=True, database=None, max_examples=150)
settings.load_profile("repeatable")
