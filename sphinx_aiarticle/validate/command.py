"""The command ``sphinx-aiarticle validate``."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.cli import reports
from sphinx_aiarticle.cli.terminal import Terminal, UsageError
from sphinx_aiarticle.clock import now
from sphinx_aiarticle.validate.rules import DataFinding, Level, Rule, path_text
from sphinx_aiarticle.validate.vocabulary import vocabulary_in

if TYPE_CHECKING:
    from sphinx_aiarticle.validate.site import CheckedPages

_DESCRIPTION: Final = """\
Check the structured data (JSON-LD) of a folder of HTML, whoever made it, without the network.

Looks at syntax, the schema.org vocabulary, what search engines require, ids and links across pages, and whether the
pages show what the data claims.
"""
_EXIT: Final = """\
exit status:
  0  no errors; with --strict, no warnings either
  1  errors are left
  2  wrong usage, or a file that cannot be used
"""
_LEVELS: Final = tuple(Level)  # from the gravest
_NEEDED: Final = ("selectolax", "pyld")


def add_command(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command to the program."""
    command = add_parser(
        "validate",
        help="check the structured data of a built site",
        description=_DESCRIPTION,
        epilog=_EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("site", type=Path, nargs="?", metavar="SITE", help="folder of HTML, or one page")
    command.add_argument(
        "--base-url", metavar="URL", help="address of the folder; taken from canonical links if omitted"
    )
    command.add_argument("--strict", action="store_true", help="let warnings fail too")
    command.add_argument("--level", choices=_LEVELS, default=Level.NOTE, help="report findings from this level up")
    command.add_argument(
        "--max", type=int, default=20, metavar="N", help="findings of each rule in a text report; 0 for all of them"
    )
    reports.add_report_options(command, "required,price-format")
    command.add_argument("--exclude", action="append", default=[], metavar="PATTERN", help="pages to leave out")
    command.add_argument("--jobs", "-j", type=int, default=os.cpu_count() or 1, metavar="N", help="processes")
    command.add_argument("--vocabulary", type=Path, metavar="FILE", help="another release of schema.org, as JSON-LD")
    command.add_argument("--rules", action="store_true", help="list all rules with their sources")
    command.set_defaults(run=_run)


def _run(values: argparse.Namespace, terminal: Terminal) -> int:
    if values.rules:
        terminal.say(f"{rule:<20} {rule.level:<8} {rule.description} {rule.source} ({rule.date})" for rule in Rule)
        return 0
    if missing := [name for name in _NEEDED if find_spec(name) is None]:
        raise UsageError(
            f"{' and '.join(missing)} missing; install the extra: pip install 'sphinx-aiarticle[validate]'"
        )
    if values.site is None:
        raise UsageError("name the folder of the built site, such as: sphinx-aiarticle validate _build/html")
    if not values.site.exists():
        raise UsageError(f"there is no file or folder {str(values.site)!r}")
    from sphinx_aiarticle.validate.addresses import PublishedFolder
    from sphinx_aiarticle.validate.site import Job, check_site, find_pages, site_base

    levels = _LEVELS[: _LEVELS.index(values.level) + 1]
    wanted = {rule for rule in reports.chosen_rules(Rule, values) if rule.level in levels}
    try:
        vocabulary = vocabulary_in(str(values.vocabulary or ""))
    except ValueError as error:
        raise UsageError(f"{str(values.vocabulary)!r}: {error}") from error
    is_folder = values.site.is_dir()
    root = values.site if is_folder else values.site.parent
    files = find_pages(root, values.exclude) if is_folder else [values.site.name]
    if not files:
        raise UsageError(f"there is no HTML in {str(values.site)!r}; build the site first")
    base = values.base_url or site_base(root, files)
    job = Job(
        site=PublishedFolder(root=root, base=f"{base.rstrip('/')}/" if base else ""),
        prefix="" if (name := reports.name_from_here(root)) == "." else f"{name}/",
        vocabulary_file=str(values.vocabulary or ""),
        now=now(),
    )
    outcome = check_site(job, files, max(1, values.jobs))
    entries = [_entry(finding) for finding in outcome.findings if finding.rule in wanted]
    text = _text(outcome, entries, values.max, job.site.base)
    counts = {"pages": outcome.pages, "scripts": outcome.scripts, "nodes": outcome.nodes}
    summary = {**counts, "base": job.site.base, "vocabulary": vocabulary.version}
    reports.write_report(values, terminal, entries, text=text, rules=tuple(Rule), tag="structured-data", **summary)
    failing = (Level.ERROR, Level.WARNING) if values.strict else (Level.ERROR,)
    return 1 if any(entry.rule.level in failing for entry in entries) else 0


def _entry(finding: DataFinding) -> reports.ReportEntry:
    where = path_text(finding.path)
    return reports.ReportEntry(
        file=finding.file,
        line=finding.line,
        column=finding.column,
        rule=finding.rule,
        message=f"{where}: {finding.message}" if where else finding.message,
        identity=f"{where}\n{finding.message}",
        data={"path": where, "source": finding.source or finding.rule.source, "date": finding.rule.date},
    )


def _text(outcome: CheckedPages, entries: Sequence[reports.ReportEntry], most: int, base: str) -> Iterator[str]:
    shown: Counter[object] = Counter()
    for entry in entries:
        shown[entry.rule] += 1
        if not most or shown[entry.rule] <= most:
            yield from reports.text_lines([entry])
    for rule, count in shown.items():
        if most and count > most:
            yield f"{count - most} more of {rule}; --max 0 shows all"
    said = reports.faults_in(entries) or "no findings"
    yield f"{outcome.pages} pages, {outcome.scripts} scripts, {outcome.nodes} objects: {said}"
    if not base:
        yield "no canonical links: addresses of the site were not looked up; give --base-url"
