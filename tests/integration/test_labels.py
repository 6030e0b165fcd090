"""Labels in the words of the project, languages that are named as locales, and scripts from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site

PAGE = """\
---
title: Tea
date: 2026-03-01
tags: [hot]
---

:::{summary-box}
- Hot.
:::

:::{product-box} Pot
Good.
:::

:::{question} Hot?
Yes.
:::
"""
LABELS = {
    "Summary": "In short & sweet",
    "View on {store}": "Get it at {store}",
    "Published": "Since <b>",
    "Home": "Start",
    "Tag": "100% tagged",
    "de": {"Summary": "Kurz gesagt"},
}


@pytest.mark.parametrize("builder", ["html", "text"])
def test_labels_are_those_of_the_project(build: Callable[..., Site], builder: str) -> None:
    german = PAGE.replace("title: Tea", "title: Tee\nlang: de")
    files = {"index.md": "# Home\n", "a.md": PAGE, "b.md": german}
    site = build(files, builder=builder, conf={"aiarticle_labels": LABELS, "aiarticle_faq_style": "accordion"})
    assert site.warnings == []
    name = "{}.html" if builder == "html" else "{}.txt"
    english, other = (site.text(name.format(page)) for page in "ab")
    for text, summary in ((english, "In short & sweet"), (other, "Kurz gesagt")):
        shown = site.soup(name.format("a" if text is english else "b")).get_text() if builder == "html" else text
        assert summary in shown
        assert "Get it at Amazon" in shown  # a label without a language is for all of them
        assert "Since <b>" in shown
    if builder == "html":
        assert "100% tagged" in english
        steps = site.node("a.html", "BreadcrumbList")["itemListElement"]
        assert steps[0]["name"] == "Start"


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({"Sumary": "Brief"}, "'Sumary' is not a label; did you mean 'Summary'?"),
        ({"View on {store}": "Go to {shop}"}, "must be a text that may contain {store}, not 'Go to {shop}'"),
        ({"jp": {"Summary": "要点"}}, "the labels of 'jp' are left out: 'jp' is not a language tag; did you mean 'ja'"),
        ({"Summary": 3}, "the label 'Summary' must be a text, not 3; it is left out"),
        ({"de": {"Summary": ["Kurz"]}}, "the label 'Summary' must be a text, not ['Kurz']; it is left out"),
    ],
)
def test_a_mistake_in_labels_takes_only_itself_along(
    build: Callable[..., Site], labels: dict[str, object], said: str
) -> None:
    site = build({"index.md": PAGE}, conf={"aiarticle_labels": {**labels, "Home": "Start", "Tag": "Mark"}})
    (warning,) = site.warnings
    assert said in warning
    assert "conf.py:1: WARNING: aiarticle_labels: " in warning
    assert site.soup("index.html").select_one(".aiarticle-header__tag").get_text() == "Mark hot"


@pytest.mark.parametrize(
    ("language", "tag"), [("sr@latin", "sr-Latn"), ("sr_RS@latin", "sr-Latn-RS"), ("de_DE.UTF-8", "de-DE")]
)
def test_locales_are_language_tags_in_data(build: Callable[..., Site], language: str, tag: str) -> None:
    site = build(
        {"index.md": PAGE, "b.md": PAGE.replace("date:", f"lang: {language}\ndate:")}, conf={"language": language}
    )
    assert [warning for warning in site.warnings if "no labels" not in warning] == []
    assert len(site.warnings) == (not tag.startswith("de"))
    for page in ("index.html", "b.html"):
        assert site.node(page, "WebPage")["inLanguage"] == tag
        assert site.node(page, "BlogPosting")["inLanguage"] == tag


def test_text_from_right_to_left_says_so(build: Callable[..., Site]) -> None:
    untitled = "---\nlang: fa\n---\n\nTwo words.\n"
    files = {"index.md": PAGE, "he.md": PAGE.replace("date:", "lang: he\ndate:"), "fa.md": untitled}
    site = build(files)
    (section,) = site.soup("he.html").select("[dir]")
    assert (section.name, section["dir"], section["lang"]) == ("section", "rtl", "he")
    assert [found.get_text(strip=True) for found in site.soup("fa.html").select("[dir=rtl]")] == ["Two words."]
    assert not site.soup("index.html").select("[dir]")
    arabic = build(files, conf={"language": "ar"}, out="ar")
    assert arabic.soup("index.html").select_one("section[dir=rtl]")


def test_code_is_read_from_left_to_right_anywhere(build: Callable[..., Site]) -> None:
    text = "\n`-x`, <code>-y</code>, <kbd dir='auto'>z</kbd>\n\n```{code-block} sh\n:linenos:\n\nls\n```\n"
    files = {"index.md": PAGE.replace("date:", "lang: ar\ndate:") + text, "b.md": PAGE + text}
    site = build(files, conf={"html_codeblock_linenos_style": "table"})
    soup = site.soup("index.html")
    assert [code["dir"] for code in soup.select("code, table, kbd")] == ["ltr", "ltr", "auto", "ltr"]
    assert {code["dir"] for code in soup.select("pre")} == {"ltr"}
    assert not site.soup("b.html").select("[dir=ltr]")


@pytest.mark.parametrize("builder", ["epub", "singlehtml"])
def test_text_and_code_in_a_book_have_their_directions(build: Callable[..., Site], builder: str) -> None:
    name = "index.xhtml" if builder == "epub" else "index.html"
    files = {"index.md": PAGE + "\n`-x`\n"}
    soup = build(files, builder=builder, conf={"language": "ar", "version": "1"}).soup(name)
    assert soup.select_one("[dir=rtl] h1")
    assert soup.select_one("[dir=rtl] code[dir=ltr]").get_text() == "-x"
    assert not build(files, builder=builder, out="en", conf={"version": "1"}).soup(name).select("[dir]")


def test_only_elements_of_code_get_its_direction(build: Callable[..., Site]) -> None:
    kept = "<script>a('<code>')</script> <!-- <code> --> <b title=\"<code>\">b</b>"
    text = f"\n{kept} <code title='a > b' dir='rtl'>x</code> <code data-dir='x'>y</code> <KBD>z</KBD>\n"
    text += "\n```{py:function} f(x)\n```\n"
    site = build({"index.md": PAGE.replace("date:", "lang: ar\ndate:") + text})
    assert kept in site.text("index.html")
    found = [(one.name, one["dir"]) for one in site.soup("index.html").select("code:not(.docutils), kbd, dt[id=f]")]
    assert found == [("code", "rtl"), ("code", "ltr"), ("kbd", "ltr"), ("dt", "ltr")]


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "広告：この"), ("fr", "\xa0: Cet"), ("de", ": Die"), ("zh", "：本文")]
)
def test_a_label_stands_before_its_words_as_usual_in_its_language(
    build: Callable[..., Site], language: str, said: str
) -> None:
    page = PAGE.replace("tags:", f"lang: {language}\nsponsor: Kiln\ntags:")
    text = build({"index.md": page}, builder="text").text("index.txt")
    assert said in text


def test_the_label_of_the_notice_of_a_page_stands_apart(build: Callable[..., Site]) -> None:
    link = "\nA [pot](https://www.amazon.co.jp/dp/B000000001?tag=example-22).\n"
    site = build({"index.md": PAGE.partition(":::")[0].replace("tags:", "lang: ja\ntags:") + link})
    assert site.soup("index.html").select_one("p.aiarticle-notice").get_text().startswith("広告 このページ")


def test_what_may_be_in_another_direction_is_set_apart(build: Callable[..., Site]) -> None:
    listing = "# Home\n\n:::{product-list}\n:style: table\n:fields: Weight\n:ids: a\n:::\n\n:::{article-list}\n:::\n"
    files = {"index.md": listing, "p.md": PAGE.replace("date:", "lastmod: 2026-06-01\ndate:")}
    files["p.md"] += ":::{verdict} Can <S>\nFine.\n:::\n"
    files["products.toml"] = '[a]\nname = "A <Pro>"\nspecs = { Weight = "95 g" }\n'
    site = build(files, conf={"language": "ar", "aiarticle_catalog": "products.toml"})
    apart = [part.get_text() for part in site.soup("index.html").select("bdi")]
    assert apart == ["A <Pro>", "95 g", "1 min read"]
    apart = [part.get_text() for part in site.soup("p.html").select("p[class$=__name] > bdi")]
    assert apart == ["Pot", "Can <S>"]
    assert site.soup("p.html").select_one("bdi > time > bdi")


def test_themes_get_to_know_what_an_author_does(build: Callable[..., Site]) -> None:
    person = {
        "name": "Rin",
        "job_title": "Editor",
        "description": "Drinks tea.",
        "image": "https://x.example.org/r.png",
    }
    seen: list[dict[str, str]] = []

    def note(app: object, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
        if page == "index":
            seen.extend(context["aiarticle"]["authors"])

    site = build(
        {
            "index.md": PAGE.replace("date:", "author: [rin, Mei]\ndate:"),
            "templates/aiarticle/header.html": "{% for author in authors %}<i>{{ author.job_title }}</i>{% endfor %}\n",
        },
        conf={"aiarticle_authors": {"rin": person}, "templates_path": ["templates"]},
        setup=lambda app: app.connect("html-page-context", note, priority=900),
    )
    assert site.warnings == []
    none = {"url": "", "links": []}
    assert seen == [{**person, **none}, dict.fromkeys(person, "") | {"name": "Mei", **none}]
    assert [found.text for found in site.soup("index.html").select("i")] == ["Editor", ""]


def test_a_language_without_labels_is_said_once_where_it_is_asked_for(build: Callable[..., Site]) -> None:
    assert build({"index.md": "# Home\n"}, conf={"language": "cs"}, out="none").warnings == []
    assert build({"a.md": PAGE}, conf={"language": "en-GB"}, out="en").warnings == []
    assert build({"a.md": PAGE}, conf={"language": "zh-HK"}, out="zh").warnings == []
    files = {"b.md": PAGE.replace("tags:", "lang: it\ntags:"), "c.md": PAGE}
    czech, italian = build(files, conf={"language": "cs"}).warnings
    assert czech.startswith("conf.py:1: WARNING: there are no labels in the language 'cs', so its articles have")
    assert italian.startswith("b.md:4: WARNING: there are no labels in the language 'it'")
    german = {"de": {"Published": "Vom"}}
    assert len(build(files, conf={"language": "cs", "aiarticle_labels": german}, out="other").warnings) == 2
    for number, own in enumerate(({"Published": "Vydáno"}, {"Ad": "Inzerce"})):
        assert build(files, conf={"language": "cs", "aiarticle_labels": own}, out=f"own{number}").warnings == []
    for number, label in enumerate(({"Ad": "Inzerce", "Series": "Seriál"}, {"Published": "Published"})):
        conf = {"language": "cs", "aiarticle_labels": {"cs": label, "it": label}}
        assert build(files, conf=conf, out=f"cs{number}").warnings == []
