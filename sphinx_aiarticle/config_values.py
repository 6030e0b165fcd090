"""Turn ``aiarticle_disclosure`` into what boxes and pages say of advertising."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, timedelta, timezone, tzinfo
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from sphinx_aiarticle.model.page import Agent
from sphinx_aiarticle.model.problem import Subtype, did_you_mean
from sphinx_aiarticle.url import is_language_tag, is_web_url

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


#: Options of ``product-box`` that no store may take as its key.
RESERVED_OPTIONS = frozenset({
    "search", "image", "url", "brand", "price", "currency", "price-date", "price-shop", "label", "stores", "id",
    "class", "name",
})  # fmt: skip
_AGENT_KEYS = ("name", "type", "url", "same_as", "job_title", "description", "image", "logo")
_AGENT_ALIASES = {"sameAs": "same_as", "jobTitle": "job_title"}  # schema.org's own spelling is as good
#: Forms in which Hugo writes the address of a page: ``name/`` and ``name.html``.
ADDRESS_FORMS = ("folders", "files")


class Affiliation(StrEnum):
    """What becomes of affiliate links."""

    PAID = "paid"
    PLAIN = "plain"  # they lead to the shops themselves
    NONE = "none"  # there are none, and no links of product boxes to shops


def read_agent(key: str, value: object, *, kind: str = "Person") -> Agent:
    """Read a person or organisation from a mapping, or from a name alone."""
    data = {"name": value} if isinstance(value, str) else value
    if not isinstance(data, dict):
        raise ValueError(f"{key!r} must be a mapping such as {{'name': 'Aoi'}}, not {value!r}")
    data = {_AGENT_ALIASES.get(str(name), str(name)): entry for name, entry in data.items()}
    check_keys(data, _AGENT_KEYS, key)
    name = data.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ValueError(f"{key!r} needs a 'name'")
    kind = str(data.get("type", kind))
    if kind not in ("Person", "Organization"):
        raise ValueError(f"'type' of {key!r} must be 'Person' or 'Organization', not {kind!r}")
    same_as = data.get("same_as", ())
    same_as = (same_as,) if isinstance(same_as, str) else tuple(same_as)
    url = str(data.get("url", ""))
    image = str(data.get("logo", "") or data.get("image", ""))
    for address in (*same_as, *filter(None, (url, "" if key == "publisher" else image))):
        if not isinstance(address, str) or not is_web_url(address):
            raise ValueError(f"{address!r} of {key!r} must be an absolute http(s) address")
    return Agent(
        key=key,
        name=name.strip(),
        kind=kind,
        url=url,
        same_as=same_as,
        job_title=str(data.get("job_title", "")),
        description=str(data.get("description", "")),
        image=image,
    )


def read_publisher(value: Mapping[str, Any]) -> Agent | None:
    """Read the publisher, an organisation unless it says otherwise."""
    return read_agent("publisher", dict(value), kind="Organization") if value else None


def read_authors(value: Mapping[str, Any]) -> dict[str, Agent]:
    """Read the authors by key, and by name where it is nobody's key."""
    by_key = {str(key): read_agent(str(key), entry) for key, entry in value.items()}
    return {**{agent.name: agent for agent in by_key.values()}, **by_key}


def read_affiliation(value: bool | str) -> Affiliation:
    """Read ``True``, ``False`` or ``"none"``."""
    kinds = {True: Affiliation.PAID, False: Affiliation.PLAIN, "none": Affiliation.NONE}
    if value not in kinds:
        raise ValueError(f'write True, False (plain links to shops) or "none" (no links to shops), not {value!r}')
    return kinds[value]


def read_translations(value: Mapping[str, Any]) -> dict[str, str]:
    """Read the addresses of a site by language; a language is a BCP 47 tag, or ``x-default``."""
    found = {}
    for language, address in value.items():
        tag = str(language).replace("_", "-")
        if tag != "x-default" and not is_language_tag(tag):
            raise ValueError(f"{language!r} is no language; write a tag such as 'ja' or 'zh-CN', or 'x-default'")
        if not is_web_url(str(address)):
            raise ValueError(f"{language!r} needs an absolute http(s) address, not {address!r}")
        found[tag] = f"{str(address).rstrip('/')}/"
    return found


def read_timezone(value: str) -> tzinfo:
    """Read an IANA name such as ``Asia/Tokyo`` or an offset such as ``+09:00``."""
    if value == "UTC":
        return UTC
    if match := re.fullmatch(r"([+-])(\d\d):?(\d\d)", value):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
        if offset < timedelta(hours=24):
            return timezone(-offset if match[1] == "-" else offset)
    try:
        return ZoneInfo(value)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError; a folder name is an OSError
        raise ValueError(
            f"{value!r} is no time zone; write a name such as 'Asia/Tokyo' or an offset such as '+09:00'"
        ) from None


def one_of(*choices: str) -> Any:
    """Return a reader that takes one of *choices*."""

    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(f"{value!r} is none of {', '.join(map(repr, choices))}{did_you_mean(value, choices)}")
        return value

    return read


def read_redirects(value: object) -> object:
    """Read whether old addresses answer, and in which form those of all pages do."""
    if not isinstance(value, bool) and value not in ADDRESS_FORMS:
        raise ValueError(f"{value!r} is none of True, False, {', '.join(map(repr, ADDRESS_FORMS))}")
    return value


def read_patterns(value: Collection[object]) -> tuple[str, ...]:
    """Read a list of texts."""
    if not all(isinstance(entry, str) for entry in value):
        raise ValueError(f"every entry must be a text, not {value!r}")
    return tuple(map(str, value))


def read_names(value: str | Collection[object]) -> tuple[str, ...]:
    """Read a list of texts, or one text alone."""
    return tuple(filter(None, [value])) if isinstance(value, str) else read_patterns(value)


def read_shortcodes(value: Mapping[object, object]) -> dict[str, Any]:
    """Read a site's own shortcodes by name."""
    for name, shortcode in value.items():
        if not isinstance(name, str) or not re.fullmatch(r"[\w./-]+", name):
            raise ValueError(f"{name!r} is no name of a shortcode")
        if not isinstance(shortcode, str) and not callable(shortcode):
            raise ValueError(f"the shortcode {name!r} must be a template or a function, not {shortcode!r}")
    return {str(name): shortcode for name, shortcode in value.items()}


def read_emoji(value: bool) -> bool:
    """Read whether emoji codes are emoji, for which a package must be there."""
    if value and find_spec("emoji") is None:
        raise ValueError("emoji codes need the package 'emoji'; run: pip install \"sphinx-aiarticle[emoji]\"")
    return value


def read_lint(value: bool | Collection[object]) -> frozenset[Subtype]:
    """Read which checks of articles are on."""
    checks = {str(subtype): subtype for subtype in Subtype if subtype.is_lint}
    if isinstance(value, bool):
        return frozenset(checks.values()) if value else frozenset()
    for name in value:
        if name not in checks:
            raise ValueError(f"{name!r} is no check{did_you_mean(str(name), checks)}")
    return frozenset(checks[str(name)] for name in value)


def read_types(value: Mapping[object, object]) -> dict[str, str]:
    """Read schema.org types by category."""
    for category, kind in value.items():
        if not isinstance(category, str):
            raise ValueError(f"category {category!r} must be a text")
        read_type(kind)
    return {str(category): str(kind) for category, kind in value.items()}


def read_type(value: object) -> str:
    """Read one schema.org type name."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z][A-Za-z]+", value):
        raise ValueError(f"{value!r} is no schema.org type; write for example 'NewsArticle'")
    return value


def read_days(value: int) -> int:
    """Read a number of days."""
    if value < 0:
        raise ValueError(f"{value!r} must be a number of days, 0 or more")
    return value


def check_keys(data: Mapping[str, Any], known: Collection[str], where: str) -> None:
    """Refuse keys that nothing reads, so that a typing mistake does not go unseen."""
    for key in data:
        if key not in known:
            raise ValueError(f"unknown key {key!r} in {where!r}{did_you_mean(str(key), known)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text of the project's own, the same in all languages or one for each.

    Attributes:
        by_language: Texts by BCP 47 tag in small letters; by ``""`` for every other language.
    """

    by_language: Mapping[str, str] = field(default_factory=dict)

    def said_in(self, tag: str) -> str:
        """Return the text for a language, else for the language without its region; empty where there is none."""
        folded = tag.lower()
        keys = (folded, folded.partition("-")[0], "")
        return next((self.by_language[key] for key in keys if key in self.by_language), "")


_NO_WORDS: Final = Words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """The notice at the head of a product box.

    Attributes:
        enabled: Whether boxes carry a notice.
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


def read_disclosure(value: bool | str | Mapping[str, Any]) -> Disclosure:
    """Read the notice: on, off, a sentence, or a mapping."""
    if isinstance(value, bool):
        return Disclosure(enabled=value)
    if isinstance(value, str):
        return Disclosure(text=_words(value, "text"))
    check_keys(value, ("label", "text", "amazon_name", "place"), "aiarticle_disclosure")
    if value.get("place", "link") not in ("link", "top"):
        raise ValueError(f"'place' must be 'link' or 'top', not {value['place']!r}")
    return Disclosure(
        label=_words(value.get("label", ""), "label"),
        text=_words(value.get("text", ""), "text"),
        amazon_name=_words(value.get("amazon_name", ""), "amazon_name"),
        at_top=value.get("place") == "top",
    )


def _words(value: object, key: str) -> Words:
    """Read a text, or a mapping from languages to texts."""
    if not isinstance(value, dict):
        return Words(by_language={"": str(value)} if value else {})
    texts = {str(language).replace("_", "-"): str(text) for language, text in value.items()}
    for tag in texts:
        if not is_language_tag(tag):
            raise ValueError(f"{tag!r} in {key!r} is no language; write a tag such as 'ja' or 'zh-CN'")
    return Words(by_language={tag.lower(): text for tag, text in texts.items()})
