"""The files that documents name: found while a document is read, which is read again when it would find others."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, handles, warn
from sphinx_aiarticle.domain import Table
from sphinx_aiarticle.nodes import find_elements
from sphinx_aiarticle.reading.source import HUGO_ARTICLES
from sphinx_aiarticle.url import below_base, is_image_file, is_safe_image, is_web_url

#: The paths of files from the source folder, by what HTML in a document calls them; empty for what is no file.
HTML_FILES: Final[Table[Mapping[str, str]]] = Table(name="html_files", default={})
#: Where the files are that documents name, by how they name them, and empty for nowhere, unless they are where they are
#: looked for first: no file that comes later is found instead of these.
_PLACES: Final[Table[Mapping[str, str]]] = Table(name="file_places", default={})

_MAY_NAME_SOME: Final = re.compile(r"\s(?:(?:data-)?src(?:set)?|data|href|poster)\s*=", re.IGNORECASE)
#: Elements that show nothing without their file.
SHOWN: Final = frozenset({"audio", "embed", "img", "object", "source", "track", "video"})
_PRIVATE: Final = (
    "the file %r that HTML by hand names is hidden, holds settings, or is outside of the source folder, so it is not "
    "published; put a copy of it beside the article, or into a folder of html_extra_path"
)


def is_file(path: Path | str) -> bool:
    """Whether a file exists; any text may be asked for, also one that no file system takes as a name."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file() raises for names that are too long


def find_image(env: BuildEnvironment, name: str) -> Path | None:
    """Find an image; only pictures are found: whatever is found is published."""
    return find_file(env, name) if is_image_file(name) else None


def find_file(env: BuildEnvironment, name: str) -> Path | None:
    """Find a file by the ways authors name one: from the document, the source folder, or a folder of static files.

    The document that is being read is read again as soon as another one is found, or one at all.
    """
    place, number = _finder(env)(_folder(env.docname, name), name)
    if number != 0:
        _PLACES.keep(env, env.docname, {**_PLACES.get(env, env.docname), name: place})
    return Path(place) if place else None


def _folder(docname: str, name: str) -> str:
    """Return the folder below that of the sources from which a document names a file."""
    return "" if name.startswith("/") else docname.rpartition("/")[0]


def _finder(env: BuildEnvironment) -> Callable[[str, str], tuple[str, int]]:
    """Return what finds the first of the paths that a name may mean in a folder, and its number among them."""
    srcdir, confdir = str(env.srcdir), str(settings(env.config).confdir)
    roots = [srcdir, f"{srcdir}/static", f"{srcdir}/assets"]
    roots += [str(Path(confdir, part)) for part in (*env.config.html_extra_path, *env.config.html_static_path)]
    tops = tuple(f"{top}{os.sep}" for top in (srcdir, confdir))

    def find(folder: str, name: str) -> tuple[str, int]:
        for number, root in enumerate((f"{srcdir}/{folder}", *roots) if folder else roots):
            path = os.path.normpath(f"{root}/{name.lstrip('/')}")  # pathlib takes ten times as long
            if is_file(path) and path.startswith(tops):  # a link in it may lead out of the project, no ".." may
                return path, number
        return "", -1

    return find


def source_uri(env: BuildEnvironment, path: Path) -> str:
    """Return how a document names the file at *path*."""
    return "/" + os.path.relpath(path, env.srcdir).replace(os.sep, "/")


@handles("env-get-outdated")
def on_env_get_outdated(app: Sphinx, env: BuildEnvironment, *found: object) -> list[str]:
    """Read documents again that find another file by one of their names than when they were read."""
    find = cache(_finder(env))  # many documents name the same
    return [
        docname
        for docname, places in _PLACES.of(env).items()
        if any(find(_folder(docname, name), name)[0] != known for name, known in places.items())
    ]


@handles("doctree-read")
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Find the files."""
    env, found = app.env, dict[str, str]()

    def find(tag: str, name: str) -> str:
        path = unquote(urlsplit(name).path) if is_safe_image(name) and not is_web_url(name) else ""
        if path and name not in found:
            own = below_base(path, env.config.html_baseurl)
            file = find_file(env, own)
            if file and not _is_public(env, file):
                if env.docname not in HUGO_ARTICLES.of(env):  # another build may publish it
                    warn(Subtype.RAW_HTML, _PRIVATE, name, location=node)
                return name
            found[name] = source_uri(env, file).removeprefix("/") if file else ""
            if file:
                env.note_dependency(found[name])
        return name

    for node in find_elements(document, nodes.raw):
        if node.get("format") == "html" and _MAY_NAME_SOME.search(html := node.astext()):
            from sphinx_aiarticle.recognise.html import with_files

            with_files(html, find)
    HTML_FILES.keep(env, env.docname, found)


def _is_public(env: BuildEnvironment, file: Path) -> bool:
    """Whether an article may have a file published by naming it.

    Pictures may be, as in Markdown, and what is in folders that are published anyway. Others must be within the source
    folder, whichever links lead to them, neither hidden nor settings.
    """
    conf, real = settings(env.config).confdir, file.resolve()
    folders = (*env.config.html_extra_path, *env.config.html_static_path)
    if is_image_file(file.name) or any(file.is_relative_to(Path(conf, folder)) for folder in folders):
        return True
    root = Path(env.srcdir).resolve()
    if not real.is_relative_to(root):
        return False
    parts = (*real.relative_to(root).parts, *file.relative_to(env.srcdir).parts)
    return not any(part.startswith(".") for part in parts) and real != Path(conf, "conf.py").resolve()
