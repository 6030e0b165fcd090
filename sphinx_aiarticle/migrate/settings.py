"""The settings of a Hugo site, read from its files, and their values by what they are to be."""

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
    for theme in filter(_THEME.fullmatch, texts_at(settings, "theme")):
        for path in filter(_is_own, _named(root / "themes" / theme)):
            with suppress(OSError, ValueError, RecursionError):  # Hugo has told its author
                theirs = mapping_at(_folded(_load(path)), "outputformats")
                settings = _merged({"outputformats": theirs} if theirs else {}, settings)
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


def mapping_at(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    """Return the table under a key; an empty one where there is none."""
    value = data.get(key)
    return value if isinstance(value, Mapping) else {}


def text_at(data: Mapping[str, object], key: str) -> str:
    """Return the text under a key in one line; empty where there is none."""
    value = data.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def texts_at(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    """Return the texts under a key, which may be one text or a list."""
    value = data.get(key)
    values = value if isinstance(value, list) else [value]
    return tuple(text.strip() for text in values if isinstance(text, str) and text.strip())
