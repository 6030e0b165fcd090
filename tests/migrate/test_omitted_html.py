"""HTML in Markdown that Hugo does not show, as ``markup.goldmark.renderer.unsafe`` is not set."""

from __future__ import annotations

import pytest
from hugo_sites import build_project, make_site, run
from real_hugo import needs_hugo

from sphinx_aiarticle.migrate.replaced import OmittedHtml, without_html

SETTINGS = 'baseURL = "https://x.example.org/"\ntheme = "gone"\n'
UNSAFE = SETTINGS + "[markup.goldmark.renderer]\nunsafe = true\n"
BOX = """\
<div>
<strong>Felt mat</strong>
<p>Soft and grey.</p>
<a href="https://www.amazon.co.jp/s?k=felt&tag=mats-22">Buy it at Amazon</a>
</div>
"""
BODY = f"""\
Text <a href="https://a.example/">named</a>, <b>bold</b>, `<b>code</b>` and <https://b.example/>.

<div class="c">

Inside.

</div>

<table><tr><td>Cell</td></tr></table>

は**<span style="x">mark。</span>**behind, and see:<a href="https://c.example/">https://c.example/</a>.

- <p>Item</p>

| one | two |
|---|---|
| <b>x</b> | <a href="q">y</a> |

## <a name="n"></a>Heading {{#own}}

{{{{< own >}}}} and <i>{{{{< own >}}}}</i>

<div>{{{{< own >}}}}</div>

<pre>
one

two --> three
</pre>

{BOX}
"""


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a <b>c</b> d", "a c d"),
        ("a <<b>> <b>c</b> <<d e>>", "a <<b>> c <<d e>>"),
        ("<<b>>", "<<b>>"),
        ('a <i class="x">c</i> d', 'a <!-- i class="x" -->c d'),
        ('<i class="x">c</i> d', 'c d<!-- i class="x" -->'),
        ('> - <i class="x">c</i> d\n>   e', '> - c d<!-- i class="x" -->\n>   e'),
        ("は**<b>c。</b>**は", "は**<!-- b -->c。<!-- /b -->**は"),
        ("a<br>\nb", "a\nb"),
        ("`<b>` \\<b> <b>", "`<b>` \\<b> "),
        ("<div>\na --> b\n</div>", "<!-- <div>\na -- > b\n</div> -->"),
        ("> <p>a</p>\n> b", "> <!-- <p>a</p>\n> b -->"),
        ("<!-- a -->\n\n<!--more-->", "<!-- a -->\n\n<!--more-->"),
        ("```\n<b>\n```\n\n    <i>", "```\n<b>\n```\n\n    <i>"),
        ("| <b>x</b> | <b>x</b> |\n|---|---|", "| x | x |\n|---|---|"),
        ('<img\n  src="a.png">', '\n<!-- img src="a.png" -->'),
        ("<a@b.example> <https://c.example>", "<a@b.example> <https://c.example>"),
        ("---\ntitle: <b>T</b>\n---\n\n<b>c</b>", "---\ntitle: <b>T</b>\n---\n\nc"),
        (BOX, BOX),
    ],
)
def test_html_becomes_comments(markdown, expected):
    assert OmittedHtml(markdown).text() == expected
    assert markdown.count("\n") == expected.count("\n")


def test_what_a_call_prints_into_a_line_is_part_of_it():
    assert without_html('<b id="x">a</b> b', is_line=False) == '<!-- b id="x" -->a b'
    assert without_html("<div>a</div> b", is_line=True) == "<!-- <div>a</div> b -->"


def moved(folder, settings, **files):
    site = make_site(
        folder,
        {
            "hugo.toml": settings,
            "content/posts/a.md": f"---\ntitle: A\ndate: 2026-01-01\n---\n\n{BODY}",
            "layouts/shortcodes/own.html": "<em>printed</em>",
            **files,
        },
    )
    status, said = run(site, folder / "docs", verify=True)
    assert status == 0
    return said, (folder / "docs/posts/a.md").read_text(encoding="utf-8")


@needs_hugo
def test_readers_see_what_they_saw(tmp_path):
    said, text = moved(tmp_path, SETTINGS)
    assert "exact                1 of 1" in said
    assert "Nothing needs a human" in said
    assert "Hugo leaves out the HTML of 1 page" in said
    assert "{product-box}" in text


@needs_hugo
def test_readers_of_a_site_that_shows_html_see_it(tmp_path):
    said, text = moved(tmp_path, UNSAFE)
    assert "leaves out" not in said
    assert "<td>Cell</td>" in text
    assert "<!-- " not in text


@pytest.mark.parametrize(
    ("settings", "layout", "is_shown"),
    [
        (SETTINGS, "partials/x.html", False),
        ('[[module.imports]]\npath = "x.example/y"\n', "partials/x.html", False),
        ("title = 'X'\n", "_default/single.html", False),
        ("title = 'X'\n", "partials/x.html", True),  # Hugo shows nobody anything
    ],
)
def test_only_a_site_with_pages_leaves_html_out(tmp_path, settings, layout, is_shown):
    files = {"content/a.md": "<div>Seen</div>\n", f"layouts/{layout}": "{{ .Content }}"}
    site = make_site(tmp_path, {"hugo.toml": settings, **files})
    assert run(site, tmp_path / "docs", hugo=False)[0] == 0
    page = build_project(tmp_path / "docs").soup("a/index.html")
    assert ("Seen" in page.text) is is_shown
