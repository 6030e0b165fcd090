"""The command ``check``: find and repair links to shops in source files."""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.check.findings import check_text
from sphinx_aiarticle.check.projects import ConfError, Confs, find_files, syntax_of
from sphinx_aiarticle.cli import reports
from sphinx_aiarticle.cli.command import UsageError, add_report_options, chosen_rules, name_from_here, write_report
from sphinx_aiarticle.stores.judge import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from sphinx_aiarticle.check.findings import Finding
    from sphinx_aiarticle.cli.terminal import Terminal


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says.

    Attributes:
        paths: Files and folders.
        conf: The ``conf.py`` with the stores, or its folder; the nearest one above each file when it is not given.
        format: ``text``, ``json``, ``sarif`` or ``github``.
        output: Where the report goes; ``None`` for standard output.
        fix: Whether files are fixed.
        diff: Whether it is shown how files would be fixed.
        rules: What is looked for.
    """

    paths: tuple[Path, ...]
    conf: Path | None
    format: str
    output: Path | None
    fix: bool
    diff: bool
    rules: Collection[Rule]


def check(options: Options, terminal: Terminal) -> int:
    """Run the check and return the exit status: 0 when nothing is left to report, else 1.

    Args:
        options: What the command line says.
        terminal: Takes the report.

    Raises:
        UsageError: Something is not there, or cannot be read.
    """
    for path in options.paths:
        if not path.exists():
            raise UsageError(f"there is no file or folder {str(path)!r}")
    try:
        files = list(find_files(options.paths, Confs(_given_conf(options))))
    except ConfError as error:
        raise UsageError(str(error)) from error
    if files and all(conf.folder is None for _, conf in files):
        terminal.complain(
            "no conf.py was found in or above what is checked, so no id is foreign or missing; use --conf"
        )
    left: list[Finding] = []
    links = fixed = 0
    for path, conf in terminal.track("Checking", files):
        name = name_from_here(path)
        try:
            text = path.read_bytes().decode()
        except UnicodeDecodeError:
            terminal.complain(f"{name!r} is not UTF-8 and was not checked")
            continue
        except OSError as error:
            terminal.complain(f"{name!r} cannot be read ({error.strerror}) and was not checked")
            continue
        checked = check_text(text, syntax_of(path), name, conf.project, options.rules)
        links += checked.links
        if (options.fix or options.diff) and checked.fixed != text:
            _show(_diff(text, checked.fixed, name), options, terminal)
        if options.fix and checked.fixed != text and path.is_symlink():
            terminal.complain(f"{name!r} is a symbolic link and was not changed; name the file itself")
        elif options.fix and checked.fixed != text:
            _write(path, checked.fixed)
            fixed += sum(bool(finding.repaired) for finding in checked.findings)
            checked = check_text(checked.fixed, syntax_of(path), name, conf.project, options.rules)
        left += checked.findings
    _report(options, terminal, left, files=len(files), links=links, fixed=fixed)
    return 1 if left else 0


def _given_conf(options: Options) -> Path | None:
    conf = options.conf / "conf.py" if options.conf and options.conf.is_dir() else options.conf
    if conf and not conf.is_file():
        raise UsageError(f"there is no {str(conf)!r}; --conf names a conf.py or its folder")
    return conf


def _diff(before: str, after: str, name: str) -> Iterator[str]:
    for line in unified_diff(before.split("\n"), after.split("\n"), f"a/{name}", f"b/{name}", lineterm=""):
        yield line.rstrip("\r")


def _show(diff: Iterator[str], options: Options, terminal: Terminal) -> None:
    if options.format == "text" and options.output is None:
        terminal.say(diff)
    else:  # standard output is a document
        terminal.mention(diff)


def _write(path: Path, text: str) -> None:
    """Replace a file in one step: whoever stops the command finds the old text or the new one."""
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        new.chmod(target.stat().st_mode & 0o7777)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def _report(
    options: Options, terminal: Terminal, findings: Sequence[Finding], *, files: int, links: int, fixed: int
) -> None:
    entries = list(_entries(findings))
    lines = text_report(findings, files=files, links=links, fixed=fixed)
    if options.format == "text" and options.output is None:
        terminal.say(lines)
        return
    counts = {"files": files, "links": links, "fixed": fixed}
    document = reports.report(options.format, entries, text=lines, rules=tuple(Rule), tag="links", **counts)
    write_report(document, options.output, terminal)


_DESCRIPTION: Final = """\
Check the links to shops in source files: who is paid, how they are encoded, where they lead.

Reads Markdown, reStructuredText, HTML and TOML, without a build and without the network. Whose ids are right is taken
from aiarticle_stores in conf.py; without it, no id is foreign.
"""
_EXIT: Final = """\
exit status:
  0  no fault, or all of them fixed
  1  faults are left
  2  wrong usage, or a file that cannot be used
"""


def add_command(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command to the program.

    Args:
        add_parser: Adds a command to a program, as argparse has it.
    """
    rules = "".join(f"  {rule:<18} {rule.description}\n" for rule in Rule)
    command = add_parser(
        "check",
        help="check the links to shops in source files",
        description=_DESCRIPTION,
        epilog=f"rules:\n{rules}\n{_EXIT}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "paths", type=Path, nargs="*", default=[Path()], metavar="PATH", help="files and folders; this folder if none"
    )
    command.add_argument(
        "--conf", type=Path, metavar="DIR", help="folder of conf.py; the nearest one above each file if not given"
    )
    command.add_argument("--fix", action="store_true", help="show and correct what has one right answer")
    command.add_argument("--diff", action="store_true", help="show what --fix would do, and write nothing")
    add_report_options(command, "dead-form,foreign-id")
    command.set_defaults(run=_run)


def _run(values: argparse.Namespace, terminal: Terminal) -> int:
    options = Options(
        paths=tuple(values.paths),
        conf=values.conf,
        format=values.format,
        output=values.output,
        fix=values.fix and not values.diff,
        diff=values.diff,
        rules=chosen_rules(Rule, values),
    )
    return check(options, terminal)
