"""What ``_index.md`` files say about every page below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_aiarticle.frontmatter import Block

_TARGETS = ("target", "_target")


def cascade_of(data: Mapping[str, object], path: str) -> dict[str, object]:
    """Return the values that the front matter of a folder hands down to a page.

    https://gohugo.io/configuration/cascade/: one mapping or a list of them, each with an optional ``target``; of two
    that match the first one counts.

    Args:
        data: Front matter of the folder's ``_index.md``.
        path: Site path of the page, such as ``/posts/kettles``.
    """
    value = data.get("cascade")
    values: dict[str, object] = {}
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, Mapping) and _matches(entry, path):
            for key, item in entry.items():
                if key == "params" and isinstance(item, Mapping):
                    values = {**item, **values}
                elif key not in _TARGETS:
                    values.setdefault(key, item)
    return values


def with_defaults(block: Block, cascades: Iterable[Mapping[str, object]]) -> Block:
    """Return *block* with what it does not say itself from *cascades*, the nearest folder first."""
    defaults: dict[str, object] = {}
    for values in cascades:
        defaults = {**values, **defaults}
    defaults = {key: value for key, value in defaults.items() if key not in block.data}
    return replace(block, data={**block.data, **defaults}) if defaults else block


def _matches(entry: Mapping[str, object], path: str) -> bool:
    for name in _TARGETS:
        target = entry.get(name)
        if isinstance(target, Mapping):
            kind, pattern = target.get("kind", "page"), target.get("path", "**")
            return kind in ("page", "{page,section}") and _matches_path(str(pattern), path)
    return True


def _matches_path(pattern: str, path: str) -> bool:
    """Whether a path is matched; ``{a,b}`` and the difference of ``*`` and ``**`` are not looked at."""
    return fnmatchcase(path, pattern if pattern.startswith(("/", "*")) else f"/{pattern}")
