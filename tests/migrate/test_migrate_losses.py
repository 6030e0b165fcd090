"""With Hugo at hand, `migrate --check` names what a page would lose, and nothing of a page that is whole."""

from __future__ import annotations

import pytest
from hugo_sites import run
from real_hugo import make_hugo_site, needs_hugo, page

from sphinx_aiarticle.hugo.conversion import convert
from sphinx_aiarticle.migrate.losses import WrittenPages
from sphinx_aiarticle.migrate.pages import Page, SourceFile

BODY = "See [wool](https://wool.example/a_(b)) here.\n\n```text\nx = 1\n```\n\nSoft felt."
HTML = (
    '<p>See <a href="https://wool.example/a_(b)">wool</a> here.</p><pre><code>x = 1\n</code></pre><p>Soft felt.</p>'
    '<p><a href="https://mats.example.org/b/">Own</a></p>'
)


def losses(tmp_path, written, html=HTML, body=BODY):
    file = SourceFile(path=tmp_path / "a.md", name="a.md", shown="content/a.md")
    read = Page(file=file, docname="a", name="a", source=body, conversion=convert(body))
    found = WrittenPages("https://mats.example.org/").losses(read, html, written)
    return [(finding.kind, finding.path, finding.line) for finding in found]


@pytest.mark.parametrize(
    ("old", "new", "kind", "line"),
    [
        ("(https://wool.example/a_(b))", "(https://wool.example/a_)", "lost link", 1),
        ("x = 1", "y = 1", "lost code", 4),
        ("Soft felt.", "Soft.", "lost words", 7),
    ],
)
def test_a_loss_is_named_with_its_kind_page_and_line(tmp_path, old, new, kind, line):
    written = f"{BODY}\n\nOwn"
    assert losses(tmp_path, written) == []
    assert losses(tmp_path, written.replace(old, new)) == [(kind, "content/a.md", line)]


@pytest.mark.parametrize(
    "written",
    [
        f":::{{note}} Own\n{BODY}\n:::",
        f"~~~~{{question}} Own\n{BODY}\n~~~~",
        f"- Own\n\n  ~~~~{{note}}\n{BODY}\n  ~~~~".replace("\n", "\n  "),
        "```{raw} html\n" + HTML + "\n```",
        f"<div>\n\n{BODY}\n\n</div>\n\nOwn[^1]\n\n[^1]: More.",
        "Own\n\n" + BODY.replace("```text", "```{code-block} text\n:caption: More\n"),
        ":::{x} Own\n:link: https://wool.example/a_(b)\n:::\n\n" + BODY.replace("](https://wool.example/a_(b))", "]"),
    ],
)
def test_what_directives_and_html_hold_is_kept(tmp_path, written):
    assert losses(tmp_path, written) == []


@needs_hugo
def test_a_page_that_loses_nothing_has_no_finding(tmp_path):
    files = {
        "content/a.md": page(
            f"{BODY}\n\n- [x] Done\n\nA note[^1] and https://felt.example.\n\n[^1]: Of [f](https://b.example/)."
        ),
        "content/b.md": page(
            "> [!NOTE]\n> Mind **it**.\n\n{{< highlight go >}}\nf()\n{{< /highlight >}}\n\n{{< card >}}"
        ),
        "layouts/shortcodes/card.html": '<div class="card"><p>Felt mat</p><a href="https://shop.example/m">Buy</a></div>',
    }  # fmt: skip
    status, said = run(make_hugo_site(tmp_path, files), None, check=True)
    assert status == 0
    assert "lost" not in said


@needs_hugo
def test_a_page_that_cannot_be_compared_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(WrittenPages, "losses", lambda *_: 1 / 0)
    status, said = run(make_hugo_site(tmp_path, {"content/a.md": page("Felt.")}), None, check=True)
    assert status == 1
    assert "content/a.md: not compared: " in said


def test_code_in_code_is_read_as_its_author_meant_it(tmp_path):
    body = "```python\nx = '''\n```sh\ny\n```\n'''\n```\n\nAfter all the code.\n"
    html = "<pre><code>x = '''\n```sh\ny\n</code></pre><p>'''</p><pre><code>After all the code.\n{{ x }}\n</code></pre>"
    written = body.replace("```python", "````python").replace("'''\n```\n\n", "'''\n````\n\n")
    assert losses(tmp_path, written, html, body) == []
