"""Articles end with what the project wants: series, authors, related articles; and follow when these change."""

from __future__ import annotations

import os

import pytest
from conftest import run_build, write

AUTHORS = {
    "aoi": {
        "name": "Aoi <b>", "job_title": "Tea taster", "description": "Brews & writes.",
        "url": "https://aoi.example/me/", "same_as": ["https://www.social.example/@aoi"],
        "image": "https://aoi.example/me.png",
    },
    "ren": {"name": "Ren"},
}  # fmt: skip
CONF = {
    "html_baseurl": "https://example.org/",
    "aiarticle_authors": AUTHORS,
    "aiarticle_pages": ["series", "authors"],
    "aiarticle_after": ["series", "author", "related", "neighbours"],
}


def article(title, date, *more):
    lines = ["---", f"title: {title}", f"date: {date}", *more, "---", "", "Words.", "", "## Part", "", "x", ""]
    return "\n".join(lines)


FILES = {
    "index.md": "# Home\n\n```{toctree}\nb1\nb2\nsub/b3\nlone\nja\n```\n",
    "b1.md": article("First", "2026-01-01", "series: Kettles", "author: aoi", "tags: [iron, tea]"),
    "b2.md": article("Second <i>", "2026-01-02", "series: Kettles", "authors: [aoi, ren, Guest]", "tags: [tea]"),
    "sub/b3.md": article("Third", "2026-01-02", "series: Kettles", "author: Guest", "tags: [iron]"),
    "lone.md": article("Lone", "2026-01-03", "series: Alone", "tags: [tea]"),
    "ja.md": article("日本語", "2026-01-02", "lang: ja", "series: Kettles", "tags: [tea]"),
}


def nav(site, page, name):
    return site.soup(page).select(f".aiarticle-{name} a")


def links(site, page, name):
    return [link["href"] for link in nav(site, page, name)]


def test_an_article_shows_its_place_in_a_series(build):
    site = build(FILES, conf=CONF)
    assert site.warnings == []
    assert links(site, "b1.html", "series") == ["series/kettles/index.html", "b2.html"]
    assert links(site, "b2.html", "series") == ["series/kettles/index.html", "b1.html", "sub/b3.html"]
    assert links(site, "sub/b3.html", "series") == ["../series/kettles/index.html", "../b2.html"]
    assert "Part 2 of 3" in site.soup("b2.html").select_one("nav.aiarticle-series p").text
    assert links(site, "sub/b3.html", "note--series") == ["../series/kettles/index.html"]
    assert site.soup("sub/b3.html").select_one(".aiarticle-note--series").text == "Series Kettles"
    assert links(site, "lone.html", "series") == links(site, "ja.html", "series") == []
    order = [link.text for link in site.soup("series/kettles/index.html").select(".aiarticle-articles__title a")]
    assert [title for title in order if title != "日本語"] == ["First", "Second <i>", "Third"]


def test_without_pages_of_series_the_name_is_text(build):
    site = build(FILES, conf=CONF | {"aiarticle_pages": False})
    assert links(site, "b1.html", "series") == ["b2.html"]
    assert site.soup("b1.html").select_one("nav.aiarticle-series").text.split() == [
        "Series", "Kettles", "Part", "1", "of", "3", "Next", "part", "Second", "<i>",
    ]  # fmt: skip


def test_authors_of_the_configuration_have_boxes(build):
    site = build(FILES, conf=CONF)
    box = site.soup("b1.html").select_one(".aiarticle-writers")
    assert links(site, "b1.html", "writers") == [
        "authors/aoi/index.html", "https://aoi.example/me/", "https://www.social.example/@aoi",
    ]  # fmt: skip
    assert [link.text for link in box.select("a")] == ["Aoi <b>", "aoi.example/me", "social.example/@aoi"]
    assert box.img["src"] == "https://aoi.example/me.png"
    assert ("Tea taster" in box.text, "Brews & writes." in box.text) == (True, True)
    names = site.soup("b2.html").select(".aiarticle-writers__name")
    assert [name.text for name in names] == ["Aoi <b>", "Ren"]
    assert site.soup("sub/b3.html").select(".aiarticle-writers") == []


def test_related_articles_share_rare_terms_in_one_language(build):
    site = build(FILES, conf=CONF)
    assert links(site, "b1.html", "related") == ["sub/b3.html", "lone.html", "b2.html"]
    assert links(site, "ja.html", "related") == []


def test_the_order_is_that_of_the_list(build):
    site = build(FILES, conf=CONF | {"aiarticle_after": ["related", "neighbours", "series"]})
    found = [part["class"][1] for part in site.soup("b2.html").select(".aiarticle")]
    assert found[-3:] == ["aiarticle-related", "aiarticle-neighbours", "aiarticle-series"]


@pytest.mark.parametrize(
    ("conf", "own", "parts"),
    [
        ({}, [], []),
        ({"aiarticle_after": ["series"]}, [], ["series"]),
        ({"aiarticle_after": ["series"]}, ["aiarticle: {after: [related, series]}"], ["related", "series"]),
        ({"aiarticle_after": ["series"]}, ["aiarticle: {after: []}"], []),
    ],
)
def test_a_page_decides_for_itself(build, conf, own, parts):
    files = FILES | {"b1.md": article("First", "2026-01-01", "series: Kettles", "tags: [tea]", *own)}
    site = build(files, conf=conf)
    assert site.warnings == []
    roots = [part["class"][1] for part in site.soup("b1.html").select(".aiarticle")]
    names = ("series", "writers", "related", "neighbours")
    assert [name for root in roots for name in names if root == f"aiarticle-{name}"] == parts


def test_mistakes_are_named(build):
    files = FILES | {"b1.md": article("First", "2026-01-01", "aiarticle: {after: [serie]}")}
    site = build(files, conf={"aiarticle_after": ["auther"]})
    hint = "is left out, because articles cannot end with it; did you mean"
    assert len(site.warnings) == 2
    assert any(f"aiarticle_after: 'auther' {hint} 'author'?" in text for text in site.warnings)
    assert any(f"b1.md:4: WARNING: 'aiarticle.after' 'serie' {hint} 'series'?" in text for text in site.warnings)


@pytest.mark.parametrize(
    ("builder", "page"),
    [
        ("text", "b2.txt"),
        ("latex", "project.tex"),
        ("singlehtml", "index.html"),
        ("epub", "b2.xhtml"),
        ("xml", "b2.xml"),
    ],
)
def test_other_builders_have_it_too(build, builder, page):
    site = build(
        FILES, conf=CONF | {"latex_documents": [("index", "project.tex", "P", "A", "manual")]}, builder=builder
    )
    text = site.text(page)
    for words in ("Part 2 of 3", "Previous part", "Brews", "Tea taster", "Related articles"):
        assert words in text, words
    assert "me.png" not in text or builder == "singlehtml"
    assert ("Older" in text) == (builder in ("text", "epub", "xml"))


def test_the_markdown_twin_has_it(build):
    text = build(FILES, conf=CONF | {"aiarticle_markdown": True}).text("b2.md")
    for words in ("Part 2 of 3", "[First](https://example.org/b1.md)", "Brews & writes.", "Related articles", "Older"):
        assert words in text, words


def test_themes_find_it_in_their_context(build):
    seen = {}

    def setup(app):
        listen = lambda _app, name, _template, context, _tree: seen.update({name: context["aiarticle"]})  # noqa: E731
        app.connect("html-page-context", listen)

    build(FILES, conf=CONF, setup=setup)
    assert seen["b2"]["after"] == ["series", "author", "related", "neighbours"]
    assert seen["b2"]["series"] == [{
        "title": "Kettles", "url": "series/kettles/index.html", "number": 2, "count": 3,
        "position": "Part 2 of 3",
        "previous": {"url": "b1.html", "title": "First", "language": ""},
        "next": {"url": "sub/b3.html", "title": "Third", "language": ""},
    }]  # fmt: skip
    assert seen["b2"]["related"][0]["title"] == "Lone"
    assert (seen["index"]["after"], seen["index"]["series"], seen["index"]["related"]) == ([], [], [])


@pytest.mark.parametrize("parallel", [0, 2])
def test_pages_follow_what_they_show(build, parallel):
    build(FILES, conf=CONF, out="site")
    clock = (build.srcdir / "index.md").stat().st_mtime
    for step, files in enumerate([
        {"b2.md": article("Renamed", "2026-01-02", "series: Kettles", "tags: [tea]")},
        {"lone.md": article("Lone", "2026-01-03", "series: Kettles", "tags: [iron]")},
        {"sub/b3.md": article("Third", "2026-01-02", "tags: [rare]")},
        {"b1.md": article("First", "2026-01-01", "series: Kettles", "tags: [tea]", "draft: true")},
    ]):  # fmt: skip
        write(build.srcdir, files)
        clock += 10
        for name in files:
            os.utime(build.srcdir / name, (clock, clock))
        again = run_build(build.srcdir, conf=CONF, out="site", parallel=parallel)
        fresh = run_build(build.srcdir, conf=CONF, out=f"fresh{step}")
        for page in ("b1.html", "b2.html", "lone.html", "ja.html", "sub/b3.html"):
            if (fresh.outdir / page).exists():
                assert again.text(page) == fresh.text(page), (step, page)


def test_only_pages_that_show_a_change_are_written(build):
    site = build(FILES, conf=CONF, out="site")
    times = {page: (site.outdir / page).stat().st_mtime_ns for page in ("b1.html", "b2.html", "lone.html", "ja.html")}
    write(build.srcdir, {"sub/b3.md": article("Other", "2026-01-02", "series: Kettles", "tags: [iron]")})
    clock = (build.srcdir / "index.md").stat().st_mtime + 10
    os.utime(build.srcdir / "sub/b3.md", (clock, clock))
    again = run_build(build.srcdir, conf=CONF, out="site")
    changed = {page for page, time in times.items() if (again.outdir / page).stat().st_mtime_ns != time}
    assert changed == {"b1.html", "b2.html"}  # a related article, and the next part


def test_plain_text_sets_the_label_of_a_note_apart_by_a_colon(build):
    files = FILES | {"b1.md": article("First", "2026-01-01", "series: Kettles", "sponsor: Works")}
    for out, name, conf in (("text", "b1.txt", {}), ("html", "b1.md", {"aiarticle_markdown": True})):
        text = build(files, builder=out, conf=CONF | conf).text(name)
        assert "Series: Kettles\n" in text
        assert "Ad: This article is sponsored by Works." in text
