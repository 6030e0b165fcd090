"""The messages of the extension and its dates, in the language of the site or of one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Final

from babel.core import get_global
from babel.dates import format_date
from sphinx.config import Config
from sphinx.locale import get_translation

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.config_values import CATALOG, catalogue_of
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.url import language_tag

#: Translate a message into the language of the site.
_ = get_translation(CATALOG)

#: What is between a label and the words after it, where it is no colon and a blank.
_COLONS: Final = {"fr": "\N{NO-BREAK SPACE}: ", "ja": "：", "zh": "："}
_SCRIPT: Final = 4  # letters has the code of a script (ISO 15924)
_RTL_SCRIPTS: Final = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})
#: Languages that are in such a script where their tag names none.
_RTL_LANGUAGES: Final = frozenset({
    "apc", "ar", "ary", "bal", "bgn", "bqi", "brh", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo", "ps", "rhg",
    "sd", "sdh", "skr", "syr", "trw", "ug", "ur", "yi",
})  # fmt: skip


class Language(Record):
    """A language that pages are written in.

    Attributes:
        tag: BCP 47 tag, as HTML ``lang`` has it.
        locale: Babel's locale for dates and money; English where Babel does not know the language.
    """

    tag: str
    locale: str
    gettext: Callable[[str], str]

    @property
    def colon(self) -> str:
        """What is between a label and the words that it is for."""
        return _COLONS.get(self.tag.partition("-")[0].lower(), ": ")

    @property
    def is_rtl(self) -> bool:
        """Whether it is written from right to left; Babel would read all its data of the language to say so."""
        script = _script_of(self.locale)
        return script in _RTL_SCRIPTS if script else self.locale.partition("_")[0] in _RTL_LANGUAGES


def language_of(config: Config, tag: str = "") -> Language:
    """Return the language of a page by its BCP 47 tag, or of the site."""
    language = _named(tag) if tag else _site(language_tag(config.language or "en"))
    labels = settings(config).labels
    if not labels:
        return language

    def gettext(message: str) -> str:
        words = labels.get(message)
        return (words and words.for_language(language.tag)) or language.gettext(message)

    return replace(language, gettext=gettext)


@cache
def _site(tag: str) -> Language:
    """Return the language of the site: Sphinx has the catalogues of themes, but none for names such as "de-DE"."""
    language = _named(tag)

    def gettext(message: str) -> str:
        words = _(message)
        return language.gettext(message) if words == message else words

    return replace(language, gettext=gettext)


@cache
def _named(tag: str) -> Language:
    """Return the language of a BCP 47 tag, with English words where there is no catalogue."""
    locale, catalogue = catalogue_of(tag)
    return Language(tag=tag, locale=locale, gettext=catalogue.gettext)


def with_wider(tag: str) -> list[str]:
    """Return a tag and those of the languages in which it is: what is in "en-GB" is in "en", too."""
    parts = tag.split("-")
    return ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]


@cache
def spoken(tag: str) -> str:
    """Return the language of a tag, with its script where that is not the usual one; of any country."""
    code, *parts = tag.split("-")
    script = _script_of(tag.replace("-", "_"))
    country = next((part for part in parts if len(part) < _SCRIPT), "")
    if not (script or country):
        return code
    likely: Mapping[str, str] = get_global("likely_subtags")  # "zh_TW": "zh_Hant_TW"
    usual = _script_of(likely.get(code, ""))
    own = script or _script_of(likely.get(f"{code}_{country.upper()}", "")) or usual
    return code if own.lower() == usual.lower() else f"{code}-{own}"


def _script_of(locale: str) -> str:
    return next((part for part in locale.split("_")[1:] if len(part) == _SCRIPT and part.isalpha()), "")


def moment_view(moment: datetime | None, locale: str) -> dict[str, str] | None:
    """Return a time as templates get it: ``iso`` for machines, ``text`` as the day for readers of *locale*."""
    return {"iso": html_time(moment), "text": long_date(moment.date(), locale)} if moment else None


def html_time(moment: datetime) -> str:
    """Return a time as HTML takes it, which knows nothing smaller than milliseconds."""
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "auto")


@cache  # lists show the days of all articles again and again
def long_date(day: date, locale: str) -> str:
    """Return a day for readers of the language *locale*."""
    return format_date(day, "long", locale=locale)
