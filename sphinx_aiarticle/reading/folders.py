"""Folders of a Hugo site: what their ``_index.md`` hands down to the articles below."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_aiarticle import frontmatter
from sphinx_aiarticle.frontmatter.publication import cascade_of, folders_above

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.environment import BuildEnvironment


_INDEX = "_index"


def defaults_of(env: BuildEnvironment, docname: str) -> list[dict[str, object]]:
    """Return the front matter that folders hand down to *docname*, the nearest folder first."""
    site_path = f"/{docname.removeprefix('content/')}"
    found = (_front_matter_of(path) for path in _index_files(env, docname))
    return [cascade_of(data, site_path) for data in found if "cascade" in data]


def note_dependencies(env: BuildEnvironment, docname: str) -> None:
    """Have *docname* read again when a folder above it says something else."""
    for path in _index_files(env, docname):
        env.note_dependency(path.relative_to(env.srcdir).as_posix())


def is_index(docname: str) -> bool:
    """Whether a document is what Hugo reads for a folder rather than for a page."""
    return docname.rpartition("/")[2] == _INDEX


def _index_files(env: BuildEnvironment, docname: str) -> Iterator[Path]:
    paths = (Path(env.srcdir, folder, f"{_INDEX}.md") for folder in folders_above(docname))
    return filter(Path.is_file, paths)


def _front_matter_of(path: Path) -> Mapping[str, object]:
    try:
        return _read(str(path), path.stat().st_mtime_ns)
    except (OSError, UnicodeError):
        return {}


@lru_cache(maxsize=512)
def _read(path: str, _changed: int) -> Mapping[str, object]:
    return frontmatter.read_hugo(Path(path).read_text(encoding="utf-8")).data
