"""Which parts of a page a build shows: ``only``, ``ifconfig`` and ``todo`` leave some out, after all pages are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.ext.ifconfig import ifconfig, process_ifconfig_nodes
from sphinx.ext.todo import todo_node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

Condition = tuple[str, str]
"""The name of a directive, and its expression."""


def conditions_around(node: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the nodes around *node* that decide whether a build shows it, the innermost first."""
    above = node.parent
    while above is not None:
        if isinstance(above, addnodes.only | ifconfig | todo_node):
            yield above
        above = above.parent


def condition_of(node: nodes.Element) -> Condition:
    """Return what a node of :func:`conditions_around` asks."""
    return type(node).__name__, str(node.get("expr", ""))


def is_met(app: Sphinx, condition: Condition) -> bool:
    """Whether the running build shows what is below a condition; one that cannot be read hides nothing."""
    name, expression = condition
    if name == "todo_node":
        return bool(app.config.todo_include_todos)
    if name == "ifconfig":
        document = new_document("")
        document += ifconfig("", nodes.paragraph(), expr=expression)
        document.reporter.report_level = document.reporter.SEVERE_LEVEL  # Sphinx itself reports a broken one
        process_ifconfig_nodes(app, document, "")
        return bool(document.children)
    try:
        return bool(app.tags.eval_condition(expression))
    except Exception:  # whatever Jinja raises; Sphinx warns of it
        return True
