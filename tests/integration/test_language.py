"""Pages in another language than the site's: labels, dates, notice and data are in the language of the page."""

from __future__ import annotations

import pytest
from conftest import BASE

MARKDOWN = """\
---
title: A quiet desk
date: 2026-03-01
lang: en
categories: [Guides]
---
:::{summary-box}
- One.
:::

:::{product-box} Felt mat
:price: "1200"
:currency: JPY
:price-date: 2026-02-20
:price-shop: rakuten
:rakuten: https://item.rakuten.co.jp/shop/mat/
Soft.
:::

::::{faq} Questions
:style: accordion

:::{question} Why?
Because.
:::
::::

| a | b |
|---|---|
| 1 | 2 |
"""
RST = """\
:date: 2026-03-01
:lang: en

A quiet desk
============

.. summary-box::

   - One.

.. product-box:: Felt mat

   Soft.
"""
JAPANESE = """\
---
title: 静かな机
date: 2026-03-01
---
:::{summary-box}
- 一つ。
:::

:::{product-box} フェルト
柔らかい。
:::
"""
CONF = {
    "language": "ja",
    "aiarticle_price_max_age": 10**6,
    "myst_enable_extensions": ["colon_fence"],
    "aiarticle_link_target": "_blank",
}
INDEX = "# 記事\n\n```{toctree}\nenglish\njapanese\n```\n"


def test_a_page_speaks_its_own_language(build):
    site = build({"index.md": INDEX, "english.md": MARKDOWN, "japanese.md": JAPANESE}, conf=CONF)
    assert site.warnings == []
    page = site.soup("english.html")
    assert page.html["lang"] == "en"
    assert page.select_one("section[lang=en] > h1").get_text().startswith("A quiet desk")
    article = page.select_one("section[lang=en]")
    text = " ".join(article.get_text(" ").split())
    for words in (
        "Published March 1, 2026", "Category Guides", "Summary", "Ad This box contains affiliate links",
        "As an Amazon Associate, Example Blog earns", "¥1,200 at Rakuten (as of February 20, 2026)",
        "View on Amazon", "opens in a new tab", "Link to this question",
    ):  # fmt: skip
        assert words in text
    assert "公開" not in text
    assert "広告" not in text


def test_so_do_its_data(build):
    site = build({"index.md": INDEX, "english.md": MARKDOWN, "japanese.md": JAPANESE}, conf=CONF)
    page = site.node("english.html", "FAQPage")
    question = page["mainEntity"][0]
    assert {page["inLanguage"], question["inLanguage"], question["acceptedAnswer"]["inLanguage"]} == {"en"}
    assert site.node("english.html", "BlogPosting")["inLanguage"] == "en"
    assert site.node("english.html", "WebSite")["inLanguage"] == "ja"  # the same on every page
    head = site.soup("english.html").head
    assert head.select_one('meta[property="og:locale"]')["content"] == "en_US"


def test_other_pages_keep_the_language_of_the_site(build):
    files = {"index.md": INDEX, "english.md": MARKDOWN, "japanese.md": JAPANESE}
    mixed, plain = build(files, conf=CONF), build({**files, "english.md": JAPANESE}, conf=CONF)
    body = [str(site.soup("japanese.html").select_one(".body section")) for site in (mixed, plain)]
    assert body[0] == body[1]
    assert "広告" in body[0]
    assert mixed.soup("japanese.html").html["lang"] == "ja"
    assert mixed.node("japanese.html", "BlogPosting")["inLanguage"] == "ja"


def test_restructuredtext_has_it_too(build):
    site = build({"index.rst": RST}, conf=CONF)
    assert site.warnings == []
    page = site.soup("index.html")
    assert page.html["lang"] == page.select_one("section > h1").parent["lang"] == "en"
    assert page.select_one(".aiarticle-summary__title").get_text() == "Summary"
    assert page.select_one(".aiarticle-notice__label").get_text() == "Ad"


@pytest.mark.parametrize(
    ("builder", "name"),
    [("singlehtml", "index.html"), ("text", "english.txt"), ("epub", "english.xhtml"), ("json", "english.fjson")],
)
def test_every_builder_speaks_it(build, builder, name):
    site = build({"index.md": INDEX, "english.md": MARKDOWN, "japanese.md": JAPANESE}, conf=CONF, builder=builder)
    text = site.text(name)
    assert all(words in text for words in ("March 1, 2026", "Published", "Summary", "View on Rakuten"))
    if builder == "singlehtml":  # each document in its own
        english, japanese = site.soup(name).select(".aiarticle-header")
        assert "Published" in english.get_text()
        assert "公開" in japanese.get_text()
        assert len(site.soup(name).select(".aiarticle-table")) == 1


def test_lists_of_products_speak_it(build):
    catalogue = """\
[mat]
name = "Mat"
links = { rakuten = "https://item.rakuten.co.jp/shop/mat/" }
price = { amount = 1200, currency = "JPY", shop = "rakuten", date = 2026-02-20 }

[old]
name = "Old"
replaced-by = "mat"
"""
    lists = "```{product-list}\n:ids: mat old\n:style: table\n```\n\n```{product-index}\n```\n"
    page = f"---\nlang: en\n---\n# T\n\n{lists}"
    files = {"index.md": page, "catalog.toml": catalogue}
    site = build(files, conf={**CONF, "aiarticle_catalog": ["catalog.toml"]})
    assert site.warnings == []
    text = " ".join(site.soup("index.html").select_one("section[lang=en]").get_text(" ").split())
    for words in ("Products", "Product", "Price", "Shops", "No longer sold. Its successor is Mat", "at Rakuten (as of"):
        assert words in text
    assert not any("\u3040" <= character <= "\u9fff" for character in text)


def test_a_site_in_english_has_japanese_pages(build):
    page = JAPANESE.replace("date:", "lang: ja\ndate:")
    site = build({"index.md": page})
    assert "公開" in site.soup("index.html").select_one(".aiarticle-header").get_text()
    assert "広告" in site.soup("index.html").select_one(".aiarticle-product").get_text()
    assert site.node("index.html", "BlogPosting")["inLanguage"] == "ja"


@pytest.mark.parametrize(
    ("tag", "label", "day"),
    [
        ("de", "Veröffentlicht", "1. März 2026"),
        ("zh-Hant", "發布", "2026年3月1日"),
        ("zh-TW", "發布", "2026年3月1日"),
        ("pt_BR", "Published", "1 de março de 2026"),  # no catalogue of ours: English words
        ("mg", "Published", "1 Martsa 2026"),
    ],
)
def test_tags_find_their_catalogue(build, tag, label, day):
    site = build({"index.md": f"---\ntitle: T\ndate: 2026-03-01\nlang: {tag}\n---\nText.\n"})
    assert [warning for warning in site.warnings if "no labels" not in warning] == []
    header = site.soup("index.html").select_one(".aiarticle-header").get_text()
    assert label in header
    assert day in header
    assert site.node("index.html", "BlogPosting")["inLanguage"] == tag.replace("_", "-")


def test_the_language_of_the_site_changes_nothing(build):
    pages = [JAPANESE, JAPANESE.replace("date:", "lang: ja\ndate:"), JAPANESE.replace("date:", "lang: JA\ndate:")]
    texts = {build({"index.md": page}, conf=CONF).text("index.html") for page in pages}
    assert len(texts) == 1


@pytest.mark.parametrize("tag", ["English", "en us", "'\"><script>'", "e", "en-" + "x" * 400])
def test_what_is_no_tag_warns_at_its_line(build, tag):
    site = build({"index.md": f"---\ntitle: T\ndate: 2026-03-01\nlang: {tag}\n---\nText.\n"})
    (warning,) = site.warnings
    assert "index.md:4: " in warning
    assert "is not a language tag; write for example 'en'" in warning
    assert site.node("index.html", "BlogPosting")["inLanguage"] == "en"


def test_a_translation_is_in_the_language_of_the_build(build):
    catalogue = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Soft."\nmsgstr "Weich."\n'
    files = {"index.md": MARKDOWN, "locales/de/LC_MESSAGES/index.po": catalogue, "other.md": MARKDOWN}
    conf = {**CONF, "language": "de", "locale_dirs": ["locales"], "gettext_compact": False, "html_baseurl": BASE}
    site = build(files, conf=conf)
    assert [node["inLanguage"] for node in (site.node(f"{n}.html", "BlogPosting") for n in ("index", "other"))] == [
        "de", "en",
    ]  # fmt: skip
    assert "Werbung" in site.soup("index.html").select_one(".aiarticle-product").get_text()


def test_the_words_of_a_notice_may_be_given_for_each_language(build):
    words = {
        "label": {"en": "Paid", "ja": "宣伝"},
        "text": {"en_US": "We earn by these links.", "ja": "リンクは広告です。"},
        "amazon_name": "The Desk",
    }
    american = MARKDOWN.replace("lang: en", "lang: en-US")
    german = MARKDOWN.replace("lang: en", "lang: de")
    files = {"index.md": INDEX, "english.md": american, "japanese.md": JAPANESE, "german.md": german}
    site = build(files, conf={**CONF, "aiarticle_disclosure": words})
    assert site.warnings == []
    notices = {
        name: site.soup(f"{name}.html").select_one(".aiarticle-notice").get_text()
        for name in ("english", "japanese", "german")
    }
    assert notices == {
        "english": "Paid We earn by these links.",
        "japanese": "宣伝 リンクは広告です。",
        "german": "Werbung Dieser Kasten enthält Affiliate-Links: Kaufen Sie darüber, erhalten wir eine Provision.",
    }
    assert "The Desk" in site.soup("german.html").select_one(".aiarticle-product__statement").get_text()


def test_one_text_is_for_all_languages(build):
    site = build({"index.md": MARKDOWN}, conf={**CONF, "aiarticle_disclosure": "Paid links."})
    assert site.soup("index.html").select_one(".aiarticle-notice").get_text() == "Ad Paid links."


def test_no_language_of_a_notice_is_a_mistake_in_conf(build):
    site = build({"index.md": "# T\n"}, conf={**CONF, "aiarticle_disclosure": {"text": {"english": "Paid."}}})
    (warning,) = site.warnings
    assert (
        "aiarticle_disclosure: a 'text' is left out: 'english' is not a language tag; write for example 'en'" in warning
    )
