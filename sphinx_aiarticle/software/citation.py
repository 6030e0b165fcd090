"""``CITATION.cff`` → ``Software`` (https://github.com/citation-file-format/citation-file-format, schema 1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import yaml

from sphinx_aiarticle.frontmatter.block import BoundError
from sphinx_aiarticle.frontmatter.yaml_reader import YamlReader
from sphinx_aiarticle.model.page import Software
from sphinx_aiarticle.model.problem import Subtype, shown
from sphinx_aiarticle.software.fields import agent_of, doi_address, entries_of, read_licence, values_of
from sphinx_aiarticle.values import as_text

if TYPE_CHECKING:
    from sphinx_aiarticle.model.page import Agent
    from sphinx_aiarticle.model.problem import Problem
    from sphinx_aiarticle.values import Values

_NAME: Final = ("given-names", "name-particle", "family-names", "name-suffix")


def read_citation(text: str) -> tuple[Software | None, list[Problem]]:
    """Return what a project asks to be cited by, ``None`` where the file describes something else, and mistakes."""
    problems: list[Problem] = []
    reader = YamlReader()
    try:
        data = reader.read(text, 1) or {}
    except (yaml.YAMLError, BoundError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else getattr(error, "line", 1)
        what = getattr(error, "problem", None) or str(error)
        values_of({}, {"": line}, problems).note("", f"this YAML cannot be read: {what}")
        return None, problems
    problems += [replace(problem, subtype=Subtype.SOFTWARE) for problem in reader.problems]
    values = values_of(data, {**reader.lines, "": 1}, problems)
    kind, name = values.text("type"), values.text("title")
    if kind not in ("", "software"):
        values.complain("type", f"is {shown(kind)}, so this file does not describe software")
        return None, problems
    if not name:
        values.note("", "there is no 'title'")
        return None, problems
    doi = values.text("doi")
    if doi and not doi_address(doi):
        values.complain("doi", f"{shown(doi)} is no DOI, such as '10.5281/zenodo.1234'; it is left out")
    licences = [as_text(entry) or "" for entry in entries_of(data.get("license"))]
    return Software(
        name=name,
        version=values.text("version"),
        description=values.text("abstract"),
        url=values.web_url("url"),
        licence=read_licence(values, " OR ".join(licences)) or values.web_url("license-url"),
        repository=values.web_url("repository-code", "repository"),
        authors=tuple(filter(None, (_author(entry, values) for entry in entries_of(data.get("authors"))))),
        keywords=values.texts("keywords"),
        same_as=tuple(filter(None, [doi_address(doi)])),
    ), problems


def _author(entry: object, whole: Values) -> Agent | None:
    """Return a person, who has given and family names, or an entity, which has a name."""
    if not isinstance(entry, Mapping):
        return None
    values = values_of(entry, {"": whole.line("authors") or 1}, whole.problems)
    name = " ".join(filter(None, map(values.text, _NAME)))
    kind = "Person" if name else "Organization" if values.text("name") else "Person"
    same_as = values.text("orcid")
    return agent_of(name or values.text("name", "alias"), kind=kind, url=values.text("website"), same_as=same_as)
