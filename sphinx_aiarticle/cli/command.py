"""What the commands of the program share: how they fail, which rules they look for, and where their report goes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import argparse
    from enum import StrEnum

    from sphinx_aiarticle.cli.terminal import Terminal

R = TypeVar("R", bound="StrEnum")


class UsageError(Exception):
    """A command cannot do its work; the message says why, and what to write."""


def add_report_options(parser: argparse.ArgumentParser, example: str) -> None:
    """Add the options of a command that reports findings.

    Args:
        parser: That of the command.
        example: Names of two rules.
    """
    parser.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text", help="of the report")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the report there")
    parser.add_argument("--select", metavar="RULES", help=f"look for these only, such as {example}")
    parser.add_argument("--ignore", metavar="RULES", help="leave these out")


def chosen_rules(rules: type[R], values: argparse.Namespace) -> frozenset[R]:
    """Return the rules that ``--select`` and ``--ignore`` leave.

    Args:
        rules: All rules of the command.
        values: What the command line says.

    Raises:
        UsageError: There is no such rule.
    """
    named = []
    for names in (values.select, values.ignore):
        wanted = frozenset((names or "").replace(",", " ").split())
        if unknown := wanted - set(map(str, rules)):
            raise UsageError(f"there is no rule {min(unknown)!r}; known are {', '.join(map(str, rules))}")
        named.append(frozenset(rule for rule in rules if rule in wanted))
    selected, ignored = named
    return (selected or frozenset(rules)) - ignored


def name_from_here(path: Path) -> str:
    """Return a path relative to this folder where it is below it, as reports of a repository need it."""
    real, here = Path(os.path.abspath(path)), Path.cwd()  # noqa: PTH100 - resolve() would follow links
    return real.relative_to(here).as_posix() if real.is_relative_to(here) else real.as_posix()


def write_report(document: str, output: Path | None, terminal: Terminal) -> None:
    """Write a report to a file, or to standard output where none is named."""
    if output is None:
        terminal.write(document)
    else:
        output.write_text(document, encoding="utf-8", newline="\n")
