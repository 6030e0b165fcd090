"""The build checks the graph of each page, which handlers and settings may have spoilt."""

# ruff: noqa: E501 - one fault a line

from __future__ import annotations

import json

import pytest

from sphinx_aiarticle.validate.document import check_document

ARTICLE = {
    "index.md": "---\ntitle: Ash glaze\ndate: 2026-02-03T10:00:00+09:00\nauthor: Mina\n---\n\nIt runs.\n\n"
    ":::{product-box} Cone set\nFor the kiln.\n:::\n"
}


def changed_by(change):
    """Return a setup that lets a handler change the article of each page."""

    def handler(_app, _docname, graph):
        change(graph["@graph"])

    return lambda app: app.connect("aiarticle-json-ld", handler)


def article(nodes):
    return next(node for node in nodes if "BlogPosting" in node["@type"])


FAULTS = {
    "type": (lambda nodes: article(nodes).update({"@type": "BlogPost"}), "type 'BlogPost'; did you mean 'BlogPosting'? [type-unknown]"),
    "property": (lambda nodes: article(nodes).update(wordcount=3), "did you mean 'wordCount'? [property-unknown]"),
    "value": (lambda nodes: article(nodes).update(wordCount="many"), "[value-format]"),
    "tuple": (lambda nodes: article(nodes).update(keywords=("ash", "")), "[empty-value]"),
    "key": (lambda nodes: article(nodes).update({3: "x"}), "no property '3' [property-unknown]"),
    "required": (lambda nodes: nodes.append({"@type": "Product", "name": "Cone set"}), "[required]"),
    "reference": (lambda nodes: article(nodes).update(about={"@id": "https://docs.example.org/#nothing"}), "[id-dangling]"),
    "conflict": (lambda nodes: nodes.append({**article(nodes), "headline": "Another"}), "[id-conflict]"),
    "keyword": (lambda nodes: article(nodes).update({"@idd": "x"}), "[json-ld-keyword]"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_a_handler_spoils_is_reported_once_at_its_page(build, name):
    change, words = FAULTS[name]
    site = build(ARTICLE, setup=changed_by(change), conf={"html_baseurl": "https://docs.example.org/"})
    (warning,) = site.warnings
    assert "index.md: WARNING: structured data, @graph[" in warning
    assert warning.endswith(f"{words} [aiarticle.validate]")
    assert len(site.scripts("index.html")) == 1, "the data is written all the same"


MADE = {
    "html_baseurl": "https://docs.example.org/",
    "aiarticle_pages": True,
    "aiarticle_authors": {"mina": {"name": "Mina"}},
}


def test_what_a_handler_spoils_on_a_page_made_of_articles_is_reported(build):
    def handler(_app, docname, graph):
        if docname == "authors/mina/index":
            graph["@graph"].append({"@type": "Perzon"})

    site = build(ARTICLE, setup=lambda app: app.connect("aiarticle-json-ld", handler), conf=MADE)
    (warning,) = site.warnings
    assert "authors/mina/index" in warning
    assert "type 'Perzon'; did you mean 'Person'? [type-unknown]" in warning


def test_pages_made_of_articles_have_no_faults_which_nobody_checks(build):
    terms = "categories: [Glazes]\ntags: [ash, iron]\nseries: Kilns\nauthor: Mina"
    second = ARTICLE["index.md"].replace("Ash glaze", "Iron glaze")
    files = {
        "one.md": ARTICLE["index.md"].replace("author: Mina", terms),
        "two.md": second.replace("author: Mina", terms),
    }
    site = build(
        {"index.md": "# Home\n", **files},
        conf=MADE
        | {
            "aiarticle_pages": {
                "archive": {"per_page": 1},
                "home": {},
                "categories": {},
                "tags": {},
                "series": {},
                "authors": {},
            }
        },
    )
    made = [path for path in site.outdir.rglob("*.html") if path.stem not in ("one", "two", "search", "genindex")]
    scripts = [json.loads(text) for path in made for text in site.scripts(path.relative_to(site.outdir).as_posix())]
    assert len(scripts) > 10
    assert [found for script in scripts for found in check_document(script, MADE["html_baseurl"])] == []


def test_nothing_is_checked_where_it_is_switched_off(build):
    change = changed_by(lambda nodes: article(nodes).update(wordcount=3))
    assert build(ARTICLE, setup=change, conf={"aiarticle_validate": False}).warnings == []
    silent = {"suppress_warnings": ["aiarticle.validate"]}
    assert build(ARTICLE, setup=change, conf=silent).warnings == []


def test_references_to_other_sites_and_pages_are_right(build):
    def change(nodes):
        article(nodes).update(
            author={"@id": "https://orcid.org/0000-0002-1825-0097"}, isPartOf={"@id": "https://example.org/series.html"}
        )

    assert build(ARTICLE, setup=changed_by(change)).warnings == []


def test_a_context_of_its_own_is_left_to_the_command(build):
    def handler(_app, _docname, graph):
        graph["@context"] = ["https://schema.org", {"kiln": "https://kiln.example.org/#"}]
        article(graph["@graph"])["kiln:cone"] = 6

    assert build(ARTICLE, setup=lambda app: app.connect("aiarticle-json-ld", handler)).warnings == []


def test_the_build_needs_no_extra(build, monkeypatch):
    for name in ("selectolax", "selectolax.lexbor", "pyld"):
        monkeypatch.setitem(__import__("sys").modules, name, None)
    site = build(ARTICLE, setup=changed_by(lambda nodes: article(nodes).update(wordcount=3)))
    assert len(site.warnings) == 1
