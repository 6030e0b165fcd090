"""The graph of a page, from the model alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sphinx_aiarticle.jsonld import PageFacts, page_graph, script_text
from sphinx_aiarticle.model.article import Article, Picture
from sphinx_aiarticle.model.page import Address, Agent, Content, Crumb, Question, Site, join_points
from sphinx_aiarticle.model.product import Price, Product, StoreLink

BASE = "https://example.org/docs/"
URL = f"{BASE}posts/desk.html"
SITE = Site(base_url=BASE, name="Docs", language="en", publisher=Agent(key="p", name="Example", kind="Organization"))
AOI = Agent(key="aoi", name="Aoi", url="https://example.org/aoi", job_title="Editor")
_ITEM = "https://shop.example.com/item/1"
SHOP = StoreLink(store="shop", name="Shop", url=_ITEM, is_detail=True, plain_url=_ITEM)
PRICE = Price(amount="1200", currency="JPY", date=date(2026, 3, 1), shop="shop")
MAT = Product(anchor="product-1", name="Mat", reason="It is quiet.", links=(SHOP,))


def facts(**changes):
    content = Content(
        title="A quiet desk",
        summary=("One.", "Two."),
        questions=(Question(anchor="faq-1", name="Why?", answer="Because."),),
        cover=Picture(uri="c.png", url=f"{BASE}_images/c.png", alt="Desk", width=1200, height=675),
    )
    known = {
        "site": SITE,
        "address": Address(url=URL, crumbs=(Crumb(name="Posts", url=f"{BASE}posts/"),)),
        "article": Article(
            date=datetime(2026, 3, 1, tzinfo=UTC), categories=("News",), tags=("a", "b"), keywords=("b", "c")
        ),
        "content": content,
        "authors": (AOI,),
    }
    return PageFacts(**(known | changes))


def by_type(graph, kind):
    return next(
        node
        for node in graph["@graph"]
        if kind in ([node["@type"]] if isinstance(node["@type"], str) else node["@type"])
    )


def ids_and_refs(value, defined, used):
    if isinstance(value, dict):
        if "@id" in value:
            (used if len(value) == 1 else defined).add(value["@id"])
        for entry in value.values():
            ids_and_refs(entry, defined, used)
    elif isinstance(value, list):
        for entry in value:
            ids_and_refs(entry, defined, used)


@pytest.mark.parametrize(
    "page",
    [
        facts(),
        facts(authors=()),
        facts(content=Content(title="Bare")),
        facts(article=Article()),
        facts(address=Address(url=BASE, is_home=True)),
        facts(content=Content(title="Two", products=(MAT, replace(MAT, anchor="product-2", price=PRICE)))),
    ],
)
def test_every_reference_is_defined_on_the_page(page):
    defined, used = set(), set()
    ids_and_refs(page_graph(page)["@graph"], defined, used)
    assert used <= defined


def test_nothing_in_the_graph_is_empty():
    assert not {'""', "null", "[]", "{}"} & set(
        script_text(page_graph(facts(content=Content(), authors=()))).split(":")
    )
    assert "null" not in script_text(page_graph(facts(content=Content(title="x"), article=Article())))


def test_questions_make_the_page_a_faq_page():
    page = by_type(page_graph(facts()), "WebPage")
    assert page["@type"] == ["WebPage", "FAQPage"]
    assert page["mainEntity"][0]["acceptedAnswer"]["text"] == "Because."
    assert by_type(page_graph(facts(content=Content(title="x"))), "WebPage")["@type"] == "WebPage"


def test_summary_is_the_abstract_and_stands_in_for_the_description():
    article = by_type(page_graph(facts()), "BlogPosting")
    assert article["abstract"] == article["description"] == "One. Two."
    described = facts(article=replace(facts().article, description="Own words."))
    assert by_type(page_graph(described), "BlogPosting")["description"] == "Own words."


def test_japanese_points_are_joined_without_spaces():
    assert join_points(("一つ目。", "二つ目。")) == "一つ目。二つ目。"


def test_keywords_are_tags_and_keywords_once_each():
    assert by_type(page_graph(facts()), "BlogPosting")["keywords"] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("site", "article", "expected"),
    [
        (SITE, {}, "BlogPosting"),
        (replace(SITE, article_types={"News": "NewsArticle"}), {}, "NewsArticle"),
        (
            replace(SITE, article_types={"News": "NewsArticle"}),
            {"article_type": "TechArticle"},
            ["TechArticle", "BlogPosting"],
        ),
        (replace(SITE, article_type="Article"), {"categories": ()}, "Article"),
    ],
)
def test_article_type_comes_from_page_category_or_site(site, article, expected):
    page = facts(site=site, article=replace(facts().article, **article))
    assert page_graph(page)["@graph"][0]["@type"] == expected


def test_a_box_with_search_links_is_a_thing_never_a_product():
    search = replace(MAT, links=(replace(SHOP, is_detail=False),), price=PRICE)
    mentioned = by_type(page_graph(facts(content=Content(title="x", products=(search,)))), "BlogPosting")["mentions"]
    assert mentioned == {"@type": "Thing", "@id": f"{URL}#product-1", "name": "Mat", "description": "It is quiet."}


def test_a_dated_price_of_one_shop_is_an_offer():
    product = replace(MAT, price=PRICE, brand="Felt & Co", image=Picture(uri="m.png", url=f"{BASE}m.png"))
    mentioned = by_type(page_graph(facts(content=Content(title="x", products=(product,)))), "BlogPosting")["mentions"]
    assert mentioned["@type"] == "Product"
    assert mentioned["offers"] == {
        "@type": "Offer", "price": "1200", "priceCurrency": "JPY",
        "seller": {"@type": "Organization", "name": "Shop"}, "url": "https://shop.example.com/item/1",
    }  # fmt: skip


@pytest.mark.parametrize(
    "product",
    [
        MAT,
        replace(MAT, price=replace(PRICE, shop="other"), links=(SHOP, replace(SHOP, store="third"))),
        replace(MAT, price=PRICE, links=(replace(SHOP, url="https://www.amazon.co.jp/dp/B000000000"),)),
        replace(MAT, price=PRICE, links=()),
    ],
)
def test_no_offer_without_price_with_two_shops_or_from_amazon(product):
    article = by_type(page_graph(facts(content=Content(title="x", products=(product,)))), "BlogPosting")
    assert article["mentions"]["@type"] == "Thing"


def test_affiliate_addresses_never_enter_the_data():
    link = replace(SHOP, url="https://hb.afl.rakuten.co.jp/hgc/a.b.c.d/?pc=x")
    product = replace(MAT, price=PRICE, links=(link,), url="https://amzn.to/3abc")
    graph = page_graph(facts(content=Content(title="x", products=(product,))))
    assert by_type(graph, "BlogPosting")["mentions"]["@type"] == "Product"
    assert "afl.rakuten" not in json.dumps(graph)
    assert "amzn" not in json.dumps(graph)


def test_product_schema_can_be_forced_and_forbidden():
    for schema, expected in (("never", "Thing"), ("always", "Product")):
        page = facts(site=replace(SITE, product_schema=schema), content=Content(title="x", products=(MAT,)))
        assert by_type(page_graph(page), "BlogPosting")["mentions"]["@type"] == expected


def test_several_boxes_are_one_list_in_order():
    products = (MAT, replace(MAT, anchor="product-2", name="Lamp", price=PRICE))
    graph = page_graph(facts(content=Content(title="x", products=products)))
    items = by_type(graph, "ItemList")
    assert [(item["position"], item["name"], item["url"]) for item in items["itemListElement"]] == [
        (1, "Mat", f"{URL}#product-1"), (2, "Lamp", f"{URL}#product-2"),
    ]  # fmt: skip
    assert by_type(graph, "BlogPosting")["mentions"] == [{"@id": f"{URL}#products"}, {"@id": f"{URL}#product-2"}]


def test_a_plain_page_mentions_its_boxes_itself():
    page = by_type(page_graph(facts(article=Article(), content=Content(title="x", products=(MAT,)))), "WebPage")
    assert page["mentions"]["name"] == "Mat"
    assert "datePublished" not in page


def test_breadcrumb_leads_from_home_to_the_page():
    crumbs = by_type(page_graph(facts()), "BreadcrumbList")["itemListElement"]
    assert [(crumb["name"], crumb.get("item")) for crumb in crumbs] == [
        ("Home", BASE), ("Posts", f"{BASE}posts/"), ("A quiet desk", None),
    ]  # fmt: skip


def test_script_text_cannot_end_the_script_and_stays_the_same_json():
    value = {"name": '</script><!-- & \u2028\u2029 " \ud800 🙂'}
    text = script_text(value)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["name"] == value["name"].replace("\ud800", "?")


def test_script_text_refuses_what_is_no_json():
    with pytest.raises(ValueError, match=r"not JSON compliant|Out of range"):
        script_text({"price": float("nan")})
    with pytest.raises(TypeError):
        script_text({"price": object()})


@pytest.mark.parametrize(
    ("kind", "picture"), [("Person", {"image": "portrait"}), ("Organization", {"logo": "logo", "image": "logo"})]
)
def test_the_publisher_is_what_the_project_says(kind, picture):
    logo = Picture(uri="me.png", url=f"{BASE}_static/me.png")
    agent = Agent(key="publisher", name="Aoi", kind=kind, job_title="Editor")
    graph = page_graph(facts(site=replace(SITE, publisher=agent, logo=logo)))
    node = next(node for node in graph["@graph"] if node["@id"] == f"{BASE}#{kind.lower()}")
    assert node["@type"] == kind
    assert {key: node[key]["@id"].rpartition("#")[2] for key in ("logo", "image") if key in node} == picture
    assert node.get("jobTitle") == ("Editor" if kind == "Person" else None)
    defined, used = set(), set()
    ids_and_refs(graph["@graph"], defined, used)
    assert used <= defined


def test_a_page_without_a_date_is_what_its_author_says():
    graph = page_graph(facts(article=Article(article_type="TechArticle"), authors=()))
    node = by_type(graph, "TechArticle")
    assert node["headline"] == "A quiet desk"
    assert "datePublished" not in node
    assert page_graph(facts(article=Article()))["@graph"][0]["@type"] == ["WebPage", "FAQPage"]
