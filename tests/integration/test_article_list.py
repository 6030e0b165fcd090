"""Lists of articles: what is in them, how they look in each builder, and that they follow the articles."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from conftest import BASE, png, run_build, write


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 3, 10, tzinfo=UTC).timestamp())))


def article(title, date, *more, text="Some words."):
    return "\n".join(["---", f"title: {title}", f"date: {date}", *more, "---", "", text, ""])


LIST = "```{{article-list}}\n{}\n```\n"
FILES = {
    "posts/ash.md": article(
        "Ash", "2026-01-05", "tags: [Tree, wood]", "categories: [Garden]", "author: Aoi", "description: All of ash.",
        "cover: {image: /images/cover.png, alt: An ash}",
    ),
    "posts/birch.rst": ":date: 2026-02-01\n:tags: tree\n:lang: ja\n:author: ren\n\nBirch\n=====\n\n"
    ".. summary-box::\n\n   - One.\n   - Two.\n",
    "posts/cedar.md": article("Cedar", "2026-02-01", "tags: [tree, wood]", "weight: 9999999999", "lastmod: 2026-03-01"),
    "notes/moss.md": article("Moss", "2025-12-24T09:00:00+09:00", "weight: 1", "tags: [green]"),
    "posts/draft.md": article("Draft", "2026-02-02", "tags: [tree]", "draft: true"),
    "posts/hidden.md": article("Hidden", "2026-02-02", "tags: [tree]", "myst: {html_meta: {robots: noindex}}"),
    "plain.md": "# Plain\n",
    "images/cover.png": png(40, 30),
}  # fmt: skip
#: The same with terms of the project's own.
BRANDED = FILES | {
    "posts/ash.md": FILES["posts/ash.md"].replace("author:", "Brands: [Acme, Bolt & Co]\nauthor:"),
    "posts/cedar.md": FILES["posts/cedar.md"].replace("lastmod:", "brands: Acme\nlastmod:"),
}
CONF = {"aiarticle_authors": {"ren": {"name": "Ren Field"}}, "aiarticle_drafts": True}


def titles(site, page="index.html"):
    return [node.get_text() for node in site.soup(page).select(".aiarticle-articles__title")]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", ["Birch", "Cedar", "Ash", "Moss"]),
        (":limit: 2", ["Birch", "Cedar"]),
        (":sort: oldest", ["Moss", "Ash", "Cedar", "Birch"]),
        (":sort: title", ["Ash", "Birch", "Cedar", "Moss"]),
        (":sort: modified", ["Cedar", "Birch", "Ash", "Moss"]),
        (":sort: weight", ["Moss", "Cedar", "Birch", "Ash"]),
        (":folder: posts", ["Birch", "Cedar", "Ash"]),
        (":folder: /notes/", ["Moss"]),
        (":tag: wood", ["Cedar", "Ash"]),
        (":tag: TREE", ["Birch", "Cedar", "Ash"]),
        (":tag: wood, green", ["Cedar", "Ash", "Moss"]),
        (":tag: tree\n:author: Ren Field", ["Birch"]),
        (":author: ren", ["Birch"]),
        (":category: garden", ["Ash"]),
        (":language: en", ["Cedar", "Ash", "Moss"]),
        (":brands: acme", ["Cedar", "Ash"]),
        (":brands: Bolt & Co\n:tag: tree", ["Ash"]),
    ],
)
def test_options_choose_and_order(build, options, expected):
    lists = {
        "index.md": "# Home\n\n" + LIST.format(options),
        "other.rst": "Other\n=====\n\n.. article-list::\n" + "".join(f"   {line}\n" for line in options.split("\n")),
    }
    site = build(BRANDED | lists, conf=CONF | {"aiarticle_taxonomies": ["Brands"]})
    assert site.warnings == []
    assert titles(site) == titles(site, "other.html") == expected


@pytest.mark.parametrize("page", ["index.md", "index.rst"])
def test_an_option_that_is_no_kind_of_term_is_one_warning(build, page):
    text = {
        "index.md": "# Home\n\n" + LIST.format(":brand: Acme\n:limit: 2"),
        "index.rst": "Home\n====\n\n.. article-list::\n   :brand: Acme\n   :limit: 2\n",
    }
    site = build(BRANDED | {page: text[page]}, conf=CONF | {"aiarticle_taxonomies": ["brands"]})
    (warning,) = site.warnings
    assert warning.startswith(f"{page}:{4 if page == 'index.md' else 5}: WARNING: the option `:brand:` is left out: ")
    assert "`article-list` has none of this name; did you mean 'brands'?" in warning
    assert titles(site) == ["Birch", "Cedar"]


def test_the_page_itself_is_not_in_its_list(build):
    site = build(FILES | {"index.md": article("Home", "2026-03-01", text=LIST.format(":limit: 1"))}, conf=CONF)
    assert titles(site) == ["Birch"]
    assert site.node("index.html", "BlogPosting")["mentions"] == {"@id": f"{BASE}#articles"}


def test_cards_show_cover_date_time_excerpt_and_tags(build):
    site = build(FILES | {"index.rst": "Home\n====\n\n.. article-list::\n   :style: cards\n"}, conf=CONF)
    items = site.soup("index.html").select(".aiarticle-articles__item")
    items = {item.select_one(".aiarticle-articles__title").get_text(): item for item in items}
    ash = items["Ash"]
    assert ash.select_one("img")["src"] == "_images/cover.png"
    assert (ash.select_one("img")["width"], ash.select_one("img")["alt"]) == ("40", "")
    assert (site.outdir / "_images/cover.png").is_file()
    assert ash.select_one("time")["datetime"] == "2026-01-05T00:00:00+00:00"
    assert "1 min read" in ash.get_text()
    assert ash.select_one(".aiarticle-articles__excerpt").get_text() == "All of ash."
    assert [tag.get_text() for tag in ash.select(".aiarticle-articles__tag")] == ["Tag Tree", "Tag wood"]
    assert items["Birch"].select_one(".aiarticle-articles__title")["lang"] == "ja"
    assert items["Birch"].select_one(".aiarticle-articles__excerpt").get_text() == "One. Two."


def test_an_archive_is_grouped_by_month_in_the_language_of_the_page(build):
    files = FILES | {"index.md": "---\nlang: ja\n---\n# Home\n\n" + LIST.format(":style: archive")}
    groups = build(files, conf=CONF).soup("index.html").select(".aiarticle-articles__group")
    assert [group.get_text() for group in groups] == ["2026年2月", "2026年1月", "2025年12月"]


@pytest.mark.parametrize(
    "builder", ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "xml", "man", "markdown"]
)
def test_every_builder_has_links_and_dates(build, builder):
    conf = CONF | {"extensions": ["sphinx_aiarticle", "sphinx_markdown_builder"]} if builder == "markdown" else CONF
    index = "# Home\n\n" + LIST.format(":style: cards") + "\n```{toctree}\n:glob:\n\nposts/*\nnotes/*\n```\n"
    site = build(FILES | {"index.md": index}, builder=builder, conf=conf | {"version": "1", "epub_show_urls": "no"})
    assert [line for line in site.warnings if "aiarticle_" in line] == []
    text = "\n".join(
        path.read_text("utf-8")
        for path in site.outdir.rglob("*")
        if path.suffix in (".html", ".xhtml", ".tex", ".txt", ".xml", ".1", ".md")
    )
    assert "All of ash." in text
    assert "January 5, 2026" in text
    if builder == "man":
        assert "<>" not in text


def test_an_empty_list_says_so_and_an_unknown_term_warns(build):
    site = build(FILES | {"index.md": "# Home\n\n" + LIST.format(":tag: tre")}, conf=CONF)
    assert site.soup("index.html").select_one(".aiarticle-articles__message").get_text()
    (warning,) = site.warnings
    assert warning.startswith("index.md:3: WARNING: no published article has the tag 'tre'")
    assert "did you mean 'tree'?" in warning.lower()


def test_data_list_the_articles_of_a_page_once(build):
    site = build(FILES | {"index.md": "# Home\n\n" + LIST.format(":limit: 2") + "\n" + LIST.format("")}, conf=CONF)
    items = site.node("index.html", "ItemList")["itemListElement"]
    assert [item["name"] for item in items] == ["Birch", "Cedar", "Ash", "Moss"]
    assert items[0]["url"] == f"{BASE}posts/birch.html"
    assert site.node("index.html", "CollectionPage")["mainEntity"] == {"@id": f"{BASE}#articles"}


# Incremental and parallel builds

INDEXES = {
    "index.md": "# Home\n\n" + LIST.format(":style: cards"),
    "wood.rst": "Wood\n====\n\n.. article-list::\n   :tag: wood\n   :style: archive\n",
    "two.md": "# Two\n\n" + LIST.format(":limit: 2\n:sort: modified\n:excerpt: summary"),
}
LAYOUT = (  # Sphinx does not write a page again when a title in its navigation changes
    "<html><head>{{ metatags }}{% for js in script_files if not js.filename %}{{ js_tag(js) }}{% endfor %}</head>"
    "<body>{% block body %}{{ body }}{% endblock %}</body></html>"
)
QUIET = CONF | {"templates_path": ["_templates"], "suppress_warnings": ["aiarticle.articles", "toc.not_included"]}


def pages(site):
    return {name: data for name, data in site.files().items() if name.endswith((".html", ".txt"))}


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text"])
def test_parallel_equals_serial(build, builder):
    many = {f"posts/n{number}.md": article(f"N{number}", f"2026-01-{number:02}") for number in range(1, 12)}
    build(FILES | INDEXES | many | {"_templates/layout.html": LAYOUT}, conf=QUIET, builder=builder, out="serial")
    serial = run_build(build.srcdir, conf=QUIET, builder=builder, out="serial")
    parallel = run_build(build.srcdir, conf=QUIET, builder=builder, out="parallel", parallel=3)
    assert pages(serial) == pages(parallel)


REFERRING = {
    "index.md": "# Home\n\n```{toctree}\nb\n```\n\n" + LIST.format(":excerpt: summary"),
    "a.md": article("Ash", "2026-01-05", "tags: [wood]", text=(
        ":::{summary-box}\n- See {doc}`b`, [](b.md), {ref}`lbl`, {term}`Foo`.\n"
        "- As in {numref}`fig` or {numref}`Picture %s <fig>`.\n- But {doc}`gone`.\n:::\n"
    )),
    "b.md": "# Birch *tree*\n\n(lbl)=\n## Some section\n\n```{glossary}\nFoo\n  A thing.\n```\n\n"
    "```{figure} cover.png\n:name: fig\nA tree.\n```\n",
    "cover.png": png(40, 30),
    "_templates/layout.html": LAYOUT,
}  # fmt: skip


@pytest.mark.parametrize("builder", ["html", "text", "texinfo"])
def test_excerpts_have_the_words_of_references_as_pages_do(build, builder):
    conf = QUIET | {
        "aiarticle_feeds": {"feed.json": {"excerpt": "summary"}}, "numfig": True, "nitpicky": True,
        "aiarticle_pages": {"tags": {"excerpt": "summary"}},
    }  # fmt: skip
    conf["texinfo_documents"] = [("index", "book", "T", "A", "book", "D", "M")]
    site = build(REFERRING, conf=conf, builder=builder, out="site")
    excerpt = "See {0}, {0}, Some section, Foo. As in Fig. {1} or Picture {1}. But gone."
    assert ["gone" in line for line in site.warnings] == [True] * (builder != "texinfo")  # whose book is without it
    pages_of = {"html": ["index.html", "tags/wood/index.html", "feed.json"], "text": ["index.txt"]}
    shows = pages_of.get(builder, ["book.texi"])
    birch = build.srcdir / "b.md"
    for title, number, old in (("Birch tree", 1, ""), ("Beech", 2, "Birch *tree*")):
        if old:
            figure = "\n\n```{figure} cover.png\nAnother.\n```\n"
            birch.write_text(birch.read_text().replace(old, title + figure))
            os.utime(birch, (birch.stat().st_mtime + 10,) * 2)
            site = run_build(build.srcdir, conf=conf, builder=builder, out="site")
        texts = [" ".join(site.text(name).split()) for name in shows]
        assert [excerpt.format(title, number) in text for text in texts] == [True] * len(shows)
    fresh = run_build(build.srcdir, conf=conf, builder=builder, out="fresh", parallel=3)
    assert [fresh.text(name) for name in shows] == [site.text(name) for name in shows]


def test_a_list_of_own_terms_follows_them(build):
    conf = QUIET | {"aiarticle_taxonomies": ["brands"]}
    site = build(BRANDED | {"index.md": "# Home\n\n" + LIST.format(":brands: Acme")}, conf=conf, out="site")
    assert titles(site) == ["Cedar", "Ash"]
    moss = build.srcdir / "notes/moss.md"
    moss.write_text(moss.read_text().replace("tags: [green]", "brands: [ACME]"))
    os.utime(moss, (moss.stat().st_mtime + 10,) * 2)
    assert titles(run_build(build.srcdir, conf=conf, out="site")) == ["Cedar", "Ash", "Moss"]


def test_only_pages_that_show_the_change_are_written(build):
    files = FILES | INDEXES | {"_templates/layout.html": LAYOUT}
    site = build(files, conf=QUIET, out="site")
    before = {path: path.stat().st_mtime_ns for path in site.outdir.glob("*.html")}
    moss = build.srcdir / "notes/moss.md"
    moss.write_text(moss.read_text().replace("Moss", "Lichen"))
    os.utime(moss, (moss.stat().st_mtime + 10,) * 2)
    run_build(build.srcdir, conf=QUIET, out="site")
    written = {path.name for path in before if path.stat().st_mtime_ns != before[path]}
    assert written - {"genindex.html", "search.html"} == {"index.html"}


@pytest.mark.parametrize(
    ("conf", "text", "unreached"),
    [
        ({}, "", ["notes/moss", "posts/ash", "posts/birch", "posts/cedar"]),
        ({}, LIST.format(":limit: 2"), ["notes/moss", "posts/ash"]),
        ({}, LIST.format(""), []),
        ({"aiarticle_pages": ["archive"]}, "", []),
        ({"aiarticle_pages": ["categories"]}, "", ["notes/moss", "posts/birch", "posts/cedar"]),
        ({"aiarticle_after": True}, "", ["posts/birch"]),  # the only one of its language
    ],
)
def test_an_article_needs_no_toctree_where_something_leads_to_it(build, conf, text, unreached):
    files = {name: FILES[name] for name in FILES if name not in ("plain.md", "posts/draft.md", "posts/hidden.md")}
    site = build(files | {"index.md": f"# T\n\n{text}"}, conf=CONF | {"suppress_warnings": []} | conf)
    warned = [line.partition(":")[0] for line in site.warnings if "toc.not_included" in line]
    assert sorted(name.rpartition(".")[0] for name in warned) == unreached


def test_an_article_that_no_list_has_any_more_warns_again(build):
    files = {name: FILES[name] for name in ("posts/ash.md", "images/cover.png")}
    loud = {"suppress_warnings": []}
    site = build(files | {"index.md": "# T\n\n" + LIST.format("")}, conf=loud)
    assert site.warnings == []
    write(build.srcdir, {"index.md": "# T\n"})
    again = run_build(build.srcdir, conf=loud)
    assert [line.partition(":")[0] for line in again.warnings if "toc.not_included" in line] == ["posts/ash.md"]


def test_a_list_is_in_the_language_of_its_page_where_the_site_has_several(build):
    page = "# Page\n\n" + LIST.format("")
    files = {
        "index.md": page,
        "de/index.md": page,
        "all.md": "# All\n\n" + LIST.format(":language: en, de"),
        "by.md": "# By folder\n\n" + LIST.format(":folder: de"),
        "posts/ash.md": article("Ash", "2026-01-05"),
        "de/esche.md": article("Esche", "2026-01-06"),
    }
    site = build(files, conf={"aiarticle_languages": {"de": "de"}})
    assert [titles(site, f"{name}.html") for name in ("index", "de/index", "all", "by")] == [
        ["Ash"], ["Esche"], ["Esche", "Ash"], ["Esche"],
    ]  # fmt: skip
    assert titles(build(files, out="one")) == ["Esche", "Ash"]


def test_lists_of_authors_and_generated_ones_have_the_same_articles_whatever_tag_these_have(build):
    page = "# Page\n\n" + LIST.format("")
    files = {
        "index.md": page,
        "de/index.md": page,
        "lists.md": "---\nlang: en-GB\n---\n" + page + LIST.format(":tag: Hain"),
        "posts/ash.md": article("Ash", "2026-01-05", "tags: [tree]"),
        "posts/oak.md": article("Oak", "2026-01-04", "lang: en-GB", "tags: [tree]"),
        "posts/orme.md": article("Orme", "2026-01-03", "lang: fr", "tags: [tree]"),
        "de/eiche.md": article("Eiche", "2026-01-06", "tags: [Hain]"),
        "de/ahorn.md": article("Ahorn", "2026-01-07", "lang: de-AT", "tags: [Hain]"),
    }
    own = {"aiarticle_languages": {"de": "de"}, "aiarticle_pages": {"tags": {}}, "aiarticle_after": []}
    site = build(files, conf=own | {"suppress_warnings": []})
    assert titles(site) == titles(site, "lists.html") == titles(site, "tags/tree/index.html") == ["Ash", "Oak", "Orme"]
    assert titles(site, "de/index.html") == titles(site, "de/tags/hain/index.html") == ["Ahorn", "Eiche"]
    for name in ("de/ahorn", "de/eiche"):
        links = [link["href"] for link in site.soup(f"{name}.html").select(".aiarticle-header a")]
        assert links == ["tags/hain/index.html"]
    assert [line.partition(":")[0] for line in site.warnings if "toc.not_included" in line] == [
        "de/index.md", "lists.md",
    ]  # fmt: skip
    (said,) = [line.partition("WARNING: ")[2] for line in site.warnings if "no published" in line]
    assert said.startswith("no published article in the language of the list has the tag 'Hain'")


def test_tags_of_cards_lead_to_their_pages_where_there_are_any(build):
    files = FILES | {"index.md": "# Home\n\n" + LIST.format(":style: cards\n:tag: wood\n:limit: 1")}
    conf = CONF | {"aiarticle_pages": {"tags": {"exclude": ["tree"]}}}
    tags = build(files, conf=conf).soup("index.html").select(".aiarticle-articles__tag")
    assert [(tag.text, tag.a and tag.a["href"]) for tag in tags] == [
        ("Tag tree", None), ("Tag wood", "tags/wood/index.html"),
    ]  # fmt: skip
    assert not build(files, conf=CONF, out="plain").soup("index.html").select(".aiarticle-articles__tag a")


def test_the_name_of_an_article_is_free_of_messages_of_the_parser(build):
    odd = "---\ntitle: A b\ndate: 2026-01-01\n---\n# A {nothing}`x` b\n"
    site = build({"index.md": "# Home\n\n" + LIST.format(""), "odd.md": odd})
    assert titles(site) == ["A b"]
    assert [line for line in site.warnings if "role" not in line] == []
