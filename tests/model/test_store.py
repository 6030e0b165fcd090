"""Shop links."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from sphinx_aiarticle.model.store import PRESETS, is_affiliate_url, is_amazon_url
from sphinx_aiarticle.model.url import is_safe_image, is_safe_link, is_web_url

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
    "keyword", ["{url}", "{keyword}{keyword}", "%20", "&tag=evil", "#", "?", "\ud800", "🙂", "ア/イ"]
)
def test_a_keyword_cannot_leave_its_place(keyword):
    for preset in PRESETS.values():
        store = preset.store("x", dict.fromkeys(preset.ids, "id"))
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
        ("https://amzn.to/3xyz", True),
        ("https://hb.afl.rakuten.co.jp/hgc/a.b.c.d/?pc=x", True),
        ("https://example.org/?tag=x", False),
        ("https://[bad", False),
    ],
)
def test_affiliate_links_are_known_by_their_host(url, pays):
    assert is_affiliate_url(url) is pays


def test_lookalike_hosts_are_not_amazon():
    assert not is_amazon_url("https://amazon.co.jp.example.org/")
    assert is_amazon_url("https://www.amazon.co.uk/dp/X")


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
