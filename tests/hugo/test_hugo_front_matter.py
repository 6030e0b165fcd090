from __future__ import annotations

import pytest
from hugo_articles import HEAD

from sphinx_aiarticle.hugo import convert


@pytest.mark.parametrize("title", ["true", "[a, b]", "{a: b}", "''", "'  '", "null"])
def test_title_that_is_no_text_gives_no_heading(title):
    assert "\n# " not in convert(f"---\ntitle: {title}\ndate: 2026-01-01\nslug: x\n---\n").text


def test_title_that_is_a_number_is_a_title():
    assert convert("---\ntitle: 1984\ndate: 2026-01-01\nslug: x\n---\n").text.startswith("# 1984\n")


def test_markup_in_a_title_is_escaped():
    title = r"a\b *c* _d_ `e` [f] <g> #h &amp; $1 {i} ~j~ |k| ^l m:n @o p!"
    heading = convert("---\ntitle: '" + title + "'\ndate: 2026-01-01\nslug: x\n---\n").text.split("\n")[0]
    assert heading == (r"# a\\b \*c\* \_d\_ \`e\` \[f\] \<g\> \#h \&amp; \$1 \{i\} \~j\~ \|k\| \^l m\:n \@o p\!")


def test_line_breaks_in_a_title_become_spaces():
    text = convert('---\ntitle: "one\\ntwo\\u2028three\\tfour"\ndate: 2026-01-01\nslug: x\n---\n').text
    assert text.split("\n")[0] == "# one two three four"


def test_heading_of_level_one_in_the_body_goes_below_the_title():
    text = convert(HEAD + "# One\n\ntext\n\nTwo\n===\n\n```\n# code\n```\n\n    # code\n").text
    assert text.split("\n")[2:] == [
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
def test_toml_and_json_are_read_like_yaml(block):
    conversion = convert(block + "\ntext\n")
    assert conversion.text == "# Tea\n\ntext\n"
    assert conversion.front_matter.data == {"title": "Tea", "date": "2026-02-03"}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("---\ntitle: Tea\n---Soft\n\nmore\n", "# Tea\n\nSoft\n\nmore\n"),
        ("\r\n---\r\ntitle: Tea\r\n---| a\r\n", "# Tea\n\n| a\n"),
        ('+++\ntitle = "Tea"\n+++Soft\n', "# Tea\n\nSoft\n"),
        ("---\ntitle: Tea\n---\na\n---Soft\n", "# Tea\n\na\n---Soft\n"),
        ("---\nfoo\n\n---bar\n", "foo\n\n---bar\n"),
    ],
)
def test_text_may_follow_the_fence_that_ends_a_block(source, text):
    conversion = convert(source)
    assert (conversion.text, conversion.problems) == (text, ())


def test_block_of_one_line_is_front_matter():
    assert convert('{"title": "Tea"}\ntext\n').text == "# Tea\n\ntext\n"


def test_shortcode_in_the_first_line_is_no_json():
    assert convert("{{< unknown >}}\n").front_matter.length == 0


def test_folders_hand_down_what_the_article_does_not_say():
    near, far = {"author": "Aoi", "slug": "no"}, {"author": "Ren", "categories": ["Tea"]}
    data = convert(HEAD, defaults=[near, far]).front_matter.data
    assert (data["author"], data["categories"], data["slug"]) == ("Aoi", ["Tea"], "kettles")
