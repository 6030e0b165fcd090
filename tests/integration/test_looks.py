"""What the HTML of components says for those who style them: sizes, directions, order, reading time."""

from __future__ import annotations

import re

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from conftest import BASE, png

from sphinx_aiarticle.i18n import Language

BOX = """\
:::{product-box} Lamp
:image: lamp.png
:price: 9800
:currency: JPY
:price-date: 2026-03-01
:stores: shop

Bright.
:::
"""
SHOP = {
    "aiarticle_stores": {"shop": {"name": "Shop", "search": "https://shop.example.com/?q={keyword}"}},
    "aiarticle_price_max_age": 36500,
}
HEAD = "---\ntitle: Desk\ndate: 2026-03-01\n---\n"
SUMMARY = ":::{summary-box}\n- One.\n:::\n"


def test_pictures_of_products_have_their_size(build):
    listing = "\n:::{product-list}\n:style: table\n:fields: image, stores\n:::\n"
    site = build({"index.md": HEAD + BOX + listing, "lamp.png": png(300, 500)}, conf=SHOP)
    assert site.warnings == []
    soup = site.soup("index.html")
    assert [(image["width"], image["height"]) for image in soup.select(".aiarticle img")] == [("300", "500")] * 2
    (row,) = soup.select(".aiarticle-products tbody tr")
    assert row.th.img
    assert len(row.select("td")) == 1  # no column for the picture
    assert [head.get_text() for head in soup.select(".aiarticle-products thead th")] == ["Product", "Shops"]


def test_a_price_has_its_amount_apart(build):
    soup = build({"index.md": HEAD + BOX, "lamp.png": png(3, 5)}, conf=SHOP).soup("index.html")
    offer = soup.select_one(".aiarticle-product__offer")
    assert offer.get_text().strip() == "¥9,800 at Shop (as of March 1, 2026)"
    assert offer.select_one(".aiarticle-product__amount").get_text() == "¥9,800"


@pytest.mark.parametrize(("between", "inside"), [("", True), ("Text.\n\n", False)])
def test_a_summary_below_the_header_belongs_to_the_lead(build, between, inside):
    soup = build({"index.md": HEAD + between + SUMMARY}).soup("index.html")
    assert bool(soup.select(".aiarticle-lead > .aiarticle-header + .aiarticle-summary")) is inside
    assert len(soup.select(".aiarticle-lead")) == len(soup.select(".aiarticle-summary")) == 1


def test_a_page_without_a_header_has_no_lead(build):
    soup = build({"index.md": f"# Plain\n\n{SUMMARY}"}).soup("index.html")
    assert not soup.select(".aiarticle-lead")


def test_header_and_templates_know_the_reading_time(build):
    template = "{{ aiarticle.reading_time.minutes if aiarticle and aiarticle.reading_time }}|{{ body }}"
    files = {
        "index.md": HEAD + "語" * 1500 + "\n\n```text\n" + "code " * 900 + "\n```\n",
        "_templates/page.html": template,
    }
    site = build(files, conf={"templates_path": ["_templates"]})
    assert site.text("index.html").startswith("3|")
    assert "3 min read" in site.text("index.html")
    japanese = build(files | {"index.md": files["index.md"].replace("---\ntitle", "---\nlang: ja\ntitle")}, out="ja")
    assert "約3分で読めます" in japanese.text("index.html")


def test_a_description_that_is_cut_is_no_deck(build):
    files = {
        "index.md": HEAD.replace("date", "description: A desk & a lamp.\ndate") + "Text.\n",
        "cut.md": HEAD.replace("date", "description: A desk and...\ndate") + "Text.\n",
    }
    site = build(files)
    assert site.soup("index.html").select_one(".aiarticle-header__deck").get_text() == "A desk & a lamp."
    assert not site.soup("cut.html").select(".aiarticle-header__deck")


def test_the_direction_of_a_language_is_that_of_babel():
    known = {locale: Locale.parse(locale).text_direction == "rtl" for locale in locale_identifiers()}
    assert known == {locale: Language(tag="", locale=locale, gettext=str).is_rtl for locale in known}


@pytest.mark.parametrize(("tag", "is_rtl"), [("ar", True), ("he", True), ("fa-IR", True), ("ur", True), ("ja", False)])
def test_a_page_that_is_written_from_right_to_left_says_so(build, tag, is_rtl):
    soup = build({"index.md": HEAD.replace("date", f"lang: {tag}\ndate") + BOX, "lamp.png": png(3, 5)}, conf=SHOP).soup(
        "index.html"
    )
    assert bool(soup.select('[dir="rtl"] h1')) is is_rtl
    assert bool(soup.select('[dir="rtl"] .aiarticle-product')) is is_rtl


def test_a_product_that_is_no_longer_sold_says_so_in_its_class(build):
    files = {
        "index.md": "# T\n\n:::{product-box}\n:id: old\n:::\n\n:::{product-box}\n:id: new\n:::\n",
        "products.toml": '[old]\nname = "Old"\nstate = "discontinued"\n[new]\nname = "New"\n',
    }
    soup = build(files, conf={"aiarticle_catalog": "products.toml"}).soup("index.html")
    boxes = soup.select(".aiarticle-product")
    assert ["aiarticle-product--discontinued" in box["class"] for box in boxes] == [True, False]


def test_the_header_shows_the_faces_of_authors_where_pictures_from_elsewhere_are_shown(build):
    conf = {"aiarticle_authors": {"aoi": {"name": "Aoi", "image": "https://a.example/me.png"}, "noa": {"name": "Noa"}}}
    page = {"index.md": HEAD.replace("date", "authors: [aoi, noa]\ndate") + "Text.\n"}
    (face,) = build(page, conf=conf, out="html").soup("index.html").select(".aiarticle-header__face")
    assert (face["src"], face["alt"], face["width"], face["height"]) == ("https://a.example/me.png", "", "28", "28")
    assert "me.png" not in build(page, builder="epub", conf=conf, out="epub").text("index.xhtml")


def test_only_pages_with_a_list_of_products_load_the_styles_of_one(build):
    files = {
        "index.md": "# T\n\n" + BOX + "\n```{toctree}\nb\n```\n",
        "b.md": "# B\n\n" + BOX + "\n```{product-list}\n```\n",
    }
    site = build({**files, "lamp.png": png(3, 5)}, conf=SHOP)
    sheets = ["aiarticle-product-lists.css" in site.text(page) for page in ("index.html", "b.html")]
    assert sheets == [False, True]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_load_styles_and_scripts_from_where_they_are(build, builder):
    names = ("a", "b", "one/a", "one/b", "two/a", "one/more/a")
    files = {f"{name}.md": f"# T\n\n{BOX}" for name in names}
    home = "# T\n\n```{toctree}\n:glob:\n**\n```\n"
    site = build({"index.md": home, **files, "lamp.png": png(3, 5)}, builder=builder, conf=SHOP)
    for name in names:
        page = site.outdir / (f"{name}.html" if builder == "html" else f"{name}/index.html")
        loaded = re.findall(r'(?:href|src)="([^"?]*)\?v=', page.read_text(encoding="utf-8"))
        assert any(address.endswith("aiarticle.css") for address in loaded)
        assert all((page.parent / address).is_file() for address in loaded)


FACE = {
    "aiarticle_authors": {"aoi": {"name": "Aoi", "image": "/people/a o.png"}, "noa": {"name": "Noa", "image": "n.png"}},
    "aiarticle_after": ["author"],
    "aiarticle_pages": ["authors"],
}


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub", "singlehtml"])
def test_a_picture_of_the_project_is_the_face_of_an_author(build, builder):
    page = HEAD.replace("date", "authors: [aoi]\ndate") + "Text.\n"
    files = {"index.md": "# Home\n\n```{toctree}\nnotes/a\n```\n", "notes/a.md": page}
    site = build({**files, "people/a o.png": png(30, 30), "n.png": png(3, 3)}, builder=builder, conf=FACE)
    assert [line for line in site.warnings if "EPUB3" not in line] == []
    written = {"html": "notes/a.html", "dirhtml": "notes/a/index.html", "epub": "notes/a.xhtml"}.get(
        builder, "index.html"
    )
    soup = site.soup(written)
    (face,) = soup.select(".aiarticle-header__face")
    folder = (site.outdir / written).parent
    assert (folder / face["src"].replace("%20", " ")).resolve() == site.outdir / "_static/people/a o.png"
    assert soup.select_one(".aiarticle-writers__image")["src"] == face["src"]
    assert [*site.outdir.rglob("a o.png")] == [site.outdir / "_static/people/a o.png"]
    if builder in ("html", "dirhtml"):
        assert site.node(written, "Person")["image"] == f"{BASE}_static/people/a%20o.png"
        profile = site.soup("authors/aoi/index.html").select_one(".aiarticle-profile__image")
        assert profile["src"] == "../../_static/people/a%20o.png"
        assert site.node("authors/aoi/index.html", "Person")["image"] == f"{BASE}_static/people/a%20o.png"


def test_pictures_that_conf_py_names_no_more_are_deleted(build):
    files = {"index.md": HEAD.replace("date", "authors: [a]\ndate"), "p/a.png": png(3, 3), "s/b.png": png(3, 3)}
    people = {name: {"name": name, "image": f"{name}.png"} for name in ("p/a", "s/b")}
    conf = {"html_static_path": ["s"], "html_logo": "l.png", "aiarticle_publisher": {"name": "P", "logo": "l.png"}}
    pictures = ["_static/b.png", "_static/l.png", "_static/p/a.png"]
    site = build({**files, "l.png": png(3, 3)}, conf={**conf, "aiarticle_authors": people})
    assert [name for name in site.files() if name in pictures] == pictures
    assert [name for name in build(files, conf=conf).files() if name in pictures] == pictures[:2]
    conf = {**conf, "html_logo": None, "aiarticle_publisher": "P"}
    assert [name for name in build(files, conf=conf).files() if name in pictures] == pictures[:1]


def test_a_picture_that_sphinx_copies_itself_is_not_copied_again(build):
    people = {
        name: {"name": name, "image": f"{folder}/{name}.png"} for name, folder in [("a", "_static"), ("b", "extra")]
    }
    files = {
        "index.md": HEAD.replace("date", "authors: [a, b]\ndate"),
        "_static/a.png": png(3, 3),
        "extra/b.png": png(3, 3),
    }
    conf = {"aiarticle_authors": people, "html_static_path": ["_static"], "html_extra_path": ["extra"]}
    site = build(files, conf=conf)
    assert [face["src"] for face in site.soup("index.html").select(".aiarticle-header__face")] == [
        "_static/a.png",
        "b.png",
    ]
    assert sorted(site.outdir.rglob("[ab].png")) == [site.outdir / "_static/a.png", site.outdir / "b.png"]


def test_a_picture_of_an_author_may_come_later_and_go_again(build):
    files = {"index.md": HEAD.replace("date", "authors: [noa]\ndate")}
    site = build(files, conf=FACE)
    assert site.soup("index.html").select(".aiarticle-header__face") == []
    assert [
        line for line in site.warnings if "'n.png' of aiarticle_authors is neither a file" in line
    ] == site.warnings[1:]
    build({"people/a o.png": png(3, 3)}, conf=FACE)
    site = build({"n.png": b"<svg/>"}, conf=FACE)
    assert site.warnings == []
    assert site.soup("index.html").select_one(".aiarticle-header__face")["src"] == "_static/n.png"
    (site.outdir.parent / "src/n.png").unlink()
    assert build({}, conf=FACE).soup("index.html").select(".aiarticle-header__face") == []
