"""How schema.org wants numbers, dates, durations and addresses written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_INTEGER: Final = re.compile(r"[+-]?\d+", re.ASCII)
_DURATION: Final = re.compile(
    r"P(?=.)(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?W)?(?:\d+(?:\.\d+)?D)?"
    r"(?:T(?=.)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?",
    re.ASCII,
)
_DATE: Final = re.compile(r"\d{4}(?:-?\d\d(?:-?\d\d)?)?", re.ASCII)
_DATE_TIME: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(\s?(?:[Zz]|[+-]\d\d(?::?\d\d)?))?", re.ASCII
)
_TIME: Final = re.compile(r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d(?::?\d\d)?)?", re.ASCII)
#: The addresses that nearly all are; what differs is looked at more closely.
_PLAIN_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[^\x00-\x20\"<>\\^`{|}\x7f-\x9f]*)?")
_FORBIDDEN: Final = re.compile(r"[<>\"{}|\\^`]")
_WHITE: Final = re.compile(r"[\x00-\x20]")
_TRUTH: Final = frozenset({"true", "false", "True", "False"})


def is_number(value: str) -> bool:
    """Whether a text is a number with a dot as decimal mark, such as ``-4.5``."""
    return _NUMBER.fullmatch(value) is not None


def is_duration(value: str) -> bool:
    """Whether a text is a duration of ISO 8601, such as ``PT40M``."""
    return _DURATION.fullmatch(value) is not None


def is_date(value: str) -> bool:
    """Whether a text is a date of ISO 8601, with or without a time; a year or a month will do."""
    return bool(moment(value))


def has_time(value: str) -> bool:
    """Whether a date has a time of day."""
    return ":" in value


def has_zone(value: str) -> bool:
    """Whether a date with a time has a zone."""
    found = _DATE_TIME.fullmatch(value)
    return bool(found and found[2])


def moment(value: str) -> datetime | None:
    """Return the moment that a date begins, in UTC where it names no zone; nothing when it is not a date."""
    try:
        if _DATE_TIME.fullmatch(value):
            found = datetime.fromisoformat(value.replace(" ", "T", 1).replace(" ", "").upper().replace(",", "."))
            return found if found.tzinfo else found.replace(tzinfo=UTC)
        if _DATE.fullmatch(value):
            digits = value.replace("-", "").ljust(6, "0").ljust(8, "0")
            day = date(int(digits[:4]), int(digits[4:6]) or 1, int(digits[6:8]) or 1)
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
    except ValueError:
        pass
    return None


def address_problem(value: str) -> str:
    """Return what is wrong with a web address, or nothing; relative addresses are right."""
    if _PLAIN_ADDRESS.fullmatch(value):
        return ""
    if _WHITE.search(value):
        return "it has white space; write %20"
    if found := _FORBIDDEN.search(value):
        return f"it has the character {found[0]!r}, which addresses cannot hold"
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as error:
        return str(error)
    if parts.scheme in ("http", "https") and not parts.hostname:
        return "it names no host"
    return ""


#: The data types that are written in a form of their own, each with whether a text has it.
CHECKS: Final[Mapping[str, Callable[[str], bool]]] = {
    "Number": is_number,
    "Float": is_number,
    "Integer": lambda value: _INTEGER.fullmatch(value) is not None,
    "Boolean": lambda value: value.rpartition("/")[2] in _TRUTH,
    "Date": is_date,
    "DateTime": is_date,
    "Time": lambda value: _TIME.fullmatch(value) is not None,
    "URL": lambda value: not address_problem(value),
}
