"""With Hugo at hand, `migrate --check` names what a page would lose, and nothing of a page that is whole."""

from __future__ import annotations

import pytest
from hugo_sites import run
from real_hugo import SETTINGS, make_hugo_site, needs_hugo, page

from sphinx_aiarticle.hugo.conversion import convert
from sphinx_aiarticle.migrate.addresses import Addresses, Anchors
from sphinx_aiarticle.migrate.content import Page
from sphinx_aiarticle.migrate.files import SourceFile
from sphinx_aiarticle.migrate.losses import WrittenPage, losses_of
from sphinx_aiarticle.migrate.page_links import PageLinks
from sphinx_aiarticle.migrate.words import is_boxed

BODY = """\
See [wool](https://wool.example/a_(b)) here, and [the mat](/mat/).

```text
x = 1
```

## Soft felt

| a | b |
|---|---|
| 1 | 2 |

![Felt](/felt.png) Grey_felt.
"""
HTML = (
    '<p>See <a href="https://wool.example/a_(b)">wool</a> here, and <a href="/mat/">the mat</a>.</p>'
    "<pre><code>x = 1\n</code></pre><h2>Soft felt</h2><table><thead><tr><th>a</th><th>b</th></tr></thead>"
    '<tbody><tr><td>1</td><td>2</td></tr></tbody></table><p><img src="/felt.png" alt="Felt"> Grey_felt.</p>'
)
WRITTEN = BODY.replace("(/mat/)", "(/mat.md)").replace("(/felt.png)", "(/static/felt.png)")


ADDRESSES = Addresses(
    base_url="https://mats.example.org/",
    by_key={"mat": "mat"},
    by_name={},
    files={"/felt.png": "/static/felt.png"},
    anchors=Anchors(pages={}, shared=frozenset()),
    ugly=False,
    languages=(),
)


def losses(tmp_path, written, html=HTML, body=BODY):
    file = SourceFile(path=tmp_path / "a.md", name="a.md", shown="content/a.md")
    read = Page(file=file, docname="a", name="a", source=body, conversion=convert(body), address="/a/")
    found = losses_of(PageLinks(page=read, addresses=ADDRESSES), html, written)
    return [(finding.kind, finding.path, finding.line) for finding in found]


@pytest.mark.parametrize(
    ("old", "new", "kind", "line"),
    [
        ("(https://wool.example/a_(b))", "(https://wool.example/a_)", "lost link", 1),
        ("[the mat](/mat.md)", "the mat", "lost link", 1),
        ("[the mat](/mat.md)", "<!-- [the mat](/mat.md) --> the mat", "lost link", 1),
        ("x = 1", "y = 1", "lost code", 4),
        ("## Soft felt", "Soft felt", "lost heading", 7),
        ("|---|---|\n", "", "lost table", 9),
        ("![Felt](/static/felt.png)", "", "lost picture", 13),
        ("Grey_felt.", "Felt.", "lost words", 13),
        ("Grey_felt.", "<script>Grey_felt</script>", "lost words", 13),
    ],
)
def test_a_loss_is_named_with_its_kind_page_and_line(tmp_path, old, new, kind, line):
    assert losses(tmp_path, WRITTEN) == []
    assert (kind, "content/a.md", line) in losses(tmp_path, WRITTEN.replace(old, new))


@pytest.mark.parametrize("options", [":linenos:\n", ":linenos:\n:emphasize-lines: 1\n\n", "\n", ""])
def test_options_of_code_are_no_part_of_it(tmp_path, options):
    html = HTML.replace("x = 1", "x = &amp;quot;1")
    written = WRITTEN.replace("```text\nx = 1", f"```{{code-block}} text\n{options}x = &quot;1")
    assert losses(tmp_path, written, html) == []
    assert [kind for kind, _, _ in losses(tmp_path, written.replace("1\n```", "2\n```"), html)] == ["lost code"]


def test_letters_before_questions_and_answers_are_no_loss(tmp_path):
    html = f"{HTML}<h3>Q: Why?</h3><p>A: It felts.</p>"
    written = f"{WRITTEN}\n~~~{{question}} Why?\nIt felts.\n~~~\n"
    assert losses(tmp_path, written, html) == []
    assert {kind for kind, _, _ in losses(tmp_path, written.replace("Why", "How"), html)} == {
        "lost heading",
        "lost words",
    }


def test_a_player_needs_an_address_to_be_whole(tmp_path):
    html = f'{HTML}<iframe src="https://v.example/embed/abcdefghijk"></iframe>'
    assert [kind for kind, _, _ in losses(tmp_path, WRITTEN, html)] == ["lost embed"]
    assert losses(tmp_path, f"{WRITTEN}\n[Film](https://v.example/watch?v=abcdefghijk)\n", html) == []


@pytest.mark.parametrize(
    "written",
    [
        f":::{{note}} Own\n{WRITTEN}\n:::",
        f"~~~~{{question}} Own\n{WRITTEN}\n~~~~",
        f"- Own\n\n  ~~~~{{note}}\n{WRITTEN}\n  ~~~~".replace("\n", "\n  "),
        "```{raw} html\n" + HTML + "\n```",
        f"<div>\n\n{WRITTEN}\n\n</div>\n\nOwn[^1]\n\n[^1]: More.",
        WRITTEN.replace("```text", "```{code-block} text\n:caption: More\n"),
        ":::{x} Own\n:link: https://wool.example/a_(b)\n:::\n\n"
        + WRITTEN.replace("](https://wool.example/a_(b))", "]"),
        WRITTEN.replace("![Felt](/static/felt.png)", "```{figure} /static/felt.png\n```"),
        WRITTEN.replace("## Soft felt", "Soft **felt**\n---"),
        WRITTEN.replace("## Soft felt", "```{question} Soft felt\nAs wool.\n```"),
        WRITTEN.replace("| 1 |", "| **1** |"),
    ],
)
def test_what_directives_and_html_hold_is_kept(tmp_path, written):
    assert losses(tmp_path, written) == []


@pytest.mark.parametrize(
    ("body", "html", "written"),
    [
        ("## A $f|$ here", "<h2>A $f|$ here</h2>", "## A {math}`f|` here"),
        ("> ## A $f$", "<h2>A $f$</h2>", "> ## A {math}`f`"),
        (
            "{{< mermaid >}}\nA --> Felt\n{{< /mermaid >}}\n\n_Felt_",
            "A --> Felt\n<p><em>Felt</em></p>",
            "```mermaid\nA --> Felt\n```\n\n_Felt_",
        ),
        ("## No $0$s at $x$y", "<h2>No $0$s at $x$y</h2>", "## No {math}`0`s at {math}`x`y"),
        ("", "<h3>Good</h3>", ":::{product-box} Felt\nGood\n:::"),
        (
            "{{< shops >}}",
            '<p><a href="https://www.amazon.co.jp/dp/4873116678">Amazon</a>'
            '<a href="https://shopping.yahoo.co.jp/search?p=felt">Yahoo</a></p>',
            ":::{product-box} Felt\n:amazon: https://www.amazon.co.jp/dp/4873116678\n:::",
        ),
        (
            "{{< figure >}}",
            '<a href="/mat/"><img src="/felt.png"></a>',
            ":::{figure} /static/felt.png\n:target: /mat.md\n:::",
        ),
        (
            '<cite><a href="http://wool.example/felt">wool.example</a></cite>',
            '<p><a href="https://wool.example">wool.example</a></p>',
            '<cite><a href="http://wool.example/felt">wool.example</a></cite>',
        ),
        ("{{< question >}}", "<div>Q. Why?</div>", "### Why?"),
        ("", '<a href="https://a.example/%5C~b">x</a>', "[x](https://a.example/~b)"),
        ("{{< details >}}", "<summary>Details</summary>", "~~~{aiarticle-details}\n~~~"),
        ("![Felt](/felt.png#center)", '<img src="/felt.png#center">', "![Felt](/static/felt.png)"),
        ("![Felt](felt.png)", '<a href="/a/felt.png"><img src="felt.png"></a>', "![Felt](/static/felt.png)"),
        (
            "~~~python\na = '\n~~~sh\nb\n~~~\nif __name__:\n~~~\n",
            "<pre>a = '\n~~~sh\nb\n</pre><p>if <strong>name</strong>:</p><pre></pre>",
            "~~~~python\na = '\n~~~sh\nb\n~~~\nif __name__:\n~~~~\n",
        ),
    ],
)
def test_what_is_written_in_another_way_is_not_lost(tmp_path, body, html, written):
    assert {kind for kind, _, _ in losses(tmp_path, written, html, body)} <= {"mended Markdown"}


def test_a_link_to_another_picture_of_the_same_name_is_lost(tmp_path):
    html = '<a href="https://wool.example/felt.png"><img src="felt.png"></a>'
    assert losses(tmp_path, "![Felt](/static/felt.png)", html, "![Felt](felt.png)") == [
        ("lost link", "content/a.md", None)
    ]


def test_a_link_to_a_place_on_its_own_page_may_be_written_as_its_whole_address(tmp_path):
    """So Hugo writes what ``ref`` means."""
    files = {"content/posts/a.md": page('## Soft\n\n[a]({{< ref "#soft" >}}) [b]({{< ref "a/#soft" >}})')}
    said = run(make_hugo_site(tmp_path, files), None, check=True)[1]
    assert "lost link" not in said


def test_lines_of_code_that_became_text_in_one_line_are_lost(tmp_path):
    body, html = "```text\ncut felt\nsew felt\n```", "<pre>cut felt\nsew felt\n</pre>"
    assert losses(tmp_path, body, html, body) == []
    written = "```{code-block} text\n:linenos:\n:emphasize-lines: 1\n\ncut felt\nsew felt\n```"
    assert losses(tmp_path, written, html, body) == []
    assert losses(tmp_path, "`cut felt sew felt`", html, body) == [("lost code", "content/a.md", 2)]
    assert losses(tmp_path, "cut felt\nsew felt", html, body) == [("lost code", "content/a.md", 2)]


def test_a_heading_at_the_begin_of_a_note_is_kept_and_may_not_go(tmp_path):
    body = '<section class="alert">\n\n## Soft\n\nFelt.\n\n</section>\n'
    html = '<section class="alert">\n<h2 id="soft">Soft</h2>\n<p>Felt.</p>\n</section>'
    assert losses(tmp_path, body, html, body) == []
    ((kind, *_),) = losses(tmp_path, body.replace("## Soft", "Soft"), html, body)
    assert kind == "lost heading"


def test_escaped_words_are_compared_as_they_are_read(tmp_path):
    body = r"Felt\_22"
    assert losses(tmp_path, body, r"<p>Felt\_22</p>", body) == [("lost words", "content/a.md", 1)]
    assert losses(tmp_path, body, "<p>Felt_22</p>", body) == []


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
        "content/mat.md": page("A mat."),
        "static/felt.png": "felt",
    }  # fmt: skip
    status, said = run(make_hugo_site(tmp_path, files), None, check=True)
    assert (status, "lost" in said) == (0, False), said


@needs_hugo
def test_a_page_that_cannot_be_compared_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("sphinx_aiarticle.migrate.plan.losses_of", lambda *_: 1 / 0)
    status, said = run(make_hugo_site(tmp_path, {"content/a.md": page("Felt.")}), None, check=True)
    assert status == 1
    assert "content/a.md: not compared: " in said


def test_text_that_became_code_is_lost(tmp_path):
    html = "<p>Felt</p><p>Wash it.</p>"
    assert losses(tmp_path, "Felt\n\n    Wash it.", html, "Felt\n\nWash it.") == [("lost prose", "content/a.md", 3)]
    assert losses(tmp_path, "Felt\n\n    Wash it.", "<p>Felt</p><pre>Wash it.</pre>") == []


def test_code_in_code_is_read_as_its_author_meant_it(tmp_path):
    body = "```python\nx = '''\n```sh\ny\n```\n'''\n```\n\nAfter all the code.\n"
    html = "<pre><code>x = '''\n```sh\ny\n</code></pre><p>'''</p><pre><code>After all the code.\n{{ x }}\n</code></pre>"
    written = body.replace("```python", "````python").replace("'''\n```\n\n", "'''\n````\n\n")
    assert losses(tmp_path, written, html, body) == [("mended Markdown", "content/a.md", 1)]
    lost = losses(tmp_path, written.replace("After all", "All"), html, body)
    assert lost == [("lost code", "content/a.md", 9), ("mended Markdown", "content/a.md", 1)]


BOX = """\
<div>
<strong>Felt mat</strong>
<p>Soft and grey.</p>
<a href="https://www.amazon.co.jp/s?k=felt&tag=mats-22">Buy it at Amazon</a>
<p>posted with <a href="https://kaereba.com">Kaereba</a></p>
</div>
"""


@needs_hugo
def test_words_beside_a_product_box_are_compared_and_its_buttons_are_not(tmp_path):
    text = "A word before it.\n"
    body = f"{text}\n{BOX}"
    assert [match.kind for match in convert(body).matches] == ["product box"]
    root = make_hugo_site(tmp_path, {"content/a.md": page(body)})
    status, said = run(root, tmp_path / "docs")
    written = (tmp_path / "docs/a.md").read_text()
    assert (status, "lost" in said) == (0, False), said
    assert "Kaereba" not in written
    html = f"<p>{text}</p>{BOX}"
    assert losses(tmp_path, written, html, body) == []
    assert losses(tmp_path, written.replace("A word", "A"), html, body) == [("lost words", "content/a.md", 1)]


def test_a_table_is_kept_where_one_box_says_all_of_it():
    table = (("書 名", "Green tea"), ("著 者", "Aoi"))
    assert is_boxed(table, ["書名\nGreen tea\n著者 Aoi\nShop"])
    assert not is_boxed(table, ["書名 Green tea", "著者 Aoi"])
    assert not is_boxed(table, [])


def test_front_matter_that_hugo_shows_as_text_is_told(tmp_path):
    body = f"\ufeff---\ntitle: A soft mat\nimage: https://i.example/mat.png\n---\n{BODY}"
    shown = '<hr><h2>title: A soft mat image: <a href="https://i.example/mat.png">https://i.example/mat.png</a></h2>'
    told = [("mended Markdown", "content/a.md", 1)]
    assert losses(tmp_path, WRITTEN, shown + HTML, f"\ufeff{body}") == told
    assert losses(tmp_path, WRITTEN, HTML, body) == []
    lost = losses(tmp_path, WRITTEN.replace("Grey_felt", ""), shown + HTML, f"\ufeff{body}")
    assert lost == [("lost words", "content/a.md", 17), *told]


BELOW_HTML = """\
<br>
## Soft felt
1. Cut [wool](https://wool.example/).
```sh
cut
```

After it.
"""


def test_markdown_directly_below_html_is_told(tmp_path):
    html = "<br>\n## Soft felt\n1. Cut [wool](https://wool.example/).\n```sh\ncut\n```\n<p>After it.</p>"
    written = BELOW_HTML.replace("<br>\n", "<br>\n\n")
    told = [("mended Markdown", "content/a.md", 2)]
    assert losses(tmp_path, written, html, BELOW_HTML) == told
    assert losses(tmp_path, written.replace("After", ""), html, BELOW_HTML)[:1] == [("lost words", "content/a.md", 8)]


def test_what_one_page_loses_of_one_kind_is_one_finding(tmp_path):
    body = "".join(f"Word{number}a word{number}b.\n\nKept.\n\n" for number in range(30))
    html = body.replace("\n\n", "<p>")
    file = SourceFile(path=tmp_path / "a.md", name="a.md", shown="content/a.md")
    read = Page(file=file, docname="a", name="a", source=body, conversion=convert(body), address="/a/")
    (finding,) = losses_of(PageLinks(page=read, addresses=ADDRESSES), html, "Kept.\n\n" * 30)
    assert "'Word0a word0b'" in finding.message
    assert finding.also[0] == "line 5: 'Word1a word1b'"
    assert len(finding.also) == 29


def test_a_table_of_any_width_is_looked_at_in_time():
    rule = f"| {'-' * 400_000}x | - |"
    page = WrittenPage(f"| a | b |\n{rule}\n| c | d |\n\n| e |\n|{'-' * 400_000}|\n| f |\n", colon_fences=False)
    assert [table[0] for table in page.rendered.tables] == [("e",)]


def test_words_that_stick_to_each_other_on_both_pages_are_not_mended(tmp_path):
    body = "Open foto`s/video`s, and `fstab`and more.\n"
    html = "<p>Open foto<code>s/video</code>s, and <code>fstab</code>and more.</p>"
    assert not losses(tmp_path, body, html, body)


def test_code_that_a_template_makes_of_a_line_with_a_link_is_mended(tmp_path):
    html = "<div><pre><code>Ask &lt;a href=&#34;https://c.example/&#34;&gt;us&lt;/a&gt; now.</code></pre></div>"
    body = "Ask [us](https://c.example/) now.\n"
    assert [kind for kind, _, _ in losses(tmp_path, body, html, body)] == ["mended Markdown"]


def test_directives_within_any_number_of_others_end_no_comparison():
    page_ = WrittenPage(
        "".join(f"{':' * (2000 - depth)}{{note}} Soft {depth}\n" for depth in range(1990)), colon_fences=True
    )
    assert "Soft 49" in page_.rendered.text
    assert "{note} Soft 1989" in "".join(page_.rendered.codes)


@pytest.mark.parametrize("hidden", ["<!-- {} -->", "<script>{}</script>", "<STYLE >{}</style\n>"])
def test_words_that_readers_do_not_see_are_lost_and_what_does_not_end_hides_none(tmp_path, hidden):
    begin = hidden.partition("{}")[0]
    lost = losses(tmp_path, WRITTEN.replace("Grey_felt.", hidden.format("Grey_felt")))
    assert ("lost words", "content/a.md", 13) in lost
    assert losses(tmp_path, WRITTEN.replace("Grey_felt.", f"`{begin}` Grey_felt.")) == []


@needs_hugo
@pytest.mark.parametrize("slug", ["mat", "類似度"])
@pytest.mark.parametrize("name", ["a.pdf", "a.b.pdf", "資料.pdf", "below/a.pdf"])
def test_a_file_of_a_bundle_is_there_whatever_its_address(tmp_path, slug, name):
    """Hugo makes whole addresses of such links where it is asked to, or has several languages."""
    settings = f'{SETTINGS}[markup.goldmark.renderHooks.link]\nuseEmbedded = "always"\n'
    files = {
        "content/posts/one/index.md": page(f"[a](./{name}) [b]({name})", slug=slug),
        f"content/posts/one/{name}": "x",
    }
    said = run(make_hugo_site(tmp_path, files, settings), tmp_path / "docs", check=True)[1]
    assert "lost link" not in said
    assert "Nothing needs a human." in said
