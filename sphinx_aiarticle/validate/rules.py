"""What can be wrong with the structured data of a page: each rule with its level, its source and the source's date."""

from __future__ import annotations

import tomllib
from enum import StrEnum, auto
from functools import cache
from importlib.resources import files

from sphinx_aiarticle.record import Record

Path = tuple[str | int, ...]


class Level(StrEnum):
    """How grave a finding is, in the words of SARIF."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Rule(StrEnum):
    """A kind of finding; its value is its name in reports, and ``rules.toml`` says the rest."""

    @staticmethod
    def _generate_next_value_(name: str, *_: object) -> str:
        return name.lower().replace("_", "-")

    SCRIPT_TYPE = auto()
    JSON_SYNTAX = auto()
    JSON_DUPLICATE_KEY = auto()
    CONTEXT_MISSING = auto()
    CONTEXT_UNKNOWN = auto()
    CONTEXT_FOREIGN = auto()
    JSON_LD_SYNTAX = auto()
    JSON_LD_KEYWORD = auto()
    EMPTY_VALUE = auto()
    TYPE_MISSING = auto()
    TYPE_UNKNOWN = auto()
    TYPE_IS_DATA = auto()
    PROPERTY_UNKNOWN = auto()
    PROPERTY_DOMAIN = auto()
    VALUE_TYPE = auto()
    VALUE_ENUMERATION = auto()
    VALUE_FORMAT = auto()
    TEXT_FOR_OBJECT = auto()
    SUPERSEDED = auto()
    ID_DANGLING = auto()
    ID_ELSEWHERE = auto()
    ID_CONFLICT = auto()
    URL_RELATIVE = auto()
    URL_INVALID = auto()
    URL_LOCAL = auto()
    URL_MISSING = auto()
    URL_ANCHOR = auto()
    URL_CANONICAL = auto()
    DATE_FORMAT = auto()
    DATE_TIMEZONE = auto()
    DATE_WITHOUT_TIME = auto()
    DATE_ORDER = auto()
    DATE_FUTURE = auto()
    PRICE_FORMAT = auto()
    PRICE_CURRENCY = auto()
    REQUIRED = auto()
    RECOMMENDED = auto()
    FEATURE_REMOVED = auto()
    ARTICLE_TYPE = auto()
    AUTHOR_NAME = auto()
    BREADCRUMB = auto()
    LIST_POSITION = auto()
    RATING_VALUE = auto()
    RATING_RANGE = auto()
    REVIEW_ITEM = auto()
    REVIEW_OF_OWN = auto()
    REVIEW_NOT_GENUINE = auto()
    REVIEW_NOTES = auto()
    FAQ_HIDDEN = auto()
    FAQ_SEVERAL = auto()
    ANSWER_HTML = auto()
    PRICE_HIDDEN = auto()
    RATING_HIDDEN = auto()
    NOTE_HIDDEN = auto()
    NAME_HIDDEN = auto()
    HEADLINE_HIDDEN = auto()
    AUTHOR_HIDDEN = auto()
    MARKUP_IN_TEXT = auto()
    MICRODATA_TOO = auto()
    LINK_REL = auto()
    NOTICE_MISSING = auto()
    NOTICE_LATE = auto()
    NOTICE_AMAZON = auto()
    AFFILIATE_IN_DATA = auto()
    PAGE_UNREADABLE = auto()

    @property
    def level(self) -> Level:
        """How grave it is."""
        return Level(self._record["level"])

    @property
    def description(self) -> str:
        """What is wrong."""
        return self._record["description"]

    @property
    def source(self) -> str:
        """Address of the rule."""
        return _records()["sources"][self._record["source"]]["url"]

    @property
    def date(self) -> str:
        """Date of the source in ISO 8601."""
        return _records()["sources"][self._record["source"]]["date"]

    @property
    def _record(self) -> dict[str, str]:
        return _records()["rules"][self]


@cache  # a build that finds nothing does not read the file
def _records() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))


class DataFinding(Record):
    """One thing that is wrong.

    Attributes:
        path: Where in the data: the number of the script, then keys and indexes; empty when it is about the page.
        source: The source of the very requirement when it is more exact than that of the rule.
        near: An address in the HTML where the place is, for what is about the page.
        file: Path of the page as reports name it, with slashes; empty until the place is looked up.
        line: Line of the place in it, from 1.
        column: Column in characters, from 1.
    """

    rule: Rule
    message: str
    path: Path = ()
    source: str = ""
    near: str = ""
    file: str = ""
    line: int = 1
    column: int = 1


def path_text(path: Path) -> str:
    """Return a path as it is written in messages, such as ``@graph[2].offers.price``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path[1:])
    return text.removeprefix(".")
