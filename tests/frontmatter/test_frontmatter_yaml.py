"""A YAML block becomes data with the line of every key."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
import yaml

from sphinx_aiarticle.frontmatter import read_yaml

TYPICAL = """\
---
title: "Choosing a keyboard"
date: 2026-03-01T00:00:00+09:00
cover:
  image: /images/keyboard.png
  alt: "A keyboard"
  relative: false
tags:
  - "Input"
  - 3.10
weight: 5
---
Body
"""


def test_data_is_typed_and_dates_stay_as_written() -> None:
    assert read_yaml(TYPICAL).data == {
        "title": "Choosing a keyboard",
        "date": "2026-03-01T00:00:00+09:00",
        "cover": {"image": "/images/keyboard.png", "alt": "A keyboard", "relative": False},
        "tags": ["Input", "3.10"],
        "weight": 5,
    }


def test_every_key_has_its_line_in_the_file() -> None:
    lines = TYPICAL.splitlines()
    found = read_yaml(TYPICAL).lines
    assert set(found) == {
        "title",
        "date",
        "cover",
        "cover.image",
        "cover.alt",
        "cover.relative",
        "tags",
        "weight",
    }
    for key, line in found.items():
        assert lines[line - 1].strip().startswith(key.rpartition(".")[2] + ":")


def test_length_counts_both_fences() -> None:
    block = read_yaml(TYPICAL)
    assert TYPICAL.splitlines()[block.length] == "Body"
    assert (block.problems, block.safe) == ((), True)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2026", 2026),
        ("-7", -7),
        ("3.5", 3.5),
        ("3.10", "3.10"),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("-inf", "-inf"),
        (".nan", ".nan"),
        ("9" * 30, "9" * 30),
        ("2026-03-01", "2026-03-01"),
        ("true", True),
        ("False", False),
        ("no", "no"),
        ("on", "on"),
        ("", None),
        ("~", None),
        ("null", None),
        ('""', ""),
        ("'2026'", "2026"),
        ("!!str 2026", "2026"),
        ("!!int 2026", 2026),
        ("'it''s'", "it's"),
        ('"\\u65e5"', "日"),
        ("👩‍💻 مرحبا </script>", "👩‍💻 مرحبا </script>"),
    ],
)
def test_a_value_is_a_number_or_boolean_only_when_nothing_written_is_lost(written: str, value: object) -> None:
    found = read_yaml(f"---\nkey: {written}\n---\n").data["key"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("source", "length"),
    [
        ("\ufeff---\ntitle: A\n---\n", 3),
        ("---\r\ntitle: A\r\n---\r\nBody\r\n", 3),
        ("---  \t\ntitle: A\n---  \nBody", 3),
        ("---\ntitle: A\n...\nBody", 3),
        ("---\ntitle: A\n---", 3),
        ("----\ntitle: A\n----\n", 3),
        ("---\n\n# a comment\ntitle: A\n\n---\n---\n", 6),
    ],
)
def test_fences_are_found_whatever_surrounds_them(source: str, length: int) -> None:
    block = read_yaml(source)
    assert (block.data, block.length, block.safe, block.problems) == ({"title": "A"}, length, True, ())


def test_a_block_below_blank_lines_is_read_with_the_lines_of_the_file() -> None:
    block = read_yaml("\n \n---\ntitle: A\ntags: [a\n---\nBody\n")
    assert (block.data, block.length, block.safe) == ({"title": "A"}, 6, False)
    assert block.lines["title"] == 4
    assert [problem.line for problem in block.problems] == [5]


@pytest.mark.parametrize(
    "source",
    ["", "Body", "\n---\n\nText\n---\n", " ---\ntitle: A\n---\n", "---\n\nText\n", "--- text\ntitle: A\n---\n"],
)
def test_a_file_without_a_block_has_none_and_no_problem(source: str) -> None:
    block = read_yaml(source)
    assert (block.data, block.length, block.problems) == ({}, 0, ())


def test_a_block_that_never_ends_is_reported_when_it_looks_like_front_matter() -> None:
    block = read_yaml("---\ntitle: A\n\nBody\n")
    assert block.length == 0
    assert [(problem.line, "never ends" in problem.message) for problem in block.problems] == [(1, True)]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("+++\ntitle = 'A'\n+++\n", 2),
        ("\ufeff+++\r\ntitle = 'A'\r\n+++\r\n", 2),
        ("Title: A post\nDate: 2026-03-01 10:20\nTags: a\n\nText.\n", 1),
        ("Title: A post\nAuthor: Aoi\n\nText.\n", 1),
        ("title: A post\nsummary: one\n  and two\npublished_date: 2026-03-01\n\nText.\n", 1),
        ("<!--\n.. title: A\n.. date: 2026-03-01\n-->\n\nText.\n", 2),
        ("```yaml\ntitle: A\ndate: 2026-03-01\n```\n\nText.\n", 2),
        ('{\n  "title": "A",\n  "date": "2026-03-01"\n}\n\nText.\n', 2),
        ("#+title: A\n#+date: 2026-03-01\n\nText.\n", 1),
        ("% A title\n% Aoi\n% 2026-03-01\n\nText.\n", 1),
        (" ---\n title: A\n date: 2026-03-01\n ---\n", 2),
        ("<!-- licence:\n free -->\n% note\n\n---\ntitle: A\ndate: 2026-03-01\n---\n", 6),
    ],
)
def test_metadata_for_another_tool_gets_one_hint(source: str, line: int) -> None:
    block = read_yaml(source)
    [problem] = block.problems
    assert (block.data, block.length, problem.line) == ({}, 0, line)
    assert "between two lines '---' at the top of the file" in problem.message


@pytest.mark.parametrize(
    "source",
    [
        "Note: a word\n\nDate: 2026\n",
        "# A\n\nDate: 2026\n",
        "+++",
        "a: b\n" * 20_000,
        "Note: x\nTip: y\n",
        "% a\n% b\n\nText",
        "<!-- a\n" * 9_000,
        "---\n\n" * 9_000,
        "```yaml\nkey: date\n```\n",
    ],
)
def test_other_pages_get_no_hint(source: str) -> None:
    started = time.process_time()
    assert read_yaml(source).problems == ()
    assert time.process_time() - started < 1


@pytest.mark.parametrize("content", ["", "\n", "# only a comment\n"])
def test_an_empty_block_is_no_problem(content: str) -> None:
    block = read_yaml(f"---\n{content}---\n")
    assert (block.data, block.problems) == ({}, ())
    assert block.length > 0


@pytest.mark.parametrize("content", ["just text", "- a\n- b", "42"])
def test_a_block_without_keys_is_reported(content: str) -> None:
    block = read_yaml(f"---\n{content}\n---\n")
    assert block.data == {}
    assert [problem.line for problem in block.problems] == [2]


def test_of_two_equal_keys_the_last_counts_and_is_reported() -> None:
    block = read_yaml("---\ntitle: A\nslug: s\ntitle: B\n---\n")
    assert block.data == {"title": "B", "slug": "s"}
    assert block.lines["title"] == 4
    assert [(problem.line, "'title'" in problem.message) for problem in block.problems] == [(4, True)]


def test_aliases_and_merge_keys_are_read() -> None:
    block = read_yaml("---\nbase: &base {image: a, alt: b}\ncover:\n  <<: *base\n  alt: c\nagain: *base\n---\n")
    assert block.data["cover"] == {"alt": "c", "image": "a"}
    assert block.data["again"] == {"image": "a", "alt": "b"}
    assert (block.problems, block.lines["cover.image"]) == ((), 4)


def test_a_key_may_carry_an_anchor_and_be_an_alias() -> None:
    assert read_yaml("---\n&k title: A\nseries: {*k : B}\n---\n").data == {"title": "A", "series": {"title": "B"}}


def test_the_first_of_several_merged_mappings_wins() -> None:
    block = read_yaml("---\na: {<<: [{x: 1}, {x: 2, y: 3}]}\n---\n")
    assert block.data["a"] == {"x": 1, "y": 3}


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_line_numbers_are_the_editors_not_unicodes(separator: str) -> None:
    block = read_yaml(f"---\ntitle: one{separator}two\nslug: s\n---\n")
    assert block.data["title"] == "one two"
    assert block.lines["slug"] == 3


def test_a_long_title_is_read_whole() -> None:
    title = "題名 " * 3_333
    assert read_yaml(f"---\ntitle: '{title}'\n---\n").data["title"] == title


def test_reading_needs_neither_sphinx_nor_docutils() -> None:
    code = (
        "import sys, sphinx_aiarticle.frontmatter;"
        "sys.exit(bool({'sphinx', 'docutils', 'myst_parser'} & {name.partition('.')[0] for name in sys.modules}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_data_agrees_with_pyyaml_where_both_read_text() -> None:
    content = "a: 'x'\nb: [\"y\", z: w]\nc:\n  - d: e\n    f: g\nh: |\n  i\n  j\nk: >\n  l\n  m\n"
    assert read_yaml(f"---\n{content}---\n").data == yaml.safe_load(content)


def test_a_value_without_a_space_before_it_is_read_and_what_is_no_key_is_not() -> None:
    block = read_yaml('---\ntitle:"２００６"\nhttps://tea.example\n10:30\n---\n')
    assert block.data == {"title": "２００６"}
    assert [problem.line for problem in block.problems] == [2]
