"""Structured data that authors write by hand into the HTML of an article, and HTML that is not closed.

All of it takes linear time, whatever is in the article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.recognise.code_spans import is_within
from sphinx_aiarticle.recognise.prose import HIDDEN_HTML

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The opening tag of structured data; it is looked into only when it ends.
SCRIPT: Final = re.compile(
    r"<script\b(?=[^<>]*>)[^<>]*?\stype\s*+=\s*+[\"']?application/ld\+json\b[^<>]*>", re.IGNORECASE
)
#: An opening or closing ``rawhtml``.
RAW_TAG: Final = re.compile(r"\{\{(?:<\s*+/?\s*+rawhtml\s*+>|%\s*+/?\s*+rawhtml\s*+%)\}\}", re.IGNORECASE)
#: What may be the end of what :func:`is_open` says is open.
MAY_CLOSE: Final = re.compile(r"\{\{[<%]\s*+/?\s*+rawhtml\s*+[>%]\}\}|</script", re.IGNORECASE)
_END: Final = re.compile(r"</script\b[^<>]*>?", re.IGNORECASE)
_WHOLE: Final = re.compile(r"<script\b(?:(?!</script).)*+</script[^<>]*>?", re.IGNORECASE | re.DOTALL)


def last_end(text: str) -> int:
    """Return where the last closing tag of a script begins, or -1."""
    return text.lower().rfind("</script")


def is_open(html: str) -> bool:
    """Whether a shortcode or structured data begins in a block of HTML and does not end there."""
    if HIDDEN_HTML.match(html):
        return False
    end = last_end(html)
    closed = end + len("</script") if end >= 0 else 0
    closed = max(html.find(">", closed) + 1, closed) if closed else 0
    bare = _WHOLE.sub("", html[:closed]) + html[closed:]
    return len(RAW_TAG.findall(bare)) % 2 == 1 or SCRIPT.search(bare) is not None


def without_scripts(
    content: str, line: int, code: Sequence[tuple[int, int]] = ()
) -> tuple[str, list[tuple[int, str]], list[tuple[int, str]]]:
    """Take structured data out of a text; a script that nothing closes becomes text.

    Args:
        content: HTML, or the Markdown of a paragraph.
        line: 1-based line on which it begins.
        code: Where code is, in which nothing is changed.

    Returns:
        The text without it, the structured data with the lines on which it begins, and the tags that are not closed
        with theirs.
    """
    pieces: list[str] = []
    scripts: list[tuple[int, str]] = []
    unclosed: list[tuple[int, str]] = []
    position, counted, end = 0, 0, last_end(content)
    for script in SCRIPT.finditer(content):
        begin = script.start()
        line, counted = line + content.count("\n", counted, begin), begin
        if begin < position or is_within(code, begin):
            continue
        pieces.append(content[position:begin])
        closing = _END.search(content, script.end()) if end >= script.end() else None
        if closing:
            scripts.append((line, content[script.end() : closing.start()]))
            position = closing.end()
        else:  # a browser would take the rest of the page for a script
            pieces.append("&lt;")
            position = begin + 1
            unclosed.append((line, script[0]))
    return "".join([*pieces, content[position:]]), scripts, unclosed
