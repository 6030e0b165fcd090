"""Tags of languages."""

from __future__ import annotations

import re

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_language_tag(text: str) -> bool:
    """Whether *text* has the form of a BCP 47 tag, as far as pages need it: ``ja``, ``zh-TW``, ``sr-Latn-RS``."""
    return _TAG.fullmatch(text) is not None
