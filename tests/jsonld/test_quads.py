"""JSON-LD as N-Quads says what a JSON-LD processor says of it."""

from __future__ import annotations

import copy

import pytest

from sphinx_aiarticle.jsonld.quads import quads
from sphinx_aiarticle.validate.vocabulary import TEXTS, vocabulary_in

ADDRESSES = {name for name, names in vocabulary_in().ranges.items() if "URL" in names and TEXTS.isdisjoint(names)}
DOCUMENT = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": ["WebPage", "FAQPage"],
            "@id": "https://example.org/a b/",
            "url": "https://example.org/a",
            "name": 'A "quoted" \\ line\nend\ttab 記事',
            "position": 1,
            "price": 1.5,
            "size": [1e30, 2.0, -0.001],
            "isFamilyFriendly": True,
            "keywords": ["a", "b"],
            "isPartOf": {"@id": "https://example.org/#website"},
            "mainEntity": [
                {
                    "@type": "Question",
                    "@id": "https://example.org/#q",
                    "acceptedAnswer": {"@type": "Answer", "text": "x"},
                }
            ],
            "author": {"@type": "Person", "name": "Aoi", "sameAs": ["https://example.org/aoi", "not an address"]},
        }
    ],
}


def test_a_processor_says_the_same():
    jsonld = pytest.importorskip("pyld").jsonld
    rdflib = pytest.importorskip("rdflib")
    from rdflib.compare import isomorphic

    context = {"@vocab": "http://schema.org/", "url": {"@id": "http://schema.org/url", "@type": "@id"}}
    document = {**copy.deepcopy(DOCUMENT), "@context": context}
    document["@graph"][0]["author"]["sameAs"][0] = {"@id": "https://example.org/aoi"}
    document["@graph"][0]["@id"] = "https://example.org/a%20b/"
    theirs = jsonld.to_rdf(document, {"format": "application/n-quads"})
    ours = "\n".join(quads(DOCUMENT, ADDRESSES.__contains__))
    graphs = []
    for text in (ours, theirs):
        graph = rdflib.Graph()
        graph.parse(data=text, format="nt")
        graphs.append(graph)
    assert len(graphs[0]) == len(graphs[1]) > 15
    assert isomorphic(*graphs)


def test_what_is_nested_has_the_name_of_its_content_and_changes_no_other_line():
    node = {"@type": "Offer", "price": "1"}
    other = {"@type": "Offer", "price": "2"}

    def lines(*offers):
        graph = [{"@id": "https://example.org/", "offers": list(offers)}]
        return quads({"@context": "https://schema.org", "@graph": graph}, ADDRESSES.__contains__)

    assert lines(node) < lines(node, other)
    assert lines(node, other) == lines(other, node)


@pytest.mark.parametrize(
    "document",
    [
        {"@context": {"@vocab": "https://schema.org/"}, "@graph": []},
        {"@context": "https://schema.org", "name": "x"},
        {"@context": "https://schema.org", "@graph": [3]},
        {"@context": "https://schema.org", "@graph": [{"ex:name": "x"}]},
        {"@context": "https://schema.org", "@graph": [{"name": {"@value": "x"}}]},
        {"@context": "https://schema.org", "@graph": [{"@type": "a b"}]},
    ],
)
def test_what_needs_a_processor_is_refused(document):
    with pytest.raises((ValueError, KeyError)):
        quads(document, ADDRESSES.__contains__)
