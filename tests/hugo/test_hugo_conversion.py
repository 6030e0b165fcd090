from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hugo_articles import HEAD, box

from sphinx_aiarticle.hugo import convert

ARTICLE = f"""\
{HEAD}
Intro.

## 3行要約

- one
- two

{box()}
## Body

text

## FAQ

### Q1: Why?

So.

---
<script type="application/ld+json">
{{}}
</script>
"""


def test_every_line_outside_the_parts_is_the_same_on_the_same_number():
    before, after = ARTICLE.split("\n"), convert(ARTICLE).text.split("\n")
    assert len(after) == len(before)
    for words in ("Intro.", "- one", "## Body", "text", "## FAQ", "So.", "---"):
        assert before.index(words) == after.index(words)


def test_windows_line_ends_stay():
    assert convert(ARTICLE.replace("\n", "\r\n")).text == convert(ARTICLE).text.replace("\n", "\r\n")


def test_mixed_line_ends_stay_on_their_lines():
    assert convert("a\r\nb\n## FAQ\r\n\n### Why?\r\n\nSo.\r\n\n").text == (
        "a\r\nb\n# FAQ\r\n\n~~~{question} Why?\r\n\nSo.\r\n~~~\n"
    )


@pytest.mark.parametrize("source", ["", "\n", "\ufeff", "text", "---\n---", "\r\n"])
def test_odd_files_come_out_as_they_are(source):
    assert convert(source).text == source.removeprefix("\ufeff")


def test_result_is_read_once_and_says_what_the_front_matter_holds():
    conversion = convert(ARTICLE)
    assert conversion.front_matter.data["slug"] == "kettles"
    assert conversion.problems == ()


PIECES = [
    *ARTICLE.split("\n"), "{{< rawhtml >}}", "{{% rawhtml %}}x", "{{< /rawhtml >}}", "</script>", "```", "~~~", ":::",
    "<div>", "<!--", "-->", "> ", "- ", "1. ", "`", "<![", "<a href='javascript:x'>", "\u2028", "\x00", "\x0b", "\r",
    "\ud800", "&#x110000;", "{{<rawhtml>}}<p>{{</rawhtml>}}", "\t", "　", "===", "| a |", "|---|", "### Q?", "+++", "#",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_no_text_breaks_the_conversion_or_moves_a_line(seed):
    rng = random.Random(seed)
    for _ in range(50):
        source = "\n".join(rng.choice(PIECES) for _ in range(rng.randint(1, 30)))
        source = rng.choice(["", "---\ntitle: x\n---\n", HEAD]) + source
        conversion = convert(source)
        assert conversion.text.count("\n") == source.count("\n")
        assert all(problem.line and 1 <= problem.line <= source.count("\n") + 1 for problem in conversion.problems)


@pytest.mark.parametrize(
    "line",
    ["{{< rawhtml >}}", "a {{< rawhtml >}} `", "<script type=application/ld+json>", "`" * 50, "> `{{<", "- " * 50,
     "<div>", "# " + " " * 2000 + "x", "{{< rawhtml >}}<b>{{< /rawhtml >}}", "### Q1: a?", "```",
     "a `{{< rawhtml >}}`"],
)  # fmt: skip
def test_work_grows_with_the_lines_and_not_faster(line):
    assert calls_for((line + "\n") * 800) < 4.6 * calls_for((line + "\n") * 200)


@pytest.mark.parametrize("piece", ["- ", "* ", "`a ", "# ", "<b>", "{{< rawhtml >}}", "> ", "| ", "a <script "])
def test_work_grows_with_the_length_of_a_line_and_not_faster(piece):
    assert calls_for(piece * 800 + "x") < 4.6 * calls_for(piece * 200 + "x")


def calls_for(body: str) -> int:
    """Return how many functions a conversion calls, as a measure of work that no clock disturbs."""
    calls = 0

    def count_call(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count_call)
    try:
        convert(HEAD + body)
    finally:
        sys.setprofile(None)
    return calls


def test_package_needs_neither_sphinx_nor_docutils():
    code = "import sys, sphinx_aiarticle.hugo; print({'sphinx', 'docutils', 'myst_parser'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
