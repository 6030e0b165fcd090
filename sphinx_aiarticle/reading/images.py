"""Find the files of images that authors name by their path on the site."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.hugo.paths import below_base
from sphinx_aiarticle.reading.source import source_of
from sphinx_aiarticle.url import is_image_file

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def is_file(path: Path | str) -> bool:
    """Whether a file exists; any text may be asked for, also one that no file system takes as a name."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file() raises for names that are too long


def find_image(env: BuildEnvironment, name: str) -> Path | None:
    """Find an image by the ways authors name one: from the document, the source folder, or a folder of static files.

    Only pictures are found: whatever is found is published.
    """
    if not is_image_file(name):
        return None
    srcdir, confdir = Path(env.srcdir), settings(env.config).confdir
    roots = [srcdir, srcdir / "static", srcdir / "assets"]
    roots += [confdir / folder for folder in (*env.config.html_extra_path, *env.config.html_static_path)]
    if not name.startswith("/"):
        roots.insert(0, Path(env.doc2path(env.docname)).parent)
    for root in roots:
        path = Path(root, name.lstrip("/"))
        if is_file(path) and any(path.resolve().is_relative_to(top.resolve()) for top in (srcdir, confdir)):
            return path.resolve()
    return None


def source_uri(env: BuildEnvironment, path: Path) -> str:
    """Return how a document names the file at *path*."""
    return "/" + os.path.relpath(path, env.srcdir).replace(os.sep, "/")


class Images(SphinxTransform):
    """Finds images that are named by their path on the site, among the files that Hugo copies there.

    On other pages these are images whose names MyST-Parser has escaped, which Sphinx looks for as they are.
    """

    default_priority = 300

    @guarded
    def apply(self, **kwargs: Any) -> None:
        """Name the files from the source folder; what is not found is left for Sphinx to warn of."""
        source = source_of(self.env)
        if source is None:
            return
        for image in self.document.findall(nodes.image):
            uri = image["uri"]
            if "://" in uri or uri.startswith(("//", "data:")) or not (source.is_hugo or "%" in uri):
                continue
            if not is_file(self.env.relfn2path(uri, self.env.docname)[1]):
                path = find_image(self.env, below_base(unquote(uri).partition("?")[0], self.config.html_baseurl))
                if path is not None:
                    image["uri"] = source_uri(self.env, path)
