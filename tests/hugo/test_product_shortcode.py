"""A shortcode that names a product becomes a product box in one line of conf.py."""

from __future__ import annotations

import pytest

from sphinx_aiarticle.hugo import product_box
from sphinx_aiarticle.hugo.shortcodes.call import Call

ARTICLE = """\
---
title: Mats
date: 2026-03-01
---

{{< card title="Felt: the soft one" img="mat.png" badge="Best" amazon="https://www.amazon.co.jp/dp/B000000001" >}}

- In a list:

  {{< card title="Cork mat" rakuten="https://item.rakuten.co.jp/shop/mat/" >}}It **floats**.{{< /card >}}
"""


def box(inner=None, arguments=(), given=(), **options):
    return product_box(Call(name="card", arguments=arguments, options=options, inner=inner), **dict(given))


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({"name": "Mat"}, "~~~{product-box} Mat"),
        ({"title": "Mat"}, "~~~{product-box} Mat"),
        ({"name": "Mat", "badge": "It's best"}, ":label: 'It''s best'"),
        ({"name": "Mat", "img": "/m.png"}, ":image: '/m.png'"),
        ({"product_name": "Mat"}, "~~~{product-box} Mat"),
        ({"name": "Mat", "imageUrl": "/m.png"}, ":image: '/m.png'"),
        ({"name": "Mat", "price": "1,980 yen"}, ":price: '1,980 yen'"),
        ({"name": "Mat", "yahoo_url": "https://shop.example/m"}, ":yahoo: 'https://shop.example/m'"),
        ({"name": "Mat", "description": "It is\nsoft."}, "It is soft."),
    ],
)
def test_usual_names_are_known(options, line):
    assert line in box(**options).split("\n")


def test_what_is_no_address_of_a_store_is_left_out():
    assert box(name="Mat", amazon="true") == "~~~{product-box} Mat\n~~~"


def test_other_names_and_addresses_out_of_parts_are_told():
    given = {"name": "0", "amazon": "https://www.amazon.co.jp/dp/{id}/?tag=mat-22", "rakuten": "{missing}"}
    found = box(arguments=("Felt mat",), id="B000000001", given=given)
    assert found == "~~~{product-box} Felt mat\n:amazon: 'https://www.amazon.co.jp/dp/B000000001/?tag=mat-22'\n~~~"


def test_the_inner_text_is_the_reason():
    assert box(inner="\nIt **floats**.\n", name="Mat", reason="no") == "~~~{product-box} Mat\nIt **floats**.\n~~~"


def test_boxes_are_built(build):
    conf = {"aiarticle_hugo": ["posts/*"], "aiarticle_hugo_shortcodes": {"card": product_box}}
    site = build({"index.md": "# Home", "posts/a.md": ARTICLE, "posts/mat.png": b""}, conf=conf)
    names = [name.text for name in site.soup("posts/a.html").select(".aiarticle-product__name")]
    assert names == ["Felt: the soft one", "Cork mat"]
    assert "{{" not in site.soup("posts/a.html").select_one("div.body").text
