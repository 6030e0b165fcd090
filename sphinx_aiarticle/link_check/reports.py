"""Findings as lines for people and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from sphinx_aiarticle.link_check.sarif import sarif_log

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_aiarticle.link_check.findings import Finding


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
