from __future__ import annotations

import pytest
from hugo_articles import assert_kept, convert_body

SCRIPT = '<script type="application/ld+json">\n{"@type": "FAQPage",\n\n"x": "## {{< rawhtml >}} `"}\n</script>\n'


@pytest.mark.parametrize("before", ["text\n\n", "text\n", "- item\n", "```\ncode\n```\n", ""])
def test_handwritten_json_ld_is_dropped(before):
    lines, conversion = convert_body(f"{before}{SCRIPT}after\n")
    assert lines == [*(line for line in [*before.rstrip().split("\n"), ""] if before), "after"]
    assert [line for line, _ in conversion.scripts] == [8 + before.count("\n")]
    assert conversion.problems == ()


def test_text_on_the_lines_of_a_script_stays():
    lines, _ = convert_body("before <script type=application/ld+json>{\n}</script> after\n")
    assert lines == ["before  after"]


def test_script_in_one_line_is_dropped():
    lines, _ = convert_body("a\n<SCRIPT TYPE='application/ld+json' id=x>{}</SCRIPT>\nb\n")
    assert lines == ["a", "", "b"]


def test_script_inside_rawhtml_and_html_is_dropped():
    lines, _ = convert_body(
        "{{< rawhtml >}}\n" + SCRIPT + "<b>x</b>\n{{< /rawhtml >}}\n\n<div>\n" + SCRIPT + "</div>\n"
    )
    assert [line for line in lines if line] == ["<b>x</b>", "<div>", "</div>"]


@pytest.mark.parametrize("other", ["<script>let a = 1</script>\n", '<script type="module">\nlet a\n</script>\n'])
def test_other_scripts_stay(other):
    assert_kept(f"a\n\n{other}\nb\n")


def test_script_that_is_never_closed_becomes_text_with_a_note():
    lines, conversion = convert_body('a\n\n<script type="application/ld+json">\n{}\n\n## B\n')
    assert lines == ["a", "", '&lt;script type="application/ld+json">', "{}", "", "## B"]
    assert [problem.line for problem in conversion.problems] == [10]


@pytest.mark.parametrize(
    "body",
    [
        f"```html\n{SCRIPT}```\n",
        'write `<script type="application/ld+json">` in the head, `</script>` after it\n',
        f"text `two lines of\ncode {SCRIPT}` end\n".replace("\n\n", "\n"),
        f"<!-- {SCRIPT} -->\n",
        f"<pre>\n{SCRIPT}</pre>\n",
        "> ```\n> " + SCRIPT.rstrip("\n").replace("\n", "\n> ") + "\n> ```\n",
    ],
)
def test_script_in_code_and_comments_is_untouched(body):
    assert assert_kept(body).problems == ()


def test_heading_after_a_script_is_a_heading():
    lines, _ = convert_body(f"text\n{SCRIPT}## FAQ\n\n### Why?\n\nSo.\n\n")
    assert ":::{question} Why?" in lines


def test_heading_after_a_script_in_a_block_of_html_is_a_heading():
    lines, _ = convert_body(f"<div>\n{SCRIPT}## FAQ\n\n### Why?\n\nSo.\n\n")
    assert ":::{question} Why?" in lines
