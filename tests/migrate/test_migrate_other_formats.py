"""Pages in HTML, and in formats that only Hugo reads, become pages in Markdown."""

from __future__ import annotations

import pytest
from hugo_sites import run, tree
from real_hugo import SETTINGS, make_hugo_site, needs_hugo, page

from sphinx_aiarticle.migrate.html_markdown import page_markdown

ORG = """\
#+title: A mat
#+date: <2026-03-01 Sun>
#+tags[]: felt soft
#+slug: own-mat

Soft *felt*, =code= and [[https://example.org/][a link]].

* Care
Wash it.[fn:1]
** Often
#+begin_src python
def wash():

    return "<b>"
#+end_src

| a | b |
|---+---|
| 1 | 2 |

[fn:1] Cold.
"""


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Soft <em>mat</em> a.</p>\n<hr>\n<ul><li>a</li></ul>", "Soft *mat* a.\n\n---\n\n- a"),
        ('<h2 id="x-y">Soft_1</h2>\n<h3>Warm</h3>', "## Soft\\_1 {#x-y}\n\n### Warm"),
        ('<div class="outline-2"><h2>A</h2><div class="outline-text-2"><p>B</p></div></div>', "## A\n\nB"),
        ('<pre class="example">\na\n\n  b\n</pre>', "```\na\n\n  b\n```"),
        ('<div class="src"><pre><code class="language-go"><span>a</span>\nb</code></pre></div>', "```go\na\nb\n```"),
        ("<table>\n\n<tr><td>a</td></tr></table>", "<div>\n<table>\n<tr><td>a</td></tr></table>\n</div>"),
        ("<h2>A <b>b</b></h2><p>c</p>", "<div>\n<h2>A <b>b</b></h2>\n</div>\n\nc"),
        ('<h2 id="a"> </h2><p>b</p>', '<div>\n<h2 id="a"> </h2>\n</div>\n\nb'),
        ("loose <p>text</p>", "<div>\nloose <p>text</p>\n</div>"),
        ("<p>a</p><!-- note -->", "<div>\n<p>a</p><!-- note -->\n</div>"),
        ("<p>a", "a"),
        ("", ""),
    ],
)
def test_html_becomes_markdown_block_by_block(html, markdown):
    assert page_markdown(html) == markdown


def test_html_in_any_depth_is_read():
    html = '<div class="outline-2">' * 5000 + "x" + "</div>" * 5000
    assert "x" in page_markdown(html)


@needs_hugo
def test_org_becomes_a_page_that_real_hugo_agrees_with(tmp_path):
    root = make_hugo_site(
        tmp_path,
        {
            "content/posts/mat.org": ORG,
            "content/about/index.org": "#+title: About\n\nUs.\n",
            "content/about/note.md": page("Part of a bundle."),
            "content/posts/a.md": page("[Mat](/posts/own-mat/)"),
            "content/posts/odd.adoc": "= Odd\n\nText.\n",
        },
    )
    _, said = run(root, tmp_path / "docs", verify=True)
    text = (tmp_path / "docs/posts/own-mat.md").read_text("utf-8")
    assert text.startswith(
        "---\ndate: 2026-03-01T00:00:00Z\nslug: own-mat\ntags:\n  - felt\n  - soft\ntitle: A mat\n---\n"
    )
    assert "## Care" in text
    assert '```python\ndef wash():\n\n    return "<b>"\n```' in text
    assert "about/note.md" not in tree(tmp_path / "docs")
    assert "(/posts/own-mat.md)" in (tmp_path / "docs/posts/a.md").read_text("utf-8")
    assert "posts/odd.adoc: other format: Only Markdown, HTML and what Hugo itself renders" in said
    assert "3 of 3" in said, said


def test_org_without_hugo_is_told(tmp_path):
    root = make_hugo_site(tmp_path, {"content/posts/mat.org": ORG})
    _, said = run(root, tmp_path / "docs", hugo=False)
    assert "content/posts/mat.org: other format" in said


@needs_hugo
@pytest.mark.parametrize("name", ["index.html", "index.org", "index.en.html"])
def test_files_that_the_site_takes_for_no_pages_are_files(tmp_path, name):
    settings = f'{SETTINGS}[languages.en]\nweight = 1\n[contentTypes."text/markdown"]\n'
    files = {
        "content/mats/_index.md": page("All mats."),
        "content/mats/soft.md": page("Soft."),
        f"content/mats/{name}": "x",
    }
    root = make_hugo_site(tmp_path, files, settings)
    status, shown = run(root, tmp_path / "docs")
    assert status == 0, shown
    found = tree(tmp_path / "docs")
    assert {"mats/soft.md", "mats/index.md"} <= set(found)
    assert len([path for path in found if path.endswith(f"mats/{name}")]) == 1


CODE = '{{< highlight python >}}\nwash(\n    "<b>",\n\n    cold\n)\n{{< /highlight >}}'


@needs_hugo
@pytest.mark.parametrize("hugo", [True, False])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", f"<p>Soft.</p>\n<div>\n{CODE}\n</div>\n<p>In a line: {CODE}</p>"),
        ("b.html", f"<div>\n    {CODE}\n</div>"),
        ("c.md", f"Soft.\n\n<div>\n{CODE}\n</div>\n\n*Felt*\n\n<p>{CODE}</p>\n\n*Felt*"),
    ],
)
def test_code_within_html_keeps_its_lines(tmp_path, name, text, hugo):
    root = make_hugo_site(tmp_path, {f"content/{name}": page(text)})
    _, said = run(root, tmp_path / "docs", verify=True, hugo=hugo)
    assert "exact                1 of 1  100.0 %" in said
    line = (
        '"&lt;b&gt;",' if f"    {CODE}" in text else '    "&lt;b&gt;",'
    )  # Hugo takes blanks before a call from its lines
    assert text.count("wash") == (tmp_path / f"docs/{name[0]}.md").read_text().count(f"wash(\n{line}")


@needs_hugo
def test_blanks_in_a_page_in_html_make_no_code_of_calls(tmp_path):
    card = '    {{< card "%s" >}}\n    <p>Soft.</p>\n    {{</ card >}}\n'
    files = {
        "content/a.html": page(
            f"<div>\n{card % 'Felt'}    \n{card % 'Wool'}</div>\n\n{card % 'Jute'}\n<!-- {card % 'x'} -->"
        ),
        "layouts/shortcodes/card.html": "<div>\n\n    <h2>{{ .Get 0 }}</h2><a href='/'>b</a>\n\n    {{ .Inner }}</div>",
    }
    _, said = run(make_hugo_site(tmp_path, files), tmp_path / "docs", verify=True)
    assert "exact                1 of 1  100.0 %" in said
    assert "lost" not in said.partition("Old and new")[0]
