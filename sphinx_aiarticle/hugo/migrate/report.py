"""Reports on a migration: a table for people, JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.migrate.findings import Finding, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LISTED: Final = {Outcome.LEFT: 5, Outcome.HUMAN: 50}  # findings of one kind; the JSON report has all
_HEAD: Final = ("", *(str(outcome) for outcome in Outcome))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a migration did.

    Attributes:
        findings: What became of each part.
        files: How many files of the project are new, changed, unchanged …
        pages: How many pages were looked at.
    """

    findings: Sequence[Finding]
    files: Mapping[str, int]
    pages: int

    @property
    def needs_human(self) -> bool:
        """Whether somebody has to look at something."""
        return any(finding.outcome is Outcome.HUMAN for finding in self.findings)


def table(report: Report) -> Iterator[str]:
    """Yield the lines of the closing table, and of the lists below it."""
    counts = Counter((finding.kind, finding.outcome) for finding in report.findings)
    kinds = sorted({finding.kind for finding in report.findings})
    rows = [(kind, *(str(counts[kind, outcome] or "-") for outcome in Outcome)) for kind in kinds]
    totals = [str(sum(counts[kind, outcome] for kind in kinds)) for outcome in Outcome]
    widths = [max(len(row[column]) for row in (_HEAD, *rows)) for column in range(len(_HEAD))]
    yield _row(_HEAD, widths)
    yield "-" * (sum(widths) + 2 * (len(widths) - 1))
    yield from (_row(row, widths) for row in rows)
    yield _row((f"{report.pages} pages", *totals), [max(widths[0], len(f"{report.pages} pages")), *widths[1:]])
    for outcome in _LISTED:
        yield from _list([finding for finding in report.findings if finding.outcome is outcome], outcome)


def as_json(report: Report) -> str:
    """Return the whole report, one object a finding, without those that are handled; these are only counted."""
    counts: dict[str, dict[str, int]] = {}
    for finding in report.findings:
        by_outcome = counts.setdefault(finding.kind, {outcome.name.lower(): 0 for outcome in Outcome})
        by_outcome[finding.outcome.name.lower()] += 1
    data = {
        "version": 1,
        "pages": report.pages,
        "needs_human": report.needs_human,
        "files": dict(report.files),
        "kinds": dict(sorted(counts.items())),
        "findings": [
            {
                "outcome": finding.outcome.name.lower(),
                "kind": finding.kind,
                "file": finding.path,
                "line": finding.line,
                "message": finding.message,
            }
            for finding in report.findings
            if finding.outcome is not Outcome.HANDLED
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        cell.ljust(width) if column == 0 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join((first, *others)).rstrip()


def _list(findings: Sequence[Finding], outcome: Outcome) -> Iterator[str]:
    if findings:
        yield ""
        yield f"{outcome.capitalize()}:"
    for kind in dict.fromkeys(finding.kind for finding in findings):
        found = [finding for finding in findings if finding.kind == kind]
        for finding in found[: _LISTED[outcome]]:
            where = f"{finding.path}:{finding.line}" if finding.line else finding.path
            yield f"  {where}: {kind}: {finding.message}"
        if len(found) > _LISTED[outcome]:
            yield f"  ... and {len(found) - _LISTED[outcome]} more of this kind; --report FILE.json writes all."
