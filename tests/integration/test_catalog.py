"""Boxes by id: everything from the catalogue, options first; states, references, and which pages follow a change."""

from __future__ import annotations

import pytest
from conftest import CATALOG, run_build, write


def md(*lines, argument=""):
    return "\n".join([f":::{{product-box}} {argument}".rstrip(), *lines, ":::", ""])


def rst(*lines, argument=""):
    return "\n".join([f".. product-box:: {argument}".rstrip(), *(f"   {line}" for line in lines), ""])


def page(suffix, *boxes):
    title = "# T\n\n" if suffix == ".md" else "T\n=\n\n"
    return {f"index{suffix}": title + "\n".join((md if suffix == ".md" else rst)(*box) for box in boxes)}


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_a_box_takes_everything_from_the_catalogue(catalog_build, suffix):
    site = catalog_build(page(suffix, (":id: felt-mat",)))
    assert site.warnings == []
    (box,) = site.soup("index.html").select(".aiarticle-product")
    text = {
        name: box.select_one(f".aiarticle-product__{name}") for name in ("name", "label", "brand", "price", "reason")
    }
    assert {name: " ".join(tag.get_text().split()) for name, tag in text.items()} == {
        "name": "Felt mat <L>",
        "label": "For quiet desks",
        "brand": "Felt & Sons",
        "price": "¥1,200 at Example Shop (as of February 20, 2026)",
        "reason": "A mat of felt.",
    }
    assert box.select_one("img")["src"] == "_images/mat.png"
    assert box.select_one(".aiarticle-product__maker")["href"] == "https://felt.example.org/mat"
    assert [link["href"] for link in box.select(".aiarticle-product__store")] == [
        "https://shop.example.com/items/mat",
        "https://www.amazon.co.jp/dp/B012345678?tag=example-22",
    ]
    thing = site.node("index.html", "WebPage")["mentions"]
    assert (thing["@type"], thing["name"], thing["description"]) == ("Product", "Felt mat <L>", "A mat of felt.")
    assert thing["offers"]["seller"]["name"] == "Example Shop"
    assert thing["offers"]["url"] == "https://shop.example.com/items/mat"


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_options_and_body_go_first(catalog_build, suffix):
    box = (
        ":id: felt-mat", ":brand: Other", ":label: Mine", ":search: other words", ":stores: rakuten, shop",
        ":shop: https://shop.example.com/items/2", ":url: https://other.example.org/", ":price: 5", ":currency: USD",
        ":price-date: 2026-02-28", ":price-shop: shop", "", "My *own* words.",
    )  # fmt: skip
    files = page(suffix, box)
    files = {
        name: text.replace("product-box}", "product-box} My mat").replace("box::", "box:: My mat")
        for name, text in files.items()
    }
    site = catalog_build(files)
    assert site.warnings == []
    (box,) = site.soup("index.html").select(".aiarticle-product")
    text = " ".join(box.get_text().split())
    for own in ("My mat", "Other", "Mine", "My own words.", "$5.00 at Example Shop"):
        assert own in text
    for other in ("Felt", "A mat of felt", "1,200"):
        assert other not in text
    rakuten, shop = box.select(".aiarticle-product__store")
    assert "other%2520words" in rakuten["href"]
    assert shop["href"] == "https://shop.example.com/items/2"


@pytest.mark.parametrize(
    ("box", "warning", "name"),
    [
        (md(":id: felt-matt"), "no catalogue has the product 'felt-matt'; did you mean 'felt-mat'?", "felt-matt"),
        (md(":id: felt-matt", argument="Mine"), "no catalogue has the product 'felt-matt'", "Mine"),
        (md("", "Why."), "`product-box` has no words; write behind it the name of the product, or its `:id:`", None),
        (md(":id: lamp", ":price: 5"), "the price '5' is left out: 'lamp' is no longer sold", "Lamp"),
        (md(":id: felt-mat", ":price: 5", ":currency: USD", ":price-date: 2026-02-28", ":price-shop: shp"),
         "add `:price-shop:` with the store where you saw it; did you mean 'shop'?", "Felt mat <L>"),
    ],
)  # fmt: skip
def test_what_is_wrong_warns_once_at_the_box(catalog_build, box, warning, name):
    site = catalog_build({"index.md": f"# T\n\n{box}"})
    assert len(site.warnings) == 1
    assert site.warnings[0].startswith("index.md:3: WARNING: ")
    assert warning in site.warnings[0]
    shown = site.soup("index.html").select_one(".aiarticle-product__name")
    assert (shown.get_text() if shown else None) == name


def test_problems_of_the_catalogue_point_into_it(catalog_build):
    catalog = CATALOG.replace("B012345678", "B0").replace('name = "Lamp"', 'nme = "Lamp"')
    site = catalog_build({"index.md": "# T\n"}, catalog)
    assert [line.split(" WARNING: ")[0] for line in site.warnings] == [
        "products.toml:12:",
        "products.toml:23:",
    ]
    assert all("[aiarticle.catalog]" in line for line in site.warnings)


def test_no_catalogue_and_a_missing_one_say_so(build):
    site = build({"index.md": "# T\n\n" + md(":id: x")})
    assert "no catalogue has the product 'x'; aiarticle_catalog names no file with products" in site.warnings[0]
    site = build({"index.md": "# T\n"}, conf={"aiarticle_catalog": ["none.toml"]})
    assert "none.toml:1: WARNING: this catalogue cannot be read: No such file or directory" in site.warnings[0]


def test_a_pattern_names_all_files_that_fit_and_warns_where_none_does(build):
    files = {f"shop/{name}.toml": f'[{name}]\nname = "{name}"\n' for name in "bac"}
    page = "# T\n\n```{product-list}\n:category:\n```\n"
    conf = {"aiarticle_catalog": ["shop/c.toml", "shop/*.toml", "none/*.toml"]}
    site = build({"index.md": page, **files}, conf=conf)
    assert [name.get_text() for name in site.soup("index.html").select(".aiarticle-products__name")] == ["c", "a", "b"]
    (warning,) = site.warnings
    assert warning.startswith("conf.py:1: WARNING: aiarticle_catalog: no file fits 'none/*.toml'")


def test_an_old_price_of_the_catalogue_goes_from_page_and_data(catalog_build):
    site = catalog_build(
        {"index.md": "# T\n\n" + md(":id: felt-mat")}, CATALOG.replace("2026-02-20 }", "2026-01-01 }", 1)
    )
    (warning,) = site.warnings
    assert warning.startswith("products.toml:14: WARNING: the price of 2026-01-01 is not from the last 30 days")
    assert "1,200" not in site.text("index.html")
    assert site.node("index.html", "WebPage")["mentions"]["@type"] == "Thing"


# Products that are no longer sold


def test_a_gone_product_says_so_and_loses_its_price(catalog_build):
    site = catalog_build({"index.md": "# T\n\n" + md(":id: cork-mat") + "\n" + md(":id: lamp")})
    assert site.warnings == []
    soup = site.soup("index.html")
    assert [tag.get_text() for tag in soup.select(".aiarticle-product__state")] == [
        "No longer sold. Its successor is Felt mat <L>.",
        "No longer sold.",
    ]
    assert not soup.select(".aiarticle-product__price, .aiarticle-product__state a")
    assert "Offer" not in site.scripts("index.html")[0]
    assert site.node("index.html", "ItemList")["numberOfItems"] == 2


def test_a_gone_product_leads_to_the_box_of_its_successor(catalog_build):
    files = {"index.md": "# T\n\n" + md(":id: cork-mat"), "a/other.md": "# O\n\n" + md(":id: felt-mat")}
    site = catalog_build(files)
    (link,) = site.soup("index.html").select(".aiarticle-product__state a")
    (box,) = site.soup("a/other.html").select(".aiarticle-product")
    assert link["href"] == f"a/other.html#{box['id']}"
    text = catalog_build(files, builder="text").text("index.txt")
    assert "No longer sold. Its successor is Felt mat <L>." in text


# References


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_the_role_leads_to_the_box(catalog_build, suffix):
    role = "{aiarticle:product}" if suffix == ".md" else ":aiarticle:product:"
    title = "# T\n\n" if suffix == ".md" else "T\n=\n\n"
    files = {
        f"index{suffix}": f"{title}See {role}`felt-mat` and {role}`this mat <felt-mat>`.\n",
        "b.md": "# B\n\n" + md(":id: felt-mat"),
        "a.md": "# A\n\n" + md(":id: felt-mat"),
    }
    site = catalog_build(files)
    assert site.warnings == []
    (box,) = site.soup("a.html").select(".aiarticle-product")
    links = site.soup("index.html").select("p a.reference.internal")
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("Felt mat <L>", f"a.html#{box['id']}"),
        ("this mat", f"a.html#{box['id']}"),
    ]
    assert not site.soup("index.html").select("p .aiarticle, p .aiarticle-product")


def test_the_role_any_finds_products(catalog_build):
    site = catalog_build({"index.md": "# T\n\n{any}`felt-mat`\n", "b.md": "# B\n\n" + md(":id: felt-mat")})
    assert site.warnings == []
    assert site.soup("index.html").select_one("p a")["href"].startswith("b.html#product-")


def test_products_are_translated_where_they_are_shown(catalog_build):
    po = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    words = {"Felt mat <L>": "Filzmatte <b>", "A mat of felt.": "Eine Matte aus Filz.", "Weight": "Gewicht"}
    po += "\n".join(f'msgid "{word}"\nmsgstr "{other}"\n' for word, other in words.items())
    listing = "```{product-list}\n:ids: felt-mat\n:style: table\n:fields: Weight, description\n```\n"
    files = {
        "index.md": "# T\n\n" + md(":id: felt-mat"), "b.md": "# B\n\n" + listing + "\n{aiarticle:product}`felt-mat`\n",
        "locales/de/LC_MESSAGES/index.po": po, "locales/de/LC_MESSAGES/b.po": po,
    }  # fmt: skip
    site = catalog_build(files, conf={"language": "de", "locale_dirs": ["locales"]})
    assert site.warnings == []
    (box,) = site.soup("index.html").select(".aiarticle-product")
    assert "Filzmatte" in box.get_text()
    assert "Eine Matte aus Filz." in box.get_text()
    thing = site.node("index.html", "WebPage")["mentions"]
    assert (thing["name"], thing["description"]) == ("Filzmatte <b>", "Eine Matte aus Filz.")
    table = site.soup("b.html").select_one(".aiarticle-products")
    assert [cell.get_text().strip() for cell in table.select("th, td")][1:] == [
        "Gewicht", "Merkmale", "Filzmatte <b>", "620 g", "Eine Matte aus Filz.",
    ]  # fmt: skip
    assert table.select_one("th a")["href"] == f"index.html#{box['id']}"
    assert site.soup("b.html").select("p > a.reference.internal")[-1].get_text() == "Filzmatte <b>"
    listed = site.node("b.html", "WebPage")["mentions"]
    assert (listed["name"], listed["description"]) == ("Filzmatte <b>", "Eine Matte aus Filz.")


def test_a_reference_to_nowhere_warns_at_its_line(catalog_build):
    site = catalog_build({"index.md": "# T\n\n{aiarticle:product}`lamp`\n\n{aiarticle:product}`x`\n"})
    assert len(site.warnings) == 2
    assert site.warnings[0].startswith("index.md:3: WARNING: no page shows the product 'lamp'")
    assert site.warnings[1].startswith("index.md:5: WARNING: no catalogue has the product 'x'")
    assert "Lamp" in site.text("index.html")


def test_products_are_found_by_search_and_by_other_projects(catalog_build, tmp_path):
    site = catalog_build({"index.md": "# T\n\n" + md(":id: felt-mat")})
    (box,) = site.soup("index.html").select(".aiarticle-product")
    index = site.text("searchindex.js")
    assert "Felt mat &lt;L&gt;" in index
    assert '"aiarticle:product"' in index
    other = tmp_path / "other" / "src"
    write(other, {"index.md": "# O\n\n{external+desk:aiarticle:product}`felt-mat`, {aiarticle:product}`felt-mat`\n"})
    conf = {
        "extensions": ["sphinx_aiarticle", "sphinx.ext.intersphinx"],
        "intersphinx_mapping": {"desk": ("https://desk.example.org/", str(site.outdir / "objects.inv"))},
    }
    found = run_build(other, conf=conf)
    assert found.warnings == []
    links = found.soup("index.html").select("a.reference.external")
    assert [(link["href"], link.get_text()) for link in links] == [
        (f"https://desk.example.org/index.html#{box['id']}", "Felt mat <L>"),
        (f"https://desk.example.org/index.html#{box['id']}", "Felt mat <L>"),
    ]


# Pages to write again


LISTED = {
    "index.md": "# T\n\n" + md(":id: cork-mat"),
    "a.md": "# A\n\nText.\n\n```{product-list}\n:ids: felt-mat lamp\n```\n",
    "b.md": "# B\n\n```{product-index}\n```\n",
}


def test_pages_with_gone_products_are_warned_of_where_the_project_asks(catalog_build):
    site = catalog_build(LISTED, conf={"aiarticle_lint": ["discontinued"]})
    assert [line.replace(" [aiarticle.discontinued]", "") for line in site.warnings] == [
        "index.md:3: WARNING: the product 'cork-mat' on this page is no longer sold; write about its successor "
        "'felt-mat'",
        "a.md:5: WARNING: the product 'lamp' on this page is no longer sold; write about another one",
    ]


# The index


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_the_index_lists_products_with_their_pages(catalog_build, suffix):
    title = "# T\n\n```{product-index}\n```\n" if suffix == ".md" else "T\n=\n\n.. product-index::\n"
    files = {
        f"index{suffix}": title,
        "b.md": "# Bee\n\n" + md(":id: felt-mat") + "\n" + md(":id: felt-mat", argument="Again"),
        "a.md": "# Aye\n\n```{product-list}\n:ids: felt-mat cork-mat\n```\n\n{aiarticle:product}`lamp`\n",
    }
    site = catalog_build(files)
    assert site.warnings == []
    (index,) = site.soup("index.html").select("dl")
    shown = [" ".join(tag.get_text().split()) for tag in index.select("dt, dd")]
    assert [text.removesuffix("¶") for text in shown] == [
        "Felt mat <L>", "Aye Bee",
        "Cork mat", "No longer sold. Its successor is Felt mat <L>. Aye",
        "Lamp", "No longer sold. On no page yet.",
    ]  # fmt: skip
    assert [link["href"] for link in index.select("dd p:not(.aiarticle-product__state) a")] == [
        "a.html",
        "b.html",
        "a.html",
    ]
    (link,) = site.soup("a.html").select("p > a.reference.internal:not(.aiarticle-products *)")
    assert link["href"].startswith("index.html#")
    assert index.select(f"[id='{link['href'].partition('#')[2]}']")


def test_an_index_of_nothing_says_so(build):
    site = build({"index.md": "# T\n\n```{product-index}\n```\n"})
    assert site.warnings[0].startswith("index.md:3: WARNING: there is no product to list")


def test_an_index_of_a_category_that_nobody_uses_names_a_close_one(catalog_build):
    (warning,) = catalog_build({"index.md": "# T\n\n```{product-index}\n:category: mat\n```\n"}).warnings
    assert "no product of the catalogue is in the category 'mat'; did you mean 'mats'?" in warning


def test_references_lead_to_boxes_that_this_build_shows(catalog_build):
    page = "Page\n====\n\n{}\n\n.. product-list::\n\n.. product-box:: Chair\n\n   Shown.\n"
    box = ".. {}\n\n   .. product-box::\n      :id: {}\n"
    files = {
        "index.rst": "Home\n====\n\n:aiarticle:product:`lamp`, :aiarticle:product:`felt-mat`\n\n.. product-index::\n",
        "a.rst": page.format(box.format("ifconfig:: builder == 'text'", "lamp")),
        "b.rst": page.format(box.format("only:: text", "felt-mat") + "\n" + box.format("todo::", "felt-mat")),
    }
    conf = {"extensions": ["sphinx_aiarticle", "sphinx.ext.ifconfig", "sphinx.ext.todo"]}
    site = catalog_build(files, conf=conf)
    assert [warning for warning in site.warnings if "aiarticle" in warning] == []
    soup = site.soup("index.html")
    assert [link["href"].partition("#")[0] for link in soup.select("p a.internal")] == ["", ""]  # to the index below
    assert "On no page yet." in soup.select_one(".aiarticle-product-index").get_text()
    for name in ("a.html", "b.html"):
        shown = [found.get_text(strip=True) for found in site.soup(name).select(".aiarticle-products__name")]
        assert shown == ["Chair"]
        ids = {found["id"] for found in site.soup(name).select("[id]")}
        assert {link["href"][1:] for link in site.soup(name).select('a[href^="#"]')} <= ids | {""}
    text = catalog_build(files, conf=conf, builder="text")
    assert text.text("a.txt").count("Lamp") >= 2
    assert text.text("b.txt").count("Felt mat") >= 2
