"""The front matter of a migrated page: the author's keys in one spelling."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter.foreign_keys import FOREIGN_COVER_KEYS, is_foreign
from sphinx_aiarticle.frontmatter.keys import (
    ARTICLE_KEYS,
    AUTHOR_KEYS,
    CANONICAL_KEYS,
    CATEGORY_KEYS,
    COVER_KEYS,
    LASTMOD_KEYS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_aiarticle.frontmatter import Block

_LIST_KEYS: Final = frozenset({"categories", "tags", "keywords", "aliases"})
_SPELLINGS: Final = {
    **{key.lower(): key for key in ARTICLE_KEYS},
    **dict.fromkeys((key.lower() for key in LASTMOD_KEYS), "lastmod"),
    **dict.fromkeys((key.lower() for key in CATEGORY_KEYS), "categories"),
    **dict.fromkeys((key.lower() for key in CANONICAL_KEYS), "canonicalURL"),
    **{key: key for key in AUTHOR_KEYS},
    "tag": "tags",
    "alias": "aliases",
}


def clean_block(block: Block) -> Block:
    """Return *block* with known keys in the spelling that the documentation uses; see :func:`clean_keys`."""
    names = _clean_names(block.data)
    lines = {names.get(key, key): line for key, line in block.lines.items()}
    return replace(block, data=clean_keys(block.data), lines=lines)


def clean_keys(data: Mapping[str, object]) -> dict[str, object]:
    """Return front matter with known keys in the spelling that the documentation uses; the others stay.

    Hugo compares keys without case. Where two spellings of one key stand side by side, both stay as they are.

    Args:
        data: What the author wrote.
    """
    names = _clean_names(data)
    return {
        names[key]: [value] if names[key] in _LIST_KEYS and isinstance(value, str) and value else value
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
