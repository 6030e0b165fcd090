"""The files of a Hugo site: real ones inside its own folders, and nothing that a link points to."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.hugo.migrate.findings import Finding, needs_human

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ODD_NAME: Final = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]|^\s|\s$")
_JUNK: Final = frozenset({".git", ".DS_Store", "Thumbs.db", ".gitkeep"})
_DEEPEST: Final = 40  # folders


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the Hugo site.

    Attributes:
        path: Where it is.
        name: Its path below the folder that was walked, with slashes.
        shown: Its path below the site, for reports.
    """

    path: Path
    name: str
    shown: str


def walk(root: Path, folder: str, findings: list[Finding]) -> Iterator[SourceFile]:
    """Yield the files below a folder in a fixed order.

    Symbolic links, special files and names that no address can hold are refused with a finding each.

    Args:
        root: Folder of the Hugo site.
        folder: The folder in it; it need not exist.
        findings: Takes what is refused.
    """
    top = root / folder
    if _has_link(root, top):
        findings.append(needs_human("symbolic link", folder, "This folder is a link and is not followed; copy it."))
    elif top.is_dir():
        yield from _walk(top, "", folder, findings, 0)


def _walk(top: Path, inner: str, folder: str, findings: list[Finding], depth: int) -> Iterator[SourceFile]:
    with os.scandir(top) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        name = f"{inner}{entry.name}"
        shown = f"{folder}/{name}"
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
        elif entry.is_file():
            yield SourceFile(path=top / entry.name, name=name, shown=shown)
        else:
            findings.append(needs_human("special file", shown, "This is no ordinary file and is not copied."))


def _has_link(root: Path, path: Path) -> bool:
    """Whether a folder between *root* and *path* is a symbolic link."""
    while path != root:
        if path.is_symlink():
            return True
        path = path.parent
    return False
