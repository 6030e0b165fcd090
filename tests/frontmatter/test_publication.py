"""When an article is part of the site: the rules, and builds that follow them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from conftest import run_build, write

from sphinx_aiarticle.frontmatter.publication import Publishing, cascade_of, why_left_out, window_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
EPOCH = str(int(NOW.timestamp()))
CONF = {"aiarticle_hugo": ["posts/**"]}


def reason(data: dict[str, object], **publishing: bool) -> str:
    return why_left_out(window_of(data, UTC), Publishing(**publishing), NOW)


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ({}, True),
        ({"draft": True}, False),
        ({"draft": "true"}, False),
        ({"Draft": False}, True),
        ({"date": "2026-03-01"}, True),
        ({"date": "2026-03-02"}, False),
        ({"date": "2026-03-02", "publishDate": "2026-02-01"}, True),
        ({"date": "2026-02-01", "publishDate": "2026-03-02"}, False),
        ({"expiryDate": "2026-03-01"}, False),
        ({"unpublishdate": "2026-03-02"}, True),
        ({"date": "soon", "expiryDate": 7}, True),
        ({"headless": True}, False),
        ({"build": {"render": "never"}}, False),
        ({"_build": {"list": False}}, True),
    ],
)
def test_front_matter_decides_as_in_hugo(data, shown):
    assert (reason(data) == "") is shown


def test_the_configuration_shows_what_hugo_can_be_told_to_build():
    assert reason({"draft": True}, drafts=True) == ""
    assert reason({"date": "2027-01-01"}, future=True) == ""
    assert reason({"expiryDate": "2020-01-01"}, expired=True) == ""


def test_a_date_without_zone_is_in_that_of_the_site():
    window = window_of({"date": "2026-03-01T20:00"}, timezone(timedelta(hours=9)))
    assert why_left_out(window, Publishing(), NOW) == ""


def test_a_folder_hands_down_by_target():
    data = {"cascade": [{"target": {"path": "/posts/tea/**"}, "author": "Aoi"}, {"author": "Ren", "params": {"x": 1}}]}
    assert cascade_of(data, "posts/tea/kettle") == {"author": "Aoi", "x": 1}
    assert cascade_of(data, "posts/kettle") == {"author": "Ren", "x": 1}
    assert cascade_of({"cascade": "text"}, "posts/kettle") == {}


@pytest.mark.parametrize(
    ("target", "is_meant"),
    [
        ({"environment": "staging"}, False),
        ({"environment": "prod*"}, True),
        ({"environment": "{production,staging}", "path": "/posts/**"}, True),
        ({"kind": "{section,page}"}, True),
        ({"kind": "section"}, False),
        ({"path": "/{notes,posts}/**"}, True),
        ({"path": "{/notes/**,/texts/**}"}, False),
        ({"path": "/{notes,posts}/{cup, kettle}"}, True),
        ({"path": "/{notes,{texts,posts}}/{cup,{jug,kettle}}"}, True),
        ({"path": "{a,b}" * 99}, False),
        ({"path": "{a,b}" * 9999 + "{a}" * 9999}, False),
        ({"path": f"/posts/{{{',' * 99999}kettle}}"}, True),
        ({"path": "/Posts/**", "kind": "", "environment": ""}, True),
        ({"path": ""}, True),
        ({"path": "/post[!a]/k?t*e"}, True),
        ({"path": "/posts/*{t,tt}l{,x,e}"}, True),
        ({"path": "/posts/{kett}"}, False),
        ({"path": "/posts/{kettle"}, False),
    ],
)
def test_a_cascade_counts_where_all_that_its_target_names_is_meant(target: dict[str, str], is_meant: bool) -> None:
    data = {"cascade": [{"build": {"render": "never"}, "target": target}]}
    assert bool(cascade_of(data, "posts/kettle")) is is_meant


@pytest.mark.parametrize(
    ("name", "meant", "others"),
    [
        ("a", ["/a", "/*", "**", "/?", "{/a,/b}"], ["*", "a", "a*", "/*/a", "?a", "/a/**", "/a/"]),
        ("posts/a", ["/posts/*", "/*/a", "/posts**", "/po*s/**", "**a"], ["/*", "posts/*", "/posts?a", "/posts/**/a"]),
        ("posts/b/a", ["/posts/**/a", "/posts/*/*", "/posts/b/**"], ["/posts/*", "/posts/*a", "/*/a", "/posts/?"]),
        ("posts/a/index", ["/posts/a", "/posts/*", "/posts/[a-c]"], ["/posts/a/*", "/posts/**/index"]),
        ("posts/A b[c]", ["/posts/a-b*", "/posts/a-b\\[c\\]", "/posts/a-b[[]c]"], ["/posts/a b*", "/posts/a-b[c]"]),
        ("posts/a{b,c}", ["/posts/a\\{b\\,c\\}", "/posts/\\a*"], ["/posts/a{b,c}", "/posts/\\*"]),
    ],
)
def test_signs_of_a_target_mean_what_they_mean_to_hugo(name: str, meant: list[str], others: list[str]) -> None:
    """Compared with Hugo 0.168."""
    found = [
        path for path in (*meant, *others) if cascade_of({"cascade": {"target": {"path": path}, "draft": True}}, name)
    ]
    assert found == meant


@pytest.mark.parametrize(("name", "kind"), [("_index", "home"), ("posts/_index", "section"), ("posts/index", "page")])
def test_a_target_means_pages_of_folders_by_their_kind(name: str, kind: str) -> None:
    entries = [{"target": {"kind": one}, "params": {one: True}} for one in ("home", "section", "page")]
    assert cascade_of({"cascade": entries}, name) == {kind: True}


def article(title: str, *more: str) -> str:
    return "\n".join(["---", f"title: {title}", *more, "---", "", "Text.", ""])


FILES = {
    "index.md": "# Home\n\n```{toctree}\n:glob:\n\nposts/*\n```\n",
    "posts/shown.md": article("Shown", "date: 2026-02-01"),
    "posts/draft.md": article("Draft", "draft: true"),
    "posts/soon.md": article("Soon", "date: 2026-03-05"),
    "posts/gone.md": article("Gone", "date: 2026-01-01", "expiryDate: 2026-02-01"),
    "drafts/plain.md": article("No Hugo article"),
}


def pages(site) -> set[str]:
    return {name for name in site.files() if name.startswith(("posts/", "drafts/", "_sources/posts/"))} - {
        name for name in site.files() if name.endswith("/index.html")
    }


@pytest.mark.parametrize("parallel", [0, 2])
def test_unpublished_articles_are_no_part_of_the_site(build, monkeypatch, parallel):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    site = build(FILES, conf=CONF, parallel=parallel)
    assert site.warnings == []
    assert pages(site) == {"posts/shown.html", "drafts/plain.html"}
    assert [link.get_text() for link in site.soup("index.html").select(".toctree-wrapper a")] == ["Shown"]


def test_switches_show_them(build, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    conf = CONF | {"aiarticle_drafts": True, "aiarticle_future": True, "aiarticle_expired": True}
    assert len(pages(build(FILES, conf=conf))) == 5


def test_articles_come_and_go_with_the_clock_and_with_their_front_matter(build, monkeypatch):
    conf = CONF | {"html_copy_source": True}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    build(FILES, conf=conf)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(EPOCH) + 10 * 86400))
    site = build({"posts/shown.md": article("Shown", "draft: true")}, conf=conf)
    assert pages(site) == {"posts/soon.html", "_sources/posts/soon.md.txt", "drafts/plain.html"}
    assert [link.get_text() for link in site.soup("index.html").select(".toctree-wrapper a")] == ["Soon"]
    assert "posts/shown" not in site.app.env.all_docs


def test_a_build_in_which_nothing_changed_reads_nothing(build, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    build(FILES, conf=CONF)
    assert run_build(build.srcdir, conf=CONF).read == []


def test_folder_defaults_reach_articles_and_changes_of_them_too(build, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    folder = article("Posts", "cascade: {author: Aoi, tags: [tea]}")
    files = FILES | {"posts/_index.md": folder, "posts/deep/cup.md": article("Cup", "date: 2026-02-01", "author: Ren")}
    site = build(files, conf=CONF)
    assert site.warnings == []
    assert "Aoi" in site.soup("posts/shown.html").select_one(".aiarticle-header").get_text()
    header = site.soup("posts/deep/cup.html").select_one(".aiarticle-header").get_text()
    assert "Ren" in header
    assert "tea" in header
    site = build({"posts/_index.md": folder.replace("Aoi", "Mio")}, conf=CONF)
    assert "Mio" in site.soup("posts/shown.html").select_one(".aiarticle-header").get_text()
    (build.srcdir / "posts/_index.md").unlink()
    site = run_build(build.srcdir, conf=CONF)
    assert "Mio" not in site.text("posts/shown.html")
    write(build.srcdir, {"posts/_index.md": article("Posts", "cascade: {draft: true}")})
    assert pages(run_build(build.srcdir, conf=CONF)) == {"posts/_index.html", "drafts/plain.html"}
