"""Product boxes: links, notice, price, and what the structured data may say of them."""

from __future__ import annotations

import json
import re
from textwrap import dedent

import pytest
from conftest import BASE, PAID_BUILDERS, STORES, png

RAKUTEN_ID = STORES["rakuten"]["id"]
SHOP = {"shop": {"name": "Example Shop", "search": "https://shop.example.com/search?q={keyword}"}}
NOW = "1772323200"  # 2026-03-01 UTC
PRICED = """
:::{product-box} Felt mat
:stores: shop
:shop: https://shop.example.com/items/mat
:brand: Felt & Sons
:price: 1,200
:currency: JPY
:price-date: 2026-02-20

It is quiet.
:::
"""


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)


def box(name="Felt mat", reason="It is quiet.", **options):
    lines = [f":{key.replace('_', '-')}: {value}" for key, value in options.items()]
    return "\n".join([f":::{{product-box}} {name}", *lines, "", reason, ":::", ""])


def buttons(site, page="index.html"):
    return site.soup(page).select(".aiarticle-product__store")


def visible(tag):
    """Return what a reader sees and hears of a link, in one line."""
    return " ".join(tag.get_text().split())


def things(site):
    page = site.node("index.html", "WebPage")["mentions"]
    return page if isinstance(page, list) else [page]


# Links


def test_search_links_are_encoded_as_each_shop_expects(build):
    site = build({"index.md": "# T\n\n" + box(search="静音 mat & 1/2 +α")})
    amazon, rakuten = buttons(site)
    once = "%E9%9D%99%E9%9F%B3%20mat%20%26%201%2F2%20%2B%CE%B1"
    assert amazon["href"] == f"https://www.amazon.co.jp/s?k={once}&tag=example-22"
    target = "https%3A%2F%2Fsearch.rakuten.co.jp%2Fsearch%2Fmall%2F" + once.replace("%", "%25") + "%2F"
    assert rakuten["href"] == f"https://hb.afl.rakuten.co.jp/hgc/{RAKUTEN_ID}/?pc={target}&m={target}"
    assert f'href="{amazon["href"].replace("&", "&amp;")}"' in site.text("index.html")


def test_the_name_is_searched_for_without_a_keyword(build):
    site = build({"index.md": "# T\n\n" + box("Felt  mat 90x40")})
    assert "s?k=Felt%20mat%2090x40&" in buttons(site)[0]["href"]


def test_yahoo_and_stores_of_your_own_wrap_the_search(build):
    stores = {
        "yahoo": {"preset": "yahoo-shopping", "sid": "12", "pid": "34"},
        "books": {
            "name": "Example Books",
            "search": "https://books.example.com/find?q={keyword}&x=1",
            "deep_link": "https://network.example.com/click?to={url}",
        },
        "amazon": "amazon.com",
    }
    site = build({"index.md": "# T\n\n" + box(search="a b")}, conf={"aiarticle_stores": stores})
    assert site.warnings == []
    assert [link["href"] for link in buttons(site)] == [
        "https://ck.jp.ap.valuecommerce.com/servlet/referral?sid=12&pid=34"
        "&vc_url=https%3A%2F%2Fshopping.yahoo.co.jp%2Fsearch%3Fp%3Da%2520b",
        "https://network.example.com/click?to=https%3A%2F%2Fbooks.example.com%2Ffind%3Fq%3Da%2520b%26x%3D1",
        "https://www.amazon.com/s?k=a%20b",  # no tag given: a plain search
    ]


def test_buttons_stand_in_the_order_of_the_configuration(build):
    stores = {"rakuten": STORES["rakuten"], **SHOP, "amazon": STORES["amazon"]}
    page = (
        "# T\n\n" + box() + "\n" + box("Other", stores="shop、 amazon,rakuten") + "\n" + box("Third", stores="amazon")
    )
    soup = build({"index.md": page}, conf={"aiarticle_stores": stores}).soup("index.html")
    shown = [
        [tag["class"][1].rpartition("--")[2] for tag in box.select(".aiarticle-product__store")]
        for box in soup.select(".aiarticle-product")
    ]
    assert shown == [["rakuten", "shop", "amazon"], ["shop", "amazon", "rakuten"], ["amazon"]]


def test_an_own_link_takes_the_place_of_the_search(build):
    own = "https://www.amazon.co.jp/dp/B000000000?tag=example-22&th=1"
    page = "# T\n\n" + box(amazon=own) + "\n" + box("Other", yahoo="https://store.shopping.yahoo.co.jp/a/b.html")
    site = build({"index.md": page})
    assert site.warnings == []
    links = [link["href"] for link in buttons(site)]
    assert links[0] == own
    assert "hb.afl.rakuten" in links[1]
    assert links[4] == "https://store.shopping.yahoo.co.jp/a/b.html"  # a known shop, behind the configured ones
    assert len(links) == 5


def test_what_a_shop_calls_the_product_is_a_link_to_it(build):
    site = build({"index.md": "# T\n\n" + box(amazon="B012345678")})
    assert site.warnings == []
    links = {link["href"] for link in buttons(site)}
    assert "https://www.amazon.co.jp/dp/B012345678?tag=example-22" in links


@pytest.mark.parametrize(
    ("options", "warning"),
    [
        ({"stores": "amazn"}, "store 'amazn' is not configured; did you mean 'amazon'?"),
        ({"stores": "ebay"}, "store 'ebay' is not configured; known are amazon, rakuten"),
        ({"stores": "yahoo"}, "store 'yahoo' is not configured; known are amazon, rakuten"),
        ({"amazon": "/dp/B0"}, "option 'amazon' of the product box must be an absolute http(s) address, not '/dp/B0'"),
        ({"amazon": "b012345678"}, "option 'amazon' of the product box must be an absolute http(s) address"),
        ({"rakuten": "rakuten.example/x"}, "option 'rakuten' of the product box must be an absolute http(s) address"),
        ({"url": "example.org"}, "option 'url' of the product box must be an absolute http(s) address"),
    ],
)
def test_what_is_no_store_and_no_link_warns_at_the_box(build, options, warning):
    site = build({"index.md": "# T\n\nText.\n\n" + box(**options)})
    assert len(site.warnings) == 1
    assert site.warnings[0].startswith("index.md:5: WARNING: ")
    assert warning in site.warnings[0]
    assert site.soup("index.html").select_one(".aiarticle-product__name").get_text() == "Felt mat"


def test_a_store_without_configuration_says_that_there_is_none(build):
    site = build({"index.md": "# T\n\n" + box(stores="amazon")}, conf={"aiarticle_stores": {}})
    assert "aiarticle_stores is empty" in site.warnings[0]
    assert not buttons(site)


def test_links_are_sponsored_and_tell_of_a_new_tab(build):
    (amazon, rakuten) = buttons(build({"index.md": "# T\n\n" + box()}))
    assert [link["rel"] for link in (amazon, rakuten)] == [["sponsored", "noopener"]] * 2
    assert amazon["target"] == "_blank"
    assert visible(amazon) == "View on Amazon (Felt mat, opens in a new tab)"
    assert visible(rakuten) == "View on Rakuten (Felt mat, opens in a new tab)"


def test_an_electronic_book_has_no_tabs(build):
    page = build({"index.md": "# T\n\n" + box()}, builder="epub", conf={"aiarticle_affiliate_builders": ["epub"]})
    assert "_blank" not in page.text("index.xhtml")
    assert "new tab" not in page.text("index.xhtml")
    assert "_blank" in build({"index.md": "# T\n\n" + box()}, builder="singlehtml").text("index.html")


def test_rel_and_target_are_configurable(build):
    conf = {"aiarticle_link_rel": ["nofollow", "sponsored"], "aiarticle_link_target": ""}
    (amazon, _) = buttons(build({"index.md": "# T\n\n" + box()}, conf=conf))
    assert amazon["rel"] == ["sponsored", "noopener", "nofollow"]
    assert not amazon.has_attr("target")
    assert visible(amazon) == "View on Amazon (Felt mat)"


def test_the_label_of_a_button_is_configurable(build):
    stores = {"amazon": {**STORES["amazon"], "label": "Look at {store} <now>"}}
    (amazon,) = buttons(build({"index.md": "# T\n\n" + box()}, conf={"aiarticle_stores": stores}))
    assert visible(amazon).startswith("Look at Amazon <now> (")


# The name


@pytest.mark.parametrize("name", ["HHKB <Pro>", "*a*", "a_b_", "`code`", "50% & more", "{role}`x`", "A |b| C", "$x$"])
@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_a_name_is_literal(build, name, suffix):
    source = f"# T\n\n:::{{product-box}} {name}\nFine.\n:::\n"
    if suffix == ".rst":
        source = f"T\n=\n\n.. product-box:: {name}\n\n   Fine.\n"
    site = build({f"index{suffix}": source})
    assert site.warnings == []
    soup = site.soup("index.html")
    assert soup.select_one(".aiarticle-product__name").get_text() == name
    assert [tag.name for tag in soup.select_one(".aiarticle-product__name").find_all()] == ["bdi"]
    assert site.node("index.html", "WebPage")["mentions"]["name"] == name
    assert f"({name}," in visible(buttons(site)[0])


# The notice


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub", "text", "latex", "man", "texinfo", "xml"])
def test_the_notice_stands_before_the_first_link(build, builder):
    conf = {"man_pages": [("index", "t", "T", ["A"], 1)], "epub_show_urls": "no", "latex_elements": {}}
    conf["aiarticle_affiliate_builders"] = PAID_BUILDERS
    site = build({"index.rst": "T\n=\n\nText.\n\n.. product-box:: Felt mat\n\n   Quiet.\n"}, builder=builder, conf=conf)
    names = {
        "epub": "index.xhtml", "text": "index.txt", "latex": "exampleblog.tex", "man": "t.1",
        "texinfo": "exampleblog.texi", "xml": "index.xml",
    }  # fmt: skip
    text = re.sub(r"[\s\\{}&]+", " ", site.text(names.get(builder, "index.html")))
    notice = text.index("This box contains affiliate links")
    link = min(text.index("Amazon", notice), text.index("Rakuten", notice))
    assert notice < link
    for shop in ("View on Amazon", "View on Rakuten"):
        assert text.index(shop) > notice
    if builder in ("html", "epub", "latex", "xml"):
        assert text.index("amazon.co.jp") > notice


def test_the_notice_says_advertising_at_the_head_of_each_box(build):
    soup = build({"index.md": "# T\n\n" + box() + "\n" + box("Other")}).soup("index.html")
    for tag in soup.select(".aiarticle-product"):
        notice = tag.select_one(".aiarticle-notice")
        assert " ".join(notice.get_text().split()) == "Ad This box contains affiliate links: we may earn a commission."
        assert tag.find("p") is notice


def test_the_amazon_statement_stands_once_a_page(build):
    pages = {
        "index.md": "# T\n\n" + box() + "\n" + box("Other"),
        "b.md": "# B\n\n" + box("Third"),
        "c.md": "# C\n\n" + box("Fourth", stores="rakuten"),
        "d.md": "# D\n\n" + box("Fifth", stores="rakuten") + "\n" + box("Sixth", amazon="https://amzn.to/abc"),
    }
    site = build(pages, conf={"aiarticle_publisher": {"name": "Desk Press"}})
    statement = "As an Amazon Associate, Desk Press earns from qualifying purchases."
    counts = {name: site.text(f"{name}.html").count(statement) for name in ("index", "b", "c", "d")}
    assert counts == {"index": 1, "b": 1, "c": 0, "d": 1}
    assert statement in site.soup("index.html").select(".aiarticle-product")[0].get_text()
    assert statement in site.soup("d.html").select(".aiarticle-product")[1].get_text()


def test_a_box_without_links_has_no_notice(build):
    soup = build({"index.md": "# T\n\n" + box()}, conf={"aiarticle_stores": {}}).soup("index.html")
    assert soup.select_one(".aiarticle-product")
    assert not soup.select(".aiarticle-notice, .aiarticle-product__statement, .aiarticle-product__stores")


@pytest.mark.parametrize(
    ("value", "notice", "statement"),
    [
        (False, None, None),
        ("Links earn us money.", "Ad Links earn us money.", "Example Blog"),
        ({"label": "PR", "text": "Paid <links>.", "amazon_name": "Aoi"}, "PR Paid <links>.", "Aoi"),
        ({"label": "PR"}, "PR This box contains affiliate links: we may earn a commission.", "Example Blog"),
    ],
)
def test_the_disclosure_is_yours_to_word(build, value, notice, statement):
    soup = build({"index.md": "# T\n\n" + box()}, conf={"aiarticle_disclosure": value}).soup("index.html")
    found, who = soup.select_one(".aiarticle-notice"), soup.select_one(".aiarticle-product__statement")
    assert (" ".join(found.get_text().split()) if found else None) == notice
    assert (who.get_text() if who else None) == (
        statement and f"As an Amazon Associate, {statement} earns from qualifying purchases."
    )


# The price


def shown_price(site):
    tag = site.soup("index.html").select_one(".aiarticle-product__price")
    return tag.get_text() if tag else None


def test_a_complete_price_is_shown_with_its_date_and_backs_an_offer(build):
    site = build({"index.md": "# T\n\n" + PRICED}, conf={"aiarticle_stores": SHOP})
    assert site.warnings == []
    assert shown_price(site) == "¥1,200 at Example Shop (as of February 20, 2026)"
    (product,) = things(site)
    assert product["@type"] == "Product"
    assert product["offers"] == {
        "@type": "Offer",
        "price": "1200",
        "priceCurrency": "JPY",
        "seller": {"@type": "Organization", "name": "Example Shop"},
        "url": "https://shop.example.com/items/mat",
    }
    assert product["brand"] == {"@type": "Brand", "name": "Felt & Sons"}


@pytest.mark.parametrize(
    ("change", "shown", "warning"),
    [
        ((":currency: JPY\n", ""), "1,200", "add `:currency:` with an ISO 4217 code"),
        ((":price-date: 2026-02-20\n", ""), "1,200", "add `:price-date:` with the day you saw it"),
        (("2026-02-20", "20.2.2026"), "1,200", "add `:price-date:`"),
        (("1,200", "about 1,200 yen"), "about 1,200 yen", "write digits and at most one dot"),
        (("1,200", "1.200,00"), "1.200,00", "write digits and at most one dot"),
        (("2026-02-20", "2026-01-29"), None, "the price of 2026-01-29 is not from the last 30 days"),
        (("2026-02-20", "2026-03-03"), None, "the price of 2026-03-03 is from the future and is left out"),
        (
            (":currency: JPY\n:price-date: 2026-02-20\n", ""),
            "1,200",
            "add `:currency:` with an ISO 4217 code, for example JPY; add `:price-date:` with the day",
        ),
    ],
)
def test_a_price_that_cannot_be_stated_warns_and_is_kept_out_of_the_data(build, change, shown, warning):
    site = build({"index.md": "# T\n" + PRICED.replace(*change)}, conf={"aiarticle_stores": SHOP | STORES})
    assert len(site.warnings) == 1
    assert site.warnings[0].startswith("index.md:3: WARNING: ")
    assert warning in site.warnings[0]
    assert shown_price(site) == shown
    assert [thing["@type"] for thing in things(site)] == ["Thing"]
    assert "Offer" not in site.scripts("index.html")[0]


WRAPPED = "https://network.example.net/click?id=7&to="
SEARCH = "https%3A%2F%2Fshop.example.com%2Fsearch%3Fq%3Dmat"


@pytest.mark.parametrize(
    ("store", "link", "offer"),
    [
        (
            {"deep_link": WRAPPED + "{url}"},
            f"{WRAPPED}https%3A%2F%2Fshop.example.com%2Fi%2F5",
            "https://shop.example.com/i/5",
        ),
        ({"parameters": "partner=42"}, "https://shop.example.com/i/5?partner=42", "https://shop.example.com/i/5"),
        ({"deep_link": WRAPPED + "{url}"}, f"{WRAPPED}{SEARCH}", None),
        ({}, "https://shop.example.com/search?q=mat", None),
    ],
)
def test_an_offer_has_no_paid_link_and_a_search_is_none(build, store, link, offer):
    page = PRICED.replace("https://shop.example.com/items/mat", link)
    conf = {"aiarticle_stores": {"shop": {**SHOP["shop"], **store}}}
    site = build({"index.md": "# T\n\n" + page}, conf=conf)
    assert site.soup("index.html").select_one(".aiarticle-product__store")["href"] == link
    (thing,) = things(site)
    assert thing.get("offers", {}).get("url") == offer
    assert thing["@type"] == ("Product" if offer else "Thing")
    assert "network.example.net" not in site.scripts("index.html")[0]


@pytest.mark.parametrize("stores", ["amazon", "amazon, rakuten"])
def test_a_price_of_amazon_is_left_out(build, stores):
    page = PRICED.replace(":stores: shop", f":stores: {stores}").replace(
        ":shop: https://shop.example.com/items/mat", ":amazon: https://www.amazon.co.jp/dp/B000000000"
    )
    site = build({"index.md": "# T\n" + page})
    (warning,) = site.warnings
    assert "Amazon allows prices from its own interface only" in warning
    assert shown_price(site) is None
    assert site.node("index.html", "WebPage")["mentions"]["@type"] == "Thing"


@pytest.mark.parametrize(
    ("date", "age", "current"), [("2026-01-30", 30, True), ("2026-02-28", 0, False), ("2026-03-01", 0, True)]
)
def test_the_age_of_a_price_counts_in_days_of_the_build(build, date, age, current):
    conf = {"aiarticle_stores": SHOP, "aiarticle_price_max_age": age}
    site = build({"index.md": "# T\n" + PRICED.replace("2026-02-20", date)}, conf=conf)
    assert (shown_price(site) is not None) == current
    assert (site.warnings == []) == current


def test_money_and_date_follow_the_language(build):
    site = build({"index.md": "# T\n" + PRICED}, conf={"aiarticle_stores": SHOP, "language": "ja"})
    assert shown_price(site) == "￥1,200（Example Shop、2026年2月20日時点）"


# The data


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"shop": "https://shop.example.com/items/mat"}, "Product"),
        ({"shop": "https://shop.example.com/items/mat", "stores": "shop, amazon"}, "Product"),
        (
            {"shop": "https://shop.example.com/items/mat", "amazon": "https://amzn.to/abc"},
            "Thing",
        ),  # whose price is it?
        ({"shop": "https://www.amazon.com/dp/B000000000", "stores": "shop, rakuten"}, "Thing"),  # Amazon's, by any key
        ({"stores": "shop"}, "Thing"),  # a search is not an offer
        ({"stores": "rakuten"}, "Thing"),
    ],
)
def test_a_box_is_a_product_only_with_the_price_of_one_shop(build, options, kind):
    page = box(price="1200", currency="JPY", price_date="2026-02-20", **options)
    site = build({"index.md": "# T\n\n" + page}, conf={"aiarticle_stores": SHOP | STORES})
    assert things(site)[0]["@type"] == kind
    assert ("offers" in things(site)[0]) == (kind == "Product")


@pytest.mark.parametrize(("schema", "priced", "plain"), [("never", "Thing", "Thing"), ("always", "Product", "Product")])
def test_the_type_of_boxes_can_be_forced(build, schema, priced, plain):
    conf = {"aiarticle_stores": SHOP, "aiarticle_product_schema": schema}
    site = build({"index.md": "# T\n\n" + PRICED}, conf=conf, out="priced")
    assert things(site)[0]["@type"] == priced
    assert ("offers" in things(site)[0]) == (schema == "always")
    site = build({"index.md": "# T\n\n" + box()}, conf=conf, out="plain")
    assert things(site)[0]["@type"] == plain
    assert "offers" not in things(site)[0]


def test_one_box_is_mentioned_and_several_are_a_list(build):
    pages = {
        "index.md": "# T\n\n" + box(),
        "b.md": "# B\n\n" + box() + "\n" + box("Other", "- soft\n- *cheap*"),
        "c.md": "# C\n\n" + box() + "\n" + PRICED.replace("Felt mat", "Priced"),
    }
    site = build(pages, conf={"aiarticle_stores": SHOP | STORES})
    (thing,) = things(site)
    assert thing == {
        "@type": "Thing",
        "@id": thing["@id"],
        "name": "Felt mat",
        "description": "It is quiet.",
    }
    listed = site.node("b.html", "ItemList")
    assert site.node("b.html", "WebPage")["mentions"] == {"@id": f"{BASE}b.html#products"} == {"@id": listed["@id"]}
    assert [(item["position"], item["name"], item["description"]) for item in listed["itemListElement"]] == [
        (1, "Felt mat", "It is quiet."),
        (2, "Other", "soft cheap"),
    ]
    assert listed["numberOfItems"] == 2
    product = site.node("c.html", "Product")
    assert {"@id": product["@id"]} in site.node("c.html", "WebPage")["mentions"]
    for page, ids in {
        "index.html": [thing["@id"]],
        "b.html": [item["url"] for item in listed["itemListElement"]],
        "c.html": [product["@id"]],
    }.items():
        for node_id in ids:
            address, _hash, anchor = node_id.partition("#")
            assert address == BASE + page.replace("index.html", "")
            assert len(site.soup(page).select(f".aiarticle-product[id='{anchor}']")) == 1


def test_no_affiliate_address_is_in_the_data(build):
    own = {
        "amazon": "https://www.amazon.co.jp/dp/B000000000?tag=example-22",
        "rakuten": "https://a.r10.to/abc",
        "url": "https://amzn.to/abc",
    }
    priced = box("Priced", price="1", currency="JPY", price_date="2026-02-20", rakuten=own["rakuten"], stores="rakuten")
    answer = (
        "\n::::{question} Where?\n[There](https://px.a8.net/svt/ejp?a8mat=1), [here](https://example.org/).\n::::\n"
    )
    site = build(
        {"index.md": "# T\n\n" + box(**own) + "\n" + priced + answer}, conf={"aiarticle_product_schema": "always"}
    )
    assert len(buttons(site)) == 3
    (script,) = site.scripts("index.html")
    for host in ("amazon", "amzn.to", "rakuten", "r10.to", "a8.net"):
        assert host not in json.dumps(json.loads(script)), host
    assert site.node("index.html", "FAQPage")["mainEntity"][0]["acceptedAnswer"]["text"] == (
        'There, <a href="https://example.org/">here</a>.'
    )


def test_the_picture_is_shown_and_named_in_the_data(build):
    page = "# T\n\n" + box(image="pics/mat.png") + "\n" + box("Remote", image="https://img.example.org/a.png")
    conf = {"aiarticle_product_schema": "always"}
    site = build({"a/index.md": page, "index.md": "# H\n", "a/pics/mat.png": png(30, 20)}, conf=conf)
    assert site.warnings == []
    soup = site.soup("a/index.html")
    assert [tag["src"] for tag in soup.select(".aiarticle-product__image img")] == [
        "../_images/mat.png",
        "https://img.example.org/a.png",
    ]
    assert (site.outdir / "_images" / "mat.png").is_file()
    boxes = [node for node in site.graph("a/index.html") if node["@type"] == "Product"]
    assert [node["image"] for node in boxes] == [f"{BASE}_images/mat.png", "https://img.example.org/a.png"]


def test_brand_and_maker_are_shown(build):
    site = build({"index.md": "# T\n\n" + box(brand="Felt <& Sons>", url="https://maker.example.com/mat?a=1&b=2")})
    soup = site.soup("index.html")
    assert soup.select_one(".aiarticle-product__brand").get_text() == "Felt <& Sons>"
    maker = soup.select_one(".aiarticle-product__maker")
    assert maker["href"] == "https://maker.example.com/mat?a=1&b=2"
    assert maker["rel"] == ["noopener"]
    assert visible(maker) == "Maker’s page (Felt mat)"
    assert things(site)[0]["sameAs"] == maker["href"]


def test_the_reason_takes_any_markup_and_a_name_links_to_the_box(build):
    page = dedent("""
        # T

        See {ref}`the mat <mat>` and [the other](#other).

        ::::{product-box} Felt mat
        :name: mat

        - *soft*

        :::{note}
        Not for cats.
        :::
        ::::

        :::{product-box} Other
        :name: other
        :class: wide mine

        Fine.
        :::
    """)
    site = build({"index.md": page})
    assert site.warnings == []
    soup = site.soup("index.html")
    assert soup.select_one(".aiarticle-product__reason li em").get_text() == "soft"
    assert soup.select_one(".aiarticle-product__reason .admonition.note")
    assert [link["href"] for link in soup.select("p > a.internal")] == ["#mat", "#other"]
    assert soup.select_one("#mat.aiarticle-product")
    assert {"wide", "mine"} < set(soup.select_one("#other.aiarticle-product")["class"])
    assert site.node("index.html", "ItemList")["itemListElement"][0]["description"] == "soft Note Not for cats."


@pytest.mark.parametrize(
    ("page", "text", "lines"),
    [
        ("index.rst", "T\n=\n\n.. |maker| replace:: Felt\n\n.. product-box:: Mat |maker| |version|\n\n   A.\n", [6, 6]),
        ("index.rst", "T\n=\n\n.. product-box:: Mat |x| 2 |below\n\n   A.\n", []),
        ("index.rst", "T\n=\n\n.. product-box:: |End| mat\n   :brand: |below|\n\n.. |below| replace:: Felt\n", [4, 4]),
        ("index.rst", "T\n=\n\n.. verdict:: V |end|\n   :mark: |end| |version|\n\n   Good.\n", [4, 4]),
        ("index.md", "# T\n\n```{eval-rst}\n.. product-box:: |x|\n\n.. |x| replace:: Mat\n```\n", [4]),
        ("index.md", "# T\n\n```{product-box} Mat\n:search: mat {{ maker }}\n\nA.\n```\n", [3]),
        ("index.md", "# T\n\n```{product-box} Mat |version|\nA.\n```\n", []),
    ],
)
def test_what_a_substitution_would_replace_elsewhere_is_told(build, page, text, lines):
    conf = {"myst_enable_extensions": ["substitution"], "rst_epilog": ".. |end| replace:: Acme"}
    warnings = build({page: text}, conf=conf).warnings
    assert [int(one.split(":")[1]) for one in warnings] == lines
    assert all("stays as it is on the page" in one for one in warnings)
