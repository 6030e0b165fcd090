"""The files that HTML by hand names: found while a document is read, which is read again when one of them changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
from sphinx_aiarticle.reading.transforms import find_file, source_uri
from sphinx_aiarticle.url import base_folder, below_base, is_image_file, is_safe_image, is_web_url

#: The paths of files from the source folder, by what HTML in a document calls them; empty for what is no file.
HTML_FILES: Final[Table[Mapping[str, str]]] = Table(name="html_files", default={})

_MAY_NAME_SOME: Final = re.compile(r"\s(?:(?:data-)?src(?:set)?|data|href|poster)\s*=", re.IGNORECASE)
#: Elements that show nothing without their file.
SHOWN: Final = frozenset({"audio", "embed", "img", "object", "source", "track", "video"})
_PRIVATE: Final = (
    "the file %r that HTML by hand names is hidden, holds settings, or is outside of the source folder, so it is not "
    "published; put a copy of it beside the article, or into a folder of html_extra_path"
)


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
            is_ours = own != path or not path.startswith("/") or not base_folder(env.config.html_baseurl)
            if file or (is_ours and tag in SHOWN):  # Sphinx reads a page again while a file that it notes is missing
                env.note_dependency(found[name] or path.removeprefix("/"))
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
