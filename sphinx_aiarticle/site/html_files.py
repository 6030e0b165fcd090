"""Publish the files that HTML by hand names, and have it name them as the page finds them.

An address at which something is stays as it is: a file of ``html_extra_path``, or of a page bundle.
"""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Container
from hashlib import blake2b
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, handles, post_transform, warn
from sphinx_aiarticle.domain import Cached
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


@post_transform(priority=89)  # after affiliate links have become plain ones (60)
def mend_files_of_html(app: Sphinx, document: nodes.document) -> None:
    """Mend the addresses of files in the HTML of a page; outputs without HTML, and EPUB, make nodes of it."""
    env = app.env
    if app.builder.format != "html" or app.builder.name == "epub" or not HTML_FILES.of(env):
        return
    for node in find_elements(document, nodes.raw):
        if node.get("format") == "html":
            docname = docname_of(node, env)
            if HTML_FILES.get(env, docname):
                _mend(node, app, docname)


def _mend(node: nodes.raw, app: Sphinx, docname: str) -> None:
    from sphinx_aiarticle.recognise.html import with_files

    env, files = app.env, HTML_FILES.get(app.env, docname)
    page = target_uri(app.builder, docname).partition("#")[0]  # type: ignore[arg-type]

    def address(tag: str, name: str) -> str:
        path, place = files.get(name), _place(page, name, env.config)
        if path is None or _answers(app, place):
            return name
        if not path:
            is_ours = place is not None and docname not in HUGO_ARTICLES.of(env)  # another build may serve Hugo's
            if is_ours and tag in SHOWN:
                warn(Subtype.RAW_HTML, _MISSING, name, location=node)
            return name
        other = env.path2doc(env.srcdir / path)
        _path, mark, rest = name.partition("?") if "?" in name else name.partition("#")
        if other in env.found_docs:
            if tag == "download":  # the source is meant
                return name
            target = "" if other == docname else href(app.builder, docname, other)
            return (target.partition("#")[0] if "#" in mark + rest else target) + mark + rest
        if path.lower().endswith((".htm", ".html", *env.config.source_suffix)):
            warn(Subtype.RAW_HTML, _PAGE, name, location=node)
            return name
        target = quote(copied_by_sphinx(app, env.srcdir / path) or _copied(app, path))
        return relative_uri(page, target) + mark + rest

    node.children[:] = [nodes.Text(with_files(node.astext(), address))]


def _copied(app: Sphinx, path: str) -> str:
    """Copy a file to where downloads are, which Sphinx has copied by now, and return its path."""
    folder = blake2b(path.encode(errors="replace"), digest_size=8).hexdigest()
    target = f"_downloads/{folder}/{posixpath.basename(path)}"
    copy = Path(app.outdir, target)
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(app.srcdir / path, copy)
    return target


def _place(page: str, name: str, config: Config) -> str | None:
    """Return where on the site a browser looks for *name* on a page; nothing if it looks elsewhere on the host."""
    base = base_folder(config.html_baseurl) + "/"
    place = unquote(urlsplit(urljoin(base + page, name)).path)
    return place.removeprefix(base) if place.startswith(base) else None


def _answers(app: Sphinx, place: str | None) -> bool:
    return place is not None and (place.startswith(_FILLED) or is_extra(app, place) or place in _bundles(app))


@Cached
def _bundles(app: Sphinx) -> Container[str]:
    from sphinx_aiarticle.site.bundles import wanted_files

    conf = settings(app.config)
    return wanted_files(app) if conf.hugo or conf.bundles else ()


@handles("env-updated")
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Find out again which files are published, as documents have been read."""
    _bundles.forget(app)
    return []
