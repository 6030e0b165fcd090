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


_OPTIONS = "- `--wordlist <file>`: words\n- `--stdout`: output"
_QUOTED = _OPTIONS.replace("\n", "\n> ")


@pytest.mark.parametrize(
    "body",
    [
        f'{{{{< details "Parameters" >}}}}\n{_OPTIONS}\n{{{{< /details >}}}}',
        '{{< details "Parameters" >}}\n' + _OPTIONS.replace("- ", "-\t") + "\n{{< /details >}}",
        f"> [!TIP]\n> {_QUOTED}",
        f"~~~{{admonition}} Parameters\n:class: tip\n\n{_OPTIONS}\n~~~",
        f"## FAQ\n\n### Which ones are there?\n\n{_OPTIONS}",
    ],
)
def test_a_list_of_options_that_begins_a_directive_is_no_front_matter(build, body):
    """The rule of mdit-py-plugins takes the dashes of the first one for those of front matter, and drops its text."""
    written = "\n".join(convert_body(f"{body}\n")[0])
    files = {"index.md": "# H\n", "posts/a.md": f"{HEAD}{body}\n", "written.md": f"# Written\n\n{written}\n"}
    site = build(files, conf={"aiarticle_hugo": ["posts/*"]})
    for page in ("posts/a.html", "written.html"):
        items = [item.get_text().strip() for item in site.soup(page).select("div.body li")]
        assert items == ["--wordlist <file>: words", "--stdout: output"]
    assert site.warnings == []


def test_shortcodes_are_no_substitutions(build):
    conf = {"aiarticle_hugo": ["posts/*"], "myst_enable_extensions": ["substitution"]}
    page = HEAD + "{{< gist spf13 7896402 >}}\n\nsay {{< own one >}} and {{ two }}\n"
    site = build({"index.md": "# H\n", "posts/a.md": page}, conf=conf)
    text = site.soup("posts/a.html").select_one("div.body").get_text()
    assert all(word in text for word in ("spf13/7896402", "{{< own one >}}", "{{ two }}"))
    assert ["[aiarticle.shortcode]" in line for line in site.warnings] == [True]
