"""The data of a site as files: equal to the scripts of its pages, the same bytes however it is built."""

from __future__ import annotations

import json
import os
import time
from urllib.parse import unquote

import pytest
from conftest import ARTICLE, BASE, png, run_build, write

FILES = {
    "index.md": "# Home\n\n```{toctree}\na/index\nwithout\nmath\nquestions\n```\n",
    "a/index.md": "# Folder\n\n```{toctree}\npage\n日本語\n```\n",
    "a/page.md": ARTICLE,
    "a/日本語.md": "---\ntitle: 記事 <&> \u2028\ndate: 2026-03-01\n---\n本文。\n",
    "without.md": "---\naiarticle: {json_ld: false}\n---\n# Without\n",
    "math.rst": "Sum\n===\n\n.. math::\n   :label: sum\n\n   a + b\n\n.. faq:: Asked\n\n   What is :math:`a`?\n"
    "      See :eq:`sum` and :doc:`a/page`.\n\n      .. math::\n         :label: next\n\n         a - b\n",
    "questions.rst": "FAQ\n===\n\nQuestions\n---------\n\nWhy?\n~~~~\n\nBecause.\n",
    "images/cover.png": png(64, 36),
    "logo.png": png(112, 112),
}
CONF = {
    "aiarticle_faq_pages": ["questions"],
    "aiarticle_feeds": {"feed.xml": {}},
    "aiarticle_publisher": {"name": "P", "logo": "logo.png"},
    "aiarticle_page_types": {"math": "TechArticle"},
    "math_number_all": True,
    "math_numfig": True,
    "numfig": True,
}
PAGES = ("index", "a/index", "a/page", "a/日本語", "math", "questions")


def data(site):
    return {name: text for name, text in site.files().items() if name.endswith((".jsonld", ".nq"))}


def page_file(docname, builder):
    if builder == "html" or docname.rpartition("/")[2] == "index":
        return docname
    return f"{docname}/index"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_files_are_the_scripts_of_the_pages_and_the_builders_agree(build, builder):
    pages = build(FILES, builder=builder, conf=CONF | {"aiarticle_json_ld_files": True})
    alone = build(FILES, builder=builder.replace("html", "jsonld"), conf=CONF)
    assert pages.warnings == alone.warnings == []
    assert data(pages) == data(alone)
    assert len(data(alone)) == len(PAGES) + 1
    for docname in PAGES:
        name = page_file(docname, builder)
        (script,) = pages.scripts(f"{name}.html")
        assert json.loads(pages.text(f"{name}.jsonld")) == json.loads(script)
        (link,) = pages.soup(f"{name}.html").select('link[type="application/ld+json"]')
        assert (pages.outdir / f"{name}.html").parent.joinpath(unquote(link["href"])).is_file()
    assert not pages.soup(f"{page_file('without', builder)}.html").select('link[type="application/ld+json"]')
    others = [name for name in alone.files() if not name.endswith((".jsonld", ".nq"))]
    assert others == []  # no page, no picture, no stylesheet, no feed


@pytest.mark.parametrize("was_there", [False, True])
def test_a_theme_that_writes_assets_at_the_end_does_no_harm(build, tmp_path, was_there):
    if was_there:
        (tmp_path / "out-jsonld" / "_static").mkdir(parents=True)
    site = build(FILES, builder="jsonld", conf=CONF | {"html_theme": "furo"})
    assert site.warnings == []
    assert (site.outdir / "_static").exists() is was_there


def test_without_the_setting_pages_have_no_files(build):
    site = build(FILES, conf=CONF)
    assert data(site) == {}
    assert not site.soup("index.html").select('link[type="application/ld+json"]')


@pytest.mark.parametrize("builder", ["html", "jsonld"])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="Sphinx writes in parallel only where it can fork")
def test_parallel_and_serial_builds_write_the_same_bytes(tmp_path, builder):
    more = {f"more/p{number:02}.md": ARTICLE.replace("stays", f"stays {number}") for number in range(12)}
    write(tmp_path / "src", FILES | more)
    conf = CONF | {"aiarticle_json_ld_files": True}
    serial = run_build(tmp_path / "src", builder=builder, conf=conf, out="serial")
    parallel = run_build(tmp_path / "src", builder=builder, conf=conf, out="parallel", parallel=4)
    assert data(serial) == data(parallel)
    assert len(data(serial)) == len(PAGES) + 13


@pytest.mark.parametrize("builder", ["html", "jsonld"])
def test_a_later_build_writes_what_a_fresh_one_writes(tmp_path, builder):
    src, conf = tmp_path / "src", CONF | {"aiarticle_json_ld_files": True}
    write(src, FILES)
    run_build(src, builder=builder, conf=conf, out="site")
    old = time.time() - 60
    for path in src.rglob("*"):
        os.utime(path, (old, old))
    changed = FILES["a/page.md"].replace("Most of them are free", "All of them are free")
    write(src, {"a/page.md": changed, "questions.rst": "FAQ\n===\n\n.. meta::\n   :robots: noindex\n\nText.\n"})
    write(src, {"a/index.md": "# Folder\n\n```{toctree}\npage\n```\n"})
    (src / "a" / "日本語.md").unlink()
    again = run_build(src, builder=builder, conf=conf, out="site")
    fresh = run_build(src, builder=builder, conf=conf, out="fresh")
    found = data(fresh)
    assert data(again) == found
    assert "questions.jsonld" not in found
    # a changed setting, too
    conf |= {"aiarticle_publisher": {"name": "Q"}}
    again = run_build(src, builder=builder, conf=conf, out="site")
    assert b'"Q"' in data(again)["graph.nq"]
    assert data(run_build(src, builder=builder, conf=conf, out="fresh2"))["graph.nq"] == data(again)["graph.nq"]


@pytest.mark.parametrize("change", ["aiarticle_json_ld_files", "aiarticle_json_ld"])
def test_files_go_with_the_setting_and_with_their_page(build, change):
    conf = CONF | {"aiarticle_json_ld_files": True}
    (build.srcdir / "extra").mkdir()
    (build.srcdir / "extra" / "math.jsonld").write_text("{}")
    site = build(FILES, conf=conf, out="site")
    assert "a/page.jsonld" in data(site)
    (build.srcdir / "a" / "日本語.md").unlink()
    assert not any("日本語" in name for name in data(run_build(build.srcdir, conf=conf, out="site")))
    last = run_build(build.srcdir, conf=conf | {change: False, "html_extra_path": ["extra"]}, out="site")
    assert list(data(last)) == ["math.jsonld"]


def test_files_that_the_builder_of_data_has_written_since_stay(build):
    build(FILES, conf=CONF | {"aiarticle_json_ld_files": True}, out="site")
    alone = data(run_build(build.srcdir, conf=CONF, builder="jsonld", out="site"))
    assert data(run_build(build.srcdir, conf=CONF, out="site")) == alone != {}


def test_rdf_libraries_read_them_and_nothing_dangles(build):
    rdflib = pytest.importorskip("rdflib")
    jsonld = pytest.importorskip("pyld").jsonld
    site = build(FILES, builder="jsonld", conf=CONF)
    whole = rdflib.Dataset()
    whole.parse(data=site.text("graph.nq"), format="nquads")
    subjects = {str(subject) for subject, *_rest in whole.quads()}
    used = {
        str(value)
        for _subject, predicate, value, _graph in whole.quads()
        if isinstance(value, rdflib.URIRef) and str(predicate).rpartition("/")[2] in ("isPartOf", "author", "publisher")
    }
    assert used
    assert used <= subjects
    context = {"@vocab": "http://schema.org/"}
    graph = rdflib.Graph()
    for docname in PAGES:
        document = json.loads(site.text(f"{docname}.jsonld"))
        assert document["@context"] == "https://schema.org"
        document["@context"] = context  # the published one is on the network
        graph.parse(data=json.dumps(document), format="json-ld")
        assert jsonld.expand(document)[0]["@type"]
    assert (None, rdflib.URIRef("http://schema.org/headline"), rdflib.Literal("A desk that stays quiet")) in graph
    assert (rdflib.URIRef(f"{BASE}a/page.html"), None, None) in graph


def test_a_page_with_a_context_of_its_own_is_left_out_of_the_statements_alone(build):
    def change(app, docname, graph):
        if docname == "math":
            graph["@context"] = ["https://schema.org", {"ex": "https://example.org/ns#"}]

    site = build(FILES, builder="jsonld", conf=CONF, setup=lambda app: app.connect("aiarticle-json-ld", change))
    (warning,) = site.warnings
    assert warning.startswith("math.rst: WARNING: graph.nq goes without the data of this page")
    assert "math.html" not in site.text("graph.nq")
    assert "ex" in site.text("math.jsonld")
