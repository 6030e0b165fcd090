"""Serial equals parallel, and an incremental build equals a fresh one."""

from __future__ import annotations

import json
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ARTICLE, CONF, png, run_build, write

NOW = 1772323200  # 2026-03-01 UTC
DAY = 24 * 60 * 60


def page(number):
    priced = f"""
:::{{product-box}} Mat {number}
:stores: shop, amazon
:shop: https://shop.example.com/items/{number}
:price: {number}00
:currency: JPY
:price-date: 2026-02-20

Number *{number}*.
:::
"""
    return ARTICLE.replace("A desk that stays quiet", f"Desk {number}").replace(
        "## Questions", f"{priced}\n## Questions"
    )


#: A page without navigation: Sphinx itself does not write a page again when the title of its neighbour changes.
LAYOUT = """\
<!DOCTYPE html>
<html lang="{{ language }}"><head>
{% if pageurl %}<link rel="canonical" href="{{ pageurl }}">{% endif %}
{{ metatags }}
{% for js in script_files if not js.filename %}{{ js_tag(js) }}{% endfor %}
</head><body>
{% block body %}{{ body }}{% endblock %}
</body></html>
"""


def site_files(count=3):
    files = {f"posts/p{number:02}.md": page(number) for number in range(1, count + 1)}
    names = "\n".join(f"p{number:02}" for number in range(1, count + 1))
    files["index.md"] = "# Home\n\n```{toctree}\n:hidden:\n\nposts/index\nplain\n```\n"
    files["posts/index.md"] = f"# Posts\n\n```{{toctree}}\n:hidden:\n\n{names}\n```\n"
    files["_templates/layout.html"] = LAYOUT
    files["plain.rst"] = (
        "Plain\n=====\n\nSee :ref:`asked`.\n\n.. _asked:\n\n.. faq:: Asked\n\n   Why?\n      Because.\n"
    )
    files["images/cover.png"] = png(64, 36)
    files["products.toml"] = '[p02]\nname = "Known mat"\n'
    files["other.toml"] = '[p02]\nname = "Other mat"\n'
    files["by-id.rst"] = "By id\n=====\n\n.. product-box::\n   :id: p02\n"
    return files


OPTIONS = {
    "aiarticle_stores": CONF["aiarticle_stores"]
    | {"shop": {"name": "Example Shop", "search": "https://shop.example.com/search?q={keyword}"}},
    "templates_path": ["_templates"],
    "aiarticle_catalog": "products.toml",
}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))


def differing(left, right):
    """Return the names of files that differ; what Sphinx writes for itself is left out."""
    left, right = left.files(), right.files()
    names = {name for name in left.keys() | right.keys() if not name.endswith(".pickle")}
    return sorted(name for name in names if content(name, left.get(name)) != content(name, right.get(name)))


def content(name, data):
    """Return what counts of a file: Sphinx keeps words in its search index that no page has any more."""
    if name != "searchindex.js" or data is None:
        return data
    index = json.loads(data.removeprefix(b"Search.setIndex(").removesuffix(b")"))
    for table in ("terms", "titleterms"):
        index[table] = {word: pages for word, pages in index[table].items() if pages != []}
    return index


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text"])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="Sphinx reads and writes in parallel only where it can fork")
def test_parallel_builds_give_the_same_bytes(tmp_path, builder):
    files = site_files(11) | {"posts/p03.md": page(3).replace("tags:", "tgas_not_known: 1\ntags:")}
    write(tmp_path / "src", files)
    serial = run_build(tmp_path / "src", builder=builder, conf=OPTIONS, out="serial")
    parallel = run_build(tmp_path / "src", builder=builder, conf=OPTIONS, out="parallel", parallel=4)
    assert len(files) > 12
    assert differing(serial, parallel) == []
    assert sorted(serial.warnings) == sorted(parallel.warnings)
    assert len(serial.warnings) == 1
    if builder == "html":
        assert serial.scripts("posts/p03.html")


#: Pages that values for rare cases are about.
RARE = {
    "posts/draft.md": "---\ntitle: Draft\ndate: 2026-01-01\ndraft: true\n---\nText.\n",
    "posts/future.md": "---\ntitle: Future\ndate: 2027-01-01\n---\nText.\n",
    "posts/expired.md": "---\ntitle: Expired\ndate: 2026-01-01\nexpiryDate: 2026-02-01\n---\nText.\n",
    "posts/asked.md": "---\ntitle: Asked\ndate: 2026-01-01\nunknown_key: Mats\n---\n"
    "## Is it soft?\n\nYes.\n\n## Is it grey?\n\nNo.\n",
}


def age(folder):
    """Make files older than they are, so that a change within the same second counts as one."""
    for path in folder.rglob("*"):
        os.utime(path, (time.time() - 60,) * 2)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The site once built, and a copy of all of it: Sphinx reads every page again that is in another folder."""
    folder = tmp_path_factory.mktemp("rebuild")
    write(folder / "src", site_files() | RARE)
    age(folder / "src")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(NOW))
        site = run_build(folder / "src", conf=OPTIONS, out="site")
    copy = shutil.copytree(folder, tmp_path_factory.mktemp("copy") / "of")
    return replace(site, outdir=copy / "site"), folder


@pytest.fixture
def rebuilt(built):
    """Change the built site and build it again; then build the result from nothing."""
    site, folder = built
    shutil.rmtree(folder)
    shutil.copytree(site.outdir.parent, folder)

    def build(files=(), removed=(), **conf):
        age(folder / "src")
        write(folder / "src", dict(files))
        for name in removed:
            (folder / "src" / name).unlink()
        for name in ("fresh", "fresh-doctrees"):
            shutil.rmtree(folder / name, ignore_errors=True)
        return tuple(run_build(folder / "src", conf=OPTIONS | conf, out=out) for out in ("site", "fresh"))

    return build


def stale(again, fresh):
    """Return pages that differ; Sphinx does not delete the pages of removed documents."""
    names = fresh.files().keys()
    return [name for name in differing(again, fresh) if name in names]


def test_an_edited_page_is_as_if_fresh(rebuilt):
    changed = page(2).replace("Felt mat", "Cork mat").replace("tags: [desk, habits]", "tags: [cork]")
    changed = changed.replace("Is a mat enough?", "Is cork enough?").replace("2026-03-01T09:00:00+09:00", "2026-02-27")
    again, fresh = rebuilt({"posts/p02.md": changed})
    assert stale(again, fresh) == []
    assert "Cork mat" in again.scripts("posts/p02.html")[0]


def test_an_article_that_is_none_any_more_leaves_nothing_behind(rebuilt):
    again, fresh = rebuilt({"posts/p02.md": "# Just a page\n"})
    assert stale(again, fresh) == []
    assert again.node("posts/p02.html", "WebPage")["@type"] == "WebPage"


def test_an_added_and_a_removed_page_are_as_if_fresh(rebuilt):
    index = site_files()["posts/index.md"].replace("p01\n", "").replace("p03", "p12")
    files = {"posts/index.md": index, "posts/p12.md": page(12)}
    again, fresh = rebuilt(files, removed=["posts/p03.md"])
    assert stale(again, fresh) == []
    assert again.scripts("posts/p12.html")
    tables = again.app.env.get_domain("aiarticle").data["by_document"]
    assert {"articles", "price_dates"} <= tables.keys()
    assert [name for name, table in tables.items() if "posts/p03" in table] == []
    assert {"posts/p12", "posts/p02"} <= tables["articles"].keys()


def test_a_changed_title_reaches_the_breadcrumbs_of_other_pages(rebuilt):
    index = site_files()["posts/index.md"].replace("# Posts", "# All posts")
    again, fresh = rebuilt({"posts/index.md": index})
    assert stale(again, fresh) == []
    assert again.node("posts/p02.html", "BreadcrumbList")["itemListElement"][1]["name"] == "All posts"


def test_a_changed_cover_has_its_new_size(rebuilt):
    again, fresh = rebuilt({"images/cover.png": png(80, 45)})
    assert stale(again, fresh) == []
    assert again.node("posts/p02.html", "ImageObject")["width"] == 80


_COVER = "---\ntitle: T\n{}cover: {{image: {}}}\n---\nText.\n"


@pytest.mark.parametrize(
    ("text", "later", "nearer"),
    [
        (_COVER.format("date: 2026-01-01\n", "../img/c.png"), "img/c.png", "img/c.png"),
        (_COVER.format("", "c.png"), "c.png", "posts/c.png"),
        (_COVER.format("date: 2026-01-01\n", "/c.png"), "more/c.png", "static/c.png"),
        ('# T\n\n<img src="../img/c.png">\n', "img/c.png", "img/c.png"),
        ('# T\n\n<a href="c.zip">C</a>\n', "assets/c.zip", "posts/c.zip"),
        ("# T\n\n![C](/c%20d.png)\n", "static/c d.png", "c d.png"),
    ],
)
@pytest.mark.parametrize("hugo", [[], ["posts/*"]])
def test_a_file_that_comes_later_or_nearer_and_goes_is_as_if_fresh(tmp_path, text, later, nearer, hugo):
    src, conf = tmp_path / "src", {"aiarticle_hugo": hugo}
    write(tmp_path, {"img/c.png": png(1, 1), "c.png": png(1, 1)})  # nobody may name what is outside
    write(src, {"index.md": "# Home\n", "posts/p.md": text})
    pages = [run_build(src, conf=conf, out="site").text("posts/p.html")]
    assert "![" in text or run_build(src, conf=conf, out="site").read == []  # Sphinx reads pages that lack one always
    conf["html_extra_path"] = ["more"]
    for step, path in enumerate([later, nearer, nearer, later]):
        write(src, {path: png(64, 36 + step)}) if step < 2 else (src / path).unlink(missing_ok=True)
        again, fresh = (run_build(src, conf=conf, out=out) for out in ("site", f"fresh{step}"))
        assert stale(again, fresh) == []
        pages.append(again.text("posts/p.html"))
    assert pages[0] == pages[4] != pages[1]


def test_a_build_that_was_stopped_is_mended_by_the_next(tmp_path):
    """Sphinx has saved by then what it has read, and takes the pages that show something of it for written."""
    srcdir = tmp_path / "src"
    layout = LAYOUT.replace("</body>", "{% if next %}{{ next.title }}{% endif %}</body>")
    write(srcdir, site_files() | {"_templates/layout.html": layout})
    run_build(srcdir, conf=OPTIONS, out="site")
    write(srcdir, {"products.toml": '[p02]\nname = "Renamed"\n', "posts/p02.md": page(2).replace("Desk 2", "Sofa")})

    def stop(*args):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_build(srcdir, conf=OPTIONS, out="site", setup=lambda app: app.connect("html-page-context", stop))
    again = run_build(srcdir, conf=OPTIONS, out="site")
    fresh = run_build(srcdir, conf=OPTIONS, out="fresh")
    assert again.files().keys() == fresh.files().keys()
    assert stale(again, fresh) == []
    assert "Sofa" in again.text("posts/p01.html")


OVERRIDE = '{% extends "!aiarticle/product-box.html" %}\n{% block name %}<b class="one">{{ name }}</b>{% endblock %}\n'


def test_an_added_a_changed_and_a_removed_template_rewrite_the_pages(rebuilt):
    name = "_templates/aiarticle/product-box.html"
    changes = [({name: OVERRIDE}, ()), ({name: OVERRIDE.replace("one", "two")}, ()), ({}, [name])]
    for (files, removed), shown in zip(changes, ['class="one"', 'class="two"', "aiarticle-product__name"], strict=True):
        again, fresh = rebuilt(files, removed)
        assert stale(again, fresh) == []
        assert shown in again.text("posts/p02.html")


@pytest.mark.parametrize("name", ["_templates/page.html", "_templates/parts/own.html"])
def test_a_template_of_the_theme_that_the_project_replaces_no_more_rewrites_the_pages(rebuilt, name):
    own = '{% include "parts/own.html" ignore missing %}' if "parts" in name else '<b class="own"></b>'
    page = f'{{% extends "!page.html" %}}{{% block body %}}{{{{ super() }}}}{own}{{% endblock %}}'
    added = {"_templates/page.html": page} | ({name: '<b class="own"></b>'} if "parts" in name else {})
    for files, removed, is_shown in [(added, (), True), ({}, [name], False)]:
        again, fresh = rebuilt(files, removed)
        assert stale(again, fresh) == []
        assert ('class="own"' in again.text("posts/p02.html")) == is_shown


CHANGES = {
    "catalog": ["other.toml"],
    "publisher": {"name": "Desk Press", "url": "https://press.example.org/"},
    "authors": {"Aoi": {"name": "Aoi Example", "url": "https://example.org/aoi"}},
    "default_author": "Ren",
    "image_preview": "large",
    "article_type": "NewsArticle",
    "article_types": {"Guides": "TechArticle"},
    "page_types": {"plain": "TechArticle", "by-id": "AboutPage"},
    "stores": {"shop": OPTIONS["aiarticle_stores"]["shop"], "amazon": {"preset": "amazon.co.jp", "tag": "other-22"}},
    "disclosure": "Links earn us money.",
    "affiliate": False,
    "add_ids": True,
    "affiliate_builders": ["latex"],
    "translations": {"en": "https://example.org/en/"},
    "link_rel": ["nofollow"],
    "link_target": "",
    "price_max_age": 1,
    "json_ld": False,
    "json_ld_files": True,
    "markdown": True,
    "sitemap": True,
    "validate": False,
    "json_ld_placement": "head",
    "product_schema": "always",
    "faq_style": "accordion",
    "header": False,
    "css": False,
    "labels": {"Summary": "In short", "Published": "Since"},
    "timezone": "Asia/Tokyo",
    "other_keys": ["unknown_key"],
    "key_names": {"unknown_key": "sponsor"},
    "hugo": ["posts/*"],
    "faq_pages": ["posts/*"],
    "after": ["series", "author", "related"],
    "pages": ["tags"],
    "feeds": ["feed.xml"],
    "taxonomies": ["brands"],
    "languages": {"en": "posts"},
    "drafts": True,
    "future": True,
    "expired": True,
}
#: Values that change no page here: they are about warnings, sources, other builders, or pages that this site lacks.
IDLE = {"add_ids", "affiliate_builders", "faq_pages", "languages", "other_keys", "validate"}


def test_every_configuration_value_is_tried():
    from sphinx_aiarticle.config import OPTIONS as DECLARED

    tried_elsewhere = {"software", "redirects", "bundles", "mend_emphasis", "lint", "summary_headings", "faq_headings"}
    tried = CHANGES.keys() | tried_elsewhere
    assert {option.name for option in DECLARED if not option.name.startswith("hugo_")} <= tried


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_configuration_value_is_as_if_fresh(rebuilt, built, name):
    again, fresh = rebuilt(**{f"aiarticle_{name}": CHANGES[name]})
    assert stale(again, fresh) == []
    assert (differing(built[0], fresh) == []) == (name in IDLE)


@pytest.mark.parametrize("value", ["https://other.example.org/", ""])
def test_a_changed_address_is_as_if_fresh(rebuilt, value):
    assert stale(*rebuilt(html_baseurl=value)) == []


def test_a_changed_language_is_as_if_fresh(rebuilt):
    again, fresh = rebuilt(language="ja")
    assert stale(again, fresh) == []
    assert "広告" in again.text("posts/p02.html")


def test_nothing_is_read_or_written_again_without_a_change(tmp_path):
    write(tmp_path / "src", site_files())
    first = run_build(tmp_path / "src", conf=OPTIONS, out="site")
    times = {path: path.stat().st_mtime_ns for path in first.outdir.rglob("*.html")}
    assert run_build(tmp_path / "src", conf=OPTIONS, out="site").read == []
    changed = [path.name for path, stamp in times.items() if path.stat().st_mtime_ns != stamp]
    assert sorted(changed) == sorted(name for name in changed if name in ("genindex.html", "search.html"))


def test_a_price_grows_old_without_any_change(tmp_path, monkeypatch):
    srcdir = tmp_path / "src"
    write(srcdir, site_files())
    before = run_build(srcdir, conf=OPTIONS, out="site")
    assert before.warnings == []
    assert "¥200" in before.text("posts/p02.html")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW + 60 * DAY))
    again = run_build(srcdir, conf=OPTIONS, out="site")
    assert len([line for line in again.warnings if "[aiarticle.price]" in line]) == 3
    assert "¥200" not in again.text("posts/p02.html")
    assert "Offer" not in again.scripts("posts/p02.html")[0]
    assert run_build(srcdir, conf=OPTIONS, out="site").read == []  # once is enough
    shutil.rmtree(tmp_path / "site")
    shutil.rmtree(tmp_path / "site-doctrees")
    fresh = run_build(srcdir, conf=OPTIONS, out="site")
    assert stale(again, fresh) == []


def test_builds_in_one_process_do_not_know_of_each_other(tmp_path):
    write(tmp_path / "a" / "src", site_files())
    first = run_build(tmp_path / "a" / "src", conf=OPTIONS)
    before = first.files()
    other = {"index.md": "# T\n\n:::{product-box} X\n:foo: https://foo.example.org/x\n\nY.\n:::\n"}
    write(tmp_path / "b" / "src", other)
    stores = {"foo": {"name": "Foo", "search": "https://foo.example.org/?q={keyword}"}}
    second = run_build(
        tmp_path / "b" / "src", conf={"aiarticle_stores": stores, "html_baseurl": "https://b.example.org/"}
    )
    assert second.warnings == []
    assert len(second.soup("index.html").select(".aiarticle-product__store")) == 1
    assert "https://b.example.org/" in second.scripts("index.html")[0]
    third = run_build(tmp_path / "a" / "src", conf=OPTIONS, out="third")
    assert {name: data for name, data in third.files().items() if not name.endswith(".pickle")} == {
        name: data for name, data in before.items() if not name.endswith(".pickle")
    }


def test_lists_of_the_command_line_are_read_as_those_of_sphinx_and_paths_as_texts(build):
    overrides = {
        "aiarticle_after": "series,neighbours",
        "aiarticle_pages": "tags",
        "aiarticle_link_rel": "nofollow,ugc",
        "aiarticle_publisher": {"name": "P", "logo": Path("logo.png")},
        "aiarticle_catalog": Path("products.toml"),
    }
    files = {
        "index.md": "# Home\n\n```{article-list}\n```\n\n:::{product-box}\n:id: pot\n:::\n",
        "a.md": "---\ntitle: A\ndate: 2020-03-01\ntags: [t]\n---\nText.\n",
        "b.md": "---\ntitle: B\ndate: 2020-03-02\n---\nText.\n",
        "logo.png": png(40, 40),
        "products.toml": '[pot]\nname = "Pot"\n',
    }
    site = build(files, conf=overrides)
    assert site.warnings == []
    assert site.soup("a.html").select(".aiarticle-neighbours")
    assert (site.outdir / "tags/t/index.html").exists()
    assert site.soup("index.html").select_one(".aiarticle-product__store")["rel"] == [
        "sponsored",
        "noopener",
        "nofollow",
        "ugc",
    ]
    assert "logo" in site.node("index.html", "Organization")
