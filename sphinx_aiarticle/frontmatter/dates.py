"""ISO 8601 dates and times, as front matter gives them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import timezone as fixed_zone
from typing import Final

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
