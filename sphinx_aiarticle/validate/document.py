"""One JSON-LD document by itself: vocabulary, required properties, ids. What a build checks of each page it writes.

Nothing here needs a parser or a processor, so it costs a build a quarter of a millisecond a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_aiarticle.validate.features import check_features
from sphinx_aiarticle.validate.graph import NeedsProcessorError, graph_of, read_script
from sphinx_aiarticle.validate.ids import Descriptions, dangling
from sphinx_aiarticle.validate.rules import Level, Rule
from sphinx_aiarticle.validate.terms import check_terms
from sphinx_aiarticle.validate.vocabulary import vocabulary_in

if TYPE_CHECKING:
    from collections.abc import Collection

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
    found += (finding for _key, finding in Descriptions().add_page(graph))
    for node in dangling(graph):
        if "#" in node.id and node.id.startswith(site_url):  # without a fragment it is a page
            message = f"the page refers to {node.id} and does not describe it; describe it, or omit the reference"
            found.append(node.finding(Rule.ID_DANGLING, message))
    return [finding for finding in found if finding.rule.level is not Level.NOTE]
