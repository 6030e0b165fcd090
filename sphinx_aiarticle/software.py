"""Software as a file of its own project describes it → ``Software``: pyproject.toml, CITATION.cff or codemeta.json.

https://packaging.python.org/en/latest/specifications/pyproject-toml/,
https://github.com/citation-file-format/citation-file-format (schema 1.2), https://codemeta.github.io/terms/
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import yaml
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from sphinx_aiarticle.frontmatter.block import BoundError, plain
from sphinx_aiarticle.frontmatter.hugo_block import key_lines as json_lines
from sphinx_aiarticle.frontmatter.toml import key_lines as toml_lines
from sphinx_aiarticle.frontmatter.toml import loads, what_is_wrong
from sphinx_aiarticle.frontmatter.yaml_reader import YamlReader
from sphinx_aiarticle.model.page import Agent, Software
from sphinx_aiarticle.model.problem import Problem, Subtype, shown
from sphinx_aiarticle.url import is_web_url
from sphinx_aiarticle.values import Values, as_text, clean, read_name

_LONGEST_FILE: Final = 1_000_000  # characters; citation files with all papers of a project have 100,000
_LONGEST: Final = 5_000  # characters of one text; abstracts of papers have up to 3,000
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_AND_OTHERS: Final = re.compile(r",? (?:and others|et al\.?)$", re.IGNORECASE)
_BETWEEN: Final = re.compile(r",? (?:and|&) |[,;] ", re.IGNORECASE)
_GROUP: Final = re.compile(
    r"\b(?:authors|community|consortium|contributors|core|developers?|foundation|gmbh|group|inc|institute|labs?|llc|ltd"
    r"|maintainers|organi[sz]ation|project|society|team|university)\b|^the ",
    re.IGNORECASE,
)


class _NoSoftwareError(Exception):
    """A file describes no software; the message says why, and *line* where."""

    def __init__(self, message: str, line: int | None = 1) -> None:
        super().__init__(message)
        self.line = line


def _software_text(path: Path) -> str:
    """Return the text of a known file."""
    if path.suffix.lower() not in _READERS:
        raise _NoSoftwareError(f"{path.name!r} is none of pyproject.toml, CITATION.cff and codemeta.json", None)
    try:
        if path.exists() and not path.is_file():
            raise OSError(0, "it is no file")  # reading a pipe would never end
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(_LONGEST_FILE + 1)
    except UnicodeError:
        raise _NoSoftwareError("it is not UTF-8; save it as UTF-8", None) from None
    except OSError as error:
        why = f"{str(path.resolve())!r} cannot be read: {error.strerror or error}"
        advice = f"write its path from the folder of conf.py, such as '../{path.name}'"
        raise _NoSoftwareError(f"{why}; {advice}", None) from None
    if len(text) > _LONGEST_FILE:
        raise _NoSoftwareError(f"it has more than {_LONGEST_FILE:,} characters and is not read", None)
    return text


def read_software(path: Path) -> tuple[Software | None, list[Problem]]:
    """Read a file, and what is wrong, which is left out; ``None`` where it describes no software. Never raises."""
    problems: list[Problem] = []
    try:
        text = _software_text(path)
        return _READERS[path.suffix.lower()](text, problems), problems
    except _NoSoftwareError as error:
        return None, [*problems, Problem(subtype=Subtype.SOFTWARE, message=str(error), line=error.line)]


_LANGUAGE: Final = re.compile(r"Programming Language :: ([^:]+)(?: :: [\d.]+(?: :: Only)?)?")
#: Classifiers that name one licence, and not a family of them.
_LICENCES: Final = {
    "MIT License": "MIT",
    "MIT No Attribution License (MIT-0)": "MIT-0",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "GNU Affero General Public License v3": "AGPL-3.0-only",
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
}
#: Labels of addresses that PyPI knows, without case and punctuation
#: (https://packaging.python.org/en/latest/specifications/well-known-project-urls/).
_REPOSITORY: Final = ("source", "repository", "sourcecode", "github", "gitlab", "codeberg")
_CODE_HOST: Final = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)/[^/?#]+/[^/?#]+/?"
)
_SHORT: Final = 100  # characters; longer ones are the text of a licence and not its name


def _read_pyproject(text: str, problems: list[Problem]) -> Software:
    """Return the table ``[project]``."""
    try:
        data: Mapping[str, Any] = loads(text)
    except (RecursionError, ValueError) as error:
        what, line = what_is_wrong(error)
        raise _NoSoftwareError(f"this is not TOML: {what}", line or 1) from None
    project = data.get("project")
    if not isinstance(project, Mapping):
        message = "there is no table [project]; name a file that describes the software, such as CITATION.cff"
        raise _NoSoftwareError(message)
    values = _values_of(project, {**toml_lines(text), "": 1}, problems, "project.")
    name = values.text("name")
    if not name:
        raise _NoSoftwareError("the table [project] has no 'name'", values.line("name"))
    urls = _urls(values)
    homepage, classifiers = urls.get("homepage", ""), values.texts("classifiers")
    is_code = _CODE_HOST.fullmatch(homepage) is not None
    languages = [found[1] for found in map(_LANGUAGE.fullmatch, classifiers) if found]
    return Software(
        name=name,
        version=values.text("version"),
        description=values.text("description"),
        url=homepage,
        licence=_project_licence(values, classifiers),
        repository=next((urls[label] for label in _REPOSITORY if label in urls), homepage if is_code else ""),
        authors=_authors(values),
        languages=tuple(dict.fromkeys(["Python", *languages])),
        platform=_platform(values),
        keywords=values.texts("keywords"),
    )


def _urls(values: Values) -> dict[str, str]:
    """Return the addresses by their labels in lower case without punctuation."""
    given = values.mapping("urls")
    labels = list(given.data) if given else []
    return {re.sub(r"[\W_]", "", label).lower(): url for label in labels if given and (url := given.web_url(label))}


def _project_licence(values: Values, classifiers: tuple[str, ...]) -> str:
    given = values.data.get("license")
    written = given.get("text") if isinstance(given, Mapping) else given
    text = written.strip() if isinstance(written, str) and len(written) <= _SHORT else ""
    by_classifier = {_LICENCES[name] for entry in classifiers if (name := entry.rpartition(" :: ")[2]) in _LICENCES}
    if len(by_classifier) == 1:
        try:
            return _licence_of(text) or _licence_of(*by_classifier)
        except ValueError:
            return _licence_of(*by_classifier)
    return _read_licence(values, text)


def _authors(values: Values) -> tuple[Agent, ...]:
    entries = values.data.get("authors")
    names = [entry.get("name") for entry in entries if isinstance(entry, Mapping)] if isinstance(entries, list) else []
    return tuple(agent for name in names if isinstance(name, str) for agent in _agents_of(name))


def _platform(values: Values) -> str:
    wanted = values.text("requires-python")
    try:
        SpecifierSet(wanted)
    except InvalidSpecifier:
        values.complain("requires-python", f"{shown(wanted)} is no version specifier, such as '>=3.11'; left out")
        return ""
    return f"Python {wanted}" if wanted else ""


_NAME_PARTS: Final = ("given-names", "name-particle", "family-names", "name-suffix")


def _read_citation(text: str, problems: list[Problem]) -> Software:
    """Return what a project asks to be cited by."""
    reader = YamlReader()
    try:
        data = reader.read(text, 1) or {}
    except (yaml.YAMLError, BoundError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else getattr(error, "line", 1)
        what = getattr(error, "problem", None) or str(error)
        raise _NoSoftwareError(f"this YAML cannot be read: {what}", line) from None
    problems += [replace(problem, subtype=Subtype.SOFTWARE) for problem in reader.problems]
    values = _values_of(data, {**reader.lines, "": 1}, problems)
    kind, name = values.text("type"), values.text("title")
    if kind not in ("", "software"):
        message = f"'type' is {shown(kind)}, so this file does not describe software"
        raise _NoSoftwareError(message, values.line("type"))
    if not name:
        raise _NoSoftwareError("there is no 'title'")
    doi = values.text("doi")
    if doi and not _doi_address(doi):
        values.complain("doi", f"{shown(doi)} is no DOI, such as '10.5281/zenodo.1234'; it is left out")
    licences = [as_text(entry) or "" for entry in _entries_of(data.get("license"))]
    return Software(
        name=name,
        version=values.text("version"),
        description=values.text("abstract"),
        url=values.web_url("url"),
        licence=_read_licence(values, " OR ".join(licences)) or values.web_url("license-url"),
        repository=values.web_url("repository-code", "repository"),
        authors=tuple(filter(None, (_cited_author(entry, values) for entry in _entries_of(data.get("authors"))))),
        keywords=values.texts("keywords"),
        same_as=tuple(filter(None, [_doi_address(doi)])),
    )


def _cited_author(entry: object, whole: Values) -> Agent | None:
    """Return a person, who has given and family names, or an entity, which has a name."""
    if not isinstance(entry, Mapping):
        return None
    values = _values_of(entry, {"": whole.line("authors") or 1}, whole.problems)
    name = " ".join(filter(None, map(values.text, _NAME_PARTS)))
    kind = "Person" if name else "Organization" if values.text("name") else "Person"
    same_as = values.text("orcid")
    return _agent_of(name or values.text("name", "alias"), kind=kind, url=values.text("website"), same_as=same_as)


def _read_codemeta(text: str, problems: list[Problem]) -> Software:
    """Return the description of software for machines."""
    try:
        data = plain(json.loads(text))
    except json.JSONDecodeError as error:
        raise _NoSoftwareError(f"this is not JSON: {error.msg}", error.lineno) from None
    except (RecursionError, ValueError, BoundError) as error:
        raise _NoSoftwareError(f"this JSON cannot be read: it {error}") from None
    fields: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
    values = _values_of(fields, {**json_lines(text), "": 1}, problems)
    name = values.text("name")
    if not name:
        raise _NoSoftwareError("there is no 'name'")
    identifiers = map(_doi_address, _texts(fields.get("identifier"), "@id", "value"))
    platforms = _texts(fields.get("runtimePlatform"), "name") or _texts(fields.get("softwareRequirements"))
    return Software(
        name=name,
        version=values.text("version", "softwareVersion"),
        description=values.text("description"),
        url=values.web_url("url"),
        licence=_codemeta_licence(values),
        repository=values.web_url("codeRepository"),
        authors=tuple(filter(None, map(_codemeta_author, _entries_of(fields.get("author"))))),
        languages=tuple(_texts(fields.get("programmingLanguage"), "name")),
        platform=", ".join(platforms),
        keywords=values.texts("keywords"),
        same_as=tuple(filter(None, identifiers)),
    )


def _codemeta_licence(values: Values) -> str:
    licences = _texts(values.data.get("license"), "@id", "url", "name")
    if len(licences) == 1:
        return _read_licence(values, licences[0])
    return _read_licence(values, " OR ".join(entry.rstrip("/").rpartition("/")[2] for entry in licences))


def _texts(value: object, *keys: str) -> list[str]:
    """Return the texts in a value or a list of values; of an object the first of *keys* that it has."""
    found = []
    for entry in _entries_of(value):
        inner = next((entry[key] for key in keys if key in entry), "") if isinstance(entry, Mapping) else entry
        found.append(as_text(inner) or "")
    return list(filter(None, found))


def _codemeta_author(entry: object) -> Agent | None:
    if not isinstance(entry, Mapping):
        return _agent_of(entry) if isinstance(entry, str) else None
    text = {key: as_text(value) or "" for key, value in entry.items()}
    name = " ".join(filter(None, (text.get("givenName"), text.get("familyName")))) or text.get("name", "")
    kind = text.get("@type", text.get("type", ""))
    return _agent_of(
        name,
        kind=kind if kind in ("Person", "Organization") else "",
        url=text.get("url", ""),
        same_as=text.get("@id", text.get("id", "")),
    )


def _entries_of(value: object) -> list[Any]:
    """Return a list, or what may stand in the place of one with a single entry."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _values_of(data: Mapping[str, Any], lines: Mapping[str, int], problems: list[Problem], prefix: str = "") -> Values:
    """Return the reader of a mapping in such a file."""
    return Values(data=data, lines=lines, problems=problems, prefix=prefix, subtype=Subtype.SOFTWARE, longest=_LONGEST)


def _licence_of(text: str) -> str:
    """Return the address of the licence with this SPDX identifier, or an expression of several as it is written.

    An address stays; anything else is a :class:`ValueError` (https://spdx.org/licenses/).
    """
    if not text or is_web_url(text):
        return text
    try:
        expression = canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        what = "is not an identifier of SPDX, such as 'MIT' or 'Apache-2.0'; the licence is left out"
        raise ValueError(f"{shown(text)} {what}") from None
    is_one = " " not in expression and not expression.startswith("LicenseRef-")
    return f"https://spdx.org/licenses/{expression}" if is_one else str(expression)


def _read_licence(values: Values, text: str) -> str:
    """Return the licence that *text* names; a problem where there is none of this name."""
    try:
        return _licence_of(text)
    except ValueError as error:
        values.complain("license", str(error))
        return ""


def _doi_address(text: str) -> str:
    """Return the address of a DOI, or nothing."""
    found = _DOI.fullmatch(text)
    return f"https://doi.org/{found[1]}" if found else ""


def _agents_of(names: str) -> tuple[Agent, ...]:
    """Return who is named in one text, also several people: ``A and B``, ``A and others``."""
    whole = _agent_of(names)
    if whole is None or whole.kind != "Person":
        return (whole,) if whole else ()
    parts = [part for part in _BETWEEN.split(_AND_OTHERS.sub("", whole.name)) if part.strip()]
    return tuple(agent for part in parts if (agent := _agent_of(part)))


def _agent_of(name: str, *, kind: str = "", url: str = "", same_as: str = "") -> Agent | None:
    """Return a person or an organisation; ``None`` without a name.

    The e-mail address behind a name is never stated. Where the file does not say the kind, words such as "Team" do.
    """
    name = clean(read_name(name).partition("<")[0])
    kind = kind or ("Organization" if _GROUP.search(name) else "Person")
    url, same_as = (address if is_web_url(address) else "" for address in (url, same_as))
    return Agent(key="", name=name, kind=kind, url=url, same_as=(same_as,) if same_as else ()) if name else None


_READERS: Final = {".toml": _read_pyproject, ".cff": _read_citation, ".json": _read_codemeta}
