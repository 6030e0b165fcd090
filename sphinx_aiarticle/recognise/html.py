"""Read handwritten HTML: its elements, their text, their links, and where in the source all of it is.

The only reader of HTML in the package. It repairs nothing but what HTML lets authors leave out (the end of a ``p`` or
an ``li``), and says when there was more to repair.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.entities import html5
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
# Elements whose end authors may leave out (HTML standard, "optional tags").
_MAY_STAY_OPEN = frozenset({"p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "option"})
_CLOSES_PARAGRAPH = frozenset(
    {
        "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
    }
)  # fmt: skip
_DRAWINGS = ("svg", "math")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_TAG_NAME = re.compile(r"<[A-Za-z][^\s/>]*")
_REFERENCE = re.compile(r"&(?P<name>[A-Za-z][A-Za-z0-9]*;?)(?P<equals>=?)|&#(?:\d+|[xX][0-9a-fA-F]+);?")
_IMAGE = re.compile(r"<img\s(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'){0,200}>", re.IGNORECASE)
_OPENING_LINK = re.compile(
    r"<(?P<name>a|area|button|form|iframe|script)(?=[\s>])(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'){0,200}>", re.IGNORECASE
)
_SCRIPTED = re.compile(r"""["'=](?P<url>(?:https?:)?(?:\\?/){2}[^\s"'<>]+)""")
_ADDRESSES = ("href", "xlink:href", "src", "action", "formaction")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute of an element.

    Attributes:
        name: In lower case.
        value: Its value with character references resolved; empty without one.
        begin: Where the value begins in the source, without its quotes; -1 without a value.
        end: Where the value ends.
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
        end: Where its closing tag ends.
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
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def elements(self) -> list[Element]:
        """The elements directly in it."""
        return [child for child in self.children if isinstance(child, Element)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Html:
    """A piece of HTML.

    Attributes:
        root: Holds everything.
        is_sound: Whether every element is closed where it should be, and nothing but elements, texts and comments
            was found.
    """

    root: Element
    is_sound: bool

    def outer(self) -> list[Element]:
        """Return the outermost elements, or none when text is between them."""
        is_text = any(isinstance(child, str) and child.strip() for child in self.root.children)
        return [] if is_text else self.root.elements


def read_html(source: str) -> Html:
    """Read *source*; never raises."""
    reader = _Reader(source)
    end = source.rfind(">") + 1  # behind it there are no tags; html.parser would look for them again and again
    comment = source.find("<!--", source.rfind("-->") + 1)
    if comment >= 0:  # never closed, so it hides the rest
        end, reader.is_sound = min(end, comment), False
    try:
        reader.feed(source[:end])
        reader.close()
        reader.handle_data(source[end:])
    except AssertionError:  # how html.parser reports some broken declarations
        reader.is_sound = False
    return reader.finish()


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)  # what it does to attributes changes between versions of Python
        self.is_sound = True
        self._source = source
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self._open = [Element(tag="", end=len(source))]
        self._text: list[str] = []
        self._depth_of_drawing = 0

    def _position(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_text()
        if tag in _CLOSES_PARAGRAPH and self._open[-1].tag == "p":
            self._pop(self._position())
        written, begin = self.get_starttag_text() or "", self._position()
        element = Element(tag=tag, attributes=_attributes(written, begin), begin=begin, end=begin + len(written))
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)
            self._depth_of_drawing += tag in _DRAWINGS

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _VOID:
            return
        if self._depth_of_drawing:  # where the slash counts
            self._open.pop()
        else:
            self.is_sound = False

    def handle_endtag(self, tag: str) -> None:
        self._end_text()
        begin = self._position()
        while self._open[-1].tag != tag and self._open[-1].tag in _MAY_STAY_OPEN:
            self._pop(begin)
        if self._open[-1].tag != tag or len(self._open) == 1:
            self.is_sound = False
            return
        end = self._source.find(">", begin)
        self._pop(end + 1 if end >= 0 else len(self._source))

    def _pop(self, end: int) -> None:
        element = self._open.pop()
        element.end = end
        self._depth_of_drawing -= element.tag in _DRAWINGS

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_entityref(self, name: str) -> None:
        # Whether a semicolon follows is known only from the source.
        begin = self._position()
        after = self._source[begin + 1 + len(name) : begin + 2 + len(name)]
        self._text.append(f"&{name}{';' if after == ';' else ''}")

    def handle_charref(self, name: str) -> None:
        self._text.append(f"&#{name};")

    def _end_text(self) -> None:
        if self._text:
            self._open[-1].children.append(html.unescape("".join(self._text)))
            self._text = []

    def handle_comment(self, data: str) -> None:
        self._end_text()

    def handle_decl(self, decl: str) -> None:
        self.is_sound = False

    def handle_pi(self, data: str) -> None:
        self.is_sound = False

    def unknown_decl(self, data: str) -> None:
        self.is_sound = False

    def finish(self) -> Html:
        self._end_text()
        left = [element for element in self._open[1:] if element.tag not in _MAY_STAY_OPEN]
        for element in self._open[1:]:
            element.end = len(self._source)
        is_open = self._source.rfind("<") > self._source.rfind(">")
        return Html(root=self._open[0], is_sound=self.is_sound and not left and not is_open)


def _attributes(tag: str, begin: int) -> dict[str, Attribute]:
    name = _TAG_NAME.match(tag)
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(tag, name.end() if name else 0):
        group = next((number for number in (2, 3, 4) if match[number] is not None), 0)
        span = (begin + match.start(group), begin + match.end(group)) if group else (-1, -1)
        key = match[1].lower()
        value = resolved(match[group]) if group else ""
        found.setdefault(key, Attribute(name=key, value=value, begin=span[0], end=span[1]))
    return found


def resolved(value: str) -> str:
    """Return the value of an attribute with its character references resolved, so that ``?a=1&copy=2`` stays as it is.

    A name without a semicolon counts only when no ``=``, letter or digit follows (HTML standard, "named character
    reference state"); ``html.unescape`` does not keep this rule for attributes.
    """
    return _REFERENCE.sub(_character, value) if "&" in value else value


def _character(match: re.Match[str]) -> str:
    name = match["name"]
    if name is None:
        return html.unescape(match[0])
    if match["equals"] and not name.endswith(";"):
        return match[0]
    return html5.get(name, f"&{name}") + match["equals"]


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
        urls.append(_address(attributes))
        urls += (found["url"].replace("\\/", "/") for script in scripts for found in _SCRIPTED.finditer(script))
    return list(filter(None, urls))


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
