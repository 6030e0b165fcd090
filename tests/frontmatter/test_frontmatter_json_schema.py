"""The JSON Schema accepts what the reader reads without a problem, and refuses what it warns of."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from datetime import UTC

import pytest
from conftest import ROOT

from sphinx_aiarticle.__main__ import main
from sphinx_aiarticle.catalog.product import catalog_schema
from sphinx_aiarticle.frontmatter import read_yaml, to_article
from sphinx_aiarticle.frontmatter.json_schema import front_matter_schema
from sphinx_aiarticle.frontmatter.keys import COVER, KEYS, SETTINGS
from sphinx_aiarticle.model.article import Article, Cover

GOOD = [
    "title: A desk\ndate: 2026-03-01\ntags: a, b\ncover: a.png",
    "title: 2026\ndate: 2026-03-01T09:00:00+09:00\nlastmod: 2026-03-01 09:30\ntags: [a, 3, {label: B}]\ndraft: true",
    "author: {name: Aoi, url: 'https://example.org/'}\ncategory:\ncanonicalURL: https://example.org/a\nlang: zh-TW",
    "date: 2026-03-01\ncover: {image: a.png, hidden: true, title: b}\naiarticle: {type: Report, header: no, stores: a}",
    "weight: 3\nother: [1]",
    "date: Mar 1, 2026\nlastmod: Tuesday, 3 March 2026",
    "date: Sun, 01 Mar 2026 09:00:00 +0900\nlastmod: Mon, 2 Mar 2026 09:00 GMT",
]
BAD = [
    "title: [a]",
    "date: 2026/03/01",
    "date: next week",
    "date: Sun, 01 Mar 2026 09:00",
    "date: March 2026",
    "draft: maybe",
    "canonicalURL: /a",
    "lang: english",
    "cover: {image: [a]}",
    "date: 2026-03-01\ncover: [a]",
    "date: 2026-03-01\nauthors: [{url: x}]",
    "aiarticle: {type: Artcle}",
    "aiarticle: {typ: TechArticle}",
    "aiarticle: yes",
]


def validator(schema):
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


@pytest.mark.parametrize("content", GOOD)
def test_what_is_read_is_valid(content):
    block = read_yaml(f"---\n{content}\n---\n")
    assert to_article(block, timezone=UTC)[1] == ()
    assert list(validator(front_matter_schema()).iter_errors(block.data)) == []


@pytest.mark.parametrize("content", BAD)
def test_what_is_warned_of_is_invalid(content):
    block = read_yaml(f"---\n{content}\n---\n")
    assert len(to_article(block, timezone=UTC)[1]) == 1
    assert len(list(validator(front_matter_schema()).iter_errors(block.data))) == 1


def test_every_key_is_an_attribute_of_the_article_and_is_described():
    names = {field.name for field in fields(Article)}
    assert {key.field or key.name for key in (*KEYS, *SETTINGS.values())} - names == {"aiarticle"}
    assert set(COVER) == {field.name for field in fields(Cover)}
    described = [key for outer in KEYS for key in (outer, *outer.keys)]
    assert all(key.help for key in described)


def test_a_catalogue_is_checked():
    check = validator(catalog_schema())
    good = '[mat]\nname = "Mat"\nstate = "available"\nspecs.Size = "9"\nprice = { amount = 1, currency = "JPY" }\n'
    assert list(check.iter_errors(tomllib.loads(good))) == []
    for bad in ('[mat]\nbrand = "x"', '[mat]\nname = "x"\nnam = 1', '[mat]\nname = "x"\nstate = "gone"', "x = 1"):
        assert list(check.iter_errors(tomllib.loads(bad))), bad


@pytest.mark.parametrize(("what", "title"), [([], "Front matter"), (["catalogue"], "Product catalogue")])
def test_the_command_prints_a_schema(capsys, what, title):
    assert main(["schema", *what]) == 0
    assert json.loads(capsys.readouterr().out)["title"].startswith(title)


def test_check_jsonschema_takes_it(tmp_path):
    pytest.importorskip("check_jsonschema")
    (tmp_path / "schema.json").write_text(json.dumps(catalog_schema()))
    (tmp_path / "good.toml").write_text('[mat]\nname = "Mat"\n[mat.price]\namount = 1\n')
    (tmp_path / "bad.toml").write_text('[mat]\nnam = "Mat"\n')
    for name, status in (("good.toml", 0), ("bad.toml", 1)):
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile", "schema.json", name]
        assert subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode == status


def test_check_jsonschema_reads_front_matter(tmp_path):
    pytest.importorskip("check_jsonschema")
    (tmp_path / "schema.json").write_text(json.dumps(front_matter_schema()))
    (tmp_path / "good.yaml").write_text("title: A desk\ndate: '2026-03-01'\ntags: [a, b]\n")
    (tmp_path / "bad.yaml").write_text("title: [a]\ndate: next week\n")
    for name, status in (("good.yaml", 0), ("bad.yaml", 1)):
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile", "schema.json", name]
        assert subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode == status


def test_the_snippets_for_editors_build(build):
    path = ROOT / "example_docs" / "_static" / "aiarticle.code-snippets"
    snippets = json.loads(path.read_text(encoding="utf-8"))
    for variable, value in (("YEAR", "2026"), ("MONTH", "03"), ("DATE", "01")):
        snippets["Article"]["body"][2] = snippets["Article"]["body"][2].replace(f"$CURRENT_{variable}", value)
    text = "\n\n".join("\n".join(snippet["body"]) for snippet in snippets.values())
    text = re.sub(r"\$\{\d+:?([^}]*)\}|\$0", r"\1", text)
    site = build({"index.md": text})
    assert site.warnings == []
    assert len(site.soup("index.html").select(".aiarticle-summary, .aiarticle-product, .aiarticle-question")) == 3
