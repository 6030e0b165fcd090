"""Boxes of Markdown that are shown as text, because MyST reads no ``:::`` fences until it is told to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinx_aiarticle.diagnostics import Subtype, guarded, warn
from sphinx_aiarticle.reading.source import is_rst

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_OPENING: Final = re.compile(r"^:{3,}\{(?:aiarticle[:-])?([a-z-]+)\}", re.MULTILINE)


@guarded
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Warn of the first directive of ours that a page shows as text."""
    if "colon_fence" in app.config.myst_enable_extensions or is_rst(app.config, app.env, app.env.docname):
        return
    known = app.env.get_domain("aiarticle").directives
    for paragraph in document.findall(nodes.paragraph):
        found = _OPENING.search(paragraph.astext())
        if found and found[1] in known:
            message = (
                "%s is shown as text: add 'colon_fence' to myst_enable_extensions in conf.py, or fence it with ```"
            )
            warn(Subtype.CONFIG, message, found[0], location=paragraph)
            return
