"""The command ``migrate``."""

from __future__ import annotations

import argparse
import gc
import json
import shlex
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from sphinx_aiarticle.cli.conf import OwnConf, read_conf
from sphinx_aiarticle.cli.terminal import Terminal, UsageError
from sphinx_aiarticle.clock import now
from sphinx_aiarticle.migrate import verify_report
from sphinx_aiarticle.migrate.findings import Finding, Report, as_data, closing, left, needs_human, table
from sphinx_aiarticle.migrate.hugo_binary import HugoError
from sphinx_aiarticle.migrate.plan import Plan, make_plan
from sphinx_aiarticle.migrate.project import FOLDER, Project, State, Step, locked
from sphinx_aiarticle.migrate.verify import Verification, VerifyError, verify
from sphinx_aiarticle.migrate.witness import disagreements

DONE: Final = 0
NEEDS_HUMAN: Final = 1
_MIGRATE: Final = """\
Move a Hugo site to a Sphinx project for good.

Reads the settings, content/, static/ and assets/ of HUGO_SITE, and writes into DOCS a conf.py, a start page, the pages
as MyST Markdown with summary boxes, product boxes and questions, and all images and files. HUGO_SITE is never changed.

A file in DOCS that was changed by hand is never overwritten without --force. A second run changes nothing; a run that
was interrupted can simply be started again.
"""
_EXIT: Final = """\
exit status:
  0  done, and nothing needs a human; with --verify, nothing is lost
  1  done, and the table lists what needs a human; with --verify, or something is lost
  2  wrong usage, or a folder or file that cannot be used
"""
_WRITTEN: Final = (State.NEW, State.CHANGED)


def add_command(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command to a parser of the program."""
    command = add_parser(
        "migrate",
        help="move a Hugo site to a Sphinx project",
        description=_MIGRATE,
        epilog=_EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("site", type=Path, metavar="HUGO_SITE", help="folder with hugo.toml and content/")
    command.add_argument(
        "docs", type=Path, nargs="?", metavar="DOCS", help="folder for the project; optional with --check"
    )
    command.add_argument("--check", action="store_true", help="write nothing; the exit status says if a human is due")
    command.add_argument("--dry-run", action="store_true", help="write nothing; list what would be written")
    command.add_argument("--force", action="store_true", help="overwrite what was changed by hand in DOCS")
    command.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="GLOB",
        help="pages to migrate, such as 'posts/2026-*'; conf.py, lists and images are written always (repeatable)",
    )
    command.add_argument(
        "--conf",
        type=Path,
        metavar="CONF.PY",
        help="your settings for reading the articles: aiarticle_hugo_shortcodes, aiarticle_hugo_params, "
        "aiarticle_summary_headings, aiarticle_faq_headings",
    )
    command.add_argument(
        "--no-hugo", dest="hugo", action="store_false", help="do not ask Hugo what only it knows of the site"
    )
    command.add_argument(
        "--verify",
        action="store_true",
        help="build the old site with Hugo and the new one with Sphinx, and compare them page by page",
    )
    command.add_argument(
        "--report",
        dest="reports",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="write the whole report as JSON, or for people as FILE.html (repeatable)",
    )
    command.set_defaults(run=_run)


def _run(values: argparse.Namespace, terminal: Terminal) -> int:
    if values.docs is None and not values.check:
        raise UsageError("name the folder for the Sphinx project too: sphinx-aiarticle migrate HUGO_SITE DOCS")
    gc.disable()  # nothing that a migration makes is in a cycle, and looking for some takes a third of its time
    try:
        return migrate(values, terminal)
    finally:
        gc.enable()


def migrate(options: argparse.Namespace, terminal: Terminal) -> int:
    """Move a Hugo site to a Sphinx project; return 0, or 1 when something needs a human.

    :class:`UsageError` when the folders cannot be used, :class:`OSError` when a file cannot be written.
    """
    root = _site_folder(options.site)
    docs = _project_folder(options.docs, root) if options.docs else None
    own_conf = _own_conf(options.conf)
    plan = _selected(
        make_plan(root, own_conf, now(), terminal.track, lint=options.check, ask_hugo=options.hugo), options.only
    )
    findings = list(plan.findings)
    steps: list[Step] = []
    if docs:
        try:
            with nullcontext() if options.check or options.dry_run else locked(docs):
                steps = _update(docs, plan, options, findings, terminal)
        except BlockingIOError as error:
            raise UsageError(f"another migration writes into {str(docs)!r}; wait until it is done") from error
    verification = _verification(root, docs, plan, options, findings, terminal) if options.verify else None
    lost = verify_report.losses(verification) if verification else ""
    report = Report(findings=findings, files=_count(steps), pages=plan.pages, has_hugo=plan.has_hugo, lost=lost)
    if options.dry_run:
        terminal.say(f"{step.state:<10} {step.output.path}" for step in steps)
    terminal.say(table(report))
    if verification:
        terminal.say(verify_report.lines(verification))
    terminal.say(closing(report))
    for path in options.reports:
        text = _report_text(path, report, verification, plan)
        path.write_text(text, encoding="utf-8", errors="replace")
    if docs and not options.check:
        terminal.say(_closing(docs, plan, steps, dry_run=options.dry_run))
    return NEEDS_HUMAN if report.due or lost else DONE


def _verification(
    root: Path, docs: Path | None, plan: Plan, options: argparse.Namespace, findings: list[Finding], terminal: Terminal
) -> Verification:
    """Compare the sites; without a project of its own the migration is written into a temporary folder for it."""
    with tempfile.TemporaryDirectory(prefix="aiarticle-docs-") as folder:
        if docs is None or options.check or options.dry_run:
            docs = Path(folder) / "docs"
            project = Project.at(docs)
            for output in terminal.track("Writing", plan.outputs):
                project.write(project.step(output))
        documents = {
            output.origin: output.path.removesuffix(".md") for output in plan.outputs if output.path.endswith(".md")
        }
        try:
            verification = verify(
                root,
                docs,
                now(),
                base_url=plan.site.base_url,
                builder=_builder(plan),
                documents=documents,
                progress=terminal.track,
            )
            findings += disagreements(root, now(), verification.answers)
        except (HugoError, VerifyError) as error:
            raise UsageError(str(error)) from error
    return verification


def _report_text(path: Path, report: Report, verification: Verification | None, plan: Plan) -> str:
    if path.suffix == ".html":
        return verify_report.as_page(report, verification, plan.site.title)
    data = as_data(report) | ({"verification": verify_report.as_data(verification)} if verification else {})
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _update(
    docs: Path, plan: Plan, options: argparse.Namespace, findings: list[Finding], terminal: Terminal
) -> list[Step]:
    """Compare the project with the plan, write what is due, and return what became of each file."""
    project = Project.at(docs)
    steps = [project.step(output) for output in terminal.track("Comparing", plan.outputs)]
    findings += _state_findings(steps, force=options.force)
    findings += (
        left("left over", name, "The Hugo site has it no more; delete it if you like.")
        for name in (project.gone(plan.outputs) if not options.only else ())
    )
    if not (options.check or options.dry_run):
        _write(project, steps, terminal, force=options.force)
    return steps


def _own_conf(path: Path | None) -> OwnConf:
    try:
        return read_conf(path) if path else OwnConf()
    except ValueError as error:
        raise UsageError(str(error)) from error


def _site_folder(site: Path) -> Path:
    root = site.resolve()
    if not root.is_dir():
        raise UsageError(f"{str(site)!r} is not a folder; name the folder that holds hugo.toml and content/")
    if not (root / "content").is_dir() and not any(root.glob("hugo.*")) and not any(root.glob("config*")):
        raise UsageError(f"{str(site)!r} is not a Hugo site: it holds neither content/ nor hugo.toml nor config/")
    return root


def _project_folder(docs: Path, root: Path) -> Path:
    folder = docs.resolve()
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{str(docs)!r} is a file; name a folder for the Sphinx project")
    if (folder / FOLDER).is_symlink():
        raise UsageError(f"{str(docs / FOLDER)!r} is a symbolic link; remove it")
    if folder == root or root.is_relative_to(folder):
        raise UsageError("the Sphinx project cannot be a folder around the Hugo site; name another one")
    if any(folder.is_relative_to(root / name) for name in ("content", "static", "assets")):
        raise UsageError("the Sphinx project cannot be inside content/, static/ or assets/; name another folder")
    return folder


def _selected(plan: Plan, only: Sequence[str]) -> Plan:
    """Return the plan for the pages that are asked for; all other files belong to it always."""
    if not only:
        return plan
    pages = {output.path: output.origin for output in plan.outputs if output.is_page}
    chosen = {path for path, origin in pages.items() if any(_matches(path, origin, pattern) for pattern in only)}
    if not chosen:
        raise UsageError(f"no page matches {', '.join(map(repr, only))}; write for example --only 'posts/2026-*'")
    passed_over = {origin for path, origin in pages.items() if path not in chosen}
    return replace(
        plan,
        outputs=tuple(output for output in plan.outputs if not output.is_page or output.path in chosen),
        findings=tuple(finding for finding in plan.findings if finding.path not in passed_over),
        pages=len(chosen),
    )


def _matches(path: str, origin: str, pattern: str) -> bool:
    return any(fnmatchcase(name, pattern) for name in (path, path.removesuffix(".md"), origin))


def _state_findings(steps: Iterable[Step], *, force: bool) -> Iterable[Finding]:
    for step in steps:
        path = step.output.path
        if step.state is State.REFUSED:
            message = "A symbolic link or another folder is in its place; remove it."
            yield needs_human("symbolic link", path, message)
        elif step.state is State.EDITED and not force:
            yield left("edited page", path, "It was changed since it was migrated, and stays so.")
        elif step.state is State.CONFLICT and not force:
            message = "It was changed by hand and is not overwritten; merge the two, or run again with --force."
            yield needs_human("changed by hand", path, message)


def _write(project: Project, steps: Sequence[Step], terminal: Terminal, *, force: bool) -> None:
    states = (*_WRITTEN, State.EDITED, State.CONFLICT) if force else _WRITTEN
    due = [step for step in steps if step.state in states]
    if due:
        project.announce(due)
    for step in terminal.track("Writing", due):
        project.write(step)
    project.settle([*due, *(step for step in steps if step.state is State.UNCHANGED)])


def _count(steps: Iterable[Step]) -> dict[str, int]:
    counts = Counter(step.state for step in steps)
    return {str(state): counts[state] for state in State if counts[state]}


def _builder(plan: Plan) -> str:
    return "html" if plan.site.ugly_urls else "dirhtml"


def _closing(docs: Path, plan: Plan, steps: Sequence[Step], *, dry_run: bool) -> Iterable[str]:
    counts = ", ".join(f"{count} {state}" for state, count in _count(steps).items())
    yield ""
    yield f"Files {'that would be written' if dry_run else 'in'} {docs}: {counts}."
    builder = _builder(plan)
    yield "Build the site with:"
    yield f"  sphinx-build -b {builder} {shlex.quote(str(docs))} {shlex.quote(str(docs / '_build' / builder))}"
