"""The anchors that headings have by their text.

Hugo makes them as GitHub does, or in one of two other ways (https://gohugo.io/configuration/markup/#parserautoheadingidtype,
https://github.com/gohugoio/hugo/blob/master/markup/goldmark/autoid.go). MyST-Parser does almost so, but keeps signs
such as ``①``, which are numbers but no digits; a migrated project has it use one of the functions of :data:`SLUGS`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.paths import lowered, without_accents
from sphinx_aiarticle.myst import one_line

if TYPE_CHECKING:
    from markdown_it.token import Token

    from sphinx_aiarticle.frontmatter.block import Block

_DASHES: Final = re.compile("-{2,3}")
# A text as far as Goldmark has it in one piece.
_PLAIN: Final = re.compile(r"[^*_~\[]*[*_~]*")
_TYPOGRAPHIC: Final = re.compile(r"(?:[^*_~\['\".<>-]|\.(?!\.\.)|<(?!<)|>(?!>)|-(?!-))*[*_~]*")


class HeadingIds(StrEnum):
    """How Hugo makes an id of what a heading shows: ``autoHeadingIDType``."""

    GITHUB = "github"
    ASCII = "github-ascii"
    BLACKFRIDAY = "blackfriday"


@lru_cache(maxsize=256)  # MyST-Parser asks for those of a page once more
def hugo_slug(text: str) -> str:
    """Return the anchor that Hugo gives to a heading: for ``myst_heading_slug_func``.

    Args:
        text: What the heading shows.
    """
    return _letters(text.strip().replace(" ", "-")) or "heading"


def ascii_slug(text: str) -> str:
    """Return the anchor where ``autoHeadingIDType`` is ``github-ascii``: its ASCII letters."""
    letters = _letters(without_accents(text).strip().replace(" ", "-"))
    return "".join(filter(str.isascii, letters)) or "heading"


def blackfriday_slug(text: str) -> str:
    """Return the anchor where ``autoHeadingIDType`` is ``blackfriday``: its words, with one hyphen between them."""
    words = "".join(mark if unicodedata.category(mark)[0] in "LN" else " " for mark in lowered(text)).split()
    return "-".join(words) or "heading"


#: The function that makes an anchor of a text.
SLUGS: Final[Mapping[HeadingIds, Callable[[str], str]]] = {
    HeadingIds.GITHUB: hugo_slug,
    HeadingIds.ASCII: ascii_slug,
    HeadingIds.BLACKFRIDAY: blackfriday_slug,
}


def heading_slug(
    text: str, taken: Collection[str] = (), make: Callable[[str], str] = hugo_slug, counts: dict[str, int] | None = None
) -> str:
    """Return the anchor of a heading in a migrated project: a second one of a name gets ``-1``, the next ``-2``.

    How many earlier headings had an anchor is kept in *counts*; else the numbers are tried from the first.
    """
    slug = unique = make(text)
    count = counts.get(slug, 0) if counts else 0
    while unique in taken:
        count += 1
        unique = f"{slug}-{count}"
    if counts is not None:
        counts[slug] = count
    return unique


def heading_ids(
    tokens: Iterable[Token], own: Mapping[int, str], kind: HeadingIds, *, typographer: bool
) -> Iterator[tuple[int, str]]:
    """Yield the 0-based line of each heading, and the id that Hugo gives it, or the author in *own*, by their lines."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for opening, token in pairwise(tokens):
        if opening.type == "heading_open" and opening.map:
            line, text = opening.map[0], "".join(_shown(token.children or (), typographer=typographer))
            if id_ := own.get(line) or (heading_slug(text, taken, SLUGS[kind], counts) if text.strip() else ""):
                taken.add(id_)
                yield line, id_


def _shown(children: Iterable[Token], *, typographer: bool) -> Iterator[str]:
    """Yield the texts that count: those of the last line, of marks around them their first one alone."""
    lines = list(children)
    breaks = [number for number, child in enumerate(lines) if child.type in ("softbreak", "hardbreak")]
    inner: list[Token] = []
    depth = 0
    for child in lines[breaks[-1] + 1 if breaks else 0 :]:
        nesting = _nesting(child)
        depth = max(depth + nesting, 0)
        if depth or nesting:
            inner.append(child)
        elif child.type == "image":
            yield _first(child.children or (), typographer=typographer)
        elif child.type in ("text", "text_special"):
            text = _written(child)
            yield _DASHES.sub("–", text) if typographer else text
        elif child.type == "code_inline":
            yield child.content
        if not depth and inner:
            yield _first(inner, typographer=typographer)
            inner.clear()


def _first(tokens: Iterable[Token], *, typographer: bool) -> str:
    """Return the first text in emphasis, a link or the like: up to a sign that might have been Markdown."""
    text = ""
    for token in tokens:
        if token.type == "text":
            part = (_TYPOGRAPHIC if typographer else _PLAIN).match(token.content)
            assert part is not None  # noqa: S101 - it may be empty
            text += part[0] or token.content[:1]
            if part.end() < len(token.content):
                break
        elif token.type == "text_special":
            text += _written(token)
        elif text:
            break
        elif token.type == "code_inline":
            return token.content
        elif token.type == "image":
            return _first(token.children or (), typographer=typographer)
        elif _nesting(token) != 1 or token.info == "auto":
            break
    return text


def _written(token: Token) -> str:
    """Return a text as anchors have it: with the number of a character that is written by its number."""
    return token.markup if token.markup.startswith("&#") else token.content


def _nesting(token: Token) -> int:
    """Return whether a token begins (1) or ends (-1) what is marked, as tags in the place of tildes do, too."""
    if token.type == "html_inline" and token.markup:
        return -1 if token.content.startswith("</") else 1
    return token.nesting


def find_slug(fragment: str, slugs: Iterable[str]) -> str | None:
    """Return which of *slugs* the decoded fragment of a link on a Hugo site means, or ``None``."""
    known = set(slugs)
    if fragment in known:
        return fragment
    key = _letters(fragment)
    return next((slug for slug in sorted(known) if key and _letters(slug) == key), None)


def _letters(slug: str) -> str:
    """Return what Hugo leaves of an anchor: letters, digits, hyphens and underscores."""
    return "".join([mark for mark in lowered(slug) if mark.isalpha() or mark in "-_" or mark.isdecimal()])


def title_of(block: Block) -> str:
    """Return the title in front matter in one line; empty without one."""
    value = block.data.get("title")
    return one_line(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
