"""The settings of a Hugo site, read from its files, their values by what they are to be, and what it mounts.

Which files and folders are its content, static files, assets and templates: the usual ones, unless the site mounts
others in their place, https://gohugo.io/configuration/module/#mounts.
"""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from sphinx_aiarticle.frontmatter import read_yaml
from sphinx_aiarticle.migrate.findings import NO_COUNTERPART, Finding, left, needs_human
from sphinx_aiarticle.record import Record

_NAMES: Final = ("hugo", "config")
_SUFFIXES: Final = (".toml", ".yaml", ".yml", ".json")
_FOLDERS: Final = ("config/_default", "config/production")  # what `hugo` itself reads
_THEME: Final = re.compile(r"[\w-][\w.-]*")
_HEAD: Final = re.compile(r"\A(?:[ \t]*+(?:[#%].*+)?\n)*+(?:---(?=\s))?")  # of a document in YAML
_MERGE: Final = "_merge"  # https://gohugo.io/configuration/introduction/#merge-configuration-settings
_LARGEST: Final = 1_000_000  # bytes
PACKAGES: Final = "node_modules"
#: The language of what is mounted for none that the site has.
NOWHERE: Final = "?"


def read_settings(root: Path, *, keeps_merge: bool = False) -> tuple[dict[str, object], tuple[Finding, ...]]:
    """Return the settings with all keys in lower case, as Hugo compares them, and what could not be read.

    https://gohugo.io/configuration/introduction/: one file in the site's folder, or a folder of files that are named
    after the key they fill. Of what themes say, the names of feeds count, and what the site asks for by ``_merge``,
    which only Hugo itself reads again.
    """
    settings: dict[str, object] = {}
    findings: list[Finding] = []
    for path, keys in _files(root):
        name = path.relative_to(root).as_posix()
        try:
            data = folded(_load(path))
        except (OSError, ValueError, RecursionError) as error:  # TOML, JSON and Unicode errors are ValueErrors
            message = f"This file cannot be read ({error}); fix it, or write its values into conf.py."
            findings.append(needs_human("site settings", name, message))
            continue
        for part in reversed(keys):
            data = {part: data}
        settings = _merged(settings, data)
    for theme in filter(_THEME.fullmatch, texts_at(settings, "theme")):
        for path in filter(is_own, _named(root / "themes" / theme)):
            with suppress(OSError, ValueError, RecursionError):  # Hugo has told its author
                theirs = folded(_load(path))
                added = {key: theirs[key] for key in ("outputformats",) if key in theirs}
                for key in filter(theirs.__contains__, settings):
                    own, how = mapping_at(settings, key), mapping_at(settings, key).get(_MERGE)
                    if how in ("shallow", "deep"):
                        values = mapping_at(theirs, key).items()
                        added[key] = {name: value for name, value in values if how == "deep" or name not in own}
                settings = _merged(added, settings)
    if not settings and not findings:
        message = "No hugo.toml, hugo.yaml or config folder is here; write title and address of the site into conf.py."
        findings.append(needs_human("site settings", ".", message))
    return settings if keeps_merge else _without_merge(settings), tuple(findings)


def _files(root: Path) -> Iterator[tuple[Path, Sequence[str]]]:
    """Yield the files that exist, and the keys below which each fills the settings, such as ``menus.fr.toml``."""
    path = next(filter(is_own, _named(root)), None)
    if path:
        yield path, ()
    for folder in _FOLDERS:
        for path in sorted((root / folder).glob("*")):
            if path.suffix in _SUFFIXES and is_own(path):
                name, *language = path.stem.lower().split(".")
                own = () if name in _NAMES or (language and name == "languages") else (name,)
                yield path, (*(("languages", *language) if language else ()), *own)


def _named(folder: Path) -> Iterator[Path]:
    return (folder / f"{name}{suffix}" for name in _NAMES for suffix in _SUFFIXES)


def is_own(path: Path) -> bool:
    """Whether a path is that of a file, and no symbolic link, which may lead out of the site."""
    return path.is_file() and not path.is_symlink()


def _load(path: Path) -> Mapping[str, object]:
    if path.stat().st_size > _LARGEST:
        raise ValueError("it is larger than 1 MB")
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".toml":
        return tomllib.loads(text)
    if path.suffix == ".json":
        data = json.loads(text)
        if not isinstance(data, Mapping):
            raise ValueError("it holds no keys")
        return data
    block = read_yaml(f"---\n{_HEAD.sub('', text)}\n---\n")
    if block.problems and not block.data:
        raise ValueError(block.problems[0].message)
    return block.data


def folded(data: Mapping[str, object]) -> dict[str, object]:
    """Return a table with all keys in lower case, those within it too."""
    return {str(key).lower(): folded(value) if isinstance(value, Mapping) else value for key, value in data.items()}


def _merged(first: Mapping[str, object], second: Mapping[str, object]) -> dict[str, object]:
    merged = dict(first)
    for key, value in second.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged


def _without_merge(data: Mapping[str, object]) -> dict[str, object]:
    return {key: _without_merge(value) if isinstance(value, Mapping) else value for key, value in data.items()
            if key != _MERGE}  # fmt: skip


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


_PART: Final = re.compile(r"/\*\*/|\*\*|\*|\?|\{[^{}]*\}")
_WILD: Final = {"/**/": "/(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def weight_of(entry: Mapping[str, object]) -> int:
    """Return by what Hugo orders an entry of its settings; one without a weight comes last."""
    weight = entry.get("weight")
    return weight if isinstance(weight, int) and weight else 10**6


class Mount(Record):
    """A file or folder of the site, and what it is there for.

    Attributes:
        source: The file or folder, relative to the site.
        target: Its place: ``content``, or ``content/docs`` for a part of it.
        language: Key of the language of its pages, in lower case; empty for the main one, ``NOWHERE`` for none.
        include: Patterns of the files in it that count; empty for all.
        exclude: Patterns of the files in it that do not count.
    """

    source: str
    target: str
    language: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @property
    def component(self) -> str:
        """What its files are: ``content``, ``static``, ``assets``, ``layouts`` and others."""
        return self.target.partition("/")[0]

    @property
    def is_outside(self) -> bool:
        """Whether it leads out of the site."""
        return self.source.startswith("/") or ".." in (self.source.split("/")[0], *self.target.split("/"))

    @property
    def is_package(self) -> bool:
        """Whether it is a part of a package of npm, as the themes are that are installed so."""
        return self.source.partition("/")[0] == PACKAGES

    def place(self, name: str) -> str:
        """Return the place of a file within its component; *name* is its path in the folder, empty for the file."""
        return "/".join(filter(None, (self.target.partition("/")[2], name)))

    def holds(self, name: str) -> bool:
        """Whether a file with this path in the folder counts."""
        return not _is_any(self.exclude, name) and (not self.include or _is_any(self.include, name))


def mounted_name(file: str, language: str, place: str) -> str:
    """Return what a file is called that is mounted at several places, for one of them."""
    return f"{file} ({language}: {place})"


def _matches(pattern: str, name: str) -> bool:
    """Whether a pattern matches a path: ``*`` within a folder, ``**`` in all; ``**/x`` begins in a folder."""
    pieces, end = [], 0
    pattern = pattern.lstrip("/")
    for match in _PART.finditer(pattern):
        pieces.append(re.escape(pattern[end : match.start()]))
        choices = "|".join(map(re.escape, match[0][1:-1].split(",")))
        pieces.append(_WILD.get(match[0], f"(?:{choices})"))
        end = match.end()
    return re.fullmatch("".join([*pieces, re.escape(pattern[end:])]), name, re.IGNORECASE) is not None


def read_mounts(settings: Mapping[str, object], usual: Iterable[Mount] = ()) -> tuple[Mount, ...]:
    """Return the mounts of a site, *usual* ones where it has none; the first that has a file for a place counts.

    What lies outside the site is left out, and so are files of a language that is disabled.
    """
    own = tuple(mount for mount in _mounts(settings) if not mount.is_outside)
    mounted = {mount.component for mount in own}
    all_mounts = (*own, *(mount for mount in usual if mount.component not in mounted))
    hidden = tuple(f"**.{key}.*" for key in disabled_languages(settings))
    return tuple(
        replace(mount, exclude=(*mount.exclude, *hidden)) if mount.component == "content" else mount
        for mount in all_mounts
    )


def shown_languages(settings: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """Return the languages that Hugo publishes, by their keys."""
    languages, disabled = mapping_at(settings, "languages"), disabled_languages(settings)
    return {key: mapping_at(languages, key) for key in languages if key not in disabled}


def disabled_languages(settings: Mapping[str, object]) -> list[str]:
    """Return the keys of the languages that Hugo passes over: https://gohugo.io/configuration/languages/#disabled."""
    languages, disabled = mapping_at(settings, "languages"), [*map(str.lower, texts_at(settings, "disablelanguages"))]
    return [key for key in languages if key in disabled or mapping_at(languages, key).get("disabled") is True]


def unread_content(settings: Mapping[str, object]) -> Iterator[Finding]:
    """Yield what is not read: folders outside the site that would hold pages or files, and what Hugo shows nowhere."""
    for mount in _mounts(settings):
        if mount.is_outside and mount.component in ("content", "static", "assets"):
            place = f"{mount.source!r} is mounted as {mount.target!r}"
            message = f"{place} and not read, as it is outside of the site; copy it into the site."
            yield needs_human("mount", ".", message)
        elif mount.language == NOWHERE:
            message = f"{mount.source!r} is mounted for no language of the site, so its pages do not move."
            yield left("mount", ".", message)
    for key in disabled_languages(settings):
        yield left("language", ".", f"The language {key!r} is disabled, so its pages do not move.")


def unmade_files(root: Path, settings: Mapping[str, object], known: Iterable[str]) -> Iterator[Finding]:
    """Yield what Hugo makes besides pages and feeds, but for pages in *known* forms, which lead to the usual ones."""
    outputs = mapping_at(settings, "outputs")
    forms = {name.lower() for kind in outputs for name in texts_at(outputs, kind)} - {"html", "rss", *known}
    for form in sorted(forms):
        message = f"Hugo writes lists or pages as {form.upper()}, too; the new site has no such files for your scripts."
        yield left(NO_COUNTERPART, ".", message)
    if settings.get("enablerobotstxt") is True and not (root / "static/robots.txt").is_file():
        yield left(NO_COUNTERPART, ".", "Hugo makes 'robots.txt', and Sphinx does not; write one into static/.")


def _mounts(settings: Mapping[str, object]) -> Iterator[Mount]:
    """Yield what the settings mount, pages once for each language."""
    mounts = mapping_at(settings, "module").get("mounts")
    for entry in mounts if isinstance(mounts, list) else ():
        if not isinstance(entry, Mapping):
            continue
        data = folded(entry)
        source, target = (posixpath.normpath(str(data.get(key, ".."))) for key in ("source", "target"))
        include, exclude = _patterns(*texts_at(data, "files"), *texts_at(data, "includefiles"))
        exclude += texts_at(data, "excludefiles")
        mount = Mount(source=source, target=target.strip("/"), include=include, exclude=exclude)
        known = shown_languages(settings) or (text_at(settings, "defaultcontentlanguage").lower() or "en",)
        keys = _languages(data, known) if mount.component == "content" else ("",)
        yield from (replace(mount, language=key) for key in keys)


def _languages(data: Mapping[str, object], known: Iterable[str]) -> Sequence[str]:
    """Return for which languages a folder is mounted: the main one where it does not say so."""
    matrix = mapping_at(mapping_at(data, "sites"), "matrix")
    wanted, refused = _patterns(*texts_at(data, "lang"), *texts_at(matrix, "languages"))
    if not wanted and not refused:
        return ("",)
    return [key for key in known if _is_any(wanted, key) and not _is_any(refused, key)] or (NOWHERE,)


def _patterns(*texts: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the patterns of what counts, and of what does not."""
    refused = tuple(text[1:].strip() for text in texts if text.startswith("!"))
    return tuple(text for text in texts if not text.startswith("!")), refused


def _is_any(patterns: Iterable[str], name: str) -> bool:
    return any(_matches(pattern, name) for pattern in patterns)
