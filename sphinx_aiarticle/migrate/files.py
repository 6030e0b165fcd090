"""The files of a Hugo site: those of its content, and those that are copied as they are."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from sphinx_aiarticle.migrate.findings import Finding, needs_human
from sphinx_aiarticle.migrate.hugo_settings import Mount, mounted_name
from sphinx_aiarticle.migrate.site import HugoSite, by_language
from sphinx_aiarticle.record import Record

STATIC: Final = "static"
ASSETS: Final = "assets"
_IMAGES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp")
_WORD: Final = re.compile(r"[^\s\"'<>()=/\\?#]++")
_ODD_NAME: Final = re.compile(r"[\\\ud800-\udfff]|^\s|\s$")
_SPACE: Final = re.compile(r"[\t-\r]")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_JUNK: Final = frozenset({".git", ".DS_Store", "Thumbs.db", ".gitkeep"})
_DEEPEST: Final = 40  # folders


class SourceFile(Record):
    """A file of the Hugo site.

    Attributes:
        name: Its place among the files of its kind, with slashes; for pages below the folder of their language.
        shown: Its path below the site, for reports.
        language: Key of the language that it is in; empty for one that is in none.
        top: The folder of the language, with which its name begins; empty for the main one.
    """

    path: Path
    name: str
    shown: str
    language: str = ""
    top: str = ""

    @property
    def is_section(self) -> bool:
        """Whether it is the page of a folder."""
        return self.name.rpartition("/")[2].partition(".")[0] == "_index"


def walk(root: Path, mount: Mount, findings: list[Finding]) -> Iterator[SourceFile]:
    """Yield the files below a folder or mounted alone, which need not exist, in a fixed order, named by their places.

    Symbolic links, special files and names that no address can hold are refused with a finding each.
    """
    top, folder = root / mount.source, mount.source
    if _has_link(root, top):
        findings.append(needs_human("symbolic link", folder, "This folder is a link and is not followed; copy it."))
    elif top.is_file():
        yield SourceFile(path=top, name=mount.place(""), shown=folder)
    elif top.is_dir():
        for file in _walk(top, "", folder, findings, 0):
            if mount.holds(file.name):
                yield replace(file, name=mount.place(file.name))


def _walk(top: Path, inner: str, folder: str, findings: list[Finding], depth: int) -> Iterator[SourceFile]:
    try:
        with os.scandir(top) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        message = f"This folder cannot be read ({error.strerror}); give yourself the right to, or remove it."
        findings.append(needs_human("unreadable folder", f"{folder}/{inner}".rstrip("/"), message))
        return
    for entry in entries:
        name, shown = f"{inner}{_CONTROL.sub('', _SPACE.sub(' ', entry.name))}", f"{folder}/{inner}{entry.name}"
        if entry.name in _JUNK:
            continue
        if _ODD_NAME.search(entry.name):
            message = "The name holds characters that no address can hold; rename the file."
            findings.append(needs_human("file name", ascii(shown)[1:-1], message))
        elif entry.is_symlink():
            message = "This is a symbolic link and is not followed; put the file itself here."
            findings.append(needs_human("symbolic link", shown, message))
        elif entry.is_dir():
            if depth < _DEEPEST:
                yield from _walk(top / entry.name, f"{name}/", folder, findings, depth + 1)
        elif entry.is_file() and not os.access(entry.path, os.R_OK):
            message = "This file cannot be read and is not copied; give yourself the right to, or remove it."
            findings.append(needs_human("unreadable file", shown, message))
        elif entry.is_file():
            yield SourceFile(path=top / entry.name, name=name, shown=shown)
        else:
            findings.append(needs_human("special file", shown, "This is not an ordinary file and is not copied."))


def _has_link(root: Path, path: Path) -> bool:
    """Whether a folder between *root* and *path* is a symbolic link."""
    while path != root:
        if path.is_symlink():
            return True
        path = path.parent
    return False


def content_files(root: Path, site: HugoSite, findings: list[Finding]) -> Iterator[SourceFile]:
    """Yield the files of the content, for each place those of the first mount; one file may be mounted at several."""
    found: list[SourceFile] = []
    for mount in site.mounts:
        if mount.component == "content":
            taken = {file.name for file in found}
            files = by_language(walk(root, mount, findings), mount, site.languages, site.formats)
            found += [file for file in files if file.name not in taken]
    places = Counter(file.shown for file in found)
    for file in found:
        place = mounted_name(file.shown, file.language, file.name.removeprefix(file.top))
        yield replace(file, shown=place) if places[file.shown] > 1 else file


def copied_files(root: Path, site: HugoSite, findings: list[Finding]) -> Iterator[tuple[str, SourceFile]]:
    """Yield the files that are copied as they are, with their place in the project."""
    for mount in site.mounts:
        if mount.component in (STATIC, ASSETS) and not mount.is_package:
            for file in walk(root, mount, findings):
                if mount.component == STATIC or file.path.suffix.lower() in _IMAGES:
                    yield f"{mount.component}/{file.name}", file


def files_of_themes(
    root: Path, site: HugoSite, taken: Collection[str], texts: Sequence[str]
) -> Iterator[tuple[str, SourceFile]]:
    """Yield files of themes, with their place in the project: pictures, and others at an address, that *texts* name."""
    theirs = (Mount(source=f"themes/{theme}/{part}", target=part) for theme in site.themes for part in (STATIC, ASSETS))
    packages = (mount for mount in site.mounts if mount.is_package and mount.component in (STATIC, ASSETS))
    mounts = (*packages, *theirs)
    found = [(f"{mount.component}/{file.name}", file) for mount in mounts for file in walk(root, mount, [])]
    found = [(path, file) for path, file in found if path not in taken]
    names = {file.path.name for _, file in found}
    named = names and names & {unquote(word) for text in texts for word in _WORD.findall(text)}
    for path, file in {path: file for path, file in reversed(found) if file.path.name in named}.items():
        is_picture, address = file.path.suffix.lower() in _IMAGES, f"/{file.name}"
        if is_picture or (
            path.startswith(f"{STATIC}/") and any(address in text or quote(address) in text for text in texts)
        ):
            yield path, file
