"""The blocks of a Markdown text with their lines, by a full parser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable("table").disable("inline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """What a text is made of.

    Attributes:
        tokens: The blocks as markdown-it-py has them; inline markup is not looked at.
        definitions: 0-based lines on which the definition of a link begins.
    """

    tokens: Sequence[Token]
    definitions: Sequence[int]


def parse_blocks(lines: Sequence[str]) -> Blocks:
    """Return the blocks of a body; the fences of directives are not seen, what stands in them is.

    Args:
        lines: The text, without line ends.
    """
    env: dict[str, Any] = {}
    text = "\n".join("" if line.startswith((":::", "~~~{")) else line for line in lines)
    tokens = _PARSER.parse(text, env)
    definitions = sorted(entry["map"][0] for entry in env.get("references", {}).values())
    return Blocks(tokens=tokens, definitions=definitions)
