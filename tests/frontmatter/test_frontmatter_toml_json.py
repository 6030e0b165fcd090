"""TOML and JSON front matter: the same data as from YAML, the line of every key, and bounds."""

from __future__ import annotations

import time

import pytest

from sphinx_aiarticle.frontmatter import read_hugo
from sphinx_aiarticle.frontmatter.hugo_block import read_json
from sphinx_aiarticle.frontmatter.toml import read_toml

TOML = """\
+++
title = "A desk = [quiet]"
date = 2026-03-01T09:00:00+09:00
description = \"\"\"
tags = no key
\"\"\"
tags = [
  "desk",  # a ] here
  "habits",
]
draft = false

[cover]
image = "/a.png" # [no table]
"alt" = "A desk"

[params.author]
name = "Aoi"
+++
Body.
"""
JSON = """\
{
  "title": "A \\"desk\\": {quiet}",
  "tags": ["desk",
    {"name": "x"}],
  "cover": {
    "image": "/a.png", "alt": "A desk"
  },
  "draft": false
}
Body.
"""


def test_toml_is_read_with_the_line_of_every_key():
    block = read_toml(TOML)
    assert block.problems == ()
    assert block.length == 19
    assert block.data["date"] == "2026-03-01T09:00:00+09:00"
    assert block.data["tags"] == ["desk", "habits"]
    assert block.data["cover"] == {"image": "/a.png", "alt": "A desk"}
    assert block.lines == {
        "title": 2, "date": 3, "description": 4, "tags": 7, "draft": 11, "cover": 13, "cover.image": 14,
        "cover.alt": 15, "params": 17, "params.author": 17, "params.author.name": 18,
    }  # fmt: skip


def test_json_is_read_with_the_line_of_every_key():
    block = read_json(JSON)
    assert block.problems == ()
    assert block.length == 9
    assert block.data["title"] == 'A "desk": {quiet}'
    assert block.lines == {"title": 2, "tags": 3, "cover": 5, "cover.image": 6, "cover.alt": 6, "draft": 8}


@pytest.mark.parametrize("text", [TOML, JSON])
def test_byte_order_mark_and_windows_line_ends_do_not_matter(text):
    block = read_hugo("\ufeff" + text.replace("\n", "\r\n"))
    assert block.problems == ()
    assert (block.length, block.lines) == (read_hugo(text).length, read_hugo(text).lines)


def test_broken_toml_says_where_and_keeps_the_keys_that_can_be_read():
    block = read_toml('+++\ntitle = "x"\ntags = [desk]\nslug = "s"\n+++\n')
    assert [problem.line for problem in block.problems] == [3]
    assert block.data == {"title": "x", "slug": "s"}
    assert block.length == 5


def test_broken_json_says_where_and_is_left_out():
    block = read_json('{\n"title": "x"\n"slug": "y"\n}\nBody.\n')
    assert [problem.line for problem in block.problems] == [3]
    assert (block.data, block.length) == ({}, 4)


def test_toml_may_begin_behind_its_first_fence():
    block = read_hugo('+++ title = "Felt"\ntags = ["a"]\nx = y\n+++\nText.\n')
    assert (block.data, block.length) == ({"title": "Felt", "tags": ["a"]}, 4)
    assert (block.lines["title"], block.lines["tags"], block.problems[0].line) == (1, 2, 3)
    assert read_hugo("+++ Felt\n+++\n").length == 0


def test_toml_without_end_is_text():
    block = read_toml('+++\ntitle = "x"\n')
    assert (block.length, len(block.problems)) == (0, 1)


@pytest.mark.parametrize(
    "source",
    ["+++", "+++\n", "+++\n+++", "{", "{\n", '{"', "{}", '{"a": 1} text', "{" * 90_000, '{"a":' * 5_000 + "1",
     "+++\na = " + "[" * 5_000 + "\n+++\n", "+++\n" + "a." * 3_000 + "b = 1\n+++\n", '+++\na = "' + "x" * 70_000,
     "+++\n" + "a = 1\n" * 20_000 + "+++\n", '{"a": "\ud800"}', "+++\na = '\x00'\n+++\n", "{{< x >}}", "{%x%}"],
)  # fmt: skip
def test_hostile_front_matter_ends_in_a_block(source):
    block = read_hugo(source)
    assert all(problem.line for problem in block.problems)


LONG_LINES = [
    "[" + " " * 60_000,
    "[a" + " " * 60_000 + "]x",
    'a = "' + '\\"' * 30_000,
    "a" + " " * 60_000,
    "a." * 30_000 + "b = 1",
    "a" + " ." * 30_000,
    "a = [" + "'" * 60_000,
    "a = " + "[{" * 30_000,
]


@pytest.mark.parametrize("line", LONG_LINES, ids=range(len(LONG_LINES)))
def test_toml_is_read_in_linear_time(line):
    started = time.process_time()
    read_toml(f"+++\n{line}\n+++\n")
    assert time.process_time() - started < 1


def test_keys_of_the_theme_may_stand_under_params():
    block = read_hugo(
        '+++\ntitle = "x"\n[params]\nauthor = "Aoi"\ntitle = "no"\n[params.cover]\nimage = "/a.png"\n+++\n'
    )
    assert (block.data["title"], block.data["author"], block.data["cover"]) == ("x", "Aoi", {"image": "/a.png"})
    assert (block.lines["author"], block.lines["cover.image"]) == (4, 7)
