"""The links of hand-made HTML that stands in an article: which pay a commission, with what ``rel``, or without any."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from sphinx_aiarticle.model.store import is_affiliate_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_OPENING = re.compile(r"<a\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_HREF = re.compile(r"(\bhref\s*=\s*)(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_REL = re.compile(r"\brel\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


def affiliate_urls(html: str) -> list[str]:
    """Return where the affiliate links of *html* lead, in their order."""
    return [url for tag in _OPENING.findall(html) if is_affiliate_url(url := _address(tag))] if "<a" in html else []


def with_rel(html: str, words: Iterable[str]) -> str:
    """Return *html* whose affiliate links carry the *words* in ``rel``, beside what their author wrote there."""

    def mend(tag: str) -> str:
        found = _REL.search(tag)
        own = next(filter(None, found.groups()), "").split() if found else []
        rel = f'rel="{escape(" ".join(dict.fromkeys((*own, *words))))}"'
        return f"{tag[: found.start()]}{rel}{tag[found.end() :]}" if found else f"{tag[:2]} {rel}{tag[2:]}"

    return _mended(html, mend)


def with_addresses(html: str, address: Callable[[str], str]) -> str:
    """Return *html* whose affiliate links lead to what *address* makes of theirs; to nowhere if that is empty."""

    def mend(tag: str) -> str:
        plain = address(_address(tag))
        return _HREF.sub(lambda match: f'{match[1]}"{escape(plain)}"' if plain else "", tag, count=1)

    return _mended(html, mend)


def _mended(html: str, mend: Callable[[str], str]) -> str:
    return _OPENING.sub(lambda tag: mend(tag[0]) if is_affiliate_url(_address(tag[0])) else tag[0], html)


def _address(tag: str) -> str:
    href = _HREF.search(tag)
    return unescape(next(filter(None, href.groups()[1:]), "")).strip() if href else ""
