"""Publish the files beside an article at the addresses that they had, as Hugo does with page bundles."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.matching import Matcher

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, handles, warn
from sphinx_aiarticle.html.address import makes_pages
from sphinx_aiarticle.html.files import WrittenFiles, is_extra, place_of, write_whole
from sphinx_aiarticle.hugo.paths import Rank, SitePath, page_path, redirect_file
from sphinx_aiarticle.reading.source import HUGO_ARTICLES, PATHS

_INDEX = ("index", "_index")
_Stamp = list[str | int]


@handles("build-finished")
def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Copy what is new or changed since the last build, and delete what is gone."""
    builder = app.builder
    if exception is not None or not makes_pages(builder):
        return
    wanted = wanted_files(app)
    files = WrittenFiles(app, "bundles")
    if not wanted and not files.before:
        return
    outdir, before = Path(builder.outdir), files.before
    Path(outdir, ".aiarticle-partial").unlink(missing_ok=True)  # of a build that was killed
    pages = {os.path.relpath(builder.get_outfilename(docname), outdir) for docname in app.env.all_docs}
    for name, source in wanted.items():
        try:
            is_ours = name in before or not (name.endswith(".html") or is_extra(app, name))
            if name not in pages and _copy(outdir, name, source, before.get(name), may_replace=is_ours):
                files.now[name] = _stamp(source)
        except OSError as error:
            message = "the file %r of a page bundle cannot be published: %s"
            warn(Subtype.IMAGE, message, name, error, location=f"{source}:1")
            if name in before:
                files.now[name] = []  # the old file stays, and is written again by the next build
    files.finish(lambda name: "" if name in pages else name)


def wanted_files(app: Sphinx) -> Mapping[str, Path]:
    """Return the file to copy for each name below the output folder; what a page is called by its own name wins."""
    env, srcdir = app.env, Path(app.srcdir)
    excluded = Matcher([*app.config.exclude_patterns, *(f"**{suffix}" for suffix in app.config.source_suffix)])
    found: dict[str, tuple[int, str]] = {}
    documents = _with_documents(env)
    for folder in _folders(app):
        paths = [path for path in _files_in(srcdir, folder, documents) if not excluded(path)]
        for rank, place in _places(env, folder):
            for path in paths:
                name = f"{place}/{path.removeprefix(f'{folder}/')}"
                found[name] = min(found.get(name, (9, "")), (rank, path))
    return {name: srcdir / path for name, (_, path) in found.items()}


def _folders(app: Sphinx) -> Iterator[str]:
    """Yield the folders of Hugo's bundles, and those that the project names."""
    hugo = HUGO_ARTICLES.of(app.env)
    named = Matcher(settings(app.config).bundles)
    for docname in sorted(app.env.all_docs):
        folder, _, name = docname.rpartition("/")
        if folder and name in _INDEX and (docname in hugo or named(folder)):
            yield folder


def _with_documents(env: BuildEnvironment) -> frozenset[str]:
    folders: set[str] = set()
    for docname in env.found_docs:
        folder = docname.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(folders)


def _files_in(srcdir: Path, folder: str, documents: frozenset[str]) -> Iterator[str]:
    """Yield the files below a folder; those in a folder with documents belong to these."""
    try:
        with os.scandir(srcdir / folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        warn(Subtype.IMAGE, "the folder of a page bundle cannot be read: %s", error, location=None)
        return
    for entry in found:
        path = f"{folder}/{entry.name}"
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_file():
            yield path
        elif entry.is_dir() and path not in documents:
            yield from _files_in(srcdir, path, documents)


def _places(env: BuildEnvironment, folder: str) -> Iterator[tuple[int, str]]:
    """Yield the folders of the site under which the page of a folder is known, and their ranks."""
    own = SitePath(path=page_path(f"{folder}/index"), rank=Rank.FILE)
    docnames = [docname for name in _INDEX if (docname := f"{folder}/{name}") in env.all_docs]
    for path in (own, *(path for docname in docnames for path in PATHS.get(env, docname))):
        file = redirect_file(path.path)
        if file.endswith("/index.html"):
            yield int(path.rank), file.removesuffix("/index.html")


def _copy(outdir: Path, name: str, source: Path, before: object, *, may_replace: bool) -> bool:
    """Copy a file unless somebody else's is there; return whether it is there now."""
    target, stamp = place_of(outdir, name), _stamp(source)
    if target is None or target.is_symlink() or target.is_dir():
        return False
    if target.exists():
        is_whole = target.stat().st_size == stamp[1]
        if is_whole and before == stamp:
            return True
        if not may_replace and not (is_whole and filecmp.cmp(source, target, shallow=False)):
            return False
    write_whole(outdir, target, lambda partial: shutil.copyfile(source, partial))
    return True


def _stamp(path: Path) -> _Stamp:
    status = path.stat()
    return [str(path), status.st_size, status.st_mtime_ns]
