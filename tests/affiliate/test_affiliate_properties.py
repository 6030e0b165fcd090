"""Whatever the keyword: a built link leads to a shop, and reading it gives the keyword back."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_aiarticle.stores.affiliate import project_of
from sphinx_aiarticle.stores.encoding import Encoding, read
from sphinx_aiarticle.stores.judge import judge
from sphinx_aiarticle.stores.link import ForeignForm, Link, parse
from sphinx_aiarticle.stores.networks import NETWORKS
from sphinx_aiarticle.stores.registry import PRESETS, forms_with
from sphinx_aiarticle.stores.template import Store
from sphinx_aiarticle.url import is_web_url

IDS = {
    **{"tag": "example-22", "id": "0a.1b.2c.3d", "sid": "11", "pid": "22", "a8mat": "3A+4B+5C+6D", "rk": "0100"},
    **{"a_id": "1", "p_id": "54", "pc_id": "55", "pl_id": "56", "mid": "3", "awinmid": "4", "awinaffid": "5"},
}
SHOPS = ("amazon.co.jp", "amazon.com", "rakuten", "yahoo-shopping")
STORES = {
    f"{shop} by {name}": PRESETS[shop].store("x", IDS, network=network)
    for shop in SHOPS
    for name, network in NETWORKS.items()
    if name != "amazon" or shop.startswith("amazon")
}
OWN = [
    Store(key="own", name="Own", search="https://shop.example/find/{keyword}", deep_link="https://n.example/?u={url}"),
    Store(key="two", name="Two", search="http://two.example/?q={keyword}&x=1", parameters="aff=1"),
]


def encoded(text: str) -> str:
    return quote(text, safe="", errors="replace")


ANYTHING = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z", "C", "Cs"]), min_size=1, max_size=40)
RESERVED = st.text("%+&=?#/:;@!$'()*,[]{}<>\"\\ ._~-|^`2025AF", min_size=1, max_size=30)
ENCODED = st.one_of(ANYTHING, RESERVED).map(encoded)
KEYWORDS = st.one_of(
    ANYTHING,
    RESERVED,
    ENCODED,
    ENCODED.map(encoded),
    st.sampled_from(
        ["javascript:alert(1)", "//evil.example", "{keyword}", "{url}{id}", "&tag=evil-22", "\ud83d", "%", "."]
    ),
)


def sound(keyword: str) -> str:
    """What a file can hold of a keyword: half a character becomes a question mark."""
    return keyword.encode("utf-8", "replace").decode("utf-8")


def known(keyword: str, found: str) -> bool:
    return found == sound(keyword) or (keyword in (".", "..") and found == f"{keyword} ")


@pytest.mark.parametrize("name", STORES)
@given(keyword=KEYWORDS)
def test_every_built_link_is_read_back(name, keyword):
    store = STORES[name]
    target = store.link(keyword)
    link = parse.__wrapped__(target.url)
    assert isinstance(link, Link)
    assert known(keyword, link.keyword)
    assert link.url() == target.url
    assert link.plain_url == target.plain_url
    assert "evil" not in str(link.ids)


@pytest.mark.parametrize("store", OWN, ids=lambda store: store.key)
@given(keyword=KEYWORDS)
def test_the_links_of_a_store_of_ones_own_are_read_back(store, keyword):
    link = parse.__wrapped__(store.link(keyword).url, forms_with([store]))
    assert known(keyword, link.keyword) or keyword in (".", "..")


@pytest.mark.parametrize("shop", SHOPS)
@given(keyword=KEYWORDS, identifiers=st.dictionaries(st.sampled_from(["asin", "rakuten", "yahoo", "jan"]), KEYWORDS))
def test_no_input_leads_anywhere_but_to_the_shop(shop, keyword, identifiers):
    hosts = {"amazon.co.jp", "amazon.com", "search.rakuten.co.jp", "item.rakuten.co.jp", "shopping.yahoo.co.jp"}
    hosts |= {"store.shopping.yahoo.co.jp", "hb.afl.rakuten.co.jp", "ck.jp.ap.valuecommerce.com"}
    target = PRESETS[shop].store("x", IDS).link(keyword, identifiers)
    for url in (target.url, target.plain_url):
        assert is_web_url(url)
        assert urlsplit(url).hostname.removeprefix("www.") in hosts


@given(keyword=KEYWORDS, ids=st.dictionaries(st.sampled_from(sorted(IDS)), KEYWORDS))
def test_no_id_leads_out_of_the_web_or_to_another_host(keyword, ids):
    for name, network in NETWORKS.items():
        for shop in SHOPS:
            url = PRESETS[shop].store("x", IDS | ids, network=network).link(keyword).url
            plain = PRESETS[shop].store("x", IDS, network=network).link("w").url
            assert is_web_url(url), name
            assert urlsplit(url).hostname == urlsplit(plain).hostname


@given(
    st.sampled_from(["https:", "http:", "", "HTTPS:"]),
    st.sampled_from(["www.amazon.co.jp/s", "hb.afl.rakuten.co.jp/hgc/x/", "af.moshimo.com/af/c/click", "amzn.to/"]),
    st.one_of(
        ANYTHING, RESERVED, ENCODED, st.lists(st.tuples(st.sampled_from(["k", "tag", "pc", "m", "url"]), ENCODED))
    ),
)
def test_whatever_is_read_is_written_again(scheme, place, rest):
    query = rest if isinstance(rest, str) else "&".join("=".join(pair) for pair in rest)
    url = f"{scheme}//{place}?{query}"
    link = parse.__wrapped__(url)
    assert link is None or isinstance(link, ForeignForm) or link.url() == url
    assert link is not None or any(character.isspace() or character in "\\@" for character in url)


@given(KEYWORDS, st.booleans(), st.booleans(), st.frozensets(st.sampled_from("!/:é(),;@*'")), st.integers(1, 3))
def test_a_text_is_read_in_any_spelling(text, plus, lower, literal, rounds):
    text = sound(text)
    raw = Encoding(plus=plus, lower=lower, literal=literal, rounds=rounds).write(text)
    found = read(raw, in_query=plus or "+" not in raw)
    assert found is not None
    assert found[1].write(found[0]) == raw
    if rounds == 1:
        assert found[0] == text


@given(ANYTHING)
def test_nothing_makes_it_fail(text):
    assert parse.__wrapped__(text) is None
    assert isinstance(parse.__wrapped__(f"https://www.amazon.co.jp/{text}"), Link | ForeignForm | None)


PROJECT = project_of((STORES["amazon.co.jp by amazon"], STORES["rakuten by rakuten"]))
PLACES = (
    "www.amazon.co.jp/s",
    "hb.afl.rakuten.co.jp/hgc/x/",
    "search.rakuten.co.jp/search/mall/a/",
    "px.a8.net/svt/ejp",
)
PARAMETERS = st.sampled_from(["k", "tag", "pc", "m", "url", "scid", "a8mat", "a8ejpredirect", "amp;tag", "x"])


@given(
    st.sampled_from(["https:", "http:"]),
    st.sampled_from(PLACES),
    st.lists(st.tuples(PARAMETERS, st.one_of(ANYTHING, RESERVED, ENCODED, ENCODED.map(encoded)))),
)
def test_whatever_is_judged_a_repair_is_a_link_to_the_web_that_pays_nobody_else(scheme, place, parameters):
    url = f"{scheme}//{place}?{'&'.join('='.join(pair) for pair in parameters)}"
    verdict = judge.__wrapped__(url, PROJECT)
    if verdict.repaired:
        before, after = parse(url.replace("&amp;", "&")), parse(verdict.repaired)
        assert urlsplit(verdict.repaired).scheme == "https"
        assert judge.__wrapped__(verdict.repaired, PROJECT).repaired == ""
        assert any(fault.is_fixed for fault in verdict.faults)
        if isinstance(before, Link) and before.ids and "#" not in url:
            assert after.ids == before.ids
