"""Structured data says what the page shows: formulas, numbers, names and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from tests.conftest import png

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Site

MATH = r"""# Areas

:::{question} How big is $\pi r^2$?
At least $r < 2$.

$$
A = \pi
$$ (area)

\begin{align}
b &= 1
\end{align}
:::
"""
EXTENSIONS = ["colon_fence", "deflist", "dollarmath", "amsmath"]


def _visible(site: Site, selector: str) -> str:
    (found,) = site.soup("index.html").select(selector)
    for link in found.select(".headerlink"):
        link.decompose()
    return "".join(found.get_text().split())


@pytest.mark.parametrize(
    "conf",
    [
        {"extensions": ["sphinx_aiarticle", "sphinx.ext.mathjax"]},
        {"mathjax_inline": ["`", "`"], "mathjax_display": ["[[", "]]"]},
        {"numfig": True, "math_numfig": True, "math_numsep": "-"},
    ],
)
def test_formulas_are_in_the_data_as_on_the_page(build: Callable[..., Site], conf: dict[str, Any]) -> None:
    site = build({"index.md": MATH}, conf={"myst_enable_extensions": EXTENSIONS, **conf})
    (question,) = site.node("index.html", "FAQPage")["mainEntity"]
    assert "".join(question["name"].split()) == _visible(site, "section.aiarticle-question > h2")
    answer = question["acceptedAnswer"]["text"].replace("<p>", "").replace("</p>", "").replace("<br>", "")
    answer = answer.replace("&lt;", "<").replace("&gt;", ">").replace("&#38;", "&")
    assert "".join(answer.split()) == _visible(site, ".aiarticle-question__answer")


def test_formulas_that_are_pictures_are_their_source(build: Callable[..., Site]) -> None:
    conf = {"extensions": ["sphinx_aiarticle", "sphinx.ext.imgmath"], "imgmath_latex": "no-such-program"}
    site = build({"index.rst": "Sums\n====\n\n.. summary-box::\n\n   - It is :math:`a+b`.\n"}, conf=conf)
    assert site.node("index.html", "WebPage")["abstract"] == "It is a+b."


def test_marks_of_notes_and_line_ends_are_no_part_of_names(build: Callable[..., Site]) -> None:
    text = (
        "A heading [Ray31]_\n==================\n\n"
        ".. question:: Who wrote [Ray31]_ this [#n]_?\n\n   Ray, see [Ray31]_.\n\n"
        ".. summary-box::\n\n   - Written [Ray31]_.\n\n.. [Ray31] A book.\n\n.. [#n] A note.\n"
    )
    site = build({"index.rst": text, "two.md": "A heading\nof two lines\n===\n\nText.\n"})
    page = site.node("index.html", "FAQPage")
    assert page["name"] == "A heading"
    assert page["abstract"] == "Written."
    assert page["mainEntity"][0]["name"] == "Who wrote this?"
    assert "[Ray31]</a>" in page["mainEntity"][0]["acceptedAnswer"]["text"]  # an answer keeps what it cites
    assert site.node("two.html", "WebPage")["name"] == "A heading of two lines"


def test_data_has_one_question_of_a_name(build: Callable[..., Site]) -> None:
    box = ":::{{question}} Does it hum?\n{}\n:::\n\n"
    site = build({"index.md": "# Page\n\n" + box.format("Yes.") + box.format("No.")})
    assert [question["acceptedAnswer"]["text"] for question in site.node("index.html", "FAQPage")["mainEntity"]] == [
        "Yes."
    ]
    (warning,) = site.warnings
    assert "index.md:7: WARNING: the question 'Does it hum?' is on this page twice" in warning
    assert len(site.soup("index.html").select(".aiarticle-question")) == 2


def test_names_of_products_are_literal(catalog_build: Callable[..., Site]) -> None:
    catalog = '[screen]\nname = "Screen 24\\" -- \'Wide\'..."\nbrand = "\\"Ray\\""\n'
    page = ':::{product-box}\n:id: screen\n\nIt is "wide".\n:::\n\n```{product-list}\n:ids: screen\n```\n'
    index = page + "\n```{product-list} On this page\n:fields: brand\n```\n\n```{product-index}\n```\n"
    site = catalog_build({"index.md": "# Screens\n\n" + index}, catalog, conf={"language": "en"})
    name = "Screen 24\" -- 'Wide'..."
    soup = site.soup("index.html")
    shown = soup.select(".aiarticle-product__name, .aiarticle-products__name, .aiarticle-product-index dt")
    assert [found.get_text(strip=True).rstrip("¶") for found in shown] == [name] * 4
    brands = soup.select(".aiarticle-product__brand, .aiarticle-products__field--brand, .aiarticle-products__field")
    assert any('"Ray"' in found.get_text() for found in brands[1:])
    assert "“Ray”" not in soup.get_text()
    assert "It is “wide”." in soup.get_text()  # the author's own prose is typeset


def test_accordions_have_the_numbers_of_their_sections(build: Callable[..., Site]) -> None:
    faq = ".. faq:: More\n   :style: accordion\n\n   .. question:: Is `it`_ on?\n\n      Yes.\n\n.. _it: /x\n"
    site = build(
        {"index.rst": "Home\n====\n\n.. toctree::\n   :numbered:\n\n   page\n", "page.rst": f"Page\n====\n\n{faq}"}
    )
    (summary,) = site.soup("page.html").select("summary")
    assert summary.get_text(strip=True) == "1.1.1.Is it on?"
    (question,) = site.node("page.html", "FAQPage")["mainEntity"]
    assert question["name"] == "Is it on?"


@pytest.mark.parametrize("name", ["[^n]", "[^n] {eq}`e`", "x [^n]"])
def test_a_name_of_a_mark_alone_is_no_error(build, name):
    body = f"::::{{faq}}\n{name}\n: Because.\n::::\n\n:::{{summary-box}}\n- {name}\n:::\n\n[^n]: A note.\n"
    site = build({"index.md": f"# T\n\n{body}"})
    assert [line for line in site.warnings if "internal" in line] == []


CAPTIONED = """# Areas

::::{question} Which one?
See both.

```{figure} one.png
:name: one

A circle
```

```{code-block} python
:caption: Its source
:name: source

area(1)
```

```{table} Its sizes
:name: sizes

| r |
|---|
| 1 |
```
::::
"""


@pytest.mark.parametrize("conf", [{}, {"numfig": True}, {"numfig": True, "numfig_format": {"figure": "<%s>"}}])
def test_captions_are_in_the_data_with_the_numbers_of_the_page(build, conf):
    site = build({"index.md": CAPTIONED, "one.png": png(9, 5)}, conf=conf)
    (question,) = site.node("index.html", "FAQPage")["mainEntity"]
    answer = BeautifulSoup(question["acceptedAnswer"]["text"], "html.parser")
    assert "".join(answer.get_text().split()) == _visible(site, ".aiarticle-question__answer")
    assert ("Table 1 Its sizes" in answer.get_text()) is bool(conf)


@pytest.mark.parametrize("builder", ["html", "text"])
def test_a_summary_may_hold_a_picture_with_a_caption(build, builder):
    summary = "::::{summary-box}\n- It boils.\n\n  :::{figure} one.png\n\n  A kettle\n  :::\n::::\n"
    site = build({"index.md": f"# T\n\n{summary}", "one.png": png(9, 5)}, builder=builder)
    assert site.warnings == []


def test_an_answer_keeps_the_marks_of_its_cells_and_the_blocks_of_its_html(build):
    answer = "Term\n: Text\n\n<div>html <i>x</i></div>\n\n| a [^n] | b |\n|---|---|\n| 1 | 2 |"
    site = build(
        {"index.md": f"# T\n\n:::{{question}} Why?\n{answer}\n:::\n\n[^n]: A note.\n"},
        conf={"myst_enable_extensions": EXTENSIONS},
    )
    text = site.node("index.html", "FAQPage")["mainEntity"][0]["acceptedAnswer"]["text"]
    assert "<p>html x</p><p>a [1] b</p>" in text
    assert "".join(BeautifulSoup(text, "html.parser").get_text().split()) == _visible(
        site, ".aiarticle-question__answer"
    )


def test_a_question_that_opens_keeps_its_markup_without_its_link(build):
    name = "Is <b>it</b> [*the* one](https://example.org/) of $x^2$?"
    faq = f"::::{{faq}}\n:style: accordion\n\n:::{{question}} {name}\nYes.\n:::\n::::\n"
    site = build({"index.md": f"# T\n\n{faq}"}, conf={"myst_enable_extensions": EXTENSIONS})
    (summary,) = site.soup("index.html").select("summary")
    assert summary.select("a") == []
    assert len(summary.select("b, em, .math")) == 3
    (question,) = site.node("index.html", "FAQPage")["mainEntity"]
    assert summary.get_text().strip() == question["name"]
