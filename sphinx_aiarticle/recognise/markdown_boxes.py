"""Find the product boxes that are written in Markdown.

The shapes are exact, because everything in them is prose as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.myst import link, literal
from sphinx_aiarticle.recognise.boxes import BoxProduct, card_of, distinct_links
from sphinx_aiarticle.recognise.card_parts import is_credit, is_notice, names_tool, product_name
from sphinx_aiarticle.recognise.pieces import Piece, PieceKind, Run, is_button, link_piece, text_piece
from sphinx_aiarticle.recognise.tokens import Located, box_token, outline_of, text_of
from sphinx_aiarticle.stores.affiliate import is_for_sale, is_search
from sphinx_aiarticle.stores.registry import KNOWN
from sphinx_aiarticle.url import is_web_url

if TYPE_CHECKING:
    from markdown_it.token import Token


_SEPARATOR = re.compile(r"[\s|/・･]*")
_SPAN = re.compile(r"</?span\b[^<>]*>")
_MAX_REASON_LINES: Final = 12
_FEWEST: Final = 4  # tokens of two links
_MOST_BLOCKS: Final = 12  # of a card
_BEGINS: Final = ("[", "![")
_LEVELS: Final = (1, 4)  # of the texts of paragraphs and of cells that are in no other block
# Pictures, names, the name of a tool, texts and shops: a letter a line, and the ends of their blocks.
_TEXT, _END = "T", "|"
_BY_TOOL: Final = r"\|?CT{0,4}S*\|(?:T{1,4}\|(?=S))?"
_CARD: Final = re.compile(rf"(?:I\|?N(?:T{{0,4}}{_BY_TOOL}|T{{0,4}}S*\|)|N{_BY_TOOL})(?:S+\|)*")


def markdown_boxes(tokens: list[Token], lines: Sequence[str]) -> list[Token]:
    """Return *tokens* with directives for the product boxes that are written in Markdown.

    One shape is a paragraph that is a bold name, one paragraph or more of text, and a line of nothing but links, each
    to another store; a line that discloses advertising may follow. Another one is a picture that leads to a shop with
    a name that leads to the same place, and the third one a bold name that is a paid link, with text on the lines below
    it. A list of links or a lone link is ordinary text and stays.
    """
    begins = {token.content[:3] for token in tokens if token.children and token.level in _LEVELS}
    if any(begin.startswith(_BEGINS) for begin in begins):
        _replace_cards(tokens)
    if "**[" in begins:
        _replace_named_links(tokens)
    urls = {i: found for i, token in enumerate(tokens) if token.children and (found := _store_urls(token))}
    if not urls:
        return tokens
    blocks = outline_of(tokens)
    for number in range(len(blocks) - 1, -1, -1):
        links = distinct_links(urls.get(blocks[number].first + 1, ()))
        start = _name(blocks, tokens, number) if len(links) > 1 else -1
        if start < 0:
            continue
        after = number + 1
        if after < len(blocks) and _is_notice(blocks[after], tokens):
            after += 1
        first, last = blocks[start], blocks[after - 1]
        reasons = "\n".join(lines[first.lines[1] : blocks[number].lines[0]]).strip("\n")
        product = BoxProduct(
            name=product_name(first.block.text),
            label="",
            reasons=tuple(re.split(r"\n[ \t]*\n\s*", reasons)),
            links=links,
        )
        tokens[first.first : last.end] = [box_token(product, first.lines[0], last.lines[1], 0)]
    return tokens


def _store_urls(token: Token) -> tuple[str, ...]:
    """Return where the links lead of a paragraph that holds nothing but links, at least two, on one line."""
    children = token.children or ()
    if token.level != 1 or len(children) < _FEWEST or not any(child.type == "link_open" for child in children):
        return ()
    urls, depth = [], 0
    for child in children:
        if child.type == "link_open":
            depth += 1
            urls.append(str(child.attrs.get("href", "")))
        elif child.type == "link_close":
            depth -= 1
        elif child.type in ("softbreak", "hardbreak") or not (
            depth or _SEPARATOR.fullmatch(child.content) or _SPAN.fullmatch(child.content)
        ):
            return ()
    return tuple(urls)


def _name(blocks: Sequence[Located], tokens: Sequence[Token], links: int) -> int:
    """Return the number of the block that is the name above a line of links, or -1."""
    last = blocks[links].lines[0]
    for number in range(links - 1, -1, -1):
        block = blocks[number]
        if tokens[block.first].type != "paragraph_open" or last - block.lines[0] > _MAX_REASON_LINES:
            return -1
        children = [child for child in tokens[block.first + 1].children or () if child.type != "text" or child.content]
        kinds = [child.type for child in children]
        if kinds == ["strong_open", "text", "strong_close"]:
            return number if number < links - 1 and product_name(block.block.text) else -1
        if kinds[:1] in (["strong_open"], ["em_open"], ["link_open"], ["image"]):
            return -1
    return -1


def _is_notice(block: Located, tokens: Sequence[Token]) -> bool:
    if tokens[block.first].type != "paragraph_open" or block.lines[1] - block.lines[0] > 1:
        return False
    content = tokens[block.first + 1].content
    return content.startswith(("※", "*", "＊", "(", "（", "<small")) and is_notice(block.block.text)


def _replace_cards(tokens: list[Token]) -> None:
    blocks, number = outline_of(tokens), 0
    found: list[tuple[BoxProduct, Located, Located]] = []
    while number < len(blocks):
        product, after = _card_at(blocks, tokens, number)
        if product:
            found.append((product, blocks[number], blocks[after - 1]))
        number = after if product else number + 1
    for product, first, last in reversed(found):
        tokens[first.first : last.end] = [box_token(product, first.lines[0], last.lines[1], 0)]


_NAMED_LINK: Final = ["strong_open", "link_open", "text", "link_close", "strong_close", "hardbreak"]


def _replace_named_links(tokens: list[Token]) -> None:
    for number in range(len(tokens) - 3, -1, -1):
        token, inline = tokens[number : number + 2]
        children = [child for child in inline.children or () if child.type != "text" or child.content]
        kinds = [child.type for child in children]
        if token.type != "paragraph_open" or token.level or kinds[:6] != _NAMED_LINK or "link_open" in kinds[6:]:
            continue
        url, name = str(children[1].attrs.get("href", "")), product_name(children[2].content)
        if (
            token.map
            and name
            and kinds[6:]
            and is_for_sale(url)
            and not (is_button(name, url) or is_search(url, KNOWN))
        ):
            links = distinct_links([url])
            reason = inline.content.partition("\n")[2]
            reasons = (reason,) if links else (reason, link(literal(name), url))
            product = BoxProduct(name=name, label="", reasons=reasons, links=links)
            tokens[number : number + 3] = [box_token(product, token.map[0], token.map[1], 0)]


def _card_at(blocks: Sequence[Located], tokens: Sequence[Token], number: int) -> tuple[BoxProduct | None, int]:
    """Return the card that begins in a block, and the number of the block behind it.

    Link tools write their name below that of the product, and then the maker and the shops; where a page was moved to
    Markdown, all of it may be one paragraph.
    """
    rows, shape, after = list[list[Piece]](), "", number
    first = blocks[number].first
    if not any(token.content.startswith(_BEGINS) for token in tokens[first : first + 5] if token.type == "inline"):
        return None, number + 1
    while after - number < _MOST_BLOCKS and (found := _rows(blocks, tokens, after)):
        rows += found
        shape += "".join(map(_kind, found)) + _END
        after += 1
    match = _CARD.match(shape)
    if match is None:
        return None, number + 1
    pieces = list[Piece]()
    for kind, row in zip(match[0].replace(_END, ""), rows, strict=False):
        if kind == _TEXT and pieces[-1].kind is PieceKind.TEXT and not names_tool(pieces[-1]):
            pieces[-1] = text_piece((*pieces[-1].runs, Run(text=" ", line_break=True), *row[0].runs))
        else:
            pieces += row
    name, picture = next(piece for piece in pieces if piece.kind is PieceKind.LINK), pieces[0]
    is_one = picture.url == name.url or (not picture.url and picture.alt == name.text)
    is_card = (is_one or picture is name) and not is_button(name.text, name.url)
    return card_of(pieces) if is_card else None, number + match[0].count(_END)


def _kind(row: Sequence[Piece]) -> str:
    """Return what a line is: a picture, a link with a name, shops, the name of a link tool, or text."""
    if row[0].kind is PieceKind.TEXT:
        return "C" if names_tool(row[0]) else _TEXT
    if all(
        piece.kind is PieceKind.LINK and is_for_sale(piece.url) and is_button(piece.text, piece.url) for piece in row
    ):
        return "S"
    return {PieceKind.IMAGE: "I", PieceKind.LINK: "N"}[row[0].kind] if len(row) == 1 else "?"


def _rows(blocks: Sequence[Located], tokens: Sequence[Token], number: int) -> list[list[Piece]]:
    """Return what each line of a paragraph, or each cell of a table, shows if it is nothing but links or plain text."""
    found: list[list[Piece]] = []
    if number < len(blocks) and tokens[blocks[number].first].type in ("paragraph_open", "table_open"):
        for token in tokens[blocks[number].first : blocks[number].end]:
            lines: list[list[Token]] = [[]]
            for child in token.children or ():
                if child.type in ("softbreak", "hardbreak"):
                    lines.append([])
                else:
                    lines[-1].append(child)
            found += [_pieces(line) for line in lines if line]
    return found if all(found) else []


def _pieces(children: Sequence[Token]) -> list[Piece]:
    text = " ".join(text_of(children).split())
    url = next((str(child.attrs.get("href", "")) for child in children if child.type == "link_open"), "")
    if is_credit(text, has_link=bool(url)) or all(child.type == "text" for child in children):
        return [text_piece((Run(text=text, url=url),))] if text else []
    found, url = list[Piece](), ""
    for child in children:
        if child.type == "link_open":
            url = str(child.attrs.get("href", ""))
        elif child.type == "link_close":
            url = ""
        elif child.type == "image" and is_web_url(source := str(child.attrs.get("src", ""))):
            found.append(Piece(kind=PieceKind.IMAGE, source=source, url=url, alt=child.content))
        elif child.type == "text" and url and child.content.strip():
            found.append(link_piece((Run(text=child.content, url=url, anchor=1),)))
        elif child.type in ("image", "html_inline") or not _SEPARATOR.fullmatch(child.content):
            return []
    return found
