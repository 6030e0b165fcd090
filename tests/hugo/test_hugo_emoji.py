"""Emoji codes are shown as emoji where the site has them, and nowhere in code or addresses."""

from __future__ import annotations

import time

import pytest
from hugo_articles import assert_kept, convert_body

from sphinx_aiarticle.hugo.site_context import SiteContext

SITE = SiteContext(emoji=True)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Go :rocket:", "Go 🚀"),
        ("## :tada: Party\n\n- :+1: and :white_check_mark:", "## 🎉 Party\n\n- 👍 and ✅"),
        ("**:cat2:**:jp:", "**🐈**🇯🇵"),
        (":beetle: :egg:", "🪲 🥚"),
        ("| a |\n|---|\n| :fire: |", "| a |\n|---|\n| 🔥 |"),
        ("`a` :fire: `b`", "`a` 🔥 `b`"),
        ("> \u3000\u3000\n> a :fire:\n> b :fire:", "> \u3000\u3000\n> a 🔥\n> b 🔥"),
        ("[:link: here](https://e.example/:link:)", "[🔗 here](https://e.example/:link:)"),
    ],
)
def test_codes_in_prose_become_characters(written, shown):
    lines, conversion = convert_body(f"{written}\n", site=SITE)
    assert lines == shown.split("\n")
    assert conversion.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "`:rocket:` and\n``a :rocket:\nb``",
        "```\n:rocket:\n```",
        "text\n\n    :rocket:",
        "<https://e.example/:rocket:>",
        "<https://e.example/:rocket:/x>",
        '<a title=":rocket:">x</a>',
        "[a]: /x/:rocket:",
        "![x](:rocket:.png)",
        "at 10:30:45, :unknown_thing: and ::",
    ],
)
def test_code_addresses_and_other_words_stay(text):
    assert_kept(f"{text}\n", site=SITE)


def test_arguments_and_verbatim_content_of_shortcodes_stay():
    lines, _ = convert_body('{{< youtube id="abc" title=":x:" >}} :x:\n', site=SITE)
    assert lines[0] == "[\\:x\\:](<https://www.youtube.com/watch?v=abc>) ❌"
    lines, _ = convert_body("{{< highlight text >}}\n:x:\n{{< /highlight >}}\n", site=SITE)
    assert lines == ["```text", ":x:", "```"]


def test_without_the_setting_codes_are_text():
    assert_kept("Go :rocket:\n")


def test_a_text_full_of_openings_costs_little():
    started = time.process_time()
    convert_body(":rocket: {{< [a]( <a `" * 4000, site=SITE)
    assert time.process_time() - started < 5


def test_a_site_switches_them_on(build):
    files = {"index.md": "# Home\n", "posts/a.md": "---\ntitle: A\n---\n\nGo :rocket:\n"}
    site = build(files, conf={"aiarticle_hugo": ["posts/*"], "aiarticle_hugo_emoji": True})
    assert site.warnings == []
    assert "Go 🚀" in site.text("posts/a.html")
