"""Write the files of a project so that nothing is lost: not by a crash, and not by a second run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.record import Record

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be replaced anyway
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from sphinx_aiarticle.migrate.plan import Output


FOLDER: Final = ".aiarticle-migrate"
_MANIFEST: Final = "manifest.json"
_VERSION: Final = 1


class State(StrEnum):
    """What a file of the project is before it is written."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    EDITED = "edited"
    CONFLICT = "conflict"
    REFUSED = "refused"


class Step(Record):
    """What happens to one file.

    Attributes:
        digest: Digest of what it shall hold.
        state: ``edited`` when only its owner changed it since it was written, ``conflict`` when its source did too or
            when it was never written by a migration, and ``refused`` when a symbolic link is in its way.
    """

    output: Output
    digest: str
    state: State


@dataclass(slots=True)
class Project:
    """The folder that a migration writes into.

    Attributes:
        written: Path of each file → digests of what migrations wrote there.
    """

    root: Path
    written: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def at(cls, root: Path) -> Project:
        """Return the project in a folder, which need not exist; a damaged record of earlier runs counts as none."""
        try:
            data = json.loads((root / FOLDER / _MANIFEST).read_text(encoding="utf-8"))
            files = data["files"] if data["version"] == _VERSION else {}
            written = {str(path): [str(digest) for digest in digests] for path, digests in files.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            written = {}
        return cls(root=root, written=written)

    def step(self, output: Output) -> Step:
        """Return what has to happen to a file."""
        try:
            digest = _digest(output.text) if output.text is not None else _file_digest(output.original)
            return Step(output=output, digest=digest, state=self._state(output.path, digest))
        except OSError:  # a name that this file system does not take, or a file that is gone by now
            return Step(output=output, digest="", state=State.REFUSED)

    def _state(self, name: str, digest: str) -> State:
        path = self.root / name
        if _is_blocked(self.root, path):
            return State.REFUSED
        if not path.exists():
            return State.NEW
        present = _file_digest(path)
        if present == digest:
            return State.UNCHANGED
        known = self.written.get(name, [])
        if present in known:
            return State.CHANGED
        return State.EDITED if digest in known else State.CONFLICT

    def announce(self, steps: Iterable[Step]) -> None:
        """Record what is about to be written, so that after a crash the files still count as written by us."""
        for step in steps:
            known = self.written.setdefault(step.output.path, [])
            if step.digest not in known:
                known.append(step.digest)
        self._save()

    def settle(self, steps: Iterable[Step]) -> None:
        """Record what was written, and nothing else about these files."""
        for step in steps:
            self.written[step.output.path] = [step.digest]
        self._save()

    def write(self, step: Step) -> None:
        """Write a file as a whole, or not at all."""
        target = self.root / step.output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = self._partial()
        if step.output.text is not None:
            partial.write_bytes(step.output.text.encode("utf-8", "replace"))
        elif step.output.original is not None:
            shutil.copyfile(step.output.original, partial, follow_symlinks=False)
        partial.replace(target)

    def gone(self, outputs: Iterable[Output]) -> list[str]:
        """Return the files of earlier runs that exist and belong to no page or file of the site any more."""
        wanted = {output.path for output in outputs}
        return sorted(name for name in self.written if name not in wanted and (self.root / name).is_file())

    def _partial(self) -> Path:
        folder = self.root / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / "partial"
        partial.unlink(missing_ok=True)  # of a run that was killed
        return partial

    def _save(self) -> None:
        data = {"version": _VERSION, "files": dict(sorted(self.written.items()))}
        text = json.dumps(data, indent=1, ensure_ascii=True) + "\n"
        path = self.root / FOLDER / _MANIFEST
        partial = self._partial()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            return
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep other migrations from writing into a project at the same time; a killed run leaves no lock.

    :class:`BlockingIOError` when another one is at it.
    """
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _is_blocked(root: Path, path: Path) -> bool:
    """Whether a symbolic link, or a file in place of a folder, is between *root* and *path*."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return True
    for parent in path.parents:
        if parent == root:
            return False
        if parent.is_symlink() or (parent.exists() and not parent.is_dir()):
            return True
    return True  # outside


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _file_digest(path: Path | None) -> str:
    if path is None:
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
