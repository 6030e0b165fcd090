"""Where a block of HTML begins and ends (CommonMark 0.31, section 4.6)."""

from __future__ import annotations

import re

#: The end of a block that stops before the next blank line.
UNTIL_BLANK = re.compile(r"[ \t]*$")
_VERBATIM = re.compile(r"<(?:script|pre|style|textarea)(?:[\s>]|$)", re.IGNORECASE)
_VERBATIM_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div"
    r"|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link"
    r"|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot"
    r"|th|thead|title|tr|track|ul)(?:[\s>]|/>|$)",
    re.IGNORECASE,
)
_ATTRIBUTE = r"\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?"
_LONE_TAG = re.compile(rf"(?:<[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?>|</[A-Za-z][A-Za-z0-9-]*\s*>)\s*$", re.ASCII)
_MARKED = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
)


def html_end(line: str, *, in_paragraph: bool) -> re.Pattern[str] | None:
    """Return what ends the block of HTML that *line* begins, or ``None`` when it begins none.

    Args:
        line: A line without its indent.
        in_paragraph: Whether the line before it belongs to a paragraph, which a lone inline tag does not interrupt.
    """
    if _VERBATIM.match(line):
        return _VERBATIM_END
    for begin, end in _MARKED:
        if begin.match(line):
            return end
    if _BLOCK.match(line) or (not in_paragraph and _LONE_TAG.match(line)):
        return UNTIL_BLANK
    return None
