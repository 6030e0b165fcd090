from __future__ import annotations

import datetime as dt

import pytest

from sphinx_aiarticle.lint.articles import (
    find_shared_titles,
    is_body_sentence,
    is_boilerplate,
    lint_front_matter,
)
from sphinx_aiarticle.model.article import Article, Cover, is_broken, is_cut, is_doubled

DAY = dt.datetime(2026, 2, 3, tzinfo=dt.UTC)


@pytest.mark.parametrize("text", ["Kettles boil...", "Kettles boil…", "やかんは、", "Kettles, pots,", "やかんは．．．"])
def test_description_that_stops_is_cut(text):
    assert is_cut(text)
    assert is_broken(text)


@pytest.mark.parametrize("text", ["やかん。。鍋。", "やかん。 。", "Kettles.. pots.", "a,, b."])
def test_joined_pieces_have_doubled_punctuation(text):
    assert is_doubled(text)
    assert is_broken(text)


@pytest.mark.parametrize("text", ["Kettles boil.", "やかんが沸く。", "Wait... what?", "e.g. this", "No stop"])
def test_whole_description_is_neither(text):
    assert not is_broken(text)


def test_missing_description_is_broken():
    assert is_broken(" ")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("やかんを選びます。", True),
        ("やかんを選びました。鍋も選ぶ", True),
        ("やかんが登場。鍋の時代の終わり", False),
        ("Which kettle boils fastest?", False),
        ("We tried every kettle in town.", True),
        ("Kettles vs. pots", False),
        ("Node.js", False),
    ],
)
def test_title_written_like_a_sentence(title, expected):
    assert is_body_sentence(title, "") == expected


def test_title_that_stands_in_the_text():
    title = "Steel kettles boil a litre of water in three minutes"
    assert is_body_sentence(title, f"intro\n\n{title}, as we saw.\n")
    assert not is_body_sentence(title, f"# {title}\n\nintro\n")
    assert not is_body_sentence("Kettles", "Kettles boil.\n")


@pytest.mark.parametrize(
    "alt",
    ["AI generated thumbnail", "Thumbnail", "cover image", "Image 1", "an image", "Featured image", "画像",
     "サムネイル画像", "アイキャッチ", "kettle-01.png", "placeholder image", "alt text"],
)  # fmt: skip
def test_alt_text_for_any_picture(alt):
    assert is_boilerplate(alt)


@pytest.mark.parametrize(
    "alt", ["", "A kettle on a stove", "やかんの画像", "The image of a king", "Thumbnail sketch of a bridge"]
)
def test_alt_text_that_says_something(alt):
    assert not is_boilerplate(alt)


def test_each_problem_names_its_line():
    article = Article(
        title="やかんを選びます。", date=DAY, description="やかん...", cover=Cover(image="/a.png", alt="Thumbnail")
    )
    lines = {"title": 2, "description": 4, "cover": 5, "cover.alt": 7}
    found = list(lint_front_matter(article, lines, ""))
    assert [(problem.subtype, problem.line) for problem in found] == [("description", 4), ("title", 2), ("alt", 7)]


def test_shared_titles_name_all_articles_once():
    articles = {
        "b": Article(title="Kettles ", date=DAY),
        "a": Article(title="kettles", date=DAY),
        "c": Article(title="Pots", date=DAY),
        "page": Article(title="Pots"),
    }
    assert [docnames for _title, docnames in find_shared_titles(articles)] == [("a", "b")]
