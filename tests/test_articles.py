"""The query over all articles: order, neighbours, what is related, and that it stays linear."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from sphinx_aiarticle import articles as query
from sphinx_aiarticle.articles import Articles, once_a_page
from sphinx_aiarticle.entries import Entry, Teaser
from sphinx_aiarticle.i18n import spoken
from sphinx_aiarticle.model.article import Article
from sphinx_aiarticle.model.page import Agent

START = datetime(2026, 1, 1, tzinfo=UTC)


def entry(name, day=0, *, tags=(), categories=(), language=""):
    date = START + timedelta(days=day)
    article = Article(date=date, tags=tuple(tags), categories=tuple(categories), language=language)
    author = Agent(key="aoi", name="Aoi Example")
    return Entry(docname=name, name=name, title=name, date=date, article=article, teaser=Teaser(), authors=(author,))


def articles(*entries):
    return Articles(entries, "en")


def names(found):
    return [entry.docname for entry in found]


def test_the_newest_is_first_and_names_decide_between_articles_of_one_day():
    assert names(articles(entry("b", 1), entry("c", 2), entry("a", 1)).newest_first) == ["c", "a", "b"]


def test_terms_of_one_kind_are_alternatives_and_kinds_are_conditions():
    found = articles(entry("x/a", 1, tags=["t"]), entry("x/y/b", 2, tags=["u"]), entry("c", 3, tags=["t", "T"]))
    assert names(found.select({"tag": ["t", "u"]})) == ["c", "x/y/b", "x/a"]
    assert names(found.select({"tag": ["t"], "folder": ["x"]})) == ["x/a"]
    assert names(found.select({"author": ["AOI"], "folder": ["x/y"]})) == ["x/y/b"]
    assert names(found.select({"tag": ["none"]})) == []
    assert found.names("tag", {}) == {"t": "t", "u": "u"}
    assert found.names("folder", {"tag": ["u"]}) == {"x": "x", "x/y": "x/y"}


def test_parts_of_a_series_are_in_one_language_the_oldest_first_and_of_one_date_by_name():
    def part(name, day, language=""):
        found = entry(name, day, language=language)
        return replace(found, article=replace(found.article, series=("Kettles", "kettles")))

    found = articles(part("c", 1), part("a", 2), part("b", 1), part("x", 1, "ja"), entry("y", 1))
    places = {name: found.series(name) for name in "abcxyz"}
    assert [(name, place.number, place.count) for name in "abcx" for place in places[name]] == [
        ("a", 3, 3), ("b", 1, 3), ("c", 2, 3), ("x", 1, 1),
    ]  # fmt: skip
    (middle,) = places["c"]
    assert (middle.previous.docname, middle.next.docname) == ("b", "a")
    assert places["y"] == places["z"] == []


def test_related_articles_are_in_the_same_language():
    found = articles(entry("a", 1, tags=["t"]), entry("b", 2, tags=["t"]), entry("c", 3, tags=["t"], language="ja"))
    assert names(found.related("a", 5)) == ["b"]


def test_neighbours_are_in_the_same_language():
    found = articles(entry("a", 1), entry("b", 2, language="ja"), entry("c", 3), entry("d", 4, language="ja"))
    older, newer = found.neighbours("b")
    assert (older, newer.docname) == (None, "d")
    older, newer = found.neighbours("c")
    assert (older.docname, newer) == ("a", None)
    assert found.neighbours("unknown") == (None, None)


def test_a_country_makes_no_other_language_and_a_script_does():
    def part(name, day, language=""):
        found = entry(name, day, language=language, tags=["t"])
        return replace(found, article=replace(found.article, series=("s",)))

    found = articles(
        *(part(name, day, name) for day, name in enumerate(("en-GB", "zh-CN", "en-US", "zh", "zh-TW"))), part("site", 9)
    )
    assert [one.docname for one in found.neighbours("en-US")] == ["en-GB", "site"]
    assert found.neighbours("zh-TW") == (None, None)
    assert not found.has_neighbours(found.get("zh-TW"))
    assert [place.count for name in ("en-GB", "zh", "zh-TW") for place in found.series(name)] == [3, 2, 1]
    assert names(found.related("zh", 5)) == ["zh-CN"]
    assert names(found.select({"language": ["en"]})) == ["site", "en-US", "en-GB"]
    assert names(found.select({"language": ["en-gb"]})) == ["en-GB"]
    tags = ("de-1996", "de-AT-1996", "sr-Latn", "zh-Hant-HK", "zh-Hans")
    assert [*map(spoken, tags)] == ["de", "de", "sr-Latn", "zh-Hant", "zh"]


def test_articles_of_a_folder_with_lists_of_its_own_are_among_themselves():
    lists = Articles([entry("en/a", 1), entry("b", 2), entry("c", 3)], "en", lambda entry: entry.docname[:2])
    assert lists.neighbours("en/a") == (None, None)


def test_a_rare_term_relates_more_than_a_common_one():
    many = [entry(f"m{number}", number, tags=["common"]) for number in range(9)]
    found = articles(entry("a", 20, tags=["common", "rare"]), entry("old", 0, tags=["rare"]), *many)
    assert names(found.related("a", 3)) == ["old", "m8", "m7"]
    assert found.related("unknown", 3) == []


class Environment:
    """Something that can be held weakly."""


def test_what_a_page_asks_of_its_article_is_found_once_and_anew_when_documents_have_been_read(monkeypatch):
    asked = []
    find = once_a_page(lambda builder, docname: asked.append(docname) or [docname])
    builder = SimpleNamespace(env=Environment())
    assert find(builder, "a") is find(builder, "a")
    assert (find(builder, "b"), find(builder, "a"), asked) == (["b"], ["a"], ["a", "b", "a"])
    nothing = SimpleNamespace(after=(), feeds=(), pages={}, taxonomies={})
    monkeypatch.setattr(query, "settings", lambda config: nothing)
    query.on_env_get_updated(SimpleNamespace(config=Environment()), builder.env)
    assert (find(builder, "a"), len(asked)) == (["a"], 4)
