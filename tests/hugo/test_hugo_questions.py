from __future__ import annotations

import pytest
from hugo_articles import HEAD, assert_kept, box, convert_body

from sphinx_aiarticle.hugo import convert

FAQ = """\
## よくある質問

### Q1: Does it whistle?

Yes, in **G**.

### Q2: `cold` water?

First line.
Second line.

- a list

"""


def written(body: str, **options: object) -> list[str]:
    """Return the lines of a FAQ without the fence around its questions, and no blank ones."""
    lines, conversion = convert_body(body, **options)
    assert conversion.problems == ()
    return [line for line in lines if line and line.strip(":") not in ("{faq}",) and line != "::::"]


def test_questions_become_directives_below_the_authors_heading():
    lines, conversion = convert_body(FAQ)
    assert lines == [
        "## よくある質問", "", "::::{faq}", ":::{question} Q1: Does it whistle?", "Yes, in **G**.", ":::",
        ":::{question} Q2: `cold` water?", "First line.", "Second line.", "", "- a list", ":::", "::::",
    ]  # fmt: skip
    assert conversion.problems == ()


@pytest.mark.parametrize(
    "heading",
    ["よくある質問（FAQ）", "よくある質問 (FAQ)", "よくあるご質問", "FAQ", "FAQs", "faq:", "Q&A", "Ｑ＆Ａ", "❓ FAQ",
     "Frequently Asked Questions", "Questions"],
)  # fmt: skip
def test_headings_of_a_faq_are_known_in_any_case_and_dress(heading):
    assert written(f"## {heading}\n\n### Why?\n\nSo.\n\n") == [f"## {heading}", ":::{question} Why?", "So.", ":::"]


@pytest.mark.parametrize(
    "heading",
    ["FAQ: Kettles", "ケトルのQ&A", "FAQコーナー", "Frequently-asked questions", "People also ask",
     "FAQs about kettles", "7. Frequently asked questions about kettles ❓", "Quick FAQ",
     "Preguntas frecuentes sobre teteras", "Häufige Fragen zu Kesseln", "Questions fréquentes - Bouilloires",
     "ケトルに関するよくある質問", "4. よくある質問と答え", "FAQ｜よくある質問", "常见问题解答（FAQ）",
     "자주 묻는 질문(FAQ)"],
)  # fmt: skip
def test_a_heading_may_begin_or_end_with_the_words_of_a_faq(heading):
    assert written(f"## {heading}\n\n### Why?\n\nSo.\n\n")[1:] == [":::{question} Why?", "So.", ":::"]


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("How to write a FAQ page", "### Why?"),
        ("Equipment questions", "### Why?"),
        ("Faqtory", "### Why?"),
        ("FAQ: Kettles", "### Reasons"),
        ("FAQ: Kettles", "### Why?\n\nSo.\n\n### Reasons"),
        ("Is this a FAQ?", "### Why?"),
    ],
)
def test_other_headings_with_such_words_and_unclear_sections_stay(heading, question):
    assert_kept(f"## {heading}\n\n{question}\n\nSo.\n\n")


def test_questions_may_have_the_level_of_their_faq():
    lines = written("## A\n\n### FAQ\n\n### Why?\n\nSo.\n\n#### Really\n\n### How?\n\nThus.\n\n### Next\n\nMore.\n")
    assert lines[1:] == [
        "### FAQ", ":::{question} Why?", "So.", "#### Really", ":::", ":::{question} How?", "Thus.", ":::",
        "### Next", "More.",
    ]  # fmt: skip


def test_a_question_behind_the_text_of_a_faq_at_its_level_is_none_of_its():
    lines = written("## FAQ\n\n**Why?** So.\n\n## How?\n\nThus.\n")
    assert lines[-2:] == ["## How?", "Thus."]


@pytest.mark.parametrize("text", ["You find it [here](/faq/).", "See [the FAQ][1], please.\n\n[1]: /faq/"])
def test_a_heading_above_a_link_to_a_faq_elsewhere_needs_nobody(text):
    assert_kept(f"## FAQ\n\n{text}\n")


def test_own_headings_replace_the_built_in_ones():
    lines = written("## Fragen\n\n### Warum?\n\nDarum.\n\n", faq_headings=("Fragen",))
    assert lines[1] == ":::{question} Warum?"
    assert_kept(FAQ, faq_headings=("Fragen",))


def test_own_headings_replace_the_built_in_ones_in_html():
    html = "<div>\n<h2>{}</h2>\n<p><b>Warum?</b> Darum.</p>\n</div>\n\n"
    assert "~~~{question} Warum?" in written(html.format("Fragen"), faq_headings=("Fragen",))
    assert_kept(html.format("FAQ"), faq_headings=("Fragen",))


def test_section_ends_at_the_next_heading_of_its_level():
    lines = written("## FAQ\n\n### Why?\n\nSo.\n\n## Next\n\n### Why not?\n\nNo.\n\n")
    assert lines[1:] == [":::{question} Why?", "So.", ":::", "## Next", "### Why not?", "No."]


@pytest.mark.parametrize("level", [2, 3, 4])
def test_a_faq_may_be_at_any_level(level):
    marks = "#" * level
    body = f"## A\n\ntext\n\n{marks} FAQ\n\n{marks}# Why?\n\nSo.\n\n{marks}# How?\n\nThus.\n"
    assert [line for line in written(body) if "{question}" in line] == [":::{question} Why?", ":::{question} How?"]


@pytest.mark.parametrize("rule", ["---", "***", "_ _ _"])
def test_answer_ends_at_a_rule(rule):
    lines = written(f"## FAQ\n\n### Why?\n\nSo.\n\n{rule}\n\nClosing words.\n")
    assert lines[1:] == [":::{question} Why?", "So.", ":::", rule, "Closing words."]


def test_answer_ends_at_a_product_box():
    lines = written(f"## FAQ\n\n### Why?\n\nSo.\n\n{box()}\n### And?\n\nYes.\n\n")
    assert lines[1:5] == [":::{question} Why?", "So.", ":::", ":::{product-box} Steel Kettle 2L"]
    assert lines[-3:] == [":::{question} And?", "Yes.", ":::"]


def test_answer_ends_at_a_json_ld_script():
    lines = written('## FAQ\n\n### Why?\n\nSo.\n<script type="application/ld+json">\n{}\n</script>\n')
    assert lines[1:] == [":::{question} Why?", "So.", ":::"]


def test_answer_ends_at_a_leaked_prompt():
    leak = ["**1. Text for the post (POST_TEXT)**", "**2. Tags (TAGS)**"]
    lines = written("## FAQ\n\n### Q1: Why?\n\nSo.\n\n" + "\n".join(leak) + "\n\n")
    assert lines[1:] == [":::{question} Q1: Why?", "So.", ":::", *leak]


def test_leaked_heading_among_numbered_questions_stays_a_heading():
    assert written(FAQ + "### Metadata output\n\nsome text\n")[-2:] == ["### Metadata output", "some text"]


def test_heading_without_number_but_with_a_question_mark_is_a_question():
    assert ":::{question} 本当ですか？" in written(FAQ + "### 本当ですか？\n\nはい。\n\n")


def test_headings_without_number_and_mark_are_questions_when_no_other_has_one():
    lines = written("## FAQ\n\n### Returns\n\nYes.\n\n### Repairs\n\nNo.\n\n")
    assert (lines[1], lines[4]) == (":::{question} Returns", ":::{question} Repairs")


def test_fence_is_longer_than_colons_in_the_answer_even_in_code():
    lines, _ = convert_body("## FAQ\n\n### Why?\n\n```\n::::\n```\n\nSo.\n\n")
    assert lines[2:4] == ["::::::{faq}", ":::::{question} Why?"]
    assert lines[-2:] == [":::::", "::::::"]


def test_headings_rules_and_tags_in_code_do_not_end_the_answer():
    code = ["```", "## no heading", "---", "{{< rawhtml >}}", "```"]
    lines = written("## FAQ\n\n### Why?\n\n" + "\n".join(code) + "\n\nSo.\n\n")
    assert lines[1:] == [":::{question} Why?", *code, "So.", ":::"]


def test_no_blank_line_is_needed():
    lines = written("## FAQ\n### Why?\nSo.\n### How?\n- thus\n## Next\n")
    assert lines == ["## FAQ", ":::{question} Why?", "So.", ":::", ":::{question} How?", "- thus", ":::", "## Next"]


def test_a_heading_in_an_answer_belongs_to_it():
    lines = written("## FAQ\n\n### Why?\n\nSo.\n\n#### Really\n\nYes.\n\n### How?\n\nThus.\n")
    assert lines[1:6] == [":::{question} Why?", "So.", "#### Really", "Yes.", ":::"]


@pytest.mark.parametrize(
    ("section", "line", "words"),
    [
        ("### Why?\n\n### How?\n\nThus.\n", 9, "no answer"),
        ("text only\n", 8, "holds no question"),
    ],
)
def test_question_that_cannot_be_read_stays_a_heading_with_a_note(section, line, words):
    _, conversion = convert_body(f"## FAQ\n{section}")
    assert [(problem.subtype, problem.line) for problem in conversion.problems] == [("hugo", line)]
    assert words in conversion.problems[0].message
    assert "stays a heading" in conversion.problems[0].message


def test_headings_of_questions_inside_html_are_no_questions():
    conversion = assert_kept("## FAQ\n\n<div>\n### Why?\n</div>\n\n")
    assert "holds no question" in conversion.problems[0].message


def test_a_heading_that_says_whom_to_ask_is_no_faq_without_questions():
    assert assert_kept("## Questions?\n\nWrite to us.\n\n").problems == ()


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("- **Loud?** No.\n- **Hot?** Yes,\n  very.\n", ["Loud?|No.", "Hot?|Yes,|very."]),
        ("* **Q: Loud?** A: No.\n* **Q: Hot?** A: Yes.\n", ["Q: Loud?|A: No.", "Q: Hot?|A: Yes."]),
        ("1. **Loud?**\n\n   No.\n\n   - never\n\n2. **Hot?**\n\n   Yes.\n", ["Loud?|No.|- never", "Hot?|Yes."]),
        ("-   **Loud?**\n\n    No.\n\n    ```\n    never\n    ```\n", ["Loud?|No.|```|never|```"]),
        ("- **Loud?**\n\tNo.\n", ["Loud?|No."]),
        ("- Q: Loud?\n  A: No.\n- Q: Hot?\n  A: Yes.\n", ["Q: Loud?|A: No.", "Q: Hot?|A: Yes."]),
        ("### Sound\n\n- **Loud?** No.\n\n### Heat\n\n- **Hot?** Yes.\n", ["Loud?|No.", "Hot?|Yes."]),
    ],
)
def test_questions_may_be_the_items_of_a_list(items, expected):
    lines = "|".join(line for line in written(f"## FAQ\n\n{items}\n## Next\n\n- **Why?** So.\n\n") if line)
    asked = [part.partition("|:::")[0] for part in lines.split(":::{question} ")[1:]]
    assert asked == expected
    assert lines.endswith("|## Next|- **Why?** So.")


@pytest.mark.parametrize(
    "asked",
    [
        "Loud?\n: No.\n\nHot?\n:   Yes,\n    *very*.\n\n    Now.\n",
        "<details>\n<summary>Loud?</summary>\n<div class='a'>\n\nNo.\n\n</div>\n</details>\n\n"
        "<details><summary><b>Hot?</b></summary>\n<section><div>\n\nYes,\n*very*.\n\nNow.\n\n</div></section></details>\n",
        "<details>\n<summary>Loud?</summary>\nNo.\n</details>\n\n"
        "<details>\n<summary>Hot?</summary><p>Yes,<br><i>very</i>.</p><p>Now.</p></details>\n",
        "<div>\n<div><h3>Loud?</h3><div><p>No.</p></div></div>\n<h3>Hot?</h3>\n<p>Yes,<br>\n<i>very</i>.</p>\n<p>Now.</p>\n</div>\n",
        "### Sound\n\n<dl>\n<dt>Loud?</dt><dd>No.</dd></dl>\n\n### Heat\n\n"
        "<dl><dt>Hot?</dt><dd><p>Yes,<br><i>very</i>.</p><p>Now.</p></dd>\n</dl>\n",
    ],
)
def test_questions_may_be_terms_or_details_or_headings_in_html(asked):
    lines, conversion = convert_body(f"## FAQ\n\n{asked}\n## Next\n\n<dl>\n<dt>Why?</dt><dd>So.</dd>\n</dl>\n\n")
    assert conversion.problems == ()
    shown = "|".join(line.rstrip("\\") for line in lines if line and line.strip(":~") not in ("", "{faq}"))
    asked = [part.partition("|#")[0] for part in shown.split("{question} ")[1:]]
    assert [part.rstrip("|:~") for part in asked] == ["Loud?|No.", "Hot?|Yes,|*very*.|Now."]
    assert shown.endswith("|## Next|<dl>|<dt>Why?</dt><dd>So.</dd>|</dl>")


@pytest.mark.parametrize(
    "block",
    [
        "Loud?\n: No.\n\nHeat\n: Hot.\n",
        "Loud?\n: No.\n: Never.\n",
        "<details>\n<summary>Loud?</summary>\n<div>\n\nNo.\n\n</div>\n\n<p>\n</details>\n",
        "<div><h3>Loud?</h3></div>\n",
        "<div><h3>Loud?</h3><p>No.</p><h3>Tea</h3><p>Hot.</p></div>\n",
        "<h3>Loud?</h3>\nNo.\n",  # the text ends nowhere
        "<div>Loud: <dl><dt>Loud?</dt><dd>No.</dd></dl></div>\n",
        "<details><summary>Loud?</summary><img src='a.png'></details>\n",
        "<details><p>Loud?</p></details>\n",
    ],
)
def test_what_is_not_all_questions_stays_as_it_is(block):
    lines, conversion = convert_body(f"## FAQ\n\n{block}\n")
    assert "{question}" not in "\n".join(lines)
    assert [problem.message[:19] for problem in conversion.problems] == ["The FAQ 'FAQ' holds"]


@pytest.mark.parametrize(
    "items",
    ["- **Loud?** No.\n- Hot\n", "- **Loud?**\n- **Hot?** Yes.\n", "- **Loud:** no.\n", "- ### Loud?\n\n  No.\n"],
)
def test_a_list_of_which_one_item_is_no_question_with_an_answer_stays(items):
    lines, conversion = convert_body(f"## FAQ\n\n{items}\n")
    assert "\n".join(lines[2:]) == items.strip()
    assert [problem.message[:19] for problem in conversion.problems] == ["The FAQ 'FAQ' holds"]


@pytest.mark.parametrize(
    "asked",
    [
        "- **Loud?** No.\n- **Hot?** Yes.",
        "**Loud?** No.\n\n**Hot?** Yes.",
        "### Loud?\n\nNo.\n\n### Hot?\n\nYes.",
        "<details><summary>Loud?</summary>No.</details>\n<details><summary>Hot?</summary><p>Yes.</p></details>",
        "<details>\n<summary>Loud?</summary>\n\nNo.\n\n</details>\n<details>\n<summary>Hot?</summary>\n\nYes.\n\n</details>",
        "<details>\n<summary>Loud?</summary>\n\nNo.\n\n</details>\n\n<details>\n<summary>Hot?</summary>\n\nYes.\n\n</details>",
        "<dl><dt>Loud?</dt><dd>No.</dd><dt>Hot?</dt><dd>Yes.</dd></dl>",
    ],
)
@pytest.mark.parametrize("heading", ["## FAQ\n\n", ""])
def test_questions_in_a_pair_of_shortcodes_may_have_any_form(asked, heading):
    lines, conversion = convert_body(f"{heading}{{{{< faq >}}}}\n{asked}\n{{{{< /faq >}}}}\n\n## Next\n\nText.\n")
    assert conversion.problems == ()
    shown = "|".join(line for line in lines if line)
    assert "~~~{question} Loud?|No.|~~~|~~~{question} Hot?|Yes.|~~~|" in shown


def test_a_pair_of_shortcodes_that_holds_more_than_questions_is_its_text():
    lines, _ = convert_body("{{< faq >}}\nFirst.\n\n- **Loud?** No.\n{{< /faq >}}\n")
    assert [line for line in lines if line] == ["First.", "- **Loud?** No."]


def test_questions_in_html_that_a_shortcode_shows_in_a_faq_are_the_same_on_the_page_and_written(build):
    body = "## FAQ\n\n{{< faq >}}\nFirst.\n\n<details><summary>Loud?</summary>No.</details>\n{{< /faq >}}\n"
    lines, _ = convert_body(body)
    assert [line for line in lines if line] == ["## FAQ", "First.", "~~~{question} Loud?", "No.", "~~~"]
    site = build({"index.md": "# H\n", "posts/a.md": HEAD + body}, conf={"aiarticle_hugo": ["posts/*"]})
    assert len(site.soup("posts/a.html").select(".aiarticle-question")) == 1


_LOUD = "<details><summary>{}</summary><p>No.</p></details>\n"


@pytest.mark.parametrize(
    ("heading", "words", "asked"),
    [
        ("## FAQs about kettles", "Show the code", False), ("## FAQs about kettles", "Loud?", True),
        ("<h2>Our FAQ: kettles</h2>", "Show the code", False), ("<h2>Our FAQ: kettles</h2>", "Loud?", True),
        ("<h2>Where our FAQ went</h2>", "Loud?", False), ("## Where our FAQ went", "Loud?", False),
        ("## FAQ", "Show the code", True), ("<h2>FAQ</h2>", "Show the code", True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("html", [_LOUD, "<dl><dt>{}</dt><dd>No.</dd></dl>\n"])
def test_below_a_heading_that_says_more_than_faq_only_clear_questions_are_some(heading, words, asked, html):
    gap = "\n\n" if heading.startswith("#") else "\n"
    _, found = convert_body(f"{heading}{gap}{html.format(words)}")
    assert ("{question}" in "\n".join(found.body())) is asked


@pytest.mark.parametrize(("words", "asked"), [("Show the code", False), ("Loud?", True)])
def test_so_it_is_with_details_of_markdown(words, asked):
    _, found = convert_body(f"## FAQs about kettles\n\n<details><summary>{words}</summary>\n\nNo.\n\n</details>\n")
    assert bool(found.questions) is asked


@pytest.mark.parametrize(("title", "asked"), [("FAQ", True), ("Our FAQ page", False), ("Kettles", False)])
def test_a_page_with_the_title_of_a_faq_asks_in_html(title, asked):
    body = f"Text.\n\n## Boiling\n\n{_LOUD.format('Loud?')}\n{_LOUD.format('Code')}"
    found = convert(f"---\ntitle: {title}\n---\n{body}")
    assert ("{question} Loud?" in "\n".join(found.body())) is asked
    assert "<summary>Code" in "\n".join(found.body())
