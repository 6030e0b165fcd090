from __future__ import annotations

import json

import pytest
import yaml
from hugo_articles import HEAD

from sphinx_aiarticle.hugo import convert


def settings(text: str) -> dict[str, object]:
    lines = text.split("\n")
    assert (lines[0], lines[2]) == ("---", "---")
    assert yaml.safe_load(lines[1]) == json.loads(lines[1])
    return json.loads(lines[1])


def test_spent_block_holds_settings_and_title_and_keeps_its_length():
    lines = convert(HEAD + "Body.\n").text.split("\n")
    assert lines[1] == '{"orphan": true, "myst": {"enable_extensions": ["colon_fence"], "heading_anchors": 6}}'
    assert lines[2:] == ["---", "# Which kettle boils fastest", "", "", "", "Body.", ""]


def test_title_stands_on_the_authors_line_when_settings_leave_it_free():
    lines = convert('---\ndate: 2026-01-01\ntags: [a]\nslug: x\ntitle: "Tea"\ndraft: false\n---\n').text.split("\n")
    assert [number for number, line in enumerate(lines, 1) if line] == [1, 2, 3, 5]
    assert lines[4] == "# Tea"


def test_block_of_three_lines_leaves_the_title_to_myst():
    text = convert("---\ntitle: Tea *and* toast\n---\nBody.\n").text
    assert settings(text) == {
        "orphan": True,
        "title": "Tea \\*and\\* toast",
        "myst": {"enable_extensions": ["colon_fence"], "heading_anchors": 6, "title_to_header": True},
    }
    assert text.split("\n")[3:] == ["Body.", ""]


def test_extensions_of_the_project_stay_enabled_but_never_those_that_read_dollars():
    enabled = convert(HEAD, extensions={"deflist", "dollarmath", "amsmath", "attrs_block"}).text
    assert settings(enabled)["myst"]["enable_extensions"] == ["attrs_block", "colon_fence", "deflist"]


def test_block_without_title_gives_no_heading_and_leaves_the_authors():
    text = convert("---\ndate: 2026-01-01\ndraft: false\n---\n# Mine\n").text
    assert text.split("\n")[2:] == ["---", "", "# Mine", ""]


@pytest.mark.parametrize("title", ["true", "[a, b]", "{a: b}", "''", "'  '", "null"])
def test_title_that_is_no_text_gives_no_heading(title):
    assert "\n# " not in convert(f"---\ntitle: {title}\ndate: 2026-01-01\nslug: x\n---\n").text


def test_title_that_is_a_number_is_a_title():
    assert "\n# 1984\n" in convert("---\ntitle: 1984\ndate: 2026-01-01\nslug: x\n---\n").text


def test_markup_in_a_title_is_escaped():
    title = r"a\b *c* _d_ `e` [f] <g> #h &amp; $1 {i} ~j~ |k| ^l m:n @o p!"
    heading = convert("---\ntitle: '" + title + "'\ndate: 2026-01-01\nslug: x\n---\n").text.split("\n")[3]
    assert heading == (r"# a\\b \*c\* \_d\_ \`e\` \[f\] \<g\> \#h \&amp; \$1 \{i\} \~j\~ \|k\| \^l m\:n \@o p\!")


def test_line_breaks_in_a_title_become_spaces():
    text = convert('---\ntitle: "one\\ntwo\\u2028three\\tfour"\ndate: 2026-01-01\nslug: x\n---\n').text
    assert text.split("\n")[3] == "# one two three four"


def test_settings_stay_yaml_for_any_title():
    text = convert('---\ntitle: "C1 \\x9b, 📦, \\"quoted\\", no-break\\_space, 日本語"\n---\n').text
    assert settings(text)["title"] == 'C1 \x9b, 📦, "quoted", no-break\xa0space, 日本語'
    assert "\\u009b, 📦" in text


def test_heading_of_level_one_in_the_body_goes_below_the_title():
    text = convert(HEAD + "# One\n\ntext\n\nTwo\n===\n\n```\n# code\n```\n\n    # code\n").text
    assert text.split("\n")[7:] == [
        "## One", "", "text", "", "Two", "---", "", "```", "# code", "```", "", "    # code", "",
    ]  # fmt: skip


def test_byte_order_mark_is_dropped_and_front_matter_read():
    assert convert("\ufeff" + HEAD).text == convert(HEAD).text
    assert convert("\ufeff" + HEAD).front_matter.data["slug"] == "kettles"


def test_file_without_front_matter_is_body():
    conversion = convert("# Mine\n\ntext\n")
    assert conversion.text == "# Mine\n\ntext\n"
    assert conversion.front_matter.length == 0
    assert conversion.problems == ()


@pytest.mark.parametrize(
    "block",
    ['+++\ntitle = "Tea"\n# a comment\ndate = 2026-02-03\n+++\n', '{\n"title": "Tea",\n"date": "2026-02-03"\n\n}\n'],
)
def test_toml_and_json_are_read_like_yaml_and_keep_their_lines(block):
    conversion = convert(block + "\ntext\n")
    assert settings(conversion.text)["orphan"] is True
    assert conversion.text.split("\n")[3:] == ["# Tea", "", "", "text", ""]
    assert conversion.front_matter.data == {"title": "Tea", "date": "2026-02-03"}


def test_block_of_one_line_leaves_room_for_the_title_alone():
    assert convert('{"title": "Tea"}\ntext\n').text == "# Tea\ntext\n"


def test_shortcode_in_the_first_line_is_no_json():
    assert convert("{{< unknown >}}\n").front_matter.length == 0


def test_folders_hand_down_what_the_article_does_not_say():
    near, far = {"author": "Aoi", "slug": "no"}, {"author": "Ren", "categories": ["Tea"]}
    data = convert(HEAD, defaults=[near, far]).front_matter.data
    assert (data["author"], data["categories"], data["slug"]) == ("Aoi", ["Tea"], "kettles")


def test_empty_block_of_two_lines_stays():
    assert convert("---\n---\ntext\n").text == "---\n---\ntext\n"
