"""The command line of ``migrate``."""

from __future__ import annotations

import argparse
import gc
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.cli.command import UsageError
from sphinx_aiarticle.migrate.command import Options, migrate

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_aiarticle.cli.terminal import Terminal


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
  1  done, and the table lists what needs a human
  2  wrong usage, or a folder or file that cannot be used
"""


def add_command(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command to the program.

    Args:
        add_parser: Adds a command to a program, as argparse has it.
    """
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
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="write the whole report as JSON or, of --verify, as FILE.html (repeatable)",
    )
    command.set_defaults(run=_run)


def _run(values: argparse.Namespace, terminal: Terminal) -> int:
    if values.docs is None and not values.check:
        raise UsageError("name the folder for the Sphinx project too: sphinx-aiarticle migrate HUGO_SITE DOCS")
    options = Options(
        site=values.site,
        docs=values.docs,
        check=values.check,
        dry_run=values.dry_run,
        force=values.force,
        only=tuple(values.only),
        verify=values.verify,
        reports=tuple(values.report),
        conf=values.conf,
        hugo=values.hugo,
    )
    gc.disable()  # nothing that a migration makes is in a cycle, and looking for some takes a third of its time
    try:
        return migrate(options, terminal)
    finally:
        gc.enable()
