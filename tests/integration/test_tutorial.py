"""What a tutorial asks, which series it is in, and what was corrected: on the page first, then in the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import png

from sphinx_aiarticle.model.article import Tutorial, read_minutes

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site

MD = """\
---
title: A model at home
date: 2026-03-01
author: Aoi
series: [Models, At "home"]
tutorial: {time: 1 h 30 min, level: beginner, tools: [llama.cpp, git], prerequisites: ["16 GB, or more"]}
corrections:
  - date: 2026-04-02
    text: It was "per pair" <not> one.
  - {date: 2026-04-01, text: Names were swapped.}
---

:::{summary-box}
- First.
:::

## Step 1

Last words.
"""
RST = """\
:date: 2026-03-01
:author: Aoi
:series:
   - Models
   - At "home"
:tutorial:
   :time: 90 min
   :level: beginner
   :tools: llama.cpp, git
   :prerequisites:
      - 16 GB, or more
:corrections:
   - :date: 2026-04-02
     :text: It was "per pair" <not> one.
   - :date: 2026-04-01
     :text: Names were swapped.

A model at home
===============

.. summary-box::

   - First.

Step 1
------

Last words.
"""
PUBLISHER = {"name": "Example Lab", "url": "https://lab.example/", "publishing_principles": "https://lab.example/rules"}
CONF = {"aiarticle_publisher": PUBLISHER}


@pytest.mark.parametrize("files", [{"index.md": MD}, {"index.rst": RST}])
def test_readers_see_it(build: Callable[..., Site], files: dict[str, str]) -> None:
    site = build(files, conf=CONF)
    assert site.warnings == []
    soup = site.soup("index.html")
    fields = {field.dt.get_text(): field.dd.get_text() for field in soup.select(".aiarticle-tutorial__field")}
    assert fields == {
        "Time": "1 hr 30 min",
        "Level": "Beginner",
        "Tools": "llama.cpp, git",
        "Prerequisites": "16 GB, or more",
    }
    assert soup.select_one(".aiarticle-note--series").get_text() == 'Series Models, At "home"'
    box = soup.select_one(".aiarticle-corrections")
    assert [entry.get_text() for entry in box.select("li")] == [
        'April 2, 2026 It was "per pair" <not> one.',
        "April 1, 2026 Names were swapped.",
    ]
    assert box.select_one("a")["href"] == "https://lab.example/rules"
    text = soup.get_text()
    assert text.index("Models, ") < text.index("First.") < text.index("Last words.") < text.index("Corrections")


@pytest.mark.parametrize("files", [{"index.md": MD}, {"index.rst": RST}])
def test_data_say_it(build: Callable[..., Site], files: dict[str, str]) -> None:
    site = build(files, conf=CONF)
    article = site.node("index.html", "TechArticle")
    assert article["@type"] == ["TechArticle", "BlogPosting"]
    assert article["timeRequired"] == "PT1H30M"
    assert article["proficiencyLevel"] == "Beginner"
    assert article["dependencies"] == "llama.cpp, git, 16 GB, or more"
    assert [part.get("name") for part in article["isPartOf"]] == [None, "Models", 'At "home"']
    assert article["isPartOf"][1]["@type"] == "CreativeWorkSeries"
    first, second = article["correction"]
    assert first["text"] == 'It was "per pair" <not> one.'
    assert second["datePublished"].startswith("2026-04-01T")
    assert site.node("index.html", "Organization")["publishingPrinciples"] == "https://lab.example/rules"
    assert "HowTo" not in site.text("index.html")


def test_a_plain_page_says_what_fits_it(build: Callable[..., Site]) -> None:
    site = build({"index.md": "---\ntutorial: {time: 40 min, level: expert}\n---\n# T\n\nText.\n"})
    assert site.warnings == []
    web = site.node("index.html", "WebPage")
    assert web["timeRequired"] == "PT40M"
    assert "proficiencyLevel" not in web


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("Dauer", "Einsteiger", "Werkzeuge", "Voraussetzungen", "Reihe", "Berichtigungen", "Grundsätze")),
        ("es", ("Duración", "Principiante", "Herramientas", "Requisitos", "Serie", "Correcciones", "Principios")),
        ("fr", ("Durée", "Débutant", "Outils", "Prérequis", "Série", "Corrections", "Principes")),
        ("ja", ("所要時間", "初級", "使うもの", "前提条件", "連載", "訂正", "編集方針", "2026年4月2日")),
        ("ko", ("소요 시간", "초급", "사용하는 것", "전제 조건", "연재", "정정", "편집 원칙")),
        ("zh-CN", ("所需时间", "入门", "工具", "前提条件", "系列", "更正", "编辑准则")),
        ("zh-TW", ("所需時間", "入門", "工具", "前提條件", "系列", "更正", "編輯準則")),
    ],
)  # fmt: skip
def test_labels_are_in_the_language_of_the_page(
    build: Callable[..., Site], language: str, words: tuple[str, ...]
) -> None:
    site = build({"index.md": MD.replace("author: Aoi", f"author: Aoi\nlang: {language}")}, builder="text", conf=CONF)
    text = site.text("index.txt")
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "xml", "epub", "singlehtml"])
def test_every_builder_shows_it(build: Callable[..., Site], builder: str) -> None:
    site = build({"index.md": MD}, builder=builder, conf=CONF)
    names = {"latex": "exampleblog.tex", "man": "exampleblog.1", "text": "index.txt", "xml": "index.xml",
             "texinfo": "exampleblog.texi", "epub": "index.xhtml"}  # fmt: skip
    text = " ".join(site.text(names.get(builder, "index.html")).split())
    for words in ("Models", "1 hr 30 min", "llama.cpp", "16 GB, or more", "Corrections", "April 2, 2026", "swapped"):
        assert words in text, words
    assert [line for line in site.warnings if "EPUB3" not in line and "epub" not in line] == []


def test_words_of_the_author_are_messages_and_labels_are_not(build: Callable[..., Site]) -> None:
    text = build({"index.md": MD}, builder="gettext").text("index.pot")
    for message in ("Models", "llama.cpp", "16 GB, or more", "Names were swapped."):
        assert f'msgid "{message}"' in text
    for label in ("Time", "Beginner", "Corrections", "Series", "April"):
        assert f'msgid "{label}' not in text


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("40 min", 40), ("1 h 30 min", 90), ("PT1H30M", 90), ("2 hours", 120), ("1時間30分", 90), ("９０分", 90),
     ("1h30m", 90), ("45 Minuten", 45), ("40", 0), ("soon", 0), ("", 0), ("PT", 0), ("9" * 99 + " min", 0)],
)  # fmt: skip
def test_times_are_read_as_people_write_them(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(("minutes", "duration"), [(40, "PT40M"), (60, "PT1H"), (90, "PT1H30M"), (0, "")])
def test_durations_are_those_of_iso_8601(minutes: int, duration: str) -> None:
    assert Tutorial(minutes=minutes).duration == duration


@pytest.mark.parametrize(
    ("head", "preview", "robots"),
    [
        ("cover: {image: a.png, alt: A}", "large", ["max-image-preview:large"]),
        ("cover: {image: a.png, alt: A}", "", []),
        ("tags: [a]", "large", []),
        ("cover: {image: a.png, alt: A}\ndraft: true", "large", ["noindex"]),
    ],
)
def test_covers_may_be_large_in_search_results(
    build: Callable[..., Site], head: str, preview: str, robots: list[str]
) -> None:
    page = f"---\ntitle: T\ndate: 2026-03-01\n{head}\n---\n\nText.\n"
    site = build({"index.md": page, "a.png": png(8, 8)}, conf={"aiarticle_image_preview": preview})
    assert [meta["content"] for meta in site.soup("index.html").select("meta[name=robots]")] == robots
