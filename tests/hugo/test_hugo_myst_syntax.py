"""Text that is plain in Hugo stays plain in MyST."""

from __future__ import annotations

import pytest
from hugo_articles import HEAD, assert_kept, convert_body


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("% of all", r"\% of all"),
        ("- % of all", r"- \% of all"),
        ("> % of all", r"> \% of all"),
        ("+++", r"\+++"),
        ("(here)=", r"\(here)="),
        ("say {ref}`x`", r"say \{ref}`x`"),
        ("not [^0-9] at all, [^1]", r"not [\^0-9] at all, [\^1]"),
        (r"`[^1]` and \[^1]", r"`[^1]` and \[^1]"),
        ("50 % and f(x)= 1", "50 % and f(x)= 1"),
        ("`` {ref}`x` ``", "`` {ref}`x` ``"),
        (r"\{ref}`x`", r"\{ref}`x`"),
    ],
)
def test_marks_of_myst_are_escaped(line, expected):
    assert convert_body(f"a\n\n{line}\n\nb\n")[0][2] == expected


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_code_stays(fence):
    assert_kept(f"{fence}\n% a\n+++\n(a)=\n{{ref}}`x`\n{fence}\n")


def test_references_to_notes_that_there_are_stay():
    assert_kept("a[^1] and > b[^two]\n\n[^1]: One\n\n> [^two]: Two\n")


def test_the_page_shows_every_word(build):
    words = ["% one", "+++ two", "(three)=", "- % four", "{five}`six`"]
    site = build({"index.md": "# H\n", "posts/a.md": HEAD + "\n\n".join(words)}, conf={"aiarticle_hugo": ["posts/*"]})
    text = site.soup("posts/a.html").select_one("div.body").get_text()
    assert all(word in text for word in ("% one", "+++ two", "(three)=", "% four", "{five}six"))
    assert site.warnings == []


def test_shortcodes_are_no_substitutions(build):
    conf = {"aiarticle_hugo": ["posts/*"], "myst_enable_extensions": ["substitution"]}
    page = HEAD + "{{< gist spf13 7896402 >}}\n\nsay {{< own one >}} and {{ two }}\n"
    site = build({"index.md": "# H\n", "posts/a.md": page}, conf=conf)
    text = site.soup("posts/a.html").select_one("div.body").get_text()
    assert all(word in text for word in ("spf13/7896402", "{{< own one >}}", "{{ two }}"))
    assert ["[aiarticle.shortcode]" in line for line in site.warnings] == [True]
