"""Addresses by the patterns in ``permalinks`` of a Hugo site."""

from __future__ import annotations

import pytest

from sphinx_aiarticle.frontmatter import read_hugo
from sphinx_aiarticle.hugo.paths import Rank, given_path, known_paths
from sphinx_aiarticle.hugo.permalinks import read_permalinks
from sphinx_aiarticle.reading.source import HUGO_ARTICLES

FULL = ("title: Big Kettle", "date: 2026-03-01T09:00:00+09:00", "slug: kettles")


def path(pattern: str, *lines: str, docname: str = "posts/tea/kettle", section: str = "posts") -> str:
    block = read_hugo("\n".join(["---", *(lines or FULL), "---", ""]))
    return given_path(docname, block, read_permalinks({section: pattern}))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/:year/:month/:day/:slug/", "/2026/03/01/kettles/"),
        ("/:year-:monthname-:weekday-:weekdayname/:yearday", "/2026-march-0-sunday/60/"),
        ("/:15:04:05/:2006/:06/:1/:01/:Jan/:January/:2/:02/:002", "/090000/2026/26/3/03/mar/march/1/01/060/"),
        ("/:Mon/:Monday/:3/:03PM/:4:5/:20060102T150405/", "/sun/sunday/9/09am/00/20260301t090000/"),
        ("/:1_2/:__2/:2006_01/:01_2006/", "/3-1/-60/2026_03/03_2026/"),
        ("blog/:title", "/blog/big-kettle/"),
        ("/:section/:contentbasename/", "/posts/kettle/"),
        ("/:sections/:slugorfilename/", "/posts/tea/kettles/"),
        ("/:sections[1:]/:filename/", "/tea/kettle/"),
        ("/:sections[0]/:sections[last]/:slug/", "/posts/tea/kettles/"),
        ("/:sections[:1]/:slug", "/posts/kettles/"),
        ("/a/:sections[5]/:slug/", "/a/kettles/"),
    ],
)
def test_tokens_stand_for_what_the_article_has(pattern, expected):
    assert path(pattern) == expected


@pytest.mark.parametrize(
    ("hour", "said"), [("00:00", "12am"), ("11:59", "11am"), ("12:00", "12pm"), ("13:00", "01pm"), ("23:59", "11pm")]
)
def test_hours_of_half_a_day_are_those_of_go(hour, said):
    assert path("/:03PM/:_2/", "title: T", f"date: 2026-03-12T{hour}:00Z") == f"/{said}/12/"


def test_without_a_slug_the_title_stands_for_it_or_the_file():
    assert path("/:slug/", "title: Big Kettle") == "/big-kettle/"
    assert path("/:slugorcontentbasename/", "title: Big Kettle") == "/kettle/"


@pytest.mark.parametrize("lines", [("title: x", "date: soon"), ("title: x", "date: 2026-99-99")])
def test_a_date_that_is_none_gives_no_address(lines):
    assert path("/:year/:title/", *lines) == ""


def test_an_article_without_a_date_has_the_first_day_of_all_as_in_hugo():
    assert path("/:year/:month/:title/", "title: x") == "/1/01/x/"
    assert path("/:2006/:03PM/:4/", "title: x") == "/0001/12am/0/"
    assert path("/:year/:title/", "title: x", "publishDate: 2024-02-03") == "/2024/x/"


def test_url_beats_the_pattern_and_lists_of_a_folder_have_none():
    assert path("/:year/", *FULL, "url: /k/") == "/k/"
    assert path("/:year/", docname="posts/_index") == ""
    assert path("/:year/", section="news") == ""


def test_bundles_articles_in_no_folder_and_the_content_folder():
    assert path("/:filename/", docname="posts/kettle/index") == "/kettle/"
    assert path("/x/:filename/", docname="about", section="/") == "/x/about/"
    assert path("/:filename/", docname="content/posts/kettle") == "/kettle/"


def test_the_pattern_takes_the_place_of_the_slug_and_of_the_folder_of_aliases():
    block = read_hugo("\n".join(["---", *FULL, "aliases: [../old, /gone/]", "---", ""]))
    paths, problems = known_paths("posts/kettle", block, {"posts": "/:year/:slug/"})
    assert [(path.path, path.rank) for path in paths] == [
        ("/posts/kettle/", Rank.FILE), ("/2026/kettles/", Rank.SLUG), ("/old", Rank.ALIAS), ("/gone/", Rank.ALIAS),
    ]  # fmt: skip
    assert problems == ()


@pytest.mark.parametrize("value", [{"posts": "/:nope/"}, {"posts": "/:sections[a]/"}, {"posts": 1}, {1: "/:year/"}])
def test_patterns_that_cannot_be_used_are_refused(value):
    with pytest.raises(ValueError, match=r"known|must"):
        read_permalinks(value)


ARTICLE = "---\ntitle: {0}\ndate: 2026-03-01\nslug: {0}-slug\n---\n\n[x](/2026/03/cup-slug/) [y](/posts/cup-slug/)\n"
CONF = {"aiarticle_hugo": ["posts/*"], "aiarticle_hugo_permalinks": {"posts": "/:year/:month/:slug/"}}
FILES = {
    "index.md": "# Home\n",
    "posts/cup.md": ARTICLE.format("cup"),
    "posts/kettle/index.md": ARTICLE.format("kettle"),
}


def test_links_are_found_and_old_addresses_answer(build):
    site = build(FILES, conf=CONF)
    assert site.warnings == []
    links = [link["href"] for link in site.soup("posts/kettle/index.html").select("p a.reference")]
    assert links == ["../cup.html", "https://blog.example.org/posts/cup-slug/"]  # Hugo has no such page either
    assert "sphinx-aiarticle redirect" in site.text("2026/03/cup-slug/index.html")
    assert "sphinx-aiarticle redirect" in site.text("2026/03/kettle-slug/index.html")


def test_an_unknown_token_is_named_in_conf_py(build):
    site = build(FILES, conf=CONF | {"aiarticle_hugo_permalinks": {"posts": "/:anno/:slug/"}})
    assert "':anno' in the pattern of 'posts' is not known; known are :contentbasename" in site.warnings[0]


@pytest.mark.parametrize(
    ("pattern", "is_read"),
    [("posts/*", True), ("posts/**", True), ("posts/kettle", True), ("posts/k*/index", True), ("posts/c*", False)],
)
def test_a_pattern_covers_page_bundles(build, pattern, is_read):
    site = build(FILES, conf={"aiarticle_hugo": [pattern]})
    assert HUGO_ARTICLES.get(site.app.env, "posts/kettle/index") is is_read


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Wool + Felt", "wool--felt"),
        ("C++ mats", "c-mats"),
        ("App+1", "app-1"),
        ("a%2Bb", "a+b"),
        ("a%20b", "a-b"),
        ("this & that", "this-that"),
        ("x - y", "x-y"),
        ("x -- y", "x--y"),
        ("One — Two", "one-two"),
        ("Mats “", "mats"),
        ("+- Some", "-some"),
        ("50%  off", "50-off"),
        ("%E6%AF%9B%E6%B0%88%E", "毛氈e"),
        ("%E6%AF%9B%E6%B0", "毛"),
    ],
)
def test_titles_slugs_and_file_names_become_addresses_as_in_hugo(text, address):
    block = read_hugo(f"---\ntitle: '{text}'\nslug: '{text}'\n---\n")
    for token in ("title", "slug", "filename", "contentbasename", "slugorfilename"):
        assert given_path(f"posts/{text}", block, {"posts": f"/:{token}/"}) == f"/{address}/"


@pytest.mark.parametrize(("title", "address"), [("A/B tests", "/a-b-tests/"), ("+/- Some", "/--some/")])
def test_a_slash_in_a_title_is_a_hyphen_in_its_address(title, address):
    assert given_path("posts/a", read_hugo(f"---\ntitle: {title}\n---\n"), {"posts": "/:title/"}) == address
