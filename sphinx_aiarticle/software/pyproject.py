"""``pyproject.toml`` → ``Software`` (https://packaging.python.org/en/latest/specifications/pyproject-toml/)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from sphinx_aiarticle.frontmatter.toml import key_lines, loads, what_is_wrong
from sphinx_aiarticle.model.page import Software
from sphinx_aiarticle.model.problem import shown
from sphinx_aiarticle.software.fields import agents_of, licence_of, read_licence, values_of

if TYPE_CHECKING:
    from sphinx_aiarticle.model.page import Agent
    from sphinx_aiarticle.model.problem import Problem
    from sphinx_aiarticle.values import Values

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


def read_pyproject(text: str) -> tuple[Software | None, list[Problem]]:
    """Return the table ``[project]``, ``None`` where the file does not name the software, and what is wrong."""
    problems: list[Problem] = []
    try:
        data: Mapping[str, Any] = loads(text)
    except (RecursionError, ValueError) as error:
        what, line = what_is_wrong(error)
        values_of({}, {"": line or 1}, problems).note("", f"this is not TOML: {what}")
        return None, problems
    lines = {**key_lines(text), "": 1}
    project = data.get("project")
    if not isinstance(project, Mapping):
        message = "there is no table [project]; name a file that describes the software, such as CITATION.cff"
        values_of({}, lines, problems).note("", message)
        return None, problems
    values = values_of(project, lines, problems, "project.")
    name = values.text("name")
    if not name:
        values.note("name", "the table [project] has no 'name'")
        return None, problems
    urls = _urls(values)
    homepage, classifiers = urls.get("homepage", ""), values.texts("classifiers")
    is_code = _CODE_HOST.fullmatch(homepage) is not None
    languages = [found[1] for found in map(_LANGUAGE.fullmatch, classifiers) if found]
    return Software(
        name=name,
        version=values.text("version"),
        description=values.text("description"),
        url=homepage,
        licence=_licence(values, classifiers),
        repository=next((urls[label] for label in _REPOSITORY if label in urls), homepage if is_code else ""),
        authors=_authors(values),
        languages=tuple(dict.fromkeys(["Python", *languages])),
        platform=_platform(values),
        keywords=values.texts("keywords"),
    ), problems


def _urls(values: Values) -> dict[str, str]:
    """Return the addresses by their labels in lower case without punctuation."""
    given = values.mapping("urls")
    labels = list(given.data) if given else []
    return {re.sub(r"[\W_]", "", label).lower(): url for label in labels if given and (url := given.web_url(label))}


def _licence(values: Values, classifiers: tuple[str, ...]) -> str:
    given = values.data.get("license")
    written = given.get("text") if isinstance(given, Mapping) else given
    text = written.strip() if isinstance(written, str) and len(written) <= _SHORT else ""
    by_classifier = {_LICENCES[name] for entry in classifiers if (name := entry.rpartition(" :: ")[2]) in _LICENCES}
    if len(by_classifier) == 1:
        try:
            return licence_of(text) or licence_of(*by_classifier)
        except ValueError:
            return licence_of(*by_classifier)
    return read_licence(values, text)


def _authors(values: Values) -> tuple[Agent, ...]:
    entries = values.data.get("authors")
    names = [entry.get("name") for entry in entries if isinstance(entry, Mapping)] if isinstance(entries, list) else []
    return tuple(agent for name in names if isinstance(name, str) for agent in agents_of(name))


def _platform(values: Values) -> str:
    wanted = values.text("requires-python")
    try:
        SpecifierSet(wanted)
    except InvalidSpecifier:
        values.complain("requires-python", f"{shown(wanted)} is no version specifier, such as '>=3.11'; left out")
        return ""
    return f"Python {wanted}" if wanted else ""
