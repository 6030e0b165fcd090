"""What HTML in a Hugo article becomes: product boxes, the same without what is dropped, or nothing.

All takes linear time, whatever is in the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.shortcodes.rendering import Place
from sphinx_aiarticle.hugo.text import SCRIPT, last_end
from sphinx_aiarticle.recognise.boxes import Found, boxes_in, holds_affiliate_link
from sphinx_aiarticle.recognise.easy_links import easy_link_in, is_easy_link_place
from sphinx_aiarticle.recognise.html import read_html
from sphinx_aiarticle.recognise.prose import HIDDEN_HTML, outside_code
from sphinx_aiarticle.recognise.tokens import DROPPED, box_tokens

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    from sphinx_aiarticle.hugo.text import HugoText


#: An opening or closing ``rawhtml``.
_RAW_TAG: Final = re.compile(r"\{\{(?:<\s*+/?\s*+rawhtml\s*+>|%\s*+/?\s*+rawhtml\s*+%)\}\}", re.IGNORECASE)
#: What may be the end of what :func:`_is_open` says is open.
_MAY_CLOSE: Final = re.compile(r"\{\{[<%]\s*+/?\s*+rawhtml\s*+[>%]\}\}|</script", re.IGNORECASE)
_WHOLE: Final = re.compile(r"<script\b(?:(?!</script).)*+</script[^<>]*>?", re.IGNORECASE | re.DOTALL)


def _is_open(html: str) -> bool:
    """Whether a shortcode or structured data begins in a block of HTML and does not end there."""
    if HIDDEN_HTML.match(html):
        return False
    end = last_end(html)
    closed = end + len("</script") if end >= 0 else 0
    closed = max(html.find(">", closed) + 1, closed) if closed else 0
    bare = _WHOLE.sub("", html[:closed]) + html[closed:]
    return len(_RAW_TAG.findall(bare)) % 2 == 1 or SCRIPT.search(bare) is not None


#: Where a token notes what a rule did.
NOTE: Final = "hugo"
_MOST_HEADINGS = 20  # in a block that are looked at
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t]|$)", re.MULTILINE)
_MORE = re.compile(r"<!--[ \t]*more[ \t]*-->")
_UNKNOWN_HTML = (
    "The HTML {} is neither a product box (a name, why, one link for each store) nor a row of shop links, and stays "
    "as it is; outputs other than HTML leave it out. Write Markdown or a 'product-box' instead."
)


def without_more(text: str) -> str:
    """Return the Markdown of a paragraph without marks of where its summary ends, but in code."""
    return outside_code(text, lambda plain: _MORE.sub("", plain))


def take_whole_block(state: StateBlock, start: int, end: int) -> None:
    """Have the last token hold a block of HTML as a whole: to what closes it, and not beyond a heading below it."""
    token = state.tokens[-1]
    while state.line < end and _is_open(token.content):  # a blank line in it ends nothing
        following = _MAY_CLOSE.search(state.src, state.bMarks[state.line], state.eMarks[end - 1])
        state.line = bisect_left(state.eMarks, following.end()) + 1 if following else end
        token.content = state.getLines(start, state.line, state.blkIndent, True)
    for heading in islice(_HEADING.finditer(token.content), _MOST_HEADINGS):
        before = token.content[: heading.start()]
        if before and read_html(before).is_sound:
            state.line = start + before.count("\n")
            token.content = before
            token.meta["glued"] = True  # to a heading
            break
    token.map = [start, state.line]


def html_tokens(token: Token, text: HugoText) -> list[Token]:
    """Return what a block of HTML becomes: boxes, the same without what is dropped, or nothing."""
    line = token.map[0] + 1 if token.map else 0
    is_raw = token.meta.get(NOTE) == "rawhtml"
    is_hidden = HIDDEN_HTML.match(token.content) is not None
    content = _MORE.sub("", token.content)
    if not is_hidden or SCRIPT.match(content.lstrip()):
        content = text.without_scripts(content, line)
    content = content if is_hidden else text.without_counters(_RAW_TAG.sub("", content), line)
    if not content.strip() or is_easy_link_place(content):
        token.type = DROPPED
        return [token]
    if product := easy_link_in(content):
        return box_tokens(token, content, [Found(box=product, begin=0, end=len(content))])
    if found := boxes_in(content):
        return box_tokens(token, content, found)
    if is_raw:
        if "<a " in content or (token.map and token.map[1] - token.map[0] > 1):
            text.note(_UNKNOWN_HTML.format("in 'rawhtml'"), line)
    else:
        if not content.lstrip().startswith("<!"):
            content = text.shortcodes.inline(content, line, Place.HTML)
        if holds_affiliate_link(content):
            text.note(_UNKNOWN_HTML.format("with affiliate links"), line)
    if content != token.content:
        token.meta.setdefault(NOTE, "changed")
    token.content = content
    text.note_ids(content)
    return [token]
