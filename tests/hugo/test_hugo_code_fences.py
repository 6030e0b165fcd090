"""Attributes behind the language of a fence become options of a block of code; no line of code is lost."""

from __future__ import annotations

import time

import pytest
from hugo_articles import convert_body

from sphinx_aiarticle.hugo.blocks import paired_fences

CODE = "first = 1\nsecond = 2\nthird = 3"


def block(text: str) -> str:
    """Return what the one block of code in *text* becomes."""
    lines, conversion = convert_body(f"{text}\n\nafter\n")
    assert conversion.problems == ()
    return "\n".join(lines[: lines.index("after")]).rstrip("\n")


@pytest.mark.parametrize(
    ("attributes", "options"),
    [
        ('{linenos=true hl_lines=[1,"2-3"] linenostart=5}', ":linenos:\n:lineno-start: 5\n:emphasize-lines: 1,2-3"),
        ("{linenos=table,hl_lines=2 3,style=monokai}", ":linenos:\n:emphasize-lines: 2,3"),
        ("{lineNos=inline lineNoStart=9}", ":linenos:\n:lineno-start: 9"),
        ('{name="it\'s *a*.py"}', ":caption: it's \\*a\\*.py"),
        ("{title='a: b'}", ":caption: 'a\\: b'"),
        ("{.wide #fetch linenos=1}", ":linenos:\n:class: wide\n:name: fetch"),
        ("{hl_lines=[2-99,7,0,3-1]}", ":emphasize-lines: 2-3"),
    ],
)
def test_attributes_become_options(attributes, options):
    for space in ("", " "):
        shown = block(f"```python{space}{attributes}\n{CODE}\n```")
        assert shown == f"```{{code-block}} python\n{options}\n\n{CODE}\n```"


@pytest.mark.parametrize(
    ("opening", "plain"),
    [
        ("```go {style=monokai}", "```go"),
        ("```go {linenos=false}", "```go"),
        ("```{linenos=false}", "```"),
        ("```{.go}", "```go"),
        ("~~~go {hl_lines=[9]}", "~~~go"),
    ],
)
def test_attributes_that_show_nothing_are_dropped(opening, plain):
    assert block(f"{opening}\n{CODE}\n{opening[:3]}") == f"{plain}\n{CODE}\n{opening[:3]}"


@pytest.mark.parametrize("opening", ["```{note}", '```js title="x.js"', "```{r}", "```python:main.py"])
def test_directives_and_other_words_stay(opening):
    assert block(f"{opening}\n{CODE}\n```") == f"{opening}\n{CODE}\n```"


def test_language_that_pygments_does_not_know_is_text():
    assert block(f"```env {{linenos=true}}\n{CODE}\n```") == f"```{{code-block}} text\n:linenos:\n\n{CODE}\n```"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"```python {{linenos=true}}\n{CODE}", f"```{{code-block}} python\n:linenos:\n\n{CODE}"),  # nothing closes it
        ("> ```python {linenos=true}\n> x\n> ```", "> ```{code-block} python\n> :linenos:\n>\n> x\n> ```"),
        ("- ```python {linenos=true}\n  x\n  ```", "- ```{code-block} python\n  :linenos:\n\n  x\n  ```"),
        (
            "- a\n\n  ```go {linenos=true}\n  x\n  ```\n\n- b",
            "- a\n\n  ```{code-block} go\n  :linenos:\n\n  x\n  ```\n\n- b",
        ),
    ],
)
def test_code_in_quotes_and_lists_keeps_its_place(text, shown):
    lines, _ = convert_body(text)
    assert "\n".join(lines) == shown


def test_fences_with_attributes_nest_like_others():
    text = "```text\n```python {linenos=true}\nx\n```\ny\n```\n\n## A\n"
    lines, _ = convert_body(text)
    assert lines[-1] == "## A"
    assert "x" in lines
    assert "y" in lines


def test_only_backticks_may_not_be_in_the_line_of_a_fence_of_backticks():
    blocks = ['~~~text "Use `x`"', "a", "~~~", "~~~sh", "b", "~~~", "~~~text T U", "c", "~~~"]
    assert paired_fences("\n".join(blocks)) == {}
    assert paired_fences("```text\n```x`y```\n```sh\nc\n```\n```") == {0: 5}


def test_many_openings_cost_little():
    started = time.process_time()
    convert_body("```go {linenos=true hl_lines=[1,\n" * 5000)
    convert_body("```go {linenos=true}\nx\n```\n\n" * 3000)
    assert time.process_time() - started < 5


def test_pages_show_numbers_captions_and_marks(build):
    body = f'```python {{linenos=true hl_lines=["2-3"] linenostart=7 name="app.py"}}\n{CODE}\n```'
    files = {"index.md": "# Home\n", "posts/a.md": f"---\ntitle: A\n---\n\n{body}\n\n```{{linenos=false}}\nkept\n```\n"}
    site = build(files, conf={"aiarticle_hugo": ["posts/*"]})
    assert site.warnings == []
    soup = site.soup("posts/a.html")
    assert [number.get_text() for number in soup.select(".linenos")] == ["7", "8", "9"]
    assert len(soup.select(".hll")) == 2
    assert soup.select_one(".code-block-caption").get_text().startswith("app.py")
    assert "kept" in soup.select_one(".highlight-text, .highlight-default").get_text()
