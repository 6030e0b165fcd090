"""What Hugo's Markdown may do and docutils' sections may not: skip levels of headings, and separate nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle.recognise.tokens import DROPPED

if TYPE_CHECKING:
    from markdown_it.token import Token


def fix_levels(tokens: list[Token], *, above: int) -> None:
    """Give headings that skip a level, which Hugo accepts, the level that the headings above them leave.

    Args:
        tokens: The tokens of the article, changed in place.
        above: The level of the title; 0 for an article without one.
    """
    opened = [above]  # the levels of the open sections as they are written
    for index, token in enumerate(tokens):
        if token.type != "heading_open" or token.level:
            continue
        written = int(token.tag[1])
        level = max(written, above + 1)
        while opened[-1] >= level:
            opened.pop()
        opened.append(level)
        depth = above + len(opened) - 1
        if depth != written:
            token.meta["level"] = depth
            token.tag = tokens[index + 2].tag = f"h{depth}"


def drop_stray_breaks(tokens: list[Token]) -> None:
    """Drop the thematic breaks that separate nothing: next to a heading, to another one, or at an end.

    Hugo shows a line for each; docutils refuses one that begins or ends the text of a section, or follows another.

    Args:
        tokens: The tokens of the article, changed in place.
    """
    is_note = False
    shown: list[Token] = []
    for token in tokens:
        if token.type in ("footnote_reference_open", "footnote_block_open"):
            is_note = True
        is_block = not (token.level or is_note or token.nesting < 0 or token.type == DROPPED)
        if is_block or token.type == "heading_close":
            shown.append(token)
        if token.type in ("footnote_reference_close", "footnote_block_close"):
            is_note = False
    end = next((number for number in reversed(range(len(shown))) if shown[number].type != "hr"), -1)
    kinds = [token.type for token in shown]
    for number, token in enumerate(shown):
        before = kinds[number - 1] if number else ""
        if token.type == "hr" and (before in ("", "hr", "heading_close") or number > end):
            token.type = DROPPED
