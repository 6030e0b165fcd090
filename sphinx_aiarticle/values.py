"""Read typed values from one mapping: each fault becomes a problem with the line of its key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import timezone as fixed_zone
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.model.problem import front_matter_problem, shown

if TYPE_CHECKING:
    from sphinx_aiarticle.model.problem import Problem


# Line breaks and ASCII white space; a no-break space and Japanese full-width space are part of the text.
_SPACE: Final = re.compile(r"[\t-\r \x85\u2028\u2029]+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_FLAGS: Final = {"true": True, "yes": True, "false": False, "no": False}


def clean(text: str) -> str:
    """Return *text* on one line: white space collapsed, control characters and lone surrogates dropped."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACE.sub(" ", _CONTROL.sub("", text)).strip()


def as_text(value: object) -> str | None:
    """Return a text or a number as clean text, an empty value as ``""``, and ``None`` for a list or mapping."""
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Reads one mapping; a value that cannot be used is noted in ``problems`` and counts as not given.

    Attributes:
        data: The mapping.
        lines: Source line of each dotted key.
        problems: Collects what is wrong.
        prefix: Dotted key of the mapping itself and a dot; empty at the top level.
    """

    data: Mapping[str, object]
    lines: Mapping[str, int]
    problems: list[Problem]
    prefix: str = ""

    def text(self, *keys: str) -> str:
        """Return the first of *keys* that is given, as one line of text."""
        for key in keys:
            value = self.data.get(key)
            text = as_text(value)
            if text is None:
                self.complain(key, f"must be text, not {shown(value)}; write '{key}: …' in one line.")
            elif text:
                return text
        return ""

    def given(self, *keys: str) -> str:
        """Return the first of *keys* whose value is not empty."""
        return next(key for key in keys if as_text(self.data.get(key)) not in ("", None))

    def texts(self, *keys: str, inner: str = "") -> tuple[str, ...]:
        """Return the texts under all *keys*, one text or a list each, without repetition.

        Args:
            keys: The key and its other spellings.
            inner: The key to take the text from when an item is a mapping.
        """
        found: dict[str, None] = {}
        for key in keys:
            value = self.data.get(key)
            for item in value if isinstance(value, list) else (value,):
                text = as_text(item.get(inner) if inner and isinstance(item, Mapping) and inner in item else item)
                if text is None:
                    self._complain_about_item(key, item, inner)
                elif text:
                    found[text] = None
        return tuple(found)

    def flag(self, key: str) -> bool | None:
        """Return the boolean under *key*, ``None`` when it is not given."""
        value = self.data.get(key)
        if isinstance(value, bool):
            return value
        text = as_text(value)
        if text == "":
            return None
        if text is None or text.lower() not in _FLAGS:
            self.complain(key, f"must be true or false, not {shown(value)}; write '{key}: true' or '{key}: false'.")
            return None
        return _FLAGS[text.lower()]

    def date(self, *keys: str, timezone: tzinfo, consequence: str = "") -> datetime | None:
        """Return the time under the first of *keys* that is given.

        Args:
            keys: The key and its other spellings.
            timezone: Zone of a time without one.
            consequence: Sentence on what an invalid date means for the page.
        """
        for key in keys:
            value = self.data.get(key)
            text = as_text(value)
            if text == "":
                continue
            date = parse_date(text, timezone) if text else None
            if date is not None:
                return date
            self.complain(key, f"{shown(value)} is no valid date: {advice(text or '')}.{consequence}")
        return None

    def mapping(self, key: str) -> Values | None:
        """Return the values of the mapping under *key*."""
        value = self.data.get(key)
        if isinstance(value, Mapping):
            return Values(data=value, lines=self.lines, problems=self.problems, prefix=f"{self.prefix}{key}.")
        return None

    def complain(self, key: str, what: str) -> None:
        """Note that the value of *key* cannot be used; *what* goes on after the key's name."""
        self.problems.append(front_matter_problem(f"'{self.prefix}{key}' {what}", self.line(key)))

    def line(self, key: str) -> int | None:
        """Return the source line of *key*, or of the mapping it stands in."""
        return self.lines.get(self.prefix + key, self.lines.get(self.prefix[:-1]))

    def _complain_about_item(self, key: str, item: object, inner: str) -> None:
        expected = f"text, or a mapping with '{inner}'" if inner else "text"
        self.complain(key, f"takes {expected}, one or a list of them; {shown(item)} is left out.")


_ISO: Final = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:[Tt ][ \t]*(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?"
    r"[ \t]*(?:([Zz])|([+-])(\d{2})(?::?(\d{2}))?)?)?",
    re.ASCII,
)
_NEARLY: Final = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})(?!\d)", re.ASCII)
EXAMPLE: Final = "2026-03-01 or 2026-03-01T09:00:00+09:00"


def parse_date(text: str, timezone: tzinfo) -> datetime | None:
    """Return the time that *text* states, or ``None`` when it states none.

    Accepted is ISO 8601's calendar date, alone or with ``T`` or a space and a time to the minute, the second or a
    fraction of it, and with ``Z`` or an offset (``+09:00``, ``+0900``, ``+09``; a space before it is allowed).

    Args:
        text: What the author wrote.
        timezone: Zone of a time without one; a date alone is midnight there.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, utc, sign, zone_hours, zone_minutes = match.groups()
    zone = timezone
    try:
        if utc:
            zone = UTC
        elif sign:
            offset = timedelta(hours=int(zone_hours), minutes=int(zone_minutes or 0))
            zone = fixed_zone(-offset if sign == "-" else offset)
        time = (int(hour or 0), int(minute or 0), int(second or 0), int((fraction or "")[:6].ljust(6, "0")))
        date = datetime(int(year), int(month), int(day), *time, tzinfo=zone)
        date.astimezone(UTC)  # a year 1 or 9999 may have no time in UTC
    except (ValueError, OverflowError):
        return None
    return date


def advice(text: str) -> str:
    """Return what to write instead of *text*, which is no date."""
    if _ISO.fullmatch(text):
        return f"there is no such day or time; write one such as {EXAMPLE}"
    nearly = _NEARLY.match(text)
    if nearly:
        year, month, day = map(int, nearly.groups())
        return f"it is not in ISO 8601 form; write {year:04}-{month:02}-{day:02}"
    return f"it is not in ISO 8601 form; write a date such as {EXAMPLE}"
