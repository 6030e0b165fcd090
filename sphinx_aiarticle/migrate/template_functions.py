"""The functions that templates call to fill in values, as far as their results need no Hugo.

https://gohugo.io/functions/. Each refuses, by an error, what it might print otherwise than Hugo does.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping
from html import escape
from typing import Final
from urllib.parse import quote_plus, urlsplit

from markdown_it import MarkdownIt

from sphinx_aiarticle.migrate.template_escaping import SafeHtml, UnknownError, written
from sphinx_aiarticle.migrate.template_language import LONGEST

#: In the place of an inner text as Markdown that stays as it is, and such a text itself, which is not known.
INNER: Final = "{{ .Inner }}"
UNREAD: Final = object()
MARKDOWN: Final = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
#: What Goldmark, or the render hooks of a site, may make otherwise, in Markdown: HTML, footnotes, formulas and emoji;
#: and in HTML: headings and code, local links and pictures, and bare addresses.
_RICH: Final = re.compile(r"<[A-Za-z/!?]|\[\^|[$]|:\w+:|(?<!~)~(?=\S)[^~]*+(?<=\S)~(?!~)|\[[ xX]\]")
_UNSURE: Final = re.compile(
    r"<(?:h[1-6]|pre)\b|\b(?:href|src)=\"(?!https?:|mailto:|#)|(?<!=\")(?:\bhttps?://|\bwww\.)|\w@\w"
)
_VERB: Final = re.compile(r"%(.)", re.DOTALL)
_PATTERN: Final = re.compile(r"(?:\\[dw][+*]?|[\w/-])+", re.ASCII)
#: What is read alike by Go and by Python, in linear time: literal text, of which the last mark may repeat.
_PLAIN: Final = r"[^\\^$.|?*+()\[\]{}]|\\[nrtsdw]"
_REPLACED: Final = re.compile(rf"\^?(?:{_PLAIN})*+(?:\((?:{_PLAIN})\)\+?|(?<!\^)\+)?", re.ASCII)
_WIDE: Final = re.compile("[\u1100-\uffdc]")  # in which each character is a word
_MANY: Final = 1_000  # numbers


def text_of(value: object) -> str:
    """Return a text; :class:`TypeError` for any other value."""
    if not isinstance(value, str):
        raise TypeError
    return str(value)


def markdown(*arguments: object) -> SafeHtml:
    """Return Markdown as HTML; a single paragraph as what is in it, but as a block."""
    *options, text = arguments
    if text is UNREAD:
        return SafeHtml(INNER)
    html = MARKDOWN.render(text_of(text)).rstrip("\n")
    if _RICH.search(text_of(text)) or _UNSURE.search(html):
        raise ValueError
    is_block = any(isinstance(one, Mapping) and one.get("display") == "block" for one in options)
    is_single = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    return SafeHtml(html[3:-4] if is_single and not is_block else html)


def _same(first: object, *others: object) -> bool:
    return any(_kind(first) is _kind(other) and first == other for other in others)


def _kind(value: object) -> type | None:
    """Return what a value is to Go's ``eq``: a number, whichever, is no text and neither true nor false."""
    if isinstance(value, UnknownError):
        raise value
    if isinstance(value, list | Mapping):
        raise TypeError
    kinds: tuple[type, ...] = (bool, int, float, str)
    kind = next((kind for kind in kinds if isinstance(value, kind)), None)
    return float if kind is int else kind


def _index(value: object, *keys: object) -> object:
    for key in keys:
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and key >= 0:
            value = value[key]
        else:
            raise TypeError
    return value


def _in(value: object, part: object) -> bool:
    if isinstance(value, list):
        return _same(part, *value)
    return False if isinstance(value, Mapping) else text_of(part) in text_of(value)


def _printed(form: object, *values: object) -> str:
    rest = list(values)

    def shown(verb: re.Match[str]) -> str:
        value = rest.pop(0) if verb[1] in "sdv" else "%"
        if verb[1] not in "sdv%" or (verb[1] == "s" and not isinstance(value, str)):
            raise ValueError
        if value is None or (verb[1] == "d" and type(value) is not int):
            raise ValueError
        return written(value)

    text = _VERB.sub(shown, text_of(form))
    if rest:
        raise ValueError
    return text


def _replaced(text: object, old: object, new: object) -> str:
    if len(text_of(text)) * len(text_of(new)) > LONGEST:
        raise ValueError
    return text_of(text).replace(text_of(old), text_of(new))


def _replaced_all(pattern: object, new: object, text: object) -> str:
    is_known = _REPLACED.fullmatch(text_of(pattern)) and "$" not in text_of(new) and "\v" not in text_of(text)
    if not is_known or pattern in ("", "^") or len(text_of(text)) * max(len(text_of(new)), 1) > LONGEST:
        raise ValueError
    return re.sub(text_of(pattern), lambda _: text_of(new), text_of(text), flags=re.ASCII)


def _plain(text: object) -> SafeHtml:
    if re.search("[<>]", text_of(text)):
        raise ValueError
    return SafeHtml(text_of(text))


def _split(text: object, mark: object) -> list[object]:
    return list(text_of(text).split(text_of(mark)) if mark else text_of(text))


def _numbers(*ends: object) -> list[object]:
    first, last = (1, *ends)[-2:]
    if len(ends) > 2 or type(first) is not int or type(last) is not int or not -1 <= last - first < _MANY:
        raise ValueError
    return list(range(first, last + 1))


def _found(pattern: object, text: object) -> list[object]:
    if not _PATTERN.fullmatch(text_of(pattern)) or len(text_of(text)) > _MANY:
        raise ValueError
    return list(re.findall(text_of(pattern), text_of(text), re.ASCII))


def _truncated(most: object, *rest: object) -> SafeHtml:
    *marks, text = map(text_of, rest)
    if not isinstance(most, int) or isinstance(rest[-1], SafeHtml) or _WIDE.search(text):
        raise ValueError
    if len(text) <= most:
        return SafeHtml(escape(text))
    words = [match.end() for match in re.finditer(r"\S+(?=\s)", text[: most + 1])]
    return SafeHtml(escape(text[: words[-1] if words else most]) + escape(*marks or (" …",)))


def added(first: object, second: object) -> object:
    """Return the sum of numbers, or of texts."""
    if isinstance(first, str) and isinstance(second, str):
        return first + second
    if not isinstance(first, int | float) or not isinstance(second, int | float):
        raise TypeError
    return first + second


def _where(entries: object, key: object, *test: object) -> list[object]:
    *marks, value = test
    if marks not in ([], ["=="], ["eq"]) or not isinstance(entries, list) or "." in text_of(key):
        raise ValueError
    return [one for one in entries if _same(value, dict(one).get(key))]


def rel_url(base: str, address: object) -> str:
    """Return an address below that of the site."""
    address = text_of(address)
    if re.match(r"https?://(?!.*//)|//", address) and not address.startswith(base):
        return address
    address = address.removeprefix(base)
    if urlsplit(base).path.strip("/") or re.search(r"\.\.|//|:", address) or not address:
        raise ValueError
    return f"/{address.lstrip('/')}"


FUNCTIONS: Final[Mapping[str, object]] = {
    "add": added,
    "and": lambda *values: next((value for value in values if not value), values[-1]),
    "cond": lambda test, first, second: first if test else second,
    "default": lambda default, given=None: given if given or given is False else default,
    "dict": lambda *values: dict(zip(values[::2], values[1::2], strict=True)),
    "eq": _same,
    "findRE": _found,
    "float": float,
    "gt": operator.gt,
    "hasPrefix": lambda text, start: text_of(text).startswith(text_of(start)),
    "in": _in,
    "index": _index,
    "int": int,
    "len": lambda value: len(value.encode() if isinstance(value, str) else value),
    "lower": lambda text: "".join(map(str.lower, text_of(text))),
    "markdownify": markdown,
    "ne": lambda first, second: not _same(first, second),
    "not": operator.not_,
    "or": lambda *values: next(filter(None, values), values[-1]),
    "plainify": _plain,
    "printf": _printed,
    "replace": _replaced,
    "replaceRE": _replaced_all,
    "safeHTML": lambda text: SafeHtml(text_of(text)),
    "seq": _numbers,
    "slice": lambda *values: list(values),
    "split": _split,
    "sub": operator.sub,
    "trim": lambda text, marks: text_of(text).strip(text_of(marks)),
    "truncate": _truncated,
    "urlquery": lambda text: quote_plus(text_of(text), safe="-_.~"),
    "warnf": lambda *_: "",
    "where": _where,
}
