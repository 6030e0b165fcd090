"""Every builder keeps what the boxes say, and none of them needs a line of ours but HTML."""

from __future__ import annotations

import re
import sys
from functools import partialmethod
from types import SimpleNamespace

import pytest
from conftest import ARTICLE, PAID_BUILDERS, png
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.docutils import SphinxTranslator

BODY = """\
A desk that stays quiet
=======================

.. summary-box::

   - Noise comes from *many* things.
   - Start with the keyboard.

.. product-box:: HHKB <Pro> & co
   :label: Our choice
   :brand: Felt
   :url: https://maker.example.com/mat
   :image: cover.png

   First reason.

   Second reason:

   - soft
   - heavy

.. faq:: Asked

   .. question:: Is it enough?

      For most desks.

      More below.

   .. question:: Is it **cheap**?

      Cheaper than most.

      .. product-box:: Felt rug
         :stores: rakuten

         Softer still.

.. note::

   .. product-box:: Nested mat

      In a note.
"""
META = ":date: 2026-03-01\n:lastmod: 2026-03-04\n:author: Aoi\n:tags: desk\n:cover: cover.png\n\n"
FILES = {
    "index.rst": META + BODY + "\n.. toctree::\n\n   b\n",
    "b.md": ARTICLE.replace("/images/cover.png", "https://img.example.org/c.png").replace(
        "{image:", "{hidden: true, image:"
    ),
    "cover.png": png(64, 36),
}
CONF = {
    "aiarticle_affiliate_builders": PAID_BUILDERS,
    "man_pages": [("index", "desk", "Desk", ["Aoi"], 1)],
    "linkcheck_ignore": [".*"],
    "epub_show_urls": "no",
    "version": "1",
    "copyright": "2026, Aoi",
    "latex_documents": [("index", "desk.tex", "Desk", "Aoi", "howto")],
    "texinfo_documents": [("index", "desk", "Desk", "Aoi", "Desk", "Desk.", "Misc")],
}
#: Builder → the file that holds the article.
TARGETS = {
    "html": "index.html",
    "dirhtml": "index.html",
    "singlehtml": "index.html",
    "epub": "index.xhtml",
    "latex": "desk.tex",
    "text": "index.txt",
    "man": "desk.1",
    "texinfo": "desk.texi",
    "gettext": "index.pot",
    "xml": "index.xml",
    "pseudoxml": "index.pseudoxml",
    "json": "index.fjson",
    "pickle": "index.fpickle",
    "linkcheck": None,
    "changes": None,
    "dummy": None,
}


def words(text):
    """Return *text* without markup and line ends, as far as that matters here."""
    text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    text = text.replace(r"\textless{}", "<").replace(r"\textgreater{}", ">")
    text = re.sub(r"@(?=[&{}@])|\\(?=[&-])", "", text)
    text = re.sub(r'"\n"', "", text)
    text = re.sub(r"(?m)^\.[A-Z]+ ?", " ", text)
    return re.sub(r"[\s{}]+", " ", text)


@pytest.mark.parametrize("builder", TARGETS)
def test_a_builder_warns_of_nothing_and_keeps_what_the_boxes_say(build, builder):
    site = build(FILES, builder=builder, conf=CONF)
    assert site.warnings == []
    if not TARGETS[builder]:
        return
    text = words((site.outdir / TARGETS[builder]).read_text(encoding="utf-8", errors="replace"))
    for part in (
        "Start with the keyboard",
        "HHKB <Pro> & co",
        "Second reason",
        "Felt rug",
        "Nested mat",
        "Softer still",
    ):
        assert part in text, part
    for part in ("Is it enough?", "More below.", "Our choice", "heavy"):
        assert part in text, part
    if builder != "gettext":  # labels come from our own catalogue
        for part in ("View on Amazon", "View on Rakuten", "This box contains affiliate links"):
            assert part in text, part


@pytest.mark.parametrize("builder", ["html", "text", "latex", "man", "epub", "texinfo"])
@pytest.mark.parametrize("language", ["ja", "de", "eo", "zh_CN"])
def test_other_languages_warn_of_nothing_but_missing_labels(build, builder, language):
    site = build(FILES, builder=builder, conf=CONF | {"language": language})
    said = [line for line in site.warnings if "aiarticle" in line]
    assert len(said) == (language == "eo")
    assert all("there are no labels in the language 'eo'" in line for line in said)
    if language == "ja":
        text = site.text(TARGETS[builder])
        assert "広告" in text
        assert "HHKB" in text


def test_the_text_builder_keeps_paragraphs_apart(build):
    text = build(FILES, builder="text", conf=CONF).text("index.txt")
    lines = [line.strip() for line in text.splitlines()]
    for before, after in (
        ("First reason.", "Second reason:"),
        ("For most desks.", "More below."),
        ("Our choice", "First reason."),
    ):
        first = next(number for number, line in enumerate(lines) if before in line)
        second = next(number for number, line in enumerate(lines) if after in line)
        assert "" in lines[first + 1 : second], (before, after)
    notice = next(line for line in lines if "affiliate links" in line)
    assert not notice.endswith("reason.")
    assert "View on Amazon" not in notice


def test_the_text_builder_gives_the_whole_article_in_order(build):
    text = " ".join(build(FILES, builder="text", conf=CONF).text("index.txt").split())
    parts = [
        "A desk that stays quiet", "March 1, 2026", "Aoi", "desk", "Start with the keyboard", "HHKB <Pro> & co",
        "This box contains affiliate links", "Our choice", "Felt", "First reason.", "Second reason:",
        "View on Amazon", "View on Rakuten", "Asked", "Is it enough?", "For most desks.", "Felt rug", "Nested mat",
    ]  # fmt: skip
    places = [text.index(part) for part in parts if part not in ("desk", "Aoi", "Felt")]
    assert places == sorted(places)
    assert "<aiarticle" not in text


def test_latex_makes_questions_sections_and_keeps_the_links(build):
    text = build(FILES, builder="latex", conf=CONF).text("desk.tex")
    assert re.search(r"\\section\{Asked\}", text)
    assert re.search(r"\\subsection\{Is it enough\?\}", text)
    assert "amazon.co.jp/s?k=HHKB" in text
    assert r"\sphinxincludegraphics" in text


def test_remote_covers_are_not_fetched_for_books(build):
    cover = ARTICLE.replace("/images/cover.png", "https://img.example.org/c.png")
    for builder in ("latex", "texinfo", "epub", "text", "man"):
        site = build({"index.md": cover}, builder=builder, conf=CONF)
        assert site.warnings == []
        assert "img.example.org" not in "".join(
            path.read_text("utf-8", "replace") for path in site.outdir.rglob("*") if path.suffix in (".tex", ".xhtml")
        )


def test_a_local_cover_is_in_the_book(build):
    site = build(FILES, builder="epub", conf=CONF)
    soup = site.soup("index.xhtml")
    assert soup.select_one(".aiarticle-header img")["src"] == "_images/cover.png"
    assert (site.outdir / "_images" / "cover.png").is_file()
    assert not soup.select("script")


def test_a_pdf_leaves_out_pictures_with_which_latex_would_fail(build):
    box = "\n:::{product-box} Mat\n:image: p.webp\n\nSoft.\n:::\n"
    head = "---\ntitle: T\ndate: 2026-03-01\ncover: {image: c.SVG, caption: Words of the cover}\n---\n"
    files = {"index.md": f"{head}{box}", "p.webp": b"", "c.SVG": "<svg/>"}
    site = build(files, builder="latex")
    cover, product = site.warnings
    assert cover.startswith("index.md:4: WARNING: the PDF leaves out the picture 'c.SVG'")
    assert product.startswith("index.md:7: WARNING: the PDF leaves out the picture 'p.webp'")
    assert "Words of the cover" not in site.text("exampleblog.tex")
    text = build(
        {"index.md": files["index.md"].replace("SVG", "png"), "c.png": png(3, 4), "p.webp": b""}, builder="latex"
    )
    assert re.findall(r"includegraphics.*", text.text("exampleblog.tex")) == [r"includegraphics{{c}.png}"]
    assert r"\emph{Words of the cover}" in text.text("exampleblog.tex").replace("sphinxstyleemphasis", "emph")


@pytest.mark.parametrize("image", ["none.webp", "http://127.0.0.1:9/p.png?w=3"])
def test_of_a_picture_that_is_not_there_sphinx_alone_warns(build, image):
    site = build({"index.md": f"# T\n\n:::{{product-box}} Mat\n:image: {image}\n\nSoft.\n:::\n"}, builder="latex")
    (warning,) = site.warnings
    assert "the PDF leaves out" not in warning
    assert "includegraphics" not in site.text("exampleblog.tex")


def test_a_pdf_has_the_form_of_a_picture_that_latex_shows(build):
    text = "# T\n\n:::{product-box} Mat\n:image: p.*\n\nSoft.\n:::\n"
    site = build({"index.md": text, "p.svg": "<svg/>", "p.png": png(3, 4)}, builder="latex")
    assert site.warnings == []
    assert r"{{p}.png}" in site.text("exampleblog.tex")


def test_a_cover_without_a_text_of_its_own_has_no_empty_one(build):
    files = {"index.md": "---\ntitle: T\ndate: 2026-03-01\ncover: c.png\n---\n\nText.\n", "c.png": png(3, 4)}
    assert "[image]" in build(files, builder="text").text("index.txt").splitlines()
    assert build(files, out="html").soup("index.html").select_one(".aiarticle-header img")["alt"] == ""


@pytest.mark.parametrize(("size", "is_tall"), [((40, 21), False), ((4, 3), False), ((2, 3), True)])
def test_the_height_of_a_cover_is_limited_where_it_is_taller_than_usual(build, size, is_tall):
    files = {"index.md": "---\ntitle: T\ndate: 2026-03-01\ncover: c.png\n---\n\nText.\n", "c.png": png(*size)}
    cover = build(files).soup("index.html").select_one(".aiarticle-header__cover")
    assert ("aiarticle-header__cover--tall" in cover["class"]) == is_tall


def test_a_book_has_the_stylesheets_that_its_pages_load(build):
    def sheets(text, **options):
        site = build({"index.md": text}, builder="epub", **options)
        return [sheet.name for sheet in sorted((site.outdir / "_static").glob("aiarticle*"))], site.text("index.xhtml")

    summary = "# T\n\n:::{summary-box}\n- A.\n:::\n"
    assert sheets("# T\n")[0] == []
    found, page = sheets(f"{summary}\n:::{{pros-cons}}\n+ Good.\n- Bad.\n:::\n")
    assert found == ["aiarticle-review.css", "aiarticle.css"]
    assert all(f"_static/{name}" in page for name in found)
    assert sheets(summary)[0] == ["aiarticle.css"]


def test_a_book_keeps_stylesheets_that_others_load_or_have_written(build):
    own = {"aiarticle-book.css": "p { color: red }", "aiarticle-review.css": '@import "aiarticle.css";'}
    book = '@import url("aiarticle-book.css");\n'
    files = {"index.md": "# T\n", **{f"_static/{name}": text for name, text in own.items()}, "_static/book.css": book}
    site = build(files, builder="epub", conf={"html_static_path": ["_static"], "html_css_files": ["book.css"]})
    assert {sheet.name for sheet in (site.outdir / "_static").glob("aiarticle*")} == {"aiarticle.css", *own}


def test_single_pages_of_a_book_are_written(build, monkeypatch, tmp_path):
    monkeypatch.setattr(Sphinx, "build", partialmethod(Sphinx.build, filenames=[str(tmp_path / "src" / "a.md")]))
    files = {"index.md": "# T\n", "a.md": "# A\n\n:::{summary-box}\n- A.\n:::\n", "b.md": "# B\n"}
    site = build(files, builder="epub", conf=CONF | {"suppress_warnings": ["toc"]})
    assert site.warnings == []
    assert [sheet.name for sheet in (site.outdir / "_static").glob("aiarticle*")] == ["aiarticle.css"]


def test_epub_pages_are_well_formed(build):
    from xml.etree import ElementTree

    files = FILES | {"c.md": "# C\n\n::::{faq}\n:style: accordion\n\n:::{question} A?\nB.\n:::\n::::\n"}
    site = build(files, builder="epub", conf=CONF)
    for path in site.outdir.glob("*.xhtml"):
        ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", path.read_text("utf-8")).replace("&nbsp;", " "))


def test_xml_and_pseudoxml_print_plain_attributes(build):
    for builder, target in (("xml", "index.xml"), ("pseudoxml", "index.pseudoxml")):
        text = build(FILES, builder=builder, conf=CONF).text(target)
        assert "StoreLink(" not in text
        assert "Product(" not in text
        assert 'store="amazon"' in text


def test_linkcheck_collects_every_shop_link(build):
    links = []

    def collect(app, uri):
        links.append(uri)

    build(FILES, builder="linkcheck", conf=CONF, setup=lambda app: app.connect("linkcheck-process-uri", collect))
    for start in (
        "https://www.amazon.co.jp/s?k=HHKB%20%3CPro%3E%20%26%20co&tag=example-22",
        "https://hb.afl.rakuten.co.jp/",
        "https://maker.example.com/mat",
        "https://www.amazon.co.jp/s?k=felt%20desk%20mat",
    ):
        assert [uri for uri in links if uri.startswith(start)], start


def test_the_search_index_holds_boxes_and_answers(build):
    site = build(FILES, conf=CONF)
    index = site.text("searchindex.js").lower()
    for word in ("hhkb", "keyboard", "cheap", "softer", "felt"):
        assert f'"{word}"' in index or f"{word}:" in index, word


class WordsTranslator(SphinxTranslator):
    """A third-party writer: knows a few generic nodes, by base class only."""

    def __init__(self, document, builder):
        super().__init__(document, builder)
        self.found = []

    def visit_Text(self, node):  # noqa: N802
        self.found.append(node.astext())

    def depart_Text(self, node):  # noqa: N802
        pass

    def visit_Element(self, node):  # noqa: N802
        pass

    def depart_Element(self, node):  # noqa: N802
        pass

    def visit_admonition(self, node):
        self.found.append("[box]")

    def depart_admonition(self, node):
        self.found.append("[/box]")


class WordsBuilder(Builder):
    """A third-party builder on that writer."""

    name = "words"
    format = "words"
    out_suffix = ".words"
    default_translator_class = WordsTranslator

    def get_outdated_docs(self):
        return self.env.found_docs

    def get_target_uri(self, docname, typ=None):
        return docname

    def prepare_writing(self, docnames):
        pass

    def write_doc(self, docname, doctree):
        visitor = self.create_translator(doctree, self)
        for node in doctree.findall(nodes.title):
            assert node.astext()
        doctree.walkabout(visitor)
        (self.outdir / f"{docname}.words").write_text(" ".join(visitor.found), encoding="utf-8")


def test_a_builder_that_knows_nothing_of_us_survives(build, monkeypatch):
    extension = SimpleNamespace(setup=lambda app: app.add_builder(WordsBuilder))
    monkeypatch.setitem(sys.modules, "words_builder", extension)
    conf = CONF | {"extensions": ["sphinx_aiarticle", "words_builder"], "aiarticle_affiliate_builders": ["words"]}
    site = build(FILES, builder="words", conf=conf)
    assert [line for line in site.warnings if "metadata" not in line] == []
    text = site.text("index.words")
    assert text.count("[box]") == text.count("[/box]") == 4
    for part in ("HHKB <Pro> & co", "This box contains affiliate links", "View on Amazon", "Is it enough?"):
        assert part in text


@pytest.mark.parametrize("builder", ["text", "man", "latex", "texinfo"])
def test_the_caption_of_a_cover_is_a_paragraph_of_its_own(build, builder):
    page = ARTICLE.replace("{image:", "{caption: Seen from above, image:")
    site = build({"index.md": page, "images/cover.png": png(64, 36)}, builder=builder, conf=CONF)
    assert site.warnings == []
    text = site.text(TARGETS[builder])
    (line,) = (line for line in text.splitlines() if "Seen from above" in line)
    assert line.strip() in ("Seen from above", r"\sphinxstyleemphasis{Seen from above}")
    assert r"\caption" not in text  # it takes no number from the figures of the text


def test_paper_holds_the_header_on_one_line_and_pictures_small(build):
    page = (
        "---\ntitle: Desk\ndate: 2026-03-01\nlastmod: 2026-03-02\nauthor: Aoi\ntags: [a, b]\n---\n\n# Desk\n\n"
        ":::{product-box} Mat\n:image: mat.png\n\nFine.\n:::\n"
    )
    tex = build({"index.md": page, "mat.png": png(64, 36)}, builder="latex").text("exampleblog.tex")
    header = "Published} March 1, 2026 · \\sphinxstyleemphasis{Updated} March 2, 2026 ·"
    assert header in " ".join(tex.split())
    assert "width=0.300\\linewidth" in tex


def test_paper_keeps_room_for_boxes_and_columns_wide_enough_for_words(build):
    product = ":::{product-box} Mat\n:stores:\n\nFine.\n:::\n\n- :::{product-box} Nested\n  :stores:\n  :::\n"
    verdict = ":::{verdict} Mat\n:mark: Our pick\n\nGood.\n:::\n"
    below = ":::{product-box} Low\n:image: mat.png\n:stores:\n:::\n"
    table = "```{product-list}\n:style: table\n:fields: image, brand\n```\n"
    page = f"# Desk\n\n{product}\n{verdict}\n{table}\n## Below\n\n### Two headings\n\n{below}"
    page += "\n```{product-list}\n:fields: image\n```\n"
    tex = build({"index.md": page, "mat.png": png(64, 36)}, builder="latex").text("exampleblog.tex")
    # none at the start of a chapter, nor for a box in a list, which begins where that has room
    assert tex.count(r"<8\baselineskip\newpage") == 1
    assert tex.partition(r"<22\baselineskip\newpage")[2].lstrip("\\fi% \n").startswith("chapter{Below}")
    assert tex.count(r"\baselineskip\newpage") == 2
    assert tex.count("width=5em") == 2  # in the table, and in the list
    assert r"\sphinxstylestrong{Our pick}" in tex
    table = tex.partition(r"\begingroup\setlength{\tymin}")[2].partition(r"\endgroup")[0]
    assert r"\begin{tabulary}" in table
    assert r"\end{tabulary}" in table
