"""Rules and levels of headings that docutils would refuse."""

from __future__ import annotations

import pytest
from hugo_articles import AMAZON, HEAD, assert_kept, convert_body

from sphinx_aiarticle.hugo import convert

SCRIPT = '<script type="application/ld+json">\n{}\n</script>'


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("a\n\n---\n\n---\n\nb\n", 1),
        ("a\n\n---\n***\n\n- - -\nb\n", 1),
        (f"a\n\n---\n{SCRIPT}\n---\n\nb\n", 1),
        ("a\n\n---\n\n[link]: /x\n\n---\n\nb\n", 1),
        ("---\n\na\n", 0),
        ("## A\n\n---\n\nb\n", 0),
        ("A\n---\n---\n\nb\n", 0),
        (f"a\n\n---\n\n---\n{SCRIPT}\n", 0),
        ("## A\n\na\n\n---\n\n## B\n\n---\n\nb\n", 1),
        ("a\n\n---\n\nb\n\n---\n\nc\n", 2),
    ],
)
def test_only_rules_that_separate_something_are_kept(body, kept):
    lines, conversion = convert_body(body)
    rules = [line for line in lines if line in ("---", "***", "- - -")]
    assert len(rules) - ("A" in lines) == kept
    assert conversion.problems == ()


@pytest.mark.parametrize(
    "html",
    [
        '<p><img class="lazy" data-src="a.png"> b</p>',
        "{{< rawhtml >}}<p>b</p>{{< /rawhtml >}}",
        '<p><img src="https://c.example/p" width="1" height="1">b</p>',
        f'<div><a href="{AMAZON}">Amazon</a></div>',
    ],
)
@pytest.mark.parametrize("mark", ["- ", "* ", "12. ", "> ", "> - ", "- > ", "[^1]: "])
def test_html_that_is_written_anew_stays_in_its_list_or_quotation(mark, html):
    lines, _ = convert_body(f"a[^1]\n\n{mark}{html}")
    first = next(number for number, line in enumerate(lines) if "<p>" in line or "container" in line)
    assert lines[first].startswith((f"{mark}<p>", f"{mark}:::"))
    assert [line for line in lines[:first] if line][1:] in ([], [">"])


def test_html_in_a_list_has_the_indentation_of_the_list_once():
    lines, _ = convert_body("- a\n\n  {{< rawhtml >}}\n  <pre>b\n    c</pre>\n  {{< /rawhtml >}}\n")
    assert lines == ["- a", "", "  <pre>b", "    c</pre>"]


def test_rules_in_code_and_front_matter_stay():
    assert_kept("a\n\n```\n---\n\n---\n```\n")


def test_rules_separate_no_warning_in_a_build(build):
    parts = ["---", "", SCRIPT, "---", "## A", "---", "a", "", "---", "", "---", "## B", "", "b", "", "---"]
    source = HEAD + "\n".join(parts) + "\n"
    site = build({"index.md": "# Home\n", "posts/a.md": source}, conf={"aiarticle_hugo": ["posts/*"]})
    assert site.warnings == []
    assert len(site.soup("posts/a.html").select("hr.docutils")) == 1


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("### A\n\n#### B\n\n## C\n", ["## A", "### B", "## C"]),
        ("## A\n\n#### B\n\n#### C\n\n### D\n", ["## A", "### B", "### C", "### D"]),
        ("# A\n\n## B\n\n# C\n", ["## A", "## B", "## C"]),
        ("## A\n\n###### B ######\n", ["## A", "### B ######"]),
    ],
)
def test_no_heading_skips_a_level(body, expected):
    lines, _ = convert_body(body)
    assert [line for line in lines if line] == expected


def test_sections_after_a_summary_stand_where_it_stood():
    lines, _ = convert_body("## Summary\n\n- a\n\n## B\n\n### C\n\n## D\n")
    assert [line for line in lines if line.startswith("#")] == ["## B", "### C", "## D"]


def test_without_a_title_levels_begin_at_one():
    assert convert("### A\n\n##### B\n\n## C\n\n# D\n").text == "# A\n\n## B\n\n# C\n\n# D\n"
