"""The messages of the extension, in the language of the site or of one page."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.locale import get_translation

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.config import Config

CATALOG = "sphinx_aiarticle"
LOCALE_DIR = Path(__file__).parent / "locales"

#: Translate a message into the language of the site.
_ = get_translation(CATALOG)

# Babel names the script where a catalogue is named after a country.
_BY_SCRIPT: Final = {"zh_Hans": "zh_CN", "zh_Hant": "zh_TW", "zh_HK": "zh_TW", "zh_SG": "zh_CN", "zh": "zh_CN"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that pages are written in.

    Attributes:
        tag: BCP 47 tag, as HTML ``lang`` has it.
        locale: Babel's locale for dates and money; English where Babel does not know the language.
        gettext: Translates a message of the extension.
    """

    tag: str
    locale: str
    gettext: Callable[[str], str]


def language_of(config: Config, tag: str = "") -> Language:
    """Return the language of a page, or of the site.

    Args:
        config: The configuration, whose ``language`` is the site's.
        tag: BCP 47 tag of the page's own language; empty where it has the site's.
    """
    return named(tag) if tag else _site((config.language or "en").replace("_", "-"))


@cache
def _site(tag: str) -> Language:
    return Language(tag=tag, locale=_babel_locale(tag), gettext=_)


@cache
def named(tag: str) -> Language:
    """Return the language of a BCP 47 tag; it speaks English where there is no catalogue."""
    locale = _babel_locale(tag)
    names = [tag.replace("-", "_"), _BY_SCRIPT.get(locale, locale)]
    catalogue = gettext.translation(CATALOG, LOCALE_DIR, names, fallback=True)
    return Language(tag=tag, locale=locale, gettext=catalogue.gettext)


@cache
def is_right_to_left(tag: str) -> bool:
    """Whether the language of a BCP 47 tag is written from right to left."""
    from babel import Locale

    return Locale.parse(_babel_locale(tag)).character_order == "right-to-left"


def _babel_locale(tag: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "en"
