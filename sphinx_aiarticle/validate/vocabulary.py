"""The schema.org vocabulary: which types, properties and enumeration members there are, what fits where, and how.

The data is a reduced copy of the vocabulary that schema.org publishes under CC BY-SA 3.0: names and their relations
only. ``schemaorg.json`` beside this module says its version, source and licence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from sphinx_aiarticle.record import Record

_NUMBER: Final = r"(?a)[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_INTEGER: Final = re.compile(r"[+-]?\d+", re.ASCII)
_DURATION: Final = (
    r"(?a)P(?=.)(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?W)?(?:\d+(?:\.\d+)?D)?"
    r"(?:T(?=.)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?"
)
_DATE: Final = re.compile(r"\d{4}(?:-?\d\d(?:-?\d\d)?)?", re.ASCII)
_DATE_TIME: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(\s?(?:[Zz]|[+-]\d\d(?::?\d\d)?))?", re.ASCII
)
_TIME: Final = r"(?a)\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d(?::?\d\d)?)?"
#: The addresses that nearly all are; what differs is looked at more closely.
_PLAIN_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[^\x00-\x20\"<>\\^`{|}\x7f-\x9f]*)?")
_FORBIDDEN: Final = re.compile(r"[<>\"{}|\\^`]")
_WHITE: Final = re.compile(r"[\x00-\x20]")
_TRUTH: Final = frozenset({"true", "false", "True", "False"})
_SOURCE: Final = "https://schema.org/docs/developers.html"
_LICENCE: Final = (
    "CC BY-SA 3.0 <https://creativecommons.org/licenses/by-sa/3.0/>, as https://schema.org/docs/terms.html says"
)
_NOTE: Final = "Reduced from schemaorg-current-https.jsonld: names and relations only, descriptions omitted."
#: Types whose values are text or numbers; ``Quantity`` is among them because it is written as text, such as PT5M.
LITERALS: Final = frozenset({
    "Text", "URL", "CssSelectorType", "XPathType", "PronounceableText", "Number", "Integer", "Float", "Boolean", "True",
    "False", "Date", "DateTime", "Time", "DataType",
})  # fmt: skip
#: Those that any text fits.
TEXTS: Final = frozenset({"Text", "CssSelectorType", "XPathType", "PronounceableText", "DataType"})


def is_number(value: str) -> bool:
    """Whether a text is a number with a dot as decimal mark, such as ``-4.5``."""
    return re.fullmatch(_NUMBER, value) is not None


def is_duration(value: str) -> bool:
    """Whether a text is a duration of ISO 8601, such as ``PT40M``."""
    return re.fullmatch(_DURATION, value) is not None


def is_date(value: str) -> bool:
    """Whether a text is a date of ISO 8601, with or without a time; a year or a month will do."""
    return bool(moment(value))


def has_time(value: str) -> bool:
    """Whether a date has a time of day."""
    return ":" in value


def has_zone(value: str) -> bool:
    """Whether a date with a time has a zone."""
    found = _DATE_TIME.fullmatch(value)
    return bool(found and found[2])


def moment(value: str) -> datetime | None:
    """Return the moment that a date begins, in UTC where it names no zone; nothing when it is not a date."""
    try:
        if _DATE_TIME.fullmatch(value):
            found = datetime.fromisoformat(value.replace(" ", "T", 1).replace(" ", "").upper().replace(",", "."))
            return found if found.tzinfo else found.replace(tzinfo=UTC)
        if _DATE.fullmatch(value):
            digits = value.replace("-", "").ljust(6, "0").ljust(8, "0")
            day = date(int(digits[:4]), int(digits[4:6]) or 1, int(digits[6:8]) or 1)
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
    except ValueError:
        pass
    return None


def address_problem(value: str) -> str:
    """Return what is wrong with a web address, or nothing; relative addresses are right."""
    if _PLAIN_ADDRESS.fullmatch(value):
        return ""
    if _WHITE.search(value):
        return "it has white space; write %20"
    if found := _FORBIDDEN.search(value):
        return f"it has the character {found[0]!r}, which addresses cannot hold"
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as error:
        return str(error)
    if parts.scheme in ("http", "https") and not parts.hostname:
        return "it names no host"
    return ""


#: The data types that are written in a form of their own, each with whether a text has it.
CHECKS: Final[Mapping[str, Callable[[str], bool]]] = {
    "Number": is_number,
    "Float": is_number,
    "Integer": lambda value: _INTEGER.fullmatch(value) is not None,
    "Boolean": lambda value: value.rpartition("/")[2] in _TRUTH,
    "Date": is_date,
    "DateTime": is_date,
    "Time": lambda value: re.fullmatch(_TIME, value) is not None,
    "URL": lambda value: not address_problem(value),
}


class Range(Record):
    """What a property may hold.

    Attributes:
        literals: Data types, such as ``Text``; empty when the property wants an object.
        quantities: Types of objects that are also written as text, such as ``Duration``.
        members: Names of the enumeration members that fit; empty when no enumeration is among the classes.
        takes_text: Whether any text is right.
    """

    literals: frozenset[str]
    classes: frozenset[str]
    quantities: frozenset[str]
    members: frozenset[str]
    takes_text: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vocabulary:
    """One release of schema.org.

    Attributes:
        date: The day of the release in ISO 8601; empty when unknown.
        types: The types, each with its direct parents.
        domains: The properties, each with the types that have it.
        ranges: The properties, each with the types of its values.
        members: The enumeration members, each with its types.
        superseded: Old names, each with the new one.
    """

    version: str
    date: str
    types: Mapping[str, Sequence[str]]
    domains: Mapping[str, Sequence[str]]
    ranges: Mapping[str, Sequence[str]]
    members: Mapping[str, Sequence[str]]
    superseded: Mapping[str, str]
    _ancestors: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    _ranges: dict[str, Range] = field(default_factory=dict, repr=False)
    _fitting: dict[tuple[str, ...], dict[str, Range | None]] = field(default_factory=dict, repr=False)
    _held: dict[tuple[str, tuple[str, ...]], bool] = field(default_factory=dict, repr=False)

    def ancestors(self, name: str) -> frozenset[str]:
        """Return a type with all types above it; an unknown name has only itself."""
        found = self._ancestors.get(name)
        if found is None:
            self._ancestors[name] = frozenset({name})  # which ends a circle
            found = frozenset({name}).union(*map(self.ancestors, self.types.get(name, ())))
            self._ancestors[name] = found
        return found

    def is_a(self, types: Iterable[str], name: str) -> bool:
        """Whether one of the *types* is *name* or below it."""
        return any(name in self.ancestors(own) for own in types)

    def has_property(self, name: str, types: tuple[str, ...]) -> bool:
        """Whether one of the *types* has a known property; one that is not of schema.org may have any."""
        is_foreign = not types or any(own not in self.types or own in LITERALS for own in types)
        return is_foreign or any(not self.ancestors(own).isdisjoint(self.domains[name]) for own in types)

    def may_hold(self, name: str, types: tuple[str, ...]) -> bool:
        """Whether a known property may hold an object of these types; also of types that are not of schema.org."""
        key = (name, types)
        if key not in self._held:
            is_foreign = not types or any(own not in self.types or own in LITERALS for own in types)
            classes = self.range_of(name).classes
            self._held[key] = (
                is_foreign or self.is_a(types, "Role") or any(classes & self.ancestors(own) for own in types)
            )
        return self._held[key]

    def range_of(self, name: str) -> Range:
        """Return what a known property may hold."""
        if name not in self._ranges:
            self._ranges[name] = self._range(frozenset(self.ranges[name]))
        return self._ranges[name]

    def ranges_in(self, types: tuple[str, ...], names: Set[str]) -> Mapping[str, Range | None]:
        """Return what properties of such an object may hold; ``None`` for one that is unknown, old or of others."""
        known = self._fitting.setdefault(types, {})
        for name in names - known.keys():
            is_right = name in self.domains and name not in self.superseded and self.has_property(name, types)
            known[name] = self.range_of(name) if is_right else None
        return known

    def _range(self, names: frozenset[str]) -> Range:
        classes = names - LITERALS
        kinds = classes if self.is_a(classes, "Enumeration") else frozenset()
        return Range(
            literals=names & LITERALS,
            classes=classes,
            quantities=frozenset(name for name in classes if "Quantity" in self.ancestors(name)),
            members=frozenset(
                member
                for member, types in self.members.items()
                if any(kinds & self.ancestors(type_name) for type_name in types)
            )
            if kinds
            else frozenset(),
            takes_text=not TEXTS.isdisjoint(names),
        )


@cache
def vocabulary_in(file: str = "") -> Vocabulary:
    """Return the vocabulary in a file; :class:`ValueError` when it holds something else."""
    source = Path(file) if file else files(__package__).joinpath("schemaorg.json")
    return vocabulary_of(json.loads(source.read_text(encoding="utf-8")))


def vocabulary_of(data: Mapping[str, Any]) -> Vocabulary:
    """Return the vocabulary in a document, ours or that of schema.org; :class:`ValueError` when it is neither."""
    if "@graph" in data:
        data = reduced(data, version="", date="")
    try:
        properties: Mapping[str, tuple[list[str], list[str]]] = data["properties"]
        found = Vocabulary(
            version=data["version"],
            date=data["date"],
            types=data["types"],
            domains={name: domain for name, (domain, _range) in properties.items()},
            ranges={name: range_ for name, (_domain, range_) in properties.items()},
            members=data["members"],
            superseded=data["superseded"],
        )
        for names in (found.types, found.domains, found.ranges, found.members):
            set[str]().union(*names.values())  # an error where one is no list of names
        return found
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is not a schema.org vocabulary ({error})") from error


def reduced(document: Mapping[str, Any], *, version: str, date: str) -> dict[str, Any]:
    """Return what is needed of the vocabulary that schema.org publishes, ready to be written as JSON.

    The document is ``schemaorg-current-https.jsonld`` or ``schemaorg-all-https.jsonld``, which does not say its
    release; any other is a :class:`ValueError`.
    """
    types: dict[str, list[str]] = {}
    properties: dict[str, tuple[list[str], list[str]]] = {}
    members: dict[str, list[str]] = {}
    superseded: dict[str, str] = {}
    terms = document.get("@graph")
    for term in terms if isinstance(terms, list) else ():
        name = _name(term["@id"])
        kinds = _as_list(term.get("@type"))
        if not name:
            continue
        if new := _names(term, "schema:supersededBy"):
            superseded[name] = new[0]
        if "rdf:Property" in kinds:
            properties[name] = (_names(term, "schema:domainIncludes"), _names(term, "schema:rangeIncludes"))
        elif "rdfs:Class" in kinds:
            types[name] = _names(term, "rdfs:subClassOf")
        elif own := list(filter(None, map(_name, kinds))):
            members[name] = own
    if not types or not properties:
        raise ValueError("this is not the JSON-LD of the schema.org vocabulary: it has no classes or no properties")
    return {
        "source": _SOURCE,
        "licence": _LICENCE,
        "note": _NOTE,
        "version": version,
        "date": date,
        "types": dict(sorted(types.items())),
        "properties": dict(sorted(properties.items())),
        "members": dict(sorted(members.items())),
        "superseded": dict(sorted(superseded.items())),
    }


def _names(term: Mapping[str, Any], key: str) -> list[str]:
    return sorted(filter(None, (_name(entry["@id"]) for entry in _as_list(term.get(key)))))


def _name(identifier: str) -> str:
    """Return the name of a schema.org term, nothing for terms of other vocabularies."""
    for prefix in ("schema:", "https://schema.org/", "http://schema.org/"):
        if identifier.startswith(prefix):
            return identifier.removeprefix(prefix)
    return ""


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
