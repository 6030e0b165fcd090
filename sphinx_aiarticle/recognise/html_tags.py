"""Split HTML into tags and the texts between them, as browsers do: the one place that knows what a tag is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

#: Elements that have no end (HTML standard, "void elements").
VOID: Final = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
#: Elements whose end authors may leave out (HTML standard, "optional tags").
MAY_STAY_OPEN: Final = frozenset({"p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "option"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: The elements of drawings without words.
DRAWN: Final = frozenset({
    "svg", "path", "g", "circle", "rect", "line", "polyline", "polygon", "ellipse", "use", "defs",
})  # fmt: skip
#: What a style says of an element that nobody sees.
INVISIBLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG: Final = re.compile(
    r"<!--(?:-?>|.*?--!?>|.*)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)"
    r"(?:(?P<attributes>(?:[^>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|[\"'=]){0,300}+)>|(?P<odd>[^>]*)>)"
    r"|<[!?/][^>]*>",
    re.DOTALL,
)
#: Where pictures and frames have their address until a script loads them, and what else is only for that script.
_LATER: Final = ("data-src", "data-original", "data-lazy-src", "data-lazyload")
_FOR_LOADER: Final = frozenset({*_LATER, "src", "srcset", "sizes", "data-srcset", "data-sizes"})
_LOADED: Final = frozenset({"img", "iframe", "embed", "source", "video", "audio"})
_EMPTY: Final = frozenset({"img", "source"})  # which show nothing without an address, and wait for no consent
_LAZY: Final = frozenset({"lazy", "lazyload", "lazyloaded", "lazyloading", "lozad", "b-lazy"})
#: Elements in which nothing is a tag but their end.
_RAW: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style", "textarea", "title")
}
_REFERENCE: Final = re.compile(r"&(?P<name>[A-Za-z][A-Za-z0-9]*;?)(?P<equals>=?)|&#(?:\d+|[xX][0-9a-fA-F]+);?")
#: An attribute: its name, and its value in double quotes, in single quotes, or without any.
ATTRIBUTE: Final = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


def split_html(source: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Yield each text with the tag, comment or declaration behind it; the last text has ``None``.

    The groups ``name``, ``close`` and ``attributes`` of a match say what a tag is; a comment has no name. Texts and
    attributes are as they are written.
    """
    begin = position = 0
    last = source.rfind(">") + 1  # behind it there are no tags
    while tag := _TAG.search(source, position, last):
        yield source[begin : tag.start()], tag
        begin = position = tag.end()
        if tag["name"] and not tag["close"] and (end := _RAW.get(tag["name"].lower())):
            found = end.search(source, begin)
            position = found.start() if found else last
    yield source[begin:], None


def attributes_of(written: str) -> dict[str, str]:
    """Return the attributes of a tag, from the group ``attributes``: of one given twice the first."""
    found: dict[str, str] = {}
    for name, *values in ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), resolved("".join(values)))
    return found


def shown_at_once(source: str) -> str:
    """Return *source* with the pictures and frames that a script would load when readers come to them."""
    if not any(name in source for name in _LATER):
        return source
    return "".join(text + (_at_once(tag) if tag else "") for text, tag in split_html(source))


def _at_once(tag: re.Match[str]) -> str:
    if tag["close"] or not tag["attributes"] or tag["name"].lower() not in _LOADED or "{{" in tag[0]:
        return tag[0]
    found = attributes_of(tag["attributes"])
    address = next((found[name] for name in _LATER if found.get(name)), "")
    shown = {found.get(name, "").partition(":")[0] for name in ("src", "srcset")}
    is_empty = tag["name"].lower() in _EMPTY and shown <= {"", "data", "about"}
    if not address or not (is_empty or _LAZY.intersection(found.get("class", "").split())):
        return tag[0]  # such as a larger picture, or a frame that waits for a reader's consent
    kept = {"src": address} | {name: value for name, value in found.items() if name not in _FOR_LOADER}
    if "class" in kept:
        kept["class"] = " ".join(word for word in kept["class"].split() if word not in _LAZY)
    written = "".join(f' {name}="{html.escape(value)}"' for name, value in kept.items() if value or name != "class")
    return f"<{tag['name']}{written}{' /' * tag[0].endswith('/>')}>"


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
