"""Read handwritten HTML: its elements, their text, their links, and where in the source all of it is.

It repairs nothing but what HTML lets authors leave out (the end of a ``p`` or
an ``li``), and says when there was more to repair.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from sphinx_aiarticle.recognise.html_tags import ATTRIBUTE, MAY_STAY_OPEN, VOID, resolved, split_html
from sphinx_aiarticle.record import Record

_CLOSES_PARAGRAPH = frozenset(
    {
        "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
    }
)  # fmt: skip
_DRAWINGS = ("svg", "math")
_TAG_NAME = re.compile(r"<[A-Za-z][^\s/>]*")
_UNQUOTED = re.compile(r"=\s*[^\s\"'=]+/>$")  # a value without quotes that ends with a slash
_IMAGE = re.compile(r"<img\s(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'){0,200}>", re.IGNORECASE)
_OPENING_LINK = re.compile(
    r"<(?P<name>a|area|button|form|iframe|script)(?=[\s>])(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'){0,200}>", re.IGNORECASE
)
_INPUT = re.compile(r"<input\s(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'){0,200}>", re.IGNORECASE)
_FORM = re.compile(r"</?form\b", re.IGNORECASE)
_SCRIPTED = re.compile(r"""["'=](?P<url>(?:https?:)?(?:\\?/){2}[^\s"'<>]+)""")
_FILES = frozenset({"data", "data-src", "data-srcset", "href", "poster", "src", "srcset"})
_WHOLE = re.compile(r"(\S(?:.*\S)?)()", re.DOTALL)
_OF_MANY = re.compile(r"(?<![^\s,])([^\s,](?:\S*[^\s,])?)((?:\s[^,]*)?)")  # of srcset, as in "a.png 2x, b,c.png 300w"
_ADDRESSES = ("href", "xlink:href", "src", "action", "formaction")


class Attribute(Record):
    """An attribute of an element.

    Attributes:
        name: In lower case.
        value: Its value with character references resolved; empty without one.
        begin: Where the value begins in the source, without its quotes; -1 without a value.
    """

    name: str
    value: str
    begin: int = -1
    end: int = -1


@dataclass(slots=True, kw_only=True, eq=False)
class Element:
    """An element with all that is in it.

    Attributes:
        tag: Its name in lower case; empty for the whole source.
        attributes: The attributes by name; of one given twice the first.
        children: The elements in it, and its texts with character references resolved.
        begin: Where its opening tag begins in the source.
    """

    tag: str
    attributes: dict[str, Attribute] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    begin: int = 0
    end: int = 0

    def get(self, name: str) -> str:
        """Return the value of an attribute, or nothing."""
        attribute = self.attributes.get(name)
        return attribute.value if attribute else ""

    def walk(self) -> Iterator[Element]:
        """Yield the element and those in it, in the order of the source."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """The text in it, as it is written."""
        texts, waiting = list[str](), self.children[::-1]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                texts.append(part)
            else:
                waiting += reversed(part.children)
        return "".join(texts)

    @property
    def elements(self) -> list[Element]:
        """The elements directly in it."""
        return [child for child in self.children if isinstance(child, Element)]

    def outer(self) -> list[Element]:
        """Return the elements directly in it, or none when text is between them."""
        is_text = any(isinstance(child, str) and child.strip() for child in self.children)
        return [] if is_text else self.elements


class Html(Record):
    """A piece of HTML.

    Attributes:
        is_sound: Whether every element is closed where it should be, and nothing but elements, texts and comments
            was found.
    """

    root: Element
    is_sound: bool


def read_html(source: str) -> Html:
    """Read *source*; never raises."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.is_sound = True
        self._source = source
        self._open = [Element(tag="", end=len(source))]
        self._depth_of_drawing = 0

    def read(self) -> Html:
        for text, tag in split_html(self._source):
            self._write(text)
            if tag is None:
                continue
            if tag["name"] is None:
                self._comment(tag[0])
            elif tag["close"]:
                self._end(tag["name"].lower(), tag.start(), tag.end())
            else:
                self._start(tag["name"].lower(), tag)
        return self._finish()

    def _write(self, text: str) -> None:
        if text:
            self._open[-1].children.append(html.unescape(text))

    def _comment(self, text: str) -> None:
        if text.startswith("<!--"):
            if not text.endswith(("-->", "--!>")):  # never closed, so it hides the rest
                self.is_sound = False
                self._write(text)
        elif not text.startswith("</"):
            self.is_sound = False

    def _start(self, tag: str, match: re.Match[str]) -> None:
        begin, end = match.span()
        if tag in _CLOSES_PARAGRAPH and self._open[-1].tag == "p":
            self._pop(begin)
        element = Element(tag=tag, attributes=_attributes(match[0], begin), begin=begin, end=end)
        self._open[-1].children.append(element)
        if tag in VOID:
            return
        self._open.append(element)
        self._depth_of_drawing += tag in _DRAWINGS
        if match[0].endswith("/>") and not _UNQUOTED.search(match[0]):
            if self._depth_of_drawing:  # where the slash counts
                self._open.pop()
            else:
                self.is_sound = False

    def _end(self, tag: str, begin: int, end: int) -> None:
        while self._open[-1].tag != tag and self._open[-1].tag in MAY_STAY_OPEN:
            self._pop(begin)
        if tag == "p" and all(element.tag != tag for element in self._open):
            return  # of one that a block in it has closed, or of none: nothing but an empty paragraph
        if self._open[-1].tag != tag or len(self._open) == 1:
            self.is_sound = False
            return
        self._pop(end)

    def _pop(self, end: int) -> None:
        element = self._open.pop()
        element.end = end
        self._depth_of_drawing -= element.tag in _DRAWINGS

    def _finish(self) -> Html:
        left = [element for element in self._open[1:] if element.tag not in MAY_STAY_OPEN]
        for element in self._open[1:]:
            element.end = len(self._source)
        is_open = self._source.rfind("<") > self._source.rfind(">")
        return Html(root=self._open[0], is_sound=self.is_sound and not left and not is_open)


def _attributes(tag: str, begin: int) -> dict[str, Attribute]:
    name = _TAG_NAME.match(tag)
    found: dict[str, Attribute] = {}
    for match in ATTRIBUTE.finditer(tag, name.end() if name else 0):
        group = next((number for number in (2, 3, 4) if match[number] is not None), 0)
        span = (begin + match.start(group), begin + match.end(group)) if group else (-1, -1)
        key = match[1].lower()
        value = resolved(match[group]) if group else ""
        found.setdefault(key, Attribute(name=key, value=value, begin=span[0], end=span[1]))
    return found


def is_pixel(image: Element) -> bool:
    """Whether a picture is one dot, with which networks count readers."""
    return any(image.get(side).removesuffix("px") in ("0", "1") for side in ("width", "height"))


def without_pixels(source: str) -> str:
    """Return *source* without the pictures of one dot."""

    def replaced(match: re.Match[str]) -> str:
        found = _attributes(match[0], 0)
        return "" if is_pixel(Element(tag="img", attributes=found)) else match[0]

    return _IMAGE.sub(replaced, source) if "<img" in source else source


def link_urls(source: str) -> list[str]:
    """Return where the links of *source* lead, in their order; what frames, forms and scripts name counts as one."""
    urls: list[str] = []
    end = 0
    for tag, attributes in _links(source):
        if tag.start() < end:
            continue
        scripts = [attribute.value for name, attribute in attributes.items() if name.startswith("on")]
        if tag["name"].lower() == "script":
            end = source.find("</", tag.end())
            end = end if end >= 0 else len(source)
            scripts.append(source[tag.end() : end])
        is_form = tag["name"].lower() == "form"
        urls.append(_submitted(_address(attributes), source, tag.end()) if is_form else _address(attributes))
        urls += _scripted(scripts)
    return list(filter(None, urls))


def address_of(element: Element) -> str:
    """Return where a link or a button leads: its address, or what a script in its attributes names."""
    href = element.get("href").strip()
    scripts = [attribute.value for name, attribute in element.attributes.items() if name.startswith("on")]
    if href.startswith("#") or not href:
        href = next(_scripted(scripts), href)
    return href


def _scripted(scripts: Iterable[str]) -> Iterator[str]:
    """Yield the addresses that scripts name."""
    return (found["url"].replace("\\/", "/") for script in scripts for found in _SCRIPTED.finditer(script))


def _submitted(address: str, source: str, begin: int) -> str:
    """Return where a form leads: its address with what it sends without being asked, as the id of who is paid."""
    end = _FORM.search(source, begin)
    inputs = (_attributes(found[0], 0) for found in _INPUT.finditer(source, begin, end.start() if end else len(source)))
    hidden = [
        (found["name"].value, found["value"].value)
        for found in inputs
        if {"type", "name", "value"} <= found.keys() and found["type"].value.lower() == "hidden"
    ]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(hidden)}" if address and hidden else address


def with_rel(source: str, words: Iterable[str], is_paid: Callable[[str], bool]) -> str:
    """Return *source* whose paid links carry the *words* in ``rel``, beside what their author wrote there."""

    def change(tag: str, attributes: dict[str, Attribute]) -> str:
        if tag[1].lower() != "a" or not is_paid(_address(attributes)):
            return tag
        own = attributes["rel"].value.split() if "rel" in attributes else []
        rel = html.escape(" ".join(dict.fromkeys((*own, *words))))
        found = attributes.get("rel")
        if found is None or found.begin < 0:
            name = tag.split(maxsplit=1)[0]
            return f'{name} rel="{rel}"{tag[len(name) :]}'
        return _replaced(tag, found, rel)

    return _changed(source, change)


def with_addresses(source: str, address: Callable[[str], str]) -> str:
    """Return *source* whose links lead to what *address* makes of theirs; to nowhere if that is empty."""

    def change(tag: str, attributes: dict[str, Attribute]) -> str:
        url = _address(attributes)
        new = address(url) if url else url
        if new == url:
            return tag
        return _replaced(tag, attributes[_address_name(attributes)], html.escape(new), keep=bool(new))

    return _changed(source, change)


def with_files(source: str, address: Callable[[str, str], str]) -> str:
    """Return *source* in which each address is what *address* makes of its element, or ``download``, and of it."""
    pieces, last = list[str](), 0
    for _text, tag in split_html(source):
        if tag is None or not tag["attributes"]:
            continue
        attributes = _attributes(tag[0], tag.start())
        element = "download" if "download" in attributes else tag["name"].lower()
        for name, found in attributes.items():
            is_address = name in _FILES and (name != "data" or element == "object")
            if is_address and found.begin >= 0 and "data:" not in found.value:
                each = _OF_MANY if name.endswith("srcset") else _WHOLE
                new = each.sub(lambda url, of=element: address(of, url[1]) + url[2], found.value)  # type: ignore[misc]
                if new != found.value:
                    pieces += [source[last : found.begin], html.escape(new)]
                    last = found.end
    return "".join([*pieces, source[last:]])


def _links(source: str) -> Iterator[tuple[re.Match[str], dict[str, Attribute]]]:
    for match in _OPENING_LINK.finditer(source):
        yield match, _attributes(match[0], 0)


def _changed(source: str, change: Callable[[str, dict[str, Attribute]], str]) -> str:
    pieces, last = [], 0
    for match, attributes in _links(source):
        pieces += [source[last : match.start()], change(match[0], attributes)]
        last = match.end()
    return "".join([*pieces, source[last:]])


def _replaced(tag: str, attribute: Attribute, value: str, *, keep: bool = True) -> str:
    quoted = tag[attribute.begin - 1] in "\"'"
    begin, end = attribute.begin - quoted, attribute.end + quoted
    if keep:
        return f'{tag[:begin]}"{value}"{tag[end:]}'
    before = tag[:begin].rstrip().removesuffix("=").rstrip()
    name = before.split()[-1]
    return before[: -len(name)].rstrip() + tag[end:]


def _address(attributes: dict[str, Attribute]) -> str:
    name = _address_name(attributes)
    return attributes[name].value.strip() if name in attributes else ""


def _address_name(attributes: dict[str, Attribute]) -> str:
    return next((name for name in _ADDRESSES if name in attributes), "")
