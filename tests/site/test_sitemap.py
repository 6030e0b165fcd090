"""The site map has what search engines are to index, and what is known of it."""

from __future__ import annotations

import sys
from datetime import timedelta, timezone
from types import SimpleNamespace
from xml.etree import ElementTree as Xml

from conftest import BASE, png
from sphinx.extension import Extension

from sphinx_aiarticle.site import sitemap

SPACES = {
    "": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
ON = {"aiarticle_sitemap": True}
FILES = {
    "index.md": "# Home\n",
    "a.md": "---\ndate: 2026-03-01\nlastmod: 2026-03-02T10:00:00+09:00\n---\n# A\n\n![](pic.png)\n",
    "b&c.md": "---\ndate: 2026-03-01\n---\n# B\n",
    "sub/index.md": "# Sub\n",
    "hidden.md": "---\nmyst:\n  html_meta:\n    robots: noindex\n---\n# Hidden\n",
    "copy.md": "---\ndate: 2026-03-01\ncanonicalURL: https://other.example/\n---\n# Copy\n",
    "draft.md": "---\ndate: 2026-03-01\ndraft: true\n---\n# Draft\n",
    "pic.png": png(2, 2),
}


def urls(text):
    return {url.findtext("loc", "", SPACES): url for url in Xml.fromstring(text)}


def test_pages_have_their_dates_and_pictures(build):
    site = build(FILES, conf=ON)
    found = urls(site.text("sitemap.xml"))
    assert list(found) == [f"{BASE}{name}" for name in ("a.html", "b%26c.html", "", "sub/")]
    assert {name: url.findtext("lastmod", None, SPACES) for name, url in found.items()} == {
        f"{BASE}a.html": "2026-03-02T10:00:00+09:00", f"{BASE}b%26c.html": None, BASE: None, f"{BASE}sub/": None,
    }  # fmt: skip
    assert [image.text for image in found[f"{BASE}a.html"].findall("image:image/image:loc", SPACES)] == [
        f"{BASE}_images/pic.png"
    ]
    assert site.warnings == []


def test_there_is_none_by_default_and_it_goes_when_it_is_switched_off(build):
    assert "sitemap.xml" in build(FILES, conf=ON).files()
    assert "sitemap.xml" not in build(FILES).files()


def test_it_is_written_when_it_says_something_else_or_is_gone(build):
    path = build(FILES, conf=ON).outdir / "sitemap.xml"

    def is_written(**files):
        path.write_text("of the last build", encoding="utf-8")
        build(FILES | files, conf=ON)
        return path.read_text(encoding="utf-8") != "of the last build"

    assert not is_written()
    assert not is_written(**{"index.md": "# Another home\n"})
    assert is_written(**{"c.md": "# C\n"})
    assert is_written(**{"a.md": FILES["a.md"].replace("03-02T", "03-03T")})
    path.unlink()
    assert "sitemap.xml" in build(FILES, conf=ON).files()


def test_pages_name_their_translations(build):
    site = build(FILES, conf=ON | {"aiarticle_translations": {"en": BASE, "ja": f"{BASE}ja/"}})
    links = urls(site.text("sitemap.xml"))[f"{BASE}a.html"].findall("xhtml:link", SPACES)
    assert [(link.get("hreflang"), link.get("href")) for link in links] == [
        ("en", f"{BASE}a.html"), ("ja", f"{BASE}ja/a.html"),
    ]  # fmt: skip


def test_git_tells_dates_that_no_author_tells(build):
    def setup(app):
        known = {"a": (b"1", True), "b&c": (None, True), "index": (b"86400", True), "sub/index": None}
        app.extensions["sphinx_last_updated_by_git"] = Extension("sphinx_last_updated_by_git", None)
        app.add_config_value("git_last_updated_timezone", timezone(timedelta(hours=9)), "env")
        app.connect("env-updated", lambda app, env: setattr(env, "git_last_updated", known))

    found = urls(build(FILES, conf=ON, setup=setup).text("sitemap.xml"))
    assert [url.findtext("lastmod", None, SPACES) for url in found.values()] == [
        "2026-03-02T10:00:00+09:00", None, "1970-01-02T09:00:00+09:00", None,
    ]  # fmt: skip


def test_a_large_site_has_an_index(build, monkeypatch):
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 3)
    site = build(FILES, conf=ON)
    assert [part.findtext("loc", "", SPACES) for part in Xml.fromstring(site.text("sitemap.xml"))] == [
        f"{BASE}sitemap-1.xml", f"{BASE}sitemap-2.xml",
    ]  # fmt: skip
    assert len(urls(site.text("sitemap-1.xml"))) == 3
    monkeypatch.undo()
    assert "sitemap-1.xml" not in build(FILES, conf=ON).files()


def test_the_site_map_of_the_project_stays(build):
    site = build(FILES | {"extra/sitemap.xml": "mine"}, conf=ON | {"html_extra_path": ["extra"]})
    assert site.text("sitemap.xml") == "mine"


def test_a_site_without_an_address_has_none_and_is_told(build):
    site = build({"index.md": "# Home\n"}, conf=ON | {"html_baseurl": "", "aiarticle_json_ld": False})
    assert "sitemap.xml" not in site.files()
    assert len(site.warnings) == 1
    assert "no sitemap.xml is written: html_baseurl is not set; set it" in site.warnings[0]


def test_the_map_of_sphinx_sitemap_gets_the_same_facts(build, monkeypatch):
    def write(app, exception):
        space = SPACES[""]
        text = (
            f'<urlset xmlns="{space}"><url><loc>{BASE}a.html</loc></url><url><loc>{BASE}index.html</loc></url></urlset>'
        )
        (app.outdir / "map.xml").write_text(text, encoding="utf-8")

    def setup(app):
        app.add_config_value("sitemap_filename", "map.xml", "")
        app.add_config_value("sitemap_excludes", [], "")
        app.connect("build-finished", write)

    monkeypatch.setitem(sys.modules, "sphinx_sitemap", SimpleNamespace(setup=setup))
    files = FILES | {"404.md": "# Not here\n"}
    site = build(files, conf=ON | {"extensions": ["sphinx_aiarticle", "sphinx_sitemap"]})
    assert "404.html" in site.app.config.sitemap_excludes
    found = urls(site.text("map.xml"))
    assert list(found) == [f"{BASE}a.html", BASE]
    assert found[f"{BASE}a.html"].findtext("lastmod", "", SPACES) == "2026-03-02T10:00:00+09:00"
    assert "sitemap.xml" not in site.files()


def test_addresses_with_folders_that_canonical_links_lack_warn(build, monkeypatch):
    def setup(app):
        app.add_config_value("sitemap_url_scheme", "{lang}{version}{link}", "")
        app.add_config_value("sitemap_filename", "sitemap.xml", "")
        app.add_config_value("sitemap_excludes", [], "")

    monkeypatch.setitem(sys.modules, "sphinx_sitemap", SimpleNamespace(setup=setup))
    conf = {"extensions": ["sphinx_aiarticle", "sphinx_sitemap"], "language": "ja"}
    (warning,) = build(FILES, conf=conf).warnings
    assert "conf.py:1: WARNING: sitemap_url_scheme puts {lang} into the addresses" in warning
    assert build(FILES, conf=conf | {"sitemap_url_scheme": "{link}"}).warnings == []
