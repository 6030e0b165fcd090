"""Links of shops and networks: read into store, keyword, identifiers and ids, and written again byte for byte."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sphinx_aiarticle.stores.link import ForeignForm, Link, parse
from sphinx_aiarticle.stores.registry import forms_with
from sphinx_aiarticle.stores.template import LinkKind, Store

SEARCH = "https%3A%2F%2Fsearch.rakuten.co.jp%2Fsearch%2Fmall%2Fquiet%2520desk%2F"
ITEM = "https%3A%2F%2Fitem.rakuten.co.jp%2Fshop%2Fitem-1%2F"
ID = "0a0b0c0d.1a1b1c1d.2a2b2c2d.3a3b3c3d"
NESTED = (
    "https://rpx.a8.net/svt/ejp?a8mat=3AAAAA+BBBBBB+2CCC+DDDDD&rakuten=y&a8ejpredirect="
    f"https%3A%2F%2Fhb.afl.rakuten.co.jp%2Fhgc%2F{ID}%2Fa0%3Fpc%3Dhttps%253A%252F%252Fitem.rakuten.co.jp"
    "%252Fshop%252Fitem-1%252F%26m%3Dhttp%253A%252F%252Fm.rakuten.co.jp%252Fshop%252Fi%252F1%252F"
)
KEYWORD, ASIN = "quiet desk", {"asin": "B0ABCDEFGH"}
RAKUTEN_ITEM, YAHOO_ITEM = {"rakuten": "shop/item-1"}, {"yahoo": "shop/code-1"}
TAG, RAKUTEN = {"amazon": {"tag": "example-22"}}, {"rakuten": {"id": ID}}
YAHOO = {"valuecommerce": {"sid": "11", "pid": "22"}}
MOSHIMO = {"moshimo": {"a_id": "1", "p_id": "54", "pc_id": "55", "pl_id": "56"}}

LINKS = [
    ("https://www.amazon.co.jp/s?k=quiet%20desk&tag=example-22", "amazon.co.jp", KEYWORD, {}, TAG),
    ("https://www.amazon.co.jp/s?k=quiet+desk&tag=example-22", "amazon.co.jp", KEYWORD, {}, TAG),
    ("http://www.amazon.co.jp/s?tag=example-22&k=quiet+desk", "amazon.co.jp", KEYWORD, {}, TAG),
    ("https://amazon.co.uk/s/ref=nb_sb_noss?field-keywords=quiet%20desk", "amazon.co.uk", KEYWORD, {}, {}),
    ("https://www.amazon.de/s?k=%e6%9c%ba&tag=a-21", "amazon.de", "机", {}, {"amazon": {"tag": "a-21"}}),
    ("https://www.amazon.com/s?k=机&tag=a-20#top", "amazon.com", "机", {}, {"amazon": {"tag": "a-20"}}),
    ("https://www.amazon.fr/s?k=a%2Fb/c&tag=example-22", None, "", {}, {}),
    ("https://www.amazon.fr/s?k=%7Etilde&tag=example-22", "amazon.fr", "~tilde", {}, TAG),
    ("https://www.amazon.co.jp/dp/B0ABCDEFGH?tag=example-22", "amazon.co.jp", "", ASIN, TAG),
    ("https://www.amazon.co.jp/A-title/dp/B0ABCDEFGH/ref=sr_1_1?th=1", "amazon.co.jp", "", ASIN, {}),
    ("https://www.amazon.co.jp/gp/product/B0ABCDEFGH/?tag=example-22", "amazon.co.jp", "", ASIN, TAG),
    ("http://www.amazon.co.jp/exec/obidos/ASIN/B0ABCDEFGH/example-22/", "amazon.co.jp", "", ASIN, TAG),
    ("https://www.amazon.co.jp/exec/obidos/ASIN/B0ABCDEFGH/ref=nosim/example-22", "amazon.co.jp", "", ASIN, TAG),
    ("https://www.amazon.co.jp/exec/obidos/ISBN=B0ABCDEFGH/example-22/1-2", "amazon.co.jp", "", ASIN, TAG),
    ("https://www.amazon.co.jp/exec/obidos/tg/detail/-/books/B0ABCDEFGH/example-22", "amazon.co.jp", "", ASIN, TAG),
    ("https://www.amazon.co.jp/exec/obidos/redirect-home/example-22", "amazon.co.jp", "", {}, TAG),
    ("https://www.amazon.co.jp/exec/obidos/external-search/example-22?mode=x", "amazon.co.jp", "", {}, TAG),
    ("https://www.amazon.co.jp/exec/obidos/redirect-home/", "amazon.co.jp", "", {}, {}),
    ("https://www.amazon.co.jp/gp/aws/cart/add.html?AssociateTag=example-22&ASIN.1=B0", "amazon.co.jp", "", {}, TAG),
    (f"https://hb.afl.rakuten.co.jp/hgc/{ID}/?pc={SEARCH}&m={SEARCH}", "rakuten", KEYWORD, {}, RAKUTEN),
    (f"https://hb.afl.rakuten.co.jp/hgc/{ID}/?pc={SEARCH}", "rakuten", KEYWORD, {}, RAKUTEN),
    (f"https://hb.afl.rakuten.co.jp/hgc/{ID}/?m={ITEM}&pc={ITEM}", "rakuten", "", RAKUTEN_ITEM, RAKUTEN),
    (f"https://hb.afl.rakuten.co.jp/hgc/{ID}?pc={ITEM}&m=http%3A%2F%2Fm.rakuten.co.jp%2F", "rakuten", "",
     RAKUTEN_ITEM, RAKUTEN),
    (f"https://hb.afl.rakuten.co.jp/ichiba/{ID}/_RTLink1?pc={ITEM}&link_type=text&ut=eyJ9", "rakuten", "",
     RAKUTEN_ITEM, RAKUTEN),
    ("https://search.rakuten.co.jp/search/mall/quiet%20desk/?scid=af_x", "rakuten", KEYWORD, {}, {}),
    ("https://ck.jp.ap.valuecommerce.com/servlet/referral?sid=11&pid=22&vc_url="
     "https%3A%2F%2Fshopping.yahoo.co.jp%2Fsearch%3Fp%3Dquiet%2520desk", "yahoo-shopping", KEYWORD, {}, YAHOO),
    ("//ck.jp.ap.valuecommerce.com/servlet/referral?sid=11&pid=22&vc_url="
     "https%3a%2f%2fstore.shopping.yahoo.co.jp%2fshop%2fcode-1.html", "yahoo-shopping", "", YAHOO_ITEM, YAHOO),
    (f"//af.moshimo.com/af/c/click?a_id=1&p_id=54&pc_id=55&pl_id=56&url={ITEM}", "rakuten", "", RAKUTEN_ITEM, MOSHIMO),
    ("https://af.moshimo.com/af/c/click?a_id=1&p_id=54&pc_id=55&pl_id=56&url="
     "https%253A%252F%252Fitem.rakuten.co.jp%252Fshop%252Fitem-1%252F", "rakuten", "", RAKUTEN_ITEM, MOSHIMO),
    (NESTED, "rakuten", "", RAKUTEN_ITEM, {"a8": {"a8mat": "3AAAAA+BBBBBB+2CCC+DDDDD"}, **RAKUTEN}),
]  # fmt: skip


@pytest.mark.parametrize(("url", "shop", "keyword", "identifiers", "ids"), LINKS)
def test_a_link_is_read_and_written_again(url, shop, keyword, identifiers, ids):
    link = parse(url)
    if shop is None:
        assert isinstance(link, ForeignForm)
    else:
        assert isinstance(link, Link)
        assert link.url() == url
        assert (link.shop.key, link.keyword, link.identifiers, link.ids) == (shop, keyword, identifiers, ids)


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        (f"https://hb.afl.rakuten.co.jp/hgc/{ID}/?pc={ITEM}&m={ITEM}", "https://item.rakuten.co.jp/shop/item-1/"),
        ("https://www.amazon.com/s?tag=a-20&k=desk#x", "https://www.amazon.com/s?k=desk#x"),
        ("https://www.amazon.com/dp/B0ABCDEFGH?tag=a-20", "https://www.amazon.com/dp/B0ABCDEFGH"),
        ("https://www.amazon.com/o/ASIN/B0ABCDEFGH/a-20", "https://www.amazon.com/o/ASIN/B0ABCDEFGH"),
        (NESTED, "https://item.rakuten.co.jp/shop/item-1/"),
        (
            "https://px.a8.net/svt/ejp?a8mat=A+B&a8ejpredirect=https%3A%2F%2Fschool.example%2F",
            "https://school.example/",
        ),
        ("https://amzn.to/3abc", ""),
        ("https://px.a8.net/svt/ejp?a8mat=A+B", ""),
    ],
)
def test_the_shops_own_address_is_told_where_the_link_tells_it(url, plain):
    assert parse(url).plain_url == plain


@pytest.mark.parametrize(
    "url",
    [
        "https://www.amazon.co.jp/s?k=%A5%A0&tag=x-22",  # no UTF-8
        "https://www.amazon.co.jp/s?k=100%&tag=x-22",  # a percent sign alone
        "https://www.amazon.co.jp/s?k=a%20b+c&tag=x-22",  # two encodings of a space
        "https://www.amazon.co.jp/s?k=%e6%9C%BA&tag=x-22",  # two encodings of digits
        "https://t.felmat.net/fmcl?ak=1",  # a network whose links are not known
        "https://px.a8.net/other?a8mat=x",
    ],
)
def test_what_cannot_be_written_again_is_a_foreign_form_with_a_reason(url):
    link = parse(url)
    assert isinstance(link, ForeignForm)
    assert link.reason


@pytest.mark.parametrize(
    "url",
    ["https://example.org/?tag=x-22", "mailto:a@amazon.com", "https://amazon.co.jp.example.org/dp/B0ABCDEFGH",
     "https://user@www.amazon.co.jp/dp/B0ABCDEFGH", "javascript://www.amazon.co.jp/%0aalert(1)", "", "https:",
     "https://www.amazon.co.jp/" + "x" * 9000],
)  # fmt: skip
def test_other_addresses_are_none_of_its_business(url):
    assert parse(url) is None


def test_short_links_are_passed_through():
    link = parse("https://amzn.asia/d/0abcDEF")
    assert (link.kind, link.key, link.url()) == (LinkKind.SHORT, "amazon", "https://amzn.asia/d/0abcDEF")
    assert link.is_paid


def test_a_changed_value_changes_nothing_else():
    link = parse("https://www.amazon.co.jp/s?i=x&k=quiet+desk&tag=example-22&ref=y")
    changed = replace(link, values={**link.values, "keyword": "机 & b"})
    assert changed.url() == "https://www.amazon.co.jp/s?i=x&k=%E6%9C%BA+%26+b&tag=example-22&ref=y"


def test_a_telephone_that_is_led_elsewhere_is_told_apart():
    same = parse(f"https://hb.afl.rakuten.co.jp/hgc/{ID}/?pc={ITEM}&m={ITEM}")
    other = parse(f"https://hb.afl.rakuten.co.jp/hgc/{ID}/?pc={ITEM}&m={SEARCH}")
    assert "mobile" not in same.targets
    assert other.targets["mobile"].keyword == KEYWORD


@pytest.mark.parametrize(
    ("deep_link", "url"),
    [
        ("https://net.example/go?id=7&to={url}", "https://net.example/go?id=7&to=https%3A%2F%2Fshop.example%2F%3Fq%3Da%2520b"),
        ("https://net.example/7/{url}", "https://net.example/7/https%3A%2F%2Fshop.example%2F%3Fq%3Da%2520b"),
        ("https://net.example/?a={url}&b={url}", "https://net.example/?a=https%3A%2F%2Fshop.example%2F%3Fq%3Da%2520b"
         "&b=https%3A%2F%2Fshop.example%2F%3Fq%3Da%2520b"),
    ],
)  # fmt: skip
def test_the_links_of_a_store_of_ones_own_are_known_too(deep_link, url):
    store = Store(key="own", name="Own", search="https://shop.example/?q={keyword}", deep_link=deep_link)
    assert store.search_link("a b") == url
    link = parse(url, forms_with([store]))
    assert (link.key, link.keyword, link.url()) == ("own", "a b", url)
    assert link.plain_url == "https://shop.example/?q=a%20b"
