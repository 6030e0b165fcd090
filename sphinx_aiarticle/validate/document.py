"""One JSON-LD document by itself: vocabulary, ids, and what search engines require and recommend of things.

Those requirements are the records of ``features.toml``. A build checks the documents that it writes; nothing here needs
a parser or a processor, so it costs a fifth of a millisecond a page.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from sphinx_aiarticle.record import Record
from sphinx_aiarticle.validate.graph import DataNode, Graph, NeedsProcessorError, graph_of, read_script
from sphinx_aiarticle.validate.rules import DataFinding, Level, Rule
from sphinx_aiarticle.validate.terms import check_terms
from sphinx_aiarticle.validate.vocabulary import Vocabulary, vocabulary_in

_DATA: Final = tomllib.loads(files(__package__).joinpath("features.toml").read_text(encoding="utf-8"))


class Feature(Record):
    """What one feature of a search engine needs.

    Attributes:
        name: What the engine calls it.
        types: The types it is for, with the types below them.
        source: The page that says so.
        date: The day on which it was last read, or the year.
        required: The properties; ``a|b`` where one will do, ``a.b`` for a property of the object in ``a``.
        except_types: Types below that it is not for.
        except_in: Properties in which the object is not the engine's item, such as the thing that a review is about.
    """

    name: str
    types: tuple[str, ...]
    source: str
    date: str
    required: tuple[str, ...] = ()
    recommended: tuple[str, ...] = ()
    except_types: tuple[str, ...] = ()
    except_in: tuple[str, ...] = ()


def _feature(record: Mapping[str, Any]) -> Feature:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}
    return Feature(**values)


FEATURES: Final = tuple(map(_feature, _DATA["features"]))
#: Types whose search feature was removed, and when.
REMOVED: Final[Mapping[str, tuple[str, str]]] = _DATA["removed"]


def incoming(graph: Graph) -> Mapping[str, frozenset[str]]:
    """Return the ids that nodes refer to or describe, each with the properties that do so."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for node in graph.nodes:
        if node.id and node.held_by:
            found[node.id].add(node.held_by)
    return {key: frozenset(names) for key, names in found.items()}


def things(graph: Graph) -> Iterator[DataNode]:
    """Yield each thing of a page once, with all that the page says of it."""
    for node in graph.nodes:
        if not node.id:
            yield node
        elif (whole := graph.whole.get(node.id)) and whole.path == node.path:
            yield whole


def check_features(
    graph: Graph, vocabulary: Vocabulary, without: Collection[str] = (), *, recommendations: bool = True
) -> Iterator[DataFinding]:
    """Yield what features miss, *without* some that are not wanted, with or without what is only recommended."""
    held = incoming(graph)
    for node in things(graph):
        uses = held.get(node.id) or frozenset({node.held_by})
        for name in node.types:
            if name in REMOVED and (name != "SearchAction" or "potentialAction" in uses):
                what, when = REMOVED[name]
                message = f"{' and '.join(node.types)}: Google removed {what} in {when}"
                yield node.finding(Rule.FEATURE_REMOVED, message)
        for feature in dict.fromkeys(feature for name in node.types for feature in _features_of(name, vocabulary)):
            is_wanted = uses.isdisjoint(feature.except_in) and feature.name not in without
            if is_wanted and not any(vocabulary.is_a(node.types, name) for name in feature.except_types):
                yield from _missing(feature, node, graph, recommendations=recommendations)


@lru_cache(maxsize=1024)
def _features_of(name: str, vocabulary: Vocabulary) -> tuple[Feature, ...]:
    if name not in vocabulary.types:
        return ()
    return tuple(feature for feature in FEATURES if not vocabulary.ancestors(name).isdisjoint(feature.types))


def _missing(feature: Feature, node: DataNode, graph: Graph, *, recommendations: bool) -> Iterator[DataFinding]:
    said: set[str] = set()
    wanted = [(Rule.REQUIRED, "needs", names) for names in feature.required]
    if recommendations:
        wanted += [(Rule.RECOMMENDED, "should have", names) for names in feature.recommended]
    for rule, verb, names in wanted:
        ways = names.split("|")
        about = {*ways, *(way.partition(".")[0] for way in ways)}  # what is not there need not have anything itself
        if said.isdisjoint(about) and not any(_has(node, way, graph) for way in ways):
            said.update(ways)
            words = names.replace("|", " or ")
            message = f"{' and '.join(node.types)} {verb} {words} ({feature.name}, {feature.date})"
            yield node.finding(rule, message, source=feature.source)


def _has(node: DataNode, name: str, graph: Graph) -> bool:
    first, _, rest = name.partition(".")
    if not rest:
        return first in node.properties
    # A reference that leads to another page, or text where an object should be, is another rule's matter.
    return any(
        not isinstance(value, DataNode) or graph.resolve(value).is_reference or _has(graph.resolve(value), rest, graph)
        for value in node.properties.get(first, ())
    )


def check_document(document: Any, site_url: str, without: Collection[str] = ()) -> list[DataFinding]:
    """Return what is wrong with a document in the plain context of schema.org: errors and warnings, no recommendations.

    References to ids below *site_url* have to be described in the document; others are not looked at. Features of
    :data:`~sphinx_aiarticle.validate.document.FEATURES` in *without* are not wanted.
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


class Descriptions(Record):
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

    def add_page(self, graph: Graph, file: str = "") -> Iterator[tuple[str, DataFinding]]:
        """Take over what a page says of ids, and yield those of which it says something else."""
        for node in graph.nodes:
            if node.id and node.types:
                facts = {
                    name: (str(values[0]), file)
                    for name, values in node.properties.items()
                    if len(values) == 1 and not isinstance(values[0], DataNode)
                }
                key = f"{file} {node.id}" if node.id.startswith("_:") else node.id  # which the page alone knows
                if message := self.add(key, facts, file):
                    yield key, node.finding(Rule.ID_CONFLICT, message)


def dangling(graph: Graph) -> Iterator[DataNode]:
    """Yield the references to ids that the page does not describe."""
    for node in graph.nodes:
        if node.is_reference and node.id not in graph.whole:
            yield node
