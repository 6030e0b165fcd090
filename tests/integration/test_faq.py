"""FAQ: questions in the contents, anchors, styles, and answers that say what the page shows."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from conftest import BASE, png
from docutils import nodes

HEX = re.compile(r"faq-[0-9a-f]{8}")


def contents(site, docname):
    """Return text and anchor of each entry of a page's table of contents."""
    references = site.app.env.tocs[docname].findall(nodes.reference)
    return [(reference.astext(), reference["anchorname"].lstrip("#")) for reference in references]


def anchors(site, name):
    return {node["name"]: node["@id"].partition("#")[2] for node in site.node(name, "FAQPage")["mainEntity"]}


def questions(*texts, **options):
    lines = [f":{key}: {value}" for key, value in options.items()]
    body = "\n".join(f":::{{question}} {text}\nAnswer of {text}\n:::" for text in texts)
    return "\n".join(["::::{faq}", *lines, "", body, "::::", ""])


def squeezed(text):
    return re.sub(r"\s+", "", text)


def test_questions_stand_in_the_table_of_contents(build):
    pages = {
        "index.md": "# T\n\n## Before\n\n" + questions("One?", "Two?").replace("{faq}", "{faq} Asked", 1),
        "untitled.md": "# T\n\n## Asked\n\n" + questions("One?", "Two?"),
        "accordion.md": "# T\n\n## Asked\n\n" + questions("One?", "Two?", style="accordion"),
        "alone.md": "# T\n\n:::{question} One?\nYes.\n:::\n",
        "terms.rst": "T\n=\n\n.. faq:: Asked\n\n   One?\n      Yes.\n   Two?\n      No.\n",
    }
    site = build(pages)
    assert site.warnings == []
    for docname, expected in {
        "index": ["T", "Before", "Asked", "One?", "Two?"],
        "untitled": ["T", "Asked", "One?", "Two?"],
        "accordion": ["T", "Asked", "One?", "Two?"],
        "alone": ["T", "One?"],
        "terms": ["T", "Asked", "One?", "Two?"],
    }.items():
        entries = contents(site, docname)
        assert [text for text, _anchor in entries] == expected, docname
        soup = site.soup(f"{docname}.html")
        for text, anchor in entries[1:]:
            assert len(soup.select(f"[id='{anchor}']")) == 1, (docname, text)
            if text.endswith("?"):
                assert HEX.fullmatch(anchor)


def test_untitled_questions_are_below_the_section_they_stand_in(build):
    site = build({"index.md": "# T\n\n## Asked\n\n" + questions("One?") + "\n## After\n"})
    lists = site.app.env.tocs["index"].pformat()
    indent = {text: re.search(rf"^( *){text}$", lists, re.MULTILINE)[1] for text in ("Asked", r"One\?", "After")}
    assert len(indent["Asked"]) == len(indent["After"]) < len(indent[r"One\?"])
    assert site.soup("index.html").select_one("section#asked .aiarticle-faq .aiarticle-question h3")


def test_headings_continue_the_level_of_the_page(build):
    site = build({"index.md": "# T\n\n## S\n\n" + questions("One?").replace("{faq}", "{faq} Asked", 1)})
    soup = site.soup("index.html")
    assert soup.select_one(".aiarticle-faq > h3").get_text().startswith("Asked")
    assert soup.select_one(".aiarticle-question > h4").get_text().startswith("One?")


def test_anchors_stay_the_same_when_other_text_changes(build):
    before = build({"index.md": "# T\n\n" + questions("One?", "Two?").replace("{faq}", "{faq} Asked", 1)})
    section = before.soup("index.html").select_one(".aiarticle-faq")["id"]
    known = anchors(before, "index.html")
    changed = questions("Zero?", "Two?", "One?").replace("Answer of", "Another answer to")
    after = build({"index.md": "# New title\n\nText.\n\n" + changed.replace("{faq}", "{faq} Asked", 1)})
    assert anchors(after, "index.html").items() > known.items()
    assert after.soup("index.html").select_one(".aiarticle-faq")["id"] == section


def test_anchors_tell_documents_apart(build):
    pages = {"index.md": "# T\n\n" + questions("One?"), "b.md": "# T\n\n" + questions("One?")}
    site = build(pages)
    assert anchors(site, "index.html") != anchors(site, "b.html")


def test_ids_are_unique_on_one_page_for_all(build):
    index = "# T\n\n```{toctree}\na\nb\n```\n"
    page = "# P\n\n## A\n\n" + questions("Same?", "Same?") + "\n:::{summary-box}\n- x\n:::\n\n:::{product-box} X\n:::\n"
    page += "\n" + questions("Same?", style="accordion").replace("{faq}", "{faq} Asked", 1)
    page += "\n:::{summary-box}\n- y\n:::\n\n:::{product-box} X\n:::\n"
    site = build({"index.md": index, "a.md": page, "b.md": page}, builder="singlehtml")
    found = [tag["id"] for tag in site.soup("index.html").select("[id]") if tag["id"].startswith(("faq-", "product-"))]
    assert len(found) == len(set(found)) == 2 * (3 + 1 + 2 * 2)  # questions, section; each box and its name
    summaries = [tag["id"] for tag in site.soup("index.html").select(".aiarticle-summary")]
    assert len(set(summaries)) == 4


def test_a_name_is_a_target_with_the_question_as_its_title(build):
    page = """
# T

See {ref}`quiet`, {ref}`日本語の名前`, {ref}`whole` and {ref}`loose <loose>`.

::::{faq} All *questions*
:name: whole

:::{question} Is it **quiet**?
:name: quiet

Yes.
:::
:::{question} 静かですか。
:name: 日本語の名前

はい。
:::
::::

## More

::::{faq}
:name: loose

:::{question} Is it loose?
No.
:::
::::
"""
    site = build({"index.md": page})
    assert site.warnings == []
    soup = site.soup("index.html")
    links = {link.get_text(): link["href"] for link in soup.select("p a.internal")}
    assert [*links] == ["Is it quiet?", "静かですか。", "All questions", "loose"]
    assert links["Is it quiet?"] == "#quiet"
    assert links["All questions"] == "#whole"
    assert links["loose"] == "#loose"
    for href in links.values():
        assert len(soup.select(f"[id='{href[1:]}']")) == 1
    # A name that has no letters for an id leaves the stable anchor in place, not Sphinx's "id1".
    assert HEX.fullmatch(links["静かですか。"][1:])
    assert anchors(site, "index.html")["静かですか。"] == links["静かですか。"][1:]


def test_the_number_of_a_question_is_shown_and_is_no_part_of_its_name(build):
    numbered = ["Q1: One?", "Q2：Two?", "Q. Three?", "Question 4. Four?", "Q5) Five?"]
    plain = ["Quiet?", "Q&A what?", "Q10 plus?", "2: why?"]
    site = build({"index.md": "# T\n\n" + questions(*numbered, *plain)})
    names = [node["name"] for node in site.node("index.html", "FAQPage")["mainEntity"]]
    assert names == ["One?", "Two?", "Three?", "Four?", "Five?", *plain]
    headings = [tag.get_text().rstrip("¶") for tag in site.soup("index.html").select(".aiarticle-question h2")]
    assert headings == [*numbered, *plain]


def test_an_accordion_has_its_id_on_the_answer_inside(build):
    site = build({"index.md": "# T\n\n" + questions("One?", style="accordion")})
    ((_page, _), (_text, anchor)) = contents(site, "index")
    (details,) = site.soup("index.html").select("details.aiarticle-question")
    target = details.select_one(f"[id='{anchor}']")
    assert "aiarticle-question__answer" in target["class"]
    assert not details.has_attr("id")
    assert not details.summary.select("[id]")
    assert details.summary.get_text(strip=True) == "One?"
    assert "Answer of One?" in target.get_text()
    assert site.node("index.html", "FAQPage")["mainEntity"][0]["@id"].endswith(f"#{anchor}")


def test_the_style_comes_from_the_faq_else_from_the_configuration(build):
    pages = {
        "index.md": "# T\n\n"
        + questions("A?")
        + questions("B?", style="headings")
        + questions("C?", style="accordion"),
    }
    styles = {}
    for style in ("headings", "accordion"):
        soup = build(pages, conf={"aiarticle_faq_style": style}, out=style).soup("index.html")
        styles[style] = [
            "details" if tag.name == "details" else "section" for tag in soup.select(".aiarticle-question")
        ]
    assert styles == {
        "headings": ["section", "section", "details"],
        "accordion": ["details", "section", "details"],
    }


def test_a_link_in_a_question_is_none_inside_a_summary(build):
    text = "Is [this](https://example.org/) *it*?"
    site = build({"index.md": "# T\n\n" + questions(text, style="accordion") + questions("Or " + text)})
    soup = site.soup("index.html")
    assert not soup.select("summary a")
    assert soup.select_one("summary").get_text().strip() == "Is this it?"
    assert soup.select("summary em")
    assert soup.select_one("section.aiarticle-question h2 a.external")["href"] == "https://example.org/"


@pytest.mark.parametrize(
    ("source", "warning"),
    [
        (":::{question} Why?\n:::\n", "the question 'Why?' has no answer"),
        (":::{faq} Asked\n:::\n", "this FAQ holds no question"),
        (":::{faq}\nOnly prose.\n:::\n", "this FAQ holds no question"),
        (":::{question}\nA\n:::\n", "write the question behind it"),
        (":::{question} <b>\nA\n:::\n", "the question '<b>' has no words"),
        (":::{question} Why?\n1.\n:::\n", "the answer to 'Why?' has no words"),
        (":::{question} Why?\n% nothing\n:::\n", "the answer to 'Why?' has no words"),
        ("::::{question} Why?\n:::{product-box} Mat\nSoft.\n:::\n::::\n", "the answer to 'Why?' has no words"),
        ("::::{question} Why?\n:::{only} latex\nSo.\n:::\n::::\n", "the answer to 'Why?' has no words"),
        (":::{faq}\nWhy?\nHow?\n: So.\n:::\n", "write each question in one line"),
    ],
)
def test_what_is_missing_warns_with_file_and_line(build, source, warning):
    site = build({"index.md": "# T\n\nText.\n\n" + source})
    assert len([line for line in site.warnings if line.startswith("index.md:")]) == 1
    assert site.warnings[0].startswith("index.md:5: ")
    assert warning in " ".join(site.warnings)
    assert "T" in site.soup("index.html").h1.get_text()


def test_an_unknown_style_warns_with_the_choices_and_the_question_stays(build):
    site = build({"index.md": "# T\n\n" + questions("One?", style="cards")})
    (warning,) = site.warnings
    assert warning.startswith(("index.md:4: ", "index.md:3: "))  # MyST-Parser 4 tells no lines of options
    assert '"headings", or "accordion"' in warning
    assert site.soup("index.html").select("section.aiarticle-question")


def test_empty_questions_are_no_part_of_the_data(build):
    pages = {"a.md": "# T\n\n:::{question} <b>\nA.\n:::\n", "index.md": "# T\n\n:::{question} Why?\n:::\n"}
    site = build({**pages, "b.rst": "T\n=\n\n.. faq::\n\n   Prose.\n"})
    assert site.node("index.html", "WebPage")["@type"] == "WebPage"
    assert [line.partition(" ")[0] for line in site.warnings] == ["a.md:3:", "b.rst:4:", "index.md:3:"]
    assert site.node("a.html", "WebPage")["@type"] == "WebPage"
    assert site.node("b.html", "WebPage")["@type"] == "WebPage"


def test_a_definition_list_that_is_not_read_names_the_setting(build):
    source = {"index.md": "# T\n\n:::{faq}\nWhy?\n: Because.\n:::\n"}
    site = build(source, conf={"myst_enable_extensions": ["colon_fence"]})
    (warning,) = site.warnings
    assert warning.startswith("index.md:3: WARNING: this FAQ holds no question; ")
    assert 'add "deflist" to myst_enable_extensions' in warning


def test_several_faqs_make_one_faq_page_in_their_order(build):
    page = "# T\n\n" + questions("A?") + "\n## S\n\n" + questions("B?", style="accordion")
    page += questions("C?").replace("{faq}", "{faq} Asked", 1)
    site = build({"index.md": page})
    faq = site.node("index.html", "FAQPage")
    assert faq["@type"] == ["WebPage", "FAQPage"]
    assert [node["name"] for node in faq["mainEntity"]] == ["A?", "B?", "C?"]
    for node in faq["mainEntity"]:
        assert node["answerCount"] == 1
        assert node["url"] == node["@id"]
        assert node["@id"].startswith(f"{BASE}#faq-")


ANSWERS = {
    "paragraphs": "First *one*.\n\nSecond **one** with `code`.",
    "one line": "Just [a link](https://example.org/) and more.",
    "soft line break": "One line\nand the next.",
    "markup characters": 'Use `<b>` & "quotes" -- it\'s 1 < 2.',
    "lists": "Steps:\n\n1. one\n2. two\n   - deeper\n   - still\n3. three",
    "code": "```python\nif a < b & c:\n    print('x')\n```",
    "table": "| a | b |\n|---|---|\n| 1 | *two* |\n| 3 | |",
    "image": "Look:\n\n![A mat](mat.png)\n\nNice.",
    "note": "```{note}\nTake care.\n```\n\nAfter.",
    "admonition with a title": "```{admonition} Mind *this*\nTake care.\n```",
    "quotation": "> Quoted.\n>\n> -- Somebody",
    "roles": "Press {kbd}`Ctrl` in {ref}`other`, {doc}`/index`, {abbr}`CSS (Cascading Style Sheets)`.",
    "definition list": "Term\n: Meaning.\n\nOther\n: More.",
    "line block": "```{eval-rst}\n| one\n| two\n```",
    "figure": "```{figure} mat.png\nThe caption.\n```\n\nAfter.",
    "captions": "```{code-block} sh\n:caption: Shell\nls\n```\n\n```{table} Sizes\n| a |\n|---|\n| 1 |\n```\n\nAfter.",
    "equations": "```{math}\n:label: eq\na &= b \\\\\n\nc &= d\n```\n\nAfter.",
    "nested headings": "```{rubric} A rubric\n```\n\nText.",
    "raw HTML": "A <b>bold</b> word.",
    "math": "Mass is {math}`E = mc^2`.",
    "task": "- [x] done\n- open",
    "line break": "one\\\ntwo",
    "Japanese": "はい、**静か**です。\n\n1. 本体\n2. 付属品",
    "ampersands": "Q&A, R&D and `&copy;` at [this](https://example.org/?a=1&copy=2&d=3).",
    "displayed math": "Mass:\n\n$$\nE = mc^2\n$$\n\nEnergy.",
    "field list": "```{eval-rst}\n:Weight: 620 g\n:Size: A4\n```",
    "option list": "```{eval-rst}\n-q, --quiet    No sound.\n--level=LEVEL  How loud.\n-o FILE        Where to.\n```",
    "doctest": "```{eval-rst}\n>>> 1 + 1\n2\n```",
    "footnotes": "```{eval-rst}\nIt is [#a]_ quiet [N1]_.\n\n.. [#a] Measured *twice*.\n\n.. [N1] By a neighbour.\n```",
    "scripts": "One <b>two</b>.\n\n<p>three<script>let x = 1</script><style>p {}</style><!-- four --></p>\n\nFive.",
    "signature": "```{eval-rst}\n.. py:function:: mute(level: int = 1, *, now) -> str\n\n   Be quiet.\n```",
}


def test_answers_say_what_the_page_shows(build):
    boxes = "\n".join(f"::::{{question}} {name}?\n{source}\n::::" for name, source in ANSWERS.items())
    pages = {"index.md": f"# T\n\n(other)=\n## Other\n\n:::::{{faq}}\n{boxes}\n:::::\n", "mat.png": png(4, 3)}
    conf = {
        "myst_enable_extensions": ["colon_fence", "deflist", "dollarmath", "tasklist"],
        "html_math_renderer": "mathjax",
    }
    site = build(pages, conf=conf)
    assert site.warnings == []
    answers = {
        node["name"]: node["acceptedAnswer"]["text"] for node in site.node("index.html", "FAQPage")["mainEntity"]
    }
    assert len(answers) == len(ANSWERS)
    for section in site.soup("index.html").select(".aiarticle-question"):
        for tag in section.select("script, style"):
            tag.decompose()
        name = section.find(re.compile("h[2-4]")).get_text().rstrip("¶")
        shown = section.select_one(".aiarticle-question__answer").get_text()
        said = BeautifulSoup(answers[name], "html.parser").get_text()
        assert squeezed(said) == squeezed(shown), name


def test_answers_use_the_html_that_consumers_read(build):
    boxes = "\n".join(f"::::{{question}} {name}?\n{source}\n::::" for name, source in ANSWERS.items())
    pages = {"index.md": f"# T\n\n(other)=\n## Other\n\n:::::{{faq}}\n{boxes}\n:::::\n", "mat.png": png(4, 3)}
    site = build(pages)
    allowed = {"p", "br", "ol", "ul", "li", "a", "b", "strong", "i", "em"}
    answers = {
        node["name"]: node["acceptedAnswer"]["text"] for node in site.node("index.html", "FAQPage")["mainEntity"]
    }
    for name, answer in answers.items():
        soup = BeautifulSoup(answer, "html.parser")
        assert {tag.name for tag in soup.find_all()} <= allowed, name
        assert all(link["href"].startswith("https://") for link in soup.select("a"))
        same = answer.replace("&#38;", "&amp;").replace("&amp;", "&")
        assert str(soup).replace("&amp;", "&").replace("<br/>", "<br>") == same, f"{name}: no balanced markup"
    # HTML reads a lone ampersand as itself, and so do readers that take the text for plain
    assert answers["ampersands?"] == (
        '<p>Q&A, R&D and &#38;copy; at <a href="https://example.org/?a=1&#38;copy=2&d=3">this</a>.</p>'
    )
    assert answers["doctest?"] == "<p>&gt;&gt;&gt; 1 + 1<br>2</p>"
    assert answers["one line?"] == 'Just <a href="https://example.org/">a link</a> and more.'
    assert f'<a href="{BASE}#other">' in answers["roles?"]
    assert "&lt;b&gt;" in answers["markup characters?"]
    assert (
        answers["Japanese?"]
        == "<p>はい、<strong>静か</strong>です。</p><ol><li><p>本体</p></li><li><p>付属品</p></li></ol>"
    )


def test_a_product_box_is_no_part_of_an_answer(build):
    page = """
# T

::::{question} Which mat?
The felt one.

:::{product-box} Felt mat 9000
:label: Tested for a year

Softest of all.
:::

Nothing else.
::::
"""
    site = build({"index.md": page})
    (question,) = site.node("index.html", "FAQPage")["mainEntity"]
    assert question["acceptedAnswer"]["text"] == "<p>The felt one.</p><p>Nothing else.</p>"
    assert site.node("index.html", "WebPage")["mentions"]["name"] == "Felt mat 9000"
    assert site.soup("index.html").select_one(".aiarticle-question .aiarticle-product .aiarticle-product__store")


def test_marks_of_footnotes_are_no_part_of_names_and_descriptions(build):
    box = ":::{summary-box}\n- *Quiet*[^a] indeed.\n:::\n\n:::{product-box} Mat\nIt is soft[^a].\n:::\n\n"
    faq = "::::{faq}\n:::{question} Is it *quiet*[^a]?\nYes.\n:::\n::::\n\n[^a]: By a neighbour.\n"
    site = build({"index.md": f"---\ndate: 2026-03-01\n---\n# Desk[^a]\n\n{box}{faq}"})
    assert site.warnings == []
    assert site.node("index.html", "FAQPage")["mainEntity"][0]["name"] == "Is it quiet?"
    article = site.node("index.html", "BlogPosting")
    assert (article["headline"], article["abstract"]) == ("Desk", "Quiet indeed.")
    assert article["mentions"]["description"] == "It is soft."
    assert site.soup("index.html").select_one(".aiarticle-question .footnote-reference")


def test_numbers_of_headings_are_no_part_of_names(build):
    faq = ".. faq:: Questions\n\n   .. question:: Is it *quiet*?\n\n      Yes.\n\n"
    more = ".. faq:: More\n   :style: accordion\n\n   .. question:: Is it soft?\n\n      Yes.\n"
    site = build({"index.rst": f":date: 2026-03-01\n\nDesk\n====\n\n.. sectnum::\n\nFirst\n-----\n\n{faq}{more}"})
    assert site.warnings == []
    names = [question["name"] for question in site.node("index.html", "FAQPage")["mainEntity"]]
    assert names == ["Is it quiet?", "Is it soft?"]
    assert site.node("index.html", "BlogPosting")["headline"] == "Desk"
    assert len(site.soup("index.html").select(".aiarticle-question .sectnum")) == 2


@pytest.mark.parametrize("title", ["", " Questions"])
def test_an_article_without_a_heading_is_not_named_after_a_question(build, title):
    link = "https://www.amazon.co.jp/dp/B000000001?tag=example-22"
    text = f":::{{question}} Why?\nBecause of [a lamp]({link}).\n:::\n"
    page = f"---\ndate: 2026-03-01\nauthor: Aoi\n---\n\n::::{{faq}}{title}\n{text}::::\n"
    for place in ("link", "top"):
        site = build({"index.md": page}, conf={"aiarticle_disclosure": {"place": place}})
        soup = site.soup("index.html")
        question, header = soup.select_one(".aiarticle-question"), soup.select_one(".aiarticle-header")
        assert not question.select(".aiarticle-notice")
        assert not header.find_parent("section")
        assert header.find_next(class_="aiarticle-notice").find_next(class_="aiarticle-question") is question
        (found,) = site.node("index.html", "FAQPage")["mainEntity"]
        assert (found["name"], found["acceptedAnswer"]["text"]) == ("Why?", "Because of a lamp.")
        assert "name" not in site.node("index.html", "FAQPage")


def test_only_a_question_that_an_equal_fence_has_cut_off_is_told(build):
    cut_off = "# B\n\n:::{faq} T\n:::{question} One?\nYes.\n:::\n:::{question} Two?\nNo.\n:::\n:::\n"
    site = build(
        {"index.md": f"{cut_off.replace(':::{faq}', '::::{faq}')[:-4]}::::\n\n:::{{question}} Three?\nNo.\n:::\n"}
    )
    assert site.warnings == []
    (warning,) = build({"index.md": cut_off}).warnings
    assert "the question 'Two?' is outside the FAQ above" in warning
