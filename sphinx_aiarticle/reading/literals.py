"""Texts that are literal, such as names of products, in which authors nevertheless write substitutions."""

from __future__ import annotations

import re
from typing import Final

from docutils import nodes
from docutils.parsers.rst.states import RSTState
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sphinx_aiarticle.diagnostics import Subtype, handles, warn

_KEY: Final = "aiarticle-literals"
#: What a substitution replaces in running text, in reStructuredText and in Markdown.
_REPLACED: Final = re.compile(r"\|([^|\n]+)\||\{\{[^{}\n]+\}\}")
_OF_SPHINX: Final = frozenset({"release", "today", "translation progress", "version"})


def note_literals(directive: SphinxDirective, subtype: Subtype, *texts: str) -> None:
    """Note what a substitution would replace elsewhere in texts of a directive, which go into data as they are."""
    for found in {found[0]: found for text in texts for found in _REPLACED.finditer(text)}.values():
        document = directive.state.document if isinstance(directive.state, RSTState) else None
        current = directive.env.current_document
        current[_KEY] = [*(current.get(_KEY) or ()), (found, document, subtype, directive.get_location())]


@handles("doctree-read")
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Warn of these, now that all definitions are known: they may come behind the text."""
    for found, own, subtype, location in app.env.current_document.get(_KEY) or ():
        if own is None:
            is_meant = not found[1] and "substitution" in app.config.myst_enable_extensions
        else:
            known = _OF_SPHINX | own.substitution_defs.keys()
            is_meant = found[1] in known or (found[1] or "").lower() in own.substitution_names
        if is_meant:
            message = "%r stays as it is on the page, in data and in searches; write the words it stands for"
            warn(subtype, message, found[0], location=location)
