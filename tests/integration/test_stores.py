"""Stores of a page and of a box, and the colours of their buttons, in real builds."""

from __future__ import annotations

import re

import pytest

from sphinx_aiarticle.stores.registry import PRESETS, WELL_KNOWN
from sphinx_aiarticle.stores.template import MIN_CONTRAST, contrast, ink_on

STORES = {
    "amazon": {"preset": "amazon.co.jp", "tag": "example-22"},
    "rakuten": {"preset": "rakuten", "id": "a.b.c.d"},
    "shop": {"name": "Shop", "search": "https://shop.example/?q={keyword}", "background": "#0b6e4f"},
}
BOX = "\n:::{product-box} Felt mat\n:::\n"


def page(front_matter, body=BOX):
    return f"---\ntitle: A desk\ndate: 2026-03-01\n{front_matter}---\n\n# A desk\n{body}"


def stores(site, name="index.html"):
    classes = (link["class"] for link in site.soup(name).select(".aiarticle-product__store"))
    return [names[1].removeprefix("aiarticle-product__store--") for names in classes]


def built(build, front_matter, body=BOX, **conf):
    return build({"index.md": page(front_matter, body)}, conf={"aiarticle_stores": STORES, **conf})


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        ("", ["amazon", "rakuten", "shop"]),
        ("aiarticle: {stores: [shop, amazon]}\n", ["shop", "amazon"]),
        ("aiarticle:\n  stores: shop, rakuten\n", ["shop", "rakuten"]),
        ("aiarticle: {stores: []}\n", []),
        ("aiarticle: {stores: }\n", ["amazon", "rakuten", "shop"]),
    ],
)
def test_a_page_chooses_its_stores_and_their_order(build, front_matter, expected):
    site = built(build, front_matter)
    assert site.warnings == []
    assert stores(site) == expected


def test_a_box_chooses_for_itself(build):
    body = "\n:::{product-box} Felt mat\n:stores: rakuten\n:::\n" + BOX
    assert stores(built(build, "aiarticle: {stores: [shop]}\n", body)) == ["rakuten", "shop"]


def test_a_link_of_ones_own_is_shown_whatever_the_page_chooses(build):
    body = "\n:::{product-box} Felt mat\n:amazon: https://amzn.to/3abc\n:::\n"
    assert stores(built(build, "aiarticle: {stores: [shop]}\n", body)) == ["shop", "amazon"]


def test_a_store_that_is_not_configured_gets_one_warning_at_the_line_of_the_list(build):
    site = built(build, "aiarticle:\n  stores: [shop, rakutn]\n", BOX + BOX)
    assert len(site.warnings) == 1
    assert site.warnings[0].startswith(
        "index.md:5: WARNING: the store 'rakutn' in 'aiarticle.stores' is not configured"
    )
    assert "did you mean 'rakuten'?" in site.warnings[0]
    assert stores(site) == ["shop", "shop"]


def test_a_store_of_ones_own_has_its_colours(build):
    site = built(build, "")
    css = site.text("_static/aiarticle-stores.css")
    assert ".aiarticle-product__store--shop {" in css
    assert "var(--aiarticle-shop-background, #0b6e4f)" in css
    assert "var(--aiarticle-shop-color, #fff)" in css
    assert "--amazon" not in css  # the stylesheet has it
    assert re.search(r"aiarticle-stores\.css\?v=[0-9a-f]{8}", site.text("index.html"))


def test_a_preset_under_another_key_has_the_colours_of_its_shop(build):
    site = built(build, "", aiarticle_stores={"us": {"preset": "amazon.com"}, "amazon": {"preset": "amazon.co.jp"}})
    css = site.text("_static/aiarticle-stores.css")
    assert "var(--aiarticle-us-background, #ff9900)" in css
    assert css.count("{") == 1


def test_stores_that_the_stylesheet_knows_need_no_file_of_their_own(build):
    site = built(build, "", aiarticle_stores={"amazon": "amazon.co.jp"})
    assert not (site.outdir / "_static/aiarticle-stores.css").exists()
    assert "aiarticle-stores" not in site.text("index.html")


def test_the_stylesheet_and_the_presets_agree_on_colours(build):
    css = built(build, "").text("_static/aiarticle.css")
    for key, store in WELL_KNOWN.items():
        assert f"--_back: var(--aiarticle-{key}-background, {store.background});" in css
        assert f"--_ink: var(--aiarticle-{key}-color, {store.ink});" in css


def test_words_on_every_button_can_be_read():
    for name, preset in PRESETS.items():
        assert contrast(preset.background, preset.color) >= MIN_CONTRAST, name
    for background in ("#000", "#fff", "#777777", "#767676", "#ff0000", "#00ff00", "#0000ff"):
        assert contrast(background, ink_on(background)) >= MIN_CONTRAST
    assert contrast("#000000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
