"""The ids that pages define and refer to, and what they say of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_aiarticle.validate.graph import Graph, Node
from sphinx_aiarticle.validate.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_aiarticle.validate.rules import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptions:
    """What pages say of ids.

    Attributes:
        files: The ids, each with the page that describes it first.
        facts: For each id the properties with a single text, number or truth, and the page that says so first.
    """

    files: dict[str, str] = field(default_factory=dict)
    facts: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def add(self, key: str, facts: Mapping[str, tuple[str, str]], file: str) -> str:
        """Take over what *file* says of an id, and return how that contradicts what is known; empty otherwise."""
        self.files.setdefault(key, file)
        known = self.facts.setdefault(key, {})
        message = ""
        for name, fact in facts.items():
            first, where = known.setdefault(name, fact)
            if first != fact[0] and not message:
                message = f"{key}: {name} is {fact[0]!r} here and {first!r}{f' in {where}' if where else ''}"
        return message

    def add_page(self, graph: Graph, file: str = "") -> Iterator[tuple[str, Finding]]:
        """Take over what a page says of ids, and yield those of which it says something else.

        Args:
            graph: The page's nodes.
            file: How messages name the page.
        """
        for node in graph.nodes:
            if node.id and node.types:
                facts = {
                    name: (str(values[0]), file)
                    for name, values in node.properties.items()
                    if len(values) == 1 and not isinstance(values[0], Node)
                }
                key = f"{file} {node.id}" if node.id.startswith("_:") else node.id  # which the page alone knows
                if message := self.add(key, facts, file):
                    yield key, node.finding(Rule.ID_CONFLICT, message)


def dangling(graph: Graph) -> Iterator[Node]:
    """Yield the references to ids that the page does not describe."""
    for node in graph.nodes:
        if node.is_reference and node.id not in graph.whole:
            yield node
