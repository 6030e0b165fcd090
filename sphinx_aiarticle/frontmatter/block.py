"""The front matter of one file as plain data, and the bounds that every reader keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_aiarticle.model.problem import Problem

MAX_CHARACTERS: Final = 64 * 1024
"""Longest block that is read. A long real one has 1,000 characters; a title of 10,000 must still fit."""

MAX_NODES: Final = 10_000
"""Most values in a block, counted again at each alias, so that "billion laughs" ends here."""

CHARACTERS_PER_NODE: Final = 100
"""A text counts as one more node for each 100 characters: repeating a long text through aliases is bounded too."""

MAX_DEPTH: Final = 20
"""Deepest nesting. ``myst:`` settings need four levels; a parser without a limit overflows the C stack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The front matter of one file, not yet interpreted.

    Attributes:
        data: Keys and values: text, numbers, ``True``/``False``, ``None``, lists and mappings. Dates stay as written.
        lines: 1-based source line of each key, nested ones as ``"cover.image"``.
        length: Number of source lines from the top of the file to the end of the block, fences included; 0 without
            a block.
        problems: What is wrong with the syntax, and what was refused.
        safe: ``False`` when no other YAML parser should see the block, because it would fail on it or be harmed.
    """

    data: Mapping[str, object]
    lines: Mapping[str, int]
    length: int
    problems: tuple[Problem, ...]
    safe: bool


NO_BLOCK: Final = Block(data={}, lines={}, length=0, problems=(), safe=True)
