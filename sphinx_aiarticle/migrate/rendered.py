"""What a reader finds on a rendered page: words, headings, links, pictures, code, tables, whoever rendered it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Final, NamedTuple

from sphinx_aiarticle.hugo.blocks import ALERT
from sphinx_aiarticle.migrate.word_tokens import Token, tokens_of, words_of
from sphinx_aiarticle.recognise.html_tags import HEADINGS, VOID, attributes_of, split_html
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.url import is_web_url

_INLINE: Final = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr", "img",
})  # fmt: skip
_SILENT: Final = frozenset({
    "audio", "canvas", "head", "iframe", "noscript", "object", "script", "style", "svg", "template", "video",
})  # fmt: skip
#: What Hugo, Sphinx or its settings add: numbers of footnotes and lines, anchors, headers and ends of articles, lists.
_ADDED: Final = frozenset({
    "footnote-ref", "footnote-backref", "footnote-reference", "fn-bracket", "backrefs", "headerlink", "linenos", "lnt",
    "ln", "aiarticle-header", "aiarticle-notice", "aiarticle-note--series", "aiarticle-product__statement",
    "aiarticle-products__statement", "aiarticle-series", "aiarticle-neighbours", "aiarticle-page", "toctree-wrapper",
    "visually-hidden", "system-message",
})  # fmt: skip
_NOT_COPIED: Final = re.compile(r"user-select: *none")  # Chroma's numbers of lines where it writes no classes
_PLACEHOLDER: Final = "msmaflink-"  # whose words a script replaces
_POST: Final = "data-instgrm-permalink"  # of what a script replaces by a post; a link to it stands in it
#: What were headings.
_TITLES: Final = frozenset({"aiarticle-summary__title", "aiarticle-question__name", "rubric", "topic-title"})
NOTES: Final = frozenset({"alert", "admonition", "callout", "notice"})  # whose first heading without id is their title
_AFTER_BODY: Final = frozenset({"clearer", "sphinxsidebar", "footer"})  # what follows the article in theme `basic`
INDENTED: Final = "highlight-none"  # the class of code without a fence that MyST reads
_CODE_TABLES: Final = frozenset({"lntable", "highlighttable"})
#: What elements are for us that say no more of themselves; Hugo writes the title of a figure as a heading.
_ROLES: Final = {
    **dict.fromkeys(_SILENT, "silent"),
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(("td", "th"), "cell"),
    **{"pre": "code", "figcaption": "caption", "table": "table"},
}
#: What gives code its colours, and nothing else; the numbers of lines, with classes such as ``ln`` or a style, count.
_COLOURED: Final = re.compile(
    r'<span(?: class="(?:line|(?!ln)[a-z][a-z0-9]{0,2})"| style="(?![^"<>]*user-select)[^"<>]*")?>([^<>]*)</span>'
)
#: What says how text is set, and nothing else; tags in the labels of diagrams are their text.
_SET: Final = re.compile(r"<(code|em|strong|b|i|del)>([^<>]*)</\1>")
_IN_LABELS: Final = _INLINE - {"code", "span"} | {"br"}  # tags that are a part of the source of a diagram
_NONE: Final = frozenset[str]()
_EMBEDS: Final = {"iframe": "src", "video": "src", "audio": "src", "source": "src", "embed": "src", "object": "data"}


class RenderedLink(Record):
    """A link.

    Attributes:
        text: What is read there, in one line.
        begin: Where it begins in the text of the page.
    """

    href: str
    text: str
    begin: int
    end: int
    in_box: bool


class RenderedHeading(Record):
    """A heading, with its level from 1 to 6 (0 for the title of a component), its id, and its text in one line."""

    level: int
    id: str
    text: str


@dataclass(slots=True, kw_only=True)
class Rendered:
    """What is on a page.

    Attributes:
        html: What was read, in the normal form NFC.
        title: The first heading of the first level, if it has one; *title_at* is where the text has blanks for it.
        text: The text, each block on lines of its own, without blocks of code.
        pictures: Addresses of the pictures as written, none of a single pixel; *headings* are those below the title.
        codes: The blocks of code, without blanks at the ends of lines; *code_places* are where they are in the text.
        indented: Those that only their indentation makes code, on pages of this package.
        tables: The tables, their cells as text.
        embeds: Addresses of what is shown in a frame or played.
        boxes: Begin and end in the text of each product box of this package; *notes* those of footnotes, *labels* those
            of what names the text of a tab.
        names: The names of the products in them, each with its begin and end in the text.
        faqs: FAQs of this package, and titles of admonitions and code: the text of each, its begin and its end.
        arguments: What calls of shortcodes without a template say, a line each behind the name; Hugo shows nothing.
    """

    html: str = ""
    title: str = ""
    title_at: int = 0
    text: str = ""
    links: list[RenderedLink] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    headings: list[RenderedHeading] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    code_places: list[int] = field(default_factory=list)
    indented: list[str] = field(default_factory=list)
    tables: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)
    embeds: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    boxes: list[tuple[int, int]] = field(default_factory=list)
    names: list[tuple[str, int, int]] = field(default_factory=list)
    faqs: list[tuple[str, int, int]] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)
    labels: list[tuple[int, int]] = field(default_factory=list)
    has_notice: bool = False
    arguments: str = ""
    _tokens: list[Token] | None = None

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the text in order."""
        if self._tokens is None:
            self._tokens = tokens_of(ALERT.sub(lambda match: " " * len(match[0]), self.text))
        return self._tokens


def read_rendered(html: str, *, body: str = "") -> Rendered:
    """Read a page, or its element of the class *body*, whose first heading is the title; all counts without one."""
    html = written = unicodedata.normalize("NFC", html)
    for _ in range(3 if "<span" in html else 0):  # a word in the text of a line
        html = _COLOURED.sub(r"\1", html)
    page = _PageReader(body).read(html if "mermaid" in html else _SET.sub(r"\2", html))
    page.html = written
    return page


class _Open(NamedTuple):
    """An element that is open: what it is for us, and where what it holds begins in the text."""

    tag: str
    role: str
    begin: int
    values: Mapping[str, str]


class _PageReader:
    """One pass over a page; an element ends with its own end tag, or with that of one around it."""

    def __init__(self, body: str) -> None:
        self.page = Rendered()
        self._body = body
        self._stack: list[_Open] = []
        self._inside = defaultdict[str, int](int)  # how many elements of a role are open
        self._text: list[str] = []
        self._length = 0
        self._code: list[str] = []
        self._tables: list[list[list[list[str]]]] = []
        self._ended = False
        self._post = ""  # the address of the innermost one

    def read(self, html: str) -> Rendered:
        for text, tag in split_html(html):
            if text:
                self._data(text)
            name, close, attributes = tag.group("name", "close", "attributes") if tag else ("", "", "")
            if tag is None or not name:
                continue
            name = name.lower()
            in_code = self._inside["code"] and name in _IN_LABELS
            if in_code and "mermaid" in self._stack[-1].values.get("class", "").split():
                self._data(tag[0])
            elif close:
                self._end(name)
            elif not self._ended:
                self._start(name, attributes_of(attributes) if attributes else {})
        self._finish()
        return self.page

    def _start(self, tag: str, values: Mapping[str, str]) -> None:
        classes = frozenset(values["class"].split()) if "class" in values else _NONE
        if classes and self._inside["body"] and classes & _AFTER_BODY:
            self._finish()
            self._ended = True
            return
        role = self._role(tag, values, classes)
        if role == "post":
            self._post = _without_query(values[_POST])
        if tag not in VOID:
            self._stack.append(_Open(tag, role, self._length + (tag not in _INLINE), values))
            self._inside[role] += 1
        if self._body and not self._inside["body"]:
            return
        if values:
            self.page.ids |= {values[name] for name in ("id", "name") if values.get(name)}
        self.page.has_notice |= "aiarticle-notice" in classes
        if shown := values.get(_EMBEDS.get(tag, _POST)):
            self.page.embeds.append(shown.strip())
        if self._inside["silent"]:
            return
        if tag not in _INLINE:
            self._write("\n")
        if role == "table":
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        elif role == "cell" and self._tables:
            if not self._tables[-1]:
                self._tables[-1].append([])
            self._tables[-1][-1].append([])
        elif tag == "br" and self._inside["code"]:
            self._code.append("\n")
        elif tag == "img":
            self._picture(values)
        elif tag == "input" and values.get("type") == "checkbox" and "hidden" not in classes:
            self._write("☑ " if "checked" in values else "☐ ")

    def _role(self, tag: str, values: Mapping[str, str], classes: frozenset[str]) -> str:
        """Return what an element is for us; one role is enough for each."""
        own = _ROLES.get(tag, "")
        if not values and own not in ("heading", "cell"):
            return own
        if self._body and self._body in classes and not self._inside["body"]:
            return "body"
        is_mark = tag == "span" and "label" in classes and self._stack and self._stack[-1].tag in ("aside", "dt", "div")
        is_number = "style" in values and self._inside["code"] and _NOT_COPIED.search(values["style"])
        if own == "silent" or classes & _ADDED or is_mark or is_number or values.get("id", "").startswith(_PLACEHOLDER):
            return "silent"
        if "aiarticle-product" in classes:
            return "box"
        if _POST in values and is_web_url(values[_POST]):
            return "post"
        if tag == "a" and self._inside["post"] and _without_query(values.get("href", "")) == self._post:
            return "placeholder"
        if "mermaid" in classes:  # a diagram, whose text is code
            return "code"
        if tag == "a" and "href" in values and not self._inside["link"]:  # HTML has no links within links
            return "link"
        if "aiarticle-label" in classes:
            return "label"
        may_name = own == "heading" and "id" not in values and self._stack and self._stack[-1].role == "note box"
        names_note = may_name and not self._text_since(self._stack[-1].begin).strip()
        if (own == "heading" and not (self._inside["caption"] or names_note)) or classes & _TITLES:
            return "heading"
        if "aiarticle-product__name" in classes:
            return "name"
        if classes & {"aiarticle-faq", "admonition-title", "code-block-caption"}:
            return "faq"
        if tag == "aside" and "footnote" in classes:
            return "note"
        if own == "table" and classes & _CODE_TABLES:
            return "code table"
        if own == "cell":
            tables = (one.role for one in reversed(self._stack) if one.role in ("table", "code table"))
            return "" if next(tables, "") == "code table" else "cell"
        return own if own not in ("", "heading") else "note box" if classes & NOTES else ""

    def _picture(self, values: Mapping[str, str]) -> None:
        source = values.get("src", "").strip() or values.get("data-src", "").strip()
        if source and not {values.get("width", ""), values.get("height", "")} & {"0", "1", "1px", "0px"}:
            self.page.pictures.append(source)

    def _end(self, tag: str) -> None:
        if not self._stack or self._stack[-1].tag != tag or self._stack[-1].role == "body":
            inner = [one.role for one in self._stack].index("body") + 1 if self._inside["body"] else 0
            if all(one.tag != tag for one in self._stack[inner:]):
                return  # that of an author who closes too much must not end the article
        while self._stack:
            closed = self._stack.pop()
            self._close(*closed)
            if closed.tag == tag:
                return

    def _close(self, tag: str, role: str, begin: int, values: Mapping[str, str]) -> None:
        hidden = self._inside["silent"] or (bool(self._body) and not self._inside["body"])
        self._inside[role] -= 1
        if hidden:
            return
        if tag not in _INLINE:
            self._write("\n")
        if role in ("box", "note", "label"):
            spans = {"box": self.page.boxes, "note": self.page.notes, "label": self.page.labels}[role]
            spans.append((begin, self._length))
        elif role in ("name", "faq"):
            found = (self._text_since(begin).strip(), begin, self._length)
            (self.page.names if role == "name" else self.page.faqs).append(found)
        elif role == "link":
            text, in_box = " ".join(self._text_since(begin).split()), self._inside["box"] > 0
            link = RenderedLink(href=values["href"].strip(), text=text, begin=begin, end=self._length, in_box=in_box)
            self.page.links.append(link)
        elif role == "heading":
            level, text = int(tag[1]) if tag[1:].isdigit() else 0, " ".join(self._text_since(begin).split())
            if self._body and level == 1 and not self.page.title:
                self.page.title, self.page.title_at = text, begin
                self._text[self._piece_at(begin) :] = [" " * (self._length - begin)]  # places after it stay right
            elif text:
                self.page.headings.append(RenderedHeading(level=level, id=values.get("id", ""), text=text))
        elif role == "code" and not self._inside["code"]:
            lines = [line.rstrip() for line in "".join(self._code).expandtabs(4).split("\n")]
            self._code.clear()
            if code := "\n".join(lines).strip("\n"):
                self.page.codes.append(code)
                self.page.code_places.append(begin)
                self.page.indented += [code] * any(INDENTED in one.values.get("class", "") for one in self._stack)
        elif role == "table":
            rows = (tuple(words_of("".join(cell)) for cell in row) for row in self._tables.pop())
            self.page.tables.append(tuple(row for row in rows if any(row)))

    def _data(self, text: str) -> None:
        data = unescape(text)
        if self._inside["silent"] or self._inside["placeholder"] or (self._body and not self._inside["body"]):
            return
        if self._inside["code"]:
            self._code.append(data)
        else:
            self._write(data)

    def _write(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)
        if self._tables and self._tables[-1] and self._tables[-1][-1]:
            self._tables[-1][-1][-1].append(text)

    def _piece_at(self, begin: int) -> int:
        """Return which piece of the text begins at a place."""
        at, place = len(self._text), self._length
        while place > begin:
            at -= 1
            place -= len(self._text[at])
        return at

    def _text_since(self, begin: int) -> str:
        return "".join(self._text[self._piece_at(begin) :])

    def _finish(self) -> None:
        """Close what is open, and join the text."""
        while self._stack:
            self._close(*self._stack.pop())
        self.page.text = "".join(self._text)


def _without_query(address: str) -> str:
    return address.partition("?")[0].rstrip("/")
