"""Real articles: what must hold is counted from the sources without the converter."""

from __future__ import annotations

import re

from corpus_reader import count, rendered

from sphinx_aiarticle.hugo import convert


def without_code(text: str) -> str:
    """Return *text* without fenced code; fences that hold others are told apart first."""
    return re.sub(r"^(`{3,}|~{3,})(?:(?!`).)*\n(?:.*\n)*?(?:\1[`~]*[ ]*$|\Z)", "", text, flags=re.MULTILINE)


def test_boxes_and_questions_are_those_of_the_source_and_nothing_of_hugo_is_left_outside_code(corpus_texts):
    for name, source in corpus_texts.items():
        text = convert(source).text
        expected = count(rendered(source))
        assert text.count("{summary-box}") == expected.summaries, name
        assert text.count("{product-box}") == expected.products, name
        assert len(re.findall(r"^:+\{question\} Q\d", text, re.MULTILINE)) == expected.questions, name
        text = without_code(text)
        assert "{{<" not in text, name
        assert not re.search(r"^<script type=.application/ld", text, re.MULTILINE), name
