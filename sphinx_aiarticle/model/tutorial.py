"""What a tutorial asks of its readers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

#: https://schema.org/proficiencyLevel names the first and the last.
LEVELS: Final = {"beginner": "Beginner", "intermediate": "Intermediate", "expert": "Expert"}

_ISO: Final = re.compile(r"PT(?:(\d{1,3})H)?(?:(\d{1,5})M)?")
_WORDS: Final = re.compile(
    r"(?:(\d{1,3}) ?(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?|時間|시간|小时|小時))?"
    r"[ ,]{0,2}(?:(\d{1,5}) ?(?:m|mins?\.?|minutes?|minuten?|minutos?|分|分钟|分鐘|분))?",
    re.IGNORECASE,
)


def read_minutes(text: str) -> int:
    """Return the minutes that *text* states, such as ``1 h 30 min``, ``90分`` or ``PT1H30M``; 0 for none.

    Args:
        text: What the author wrote.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _ISO.fullmatch(plain) or _WORDS.fullmatch(plain)
    return 60 * int(found[1] or 0) + int(found[2] or 0) if found else 0


# No slots: pickled with every page, and Python restores slots field by field.
@dataclass(frozen=True, kw_only=True)
class Tutorial:
    """What a tutorial asks of its readers.

    Attributes:
        minutes: How long it takes; 0 where the author does not say it.
        level: A key of :data:`LEVELS`, or empty.
        tools: What is used.
        prerequisites: What has to be there, or known, before.
    """

    minutes: int = 0
    level: str = ""
    tools: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()

    @property
    def duration(self) -> str:
        """How long it takes, in ISO 8601."""
        hours, minutes = divmod(self.minutes, 60)
        return f"PT{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}" if self.minutes else ""
