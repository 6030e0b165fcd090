"""Articles end with the older and the newer one, and follow when these change."""

from __future__ import annotations

import json
import os

import pytest
from conftest import run_build, write

CONF = {"aiarticle_after": ["neighbours"]}


def article(title, date, *more):
    return "\n".join(
        ["---", f"title: {title}", f"date: {date}", *more, "---", "", "Words.", "", "## Part", "", "x", ""]
    )


FILES = {
    "index.md": "# Home\n",
    "a.md": article("First", "2026-01-01"),
    "sub/b.md": article("Second <b>", "2026-01-02"),
    "c.rst": ":date: 2026-01-03\n\nThird\n=====\n\nText.\n",
    "ja.md": article("日本語", "2026-01-02", "lang: ja"),
    "d.md": article("Draft", "2026-01-04", "draft: true"),
}


def shown(site, page):
    return {link["class"][-1].rpartition("__")[2]: link["href"] for link in site.soup(page).select("nav.aiarticle a")}


def test_the_next_by_date_in_the_same_language_is_linked(build):
    site = build(FILES, conf=CONF)
    assert site.warnings == []
    assert shown(site, "a.html") == {"newer": "sub/b.html"}
    assert shown(site, "sub/b.html") == {"older": "../a.html", "newer": "../c.html"}
    assert shown(site, "c.html") == {"older": "sub/b.html"}
    assert shown(site, "ja.html") == shown(site, "index.html") == {}
    assert "Second &lt;b&gt;" in str(site.soup("a.html").select_one("nav.aiarticle"))


def test_it_is_off_by_default_and_per_page(build):
    files = FILES | {"a.md": article("First", "2026-01-01", "aiarticle: {after: [neighbours]}")}
    site = build(files)
    assert (shown(site, "a.html"), shown(site, "c.html")) == ({"newer": "sub/b.html"}, {})
    write(build.srcdir, {"a.md": article("First", "2026-01-01", "aiarticle: {after: []}")})
    site = run_build(build.srcdir, conf=CONF, out="other")
    assert (shown(site, "a.html"), shown(site, "c.html")) == ({}, {"older": "sub/b.html"})


@pytest.mark.parametrize(("builder", "page"), [("dirhtml", "sub/b/index.html"), ("text", "sub/b.txt")])
def test_other_builders_have_them_too(build, builder, page):
    text = build(FILES, conf=CONF, builder=builder).text(page)
    assert ("Older" in text, "First" in text) == (True, True)


def test_themes_find_them_in_their_context(build):
    seen = {}
    setup = lambda app: app.connect(  # noqa: E731
        "html-page-context", lambda _app, name, _template, context, _tree: seen.update({name: context["aiarticle"]})
    )
    build(FILES, conf=CONF, setup=setup)
    assert seen["c"]["older"] == {"url": "sub/b.html", "title": "Second <b>", "language": ""}
    assert seen["c"]["newer"] is None


def test_titles_of_neighbours_are_not_in_the_search(build):
    text = build(FILES, conf=CONF).text("searchindex.js")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    assert "third" in index["titleterms"]
    assert "third" not in index["terms"]


@pytest.mark.parametrize("parallel", [0, 2])
def test_neighbours_follow_titles_dates_and_drafts(build, parallel):
    build(FILES, conf=CONF, out="site")
    clock = (build.srcdir / "index.md").stat().st_mtime
    for step, files in enumerate([
        {"sub/b.md": article("Renamed", "2026-01-02")},
        {"sub/b.md": article("Renamed", "2026-01-05")},
        {"d.md": article("Out", "2026-01-04")},
        {"sub/b.md": article("Renamed", "2026-01-05", "draft: true")},
    ]):  # fmt: skip
        write(build.srcdir, files)
        clock += 10
        for name in files:
            os.utime(build.srcdir / name, (clock, clock))
        again = run_build(build.srcdir, conf=CONF, out="site", parallel=parallel)
        fresh = run_build(build.srcdir, conf=CONF, out=f"fresh{step}")
        for page in ("a.html", "c.html", "d.html", "sub/b.html"):
            if (fresh.outdir / page).exists():
                left, right = (str(site.soup(page).select_one("nav.aiarticle")) for site in (again, fresh))
                assert left == right, (step, page)
            else:
                assert not (again.outdir / page).exists()
