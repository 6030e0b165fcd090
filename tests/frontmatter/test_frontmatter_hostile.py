"""Front matter that is broken or means harm: nothing is raised, little is lost, and it takes no time."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC

import pytest
import yaml

from sphinx_aiarticle.frontmatter import Block, read_field_list, read_yaml, to_article, yaml_reader


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with PyYAML's C parser and without it."""
    if request.param == "python":
        resolvers = yaml_reader._LOADER.yaml_implicit_resolvers
        pure = type("_Loader", (yaml.SafeLoader,), {"yaml_implicit_resolvers": resolvers})
        monkeypatch.setattr(yaml_reader, "_LOADER", pure)


def read(content: str) -> Block:
    return read_yaml(f"---\n{content}\n---\nBody\n")


BROKEN = [
    pytest.param("title: One: two", 2, "colon", "One: two", id="colon"),
    pytest.param("title: 'One", 2, "never closed", "One", id="unclosed-single-quote"),
    pytest.param('title: "One', 2, "never closed", "One", id="unclosed-double-quote"),
    pytest.param(
        'title: "One "two" three"', 2, "goes on after the quotation mark", 'One "two" three', id="inner-quotes"
    ),
    pytest.param(r'title: "C:\path"', 2, r"\p, which is not a YAML escape", r"C:\path", id="escape"),
    pytest.param("title: [One] two", 2, "goes on after the ]", "[One] two", id="bracket-in-text"),
    pytest.param("title: @one", 2, "starts with '@'", "@one", id="reserved"),
    pytest.param("title: **one** two", 2, "starts with '*'", "**one** two", id="asterisks"),
    pytest.param("tags: [one, two", 2, "opens a [", None, id="unclosed-list"),
    pytest.param("cover: {image: a", 2, "opens a {", None, id="unclosed-mapping"),
    pytest.param("cover:\n\timage: a", 3, "tab", None, id="tab"),
    pytest.param("cover:\n  image: a\n alt: b", 4, "does not fit the lines above it", None, id="indentation"),
    pytest.param("cover:\n  image: a\n  alt: one: two", 4, "colon", None, id="colon-below"),
    pytest.param("other: A\n  slug: b", 3, "indented under a text", None, id="indented-key"),
    pytest.param("other A", 2, "not a 'key: value' line", None, id="no-colon"),
    pytest.param("title:One", 2, "write 'title: One'", "One", id="no-space"),
]


@pytest.mark.parametrize(("broken", "line", "advice", "title"), BROKEN)
def test_broken_yaml_is_explained_once_at_its_line_and_the_other_keys_live_on(
    broken: str, line: int, advice: str, title: str | None
) -> None:
    block = read(f'{broken}\ndate: 2026-03-01\nauthor: "Ada"')
    assert [problem.line for problem in block.problems] == [line]
    assert advice in block.problems[0].message
    assert block.data.get("title") == title
    assert (block.data["date"], block.data["author"]) == ("2026-03-01", "Ada")
    assert block.lines["author"] == block.length - 1
    assert not block.safe


@pytest.mark.parametrize(("broken", "line", "advice", "title"), BROKEN)
def test_the_line_of_broken_yaml_counts_from_the_top_of_the_file(
    broken: str, line: int, advice: str, title: str | None
) -> None:
    block = read(f"author: Ada\n# a comment\n\ndate: 2026-03-01\n{broken}")
    assert [problem.line for problem in block.problems] == [line + 4]
    assert block.data["author"] == "Ada"


def test_the_message_names_the_keys_that_are_left_out() -> None:
    block = read("tags: [a\ncover: {b\ndate: 2026-03-01")
    assert "'tags', 'cover'" in block.problems[0].message
    assert "'date'" not in block.problems[0].message


@pytest.mark.parametrize(
    "tagged",
    ["!!python/object/apply:os.system ['true']", "!!python/name:os.system", "!thing x", "!!int x", "!!set {a}"],
)
def test_a_tag_is_reported_and_its_key_dropped(tagged: str) -> None:
    block = read(f"title: A\nbad: {tagged}\nslug: s")
    assert block.data == {"title": "A", "slug": "s"}
    assert [problem.line for problem in block.problems] == [3]
    assert "tag" in block.problems[0].message
    assert not block.safe


def test_a_tag_inside_a_mapping_drops_only_its_own_key() -> None:
    assert read("cover:\n  image: a\n  alt: !x b\ntags: [a, !y b]").data == {"cover": {"image": "a"}, "tags": ["a"]}


def test_billion_laughs_is_refused_and_the_article_lives_on() -> None:
    rows = ["a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    rows += [f"{n}: &{n} [{', '.join([f'*{p}'] * 9)}]" for p, n in zip("abcdefgh", "bcdefghi", strict=True)]
    block = read("title: A\n" + "\n".join(rows) + "\ndate: 2026-03-01")
    assert (block.data["title"], block.data["date"]) == ("A", "2026-03-01")
    assert "10,000 values" in block.problems[0].message
    assert block.problems[0].line == 7
    assert len(repr(block.data)) < 100_000
    assert not block.safe


def test_a_long_text_cannot_be_multiplied_through_aliases() -> None:
    block = read(f"a: &a {'x' * 30_000}\ntags: [{', '.join(['*a'] * 2_000)}]\ndate: 2026-03-01")
    assert "tags" not in block.data
    assert block.data["date"] == "2026-03-01"


def test_an_alias_to_itself_is_dropped_and_one_to_nothing_is_text() -> None:
    block = read("a: &a [*a, b]\nc: *d\ndate: 2026-03-01")
    assert block.data == {"a": ["b"], "c": "*d", "date": "2026-03-01"}
    assert [problem.line for problem in block.problems] == [2, 3]


@pytest.mark.parametrize("key", ["[a]", "{a: b}", "? [a]\n", "!x a", "? {b: c}\n"])
def test_a_key_that_is_no_word_is_dropped(key: str) -> None:
    block = read(f"{key}: c\ntitle: A")
    assert block.data == {"title": "A"}
    assert [problem.line for problem in block.problems] == [2]
    assert not block.safe


@pytest.mark.parametrize("content", ["date: 2026-02-30", "x: =", "x: 0b_", "x: <<", "2026-13-01: x", "x: {<<: 1}"])
def test_values_that_make_other_parsers_raise_are_marked_unsafe(content: str) -> None:
    with pytest.raises((ValueError, yaml.YAMLError)):
        yaml.safe_load(content)
    assert not read(content).safe


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\ud800", "\uffff"])
def test_a_character_that_yaml_forbids_is_dropped_and_reported(character: str) -> None:
    block = read(f"slug: s\ntitle: 'A{character}B'")
    assert block.data["title"] == "AB"
    assert [problem.line for problem in block.problems] == [3]
    assert not block.safe


def test_a_block_beyond_the_size_limit_is_not_read() -> None:
    block = read("title: A\n" + "# filler\n" * 10_000)
    assert (block.data, block.safe, block.length) == ({}, False, 10_004)
    assert "65,536" in block.problems[0].message


def test_nesting_is_read_to_the_limit_and_refused_below() -> None:
    assert read("a: " + "[" * 19 + "]" * 19).problems == ()
    assert "deeper than 20" in read("a: " + "[" * 20 + "]" * 20).problems[0].message


DEEP = [
    "[" * 100_000,
    "[" * 60_000,
    "[" * 30_000 + "]" * 30_000,
    "{a: " * 12_000 + "}" * 12_000,
    "- " * 30_000,
    "? " * 30_000,
    "\n".join(" " * depth + "a:" for depth in range(300)),
    '"\n' * 3_000,
    "[]\n" * 3_000,
    "a" + " " * 60_000 + "b",
    "k: a" + " " * 60_000 + "b: c",
    'b: "' + "\\q" * 30_000,
    "'" * 60_001,
    "\n".join(f"k{n}: &a{n} [*a{n - 1}]" for n in range(1, 2_000)),
]


@pytest.mark.parametrize("prefix", ["", "a: "])
@pytest.mark.parametrize("content", DEEP, ids=range(len(DEEP)))
def test_deep_and_repetitive_blocks_end_quickly(content: str, prefix: str) -> None:
    started = time.process_time()
    block = read(f"title: A\n{prefix}{content}\ndate: 2026-03-01")
    to_article(block, timezone=UTC)
    assert time.process_time() - started < 5
    assert block.problems or block.safe


def test_a_hundred_thousand_brackets_do_not_end_the_process() -> None:
    code = (
        "from sphinx_aiarticle.frontmatter import read_yaml, yaml as yaml_block\n"
        "yaml_block.MAX_CHARACTERS = 10**9\n"
        "assert read_yaml('---\\na: ' + '[' * 100_000 + '\\n---\\n').problems\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


PIECES = [
    *"abc:-?[]{},&*!|>'\"%@`#\n\t \\~<=._0123456789",
    "\n",
    ": ",
    "- ",
    "title: ",
    "date: 2026-03-01",
    "2026-02-30",
    "&a ",
    "*a",
    "<<: ",
    "!!python/name:os ",
    "cover:\n  image: ",
    "\n  ",
    "\r\n",
    "\u2028",
    "\x00",
    "\ud800",
    "日本",
    "😀",
]


def test_random_blocks_never_raise_and_what_is_called_safe_loads_elsewhere() -> None:
    dice = random.Random(20260301)
    for _ in range(3_000):
        content = "".join(dice.choices(PIECES, k=dice.randint(1, 25)))
        block = read(content)
        to_article(block, timezone=UTC)
        assert all(problem.line is None or 1 <= problem.line <= block.length for problem in block.problems), content
        if block.safe and block.length == content.count("\n") + 3:
            yaml.safe_load(content)


def test_random_bytes_never_raise() -> None:
    dice = random.Random(20260302)
    for _ in range(1_000):
        source = dice.randbytes(dice.randint(0, 120)).decode("utf-8", dice.choice(["replace", "surrogateescape"]))
        for text in (source, f"---\n{source}\n---\n", f":title: {source}"):
            to_article(read_yaml(text), timezone=UTC)
            to_article(read_field_list(text), timezone=UTC)
