"""What search engines require and recommend of things: the records of ``features.toml`` held against a page."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from sphinx_aiarticle.validate.graph import Graph, Node
from sphinx_aiarticle.validate.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sphinx_aiarticle.validate.rules import Finding
    from sphinx_aiarticle.validate.vocabulary import Vocabulary

_DATA: Final = tomllib.loads(files(__package__).joinpath("features.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """What one feature of a search engine needs.

    Attributes:
        name: What the engine calls it.
        types: The types it is for, with the types below them.
        source: The page that says so.
        date: The day on which it was last read, or the year.
        required: The properties; ``a|b`` where one will do, ``a.b`` for a property of the object in ``a``.
        recommended: In the same form.
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


def things(graph: Graph) -> Iterator[Node]:
    """Yield each thing of a page once, with all that the page says of it."""
    for node in graph.nodes:
        if not node.id:
            yield node
        elif (whole := graph.whole.get(node.id)) and whole.path == node.path:
            yield whole


def check_features(
    graph: Graph, vocabulary: Vocabulary, without: Collection[str] = (), *, recommendations: bool = True
) -> Iterator[Finding]:
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


def _missing(feature: Feature, node: Node, graph: Graph, *, recommendations: bool) -> Iterator[Finding]:
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


def _has(node: Node, name: str, graph: Graph) -> bool:
    first, _, rest = name.partition(".")
    if not rest:
        return first in node.properties
    # A reference that leads to another page, or text where an object should be, is another rule's matter.
    return any(
        not isinstance(value, Node) or graph.resolve(value).is_reference or _has(graph.resolve(value), rest, graph)
        for value in node.properties.get(first, ())
    )
