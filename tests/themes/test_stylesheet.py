"""Whose stylesheet a page loads: the project's, the theme's, ours, or none."""

from __future__ import annotations

import gzip
import re

import pytest

from sphinx_aiarticle import extension
from sphinx_aiarticle.html.assets import STATIC_DIR, add_stylesheet

PAGE = {"index.md": "# T\n\n:::{product-box} Mat\n:stores: shop\n:shop: https://shop.example.com/1\n\nSoft.\n:::\n"}
SHEET = "_static/aiarticle.css"
SHOP = {"shop": {"name": "Shop", "search": "https://shop.example.com/?q={keyword}", "background": "#2f4858"}}
THEMES = {
    "_themes/parent/theme.conf": "[theme]\ninherit = basic\n",
    "_themes/child/theme.conf": "[theme]\ninherit = parent\n",
}


def links(site):
    return [link["href"].partition("?")[0] for link in site.soup("index.html").select("link[href*='aiarticle']")]


def test_ours_is_loaded_on_pages_that_show_a_component(build):
    plain = {"plain.md": "# Plain\n\nA word such as `aiarticle`.\n"}
    site = build({"index.md": PAGE["index.md"] + "\n```{toctree}\nplain\n```\n"} | plain)
    assert links(site) == [SHEET]
    assert "aiarticle.css" not in site.text("plain.html")
    assert "aiarticle.css" not in site.text("search.html")
    assert "--aiarticle-radius" in site.text(SHEET)


def test_a_project_can_do_without(build):
    site = build(PAGE, conf={"aiarticle_css": False, "aiarticle_stores": SHOP})
    assert links(site) == []
    assert list((site.outdir / "_static").glob("aiarticle*")) == []
    assert site.soup("index.html").select_one(".aiarticle-product__store")  # the markup is the same


@pytest.mark.parametrize("name", ["aiarticle.css", "aiarticle.css.jinja"])
@pytest.mark.parametrize("owner", ["child", "parent"])
def test_a_theme_and_its_parents_have_the_say_over_ours(build, owner, name):
    files = PAGE | THEMES | {f"_themes/{owner}/static/{name}": "/* the theme's */"}
    site = build(files, conf={"html_theme_path": ["_themes"], "html_theme": "child"})
    assert links(site) == [SHEET]
    assert site.text(SHEET) == "/* the theme's */"


def test_the_project_has_the_say_over_its_theme(build):
    files = PAGE | THEMES | {"_themes/child/static/aiarticle.css": "/* theme */", "mine/aiarticle.css": "/* mine */"}
    conf = {"html_theme_path": ["_themes"], "html_theme": "child", "html_static_path": ["mine"]}
    assert build(files, conf=conf).text(SHEET) == "/* mine */"


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "json"])
def test_other_html_builders_get_it_too(build, builder):
    assert "--aiarticle-radius" in build(PAGE, builder=builder).text(SHEET)


@pytest.fixture
def with_second_sheet(build, monkeypatch, tmp_path):
    """Build with a component that has a stylesheet of its own."""
    sheet = tmp_path / "aiarticle-boxes.css"
    sheet.write_text("/* why */\n.aiarticle-product { margin: 0; }\n", encoding="utf-8")

    class Module:
        @staticmethod
        def setup(app):
            add_stylesheet(app, sheet, "aiarticle-nothing", "aiarticle-product")

    monkeypatch.setattr(extension, "COMPONENTS", (*extension.COMPONENTS, Module))
    return build


def test_a_component_may_bring_a_sheet_that_only_pages_load_that_show_it(with_second_sheet):
    questions = "# Q\n\n:::{faq}\nIs it `aiarticle-product`?\n: Yes.\n:::\n"
    pages = {"index.md": PAGE["index.md"] + "\n```{toctree}\nq\n```\n", "q.md": questions}
    site = with_second_sheet(pages, conf={"aiarticle_stores": SHOP})
    assert links(site) == [SHEET, "_static/aiarticle-boxes.css", "_static/aiarticle-stores.css"]
    assert site.text("_static/aiarticle-boxes.css") == ".aiarticle-product { margin: 0; }\n"
    assert "aiarticle.css" in site.text("q.html")
    assert "aiarticle-boxes.css" not in site.text("q.html")


def test_a_second_sheet_is_replaced_and_dropped_like_the_first(with_second_sheet):
    files = PAGE | {"mine/aiarticle-boxes.css": "/* mine */"}
    site = with_second_sheet(files, conf={"html_static_path": ["mine"]}, out="mine")
    assert site.text("_static/aiarticle-boxes.css") == "/* mine */"
    site = with_second_sheet(files, conf={"html_static_path": [], "aiarticle_css": False}, out="none")
    assert links(site) == []
    assert list((site.outdir / "_static").glob("aiarticle*")) == []


def test_it_keeps_its_budget(build):
    sheet = (build(PAGE).outdir / SHEET).read_bytes()
    assert len(sheet) <= 24_000
    assert len(gzip.compress(sheet)) <= 6_000


@pytest.mark.parametrize("path", sorted(STATIC_DIR.glob("*.css")), ids=lambda path: path.name)
def test_readers_of_epub_know_its_selectors_and_properties(path):
    rules = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r"[\s;{](?:direction|unicode-bidi)\s*:", rules) == []  # epubcheck: CSS-001
    assert re.findall(r":(?:is|where|has|dir)\(|:not\([^)]*[ ,>]", rules) == []  # epubcheck: CSS-008
