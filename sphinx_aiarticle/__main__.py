"""The program ``sphinx-aiarticle`` and its commands."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle import __version__
from sphinx_aiarticle.check import command as check
from sphinx_aiarticle.cli import create, schema
from sphinx_aiarticle.cli.command import UsageError
from sphinx_aiarticle.cli.terminal import Terminal
from sphinx_aiarticle.migrate import cli as migrate
from sphinx_aiarticle.validate import command as validate

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Exit status of a command that cannot do its work, as argparse has it.
CANNOT: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    Args:
        arguments: The command line without the name of the program; that of the process by default.
    """
    parser = argparse.ArgumentParser(prog="sphinx-aiarticle", description="Tools for articles in Sphinx.")
    parser.add_argument("--version", action="version", version=f"sphinx-aiarticle {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    create.add_init(commands.add_parser)
    create.add_new(commands.add_parser)
    migrate.add_command(commands.add_parser)
    check.add_command(commands.add_parser)
    schema.add_command(commands.add_parser)
    validate.add_command(commands.add_parser)
    values = parser.parse_args(arguments)
    terminal = Terminal()
    try:
        status: int = values.run(values, terminal)
    except UsageError as error:
        terminal.complain(str(error))
        return CANNOT
    except OSError as error:
        terminal.complain(f"stopped: {error}. Run the same command again when that is fixed.")
        return CANNOT
    return status


if __name__ == "__main__":
    sys.exit(main())
