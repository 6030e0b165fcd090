"""The blocks of a Markdown text with their lines, by a full parser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from sphinx_aiarticle.hugo.code_options import is_known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """What a text is made of.

    Attributes:
        tokens: The blocks as markdown-it-py has them; inline markup is not looked at.
        definitions: 0-based lines on which the definition of a link begins.
    """

    tokens: Sequence[Token]
    definitions: Sequence[int]


_DIRECTIVE = re.compile(
    r"[ \t]*(?P<marks>:{3,}|~{3,})\{(?:summary-box|product-box|faq|question|figure|image|aiarticle-details)\}"
)
# Rows of tables count as paragraphs, which costs half as much.
_PARSER = MarkdownIt("commonmark").disable("inline")
_NOTHING = Blocks(tokens=(), definitions=())
_INTERESTING = re.compile(r"\]\((?!https?://|mailto:)|^[ \t>]*\[[^\]\n]+\]:|\]\(<|!\[", re.MULTILINE)
_FENCE_INFO = re.compile(r"^[^`~\n]*(?:`{3,}|~{3,})[ \t]*([^\s`{]+)", re.MULTILINE)


def parse_blocks(lines: Sequence[str]) -> Blocks:
    """Return the blocks of a body, or none when it holds nothing that a migration changes.

    The fences of directives are not seen, what stands in them is.

    Args:
        lines: The text, without line ends.
    """
    text = "\n".join(lines)
    if not _INTERESTING.search(text) and all(map(is_known, set(_FENCE_INFO.findall(text)))):
        return _NOTHING
    env: dict[str, Any] = {}
    tokens = _PARSER.parse("\n".join(_without_fences(lines)), env)
    definitions = sorted(entry["map"][0] for entry in env.get("references", {}).values())
    return Blocks(tokens=tokens, definitions=definitions)


def _without_fences(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines with nothing in place of the fences of directives that hold Markdown."""
    open_fences: list[str] = []
    for line in lines:
        marks = line.strip()
        if match := _DIRECTIVE.match(line):
            open_fences.append(match["marks"])
            yield ""
        elif open_fences and marks.startswith(open_fences[-1]) and not marks.strip(marks[0]):
            open_fences.pop()
            yield ""
        else:
            yield line
