"""The settings of a Hugo site, as its files hold them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.frontmatter import read_yaml
from sphinx_aiarticle.migrate.findings import Finding, needs_human

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAMES: Final = ("hugo", "config")
_SUFFIXES: Final = (".toml", ".yaml", ".yml", ".json")
_FOLDERS: Final = ("config/_default", "config/production")  # what `hugo` itself reads
_THEME: Final = re.compile(r"[\w-][\w.-]*")
_LARGEST: Final = 1_000_000  # bytes


def read_settings(root: Path) -> tuple[dict[str, object], tuple[Finding, ...]]:
    """Return the settings with all keys in lower case, as Hugo compares them, and what could not be read.

    https://gohugo.io/configuration/introduction/: one file in the site's folder, or a folder of files that are named
    after the key they fill. Of what themes say, the names of feeds count.

    Args:
        root: Folder of the Hugo site.
    """
    settings: dict[str, object] = {}
    findings: list[Finding] = []
    for path, key in _files(root):
        name = path.relative_to(root).as_posix()
        try:
            data = _folded(_load(path))
        except (OSError, ValueError, RecursionError) as error:  # TOML, JSON and Unicode errors are ValueErrors
            message = f"This file cannot be read ({error}); fix it, or write its values into conf.py."
            findings.append(needs_human("site settings", name, message))
            continue
        settings = _merged(settings, {key: data} if key else data)
    for theme in _themes(settings):
        for path in filter(_is_own, _named(root / "themes" / theme)):
            with suppress(OSError, ValueError, RecursionError):  # Hugo has told its author
                theirs = _folded(_load(path)).get("outputformats")
                settings = _merged({"outputformats": theirs} if isinstance(theirs, Mapping) else {}, settings)
    if not settings and not findings:
        message = "No hugo.toml, hugo.yaml or config folder is here; write title and address of the site into conf.py."
        findings.append(needs_human("site settings", ".", message))
    return settings, tuple(findings)


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files that exist, and the key that each fills; an empty one for the whole."""
    path = next(filter(_is_own, _named(root)), None)
    if path:
        yield path, ""
    for folder in _FOLDERS:
        for path in sorted((root / folder).glob("*")):
            if path.suffix in _SUFFIXES and _is_own(path):
                yield path, "" if path.stem in _NAMES else path.stem.lower()


def _named(folder: Path) -> Iterator[Path]:
    return (folder / f"{name}{suffix}" for name in _NAMES for suffix in _SUFFIXES)


def _themes(settings: Mapping[str, object]) -> list[str]:
    named = settings.get("theme")
    names = named if isinstance(named, list) else [named]
    return [name for name in names if isinstance(name, str) and _THEME.fullmatch(name)]


def _is_own(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _load(path: Path) -> Mapping[str, object]:
    if path.stat().st_size > _LARGEST:
        raise ValueError("it is larger than 1 MB")
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".toml":
        return tomllib.loads(text)
    if path.suffix == ".json":
        data = json.loads(text)
    else:
        block = read_yaml(f"---\n{text.removeprefix('---').lstrip()}\n---\n")
        if block.problems and not block.data:
            raise ValueError(block.problems[0].message)
        data = block.data
    if not isinstance(data, Mapping):
        raise ValueError("it holds no keys")
    return data


def _folded(data: Mapping[str, object]) -> dict[str, object]:
    return {str(key).lower(): _folded(value) if isinstance(value, Mapping) else value for key, value in data.items()}


def _merged(first: Mapping[str, object], second: Mapping[str, object]) -> dict[str, object]:
    merged = dict(first)
    for key, value in second.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged
