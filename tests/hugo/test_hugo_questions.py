from __future__ import annotations

import pytest
from hugo_articles import assert_kept, box, convert_body

from sphinx_aiarticle.hugo import convert

FAQ = """\
## よくある質問

### Q1: Does it whistle?

Yes, in **G**.

### Q2: `cold` water?

First line.
Second line.

- a list

"""


def test_questions_become_directives_below_the_authors_heading():
    lines, conversion = convert_body(FAQ)
    assert lines == [
        "## よくある質問", "",
        ":::{question} Q1: Does it whistle?", "", "Yes, in **G**.", ":::",
        ":::{question} Q2: `cold` water?", "", "First line.", "Second line.", "", "- a list", ":::", "",
    ]  # fmt: skip
    assert conversion.problems == ()


@pytest.mark.parametrize(
    "heading",
    ["よくある質問（FAQ）", "よくある質問 (FAQ)", "よくあるご質問", "FAQ", "FAQs", "faq:", "Q&A", "Ｑ＆Ａ", "❓ FAQ",
     "Frequently Asked Questions", "Questions"],
)  # fmt: skip
def test_headings_of_a_faq_are_known_in_any_case_and_dress(heading):
    lines, _ = convert_body(f"## {heading}\n\n### Why?\n\nSo.\n\n")
    assert lines == [f"## {heading}", "", ":::{question} Why?", "", "So.", ":::", ""]


def test_own_headings_replace_the_built_in_ones():
    lines, _ = convert_body("## Fragen\n\n### Warum?\n\nDarum.\n\n", faq_headings=("Fragen",))
    assert lines[2] == ":::{question} Warum?"
    assert_kept(FAQ, faq_headings=("Fragen",))


def test_section_ends_at_the_next_heading_of_its_level():
    lines, _ = convert_body("## FAQ\n\n### Why?\n\nSo.\n\n## Next\n\n### Why not?\n\nNo.\n\n")
    assert lines[2:7] == [":::{question} Why?", "", "So.", ":::", "## Next"]
    assert lines[8] == "### Why not?"


@pytest.mark.parametrize("rule", ["---", "***", "_ _ _"])
def test_answer_ends_at_a_rule(rule):
    lines, _ = convert_body(f"## FAQ\n\n### Why?\n\nSo.\n\n{rule}\n\nClosing words.\n")
    assert lines[2:] == [":::{question} Why?", "", "So.", ":::", rule, "", "Closing words.", ""]


def test_answer_ends_at_a_product_box():
    lines, conversion = convert_body(f"## FAQ\n\n### Why?\n\nSo.\n\n{box()}\n### And?\n\nYes.\n\n")
    assert lines[5:7] == [":::", ":::{product-box} Steel Kettle 2L"]
    assert lines[17:23] == [":::", "", ":::{question} And?", "", "Yes.", ":::"]
    assert conversion.problems == ()


def test_answer_ends_at_a_json_ld_script_whose_lines_are_free():
    lines, _ = convert_body('## FAQ\n\n### Why?\n\nSo.\n<script type="application/ld+json">\n{}\n</script>\n')
    assert lines[2:] == [":::{question} Why?", "", "So.", ":::", "", "", ""]


def test_answer_ends_at_a_leaked_prompt():
    leak = "**1. Text for the post (POST_TEXT)**\n**2. Tags (TAGS)**\n"
    lines, _ = convert_body(f"## FAQ\n\n### Q1: Why?\n\nSo.\n\n{leak}\n")
    assert lines[2:] == [":::{question} Q1: Why?", "", "So.", ":::", *leak.split("\n"), ""]


def test_leaked_heading_among_numbered_questions_stays_a_heading():
    lines, conversion = convert_body(FAQ + "### Metadata output\n\nsome text\n")
    assert lines[13:] == ["### Metadata output", "", "some text", ""]
    assert conversion.problems == ()


def test_heading_without_number_but_with_a_question_mark_is_a_question():
    lines, _ = convert_body(FAQ + "### 本当ですか？\n\nはい。\n\n")
    assert lines[13] == ":::{question} 本当ですか？"


def test_headings_without_number_and_mark_are_questions_when_no_other_has_one():
    lines, _ = convert_body("## FAQ\n\n### Returns\n\nYes.\n\n### Repairs\n\nNo.\n\n")
    assert (lines[2], lines[6]) == (":::{question} Returns", ":::{question} Repairs")


def test_fence_is_longer_than_colons_in_the_answer_even_in_code():
    lines, _ = convert_body("## FAQ\n\n### Why?\n\n```\n::::\n```\n\nSo.\n\n")
    assert (lines[2], lines[9]) == (":::::{question} Why?", ":::::")


def test_headings_rules_and_tags_in_code_do_not_end_the_answer():
    code = "```\n## no heading\n---\n{{< rawhtml >}}\n```"
    lines, _ = convert_body(f"## FAQ\n\n### Why?\n\n{code}\n\nSo.\n\n")
    assert lines[2:] == [":::{question} Why?", "", *code.split("\n"), "", "So.", ":::", ""]


def test_answer_directly_below_the_question_is_an_answer():
    lines, _ = convert_body("## FAQ\n### Why?\nSo.\n\n")
    assert lines == ["## FAQ", ":::{question} Why?", "So.", ":::", ""]


def test_answer_at_the_end_of_the_file_needs_no_closing_fence():
    lines, conversion = convert_body("## FAQ\n\n### Why?\n\nSo.")
    assert lines == ["## FAQ", "", ":::{question} Why?", "", "So."]
    assert conversion.problems == ()


def test_without_front_matter_tildes_fence_the_answer():
    text = convert("## FAQ\n\n### Is it `~`?\n\n~~~~\ncode\n~~~~\n\n").text
    assert text == "# FAQ\n\n~~~~~{question} Is it `~`?\n\n~~~~\ncode\n~~~~\n~~~~~\n"


@pytest.mark.parametrize(
    ("section", "line", "words"),
    [
        ("### Why?\nSo.\n### How?\n\nThus.\n", 9, "no blank line"),
        ("### Why?\n\n### How?\n\nThus.\n", 9, "no answer"),
        ("### Why?\n\nSo.\n\n#### Really\n\nYes.\n", 9, "holds headings"),
        ("### Why?\n:note: So.\n\n", 9, "begins with a colon"),
        ("### Why?\n\nSo.\n---\n\nmore\n", 9, "no answer"),
        ("text only\n", 8, "holds no question"),
    ],
)
def test_question_that_cannot_be_read_stays_a_heading_with_a_note(section, line, words):
    conversion = assert_kept(f"## FAQ\n{section}")
    assert [(problem.subtype, problem.line) for problem in conversion.problems] == [("hugo", line)]
    assert words in conversion.problems[0].message


def test_questions_after_an_unreadable_one_stay_its_siblings():
    lines, conversion = convert_body("## FAQ\n\n### A?\n\na\n\n### B?\nb\n### C?\n\nc\n\n")
    assert lines[2:] == [":::{question} A?", "", "a", ":::", "### B?", "b", "### C?", "", "c", "", ""]
    assert [problem.line for problem in conversion.problems] == [14]


def test_headings_of_questions_inside_html_are_no_questions():
    conversion = assert_kept("## FAQ\n\n<div>\n### Why?\n</div>\n\n")
    assert "holds no question" in conversion.problems[0].message
