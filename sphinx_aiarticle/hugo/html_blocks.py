"""What HTML in a Hugo article becomes: product boxes, the same without what is dropped, or nothing.

A box may be made by a script: that of Moshimo's "easy links" makes a product card of JSON in it. All takes linear time,
whatever is in the article.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sphinx_aiarticle.hugo.shortcodes.rendering import CallPlace
from sphinx_aiarticle.hugo.text import SCRIPT, HugoText, last_end
from sphinx_aiarticle.myst import link, literal, one_line
from sphinx_aiarticle.recognise.boxes import BoxLink, BoxProduct, FoundBox, boxes_in, holds_affiliate_link
from sphinx_aiarticle.recognise.html import read_html
from sphinx_aiarticle.recognise.prose import HIDDEN_HTML, outside_code
from sphinx_aiarticle.recognise.tokens import DROPPED, box_tokens
from sphinx_aiarticle.stores.affiliate import store_of, web_link
from sphinx_aiarticle.stores.networks import NETWORKS
from sphinx_aiarticle.url import is_safe_image

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token


#: An opening or closing ``rawhtml``.
_RAW_TAG: Final = re.compile(r"\{\{(?:<\s*+/?\s*+rawhtml\s*+>|%\s*+/?\s*+rawhtml\s*+%)\}\}", re.IGNORECASE)
#: What may be the end of what :func:`_is_open` says is open.
_MAY_CLOSE: Final = re.compile(r"\{\{[<%]\s*+/?\s*+rawhtml\s*+[>%]\}\}|</script", re.IGNORECASE)
#: Opening and closing tag of code, in which a blank line is no end of the block either.
_CODE: Final = re.compile(r"\{\{[<%]\s*+(?:(?P<closing>/)\s*+highlight\s*+[>%]\}\}|highlight\s)")
_WHOLE: Final = re.compile(r"<script\b(?:(?!</script).)*+</script[^<>]*>?", re.IGNORECASE | re.DOTALL)
_EASY_LINK: Final = re.compile(r"\bmsmaflink\(\s*(?=\{)")
_EASY_LINK_PLACE: Final = "msmaflink-"
_MOSHIMO_IDS: Final = ("a_id", "p_id", "pc_id", "pl_id")
#: Programme, category and kind of link of each shop, which older scripts leave to Moshimo's own.
_OLD_MOSHIMO_IDS: Final = {"amazon": (170, 185, 27060), "rakuten": (54, 54, 27059)}


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
    while state.line < end:
        if _is_open(token.content):  # a blank line in it ends nothing
            following = _MAY_CLOSE.search(state.src, state.bMarks[state.line], state.eMarks[end - 1])
            state.line = bisect_left(state.eMarks, following.end()) + 1 if following else end
        elif (last := next(reversed([*_CODE.finditer(token.content)]), None)) and not last["closing"]:
            following = _CODE.search(state.src, state.bMarks[state.line], state.eMarks[end - 1])
            if following is None:
                break
            state.line = bisect_left(state.eMarks, following.end()) + 1
            while state.line < end and not state.isEmpty(state.line):
                state.line += 1
        else:
            break
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
    content = content if is_hidden else text.with_pictures(_RAW_TAG.sub("", content), line)
    if not content.strip() or is_easy_link_place(content):
        token.type = DROPPED
        return [token]
    if product := easy_link_in(content):
        return box_tokens(token, content, [FoundBox(box=product, begin=0)])
    if found := boxes_in(content):
        return box_tokens(token, content, found)
    if is_raw:
        if "<a " in content or (token.map and token.map[1] - token.map[0] > 1):
            text.note(_UNKNOWN_HTML.format("in 'rawhtml'"), line)
    else:
        if not content.lstrip().startswith("<!"):
            content = text.shortcodes.inline(content, line, CallPlace.HTML)
        if holds_affiliate_link(content):
            text.note(_UNKNOWN_HTML.format("with affiliate links"), line)
    if content != token.content:
        token.meta.setdefault(NOTE, "changed")
    token.content = content
    text.note_ids(content)
    return [token]


def easy_link_in(source: str) -> BoxProduct | None:
    """Return the product of a block of HTML that is one easy link, with its place or without, or ``None``."""
    call = _EASY_LINK.search(source)
    if call is None or not _only_easy_link(source) or _EASY_LINK.search(source, call.end()):
        return None
    try:
        data, _ = json.JSONDecoder().raw_decode(source, call.end())
    except (ValueError, RecursionError):
        return None
    name = one_line(_text(data, "n"))
    if not name:
        return None
    links: dict[str, BoxLink] = {}
    others: list[str] = []
    for words, url in _buttons(data):
        store = store_of(url)
        if store and store not in links:
            links[store] = BoxLink(store=store, url=url)
        elif url:
            others.append(link(literal(words or url), url))
    if not links and not others:
        return None
    brand = literal(one_line(_text(data, "b")))
    reasons = tuple(filter(None, (brand, *others)))
    return BoxProduct(name=name, label="", reasons=reasons, links=tuple(links.values()), image=_picture(data))


def is_easy_link_place(source: str) -> bool:
    """Whether a block of HTML is nothing but the place that the script of an easy link fills."""
    return _EASY_LINK_PLACE in source and _EASY_LINK.search(source) is None and _only_easy_link(source)


def _only_easy_link(source: str) -> bool:
    elements = read_html(source).root.outer()
    return bool(elements) and all(
        (element.tag == "script" and "msmaflink" in element.text) or element.get("id").startswith(_EASY_LINK_PLACE)
        for element in elements
    )


def _buttons(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield words and address of each button, in the order in which readers see them."""
    given = data.get("b_l")
    buttons = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    for button in sorted(buttons, key=lambda one: _number(one, "u_so")):
        ids = [_number(button, key) for key in _MOSHIMO_IDS]
        yield one_line(_text(button, "u_tx")), _through_moshimo(_text(button, "u_url"), ids)
    page = data.get("u")
    if not buttons and isinstance(page, dict):
        url, shop = _text(page, "u"), _text(page, "t")
        own = _number(data.get("aid"), shop)
        yield "", _through_moshimo(url, [own, *_OLD_MOSHIMO_IDS.get(shop, (0, 0, 0))])


def _through_moshimo(url: str, ids: list[int]) -> str:
    """Return the link that pays; without all ids, as for a button of the author's own, the address itself."""
    url = web_link(url)
    if not url or not all(ids):
        return url
    return NETWORKS["moshimo"].deep_link.format(**dict(zip(_MOSHIMO_IDS, ids, strict=True)), url=quote(url, safe=""))


def _picture(data: dict[str, Any]) -> str:
    names = data.get("p")
    first = names[0] if isinstance(names, list) and names and isinstance(names[0], str) else ""
    url = web_link(_text(data, "d") + _text(data, "c_p") + first) if first else ""
    return url if is_safe_image(url) else ""


def _text(data: Any, key: str) -> str:
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""


def _number(data: Any, key: str) -> int:
    value = data.get(key) if isinstance(data, dict) else None
    return int(value) if isinstance(value, int | str) and re.fullmatch(r"[0-9]{1,18}", str(value)) else 0
