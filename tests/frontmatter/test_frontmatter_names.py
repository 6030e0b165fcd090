"""Keys of the front matter under names of a project's own."""

from __future__ import annotations

from datetime import UTC

import pytest

from sphinx_aiarticle.frontmatter import read_key_names, read_yaml, renamed, to_article
from sphinx_aiarticle.model.article import Cover

TEXT = """---
date: 2026-03-01
見出し: Lamps
image:
  src: lamp.png
  alt: A lamp
---
"""
NAMES = {"見出し": "title", "image": "cover"}


def test_keys_mean_what_the_project_says():
    block = renamed(read_yaml(TEXT), NAMES)
    article, problems = to_article(block, timezone=UTC)
    assert (article.title, article.cover, problems) == ("Lamps", Cover(image="lamp.png", alt="A lamp"), ())
    assert block.lines == {"date": 2, "title": 3, "cover": 4, "cover.src": 5, "cover.alt": 6}


def test_a_key_stays_where_the_one_that_it_means_is_there():
    block = read_yaml("---\ntitle: A\n見出し: B\n---\n")
    assert renamed(block, NAMES) is block


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"image": "covr"}, "'image' is left out: 'covr' is no key; did you mean 'cover'?"),
        ({"tags": "keywords"}, "'tags' is left out: it must be a key that is not read otherwise"),
        ({3: "cover"}, "3 is left out: it must be a key that is not read otherwise"),
        ({"image": ["cover"]}, "'image' is left out: ['cover'] is no key"),
    ],
)
def test_what_cannot_be_meant_is_left_out(value: dict[object, object], message: str) -> None:
    problems = []
    assert read_key_names({**value, "photo": "cover"}, problems) == {"photo": "cover"}
    assert [problem.message[: len(message)] for problem in problems] == [message]
