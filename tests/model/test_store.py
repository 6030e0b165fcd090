"""Shop links."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from sphinx_aiarticle.stores.affiliate import is_affiliate, is_amazon
from sphinx_aiarticle.stores.networks import NETWORKS
from sphinx_aiarticle.stores.registry import IDENTIFIERS, PRESETS, identifier_problem
from sphinx_aiarticle.stores.template import Store
from sphinx_aiarticle.url import is_safe_image, is_safe_link, is_web_url

RAKUTEN = PRESETS["rakuten"].store("rakuten", {"id": "aaaaaaaa.bbbbbbbb.cccccccc.dddddddd"})
YAHOO = PRESETS["yahoo-shopping"].store("yahoo", {"sid": "123", "pid": "456"})


def test_amazon_takes_the_keyword_encoded_once():
    amazon = PRESETS["amazon.co.jp"].store("amazon", {"tag": "example-22"})
    assert amazon.search_link("RTX 4090 静音") == (
        "https://www.amazon.co.jp/s?k=RTX%204090%20%E9%9D%99%E9%9F%B3&tag=example-22"
    )


def test_rakuten_takes_the_keyword_encoded_twice_in_both_targets():
    target = "https%3A%2F%2Fsearch.rakuten.co.jp%2Fsearch%2Fmall%2FRTX%25204090%2F"
    assert RAKUTEN.search_link("RTX 4090") == (
        f"https://hb.afl.rakuten.co.jp/hgc/aaaaaaaa.bbbbbbbb.cccccccc.dddddddd/?pc={target}&m={target}"
    )


def test_yahoo_wraps_the_search_in_its_network():
    query = parse_qs(urlsplit(YAHOO.search_link("机 & 椅子")).query)
    assert query["sid"] == ["123"]
    assert parse_qs(urlsplit(query["vc_url"][0]).query)["p"] == ["机 & 椅子"]


@pytest.mark.parametrize(
    ("preset", "plain"),
    [
        ("amazon.com", "https://www.amazon.com/s?k=a%2Fb"),
        ("rakuten", "https://search.rakuten.co.jp/search/mall/a%2Fb/"),
        ("yahoo-shopping", "https://shopping.yahoo.co.jp/search?p=a%2Fb"),
    ],
)
def test_a_preset_without_ids_gives_the_plain_search(preset, plain):
    assert PRESETS[preset].store("x", {}).search_link("a/b") == plain


@pytest.mark.parametrize(
    ("preset", "identifiers", "plain"),
    [
        ("amazon.de", {"asin": "B0ABCDEFGH"}, "https://www.amazon.de/dp/B0ABCDEFGH"),
        ("rakuten", {"rakuten": "some-shop/item_1.b"}, "https://item.rakuten.co.jp/some-shop/item_1.b/"),
        ("yahoo-shopping", {"yahoo": "shop/a-1"}, "https://store.shopping.yahoo.co.jp/shop/a-1.html"),
    ],
)
def test_an_identifier_leads_to_the_product_itself(preset, identifiers, plain):
    target = PRESETS[preset].store("x", {}).link("word", identifiers)
    assert (target.url, target.is_detail, target.plain_url) == (plain, True, plain)


def test_the_affiliate_link_to_a_product_holds_the_shops_address_encoded_once():
    target = RAKUTEN.link("word", {"rakuten": "shop/item", "asin": "B0ABCDEFGH"})
    item = "https%3A%2F%2Fitem.rakuten.co.jp%2Fshop%2Fitem%2F"
    assert target.url == (f"https://hb.afl.rakuten.co.jp/hgc/aaaaaaaa.bbbbbbbb.cccccccc.dddddddd/?pc={item}&m={item}")
    assert target.plain_url == "https://item.rakuten.co.jp/shop/item/"


def test_the_tag_of_amazon_is_the_first_parameter_of_a_product_page():
    amazon = PRESETS["amazon.co.jp"].store("amazon", {"tag": "example-22"})
    assert amazon.link("x", {"asin": "B0ABCDEFGH"}).url == "https://www.amazon.co.jp/dp/B0ABCDEFGH?tag=example-22"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("asin", "b0abcdefgh"), ("asin", "B0ABCDEFG"), ("asin", "B0ABCDEF/H"), ("asin", ""), ("rakuten", "item"),
        ("rakuten", "../item"), ("rakuten", "shop/.."), ("rakuten", "a/b/c"), ("yahoo", "shop/a b"), ("jan", "4 5"),
        ("rakuten", "shop/item?x=1"), ("asin", "B0ABCDEFG\n"), ("own", "../x"), ("own", "機"),
    ],
)  # fmt: skip
def test_what_is_no_identifier_is_told_and_leads_to_a_search(name, value):
    assert identifier_problem(name, value)
    known = tuple(IDENTIFIERS.values())
    item = f"https://s.example/{{{name}}}"
    store = Store(key="x", name="X", search="https://s.example/?q={keyword}", item=item, identifiers=known)
    assert store.link("word", {name: value}).plain_url == "https://s.example/?q=word"


def test_a_shop_of_ones_own_may_need_any_identifier():
    store = Store(key="x", name="X", search="https://s.example/?q={keyword}", item="https://s.example/jan/{jan}")
    assert store.link("word", {"jan": "4900000000000"}) == store.link("other", {"jan": "4900000000000"})
    assert store.link("word", {"jan": "4900000000000"}).url == "https://s.example/jan/4900000000000"
    assert not store.link("word", {"asin": "B0ABCDEFGH"}).is_detail


@pytest.mark.parametrize("name", [name for name, network in NETWORKS.items() if network.is_writable])
def test_every_network_can_pay_for_every_shop(name):
    network = NETWORKS[name]
    store = PRESETS["yahoo-shopping"].store("x", dict.fromkeys(network.ids, "id.1"), network=network)
    url = store.link("机 & 椅子").url
    values = [value for values in parse_qs(urlsplit(url).query).values() for value in values]
    values.append(unquote(urlsplit(url).path.rpartition("destination:")[2]))
    assert url.count("id.1") == len(network.ids)
    assert network.parameters or "https://shopping.yahoo.co.jp/search?p=%E6%9C%BA%20%26%20%E6%A4%85%E5%AD%90" in values


def test_optional_values_of_a_network_come_along_when_they_are_given():
    ids = {"id": "a.b.c.d", "link_type": "text", "ut": "eyJ9"}
    full, bare = (PRESETS["rakuten-ichiba"].store("x", given).link("w").url for given in (ids, {"id": "a.b.c.d"}))
    assert full == f"{bare}&link_type=text&ut=eyJ9"
    assert bare.startswith("https://hb.afl.rakuten.co.jp/ichiba/a.b.c.d/?pc=https%3A%2F%2Fsearch")


def test_a_network_without_ids_pays_for_nothing():
    store = PRESETS["rakuten"].store("x", {"a_id": "1"}, network=NETWORKS["moshimo"])
    assert store.search_link("w") == "https://search.rakuten.co.jp/search/mall/w/"


@pytest.mark.parametrize("keyword", [".", ".."])
def test_a_keyword_that_browsers_take_for_a_folder_stays_in_the_address(keyword):
    assert f"/mall/{keyword}%20/" in PRESETS["rakuten"].store("x", {}).search_link(keyword)


@pytest.mark.parametrize(
    "keyword", ["{url}", "{keyword}{keyword}", "%20", "&tag=evil", "#", "?", "\ud800", "🙂", "ア/イ"]
)
def test_a_keyword_cannot_leave_its_place(keyword):
    for preset in PRESETS.values():
        store = preset.store("x", dict.fromkeys(preset.network.ids, "id"))
        url = store.search_link(keyword)
        assert is_web_url(url)
        assert urlsplit(url).hostname == urlsplit(store.search_link("plain")).hostname
        assert "evil" not in parse_qs(urlsplit(url).query).get("tag", [])


def test_a_hostile_id_is_encoded():
    store = PRESETS["amazon.com"].store("amazon", {"tag": 'x&evil="1"'})
    assert store.search_link("k") == "https://www.amazon.com/s?k=k&tag=x%26evil%3D%221%22"


@pytest.mark.parametrize(
    ("url", "pays"),
    [
        ("https://www.amazon.co.jp/s?k=x&tag=example-22", True),
        ("https://www.amazon.co.jp/dp/B000000000", False),
        ("https://www.amazon.co.jp/exec/obidos/ASIN/4000000000/example-22/", True),
        ("https://www.amazon.co.jp/exec/obidos/ASIN/4000000000/", False),
        ("https://www.amazon.co.jp/s?k=x&tag=", False),
        ("https://amzn.to/3xyz", True),
        ("https://hb.afl.rakuten.co.jp/hgc/a.b.c.d/?pc=x", True),
        ("https://example.org/?tag=x", False),
        ("https://[bad", False),
    ],
)
def test_affiliate_links_are_known_by_their_host(url, pays):
    assert is_affiliate(url) is pays


def test_lookalike_hosts_are_not_amazon():
    assert not is_amazon("https://amazon.co.jp.example.org/")
    assert is_amazon("https://www.amazon.co.uk/dp/X")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", " javascript:alert(1)", "java\nscript:x", "//example.org/x", "http:example.org",
        "https://", "https:\\\\example.org", "data:text/html,x", "vbscript:x", "ftp://example.org/", "example.org",
        "https://example.org/a b", "https://exa\u2028mple.org", "https://example.org:port/", "\x01https://example.org",
    ],
)  # fmt: skip
def test_only_absolute_web_addresses_are_links(url):
    assert not is_web_url(url)


def test_mail_is_a_safe_link_but_no_web_address():
    assert is_safe_link("mailto:a@example.org")
    assert not is_web_url("mailto:a@example.org")


@pytest.mark.parametrize("uri", ["images/a.png", "/images/a.png", "../a.png", "https://example.org/a.png"])
def test_an_image_is_a_path_or_a_web_address(uri):
    assert is_safe_image(uri)


@pytest.mark.parametrize("uri", ["//example.org/a.png", "data:image/png;base64,x", "javascript:x", " javascript:x"])
def test_an_image_has_no_other_scheme(uri):
    assert not is_safe_image(uri)
