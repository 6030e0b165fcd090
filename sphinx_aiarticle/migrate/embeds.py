"""How a frame or player on one page is known by a link on another."""

from __future__ import annotations

import posixpath
import re
from typing import Final
from urllib.parse import unquote, urlsplit

_VIDEO: Final = re.compile(r"[\w-]{9,}")
_CARD: Final = re.compile(r"[?&](?:url|href|src)=(https?(?::|%3A)[^&#]+)", re.IGNORECASE)


def embed_names(source: str) -> list[str]:
    """Return what is sure to be part of any link to what a frame shows.

    It is the page of which the frame shows a card, as Hatena's and Facebook's do, the id of a video, or the name of a
    file.

    Args:
        source: Address of the frame.
    """
    if card := _CARD.search(source):
        return [unquote(card[1]), card[1]]
    name = posixpath.basename((urlsplit(source).path if "//" in source else source).rstrip("/"))
    return _VIDEO.findall(name) or [name or source]
