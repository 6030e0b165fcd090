"""Addresses of pages agree: canonical links, breadcrumbs, and the map of sphinx-sitemap."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import BASE, png, run_build

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site

FILES = {
    "index.md": "# Home\n\n```{toctree}\nnotes/index\nnotes/one\nnotes/secret\n```\n",
    "notes/index.md": "# Notes\n\nText.\n",
    "notes/one.md": "---\ntitle: One\ndate: 2026-03-01\n---\n\nText with none of it.\n",
    "notes/draft.md": "---\ntitle: Two\ndate: 2026-03-01\ndraft: true\n---\n\nText.\n",
    "notes/copy.md": "---\ntitle: Three\ncanonicalURL: https://other.example.org/\ndate: 2026-03-01\n---\n\nText.\n",
    "notes/secret.md": "---\nmyst:\n  html_meta:\n    robots: noindex, follow\n---\n\n# Secret\n",
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_map_has_canonical_addresses_of_indexed_pages(build: Callable[..., Site], builder: str) -> None:
    pytest.importorskip("sphinx_sitemap")
    conf = {"extensions": ["sphinx_aiarticle", "sphinx_sitemap"], "sitemap_url_scheme": "{link}"}
    site = build(FILES, builder=builder, conf=conf)
    found = set(re.findall("<loc>(.*?)</loc>", site.text("sitemap.xml")))
    pages = [path for path in site.outdir.rglob("*.html") if "canonical" in path.read_text(encoding="utf-8")]
    canonical = {
        link["href"]
        for path in pages
        for link in site.soup(path.relative_to(site.outdir).as_posix()).select("link[rel=canonical]")
    }
    one = f"{BASE}notes/one.html" if builder == "html" else f"{BASE}notes/one/"
    assert {BASE, f"{BASE}notes/", one} <= found <= canonical
    assert not [url for url in found if "draft" in url or "copy" in url or "secret" in url]


def test_a_breadcrumb_begins_at_a_page_that_exists(build: Callable[..., Site]) -> None:
    files = {"start.md": "# Start\n\n```{toctree}\npage\n```\n", "page.md": "# Page\n"}
    site = build(files, conf={"root_doc": "start"})
    (first, _second) = site.node("page.html", "BreadcrumbList")["itemListElement"]
    assert first["item"] == f"{BASE}start.html"
    assert (site.outdir / "start.html").is_file()
    for kind in ("WebSite", "Organization"):
        assert site.node("page.html", kind)["url"] == f"{BASE}start.html"


def test_a_site_without_a_name_is_called_by_its_host(build: Callable[..., Site]) -> None:
    conf = f'extensions = ["sphinx_aiarticle"]\nhtml_baseurl = "{BASE}"\n'
    source = Path(build({"conf.py": conf, "index.md": "# Home\n"}).app.srcdir)
    site = run_build(source, confdir=source, out="own")
    names = [site.node("index.html", kind)["name"] for kind in ("WebSite", "Organization")]
    assert names == ["blog.example.org"] * 2


def test_pages_are_written_again_when_the_logo_has_another_size(build: Callable[..., Site]) -> None:
    conf = {"aiarticle_publisher": {"name": "Tea Ltd", "logo": "logo.png"}}
    build({"index.md": "# Home\n", "logo.png": png(40, 30)}, conf=conf)
    site = build({"logo.png": png(60, 50)}, conf=conf)
    logo = site.node("index.html", "Organization")["logo"]
    assert (logo["width"], logo["height"]) == (60, 50)


def test_data_have_the_picture_that_the_page_shows_in_its_language(build: Callable[..., Site]) -> None:
    text = "---\ntitle: Tea\ndate: 2026-03-01\ncover: {image: pot.png, alt: A pot}\n---\n\n"
    text += ":::{product-box} Pot\n:image: pot.png\n\nGood.\n:::\n"
    files = {"index.md": text, "pot.png": png(40, 30), "pot.de.png": png(60, 50)}
    conf = {"language": "de", "figure_language_filename": "{root}.{language}{ext}"}
    site = build(files, conf=conf)
    assert {image["src"] for image in site.soup("index.html").select("img")} == {"_images/pot.de.png"}
    found = [node for node in site.graph("index.html") if node["@type"] == "ImageObject"]
    assert [(node["url"], node["width"]) for node in found] == [(f"{BASE}_images/pot.de.png", 60)]
    assert site.soup("index.html").select_one('meta[property="og:image"]')["content"] == f"{BASE}_images/pot.de.png"
