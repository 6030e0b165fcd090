"""An author's own plain link to a store of the project: it gets the id, or somebody says that it earns nothing."""

from __future__ import annotations

import pytest

ITEM = "https://www.amazon.co.jp/dp/B0ABCDEFGH"
STORES = {
    "amazon": {"preset": "amazon.co.jp", "tag": "example-22"},
    "rakuten": {"preset": "rakuten", "network": "moshimo", "a_id": "1", "p_id": "2", "pc_id": "3", "pl_id": "4"},
}
MOSHIMO = "https://af.moshimo.com/af/c/click?a_id=1&p_id=2&pc_id=3&pl_id=4&url="
HEAD = "---\ntitle: Lamps\ndate: 2026-02-03\n---\n\n"


def box(option, *more):
    return HEAD + "\n".join(
        [":::{product-box} Lamp", f":stores: {option.split(':')[1]}", option, *more, "", "It.", ":::"]
    )


def links(site):
    return [link["href"] for link in site.soup("index.html").select("div.body a[href^=http]")]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (f":amazon: {ITEM}", f"{ITEM}?tag=example-22"),
        (f":amazon: {ITEM}?th=1#top", f"{ITEM}?th=1&tag=example-22#top"),
        (f":amazon: {ITEM}?tag=", f"{ITEM}?tag=example-22"),
        (f":amazon: {ITEM}?tag=other-22", f"{ITEM}?tag=other-22"),
        (":amazon: https://amzn.to/3abc", "https://amzn.to/3abc"),
        (":rakuten: https://item.rakuten.co.jp/a/b/", f"{MOSHIMO}https%3A%2F%2Fitem.rakuten.co.jp%2Fa%2Fb%2F"),
        (":rakuten: https://item.rakuten.co.jp/a/b/?scid=x", f"{MOSHIMO}https%3A%2F%2Fitem.rakuten.co.jp%2Fa%2Fb%2F"),
        (":rakuten: https://books.rakuten.co.jp/rb/1/", f"{MOSHIMO}https%3A%2F%2Fbooks.rakuten.co.jp%2Frb%2F1%2F"),
    ],
)
def test_a_link_in_a_box_gets_the_id(build, own, expected):
    site = build({"index.md": box(own)}, conf={"aiarticle_stores": STORES})
    assert site.warnings == []
    assert links(site) == [expected]
    assert site.soup("index.html").select("div.body .aiarticle-notice")


def test_a_link_to_a_shop_abroad_says_that_it_earns_nothing(build):
    site = build({"index.md": box(":amazon: https://www.amazon.de/dp/B0ABCDEFGH")}, conf={"aiarticle_stores": STORES})
    assert len(site.warnings) == 1
    assert "index.md:6: WARNING: option 'amazon': the link to amazon.de has no id of yours" in site.warnings[0]
    assert links(site) == ["https://www.amazon.de/dp/B0ABCDEFGH"]


def test_without_affiliate_links_a_link_stays_plain(build):
    conf = {"aiarticle_stores": STORES, "aiarticle_affiliate": False}
    assert links(build({"index.md": box(f":amazon: {ITEM}")}, conf=conf)) == [ITEM]


TEXT = f"{HEAD}See [the lamp]({ITEM}), <https://www.amazon.co.jp/>, [abroad](https://www.amazon.de/dp/B0ABCDEFGH).\n"


def test_a_link_in_the_text_warns_by_default(build):
    site = build({"index.md": TEXT}, conf={"aiarticle_stores": STORES})
    assert len(site.warnings) == 1
    assert "the link to Amazon has no id of yours" in site.warnings[0]
    assert "aiarticle.missing_id" in site.warnings[0]
    assert not site.soup("index.html").select("div.body .aiarticle-notice")


@pytest.mark.parametrize("conf", [{"aiarticle_lint": []}, {"aiarticle_stores": {"amazon": "amazon.co.jp"}}])
def test_it_does_not_where_nobody_asked_or_nobody_could_be_paid(build, conf):
    assert build({"index.md": TEXT}, conf={"aiarticle_stores": STORES} | conf).warnings == []


def test_a_link_in_the_text_gets_the_id_where_that_is_asked_for(build):
    raw = f'\n<a href="{ITEM}">x</a>\n\n<{ITEM}>\n'
    site = build({"index.md": TEXT + raw}, conf={"aiarticle_stores": STORES, "aiarticle_add_ids": True})
    assert site.warnings == []
    assert links(site)[:2] == [f"{ITEM}?tag=example-22", "https://www.amazon.co.jp/"]
    body = site.soup("index.html").select_one("div.body")
    assert len(body.select("a[href$='tag=example-22'][rel~=sponsored]")) == 3
    assert body.select(".aiarticle-notice")
    assert f">{ITEM}?tag=example-22<" in str(body)


def test_a_lint_and_the_check_do_not_say_it_twice(build):
    site = build({"index.md": TEXT}, conf={"aiarticle_stores": STORES, "aiarticle_lint": True})
    assert len([warning for warning in site.warnings if "no id of yours" in warning]) == 1


def test_no_price_of_amazon_gets_into_the_data_through_a_network(build):
    through = f"{MOSHIMO}https%3A%2F%2Fwww.amazon.co.jp%2Fdp%2FB0ABCDEFGH"
    shop = {"shop": {"name": "Shop", "search": "https://shop.example.com/?q={keyword}"}}
    more = (":price: 9800", ":currency: JPY", ":price-date: 2026-02-01", ":price-shop: shop")
    site = build(
        {"index.md": box(f":shop: {through}", *more)},
        conf={"aiarticle_stores": STORES | shop, "aiarticle_price_max_age": 9999},
    )
    assert "Amazon allows prices" in site.warnings[0]
    assert "9800" not in site.text("index.html")


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("[lamp](//af.moshimo.com/af/c/click?a_id=1&p_id=2&pc_id=3&pl_id=4&url=x)", 1),
        ('<iframe src="https://rcm-fe.amazon-adsystem.com/e/cm?t=example-22&asins=B0ABCDEFGH"></iframe>', 0),
        ('<script async src="https://z-na.amazon-adsystem.com/widgets/onejs?MarketPlace=US"></script>', 0),
        ('<script src="//ad.jp.ap.valuecommerce.com/servlet/jsbanner?sid=1&pid=2"></script>', 0),
        (
            '<form action="https://www.amazon.co.jp/gp/aws/cart/add.html">'
            '<input type="hidden" name="AssociateTag" value="example-22"><input type="submit"></form>',
            0,
        ),
        ('<map name="m"><area shape="rect" href="https://amzn.to/3abc"></map>', 1),
        ('<map name="m"><area\nhref="https://amzn.to/3abc" rel="nofollow"></map>', 1),
        ("```{toctree}\nLamp <https://amzn.to/3abc>\n```", 1),
    ],
)
def test_forms_that_are_no_ordinary_links_have_their_notice(build, body, count):
    site = build({"index.md": f"# Lamps\n\n{body}\n"}, conf={"aiarticle_stores": STORES})
    assert site.warnings == []
    page = site.soup("index.html").select_one("div.body")
    assert page.select(".aiarticle-notice")
    assert len(page.select("[href^='https:'][rel~=sponsored]")) == count
