"""Write data as YAML that people like to read and every YAML parser reads back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter.dates import parse_date
from sphinx_aiarticle.frontmatter.flow import flow_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Text that needs no quotation marks in YAML 1.1 and 1.2 alike. What begins with a digit or a sign may be a number.
_BARE: Final = re.compile(r"(?:[^\W\d_]|/)(?:(?!: | #|:$).)*(?<! )")
_BARE_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)
_CONSTANTS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)


def yaml_lines(data: Mapping[str, object]) -> list[str]:
    """Return *data* as the lines of a block mapping, in its order.

    Args:
        data: Texts, numbers, booleans, ``None``, and lists and mappings of them. A text that is an ISO 8601 date is
            written bare, as front matter has it.
    """
    return list(_mapping(data, ""))


def _mapping(data: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in data.items():
        name = indent + (key if _BARE_KEY.fullmatch(key) and key.lower() not in _CONSTANTS else flow_line(key))
        if isinstance(value, Mapping) and value:
            yield f"{name}:"
            yield from _mapping(value, f"{indent}  ")
        elif isinstance(value, list | tuple) and value:
            yield f"{name}:"
            yield from _items(value, f"{indent}  - ")
        else:
            yield f"{name}: {_scalar(value)}".rstrip()


def _items(values: Sequence[object], indent: str) -> Iterator[str]:
    for value in values:
        yield indent + (flow_line(value) if isinstance(value, list | tuple | Mapping) else _scalar(value) or "null")


def _scalar(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return flow_line(value)
    return value if _is_bare(value) else flow_line(value)


def _is_bare(text: str) -> bool:
    if _DATE.fullmatch(text):
        return parse_date(text, UTC) is not None
    return text.isprintable() and _BARE.fullmatch(text) is not None and text.lower() not in _CONSTANTS
