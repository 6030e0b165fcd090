"""The sample theme of the guide: it overrides, extends, restyles and draws a page of its own."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT, png

THEMES = ROOT / "example_docs" / "_themes"
CONF = {"html_theme": "magazine", "html_theme_path": [str(THEMES)]}
ARTICLE = """\
---
title: Desks & <chairs>
date: 2026-03-01T09:00:00+09:00
authors: [aoi, "Ren <R&D>"]
tags: [desk, "a & b"]
cover: {image: /images/cover.png, alt: 'A "desk"'}
---
:::{product-box} Mat
Soft.
:::

:::{product-box} Pen
:label: For writers

Blue.
:::
"""
FILES = {"index.md": ARTICLE, "plain.md": "# Plain\n\nText.\n", "images/cover.png": png(640, 360)}
AUTHORS = {"aiarticle_authors": {"aoi": {"name": "Aoi", "url": "https://example.org/aoi?a=1&b=2"}}}


@pytest.fixture
def site(build):
    return build(FILES, conf=CONF | AUTHORS)


def test_it_draws_the_head_of_an_article_from_the_context(site):
    assert site.warnings == []
    soup = site.soup("index.html")
    assert soup.select(".aiarticle-header") == []  # its empty template
    hero = soup.select_one(".magazine-head > img")
    assert (hero["src"], hero["alt"], hero["width"], hero["height"]) == ("_images/cover.png", 'A "desk"', "640", "360")
    assert (site.outdir / hero["src"]).is_file()
    byline = soup.select_one(".magazine-byline")
    assert byline.select_one("a[rel=author]")["href"] == "https://example.org/aoi?a=1&b=2"
    assert " ".join(byline.get_text().split()) == "Aoi, Ren <R&D> March 1, 2026"
    assert byline.time["datetime"] == "2026-03-01T09:00:00+09:00"
    tags = soup.select(".magazine-tags a")
    assert [(tag.get_text(), tag["href"]) for tag in tags] == [
        ("#desk", "search.html?q=desk"),
        ("#a & b", "search.html?q=a%20%26%20b"),
    ]


def test_it_extends_the_product_box(site):
    kickers = [tag.get_text() for tag in site.soup("index.html").select(".aiarticle-product .magazine-kicker")]
    assert kickers == ["Product", "For writers"]
    assert len(site.soup("index.html").select(".aiarticle-product__stores")) == 2  # the rest is the package's


def test_it_restyles_the_boxes_by_custom_properties_alone():
    css = (THEMES / "magazine" / "static" / "magazine.css").read_text(encoding="utf-8")
    assert not re.search(r"\.aiarticle", css)
    assert len(set(re.findall(r"--aiarticle-[a-z-]+(?=:)", css))) >= 5


def test_other_pages_have_no_such_head(site):
    for page in ("plain.html", "search.html", "genindex.html"):
        assert site.soup(page).select(".magazine-head") == []


def test_a_changed_template_of_a_theme_rewrites_the_pages(build, tmp_path):
    box = "_themes/t/aiarticle/product-box.html"
    files = FILES | {"_themes/t/theme.toml": '[theme]\ninherit = "basic"\n', box: "<i>one</i>"}
    conf = {"html_theme": "t", "html_theme_path": ["_themes"]}
    assert "<i>one</i>" in build(files, conf=conf).text("index.html")
    assert "<i>two</i>" in build({box: "<i>two</i>"}, conf=conf).text("index.html")


THEME_WITH_WORDS = """\
from pathlib import Path


def setup(app):
    app.add_message_catalog("sphinx_aiarticle", Path(__file__).parent / "locales")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
CATALOGUE = b"""\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Read on"
msgstr "\xe7\xb6\x9a\xe3\x81\x8d"
"""


def test_a_theme_translates_words_of_its_own(build, monkeypatch, tmp_path):
    import io

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(CATALOGUE), locale="ja"))
    files = FILES | {
        "theme_with_words.py": THEME_WITH_WORDS,
        "locales/ja/LC_MESSAGES/sphinx_aiarticle.mo": compiled.getvalue(),
        "_templates/aiarticle/product-box.html": "<i>{{ _('Read on') }}</i><b>{{ _('Summary') }}</b>",
    }
    monkeypatch.syspath_prepend(tmp_path / "src")
    conf = {"extensions": ["sphinx_aiarticle", "theme_with_words"], "templates_path": ["_templates"], "language": "ja"}
    soup = build(files, conf=conf).soup("index.html")
    assert soup.i.get_text() == "続き"
    assert soup.b.get_text() == "この記事の要点"  # ours are still there
