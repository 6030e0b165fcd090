"""Books and software: what their boxes say, and what the data say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site

CATALOG = """\
[lists]
name = "Checklists"
brand = "Press"
url = "https://press.example/lists"
book = { authors = ["A. Writer", "B <Co>"], format = "paperback", isbn = "978-0-312-43000-9" }

[editor]
name = "Editor"
software = { version = "2.1", systems = ["Linux", "macOS"] }
links = { shop = "https://shop.example.com/items/editor" }
price = { amount = 1200, currency = "JPY", shop = "shop", date = 2026-02-20 }

[plain]
name = "Plain"
"""
HEAD = "---\ntitle: T\ndate: 2026-03-01\nauthor: Aoi\n---\n\n"
REVIEW = ":::{verdict}\n:rating: 4/5\n:basis: bought\n\nGood.\n:::\n\n:::{pros-cons}\n+ A.\n- B.\n:::\n"


def box(name: str) -> str:
    return f":::{{product-box}}\n:id: {name}\n:stores: shop\n:::\n\n"


def nodes_named(site: Site, name: str) -> list[dict[str, Any]]:
    (article,) = [node for node in site.graph("index.html") if "headline" in node]
    mentioned = article.get("mentions", [])
    nodes = [*site.graph("index.html"), *(mentioned if isinstance(mentioned, list) else [mentioned])]
    return [node for node in nodes if node.get("name") == name]


@pytest.mark.parametrize("more", ["", box("plain")])
def test_a_box_says_what_a_book_is(catalog_build: Callable[..., Site], more: str) -> None:
    site = catalog_build({"index.md": HEAD + box("lists") + more}, CATALOG)
    assert site.warnings == []
    line = site.soup("index.html").select_one(".aiarticle-product__work").get_text()
    assert line == "A. Writer, B <Co> · Paperback · ISBN 9780312430009"
    (book,) = nodes_named(site, "Checklists")
    assert book["@type"] == "Book"
    assert book["isbn"] == "9780312430009"
    assert book["bookFormat"] == "https://schema.org/Paperback"
    assert [author["name"] for author in book["author"]] == ["A. Writer", "B <Co>"]


def test_a_reviewed_book_is_both(catalog_build: Callable[..., Site]) -> None:
    site = catalog_build({"index.md": HEAD + box("lists") + REVIEW}, CATALOG)
    assert site.warnings == []
    (book,) = nodes_named(site, "Checklists")
    assert book["@type"] == ["Product", "Book"]
    assert book["review"]["reviewRating"]["ratingValue"] == 4
    assert book["isbn"]


def test_software_with_price_and_review_is_an_application(catalog_build: Callable[..., Site]) -> None:
    site = catalog_build({"index.md": HEAD + box("editor") + REVIEW}, CATALOG)
    assert site.warnings == []
    (app,) = nodes_named(site, "Editor")
    assert app["@type"] == ["Product", "SoftwareApplication"]
    assert app["softwareVersion"] == "2.1"
    assert app["operatingSystem"] == "Linux, macOS"
    assert app["offers"]["price"]


@pytest.mark.parametrize(("more", "kind"), [("", "Product"), (box("plain"), "Product")])
def test_software_without_a_review_is_what_it_was(catalog_build: Callable[..., Site], more: str, kind: str) -> None:
    site = catalog_build({"index.md": HEAD + box("editor") + more}, CATALOG)
    assert site.warnings == []
    (app,) = nodes_named(site, "Editor")
    assert app["@type"] == kind
    assert {"softwareVersion", "operatingSystem"}.isdisjoint(app)
    assert site.soup("index.html").select_one(".aiarticle-product__work").get_text() == "Version 2.1 · Linux, macOS"


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Taschenbuch"), ("es", "Tapa blanda"), ("fr", "Broché"), ("ja", "ペーパーバック"), ("ko", "페이퍼백"),
     ("zh-CN", "平装"), ("zh-TW", "平裝")],
)  # fmt: skip
def test_formats_are_in_the_language_of_the_page(catalog_build: Callable[..., Site], language: str, words: str) -> None:
    text = HEAD.replace("author: Aoi", f"lang: {language}") + box("lists")
    assert words in catalog_build({"index.md": text}, CATALOG, builder="text").text("index.txt")
