"""Which source files are checked, and to which project each belongs: the nearest ``conf.py`` above it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_aiarticle.cli.conf import run_conf
from sphinx_aiarticle.recognise.addresses import Syntax
from sphinx_aiarticle.stores.affiliate import NOBODY, Project, project_of
from sphinx_aiarticle.stores.settings import read_stores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


SYNTAXES: Final = {
    ".md": Syntax.MARKDOWN, ".markdown": Syntax.MARKDOWN, ".rst": Syntax.RST, ".rest": Syntax.RST,
    ".toml": Syntax.TOML, ".html": Syntax.HTML, ".htm": Syntax.HTML,
}  # fmt: skip
_SKIPPED: Final = frozenset({"_build", "build", "dist", "node_modules", "venv", "__pycache__", "public", "resources"})
#: What a ``conf.py`` of Sphinx says; other programs have files of that name too, which must not be run.
_SIGNS: Final = (b"extensions", b"aiarticle_", b"exclude_patterns")


def syntax_of(path: Path) -> Syntax:
    """Return how a file is written; an unknown one is taken for Markdown, which is closest to plain text."""
    return SYNTAXES.get(path.suffix.lower(), Syntax.MARKDOWN)


class ConfError(Exception):
    """A ``conf.py`` cannot be used; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conf:
    """What a ``conf.py`` says of links.

    Attributes:
        folder: Its folder; ``None`` where there is none.
        project: Whose links are right.
        excluded: Patterns of paths below the folder that are left out.
    """

    folder: Path | None = None
    project: Project = NOBODY
    excluded: tuple[str, ...] = ()

    def leaves_out(self, path: Path) -> bool:
        """Whether a file or folder is not part of the project, so that naming it makes no difference."""
        if self.folder is None or not path.is_relative_to(self.folder):
            return False
        relative = path.relative_to(self.folder)
        forms = {form for entry in self.excluded for form in (entry.rstrip("/"), entry.rstrip("/").removeprefix("**/"))}
        places = [relative, *relative.parents][:-1]
        return any(map(_is_skipped, relative.parts[:-1])) or any(
            fnmatch(place.as_posix(), form) for place in places for form in forms
        )


class Confs:
    """Finds the ``conf.py`` of a file from there up to the root of its repository, unless it is given; runs it once."""

    def __init__(self, given: Path | None) -> None:
        self._given = _read(given) if given else None
        self._found: dict[Path, Conf] = {}

    def of(self, folder: Path) -> Conf:
        """Return what the nearest ``conf.py`` says, in *folder* (absolute) or above it.

        Raises:
            ConfError: It cannot be run, or its stores are wrong.
        """
        if self._given:
            return self._given
        if folder not in self._found:
            file = folder / "conf.py"
            if file.is_file() and any(sign in file.read_bytes() for sign in _SIGNS):
                self._found[folder] = _read(file)
            elif (folder / ".git").exists() or folder.parent == folder:
                self._found[folder] = Conf()
            else:
                self._found[folder] = self.of(folder.parent)
        return self._found[folder]


def find_files(paths: Sequence[Path], confs: Confs) -> Iterator[tuple[Path, Conf]]:
    """Yield the source files among *paths* and in the folders among them, in order, each once, with its ``conf.py``.

    What a project leaves out is left out where it is named too, so that a report does not depend on how it is asked
    for.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in (path,) if path.is_file() else _in_folder(path, confs):
            conf = confs.of(_absolute(file).parent)
            if (real := file.resolve()) not in seen and not conf.leaves_out(_absolute(file)):
                seen.add(real)
                yield file, conf


def _in_folder(folder: Path, confs: Confs) -> Iterator[Path]:
    for name, folders, files in os.walk(folder):
        here = Path(name)
        if ".buildinfo" in files and here != folder:  # Sphinx wrote it
            folders.clear()
            continue
        conf = confs.of(_absolute(here))
        folders[:] = sorted(
            name for name in folders if not _is_skipped(name) and not conf.leaves_out(_absolute(here / name))
        )
        sources = (here / file for file in sorted(files) if Path(file).suffix.lower() in SYNTAXES)
        yield from filter(Path.is_file, sources)  # reading a pipe would never end


def _is_skipped(folder: str) -> bool:
    return folder.startswith(".") or folder in _SKIPPED


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def _read(file: Path) -> Conf:
    try:
        values = run_conf(file)
        stores = read_stores(values.get("aiarticle_stores") or {})
    except (ValueError, TypeError, AttributeError) as error:
        raise ConfError(f"{str(file)!r}: {error}") from error
    excluded = values.get("exclude_patterns") or ()
    return Conf(
        folder=_absolute(file).parent,
        project=project_of(tuple(stores.values()), adds_ids=bool(values.get("aiarticle_add_ids"))),
        excluded=tuple(pattern for pattern in excluded if isinstance(pattern, str)),
    )
