"""Real articles: what must hold is counted from the sources without the converter."""

from __future__ import annotations

import html
import re

from sphinx_aiarticle.hugo import convert

BOX = re.compile(r"^\{\{< rawhtml >\}\}\n(.*?)\n\{\{< /rawhtml >\}\}$", re.DOTALL | re.MULTILINE)


def without_code(text: str) -> str:
    """Return *text* without fenced code, as CommonMark has it; an open fence hides the rest."""
    return re.sub(r"^(`{3,}|~{3,})(?:(?!`).)*\n(?:.*\n)*?(?:\1[`~]*[ ]*$|\Z)", "", text, flags=re.MULTILINE)


def test_line_count_and_kept_lines_are_the_same(corpus_texts):
    for name, source in corpus_texts.items():
        before, after = source.split("\n"), convert(source).text.split("\n")
        assert len(after) == len(before), name
        body = after[source[: source.index("\n---\n", 3)].count("\n") + 2 :]
        new = [line for line in body if line and not line.startswith(":") and line not in before]
        reasons = {html.unescape(line) for line in re.findall(r"<p[^>]*>(.*)</p>", source)}
        edited = {re.sub(r"\{\{< /?rawhtml >\}\}", "", line) for line in before}
        edited |= {f"#{line}" for line in before if line.startswith("# ")}
        assert all(line in edited or re.sub(r"\\(.)", r"\1", line) in reasons for line in new), name


def test_links_of_each_box_are_the_authors(corpus_texts):
    boxes = 0
    for name, source in corpus_texts.items():
        hrefs = [
            [html.unescape(href) for href in re.findall(r'<a href="([^"]*)"', content)]
            for content in BOX.findall(without_code(source))
        ]
        written = re.findall(r"^:stores: .*\n((?::\w+: .*\n)+)", convert(source).text, re.MULTILINE)
        assert [re.findall(r"^:\w+: (.*)$", options, re.MULTILINE) for options in written] == hrefs, name
        boxes += len(hrefs)
    assert boxes > len(corpus_texts) // 2


def test_questions_are_those_of_the_headings(corpus_texts):
    for name, source in corpus_texts.items():
        headings = re.findall(r"^### (Q\d.*)$", without_code(source), re.MULTILINE)
        assert re.findall(r"^:+\{question\} (.*)$", convert(source).text, re.MULTILINE) == headings, name


def test_no_shortcode_tag_and_no_json_ld_is_left_outside_code(corpus_texts):
    for name, source in corpus_texts.items():
        text = without_code(convert(source).text)
        assert "{{<" not in text, name
        assert not re.search(r"^<script type=.application/ld", text, re.MULTILINE), name


def test_an_article_whose_first_section_is_a_summary_has_one_box(corpus_texts):
    for name, source in corpus_texts.items():
        first = re.search(r"^## (.*)$", without_code(source), re.MULTILINE)
        expected = first is not None and first[1] in ("3行要約", "この記事で作るもの", "この記事で学べること")
        assert convert(source).text.count("{summary-box}") == expected, name
