"""The files that HTML by hand names: found while a document is read, which is read again when one of them changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from docutils import nodes

from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.domain import Table
from sphinx_aiarticle.hugo.paths import below_base
from sphinx_aiarticle.nodes import find_elements
from sphinx_aiarticle.reading.transforms import find_file, source_uri
from sphinx_aiarticle.url import is_safe_image, is_web_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

#: The paths of files from the source folder, by what HTML in a document calls them; empty for what is no file.
HTML_FILES: Final[Table[Mapping[str, str]]] = Table(name="html_files", default={})

_MAY_NAME_SOME: Final = re.compile(r"\s(?:(?:data-)?src(?:set)?|data|href|poster)\s*=", re.IGNORECASE)
#: What an article has published by naming it is no file of settings, and none that is hidden.
_PRIVATE: Final = re.compile(r"(?:^|/)(?:\.[^./]|conf\.py$)")


@guarded
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Find the files."""
    env, found = app.env, dict[str, str]()

    def find(_tag: str, name: str) -> str:
        path = unquote(urlsplit(name).path) if is_safe_image(name) and not is_web_url(name) else ""
        if path and name not in found:
            file = None if _PRIVATE.search(path) else find_file(env, below_base(path, env.config.html_baseurl))
            found[name] = source_uri(env, file).removeprefix("/") if file else ""
            env.note_dependency(found[name] or path.removeprefix("/"))
        return name

    for node in find_elements(document, nodes.raw):
        if node.get("format") == "html" and _MAY_NAME_SOME.search(html := node.astext()):
            from sphinx_aiarticle.recognise.html import with_files

            with_files(html, find)
    HTML_FILES.keep(env, env.docname, found)
