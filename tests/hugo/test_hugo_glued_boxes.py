"""Boxes right below a text, without a blank line between."""

from __future__ import annotations

import pytest
from hugo_articles import HEAD, box, convert_body

ANSWER = "## FAQ\n\n### Q1: Why?\n\nSo.\n"
SUMMARY = "## Summary\n\n- a\n\nb\n"


@pytest.mark.parametrize("text", [ANSWER, SUMMARY, "Text.\n"])
def test_the_box_and_the_text_above_stay_apart(text, build):
    body = f"{text}{box()}\nMore.\n"
    lines, conversion = convert_body(body)
    assert conversion.problems == ()
    assert [line for line in lines if "{product-box}" in line] == [":::{product-box} Steel Kettle 2L"]
    assert len(lines) == len(body.split("\n"))
    site = build({"index.md": "# H\n", "posts/a.md": HEAD + body}, conf={"aiarticle_hugo": ["posts/*"]})
    assert site.warnings == []
    soup = site.soup("posts/a.html")
    assert soup.select_one(".aiarticle-product__name").get_text() == "Steel Kettle 2L"
    assert ":label:" not in soup.get_text()
    for above in soup.select(".aiarticle-question, .aiarticle-summary"):
        assert above.select(".aiarticle-product") == []


def test_a_box_without_a_line_to_spare_leaves_none_for_the_fence_above():
    one_line = box(label="", notice="").replace("\n", "", 1).replace("<div>\n", "<div>").replace("\n\n", "\n")
    rows = one_line.rstrip("\n").split("\n")
    for count in range(len(rows), 0, -1):  # ever fewer lines
        short = "\n".join([*rows[: count - 1], "".join(rows[count - 1 :])])
        lines, conversion = convert_body(f"{ANSWER}{short}\n\nMore.\n")
        text = "\n".join(lines)
        is_box, is_question = ("{product-box} Steel Kettle 2L" in text, "{question}" in text)
        assert is_box or "Steel Kettle 2L</" in text
        assert is_question or any("no blank line" in problem.message for problem in conversion.problems)
