"""The TOML block at the top of a Hugo article → ``Block``."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter.block import NO_BLOCK, Block
from sphinx_aiarticle.frontmatter.foreign_block import finished_block, too_long
from sphinx_aiarticle.frontmatter.toml_lines import is_pair, is_table, key_lines, what_is_wrong
from sphinx_aiarticle.frontmatter.wording import front_matter_problem

if TYPE_CHECKING:
    from sphinx_aiarticle.model.problem import Problem

_OPENING: Final = re.compile(r"\ufeff?\+\+\+[ \t]*\r?\n")
_CLOSING: Final = re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE)


def read_toml(source: str) -> Block:
    """Read the front matter between two lines ``+++``, as Hugo has it.

    Never raises: of a broken block the keys above its first table are kept where they can be read one by one.

    Args:
        source: Text of the whole file; a byte order mark, CRLF and spaces behind the fences are fine.

    Returns:
        The data, dates as ISO 8601 text, with the line of every key, and the problems.
    """
    opening = _OPENING.match(source)
    if opening is None:
        return NO_BLOCK
    closing = _CLOSING.search(source, opening.end())
    if closing is None:
        message = "The front matter that starts here never ends; put a line '+++' after its last key."
        return Block(data={}, lines={}, length=0, problems=(front_matter_problem(message, 1),), safe=False)
    content = source[opening.end() : closing.start()].replace("\r\n", "\n")
    length = source.count("\n", 0, closing.start()) + 1
    refused = too_long(content, length, "+++")
    if refused is not None:
        return refused
    lines = key_lines(content, first=2)
    try:
        return finished_block(tomllib.loads(content), lines, length)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        return finished_block(_one_by_one(content), lines, length, [_problem(error)])


def _problem(error: Exception) -> Problem:
    what, line = what_is_wrong(error)
    message = f"The front matter is no TOML here: {what}. Keys that can be read alone are kept."
    return front_matter_problem(message, 1 + line if line else 1)


def _one_by_one(content: str) -> dict[str, object]:
    """Return the pairs above the first table that are TOML, each line for itself."""
    data: dict[str, object] = {}
    for line in content.split("\n"):
        if is_table(line):
            break
        if is_pair(line):
            try:
                data.update(tomllib.loads(line))
            except (tomllib.TOMLDecodeError, RecursionError, ValueError):
                continue
    return data
