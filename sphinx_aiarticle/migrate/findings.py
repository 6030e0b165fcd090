"""What became of each part of a Hugo site, told as a table and a part of a page for people, as JSON for programs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from sys import maxsize
from typing import Any, Final

from sphinx_aiarticle.cli.terminal import Item, Line, Style, counted
from sphinx_aiarticle.record import Record

#: The kind of a finding about what the old site has, and the new one has not.
NO_COUNTERPART: Final = "no counterpart"
#: What the kind of a finding begins with that says what a page loses.
LOST: Final = "lost "
#: What the kind of a finding begins with that says what authors would want to mend.
LINT: Final = "lint: "
#: Kinds of what moves as it was, and is wrong, so that somebody has to mend it sooner or later.
_FAULTY: Final = frozenset({
    "anchor to nowhere", "Hugo", "link to nowhere", "missing cover", "page of Sphinx", "question", "unknown form",
})  # fmt: skip


class Outcome(StrEnum):
    """How well a part moved; the value appears in reports."""

    HANDLED = "handled"
    LEFT = "left as it was"
    HUMAN = "needs a human"


class Finding(Record):
    """One thing that the reader of the report may want to know.

    Attributes:
        kind: What it is, in two or three words; reports count by it.
        path: The file, relative to the Hugo site (or to the target, for files changed there).
        line: 1-based line, or ``None`` when it concerns the whole file.
        message: What it is about and what to do; empty for what is handled.
        also: What else it is about: more that is lost on the page, or more pages.
    """

    outcome: Outcome
    kind: str
    path: str
    line: int | None = None
    message: str = ""
    also: tuple[str, ...] = ()


def handled(kind: str, path: str, line: int | None = None) -> Finding:
    """Return a finding that needs nobody."""
    return Finding(outcome=Outcome.HANDLED, kind=kind, path=path, line=line)


def left(kind: str, path: str, message: str, line: int | None = None) -> Finding:
    """Return a finding about something that stays as its author wrote it."""
    return Finding(outcome=Outcome.LEFT, kind=kind, path=path, line=line, message=message)


def needs_human(kind: str, path: str, message: str, line: int | None = None, also: Iterable[str] = ()) -> Finding:
    """Return a finding that somebody has to look at."""
    return Finding(outcome=Outcome.HUMAN, kind=kind, path=path, line=line, message=message, also=tuple(also))


_LISTED: Final = {Outcome.LEFT: 5, Outcome.HUMAN: 50}  # messages of one kind; the JSON report has all
_PLACES: Final = {Outcome.LEFT: 5, Outcome.HUMAN: 20}  # of one message, where something differs
_FEW_PLACES: Final = 5  # of one message that is the same everywhere
_OFTEN: Final = 3  # equal messages, or such with other names in them, are one with its places
_NAMES: Final = re.compile(r"(?<!\w)(?:'(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\")(?!\w)")
_WHOLE: Final = "--report FILE.json writes all."
_STYLES: Final = {Outcome.HANDLED: Style.GOOD, Outcome.LEFT: Style.NOTE, Outcome.HUMAN: Style.BAD}


class Report(Record):
    """What a migration did: what became of each part, how many files are new, changed …, and how many pages it saw.

    Attributes:
        has_hugo: Whether Hugo has said what it shows of the pages.
        lost: What is lost by a comparison of the built sites, in a sentence; empty without one, and if nothing is.
    """

    findings: Sequence[Finding]
    files: Mapping[str, int]
    pages: int
    has_hugo: bool = True
    lost: str = ""

    @property
    def due(self) -> int:
        """How many findings somebody has to look at."""
        return sum(finding.outcome is Outcome.HUMAN for finding in self.findings)

    @property
    def faults(self) -> list[str]:
        """The kind of each thing that has moved as it was, and is wrong."""
        kinds = [finding.kind for finding in self.findings if finding.outcome is Outcome.LEFT]
        return ["lint" if kind.startswith(LINT) else kind for kind in kinds if kind.startswith(LINT) or kind in _FAULTY]

    @property
    def verdict(self) -> list[str]:
        """What all of it comes to, in a few sentences."""
        faults, kinds = len(self.faults), ", ".join(sorted(set(self.faults)))
        said = []
        if self.due:
            said.append(
                f"{counted(self.due, 'thing')} {'needs' if self.due == 1 else 'need'} a human; see the list above."
            )
        elif not self.lost:
            said.append("Nothing keeps the site from moving." if faults else "Nothing needs a human.")
        if faults:
            things = f"{faults:,} more" if self.due else counted(faults, "thing")
            said.append(f"{things} {'is' if faults == 1 else 'are'} left for you to mend: {kinds}.")
        if any(finding.kind == NO_COUNTERPART for finding in self.findings):
            said.append("What has no counterpart is listed above.")
        if not self.has_hugo:
            said.append("Hugo was not asked, so nothing tells whether the new pages lack what it shows.")
        return [*said, *filter(None, [self.lost])]


def closing(report: Report) -> Iterator[Line]:
    """Yield the verdict, which is the last that is read, a sentence on each line."""
    style = Style.BAD if report.due or report.lost else Style.NOTE if report.faults else Style.GOOD
    yield ""
    yield from (((sentence, style),) for sentence in report.verdict)


def table(report: Report) -> Iterator[Line | Item]:
    """Yield the lines of the closing table, and the lists below it."""
    counts = Counter((finding.kind, finding.outcome) for finding in report.findings)
    kinds = sorted({finding.kind for finding in report.findings})
    kinds.sort(key=lambda kind: (counts[kind, Outcome.HUMAN] > 0, counts[kind, Outcome.LEFT] > 0))  # what is due last
    totals = {outcome: sum(counts[kind, outcome] for kind in kinds) for outcome in Outcome}
    pages = counted(report.pages, "page")
    width = max(map(len, (*kinds, pages)))
    head = (("".ljust(width), Style.PLAIN), *((f"  {outcome}", Style.STRONG) for outcome in Outcome))
    yield head
    rule = "-" * sum(len(text) for text, _ in head)
    yield ((rule, Style.FAINT),)
    yield from (_row(kind, {outcome: counts[kind, outcome] for outcome in Outcome}, width) for kind in kinds)
    if kinds:
        yield ((rule, Style.FAINT),)
    yield _row(pages, totals, width)
    for outcome in _LISTED:
        yield from _list([finding for finding in report.findings if finding.outcome is outcome], outcome)


def all_entries(report: Report) -> Iterator[tuple[Outcome, int, list[tuple[str, str, list[str]]]]]:
    """Yield what to look at by outcome, how often, and of each kind what concerns most pages: head, message, places."""
    for outcome in (Outcome.HUMAN, Outcome.LEFT):
        findings = [finding for finding in report.findings if finding.outcome is outcome]
        groups = ((kind, found) for kind, groups in _groups(findings) for found in groups)
        entries = (one for kind, found in groups for one in _entries(found, (kind, Style.PLAIN), maxsize, maxsize))
        shown = [("".join(text for text, _ in head), message, places) for head, message, places in entries]
        yield outcome, len(findings), shown


def as_data(report: Report) -> dict[str, Any]:
    """Return the whole report as JSON has it, but of what is handled only how often."""
    counts: dict[str, dict[str, int]] = {}
    for finding in report.findings:
        by_outcome = counts.setdefault(finding.kind, {outcome.name.lower(): 0 for outcome in Outcome})
        by_outcome[finding.outcome.name.lower()] += 1
    return {
        "version": 1,
        "pages": report.pages,
        "needs_human": report.due > 0,
        "files": dict(report.files),
        "kinds": dict(sorted(counts.items())),
        "findings": [
            {
                "outcome": finding.outcome.name.lower(),
                "kind": finding.kind,
                "file": finding.path,
                "line": finding.line,
                "message": finding.message,
                **({"also": list(finding.also)} if finding.also else {}),
            }
            for finding in report.findings
            if finding.outcome is not Outcome.HANDLED
        ],
    }


def _row(label: str, counts: Mapping[Outcome, int], width: int) -> Line:
    cells = (
        (f"{count or '-':>{len(outcome) + 2}}", _STYLES[outcome] if count else Style.FAINT)
        for outcome, count in counts.items()
    )
    return ((label.ljust(width), Style.PLAIN), *cells)


def _list(findings: Sequence[Finding], outcome: Outcome) -> Iterator[Line | Item]:
    """Yield what is found, each message once with its places: what is said of many pages is read once, and first."""
    if findings:
        yield ""
        yield ((f"{outcome.capitalize()}:", Style.STRONG),)
    for kind, groups in _groups(findings):
        for found in groups[: _LISTED[outcome]]:
            for head, message, places in _entries(found, (kind, _STYLES[outcome]), _PLACES[outcome], _FEW_PLACES):
                yield Item(head, message)
                yield from (f"    {place}" for place in places)
        if rest := sum(map(len, groups[_LISTED[outcome] :])):
            yield f"  ... and {rest:,} more of this kind; {_WHOLE}"


def _groups(findings: Sequence[Finding]) -> Iterator[tuple[str, list[list[Finding]]]]:
    """Yield the kinds with their findings, those with one message together; what concerns most pages comes first."""
    often = Counter(finding.message for finding in findings)
    kinds: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings:
        message = finding.message
        is_one = often[message] >= _OFTEN and not finding.kind.startswith(LOST)  # equal words are lost by accident
        key = message if is_one else _NAMES.sub("\0", message)
        kinds.setdefault(finding.kind, {}).setdefault(key, []).append(finding)
    for kind, messages in sorted(kinds.items(), key=lambda item: -_pages(chain.from_iterable(item[1].values()))):
        yield kind, sorted(messages.values(), key=_pages, reverse=True)


def _entries(
    found: Sequence[Finding], kind: tuple[str, Style], most: int, few: int
) -> Iterator[tuple[tuple[tuple[str, Style], ...], str, list[str]]]:
    """Yield what messages are about, the messages, and lines below: places, and what differs from place to place."""
    if len(found) < _OFTEN:
        for finding in found:
            yield ((f"{_place(finding)}: ", Style.PLAIN), kind), finding.message, _shortened(finding.also, few)
        return
    found = sorted(found, key=lambda finding: -len(finding.also))
    names = [_NAMES.findall(finding.message) for finding in found]
    differ = [len(set(column)) > 1 for column in zip(*names, strict=True)]
    shown = iter(differ)
    message = _NAMES.sub(lambda name: "…" if next(shown) else name[0], found[0].message)
    head = f" ({len(found):,} times in {counted(_pages(found), 'file')})"
    places = []
    for finding, texts in zip(found, names, strict=True):
        own = [text for text, differs in zip(texts, differ, strict=True) if differs]
        more = [f"and {len(finding.also):,} more"] if finding.also else []
        places.append(" ".join([_place(finding), *own, *more]))
    yield (kind, (head, Style.PLAIN)), message, _shortened(places, most if any(differ) else few)


def _shortened(places: Sequence[str], most: int) -> list[str]:
    rest = len(places) - most
    return [*places[:most], *([f"... and {rest:,} more; {_WHOLE}"] if rest > 0 else [])]


def _pages(findings: Iterable[Finding]) -> int:
    return len({finding.path for finding in findings})


def _place(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}" if finding.line else finding.path
