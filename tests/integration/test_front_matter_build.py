"""Front matter in real builds: the typed article, the heading, the header, and what a mistake costs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from conftest import BASE, png

from sphinx_aiarticle.model.article import Article, Cover
from sphinx_aiarticle.reading.source import ARTICLES, WINDOWS

TOKYO = timezone(timedelta(hours=9))


def article(body="Text.\n", **keys):
    lines = [f"{key}: {value}" for key, value in ({"title": "A title", "date": "2026-03-01"} | keys).items()]
    return "\n".join(["---", *lines, "---", "", body])


def home(*names):
    return "# Home\n\n```{toctree}\n" + "\n".join(names) + "\n```\n"


def h1(site, page="index.html"):
    return [tag.get_text().rstrip("¶") for tag in site.soup(page).select("h1")]


def ours(site):
    return [line for line in site.warnings if "[aiarticle." in line]


# What is read


YAML = """\
---
title: A desk that stays quiet
date: 2026-03-01T09:00:00+09:00
lastmod: 2026-03-04
slug: quiet-desk
description: How it "stays" quiet -- with *care*.
authors: [aoi, Ren Example]
categories: [Guides, Desks]
tags: [desk, 静かな机, "3.10"]
keywords: [noise]
cover:
  image: /images/cover.png
  alt: A desk by a window
  caption: Ours
  hidden: false
canonicalURL: https://example.org/original
draft: false
aliases: [/old/]
aiarticle:
  type: NewsArticle
  header: true
  json_ld: true
---

Text.
"""
FIELDS = """\
:title: A desk that stays quiet
:date: 2026-03-01T09:00:00+09:00
:lastmod: 2026-03-04
:slug: quiet-desk
:description: How it "stays" quiet -- with \\*care\\*.
:authors: aoi, Ren Example
:categories: Guides, Desks
:tags:
   - desk
   - 静かな机
   - 3.10
:keywords: noise
:cover:
   :image: /images/cover.png
   :alt: A desk by a window
   :caption: Ours
   :hidden: false
:canonicalURL: https://example.org/original
:draft: false
:aliases: /old/
:aiarticle:
   :type: NewsArticle
   :header: true
   :json_ld: true

A desk that stays quiet
=======================

Text.
"""
EXPECTED = Article(
    title="A desk that stays quiet",
    date=datetime(2026, 3, 1, 9, tzinfo=TOKYO),
    lastmod=datetime(2026, 3, 4, tzinfo=UTC),
    slug="quiet-desk",
    description='How it "stays" quiet -- with *care*.',
    authors=("aoi", "Ren Example"),
    categories=("Guides", "Desks"),
    tags=("desk", "静かな机", "3.10"),
    keywords=("noise",),
    cover=Cover(image="/images/cover.png", alt="A desk by a window", caption="Ours"),
    canonical_url="https://example.org/original",
    aliases=("/old/",),
    article_type="NewsArticle",
    header=True,
    json_ld=True,
)


@pytest.mark.parametrize("language", ["en", "ja", "de"])
def test_both_syntaxes_give_the_same_article_and_page_in_every_language(build, language):
    files = {"index.md": home("a/x", "b/x"), "a/x.md": YAML, "b/x.rst": FIELDS, "images/cover.png": png(1200, 675)}
    conf = {"language": language, "aiarticle_authors": {"aoi": {"name": "Aoi"}}, "aiarticle_redirects": False}
    site = build(files, conf=conf)
    assert site.warnings == []
    articles = ARTICLES.of(site.app.env)
    assert articles["a/x"] == articles["b/x"] == EXPECTED
    markdown, restructured = (
        site.soup(f"{page}/x.html").select_one(".aiarticle-header").prettify() for page in ("a", "b")
    )
    assert markdown == restructured
    graphs = [re.sub(r"/[ab]/x\.html", "/x.html", site.scripts(f"{page}/x.html")[0]) for page in ("a", "b")]
    assert graphs[0] == graphs[1]
    assert "quiet-desk" not in site.soup("b/x.html").get_text()  # the field list itself is not part of the page


def test_domain_data_are_of_the_article_alone(build):
    site = build({"index.md": "# Home\n", "a.rst": "T\n=\n\nText.\n\n:date: 2026-01-01\n"})
    assert [ARTICLES.get(site.app.env, name) for name in ("index", "a")] == [Article(), Article()]
    assert not site.soup("a.html").select(".aiarticle-header")


def test_the_environment_holds_what_articles_say_and_what_they_share_once(build):
    page = article("# A\n", tags="[tea, kettles]", date="2026-03-01T09:00:00+09:00")
    site = build({"index.md": page, "a.md": page})
    home, other = (ARTICLES.get(site.app.env, name) for name in ("index", "a"))
    assert home == other
    assert home == Article(title="A title", date=datetime(2026, 3, 1, 9, tzinfo=TOKYO), tags=("tea", "kettles"))
    assert sorted(vars(home)) == ["date", "tags", "title"]
    assert home.tags is other.tags
    assert home.date is other.date is WINDOWS.get(site.app.env, "a").start
    assert replace(home, slug="tea").tags == home.tags


# The heading


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        ("Text.\n", "A title"),
        ("## Section\n\nText.\n", "A title"),
        ("```sh\n# a comment\n```\n\n~~~~\n# another\n```\n# still code\n~~~~\n", "A title"),
        (":::{note}\nText.\n:::\n", "A title"),
        ("# Own\n\nText.\n", "Own"),
        ("Own *setext*\n============\n\nText.\n", "Own setext"),
        ("   # Indented\n", "Indented"),
        ("Text.\n\n    # code, not a heading\n", "A title"),
        ("#no-heading\n", "A title"),
        ("| a |\n|---|\n| = |\n\nText\n\n===\n", "A title"),
        ("> Quoted\n> ======\n\n- item\n  ===\n", "A title"),
    ],
)
def test_the_title_becomes_the_heading_only_where_there_is_none(build, body, heading):
    site = build({"index.md": article(body)})
    assert h1(site) == [heading]
    assert site.node("index.html", "BlogPosting")["headline"] == heading
    assert [line for line in site.warnings if "start at" in line] == []


@pytest.mark.parametrize(
    "title",
    [
        "a*b*c _d_ `e` [f](g) <b>h</b> ![i](j)",
        "{ref}`x` {{ y }} $z$ ~~s~~ a_b_ ^up^",
        "1. one",
        "# hash & &amp; \\ back",
        "- dash",
        "C:\\dir <https://example.org> user@example.org",
        "Wait… -> (c) 'quoted' \"twice\"",
        "1) 日本語：見出し！",
        "| pipe | --- ===",
        "www.example.org and https://example.org/",
    ],
)
def test_a_title_is_text(build, title):
    quoted = "'" + title.replace("'", "''") + "'"
    conf = {
        "myst_enable_extensions": ["colon_fence", "deflist", "dollarmath", "strikethrough", "substitution", "linkify"],
        "smartquotes": False,
    }
    try:
        import linkify_it  # noqa: F401
    except ImportError:
        conf["myst_enable_extensions"].remove("linkify")
    site = build({"index.md": article("Text.\n", title=quoted)}, conf=conf)
    assert ours(site) == []
    assert h1(site) == [title]
    assert not [tag for tag in site.soup("index.html").h1.find_all() if "headerlink" not in tag.get("class", [])]
    assert site.node("index.html", "BlogPosting")["headline"] == title


def test_a_title_is_the_heading_of_a_page_without_one(build):
    files = {
        "index.md": "---\ntitle: Shown\ndate: 2026-03-01\n---\n\n## Section\n",
        "b.rst": ":title: Not shown\n:date: 2026-03-01\n\nShown\n=====\n\nText.\n",
        "c.rst": ":title: No heading at all\n:date: 2026-03-01\n\nText.\n",
    }
    site = build(files)
    assert (h1(site), h1(site, "b.html"), h1(site, "c.html")) == (["Shown"], ["Shown"], ["No heading at all"])
    assert site.node("c.html", "BlogPosting")["headline"] == "No heading at all"
    (warning,) = site.warnings
    assert "b.rst:1: WARNING: the title 'Not shown' is shown nowhere, because the page has the heading" in warning


def test_a_line_of_a_later_warning_is_the_authors(build):
    body = "Text.\n\n{unknown-role}`x`\n\n:::{question} Why?\n:::\n"
    for title in ("A title", "'a: *b*'"):
        site = build({"index.md": article(body, title=title)}, out=f"out{len(title)}")
        lines = article(body, title=title).split("\n")
        role = lines.index("{unknown-role}`x`") + 1
        places = (f"index.md:{role}: ", f"index.md.rst:{role}: ")  # the latter is what MyST-Parser 4 writes
        assert any(line.startswith(places) for line in site.warnings), site.warnings
        assert any(line.startswith(f"index.md:{role + 2}: WARNING: the question") for line in site.warnings)


def test_a_block_without_keys_is_no_problem(build):
    site = build({"index.md": "---\n# a comment\n---\n\n# A\n", "b.md": "---\n---\n\n# B\n"})
    assert [line for line in site.warnings if "b.md" not in line] == []  # MyST-Parser itself warns of no line at all
    assert [h1(site, f"{name}.html") for name in ("index", "b")] == [["A"], ["B"]]


# Mistakes


def test_an_unknown_key_warns_at_its_own_line(build):
    files = {
        "index.md": article("Text.\n", keyword="[a]", cover="{image: /c.png, al: x}", somthing="1"),
        "b.rst": ":title: B\n:date: 2026-03-01\n:descripton: x\n:cover:\n   :image: /c.png\n   :al: x\n\nB\n=\n",
        "images/c.png": png(4, 3),
        "c.png": png(4, 3),
    }
    site = build(files)
    assert ours(site) == site.warnings
    assert [line.removesuffix(" [aiarticle.front_matter]") for line in site.warnings] == [
        "b.rst:6: WARNING: unknown key 'al' in 'cover'; did you mean 'alt'? It is on 2 pages: b, index",
        "b.rst:3: WARNING: unknown key 'descripton'; did you mean 'description'?",
        "index.md:4: WARNING: unknown key 'keyword'; did you mean 'keywords'?",
        "index.md:6: WARNING: unknown key 'somthing'; delete it, or list it in aiarticle_other_keys in conf.py "
        "if another tool reads it.",
    ]
    assert h1(site) == ["A title"]
    assert site.node("index.html", "BlogPosting")


@pytest.mark.parametrize("parallel", [1, 2])
def test_a_name_that_nobody_knows_is_told_once_for_the_site(build, parallel):
    text = article("Text.\n", somthing="1", author="[hana, Ren Sato]", aiarticle="{stores: [shopp]}")
    names = [f"p{number:02}" for number in range(12)]
    files = {f"{name}.md": text for name in names} | {"index.md": home(*names)}
    conf = {
        "aiarticle_authors": {"hanna": {"name": "Hanna"}},
        "aiarticle_stores": {"shop": {"search": "https://shop.example/?q={keyword}"}},
    }
    site = build(files, conf=conf, parallel=parallel)
    where = f"It is on 12 pages: {', '.join(names[:10])}, …"
    key, author, store = sorted(ours(site), key=lambda line: int(line.split(":")[1]))
    assert key == (
        "p00.md:4: WARNING: unknown key 'somthing'; delete it, or list it in aiarticle_other_keys in conf.py if "
        f"another tool reads it. {where} [aiarticle.front_matter]"
    )
    for line, name, subtype in ((author, "hana", "front_matter"), (store, "shopp", "store")):
        assert f"{name!r}" in line
        assert line.endswith(f"{where} [aiarticle.{subtype}]")


def test_keys_of_other_tools_are_no_mistake(build):
    site = build({"index.md": article("Text.\n", jira="X-1")}, conf={"aiarticle_other_keys": ["jira"]})
    assert site.warnings == []


@pytest.mark.parametrize("hugo", [True, False])
def test_keys_of_the_project_mean_what_it_says(build, hugo):
    front = "---\ndate: 2026-03-01\nheadline: Lamps\nphoto: lamp.png\nunfinished: {draft}\n---\n\nText.\n"
    site = build(
        {
            "index.md": "# Home\n",
            "posts/a.md": front.format(draft="false"),
            "posts/b.md": front.format(draft="true"),
            "posts/c.rst": ":date: 2026-03-01\n:photo: lamp.png\n\nC\n=\n\nText.\n",
            "posts/lamp.png": png(40, 30),
        },
        conf={
            "aiarticle_key_names": {"headline": "title", "photo": "cover", "unfinished": "draft"},
            "aiarticle_hugo": ["posts/*"] if hugo else [],
            "suppress_warnings": ["toc.not_included"],
        },
    )
    assert site.warnings == []
    assert site.node("posts/a.html", "BlogPosting")["headline"] == "Lamps"
    assert all("lamp.png" in site.node(f"posts/{name}.html", "ImageObject")["url"] for name in "ac")
    assert not (site.outdir / "posts/b.html").exists()


BOMB = "x:\n  a: &a [x, x, x, x, x, x, x, x, x]\n" + "\n".join(
    f"  {name}: &{name} [*{below}, *{below}, *{below}, *{below}, *{below}, *{below}, *{below}, *{below}, *{below}]"
    for below, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("block", "line", "heading"),
    [  # without a title or a date the first heading is the title of the page
        ("title: A: B\ndate: 2026-03-01", 2, "A: B"),
        ("title: 'open\ndate: 2026-03-01", 2, "open"),
        ("title: Good\ndate: 2026-03-01\ntags: [a, b", 4, "Good"),
        ("title: Good\ndate: 2026-03-01\n\ttags: a", 4, "Good"),
        ("title: Good\ndate: 2026-03-01\n" + BOMB, None, "Good"),
        ("title: Good\ndate: 2026-03-01\nx: !!python/object/apply:os.system ['echo no']", 4, "Good"),
        ("title: !!python/name:os.system\ndate: 2026-03-01", 2, "Section"),
        ("title: Good\ndate: 2026-02-30", 3, "Good"),
        ("title: Good\ndate: 2026-03-01\ntags: *missing", 4, "Good"),
        ("title: Good\ndate: 2026-03-01\n" + "d: " + "[" * 200 + "]" * 200, 4, "Good"),
        ("title: Good\ndate: 2026-03-01\nx: \x07bell", 4, "Good"),
        ("- a list\n- only", 2, "Section"),
        ("title: Good\ndate: 2026-03-01\n? [a, b]\n: c", None, "Good"),
        ("title: Good\ndate: 2026-03-01\nx: =", None, "Good"),
    ],
)
def test_a_broken_block_costs_few_located_warnings_and_nothing_of_the_page(build, block, line, heading):
    text = f"---\n{block}\n---\n\n## Section\n\nThe text.\n\n:::{{question}} Why?\n:::\n"
    site = build({"index.md": text})
    number = text.split("\n").index(":::{question} Why?") + 1
    mine = [entry for entry in site.warnings if "[aiarticle.front_matter]" in entry]
    others = [entry for entry in site.warnings if entry not in mine]
    if heading == "Section":
        others = [entry for entry in others if "Document headings start at H2" not in entry]
    assert [entry.split(" WARNING")[0] for entry in others] == [f"index.md:{number}:"]
    assert h1(site) == [heading]
    assert "The text." in site.soup("index.html").get_text()
    assert len(mine) <= 3
    assert all(re.match(r"index\.md:\d+: ", entry) for entry in mine)
    if line:
        assert mine[0].startswith(f"index.md:{line}: ")


def test_a_bad_value_warns_and_the_rest_lives(build):
    keys = {
        "lastmod": "yesterday",
        "draft": "perhaps",
        "canonicalURL": "/x",
        "tags": "[a, {b: c}]",
        "cover": "{alt: x}",
    }
    site = build({"index.md": article("Text.\n", **keys)})
    assert sorted(line.split(" ")[0] for line in site.warnings) == [f"index.md:{number}:" for number in range(4, 9)]
    assert ARTICLES.of(site.app.env)["index"] == Article(
        title="A title", date=datetime(2026, 3, 1, tzinfo=UTC), tags=("a",)
    )


# Dates


@pytest.mark.parametrize(
    ("zone", "written", "iso"),
    [
        ("UTC", "2026-03-01", "2026-03-01T00:00:00+00:00"),
        ("Asia/Tokyo", "2026-03-01", "2026-03-01T00:00:00+09:00"),
        ("+05:30", "2026-03-01 18:30:00", "2026-03-01T18:30:00+05:30"),
        ("Europe/Berlin", "2026-07-01T12:00", "2026-07-01T12:00:00+02:00"),
        ("Asia/Tokyo", "1880-01-01", "1880-01-01T00:00:00+09:19"),
        ("Asia/Tokyo", "2026-03-01T09:00:00Z", "2026-03-01T09:00:00+00:00"),
        ("Asia/Tokyo", "2026-03-01T09:00:00-05:00", "2026-03-01T09:00:00-05:00"),
    ],
)
def test_a_date_has_a_zone(build, zone, written, iso):
    site = build({"index.md": article("Text.\n", date=written)}, conf={"aiarticle_timezone": zone})
    assert site.warnings == []
    assert site.node("index.html", "BlogPosting")["datePublished"] == iso
    assert site.node("index.html", "WebPage")["datePublished"] == iso
    assert site.soup("index.html").time["datetime"] == iso
    assert "dateModified" not in site.node("index.html", "BlogPosting")


# The header


def header(site, page="index.html"):
    return site.soup(page).select_one(".aiarticle-header")


def test_the_header_stands_below_the_title(build):
    conf = {"aiarticle_authors": {"aoi": {"name": "Aoi", "url": "https://example.org/aoi"}}}
    keys = {"lastmod": "2026-03-04", "authors": "[aoi, Ren <R>]", "categories": "[News]", "tags": "[a & b, c]"}
    site = build({"index.md": article("Text.\n", **keys)}, conf=conf)
    tag = header(site)
    assert tag.parent["class"] == ["aiarticle", "aiarticle-lead"]
    assert tag.parent.find_previous_sibling().name == "h1"
    assert [" ".join(item.get_text(" ").split()) for item in tag.select(".aiarticle-header__item")] == [
        "Author Aoi , Ren <R>",
        "Published March 1, 2026",
        "Updated March 4, 2026",
        "1 min read",
    ]
    assert [item["href"] for item in tag.select("a[rel=author]")] == ["https://example.org/aoi"]
    tags = [item.contents[-1] for item in tag.select(".aiarticle-header__tag")]
    assert tags == ["News", "a & b", "c"]


def test_a_change_on_the_day_of_publication_is_no_news_to_readers(build):
    site = build({"index.md": article("Text.\n", date="2026-03-01T09:00:00Z", lastmod="2026-03-01T21:00:00Z")})
    assert [time.text for time in header(site).select("time")] == ["March 1, 2026"]
    assert site.node("index.html", "BlogPosting")["dateModified"] == "2026-03-01T21:00:00+00:00"


def test_the_header_can_be_left_out_for_one_article_and_for_all(build):
    files = {
        "index.md": article("Text.\n"),
        "off.md": article("Text.\n", aiarticle="{header: false}"),
        "on.md": article("Text.\n", aiarticle="{header: true}"),
        "plain.md": "# Plain\n",
    }
    shown = {}
    for value in (True, False):
        site = build(files, conf={"aiarticle_header": value}, out=f"out{value}")
        shown[value] = [name for name in files if header(site, name.replace(".md", ".html")) is not None]
        assert site.node("off.html", "BlogPosting")["datePublished"]
    assert shown == {True: ["index.md", "on.md"], False: ["on.md"]}


COVER = "{image: images/cover.png, alt: 'A \"desk\"', caption: Ours}"


def test_a_local_cover_is_shown_with_its_real_size(build):
    files = {
        "index.md": home("posts/a", "posts/b", "posts/c"),
        "posts/a.md": article("Text.\n", cover=COVER),
        "posts/b.md": article("Text.\n", cover="/posts/images/cover.png"),
        "posts/c.md": article("Text.\n", cover="{image: /static/cover.png, relative: false}"),
        "posts/images/cover.png": png(640, 360),
        "static/static/cover.png": png(10, 20),
    }
    site = build(files)
    assert site.warnings == []
    image = header(site, "posts/a.html").img
    assert (image["src"], image["alt"]) == ("../_images/cover.png", 'A "desk"')
    assert (image["width"], image["height"]) == ("640", "360")
    assert header(site, "posts/a.html").select_one(".aiarticle-header__caption").get_text() == "Ours"
    node = site.node("posts/a.html", "ImageObject")
    assert (node["@id"], node["url"]) == (f"{BASE}posts/a.html#primaryimage", f"{BASE}_images/cover.png")
    assert (node["width"], node["height"], node["caption"]) == (640, 360, "Ours")
    assert site.node("posts/b.html", "ImageObject")["url"] == f"{BASE}_images/cover.png"
    assert site.node("posts/c.html", "ImageObject")["height"] == 20
    article_node = site.node("posts/a.html", "BlogPosting")
    assert article_node["image"] == {"@id": node["@id"]}
    assert article_node["thumbnailUrl"] == node["url"]


@pytest.mark.parametrize("cover", ["{image: images/c.png, hidden: true}", "images/c.png"])
def test_a_hidden_cover_is_for_machines_only(build, cover):
    settings = "{header: false}" if "hidden" not in cover else "{}"
    site = build({"index.md": article("Text.\n", cover=cover, aiarticle=settings), "images/c.png": png(640, 360)})
    assert site.warnings == []
    soup = site.soup("index.html")
    assert not soup.select("img")
    assert site.node("index.html", "ImageObject")["width"] == 640
    assert soup.select_one("meta[property='og:image']")["content"] == f"{BASE}_images/c.png"
    assert (site.outdir / "_images" / "c.png").is_file()


def test_the_words_below_a_hidden_cover_are_translated(build):
    cover = "{image: images/c.png, caption: Seen from above, hidden: true}"
    files = {"index.md": article("Text.\n", cover=cover), "images/c.png": png(640, 360)}
    site = build(files, builder="gettext")
    assert 'msgid "Seen from above"' in site.text("index.pot")
    site = build(files)
    assert "Seen" not in site.soup("index.html").body.get_text()
    assert site.node("index.html", "ImageObject")["caption"] == "Seen from above"


def test_a_remote_cover_has_no_size(build):
    site = build({"index.md": article("Text.\n", cover="{image: 'https://img.example.org/c.png', alt: x}")})
    assert site.warnings == []
    image = header(site).img
    assert image["src"] == "https://img.example.org/c.png"
    assert not image.has_attr("width")
    node = site.node("index.html", "ImageObject")
    assert node["contentUrl"] == "https://img.example.org/c.png"
    assert "width" not in node


def test_a_missing_cover_warns_and_leaves_no_trace(build):
    site = build({"index.md": article("Text.\n", cover="/images/none.png")})
    (warning,) = site.warnings
    assert warning.startswith("index.md:")
    assert "the cover '/images/none.png' is not found" in warning
    assert not site.soup("index.html").select("img, meta[property='og:image']")
    assert "image" not in site.node("index.html", "BlogPosting")
    assert [node["@type"] for node in site.graph("index.html")] == ["BlogPosting", "WebPage", "WebSite", "Organization"]


def test_times_are_as_exact_as_html_allows(build):
    text = (
        "---\ntitle: T\ndate: 2026-03-01T09:00:00.1234567Z\ncorrections: [{date: 2026-03-02T01:02:03.4Z, text: A.}]\n"
    )
    times = build({"index.md": f"{text}---\n\nText.\n"}).soup("index.html").select("time")
    assert [time["datetime"] for time in times] == ["2026-03-01T09:00:00.123+00:00", "2026-03-02T01:02:03.400+00:00"]


@pytest.mark.parametrize("cover", ["true", "no-such.png", "{image: no-such.png}"])
@pytest.mark.parametrize("name", ["index.md", "index.rst"])
def test_a_page_that_is_no_article_may_have_a_cover_of_another_tool(build, name, cover):
    page = f"---\ncover: {cover}\n---\n# Home\n" if name.endswith("md") else f":cover: {cover}\n\nHome\n====\n"
    site = build({name: page})
    assert site.warnings == []
    assert not site.soup("index.html").select("meta[property='og:image']")


def test_a_cover_outside_the_project_is_not_found(build):
    (build.srcdir.parent / "secret.png").write_bytes(png(4, 3))
    site = build({"index.md": article("Text.\n", cover="../secret.png")})
    assert "is not found" in site.warnings[0]
    assert not list(site.outdir.rglob("secret.png"))


# What machines are told


def test_a_draft_is_built_and_kept_from_search_engines(build):
    site = build({"index.md": article("Text.\n", draft="true")})
    assert site.warnings == []
    assert site.scripts("index.html") == []
    assert [tag["content"] for tag in site.soup("index.html").select("meta[name=robots]")] == ["noindex"]
    assert header(site).select_one(".aiarticle-header__draft").get_text() == "Draft"
    assert "Text." in site.soup("index.html").get_text()


def test_one_page_can_do_without_structured_data(build):
    files = {"index.md": article("Text.\n", aiarticle="{json_ld: false}"), "b.md": article("Text.\n")}
    site = build(files)
    assert (len(site.scripts("index.html")), len(site.scripts("b.html"))) == (0, 1)
    assert not site.soup("index.html").select("meta[name=robots]")


def test_the_type_comes_from_the_article_else_its_category_else_the_configuration(build):
    files = {
        "index.md": article("x\n"),
        "category.md": article("x\n", categories="[Other, News, Tutorial]"),
        "own.md": article("x\n", categories="[News]", aiarticle="{type: Article}"),
        "tech.md": article("x\n", categories="[Tutorial]"),
        "review.md": article("x\n", aiarticle="{type: Review}"),
    }
    conf = {
        "aiarticle_article_type": "Article",
        "aiarticle_article_types": {"News": "NewsArticle", "Tutorial": "TechArticle"},
    }
    site = build(files, conf=conf)
    types = {name: site.graph(name.replace(".md", ".html"))[0]["@type"] for name in files}
    assert types == {
        "index.md": "Article",
        "category.md": "NewsArticle",
        "own.md": "Article",
        "tech.md": ["TechArticle", "BlogPosting"],  # the pair that Google reads
        "review.md": ["Review", "BlogPosting"],
    }


SUMMARY = ":::{summary-box}\n- First point.\n- 二つ目。\n- Third *point*\n:::\n"


def test_the_description_is_the_front_matters_else_the_summary(build):
    files = {
        "index.md": article(SUMMARY, description='"Given & <written>."'),
        "b.md": article(SUMMARY),
        "c.md": article("Text.\n"),
        "d.md": f"# Plain\n\n{SUMMARY}",
    }
    site = build(files)
    expected = {
        "index": "Given & <written>.",
        "b": "First point. 二つ目。Third point",
        "c": None,
        "d": "First point. 二つ目。Third point",
    }
    for name, description in expected.items():
        tags = [tag["content"] for tag in site.soup(f"{name}.html").select("meta[name=description]")]
        assert tags == ([description] if description else []), name
        assert site.node(f"{name}.html", "WebPage").get("description") == description, name
        if name != "d":
            assert site.node(f"{name}.html", "BlogPosting").get("description") == description
    assert site.node("index.html", "BlogPosting")["abstract"] == expected["b"]
    assert site.node("d.html", "WebPage")["abstract"] == expected["d"]
    assert "abstract" not in site.node("c.html", "BlogPosting")


def test_a_copy_names_its_original_as_canonical(build):
    url = "https://example.org/original?a=1&b=2"
    site = build({"index.md": article("Text.\n", canonicalURL=url)})
    assert site.warnings == []
    assert [tag["href"] for tag in site.soup("index.html").select("link[rel=canonical]")] == [url]
    assert site.node("index.html", "WebPage")["@id"] == url


def test_tags_keywords_and_categories_are_in_the_data(build):
    keys = {"tags": "[a, b]", "keywords": "[b, c]", "categories": "[News, More]"}
    node = build({"index.md": article("Text.\n", **keys)}).node("index.html", "BlogPosting")
    assert node["keywords"] == ["a", "b", "c"]
    assert node["articleSection"] == ["News", "More"]


def test_authors_are_the_configured_ones_or_names(build):
    conf = {
        "aiarticle_authors": {
            "aoi": {
                "name": "Aoi", "url": "https://example.org/aoi", "job_title": "Editor",
                "same_as": ["https://social.example.org/@aoi"],
            },
            "desk": {"name": "The Desk", "type": "Organization"},
        },
        "aiarticle_default_author": "aoi",
    }  # fmt: skip
    files = {
        "index.md": article("x\n"),
        "two.md": article("x\n", authors="[The Desk, 名無し]"),
    }
    site = build(files, conf=conf)
    person = site.node("index.html", "Person")
    assert person == {
        "@type": "Person",
        "@id": f"{BASE}#/schema/person/aoi",
        "name": "Aoi",
        "url": "https://example.org/aoi",
        "jobTitle": "Editor",
        "sameAs": ["https://social.example.org/@aoi"],
    }
    author = site.node("index.html", "BlogPosting")["author"]
    assert author.items() <= person.items()
    both = site.node("two.html", "BlogPosting")["author"]
    assert [(node["@type"], node["name"]) for node in both] == [("Organization", "The Desk"), ("Person", "名無し")]
    assert both[0]["@id"] == f"{BASE}#/schema/organization/desk"
    assert both[1]["@id"] == f"{BASE}#/schema/person/%E5%90%8D%E7%84%A1%E3%81%97"


# What Sphinx and other extensions get of it


KEYS = {
    "author": "Ren Example",
    "tags": "[desk, 静かな机]",
    "cover": "{image: https://example.org/c.png, alt: x}",
    "draft": "false",
    "tocdepth": "2",
    "html_theme.sidebar_secondary.remove": "true",
    "myst": "{enable_extensions: [deflist]}",
}


def metadata(site, page="index"):
    """What stands in ``env.metadata``, without the date, which stays as written, and what MyST-Parser counts."""
    found = dict(site.app.env.metadata[page])
    return {key: value for key, value in found.items() if key not in ("date", "wordcount", "myst_slugs")}


def test_the_metadata_of_an_article_is_what_myst_parser_makes_of_it(build):
    files = {"index.md": article("# Mine\n\nterm\n: text\n", **KEYS)}
    ours, plain = build(files), build(files, conf={"extensions": ["myst_parser"]}, out="plain")
    assert metadata(ours)["tags"].startswith('["desk"')
    assert metadata(ours) == metadata(plain)
    assert site_date(ours) == "2026-03-01"
    assert ours.soup("index.html").select_one("dl dt").get_text() == "term"


def site_date(site):
    return site.app.env.metadata["index"]["date"]


def test_a_hugo_article_has_metadata_as_well(build):
    files = {"index.md": home(), "posts/a.md": article(tags="[desk]")}
    site = build(files, conf={"aiarticle_hugo": ["posts/*"]})
    assert metadata(site, "posts/a") == {"title": "A title", "tags": '["desk"]', "orphan": "True"}


@pytest.mark.parametrize("body", ["Text.\n", "# Mine\n"])
def test_a_title_that_myst_parser_makes_a_heading_of_stands_once(build, body):
    text = article(body)
    plain = build({"index.md": text}, conf={"extensions": ["myst_parser"], "myst_title_to_header": True}, out="plain")
    site = build({"index.md": text}, conf={"myst_title_to_header": True})
    assert h1(site) == h1(plain)


def test_the_block_in_the_first_cell_of_a_notebook_is_no_text(build):
    pytest.importorskip("myst_nb")
    cells = ["---\ntitle: Cells\ndate: 2026-03-01\ntags: [a]\n---\n\nText.", ":::{question} Why?\nBecause.\n:::"]
    made = [{"cell_type": "markdown", "id": f"c{n}", "metadata": {}, "source": text} for n, text in enumerate(cells)]
    notebook = json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    conf = {"extensions": ["sphinx_aiarticle", "myst_nb"], "nb_execution_mode": "off"}
    site = build({"index.ipynb": notebook}, conf=conf)
    assert site.warnings == []
    assert h1(site) == ["Cells"]
    assert "date:" not in site.soup("index.html").get_text()
    assert site.node("index.html", "BlogPosting")["keywords"] == ["a"]


def test_a_script_that_is_a_notebook_is_an_article(build):
    pytest.importorskip("myst_nb")
    pytest.importorskip("jupytext")
    script = "# ---\n# title: Script\n# date: 2026-03-01\n# ---\n\n# %% [markdown]\n# # Script\n\n# %%\n1 + 1\n"
    conf = {
        "extensions": ["sphinx_aiarticle", "myst_nb"],
        "exclude_patterns": ["conf.py"],
        "nb_custom_formats": {".py": ["jupytext.reads", {"fmt": "py:percent"}]},
        "nb_execution_mode": "off",
    }
    site = build({"index.md": "# Home\n\n```{toctree}\nscript\n```\n", "script.py": script}, conf=conf)
    assert h1(site, "script.html") == ["Script"]
    assert site.node("script.html", "BlogPosting")["datePublished"].startswith("2026-03-01")


def test_a_block_below_blank_lines_is_no_text(build):
    article_page = (
        "\n\n---\ntitle: Deep\ndate: 2026-03-01\nmyst: {substitutions: {word: filled in}}\n---\n\n{{ word }}\n"
    )
    files = {"index.md": article_page, "plain.md": "\n---\norphan: true\n---\n\n# Plain\n"}
    site = build(files, conf={"myst_enable_extensions": ["substitution"]})
    assert site.warnings == []
    assert h1(site) == ["Deep"]
    assert "filled in" in site.soup("index.html").get_text()
    assert (h1(site, "plain.html"), "orphan" in site.app.env.metadata["plain"]) == (["Plain"], True)


@pytest.mark.parametrize("part", ["# A part\n", "# Whole\n", "Text.\n"])
def test_a_heading_of_an_included_part_is_none_of_the_page(build, part):
    page = "---\ntitle: Whole\ndate: 2026-03-01\n---\n\n```{include} part.inc\n```\n"
    site = build({"index.md": page, "part.inc": part})
    assert site.warnings == []
    assert h1(site) == ["Whole"]
    assert site.node("index.html", "BlogPosting")["headline"] == "Whole"


@pytest.mark.parametrize("begin", ["", "Intro.\n\n", "## Own\n\nText.\n\n"])
@pytest.mark.parametrize("part", ["Text.\n", "## A part\n", "### Deep\n", "# Low\n\n# Lower\n"])
def test_an_article_that_includes_a_file_keeps_its_title(build, begin, part):
    offset = ":heading-offset: 1\n" if part.startswith("# ") else ""
    page = f"---\ntitle: Whole\ndate: 2026-03-01\n---\n\n{begin}```{{include}} part.inc\n{offset}```\n"
    site = build({"index.md": page, "part.inc": part})
    assert [line for line in site.warnings if "non-consecutive" not in line.lower()] == []
    assert h1(site) == ["Whole"]
    assert site.node("index.html", "BlogPosting")["headline"] == "Whole"
    headings = site.soup("index.html").select("[role=main] :is(h2, h3)")
    assert [heading.next for heading in headings] == re.findall(r"#+ (.+)", begin + part)


INCLUDING = (
    (
        "index.md",
        "---\ntitle: Whole\ndate: 2026-03-01\n---\n\nIntro [a](#sign).\n\n```{include} part.inc\n```\n\nEnd.\n",
    ),
    ("index.md", "---\ntitle: Whole\n---\n\nIntro [a](#sign).\n\n## Own\n\nMore.\n\n```{include} part.inc\n```\n"),
    ("index.rst", ":title: Whole\n:date: 2026-03-01\n\nIntro `a <#sign>`_.\n\n.. include:: part.inc\n"),
)


@pytest.mark.parametrize(("name", "page"), INCLUDING)
def test_an_included_heading_that_is_the_title_is_one_with_it(build, name, page):
    part = "# *Whole*\n\nText.\n\n## Deep\n\nDown.\n"
    if name.endswith(".rst"):
        part = "*Whole*\n=======\n\nText.\n\nDeep\n----\n\nDown.\n"
    site = build({name: page, "part.inc": part})
    assert [line for line in site.warnings if "sign" not in line] == []
    main = site.soup("index.html").select_one("[role=main]")
    assert main.get_text().split()[0].startswith("Whole")
    assert len(main.select("h1")) == 1
    assert main.get_text().index("Whole") < main.get_text().index("Intro") < main.get_text().index("Text.")
    assert main.select_one("h1 em").text == "Whole"
    ids = ["whole", "id1"] if name == "index.md" else ["whole"]
    for one in ids:
        assert main.select_one(f"section:has(> h1):is([id='{one}'], :has(> [id='{one}']))")


def test_a_label_above_an_included_heading_that_is_the_title_leads_to_it(build):
    page = "---\ntitle: Whole\ndate: 2026-03-01\n---\n\nIntro {ref}`start`.\n\n```{include} part.inc\n```\n"
    site = build({"index.md": page, "part.inc": "(start)=\n# Whole\n\nText.\n"})
    assert site.warnings == []
    assert h1(site) == ["Whole"]
    assert site.soup("index.html").select_one("[role=main] p a")["href"] in ("#start", "#whole")


@pytest.mark.parametrize(
    "begin",
    [":::{question} Why?\nSo.\n:::", ":::{faq} Asked\nWhy?\n: So.\n:::", "```{include} part.inc\n```"],
)
def test_the_title_is_the_heading_when_the_first_one_is_not_of_the_page(build, begin):
    page = f"---\ntitle: Whole\ndate: 2026-03-01\n---\n\n{begin}\n\n# Late\n\nText.\n"
    site = build({"index.md": page, "part.inc": "# A part\n"})
    assert site.warnings == []
    assert h1(site) == ["Whole"]
    assert "Late" in [heading.next for heading in site.soup("index.html")("h2")]


@pytest.mark.parametrize("key", ["abstract", "dedication", "Abstract"])
def test_what_docutils_would_print_above_the_text_of_an_article_stays_out_of_it(build, key):
    hidden = article(**{key: "Only for the library."})
    site = build({"index.md": home("a", "b"), "a.md": hidden, "b.md": hidden}, conf={"aiarticle_hugo": ["b"]})
    for page in ("a.html", "b.html"):
        assert "Only for the library" not in site.soup(page).select_one("[role=main]").get_text()
    assert site.app.env.metadata["a"][key] == "Only for the library."
    assert ours(site) == []


@pytest.mark.parametrize("hugo", [[], ["*"]])
def test_smart_quotes_take_no_backslash_of_markdown(build, hugo):
    text = 'A $x \\\\\\\\ y \\\\- 1$ "b" `\\\\ "c"`.\n\nD "e".'
    page = f"---\ndate: 2026-01-05\n---\n# Home\n\n{text}\n"
    site = build({"index.md": page}, conf={"language": "en", "aiarticle_hugo": hugo})
    shown = site.soup("index.html").select("div.body p")
    assert shown[-2].get_text() == 'A $x \\\\ y \\- 1$ "b" \\\\ "c".'
    assert shown[-1].get_text() == "D “e”."


def test_a_page_without_a_date_shows_what_it_shows_without_the_extension(build):
    """Two backslashes are how authors keep two dashes."""
    site = build({"index.md": "# Home\n\nType `git restore` **\\\\--staged**.\n"}, conf={"language": "en"})
    assert "Type git restore --staged." in site.soup("index.html").select_one("div.body").get_text()


def test_a_cover_is_found_through_links_to_folders_and_files(build, tmp_path):
    posts = tmp_path / "elsewhere"
    posts.mkdir()
    (posts / "real.png").write_bytes(png(4, 3))
    (posts / "p.png").symlink_to(posts / "real.png")
    (posts / "a.md").write_text(article(cover="{image: p.png, relative: true, alt: x}"), encoding="utf-8")
    (posts / "b.md").write_text(article(cover="{image: /posts/p.png, alt: x}"), encoding="utf-8")
    build.srcdir.mkdir(exist_ok=True)
    (build.srcdir / "posts").symlink_to(posts, target_is_directory=True)
    site = build({"index.md": home("posts/a", "posts/b")})
    assert site.warnings == []
    for page in ("posts/a.html", "posts/b.html"):
        picture = site.soup(page).select_one("[role=main] img")["src"]
        assert (site.outdir / "posts" / picture).read_bytes() == png(4, 3)
