"""Feeds as their readers see them: Atom and JSON Feed of the site and of terms."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET

import pytest
from conftest import BASE, png, run_build, write

from sphinx_aiarticle.site.feeds import feed_content

feedparser = pytest.importorskip("feedparser")


def article(title, date, *more):
    return "\n".join(["---", f'title: "{title}"', f"date: {date}", *more, "---", "", "Words.", ""])


FILES = {
    "index.md": "# Home\n",
    "posts/a.md": article(
        "Ash & <oak>", "2026-01-05", "lastmod: 2026-03-01", "tags: [tree]", "categories: [Garden]",
        "description: All \U0001f333 of ash.", "author: ren", "cover: {image: /images/日本.png}", "lang: ja",
    ),
    "posts/b.rst": ":date: 2026-02-01T10:00:00+09:00\n\nBirch\n=====\n\n.. summary-box::\n\n   - One.\n   - Two.\n",
    "d.md": article("Draft", "2026-02-02", "draft: true"),
    "images/日本.png": png(40, 30),
}  # fmt: skip
CONF = {
    "aiarticle_authors": {"ren": {"name": "Ren Field", "url": "https://example.org/ren"}},
    "aiarticle_feeds": {
        "feed.xml": {},
        "feed.json": {},
        "tags/tree.xml": {"tag": "tree", "title": "Trees"},
        "one.atom": {"limit": 1, "excerpt": "summary", "folder": "posts"},
    },
}


def test_a_feed_reader_finds_what_the_articles_say(build):
    site = build(FILES, conf=CONF)
    assert site.warnings == []
    feed = feedparser.parse(site.text("feed.xml").encode())
    assert (feed.bozo, feed.version, feed.feed.title, feed.feed.link) == (False, "atom10", "Example Blog", BASE)
    assert feed.feed.updated == "2026-03-01T00:00:00+00:00"
    birch, ash = feed.entries
    assert (birch.title, birch.link, birch.id) == ("Birch", f"{BASE}posts/b.html", f"{BASE}posts/b.html")
    assert (birch.summary, birch.published) == ("One. Two.", "2026-02-01T10:00:00+09:00")
    assert (ash.title, ash.summary) == ("Ash & <oak>", "All \U0001f333 of ash.")
    assert (ash.updated, [tag.term for tag in ash.tags]) == ("2026-03-01T00:00:00+00:00", ["Garden", "tree"])
    assert (ash.author_detail.name, ash.author_detail.href) == ("Ren Field", "https://example.org/ren")
    (image,) = ash.enclosures
    assert (image.href, image.type) == (f"{BASE}_images/%E6%97%A5%E6%9C%AC.png", "image/png")
    assert (site.outdir / "_images/日本.png").is_file()


def test_atom_has_what_the_standard_asks_for(build):
    """RFC 4287, 4.1.1 and 4.1.2: exactly one id, title and updated each, and an author."""
    root = ET.fromstring(build(FILES, conf=CONF).text("feed.xml"))
    name = "{http://www.w3.org/2005/Atom}"
    for element in (root, *root.iter(f"{name}entry")):
        assert [len(element.findall(name + child)) for child in ("id", "title", "updated")] == [1, 1, 1]
    assert len(root.findall(f"{name}author")) == 1
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert (root.get(lang), [entry.get(lang) for entry in root.iter(f"{name}entry")]) == ("en", [None, "ja"])


def test_json_feed_says_the_same(build):
    site = build(FILES, conf=CONF)
    feed = json.loads(site.text("feed.json"))
    assert (feed["version"], feed["feed_url"]) == ("https://jsonfeed.org/version/1.1", f"{BASE}feed.json")
    parsed = feedparser.parse(site.text("feed.xml").encode())
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in parsed.entries]
    assert feed["items"][1]["tags"] == ["Garden", "tree"]
    assert feed["items"][1]["title"] == "Ash & <oak>"
    assert all(item["content_text"] for item in feed["items"])


def test_feeds_show_the_logo_and_the_icon_of_the_site(build):
    files = FILES | {"logo.png": png(40, 20), "my fav.png": png(8, 8)}
    conf = CONF | {"aiarticle_publisher": {"name": "Grove", "logo": "logo.png"}, "html_favicon": "my fav.png"}
    site = build(files, conf=conf)
    feed = feedparser.parse(site.text("feed.xml").encode()).feed
    said = json.loads(site.text("feed.json"))
    assert feed.logo == said["icon"] == site.node("index.html", "Organization")["logo"]["url"]
    assert feed.icon == said["favicon"] == f"{BASE}_static/my%20fav.png"
    assert (site.outdir / "_static" / "my fav.png").is_file()
    assert "<icon>" not in build(FILES, conf=CONF, out="plain").text("feed.xml")


def test_a_feed_may_be_of_terms(build):
    site = build(FILES, conf=CONF)
    tree = feedparser.parse(site.text("tags/tree.xml").encode())
    assert (tree.feed.title, [entry.link for entry in tree.entries]) == ("Trees", [f"{BASE}posts/a.html"])
    one = feedparser.parse(site.text("one.atom").encode())
    assert (one.feed.title, [entry.title for entry in one.entries]) == ("Example Blog: posts", ["Birch"])


def test_a_feed_may_be_of_terms_of_the_project(build):
    files = FILES | {"c.md": article("Cup", "2026-01-01", "Brands: [Acme]")}
    conf = CONF | {"aiarticle_taxonomies": ["brands"], "aiarticle_feeds": {"acme.xml": {"brands": "acme"}}}
    feed = feedparser.parse(build(files, conf=conf).text("acme.xml").encode())
    assert (feed.feed.title, [entry.title for entry in feed.entries]) == ("Example Blog: acme", ["Cup"])


LANGUAGES = {
    "aiarticle_languages": {"de": {"path": "de", "title": "Beispiel"}},
    "aiarticle_pages": ["tags"],
}


def _titles(site, name):
    feed = feedparser.parse(site.text(name).encode())
    return feed.feed.title, feed.feed.language, [entry.title for entry in feed.entries]


@pytest.mark.parametrize("feeds", [True, {"feed.xml": {}, "de/feed.xml": {}}])
def test_each_language_has_feeds_of_its_own(build, feeds):
    files = {"index.md": "# Home\n", "de/index.md": "# Start\n", "de/b.md": article("Birke", "2026-01-02")}
    files |= {"a.md": article("Ash", "2026-01-01"), "c.md": article("Cedar", "2026-01-03", "lang: en-GB")}
    site = build(files, conf=LANGUAGES | {"aiarticle_feeds": feeds})
    assert site.warnings == []
    assert _titles(site, "feed.xml") == ("Example Blog", "en", ["Cedar", "Ash"])
    assert _titles(site, "de/feed.xml") == ("Beispiel", "de", ["Birke"])
    homes = [feedparser.parse(site.text(f"{folder}feed.xml").encode()).feed.link for folder in ("", "de/")]
    assert homes == [BASE, f"{BASE}de/"]
    named = [site.soup(f"{page}.html").select_one("link[type='application/atom+xml']") for page in ("a", "de/b")]
    assert [link["href"] for link in named] == [f"{BASE}feed.xml", f"{BASE}de/feed.xml"]


def test_a_feed_may_be_of_several_languages(build):
    files = {"a.md": article("Ash", "2026-01-01"), "de/b.md": article("Birke", "2026-01-02"), "index.md": "# Home\n"}
    site = build(files, conf=LANGUAGES | {"aiarticle_feeds": {"feed.xml": {"language": ["en", "de"]}}})
    assert _titles(site, "feed.xml")[2] == ["Birke", "Ash"]


@pytest.mark.parametrize("redirects", [False, "folders"])
def test_the_feed_of_a_term_is_beside_its_page_and_where_hugo_has_it(build, redirects):
    pages = {"tags": {"feed": "index.xml"}}
    files = {"index.md": "# Home\n", "a.md": article("Ash", "2026-01-01", "tags: ['C#']")}
    site = build(files, conf={"aiarticle_pages": pages, "aiarticle_redirects": redirects})
    (link,) = site.soup("a.html").select(".aiarticle-header__tags a, .aiarticle-header a[href^=tags]")
    folder = link["href"].removesuffix("/index.html")
    assert "#" not in folder
    assert feedparser.parse(site.text(f"{folder}/index.xml").encode()).feed.title == "Example Blog: C#"
    assert (site.outdir / "tags/c#/index.xml").is_file() == bool(redirects)
    page = site.soup(f"{folder}/index.html")
    assert page.select_one("link[type='application/atom+xml']")["href"] == f"{BASE}{folder}/index.xml"


def test_pages_name_the_feeds_of_the_site(build):
    soup = build(FILES, conf=CONF).soup("posts/a.html")
    links = [(link["type"], link["href"]) for link in soup.select("link[rel=alternate]") if link.get("type")]
    assert links == [("application/atom+xml", f"{BASE}feed.xml"), ("application/feed+json", f"{BASE}feed.json")]


def test_addresses_are_those_of_the_builder(build):
    feed = feedparser.parse(build(FILES, conf=CONF, builder="dirhtml").text("feed.xml").encode())
    assert [entry.link for entry in feed.entries] == [f"{BASE}posts/b/", f"{BASE}posts/a/"]


def test_a_site_without_articles_has_an_empty_feed(build):
    feed = feedparser.parse(build({"index.md": "# Home\n"}, conf=CONF).text("feed.xml").encode())
    assert (feed.bozo, feed.entries, feed.feed.updated) == (False, [], "1970-01-01T00:00:00+00:00")


@pytest.mark.parametrize("parallel", [0, 3])
def test_a_feed_follows_and_is_written_only_when_it_changed(build, parallel):
    before = build(FILES, conf=CONF, out="site", parallel=parallel)
    stamps = {name: (before.outdir / name).stat().st_mtime_ns for name in CONF["aiarticle_feeds"]}
    write(build.srcdir, {"posts/b.rst": FILES["posts/b.rst"].replace("Birch", "Beech")})
    clock = (build.srcdir / "index.md").stat().st_mtime + 10
    os.utime(build.srcdir / "posts/b.rst", (clock, clock))
    again = run_build(build.srcdir, conf=CONF, out="site", parallel=parallel)
    fresh = run_build(build.srcdir, conf=CONF, out="fresh")
    assert {name for name in stamps if again.text(name) != fresh.text(name)} == set()
    changed = {name for name in stamps if (again.outdir / name).stat().st_mtime_ns != stamps[name]}
    assert changed == {"feed.xml", "feed.json", "one.atom"}


@pytest.mark.parametrize(
    ("feeds", "said"),
    [
        (["../feed.xml"], "'../feed.xml' must be a path in the site such as 'feed.xml'"),
        (["/feed.xml"], "'/feed.xml' must be a path in the site"),
        (["index.html"], "'index.html' must be a path in the site"),
        ({"feed.xml": {"tags": "x"}}, "series, author, language, brands, title, limit, excerpt; did you mean 'tag'?"),
        ({"feed.xml": {"limit": "many"}}, "must be a number above 0"),
        ({"feed.xml": {"excerpt": "all"}}, "is one of description, summary"),
    ],
)
def test_a_wrong_feed_is_one_warning(build, feeds, said):
    conf = {"aiarticle_feeds": feeds, "aiarticle_taxonomies": ["brands"]}
    (warning,) = build({"index.md": "# Home\n"}, conf=conf).warnings
    assert warning.startswith("conf.py:1: WARNING: aiarticle_feeds: ")
    assert said in warning


def test_a_feed_of_a_term_that_no_article_has_warns(build):
    site = build(FILES, conf={"aiarticle_feeds": {"feed.xml": {"tag": "tre"}}})
    assert ["the feed 'feed.xml' is empty" in line for line in site.warnings] == [True]


@pytest.mark.parametrize("base", ["", "/"])
def test_without_an_address_of_the_site_links_of_feeds_begin_at_the_root(build, base):
    conf = CONF | {"html_baseurl": base, "aiarticle_json_ld": False}
    site = build(FILES, conf=conf)
    assert ["begin at the root" in line for line in site.warnings] == [True]
    whole = build(FILES, conf=CONF, out="whole")
    assert site.text("feed.xml") == whole.text("feed.xml").replace(BASE, "/")


PAGE = """\
---
title: Kettles
date: 2026-02-02
description: All of kettles.
---

See [the other](posts/a.md) and ![a picture](images/日本.png).

:::{product-box} Quiet kettle
Boils without a sound.
:::
"""


def whole(site, name="feed.xml"):
    return {entry.title: entry.content[0].value for entry in feedparser.parse(site.text(name).encode()).entries}


def test_a_feed_may_hold_the_whole_text(build):
    feeds = {"feed.xml": {"excerpt": "content"}, "feed.json": {"excerpt": "content"}}
    site = build(FILES | {"kettles.md": PAGE}, conf={"aiarticle_feeds": feeds, "aiarticle_after": ["neighbours"]})
    assert site.warnings == []
    raw = ET.fromstring(site.text("feed.xml"))
    texts = {entry.findtext("{*}title"): entry.findtext("{*}content") for entry in raw.findall("{*}entry")}
    text = texts["Kettles"]
    assert f'href="{BASE}posts/a.html"' in text
    assert f'src="{BASE}_images/%E6%97%A5%E6%9C%AC.png"' in text
    assert 'rel="sponsored noopener"' in text  # paid links and their notice stay together
    assert "aiarticle-product__notice" in text
    for gone in ("<h1", "headerlink", "aiarticle-header", "aiarticle-neighbours", "<script"):
        assert gone not in text
    assert whole(site).keys() == {"Kettles", "Birch", "Ash & <oak>"}
    item = next(item for item in json.loads(site.text("feed.json"))["items"] if item["title"] == "Kettles")
    assert (item["content_html"], item["summary"]) == (text, "All of kettles.")
    assert "content_text" not in item


def test_the_text_is_that_of_the_last_build_in_which_the_page_was_written(tmp_path):
    srcdir, conf = tmp_path / "src", {"aiarticle_feeds": {"feed.xml": {"excerpt": "content", "limit": 1}}}
    write(srcdir, FILES | {"kettles.md": PAGE})
    assert "Quiet kettle" in whole(run_build(srcdir, conf=conf))["Kettles"]
    write(srcdir, {"kettles.md": PAGE.replace("2026-02-02", "2020-02-02")})
    site = run_build(srcdir, conf=conf)
    assert "One." in whole(site)["Birch"]  # its page had been written without a need of the text
    assert site.text("feed.xml") == run_build(srcdir, conf=conf, out="fresh", parallel=4).text("feed.xml")


def test_an_article_that_comes_back_has_its_present_text(tmp_path):
    srcdir, conf = tmp_path / "src", {"aiarticle_feeds": {"feed.xml": {"excerpt": "content", "limit": 1}}}
    files = {"index.md": "# Home\n", "a.md": article("Ash", "2026-01-05"), "b.md": article("Birch", "2026-01-01")}
    write(srcdir, files)
    run_build(srcdir, conf=conf)
    for edit in (
        {"b.md": article("Birch", "2026-02-01")},
        {"a.md": article("Ash", "2026-01-05").replace("Words", "Others")},
        {"b.md": article("Birch", "2026-01-01")},
    ):
        write(srcdir, edit)
        site = run_build(srcdir, conf=conf)
    assert "Others." in whole(site)["Ash"]


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ('<a href="#x">y</a>', f'<a href="{BASE}p.html#x">y</a>'),
        ('<img srcset="a.png 1x, b/c.png 2x">', f'<img srcset="{BASE}a.png 1x, {BASE}b/c.png 2x">'),
        ('<a href="mailto:a@example.org">m</a>', '<a href="mailto:a@example.org">m</a>'),
        ('<a href="//[x">m</a>', '<a href="//[x">m</a>'),
        ("<p>a<script>b</script>c", "<p>ac"),
        ('<p title="<a href=b>">c', '<p title="<a href=b>">c'),
    ],
)
def test_addresses_are_absolute(body, kept):
    assert feed_content(body, f"{BASE}p.html") == kept


@pytest.mark.parametrize(("language", "is_named"), [("en", True), ("EN-gb", True), (["de", "en"], True), ("de", False)])
def test_a_feed_is_named_on_each_page_in_its_language(build, language, is_named):
    files = {"index.md": "# Home\n", "a.md": article("Ash", "2026-01-01", "lang: en-GB")}
    site = build(files, conf={"language": "fr", "aiarticle_feeds": {"x.xml": {"language": language}}})
    links = [link["href"] for link in site.soup("a.html").select("link[type='application/atom+xml']")]
    assert links == [f"{BASE}x.xml"] * is_named
    assert _titles(site, "x.xml")[2] == ["Ash"] * is_named


def test_files_of_the_project_stay(srcdir):
    conf = CONF | {"aiarticle_sitemap": True, "aiarticle_markdown": True, "html_extra_path": ["extra"]}
    write(srcdir, FILES)
    names = ["feed.xml", "tags/tree.xml", "sitemap.xml", "llms.txt"]
    assert {*names} <= run_build(srcdir, conf=conf).files().keys()
    write(srcdir, {f"extra/{name}": "mine" for name in names})
    for _again in range(2):
        site = run_build(srcdir, conf=conf | {"exclude_patterns": ["extra"]})
        assert [site.text(name) for name in names] == ["mine"] * 4
    left_out = conf | {"exclude_patterns": ["extra", "tags", "*.txt", "**/sitemap.xml", "feed.xml"]}
    site = run_build(srcdir, conf=left_out)
    assert [site.text(name) == "mine" for name in names] == [False] * 4
