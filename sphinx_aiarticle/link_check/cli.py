"""The command line of ``sphinx-aiarticle check``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.affiliate import Rule
from sphinx_aiarticle.hugo.migrate.terminal import Terminal
from sphinx_aiarticle.link_check.command import CheckError, Options, check

if TYPE_CHECKING:
    from collections.abc import Callable

_DESCRIPTION: Final = """\
Check the links to shops in source files: who is paid, how they are encoded, where they lead.

Reads Markdown, reStructuredText, HTML and TOML, without a build and without the network. Whose ids are right is taken
from aiarticle_stores in conf.py; without it, no id is foreign.
"""
_EXIT: Final = """\
exit status:
  0  no fault, or all of them mended
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
        "--conf", type=Path, metavar="DIR", help="folder of conf.py; a checked folder with one if not given"
    )
    command.add_argument("--format", choices=("text", "json", "sarif"), default="text", help="of the report")
    command.add_argument("--output", type=Path, metavar="FILE", help="write the report there")
    command.add_argument("--fix", action="store_true", help="show and mend what has one right answer")
    command.add_argument("--diff", action="store_true", help="show what --fix would do, and write nothing")
    command.add_argument("--select", metavar="RULES", help="look for these only, such as dead-form,foreign-id")
    command.add_argument("--ignore", metavar="RULES", help="leave these out")
    command.set_defaults(run=_run)


def _run(values: argparse.Namespace) -> int:
    terminal = Terminal()
    try:
        options = Options(
            paths=tuple(values.paths),
            conf=values.conf,
            format=values.format,
            output=values.output,
            fix=values.fix and not values.diff,
            diff=values.diff,
            rules=(_rules(values.select) or frozenset(Rule)) - _rules(values.ignore),
        )
        return check(options, terminal)
    except CheckError as error:
        terminal.complain(str(error))
    except OSError as error:
        terminal.complain(f"stopped: {error}")
    return 2


def _rules(names: str | None) -> frozenset[Rule]:
    wanted = frozenset(filter(None, (names or "").replace(",", " ").split()))
    if unknown := wanted - set(map(str, Rule)):
        raise CheckError(f"there is no rule {min(unknown)!r}; known are {', '.join(map(str, Rule))}")
    return frozenset(rule for rule in Rule if rule in wanted)
