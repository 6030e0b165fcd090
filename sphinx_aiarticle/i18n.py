"""The message catalogue of the extension."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation

if TYPE_CHECKING:
    from sphinx.config import Config

CATALOG = "sphinx_aiarticle"
LOCALE_DIR = Path(__file__).parent / "locales"

#: Translate a message into the language of the pages.
_ = get_translation(CATALOG)


def language_tag(config: Config) -> str:
    """Return the BCP 47 tag of the pages' language, as HTML ``lang`` has it."""
    return (config.language or "en").replace("_", "-")


def babel_locale(config: Config) -> str:
    """Return the locale for dates and money; English where Babel does not know the language."""
    return _babel_locale((config.language or "en").replace("-", "_"))


@cache
def _babel_locale(language: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language))
    except (UnknownLocaleError, ValueError):
        return "en"
