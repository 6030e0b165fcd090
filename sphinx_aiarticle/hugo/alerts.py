"""Quotes that begin with ``[!NOTE]`` or the like: each is an admonition of that kind.

https://gohugo.io/render-hooks/blockquotes/#alerts, with a title of its own and a sign to fold it, as Obsidian has them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.recognise.directives import fence_around

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

#: The kinds of GitHub, and those further ones of which docutils has a directive.
_KINDS: Final = "note|tip|important|warning|caution|attention|danger|error|hint"
_MARK: Final = re.compile(rf"> {{0,4}}\[!({_KINDS})\][+-]?[ \t]*+(.*)", re.IGNORECASE)
#: The mark in the text of a page.
ALERT: Final = re.compile(rf"\[!(?:{_KINDS})\][+-]?", re.IGNORECASE)
_TOO_DEEP: Final = re.compile(r"(?:> ?){8}")  # for directives within directives


def begins_alert(state: StateBlock, start: int) -> bool:
    """Whether a line begins an alert."""
    begin = state.bMarks[start] + state.tShift[start]
    return state.src.startswith(">", begin) and _MARK.match(state.src, begin, state.eMarks[start]) is not None


def alert_at(state: StateBlock, start: int, end: int) -> tuple[str, int] | None:
    """Return the directive that an alert becomes, and the line behind it.

    ``None`` where a line begins none, and where it stays a quote: without text, and where its last paragraph goes on
    without the mark of a quote.

    Args:
        state: The parser.
        start: The line.
        end: The line behind the block that holds it.
    """
    match = _MARK.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if match is None or "{{" in match[2] or state.is_code_block(start):
        return None
    lines, after = list[str](), start + 1
    while after < end and not state.is_code_block(after) and state.sCount[after] >= state.blkIndent:
        begin = state.bMarks[after] + state.tShift[after]
        if not state.src.startswith(">", begin):
            break
        lines.append(state.src[begin + 1 : state.eMarks[after]].removeprefix(" "))
        after += 1
    text = "\n".join(lines).strip("\n")
    if not text.strip() or (after < end and lines[-1].strip() and not state.isEmpty(after)):
        return None
    if any(map(_TOO_DEEP.match, lines)):
        return None
    kind, title = match[1].lower(), match[2].strip()
    head = [f"{{admonition}} {title}", f":class: {kind}"] if title else [f"{{{kind}}}"]
    fence = fence_around(lines, "~")  # a title may hold code
    return "\n".join([f"{fence}{head[0]}", *head[1:], "", text, fence]), after
