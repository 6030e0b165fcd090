"""HTML in Markdown is as much of an article in a book, a manual page or plain text as it is on the web."""

from __future__ import annotations

import re
from urllib.parse import unquote
from xml.dom import minidom

import pytest
from conftest import png, run_build, write

HUGO = {"aiarticle_hugo": ["index"]}
#: HTML, and the words of it in plain text.
PIECES = {
    "table": (
        "<table>\n<tr><th>Name</th><th>Price</th></tr>\n<tr><td><b>Mat</b></td><td>10 &amp; up</td></tr>\n</table>",
        ["| Name", "| Price", "|===", "| **Mat**", "| 10 & up"],
    ),
    "spans": (
        '<table><tr><td colspan="2">Both</td></tr><tr><td rowspan="2">Left</td><td>a</td></tr><tr><td>b</td></tr>'
        "<tr><td>short</td></tr></table>",
        ["| Both", "| Left", "| a", "| b", "| short"],
    ),
    "table with Markdown": ("<table><tr><td>\n\nA *cell*.\n\n</td><td>B</td></tr></table>", ["| A *cell*.", "| B"]),
    "table in a table": (
        "<table><tr><td>Outer<table><tr><td>Inner</td></tr></table></td><td>Right</td></tr></table>",
        ["Outer", "| Inner", "Right"],
    ),
    "a table that is not closed": ("<table><tr><td>Cell\n\nAfter it.\n\n- Item", ["Cell", "After it.", "* Item"]),
    "what is in no cell": ("<table><tr>Loose<td>Cell</td></tr></table>", ["| Cell", "Loose"]),
    "caption": ("<table><caption>All</caption><tr><td>Cell</td></tr></table>", ["All", "| Cell"]),
    "list": ("<ul><li>One<ol><li>Deep</li></ol></li>\n<li><p>Two</p></li></ul>", ["* One", "1. Deep", "* Two"]),
    "definitions": ("<dl><div><dt>Term</dt><dd>Said</dd></div><dd>More</dd></dl>", ["Term", "   Said", "   More"]),
    "details": ("<details><summary>Open</summary>\n\nThe *text*.\n\n</details>", ["**Open**", "The *text*."]),
    "figure": (
        '<figure><img src="/lamp.png" alt="A lamp"><figcaption>Seen from <i>above</i></figcaption></figure>',
        ["[image: A lamp]", "Seen from *above*"],
    ),
    "picture": ('<p align="center"><img src="lamp.png" alt="A lamp"> Lit.</p>', ["[image: A lamp]", "Lit."]),
    "quote and code": ("<blockquote>Said</blockquote><pre>a\n  b</pre>", ["   Said", "   a\n     b"]),
    "heading": ("<h3>Head</h3>\nText", ["Head", "Text"]),
    "in a line": ("Press <kbd>F1</kbd>, <b>then</b> H<sub>2</sub>O<br>new", ['Press "F1", **then** H_2O new']),
    "a link around blocks": ('<a href="https://a.example/"><div>One</div>\n\nTwo\n\n</a>', ["One", "Two"]),
    "a frame": (
        '<iframe src="https://video.example/1" title="How it works"></iframe>\n<video><source src="/v.mp4"></video>',
        ["How it works", "https://blog.example.org/v.mp4"],
    ),
    "task list in HTML": ('<ul><li><input type="checkbox" checked> Done</li></ul>', ["* [x] Done"]),
    "in a list": ("- Item\n\n  <table><tr><td>Cell</td></tr></table>\n", ["* Item", "  | Cell"]),
    "tags that close nothing": ("</div></td>Kept</p>\n\n<div>Also", ["Kept", "Also"]),
    "a comment that is not closed": ("<div>Seen</div><!-- Open", ["Seen"]),
}


@pytest.fixture
def page(build):
    def made(text, builder="text", **conf):
        files = {"index.md": f"# Title\n\nBefore.\n\n{text}\n", "lamp.png": png(8, 8), "v.mp4": b""}
        return build(files, builder=builder, conf=conf)

    return made


@pytest.mark.parametrize("conf", [{}, HUGO], ids=["MyST", "Hugo"])
@pytest.mark.parametrize("name", PIECES)
def test_text_has_what_the_html_shows(page, name, conf):
    html, words = PIECES[name]
    site = page(html, **conf)
    text, at = site.text("index.txt"), 0
    for word in words:
        at = text.find(word, at) + 1
        assert at, (word, text)
    assert site.warnings == []


def test_a_book_has_tables_pictures_and_links(page):
    site = page(
        '<table><tr><td><a href="/posts/x/">Link</a></td></tr></table>\n\n<img src="/lamp.png" width="40">\n\n'
        'Text <a href="https://a.example/">A **b** c</a>.',
        "latex",
    )
    (path,) = site.outdir.glob("*.tex")
    tex = path.read_text(encoding="utf-8")
    assert r"\begin{tabulary}" in tex
    assert r"\sphinxhref{https://blog.example.org/posts/x/}{Link}" in tex
    assert "width=40\\sphinxpxdimen" in tex
    assert (site.outdir / "lamp.png").is_file()
    assert r"\sphinxhref{https://a.example/}{A \sphinxstylestrong{b} c}" in tex


@pytest.mark.parametrize("builder", ["latex", "text", "man", "texinfo", "epub", "xml", "gettext", "html"])
def test_every_builder_takes_all_of_it(page, builder):
    rows = [html for name, (html, _) in PIECES.items() if name != "a table that is not closed"]
    site = page("\n\n".join(rows), builder)
    ignored = 'spanning" not supported|epub_|conf value|unknown mimetype'
    assert [line for line in site.warnings if not re.search(ignored, line)] == []


@pytest.mark.parametrize(
    ("html", "is_kept"),
    [
        ('<div style="color: red">Red<br/></div>', True),
        ("<svg><circle/></svg>", True),
        ("<div>Line<br>end &nbsp;</div>", False),
        ('<div><img src="/lamp.png" alt=""/></div>', False),
    ],
)
def test_an_e_book_keeps_html_that_it_can_show(page, html, is_kept):
    site = page(f"{html}\n\nAfter *it*.", "epub")
    text = site.text("index.xhtml")
    minidom.parseString(text.encode())
    assert (html in text) is is_kept
    assert "After <em>it</em>." in text


def test_what_is_lost_is_said_once(page):
    html = '<svg></svg>\n\n<div><svg></svg><img src="gone.png" alt="Gone"><a href="../x/">Near</a></div>\n\n<svg></svg>'
    site = page(f"{html}\n\n<div hidden>Hidden</div>\n\n<svg aria-hidden='true'></svg>")
    assert [re.sub(r" in HTML by hand.*", "", line) for line in site.warnings] == [
        "index.md:5: WARNING: 'svg'",
        "index.md:7: WARNING: the picture 'gone.png'",
        "index.md:7: WARNING: the link to '../x/'",
    ]
    assert "GoneNear" in site.text("index.txt")
    assert "Hidden" not in site.text("index.txt")


def test_html_for_html_alone_stays_so(build):
    text = ".. raw:: html\n\n   <b>Web</b>\n\nText\n"
    markdown = "# M\n\n```{raw} html\n<b>Web</b>\n```\n```{raw} latex\nPaper\n```\n\nHard\\\nbreak\n"
    site = build({"index.rst": f"T\n=\n\n{text}", "m.md": markdown}, builder="text")
    assert "Web" not in site.text("index.txt") + site.text("m.txt")
    assert site.warnings == []


def test_html_of_any_depth_ends_nothing(page):
    site = page(f"{'<div>' * 3000}Deep{'</div>' * 3000}\n\nAfter.")
    assert site.warnings == []
    assert re.search(r"Deep\s+After\.", site.text("index.txt"))


FILES = {
    "images/pot.png": png(8, 8),
    "posts/beside.png": png(9, 9),
    "static/own.png": png(7, 7),
    "_static/logo.png": png(6, 6),
    "files/list of all.pdf": b"%PDF",
    "clip.mp4": b"0",
    "tracks.vtt": b"WEBVTT",
    "demo.html": b"<p>",
    ".secret": b"0",
    ".hidden/pot.png": png(5, 5),
    "posts/other.md": "# Other",
}
EXTRA = {"html_extra_path": ["static"], "html_static_path": ["_static"]}
#: HTML on the page ``posts/a.html``, and the file below the output folder that it names; ``None`` where it stays.
NAMED = {
    '<img src="/images/pot.png">': "pot.png",
    '<img src="beside.png" alt="a &amp; b">': "beside.png",
    "<img src='../images/pot.png'>": "pot.png",
    "<p>Inline <img src=/images/pot.png> here</p>": "pot.png",
    "In a line: <img src='/images/pot.png'> here": "pot.png",
    '<img data-src="/images/pot.png" src="data:image/gif;base64,AA,BB">': "pot.png",
    '<img srcset="/images/pot.png 1x, https://a.example/2.png 2x">': "pot.png",
    '<video poster="/images/pot.png"></video>': "pot.png",
    '<video><source src="/clip.mp4"></video>': "clip.mp4",
    '<video src="/clip.mp4#t=3"></video>': "clip.mp4",
    '<video><track src="/tracks.vtt"></video>': "tracks.vtt",
    '<a href="/files/list%20of%20all.pdf">All</a>': "list of all.pdf",
    'In a line: <a href="/files/list of all.pdf">All</a>': "list of all.pdf",
    '<a href="other.md#x">Other</a>': "posts/other.html",
    '<img src="/logo.png">': "_static/logo.png",
    '<img src="/own.png">': None,
    '<img src="../own.png">': None,
    '<img src="../_static/logo.png">': None,
    '<a href="/about/">Somebody else</a>': None,
    '<a href="#x">Here</a>': None,
    '<img srcset="/images/pot.png 400w, https://a.example/w_4,h_3/beside.png 2x">': "pot.png",
    '<img src="../.hidden/pot.png">': "pot.png",
    '<a href="../../outside.txt">Outside</a>': None,
    '<img src="//a.example/x.png"><img src="">': None,
    '<script>var a = "<img src=/images/pot.png>"</script>': None,
}


@pytest.mark.parametrize("conf", [{}, {"aiarticle_hugo": ["posts/*"]}], ids=["MyST", "Hugo"])
def test_a_page_has_the_files_that_html_names(build, conf):
    rows = {f"posts/p{at}.md": f"# Title\n\n{html}\n" for at, html in enumerate(NAMED)}
    (build.srcdir.parent / "outside.txt").write_text("0")
    site = build({**FILES, **rows, "index.md": "# T", "conf.py": ""}, conf=EXTRA | conf)
    for at, (html, name) in enumerate(NAMED.items()):
        page = site.soup(f"posts/p{at}.html")
        attributes = ("src", "href", "poster", "data-src", "srcset")
        (body,) = page.select("div.body")
        found = [str(tag[key]) for tag in body.find_all(True) for key in attributes if tag.get(key)]
        found = [url for url in found if not url.startswith(("#t", "data:"))]
        if name is None:
            assert html in site.text(f"posts/p{at}.html")
            continue
        (url,) = [re.split("[ ?#]", url)[0] for url in found if not url.endswith("¶")][:1]
        path = (site.outdir / "posts" / unquote(url)).resolve()
        assert path.is_file(), (html, found)
        assert path.as_posix().endswith(name)
    assert site.warnings == []


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "json"])
def test_files_are_named_from_where_the_page_is(build, builder):
    files = {"index.md": "# T\n\n```{toctree}\nposts/a\n```\n", "posts/a.md": '# A\n\n<img src="beside.png">\n'}
    site = build({**FILES, **files}, builder=builder)
    page, up = {"dirhtml": ("posts/a/index.html", "../../"), "singlehtml": ("index.html", "")}.get(
        builder, ("posts/a.fjson", "../../" if builder == "json" else "")
    )
    (url,) = re.findall(r'<img src=\\?"([^"\\]+)', site.text(page))
    assert url.startswith(f"{up}_downloads/")
    assert (site.outdir / url.removeprefix(up)).is_file()


def test_a_site_in_a_folder_of_its_host(build):
    html = '<img src="/blog/own.png"><img src="/own.png"><img src="/blog/images/pot.png">'
    conf = EXTRA | {"html_baseurl": "https://a.example/blog/"}
    site = build({**FILES, "index.md": f"# T\n\n{html}\n"}, conf=conf)
    own, mended, pot = (str(img["src"]) for img in site.soup("index.html").find_all("img"))
    assert (own, mended) == ("/blog/own.png", "own.png")
    assert pot.startswith("_downloads/")


def test_a_file_that_is_nowhere_is_named_once_where_it_would_be_shown(build):
    html = '<img src="gone.png" alt="">\n\n<a href="gone.pdf">Gone</a> <iframe src="/demo.html"></iframe>'
    site = build({**FILES, "index.md": f"# T\n\n{html}\n"})
    assert [re.sub(r"(names is).*", r"\1", line) for line in site.warnings] == [
        "index.md:3: WARNING: the file 'gone.png' that HTML by hand names is",
        "index.md:5: WARNING: the page '/demo.html' that HTML by hand names is",
    ]
    site = build({**FILES, "index.md": f"# T\n\n{html}\n", "gone.png": png(3, 3), "static/demo.html": b""}, conf=EXTRA)
    assert site.soup("index.html").img["src"].startswith("_downloads/")
    assert site.warnings == []


@pytest.mark.parametrize(
    ("name", "is_told"),
    [("/../conf.py", True), ("x/../../conf.py/.", True), ("/.secret", True), ("draft.md", True), ("old/s.md", True),
     ("/../deploy.key", True), ("etc/key", True), ("/../../x", False)],
)  # fmt: skip
def test_naming_a_file_publishes_no_sources_and_nothing_private(build, name, is_told):
    write(
        build.srcdir,
        {
            "conf.py": "extensions = ['sphinx_aiarticle']\nexclude_patterns = ['old/**']\n",
            "deploy.key": b"0",
            "outside/key": b"0",
            "docs/index.md": f'# T\n\n<a href="{name}">It</a>\n',
            "docs/draft.md": "---\ntitle: Draft\ndate: 2026-01-01\ndraft: true\n---\n\nSecret.\n",
            "docs/old/s.md": "# Secret\n",
            "docs/.secret": b"0",
            "docs/conf.py": b"",
        },
    )
    (build.srcdir / "docs" / "etc").symlink_to(build.srcdir / "outside")
    site = run_build(build.srcdir / "docs", confdir=build.srcdir)
    assert f'<a href="{name}">' in site.text("index.html")
    assert not list(site.outdir.glob("_downloads/*"))
    assert sum(f"{name!r} that HTML by hand names is" in line for line in site.warnings) == is_told


def test_pages_are_read_once_whatever_their_links_lead_to(build):
    html = '<a href="genindex.html">Index</a> <a href="/about/">About</a> <img src="/logo.png" alt="">'
    conf = {"html_baseurl": "https://a.example/docs/"}
    site = build({"index.md": f"# T\n\n{html}\n"}, conf=conf)
    assert site.warnings == []  # the host may have the logo
    assert html in site.text("index.html")
    assert build({}, conf=conf).read == []


def test_links_to_documents_lead_to_their_place_in_one_page(build):
    text = '# T\n\n```{toctree}\nb\n```\n\n<a href="b.md">B</a> <a href="b.md#more">More</a> <a href="#t">Up</a>\n'
    site = build({"index.md": text, "b.md": "# B\n\n## More\n\nText\n"}, builder="singlehtml")
    links = {tag.get_text(): tag["href"] for tag in site.soup("index.html").select("p a")}
    assert links == {"B": "#document-b", "More": "#more", "Up": "#t"}


def test_only_a_download_of_a_document_is_no_link_to_its_page(build):
    """As nbsphinx has it, which writes a notebook beside its page; the languages of a page lead to itself, too."""
    html = '<a href="index.md" download>Source</a> <a href="index.md">English</a> <a href="index.md#t">Up</a>'
    site = build({"index.md": f"# T\n\n{html}\n"})
    assert [link["href"] for link in site.soup("index.html").select("[role=main] p a")] == ["index.md", "", "#t"]


def test_a_changed_file_is_copied_again(build):
    site = build({**FILES, "index.md": '# T\n\n<img src="/images/pot.png">\n'})
    site = build({"images/pot.png": png(20, 20)})
    (copy,) = site.outdir.glob("_downloads/*/pot.png")
    assert copy.read_bytes() == png(20, 20)


def test_an_e_book_has_no_links_to_files_that_are_not_in_it(build):
    site = build({**FILES, "index.md": '# T\n\nThe <a href="/files/list of all.pdf">list</a>.\n'}, builder="epub")
    assert "<p>The list.</p>" in site.text("index.xhtml")


def test_a_book_has_the_pictures_beside_its_documents(build):
    pictures = '<img src="beside.png">\n\n# A\n\n<img src="beside.png">\n'
    files = {"index.md": "# T\n\n```{toctree}\nposts/a\n```\n", "posts/a.md": pictures}
    site = build({**FILES, **files}, builder="latex")
    (path,) = site.outdir.glob("*.tex")
    assert path.read_text(encoding="utf-8").count(r"\sphinxincludegraphics{{beside}.png}") == 2


def test_a_book_names_the_pictures_that_latex_does_not_show(build):
    """Whoever writes them in HTML keeps them from LaTeX, which ends with an error there."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    text = '<p><a href="https://e.example"><img src="a.svg" alt="Sponsor"></a></p>\n\n<img src="a.svg" alt="Alone">\n'
    site = build({"index.md": f"# T\n\n{text}", "a.svg": svg}, builder="latex")
    (path,) = site.outdir.glob("*.tex")
    tex = path.read_text(encoding="utf-8")
    assert site.warnings == []
    assert (".svg" in tex, r"\sphinxhref{https://e.example}{Sponsor}" in tex, "Alone" in tex) == (False, True, True)
