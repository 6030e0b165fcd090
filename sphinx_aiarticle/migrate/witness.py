"""Whether Hugo reads the untouched site as we do, so that a comparison of two sites does not believe our own mistake.

The old site of a comparison is built from settings as :mod:`~sphinx_aiarticle.migrate.hugo_settings` reads them. A key
that it misreads would be wrong on both sides, and nothing would differ.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from sphinx_aiarticle.migrate.findings import Finding, needs_human
from sphinx_aiarticle.migrate.hugo_binary import Hugo, find_hugo
from sphinx_aiarticle.migrate.hugo_settings import is_own, mapping_at, read_settings
from sphinx_aiarticle.url import below_base

_KIND: Final = "second witness"
_FILES: Final = ("hugo.*", "config.*", "config/*/*", "themes/*/hugo.*", "themes/*/config.*", "themes/*/config/*/*")
_MISSING: Final = re.compile(r'module "[^"]+" not found in "([^"]+)"')
_MOST_THEMES: Final = 20  # that are stood in for by an empty folder
_SECONDS: Final = 60
_COLUMNS: Final = "path,slug,title,"  # what a list of pages begins with
_NOT_WRITTEN: Final = re.compile(r"\brender[\"']?\s*[:=]\s*[\"']?link\b")  # it has an address, and no file


def disagreements(root: Path, now: datetime, addresses: Collection[str]) -> Iterator[Finding]:
    """Yield each setting that Hugo reads otherwise than we do, and the pages that it has at none of the *addresses*.

    Pages are compared only where Hugo can list those of the site as it is, for which it needs the theme. The site's
    folder is only read. :class:`HugoError` when Hugo cannot be run.
    """
    hugo = find_hugo()
    if hugo is None:
        return
    known = set(map(unquote, addresses))
    with tempfile.TemporaryDirectory(prefix="aiarticle-witness-") as name:
        home = Path(name).resolve()
        theirs, ours = home / "theirs", home / "ours"
        _copy_settings(root, theirs, ours)
        read = _config(hugo, theirs, home)
        if isinstance(read, str):
            message = f"Hugo cannot read the settings as they are, so nothing says if we read them right: {read}"
            yield needs_human(_KIND, ".", message)
            return
        for key in dict.fromkeys(_misread(hugo, read, theirs, ours, home)):
            message = f"Hugo reads the setting {key!r} otherwise than this migration does; check what depends on it."
            yield needs_human(_KIND, ".", message)
        base_url = str(read.get("baseurl", ""))
        listed = ((path, below_base(address, base_url)) for path, address in _listed(hugo, root, home, now))
        missing = [f"{path} ({address})" for path, address in listed if address not in known]
        if missing:
            message = "Hugo has these pages at addresses that were not compared; look at them yourself."
            yield needs_human(_KIND, ".", message, also=missing)


def _copy_settings(root: Path, theirs: Path, ours: Path) -> None:
    """Write the settings of a site into a folder as they are, and into another as we read them, with its themes'."""
    for folder in (theirs, ours):
        (folder / "themes").mkdir(parents=True)  # without it, Hugo looks for missing themes elsewhere
    for path in (path for pattern in _FILES for path in root.glob(pattern) if is_own(path)):
        for folder in (theirs, ours) if path.is_relative_to(root / "themes") else (theirs,):
            copy = folder / path.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    settings, _ = read_settings(root)
    (ours / "hugo.json").write_text(json.dumps(settings, default=str), encoding="utf-8")


def _config(hugo: Hugo, folder: Path, home: Path, *options: str) -> Mapping[str, object] | str:
    """Return the settings in a folder as Hugo reads them; else what it says against them."""
    arguments = ["config", "--source", str(folder), "--format", "json", "--environment", "production", *options]
    for _ in range(_MOST_THEMES):
        result = hugo.run(arguments, home=home, timeout=_SECONDS)
        missing = _MISSING.search(result.output)
        if result.succeeded:
            start = re.search(r"^\{", result.output, re.MULTILINE)  # below warnings
            data, _ = json.JSONDecoder().raw_decode(result.output, start.start() if start else 0)
            return {**data, "workingdir": ""}
        if missing is None or not Path(missing[1]).is_relative_to(folder):
            break
        Path(missing[1]).mkdir(parents=True)
    return result.output.strip().replace(f"{folder}/", "")[-300:]


def _misread(hugo: Hugo, read: Mapping[str, object], theirs: Path, ours: Path, home: Path) -> Iterator[str]:
    """Yield the keys that Hugo reads otherwise than we do, in any language."""
    for language in mapping_at(read, "languages") or ("en",):
        first, second = (_config(hugo, folder, home, "--lang", language) for folder in (theirs, ours))
        if isinstance(first, str) or isinstance(second, str):
            yield f"languages.{language}"
        else:
            yield from _different(first, second)


def _different(first: object, second: object, key: str = "") -> Iterator[str]:
    """Yield the keys under which two readings differ, such as ``languages.fr.title``."""
    if isinstance(first, Mapping) or isinstance(second, Mapping):
        first, second = (value if isinstance(value, Mapping) else {"": value} for value in (first or {}, second or {}))
        for name in sorted({*first, *second}):
            yield from _different(first.get(name), second.get(name), f"{key}.{name}".strip("."))
    elif _in_order(first, key) != _in_order(second, key):
        yield key


def _in_order(value: object, key: str) -> object:
    """Return patterns of addresses, which Hugo tells in any order, in one; all else as it is."""
    if isinstance(value, list) and key == "permalinks":
        return sorted(value, key=lambda one: json.dumps(one, sort_keys=True))
    return value


def _listed(hugo: Hugo, root: Path, home: Path, now: datetime) -> Iterator[tuple[str, str]]:
    """Yield the file of each page that Hugo publishes of the site as it is, and its path on the web."""
    arguments = ["list", "published", "--source", str(root), "--environment", "production", "--noBuildLock",
                 "--clock", now.isoformat()]  # fmt: skip
    result = hugo.run(arguments, home=home, timeout=_SECONDS)
    _, columns, rows = result.output.partition(_COLUMNS) if result.succeeded else ("", "", "")
    for row in csv.DictReader((columns + rows).splitlines()):
        path = root / row["path"]
        if row["permalink"] and path.is_file() and not _NOT_WRITTEN.search(path.read_text("utf-8", "replace")):
            yield row["path"], unquote(urlsplit(row["permalink"]).path)
