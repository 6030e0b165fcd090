"""Check files, report, and mend them if that is asked for."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_aiarticle.affiliate import Project, Rule, project_of
from sphinx_aiarticle.config_stores import read_stores
from sphinx_aiarticle.hugo.migrate.own_conf import run_conf
from sphinx_aiarticle.link_check.files import find_files, syntax_of
from sphinx_aiarticle.link_check.findings import check_text
from sphinx_aiarticle.link_check.reports import json_report, sarif_report, text_report

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sphinx_aiarticle.hugo.migrate.terminal import Terminal
    from sphinx_aiarticle.link_check.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says.

    Attributes:
        paths: Files and folders.
        conf: The ``conf.py`` with the stores, or its folder; that of a checked folder when it is not given.
        format: ``text``, ``json`` or ``sarif``.
        output: Where the report goes; ``None`` for standard output.
        fix: Whether files are mended.
        diff: Whether it is shown how files would be mended.
        rules: What is looked for.
    """

    paths: tuple[Path, ...]
    conf: Path | None
    format: str
    output: Path | None
    fix: bool
    diff: bool
    rules: Collection[Rule]


class CheckError(Exception):
    """The command cannot do its work; the message says why, and what to write."""


def check(options: Options, terminal: Terminal) -> int:
    """Run the check and return the exit status: 0 when nothing is left to report, else 1.

    Args:
        options: What the command line says.
        terminal: Takes the report.

    Raises:
        CheckError: Something is not there, or cannot be read.
    """
    for path in options.paths:
        if not path.exists():
            raise CheckError(f"there is no file or folder {str(path)!r}")
    project, excluded = _project(options)
    files = list(find_files(options.paths, excluded))
    left: list[Finding] = []
    links = mended = 0
    for path in terminal.track("Checking", files):
        name = _name(path)
        try:
            text = path.read_bytes().decode()
        except UnicodeDecodeError:
            terminal.complain(f"{name!r} is no UTF-8 and was not checked")
            continue
        checked = check_text(text, syntax_of(path), name, project, options.rules)
        links += checked.links
        if (options.fix or options.diff) and checked.mended != text:
            _show(_diff(text, checked.mended, name), options, terminal)
        if options.fix and checked.mended != text:
            _write(path, checked.mended)
            mended += sum(bool(finding.repaired) for finding in checked.findings)
            checked = check_text(checked.mended, syntax_of(path), name, project, options.rules)
        left += checked.findings
    _report(options, terminal, left, files=len(files), links=links, mended=mended)
    return 1 if left else 0


def _project(options: Options) -> tuple[Project, Sequence[str]]:
    conf = options.conf / "conf.py" if options.conf and options.conf.is_dir() else options.conf
    if conf is None:
        conf = next((path / "conf.py" for path in options.paths if (path / "conf.py").is_file()), None)
    elif not conf.is_file():
        raise CheckError(f"there is no {str(conf)!r}; --conf names a conf.py or its folder")
    if conf is None:
        return project_of(()), ()
    try:
        values = run_conf(conf)
        stores = read_stores(values.get("aiarticle_stores") or {})
    except (ValueError, TypeError, AttributeError) as error:
        raise CheckError(f"{str(conf)!r}: {error}") from error
    excluded = values.get("exclude_patterns") or ()
    return project_of(tuple(stores.values())), [pattern for pattern in excluded if isinstance(pattern, str)]


def _name(path: Path) -> str:
    """Return the path from here where it is below, as reports of a repository want it."""
    real, here = Path(os.path.abspath(path)), Path.cwd()  # noqa: PTH100 - resolve() would follow links
    return real.relative_to(here).as_posix() if real.is_relative_to(here) else real.as_posix()


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
    options: Options, terminal: Terminal, findings: Sequence[Finding], *, files: int, links: int, mended: int
) -> None:
    if options.format == "text" and options.output is None:
        terminal.say(text_report(findings, files=files, links=links, mended=mended))
        return
    if options.format == "sarif":
        document = sarif_report(findings)
    elif options.format == "json":
        document = json_report(findings, files=files, links=links, mended=mended)
    else:
        document = "".join(f"{line}\n" for line in text_report(findings, files=files, links=links, mended=mended))
    if options.output is None:
        terminal.write(document)
    else:
        options.output.write_text(document, encoding="utf-8", newline="\n")
