"""Reports of the command ``check``: text, JSON, SARIF, annotations of GitHub."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sphinx_aiarticle import __version__
from sphinx_aiarticle.stores.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_aiarticle.check.findings import Finding
    from sphinx_aiarticle.recognise.addresses import Place


_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_RULES: Final = tuple(Rule)


def sarif_log(findings: Sequence[Finding]) -> dict[str, Any]:
    """Return a log with one run.

    Args:
        findings: What to report; relative paths are taken to begin at the root of the repository.
    """
    driver = {
        "name": "sphinx-aiarticle",
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in _RULES],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in findings],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": str(rule),
        "name": rule.name.title().replace("_", ""),
        "shortDescription": {"text": rule.description},
        "fullDescription": {"text": rule.description},
        "help": {"text": rule.description.replace("`", "'"), "markdown": rule.description},
        "defaultConfiguration": {"level": rule.level},
        "properties": {"tags": ["links"]},
    }


def _result(finding: Finding) -> dict[str, Any]:
    fault, place = finding.fault, finding.place
    artifact = _artifact(finding.file)
    # The same fault keeps its name when the lines above it change.
    name = hashlib.sha256(f"{fault.rule}\n{finding.file}\n{place.url}".encode("utf-8", "replace")).hexdigest()
    result: dict[str, Any] = {
        "ruleId": str(fault.rule),
        "ruleIndex": _RULES.index(fault.rule),
        "level": fault.rule.level,
        "message": {"text": fault.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(place)}}],
        "partialFingerprints": {"ruleFileLink/v1": name[:32]},
    }
    if finding.repaired:
        replacement = {"deletedRegion": _region(place), "insertedContent": {"text": finding.repaired}}
        change = {"artifactLocation": artifact, "replacements": [replacement]}
        result["fixes"] = [{"description": {"text": "Write the link as it is meant."}, "artifactChanges": [change]}]
    return result


def _artifact(file: str) -> dict[str, str]:
    if file.startswith("/") or ":" in file.partition("/")[0]:
        return {"uri": "file:///" + quote(file.lstrip("/"), safe="/:", errors="replace")}
    return {"uri": quote(file, safe="/", errors="replace"), "uriBaseId": "%SRCROOT%"}


def _region(place: Place) -> dict[str, int]:
    return {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + len(place.raw)}


def text_report(findings: Sequence[Finding], *, files: int, links: int, mended: int) -> Iterator[str]:
    """Yield the lines of the report.

    Args:
        findings: What is left to report.
        files: How many files were checked.
        links: How many links to shops they hold.
        mended: How many faults have just been mended.
    """
    for finding in findings:
        place, fault = finding.place, finding.fault
        yield f"{finding.file}:{place.line}:{place.column}: {fault.rule.level}: {fault.message} [{fault.rule}]"
    counts = Counter(str(finding.fault.rule) for finding in findings)
    parts = ", ".join(f"{count} {rule}" for rule, count in sorted(counts.items()))
    yield f"{_number(links, 'link')} to shops in {_number(files, 'file')}: {parts or 'no fault'}"
    if mended:
        yield f"{_number(mended, 'fault')} mended"
    elif ready := sum(bool(finding.repaired) for finding in findings):
        yield f"--fix mends {ready} of them, --diff shows how"


def json_report(findings: Sequence[Finding], *, files: int, links: int, mended: int) -> str:
    """Return the report as JSON; see :func:`text_report`."""
    report = {
        "version": 1,
        "files": files,
        "links": links,
        "mended": mended,
        "findings": [_as_data(finding) for finding in findings],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def sarif_report(findings: Sequence[Finding]) -> str:
    """Return the report in the format that code hosts read."""
    return json.dumps(sarif_log(findings), ensure_ascii=False, indent=2) + "\n"


_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}


def github_report(findings: Sequence[Finding]) -> str:
    """Return the report as annotations, which GitHub Actions shows beside the changed lines.

    The form is that of GitHub's "Workflow commands": in values of properties colons and commas are escaped too.
    """
    return "".join(f"{_annotation(finding)}\n" for finding in findings)


def _annotation(finding: Finding) -> str:
    place, fault = finding.place, finding.fault
    where = {
        "file": finding.file,
        "line": place.line,
        "col": place.column,
        "endColumn": place.column + len(place.raw),
        "title": fault.rule,
    }
    properties = ",".join(
        f"{name}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}" for name, value in where.items()
    )
    return f"::{_COMMANDS[fault.rule.level]} {properties}::{_escaped(fault.message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _as_data(finding: Finding) -> dict[str, Any]:
    place, fault = finding.place, finding.fault
    return {
        "file": finding.file,
        "line": place.line,
        "column": place.column,
        "rule": str(fault.rule),
        "level": fault.rule.level,
        "message": fault.message,
        "link": place.url,
        "repaired": finding.repaired or None,
    }


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
