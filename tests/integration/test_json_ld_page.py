"""Which pages carry a graph, where it stands, at which address, and what handlers may do to it."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from datetime import datetime

import pytest
from conftest import BASE, png, run_build, write
from sphinx.errors import ExtensionError

CONTENT = {
    "index.md": "# Home\n\n```{toctree}\na/index\nb\n日本語/記事\n```\n",
    "a/index.md": "# Folder\n\n```{toctree}\npage\n```\n",
    "a/page.md": "---\ntitle: A *page*\ndate: 2026-03-01\nauthor: Aoi\ncover: cover.png\n---\n\n"
    ":::{summary-box}\n- One.\n:::\n\n:::{product-box} Mat\nQuiet.\n:::\n\n:::{product-box} Rug\nSoft.\n:::\n\n"
    "## Asked\n\n:::{question} Why?\nBecause.\n:::\n",
    "a/cover.png": png(64, 36),
    "b.md": "# B & \\<c>\n",
    "日本語/記事.md": "# 記事\n",
    "日本語/index.md": "# 目次\n",
}


def referred(value):
    """Yield every ``@id`` that only points, and every one that is defined, with its kind."""
    if isinstance(value, dict):
        if "@id" in value:
            yield ("reference" if len(value) == 1 else "definition", value["@id"])
        for entry in value.values():
            yield from referred(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from referred(entry)


def canonical(site, page):
    (link,) = site.soup(page).select("link[rel=canonical]")
    return link["href"]


# Where


@pytest.mark.parametrize("theme", ["basic", "alabaster", "furo"])
@pytest.mark.parametrize("placement", ["script", "head", "body"])
def test_every_page_has_exactly_one_script(build, theme, placement):
    if theme == "furo":
        pytest.importorskip("furo")
    site = build(CONTENT, conf={"html_theme": theme, "aiarticle_json_ld_placement": placement})
    assert site.warnings == []
    for page in ("index", "a/index", "a/page", "b", "日本語/記事"):
        name = f"{page}.html"
        assert len(site.scripts(name)) == 1, name
        assert json.loads(site.scripts(name)[0])["@context"] == "https://schema.org"
        head, _, body = site.text(name).partition("</head>")
        if placement != "script":
            assert ("ld+json" in head, "ld+json" in body) == (placement == "head", placement == "body"), name
    for name in ("genindex.html", "search.html"):
        assert site.scripts(name) == []


PAGES = {
    "index": ("index.html", ""),
    "a/index": ("a/index.html", "a/"),
    "a/page": ("a/page.html", "a/page.html"),
    "b": ("b.html", "b.html"),
    "日本語/記事": ("日本語/記事.html", "%E6%97%A5%E6%9C%AC%E8%AA%9E/%E8%A8%98%E4%BA%8B.html"),
    "日本語/index": ("日本語/index.html", "%E6%97%A5%E6%9C%AC%E8%AA%9E/"),
}


@pytest.mark.parametrize("base", [BASE, "https://example.org/docs"])
def test_canonical_link_id_and_url_are_one_address(build, base):
    site = build(CONTENT, conf={"html_baseurl": base})
    root = base.rstrip("/") + "/"
    for file, path in PAGES.values():
        page = site.node(file, "WebPage")
        assert page["@id"] == page["url"] == canonical(site, file) == root + path, file
        assert site.soup(file).select_one("meta[property='og:url']")["content"] == root + path


def test_canonical_link_id_and_url_are_one_address_in_dirhtml(build):
    site = build(CONTENT, builder="dirhtml")
    for docname, (_file, path) in PAGES.items():
        folder = docname.removesuffix("index").rstrip("/")
        file = f"{folder}/index.html".lstrip("/")
        address = BASE + (path.replace(".html", "/") if path.endswith(".html") else path)
        page = site.node(file, "WebPage")
        assert page["@id"] == page["url"] == canonical(site, file) == address
        assert "index.html" not in site.scripts(file)[0]


def test_another_file_suffix_is_part_of_the_address(build):
    site = build(CONTENT, conf={"html_file_suffix": ".htm", "html_link_suffix": ""})
    assert site.node("b.htm", "WebPage")["@id"] == canonical(site, "b.htm") == f"{BASE}b"


# Whether


def test_without_an_address_there_is_no_graph_and_one_warning(build, tmp_path):
    site = build(CONTENT, conf={"html_baseurl": ""})
    (warning,) = site.warnings
    assert "no structured data is written: html_baseurl is not set" in warning
    assert "or set aiarticle_json_ld = False" in warning
    assert warning.endswith("[aiarticle.json_ld]")
    assert not [path for path in site.outdir.rglob("*.html") if "ld+json" in path.read_text("utf-8")]


def test_one_warning_names_all_that_needs_an_address(build):
    conf = {"html_baseurl": "", "aiarticle_feeds": True, "aiarticle_sitemap": True, "aiarticle_pages": True}
    (warning,) = build(CONTENT, conf=conf).warnings
    assert "is written, no sitemap.xml is written, the links of feeds begin at the root of the host" in warning
    assert warning.partition(": html_baseurl is not set; ")[2].startswith("set it to the address of the site")


@pytest.mark.parametrize("value", ["docs.example.org", "/docs/", "//example.org/", "javascript:alert(1)"])
def test_an_address_that_is_none_is_named_with_its_line(tmp_path, value):
    conf = f"extensions = ['sphinx_aiarticle']\nproject = 'P'\nhtml_baseurl = {value!r}\n"
    write(tmp_path / "src", {"conf.py": conf, "index.md": "# Home\n"})
    site = run_build(tmp_path / "src", confdir=tmp_path / "src", parallel=2)
    (warning,) = site.warnings
    assert warning.startswith("conf.py:3: WARNING: ")
    assert f"no absolute http(s) address: {value!r}" in warning
    assert site.scripts("index.html") == []


def test_no_graph_is_wanted_and_none_is_missed(build):
    site = build(CONTENT, conf={"html_baseurl": "", "aiarticle_json_ld": False}, out="without")
    assert site.warnings == []
    site = build(CONTENT, conf={"aiarticle_json_ld": False})
    assert (site.warnings, site.scripts("b.html")) == ([], [])
    assert canonical(site, "a/index.html") == f"{BASE}a/"


def test_pages_that_are_not_indexed_have_none(build):
    files = {
        "index.rst": "T\n=\n\n.. meta::\n   :robots: NOINDEX, follow\n",
        "b.md": '---\nmyst:\n  html_meta:\n    "robots": "none"\n---\n\n# B\n',
        "c.rst": "C\n=\n\n.. meta::\n   :robots: index, follow\n",
        "d.rst": "C\n=\n\n.. meta::\n   :robots: noindexing\n",
        "404.md": "# Not found\n",
    }
    site = build(files)
    assert [len(site.scripts(f"{name}.html")) for name in ("index", "b", "c", "d", "404")] == [0, 0, 1, 1, 0]


# What


def test_every_reference_is_defined_on_its_page(build):
    conf = {"aiarticle_publisher": {"name": "P", "logo": "logo.png"}, "aiarticle_authors": {"aoi": {"name": "Aoi"}}}
    site = build({**CONTENT, "logo.png": png(112, 112)}, conf=conf)
    assert site.warnings == []
    for file, _path in PAGES.values():
        found = [*referred(site.graph(file))]
        defined = [node_id for kind, node_id in found if kind == "definition"]
        assert {node_id for _kind, node_id in found} == set(defined), file
        top = [node["@id"] for node in site.graph(file)]
        assert len(top) == len(set(top)), file
    assert any("#logo" in node_id for _kind, node_id in referred(site.graph("b.html")))


def test_anchors_of_the_graph_are_on_the_page(build):
    site = build(CONTENT)
    soup = site.soup("a/page.html")
    url = f"{BASE}a/page.html#"
    ids = [question["@id"] for question in site.node("a/page.html", "FAQPage")["mainEntity"]]
    ids += [item["url"] for item in site.node("a/page.html", "ItemList")["itemListElement"]]
    assert len(ids) == 3
    for node_id in ids:
        assert node_id.startswith(url)
        assert len(soup.select(f"[id='{node_id.removeprefix(url)}']")) == 1


def test_site_and_publisher_are_the_same_on_every_page(build):
    site = build(CONTENT)
    for kind in ("WebSite", "Organization"):
        assert len({json.dumps(site.node(file, kind)) for file, _path in PAGES.values()}) == 1


def test_breadcrumbs_lead_from_home_to_the_page(build):
    site = build(CONTENT)
    steps = site.node("a/page.html", "BreadcrumbList")["itemListElement"]
    assert steps == [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": BASE},
        {"@type": "ListItem", "position": 2, "name": "Folder", "item": f"{BASE}a/"},
        {"@type": "ListItem", "position": 3, "name": "A *page*"},
    ]
    assert not [node for node in site.graph("index.html") if node["@type"] == "BreadcrumbList"]
    assert "breadcrumb" not in site.node("index.html", "WebPage")


def test_a_page_without_a_title_has_none_in_its_breadcrumb(build):
    pages = {
        "index.md": "# Home\n\n```{toctree}\nup <up>\n```\n",
        "up.md": "---\ndate: 2026-03-01\n---\nNo heading.\n\n```{toctree}\ndown <down>\nunder\n```\n",
        "down.md": "Nor here.\n",
        "under.md": "# Under\n",
    }
    site = build(pages, conf={"suppress_warnings": ["toc.no_title", "toc.not_included"]})
    assert "breadcrumb" not in site.node("up.html", "WebPage")
    assert not [node for node in site.graph("up.html") if node["@type"] == "BreadcrumbList"]

    def names(page):
        return [item["name"] for item in site.node(page, "BreadcrumbList")["itemListElement"]]

    assert names("down.html") == ["Home", "up"]
    assert names("under.html") == ["Home", "up", "Under"]


def test_nothing_in_the_graph_is_empty(build):
    def check(value):
        assert value not in (None, "", [], {})
        for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            check(entry)

    site = build(CONTENT)
    for file, _path in PAGES.values():
        check(site.graph(file))


def test_the_logo_is_found_copied_and_measured(build):
    files = {"index.md": "# Home\n", "art/logo.png": png(112, 112), "_static/brand/l.png": png(120, 60)}
    conf = {"html_static_path": [], "aiarticle_publisher": {"name": "P", "logo": "art/logo.png"}}
    site = build(files, conf=conf, out="copied")
    logo = site.node("index.html", "Organization")["logo"]
    assert (logo["url"], logo["width"], logo["height"]) == (f"{BASE}_static/logo.png", 112, 112)
    assert (site.outdir / "_static" / "logo.png").is_file()
    conf = {"aiarticle_publisher": {"name": "P", "logo": "https://img.example.org/l.png"}}
    assert build(files, conf=conf, out="remote").node("index.html", "Organization")["logo"]["url"].endswith("/l.png")
    site = build(files, conf={"aiarticle_publisher": {"name": "P", "logo": "none.png"}}, out="missing")
    assert "the logo 'none.png' of aiarticle_publisher is neither a file nor" in site.warnings[0]
    assert "logo" not in site.node("index.html", "Organization")


# Handlers


def test_a_handler_replaces_the_article(build):
    def read(app, docname, article):
        return replace(article, title="Handled", categories=("News",)) if article.is_article else None

    site = build(CONTENT, setup=lambda app: app.connect("aiarticle-article-read", read))
    assert site.node("a/page.html", "BlogPosting")["articleSection"] == ["News"]
    assert "News" in site.soup("a/page.html").select_one(".aiarticle-header").get_text()


def test_a_handler_that_changes_the_article_in_place_is_named(build):
    def read(app, docname, article):
        article.date = datetime(2026, 3, 1)

    with pytest.raises(ExtensionError, match=r"read at.+cannot assign to 'date'"):
        build({"index.md": "# T\n"}, setup=lambda app: app.connect("aiarticle-article-read", read))


def test_dates_of_a_handler_are_in_the_zone_of_the_site(build):
    def read(app, docname, article):
        return replace(article, date=datetime(2026, 3, 1).date(), lastmod=datetime(2026, 3, 2))

    files = {
        "index.md": "# Home\n\n```{article-list}\n```\n",
        "a.md": "# A\n",
        "b.md": "---\ndate: 2026-02-01\n---\n# B\n",
    }
    conf = {"aiarticle_timezone": "+09:00", "aiarticle_feeds": True}
    site = build(files, conf=conf, setup=lambda app: app.connect("aiarticle-article-read", read))
    assert site.warnings == []
    assert site.node("a.html", "BlogPosting")["datePublished"] == "2026-03-01T00:00:00+09:00"
    assert site.node("a.html", "BlogPosting")["dateModified"] == "2026-03-02T00:00:00+09:00"


def test_a_handler_changes_the_graph_in_place(build):
    seen = []

    def change(app, docname, graph):
        seen.append(docname)
        graph["@graph"][0]["timeRequired"] = "PT5M"

    site = build(CONTENT, setup=lambda app: app.connect("aiarticle-json-ld", change))
    assert sorted(seen) == sorted(PAGES)
    assert site.graph("b.html")[0]["timeRequired"] == "PT5M"


def test_what_pointed_to_a_node_goes_with_it(build):
    def remove(app, docname, graph):
        gone = ("BreadcrumbList", "Organization", "ImageObject")
        graph["@graph"][:] = [node for node in graph["@graph"] if node["@type"] not in gone]

    site = build(CONTENT, setup=lambda app: app.connect("aiarticle-json-ld", remove))
    for page in PAGES:
        graph = site.graph(f"{page}.html")
        assert not {"breadcrumb", "publisher", "primaryImageOfPage"} & {key for node in graph for key in node}
    assert site.warnings == []


def _replaces_all(graph):
    graph.clear()
    graph |= {"@context": "https://schema.org", "@type": "Thing", "name": "Mine"}


def _points_oddly(graph):
    graph["@graph"][:] = [node for node in graph["@graph"] if node["@type"] != "BreadcrumbList"]
    graph["@graph"][0]["about"] = {"@id": ["odd"]}


def _renames(graph):
    for node in graph["@graph"]:
        if node["@type"] == "Organization":
            node["@id"] = "https://corp.example/#org"


@pytest.mark.parametrize(
    ("change", "kept"), [(_replaces_all, "Mine"), (_points_oddly, '["odd"]'), (_renames, '"publisher"')]
)
def test_what_a_handler_makes_of_the_graph_is_written(build, change, kept):
    site = build(CONTENT, setup=lambda app: app.connect("aiarticle-json-ld", lambda _app, _name, graph: change(graph)))
    assert kept in site.text("b.html")


@pytest.mark.parametrize("value", [object(), {1, 2}, float("nan"), b"bytes"])
def test_a_handler_that_breaks_the_graph_costs_a_warning_not_the_page(build, value):
    def break_it(app, docname, graph):
        if docname == "b":
            graph["@graph"].append(value)

    site = build(CONTENT, setup=lambda app: app.connect("aiarticle-json-ld", break_it))
    (warning,) = site.warnings
    assert warning.startswith("b.md: WARNING: the structured data of this page is left out")
    assert (len(site.scripts("b.html")), len(site.scripts("index.html"))) == (0, 1)
    assert "B & <c>" in site.soup("b.html").h1.get_text()


def test_a_graph_that_contains_itself_is_left_out(build):
    def loop(app, docname, graph):
        graph["@graph"].append(graph)

    site = build({"index.md": "# Home\n"}, setup=lambda app: app.connect("aiarticle-json-ld", loop))
    assert "broke it" in site.warnings[0]
    assert site.scripts("index.html") == []


# Other builders and templates


@pytest.mark.parametrize("builder", ["singlehtml", "epub"])
def test_builders_without_pages_of_their_own_have_none(build, builder):
    site = build(CONTENT, builder=builder)
    texts = [
        path.read_text("utf-8", "replace") for path in site.outdir.rglob("*") if path.suffix in (".html", ".xhtml")
    ]
    assert texts
    assert not [text for text in texts if "ld+json" in text]
    assert any("aiarticle-product" in text for text in texts)


@pytest.mark.parametrize(("builder", "suffix"), [("json", ".fjson"), ("pickle", ".fpickle")])
def test_serialising_builders_carry_the_graph_and_plain_values(build, builder, suffix):
    site = build(CONTENT, builder=builder)
    assert site.warnings == []
    raw = (site.outdir / f"a/page{suffix}").read_bytes()
    context = json.loads(raw) if builder == "json" else pickle.loads(raw)
    assert context["metatags"].count('<script type="application/ld+json">') == 1
    view = context["aiarticle"]
    assert json.loads(json.dumps(view)) == view  # plain data
    assert view["questions"][0]["name"] == "Why?"
    assert "aiarticle-product" in context["body"]


KEYS = {
    "is_article", "title", "description", "date", "lastmod", "authors", "categories", "tags", "summary", "cover",
    "products", "questions", "draft", "published", "modified", "language", "reading_time", "older", "newer",
    "category_urls", "tag_urls", "series_urls", "author_urls", "after", "series", "related",
    "sponsor", "ai", "tutorial", "verdicts", "videos", "corrections", "publishing_principles",
}  # fmt: skip


def test_themes_find_the_same_keys_on_every_page(build):
    seen = {}

    def keep(app, pagename, templatename, context, doctree):
        seen[pagename] = context["aiarticle"]

    build(CONTENT, setup=lambda app: app.connect("html-page-context", keep, priority=900))
    assert {name for name, view in seen.items() if view is None} == {"genindex", "search"}
    assert all(view.keys() == KEYS for view in seen.values() if view)
    view = seen["a/page"]
    assert view["is_article"] is True
    assert (view["title"], view["date"], view["lastmod"]) == ("A *page*", "2026-03-01T00:00:00+00:00", None)
    assert (view["summary"], view["description"]) == (["One."], "One.")
    assert view["published"] == {"iso": view["date"], "text": "March 1, 2026"}
    assert view["modified"] is None
    author = {"name": "Aoi", "url": "", "job_title": "", "description": "", "image": "", "links": []}
    assert view["authors"] == [author]
    assert (view["cover"]["url"], view["cover"]["width"]) == (f"{BASE}_images/cover.png", 64)
    assert [product["name"] for product in view["products"]] == ["Mat", "Rug"]
    assert seen["b"]["is_article"] is False
    assert (seen["b"]["title"], seen["b"]["cover"], seen["b"]["tags"]) == ("B & <c>", None, [])


def test_themes_find_what_the_notes_and_verdicts_of_a_page_say(build):
    page = """\
---
title: Kiln
date: 2026-03-01
sponsor: {name: Kiln works, url: https://kiln.example.net/}
ai: {text: assisted, reviewer: Aoi}
tutorial: {time: 1 h 30 min, level: beginner, tools: [tongs]}
corrections: [{date: 2026-03-02, text: The cone was 6.}]
---
# Kiln

::::{verdict} Kiln
:rating: 4/5
:basis: bought

It holds.

:::{pros-cons}
+ Warm

- Loud
:::
::::
"""
    seen = {}
    keep = lambda _app, name, _template, context, _tree: seen.update({name: context["aiarticle"]})  # noqa: E731
    build({"index.md": page}, setup=lambda app: app.connect("html-page-context", keep, priority=900))
    view = seen["index"]
    assert json.loads(json.dumps(view["verdicts"])) == view["verdicts"]
    assert view["sponsor"] == {"name": "Kiln works", "url": "https://kiln.example.net/"}
    assert (view["ai"]["text"], view["ai"]["reviewer"]["name"], view["ai"]["responsible"]) == ("assisted", "Aoi", None)
    asked = {"minutes": 90, "duration": "PT1H30M", "level": "beginner", "tools": ("tongs",), "prerequisites": ()}
    assert view["tutorial"] == asked
    assert view["corrections"] == [{"text": "The cone was 6.", "date": "2026-03-02T00:00:00+00:00"}]
    (verdict,) = view["verdicts"]
    assert verdict["rating"] == {"value": 4.0, "best": 5.0, "worst": 1.0, "percent": 80}
    assert (verdict["subject"], verdict["text"], verdict["basis"]) == ("Kiln", "It holds.", "bought")
    assert (verdict["pros"], verdict["cons"]) == (["Warm"], ["Loud"])
