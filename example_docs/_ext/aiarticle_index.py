"""Index entries and addresses for what this guide defines: settings, directives, roles, events, templates and more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxRole

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def definition(kind: str, name: str) -> tuple[addnodes.index, nodes.literal]:
    """Return the index entries of a name and the name itself, with an address such as ``#setting-aiarticle_css``."""
    anchor = f"{kind.replace(' ', '-')}-{name}"
    entries = [("pair", f"{kind}; {name}", anchor, "", None)]
    return addnodes.index(entries=entries), nodes.literal(name, name, ids=[anchor], classes=["definition"])


class Definition(SphinxRole):
    """A name where it is explained: ``{def}`event: aiarticle-json-ld```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return index entries and name."""
        kind, _, name = self.text.partition(": ")
        return list(definition(kind, name)), []


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the role."""
    app.add_role("def", Definition())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
