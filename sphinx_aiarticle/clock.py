"""The one clock of a build."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

_DIGITS = 20  # of seconds; Python refuses to read thousands of them


def now() -> datetime:
    """Return the time of the build in UTC: ``SOURCE_DATE_EPOCH`` when it is set, else the real time.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch[:_DIGITS]), UTC) if epoch.isdecimal() else datetime.now(UTC)
    except (OverflowError, OSError, ValueError):  # after the year 9999
        return datetime.now(UTC)


def today() -> date:
    """Return the day of the build in UTC, by the same clock as :func:`now`."""
    return now().date()
