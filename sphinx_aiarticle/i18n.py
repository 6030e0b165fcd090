"""The messages of the extension and its dates, in the language of the site or of one page."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.locale import get_translation

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

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


# No slots: pickled with every page, and Python restores slots field by field.
@dataclass(frozen=True, kw_only=True)
class Moment:
    """A date as machines and as readers see it.

    Attributes:
        iso: ISO 8601 date and time with zone.
        text: The day in the language of the page.
    """

    iso: str
    text: str


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


def moment_of(moment: datetime | None, locale: str) -> Moment | None:
    """Return *moment* for machines and for readers of the language *locale*."""
    return Moment(iso=moment.isoformat(), text=_long_date(moment.date(), locale)) if moment else None


@lru_cache(maxsize=1024)
def _long_date(day: date, locale: str) -> str:
    from babel.dates import format_date

    return format_date(day, "long", locale=locale)


def _babel_locale(tag: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "en"
