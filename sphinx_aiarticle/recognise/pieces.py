"""What a reader sees of a piece of handwritten HTML: names, texts, links and pictures, in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from urllib.parse import urlsplit

from sphinx_aiarticle.myst import flat, inline_code, link, literal, marks_emphasis, one_line, paragraph_start
from sphinx_aiarticle.recognise.html import Element, address_of, is_pixel
from sphinx_aiarticle.recognise.html_tags import DRAWN, HEADINGS, INVISIBLE
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.affiliate import web_link
from sphinx_aiarticle.url import is_safe_image, is_web_url

_BLOCKS = HEADINGS | {
    "", "div", "p", "section", "article", "aside", "ul", "ol", "li", "figure", "figcaption", "header", "footer",
    "center", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "dl", "dt", "dd", "main",
}  # fmt: skip
_INLINE = frozenset(
    {"a", "span", "small", "strong", "b", "em", "i", "code", "font", "u", "big", "label", "time", "button", "picture"}
)
#: Elements that show the picture of their ``src``, in pages for AMP, too (https://amp.dev).
PICTURES = frozenset({"img", "amp-img"})
#: Elements of which a reader sees nothing.
UNSEEN = frozenset({"noscript", "source", "meta", "link", "style"})
_BUTTONS = frozenset({"button", "submit"})  # which do nothing without a script
_NAMING = re.compile(r"(?:^|[\s_-])(?:title|name)(?:\s|$)", re.IGNORECASE)
_OWN_LINE = re.compile(rf"{_NAMING.pattern}|(?:^|[\s_-])(?:price|rating)(?:\s|$)", re.IGNORECASE)
_STRESSED = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_BUTTON = re.compile(
    r"(?:amazon|rakuten|ebay)(?:\.[a-z]{2,3}){0,2}(?:\s(?:uk|usa?|japan|jp|de|fr|es|it|ca|canada|au|india|nl|mx)\b)?|アマゾン|楽天(?:市場|ブックス)?|yahoo!?|ヤフー|ショッピング|ショップ|メルカリ|セブンネット|7net|kindle"
    r"|購入|注文|詳細|詳しく|見る|みる|見て|チェック|検索|確認|今すぐ|最新|探す|さがす|価格|最安値|買う|公式|サイト|ストア|商品|ページ|口コミ|レビュー|無料"
    r"|こちら|する|から|[をでのへには]"
    r"|쿠팡|아마존|네이버|최저가|가격|구매|구입|주문|할인|특가|상세|자세히|더|보기|보러|가기|확인|하기|하러|바로|지금|상품|제품|링크|에서|으로|의"
    r"|亚马逊|亞馬遜|京东|京東|天猫|天貓|淘宝|淘寶|查看|购买|購買|下单|下單|立即|点击|點擊|前往|这里|這裡|价格|價格|售价|售價|详情|詳情|优惠|優惠"
    r"|最低价|最低價|官网|官網|链接|連結|[在去到上的]"
    r"|\b(?:buy|shop|shopping|check|view|see|order|get|find|visit|latest|current|best|full|details?|learn|more|prices?"
    r"|reviews?|deals?|store|official|site|website|now|online|here|the|it|on|at|from|in|to|for|your"
    r"|ver|precios?|comprar|oferta|ofertas|consultar|mejor|en|el|la|ahora|tienda|oficial|más|información|detalles|aquí"
    r"|ansehen|kaufen|preise?|prüfen|zum|zur|bei|jetzt|angebot|anschauen|bestellen|hier|im|den|aktuelle[nr]?|auf|mehr"
    r"|erfahren|anzeigen|sichern|voir|le|les|prix|acheter|sur|offres?|découvrir|chez|commander|disponible|consulter"
    r"|vérifier|savoir|plus|l(?=['’])|ici|vedi|controlla|il|prezzo|acquista|su|scopri|di|più|bekijk|prijs|kopen|bij|op|meer"
    r"|se|pris|køb|hos|på|xem|giá|mua|ngay|tại|preço|na|no|loja"
    r"|shopee|lazada|aliexpress|walmart|chewy|etsy|target|bol)\b",
    re.IGNORECASE,
)
_ON_SITE = re.compile(r"/(?!/)")
_BLANKS = re.compile(r"[ \t\n\f\r]+")
_SEPARATORS = re.compile(r"[\s|/・･]*")


class Run(Record):
    """Text with one kind of markup.

    Attributes:
        url: Where it leads; empty when it is not a link.
        anchor: Number of its ``<a>`` element; 0 outside links.
        line_break: Whether it is a ``<br>``; then the text is one space.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    url: str = ""
    anchor: int = 0
    line_break: bool = False


def collapse(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return *runs* with white space as a browser shows it: one space between words, none at the ends of a line."""
    result: list[Run] = []
    for run in runs:
        text = _BLANKS.sub(" ", run.text)
        if run.line_break:
            _trim_end(result)
        elif text.startswith(" ") and (not result or result[-1].text.endswith(" ")):
            text = text[1:]
        if text and (result or not run.line_break):
            result.append(run if text == run.text else replace(run, text=text))
    while result and result[-1].text == " ":
        result.pop()
    _trim_end(result)
    return tuple(result)


def _trim_end(runs: list[Run]) -> None:
    if runs and runs[-1].text.endswith(" ") and not runs[-1].line_break:
        last = runs.pop()
        if last.text != " ":
            runs.append(replace(last, text=last.text[:-1]))


def to_markdown(runs: Sequence[Run]) -> str:
    """Return Markdown for collapsed *runs*; line breaks become hard ones."""
    lines = [""]
    for index, run in enumerate(runs):
        if run.line_break:
            lines.append("")
            continue
        following = runs[index + 1].text[:1] if index + 1 < len(runs) else ""
        lines[-1] += _inline(run, lines[-1][-1:], following)
    return "\\\n".join(paragraph_start(line) for line in lines)


def _inline(run: Run, before: str, after: str) -> str:
    text = flat(run.text).strip(" ")
    head = " " if run.text[:1] == " " else ""
    tail = " " if run.text[-1:] == " " and text else ""
    if not text:
        return head
    markdown = inline_code(text) if run.code else literal(text)
    mark = "**" if run.strong else "*" if run.emphasis else ""
    if mark and _may_open(head or before, markdown[0]) and _may_open(tail or after, markdown[-1]):
        markdown = f"{mark}{markdown}{mark}"
    if run.url:
        markdown = link(markdown, run.url)
    return f"{head}{markdown}{tail}"


def _may_open(outside: str, inside: str) -> bool:
    """Whether a ``*`` between two characters counts; else words lose the bold, and stay."""
    return outside not in ("*", "_", "\\") and marks_emphasis(outside, inside)


class PieceKind(StrEnum):
    """What a piece is."""

    NAME = "N"
    TEXT = "T"
    LINK = "L"
    IMAGE = "I"
    SCRIPT = "S"


class Piece(Record):
    """One block of HTML as a reader sees it.

    Attributes:
        url: Where a link or a linked picture leads.
        alt: The words in the place of a picture.
        is_named: Whether its element is called a name or a title, by microdata or by its class.
        is_stressed: Whether the style of its element makes it bold.
        is_sponsored: Whether the author says that its link earns (``rel="sponsored"``).
    """

    kind: PieceKind
    url: str = ""
    source: str = ""
    runs: tuple[Run, ...] = ()
    alt: str = ""
    is_heading: bool = False
    is_named: bool = False
    is_stressed: bool = False
    is_sponsored: bool = False

    @property
    def text(self) -> str:
        """Its words in one line."""
        return one_line("".join(run.text for run in self.runs))

    @property
    def markdown(self) -> str:
        """The text as Markdown."""
        return to_markdown(self.runs)


class _Unclear(Exception):  # noqa: N818  # a reason to leave HTML as it is, not an error
    pass


def pieces_of(element: Element) -> list[Piece]:
    """Return what a reader sees of *element*; nothing when it holds anything that pieces could not show."""
    reader = _PieceReader()
    try:
        reader.read(element)
        reader.end_block()
    except _Unclear:
        return []
    return [replace(piece, is_sponsored=True) if piece.url in reader.sponsored else piece for piece in reader.pieces]


class _PieceReader:
    """Collects the pieces of one element."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.sponsored: set[str] = set()
        self._open: list[str] = []
        self._named: list[bool] = [False]
        self._stressed = False
        self._runs: list[Run] = []
        self._url = ""
        self._anchors = 0

    def read(self, element: Element) -> None:
        is_lazy = element.tag in PICTURES  # which a script shows
        if not is_lazy and ("hidden" in element.attributes or INVISIBLE.search(element.get("style"))):
            raise _Unclear
        if element.tag == "tr" and any(cell.tag == "th" for cell in element.elements):
            self._row(element.elements)
        elif element.tag in _BLOCKS:
            self._block(element)
        elif element.tag in _INLINE:
            self._inline(element)
        elif element.tag == "br":
            self._runs.append(Run(text=" ", line_break=True))
        elif element.tag in PICTURES:
            self._image(element)
        elif element.tag == "hr":
            self.end_block()
        elif element.tag == "script":
            self.pieces.append(Piece(kind=PieceKind.SCRIPT))
        elif not (
            element.tag in UNSEEN
            or (element.tag == "input" and element.get("type").lower() in _BUTTONS)
            or (element.tag == "svg" and _is_drawing(element))
        ):
            raise _Unclear

    def _children(self, element: Element) -> None:
        self._open.append(element.tag)
        for child in element.children:
            if isinstance(child, str):
                self._text(child)
            else:
                self.read(child)
        self._open.pop()

    def _block(self, element: Element) -> None:
        self.end_block()
        self._named.append(element.get("itemprop") == "name" or _NAMING.search(element.get("class")) is not None)
        self._children(element)
        self._open.append(element.tag)
        self._stressed = _STRESSED.search(element.get("style")) is not None
        self.end_block()
        self._stressed = False
        self._open.pop()
        self._named.pop()

    def _row(self, cells: Sequence[Element]) -> None:
        """Read a row with a heading: it names the cell behind it, and more of them compare several things."""
        if [cell.tag for cell in cells] != ["th", "td"]:
            raise _Unclear
        self.end_block()
        self._children(cells[0])
        if any(part.tag == "a" or part.tag in PICTURES for part in cells[1].walk()):
            self.end_block()
        else:
            self._runs.append(Run(text=" "))
        self._children(cells[1])
        self.end_block()

    def _inline(self, element: Element) -> None:
        href = address_of(element) if element.tag in ("a", "button") else ""
        if not href and (element.tag != "a" or "href" in element.attributes):  # which leads nowhere
            if _OWN_LINE.search(element.get("class")):
                self._block(element)
            else:
                self._children(element)
            return
        if self._url or not href:
            raise _Unclear
        self._anchors += 1
        self._url = web_link(href) or href
        if "sponsored" in element.get("rel").lower().split():
            self.sponsored.add(self._url)
        images = len(self.pieces)
        self._children(element)
        self._url = ""
        if not any(run.anchor == self._anchors for run in self._runs) and len(self.pieces) == images:
            if element.text.strip() or not is_web_url(web_link(href) or href):
                raise _Unclear
            self.pieces.append(Piece(kind=PieceKind.LINK, url=web_link(href) or href))  # lies over a whole card

    def _image(self, element: Element) -> None:
        if is_pixel(element):
            return
        source = (element.get("data-src") or element.get("src")).strip()
        source = web_link(source) if source.startswith("//") else source
        if not source or not is_safe_image(source) or re.search(r"\s", source):
            raise _Unclear
        alt = " ".join(element.get("alt").split())
        self.pieces.append(Piece(kind=PieceKind.IMAGE, source=source, url=self._url, alt=alt))

    def _text(self, text: str) -> None:
        if not self._runs and not text.strip(" \t\n\f\r"):
            return
        inside = self._open
        run = Run(
            text=text,
            strong=any(tag in ("strong", "b") for tag in inside),
            emphasis=any(tag in ("em", "i") for tag in inside),
            code="code" in inside,
            url=self._url,
            anchor=self._anchors if self._url else 0,
        )
        if self._runs and replace(self._runs[-1], text=text) == run:  # an element without a meaning is between them
            run = replace(run, text=self._runs.pop().text + text)
        self._runs.append(run)

    def end_block(self) -> None:
        runs, self._runs = collapse(self._runs), []
        if not runs:
            return
        count = len(self.pieces)
        self._add(runs)
        named, stressed = self._named[-1], self._stressed
        if named or stressed:
            self.pieces[count:] = [replace(one, is_named=named, is_stressed=stressed) for one in self.pieces[count:]]

    def _add(self, runs: Sequence[Run]) -> None:
        links = {run.anchor for run in runs if run.anchor}
        is_heading = bool(self._open) and self._open[-1] in HEADINGS
        if links and all(run.anchor or _SEPARATORS.fullmatch(run.text) for run in runs):
            found = [link_piece([run for run in runs if run.anchor == link]) for link in sorted(links)]
            self.pieces += [replace(one, is_heading=True) for one in found] if is_heading else found
        elif not links and (is_heading or all(run.strong for run in runs)):
            self.pieces.append(Piece(kind=PieceKind.NAME, runs=tuple(runs), is_heading=is_heading))
        elif any(run.url and not (is_web_url(run.url) or _ON_SITE.match(run.url)) for run in runs):
            raise _Unclear
        else:
            self.pieces.append(text_piece(runs))


def link_piece(runs: Sequence[Run]) -> Piece:
    """Return a link of collapsed *runs*."""
    return Piece(kind=PieceKind.LINK, url=runs[0].url, runs=tuple(runs))


def text_piece(runs: Sequence[Run]) -> Piece:
    """Return a text of collapsed *runs*."""
    return Piece(kind=PieceKind.TEXT, runs=tuple(runs))


def _is_drawing(element: Element) -> bool:
    """Whether an element is a picture without words, such as the icon of a button."""
    return not element.text.strip() and all(part.tag in DRAWN for part in element.walk())


def is_button(text: str, url: str = "") -> bool:
    """Whether the words of a link say no more than where it leads, which is *url*."""
    rest = re.sub(r"[\W_\d]+", "", _BUTTON.sub("", _ASIDE.sub("", text))).lower()
    return rest in ("", *(urlsplit(url).hostname or "").split("."))
