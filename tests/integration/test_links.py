"""Links between Hugo articles, and the pages at the addresses by which they were known."""

from __future__ import annotations

import shutil

import pytest
from bs4 import BeautifulSoup
from conftest import BASE, run_build

CONF = {"aiarticle_hugo": ["posts/**"]}


def article(title: str, *more: str, body: str = "Text.") -> str:
    return "\n".join(["---", f"title: {title}", "date: 2026-02-01", *more, "---", "", body, ""])


LINKS = {
    "file": "/posts/cup/",
    "file-upper": "/Posts/CUP/",
    "slug": "/posts/cups/",
    "alias": "/old/cup",
    "fragment": "/posts/cup/#handle",
    "bundle": "/posts/kettle/",
    "bundle-slug": "/posts/kettles/",
    "section": "/posts/",
    "url": "/special.html",
    "beside": "../cup/",
    "ref-name": '{{< ref "cup.md" >}}',
    "ref-ending": '{{< ref "cup.pdf" >}}',
    "ref-path": '{{< relref "/posts/cup#handle" >}}',
    "ref-bundle": '{{< ref "kettle" >}}',
    "ref-here": '{{< ref "#list" >}}',
    "tag": "/tags/tea/",
    "gone": "../gone/?a=1#b",
}
FILES = {
    "index.md": "# Home\n",
    "posts/_index.md": article("All posts"),
    "posts/cup.md": article("Cup", "slug: cups", "aliases: [/old/cup/, moved.html]", body="## Handle {#handle}\n\nx"),
    "posts/kettle/index.md": article("Kettle", "slug: kettles"),
    "posts/special.md": article("Special", "url: /special.html"),
    "posts/links.md": article(
        "Links", body="## Links {#list}\n\n" + "\n".join(f"- [{name}]({target})" for name, target in LINKS.items())
    ),
}
PAGES = {
    "file": "cup.html",
    "file-upper": "cup.html",
    "slug": "cup.html",
    "alias": "cup.html",
    "fragment": "cup.html#handle",
    "bundle": "kettle/index.html",
    "bundle-slug": "kettle/index.html",
    "section": "_index.html",
    "url": "special.html",
    "beside": "cup.html",
    "ref-name": "cup.html",
    "ref-ending": "cup.html",
    "ref-path": "cup.html#handle",
    "ref-bundle": "kettle/index.html",
    "ref-here": "#list",
    "tag": BASE + "tags/tea/",
    "gone": BASE + "posts/gone/?a=1#b",
}


@pytest.mark.parametrize("parallel", [0, 2])
def test_every_way_to_an_article_is_a_reference(build, parallel):
    site = build(FILES, conf=CONF, parallel=parallel)
    assert site.warnings == []
    links = {link.get_text(): link["href"] for link in site.soup("posts/links.html").select("ul.simple a")}
    assert links == PAGES


def test_references_of_a_page_bundle_are_seen_from_the_folder_around_it(build):
    body = '[up]({{< relref ".." >}}) [cup]({{< relref "cup" >}})'
    files = FILES | {"posts/odd/cup.md": article("Odd"), "posts/odd/index.md": article("Own", body=body)}
    site = build(files | {"posts/links.md": article("Links")}, conf=CONF)
    links = [link["href"] for link in site.soup("posts/odd/index.html").select("div.body p a")]
    assert links[-2:] == ["../../index.html", "../cup.html"]


def test_other_builders_refer_to_documents_too(build):
    links = build(FILES, conf=CONF, builder="dirhtml").soup("posts/links/index.html").select("ul.simple a")
    assert links[2]["href"] == "../cup/"
    text = build(FILES, conf=CONF, builder="singlehtml")
    assert text.warnings == []


def test_a_ref_to_nothing_warns_at_its_line_and_keeps_its_words(build):
    site = build(FILES | {"posts/bad.md": article("Bad", body='See [it]({{< ref "nothing.md" >}}).')}, conf=CONF)
    (warning,) = site.warnings
    assert warning.startswith("posts/bad.md:6: WARNING: no single article is called 'nothing.md'")
    assert "See it." in site.soup("posts/bad.html").get_text()


def redirects(site) -> dict[str, str]:
    found = {}
    for name in site.files():
        if name.endswith(".html") and "sphinx-aiarticle redirect" in site.text(name):
            refresh = BeautifulSoup(site.text(name), "html.parser").find("meta", {"http-equiv": "refresh"})
            found[name] = refresh["content"].removeprefix("0; url=")
    return found


def test_old_addresses_lead_to_the_pages(build):
    site = build(FILES, conf=CONF)
    assert redirects(site) == {
        "old/cup/index.html": "../../posts/cup.html",
        "posts/cup/index.html": "../../posts/cup.html",
        "posts/cups/index.html": "../../posts/cup.html",
        "posts/index.html": "../posts/_index.html",
        "posts/kettles/index.html": "../../posts/kettle/index.html",
        "posts/links/index.html": "../../posts/links.html",
        "posts/moved.html": "../posts/cup.html",
        "posts/special/index.html": "../../posts/special.html",
        "special.html": "posts/special.html",
    }
    page = site.soup("posts/cups/index.html")
    assert page.find("link", rel="canonical")["href"] == BASE + "posts/cup.html"
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"
    assert page.script.text.endswith("location.replace(document.links[0].href + rest);")  # to a question, for example
    assert [link["href"] for link in page.select("a")] == ["../../posts/cup.html"]


def test_folders_as_pages_need_fewer_of_them(build):
    assert set(redirects(build(FILES, conf=CONF, builder="dirhtml"))) == {
        "old/cup/index.html", "posts/cups/index.html", "posts/index.html", "posts/kettles/index.html",
        "posts/moved.html", "special.html",
    }  # fmt: skip


def test_pages_named_after_folders_answer_as_files_and_the_home_page_is_none_of_them(build):
    files = {"index.md": "# Home\n", "tea/index.md": "# Tea\n", "cup.md": "# Cup\n"}
    site = build(files, conf=CONF | {"aiarticle_redirects": "files"})
    assert redirects(site) == {"tea.html": "tea/index.html"}
    assert set(redirects(build(files, conf=CONF | {"aiarticle_redirects": "files"}, builder="dirhtml"))) == {
        "tea.html", "cup.html",
    }  # fmt: skip


def test_a_rebuild_writes_what_changed_and_deletes_what_nobody_asks_for(build):
    site = build(FILES, conf=CONF)
    before = {name: (site.outdir / name).stat().st_mtime_ns for name in redirects(site)}
    (site.outdir / "posts/links/index.html").unlink()
    site = build({"posts/cup.md": article("Cup", "slug: mugs")}, conf=CONF)
    after = redirects(site)
    assert "posts/mugs/index.html" in after
    assert not {"old/cup/index.html", "posts/cups/index.html", "posts/moved.html"} & after.keys()
    assert not (site.outdir / "old").exists()
    assert "posts/links/index.html" in after
    kept = "posts/kettles/index.html"
    assert (site.outdir / kept).stat().st_mtime_ns == before[kept]
    fresh = run_build(build.srcdir, out="fresh", conf=CONF)
    assert redirects(fresh) == after
    assert redirects(run_build(build.srcdir, conf=CONF | {"aiarticle_redirects": False})) == {}


def test_pages_and_files_of_the_author_are_never_overwritten(build):
    alias = "aliases: [/index.html, /extra.html, /posts/cup.html, /posts/CUP.html, /search.html, /genindex.html]"
    files = FILES | {"posts/taken.md": article("Taken", alias), "extra/extra.html": "<p>mine"}
    site = build(files, conf=CONF | {"html_extra_path": ["extra"], "exclude_patterns": ["extra"]})
    assert not {"index.html", "extra.html", "posts/cup.html", "search.html"} & redirects(site).keys()
    assert site.text("extra.html") == "<p>mine"
    assert "Home" in site.text("index.html")


def test_of_articles_with_one_slug_the_file_of_that_name_wins(build):
    files = {
        "index.md": "# Home\n",
        "posts/a.md": article("A", "slug: tea", body="[x](/posts/tea/) [y](/posts/shared/)"),
        "posts/b.md": article("B", "slug: shared"),
        "posts/c.md": article("C", "slug: shared"),
        "posts/tea.md": article("Tea"),
    }
    site = build(files, conf=CONF)
    assert [a["href"] for a in site.soup("posts/a.html").select("p > a.reference")] == ["tea.html", "b.html"]
    assert redirects(site)["posts/tea/index.html"] == "../../posts/tea.html"
    assert redirects(site)["posts/shared/index.html"] == "../../posts/b.html"


def test_hostile_aliases_warn_at_their_line_and_write_nothing(build):
    files = {"index.md": "# Home\n", "posts/a.md": article("A", "aliases: ['%2e%2e/x', '//host/y', 'C:\\z']")}
    site = build(files, conf=CONF)
    assert len(site.warnings) == 3
    assert all(warning.startswith("posts/a.md:4: WARNING: 'aliases' holds no path") for warning in site.warnings)
    assert set(redirects(site)) == {"posts/a/index.html"}
    assert not (site.outdir.parent / "x").exists()


def test_addresses_of_hugo_articles_are_in_the_folder_of_their_language(build):
    files = {"index.md": "# Home\n", "en/posts/mat.md": article("Mat", "slug: mats", "aliases: [/rug/, carpet]")}
    conf = {
        "aiarticle_hugo": ["**"],
        "aiarticle_languages": {"en": "en"},
        "aiarticle_hugo_permalinks": {"posts": "/:slug/"},
    }
    site = build(files, conf=conf)
    assert site.warnings == []
    for name in ("en/mats", "en/rug", "en/carpet"):
        assert (site.outdir / name / "index.html").is_file(), name
    assert not (site.outdir / "rug").exists()


def test_a_ref_by_name_finds_the_article_of_its_own_language_first(build):
    body = 'See [it]({{< ref "mat.md" >}}).'
    files = {
        "index.md": "# Home\n", "en/posts/mat.md": article("Mat"), "ja/notes/mat.md": article("Matte"),
        "en/a.md": article("A", body=body), "ja/a.md": article("A", body=body), "b.md": article("B", body=body),
    }  # fmt: skip
    site = build(files, conf={"aiarticle_hugo": ["*/**", "b"], "aiarticle_languages": {"en": "en", "ja": "ja"}})
    (warning,) = site.warnings
    assert warning.startswith("b.md:6: WARNING: no single article is called 'mat.md'")
    for page, target in (("en/a.html", "posts/mat.html"), ("ja/a.html", "notes/mat.html")):
        assert site.soup(page).select_one(f'a[href="{target}"]').get_text() == "it"


def test_a_ref_in_a_project_of_content_is_seen_from_its_folder_and_leads_nowhere_else(build):
    body = 'See [it]({{< ref "setup.md" >}}), [that](/content/posts/setup.md), [none]({{< ref "missing.md" >}}).'
    files = {
        "index.md": "# Home\n", "content/_index.md": article("Top"), "content/posts/a.md": article("A", body=body),
        "content/posts/setup.md": article("One"), "content/docs/setup.md": article("Two"),
    }  # fmt: skip
    site = build(files, conf={"aiarticle_hugo": ["content/**"]})
    (warning,) = site.warnings
    assert warning.startswith("content/posts/a.md:6: WARNING: no single article is called 'missing.md'")
    links = {link.get_text(): link["href"] for link in site.soup("content/posts/a.html").select(".body p a")}
    assert links == {"it": "setup.html", "that": "setup.html"}


def test_aliases_are_answered_whatever_the_ending_of_pages(build):
    page = "---\ntitle: A\ndate: 2026-03-01\naliases: [/old/]\n---\n\nText.\n"
    files = {"index.md": "# Home\n", "a.md": page, "404.md": "# Not here\n"}
    site = build(files, conf={"aiarticle_redirects": True, "html_file_suffix": ".htm"})
    assert 'url=../a.htm"' in site.text("old/index.html")
    assert "Not here" in site.text("404.html")


def test_aliases_of_articles_that_hugo_never_saw_are_answered(build):
    text = "---\ntitle: A\ndate: 2026-02-01\naliases: [/old/a/]\n---\n\nText.\n"
    assert set(redirects(build({"index.md": "# Home\n", "a.md": text}))) == {"old/a/index.html"}


@pytest.mark.parametrize(
    ("form", "builder", "expected"),
    [
        (
            "folders",
            "html",
            {"about/index.html": "../about.html", "Two/index.html": None, "two/index.html": "../Two.html"},
        ),
        ("folders", "dirhtml", {"about/index.html": None, "two/index.html": "../Two/", "two.html": None}),
        ("files", "dirhtml", {"about.html": "about/", "two.html": "Two/", "index.html": None}),
        ("files", "html", {"about.html": None, "two.html": "Two.html"}),
        (True, "html", {"about/index.html": None}),
    ],
)
def test_every_page_answers_in_the_form_that_is_asked_for(build, form, builder, expected):
    files = {"index.md": "# Home\n\n[a](about.md) [t](Two.md)\n", "about.md": "# About\n", "Two.md": "# Two\n"}
    site = build(files, conf=CONF | {"aiarticle_redirects": form}, builder=builder)
    found = redirects(site)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(("builder", "page"), [("html", "a%2541%20%23b.html"), ("dirhtml", "a%2541%20%23b/")])
def test_signs_in_the_name_of_a_document_are_escaped_once(build, builder, page):
    files = {"index.md": "# Home\n", "a%41 #b.md": "---\naliases: [/old/]\n---\n# A\n"}
    site = build(files, conf=CONF, builder=builder)
    assert redirects(site)["old/index.html"] == f"../{page}"
    assert site.soup("old/index.html").find("link", rel="canonical")["href"] == BASE + page


def test_another_form_of_addresses_is_refused(build):
    site = build({"index.md": "# Home\n"}, conf=CONF | {"aiarticle_redirects": "pages"})
    assert "'pages' is none of True, False, 'folders', 'files'" in site.warnings[0]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_links_follow_when_articles_come_move_and_go(build, builder):
    links = "[1](/posts/tea/) [2](/posts/green/) [3](../tea/) [4](/old/) [5](/posts/cup/)"
    files = {
        "index.md": "# Home\n",
        "posts/cup.md": article("Cup", body=links),
        "posts/pot.md": article("Pot", body="[1](/posts/cup/)\n\n[x]: /posts/tea/\n\n[2][x]"),
        "posts/other.md": article("Other"),
    }
    tea = article("Tea", "slug: green", "aliases: [/old/]")
    build(files, conf=CONF, builder=builder)

    def pages() -> None:
        written: list[str] = []
        site = run_build(
            build.srcdir,
            conf=CONF,
            builder=builder,
            setup=lambda app: app.connect("html-page-context", lambda _a, name, *_: written.append(name)),
        )
        fresh = run_build(build.srcdir, out="fresh", conf=CONF, builder=builder)
        for page in ("posts/cup.html", "posts/pot.html"):
            name = page if builder == "html" else page.replace(".html", "/index.html")
            assert site.text(name) == fresh.text(name)
        assert "posts/other" not in written
        shutil.rmtree(fresh.outdir)
        shutil.rmtree(fresh.outdir.with_name(f"{fresh.outdir.name}-doctrees"))

    (build.srcdir / "posts/tea.md").write_text(tea, encoding="utf-8")
    pages()
    (build.srcdir / "posts/tea.md").write_text(tea.replace("green", "black"), encoding="utf-8")
    pages()
    (build.srcdir / "posts/tea.md").unlink()
    pages()


@pytest.mark.parametrize(
    ("pages", "date", "kind"), [(True, "", "internal"), (False, "2026-03-01", "internal"), (False, "", "external")]
)
def test_an_address_of_the_site_itself_does_not_lead_elsewhere(build, pages, date, kind):
    """A plain page of a site without lists is as Sphinx makes it."""
    head = f"---\ntitle: Home\ndate: {date}\n---\n\n" if date else ""
    entries = f"```{{toctree}}\nTags <{BASE}tags/>\nShop <https://shop.example/>\n```\n"
    site = build(
        {"index.md": f"{head}# Home\n\n[Tags]({BASE}tags/) [near]({BASE.rstrip('/')}ing/)\n\n{entries}"},
        conf={"aiarticle_pages": pages},
    )
    links = site.soup("index.html").select("div.body a.reference")
    assert [(link.get_text(), link["class"][1]) for link in links] == [
        ("Tags", kind), ("near", "external"), ("Tags", kind), ("Shop", "external")
    ]  # fmt: skip


def test_a_wrong_address_of_the_site_ends_no_build(build):
    html = '<img src="/gone.png" alt=""> <a href="/files/gone.pdf">Gone</a>'
    files = {"index.md": f"# Home\n\n{html}\n", "posts/a.md": article("A", body="[b](/nowhere/) [c](/posts/a/)")}
    site = build(
        files, conf={"html_baseurl": "http://[x/", "aiarticle_hugo": ["posts/*"], "project": "Project name not set"}
    )
    assert 'href="/nowhere/"' in site.text("posts/a.html")
    assert any("http://[x/" in line for line in site.warnings)
