"""Front-matter keys that nobody reads: typing errors first of all."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter.foreign_keys import FOREIGN_COVER_KEYS, is_foreign
from sphinx_aiarticle.frontmatter.keys import AIARTICLE_KEYS, ARTICLE_KEYS, COVER_KEYS
from sphinx_aiarticle.frontmatter.wording import front_matter_problem, listed, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sphinx_aiarticle.frontmatter.values import Values

_LONGEST_GUESSED: Final = 40  # characters; longer keys resemble none of ours
_SIMILAR: Final = 0.8  # difflib ratio: one letter missing, added or doubled in a word of five


def report_unknown(values: Values, *, other_keys: Collection[str], is_article: bool) -> None:
    """Note every top-level key that neither this package nor another known tool reads.

    A key that resembles one of ours is reported on every page, any other only on articles: on other pages it may
    belong to a tool that is not known here.

    Args:
        values: The whole front matter; takes the problems.
        other_keys: Keys that the project declares as read by other tools.
        is_article: Whether the page is an article.
    """
    for key in values.data:
        if key in ARTICLE_KEYS or key in other_keys or is_foreign(key):
            continue
        close = closest_key(key, ARTICLE_KEYS)
        if close:
            _report(values, key, f"did you mean {shown(close)}?")
        elif is_article:
            _report(values, key, "delete it, or list it in aiarticle_other_keys in conf.py if another tool reads it.")


def report_unknown_in_cover(values: Values, *, other_keys: Collection[str], is_article: bool) -> None:
    """Note the unknown keys of ``cover`` by the same rules; *other_keys* may hold ``cover.<key>``."""
    for key in values.data:
        if key in COVER_KEYS or values.prefix + key in other_keys or key.lower() in FOREIGN_COVER_KEYS:
            continue
        close = closest_key(key, COVER_KEYS)
        if close or is_article:
            _report(values, key, _advice(close, COVER_KEYS))


def report_unknown_in_aiarticle(values: Values) -> None:
    """Note the unknown keys of ``aiarticle``, on every page: no other tool can mean anything by them."""
    for key in values.data:
        if key not in AIARTICLE_KEYS:
            _report(values, key, _advice(closest_key(key, AIARTICLE_KEYS), AIARTICLE_KEYS))


def closest_key(key: str, known: Sequence[str]) -> str:
    """Return the one of the *known* keys that *key* resembles, or an empty string."""
    if len(key) > _LONGEST_GUESSED:
        return ""
    folded = {name.lower(): name for name in reversed(known)}
    if key.lower() in folded:
        return folded[key.lower()]
    close = difflib.get_close_matches(key, known, n=1, cutoff=_SIMILAR)
    return close[0] if close else ""


def _advice(guess: str, known: Sequence[str]) -> str:
    return f"did you mean {shown(guess)}?" if guess else f"known are {listed(known)}."


def _report(values: Values, key: str, advice: str) -> None:
    where = f" in {shown(values.prefix[:-1])}" if values.prefix else ""
    values.problems.append(front_matter_problem(f"unknown key {shown(key)}{where}; {advice}", values.line(key)))
