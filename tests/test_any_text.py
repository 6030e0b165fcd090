"""Whatever the text: no public reader raises, none takes more than linear time, and none loses what was written."""

from __future__ import annotations

import re
import sys

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_aiarticle.hugo import convert

sys.path.insert(0, str(ROOT / "benchmarks"))
import worst_cases

PIECES = st.one_of(st.sampled_from(worst_cases.UNITS), st.text(max_size=5), st.sampled_from(["\n", "\n\n", "word "]))
AROUND = st.sampled_from(worst_cases.AROUND)
TEXTS = st.tuples(AROUND, st.lists(PIECES, max_size=25)).map(lambda parts: f"{''.join(parts[1])}".join(parts[0]))
HEAD = "---\ntitle: T\ndate: 2026-02-01\n---\n"


@pytest.mark.parametrize("name", [name for name in worst_cases.READERS if not name.startswith("(")])
@settings(max_examples=60)
@given(text=TEXTS)
def test_no_reader_raises(name, text):
    worst_cases.READERS[name](text)


@given(
    text=TEXTS,
    site=st.sampled_from([None, worst_cases.OWN_SHORTCODES]),
    extensions=st.sampled_from([[], ["colon_fence"]]),
)
def test_a_conversion_meets_no_error_of_ours(text, site, extensions):
    for whole in (text, HEAD + text):
        found = convert(whole, site=site, extensions=extensions)
        assert not [problem.message for problem in found.problems if problem.subtype == "internal"]
        assert all(1 <= (problem.line or 1) <= len(found.lines) for problem in found.problems)


@pytest.mark.parametrize("name", ["ref", "relref", "figure", "youtube", "gist"])
def test_a_lone_surrogate_in_a_call_meets_no_error_of_ours(name):
    found = convert(f'{{{{< {name} src="/a\ud800" "/a\ud800/b" >}}}}\n\n{{{{< {name} "/a\ud800/b" >}}}}')
    assert not [problem.message for problem in found.problems if problem.subtype == "internal"]


# What a call says of a picture or a video, structured data and comments do not come back as they were written.
_NOT_KEPT = re.compile(r"figure|script|<!--|\{\{")
_KEPT = [unit for unit in worst_cases.UNITS if not _NOT_KEPT.search(unit)]


@given(pieces=st.lists(st.sampled_from(_KEPT), max_size=20))
def test_a_conversion_keeps_every_word(pieces):
    words = [f"kept{number}x" for number in range(len(pieces))]
    body = "".join(f"{piece}{word}" for piece, word in zip(pieces, words, strict=True))
    text = convert(HEAD + body, extensions=["colon_fence"]).text
    assert [word for word in words if word not in text] == []


#: What took quadratic time or more, each by its reader.
ONCE_SLOW = [
    ("convert", ("<div>\n{{< rawhtml >}}\n", "\n", "")),
    ("convert", ("<div>\n", "# a\n", "")),
    ("convert", ("", '<script type="application/ld+json">\n', "")),
    ("convert", ("# ", " ", "b {")),
    ("convert", ("# a {", "a", "}")),
    ("convert", ("```", " ", "x\n```\n")),
    ("convert", ("``` {a=[,", "a=[,", "}\nx\n```\n")),
    ("shortcode", ("{{< a ", "{{< a ", "")),
    ("emoji", (":a: ", "` `` ", "")),
    ("emphasis in a line", ("", "**a** `x` ", "")),
    ("emphasis", ("# ", "**「a」**b ", "")),
    ("lint", ("#", " ", "x")),
    ("fences", ("```", " ", "a" * 5000 + "`")),
    ("headings", ("", "!", "a")),
    ("JSON-LD", ("", "**a ", "")),
    ("JSON-LD", ("", "`", "a")),
    ("HTML", ("", "<a ", "")),
    ("HTML", ("", "<a/>", "")),
    ("HTML", ("", "<!--a>", "")),
    ("HTML links", ("<a ", "b", ' href="https://amzn.to/a">')),
    ("front matter", ("{", '"\\"', "")),
    ("front matter", ("+++\n[", " ", "\n+++\n")),
    ("check TOML", ('a = "', '\\"', "https://amzn.to/a")),
    ("links of a migration", ("", "`", "\na\n")),
    ("convert", ("", "```{faq}\n", "")),
    ("convert", ("", "{{< details >}}\n", "")),
]


@pytest.mark.parametrize(("name", "shape"), ONCE_SLOW)
def test_a_text_that_was_slow_is_read(name, shape):
    """How long it takes is what ``benchmarks/worst_cases.py`` prints; in quadratic time this would not end soon."""
    worst_cases.READERS[name](worst_cases.text_of(shape, 20_000))


def test_the_benchmark_prints_a_line_for_a_reader(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["worst_cases.py", "--sizes", "50", "500", "--only", "emoji"])
    worst_cases.main()
    assert all(line.startswith("emoji ") for line in capsys.readouterr().out.splitlines())
