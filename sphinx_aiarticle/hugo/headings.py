"""The anchors that headings have by their text.

Hugo makes them as GitHub does (https://gohugo.io/configuration/markup/#parserautoheadingidtype), MyST-Parser's
``heading_anchors`` almost so: it keeps signs such as ``①``, which are numbers but no digits.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from sphinx_aiarticle.recognise.markdown import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sphinx_aiarticle.frontmatter.block import Block


_OTHER = re.compile(r"[^\w\- ]")


def heading_slug(text: str, taken: Collection[str] = ()) -> str:
    """Return the anchor that MyST-Parser gives to a heading; empty when nothing of its text may be in one.

    Args:
        text: What the heading shows.
        taken: The anchors of earlier headings; a second one of a name gets ``-1``, the next ``-2``.
    """
    slug = unique = _OTHER.sub("", text.lower().replace(" ", "-"))
    count = 0
    while unique in taken:
        count += 1
        unique = f"{slug}-{count}"
    return unique if slug else ""


def find_slug(fragment: str, slugs: Iterable[str]) -> str | None:
    """Return which of *slugs* the fragment of a link on a Hugo site means, or ``None``.

    Args:
        fragment: The part of an address behind ``#``, decoded.
        slugs: The anchors of a page.
    """
    known = set(slugs)
    if fragment in known:
        return fragment
    key = _letters(fragment)
    return next((slug for slug in sorted(known) if key and _letters(slug) == key), None)


def _letters(slug: str) -> str:
    """Return what Hugo leaves of an anchor: letters, digits, hyphens and underscores."""
    return "".join(mark for mark in slug.lower() if mark in "-_" or _is_letter_or_digit(mark))


def _is_letter_or_digit(mark: str) -> bool:
    category = unicodedata.category(mark)
    return category[0] == "L" or category == "Nd"


def title_of(block: Block) -> str:
    """Return the title in front matter in one line; empty without one."""
    value = block.data.get("title")
    return one_line(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
