"""Front matter that is not where, or not in the form in which, it is read: one hint instead of silence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from sphinx_aiarticle.frontmatter.block import NO_BLOCK, Block
from sphinx_aiarticle.model.problem import front_matter_problem

_TITLE: Final = r"(?:([^\w\s])\1+[ \t]*\n)?[^\s:.][^\n]*\n([^\w\s])\2+[ \t]*\n"
#: An author alone is what pages of documentation show there.
_BELOW_TITLE: Final = re.compile(
    rf"\ufeff?\s*{_TITLE}(?:[ \t]*\n)*(?=(?::authors?:[^\n]*\n)*:(?:date|tags|category|slug):)", re.IGNORECASE
)
_COMMENTS: Final = re.compile(r"\ufeff?(?:\.\. \w+:[^\n]*\n)*?\.\. (?:date|title|slug|tags): ", re.IGNORECASE)
_BARE: Final = re.compile(r"\ufeff?(?:\w+: [^\n]*\n)*?date: *\d{4}", re.IGNORECASE)


def misplaced_fields(source: str) -> Block:
    """Return no block for a reStructuredText file, with a hint where its author wrote metadata for another tool."""
    if match := _BELOW_TITLE.match(source):
        message = "These fields are below the title and are not read; move them above it, to the top of the file."
        return _hint(message, source, match.end())
    if match := _COMMENTS.match(source):
        return _hint("This comment is not read; write the fields as ':date: …', ':tags: …' at the top.", source, 0)
    return NO_BLOCK


def misplaced_block(source: str) -> Block:
    """Return no block for a Markdown file, with a hint where its author wrote metadata for another tool."""
    start = 1 if source.startswith("\ufeff") else 0
    if source.startswith(("+++\n", "+++\r\n"), start):
        message = (
            "TOML front matter is read in Hugo articles only; write it as YAML between two lines '---', or name the "
            "page in aiarticle_hugo."
        )
        return _hint(message, source, 0)
    if _BARE.match(source):
        return _hint("These lines are not read; put a line '---' above and below them.", source, 0)
    return NO_BLOCK


def _hint(message: str, source: str, position: int) -> Block:
    line = source.count("\n", 0, position) + 1
    return replace(NO_BLOCK, problems=(front_matter_problem(message, line),))
