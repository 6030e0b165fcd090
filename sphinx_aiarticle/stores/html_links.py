"""The links of hand-made HTML that stands in an article: where they lead, with what ``rel``, or elsewhere."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


# At most a hundred attributes or so: quotes that never close must not make each tag read the whole page.
_OPENING = re.compile(r"<(?:a|iframe)\s(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'){0,200}>", re.IGNORECASE)
_HREF = re.compile(r"(\b(?:href|src)\s*=\s*)(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_REL = re.compile(r"\brel\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


def link_urls(html: str) -> list[str]:
    """Return where the links of *html* lead, in their order; what a frame shows counts as one."""
    return [url for tag in _OPENING.findall(html) if (url := _address(tag))]


def with_rel(html: str, words: Iterable[str], is_paid: Callable[[str], bool]) -> str:
    """Return *html* whose paid links carry the *words* in ``rel``, beside what their author wrote there."""

    def mend(opening: re.Match[str]) -> str:
        tag = opening[0]
        if tag[1:3].lower() == "if" or not is_paid(_address(tag)):
            return tag
        found = _REL.search(tag)
        own = next(filter(None, found.groups()), "").split() if found else []
        rel = f'rel="{escape(" ".join(dict.fromkeys((*own, *words))))}"'
        return f"{tag[: found.start()]}{rel}{tag[found.end() :]}" if found else f"{tag[:2]} {rel}{tag[2:]}"

    return _OPENING.sub(mend, html)


def with_addresses(html: str, address: Callable[[str], str]) -> str:
    """Return *html* whose links lead to what *address* makes of theirs; to nowhere if that is empty."""

    def mend(opening: re.Match[str]) -> str:
        tag = opening[0]
        url = _address(tag)
        new = address(url) if url else url
        if new == url:
            return tag
        return _HREF.sub(lambda match: f'{match[1]}"{escape(new)}"' if new else "", tag, count=1)

    return _OPENING.sub(mend, html)


def _address(tag: str) -> str:
    href = _HREF.search(tag)
    return unescape(next(filter(None, href.groups()[1:]), "")).strip() if href else ""
