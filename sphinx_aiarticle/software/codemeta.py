"""``codemeta.json`` → ``Software`` (https://codemeta.github.io/terms/)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sphinx_aiarticle.frontmatter.block import BoundError, plain
from sphinx_aiarticle.frontmatter.hugo_block import key_lines
from sphinx_aiarticle.model.page import Software
from sphinx_aiarticle.software.fields import agent_of, doi_address, entries_of, read_licence, values_of
from sphinx_aiarticle.values import as_text

if TYPE_CHECKING:
    from sphinx_aiarticle.model.page import Agent
    from sphinx_aiarticle.model.problem import Problem
    from sphinx_aiarticle.values import Values


def read_codemeta(text: str) -> tuple[Software | None, list[Problem]]:
    """Return the description of software for machines, ``None`` where the file does not name it, and what is wrong."""
    problems: list[Problem] = []
    try:
        data = plain(json.loads(text))
    except json.JSONDecodeError as error:
        values_of({}, {"": error.lineno}, problems).note("", f"this is not JSON: {error.msg}")
        return None, problems
    except (RecursionError, ValueError, BoundError) as error:
        values_of({}, {"": 1}, problems).note("", f"this JSON cannot be read: it {error}")
        return None, problems
    fields: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
    values = values_of(fields, {**key_lines(text), "": 1}, problems)
    name = values.text("name")
    if not name:
        values.note("", "there is no 'name'")
        return None, problems
    identifiers = map(doi_address, _texts(fields.get("identifier"), "@id", "value"))
    platforms = _texts(fields.get("runtimePlatform"), "name") or _texts(fields.get("softwareRequirements"))
    return Software(
        name=name,
        version=values.text("version", "softwareVersion"),
        description=values.text("description"),
        url=values.web_url("url"),
        licence=_licence(values),
        repository=values.web_url("codeRepository"),
        authors=tuple(filter(None, map(_author, entries_of(fields.get("author"))))),
        languages=tuple(_texts(fields.get("programmingLanguage"), "name")),
        platform=", ".join(platforms),
        keywords=values.texts("keywords"),
        same_as=tuple(filter(None, identifiers)),
    ), problems


def _licence(values: Values) -> str:
    licences = _texts(values.data.get("license"), "@id", "url", "name")
    if len(licences) == 1:
        return read_licence(values, licences[0])
    return read_licence(values, " OR ".join(entry.rstrip("/").rpartition("/")[2] for entry in licences))


def _texts(value: object, *keys: str) -> list[str]:
    """Return the texts in a value or a list of values; of an object the first of *keys* that it has."""
    found = []
    for entry in entries_of(value):
        inner = next((entry[key] for key in keys if key in entry), "") if isinstance(entry, Mapping) else entry
        found.append(as_text(inner) or "")
    return list(filter(None, found))


def _author(entry: object) -> Agent | None:
    if not isinstance(entry, Mapping):
        return agent_of(entry) if isinstance(entry, str) else None
    text = {key: as_text(value) or "" for key, value in entry.items()}
    name = " ".join(filter(None, (text.get("givenName"), text.get("familyName")))) or text.get("name", "")
    kind = text.get("@type", text.get("type", ""))
    return agent_of(
        name,
        kind=kind if kind in ("Person", "Organization") else "",
        url=text.get("url", ""),
        same_as=text.get("@id", text.get("id", "")),
    )
