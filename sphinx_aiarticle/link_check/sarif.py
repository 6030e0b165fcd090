"""Findings in SARIF 2.1.0 (OASIS standard, 27 March 2020), which code hosts show beside the lines."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sphinx_aiarticle import __version__
from sphinx_aiarticle.affiliate import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_aiarticle.link_check.findings import Finding
    from sphinx_aiarticle.lint.link_places import Place

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
