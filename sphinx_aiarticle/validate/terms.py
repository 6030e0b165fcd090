"""The vocabulary check: types, properties, where they belong and what they hold.

Pure Python without a parser, because a build checks its own pages with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Final

from sphinx_aiarticle.validate.graph import DataNode, Graph, schema_name
from sphinx_aiarticle.validate.rules import DataFinding, Rule
from sphinx_aiarticle.validate.vocabulary import (
    CHECKS,
    LITERALS,
    TEXTS,
    Range,
    Vocabulary,
    address_problem,
    is_duration,
)

_NUMBERS: Final = frozenset({"Number", "Integer", "Float"})
_DATES: Final = frozenset({"Date", "DateTime"})
#: A number is text to whoever wants text, and postal codes and years are often written so.
_MAY_BE_NUMBERS: Final = _NUMBERS | TEXTS | _DATES
_TEMPLATE: Final = re.compile(r"\{[^{}]*\}")  # https://www.rfc-editor.org/rfc/rfc6570, in the target of an action
_ANNOTATIONS: Final = ("-input", "-output")  # of actions: https://schema.org/docs/actions.html


def check_terms(graph: Graph, vocabulary: Vocabulary) -> Iterator[DataFinding]:
    """Yield what schema.org says against the nodes of a page."""
    for node in graph.nodes:
        if node.is_reference:
            continue
        types = graph.resolve(node).types
        yield from _check_types(node, types, vocabulary)
        ranges = vocabulary.ranges_in(types, node.properties.keys())
        for name, values in node.properties.items():
            range_ = ranges[name]
            if range_ is None:
                yield from _check_property(node, name, types, vocabulary)
                if name not in vocabulary.domains:
                    continue
                range_ = vocabulary.range_of(name)
            for value in values:
                if isinstance(value, DataNode):
                    yield from _check_object(node, name, graph.resolve(value), range_, vocabulary)
                elif not range_.takes_text or type(value) is not str:
                    yield from _check_literal(node, name, value, range_, vocabulary)


def _check_types(node: DataNode, types: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[DataFinding]:
    for name in node.types:
        if name in vocabulary.superseded and name in vocabulary.types:
            message = f"the type {name!r} has been replaced by {vocabulary.superseded[name]!r}"
            yield node.finding(Rule.SUPERSEDED, message, "@type")
        elif name in LITERALS:
            message = f"{name!r} is a type of text or numbers; write the value itself instead of an object"
            yield node.finding(Rule.TYPE_IS_DATA, message, "@type")
        elif name not in vocabulary.types and ":" not in name:  # else it is of another vocabulary
            hint = _hint(name, vocabulary.types)
            yield node.finding(Rule.TYPE_UNKNOWN, f"schema.org has no type {name!r}{hint}", "@type")
    # The item of a list may be anything: Google's breadcrumbs say no more of it than id and name.
    if not types and node.properties and node.held_by != "item":
        yield node.finding(Rule.TYPE_MISSING, "an object has no @type; search engines pass over it")


def _check_property(node: DataNode, name: str, types: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[DataFinding]:
    if name not in vocabulary.domains:
        yield from _unknown_property(node, name, types, vocabulary)
    elif name in vocabulary.superseded:
        message = f"{name!r} has been replaced by {vocabulary.superseded[name]!r}"
        yield node.finding(Rule.SUPERSEDED, message, name)
    # A role repeats the property that it qualifies: https://schema.org/Role
    elif not (node.held_by == name and vocabulary.is_a(types, "Role")):
        known = _listed(vocabulary.domains[name])
        message = f"{name!r} is not a property of {' and '.join(types)}; it belongs to {known}"
        yield node.finding(Rule.PROPERTY_DOMAIN, message, name)


def _unknown_property(
    node: DataNode, name: str, types: tuple[str, ...], vocabulary: Vocabulary
) -> Iterator[DataFinding]:
    stem = name.rpartition("-")[0]
    if name.endswith(_ANNOTATIONS) and (stem in vocabulary.domains or stem == "query"):
        return
    near = [known for known in vocabulary.domains if types and vocabulary.has_property(known, types)]
    hint = _hint(name, near) or _hint(name, vocabulary.domains)
    yield node.finding(Rule.PROPERTY_UNKNOWN, f"schema.org has no property {name!r}{hint}", name)


def _check_object(
    node: DataNode, name: str, value: DataNode, range_: Range, vocabulary: Vocabulary
) -> Iterator[DataFinding]:
    if not value.types and value.id and range_.members and schema_name(value.id) in vocabulary.members:
        yield from _check_literal(node, name, value.id, range_, vocabulary)
        return
    if not vocabulary.may_hold(name, value.types):
        what = "" if range_.classes else "an object of type "
        message = f"{name!r} holds {_listed(range_.classes | range_.literals)}, not {what}{' and '.join(value.types)}"
        yield node.finding(Rule.VALUE_TYPE, message, name)


def _check_literal(
    node: DataNode, name: str, value: str | float | bool, range_: Range, vocabulary: Vocabulary
) -> Iterator[DataFinding]:
    known = range_.literals
    if not isinstance(value, str):
        if not _fits_number(value, range_):
            message = f"{name!r} holds {_listed(known | range_.classes)}, not {str(value).lower()}"
            yield node.finding(Rule.VALUE_FORMAT, message, name)
    elif range_.members:
        yield from _check_member(node, name, value, range_, vocabulary)
    elif range_.quantities and not range_.takes_text:
        if "Duration" in range_.quantities and len(range_.classes) == 1 and not is_duration(value):
            message = f"{value!r} is not a duration of ISO 8601; write forty minutes as PT40M"
            yield node.finding(Rule.VALUE_FORMAT, message, name)
    elif not range_.takes_text and not _fits(name, value, known):
        yield from _check_format(node, name, value, range_)


def _fits_number(value: float | bool, range_: Range) -> bool:
    if isinstance(value, bool):
        return "Boolean" in range_.literals
    return not range_.literals.isdisjoint(_MAY_BE_NUMBERS) or bool(range_.quantities)


def _check_member(
    node: DataNode, name: str, value: str, range_: Range, vocabulary: Vocabulary
) -> Iterator[DataFinding]:
    member = schema_name(value)
    if member in range_.members or range_.takes_text or "URL" in range_.literals:
        return
    others = [known for known in range_.classes if "Enumeration" not in vocabulary.ancestors(known)]
    is_foreign = not member and "://" in value  # GoodRelations, Wikidata: schema.org lets others add members
    if not is_foreign and (not others or member in vocabulary.members):
        hint = _hint(member, range_.members) or f"; known are {_listed(range_.members)}"
        yield node.finding(Rule.VALUE_ENUMERATION, f"{value!r} is not a value of {name!r}{hint}", name)


def _fits(name: str, value: str, known: Collection[str]) -> bool:
    """Whether a text is what one of the data types *known* wants."""
    value = _TEMPLATE.sub("", value) if name == "target" else value
    return any(CHECKS[kind](value) for kind in known if kind in CHECKS)


def _check_format(node: DataNode, name: str, value: str, range_: Range) -> Iterator[DataFinding]:
    known = range_.literals
    if not known.isdisjoint(_DATES):
        yield node.finding(Rule.DATE_FORMAT, f"{value!r} is not a date; write it as 2026-03-01T09:00:00+09:00", name)
    elif "URL" in known:
        yield node.finding(Rule.URL_INVALID, f"{value!r} is not an address: {address_problem(value)}", name)
    elif known:
        yield node.finding(Rule.VALUE_FORMAT, f"{value!r} is not {_listed(known)}", name)
    elif "://" not in value and not value.startswith(("/", "./", "../")):  # an address may replace an object
        kinds = _listed(range_.classes)
        message = f"{name!r} holds {kinds}; write an object with @type and name instead of {value!r}"
        yield node.finding(Rule.TEXT_FOR_OBJECT, message, name)


def _hint(name: str, known: Collection[str]) -> str:
    lower = {entry.lower(): entry for entry in known}
    close = get_close_matches(name.lower(), list(lower), n=1, cutoff=0.75)
    return f"; did you mean {lower[close[0]]!r}?" if close else ""


def _listed(names: Collection[str]) -> str:
    first = sorted(names)
    if len(first) > 6:
        return f"{', '.join(first[:5])} and {len(first) - 5} more"
    return " or ".join(filter(None, (", ".join(first[:-1]), first[-1])))
