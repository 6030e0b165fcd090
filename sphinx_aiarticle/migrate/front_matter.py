"""The front matter of a migrated page: the author's keys under their documented names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC
from typing import Final

import yaml

from sphinx_aiarticle.frontmatter import Block
from sphinx_aiarticle.frontmatter.foreign import FOREIGN_COVER_KEYS
from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS, COVER_KEYS, KEYS, Kind, is_foreign
from sphinx_aiarticle.frontmatter.yaml import flow_line
from sphinx_aiarticle.values import parse_date, split_list

# Text that needs no quotation marks in YAML 1.1 and 1.2 alike. What begins with a digit or a sign may be a number.
_BARE: Final = re.compile(r"(?:[^\W\d_]|/)(?:(?!: | #|:$).)*(?<! )")
_CONSTANTS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_LONGEST_KEY: Final = 1000  # YAML looks for the colon behind a key in 1,024 characters


def yaml_lines(data: Mapping[str, object]) -> list[str]:
    """Return *data* as the lines of a block mapping, in its order; texts that are ISO 8601 dates are bare."""
    return [line for key, value in data.items() for line in _entry(_in_line(key), value)]


def _entry(key: str, value: object) -> Iterator[str]:
    """Yield the lines of a key, of which one that is very long has a line of its own, and its value."""
    if len(key) > _LONGEST_KEY:
        yield f"? {key}"
    head, block = ":" if len(key) > _LONGEST_KEY else f"{key}:", _block(value)
    yield head if block else f"{head} {_in_line(value)}".rstrip()
    yield from (f"  {line}" for line in block)


def _block(value: object) -> list[str]:
    """Return the lines of a mapping or a list that holds something; none of any other value."""
    if isinstance(value, Mapping):
        return yaml_lines(value)
    rows = [_block(one) or [_in_line(one)] for one in value] if isinstance(value, list) else []
    return [f"{'  ' if number else '- '}{line}".rstrip() for lines in rows for number, line in enumerate(lines)]


def _in_line(value: object) -> str:
    """Return a value as YAML has it in a line: a text in quotation marks where it could mean something else."""
    if isinstance(value, str):
        is_date = _DATE.fullmatch(value) is not None and parse_date(value, UTC) is not None
        is_bare = value.isprintable() and _BARE.fullmatch(value) and value.lower() not in _CONSTANTS
        return value if is_date or is_bare else flow_line(value)
    if value is None or isinstance(value, int):
        return "" if value is None else str(value).lower()
    written: str = yaml.safe_dump(value).partition("\n")[0]
    return written


_LISTS: Final = frozenset(key.name for key in KEYS if key.kind is Kind.TEXTS and key.name != "author")
_SPELLINGS: Final = {
    **{name.lower(): key.name for key in KEYS for name in key.names},
    "authors": "authors",
    "tag": "tags",
    "alias": "aliases",
}


def clean_block(block: Block) -> Block:
    """Return *block* with known keys under the names that the documentation uses; see :func:`clean_keys`."""
    names = _clean_names(block.data)
    lines = {names.get(key, key): line for key, line in block.lines.items()}
    return replace(block, data=clean_keys(block.data), lines=lines)


def clean_keys(data: Mapping[str, object]) -> dict[str, object]:
    """Return front matter with known keys under the names that the documentation uses; the others stay.

    Hugo compares keys without case. Where two names of one key are side by side, both stay as they are.
    """
    names = _clean_names(data)
    return {
        names[key]: split_list(value) if names[key] in _LISTS and isinstance(value, str) and value else value
        for key, value in data.items()
    }


def _clean_names(data: Mapping[str, object]) -> dict[str, str]:
    names = {key: _SPELLINGS.get(key.lower(), key) for key in data}
    taken = list(names.values())
    return {key: name if taken.count(name) == 1 else key for key, name in names.items()}


def unknown_keys(data: Mapping[str, object]) -> Iterator[str]:
    """Yield the keys that no known tool reads, those of ``cover`` as ``cover.key``."""
    for key, value in data.items():
        if key not in ARTICLE_KEYS and not is_foreign(key):
            yield key
        elif key == "cover" and isinstance(value, dict):
            known = (*COVER_KEYS, *FOREIGN_COVER_KEYS)
            yield from (f"cover.{name}" for name in value if name not in COVER_KEYS and name.lower() not in known)
