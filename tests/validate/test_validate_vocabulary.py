"""The vocabulary that the package ships is whole, and says where it comes from."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files

import pytest

from sphinx_aiarticle.validate.document import FEATURES, REMOVED
from sphinx_aiarticle.validate.rules import Rule
from sphinx_aiarticle.validate.vocabulary import vocabulary_in, vocabulary_of

VOCABULARY = vocabulary_in()


def test_it_says_release_source_and_licence():
    data = json.loads(files("sphinx_aiarticle.validate").joinpath("schemaorg.json").read_text(encoding="utf-8"))
    assert (data["version"], data["date"]) == (VOCABULARY.version, VOCABULARY.date) == ("30.0", "2026-03-19")
    assert data["source"].startswith("https://schema.org/")
    assert "creativecommons.org/licenses/by-sa/3.0/" in data["licence"]
    assert "Reduced" in data["note"], "the licence wants changes to be named"


def test_all_names_in_it_are_known():
    types = VOCABULARY.types.keys() | {"DeliveryTimeSettings"}  # which release 30.0 names and does not define
    known = types | VOCABULARY.domains.keys() | VOCABULARY.members.keys()
    assert {parent for parents in VOCABULARY.types.values() for parent in parents} <= types
    assert {name for names in VOCABULARY.domains.values() for name in names} <= types
    assert {name for names in VOCABULARY.ranges.values() for name in names} <= types
    assert {name for names in VOCABULARY.members.values() for name in names} <= types
    assert set(VOCABULARY.superseded.values()) <= known
    assert len(types) > 900
    assert len(VOCABULARY.domains) > 1500


def test_features_speak_of_types_and_properties_that_exist():
    for feature in FEATURES:
        assert {*feature.types, *feature.except_types} <= VOCABULARY.types.keys(), feature.name
        names = {
            part for wanted in (*feature.required, *feature.recommended) for part in wanted.replace(".", "|").split("|")
        }
        assert names | set(feature.except_in) <= VOCABULARY.domains.keys(), feature.name
        assert feature.source.startswith("https://")
        assert feature.date[:3] == "202"
    assert REMOVED.keys() <= VOCABULARY.types.keys()


def test_rules_and_their_records_are_the_same():
    data = tomllib.loads(files("sphinx_aiarticle.validate").joinpath("rules.toml").read_text(encoding="utf-8"))
    assert list(data["rules"]) == list(map(str, Rule))
    assert data["sources"].keys() == {record["source"] for record in data["rules"].values()}
    assert all(rule.source.startswith("https://") and rule.date[:2] == "20" for rule in Rule)


def test_types_inherit():
    assert VOCABULARY.is_a(("BlogPosting",), "CreativeWork")
    assert not VOCABULARY.is_a(("BlogPosting",), "Product")
    assert "InStock" in VOCABULARY.range_of("availability").members
    assert "NewCondition" not in VOCABULARY.range_of("availability").members
    assert VOCABULARY.range_of("timeRequired").quantities == {"Duration"}


READ = {"version": "1", "date": "", "types": {}, "properties": {}, "members": {}, "superseded": {}}
WRONG = [{"types": ["abc"]}, {"types": {"Thing": None}}, {"members": {"a": 4}}, {"properties": {"name": [None, []]}}]


@pytest.mark.parametrize("data", [{}, {"@graph": []}, {"@graph": 5}, *(READ | wrong for wrong in WRONG)], ids=str)
def test_something_else_is_refused(data):
    with pytest.raises(ValueError, match=r"not a schema.org vocabulary|not the JSON-LD"):
        vocabulary_of(data)
