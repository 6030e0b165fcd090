"""Links to headings: by the anchors that Hugo makes of their text, in native reading and after a migration."""

from __future__ import annotations

import myst_parser
import pytest
from conftest import write
from hugo_sites import body_of, build_project, run

DATES = "date: 2026-01-01T00:00:00Z"
LINKS = f"""\
---
title: Links
{DATES}
---

[kanji](#準備) [coded](#%E6%BA%96%E5%82%99) [second](#steps-1) [asked](#q1-why) [own](#mine) [sum](#要約) [gone](#gone)
[top](#) [empty]() *left*[](<>)[](#) `[]()` [loud](HTTPS://wool.example/A)
[there](/posts/places/#steps-1) [question](/posts/places/#q1-why-not) [circled](../places/#-まる)
[no](/posts/places/#no)
[given]({{{{< relref "places#given" >}}}}) [slash]({{{{< relref "places/#given" >}}}}) [shared](/posts/places/#shared)

## 要約

- One.

## 準備

## Steps

## Steps

## Shared by two {{#shared}}

## Mine {{#mine}}

## FAQ

### Q1: Why?

Because.
"""
PLACES = f"""\
---
title: Places
{DATES}
---

## ① まる

## Steps

## Steps

## By its id {{#given}}

## Also shared {{#shared}}

## FAQ

### Q1: Why not?

Never.
"""
FILES = {
    "hugo.toml": 'baseURL = "https://x.example.org/"\ntitle = "X"\n',
    "content/posts/links.md": LINKS,
    "content/posts/places.md": PLACES,
}
LEADS = {  # the heading, and which one of that text
    "kanji": ("準備", 0), "coded": ("準備", 0), "second": ("Steps", 1), "asked": ("Q1: Why?", 0), "own": ("Mine", 0),
    "sum": ("要約", 0), "there": ("Steps", 1), "question": ("Q1: Why not?", 0), "circled": ("① まる", 0),
    "given": ("By its id", 0), "slash": ("By its id", 0), "shared": ("Also shared", 0),
}  # fmt: skip


@pytest.fixture(scope="module")
def native(tmp_path_factory):
    folder = tmp_path_factory.mktemp("native") / "src"
    pages = {name.removeprefix("content/"): text for name, text in FILES.items() if name.endswith(".md")}
    write(folder, {"index.md": "# X\n", **pages})
    (folder / "conf.py").write_text("", encoding="utf-8")
    conf = {"extensions": ["sphinx_aiarticle"], "aiarticle_hugo": ["posts/*"], "aiarticle_lint": True}
    return build_project(folder, html_baseurl="https://x.example.org/", **conf)


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("moved")
    write(folder / "hugo", FILES)
    status, said = run(folder / "hugo", folder / "docs")
    return folder, status, said, build_project(folder / "docs")


@pytest.fixture(params=["native", "moved"])
def site(request):
    found = request.getfixturevalue(request.param)
    return found[3] if request.param == "moved" else found


def place(site, link):
    """The element to which a link leads; ``None`` for a page as a whole."""
    path, _, anchor = link["href"].partition("#")
    soup = site.soup(f"{path.replace('..', 'posts').strip('/') or 'posts/links'}/index.html")
    assert path or "Links" in soup.h1.text
    found = soup.find(id=anchor) if anchor else None
    return found.parent if found and found.name == "span" else found  # a further id of a section


@pytest.mark.parametrize("words", LEADS)
def test_a_link_leads_to_the_heading_that_hugo_means(site, words):
    found = place(site, site.soup("posts/links/index.html").find("a", string=words))
    text, number = LEADS[words]
    headings = next(page for page in found.parents if page.name == "body").select("h2, h3, .aiarticle-summary__title")
    assert [heading for heading in headings if heading.find(string=True) == text][number].parent is found


@pytest.mark.parametrize("words", ["gone", "no", "top", "empty"])
def test_a_link_to_no_heading_leads_to_the_page(site, words):
    assert place(site, site.soup("posts/links/index.html").find("a", string=words)) is None


def test_nothing_is_seen_of_links_without_text_that_lead_nowhere(site):
    left = site.soup("posts/links/index.html").find("em", string="left")
    assert (left.next_sibling, left.find_next_sibling().text) == (" ", "[]()")


def test_the_pages_are_the_same(native, moved):
    body, other = (body_of(site, "posts/links/index.html") for site in (native, moved[3]))
    given = ' id="shared"'  # Sphinx has a name but once in a project, so the second page keeps no id of its own
    assert given in str(body)
    assert given not in str(other)
    assert [str(link) for link in body.select("p a:not(.headerlink)")][:-1] == [
        str(link) for link in other.select("p a:not(.headerlink)")
    ][:-1]


def test_the_scheme_of_an_address_may_have_capitals(site):
    assert site.soup("posts/links/index.html").find("a", string="loud")["href"] == "https://wool.example/A"


def test_what_leads_nowhere_is_lint_and_no_more(native, moved):
    places = [
        warning.partition("'#")[2][:4].strip("',") for warning in native.warnings if "[aiarticle.link]" in warning
    ]
    assert sorted(places) == ["gone", "no"]
    assert [warning for warning in native.warnings if "aiarticle." not in warning] == []
    _, status, said, site = moved
    # Before MyST-Parser 5 the link leads there, too, with a warning.
    false_alarm = "local id not found in doc 'posts/places': 'given'" if myst_parser.__version__ < "5" else None
    assert [warning for warning in site.warnings if not false_alarm or false_alarm not in warning] == []
    assert status == 0
    assert said.count("names a place that its page does not have") == 2


def test_ids_in_html_are_places_too(tmp_path):
    text = f'---\ntitle: T\n{DATES}\n---\n\n[up](#top) [there](/posts/t/#top)\n\n<a name="top"></a>\n\nText.\n'
    write(tmp_path / "hugo", {"hugo.toml": FILES["hugo.toml"], "content/posts/t.md": text})
    assert run(tmp_path / "hugo", tmp_path / "docs")[0] == 0
    site = build_project(tmp_path / "docs")
    assert site.warnings == []
    links = site.soup("posts/t/index.html").select("p a[href]")
    assert [link["href"] for link in links] == ["https://x.example.org/posts/t/#top"] * 2


def test_links_without_a_slash_are_seen_from_the_page(tmp_path):
    body = "[one](../links/) [two](part) [three](a.html?b=1) [four](<a b/>) [five](links.md)"
    text, other = (f"---\ntitle: T\n{DATES}\n---\n\n{body}\n" for body in (body, "Other."))
    write(tmp_path, {"hugo.toml": FILES["hugo.toml"], "content/posts/t.md": text, "content/posts/links.md": other})
    assert run(tmp_path, tmp_path / "docs")[0] == 0
    write(tmp_path / "native", {"index.md": "# X\n", "posts/t.md": text, "posts/links.md": other})
    (tmp_path / "native/conf.py").write_text("", encoding="utf-8")
    conf = {"extensions": ["sphinx_aiarticle"], "aiarticle_hugo": ["posts/*"]}
    native = build_project(tmp_path / "native", html_baseurl="https://x.example.org/", **conf)
    moved = build_project(tmp_path / "docs")
    assert (native.warnings, moved.warnings) == ([], [])
    host = "https://x.example.org/posts/t/"
    for site in (native, moved):
        links = body_of(site, "posts/t/index.html").select("p a.reference")
        expected = ["../links/", f"{host}part", f"{host}a.html?b=1", f"{host}a%20b/", "../links/"]
        assert [link["href"] for link in links] == expected


def test_only_what_markdown_takes_for_a_link_is_one(tmp_path):
    body = "![no](/no such.png) [broken](\n/posts/t/) [titled](/posts/t/ 'T')[^1]\n\n[^1]: note"
    text = f"---\ntitle: T\n{DATES}\n---\n\n{body}\n"
    write(tmp_path / "hugo", {"hugo.toml": FILES["hugo.toml"], "content/posts/t.md": text})
    assert run(tmp_path / "hugo", tmp_path / "docs")[0] == 0
    written = (tmp_path / "docs/posts/t.md").read_text(encoding="utf-8")
    assert written.endswith("\n[^1]: note\n")
    assert "![no](/no such.png) [broken](\n/posts/t.md) [titled](/posts/t.md 'T')[^1]\n" in written


@pytest.mark.parametrize("own", ["Key_Features", "の調整", "init-dot-org-の調整", "a.b:c", "2nd", "UP"])
def test_an_id_that_sphinx_would_change_stays(tmp_path, own):
    text = f"---\ntitle: T\n{DATES}\n---\n\n[own](#{own})\n\n## Own {{#{own}}}\n\nText.\n"
    write(tmp_path / "hugo", {"hugo.toml": FILES["hugo.toml"], "content/posts/t.md": text})
    assert run(tmp_path / "hugo", tmp_path / "docs")[0] == 0
    site = build_project(tmp_path / "docs")
    assert site.warnings == []
    page = site.soup("posts/t/index.html")
    link, heading = page.find("a", string="own"), page.find("h2")
    assert page.find(id=own) is not None
    assert page.find(id=own).find_next("h2") is heading or page.find(id=own) is heading.parent
    assert page.find(id=link["href"].removeprefix("#")) in (*heading.parents, *heading.find_previous_siblings())
