"""How values are written into HTML, each by where it stands there: https://pkg.go.dev/html/template#hdr-Contexts.

Where scripts or styles would have to be understood nothing is filled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from typing import Final

_PART: Final = re.compile(
    r"(?P<comment><!--(?:(?!-->).)*+(?:-->|\Z))"
    r"|<(?P<raw>script|style|textarea|title|xmp)\b(?:(?!</(?P=raw)\b).)*+(?:</(?P=raw)\s*>)?"
    r"|(?P<tag></?[A-Za-z](?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>)",
    re.DOTALL | re.IGNORECASE,
)
_DATA: Final = re.compile(r"<script\s+type=[\"']?application/ld\+json\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"(?<=[\s\"'/])([^\s=<>\"'/]++)\s*=\s*(\"[^\"]*+\"|'[^']*+')")
_HOLE: Final = re.compile("\ue000(\\d+)\ue001")
_OPENS: Final = re.compile(r"<[A-Za-z/!?\ue000]")
_URLS: Final = re.compile(
    r"(?:data-)?(?:action|archive|background|cite|classid|codebase|data|formaction|href|icon|longdesc|manifest|poster|"
    r"profile|usemap|xmlns|(?!srcset|srcdoc).*(?:src|ur[il]).*)",
    re.IGNORECASE,
)
_SCRIPTS: Final = re.compile(r"on.*|style|srcset|srcdoc|.*:.*", re.IGNORECASE)
#: Attributes that no reader sees.
_LOOK: Final = re.compile(r"class|id|style|content|data-.*", re.IGNORECASE)
_SAFE_SCHEME: Final = re.compile(r"(?:https?|mailto):|[^:]*(?:\Z|/)", re.IGNORECASE)
_NORMAL: Final = re.compile(rb"[^\w.~!#$&*+,/:;=?@\[\]%-]|%(?![0-9A-Fa-f]{2})")
_RESERVED: Final = re.compile(rb"[^\w.~-]")


class UnknownError(Exception):
    """What only Hugo can evaluate; the text names it."""


class SafeHtml(str):
    """Text that is HTML."""

    __slots__ = ()


class Query(str):
    """Text that is escaped for addresses."""

    __slots__ = ()


def hole(number: int) -> str:
    """Return what stands for a value in HTML."""
    return f"\ue000{number}\ue001"


def filled(html: str, values: Sequence[object]) -> str:
    """Return HTML with values in its holes; its comments are left out. :class:`UnknownError` for what is unclear.

    A value that is an error counts only where readers would see it.
    """
    pieces, end = list[str](), 0
    for part in _PART.finditer(html):
        pieces.append(_in_text(html[end : part.start()], values))
        end = part.end()
        if part["tag"]:
            pieces.append(_in_tag(part[0], values))
        elif part["raw"]:
            is_filled = _HOLE.search(part[0]) is not None
            if is_filled and not _DATA.match(part[0]):
                raise UnknownError(f"a value in <{part['raw'].lower()}>")
            pieces.append("" if is_filled else part[0])  # structured data are made anew
    return "".join([*pieces, _in_text(html[end:], values)])


def _in_text(text: str, values: Sequence[object]) -> str:
    if _OPENS.search(text):
        raise UnknownError("a tag without an end")
    return _HOLE.sub(lambda match: _escaped(_known(values[int(match[1])])), text)


def _in_tag(tag: str, values: Sequence[object]) -> str:
    def attribute(found: re.Match[str]) -> str:
        mark, text = found[2][0], found[2][1:-1]
        return f"{found[1]}={mark}{_in_attribute(found[1], text, values)}{mark}"

    text = _ATTRIBUTE.sub(attribute, tag)
    if _HOLE.search(text):
        raise UnknownError("a value between attributes")
    return text


def _in_attribute(name: str, text: str, values: Sequence[object]) -> str:
    def value_of(match: re.Match[str]) -> str:
        value = values[int(match[1])]
        if _LOOK.fullmatch(name) and not _URLS.fullmatch(name):
            return "" if isinstance(value, UnknownError) else escape(written(value))
        if _SCRIPTS.fullmatch(name):
            raise UnknownError(f"a value in {name}")
        value = _known(value)
        if _URLS.fullmatch(name):
            return escape(_address(value, text[: match.start()]))
        if isinstance(value, SafeHtml) and "<" in value:
            raise UnknownError(f"HTML in {name}")
        return escape(unescape(value) if isinstance(value, SafeHtml) else written(value))

    return _HOLE.sub(value_of, text)


def _address(value: object, before: str) -> str:
    """Return a value as a part of an address, *before* which something may stand."""
    text, before = written(value), unescape(_HOLE.sub("", before))
    if not before.strip() and (isinstance(value, Query) or not _SAFE_SCHEME.match(text)):
        raise UnknownError("an address of another kind")
    if isinstance(value, Query):
        return text
    unsafe = _RESERVED if re.search("[?#]", before) else _NORMAL
    return unsafe.sub(lambda match: b"%%%02x" % match[0][0], text.encode("utf-8", "replace")).decode()


def _escaped(value: object) -> str:
    return value if isinstance(value, SafeHtml) else escape(written(value))


def _known(value: object) -> object:
    if isinstance(value, UnknownError):
        raise value
    return value


def written(value: object) -> str:
    """Return a value as Go prints it."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = repr(value).removesuffix(".0")
    if not isinstance(value, int | float) or (isinstance(value, float) and not 1e-4 <= abs(value) < 1e6 and value):
        raise UnknownError("a list or a table as text")
    return text
