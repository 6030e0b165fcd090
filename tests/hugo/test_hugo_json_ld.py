from __future__ import annotations

import json

import pytest
from hugo_articles import HEAD

from sphinx_aiarticle.hugo import convert
from sphinx_aiarticle.lint.json_ld import Disagreement, json_ld_disagreements

FAQ = "## FAQ\n\n### Q1: Why?\n\nUse `a_b` and **c**, see [d](/e/).\n\n### Q2: How?\n\nSo.\n\n---\n\ntext\n\n"
ANSWER = "Use a_b and c, see d."


def compared(source: str) -> tuple[Disagreement, ...]:
    conversion = convert(source)
    return json_ld_disagreements(conversion.scripts, conversion.questions)


def found(*answers: str, names: tuple[str, ...] = ("Why?", "How?"), raw: str = "", body: str = FAQ) -> list[str]:
    entities = [
        {"@type": "Question", "name": name, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for name, answer in zip(names, answers, strict=False)
    ]
    script = raw or json.dumps({"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": entities}, indent=1)
    source = f'{HEAD}{body}<script type="application/ld+json">\n{script}\n</script>\n'
    disagreements = compared(source)
    assert all(one.line == source[: source.index("<script")].count("\n") + 1 for one in disagreements)
    return [one.kind.name.lower().replace("_", " ") for one in disagreements]


@pytest.mark.parametrize(
    ("answers", "kinds"),
    [
        ((ANSWER, "So."), []),
        (("Use <code>a_b</code>\n and <b>c</b>, see d.", "So."), []),
        ((ANSWER, "So. ---"), ["rule"]),
        (("Use ab and c, see d.", "So."), ["markup"]),
        (("Use ab and c, see d. ---", "So."), ["rule"]),
        ((ANSWER, "So. --- text"), ["more text"]),
        ((ANSWER, "Never."), ["answer"]),
        ((ANSWER,), ["questions"]),
    ],
)
def test_answers_are_compared_by_kind(answers, kinds):
    assert found(*answers) == kinds


def test_questions_may_carry_their_numbers():
    assert found(ANSWER, "So.", names=("Q1: Why?", "Q2. How?")) == []
    assert found(ANSWER, "So.", names=("Why?", "Qwen?")) == ["questions"]


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        ("{", ["invalid"]),
        ('{"@type": "Recipe"}', ["other type"]),
        (
            '{"@graph": [{"@type": "WebSite"}, {"@type": ["FAQPage", "WebPage"], "mainEntity": []}]}',
            ["other type", "questions"],
        ),
        ('{"@type": "FAQPage", "mainEntity": [1, null, {"name": 2, "acceptedAnswer": []}]}', ["questions"]),
        ('{"@type": "FAQPage"}', ["questions"]),
        ("[[[]]]", ["other type"]),
        ("[" * 100_000, ["invalid"]),
    ],
)
def test_odd_scripts_are_named_and_never_raise(raw, kinds):
    assert found(raw=raw) == kinds


def test_article_without_a_script_has_nothing_to_compare():
    assert compared(HEAD + FAQ) == ()


def test_most_scripts_of_real_articles_disagree(corpus_texts):
    with_script = [text for text in corpus_texts.values() if '\n<script type="application/ld+json">' in text]
    wrong = [text for text in with_script if compared(text)]
    assert 0.7 < len(wrong) / len(with_script) < 0.95
