"""Which files are checked."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.lint.link_places import Syntax

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SYNTAXES: Final = {
    ".md": Syntax.MARKDOWN, ".markdown": Syntax.MARKDOWN, ".rst": Syntax.RST, ".rest": Syntax.RST,
    ".toml": Syntax.TOML, ".html": Syntax.HTML, ".htm": Syntax.HTML,
}  # fmt: skip
_SKIPPED: Final = frozenset({"_build", "build", "dist", "node_modules", "venv", "__pycache__", "public", "resources"})


def find_files(paths: Sequence[Path], excluded: Sequence[str]) -> Iterator[Path]:
    """Yield the source files among *paths* and in the folders among them, in order, each once.

    Args:
        paths: Files, which are taken whatever they are called, and folders.
        excluded: Patterns of paths that are left out, relative to the folder.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in (path,) if path.is_file() else _in_folder(path, excluded):
            if (real := file.resolve()) not in seen:
                seen.add(real)
                yield file


def syntax_of(path: Path) -> Syntax:
    """Return how a file is written; an unknown one is taken for Markdown, which is closest to plain text."""
    return SYNTAXES.get(path.suffix.lower(), Syntax.MARKDOWN)


def _in_folder(folder: Path, excluded: Sequence[str]) -> Iterator[Path]:
    for name, folders, files in os.walk(folder):
        here = Path(name)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in _SKIPPED and not _is_excluded(folder, here / name, excluded)
        )
        for file in sorted(files):
            path = here / file
            if path.suffix.lower() in SYNTAXES and not _is_excluded(folder, path, excluded):
                yield path


def _is_excluded(folder: Path, path: Path, excluded: Sequence[str]) -> bool:
    relative = path.relative_to(folder).as_posix()
    patterns = (form for pattern in excluded for form in (pattern.rstrip("/"), pattern.rstrip("/").removeprefix("**/")))
    return any(fnmatch(relative, pattern) for pattern in patterns)
