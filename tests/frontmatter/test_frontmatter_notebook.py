"""A notebook says in its first cell, or in its metadata, what it is."""

from __future__ import annotations

import json
from datetime import UTC

import pytest

from sphinx_aiarticle.frontmatter import read_notebook, to_article

CELL = {"cell_type": "markdown", "source": ["---\n", "title: A notebook\n", "date: 2026-03-01\n", "---\n", "# A\n"]}


def notebook(*cells: object, **metadata: object) -> str:
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4})


def test_the_block_of_the_first_cell_is_read_and_goes_before_the_metadata() -> None:
    block = read_notebook(notebook(CELL, title="Other", tags=["a"], kernelspec={"name": "python3"}))
    assert block.data == {"title": "A notebook", "date": "2026-03-01", "tags": ["a"]}
    assert (block.length, block.lines, block.problems) == (4, {}, ())


def test_problems_have_no_line_because_that_of_the_cell_is_not_that_of_the_file() -> None:
    block = read_notebook(notebook({"cell_type": "raw", "source": "---\ntitle: a: b\n---\n"}))
    article, problems = to_article(block, timezone=UTC)
    assert article.title == "a: b"
    assert [problem.line for problem in (*block.problems, *problems)] == [None]


@pytest.mark.parametrize("sign", ["# ", "#", "// ", "-- ", "% ", ";; ", ""])
def test_a_notebook_written_as_text_has_the_block_at_its_top(sign: str) -> None:
    head = ["---", "title: A script", "date: 2026-03-01", "jupyter: {kernelspec: {name: python3}}", "---"]
    block = read_notebook("\n".join([*(f"{sign}{line}" for line in head), "", f"{sign}%% [markdown]", "1 + 1"]))
    assert (block.data["title"], block.data["date"]) == ("A script", "2026-03-01")
    assert (block.lines["date"], block.length) == (3, 0)


@pytest.mark.parametrize("source", ["import os\n# ---\n# title: x\n# ---\n", "# title: x\n", '{"cells": ['])
def test_a_script_without_a_block_at_its_top_has_none(source: str) -> None:
    assert read_notebook(source).data == {}


DEEP = [1]
for _ in range(30):
    DEEP = [DEEP]
NO_BLOCKS = [
    "",
    "[",
    "[]",
    "{}",
    "[" * 100_000,
    '{"cells": 1, "metadata": []}',
    '{"cells": [1]}',
    notebook({"cell_type": "code"}),
    notebook({"cell_type": "markdown", "source": [1]}),
    notebook(title=DEEP),
]


@pytest.mark.parametrize("source", NO_BLOCKS, ids=range(len(NO_BLOCKS)))
def test_anything_else_is_no_front_matter(source: str) -> None:
    block = read_notebook(source)
    assert (block.data, block.problems) == ({}, ())


def test_a_block_in_another_cell_is_hinted_at() -> None:
    code = {"cell_type": "code", "source": "x = 1"}
    [problem] = read_notebook(notebook(code, CELL)).problems
    assert "put it there" in problem.message
    assert read_notebook(notebook(CELL, CELL)).problems == ()
    assert read_notebook(notebook(code, {"cell_type": "markdown", "source": "---\n\n# A\n\n---\n"})).problems == ()
