"""The command ``schema``: print the JSON Schema of front matter or of a catalogue."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.catalog.product import catalog_schema
from sphinx_aiarticle.frontmatter.json_schema import front_matter_schema

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from sphinx_aiarticle.cli.terminal import Terminal

_SCHEMAS: Final = {"front-matter": front_matter_schema, "catalogue": catalog_schema}


def add_command(add_parser: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command to a parser of the program."""
    text = "Print the JSON Schema of front matter or of a product catalogue, for editors and other checks."
    parser = add_parser("schema", help="print a JSON Schema for editors", description=text)
    parser.add_argument(
        "of", nargs="?", choices=_SCHEMAS, default="front-matter", help="what the schema is of (default: %(default)s)"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    terminal.write(json.dumps(_SCHEMAS[options.of](), ensure_ascii=False, indent=2) + "\n")
    return 0
