"""The command: what it prints, writes and returns, on sites made by hand."""

from __future__ import annotations

import importlib.util
import json
import os
import sys

import pytest

pytest.importorskip("selectolax")
pytest.importorskip("pyld")

from pottery import BODIES, GLAZE, as_script, breadcrumb, glaze, node, page, write_site

from sphinx_aiarticle.__main__ import main
from sphinx_aiarticle.validate.rules import Rule
from sphinx_aiarticle.validate.vocabulary import reduced

GLAZED = "glaze.html"


def broken_type(data):
    node(data, "Organization")["@type"] = "Organisation"


def late(data):
    node(data, "BlogPosting")["dateModified"] = "2026-02-05T08:30:00"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Return a function that writes the site and validates it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "out"

    def run(*arguments, **changes):
        write_site(folder, GLAZED, **changes)
        return main(["validate", "out", *arguments])

    return run


def test_a_good_site_is_clean(site, capsys):
    assert site() == 0
    assert capsys.readouterr().out == "4 pages, 4 scripts, 68 objects: no findings\n"


def test_an_error_fails_and_is_located(site, capsys):
    assert site(change_graph=broken_type) == 1
    first, *_rest, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"out/{GLAZED}:")
    assert first.endswith("schema.org has no type 'Organisation'; did you mean 'Organization'? [type-unknown]")
    assert last.endswith("1 type-unknown")


def test_warnings_fail_only_when_they_are_told_to(site):
    assert site(change_graph=late) == 0
    assert site("--strict", change_graph=late) == 1
    assert site("--strict", "--level", "error", change_graph=late) == 0
    assert site("--strict", "--ignore", "date-timezone", change_graph=late) == 0
    assert site("--strict", "--select", "date-timezone required", change_graph=late) == 1


def test_the_json_report_says_all(site, capsys):
    assert site("--format", "json", change_graph=broken_type) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["pages"], report["base"], report["vocabulary"]) == (4, "https://kiln.example.org/studio/", "30.0")
    (finding,) = report["findings"]
    assert finding["rule"] == "type-unknown"
    assert finding["path"] == "@graph[5].@type"
    assert finding["source"].startswith("https://schema.org/")
    assert finding["date"] == "2026-03-19"


def test_the_sarif_report_names_rules_and_their_sources(site, tmp_path):
    assert site("--format", "sarif", "--output", "found.sarif", change_graph=broken_type) == 1
    log = json.loads((tmp_path / "found.sarif").read_text(encoding="utf-8"))
    (run,) = log["runs"]
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (log["version"], rule["id"], result["ruleId"]) == ("2.1.0", "type-unknown", "type-unknown")
    assert all(rule["helpUri"].startswith("https://") for rule in run["tool"]["driver"]["rules"])
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": f"out/{GLAZED}", "uriBaseId": "%SRCROOT%"}


def test_annotations_are_escaped(site, capsys):
    def change(data):
        node(data, "BlogPosting")["timeRequired"] = "10%,\nor: more"

    assert site("--format", "github", change_graph=change) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"::error file=out/{GLAZED},line=")
    assert "title=value-format::" in line
    assert "'10%25,\\nor: more'" in line


def test_a_text_report_is_cut_and_says_so(site, capsys):
    def change(data):
        data["@graph"] += [{**breadcrumb(f"{GLAZE}#{number}", "x"), "@type": f"Trail{number}"} for number in range(30)]

    site("--max", "3", change_graph=change)
    lines = capsys.readouterr().out.splitlines()
    assert sum("type-unknown]" in line for line in lines) == 3
    assert "27 more of type-unknown; --max 0 shows all" in lines
    site("--max", "0", change_graph=change)
    assert sum("type-unknown]" in line for line in capsys.readouterr().out.splitlines()) == 30


def test_pages_can_be_left_out(site, capsys):
    assert site("--exclude", "gl*.html", change_graph=broken_type) == 0
    assert "3 pages" in capsys.readouterr().out


def test_a_single_page_is_enough(tmp_path, capsys):
    write_site(tmp_path, GLAZED, broken_type)
    assert main(["validate", str(tmp_path / GLAZED), "--select", "type-unknown"]) == 1
    assert "1 pages" in capsys.readouterr().out


def test_without_canonical_links_the_report_says_what_it_lacks(tmp_path, capsys):
    (tmp_path / "a.html").write_text(page(as_script(glaze()), BODIES[GLAZED]), encoding="utf-8")
    assert main(["validate", str(tmp_path)]) == 0
    assert "give --base-url" in capsys.readouterr().out
    assert main(["validate", str(tmp_path), "--base-url", "https://kiln.example.org/studio"]) == 1
    assert "url-missing" in capsys.readouterr().out


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
def test_lines_are_counted_whatever_ends_them(tmp_path, capsys, end):
    data = glaze()
    broken_type(data)
    html = page(as_script(data), BODIES[GLAZED])
    line = next(number for number, text in enumerate(html.split("\n"), 1) if "Organisation" in text)
    (tmp_path / "a.html").write_bytes(html.replace("\n", end).encode())
    main(["validate", str(tmp_path), "--select", "type-unknown"])
    assert f"a.html:{line}:" in capsys.readouterr().out


def test_pages_that_only_lead_elsewhere_are_left_alone(tmp_path, capsys):
    text = '<meta http-equiv="refresh" content="0; url=b.html">' + as_script({"@type": "Pot"})
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    assert main(["validate", str(tmp_path)]) == 0
    assert "0 scripts" in capsys.readouterr().out


def test_what_is_not_utf_8_is_reported(tmp_path, capsys):
    (tmp_path / "a.html").write_bytes("<p>\xe4</p>".encode("latin-1"))
    assert main(["validate", str(tmp_path)]) == 1
    assert "it is not UTF-8 [page-unreadable]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name the folder"),
        (["nowhere"], "no file or folder 'nowhere'"),
        (["."], "there is no HTML"),
        ([".", "--select", "spelling"], "no rule 'spelling'"),
        ([".", "--vocabulary", "conf.json"], "not a schema.org vocabulary"),
    ],
    ids=lambda value: str(value),
)
def test_wrong_usage_is_explained(tmp_path, monkeypatch, capsys, arguments, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "conf.json").write_text("{}", encoding="utf-8")
    assert main(["validate", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_missing_extra_is_named(tmp_path, monkeypatch, capsys):
    known = importlib.util.find_spec
    monkeypatch.setattr(
        "sphinx_aiarticle.validate.command.find_spec", lambda name: None if name == "pyld" else known(name)
    )
    assert main(["validate", str(tmp_path)]) == 2
    assert "pip install 'sphinx-aiarticle[validate]'" in capsys.readouterr().err


def test_rules_are_listed_with_source_and_date(capsys):
    assert main(["validate", "--rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(Rule)
    assert all("https://" in line and line.endswith(")") for line in lines)


def test_a_vocabulary_is_reduced_and_used(tmp_path, capsys):
    terms = [
        {"@id": "schema:Thing", "@type": "rdfs:Class"},
        {"@id": "schema:Kiln", "@type": "rdfs:Class", "rdfs:subClassOf": {"@id": "schema:Thing"}},
        {"@id": "schema:Text", "@type": ["rdfs:Class", "schema:DataType"]},
        {
            "@id": "schema:name",
            "@type": "rdf:Property",
            "schema:domainIncludes": {"@id": "schema:Thing"},
            "schema:rangeIncludes": [{"@id": "schema:Text"}],
        },
    ]
    official, small = tmp_path / "all.jsonld", tmp_path / "small.json"
    official.write_text(json.dumps({"@graph": terms}), encoding="utf-8")
    data = reduced({"@graph": terms}, version="99.0", date="2031-01-01")
    small.write_text(json.dumps(data), encoding="utf-8")
    assert (data["version"], data["date"], data["types"]["Kiln"]) == ("99.0", "2031-01-01", ["Thing"])
    assert "CC BY-SA 3.0" in data["licence"]
    site = tmp_path / "site"
    site.mkdir()
    script = as_script({"@context": "https://schema.org", "@type": "Kiln", "name": "Big", "brand": "x"})
    (site / "a.html").write_text(script, encoding="utf-8")
    for file in (official, small):
        assert main(["validate", str(site), "--vocabulary", str(file)]) == 1
        assert "1 property-unknown" in capsys.readouterr().out


def test_nothing_is_fetched(site, monkeypatch):
    def refuse(*_arguments):
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket.connect", refuse)
    context = {"@context": "https://context.example.org/", "@type": "Pot"}
    assert site("-j", "1", scripts=as_script(glaze()) + as_script(context)) == 0


def test_the_command_ends_quietly_where_nobody_reads(site, tmp_path):
    site(change_graph=broken_type)
    reading, writing = os.pipe()
    os.close(reading)
    import subprocess

    command = [sys.executable, "-m", "sphinx_aiarticle", "validate", str(tmp_path / "out")]
    ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert "Traceback" not in ended.stderr
