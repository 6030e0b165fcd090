"""Product lists: chosen products, a category or the boxes of the page, as a list or a table, and as one ItemList."""

from __future__ import annotations

import re

import pytest
from conftest import BASE, CATALOG, PAID_BUILDERS


def listing(suffix, *options, title=""):
    if suffix == ".md":
        return "\n".join([f"```{{product-list}} {title}".rstrip(), *options, "```", ""])
    return "\n".join([f".. product-list:: {title}".rstrip(), *(f"   {option}" for option in options), ""])


def md(*lines, argument=""):
    return "\n".join([f":::{{product-box}} {argument}".rstrip(), *lines, ":::", ""])


def head(suffix):
    return "# T\n\n" if suffix == ".md" else "T\n=\n\n"


def cells(site, page="index.html"):
    (table,) = site.soup(page).select(".aiarticle-products table")
    return [[" ".join(cell.get_text().split()) for cell in row.select("th, td")] for row in table.select("tr")]


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_a_table_compares_chosen_products(catalog_build, suffix):
    options = (":ids: lamp, felt-mat", ":fields: brand, Weight, price, gtin", ":style: table")
    site = catalog_build({f"index{suffix}": head(suffix) + listing(suffix, *options, title="Two *things*")})
    assert site.warnings == []
    assert cells(site) == [
        ["Product", "Brand", "Weight", "Price", "GTIN"],
        ["Lamp No longer sold.", "–", "–", "–", "–"],
        ["Felt mat <L>", "Felt & Sons", "620 g", "¥1,200 at Example Shop (as of February 20, 2026)", "4901234567894"],
    ]
    (table,) = site.soup("index.html").select(".aiarticle-products table")
    (caption,) = site.soup("index.html").select("p.aiarticle-products__title")
    assert caption.decode_contents() == "Two <em>things</em>"
    assert table["aria-labelledby"] == caption["id"]
    assert [th["scope"] for th in table.select("thead th")] == ["col"] * 5
    assert [th["scope"] for th in table.select("tbody th")] == ["row"] * 2
    frame = table.parent
    assert (frame["role"], frame["tabindex"], frame["aria-labelledby"]) == ("region", "0", caption["id"])


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_a_list_of_a_category_has_a_notice_before_its_links(catalog_build, suffix):
    site = catalog_build({f"index{suffix}": head(suffix) + listing(suffix, ":category: mats", title="Mats")})
    assert site.warnings == []
    (box,) = site.soup("index.html").select(".aiarticle-products")
    text = " ".join(box.get_text().split())
    assert text.index("These products have affiliate links") < text.index("View on Example Shop")
    assert text.count("As an Amazon Associate") == 1
    assert [tag.get_text() for tag in box.select(".aiarticle-products__name")] == ["Felt mat <L>", "Cork mat"]
    assert "Brand: Felt & Sons" in text
    assert "No longer sold. Its successor is Felt mat <L>." in text
    links = box.select("a.aiarticle-product__store")
    assert all(link["rel"] == ["sponsored", "noopener"] for link in links)
    assert " ".join(links[0].get_text().split()) == "View on Example Shop (Felt mat <L>, opens in a new tab)"


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_the_boxes_of_the_page_are_listed_wherever_they_stand(catalog_build, suffix):
    boxes = (
        md(":id: felt-mat") + "\n" + md(":stores: rakuten", argument="Own thing")
        if suffix == ".md"
        else ".. product-box::\n   :id: felt-mat\n\n.. product-box:: Own thing\n   :stores: rakuten\n"
    )
    options = (":style: table", ":fields: brand, Weight, stores")
    site = catalog_build({f"index{suffix}": head(suffix) + listing(suffix, *options) + "\n" + boxes})
    assert site.warnings == []
    rows = cells(site)
    assert [row[:3] for row in rows] == [
        ["Product", "Brand", "Weight"],
        ["Felt mat <L>", "Felt & Sons", "620 g"],
        ["Own thing", "–", "–"],
    ]
    assert rows[2][3] == "Rakuten (Own thing, opens in a new tab)"  # a column has room for a name
    soup = site.soup("index.html")
    anchors = [box["id"] for box in soup.select(".aiarticle-product")]
    assert [link["href"] for link in soup.select(".aiarticle-products__name a")] == [f"#{anchor}" for anchor in anchors]
    items = site.node("index.html", "ItemList")["itemListElement"]
    assert [item["url"] for item in items] == [f"{BASE}#{anchor}" for anchor in anchors]


def test_lists_and_boxes_are_one_item_list(catalog_build):
    page = head(".md") + listing(".md", ":ids: lamp, felt-mat", ":fields: description") + "\n" + md(":id: felt-mat")
    page += "\n" + listing(".md", ":category: mats")
    site = catalog_build({"index.md": page})
    assert site.warnings == []
    listed = site.node("index.html", "ItemList")
    assert [item["name"] for item in listed["itemListElement"]] == ["Lamp", "Felt mat <L>", "Cork mat"]
    soup = site.soup("index.html")
    for item in listed["itemListElement"]:
        (target,) = soup.select(f"[id='{item['url'].partition('#')[2]}']")
        assert item["name"] in target.get_text()
    assert (
        "aiarticle-product"
        in soup.select_one(f"[id='{listed['itemListElement'][1]['url'].partition('#')[2]}']")["class"]
    )
    mentions = site.node("index.html", "WebPage")["mentions"]
    assert mentions[0] == {"@id": listed["@id"]}
    assert site.text("index.html").count("As an Amazon Associate") == 1


@pytest.mark.parametrize(("fields", "kind"), [("price, stores", "Product"), ("price", "Thing"), ("stores", "Thing")])
def test_a_line_is_a_product_only_with_the_price_and_the_shop_it_shows(catalog_build, fields, kind):
    site = catalog_build({"index.md": head(".md") + listing(".md", ":ids: felt-mat", f":fields: {fields}")})
    thing = site.node("index.html", "WebPage")["mentions"]
    assert thing["@type"] == kind
    assert ("offers" in thing) == (kind == "Product")


def test_a_list_chooses_its_stores(catalog_build):
    page = head(".md") + listing(".md", ":ids: felt-mat, chair, lamp", ":stores: rakuten, shop")
    site = catalog_build({"index.md": page}, CATALOG + '[chair]\nname = "Chair"\n')
    assert site.warnings == []
    stores = [
        link["class"][1].rpartition("--")[2] for link in site.soup("index.html").select("a.aiarticle-product__store")
    ]
    assert stores == ["rakuten", "shop"] * 3


def test_names_lead_to_the_box_of_the_product(catalog_build):
    files = {"index.md": head(".md") + listing(".md", ":ids: felt-mat, lamp"), "b.md": "# B\n\n" + md(":id: felt-mat")}
    site = catalog_build(files)
    (box,) = site.soup("b.html").select(".aiarticle-product")
    (link,) = site.soup("index.html").select(".aiarticle-products__name a")
    assert link["href"] == f"b.html#{box['id']}"


@pytest.mark.parametrize("suffix", [".md", ".rst"])
@pytest.mark.parametrize(
    ("options", "warning"),
    [
        ((":ids: felt-mat, lampe,",), "no catalogue has the product 'lampe'; did you mean 'lamp'?"),
        ((":ids:",), "`:ids:` names no product"),
        ((":category: mat",), "no product of the catalogue is in the category 'mat'; did you mean 'mats'?"),
        ((), "this page has no product boxes to list; name products by `:ids:` or `:category:`"),
        ((":ids: felt-mat", ":fields: weight, brand"), "none of these products has the field 'weight'; did you mean"),
    ],
)  # fmt: skip
def test_what_cannot_be_listed_warns_once_at_the_list(catalog_build, suffix, options, warning):
    site = catalog_build({f"index{suffix}": head(suffix) + listing(suffix, *options)})
    assert len(site.warnings) == 1, site.warnings
    assert re.match(rf"index\{suffix}:[34]: WARNING: ", site.warnings[0])
    assert warning in site.warnings[0]


@pytest.mark.parametrize("options", ["", ":ids: lampe\n", ":category: mat\n"])
def test_the_title_of_a_list_that_is_left_out_is_shown(catalog_build, options):
    site = catalog_build({"index.md": f"# H\n\n```{{product-list}} felt-mat, *lamp*\n{options}```\n"})
    assert len(site.warnings) == 1
    assert site.soup("index.html").select_one("h1 + p").get_text() == "felt-mat, lamp"


@pytest.mark.parametrize("options", ["", ":style: table", ":ids: lamp", ":ids: lampe"])
@pytest.mark.parametrize("box", [".. product-box:: Mat\n", ""])
def test_the_title_of_a_list_has_its_substitutions_names_and_translation(catalog_build, options, box):
    page = head(".rst") + f".. |maker| replace:: Acme\n\nSee n_.\n\n{box}\n"
    page += listing(".rst", ":name: n", *filter(None, [options]), title="Of |maker| since |today|")
    conf = {"today": "May"}
    soup = catalog_build({"index.rst": page}, conf=conf).soup("index.html")
    assert "Of Acme since May" in soup.get_text()
    assert soup.select_one("#n")
    assert 'msgid "Of |maker| since |today|"' in catalog_build({"index.rst": page}, conf=conf, builder="gettext").text(
        "index.pot"
    )


def test_references_lead_somewhere_in_a_book(catalog_build):
    page = head(".md") + "{aiarticle:product}`felt-mat` {aiarticle:product}`lamp`\n\n" + md(":id: felt-mat")
    site = catalog_build({"index.md": page + "\n" + listing(".md", ":ids: lamp", ":style: table")}, builder="latex")
    text = site.text("exampleblog.tex")
    anchors = re.findall(r"hyperref\[\\detokenize{(index:product-\w+)}]", text)
    assert len(anchors) == 2
    assert all(rf"\label{{\detokenize{{{anchor}}}}}" in text for anchor in anchors)


@pytest.mark.parametrize("style", ["list", "table"])
@pytest.mark.parametrize(
    ("builder", "name"),
    [("text", "index.txt"), ("latex", "exampleblog.tex"), ("man", "t.1"), ("epub", "index.xhtml"), ("xml", "index.xml"),
     ("texinfo", "exampleblog.texi"), ("singlehtml", "index.html"), ("gettext", "index.pot")],
)  # fmt: skip
def test_every_builder_draws_lists(catalog_build, builder, name, style):
    page = head(".md") + listing(
        ".md",
        ":ids: felt-mat, cork-mat",
        f":style: {style}",
        ":fields: image, brand, description, stores",
        title="Mats",
    )
    conf = {"man_pages": [("index", "t", "T", ["A"], 1)], "epub_show_urls": "no"}
    conf["aiarticle_affiliate_builders"] = PAID_BUILDERS
    page += "\n```{toctree}\nb\n```\n"
    index = "\n```{product-index}\n```\n"
    site = catalog_build(
        {"index.md": page, "b.md": "# B\n\n" + md(":id: felt-mat") + index}, builder=builder, conf=conf
    )
    assert [line for line in site.warnings if "conf value" not in line] == []
    text = re.sub(r"[\s\\{}]+", " ", site.text(name))
    if "html" in name and style == "list":
        assert site.soup(name).select_one(".aiarticle-products__item--pictured > img + div > .aiarticle-products__name")
    if builder == "gettext":
        assert all(f'"{word}"' in site.text(name) for word in ("Cork mat", "A mat of felt.", "Felt & Sons", "Mats"))
        return
    button = "Example Shop" if "html" in name and style == "table" else "View on Example Shop"
    for word in ("Mats", "Cork mat", "A mat of felt.", button, "No longer sold."):
        assert word in text, word
    assert text.index("These products have affiliate links") < text.index(button)
