"""Which unquoted YAML values are more than text."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import yaml

_CONSTANTS: Final[dict[str, object]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_START: Final = frozenset("-.0123456789")
_SUSPICIOUS_START: Final = frozenset("+-.0123456789=<")
_MAX_NUMBER: Final = 20  # characters; longer ones are identifiers, not numbers

CORE_TAGS: Final[dict[str, type]] = {
    "tag:yaml.org,2002:null": type(None),
    "tag:yaml.org,2002:bool": bool,
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
}
"""Explicit tags that only confirm what an unquoted value resolves to."""


def resolve(text: str) -> object:
    """Return what the unquoted value *text* means: ``None``, a boolean, a number, or the text itself.

    Booleans and null follow the YAML 1.2 core schema, as Hugo does, so a tag ``no`` stays a word. A number is one only
    when its text comes back unchanged from it: the version ``3.10``, the number ``007`` and the time ``12:30``
    stay as the author wrote them. Dates are text.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in _NUMBER_START and text[-1].isdecimal() and len(text) <= _MAX_NUMBER:
        for kind in (int, float):
            try:
                number = kind(text)
            except ValueError:
                continue
            if str(number) == text:
                return number
    return text


def is_loadable(text: str) -> bool:
    """Whether PyYAML can load the unquoted value *text*.

    It raises on ``2026-02-30`` and ``=``; whoever else loads the block then loses all of it.
    """
    if not text or text[0] not in _SUSPICIOUS_START or (text.isdecimal() and len(text) <= _MAX_NUMBER):
        return True
    try:
        datetime.fromisoformat(text)  # a tenth of the time that the question to PyYAML takes
    except ValueError:
        return loads(text)
    return True


def loads(text: str) -> bool:
    """Whether ``yaml.safe_load`` reads *text*, which must be within the bounds, as something that can be shown.

    Python refuses to write an integer of thousands of digits, which YAML may give in hexadecimal.
    """
    try:
        str(yaml.safe_load(text))
    except (yaml.YAMLError, ValueError, OverflowError, ArithmeticError):
        return False
    return True
