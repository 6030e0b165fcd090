"""Anchors of headings; the expected ones are those that Hugo 0.168 wrote."""

from __future__ import annotations

import pytest

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


def test_later_headings_of_one_text_are_counted():
    taken: list[str] = []
    for text in ("Setup", "setup", "Setup", "!!"):
        taken.append(heading_slug(text, taken))
    assert taken == ["setup", "setup-1", "setup-2", "heading"]


def test_signs_that_are_numbers_but_no_digits_are_nothing_to_hugo():
    assert find_slug("-まるいち-", ["①-まるいち-½", "まる"]) == "①-まるいち-½"
    assert find_slug("①", ["②"]) is None
    assert find_slug("gone", ["here"]) is None
