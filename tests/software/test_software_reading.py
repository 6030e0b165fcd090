"""Files that describe software: what is read, what cannot be meant, and what is hostile."""

from __future__ import annotations

import json

import pytest

from sphinx_aiarticle.model.page import Agent
from sphinx_aiarticle.software import read_software

PYPROJECT = """\
[project]
name = "desk-lamp"
version = "2.1.0"
description = "Light where you read."
license = "MIT"
requires-python = ">=3.11"
keywords = ["light", "desk"]
authors = [{ name = "Aoi Example", email = "aoi@example.org" }, { name = "The Lamp Developers" }, { email = "x@y.org" }]
classifiers = [
  "Programming Language :: Python :: 3.12",
  "Programming Language :: Python :: Implementation :: CPython",
  "Programming Language :: Rust",
]

[project.urls]
Homepage = "https://lamp.example.org/"
"Source Code" = "https://git.example.org/lamp"
"""
CITATION = """\
cff-version: 1.2.0
message: Please cite it.
type: software
title: Desk lamp
version: 2.10
license: Apache-2.0
doi: 10.5281/zenodo.1234
repository-code: https://git.example.org/lamp
url: https://lamp.example.org/
abstract: Light where you read.
keywords: [light, desk]
authors:
  - family-names: Example
    given-names: Aoi
    orcid: https://orcid.org/0000-0001-2345-6789
  - name: Lamp Institute
    website: https://institute.example.org/
"""
CODEMETA = {
    "@context": "https://w3id.org/codemeta/3.0",
    "@type": "SoftwareSourceCode",
    "name": "Desk lamp",
    "version": "2.1",
    "license": "https://spdx.org/licenses/MIT",
    "codeRepository": "https://git.example.org/lamp",
    "programmingLanguage": [{"@type": "ComputerLanguage", "name": "Rust"}, "C"],
    "runtimePlatform": "Linux",
    "author": [{"@type": "Person", "givenName": "Aoi", "familyName": "Example", "email": "aoi@example.org"}],
    "identifier": "https://doi.org/10.5281/zenodo.1234",
}


def read(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_software(path)


def test_a_pyproject_says_what_its_project_table_says(tmp_path):
    software, problems = read(tmp_path, "pyproject.toml", PYPROJECT)
    assert problems == []
    assert (software.name, software.version, software.platform) == ("desk-lamp", "2.1.0", "Python >=3.11")
    assert (software.url, software.repository) == ("https://lamp.example.org/", "https://git.example.org/lamp")
    assert (software.licence, software.languages) == ("https://spdx.org/licenses/MIT", ("Python", "Rust"))
    assert software.authors == (
        Agent(key="", name="Aoi Example"),
        Agent(key="", name="The Lamp Developers", kind="Organization"),
    )
    assert software.keywords == ("light", "desk")
    assert "aoi@" not in repr(software)


@pytest.mark.parametrize(
    ("urls", "repository"),
    [
        ('Homepage = "https://github.com/lamps/desk-lamp"', "https://github.com/lamps/desk-lamp"),
        ('Homepage = "https://github.com/lamps"', ""),
        ('Homepage = "https://lamp.example.org/desk/lamp"', ""),
        (
            'Homepage = "https://github.com/lamps/desk-lamp"\nSource = "https://git.example.org/lamp"',
            "https://git.example.org/lamp",
        ),
    ],
)
def test_a_homepage_where_code_is_kept_is_the_repository(tmp_path, urls, repository):
    software, _problems = read(tmp_path, "pyproject.toml", f'[project]\nname = "a"\n[project.urls]\n{urls}\n')
    assert software.repository == repository


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("Aoi Example and others", ["Aoi Example"]),
        ("Aoi Example et al.", ["Aoi Example"]),
        ("Aoi Example, Ren Example and Mina Example <m@example.org>", ["Aoi Example", "Ren Example", "Mina Example"]),
        ("Aoi Example & Ren Example", ["Aoi Example", "Ren Example"]),
        ("Lamp Developers and contributors", ["Lamp Developers and contributors"]),
        ("Andrea Sand", ["Andrea Sand"]),
    ],
)
def test_each_author_is_one_name(tmp_path, name, people):
    software, _problems = read(
        tmp_path, "pyproject.toml", f'[project]\nname = "a"\nauthors = [{{ name = "{name}" }}]\n'
    )
    assert [agent.name for agent in software.authors] == people


def test_a_version_that_is_made_at_build_time_is_not_guessed(tmp_path):
    software, problems = read(tmp_path, "pyproject.toml", '[project]\nname = "a"\ndynamic = ["version"]\n')
    assert (software.version, problems) == ("", [])


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        ('license = "mit"', "https://spdx.org/licenses/MIT"),
        ('license = "MIT OR Apache-2.0"', "MIT OR Apache-2.0"),
        ('license = "LicenseRef-Own"', "LicenseRef-Own"),
        ('license = { text = "MIT" }', "https://spdx.org/licenses/MIT"),
        ('license = { file = "LICENSE" }', ""),
        ('license = { file = "L" }\nclassifiers = ["License :: OSI Approved :: MIT License"]', "MIT"),
        ('license = { text = "BSD" }\nclassifiers = ["License :: OSI Approved :: MIT License"]', "MIT"),
        ('classifiers = ["License :: OSI Approved :: BSD License"]', ""),
    ],
)
def test_a_licence_is_one_that_has_a_name(tmp_path, lines, licence):
    software, problems = read(tmp_path, "pyproject.toml", f'[project]\nname = "a"\n{lines}\n')
    assert problems == []
    assert software.licence == (f"https://spdx.org/licenses/{licence}" if licence == "MIT" else licence)


def test_a_citation_says_who_is_a_person_and_who_is_not(tmp_path):
    software, problems = read(tmp_path, "CITATION.cff", CITATION)
    assert problems == []
    assert (software.name, software.version) == ("Desk lamp", "2.10")  # as it is written
    assert software.licence == "https://spdx.org/licenses/Apache-2.0"
    assert software.same_as == ("https://doi.org/10.5281/zenodo.1234",)
    assert software.authors == (
        Agent(key="", name="Aoi Example", same_as=("https://orcid.org/0000-0001-2345-6789",)),
        Agent(key="", name="Lamp Institute", kind="Organization", url="https://institute.example.org/"),
    )


def test_a_codemeta_file_is_read(tmp_path):
    software, problems = read(tmp_path, "codemeta.json", json.dumps(CODEMETA))
    assert problems == []
    assert (software.languages, software.platform) == (("Rust", "C"), "Linux")
    assert software.licence == "https://spdx.org/licenses/MIT"
    assert software.authors == (Agent(key="", name="Aoi Example"),)
    assert software.same_as == ("https://doi.org/10.5281/zenodo.1234",)
    both = json.dumps(CODEMETA | {"license": ["https://spdx.org/licenses/MIT", {"@id": "Apache-2.0"}]})
    assert read(tmp_path, "codemeta.json", both)[0].licence == "MIT OR Apache-2.0"


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("pyproject.toml", '[project]\nname = "a\n', 2, "this is not TOML"),
        ("pyproject.toml", "[tool.poetry]\nname = 'a'\n", 1, "there is no table [project]; name a file that"),
        ("pyproject.toml", "[project]\nversion = '1'\n", 1, "the table [project] has no 'name'"),
        ("pyproject.toml", "[project]\nname = 'a'\nlicense = 'BSD'\n", 3, "'BSD' is not an identifier of SPDX"),
        ("pyproject.toml", "[project]\nname = 'a'\nrequires-python = 'new'\n", 3, "is no version specifier"),
        ("pyproject.toml", "[project]\nname = 'a'\nversion = ['1']\n", 3, "'project.version' must be text"),
        (
            "pyproject.toml",
            "[project]\nname = 'a'\n[project.urls]\nSource = 'git@x'\n",
            4,
            "'project.urls.Source' must",
        ),
        ("CITATION.cff", "title: A\nlicense: BSD\n", 2, "'license' 'BSD' is not an identifier of SPDX"),
        ("CITATION.cff", "title: A\ntype: dataset\n", 2, "is 'dataset', so this file does not describe software"),
        ("CITATION.cff", "title: A\nurl: javascript:x\n", 2, "'url' must be an absolute http(s) address"),
        ("CITATION.cff", "title: A\ndoi: 12\n", 2, "'12' is no DOI"),
        ("CITATION.cff", "title: [\n", 2, "this YAML cannot be read"),
        ("CITATION.cff", "a: " + "[" * 1000 + "\n", 1, "is nested deeper than"),
        ("CITATION.cff", "title: !!python/object:os.system x\n", 1, "is not allowed here"),
        ("codemeta.json", '{\n"name": }', 2, "this is not JSON"),
        ("codemeta.json", "[" * 100_000, 1, "this JSON cannot be read"),
        ("codemeta.json", "[" * 100 + "]" * 100, 1, "is nested deeper than"),
        ("codemeta.json", '{"version": "1"}', 1, "there is no 'name'"),
        ("codemeta.json", '{"name": "A",\n"codeRepository": "x"}', 2, "'codeRepository' must be an absolute"),
        ("setup.cfg", "[metadata]\nname = a\n", None, "none of pyproject.toml, CITATION.cff and codemeta.json"),
        ("codemeta.json", " " * 1_000_001, None, "more than 1,000,000 characters"),
    ],
)
def test_what_cannot_be_meant_is_named_once_at_its_line(tmp_path, name, text, line, message):
    _software, problems = read(tmp_path, name, text)
    assert message in problems[0].message
    assert problems[0].line == line
    assert str(problems[0].subtype) == "software"
    assert all(str(problem.subtype) == "software" for problem in problems)


def test_a_file_that_cannot_be_read_is_no_traceback(tmp_path):
    assert "cannot be read" in read_software(tmp_path / "pyproject.toml")[1][0].message
    (tmp_path / "codemeta.json").mkdir()
    assert "it is no file" in read_software(tmp_path / "codemeta.json")[1][0].message
    (tmp_path / "CITATION.cff").write_bytes(b"\xff\xfe")
    assert "not UTF-8" in read_software(tmp_path / "CITATION.cff")[1][0].message
