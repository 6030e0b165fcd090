"""What of a question is its number, and which headings are known."""

from __future__ import annotations

import pytest

from sphinx_aiarticle.recognise.headings import faq_heading, faq_keys, has_number, missing_questions, without_number


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("Q1: Why?", "Why?"), ("Q1. Why?", "Why?"), ("Q.2 Why?", "Why?"), ("q10) why?", "why?"), ("Q: Why?", "Why?"),
        ("Question 4: Why?", "Why?"), ("質問1：なぜ", "なぜ"), ("質問：なぜ", "なぜ"), ("質問2なぜ", "なぜ"),
        ("Q1、なに", "なに"), ("Ｑ１：なに", "Ｑ１：なに"),
    ],
)  # fmt: skip
def test_the_number_is_no_part_of_a_question(heading, question):
    assert without_number(heading) == question


@pytest.mark.parametrize(
    "heading", ["Q.E.D. is what?", "Q4_K_M is what?", "Q1.5 or Q2?", "Quarter", "Q&A", "Q2 results?", "Q-learning?", ""]
)
def test_words_that_look_like_a_number_stay(heading):
    assert not has_number(heading)
    assert without_number(heading) == heading


def test_a_number_alone_is_the_question():
    assert without_number("Q1:") == "Q1:"


@pytest.mark.parametrize(
    "line",
    [
        *("### Q2: Why?", "- **Why?** So.", "Why? So.", "::::{question} Why", "<summary>Why?", "> WHY ?"),
        *('{{< faq q="Why?" >}}', '{{% ask "x" "Why?" %}}So.'),
    ],
)
def test_a_question_is_found_whatever_is_around_it(line):
    assert missing_questions(f"Text.\n{line}\n", ["Why?"]) == []


@pytest.mark.parametrize("line", ["", "Why not?", "So why?", "Whyever.", 'He said "Why?"', '{{< faq q="Why not?" >}}'])
def test_words_of_a_question_elsewhere_are_not_the_question(line):
    assert missing_questions(f"Text.\n{line}\n", ["Q1. Why?"]) == ["Q1. Why?"]


@pytest.mark.parametrize(
    ("heading", "is_faq"),
    [
        ("Common FAQs about kettles", True), ("4. Our FAQ - kettles", True), ("ケトルのよくある質問と答え", True),
        ("Ketels: veelgestelde vragen en meer", True), ("このFAQについて", True), ("The faqir and his kettle", False),
        ("How to write a FAQ page", False), ("Where our FAQ went", False), ("FAQ section", True),
        ("Why do we have a FAQ?", False), ("Three questions before you buy", False), ("Questions", True),
    ],
)  # fmt: skip
def test_the_words_of_a_faq_may_stand_among_others(heading, is_faq):
    assert (faq_heading(heading, faq_keys()) is not None) is is_faq
