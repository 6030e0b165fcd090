"""The field list at the top of a reStructuredText file becomes the same data as a YAML block."""

from __future__ import annotations

import time

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from sphinx_aiarticle.frontmatter import read_field_list, read_yaml

TYPICAL = """\
.. A comment
   in two lines.

:title: Choosing a keyboard
:date: 2026-03-01
:description: One sentence
   over two lines.

   And a paragraph.
:tags: Input, Hardware、机; Desk\\, large
:aliases:
   - /a/
   - /b/
     c/
:cover:
   :image: /images/keyboard.png
   :alt: A keyboard
      on a desk
:authors:
   - :name: Ada
     :url: https://example.org/
   - Grace
:orphan:

Heading
=======

:not: front matter
"""


def test_fields_become_text_lists_and_mappings() -> None:
    assert read_field_list(TYPICAL).data == {
        "title": "Choosing a keyboard",
        "date": "2026-03-01",
        "description": "One sentence over two lines. And a paragraph.",
        "tags": ["Input", "Hardware", "机", "Desk, large"],
        "aliases": ["/a/", "/b/ c/"],
        "cover": {"image": "/images/keyboard.png", "alt": "A keyboard on a desk"},
        "authors": [{"name": "Ada", "url": "https://example.org/"}, "Grace"],
        "orphan": "",
    }


def test_a_switch_without_a_value_is_on() -> None:
    data = read_field_list(":draft:\n:noindex:\n:cover:\n   :hidden:\n:orphan:\n:description:\n").data
    assert data == {"draft": "true", "noindex": "true", "cover": {"hidden": "true"}, "orphan": "", "description": ""}


def test_every_field_has_its_line_in_the_file() -> None:
    block = read_field_list(TYPICAL)
    lines = TYPICAL.splitlines()
    assert set(block.lines) == {*block.data, "cover.image", "cover.alt"}
    for key, line in block.lines.items():
        assert lines[line - 1].strip().startswith(f":{key.rpartition('.')[2]}:")


def test_length_ends_with_the_last_field() -> None:
    block = read_field_list(TYPICAL)
    assert TYPICAL.splitlines()[block.length - 1] == ":orphan:"
    assert (block.problems, block.safe) == ((), True)


@pytest.mark.parametrize(
    ("field", "name", "value"),
    [
        (r":title: \*not\* a\\b", "title", r"*not* a\b"),
        (r":title: a\ b", "title", "ab"),
        (r":og\:image: a", "og:image", "a"),
        (":og:image: a", "og:image", "a"),
        (":two words: a", "two words", "a"),
        (":title:\n   below", "title", "below"),
        (":title: a\n\tb", "title", "a b"),
        (':title: a: b "c" \'d', "title", 'a: b "c" \'d'),
        (":title: :a: b", "title", {"a": "b"}),
        (":title: - a", "title", ["a"]),
        (":title: a\n   - b", "title", "a - b"),
        (":title: -5", "title", "-5"),
        (":authors: Lovelace, Ada; Hopper, Grace", "authors", ["Lovelace, Ada", "Hopper, Grace"]),
        (":authors: Ada, Grace", "authors", ["Ada", "Grace"]),
        (":author: Lovelace, Ada", "author", "Lovelace, Ada"),
        (":tags: ,a,, b \\", "tags", ["a", "b"]),
        (":Date: 2026-03-01", "date", "2026-03-01"),
        (":Title: a", "Title", "a"),
        (":title: 日本語 😀 مرحبا </script>", "title", "日本語 😀 مرحبا </script>"),
    ],
)
def test_one_field(field: str, name: str, value: object) -> None:
    assert read_field_list(f"{field}\n\nText\n").data == {name: value}


@pytest.mark.parametrize(
    "source", ["", "\n\n", "Text\n", "Text\n\n:title: A\n", "  :title: A\n", ":no field\n", "A\n=\n\n:title: A\n"]
)
def test_a_file_without_a_field_list_at_its_top_has_no_block(source: str) -> None:
    block = read_field_list(source)
    assert (block.data, block.length) == ({}, 0)


@pytest.mark.parametrize(
    "top",
    [
        "",
        "\n\n",
        ".. comment\n\n",
        ".. comment\n   more\n\n   and more\n\n",
        "..\n   comment\n\n",
        "..\n\n",
        "..\n\n   quoted\n\n",
        ".. _target:\n\n",
        ".. _target: https://example.org/\n\n",
        ".. |name| replace:: text\n\n",
        ".. meta::\n   :keywords: a\n\n",
        ".. note::\n   text\n\n",
        ".. image:: a.png\n\n",
        ".. [1] footnote\n\n",
        ".. not a directive: but a comment\n\n",
        ".. role:: custom\n\n",
        "Text\n\n",
        "* item\n\n",
        "Title\n=====\n\n",
        "----\n\n",
        "..no comment\n\n",
        "::\n\n   literal\n\n",
    ],
)
def test_what_may_stand_before_the_fields_is_what_docutils_allows(top: str) -> None:
    source = f"{top}:date: 2026-03-01\n:other: a\n\nText\n"
    tree = publish_doctree(
        source, settings_overrides={"doctitle_xform": False, "report_level": 5, "file_insertion_enabled": False}
    )
    assert bool(read_field_list(source).data) == bool(list(tree.findall(nodes.docinfo)))


def test_of_two_equal_fields_the_last_counts_and_is_reported() -> None:
    block = read_field_list(":title: A\n:title: B\n")
    assert (block.data, block.lines) == ({"title": "B"}, {"title": 2})
    assert [(problem.line, "'title'" in problem.message) for problem in block.problems] == [(2, True)]


def test_the_list_ends_at_the_first_line_that_is_no_field() -> None:
    block = read_field_list(":title: A\n\n:slug: b\n\nText\n\n:date: 2026-03-01\n")
    assert (block.data, block.length) == ({"title": "A", "slug": "b"}, 3)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_ending_and_a_byte_order_mark_are_fine(newline: str) -> None:
    block = read_field_list("\ufeff" + TYPICAL.replace("\n", newline))
    assert (block.data, block.lines) == (read_field_list(TYPICAL).data, read_field_list(TYPICAL).lines)


def test_a_field_list_beyond_the_size_limit_is_not_read() -> None:
    block = read_field_list(f":title: A\n:slug: {'x' * 70_000}\n")
    assert (block.data, block.length, len(block.problems)) == ({}, 2, 1)


@pytest.mark.parametrize(
    "source",
    [
        ":a: " + "- " * 30_000,
        "".join(" " * depth + ":a:\n" for depth in range(350)),
        ":" + "a:b" * 20_000,
        ":" + "\\" * 60_000,
        ":tags: " + "\\" * 60_000,
        ":a: x\n" * 10_000,
        ".. " + "a" * 60_000,
        ".. " + "a." * 60_000,
        ".. x\n" * 60_000,
    ],
    ids=range(9),
)
def test_hostile_field_lists_end_quickly(source: str) -> None:
    started = time.process_time()
    read_field_list(source)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (":cover: {image: a.png, alt: A desk}", {"image": "a.png", "alt": "A desk"}),
        (":aiarticle: {header: false}", {"header": False}),
        (':tags: [a, "b, c"]', ["a", "b, c"]),
        (":author: {name: Aoi}", {"name": "Aoi"}),
        (":title: [draft] {x}", "[draft] {x}"),
        (":title: {x}", "{x}"),
        (":cover: {image: a", "{image: a"),
    ],
)
def test_braces_and_brackets_are_read_as_in_yaml_where_a_key_takes_them(field: str, value: object) -> None:
    [found] = read_field_list(f"{field}\n\nText\n").data.values()
    assert found == value


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("A post\n######\n\n:date: 2026-03-01 10:20\n:tags: a\n\nText.\n", 4),
        ("\n======\nA post\n======\n\n:Author: Aoi\n:Date: 2026-03-01\n", 6),
        (".. title: A post\n.. date: 2026-03-01\n\nText.\n", 1),
        ("..\n\n.. title: A post\n.. tags: a\n\nText.\n", 3),
        ("..\n   title: A post\n   date: 2026-03-01\n\nText.\n", 2),
        (".. _top:\n\nA post\n======\n\nMore\n----\n\n.. a comment\n\n:save_as: x.html\n:lang: de\n:date: 2026\n", 11),
        ("A post\n======\n\n:summary: one\n   and two\n:Modified: 2026-03-01\n", 4),
        ("---\ntitle: A post\ntags: a\n---\n\nText.\n", 2),
        (":date 2026-03-01\n:tags: a\n\nA post\n======\n", 1),
    ],
)
def test_metadata_for_another_tool_gets_one_hint(source: str, line: int) -> None:
    block = read_field_list(source)
    assert (block.data, block.length, [problem.line for problem in block.problems]) == ({}, 0, [line])


@pytest.mark.parametrize(
    "source",
    [
        "A page\n######\n\nText.\n\n:date: 2026\n",
        "A meeting\n#########\n\nDate: Monday\n",
        "A page\n######\n\n.. post:: 2026\n   :tags: a\n",
        "A page\n######\n\n:param x: y\n",
        "A page\n######\n\n:param x: y\n:returns date: z\n",
        "----\n\nText.\n",
        ".. note:: date\n",
        ".. a comment: date\n",
        "=" * 50_000,
        "a\n" + "#" * 50_000 + "\n" + "\n" * 50_000,
        ".. a: b\n" * 10_000,
    ],
)
def test_other_pages_get_no_hint(source: str) -> None:
    started = time.process_time()
    assert read_field_list(source).problems == ()
    assert time.process_time() - started < 1


def test_an_author_below_the_title_is_shown_there_and_no_mistake() -> None:
    assert read_field_list("Howto\n=====\n\n:Author: Aoi\n:Release: 1.0\n").problems == ()
    assert read_field_list("Howto\n=====\n\n:Author: Aoi\n:Date: 2026-03-01\n:Version: 1\n").problems == ()
    assert read_field_list("Post\n====\n\n:author: Aoi\n:date: 2026-03-01\n:version: 1\n").problems


@pytest.mark.parametrize("body", ["   - a\n  - b", "   :a: x\n  :b: y"])
def test_a_value_that_begins_deeper_than_it_goes_on_is_a_text(body: str) -> None:
    block = read_field_list(f":tags:\n{body}\n:slug: s\n\nText\n")
    assert block.data["slug"] == "s"
    assert block.data["tags"]


@pytest.mark.parametrize(
    ("lines", "is_metadata"),
    [
        (("Category: theory",), False),
        (("Date: prose of the year 1984, when it rained",), False),
        (("Tags: what a guest writes, and what the host makes of it",), False),
        (("Category: [theory](theory.md)",), False),
        (("Note: first", "Slug: a slow animal"), False),
        (("Date: 2026-03-01",), True),
        (("Date: Sun, 1 March 2026 10:00 UTC",), True),
        (("Tags: tea, green tea",), True),
        (("Tags: [tea]",), True),
        (("Category: theory", "Slug: tea"), True),
        (("Published: 2026年3月1日",), True),
        (("Date: 2026-03-01", "Version: 1", "Tags: tea, pot"), True),
    ],
)
def test_a_line_of_text_is_no_metadata_unless_its_value_or_another_line_says_so(lines, is_metadata) -> None:
    block = "\n".join(lines)
    fields = "".join(f":{line}\n" for line in lines)
    assert bool(read_yaml(f"{block}\n\nText.\n").problems) is is_metadata
    assert bool(read_field_list(f"Title\n=====\n\n{fields}\nText.\n").problems) is is_metadata
