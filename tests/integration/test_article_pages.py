"""Pages that are made of the articles: which there are, what is on them, and that they follow the articles."""

from __future__ import annotations

import os
import random
import re
from urllib.parse import unquote, urlsplit

import pytest
from conftest import BASE, run_build, write

from sphinx_aiarticle.hugo.paths import term_path


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773100800")  # March 2026


def article(title, date, *more):
    return "\n".join(["---", f"title: {title}", f"date: {date}", *more, "---", "", "Some words.", ""])


FILES = {
    "index.md": "# Home\n",
    "posts/ash.md": article("Ash", "2026-01-05", "tags: [Green Tea, C#]", "categories: [News]", "author: aoi"),
    "posts/birch.md": article("Birch", "2026-02-01", "tags: [green tea, 紅茶]", "series: [Trees]", "author: aoi"),
    "posts/cedar.md": article("Cedar", "2026-02-02", "tags: [紅茶]", "series: [Trees]", "author: Ren <b>"),
    "posts/draft.md": article("Draft", "2026-02-03", "tags: [hidden]", "draft: true"),
    "posts/noindex.md": article("Quiet", "2026-02-03", "tags: [quiet]", "myst: {html_meta: {robots: noindex}}"),
}
CONF = {"aiarticle_pages": True, "aiarticle_authors": {"aoi": {"name": "Aoi", "description": "Writes of <trees>."}}}
PAGES = {
    "categories/index", "categories/news/index", "tags/index", "tags/green-tea/index", "tags/紅茶/index",
    "series/index", "series/trees/index", "authors/index", "authors/aoi/index", "authors/ren-b/index", "archive/index",
}  # fmt: skip


def titles(site, page):
    return [link.get_text() for link in site.soup(f"{page}.html").select(".aiarticle-articles__title a")]


def generated(outdir):
    found = {path.relative_to(outdir).as_posix().removesuffix(".html") for path in outdir.rglob("index.html")}
    return {name for name in found if name.partition("/")[0] in ("categories", "tags", "series", "authors", "archive")}


def test_articles_with_a_weight_come_first_but_in_what_goes_by_dates(build):
    """As Hugo has it: an article is pinned, or a folder is ordered by hand; a negative weight comes before all."""
    weights = {"ash": "weight: -1", "birch": "weight: 7.0", "draft": "draft: true"}
    files = {
        f"posts/{name}.md": article(
            name.title(), f"2026-01-0{day}", "tags: [wood]", "series: [Trees]", weights.get(name, "x-y: 1")
        )
        for day, name in enumerate(("ash", "birch", "cedar", "draft", "elm"), 1)
    }
    conf = {"aiarticle_pages": {"tags": True, "series": True, "archive": True, "sections": {"feed": "feed.xml"}}}
    conf |= {"aiarticle_other_keys": ["x-y"]}
    site = build(files | {"index.md": "# Home\n", "posts/index.md": "# Posts\n"}, conf=conf)
    assert titles(site, "posts/index") == titles(site, "tags/wood/index") == ["Ash", "Birch", "Elm", "Cedar"]
    assert titles(site, "archive/index") == ["Elm", "Cedar", "Birch", "Ash"]
    assert titles(site, "series/trees/index") == ["Ash", "Birch", "Cedar", "Elm"]
    assert re.findall(r"<title>(\w+)</title>", site.text("posts/feed.xml")) == ["Elm", "Cedar", "Birch", "Ash"]
    years = {"aiarticle_pages": {kind: {"style": "archive"} for kind in ("tags", "sections")}}
    site = build(files | {"index.md": "# Home\n"}, conf=conf | years, out="years")
    assert titles(site, "posts/index") == titles(site, "tags/wood/index") == ["Elm", "Cedar", "Birch", "Ash"]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_there_is_a_page_for_each_term_at_the_address_that_hugo_gives_it(build, builder):
    site = build(FILES, conf=CONF, builder=builder)
    assert site.warnings == []
    hashed = {name for name in generated(site.outdir) if name.startswith("tags/c-")}
    assert generated(site.outdir) - hashed == PAGES
    assert len(hashed) == 1  # C# has a sign that no address may have
    assert titles(site, "tags/green-tea/index") == ["Birch", "Ash"]
    assert titles(site, "series/trees/index") == ["Birch", "Cedar"]
    assert titles(site, "archive/index") == ["Cedar", "Birch", "Ash"]
    for path in site.outdir.rglob("*.html"):
        for link in site.soup(path.relative_to(site.outdir).as_posix()).select("a[href]"):
            parts = urlsplit(link["href"])
            if not parts.scheme and parts.path:
                target = path.parent / unquote(parts.path)
                assert (target / "index.html" if target.is_dir() else target).is_file(), (path, link["href"])


def test_all_pages_are_those_that_list_something_and_a_named_one_is_there_in_any_case(build):
    files = {"index.md": "# Home\n", "posts/ash.md": article("Ash", "2026-01-05", "tags: [Tea]")}
    assert generated(build(files, conf={"aiarticle_pages": True}).outdir) == {
        "tags/index", "tags/tea/index", "archive/index"
    }  # fmt: skip
    named = build(files, conf={"aiarticle_pages": ["series", "tags"]}, out="named")
    assert generated(named.outdir) == {"series/index", "tags/index", "tags/tea/index"}


def test_articles_that_are_in_no_list_on_purpose_need_no_table_of_contents(build):
    files = {
        "index.md": "# Home\n\n```{article-list}\n```\n",
        "a.md": article("A", "2026-01-05"),
        "b.md": article("B", "2026-01-05", "noindex: true"),
        "c.md": article("C", "2026-01-05", "draft: true"),
        "d.md": "# No article\n",
    }
    site = build(files, conf={"suppress_warnings": [], "aiarticle_drafts": True})
    assert [line.partition(" [")[0] for line in site.warnings if "not_included" in line] == [
        "d.md: WARNING: document isn't included in any toctree"
    ]


@pytest.mark.parametrize("builder", ["latex", "man", "singlehtml", "text", "epub"])
def test_articles_that_no_chapter_has_are_told_where_documents_are_joined(build, builder):
    files = {"index.md": "# Home\n\n:::{article-list}\n:::\n\n```{toctree}\na\n```\n"}
    files |= {f"{name}.md": article(name, f"2026-01-0{day}") for day, name in enumerate("abc", 1)}
    files["d.md"] = article("d", "2026-01-07", "noindex: true")
    warnings = build(files, conf={"suppress_warnings": [], "epub_show_urls": "no"}, builder=builder).warnings
    said = [line for line in warnings if "in no chapter" in line]
    assert len(said) == (builder in ("latex", "man", "singlehtml"))
    assert not said or "index.md: WARNING: in no chapter of this output: 2 of the articles, the first is 'b'" in said[0]
    assert not [line for line in warnings if "toctree" in line and line not in said]


@pytest.mark.parametrize("hugo", [[], ["posts/*"]])
@pytest.mark.parametrize("builder", ["latex", "texinfo", "man", "singlehtml"])
def test_a_table_of_contents_of_no_book_is_no_chapter(build, builder, hugo):
    files = {"index.md": "# Home\n\n:::{article-list}\n:::\n\n```{toctree}\npart\n```\n"}
    files |= {"part.md": "# Part\n\n```{toctree}\nposts/b\n```\n"}
    files |= {"other.md": "---\norphan: true\n---\n# Other\n\n```{toctree}\nposts/a\n```\n"}
    files |= {f"posts/{name}.md": article(name, f"2026-01-0{day}") for day, name in enumerate("ab", 1)}
    (warning,) = build(files, conf={"aiarticle_hugo": hugo}, builder=builder).warnings
    assert "index.md: WARNING: in no chapter of this output: 1 of the articles, the first is 'posts/a'" in warning


def test_articles_that_their_author_keeps_out_of_books_are_not_lost(build):
    files = {"index.md": "# Home\n\n:::{article-list}\n:::\n"}
    files |= {"a.md": article("a", "2026-01-01", "orphan: true"), "b.md": article("b", "2026-01-01")}
    conf = {"latex_appendices": ["b"]}
    assert build(files, conf=conf, builder="latex").warnings == []


def test_an_article_that_is_a_book_of_its_own_is_not_lost(build):
    files = {"index.md": "# Home\n\n:::{article-list}\n:::\n", "a.md": article("a", "2026-01-01")}
    books = [(name, f"{name}.tex", name, "", "manual") for name in ("index", "a")]
    assert build(files, conf={"latex_documents": books}, builder="latex").warnings == []


def test_names_in_the_header_of_an_article_lead_to_its_pages(build):
    soup = build(FILES, conf=CONF).soup("posts/birch.html")
    links = [link["href"] for link in soup.select(".aiarticle-header a")]
    assert links == [
        "../authors/aoi/index.html", "../tags/green-tea/index.html", "../tags/%E7%B4%85%E8%8C%B6/index.html",
    ]  # fmt: skip
    assert build(FILES, out="plain").soup("posts/birch.html").select(".aiarticle-header a") == []


def test_pages_say_what_they_list(build):
    site = build(FILES, conf=CONF)
    nodes = {node["@type"]: node for node in site.graph("tags/green-tea/index.html")}
    assert nodes["CollectionPage"]["url"] == f"{BASE}tags/green-tea/"
    assert nodes["CollectionPage"]["mainEntity"] == {"@id": nodes["ItemList"]["@id"]}
    assert [item["url"] for item in nodes["ItemList"]["itemListElement"]] == [
        f"{BASE}posts/birch.html",
        f"{BASE}posts/ash.html",
    ]
    assert [item["name"] for item in nodes["BreadcrumbList"]["itemListElement"]] == ["Home", "Tags", "green tea"]
    profile = {node["@type"]: node for node in site.graph("authors/aoi/index.html")}
    assert profile["ProfilePage"]["mainEntity"]["@id"] == profile["Person"]["@id"]
    assert (
        site.soup("authors/aoi/index.html").select_one(".aiarticle-profile").get_text().strip() == "Writes of <trees>."
    )
    soup = site.soup("tags/green-tea/index.html")
    assert soup.select_one("link[rel=canonical]")["href"] == f"{BASE}tags/green-tea/"
    (part,) = (node["isPartOf"] for node in site.graph("posts/birch.html") if "BlogPosting" in node["@type"])
    assert (part[1]["@type"], part[1]["name"]) == ("CreativeWorkSeries", "Trees")
    series = site.node("series/trees/index.html", "CreativeWorkSeries")
    assert (series["@id"], series["name"]) == (part[1]["@id"], "Trees")
    assert [part["url"] for part in series["hasPart"]] == [f"{BASE}posts/birch.html", f"{BASE}posts/cedar.html"]


@pytest.mark.parametrize("theme", ["basic", "furo"])
def test_names_of_terms_are_text_to_themes(build, theme):
    name = "<img src=x onerror=alert(1)> R&D List<String>"
    files = {"index.md": "# Home\n", "ash.md": article("Ash", "2026-01-05", f'tags: ["{name}"]')}
    site = build(files, conf=CONF | {"html_theme": theme})
    (page,) = generated(site.outdir) - {"tags/index", "archive/index"}
    soup = site.soup(f"{page}.html")
    assert not soup.select("[onerror]")
    assert soup.title.get_text().startswith(f"{name} ")


def test_long_lists_are_on_several_pages(build):
    many = {f"p/{n:02}.md": article(f"Number {n}", f"2026-01-{n + 1:02}", "tags: [all]") for n in range(25)}
    site = build({"index.md": "# H\n"} | many, conf={"aiarticle_pages": {"tags": {"path": "t", "per_page": 10}}})
    assert titles(site, "t/all/index") == [f"Number {n}" for n in range(24, 14, -1)]
    assert titles(site, "t/all/page/3/index") == [f"Number {n}" for n in range(4, -1, -1)]
    soup = site.soup("t/all/page/2/index.html")
    assert [link["href"] for link in soup.select(".aiarticle-pages a")] == ["../../index.html", "../3/index.html"]
    assert soup.select_one(".aiarticle-pages__position").get_text() == "Page 2 of 3"
    assert soup.title.get_text().startswith("all (Page 2 of 3)")
    following = soup.select_one("head link[rel=next]")
    assert (following["href"], following["title"]) == ("../3/index.html", "Page 3 of 3")
    assert not (site.outdir / "t/all/page/4").exists()


def test_a_document_is_above_its_list_and_gives_its_title_to_the_term(build):
    files = FILES | {
        "tags/index.md": "# My tags\n\nAll of them.\n",
        "tags/紅茶/index.md": "---\norphan: true\n---\n# Black tea\n",
        "tags/unused/index.md": "# Unused\n",
        "archive/index.md": "# Mine\n\n:::{article-list}\n:limit: 1\n:::\n",
    }
    site = build(files, conf=CONF | {"aiarticle_pages": {"tags": {"per_page": 1}, "archive": True}})
    assert "All of them." in site.text("tags/index.html")
    terms = [link.get_text() for link in site.soup("tags/index.html").select(".aiarticle-terms a")]
    assert terms == ["Black tea", "C#", "green tea", "Unused"]
    assert [heading.get_text() for heading in site.soup("tags/紅茶/index.html").select("h1")] == ["Black tea¶"]
    assert titles(site, "tags/紅茶/index") == ["Cedar"]
    assert titles(site, "tags/紅茶/page/2/index") == ["Birch"]
    assert "CollectionPage" in {node["@type"] for node in site.graph("tags/紅茶/index.html")}
    assert not site.soup("tags/unused/index.html").select(".aiarticle-page")
    assert titles(site, "archive/index") == ["Cedar"]  # its author has made a list


def test_a_list_below_a_document_follows_the_articles(tmp_path):
    srcdir, conf = tmp_path / "src", {"aiarticle_pages": {"sections": {}, "home": {"per_page": 2}}}
    write(srcdir, FILES | {"posts/index.md": "# All posts\n"})
    site = run_build(srcdir, conf=conf)
    assert titles(site, "index") == ["Cedar", "Birch"]
    assert titles(site, "page/2/index") == ["Ash"]
    assert titles(site, "posts/index") == ["Cedar", "Birch", "Ash"]
    times = {path: path.stat().st_mtime_ns for path in site.outdir.rglob("*.html")}
    write(srcdir, {"posts/ash.md": article("Ashes", "2026-01-05"), "posts/down/deep.md": article("Deep", "2026-01-01")})
    site = run_build(srcdir, conf=conf)
    assert titles(site, "posts/index") == ["Cedar", "Birch", "Ashes", "Deep"]
    assert titles(site, "page/2/index") == ["Ashes", "Deep"]
    changed = {
        path.relative_to(site.outdir).as_posix() for path, time in times.items() if path.stat().st_mtime_ns > time
    }
    assert "index.html" not in changed  # it shows the newest two


def test_keys_of_the_project_have_pages_and_feeds(build):
    files = FILES | {"posts/elm.md": article("Elm", "2026-02-05", "Brands: [Acme Inc, Zenith]")}
    site = build(files, conf={"aiarticle_taxonomies": {"brands": {"title": "Makers", "feed": "feed.xml"}}})
    assert site.warnings == []
    assert site.soup("brands/index.html").h1.get_text() == "Makers"
    assert titles(site, "brands/acme-inc/index") == ["Elm"]
    assert "<title>Elm</title>" in site.text("brands/zenith/feed.xml")
    link = site.soup("brands/zenith/index.html").select_one('link[rel="alternate"]')
    assert link["href"] == f"{BASE}brands/zenith/feed.xml"


def test_terms_have_a_folder_apart_from_their_list(build):
    files = FILES | {
        "posts/elm.md": article("Elm", "2026-02-05", "tags: [Café]"),
        "tag/cafe/index.md": "# Coffee houses\n\nText.\n",
        "en/posts/yew.md": article("Yew", "2026-01-07", "tags: [Café]"),
    }
    tags = {"term_path": "tag", "accents": False, "feed": "feed.xml"}
    conf = {"language": "de", "aiarticle_pages": {"tags": tags}, "aiarticle_languages": {"en": {"path": "en"}}}
    site = build(files, conf=conf)
    assert titles(site, "tag/cafe/index") == ["Elm"]
    assert titles(site, "en/tag/cafe/index") == ["Yew"]
    assert (site.outdir / "tag/cafe/feed.xml").is_file()
    assert "../tag/cafe/" in str(site.soup("tags/index.html"))
    assert "Coffee houses" in site.soup("tags/index.html").get_text()
    assert not (site.outdir / "tags/cafe").exists()


def test_spellings_of_a_series_with_one_page_have_one_id(build):
    files = FILES | {
        "posts/a.md": article("A", "2026-02-05", "series: [Green tea]"),
        "posts/b.md": article("B", "2026-02-06", "series: [green Tea]"),
    }
    site = build(files, conf={"aiarticle_pages": {"series": {}}})
    pages = ("posts/a.html", "posts/b.html", "series/green-tea/index.html")
    ids = {id_ for page in pages for id_ in re.findall(r"[^\"]*/schema/series/[^\"]*", site.text(page))}
    assert ids == {f"{BASE}#/schema/series/green%20tea"}


def test_terms_of_two_kinds_do_not_share_a_folder(build):
    pages = {"tags": {"term_path": "topic"}, "categories": {"path": "topic"}, "series": {"term_path": "../x"}}
    site = build(FILES, conf={"aiarticle_pages": {**pages, "archive": {"term_path": "y"}}})
    said = "\n".join(site.warnings)
    assert "'categories.path' 'topic' is that of 'tags', so 'categories' is left out" in said
    assert "'series.term_path' must be a folder in the site such as 'tag'" in said
    assert "archive.term_path" in said


def test_feeds_of_terms_that_are_gone_are_deleted(tmp_path):
    srcdir, conf = tmp_path / "src", {"aiarticle_pages": {"tags": {"feed": "feed.xml"}}}
    write(srcdir, FILES)
    assert (run_build(srcdir, conf=conf).outdir / "tags/green-tea/feed.xml").is_file()
    write(srcdir, {"posts/ash.md": article("A", "2026-01-05"), "posts/birch.md": article("B", "2026-01-05")})
    site = run_build(srcdir, conf=conf)
    assert not (site.outdir / "tags/green-tea").exists()
    assert (site.outdir / "tags/紅茶/feed.xml").is_file()


def test_each_language_has_its_lists(build):
    files = FILES | {
        "en/index.md": "# English home\n",
        "en/posts/ash.md": article("Ash tree", "2026-01-06", "tags: [Green Tea]"),
        "en/posts/yew.md": article("Yew", "2026-01-07", "translationKey: eibe"),
        "posts/eibe.md": article("Eibe", "2026-01-07", "translationKey: eibe"),
    }
    pages = {"home": {"feed": "index.xml"}, "sections": {}, "tags": {"feed": "index.xml"}}
    conf = {"language": "de", "aiarticle_pages": pages, "aiarticle_languages": {"en": {"path": "en", "title": "Trees"}}}
    site = build(files, conf=conf)
    assert titles(site, "en/tags/green-tea/index") == ["Ash tree"]
    assert titles(site, "tags/green-tea/index") == ["Birch", "Ash"]
    assert titles(site, "en/index") == titles(site, "en/posts/index") == ["Yew", "Ash tree"]
    assert site.soup("tags/index.html").h1.get_text() == "Schlagwörter"
    english = site.soup("en/tags/index.html")
    assert (english.h1.get_text(), english.html["lang"]) == ("Tags", "en")
    page = next(node for node in site.graph("en/tags/index.html") if "CollectionPage" in node["@type"])
    assert page["inLanguage"] == "en"
    assert '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">' in site.text("en/tags/green-tea/index.xml")
    assert "<title>Trees: Green Tea</title>" in site.text("en/tags/green-tea/index.xml")
    links = [link["href"] for link in site.soup("en/posts/ash.html").select(".aiarticle-header a")]
    assert links == ["../tags/green-tea/index.html"]
    for page, other in {
        "posts/ash": "en/posts/ash",
        "posts/eibe": "en/posts/yew",
        "tags/index": "en/tags/index",
    }.items():
        named = {link["hreflang"]: link["href"] for link in site.soup(f"{page}.html").select("link[hreflang]")}
        assert set(named) == {"de", "en"}
        assert named["en"].removeprefix(BASE).removesuffix(".html") in (other, other.removesuffix("index"))


@pytest.mark.parametrize("end", ["", ".en"])
@pytest.mark.parametrize("hugo", [["**"], []])
def test_the_end_of_a_name_says_the_language_as_in_hugo(build, hugo, end):
    """https://gohugo.io/content-management/multilingual/#translation-by-file-name."""
    body = "\n[mat](/ja/posts/mat/) [beside](../mat/)" + (' [ref]({{< ref "mat" >}})' if hugo else "") + "\n"
    files = {
        "index.md": "# Home\n",
        f"posts/mat{end}.md": article("Mat", "2026-01-05", "tags: [felt]"),
        "posts/mat.ja.md": article("マット", "2026-01-06", "tags: [felt]"),
        f"posts/pot/index{end}.md": article("Pot", "2026-01-07"),
        "posts/pot/index.ja.md": article("ポット", "2026-01-08", "description: 良い。") + (body if hugo else ""),
    }
    pages = {"home": {}, "sections": {}, "tags": {}}
    conf = {"language": "en", "aiarticle_pages": pages, "aiarticle_languages": {"en": "", "ja": "ja"}}
    conf |= {"aiarticle_hugo": hugo, "aiarticle_redirects": True}
    site = build(files, conf=conf)
    assert site.warnings == []
    soup = site.soup("posts/pot/index.ja.html")
    assert soup.select_one("[lang=ja]") is not None
    assert {link["hreflang"] for link in soup.select("link[hreflang]")} == {"en", "ja"}
    assert site.node("posts/pot/index.ja.html", "BlogPosting")["inLanguage"] == "ja"
    assert titles(site, "posts/index") == ["Pot", "Mat"]
    assert titles(site, "ja/posts/index") == ["ポット", "マット"]
    assert titles(site, "ja/tags/felt/index") == ["マット"]
    links = [link["href"] for link in soup.select(".body p a") if link.get_text() in ("mat", "beside", "ref")]
    assert links == ["../mat.ja.html"] * (3 if hugo else 0)
    assert (site.outdir / "ja/posts/mat/index.html").is_file() is bool(hugo)


def test_hugo_articles_in_content_are_linked_in_the_language_of_their_names(build):
    body = '\n[beside](../b/) [ref]({{< ref "b" >}}) [top](/ja/posts/b/)\n'
    files = {"index.md": "# Home\n", "content/posts/a.ja.md": article("A", "2026-01-05") + body}
    files |= {f"content/posts/{name}.md": article("B", "2026-01-05") for name in ("a", "b", "b.ja")}
    conf = {"language": "en", "aiarticle_hugo": ["content/**"], "aiarticle_languages": {"ja": "ja"}}
    site = build(files, conf=conf | {"aiarticle_redirects": True})
    assert site.warnings == []
    assert [link["href"] for link in site.soup("content/posts/a.ja.html").select("p a[href^=b]")] == ["b.ja.html"] * 3
    assert (site.outdir / "ja/posts/b/index.html").is_file()


@pytest.mark.parametrize(("hugo", "lint"), [([], ["duplicate_slug"]), (["**"], []), (["**"], ["duplicate_slug"])])
def test_two_documents_that_are_one_page_in_one_language_are_one_warning(build, hugo, lint):
    files = {"index.md": "# Home\n", "posts/c.md": article("C", "2026-01-05", "translationKey: C")}
    files |= {f"{name}.md": article("A", "2026-01-05") for name in ("posts/a", "posts/a.ja", "ja/posts/a")}
    files |= {f"ja/{name}.md": article("C", "2026-01-05", "translationKey: C") for name in ("d", "e")}
    conf = {"language": "en", "aiarticle_languages": {"ja": "ja"}, "aiarticle_lint": lint, "aiarticle_hugo": hugo}
    key, name = sorted(build(files, conf=conf | {"aiarticle_pages": {"home": {}}}).warnings)
    assert key.startswith("ja/e.md:4: WARNING: in its language this is the same page as 'ja/d'")
    assert re.match(r"posts/a\.ja\.md.*'ja/posts/a'", name)


def test_the_name_of_a_plain_page_says_no_language(build):
    """Pages of Python modules are named so."""
    files = {"index.md": "# Home\n", "api/pkg.id.md": "# pkg.id\n", "foo.docs/en.md": article("A", "2026-01-05")}
    conf = {"language": "fr", "aiarticle_languages": {"id": "id", "en": "docs/en"}}
    site = build(files, conf=conf)
    assert "folder 'id' of the language 'id' has no document" in " ".join(site.warnings)
    assert {site.soup(f"{name}.html").html["lang"] for name in ("api/pkg.id", "foo.docs/en")} == {"fr"}


def test_only_pages_that_show_a_change_are_written_again(tmp_path):
    srcdir = tmp_path / "src"
    write(srcdir, FILES)
    site = run_build(srcdir, conf=CONF)
    for path in site.outdir.rglob("*.html"):
        os.utime(path, (1, 1))
    write(srcdir, {"posts/ash.md": FILES["posts/ash.md"].replace("title: Ash", "title: Tall ash")})
    site = run_build(srcdir, conf=CONF)
    written = {name for name in generated(site.outdir) if (site.outdir / f"{name}.html").stat().st_mtime > 1}
    assert written == {
        "archive/index", "authors/aoi/index", "categories/news/index", "tags/green-tea/index",
        *(name for name in written if name.startswith("tags/c-")),
    }  # fmt: skip
    (srcdir / "posts/ash.md").unlink()
    assert "categories/news/index" not in generated(run_build(srcdir, conf=CONF).outdir)
    assert generated(run_build(srcdir, conf=CONF | {"aiarticle_pages": {}}).outdir) == set()


def test_twins_in_the_folder_of_the_sources_are_no_documents(build):
    conf, written = {"aiarticle_markdown": True, "exclude_patterns": []}, set()
    build(FILES, conf=conf, out="src/public")
    for _ in range(2):
        site = run_build(build.srcdir, conf=conf, out="src/public")
        written.add((site.outdir / "index.html").stat().st_mtime_ns)
    assert site.app.env.all_docs.keys() == {name.partition(".")[0] for name in FILES} - {"posts/draft"}
    assert (site.outdir / "posts/ash.md").is_file()
    assert len(written) == 1, "nothing has changed, and everything is read again"


def contents(outdir):
    files = (*outdir.rglob("*.html"), *outdir.rglob("*.xml"))
    return {path.relative_to(outdir).as_posix(): path.read_bytes() for path in files}


def test_pages_are_the_same_in_parallel_and_after_edits(tmp_path):
    srcdir, rng = tmp_path / "src", random.Random(4)
    pages = {"home": {"feed": "i.xml", "per_page": 2}, "sections": {"feed": "i.xml"}, "tags": {"feed": "i.xml"}}
    conf = CONF | {"aiarticle_pages": pages, "aiarticle_taxonomies": ["brands"], "aiarticle_languages": {"de": "de"}}
    write(srcdir, FILES | {"posts/index.md": "# Posts\n", "de/posts/ash.md": FILES["posts/ash.md"]})
    for number in range(6):
        name = rng.choice([name for name in FILES if name.startswith("posts/")] + ["de/posts/ash.md"])
        tags, year = rng.choice(["[a, b]", "[紅茶]", "[Green Tea]"]), rng.choice([2024, 2025])
        more = rng.choice(["author: aoi", "brands: [A, B]", "translationKey: x", ""])
        edited = article(f"New {number}", f"{year}-05-0{number + 1}", f"tags: {tags}", more)
        write(srcdir, {name: edited})
        last = run_build(srcdir, conf=conf)
    fresh = run_build(srcdir, conf=conf, out="fresh")
    assert contents(last.outdir) == contents(fresh.outdir)
    parallel = run_build(srcdir, conf=conf, out="parallel", parallel=4)
    assert contents(parallel.outdir) == contents(fresh.outdir)


@pytest.mark.parametrize(
    "name", ["..", "a/../../b", "con", "x" * 999, "#", "::", "\ud800", "%2e%2e", "a\\b", "/", "c#"]
)
def test_no_name_leads_out_of_the_site(name):
    path = term_path(name)
    assert path
    assert {"", ".", ".."}.isdisjoint(path.split("/"))
    assert len(path.encode()) < 200


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (["tgas"], "did you mean 'tags'?"),
        ({"tags": {"path": "../x"}}, "'tags' is used"),
        ({"tags": {"per_page": 0}}, "10 is used"),
        ({"tags": {"stlye": "list"}}, "did you mean 'style'?"),
        ({"tags": 3}, "it is left out"),
    ],
)
def test_a_mistake_in_the_setting_is_said(build, value, said):
    (warning,) = build(FILES, conf={"aiarticle_pages": value}).warnings
    assert said in warning


def test_the_page_of_an_author_links_to_all_profiles(build):
    aoi = {"name": "Aoi", "url": "https://aoi.test/", "same_as": ["https://www.code.test/aoi", "https://aoi.test/"]}
    site = build(FILES, conf=CONF | {"aiarticle_authors": {"aoi": aoi}})
    links = site.soup("authors/aoi/index.html").select(".aiarticle-profile__links a[rel=me]")
    assert [(link["href"], link.get_text()) for link in links] == [
        ("https://aoi.test/", "aoi.test"), ("https://www.code.test/aoi", "code.test/aoi"),
    ]  # fmt: skip


def test_an_author_without_an_address_is_known_by_the_page_of_the_author(build):
    site = build(FILES, conf=CONF)
    url = f"{BASE}authors/aoi/"
    assert site.node("posts/birch.html", "BlogPosting")["author"]["url"] == url
    assert {site.node(page, "Person")["url"] for page in ("posts/birch.html", "authors/aoi/index.html")} == {url}


def test_terms_without_a_page_are_no_links_in_headers(build):
    conf = CONF | {"aiarticle_pages": {"tags": {"exclude": ["green tea"]}}}
    links = [link["href"] for link in build(FILES, conf=conf).soup("posts/birch.html").select(".aiarticle-header a")]
    assert links == ["../tags/%E7%B4%85%E8%8C%B6/index.html"]
