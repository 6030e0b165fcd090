"""Which part of a product card is its name, its label, its picture, a notice, or the name of the tool that made it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from sphinx_aiarticle.recognise.pieces import Piece, PieceKind, Run, collapse, is_button, link_piece, text_piece
from sphinx_aiarticle.stores.affiliate import is_for_sale, is_search, store_of
from sphinx_aiarticle.stores.registry import KNOWN

LONGEST_LABEL = 80  # characters; what is longer says why this product
_PICTURES = re.compile(r"^[\s\u200d\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+")
_SIGN = re.compile(r"\.ico$|favicon", re.IGNORECASE)  # of a shop
_TOOL = (
    r"(?:(?:カエ|ヨメ|トマ|タベ|ポチ)レバ|ポチップ|(?:kae|yome|toma|tabe|pochi)reba|pochipp|rinker|amazlet|amazonjs|aawp"
    r"|楽天ウェブサービス(?:センター)?|rakuten (?:developers|web service(?: center)?))"
)
#: The line in which a tool names itself; without a link the name is one that is known.
_CREDIT = re.compile(
    rf"(?:posted\s+with|(?:created|powered|supported)\s+by)\s*{_TOOL}(?:\s+at\s+[\d./-]+)?", re.IGNORECASE
)
_LINKED_CREDIT = re.compile(r"posted\s+with\s+\S+(?:\s\S+)?(?:\s+at\s+[\d./-]+)?", re.IGNORECASE)
_TELLS = re.compile(r"[^:：]{1,20}[:：]\s*")
_FIGURE = re.compile(r"(?=\D*\d).{1,20}")
# Words that make the last line a disclosure, which is dropped: the box writes its own. So these are few and sure; what
# only mentions advertising is known by `own_notices.mentions_advertising`.
_NOTICE = re.compile(r"アフィリエイト|広告|プロモーション|\bPR\b|(?i:affiliate|sponsored|commission|advert)", re.ASCII)


def product_name(text: str) -> str:
    """Return a name without the pictures that authors put before it, because it is data too."""
    return _PICTURES.sub("", text).strip()


def is_notice(text: str) -> bool:
    """Whether some words disclose advertising."""
    return _NOTICE.search(text) is not None


def is_credit(text: str, *, has_link: bool = True) -> bool:
    """Whether some words are the line in which the tool that made a card names itself, and may lead to its page."""
    return _CREDIT.fullmatch(text) is not None or (has_link and _LINKED_CREDIT.fullmatch(text) is not None)


def names_tool(piece: Piece) -> bool:
    """Whether a piece is the line of the tool that made the card."""
    return piece.kind is PieceKind.TEXT and is_credit(piece.text, has_link=any(run.url for run in piece.runs))


def discloses(piece: Piece) -> bool:
    """Whether a piece is a disclosure and leads nowhere: the box writes its own."""
    return is_notice(piece.text) and not any(run.url for run in piece.runs)


def names_of(pieces: Sequence[Piece], paid: Sequence[Piece]) -> list[Piece]:
    """Return what may be the name of the product; only one is clear."""
    alts = {piece.alt for piece in pieces if piece.alt}
    texts = [piece for piece in pieces if piece.kind in (PieceKind.TEXT, PieceKind.LINK)]
    worded = [piece for piece in texts if not is_button(piece.text, piece.url)]
    bold = [piece for piece in pieces if piece.kind is PieceKind.NAME and not piece.text.endswith((":", "："))]
    headings = [piece for piece in (*bold, *worded) if piece.is_heading and (not piece.url or piece in paid)]
    if len(headings) > 1 and any(piece.url for piece in headings):
        return headings
    if clear := next((found for found in (headings, bold) if len(found) == 1), []):
        return clear
    named, urls = [piece for piece in (*bold, *worded) if piece.is_named], {piece.url for piece in paid}
    are_several = len({piece.text for piece in named}) > 1 and len(urls) > len(set(map(store_of, urls)))
    return (
        [piece for piece in (*bold, *worded) if piece.text in alts][:1]
        or named[: None if are_several else 1]
        or _below_picture(headings, pieces)
        or bold
        or _stressed_above(worded, paid)
        or [piece for piece in worded if piece in paid][:1]
        or [piece for piece in worded if piece.is_stressed][:1]
    )


def _below_picture(headings: Sequence[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    """Return the one of several headings that is right below the picture, where all that is for sale is one thing."""
    seen = [piece for piece in pieces if piece.text or piece.kind is PieceKind.IMAGE]
    found = [piece for above, piece in pairwise(seen) if above.kind is PieceKind.IMAGE and piece in headings]
    urls = {piece.url for piece in pieces if piece.url and is_for_sale(piece.url)}
    return found if len(headings) > 1 and len(found) == len(urls) == 1 else []


def _stressed_above(worded: Sequence[Piece], paid: Sequence[Piece]) -> list[Piece]:
    """Return the first text that a style makes bold, if it is above what is for sale."""
    first = next((number for number, piece in enumerate(worded) if piece in paid), 0)
    return [piece for piece in worded[:first] if piece.is_stressed][:1]


def is_one_product(paid: Iterable[Piece]) -> bool:
    """Whether no two links lead to different things in one store, of which its front page is none."""
    urls = {piece.url for piece in paid if not is_search(piece.url, KNOWN) and urlsplit(piece.url).path.strip("/")}
    stores = [store for url in urls if (store := store_of(url))]
    return len(stores) == len(set(stores))


def is_label(pieces: Sequence[Piece], title: Piece) -> bool:
    """Whether one short text without links is above the name."""
    above = [piece for piece in pieces[: pieces.index(title)] if piece.kind is not PieceKind.IMAGE]
    is_text = [piece.kind for piece in above] == [PieceKind.TEXT]
    return is_text and len(above[0].text) <= LONGEST_LABEL and not any(run.url for run in above[0].runs)


def split_piece(piece: Piece) -> Iterator[Piece]:
    """Yield the lines of a text with links to stores, and by itself the link that a line begins with or ends in.

    What is before a link at the end says what it is, as in "Title: Tin kettle", or is a figure above a button.
    """
    if piece.kind is not PieceKind.TEXT or not any(is_for_sale(run.url) for run in piece.runs if run.url):
        yield piece
        return
    lines: list[list[Run]] = [[]]
    for run in piece.runs:
        if run.line_break:
            lines.append([])
        else:
            lines[-1].append(run)
    for line in lines:
        first, last = (line[0].anchor, line[-1].anchor) if line else (0, 0)
        before = text_piece([run for run in line if not run.anchor]).text
        end = text_piece([run for run in line if run.anchor]).text
        is_told = not first and (_TELLS.fullmatch(before) or (_FIGURE.fullmatch(before) and is_button(end)))
        first = last if is_told else first
        link = collapse([run for run in line if first and run.anchor == first])
        rest = collapse([run for run in line if not first or run.anchor != first])
        parts = [link_piece(link)] if link else []
        if rest:
            parts.insert(0 if is_told else len(parts), text_piece(rest))
        yield from parts


def is_sign(picture: Piece) -> bool:
    """Whether a picture is the sign of a shop."""
    return _SIGN.search(picture.source) is not None


def may_show_product(picture: Piece) -> bool:
    """Whether a picture is not the sign of the tool that made the card, or of the shop."""
    return (not picture.url or picture.is_sponsored or is_for_sale(picture.url)) and not is_sign(picture)
