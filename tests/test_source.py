"""What the parser gets to see of a source file."""

from __future__ import annotations


def test_a_title_with_emoji_and_markup_becomes_the_heading_as_it_is(build):
    text = '---\ntitle: "Desks 🪑 <b>*now*</b> & `then` #1"\ndate: 2026-03-01\ntags: ["🙂"]\n---\n\nText.\n'
    site = build({"index.md": text})
    assert site.warnings == []
    assert site.soup("index.html").h1.get_text().rstrip("¶") == "Desks 🪑 <b>*now*</b> & `then` #1"
    assert site.node("index.html", "BlogPosting")["keywords"] == ["🙂"]
