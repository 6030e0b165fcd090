"""Find the faults of a file, and fix its text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.config_values import RESERVED_OPTIONS
from sphinx_aiarticle.model.problem import Problem, Subtype
from sphinx_aiarticle.recognise.link_places import LinkPlace, Syntax, link_places
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.affiliate import ProjectStores, host_of, project_of
from sphinx_aiarticle.stores.judge import Fault, LinkRule, LinkVerdict, judge
from sphinx_aiarticle.stores.template import Store

if TYPE_CHECKING:
    from sphinx_aiarticle.cli.reports import ReportEntry


_OPTION: Final = re.compile(r"\s*:?([a-z][a-z0-9-]*):\s+")
_TOML_KEY: Final = re.compile(r"(?:.*[\s{,.])?([a-z][a-z0-9-]*)[\"']?\s*=\s*[\"']")
_BOX: Final = re.compile(r"\{(?:aiarticle:)?product-box\}|\.\. (?:aiarticle:)?product-box::")
_MOST_OPTIONS: Final = 40


def is_in_box(lines: Sequence[str], place: LinkPlace, syntax: Syntax) -> bool:
    """Whether a link is an author's own link to a store in a product box or a catalogue: the build adds an id to it."""
    before = lines[place.line - 1][: place.column - 1]
    match = (_TOML_KEY if syntax is Syntax.TOML else _OPTION).fullmatch(before)
    if match is None or match[1] in RESERVED_OPTIONS:
        return False
    if syntax is Syntax.TOML:
        return True
    for line in reversed(lines[max(0, place.line - _MOST_OPTIONS) : place.line - 1]):
        if _BOX.search(line):
            return True
        if not line.strip() or not (_OPTION.match(f"{line} ") or line.strip() == "---"):
            return False
    return False


def _judged(text: str, syntax: Syntax, project: ProjectStores) -> Iterator[tuple[LinkPlace, bool, LinkVerdict]]:
    """Yield the links of a file, whether each is in a box, and what is known of it."""
    lines = text.split("\n")
    for place in link_places(text, syntax):
        in_box = is_in_box(lines, place, syntax)
        yield place, in_box, judge(place.url, project, in_box=in_box)


def lint_shop_links(
    text: str, syntax: Syntax, stores: tuple[Store, ...], *, adds_ids: bool = False
) -> Iterator[Problem]:
    """Yield what is wrong with the links to shops in a file; with *adds_ids* the build completes plain ones."""
    for place, in_box, verdict in _judged(text, syntax, project_of(stores, adds_ids=adds_ids)):
        for fault in verdict.faults:
            if in_box and fault.rule is LinkRule.MISSING_ID and syntax is not Syntax.TOML:
                continue  # the box warns
            message = f"{place.url[:60]!r}: {fault.message} [{fault.rule}]"
            yield Problem(subtype=Subtype.LINT_AFFILIATE, message=message, line=place.line)


class Checked(Record):
    """What is known of one file.

    Attributes:
        findings: Their faults, in order; what is to be written instead is escaped as the file needs it.
        fixed: Its text with everything repaired that can be.
    """

    links: int
    findings: tuple[ReportEntry, ...]
    fixed: str


def check_text(text: str, syntax: Syntax, file: str, project: ProjectStores, rules: Collection[LinkRule]) -> Checked:
    """Check the links to shops in a file, which reports call *file*.

    A link is repaired only if all that is fixed in it is looked for.
    """
    findings: list[ReportEntry] = []
    lines, links = text.split("\n"), 0
    for place, _in_box, verdict in reversed([*_judged(text, syntax, project)]):  # so that columns stay right
        links += host_of(place.url) in project.forms
        is_wanted = all(fault.rule in rules for fault in verdict.faults if fault.is_fixed)
        repaired = place.escaped(verdict.repaired) if verdict.repaired and is_wanted else ""
        found = [fault for fault in verdict.faults if fault.rule in rules]
        findings[:0] = [_entry(file, place, fault, repaired if fault.is_fixed else "") for fault in found]
        if repaired:
            line, start = lines[place.line - 1], place.column - 1
            lines[place.line - 1] = line[:start] + repaired + line[start + len(place.raw) :]
    return Checked(links=links, findings=tuple(findings), fixed="\n".join(lines))


def _entry(file: str, place: LinkPlace, fault: Fault, repaired: str) -> ReportEntry:
    from sphinx_aiarticle.cli.reports import ReportEntry  # builds, which lint links too, have no use for rich

    return ReportEntry(
        file=file,
        line=place.line,
        column=place.column,
        length=len(place.raw),
        rule=fault.rule,
        message=fault.message,
        identity=place.url,
        replacement=repaired,
        data={"link": place.url, "repaired": repaired or None},
    )
