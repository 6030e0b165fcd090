"""Scripts that use more of JSON-LD than plain names, and those of other vocabularies."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("pyld")

from sphinx_aiarticle.validate.graph import graph_of
from sphinx_aiarticle.validate.scripts import Script, offset_of, read_json_ld
from sphinx_aiarticle.validate.terms import check_terms
from sphinx_aiarticle.validate.vocabulary import vocabulary_in

PAGE = "https://kiln.example.org/a.html"


def read(data, number=0):
    text = data if isinstance(data, str) else json.dumps(data)
    return read_json_ld(Script(text=text, kind="application/ld+json", line=1, column=1), number, PAGE)[0]


def rules(data):
    reading = read(data)
    found = [*reading.findings, *check_terms(graph_of(reading.nodes), vocabulary_in())]
    return {str(finding.rule) for finding in found}


POT = {"@type": "Product", "name": "Pot", "wordCount": 3}


@pytest.mark.parametrize(
    "context",
    [
        "https://schema.org",
        "http://schema.org/",
        "https://www.schema.org",
        "HTTPS://Schema.org/",
        {"@vocab": "https://schema.org/"},
        ["https://schema.org", {"@language": "en"}],
        ["https://schema.org", {"kiln": "https://kiln.example.org/#"}],
        {"@vocab": "http://schema.org/", "kiln": "https://kiln.example.org/#"},
    ],
    ids=str,
)
def test_every_way_to_name_the_vocabulary_is_read(context):
    assert rules({"@context": context, **POT}) == {"property-domain"}


def test_prefixes_and_aliases_stand_for_names():
    context = {"s": "https://schema.org/", "kind": "@type", "label": "s:name"}
    reading = read({"@context": context, "kind": "s:Product", "label": "Pot", "s:brand": {"kind": "s:Brand"}})
    product, brand = reading.nodes
    assert (product.types, product.text("name"), brand.types) == (("Product",), "Pot", ("Brand",))


def test_a_full_address_stands_for_a_name():
    data = {"@context": "https://schema.org", "@type": "http://schema.org/Product", "schema:wordCount": 3}
    assert rules(data) == {"property-domain"}


def test_a_reversed_property_is_turned_round():
    data = {
        "@context": "https://schema.org",
        "@type": "Person",
        "@reverse": {"author": {"@type": "Book", "priceCurrency": "JPY"}},
    }
    nodes = read(data).nodes
    assert any("author" in node.properties for node in nodes if "Book" in node.types)
    assert rules(data) == {"property-domain"}


def test_blank_nodes_of_two_scripts_are_not_the_same():
    data = {"@context": "https://schema.org", "@type": "Person", "@reverse": {"author": {"@type": "Book"}}}
    first, second = ({node.id for node in read(data, number).nodes} for number in (0, 1))
    assert first & second == set()


def test_ids_that_the_processor_made_absolute_are_not_blamed():
    data = {
        "@context": ["https://schema.org", {"x": "https://x.example/"}],
        "@id": PAGE,
        "@type": "WebPage",
        "name": "A",
    }
    reading = read(data)
    assert ([node.id for node in reading.nodes], reading.findings) == ([PAGE], [])


@pytest.mark.parametrize(
    "context",
    ["https://doi.org/10.5063/schema/codemeta-2.0", {"name": "http://xmlns.com/foaf/0.1/name"}],
    ids=str,
)
def test_other_vocabularies_are_noted_and_left_alone(context):
    assert rules({"@context": context, "@type": "http://xmlns.com/foaf/0.1/Agent", "name": "Mina"}) == {
        "context-foreign"
    }


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"@context": {"@vocab": 5}, "name": "Pot"}, "@vocab"),
        ({"@context": "https://schema.org", "@type": None, "name": "Pot"}, "@type"),
        ({"@context": "https://schema.org", "@graph": 5}, "@graph"),
        ({"@context": "https://schema.org", "name": [[["Pot"] * 2] * 2, json.loads("[" * 400 + "]" * 400)]}, "deep"),
        ("null", "object"),
    ],
    ids=["vocab", "type", "graph", "deep", "null"],
)
def test_nonsense_is_reported_and_never_raises(data, words):
    found = [finding for finding in read(data).findings if finding.rule == "json-ld-syntax"]
    assert words in found[0].message


def test_nesting_without_end_is_no_json():
    assert [finding.rule for finding in read("[" * 100_000).findings] == ["json-syntax"]


def test_extra_words_of_schema_org_are_right():
    search = {"@type": "SearchAction", "target": "https://x.example/?q={q}", "query-input": "required name=q"}
    role = {"@type": "Role", "roleName": "glazer", "author": {"@type": "Person", "name": "Mina"}}
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Pots", "potentialAction": search},
            {"@type": ["Article", "Product"], "name": "Pot", "gtin": "1", "author": role, "wordCount": "300"},
            {"@type": "kiln:Pot", "glaze": "ash"},
            {"@type": "Offer", "businessFunction": "http://purl.org/goodrelations/v1#Sell", "price": "3.5"},
            {"@type": "Event", "eventStatus": {"@id": "https://schema.org/EventCancelled"}, "startDate": "2026-03"},
            {"@type": "ListItem", "position": 2, "item": {"@id": "https://x.example/pots", "name": "Pots"}},
            {"@type": "Person", "name": "Mina", "affiliation": {"@type": "Organization", "name": "Kiln"}},
            {"@type": "Place", "geo": {"@type": "GeoCoordinates", "latitude": 36.5, "longitude": "140.1"}},
            {"@type": "PostalAddress", "postalCode": 3214321, "addressCountry": "JP"},
            {
                "@type": "OpeningHoursSpecification",
                "opens": "11:30",
                "dayOfWeek": ["Monday", "http://schema.org/Friday"],
            },
            {"@type": "Recipe", "cookTime": "PT1H", "isAccessibleForFree": "True", "recipeYield": 4},
        ],
    }
    assert rules(data) == {"property-unknown"}, "glaze is not of schema.org, whatever its type is"


def test_places_are_found_in_any_layout():
    text = '{ "a" : [1, {"b\\u0022": {"c": true}}, "x"],\n "d":null}'
    assert text[offset_of(text, ("a", 1, 'b"', "c")) :].startswith('"c"')
    assert text[offset_of(text, ("a", 2)) :].startswith('"x"')
    assert text[offset_of(text, ("d",)) :].startswith('"d"')
    assert text[offset_of(text, ("a", 9)) :].startswith('"a"'), "as far as it goes"
