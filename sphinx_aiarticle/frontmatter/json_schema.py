"""JSON Schema of the keys that are read, for editors and for checks without a build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from sphinx_aiarticle.frontmatter.keys import KEYS, Key, Kind
from sphinx_aiarticle.model.article import ARTICLE_TYPES, PAGE_TYPES

Schema = dict[str, Any]

#: The draft that editors know best.
DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_TEXT: Final[Schema] = {"type": ["string", "number", "boolean", "null"]}
_DATE: Final = (
    r"^(\d{4}-\d{2}-\d{2}([Tt ] *\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?( *(Z|z|UTC|GMT)?([+-]\d{2}(:?\d{2})?)?)?)?"
    r"|[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(:\d{2})? ([+-]\d{4}|GMT|UTC|UT|Z)"
    r"|([A-Za-z]{3,9},? )?(\d{1,2}\.? [A-Za-z]{3,9}\.?,?|[A-Za-z]{3,9}\.?,? \d{1,2}(st|nd|rd|th)?,?) \d{4})$"
)


def front_matter_schema() -> Schema:
    """Return the schema of front matter; keys of other tools are allowed."""
    return {
        "$schema": DRAFT,
        "title": "Front matter of an article",
        "type": "object",
        "properties": properties_of(KEYS),
    }


def properties_of(keys: Iterable[Key]) -> Schema:
    """Return the schema of each key and alias, by name."""
    return {name: {"description": key.help, **_value(key)} for key in keys for name in key.names}


def mapping_of(keys: Iterable[Key]) -> Schema:
    """Return the schema of a mapping that holds *keys* and nothing else."""
    return {"type": ["object", "null"], "properties": properties_of(keys), "additionalProperties": False}


def _value(key: Key) -> Schema:
    if key.choices and key.kind is Kind.TEXT:
        return {"enum": [*key.choices, None]}
    if key.keys:
        # Themes read further keys of a cover; nobody else reads ours.
        mapping = mapping_of(key.keys) | ({"additionalProperties": True} if key.kind is Kind.COVER else {})
        return {"anyOf": [_TEXT, mapping]} if key.kind in (Kind.COVER, Kind.NAMED) else mapping
    return _OF_KIND[key.kind](key)


def _list(key: Key) -> Schema:
    text: Schema = {"enum": [*key.choices]} if key.choices else _TEXT
    entries: list[Schema] = [text]
    if key.inner:
        named = [{"required": [name]} for name in key.inner]
        entries.append({"type": "object", "anyOf": named})
    entry = {"anyOf": entries} if key.inner else text
    return {"anyOf": [*entries, {"type": "array", "items": entry}]}


_OF_KIND: Final[Mapping[Kind, Callable[[Key], Schema]]] = {
    Kind.TEXT: lambda _: _TEXT,
    Kind.TEXTS: _list,
    Kind.DATE: lambda _: {"type": ["string", "null"], "pattern": _DATE},
    Kind.FLAG: lambda _: {"enum": [True, False, "yes", "no", None]},
    Kind.NUMBER: lambda _: {"type": ["integer", "null"]},
    Kind.ADDRESS: lambda _: {"type": ["string", "null"], "pattern": "^https?://[^/]"},
    Kind.LANGUAGE: lambda _: {"type": ["string", "null"], "pattern": "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$"},
    Kind.TYPE: lambda _: {"enum": [*ARTICLE_TYPES, *PAGE_TYPES, None]},
    Kind.QUESTIONS: lambda _: {"type": ["array", "boolean", "null"], "items": {"type": "object"}},
    Kind.CORRECTIONS: lambda _: {"type": ["array", "null"], "items": {"type": "object", "required": ["date", "text"]}},
    Kind.MAPPING: lambda _: {"type": "object"},
}
