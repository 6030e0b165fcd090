"""Front matter of real articles is read without a problem."""

from __future__ import annotations

import os
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from sphinx_aiarticle.frontmatter import read_yaml, to_article

CORPUS = Path(os.environ.get("AIARTICLE_CORPUS", Path(__file__).parents[2].parent / "shared" / "corpus"))
FILES = sorted([*CORPUS.glob("seed.md"), *CORPUS.glob("posts/*.md")])


@pytest.mark.skipif(not FILES, reason="no corpus of articles: set AIARTICLE_CORPUS to a folder with posts/*.md")
def test_every_article_of_the_corpus_is_read_whole_and_without_a_problem() -> None:
    for path in FILES:
        source = path.read_text(encoding="utf-8")
        block = read_yaml(source)
        article, problems = to_article(block, timezone=UTC)
        assert (block.problems, problems, block.safe) == ((), (), True), path.name
        assert source.splitlines()[block.length - 1] == "---", path.name
        assert article.date is not None, path.name
        assert article.date.utcoffset() == timedelta(hours=9), path.name
        assert article.title, path.name
        assert article.cover is not None, path.name
        assert article.categories, path.name
        assert article.tags, path.name
        assert set(block.data) <= {"title", "date", "slug", "description", "cover", "categories", "tags", "draft"}
