"""Readers of single configuration values: they raise :class:`ValueError`, or note what is left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from difflib import get_close_matches
from enum import StrEnum
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.messages.pofile import read_po

from sphinx_aiarticle.model.page import Agent
from sphinx_aiarticle.model.problem import Problem, Subtype, did_you_mean
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.url import is_web_url, language_problem, language_tag
from sphinx_aiarticle.values import Values, read_name

_REL: Final = re.compile(r"[A-Za-z][\w:/.-]*", re.ASCII)
CATALOG: Final = "sphinx_aiarticle"
LOCALE_DIR: Final = Path(__file__).parent / "locales"
#: Options of ``product-box``; with those of every directive, no store may take them as its key.
BOX_OPTIONS = (
    "id", "search", "image", "url", "brand", "label", "stores", "price", "currency", "price-date", "price-shop",
)  # fmt: skip
RESERVED_OPTIONS = frozenset({*BOX_OPTIONS, "class", "name"})
_AGENT_KEYS = ("name", "type", "url", "same_as", "job_title", "description", "image", "logo", "publishing_principles")
_AGENT_ALIASES = {
    "sameAs": "same_as",
    "jobTitle": "job_title",
    "publishingPrinciples": "publishing_principles",
}  # schema.org's own names are accepted too
#: Forms in which Hugo writes the address of a page: ``name/`` and ``name.html``.
ADDRESS_FORMS = ("folders", "files")


class Affiliation(StrEnum):
    """What becomes of affiliate links."""

    PAID = "paid"
    PLAIN = "plain"  # they lead to the shops themselves
    NONE = "none"  # there are none, and no links of product boxes to shops


def read_agent(key: str, value: object, problems: list[Problem], *, kind: str = "Person") -> Agent | None:
    """Read a person or organisation from a mapping, or from a name alone; ``None`` without a name.

    *key* is what the project calls it, *kind* its type where it has none.
    """
    data = {"name": value} if isinstance(value, str) else value
    if not isinstance(data, Mapping):
        note(problems, f"{key!r} must be a mapping such as {{'name': 'Aoi'}}, not {value!r}; it is left out")
        return None
    data = {_AGENT_ALIASES.get(str(name), str(name)): entry for name, entry in data.items()}
    if isinstance(data.get("same_as"), str):
        data["same_as"] = [data["same_as"]]
    found: list[Problem] = []
    values = Values(data=data, problems=found, prefix=f"{key}.", subtype=Subtype.CONFIG)
    values.check_keys(_AGENT_KEYS, " is left out")
    name = read_name(values.text("name"))
    if not name and not found:
        note(found, f"{key!r} needs a 'name'; it is left out")
    problems += found
    if not name:
        return None
    values = replace(values, problems=problems)
    image_key = values.given("logo", "image")
    return Agent(
        key=key,
        name=name,
        kind=values.choice("type", ("Person", "Organization"), kind),
        url=values.web_url("url"),
        same_as=values.web_urls("same_as"),
        job_title=values.text("job_title"),
        principles=values.web_url("publishing_principles"),
        description=values.text("description"),
        image=values.text(image_key),
    )


def note(problems: list[Problem], message: str) -> None:
    """Add a problem of the configuration."""
    problems.append(Problem(subtype=Subtype.CONFIG, message=message))


def read_publisher(value: Mapping[str, Any], problems: list[Problem]) -> Agent | None:
    """Read the publisher, an organisation unless it says otherwise."""
    return read_agent("publisher", value, problems, kind="Organization") if value else None


def read_authors(value: Mapping[str, Any], problems: list[Problem]) -> dict[str, Agent]:
    """Read the authors by key, and by name where it is nobody's key."""
    agents = [agent for key, entry in value.items() if (agent := read_agent(read_name(str(key)), entry, problems))]
    return {**{agent.name: agent for agent in agents}, **{agent.key: agent for agent in agents}}


def read_affiliation(value: bool | str) -> Affiliation:
    """Read ``True``, ``False`` or ``"none"``."""
    kinds = {True: Affiliation.PAID, False: Affiliation.PLAIN, "none": Affiliation.NONE}
    if value not in kinds:
        raise ValueError(f'write True, False (plain links to shops) or "none" (no links to shops), not {value!r}')
    return kinds[value]


def read_translations(value: Mapping[str, Any], problems: list[Problem]) -> dict[str, str]:
    """Read the addresses of a site by language; a language is a BCP 47 tag, or ``x-default``."""
    found = {}
    for language, address in value.items():
        tag = language_tag(str(language))
        if tag != "x-default" and (problem := language_problem(tag)):
            note(problems, f"the translation {language!r} is left out: {problem}")
        elif not is_web_url(str(address)):
            note(problems, f"{language!r} needs an absolute http(s) address, not {address!r}; it is left out")
        else:
            found[tag] = f"{str(address).rstrip('/')}/"
    return found


class _Zone(ZoneInfo):
    """A zone whose offsets are whole minutes, as all formats of dates want them; those of local times had seconds."""

    def utcoffset(self, moment: datetime | None, /) -> timedelta | None:
        offset = super().utcoffset(moment)
        return timedelta(minutes=round(offset / timedelta(minutes=1))) if offset and offset.seconds % 60 else offset


def read_timezone(value: str) -> tzinfo:
    """Read an IANA name such as ``Asia/Tokyo`` or an offset such as ``+09:00``."""
    if value == "UTC":
        return UTC
    if match := re.fullmatch(r"([+-])(\d\d):?(\d\d)", value):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
        if offset < timedelta(hours=24):
            return timezone(-offset if match[1] == "-" else offset)
    try:
        return _Zone(value)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError; a folder name is an OSError
        raise ValueError(
            f"{value!r} is not a time zone; write a name such as 'Asia/Tokyo' or an offset such as '+09:00'"
        ) from None


def one_of(*choices: str | bool) -> Any:
    """Return a reader that takes one of *choices*."""
    words = [choice for choice in choices if isinstance(choice, str)]

    def read(value: str) -> str:
        if value not in choices:
            hint = did_you_mean(value, words) if get_close_matches(value, words, n=1) else ""
            raise ValueError(f"{value!r} is none of {', '.join(map(repr, choices))}{hint}")
        return value

    return read


def read_patterns(value: Collection[object], problems: list[Problem]) -> tuple[str, ...]:
    """Read a list of texts."""
    for entry in value:
        if not isinstance(entry, str):
            note(problems, f"every entry must be a text; {entry!r} is left out")
    return tuple(entry for entry in value if isinstance(entry, str))


def read_rel(value: Collection[object], problems: list[Problem]) -> tuple[str, ...]:
    """Read a list of link types."""
    words = read_patterns(value, problems)
    for word in words:
        if not _REL.fullmatch(word):
            note(problems, f"{word!r} is not one word such as 'nofollow'; it is left out")
    return tuple(filter(_REL.fullmatch, words))


def read_names(value: str | Collection[object], problems: list[Problem]) -> tuple[str, ...]:
    """Read a list of texts, or one text alone."""
    return tuple(filter(None, [value])) if isinstance(value, str) else read_patterns(value, problems)


def read_shortcodes(value: Mapping[object, object], problems: list[Problem]) -> dict[str, Any]:
    """Read a site's own shortcodes by name."""
    found: dict[str, Any] = {}
    for name, shortcode in value.items():
        if not isinstance(name, str) or not re.fullmatch(r"[\w./-]+", name):
            note(problems, f"{name!r} is not the name of a shortcode; it is left out")
        elif not isinstance(shortcode, str) and not callable(shortcode):
            note(
                problems, f"the shortcode {name!r} must be a template or a function, not {shortcode!r}; it is left out"
            )
        else:
            found[name] = shortcode
    return found


def read_lint(value: bool | Collection[object], problems: list[Problem]) -> frozenset[Subtype]:
    """Read which checks of articles are on."""
    checks = {str(subtype): subtype for subtype in Subtype if subtype.is_lint}
    if isinstance(value, bool):
        return frozenset(checks.values()) if value else frozenset()
    names = list(map(str, value))
    for name in names:
        if name not in checks:
            note(problems, f"{name!r} is left out, it is not a check{did_you_mean(name, checks)}")
    return frozenset(checks[name] for name in names if name in checks)


def read_days(value: int) -> int:
    """Read a number of days."""
    if value < 0:
        raise ValueError(f"{value!r} must be a number of days, 0 or more")
    return value


class Words(Record):
    """A text of the project's own, the same in all languages or one for each.

    Attributes:
        by_language: Texts by BCP 47 tag in lower case; by ``""`` for every other language.
    """

    by_language: Mapping[str, str] = field(default_factory=dict)

    def for_language(self, tag: str) -> str:
        """Return the text for a language, else for the language without its region; empty where there is none."""
        folded = tag.lower()
        keys = (folded, folded.partition("-")[0], "")
        return next((self.by_language[key] for key in keys if key in self.by_language), "")


_NO_WORDS: Final = Words()


class Disclosure(Record):
    """The notice at the head of a product box.

    Attributes:
        label: The short word in front; empty for the translated default.
        text: The sentence; empty for the translated default.
        amazon_name: Who takes part in Amazon's programme; empty for the publisher.
        at_top: Whether pages with affiliate links say so at their head, and not above the first link alone.
    """

    enabled: bool = True
    label: Words = _NO_WORDS
    text: Words = _NO_WORDS
    amazon_name: Words = _NO_WORDS
    at_top: bool = False


def read_disclosure(value: bool | str | Mapping[str, Any], problems: list[Problem]) -> Disclosure:
    """Read the notice: on, off, a sentence, or a mapping."""
    if isinstance(value, bool):
        return Disclosure(enabled=value)
    if value in ("link", "top"):
        note(problems, f"{value!r} is a place and no sentence; write {{'place': {value!r}}}, as which it is read")
        return Disclosure(at_top=value == "top")
    if isinstance(value, str):
        return Disclosure(text=_words(value, "text", problems))
    values = Values(data=value, problems=problems, subtype=Subtype.CONFIG)
    values.check_keys(("label", "text", "amazon_name", "place"), " is left out")
    return Disclosure(
        label=_words(value.get("label", ""), "label", problems),
        text=_words(value.get("text", ""), "text", problems),
        amazon_name=_words(value.get("amazon_name", ""), "amazon_name", problems),
        at_top=values.choice("place", ("link", "top"), "link") == "top",
    )


def read_labels(value: Mapping[Any, Any], problems: list[Problem]) -> dict[str, Words]:
    """Read labels of the project's own: by the English label a text, or by language a mapping of those."""
    found: dict[str, dict[str, str]] = {}
    known = frozenset(labels() if value else ())
    given: list[tuple[str, str, object]] = []
    for key, entry in value.items():
        tag = language_tag(str(key))
        if not isinstance(entry, Mapping):
            given.append(("", key, entry))
        elif problem := language_problem(tag):
            note(problems, f"the labels of {key!r} are left out: {problem}")
        else:
            given += [(tag.lower(), label, text) for label, text in entry.items()]
    for tag, label, text in given:
        if label not in known:
            note(problems, f"{label!r} is not a label{did_you_mean(str(label), known)}")
        elif not isinstance(text, str) or not _fits(label, text):
            names = " and ".join(_FIELD.findall(label))
            wanted = f"a text that may contain {names}" if names else "a text"
            note(problems, f"the label {label!r} must be {wanted}, not {text!r}; it is left out")
        else:
            found.setdefault(label, {})[tag] = text
    return {label: Words(by_language=texts) for label, texts in found.items()}


_FIELD: Final = re.compile(r"\{\w+\}")


def _fits(label: str, text: str) -> bool:
    """Whether *text* has no braces but the fields of *label*."""
    fields = set(_FIELD.findall(label))
    return not fields or not set("{}") & set(re.sub("|".join(map(re.escape, sorted(fields))), "", text))


def labels() -> Iterator[str]:
    """Yield every label that the package shows, in English; what has a context is shown by none of its pages."""
    with (LOCALE_DIR / "ja" / "LC_MESSAGES" / f"{CATALOG}.po").open("rb") as file:
        yield from (str(message.id) for message in read_po(file) if message.id and not message.context)


# Babel names the script, behind which there may be a country, where a catalogue is named after a country.
_BY_SCRIPT: Final = {"zh_Hant": "zh_TW", "zh": "zh_CN"}


def catalogue_of(tag: str) -> tuple[str, NullTranslations]:
    """Return Babel's locale for a BCP 47 tag, and our messages, with English ones where there is no catalogue."""
    try:
        locale = str(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        locale = "en"
    names = [tag.replace("-", "_"), *(name for script, name in _BY_SCRIPT.items() if locale.startswith(script)), locale]
    return locale, translation(CATALOG, LOCALE_DIR, names, fallback=True)


def has_labels(tag: str) -> bool:
    """Whether the package has labels in a language."""
    return f"{tag}-".lower().startswith("en-") or type(catalogue_of(tag)[1]) is not NullTranslations


def _words(value: object, key: str, problems: list[Problem]) -> Words:
    """Read a text, or a mapping from languages to texts."""
    if not isinstance(value, Mapping):
        if not isinstance(value, str):
            note(problems, f"{key!r} must be a text, or one by language, not {value!r}; it is left out")
        return Words(by_language={"": value} if value and isinstance(value, str) else {})
    texts = {language_tag(str(language)): text for language, text in value.items() if isinstance(text, str)}
    if odd := [text for text in value.values() if not isinstance(text, str)]:
        note(problems, f"a {key!r} must be a text, not {odd[0]!r}; it is left out")
    wrong = {tag: problem for tag in texts if (problem := language_problem(tag))}
    for problem in wrong.values():
        note(problems, f"a {key!r} is left out: {problem}")
    return Words(by_language={tag.lower(): text for tag, text in texts.items() if tag not in wrong})
