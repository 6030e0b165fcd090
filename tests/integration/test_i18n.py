"""Translation: gettext and back, ids that stay, and labels in the language of the site."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po, write_po
from conftest import png

PAGE = """\
---
title: 静かな机
date: 2026-03-01T09:00:00+09:00
description: 机を静かに保つ小さな工夫。
cover: {image: cover.png}
categories: [暮らし]
tags: [机]
keywords: [静音]
---

:::{summary-box} 要約
- 音は*小さなもの*から出ます。
- 最初はキーボード。
:::

:::{product-box} フェルトのマット
:search: フェルト マット
:label: おすすめ

音を**やわらげ**ます。
:::

## 質問

::::{faq}

:::{question} マットで*十分*ですか。
ほとんどの机では、[はい](https://example.org/)。
:::
::::

::::{faq} ほかの質問
ファンは？
: 掃除します。
::::
"""
RST = """\
文書
====

.. summary-box::

   - 一つ目。

.. faq::

   どちらのキー : 左か右か
      どちらでも。
"""
ENGLISH = {
    "静かな机": "A quiet desk",
    "暮らし": "Living",
    "机": "desk",
    "静音": "silence",
    "机を静かに保つ小さな工夫。": "Small changes that keep a desk quiet.",
    "要約": "In short",
    "音は*小さなもの*から出ます。": "Noise comes from *small things*.",
    "最初はキーボード。": "The keyboard first.",
    "フェルトのマット": "Felt mat",
    "おすすめ": "Our choice",
    "音を**やわらげ**ます。": "It **softens** the sound.",
    "質問": "Questions",
    "マットで*十分*ですか。": "Is a mat *enough*?",
    "ほとんどの机では、[はい](https://example.org/)。": "For most desks, [yes](https://example.org/).",
    "ほかの質問": "More questions",
    "ファンは？": "The fans?",
    "掃除します。": "Clean them.",
    "文書": "Document",
    "一つ目。": "The first.",
    "どちらのキー : 左か右か": "Which key : left or right",
    "どちらでも。": "Either.",
}
FILES = {"index.md": PAGE, "b.rst": RST, "cover.png": png(64, 36)}
CONF = {"gettext_compact": False, "locale_dirs": ["locales"], "gettext_auto_build": True}


def messages(site, docname):
    with (site.outdir / f"{docname}.pot").open("rb") as file:
        return [message for message in read_po(file) if message.id]


@pytest.fixture
def translated(build):
    """Build the Japanese pages, send them through a catalogue, and build them in English."""
    japanese = build(FILES, conf=CONF | {"language": "ja"}, out="ja")
    template = build(FILES, builder="gettext", conf=CONF | {"language": "ja"})
    for docname in ("index", "b"):
        with (template.outdir / f"{docname}.pot").open("rb") as file:
            catalog = read_po(file, locale="en")
        for message in catalog:
            if message.id:
                message.string = ENGLISH[message.id]
        target = build.srcdir / "locales" / "en" / "LC_MESSAGES" / f"{docname}.po"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_po(file, catalog)
    english = build(FILES, conf=CONF | {"language": "en"}, out="en")
    return japanese, template, english


JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def test_every_text_is_translated_on_the_page_and_in_the_data(translated):
    _japanese, _template, english = translated
    assert english.warnings == []
    soup = english.soup("index.html")
    shown = {
        "h1": "A quiet desk",
        ".aiarticle-summary__title": "In short",
        ".aiarticle-summary__body li": "Noise comes from small things.",
        ".aiarticle-product__name": "Felt mat",
        ".aiarticle-product__label": "Our choice",
        ".aiarticle-product__reason": "It softens the sound.",
        ".aiarticle-question h3": "Is a mat enough?",
        ".aiarticle-question__answer": "For most desks, yes.",
        "section.aiarticle-faq > h3": "More questions",
    }
    for selector, text in shown.items():
        assert soup.select_one(selector).get_text().strip().rstrip("¶") == text, selector
    assert soup.select_one("meta[name=description]")["content"] == "Small changes that keep a desk quiet."
    assert soup.select_one("meta[property='og:description']")["content"] == "Small changes that keep a desk quiet."
    assert soup.select_one(".aiarticle-product__store .aiarticle-sr").get_text() == " (Felt mat, opens in a new tab)"
    faq = english.node("index.html", "FAQPage")
    assert [(node["name"], node["acceptedAnswer"]["text"]) for node in faq["mainEntity"]] == [
        ("Is a mat enough?", 'For most desks, <a href="https://example.org/">yes</a>.'),
        ("The fans?", "Clean them."),
    ]
    article = english.node("index.html", "BlogPosting")
    assert article["headline"] == "A quiet desk"
    assert article["description"] == "Small changes that keep a desk quiet."
    assert article["abstract"] == "Noise comes from small things. The keyboard first."
    assert (article["mentions"]["name"], article["mentions"]["description"]) == ("Felt mat", "It softens the sound.")
    assert JAPANESE.findall(english.scripts("index.html")[0]) == []
    assert (article["articleSection"], article["keywords"]) == (["Living"], ["desk", "silence"])
    assert [tag.get_text() for tag in soup.select(".aiarticle-header__tag")] == ["Category Living", "Tag desk"]
    assert [tag["content"] for tag in soup.select("meta[property='article:tag']")] == ["desk"]
    assert [node["name"] for node in english.node("b.html", "FAQPage")["mainEntity"]] == ["Which key : left or right"]


def test_ids_are_the_same_in_every_language(translated):
    japanese, _template, english = translated

    def ids(site, page):
        return [tag["id"] for tag in site.soup(page).select("[id^=faq-], [id^=product-], [id^=summary-]")]

    for page in ("index.html", "b.html"):
        assert ids(japanese, page) == ids(english, page)
        assert ids(japanese, page)
    for site in (japanese, english):
        anchors = [node["@id"] for node in site.node("index.html", "FAQPage")["mainEntity"]]
        assert anchors == [node["@id"] for node in japanese.node("index.html", "FAQPage")["mainEntity"]]


def test_shop_searches_keep_the_authors_keyword(translated):
    japanese, _template, english = translated
    links = [
        [tag["href"] for tag in site.soup("index.html").select("a[rel~=sponsored]")] for site in (japanese, english)
    ]
    assert links[0] == links[1]
    assert "%E3%83%95" in links[0][0]


def test_the_language_of_the_data_is_that_of_the_site(translated):
    for site, language in zip((translated[0], translated[2]), ("ja", "en"), strict=True):
        script = site.scripts("index.html")[0]
        assert set(re.findall(r'"inLanguage":"(.*?)"', script)) == {language}
        assert len(re.findall(r'"inLanguage"', script)) > 5


def test_the_catalogue_holds_what_authors_wrote_and_none_of_our_labels(translated):
    _japanese, template, _english = translated
    found = {message.id for docname in ("index", "b") for message in messages(template, docname)}
    assert found == set(ENGLISH)  # no 「この記事の要点」, no 「広告」, no 「Amazonで見る」, no dates
    lines = {message.id: [number for _file, number in message.locations] for message in messages(template, "index")}
    source = PAGE.split("\n")
    for text in (
        "要約",
        "フェルトのマット",
        "マットで*十分*ですか。",
        "最初はキーボード。",
        "ほかの質問",
    ):
        number = next(n for n, line in enumerate(source, 1) if text in line)
        assert lines[text] == [number], text
    assert lines["机を静かに保つ小さな工夫。"] == [4]


def test_a_translation_with_markup_characters_is_escaped(build):
    po = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    po += 'msgid "Mat"\nmsgstr "Mat <b> & \\"co\\""\n'
    files = {"index.md": "# T\n\n:::{product-box} Mat\nFine.\n:::\n", "locales/de/LC_MESSAGES/index.po": po}
    site = build(files, conf=CONF | {"language": "de", "smartquotes": False})
    assert site.soup("index.html").select_one(".aiarticle-product__name").get_text() == 'Mat <b> & "co"'
    assert site.node("index.html", "WebPage")["mentions"]["name"] == 'Mat <b> & "co"'


def test_the_texts_of_a_cover_are_translated(build):
    po = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    po += 'msgid "窓辺の机"\nmsgstr "A desk by a window"\n\nmsgid "私の机"\nmsgstr "My desk"\n'
    page = PAGE.replace("{image: cover.png}", "{image: cover.png, alt: 窓辺の机, caption: 私の机}")
    files = {"index.md": page, "cover.png": png(64, 36), "locales/en/LC_MESSAGES/index.po": po}
    site = build(files, conf=CONF | {"language": "en"})
    header = site.soup("index.html").select_one(".aiarticle-header")
    assert header.img["alt"] == "A desk by a window"
    assert header.select_one(".aiarticle-header__caption").get_text() == "My desk"
    assert site.node("index.html", "ImageObject")["caption"] == "My desk"


def test_a_translated_category_keeps_its_type_and_untranslated_ones_stay(build):
    po = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "暮らし"\nmsgstr "Living <1>"\n'
    files = {"index.md": PAGE, "cover.png": png(64, 36), "locales/en/LC_MESSAGES/index.po": po}
    types = {"aiarticle_article_types": {"暮らし": "NewsArticle"}}
    site = build(files, conf=CONF | types | {"language": "en"})
    article = site.node("index.html", "NewsArticle")
    assert (article["articleSection"], article["keywords"]) == (["Living <1>"], ["机", "静音"])
    assert "Living &lt;1&gt;</span>" in site.text("index.html")
    text = build(files, builder="text", conf=CONF | {"language": "en"}).text("index.txt")
    assert "Living <1>" in text
    assert "机" in text


def test_lists_and_feeds_show_the_translated_description(build):
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    po = f'{head}msgid "Small <steps>."\nmsgstr "小さな <一歩>。"\n'
    files = {
        "index.md": "# Home\n\n```{article-list}\n```\n",
        "a.md": "---\ntitle: A\ndate: 2026-03-01\ndescription: Small <steps>.\n---\nText.\n",
        "locales/ja/LC_MESSAGES/a.po": po,
    }
    site = build(files, conf=CONF | {"language": "ja", "aiarticle_feeds": True})
    assert "小さな <一歩>。" in site.soup("index.html").select_one(".aiarticle-articles").text
    assert "小さな &lt;一歩&gt;。" in site.text("feed.xml")
    assert "Small" not in site.text("index.html") + site.text("feed.json")


def test_labels_are_japanese_on_a_japanese_site(build):
    files = {
        "index.md": PAGE.replace("} 要約", "}").replace(
            "tags: [机]", "tags: [机]\nauthor: あおい\nlastmod: 2026-03-04\ndraft: true"
        ),
        "b/index.md": "# 目次\n",
        "cover.png": png(64, 36),
    }
    soup = build(files, conf={"language": "ja"}).soup("index.html")
    text = " ".join(soup.select_one("body").get_text(" ").split())
    for words in (
        "この記事の要点", "広告 アフィリエイトリンクを含みます。", "Amazonで見る", "楽天で見る", "新しいタブで開きます",
        "Amazonのアソシエイトとして、Example Blogは適格販売により収入を得ています。", "公開日 2026年3月1日",
        "更新日 2026年3月4日", "著者 あおい", "下書き",
    ):  # fmt: skip
        assert words in text, words
    for words in ("Summary", "View on", "Ad ", "Published", "opens in"):
        assert words not in text, words


@pytest.mark.parametrize(
    ("language", "summary", "place"),
    [
        ("de-DE", "Kurz gefasst", "de_DE"), ("zh-TW", "重點摘要", "zh_TW"), ("zh-Hant", "重點摘要", "zh_TW"),
        ("JA", "この記事の要点", "ja_JP"), ("sr_Latn", "Summary", "sr_RS"), ("es-419", "En resumen", "es_419"),
        ("xx", "Summary", None), ("eo", "Summary", None),
    ],
)  # fmt: skip
def test_a_language_has_its_words_and_its_place_however_its_name_is_written(build, language, summary, place):
    site = build({"index.md": "# T\n\n:::{summary-box}\n- A.\n:::\n"}, conf={"language": language})
    soup = site.soup("index.html")
    assert summary in soup.select_one(".aiarticle-summary").get_text()
    assert [meta["content"] for meta in soup.select('meta[property="og:locale"]')] == ([place] if place else [])


@pytest.mark.parametrize(("language", "tag"), [("ja", "ja"), ("zh_CN", "zh-CN"), ("pt_BR", "pt-BR")])
def test_the_tag_of_the_language_is_the_one_html_uses(build, language, tag):
    site = build({"index.md": "# T\n"}, conf={"language": language})
    assert site.node("index.html", "WebPage")["inLanguage"] == tag == site.soup("index.html").html["lang"]


TRANSLATIONS = {
    "ja": "https://blog.example.org",
    "zh_CN": "https://blog.example.org/zh/",
    "x-default": "https://x.example/",
}


@pytest.mark.parametrize(("builder", "path"), [("html", "b/c.html"), ("dirhtml", "b/c/")])
def test_a_page_names_its_translations(build, builder, path):
    files = {"index.md": "# T\n\n```{toctree}\nb/c\n```\n", "b/c.md": "# C\n"}
    site = build(files, builder=builder, conf={"aiarticle_translations": TRANSLATIONS})
    assert site.warnings == []
    soup = site.soup("b/c.html" if builder == "html" else "b/c/index.html")
    found = {link["hreflang"]: link["href"] for link in soup.select('head link[rel="alternate"][hreflang]')}
    assert found == {
        "ja": f"https://blog.example.org/{path}",
        "zh-CN": f"https://blog.example.org/zh/{path}",
        "x-default": f"https://x.example/{path}",
    }
    assert 'hreflang="ja" href="https://blog.example.org/"' in site.text("index.html")


def test_pages_that_another_build_may_not_have_name_no_translation(build):
    files = {
        "index.md": "# T\n\n```{toctree}\nb\n```\n",
        "b.md": "---\ntitle: B\ndate: 2026-01-01\ntags: [pots]\n---\n",
        "c.md": "---\norphan: true\nlang: fr\n---\n# C\n",
        "404.md": "# Not here\n",
    }
    conf = {"aiarticle_translations": TRANSLATIONS | {"en": "https://blog.example.org/en/"}, "aiarticle_pages": True}
    site = build(files, conf=conf | {"html_baseurl": "https://blog.example.org/en/"})
    assert site.warnings == []
    named = {name for name, text in site.files().items() if name.endswith(".html") and b"hreflang" in text}
    assert named == {"index.html", "b.html"}


def test_inventories_tell_which_pages_another_build_has(build):
    files = {"index.md": "# T\n\n```{toctree}\nb\n```\n"}
    other = build(files | {"b.md": "# B\n"}, out="other")
    mapping = {"ja": ("https://blog.example.org/ja/", str(other.outdir / "objects.inv"))}
    languages = {"en": "https://blog.example.org/", "ja": "https://blog.example.org/ja/"}
    conf = {"extensions": ["sphinx.ext.intersphinx", "sphinx_aiarticle"], "aiarticle_translations": languages}
    site = build({"c.md": "---\norphan: true\n---\n# C\n"}, conf=conf | {"intersphinx_mapping": {**mapping}})
    assert site.warnings == []
    assert [site.text(name).count("hreflang") for name in ("index.html", "b.html", "c.html")] == [2, 2, 0]
    build(files | {"b.md": "# B\n", "c.md": "---\norphan: true\n---\n# C\n"}, out="other")
    again = build({}, conf=conf | {"intersphinx_mapping": mapping})
    assert again.text("c.html").count("hreflang") == 2


@pytest.mark.parametrize("value", [{"japanese!": "https://a.example/"}, {"ja": "javascript:alert(1)"}])
def test_wrong_translations_warn(build, value):
    site = build({"index.md": "# T\n"}, conf={"aiarticle_translations": value})
    assert len(site.warnings) == 1
    assert "aiarticle_translations" in site.warnings[0]
    assert "hreflang" not in site.text("index.html")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("Kurz gefasst", "Werbung", "Bei Amazon ansehen", "1. März 2026", "Als Amazon-Partner")),
        ("fr", ("En bref", "Publicité", "Voir sur Amazon", "1 mars 2026", "En tant que Partenaire Amazon")),
        ("es", ("En resumen", "Publicidad", "Ver en Amazon", "1 de marzo de 2026", "Como Afiliado de Amazon")),
        ("zh_CN", ("要点", "广告", "在亚马逊查看", "2026年3月1日", "作为亚马逊联盟成员，Example Blog")),
        ("zh_TW", ("重點摘要", "廣告", "在Amazon查看", "2026年3月1日", "身為 Amazon 聯盟夥伴，Example Blog")),
        ("ko", ("요약", "광고", "아마존에서 보기", "2026년 3월 1일", "Amazon 어소시에이트로서 Example Blog")),
    ],
)  # fmt: skip
def test_labels_are_in_the_language_of_the_site(build, language, words):
    page = PAGE.replace("} 要約", "}").replace("tags: [机]", "tags: [机]\nauthor: Aoi")
    site = build({"index.md": page, "b/index.md": "# B\n", "cover.png": png(64, 36)}, conf={"language": language})
    text = " ".join(site.soup("index.html").select_one("div.body").get_text(" ").split())
    for word in words:
        assert word in text
    for word in ("Summary", "View on", "Published", "Author", "opens in", "affiliate links:"):
        assert word not in text


@pytest.mark.parametrize("header", ["true", "false"])
def test_series_and_own_terms_are_translated_wherever_they_are_shown(build, header):
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    page = "---\ntitle: {0}\ndate: 2026-03-0{0}\nseries: Kettles\nbrands: Iron\n"
    page += f"aiarticle: {{{{header: {header}}}}}\n---\nText.\n"
    po = f'{head}msgid "Kettles"\nmsgstr "やかん"\n\nmsgid "Iron"\nmsgstr "鉄"\n'
    files = {f"{name}.md": page.format(name) for name in "12"}
    files |= {f"locales/ja/LC_MESSAGES/{name}.po": po for name in "12"} | {"index.md": "# Home\n"}
    conf = CONF | {"language": "ja", "aiarticle_after": True, "aiarticle_pages": ["series"]}
    site = build(files, conf=conf | {"aiarticle_taxonomies": ["brands"]})
    assert {link.text for link in site.soup("1.html").select("a[href^=series]")} == {"やかん"}
    assert site.soup("1.html").select_one(".aiarticle-series__title").text == "やかん"
    assert site.soup("brands/iron/index.html").h1.text.strip() == "鉄"


HIDDEN = (
    "---\ntitle: Pine\ndate: 2026-03-01\ntags: [Treetag]\ncategories: [Woodcat]\nkeywords: [keyword]\n"
    "cover: {image: cover.png, alt: A pine of ours}\n---\nText.\n"
)


def test_terms_and_covers_that_no_reader_sees_are_in_catalogues(build):
    files = {"index.md": HIDDEN, "cover.png": png(64, 36)}
    conf = CONF | {"aiarticle_header": False, "gettext_additional_targets": ["image"]}
    said = {message.id for message in messages(build(files, builder="gettext", conf=conf), "index")}
    assert {"Treetag", "Woodcat", "keyword", "A pine of ours"} <= said


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "epub", "singlehtml", "xml"])
def test_no_book_has_terms_and_covers_of_articles_without_a_header(build, builder):
    files = {"index.md": HIDDEN, "cover.png": png(64, 36)}
    conf = {"aiarticle_header": False, "epub_show_urls": "no", "copyright": "Aoi", "version": "1"}
    site = build(files, builder=builder, conf=conf)
    assert site.warnings == []
    written = "".join(content.decode("utf-8", "replace") for content in site.files().values())
    assert "Text." in written
    assert not [word for word in ("Treetag", "Woodcat", "A pine of ours") if word in written]
    assert not [name for name in site.files() if name.endswith("cover.png")]
