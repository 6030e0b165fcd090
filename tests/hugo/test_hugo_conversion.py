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


def test_lines_outside_the_parts_stay_as_they_are():
    lines = convert(ARTICLE).body()
    assert [line for line in lines if line and not line.startswith(":")] == [
        "Intro.", "- one", "- two", "It boils a litre in three minutes.", "## Body", "text", "## FAQ", "So.",
    ]  # fmt: skip


def test_windows_line_ends_make_no_difference():
    assert convert(ARTICLE.replace("\n", "\r\n")).text == convert(ARTICLE).text


def test_the_text_begins_with_the_title():
    assert convert(ARTICLE).text.startswith("# Which kettle boils fastest\n\nIntro.\n")
    assert convert("---\ntitle: 1 * 2 <b>\n---\na").text == "# 1 \\* 2 \\<b\\>\n\na\n"


@pytest.mark.parametrize(("source", "text"), [("", "\n"), ("\n", "\n"), ("\ufeff", "\n"), ("a", "a\n"), ("\r\n", "\n")])
def test_odd_files_are_read(source, text):
    assert convert(source).text.lstrip("\n") == text.lstrip("\n")


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
def test_no_text_breaks_the_conversion(seed):
    rng = random.Random(seed)
    for _ in range(50):
        source = "\n".join(rng.choice(PIECES) for _ in range(rng.randint(1, 30)))
        source = rng.choice(["", "---\ntitle: x\n---\n", HEAD]) + source
        conversion = convert(source)
        assert isinstance(conversion.text, str)
        assert all(problem.line and 1 <= problem.line <= len(conversion.lines) for problem in conversion.problems)


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
