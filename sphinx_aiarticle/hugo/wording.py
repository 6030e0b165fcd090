"""Which headings introduce a summary or a FAQ, and which ask a question."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SUMMARY_HEADINGS = (
    "3行要約", "要約", "この記事の要約", "この記事の要点", "要点", "この記事のポイント", "この記事でわかること",
    "この記事で作るもの", "この記事で学べること", "まとめ", "TL;DR", "TLDR", "Summary", "Key points", "Key takeaways",
    "Takeaways", "In brief", "At a glance", "What you will learn", "What you'll learn",
)  # fmt: skip
FAQ_HEADINGS = (
    "よくある質問", "よくある質問（FAQ）", "よくある質問と回答", "よくあるご質問", "FAQ", "FAQs", "Q&A",
    "Frequently asked questions", "Frequently asked questions (FAQ)", "Questions", "Questions and answers",
    "Common questions",
)  # fmt: skip
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_QUESTION_PREFIX = re.compile(r"[*_\s]*(?:Q\s*\d*\s*[.:：．、)）・]|Q\s*\d+\b|質問\s*\d+)", re.IGNORECASE)
_QUESTION_MARK = re.compile(r"[?？]")
_LEAK = re.compile(r"\*\*\d+\. .*\([A-Z][A-Z_]+\)\*\*:?\s*$")


def heading_key(text: str) -> str:
    """Return what two headings have in common that differ in case, width, spaces, or symbols around the words."""
    return "".join(_EDGES.sub("", unicodedata.normalize("NFKC", text)).split()).casefold()


def heading_keys(headings: Iterable[str]) -> frozenset[str]:
    """Return the keys of *headings* without the empty one."""
    return _cached_keys(tuple(headings))


@lru_cache(maxsize=32)
def _cached_keys(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(heading_key(heading) for heading in headings) - {""}


def has_question_prefix(heading: str) -> bool:
    """Whether a heading begins like ``Q1:``."""
    return _QUESTION_PREFIX.match(heading) is not None


def has_question_mark(heading: str) -> bool:
    """Whether a heading holds a question mark, in either width."""
    return _QUESTION_MARK.search(heading) is not None


def is_leaked_prompt(line: str) -> bool:
    """Whether a line is a leftover of the prompt that wrote the article, such as ``**1. Text for X (TWEET_TEXT)**``."""
    return line.startswith("**") and _LEAK.match(line) is not None
