"""The front matter of a migrated page: the author's keys under their documented names."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC
from typing import Final

import yaml

from sphinx_aiarticle.frontmatter import Block
from sphinx_aiarticle.frontmatter.foreign import FOREIGN_COVER_KEYS
from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS, COVER_KEYS, KEYS, Kind, is_foreign
from sphinx_aiarticle.values import parse_date, split_list

# Text that needs no quotation marks in YAML 1.1 and 1.2 alike. What begins with a digit or a sign may be a number.
_BARE: Final = re.compile(r"(?:[^\W\d_]|/)(?:(?!: | #|:$).)*(?<! )")
_CONSTANTS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_UNESCAPED: Final = re.compile(r"[ !#-\[\]-~\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*")
_LONGEST_KEY: Final = 100  # a longer one, or none, may be written in another form
_LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


class _Dumper(yaml.SafeDumper):
    """Writes front matter as people do: entries of lists indented, nothing as ``null``, no anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True

    def represent_text(self, text: str) -> yaml.ScalarNode:
        if _is_date(text):
            return self.represent_scalar("tag:yaml.org,2002:timestamp", text)
        style = None if _is_bare(text) else '"'
        return self.represent_scalar("tag:yaml.org,2002:str", _LONE_SURROGATE.sub("\ufffd", text), style)

    def represent_nothing(self, _: None) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.add_representer(str, _Dumper.represent_text)
_Dumper.add_representer(type(None), _Dumper.represent_nothing)


def _is_date(text: str) -> bool:
    return _DATE.fullmatch(text) is not None and parse_date(text, UTC) is not None


def _is_bare(text: str) -> bool:
    return text.isprintable() and _BARE.fullmatch(text) is not None and text.lower() not in _CONSTANTS


def yaml_lines(data: Mapping[str, object]) -> list[str]:
    """Return *data* as the lines of a block mapping, in its order; texts that are ISO 8601 dates are bare."""
    return [line for key, value in data.items() for line in _lines(key, value)]


def _lines(key: object, value: object) -> list[str]:
    """Return the lines of one key; PyYAML, which takes much longer, writes what is not plain."""
    name = _in_line(key) if 0 < len(str(key)) < _LONGEST_KEY else ""
    if name and isinstance(value, dict) and value:
        return [f"{name}:", *(f"  {line}" for line in yaml_lines(value))]
    values = [_in_line(one) for one in value] if isinstance(value, list) else [_in_line(value)]
    if not (name and values and all(values)):
        text: str = yaml.dump({key: value}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=math.inf)
        return text.rstrip("\n").split("\n")
    return [f"{name}:", *(f"  - {one}" for one in values)] if isinstance(value, list) else [f"{name}: {values[0]}"]


def _in_line(value: object) -> str:
    """Return a text or a truth value as YAML has it; nothing for any other, and for signs that are escaped."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str) or _is_date(value) or _is_bare(value):
        return value if isinstance(value, str) else ""
    return f'"{value}"' if _UNESCAPED.fullmatch(value) else ""


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
