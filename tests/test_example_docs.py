"""The example documentation builds in nitpicky mode without a warning, and is what the README says it is."""

from __future__ import annotations

import gzip
import json
import re
import runpy
import shutil

import pytest
from conftest import ROOT, run_build, write

pytest.importorskip("furo")
pytest.importorskip("sphinx_copybutton")


@pytest.fixture(scope="module")
def docs(tmp_path_factory):
    srcdir = tmp_path_factory.mktemp("docs") / "src"
    shutil.copytree(ROOT / "example_docs", srcdir, ignore=shutil.ignore_patterns("_build"))
    return run_build(srcdir, confdir=srcdir, conf={"nitpicky": True})


def test_it_builds_without_a_warning(docs):
    assert docs.warnings == []


def test_it_holds_at_least_six_articles_of_every_kind(docs):
    articles = [path for path in docs.outdir.rglob("*.html") if re.search(r'"datePublished"', path.read_text("utf-8"))]
    kinds = {docs.graph(path.relative_to(docs.outdir).as_posix())[0]["@type"][0] for path in articles}
    assert len(articles) >= 6
    assert {"N", "B", "TechArticle"} <= kinds  # NewsArticle, BlogPosting, and the tutorial's pair


def test_every_page_but_the_generated_ones_has_one_script(docs):
    for path in docs.outdir.rglob("*.html"):
        name = path.relative_to(docs.outdir).as_posix()
        if "aiarticle redirect" in docs.text(name):
            continue
        assert len(docs.scripts(name)) == (name not in ("genindex.html", "search.html")), name


def test_its_reference_lists_every_configuration_value_and_warning(docs):
    from sphinx_aiarticle.config import OPTIONS
    from sphinx_aiarticle.model.problem import Subtype

    text = docs.soup("configuration.html").get_text()
    assert not [option.name for option in OPTIONS if f"aiarticle_{option.name}" not in text]
    assert not [str(subtype) for subtype in Subtype if f"aiarticle.{subtype}" not in text]


def test_every_entry_of_its_index_leads_somewhere(docs):
    links = {link["href"] for link in docs.soup("genindex.html").select(".indextable a[href*='#']")}
    assert len(links) > 200
    ids = {name: {part["id"] for part in docs.soup(name).select("[id]")} for name in {x.split("#")[0] for x in links}}
    assert not [link for link in links if link.split("#")[1] not in ids[link.split("#")[0]]]


def test_its_guide_names_every_front_matter_key(docs):
    from sphinx_aiarticle.frontmatter.keys import AIARTICLE_KEYS, ARTICLE_KEYS, COVER_KEYS

    text = docs.soup("front-matter.html").get_text()
    assert not [key for key in (*ARTICLE_KEYS, *COVER_KEYS, *AIARTICLE_KEYS) if key not in text]


def test_its_guide_names_every_custom_property(docs):
    css = (ROOT / "sphinx_aiarticle" / "static" / "aiarticle.css").read_text(encoding="utf-8")
    text = docs.soup("theming.html").get_text()
    assert not [name for name in sorted(set(re.findall(r"--aiarticle-[a-z-]+", css))) if name not in text]


def test_its_guide_names_every_option_of_the_product_box(docs):
    from sphinx_aiarticle.components.products.box import ProductBox

    text = docs.soup("product-box.html").get_text()
    assert not [name for name in ProductBox.option_spec if name not in text]


def test_the_guide_is_english_and_its_japanese_articles_are_japanese(docs):
    for name, language, notice in (("product-box.html", "en", "Ad"), ("posts/keyboard-for-writers.html", "ja", "広告")):
        soup = docs.soup(name)
        assert soup.select_one(".aiarticle-notice__label").get_text(strip=True) == notice
        assert docs.node(name, "WebPage")["inLanguage"] == language
    sidebar = docs.soup("quickstart.html").select_one(".sidebar-tree").select("li.toctree-l1 > a")
    assert len(sidebar) > 20
    assert not [link for link in sidebar if re.search("[ぁ-んァ-ヴ]", link.get_text())]


def test_an_example_shows_its_sources_its_data_and_what_they_give(docs):
    soup = docs.soup("product-box.html")
    tabs = soup.select_one(".example")
    assert [label.get_text() for label in tabs.select("label")] == ["Markdown", "reStructuredText", "JSON-LD"]
    data = json.loads(tabs.select(".highlight")[2].get_text())
    name = tabs.find_next(class_="aiarticle-product__name").get_text(strip=True)
    assert name in tabs.select(".highlight")[0].get_text()
    assert data[0]["mentions"]["name"] == name
    assert docs.graph("product-box.html")  # the page itself is whole: no example takes its nodes away


def test_no_page_of_the_guide_has_the_name_of_a_page_that_sphinx_writes(docs):
    assert not docs.app.env.found_docs & {"search", "genindex", "modindex", "py-modindex"}


def test_its_index_names_everything_that_an_author_may_write(docs):
    from sphinx_aiarticle.config import OPTIONS
    from sphinx_aiarticle.frontmatter.keys import KEYS
    from sphinx_aiarticle.model.problem import Subtype

    package = ROOT / "sphinx_aiarticle"
    css = (package / "static" / "aiarticle.css").read_text(encoding="utf-8")
    names = [
        *(f"aiarticle_{option.name}" for option in OPTIONS),
        *(key.name for key in KEYS),
        *(f"aiarticle.{subtype}" for subtype in Subtype),
        *(f"aiarticle/{path.name}" for path in (package / "templates" / "aiarticle").glob("*.html")),
        *sorted(set(re.findall(r"--aiarticle-[a-z-]+", css))),
        *("aiarticle-article-read", "aiarticle-json-ld", "aiarticle:product"),
        *docs.app.env.domains["aiarticle"].directives,
    ]
    indexed = {entry.get_text().strip() for entry in docs.soup("genindex.html").select(".indextable li")}
    indexed = {line.strip() for entry in indexed for line in entry.splitlines()}
    assert [name for name in names if name not in indexed] == []


def test_its_page_about_warnings_says_what_to_do_about_each(docs):
    from sphinx_aiarticle.model.problem import Subtype

    titles = {title.get_text().strip("¶") for title in docs.soup("troubleshooting.html").select("h3")}
    assert titles == {f"aiarticle.{subtype}" for subtype in Subtype}


def test_the_quick_start_works_as_it_is_written(tmp_path):
    """Both syntaxes, with the configuration and the toctree of the page; the shell commands are tried at a release."""
    text = (ROOT / "example_docs" / "quickstart.md").read_text("utf-8")
    restructured, toctree = re.findall(r"```rst\n(.*?)```", text, re.DOTALL)
    configuration = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    markdown = (ROOT / "example_docs" / "posts" / "evening-lamp.md").read_text("utf-8")
    markdown = re.sub(r"cover:\n(  .*\n)+", "", markdown)  # which the page leaves out too
    shown = []
    for suffix, source in (("md", markdown), ("rst", restructured)):
        conf = f'project = "My blog"\nextensions = []\n{configuration}'
        srcdir = tmp_path / suffix
        write(srcdir, {"conf.py": conf, "index.rst": f"My blog\n=======\n\n{toctree}", f"first.{suffix}": source})
        site = run_build(srcdir, confdir=srcdir)
        assert site.warnings == []
        soup = site.soup("first.html")
        shown.append([part.get_text(" ", strip=True) for part in soup.select("[class^='aiarticle']")])
        assert site.node("first.html", "BlogPosting")["author"]["name"] == "My Name"
    assert len(shown[0]) > 10
    assert [part.replace("Markdown", "reStructuredText") for part in shown[0]] == shown[1]


def test_the_start_page_counts_rightly(docs):
    themes = ROOT / "tests" / "themes" / "themes.py"
    known = runpy.run_path(str(themes))["BY_NAME"]
    facts = docs.soup("index.html").select_one("#three-facts").get_text()
    assert f"{len(known)} themes" in facts
    size = len(gzip.compress((ROOT / "sphinx_aiarticle" / "static" / "aiarticle.css").read_bytes()))
    assert f"{size / 1000:.1f} kB" in facts
    pictures = [*(ROOT / "example_docs" / "_static").rglob("*.webp")]
    assert len(pictures) > 9
    assert not [path.name for path in pictures if path.stat().st_size > 150_000]


@pytest.mark.parametrize("word", ["version", "opengraph", "related", "translation", "draft"])
def test_searching_the_guide_finds_a_page_by_its_title_or_heading(docs, word):
    """As Sphinx's search does it, where these words stand in a heading: the page is then among the first."""
    index = json.loads(docs.text("searchindex.js").removeprefix("Search.setIndex(").removesuffix(")"))
    headings = " ".join(index["alltitles"]).lower()
    assert word in headings
    stem = {"version": "version", "opengraph": "opengraph", "related": "relat", "translation": "translat"}.get(
        word, word
    )
    assert stem in index["terms"] or stem in index["titleterms"]
