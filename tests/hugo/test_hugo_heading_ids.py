"""Anchors of headings; the expected ones are those that Hugo 0.168 wrote."""

from __future__ import annotations

import pytest
from hugo_articles import convert_body

from sphinx_aiarticle.hugo.headings import find_slug, heading_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Fine snake_case word", "fine-snake_case-word"),
        ("A & B < C", "a--b--c"),
        ("Q1: なぜ？", "q1-なぜ"),
        ("🛒 おすすめの製品", "-おすすめの製品"),
        ("2.1 Foo.bar: baz—qux", "21-foobar-bazqux"),
        ("カタカナー・中黒", "カタカナー中黒"),
        ("Ünïcode ÅÄÖ", "ünïcode-åäö"),
        ("İzmir ΟΔΟΣ", "izmir-οδοσ"),
    ],
)
def test_an_anchor_is_what_hugo_makes_of_the_text(text, slug):
    assert heading_slug(text) == slug


@pytest.mark.parametrize(
    ("heading", "id_"),
    [
        ("Did you know&#8230;", "did-you-know8230"),
        ("**Wash&#38;dry** it", "wash38dry-it"),
        ("Caf&#xe9;", "cafxe9"),
        ("Caf&eacute; &amp; tea", "café--tea"),
        ("--", "heading"),
        ("-- tea", "-tea"),
        ("tea--time", "teatime"),
    ],
)
def test_signs_and_the_numbers_of_characters_in_a_heading_make_its_anchor(heading, id_):
    assert [found.id for found in convert_body(f"## {heading}\n")[1].headings] == [id_]


def test_later_headings_of_one_text_are_counted():
    taken: list[str] = []
    for text in ("Setup", "setup", "Setup", "!!"):
        taken.append(heading_slug(text, taken))
    assert taken == ["setup", "setup-1", "setup-2", "heading"]


def test_signs_that_are_numbers_but_no_digits_are_nothing_to_hugo():
    assert find_slug("-まるいち-", ["①-まるいち-½", "まる"]) == "①-まるいち-½"
    assert find_slug("①", ["②"]) is None
    assert find_slug("gone", ["here"]) is None
