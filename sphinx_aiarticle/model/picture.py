"""An image on a page."""

from __future__ import annotations

from dataclasses import dataclass


# No slots: pickled with every page, and Python restores slots field by field.
@dataclass(frozen=True, kw_only=True)
class Picture:
    """An image on the page.

    Attributes:
        uri: Path below the source folder, or an http(s) address.
        url: Absolute address in the built site; empty until it is known.
        alt: Text for readers who do not see the picture.
        caption: The visible line below it.
        width: Width in pixels; 0 when unknown.
        height: Height in pixels; 0 when unknown.
    """

    uri: str
    url: str = ""
    alt: str = ""
    caption: str = ""
    width: int = 0
    height: int = 0
