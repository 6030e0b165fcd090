"""What the converter writes reaches directives unchanged through MyST-Parser."""

from __future__ import annotations

import html
import re

import pytest
from docutils.parsers.rst import Directive, directives
from hugo_articles import AMAZON, box, convert_body
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from myst_parser.parsers.directives import DirectiveParsingResult, parse_directive_text

from sphinx_aiarticle.hugo import convert
from sphinx_aiarticle.myst import directive

PARSER = MarkdownIt("commonmark").use(colon_fence_plugin)


class Box(Directive):
    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = dict.fromkeys(("label", "stores", "amazon", "rakuten"), directives.unchanged)


def read_directive(text: str) -> DirectiveParsingResult:
    """Return what MyST-Parser makes of the first directive in *text*."""
    token = next(token for token in PARSER.parse(text) if token.type in ("fence", "colon_fence"))
    name, _, argument = token.info.strip().partition(" ")
    assert name.startswith("{")
    return parse_directive_text(Box, argument, token.content, line=0)


WORDS = [
    "HHKB <Pro>", "A & B", '100% "best"', "a:b", "a: b", "{x}", "[y]", r"back\slash \* \\", "`code`", "x # y", "it's",
    "-dash", "**b**", "~~~", "```", "::: x", "% c", "&amp; &lt;", "''", "'", '"', "|", "> a", "全角　空白", "#",
    ":a: b", "@x", "!x", "*a", "a:", "? b",
]  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_name_label_and_address_arrive_unchanged(words):
    source = box(label=f"<p>{html.escape(words)}</p>", name=f"<b>{html.escape(words)}</b>")
    lines, _ = convert_body(source)
    parsed = read_directive("\n".join(lines))
    assert parsed.arguments == [words]
    assert parsed.options["label"] == words
    assert parsed.options["amazon"] == AMAZON
    assert parsed.body[0] == "It boils a litre in three minutes."
    assert parsed.warnings == []


@pytest.mark.parametrize("text", [":tada: New", ":class: x", ":a:\n:b: c"])
def test_the_first_words_of_a_call_are_no_options(text):
    parsed = read_directive("\n".join(convert_body(f"{{{{< details >}}}}\n{text}\n{{{{< /details >}}}}")[0]))
    assert (parsed.options, parsed.body) == ({}, text.split("\n"))
    assert read_directive(directive("x", "Y", {}, "---\na: b\n---")).options == {}


@pytest.mark.parametrize("marker", ["", "---\ntitle: x\n---\n"])
@pytest.mark.parametrize("words", WORDS)
def test_question_arrives_as_its_heading_says(marker, words):
    text = convert(f"{marker}## FAQ\n\n### Q1: {words}?\n\nSo.\n\n").text
    parsed = read_directive(text[text.index("{question}") - 3 :])
    assert parsed.arguments == [f"Q1: {words}?"]
    assert parsed.body == ["So."]


@pytest.mark.parametrize("words", WORDS)
def test_title_and_reason_read_as_the_same_words(words):
    source = f"---\ntitle: '{words.replace(chr(39), chr(39) * 2)}'\ndate: 2026-01-01\nslug: x\n---\n"
    heading = convert(source).text.split("\n")[0]
    assert PARSER.render(heading) == f"<h1>{html.escape(words, quote=False).replace(chr(34), '&quot;')}</h1>\n"
    reason = "\n".join(convert_body(box(why=f"<p>{html.escape(words)}</p>"))[0][6:7])
    shown = re.sub(r"</?p>|\n", "", PARSER.render(reason))
    assert html.unescape(shown) == words
