from __future__ import annotations

import pytest
from hugo_articles import assert_kept, convert_body

from sphinx_aiarticle.hugo import convert

LIST = "\n- steel is fast\n- glass is slow\n- iron is for ever\n\n"


def test_first_section_with_one_list_becomes_a_summary_box():
    lines, conversion = convert_body(f"Intro.\n\n## 3行要約\n{LIST}## Why\n\ntext\n")
    assert lines == [
        "Intro.", "", ":::{summary-box} 3行要約", "- steel is fast", "- glass is slow", "- iron is for ever", ":::", "",
        "## Why", "", "text",
    ]  # fmt: skip
    assert conversion.problems == ()


@pytest.mark.parametrize(
    "heading",
    ["要約", "この記事の要点", "この記事のポイント", "この記事でわかること", "この記事で作るもの", "まとめ", "TL;DR",
     "tl;dr", "TLDR", "Summary", "SUMMARY:", "📝 Key points", "Key takeaways：", "In brief", "At a glance", "３行要約"],
)  # fmt: skip
def test_headings_of_a_summary_are_known_in_any_case_and_dress(heading):
    lines, _ = convert_body(f"## {heading}\n{LIST}")
    assert lines[0] == f":::{{summary-box}} {heading}"


def test_closing_marks_of_a_heading_are_no_part_of_it():
    assert convert_body(f"## Summary ##\n{LIST}")[0][0] == ":::{summary-box} Summary"


def test_own_headings_replace_the_built_in_ones():
    lines, _ = convert_body(f"## Kurz gesagt\n{LIST}", summary_headings=["Kurz gesagt"])
    assert lines[0] == ":::{summary-box} Kurz gesagt"
    assert_kept(f"## Summary\n{LIST}", summary_headings=["Kurz gesagt"])


def test_numbered_nested_and_wrapped_points_are_one_list():
    body = "## Summary\n\n1. steel\n   is fast\n\n2. glass\nis slow\n   - really\n\n## Why\n"
    lines, _ = convert_body(body)
    assert (lines[0], lines[-3], lines[-1]) == (":::{summary-box} Summary", ":::", "## Why")


@pytest.mark.parametrize("after", ["{{< rawhtml >}}\n<b>x</b>\n{{< /rawhtml >}}\n", "---\n", "<div>\nx\n</div>\n"])
def test_summary_ends_at_a_shortcode_a_rule_and_html(after):
    lines, _ = convert_body(f"## Summary\n{LIST}{after}")
    assert (lines[0], lines[4]) == (":::{summary-box} Summary", ":::")


def test_only_the_first_section_is_a_summary():
    assert_kept(f"## Why\n\ntext\n\n## まとめ\n{LIST}")


@pytest.mark.parametrize(
    "section",
    [
        "text",
        "- a\n\ntext",
        "text\n\n- a\n- b\n\nmore:\n\n* another list",
        "1. a\n\n1) another list",
        "- a\n\n```\n## code\n```",
        "text\n\n### You know\n- a\n\n### You need\n- b",
    ],
)
def test_summary_holds_all_that_its_section_says(section):
    lines, conversion = convert_body(f"## Summary\n\n{section}\n\n## Why\n")
    assert lines == [":::{summary-box} Summary", *section.split("\n"), ":::", "", "## Why"]
    assert conversion.problems == ()


def test_summary_ends_at_a_quote():
    lines, _ = convert_body(f"## Summary\n{LIST}> 💡 **Buy this**\n\n## Why\n")
    assert lines[4:7] == [":::", "", "> 💡 **Buy this**"]


@pytest.mark.parametrize(
    "section",
    [
        "\n",
        "\n- a\n\n### Deep\n\n```\ncode\n```\n",
        "\n### 1\n\n### 2\n\n### 3\n\n### 4\n\n### 5\n\ntext\n",
    ],
)
def test_section_that_is_no_summary_stays_with_a_note(section):
    conversion = assert_kept(f"## Summary\n{section}\n## Why\n")
    assert [(problem.subtype, problem.line) for problem in conversion.problems] == [("hugo", 8)]
    assert "'Summary'" in conversion.problems[0].message


def test_list_needs_no_blank_line_after_it():
    lines, conversion = convert_body("## Summary\n- a\n- b\n## Why\n")
    assert lines == [":::{summary-box} Summary", "- a", "- b", ":::", "", "## Why"]
    assert conversion.problems == ()


def test_fence_is_longer_than_colons_in_a_point():
    lines, _ = convert_body("## Summary\n\n- a\n  ::::\n- b\n\n## Why\n", extensions=["colon_fence"])
    assert (lines[0], lines[-3]) == (":::::{summary-box} Summary", ":::::")


def test_without_front_matter_the_box_is_the_same():
    text = convert("## Summary\n\n- a `b`\n\n## Why\n").text
    assert text == ":::{summary-box} Summary\n- a `b`\n:::\n\n# Why\n"


def test_colons_that_the_author_typed_are_no_fences():
    lines, conversion = convert_body("## Summary\n\n- a\n\n## Why\n\n::: tip\nno fence in Hugo\n")
    assert lines[0] == "~~~{summary-box} Summary"
    assert lines[-2:] == ["::: tip", "no fence in Hugo"]
    assert not conversion.colon_fences
