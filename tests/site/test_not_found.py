"""The page for addresses that do not exist is one file, with links that are right wherever a server shows it."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

FILES = {"index.md": "# Home\n", "404.md": "---\norphan: true\n---\n# Nothing here\n\n[Home](/index.md)\n"}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("base", ["https://blog.example/sub/", ""])
def test_its_links_are_right_at_any_address(build, builder, base):
    site = build(FILES, builder=builder, conf={"html_baseurl": base, "aiarticle_json_ld": bool(base)})
    assert site.warnings == []
    soup = site.soup("404.html")
    place = urljoin("https://blog.example/deep/er/", soup.select_one("head base")["href"])
    top = base or "https://blog.example/"
    assert urljoin(place, soup.find("a", string="Home", href=True)["href"]).removesuffix("index.html") == top
    assert urljoin(place, soup.select_one("link[rel=stylesheet]")["href"]).startswith(f"{top}_static/")


def test_a_pattern_does_not_put_it_into_the_navigation(build):
    tree = "# Home\n\n```{toctree}\n:glob:\n\n*\n```\n"
    files = {"index.md": tree, "404.md": "# Nothing here\n", "a.md": "# First\n", "b.md": "# Last\n"}
    site = build(files, conf={"html_theme": "alabaster"})
    assert site.warnings == []
    assert {"First", "Last"} <= {link.get_text() for link in site.soup("index.html").select("a")}
    assert not [page for page in ("index.html", "a.html", "b.html") if "Nothing here" in site.text(page)]


def test_it_goes_with_its_document(build):
    build(FILES, builder="dirhtml")
    (build.srcdir / "404.md").unlink()
    assert "404.html" not in build({}, builder="dirhtml").files()


def test_a_file_of_the_project_itself_stays(build):
    site = build(FILES | {"extra/404.html": "mine"}, builder="dirhtml", conf={"html_extra_path": ["extra"]})
    assert site.text("404.html") == "mine"


def test_it_is_the_page_at_an_address_of_its_own_too(build):
    text = "---\ntitle: Gone\ndate: 2026-03-01\nurl: /404.html\n---\nText.\n"
    site = build({"index.md": "# Home\n", "404.md": text}, builder="dirhtml", conf={"aiarticle_hugo": ["404"]})
    assert site.soup("404.html").select_one("head base")
    assert not site.soup("404.html").select_one("meta[http-equiv=refresh]")
