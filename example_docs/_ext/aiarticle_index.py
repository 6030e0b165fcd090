"""Index entries and addresses for what this guide defines: settings, directives, roles, events, templates and more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxRole

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Definition(SphinxRole):
    """A name where it is explained: ``{def}`setting: aiarticle_css``` is at ``#setting-aiarticle_css``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return index entries and name."""
        kind, _, name = self.text.partition(": ")
        anchor = f"{kind.replace(' ', '-')}-{name}"
        entry = addnodes.index(entries=[("pair", f"{kind}; {name}", anchor, "", None)])
        return [entry, nodes.literal(name, name, ids=[anchor], classes=["definition"])], []


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the role."""
    app.add_role("def", Definition())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
