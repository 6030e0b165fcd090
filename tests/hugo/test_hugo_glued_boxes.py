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
    site = build({"index.md": "# H\n", "posts/a.md": HEAD + body}, conf={"aiarticle_hugo": ["posts/*"]})
    assert site.warnings == []
    soup = site.soup("posts/a.html")
    assert soup.select_one(".aiarticle-product__name").get_text() == "Steel Kettle 2L"
    assert ":label:" not in soup.get_text()
    for above in soup.select(".aiarticle-question, .aiarticle-summary"):
        assert above.select(".aiarticle-product") == []
