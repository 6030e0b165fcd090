"""What HTML in a Hugo article becomes: product boxes, the same without what is dropped, or nothing.

Structured data that authors write by hand is taken out of it. All takes linear time, whatever is in the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.shortcodes.rendering import Place
from sphinx_aiarticle.recognise.boxes import Found, boxes_in, holds_affiliate_link
from sphinx_aiarticle.recognise.easy_links import easy_link_in, is_easy_link_place
from sphinx_aiarticle.recognise.html import read_html, without_pixels
from sphinx_aiarticle.recognise.prose import HIDDEN_HTML, is_within, outside_code
from sphinx_aiarticle.recognise.tokens import DROPPED, box_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    from sphinx_aiarticle.hugo.rules import HugoText


#: The opening tag of structured data; it is looked into only when it ends.
SCRIPT: Final = re.compile(
    r"<script\b(?=[^<>]*>)[^<>]*?\stype\s*+=\s*+[\"']?application/ld\+json\b[^<>]*>", re.IGNORECASE
)
#: An opening or closing ``rawhtml``.
_RAW_TAG: Final = re.compile(r"\{\{(?:<\s*+/?\s*+rawhtml\s*+>|%\s*+/?\s*+rawhtml\s*+%)\}\}", re.IGNORECASE)
#: What may be the end of what :func:`_is_open` says is open.
_MAY_CLOSE: Final = re.compile(r"\{\{[<%]\s*+/?\s*+rawhtml\s*+[>%]\}\}|</script", re.IGNORECASE)
_END: Final = re.compile(r"</script\b[^<>]*>?", re.IGNORECASE)
_WHOLE: Final = re.compile(r"<script\b(?:(?!</script).)*+</script[^<>]*>?", re.IGNORECASE | re.DOTALL)


def last_end(text: str) -> int:
    """Return where the last closing tag of a script begins, or -1."""
    return text.lower().rfind("</script")


def _is_open(html: str) -> bool:
    """Whether a shortcode or structured data begins in a block of HTML and does not end there."""
    if HIDDEN_HTML.match(html):
        return False
    end = last_end(html)
    closed = end + len("</script") if end >= 0 else 0
    closed = max(html.find(">", closed) + 1, closed) if closed else 0
    bare = _WHOLE.sub("", html[:closed]) + html[closed:]
    return len(_RAW_TAG.findall(bare)) % 2 == 1 or SCRIPT.search(bare) is not None


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


#: Where a token notes what a rule did.
NOTE: Final = "hugo"
_MOST_HEADINGS = 20  # in a block that are looked at
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t]|$)", re.MULTILINE)
_MORE = re.compile(r"<!--[ \t]*more[ \t]*-->")
_UNKNOWN_HTML = (
    "The HTML {} is neither a product box (a name, why, one link for each store) nor a row of shop links, and stays "
    "as it is; outputs other than HTML leave it out. Write Markdown or a 'product-box' instead."
)
_PIXEL = (
    "Pictures of one dot, with which networks count readers, are omitted from this page; "
    "clicks are counted by the links themselves."
)


def without_more(text: str) -> str:
    """Return the Markdown of a paragraph without marks of where its summary ends, but in code."""
    return outside_code(text, lambda plain: _MORE.sub("", plain))


def take_whole_block(state: StateBlock, start: int, end: int) -> None:
    """Have the last token hold a block of HTML as a whole: to what closes it, and not beyond a heading below it.

    Args:
        state: The parser, behind what CommonMark takes for the block.
        start: Its first line.
        end: The line behind the block that holds it.
    """
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
        content = take_scripts(content, line, text)
    content = content if is_hidden else without_counters(_RAW_TAG.sub("", content), line, text)
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
    note_ids(content, text)
    return [token]


def without_counters(content: str, line: int, text: HugoText) -> str:
    """Return *content* without the pictures that count readers, and note once that they are omitted."""
    changed = without_pixels(content)
    if changed != content and not text.has_pixels:
        text.has_pixels = True
        text.note(_PIXEL, line)
    return changed


def take_scripts(content: str, line: int, text: HugoText, code: Sequence[tuple[int, int]] = ()) -> str:
    """Return *content* without structured data, which is kept; a script that nothing closes becomes text."""
    rest, scripts, unclosed = without_scripts(content, line, code)
    text.scripts += scripts
    for number, tag in unclosed:
        text.note(f"{tag!r} is never closed and stays as text; add the closing tag.", number)
    return rest


def note_ids(content: str, text: HugoText) -> None:
    """Keep the ids in *content*, to which links may lead."""
    if " id=" in content or " name=" in content:
        elements = read_html(content).root.walk()
        text.html_ids |= dict.fromkeys(
            anchor for element in elements if (anchor := element.get("id") or element.get("name"))
        )
