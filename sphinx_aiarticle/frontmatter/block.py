"""What the readers of front matter have in common: data → ``Block`` within the bounds of every reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Final

from sphinx_aiarticle.model.problem import Problem, front_matter_problem
from sphinx_aiarticle.record import Record

MAX_CHARACTERS: Final = 64 * 1024
"""Longest block that is read. A long real one has 1,000 characters; a title of 10,000 must still fit."""

MAX_NODES: Final = 10_000
"""Most values in a block, counted again at each alias, so that "billion laughs" ends here."""

CHARACTERS_PER_NODE: Final = 100
"""A text counts as one more node for each 100 characters: repeating a long text through aliases is bounded too."""

MAX_DEPTH: Final = 20
"""Deepest nesting. ``myst:`` settings need four levels; a parser without a limit overflows the C stack."""


class Block(Record):
    """The front matter of one file, not yet interpreted.

    Attributes:
        data: Keys and values: text, numbers, ``True``/``False``, ``None``, lists and mappings. Dates stay as written.
        lines: 1-based source line of each key, nested ones as ``"cover.image"``.
        length: Number of source lines from the top of the file to the end of the block, fences included; 0 without
            a block.
        problems: What is wrong with the syntax, and what was refused.
        safe: ``False`` when no other YAML parser should see the block, because it would fail on it or be harmed.
        mark: Number of characters with which the line below the block begins that belong to it, too.
    """

    data: Mapping[str, object]
    lines: Mapping[str, int]
    length: int
    problems: tuple[Problem, ...]
    safe: bool
    mark: int = 0


NO_BLOCK: Final = Block(data={}, lines={}, length=0, problems=(), safe=True)


_TEMPORAL: Final = (date, datetime, time)


class BoundError(Exception):
    """The data is well formed, but goes over a bound.

    Attributes:
        line: Source line at which it does.
    """

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def plain(value: object) -> object:
    """Return *value* with dates as ISO 8601 text.

    Raises:
        BoundError: It is nested too deep or holds too much.
    """
    return _plain(value, 0, [MAX_NODES])


def _plain(value: object, depth: int, budget: list[int]) -> object:
    budget[0] -= 1 + (len(value) // CHARACTERS_PER_NODE if isinstance(value, str) else 0)
    if depth > MAX_DEPTH:
        raise BoundError(f"is nested deeper than {MAX_DEPTH} levels")
    if budget[0] < 0:
        raise BoundError(f"holds more than {MAX_NODES:,} values")
    if isinstance(value, Mapping):
        return {str(key): _plain(entry, depth + 1, budget) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry, depth + 1, budget) for entry in value]
    return value.isoformat() if isinstance(value, _TEMPORAL) else value


def finished_block(data: object, lines: Mapping[str, int], length: int, problems: Sequence[Problem] = ()) -> Block:
    """Return the block for parsed *data*; no YAML parser must see it."""
    found = list(problems)
    try:
        bounded = plain(data)
    except BoundError as error:
        found.append(front_matter_problem(f"The front matter {error} and is not read.", 1))
        bounded = {}
    mapping = bounded if isinstance(bounded, dict) else {}
    return Block(data=mapping, lines=lines, length=length, problems=tuple(found), safe=False)


def shifted(block: Block, lines: int) -> Block:
    """Return a block that begins *lines* further down; no YAML parser must see it."""
    if not lines or not block.length:
        return block
    return replace(
        block,
        lines={key: line + lines for key, line in block.lines.items()},
        length=block.length + lines,
        problems=tuple(replace(one, line=one.line + lines if one.line else None) for one in block.problems),
        safe=False,
    )


def too_long(content: str, length: int, end: str) -> Block | None:
    """Return an empty block with a problem when *content* is longer than a reader takes."""
    if len(content) <= MAX_CHARACTERS:
        return None
    message = (
        f"The front matter is longer than {MAX_CHARACTERS:,} characters and is not read. "
        f"Is the {end!r} that ends it missing?"
    )
    return finished_block({}, {}, length, [front_matter_problem(message, 1)])


def without_block(text: str, block: Block) -> str:
    """Return a text with blank lines in place of those of its front matter."""
    return "\n" * block.length + "\n".join(text.split("\n")[block.length :])[block.mark :] if block.length else text


def renamed(block: Block, names: Mapping[str, str]) -> Block:
    """Return *block* with the project's own keys, whose letter case counts, under the names of those that they mean.

    A key stays as it is where the one that it means is there, too.
    """
    found = {key: name for key, name in names.items() if key in block.data and name not in block.data}
    if not found:
        return block
    data = {found.get(key, key): value for key, value in block.data.items()}
    parts = {key: key.partition(".") for key in block.lines}
    lines = {found.get(head, head) + dot + rest: block.lines[key] for key, (head, dot, rest) in parts.items()}
    return replace(block, data=data, lines=lines)
