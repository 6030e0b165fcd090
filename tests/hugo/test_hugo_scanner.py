"""The scanner sees the same blocks as a CommonMark parser."""

from __future__ import annotations

import re

import pytest
from corpus_reader import body_of
from markdown_it import MarkdownIt
from sphinx_aiarticle.hugo.blocks import Heading, Html, Opaque, Rule
from sphinx_aiarticle.hugo.scanner import scan

PARSER = MarkdownIt("commonmark").enable("table")
NAMES = {Heading: "heading_open", Rule: "hr", Opaque: "fence", Html: "html_block"}


def seen(text: str) -> list[tuple[object, ...]]:
    blocks = scan(text.rstrip("\n").split("\n")).blocks
    return [(NAMES[type(b)], b.start, b.end, b.level if isinstance(b, Heading) else 0) for b in blocks]


def expected(text: str) -> list[tuple[object, ...]]:
    tokens = [t for t in PARSER.parse(text.rstrip("\n")) if t.level == 0 and t.type in NAMES.values()]
    return [(t.type, *(t.map or ()), int(t.tag[1]) if t.type == "heading_open" else 0) for t in tokens]


@pytest.mark.parametrize(
    "text",
    [
        "# a\n##b\n## c ##\n### d #\\#\n####### e\n   ## f\n    ## g\n#\n",
        "a\n===\nb\nc\n---\nd\n\n---\n\n- e\n---\n> f\n---\n",
        "***\n* * *\n_ _\n___ \n--\n",
        "```\n## a\n````\n## b\n```\n~~~ x ~~~\n```\n~~~\n## c\n",
        "```` a\n```\n## b\n````\n## c\n``` a`b\n## d\n",
        "  ```\n## a\n  ```\n   ~~~\n    ~~~\n## b\n   ~~~\n",
        "    ```\n## a\n\ttab\n",
        "- ```\n  ## a\n  ```\n- b\n\n  ```\n  ## c\n## d\n```\n## e\n",
        "1. a\n   ```\n   ## b\n   ```\n10. c\n\n    ```\n    ## d\n    ```\n## e\n",
        "- a\n  - b\n    ```\n    # c\n  ## d\n# e\n",
        "- a\nlazy\n## b\n",
        "- a\n\n## b\n\n  ## c\n",
        "a\n2. b\n---\n",
        "> ```\n> ## a\n## b\n> c\nlazy\n===\n",
        "<div>\n## a\n\n## b\n<span>\n## c\n\n<span>\n## d\n\n",
        "<pre>\n\n## a\n</pre>\n## b\n<!-- c\n\n## d -->\n## e\n",
        "<script>\n\n## a\n</script>\n## b\ntext <script>\n## c\n",
        "a | b\n--- | ---\nc | d\n---\n| e |\n|---|\n| f |\n---\n",
        "　\n## a\n<div>\n　\n## b\n",
        "```\nnever closed\n## a\n\n---\n",
    ],
)
def test_blocks_are_those_of_commonmark(text):
    assert seen(text) == expected(text)


def test_blocks_of_real_articles_are_those_of_commonmark(corpus_texts):
    for name, source in corpus_texts.items():
        body = body_of(source)
        body = re.sub(r"(?s)<script type=.*?</script>|\{\{< /?rawhtml >\}\}", "", body)
        assert seen(body) == expected(body), name


def test_own_directives_are_opaque_where_the_project_reads_them():
    lines = [":::{note}", "## a", "", "---", ":::", "## b"]
    assert [type(block) for block in scan(lines, colon_fences=True).blocks] == [Opaque, Heading]
    assert [type(block) for block in scan(lines).blocks] == [Heading, Rule, Heading]


@pytest.mark.parametrize(
    ("text", "outer"),
    [
        ("```\nx\n```python\n## y\n```\nz\n```\n", [(0, 7)]),
        ("```markdown\n```sh\na\n```\n\n```sh\nb\n```\n```\n\n```\nc\n```\n", [(0, 9), (10, 13)]),
        ("~~~\n~~~ini\na\n~~~\n~~~\n", [(0, 5)]),
        ("```text\n```python\n```\n\n## a\n", [(0, 3)]),
        ("```\na\n```\n\n```sh\nb\n", [(0, 3), (4, 6)]),
        ("```\n``` not a language\n```\n", [(0, 3)]),
        ("````\n```sh\na\n```\n````\n", [(0, 5)]),
    ],
)
def test_fences_of_one_length_pair_up_only_when_all_of_the_file_do(text, outer):
    blocks = scan(text.rstrip("\n").split("\n")).blocks
    assert [(block.start, block.end) for block in blocks if isinstance(block, Opaque)] == outer
