"""A video that a page shows: what its author says of it, and what of that data need."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from sphinx_aiarticle.record import Record

_ISO: Final = r"(?a)PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?"
_CLOCK: Final = r"(?a)(?:(\d{1,3}):(?=\d\d:))?(\d{1,3}):(\d\d)"
_FILE: Final = r"(?i)https?://[^?#]+\.(?:mp4|m4v|webm|ogv|mov|mkv)(?:[?#].*)?"
_YOUTUBE: Final = (
    r"(?a)https?://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?v=|shorts/|embed/)|youtu\.be/)([\w-]{11})(?![\w-])"
)
_VIMEO: Final = r"(?a)https?://(?:www\.)?vimeo\.com/(\d{4,12})(?!\w)"


class VideoText(Record):
    """What an author writes of a video, in their words.

    Attributes:
        name: Its name.
        url: Where it can be watched.
        image: Path of a picture.
        date: When it was published.
        duration: How long it is.
        description: What it is about.
    """

    name: str = ""
    url: str = ""
    image: str = ""
    date: str = ""
    duration: str = ""
    description: str = ""


class Video(Record):
    """What is known of a video besides the words and the picture on the page.

    Attributes:
        url: Where it can be watched.
        date: When it was published.
        seconds: How long it is; 0 where the author does not say it.
    """

    url: str
    date: datetime
    seconds: int = 0

    @property
    def duration(self) -> str:
        """How long it is, in ISO 8601."""
        return iso_duration(self.seconds)

    @property
    def clock(self) -> str:
        """How long it is, as players show it."""
        hours, minutes, seconds = _parts(self.seconds)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}" if self.seconds else ""

    @property
    def places(self) -> dict[str, str]:
        """Its file or its player as schema.org names them (``contentUrl``, ``embedUrl``), else its page (``url``)."""
        if re.fullmatch(_FILE, self.url):
            return {"contentUrl": self.url}
        if found := re.match(_YOUTUBE, self.url):
            return {"url": self.url, "embedUrl": f"https://www.youtube.com/embed/{found[1]}"}
        if found := re.match(_VIMEO, self.url):
            return {"url": self.url, "embedUrl": f"https://player.vimeo.com/video/{found[1]}"}
        return {"url": self.url}


def _parts(seconds: int) -> tuple[int, int, int]:
    return seconds // 3600, seconds // 60 % 60, seconds % 60


def iso_duration(seconds: int) -> str:
    """Return a time in ISO 8601, such as ``PT4M12S``; empty for none."""
    parts = zip(_parts(seconds), "HMS", strict=True)
    return "PT" + "".join(f"{number}{unit}" for number, unit in parts if number) if seconds else ""


def read_seconds(text: str) -> int:
    """Return the seconds that *text* states, such as ``4:12``, ``1:02:03`` or ``PT4M12S``; 0 for none."""
    found = re.fullmatch(_ISO, text.strip()) or re.fullmatch(_CLOCK, text.strip())
    return sum(int(part or 0) * size for part, size in zip(found.groups(), (3600, 60, 1), strict=True)) if found else 0
