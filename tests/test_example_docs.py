"""The example documentation builds in nitpicky mode without a warning, and is what the README says it is."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from conftest import ROOT, run_build

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
