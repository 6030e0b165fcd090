"""Notices are decided on what is in the finished page, and paid links stay on the web."""

from __future__ import annotations

import pytest
from conftest import STORES

AMAZON = "https://www.amazon.co.jp/dp/B000000001?tag=example-22"
SENTENCE = "This page contains affiliate links"
STATEMENT = "As an Amazon Associate"
CONF = {"extensions": ["sphinx_aiarticle", "sphinx.ext.ifconfig", "sphinx.ext.todo"], "project": "Desks"}


def notices(build, files, *, page="index.html", **conf):
    site = build(files, conf=CONF | conf)
    assert site.warnings == []
    text = site.soup(page).get_text(" ")
    return text.count(SENTENCE), text.count(STATEMENT)


def rst(body):
    return {"index.rst": f"Desk\n====\n\n{body}\n"}


OWN = "Ad: this page has affiliate links, and we earn a commission."
LINK = f"Buy `the lamp <{AMAZON}>`_."


@pytest.mark.parametrize("hides", ['.. ifconfig:: language == "xx"', ".. only:: latex", ".. todo::"])
def test_own_words_that_a_build_drops_disclose_nothing(build, hides):
    assert notices(build, rst(f"{hides}\n\n   {OWN}\n\n{LINK}")) == (1, 1)


def test_own_words_that_a_build_shows_do(build):
    shown = f'.. ifconfig:: language == "en"\n\n   {OWN}\n\n.. only:: html\n\n   Text.\n\n{LINK}'
    assert notices(build, rst(shown), language="en") == (0, 1)


def test_shown_todos_disclose(build):
    assert notices(build, rst(f".. todo::\n\n   {OWN}\n\n{LINK}"), todo_include_todos=True) == (0, 1)


def test_links_that_a_build_drops_need_no_notice(build):
    assert notices(build, rst(f'.. ifconfig:: language == "xx"\n\n   {LINK}\n\nNothing to buy.')) == (0, 0)


def test_a_substitution_counts_where_it_is_used(build):
    files = {"index.rst": "A\n=\n\nNo shop.\n\n.. toctree::\n\n   b\n", "b.rst": "B\n=\n\nAt |shop|.\n"}
    prolog = f"\n.. |shop| replace:: `the shop <{AMAZON}>`__\n"
    assert notices(build, files, rst_prolog=prolog) == (0, 0)
    assert notices(build, files, rst_prolog=prolog, page="b.html") == (1, 1)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("This post is not sponsored.", (1, 1)),
        ("PR reviews are welcome.", (1, 1)),
        (OWN, (0, 1)),
        (f"{OWN} As an Amazon Associate I earn from qualifying purchases.", (0, 1)),
        ("PR\n--\n\nText.", (1, 1)),
    ],
)
def test_only_a_real_disclosure_of_the_author_counts(build, own, expected):
    assert notices(build, rst(f"{own}\n\n{LINK}")) == expected


BOX = f"""\
# Desk

:::{{product-box}} Lamp
:amazon: {AMAZON}

It shines.
:::

Or [the mat](https://www.amazon.co.jp/s?k=mat&tag=example-22).
"""


def test_the_statement_is_made_once_on_a_page(build):
    text = build({"index.md": BOX}, conf={"aiarticle_stores": STORES}).soup("index.html").get_text(" ")
    assert text.count(STATEMENT) == 1


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "xml"])
def test_paid_links_stay_on_the_web(build, builder):
    conf = {"aiarticle_stores": STORES, "latex_documents": [("index", "index.tex", "T", "A", "howto")]}
    site = build({"index.md": BOX}, builder=builder, conf=conf)
    names = {"text": "index.txt", "latex": "index.tex", "epub": "index.xhtml", "xml": "index.xml"}
    text = site.text(names[builder])
    assert "example-22" not in text
    assert "affiliate links" not in text
    assert STATEMENT not in text
    assert "Lamp" in text
    if builder != "text":  # which prints no addresses
        assert "https://www.amazon.co.jp/dp/B000000001" in text


def test_builders_that_are_named_keep_them(build):
    conf = {"aiarticle_stores": STORES, "aiarticle_affiliate_builders": ["text", "xml"]}
    site = build({"index.md": BOX}, builder="xml", conf=conf)
    assert site.text("index.xml").count("tag=example-22") == 2
    assert "affiliate links" in site.text("index.xml")


def test_the_pages_of_a_single_file_have_their_own_notices(build):
    other = f"# Other\n\nBuy [it]({AMAZON}).\n"
    index = f"# Desk\n\nBuy [it]({AMAZON}).\n\n```{{toctree}}\nother\n```\n"
    text = build({"index.md": index, "other.md": other}, builder="singlehtml").soup("index.html").get_text(" ")
    assert (text.count(SENTENCE), text.count(STATEMENT)) == (2, 2)


@pytest.mark.parametrize(
    ("conf", "address", "rel"),
    [
        ({}, AMAZON, ["sponsored", "noopener"]),
        ({"aiarticle_link_rel": ["nofollow"]}, AMAZON, ["sponsored", "noopener", "nofollow"]),
        ({"aiarticle_affiliate": False}, AMAZON.partition("?")[0], None),
        ({}, "https://example.org/", None),
    ],
)
def test_links_of_a_toctree_are_marked_in_the_text_and_beside_it(build, conf, address, rel):
    url = AMAZON if "amazon" in address else address
    files = {"index.md": f"# Home\n\n```{{toctree}}\nLamp <{url}>\nother\n```\n", "other.md": "# Other\n"}
    conf = {"html_theme": "alabaster", "html_sidebars": {"**": ["globaltoc.html"]}} | conf
    site = build(files, conf=conf)
    marks = [link.get("rel") for page in ("index.html", "other.html") for link in site.soup(page)("a", href=address)]
    assert marks == [rel] * 3


@pytest.mark.parametrize(
    "opening",
    [
        ".. aiarticle-details:: More",
        ".. admonition:: More\n   :class: dropdown",
        ".. note::\n   :class: toggle",
        ".. container:: tab-content",
    ],
)
def test_words_that_open_on_a_click_disclose_nothing(build, opening):
    assert notices(build, rst(f"{opening}\n\n   {OWN}\n\n{LINK}")) == (1, 1)


def test_words_that_are_open_from_the_start_do(build):
    assert notices(build, rst(f".. aiarticle-details:: More\n   :open:\n\n   {OWN}\n\n{LINK}")) == (0, 1)


@pytest.mark.parametrize(
    "hidden",
    [
        f"<div hidden>\n\n{OWN}\n\n</div>",
        f'<div aria-hidden="true">\n\n{OWN}\n\n</div>',
        f'<div style="color: red; DISPLAY : none">\n\n{OWN}\n\n</div>',
        f"<div hidden>\n\n<div>\n\nText.\n\n</div>\n\n{OWN}\n\n</div>",
        f"<details>\n<summary>More</summary>\n\n{OWN}\n\n</details>",
        f"<dialog>\n\n{OWN}\n\n</dialog>",
        f"<template>\n\n{OWN}\n\n</template>",
        f'Text <span style="visibility:hidden">{OWN}</span>',
        f":::{{container}} visually-hidden\n{OWN}\n:::",
        f"An example: `{OWN}`",
        f"![{OWN}](https://x.example.org/a.png)",
    ],
)
def test_own_words_that_readers_do_not_see_disclose_nothing(build, hidden):
    page = {"index.md": f"# Desk\n\n{hidden}\n\nBuy [the lamp]({AMAZON}).\n"}
    assert notices(build, page, myst_enable_extensions=["colon_fence"]) == (1, 1)


@pytest.mark.parametrize(
    "shown",
    [
        f'<div class="note">\n\n{OWN}\n\n</div>',
        f"<details open>\n<summary>More</summary>\n\n{OWN}\n\n</details>",
        f"<div hidden>\n\nText.\n\n</div>\n\n{OWN}",
        f"Text <b>and</b>: {OWN}",
    ],
)
def test_own_words_in_html_that_readers_see_do(build, shown):
    assert notices(build, {"index.md": f"# Desk\n\n{shown}\n\nBuy [the lamp]({AMAZON}).\n"}) == (0, 1)


def test_a_hidden_amazon_statement_is_made_again(build):
    said = "<div hidden>\n\nAs an Amazon Associate I earn from qualifying purchases.\n\n</div>"
    assert notices(build, {"index.md": f"# Desk\n\n{said}\n\nBuy [the lamp]({AMAZON}).\n"}) == (1, 2)
