"""Leftovers of the instructions with which a text was written by a machine."""

from __future__ import annotations

import re

_LEAK = re.compile(
    # A numbered bold line with the name of a placeholder: **1. Text for X (TWEET_TEXT)**.
    r"\*\*\d{1,2}[.．)] .*[(（][A-Z][A-Z_]{2,}[)）]\*\*[:：]?\s*$"
    # A heading that gives orders.
    r"|#{1,6}\s*(?:[\[【［](?:重要|必須|出力|指示|IMPORTANT|OUTPUT|INSTRUCTIONS?)[^\]】］]*[\]】］].*(?:出力|指示|output)"
    r"|.*(?:出力形式|出力フォーマット|出力条件|選定タスク|生成タスク|[Oo]utput [Ff]ormat)\s*$)"
    # A model that speaks of itself or to its user.
    r"|(?:As an AI (?:language )?model|I(?:'m| am) sorry, (?:but )?I (?:can't|cannot)|Certainly! Here)\b"
    r"|(?:AI(?:言語)?モデルとして[、,]|(?:ご要望|ご指示)に(?:従|沿)って)"
)


def is_leak(line: str) -> bool:
    """Whether a line of Markdown looks like a part of a prompt, or like an answer to one."""
    return _LEAK.match(line) is not None
