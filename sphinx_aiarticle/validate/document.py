"""One JSON-LD document by itself: vocabulary, required properties, ids. What a build checks of each page it writes.

Nothing here needs a parser or a processor, so it costs a build a fifth of a millisecond a page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx_aiarticle.validate.features import check_features
from sphinx_aiarticle.validate.graph import Graph, NeedsProcessorError, Node, graph_of, read_script
from sphinx_aiarticle.validate.rules import Level, Rule
from sphinx_aiarticle.validate.terms import check_terms
from sphinx_aiarticle.validate.vocabulary import vocabulary_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sphinx_aiarticle.validate.rules import Finding


def check_document(document: Any, site_url: str, without: Collection[str] = ()) -> list[Finding]:
    """Return what is wrong with a document: errors and warnings, no recommendations.

    Args:
        document: Parsed JSON in the plain context of schema.org; with another context nothing is found.
        site_url: Address of the site. References to ids below it have to be described in the document; others are not
            looked at.
        without: Names of :data:`~sphinx_aiarticle.validate.features.FEATURES` that are not wanted.
    """
    try:
        reading = read_script(document, base=site_url)
    except NeedsProcessorError:
        return []
    vocabulary = vocabulary_in()
    graph = graph_of(reading.nodes)
    found = [*reading.findings, *check_terms(graph, vocabulary)]
    found += check_features(graph, vocabulary, without, recommendations=False)
    # A page alone contradicts itself only where it describes something in several places, which are then put together.
    twice = tuple(node for node in graph.nodes if node.id and graph.resolve(node) is not node)
    found += (finding for _key, finding in Descriptions().add_page(Graph(nodes=twice, whole=graph.whole)))
    for node in dangling(graph):
        if "#" in node.id and node.id.startswith(site_url):  # without a fragment it is a page
            message = f"the page refers to {node.id} and does not describe it; describe it, or omit the reference"
            found.append(node.finding(Rule.ID_DANGLING, message))
    return [finding for finding in found if finding.rule.level is not Level.NOTE]


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
        """Take over what a page says of ids, and yield those of which it says something else."""
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
