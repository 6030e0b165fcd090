"""Whether a description can be shown to readers."""

from __future__ import annotations

import re

_CUT = ("..", "…", "．．", "・・・", "、", ",", "，")
_DOUBLED = re.compile(r"。\s*。|、\s*、|．．|(?<!\.)\.\.(?!\.)|,,")


def is_cut(description: str) -> bool:
    """Whether a description ends in the middle of a sentence: with dots, or with a comma."""
    return description.rstrip().endswith(_CUT)


def is_doubled(description: str) -> bool:
    """Whether a description has a full stop or a comma twice in a row, as when pieces are joined by a machine."""
    return _DOUBLED.search(description) is not None


def is_broken(description: str) -> bool:
    """Whether a description is missing, cut or badly joined, so that the summary says it better."""
    return not description.strip() or is_cut(description) or is_doubled(description)
