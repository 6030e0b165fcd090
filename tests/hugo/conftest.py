from __future__ import annotations

import os
from pathlib import Path

import pytest

CORPUS = Path(os.environ.get("AIARTICLE_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))


@pytest.fixture(scope="session")
def corpus() -> dict[str, str]:
    """Real articles by file name; they are not part of the repository."""
    files = sorted(CORPUS.glob("posts/*.md")) + sorted(CORPUS.glob("seed.md"))
    if not files:
        pytest.skip(f"no corpus of Hugo articles at {CORPUS}; name its folder in AIARTICLE_CORPUS")
    return {path.name: path.read_text(encoding="utf-8") for path in files}
