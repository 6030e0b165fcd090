"""Files that builds write beside pages: whole, below the output folder, and known to the next build."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar, cast

from sphinx.application import Sphinx
from sphinx.util.matching import Matcher

from sphinx_aiarticle import __version__
from sphinx_aiarticle.reading.named_files import is_file

_T = TypeVar("_T")


class WrittenFiles:
    """The files of one kind that builds write beside pages, as the last build has left them and this one does.

    Attributes:
        before: The names of the files of the last build, each with what tells whether the file is still right.
        now: The same of this build.
    """

    def __init__(self, app: Sphinx, kind: str) -> None:
        self._app, self._record = app, Path(app.doctreedir, f"aiarticle-{kind}-{app.builder.name}.json")
        self.before: dict[str, object] = {}
        self.now: dict[str, object] = {}
        with suppress(OSError, ValueError):
            found = json.loads(self._record.read_text(encoding="utf-8"))
            self.before = found if isinstance(found, dict) else {}

    def finish(self, file_of: Callable[[str], str] = lambda name: name) -> None:
        """Delete what this build has no more, unless the project, or whatever *file_of* knows, has it by now."""
        for file in filter(None, map(file_of, self.before.keys() - self.now.keys())):
            if not is_extra(self._app, file):
                _delete(Path(self._app.outdir), file)
        if self.before != self.now:
            write_whole(self._record.parent, self._record, json.dumps(self.now).encode())


def write_beside(path: Path, text: str) -> None:
    """Write a file beside a page, which Sphinx may not have written yet: its folder is made where there is none."""
    try:
        path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    except FileNotFoundError:  # asked for each page, the folder would take as long as the file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace", newline="\n")


def write_whole(top: Path, target: Path, content: bytes | Callable[[Path], object]) -> None:
    """Write a file as a whole or not at all: whoever stops the build leaves the old file or the new one.

    Meanwhile it is in *top*, a folder around it. *content* may be what writes it to a file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = top / ".aiarticle-partial"
    try:
        if isinstance(content, bytes):
            partial.write_bytes(content)
        else:
            content(partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def place_of(outdir: Path, name: str) -> Path | None:
    """Return the file *name* below the output folder; ``None`` for one that would be outside, or that cannot be."""
    path = outdir / name
    try:
        is_below = ".." not in path.parts and path.parent.resolve().is_relative_to(outdir.resolve())
    except (OSError, ValueError):  # too long a name, or a NUL
        return None
    return path if is_below else None


def is_extra(app: Sphinx, name: str) -> bool:
    """Whether the project has a file of its own for *name* below the output folder, in ``html_extra_path``."""
    extra = [Path(app.confdir, entry) for entry in app.config.html_extra_path]
    if any(path.name == name and is_file(path) for path in extra):
        return True
    if not any(is_file(path / name) for path in extra):
        return False
    excluded = Matcher(app.config.exclude_patterns)  # as Sphinx asks when it copies such a folder
    return not any(excluded(str(part)) for part in (Path(name), *Path(name).parents[:-1]))


def _delete(outdir: Path, name: str) -> None:
    """Delete the file *name* and the folders that are empty without it; what cannot be deleted stays."""
    path = place_of(outdir, name)
    if path is None:
        return
    try:
        path.unlink()
        for folder in path.relative_to(outdir).parents:
            (outdir / folder).rmdir()  # ends at the first that is not empty
    except OSError:
        return


def kept_pieces(store: Path, files: Mapping[str, str], make: Callable[[str, str], _T | None]) -> dict[str, _T]:
    """Return what is made of each file that there is; it is made of those alone that have changed since it was kept.

    Pieces are long, and pickle reads and writes them ten times as fast as JSON. Of a ``None`` nothing is asked again.
    """
    before, now = _read_pieces(store), dict[str, tuple[object, ...]]()
    for name, path in files.items():
        try:
            status = os.stat(path)  # noqa: PTH116  # a path object takes as long again
        except OSError:
            continue
        stamp, old = (__version__, status.st_size, status.st_mtime_ns), before.get(name, ())
        if old[:-1] == stamp:
            now[name] = old
        elif (piece := make(name, path)) is not None:
            now[name] = (*stamp, piece)
    if before != now:
        write_whole(store.parent, store, pickle.dumps(now))
    return {name: cast("_T", kept[-1]) for name, kept in now.items()}


def _read_pieces(store: Path) -> dict[str, tuple[object, ...]]:
    try:
        found: dict[str, tuple[object, ...]] = pickle.loads(store.read_bytes())  # noqa: S301  # beside that of Sphinx
    except Exception:  # whatever an older version, or a build that was killed, has left
        return {}
    return found
