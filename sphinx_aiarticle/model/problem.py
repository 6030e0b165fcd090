"""Problems, their kinds, and how their messages show values."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from enum import StrEnum
from traceback import extract_tb
from typing import Final

from sphinx_aiarticle.record import Record

_MANY = 30  # known words that a warning can name
_NAMED: Final = 10  # pages that a warning names
_FEW: Final = 6  # known words that are named all, unless one of them is very close


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return a hint at the closest of the *known* words, or at the first of them when none is close; none at none."""
    if not known:
        return ""
    if close := get_close_matches(word, list(known), n=1, cutoff=0.75 if len(known) <= _FEW else 0.6):
        return f"; did you mean {close[0]!r}?"
    ordered = sorted(set(known))
    more = f" and {len(ordered) - _MANY} more" if len(ordered) > _MANY else ""
    return f"; known are {', '.join(ordered[:_MANY])}{more}"


class Subtype(StrEnum):
    """A warning subtype; ``suppress_warnings = ["aiarticle.<subtype>"]`` silences it."""

    description: str

    def __new__(cls, value: str, description: str) -> Subtype:
        """Give the member its string value and the sentence that documents it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member

    CONFIG = "config", "A value in conf.py has the wrong type or shape; the default is used instead."
    LABELS = "labels", "The package has no labels in the language of an article, so English ones are shown."
    FRONT_MATTER = "front_matter", "A key of an article's front matter is unknown, wrong or unsafe; it is left out."
    OPTION = "option", "What is meant as a directive, or as an option of one, is read as text, code or a comment."
    SUMMARY = "summary", "A summary box is empty or holds no points."
    PRODUCT = "product", "A product box has an option that cannot be used."
    CATALOG = "catalog", "A product catalogue cannot be read, or a product in it has a wrong, unknown or missing value."
    REVIEW = "review", "A verdict or pros and cons cannot be read, or a rating cannot be data honestly."
    VIDEO = "video", "A video lacks what data about it need: address, picture or date; or its duration cannot be read."
    FAQ = "faq", "A FAQ holds no question, or a question holds no answer."
    DISCLOSURE = "disclosure", "A page has affiliate links, no notice above them, and notices are switched off."
    STORE = "store", "A product box names a store that is not configured, or a store's link cannot be built."
    URL = "url", "A link is not an http, https or mailto address and is left out."
    PRICE = "price", "A price cannot be stated honestly: no shop, currency or date, too old, or an Amazon price."
    IMAGE = "image", "An image named by an article or a product box cannot be read."
    SOFTWARE = "software", "The file that describes the software says something that cannot be meant; it is left out."
    JSON_LD = "json_ld", "Structured data cannot be written, or an event handler returned something that is not JSON."
    VALIDATE = "validate", "The structured data of a page breaks a rule of schema.org or of search engines."
    TEMPLATE = "template", "A component template has a mistake; the one of sphinx-aiarticle is used in its place."
    SHORTCODE = "shortcode", "A shortcode of a Hugo article is unknown or broken and stays visible as text."
    HUGO = "hugo", "Something in a Hugo article was not recognised and stays as its author wrote it."
    RAW_HTML = "raw_html", "HTML by hand shows something that an output leaves out, or names a file that is nowhere."
    ARTICLES = "articles", "A list or feed asks for what no article has, or two documents are one page in one language."
    EMBEDDED_JSON_LD = "embedded_json_ld", "Lint: handwritten JSON-LD, which is dropped, disagrees with the page."
    LINT_DESCRIPTION = "description", "Lint: a description ends in mid-sentence or has punctuation twice in a row."
    LINT_TITLE = "title", "Lint: a title is a sentence of the text."
    LINT_DUPLICATE_TITLE = "duplicate_title", "Lint: several articles have the same title."
    LINT_DUPLICATE_SLUG = "duplicate_slug", "Lint (on by default): several articles have the same address."
    LINT_ALT = "alt", "Lint: the alt text of a cover would fit any picture."
    LINT_PROMPT = "prompt", "Lint: a line looks like a part of the prompt that wrote the article."
    LINT_EMPHASIS = "emphasis", "Lint: bold text next to brackets shows its asterisks, as CommonMark has it."
    LINT_DISCONTINUED = "discontinued", "Lint: a page shows a product of the catalogue that is no longer sold."
    LINT_REL = "rel", "Lint: an affiliate link outside a box carries no `rel`."
    LINT_AFFILIATE = "affiliate", "Lint: a link to a shop earns nothing, pays somebody else, or leads elsewhere."
    LINT_MISSING_ID = (
        "missing_id",
        "Lint (on by default): a link in the text to a store of yours has no id of yours, so it earns nothing.",
    )
    INTERNAL = "internal", "A part of a page met an error of sphinx-aiarticle itself; the page goes without that part."
    LINT_LINK = "link", "Lint: a link leads to a page of this site that does not exist."

    @property
    def is_lint(self) -> bool:
        """Whether the warning is only given where ``aiarticle_lint`` asks for it."""
        return self.description.startswith("Lint")


class Problem(Record):
    """Something wrong in the source, found by pure code and reported by the Sphinx layer.

    Attributes:
        subtype: Which kind of warning this is.
        message: What is wrong, and what to write instead.
        line: 1-based line in the source file, or ``None`` when it concerns the whole file.
        subject: The name of what is unknown, which is said once for the site; empty where each place is told.
    """

    subtype: Subtype
    message: str
    line: int | None = None
    subject: str = ""


def said_once(found: Iterable[tuple[str, Problem]]) -> Iterator[tuple[str, Problem, list[str]]]:
    """Yield each problem with the first page that has it, and the pages that are too many for its message.

    Problems without a subject are yielded for each page.
    """
    places: dict[tuple[Subtype, str, str], dict[str, Problem]] = {}
    for name, problem in found:
        key = problem.subtype, problem.message, "" if problem.subject else f"{name}:{problem.line}"
        places.setdefault(key, {}).setdefault(name, problem)
    for pages in places.values():
        name, problem = next(iter(pages.items()))
        message = problem.message
        if len(pages) > 1:
            end = "" if message.endswith((".", "?")) else "."
            names = ", ".join([*pages][:_NAMED])
            message += f"{end} It is on {len(pages):,} pages: {names}{', …' if len(pages) > _NAMED else ''}"
        yield name, replace(problem, message=message), [*pages][_NAMED:]


def internal_problem(error: Exception, line: int | None = None) -> Problem:
    """Return the problem that reports an error of ours, so that it costs one part of one page only."""
    place = extract_tb(error.__traceback__)[-1:]
    where = "".join(f" at {frame.filename.replace(os.sep, '/').rpartition('/')[2]}:{frame.lineno}" for frame in place)
    what = f"{type(error).__name__}: {shown(str(error))}{where}"
    message = (
        f"sphinx-aiarticle failed here ({what}), so this part of the page stays as it was written; "
        "please report it with the text of the page"
    )
    return Problem(subtype=Subtype.INTERNAL, message=message, line=line)


_SHOWN: Final = 60


def shown(value: object) -> str:
    """Return *value* as a message shows it: a repr of at most about 60 characters, or what kind of value it is.

    Lists and mappings are only named: with aliases their repr could be far longer than the file.
    """
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str) and len(value) > _SHOWN:
        return repr(value[:_SHOWN]) + "…"
    return repr(value)


def listed(names: Iterable[str]) -> str:
    """Return *names* as ``'a', 'b', 'c'``."""
    return ", ".join(map(shown, names))


def front_matter_problem(message: str, line: int | None) -> Problem:
    """Return a problem of the front matter."""
    return Problem(subtype=Subtype.FRONT_MATTER, message=message, line=line)
