"""The reports of commands: what is looked for, and findings as text, JSON, SARIF and annotations of GitHub Actions."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar
from urllib.parse import quote

from sphinx_aiarticle import __version__
from sphinx_aiarticle.cli.terminal import Terminal, UsageError
from sphinx_aiarticle.record import Record

if TYPE_CHECKING:
    import argparse


R = TypeVar("R", bound="StrEnum")
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}


class ReportedRule(Protocol):
    """What reports want to know of a rule; its text is its name."""

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def level(self) -> str: ...  # noqa: D102

    @property
    def description(self) -> str: ...  # noqa: D102


class ReportEntry(Record):
    """A finding as reports show it.

    Attributes:
        file: Path of the file from the working directory, or an absolute one. With slashes.
        line: From 1.
        column: In characters, from 1.
        length: How many characters it covers; 0 when that is not known.
        identity: What tells it from other findings of its rule in the file, whatever happens to the lines above it.
        replacement: What to write in its place; empty when a human has to decide.
        data: What else the JSON report says of it.
    """

    file: str
    line: int
    column: int
    length: int = 0
    rule: ReportedRule
    message: str
    identity: str
    replacement: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def add_report_options(parser: argparse.ArgumentParser, example: str) -> None:
    """Add the options of a command that reports findings; *example* names two of its rules."""
    parser.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text", help="of the report")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the report there")
    parser.add_argument("--select", metavar="RULES", help=f"look for these only, such as {example}")
    parser.add_argument("--ignore", metavar="RULES", help="leave these out")


def chosen_rules(rules: type[R], values: argparse.Namespace) -> frozenset[R]:
    """Return the rules that ``--select`` and ``--ignore`` leave; :class:`UsageError` when there is no such rule."""
    named = []
    for names in (values.select, values.ignore):
        wanted = frozenset((names or "").replace(",", " ").split())
        if unknown := wanted - set(map(str, rules)):
            raise UsageError(f"there is no rule {min(unknown)!r}; known are {', '.join(map(str, rules))}")
        named.append(frozenset(rule for rule in rules if rule in wanted))
    selected, ignored = named
    return (selected or frozenset(rules)) - ignored


def name_from_here(path: Path) -> str:
    """Return a path relative to this folder where it is below it, as reports of a repository need it."""
    real, here = Path(os.path.abspath(path)), Path.cwd()  # noqa: PTH100 - resolve() would follow links
    return real.relative_to(here).as_posix() if real.is_relative_to(here) else real.as_posix()


def write_report(
    values: argparse.Namespace,
    terminal: Terminal,
    entries: Sequence[ReportEntry],
    *,
    text: Iterable[str],
    rules: Sequence[ReportedRule],
    tag: str,
    **summary: Any,
) -> None:
    """Write the report that ``--format`` asks for to the file of ``--output``, else to standard output.

    *rules* are all that the check has, and *tag* is what they are about; *summary* is what JSON says of the whole run.
    """
    if values.format == "sarif":
        document = _sarif(entries, rules, tag)
    elif values.format == "json":
        document = _json(entries, summary)
    else:
        document = "".join(f"{line}\n" for line in (_github_lines(entries) if values.format == "github" else text))
    if values.output is None:
        terminal.write(document)
    else:
        values.output.write_text(document, encoding="utf-8", newline="\n")


def text_lines(entries: Iterable[ReportEntry]) -> Iterator[str]:
    """Yield one line for each finding, in the form that editors can follow."""
    for entry in entries:
        yield f"{entry.file}:{entry.line}:{entry.column}: {entry.rule.level}: {entry.message} [{entry.rule}]"


def faults_in(entries: Iterable[ReportEntry]) -> str:
    """Return how often each rule was broken, such as ``2 price-format, 1 required``."""
    counts = Counter(str(entry.rule) for entry in entries)
    return ", ".join(f"{count} {rule}" for rule, count in sorted(counts.items()))


def _json(entries: Iterable[ReportEntry], summary: Mapping[str, Any]) -> str:
    found = [
        {
            "file": entry.file,
            "line": entry.line,
            "column": entry.column,
            "rule": str(entry.rule),
            "level": str(entry.rule.level),
            "message": entry.message,
            **entry.data,
        }
        for entry in entries
    ]
    return _written({"version": 1, **summary, "findings": found})


def _github_lines(entries: Iterable[ReportEntry]) -> Iterator[str]:
    """Yield a workflow command for each finding, which GitHub shows beside the changed lines.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    for entry in map(_in_repository, entries):
        end = {"endColumn": entry.column + entry.length} if entry.length else {}
        places = {"file": entry.file, "line": entry.line, "col": entry.column, **end, "title": entry.rule}
        named = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in places.items())
        yield f"::{_COMMANDS[entry.rule.level]} {named}::{_escaped(entry.message)}"


def _in_repository(entry: ReportEntry) -> ReportEntry:
    """Return a finding with the path that its file has in the repository, where GitHub Actions says which that is.

    A step may run in any folder of it: https://docs.github.com/actions/reference/variables-reference
    """
    root = os.environ.get("GITHUB_WORKSPACE")
    path = Path(os.path.abspath(entry.file))  # noqa: PTH100 - resolve() would follow links
    return replace(entry, file=path.relative_to(root).as_posix()) if root and path.is_relative_to(root) else entry


def _escaped(text: str, marks: str = "") -> str:
    for mark in ("%", "\r", "\n", *marks):
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text


def _sarif(entries: Iterable[ReportEntry], rules: Sequence[ReportedRule], tag: str) -> str:
    """Return a log in SARIF 2.1.0 (OASIS standard, 27 March 2020) with one run."""
    driver = {"name": "sphinx-aiarticle", "semanticVersion": __version__, "rules": [_rule(rule, tag) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(entry, rules) for entry in map(_in_repository, entries)],
    }
    return _written({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: ReportedRule, tag: str) -> dict[str, Any]:
    source = getattr(rule, "source", "")
    return {
        "id": str(rule),
        "name": rule.name.title().replace("_", ""),
        "shortDescription": {"text": rule.description},
        "fullDescription": {"text": rule.description},
        "help": {"text": rule.description.replace("`", "'"), "markdown": rule.description},
        **({"helpUri": source} if source else {}),
        "defaultConfiguration": {"level": str(rule.level)},
        "properties": {"tags": [tag]},
    }


def _result(entry: ReportEntry, rules: Sequence[ReportedRule]) -> dict[str, Any]:
    artifact = _artifact(entry.file)
    region = {"startLine": entry.line, "startColumn": entry.column}
    if entry.length:
        region["endColumn"] = entry.column + entry.length
    name = hashlib.sha256(f"{entry.rule}\n{entry.file}\n{entry.identity}".encode("utf-8", "replace")).hexdigest()
    result: dict[str, Any] = {
        "ruleId": str(entry.rule),
        "ruleIndex": rules.index(entry.rule),
        "level": str(entry.rule.level),
        "message": {"text": entry.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"ruleFileLink/v1": name[:32]},
    }
    if entry.replacement:
        replacement = {"deletedRegion": region, "insertedContent": {"text": entry.replacement}}
        change = {"artifactLocation": artifact, "replacements": [replacement]}
        result["fixes"] = [{"description": {"text": "Write the link as it is meant."}, "artifactChanges": [change]}]
    return result


def _artifact(file: str) -> dict[str, str]:
    if file.startswith("/") or ":" in file.partition("/")[0]:
        return {"uri": "file:///" + quote(file.lstrip("/"), safe="/:", errors="replace")}
    return {"uri": quote(file, safe="/", errors="replace"), "uriBaseId": "%SRCROOT%"}


def _written(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
