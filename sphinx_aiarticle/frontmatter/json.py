"""The JSON block at the top of a Hugo article → ``Block``."""

from __future__ import annotations

import json
import re
from typing import Final

from sphinx_aiarticle.frontmatter.block import MAX_CHARACTERS, NO_BLOCK, Block, finished_block
from sphinx_aiarticle.model.problem import front_matter_problem

_OPENING: Final = re.compile(r"\ufeff?\{(?=\s|\"|\})")  # no shortcode, and none of MyST's attributes
_TOKEN: Final = re.compile(r'"((?:[^"\\]|\\.)*+)(?:"|\Z)(\s*+:)?|[{}\[\]]')
_CLOSING: Final = re.compile(r"^\}[ \t]*\r?$", re.MULTILINE)
_DECODER: Final = json.JSONDecoder()


def read_json(source: str) -> Block:
    """Read the front matter that a ``{`` at the beginning of the file opens, as Hugo has it.

    Never raises. A block that is not JSON is left out as far as a line ``}``.

    Args:
        source: Text of the whole file; a byte order mark and CRLF are fine.

    Returns:
        The data with the line of every key, and the problems.
    """
    opening = _OPENING.match(source)
    if opening is None:
        return NO_BLOCK
    start = opening.end() - 1
    content = source[start : start + MAX_CHARACTERS]
    try:
        data, end = _DECODER.raw_decode(content)
    except json.JSONDecodeError as error:
        return _broken(source, error.msg, source.count("\n", 0, start + error.pos) + 1)
    except (RecursionError, ValueError):
        return _broken(source, "it is nested too deep", 1)
    rest = source[start + end :].partition("\n")[0]
    if rest.strip():
        return _broken(source, "text follows the closing brace", source.count("\n", 0, start + end) + 1)
    return finished_block(data, _key_lines(content[:end]), source.count("\n", 0, start + end) + 1)


def _broken(source: str, what: str, line: int) -> Block:
    message = f"The front matter is not JSON here: {what}. It is not read."
    closing = _CLOSING.search(source, 1)
    length = source.count("\n", 0, closing.start()) + 1 if closing else 0
    return finished_block({}, {}, length, [front_matter_problem(message, line)])


def _key_lines(content: str) -> dict[str, int]:
    """Return the line of each key outside lists, nested ones as ``cover.image``."""
    lines: dict[str, int] = {}
    path: list[str | None] = []  # the key of each open mapping; None for a list
    key, line, position = "", 1, 0
    for token in _TOKEN.finditer(content):
        line += content.count("\n", position, token.start())
        position = token.start()
        if token[0] == "{":
            path.append(key)
        elif token[0] == "[":
            path.append(None)
        elif token[0] in "}]" and path:
            path.pop()
        elif token[2]:
            key = token[1]
            if None not in path:
                lines[".".join(filter(None, [*path, key]))] = line
    return lines
