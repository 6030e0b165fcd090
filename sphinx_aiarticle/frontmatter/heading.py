"""When the title in the front matter has to become the heading of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_aiarticle.frontmatter.block import Block

# What a heading of level 1 in Markdown, in either form, looks like at first sight; comments in code look the same.
_LIKE_H1 = re.compile(r"^ {0,3}(?:#[ \t]|=+[ \t]*$)", re.MULTILINE)
_H1 = re.compile(r"^ {0,3}#[ \t]|^(?![ \t>*+-]|[0-9]+[.)] ).+\n {0,3}=+[ \t]*$", re.MULTILINE)
_FENCED = re.compile(
    r"^(?P<fence> {0,3}(?:`{3,}|~{3,}))[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_LINES_NEEDED = 4  # for the fences, the data and the heading


def needs_heading(text: str, block: Block) -> bool:
    """Whether an article has a title in its front matter and no heading for it, and the block has a line for one.

    Args:
        text: Text of the whole Markdown file.
        block: Its front matter.
    """
    if not block.data.get("title") or block.length < _LINES_NEEDED:
        return False
    if "title_to_header" in str(block.data.get("myst", "")):
        return False
    body = text.split("\n", block.length)[-1]
    return not (_LIKE_H1.search(body) and _H1.search(_FENCED.sub("", body)))
