"""Publish the files that HTML by hand names, and have it name them as the page finds them.

An address at which something is stays as it is: a file of ``html_extra_path``, or of a page bundle.
"""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Container
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote, urljoin, urlsplit
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.osutil import relative_uri

from sphinx_aiarticle.components.directive import BuilderTransform, add_builder_transform
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, guarded, warn
from sphinx_aiarticle.html.address import href, target_uri
from sphinx_aiarticle.html.files import is_extra
from sphinx_aiarticle.html.pictures import copied_by_sphinx
from sphinx_aiarticle.nodes import docname_of, find_elements
from sphinx_aiarticle.reading.named_files import HTML_FILES, SHOWN
from sphinx_aiarticle.reading.source import HUGO_ARTICLES
from sphinx_aiarticle.url import base_folder

#: Folders that Sphinx, themes and extensions fill.
_FILLED: Final = ("_downloads/", "_images/", "_sources/", "_static/")
_MISSING: Final = (
    "the file %r that HTML by hand names is not in the project, so the page shows nothing there; "
    "write its path from the source folder, such as '/images/name.png'"
)
_PAGE: Final = (
    "the page %r that HTML by hand names is in the project, but not on the site; "
    "publish it, or put a copy into a folder of html_extra_path, whose files are published as they are"
)
_bundled: WeakKeyDictionary[Builder, Container[str]] = WeakKeyDictionary()


class FilesOfHtml(BuilderTransform):
    """Mends the addresses of files in the HTML of a page; outputs without HTML, and EPUB, make nodes of it."""

    default_priority = 89  # after affiliate links have become plain ones (60)

    @guarded
    def run(self, **kwargs: Any) -> None:
        """Mend those of each document on the page."""
        app = self.application
        if app.builder.format != "html" or app.builder.name == "epub" or not HTML_FILES.of(self.env):
            return
        for node in find_elements(self.document, nodes.raw):
            if node.get("format") == "html":
                docname = docname_of(node, self.env)
                if HTML_FILES.get(self.env, docname):
                    self._mend(node, docname)

    def _mend(self, node: nodes.raw, docname: str) -> None:
        from sphinx_aiarticle.recognise.html import with_files

        files, env = HTML_FILES.get(self.env, docname), self.env
        page = target_uri(self.application.builder, docname).partition("#")[0]  # type: ignore[arg-type]

        def address(tag: str, name: str) -> str:
            path, place = files.get(name), self._place(page, name)
            if path is None or self._answers(place):
                return name
            if not path:
                is_ours = place is not None and docname not in HUGO_ARTICLES.of(env)  # another build may serve Hugo's
                if is_ours and tag in SHOWN:
                    warn(Subtype.RAW_HTML, _MISSING, name, location=node)
                return name
            other = env.path2doc(env.srcdir / path)
            _path, mark, rest = name.partition("?") if "?" in name else name.partition("#")
            if other == docname and not mark:  # no link of a page leads to itself, so the source is meant
                return name
            if other in env.found_docs:
                target = "" if other == docname else href(self.application.builder, docname, other)
                return (target.partition("#")[0] if "#" in mark + rest else target) + mark + rest
            if path.lower().endswith((".htm", ".html", *env.config.source_suffix)):
                warn(Subtype.RAW_HTML, _PAGE, name, location=node)
                return name
            target = quote(copied_by_sphinx(self.application, env.srcdir / path) or self._copied(path))
            return relative_uri(page, target) + mark + rest

        node.children[:] = [nodes.Text(with_files(node.astext(), address))]

    def _copied(self, path: str) -> str:
        """Copy a file to where downloads are, which Sphinx has copied by now, and return its path."""
        folder = blake2b(path.encode(errors="replace"), digest_size=8).hexdigest()
        target = f"_downloads/{folder}/{posixpath.basename(path)}"
        copy = Path(self.application.outdir, target)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.env.srcdir / path, copy)
        return target

    def _place(self, page: str, name: str) -> str | None:
        """Return where on the site a browser looks for *name* on a page; nothing if it looks elsewhere on the host."""
        base = base_folder(self.config.html_baseurl) + "/"
        place = unquote(urlsplit(urljoin(base + page, name)).path)
        return place.removeprefix(base) if place.startswith(base) else None

    def _answers(self, place: str | None) -> bool:
        app = self.application
        return place is not None and (place.startswith(_FILLED) or is_extra(app, place) or place in _bundles(app))


def _bundles(app: Sphinx) -> Container[str]:
    if app.builder not in _bundled:
        from sphinx_aiarticle.site.bundles import wanted_files

        conf = settings(app.config)
        _bundled[app.builder] = wanted_files(app) if conf.hugo or conf.bundles else ()
    return _bundled[app.builder]


def setup(app: Sphinx) -> None:
    """Register what publishes the files."""
    add_builder_transform(app, FilesOfHtml)
