"""Verdicts, pros and cons: what readers see, and when it is a review in the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from conftest import PAID_BUILDERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site

BOX = ":::{product-box} Felt mat\n:stores: rakuten\n\nSoft.\n:::\n"
VERDICT = """\
::::{verdict} Felt mat
:rating: 4.5/5
:basis: given
:mark: Our "pick"

Nothing is *better* at \\<night>.

:::{pros-cons}
+ Soft, even
  after coffee
+ Cheap \\<mat>

- [Dear](https://example.org/)
:::
::::
"""
RST = """\
:date: 2026-03-01
:author: Aoi

Mats
====

.. product-box:: Felt mat
   :stores: rakuten

   Soft.

.. verdict:: Felt mat
   :rating: 4.5/5
   :basis: given
   :mark: Our "pick"

   Nothing is *better* at <night>.

   .. pros-cons::

      + Soft, even
        after coffee
      + Cheap <mat>

      - `Dear <https://example.org/>`__
"""


def page(*parts: str, head: str = "author: Aoi") -> str:
    return "\n".join(("---", "title: Mats", "date: 2026-03-01", head, "---", "", *parts))


def reviews(site: Site, name: str = "index.html") -> list[dict[str, Any]]:
    return [node["review"] for node in site.graph(name) if "review" in node]


def ours(site: Site) -> list[str]:
    return [line for line in site.warnings if "[aiarticle." in line]


@pytest.mark.parametrize("files", [{"index.md": page(BOX, VERDICT)}, {"index.rst": RST}])
def test_a_verdict_is_on_the_page_and_a_review_of_its_product(
    build: Callable[..., Site], files: dict[str, str]
) -> None:
    site = build(files)
    assert ours(site) == []
    box = site.soup("index.html").select_one(".aiarticle-verdict")
    assert box is not None
    shown = {
        "title": 'Verdict Our "pick"',
        "name": "Felt mat",
        "basis": "Given to the author free of charge for this review, and used.",
        "rating": "4.5 / 5",
        "body > p": "Nothing is better at <night>.",
    }
    assert {name: box.select_one(f".aiarticle-verdict__{name}").get_text() for name in shown} == shown
    assert box.select_one("[role=img]")["aria-label"] == "Rating: 4.5 out of 5"
    product = site.node("index.html", "Product")
    (review,) = reviews(site)
    assert product["name"] == "Felt mat"
    assert review["itemReviewed"] == {"@id": product["@id"]}
    assert review["author"]["name"] == "Aoi"
    assert review["reviewBody"] == "Nothing is better at <night>."
    assert review["reviewRating"] == {"@type": "Rating", "ratingValue": 4.5, "bestRating": 5, "worstRating": 1}
    pros, cons = (
        [item["name"] for item in review[side]["itemListElement"]] for side in ("positiveNotes", "negativeNotes")
    )
    assert pros == ["Soft, even after coffee", "Cheap <mat>"]
    assert cons == ["Dear"]
    article = site.node("index.html", "BlogPosting")
    assert article["about"] == {"@id": product["@id"]}
    assert "mentions" not in article


def test_the_page_loads_its_stylesheet_and_others_do_not(build: Callable[..., Site]) -> None:
    site = build({"index.md": page(VERDICT), "b.md": page(BOX)})
    assert "aiarticle-review.css" in site.text("index.html")
    assert "aiarticle-review.css" not in site.text("b.html")
    assert len((site.outdir / "_static/aiarticle-review.css").read_bytes()) < 8_000


def verdict(*options: str, name: str = "Felt mat", words: str = "Good.") -> str:
    return "\n".join((f":::{{verdict}} {name}", *options, "", words, ":::", ""))


GOOD = (":rating: 4/5", ":basis: bought")


@pytest.mark.parametrize(
    ("parts", "head", "said"),
    [
        ((BOX, verdict(":rating: 4/5", ":basis: not-tried")), "author: Aoi", ""),
        ((BOX, verdict(":basis: bought")), "author: Aoi", ""),
        ((BOX, verdict(":rating: 4/5")), "author: Aoi", "nothing says what it rests on"),
        ((BOX, verdict(*GOOD)), "tags: [a]", "nobody signs it"),
        ((BOX, BOX.replace("Felt", "Cork"), verdict(*GOOD, name="")), "author: Aoi", "write the name behind `verdict`"),
        ((verdict(*GOOD, name=""),), "author: Aoi", "write the name behind `verdict`"),
        ((BOX, verdict(*GOOD), verdict(*GOOD, name="Cork mat")), "author: Aoi", "a review of one thing a page"),
        ((verdict(*GOOD, name="Example Blog"),), "author: Aoi", "by the publisher or the author of this page"),
        ((verdict(*GOOD, name="AOI"),), "author: Aoi", "by the publisher or the author of this page"),
        (
            (BOX.replace("\n\nSoft", "\n:brand: Example Blog\n\nSoft"), verdict(*GOOD)),
            "author: Aoi",
            "by the publisher or the author of this page",
        ),
        (
            (BOX.replace("\n\nSoft", "\n:url: https://blog.example.org/mat\n\nSoft"), verdict(*GOOD)),
            "author: Aoi",
            "by the publisher or the author of this page",
        ),
    ],
)
def test_what_would_be_invalid_or_dishonest_is_no_review(
    build: Callable[..., Site], parts: tuple[str, ...], head: str, said: str
) -> None:
    site = build({"index.md": page(*parts, head=head)})
    assert reviews(site) == []
    assert not [node for node in site.graph("index.html") if node["@type"] == "Product"]
    box = site.soup("index.html").select_one(".aiarticle-verdict__body")
    assert box.get_text(strip=True) == "Good."
    warnings = [line for line in ours(site) if "[aiarticle.review]" in line]
    assert len(warnings) == bool(said)
    if said:
        at = [number for number, line in enumerate(page(*parts, head=head).split("\n"), 1) if "{verdict}" in line]
        assert warnings[0].startswith(f"index.md:{at[-1]}: ")  # with several, it is the last
        assert said in warnings[0]


def test_without_schema_for_products_there_is_no_review(build: Callable[..., Site]) -> None:
    site = build({"index.md": page(BOX, VERDICT)}, conf={"aiarticle_product_schema": "never"})
    assert reviews(site) == []
    assert ours(site) == []


def test_what_has_no_box_is_a_product_of_its_own(build: Callable[..., Site]) -> None:
    site = build({"index.md": page(BOX, BOX.replace("Felt", "Cork"), verdict(*GOOD, name="Rug"), "- No box.")})
    product = site.node("index.html", "Product")
    assert product["name"] == "Rug"
    assert site.soup("index.html").find(id=product["@id"].partition("#")[2])
    names = [item["name"] for item in site.node("index.html", "ItemList")["itemListElement"]]
    assert names == ["Felt mat", "Cork mat"]
    assert ours(site) == []


def test_the_only_box_is_what_a_verdict_without_a_name_judges(build: Callable[..., Site]) -> None:
    site = build({"index.md": page(verdict(*GOOD, name=""), BOX, ":::{pros-cons}\n+ A.\n- B.\n:::")})
    assert site.node("index.html", "Product")["name"] == "Felt mat"
    (review,) = reviews(site)
    assert [item["name"] for item in review["positiveNotes"]["itemListElement"]] == ["A."]


@pytest.mark.parametrize(
    "boxes", [":::{pros-cons}\n+ A.\n:::", ":::{pros-cons}\n+ A.\n- B.\n:::\n\n:::{pros-cons}\n+ C.\n- D.\n:::"]
)
def test_one_point_and_points_of_several_things_stay_out_of_the_data(build: Callable[..., Site], boxes: str) -> None:
    site = build({"index.md": page(BOX, verdict(*GOOD), boxes)})
    (review,) = reviews(site)
    assert {"positiveNotes", "negativeNotes"}.isdisjoint(review)
    assert ours(site) == []


def test_text_that_is_neither_for_nor_against_is_kept(build: Callable[..., Site]) -> None:
    site = build({"index.md": page(":::{pros-cons}\n+ A.\n\nBetween.\n\n* Neither.\n:::")})
    box = site.soup("index.html").select_one(".aiarticle-pros-cons")
    assert "Between." in box.get_text()
    assert "Neither." in box.get_text()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("Fazit", "Bewertung: 4,5 von 5", "kostenlos", "Dafür spricht", "Dagegen spricht")),
        ("es", ("Veredicto", "Valoración: 4,5 de 5", "gratis", "A favor", "En contra")),
        ("fr", ("Verdict", "Note : 4,5 sur 5", "Offert", "Points forts", "Points faibles")),
        ("ja", ("総評", "5点満点中4.5点", "無償で提供", "良い点", "気になる点")),
        ("ko", ("총평", "5점 만점에 4.5점", "무상으로", "장점", "단점")),
        ("zh-CN", ("总评", "4.5（满分 5）", "免费获赠", "优点", "缺点")),
        ("zh-TW", ("總評", "4.5（滿分 5）", "免費獲贈", "優點", "缺點")),
    ],
)
def test_it_speaks_the_language_of_the_page(build: Callable[..., Site], language: str, words: tuple[str, ...]) -> None:
    text = build({"index.md": page(VERDICT, head=f"author: Aoi\nlang: {language}")}, builder="text").text("index.txt")
    assert [word for word in words if word not in " ".join(text.split())] == []


PARTS = (
    "Verdict", "Felt mat", "Our", "pick", "Given to the author", "Rating: 4.5 out of 5", "better", "Pros", "Soft",
    "Cons", "Dear",
)  # fmt: skip
IN_HTML = (
    "Rating: 4.5 out of 5", "Verdict", "Our", "pick", "Felt mat", "Given to the author", "better", "Pros", "Soft",
    "Cons", "Dear",
)  # fmt: skip


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "xml", "epub", "singlehtml"])
def test_every_builder_shows_all_of_it_in_order(build: Callable[..., Site], builder: str) -> None:
    assert builder in (*PAID_BUILDERS, "singlehtml")
    site = build({"index.md": page(VERDICT)}, builder=builder)
    assert ours(site) == []
    names = {"latex": "exampleblog.tex", "man": "exampleblog.1", "text": "index.txt", "xml": "index.xml",
             "texinfo": "exampleblog.texi", "epub": "index.xhtml", "singlehtml": "index.html"}  # fmt: skip
    if builder in ("epub", "singlehtml"):
        text = str(site.soup(names[builder]).select_one(".aiarticle-verdict"))
        parts = IN_HTML
    else:
        text, parts = site.text(names[builder]), PARTS
    place = 0
    for part in parts:
        place = text.find(part, place)
        assert place >= 0, part


def test_words_are_translated_and_names_are_messages(build: Callable[..., Site]) -> None:
    site = build({"index.md": page(VERDICT)}, builder="gettext")
    text = site.text("index.pot")
    for message in ("Felt mat", 'Our \\"pick\\"', "Nothing is *better*", "Cheap"):
        assert message in text
    for label in ("Verdict", "Rating:", "Given to", "Pros"):
        assert label not in text


def test_a_rating_is_read_from_left_to_right_on_every_page(build: Callable[..., Site]) -> None:
    site = build({"index.md": page(VERDICT)}, conf={"language": "ar"})
    assert site.soup("index.html").select_one(".aiarticle-verdict__rating")["dir"] == "ltr"
