"""Product boxes whose links go through networks, or that hold a picture."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from sphinx_aiarticle.recognise.boxes import BoxProduct, LinkBar, boxes_in
from sphinx_aiarticle.stores.affiliate import store_of

AMAZON = "https://www.amazon.co.jp/dp/B000000001"
RAKUTEN = "https://item.rakuten.co.jp/shop/kettle/"
YAHOO = "https://shopping.yahoo.co.jp/search?p=kettle"
NETWORKS = {
    "moshimo": "https://af.moshimo.com/af/c/click?a_id=1&p_id=2&pc_id=3&pl_id=4&url={}",
    "a8": "https://px.a8.net/svt/ejp?a8mat=1AB2CD&a8ejpredirect={}",
    "accesstrade": "https://h.accesstrade.net/sp/cc?rk=0100&url={}",
    "valuecommerce": "https://ck.jp.ap.valuecommerce.com/servlet/referral?sid=1&pid=2&vc_url={}",
    "rakuten": "https://hb.afl.rakuten.co.jp/ichiba/1.2.3/?pc={}&link_type=hybrid_url",
}


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize(("url", "store"), [(AMAZON, "amazon"), (RAKUTEN, "rakuten"), (YAHOO, "yahoo")])
def test_a_store_is_known_behind_a_network(network, url, store):
    assert store_of(NETWORKS[network].format(quote(url, safe=""))) == store


@pytest.mark.parametrize("url", ["https://www.amazon.co.jp@evil.example/", "javascript://www.amazon.co.jp/"])
def test_what_only_looks_like_a_store_is_none(url):
    assert store_of(url) == ""


def html(links: str, *, picture: str = "") -> str:
    return f"<div>{picture}<strong>Kettle</strong><p>Fast.</p><div>{links}</div></div>"


@pytest.mark.parametrize("network", NETWORKS)
def test_a_box_through_a_network_is_a_box(network):
    first, second = (NETWORKS[network].format(quote(url, safe="")) for url in (AMAZON, RAKUTEN))
    (found,) = boxes_in(html(f'<a href="{first}">A</a> <a href="{second}">R</a>'))
    assert isinstance(found.box, BoxProduct)
    assert [(link.store, link.url) for link in found.box.links] == [("amazon", first), ("rakuten", second)]


def test_a_picture_is_the_image_of_the_product():
    picture = '<a href="{0}"><img src="https://img.example.org/k.jpg" alt=""></a>'
    (found,) = boxes_in(html(f'<a href="{AMAZON}">A</a>', picture='<img src="/k.jpg">'))
    assert isinstance(found.box, BoxProduct)
    assert found.box.image == "/k.jpg"
    assert (
        boxes_in(html(f'<a href="{AMAZON}">A</a>', picture=picture.format("javascript:x") + "<img src=a><img src=b>"))
        == ()
    )


def test_a_row_of_links_with_a_foreign_scheme_is_none():
    bar = '<p><a href="javascript://hb.afl.rakuten.co.jp/x">A</a></p>'
    assert boxes_in(bar) == ()
    (found,) = boxes_in(bar.replace("javascript", "https"))
    assert isinstance(found.box, LinkBar)
