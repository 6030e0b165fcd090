"""Values that have to fit each other or another vocabulary."""

from __future__ import annotations

from datetime import UTC

from sphinx_aiarticle.frontmatter import read_yaml, to_article


def article_of(body):
    article, problems = to_article(read_yaml(f"---\n{body}\n---\n"), timezone=UTC)
    return article, [problem.message for problem in problems]


def test_a_change_on_the_day_of_publication_is_no_step_back():
    article, problems = article_of("date: 2026-03-01T09:00:00Z\nlastmod: 2026-03-01")
    assert problems == []
    assert article.lastmod == article.date


def test_a_type_that_is_no_name_of_one_is_left_out():
    article, (problem,) = article_of("date: 2026-03-01\naiarticle: {type: </script>}")
    assert article.article_type == ""
    assert "is not an article or page type of schema.org" in problem
    assert article_of("date: 2026-03-01\naiarticle: {type: TechArticle}")[0].article_type == "TechArticle"
