"""Text that is struck out, as Goldmark reads it: one or two tildes on either side.

MyST-Parser has an extension for two, but warns of each; here it is HTML, as Hugo writes it, which needs no extension.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it.rules_inline.state_inline import Delimiter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_AT: Final = "at"  # where a token notes the place of its tildes in the text
_MARKERS: Final = {1: -1, 2: -2}  # no characters, so that only equally many close each other


def strikethrough_plugin(md: MarkdownIt) -> None:
    """Have *md* read text that is struck out."""
    md.inline.ruler.before("emphasis", "hugo_strikethrough", _tildes)
    md.inline.ruler2.after("balance_pairs", "hugo_strikethrough", _tags)


def _tildes(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "~" or silent:
        return False
    scanned = state.scanDelims(state.pos, True)
    token = state.push("text", "", 0)
    token.content = "~" * scanned.length
    if scanned.length in _MARKERS:
        token.meta[_AT] = state.pos
        state.delimiters.append(
            Delimiter(
                marker=_MARKERS[scanned.length],
                length=0,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def _tags(state: StateInline) -> None:
    groups = (meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta)
    for delimiters in (state.delimiters, *groups):
        for opening in delimiters:
            if opening.marker < 0 and opening.end >= 0:
                for delimiter, tag in ((opening, "<del>"), (delimiters[opening.end], "</del>")):
                    token = state.tokens[delimiter.token]
                    token.markup, token.type, token.content = token.content, "html_inline", tag


def with_tags(text: str, children: Sequence[Token]) -> str:
    """Return the Markdown of a paragraph with HTML in the place of its tildes.

    Args:
        text: The Markdown.
        children: The tokens that were made of it.
    """
    pieces, last = list[str](), 0
    for child in children:
        if child.type == "html_inline" and _AT in child.meta:
            pieces += [text[last : child.meta[_AT]], child.content]
            last = child.meta[_AT] + len(child.markup)
    return "".join([*pieces, text[last:]])
