"""Reports of the command ``check``: what it says of links, in the forms that all commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.cli import reports
from sphinx_aiarticle.stores.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_aiarticle.check.findings import Finding


_RULES: Final = tuple(Rule)


def text_report(findings: Sequence[Finding], *, files: int, links: int, fixed: int) -> Iterator[str]:
    """Yield the lines of the report.

    Args:
        findings: What is left to report.
        files: How many files were checked.
        links: How many links to shops they hold.
        fixed: How many faults have just been fixed.
    """
    entries = list(_entries(findings))
    yield from reports.text_lines(entries)
    yield f"{_number(links, 'link')} to shops in {_number(files, 'file')}: {reports.counted(entries) or 'no fault'}"
    if fixed:
        yield f"{_number(fixed, 'fault')} fixed"
    elif ready := sum(bool(finding.repaired) for finding in findings):
        yield f"--fix corrects {ready} of them, --diff shows how"


def json_report(findings: Iterable[Finding], *, files: int, links: int, fixed: int) -> str:
    """Return the report as JSON; see :func:`text_report`."""
    return reports.json_report(_entries(findings), files=files, links=links, fixed=fixed)


def sarif_report(findings: Iterable[Finding]) -> str:
    """Return the report in the format that code hosts read."""
    return reports.sarif_report(_entries(findings), _RULES, "links")


def github_report(findings: Iterable[Finding]) -> str:
    """Return the report as annotations, which GitHub Actions shows beside the changed lines."""
    return "".join(f"{line}\n" for line in reports.github_lines(_entries(findings)))


def _entries(findings: Iterable[Finding]) -> Iterator[reports.Entry]:
    for finding in findings:
        place = finding.place
        yield reports.Entry(
            file=finding.file,
            line=place.line,
            column=place.column,
            length=len(place.raw),
            rule=finding.fault.rule,
            message=finding.fault.message,
            identity=place.url,
            replacement=finding.repaired,
            data={"link": place.url, "repaired": finding.repaired or None},
        )


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
