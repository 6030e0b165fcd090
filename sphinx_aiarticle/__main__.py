"""The program ``sphinx-aiarticle`` and its commands."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from typing import Final

from sphinx_aiarticle import __version__
from sphinx_aiarticle.catalog.product import catalog_schema
from sphinx_aiarticle.check import command as check
from sphinx_aiarticle.cli import create
from sphinx_aiarticle.cli.terminal import Terminal, UsageError
from sphinx_aiarticle.frontmatter.json_schema import front_matter_schema
from sphinx_aiarticle.migrate import command as migrate
from sphinx_aiarticle.validate import command as validate

#: Exit status of a command that cannot do its work, as argparse has it.
CANNOT: Final = 2
_SCHEMAS: Final = {"front-matter": front_matter_schema, "catalogue": catalog_schema}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, by default that of the command line, and return its exit status."""
    parser = argparse.ArgumentParser(prog="sphinx-aiarticle", description="Tools for articles in Sphinx.")
    parser.add_argument("--version", action="version", version=f"sphinx-aiarticle {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    create.add_init(commands.add_parser)
    create.add_new(commands.add_parser)
    migrate.add_command(commands.add_parser)
    check.add_command(commands.add_parser)
    _add_schema(commands.add_parser)
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


def _add_schema(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    text = "Print the JSON Schema of front matter or of a product catalogue, for editors and other checks."
    parser = add_parser("schema", help="print a JSON Schema for editors", description=text)
    parser.add_argument(
        "of", nargs="?", choices=_SCHEMAS, default="front-matter", help="what the schema is of (default: %(default)s)"
    )
    parser.set_defaults(run=_print_schema)


def _print_schema(options: argparse.Namespace, terminal: Terminal) -> int:
    terminal.write(json.dumps(_SCHEMAS[options.of](), ensure_ascii=False, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
