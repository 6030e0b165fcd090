"""A FAQ written with ordinary headings: in Hugo articles, and on every page that asks for it."""

from __future__ import annotations

import pytest

from sphinx_aiarticle.hugo.conversion import convert

ARTICLE = "---\ntitle: Kettles\ndate: 2026-02-03\n---\n\n"
BODY = """\
# Kettles

## FAQ

### Q1: Is it loud?

No, *never*.

### Is it hot?

Yes.

---

More.

## Next

End.
"""
RST = """\
Kettles
=======

FAQ
---

Q1: Is it loud?
~~~~~~~~~~~~~~~

No, *never*.

Is it hot?
~~~~~~~~~~

Yes.

----

More.

Next
----

End.
"""


def answers(site, page):
    return {node["name"]: node["acceptedAnswer"]["text"] for node in site.node(page, "FAQPage")["mainEntity"]}


def has_faq(site, page):
    return any("FAQPage" in node["@type"] for node in site.graph(page))


@pytest.mark.parametrize(("name", "text"), [("guide/a.md", BODY), ("guide/a.rst", RST)])
def test_a_page_named_in_the_configuration_has_its_questions_read(build, name, text):
    site = build({"index.md": "# Home\n", name: text}, conf={"aiarticle_faq_pages": ["guide/*"]})
    assert site.warnings == []
    assert answers(site, "guide/a.html") == {"Is it loud?": "No, <em>never</em>.", "Is it hot?": "Yes."}
    soup = site.soup("guide/a.html")
    assert "More." not in "".join(part.get_text() for part in soup.select(".aiarticle-question"))
    assert [heading.get_text().rstrip("¶") for heading in soup.select("div.body h2, div.body h3")] == [
        "FAQ", "Q1: Is it loud?", "Is it hot?", "Next",
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_questions_may_have_the_level_of_their_faq(build, suffix):
    sections = {"FAQ": "", "Is it loud?": "No.", "Is it hot?": "Yes.", "Next": "End."}
    text = "Kettles\n=======\n\n" + "\n".join(f"{title}\n-----------\n\n{body}\n" for title, body in sections.items())
    site = build({"index.md": "# Home\n", f"a.{suffix}": text}, conf={"aiarticle_faq_pages": ["a"]})
    assert site.warnings == []
    assert answers(site, "a.html") == {"Is it loud?": "No.", "Is it hot?": "Yes."}
    faq = site.soup("a.html").select_one("section#faq")
    assert len(faq.select(".aiarticle-question")) == 2
    assert "Next" not in faq.get_text()


ALL = "Hello.\n\n## Is it loud?\n\nNo, *never*.\n\n## Is it hot?\n\nYes.\n"


@pytest.mark.parametrize(
    ("title", "body", "count"),
    [
        ("FAQ", ALL, 2),
        ("ケトルのよくある質問", ALL, 2),
        ("Häufige Fragen", ALL, 2),
        ("FAQ", f"{ALL}\n## Contact\n\nUs.\n", 0),
        ("FAQ", f"{ALL}\n## Is it read?\n", 0),
        ("FAQ", f"## Shipping\n\nFast.\n\n{ALL.replace('##', '###')}", 0),
        ("FAQ", f"## Shipping\n\nFast.\n\n## FAQ\n\n{ALL.replace('##', '###')}", 2),
        ("Kettles", ALL, 0),
    ],
)
def test_a_title_alone_makes_questions_of_sections_that_all_are_ones(build, title, body, count):
    article = ARTICLE.replace("Kettles", title) + body
    site = build({"index.md": "# Home\n", "posts/a.md": article}, conf={"aiarticle_hugo": ["posts/*"]})
    assert site.warnings == []
    assert len(site.soup("posts/a.html").select(".aiarticle-question")) == count
    assert convert(article).text.count("{question}") == count


WRITTEN = {
    "**Q: Is it loud?**\nA: No, *never*.": ("Q: Is it loud?", "A: No, never."),
    "- **Is it loud?** No, *never*.": ("Is it loud?", "No, never."),
    "1. **Is it loud?**\n\n   No, *never*.": ("Is it loud?", "No, never."),
    "* Q1. Is it loud?\n  A1. No, *never*.": ("Q1. Is it loud?", "A1. No, never."),
    "**Is it loud?** No, *never*.": ("Is it loud?", "No, never."),
    "**Is it loud?**\n\nNo, *never*.": ("Is it loud?", "No, never."),
    "**Q1.** Is it loud?\n\n**A1.** No, *never*.": ("Q1. Is it loud?", "A1. No, never."),
    "Q1. Is it loud?\n\nA1: No, *never*.": ("Q1. Is it loud?", "A1: No, never."),
    "Q1. Is it\nloud?\nA. No, *never*.": ("Q1. Is it loud?", "A. No, never."),
    "質問1：音は大きいですか。\n\n回答：No, *never*.": ("質問1：音は大きいですか。", "回答：No, never."),
}


@pytest.mark.parametrize("suffix", ["md", "rst"])
@pytest.mark.parametrize("written", WRITTEN)
def test_questions_may_be_paragraphs(build, written, suffix):
    faq = f"FAQ\n---\n\n{written}\n\n**Is it hot?** Yes.\n\nNext\n----\n\n**Is it read?** No.\n"
    site = build(
        {"index.md": "# Home\n", f"a.{suffix}": f"Kettles\n=======\n\n{faq}"}, conf={"aiarticle_faq_pages": ["a"]}
    )
    assert site.warnings == []
    first, second = site.soup("a.html").select(".aiarticle-question")
    shown, answer = WRITTEN[written]
    assert " ".join(first.get_text().replace("¶", " ").split()) == f"{shown} {answer}"
    name, text = next(iter(answers(site, "a.html").items()))
    assert (name, text) == (shown.split(maxsplit=1)[-1] if "Q" in shown else name, "No, <em>never</em>.")
    assert list(answers(site, "a.html").values())[1:] == ["Yes."]
    assert "Is it hot?" in second.get_text()


DEFINED = {
    "a.md": "Is it *loud*?\n: No.\n\n  Never.\n\nIs it hot?\n: Yes.\n",
    "a.rst": "Is it *loud*?\n   No.\n\n   Never.\n\nIs it hot?\n   Yes.\n",
}
WRAPPED = "<details>\n<summary>{}</summary>\n<div class='a'>\n\n{}\n\n</div>\n</details>\n\n"


@pytest.mark.parametrize(
    ("name", "written"),
    [*DEFINED.items(), ("a.md", WRAPPED.format("Is it loud?", "No.\n\nNever.") + WRAPPED.format("Is it hot?", "Yes."))],
)
def test_questions_may_be_terms_or_have_elements_around_their_answers(build, name, written):
    files = {"index.md": "# Home\n", name: f"Kettles\n=======\n\nFAQ\n---\n\n{written}\nNext\n----\n\nText.\n"}
    site = build(files, conf={"aiarticle_faq_pages": ["a"], "myst_enable_extensions": ["deflist"]})
    assert site.warnings == []
    assert answers(site, "a.html") == {"Is it loud?": "<p>No.</p><p>Never.</p>", "Is it hot?": "Yes."}
    assert not site.soup("a.html").select("div.body dl, div.body details, div.a")


@pytest.mark.parametrize(
    "written",
    [
        "**Note:** it is loud.",
        "**Warm**\n\nVery.",
        "Q4_K_M is small.",
        "Is it loud? No.",
        "**Is it loud?**",
        "`**Loud?** No`",
    ],
)
def test_what_is_no_question_stays_with_a_note(build, written):
    text = f"# Kettles\n\n## FAQ\n\n{written}\n"
    site = build({"index.md": "# Home\n", "a.md": text}, conf={"aiarticle_faq_pages": ["a"]})
    (warning,) = site.warnings
    assert "holds no question" in warning or "has no answer" in warning
    assert not has_faq(site, "a.html")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "---\naiarticle: {faq: true}\n---\n" + BODY),
        ("a.rst", ":aiarticle: {faq: true}\n\n" + RST),
    ],
)
def test_front_matter_asks_for_it(build, name, text):
    site = build({"index.md": "# Home\n", name: text, "b.md": BODY})
    assert site.warnings == []
    assert len(answers(site, "a.html")) == 2
    assert not has_faq(site, "b.html")


def test_front_matter_refuses_what_the_configuration_asks_for(build):
    files = {"index.md": "# Home\n", "a.md": "---\naiarticle: {faq: false}\n---\n" + BODY}
    assert not has_faq(build(files, conf={"aiarticle_faq_pages": ["*"]}), "a.html")


def test_own_headings_are_known_on_plain_pages(build):
    conf = {"aiarticle_faq_pages": ["*"], "aiarticle_faq_headings": ["Fragen"]}
    site = build({"index.md": "# Home\n\n## Fragen\n\n### Warum?\n\nDarum.\n"}, conf=conf)
    assert answers(site, "index.html") == {"Warum?": "Darum."}


def test_own_headings_are_known_in_the_html_of_hugo(build):
    body = "<div>\n<h2>Fragen</h2>\n<p><b>Warum?</b> Darum.</p>\n</div>\n"
    conf = {"aiarticle_hugo": ["posts/*"], "aiarticle_faq_headings": ["Fragen"]}
    site = build({"index.md": "# H\n", "posts/a.md": ARTICLE + body}, conf=conf)
    assert answers(site, "posts/a.html") == {"Warum?": "Darum."}


@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_faq_may_be_at_any_level(build, level):
    above = "".join(f"{'#' * depth} Part {depth}\n\n" for depth in range(1, level))
    marks = "#" * level
    site = build({"index.md": f"{above}{marks} FAQ\n\n{marks}# Why?\n\nSo.\n"}, conf={"aiarticle_faq_pages": ["index"]})
    assert site.warnings == []
    assert answers(site, "index.html") == {"Why?": "So."}


def test_a_hugo_faq_without_blank_lines_and_with_headings_in_its_answers(build):
    body = "## FAQ\n### Why?\nSo.\n#### Really\nYes.\n### How?\n- thus\n## Next\n\nEnd.\n"
    site = build({"index.md": "# H\n", "posts/a.md": ARTICLE + body}, conf={"aiarticle_hugo": ["posts/*"]})
    assert site.warnings == []
    assert answers(site, "posts/a.html") == {
        "Why?": "<p>So.</p><p>Really</p><p>Yes.</p>",
        "How?": "<ul><li><p>thus</p></li></ul>",
    }
    assert site.soup("posts/a.html").select_one(".aiarticle-question .rubric").get_text() == "Really"


def test_links_and_anchors_lead_to_the_questions(build):
    body = "See [it](#q1-is-it-loud).\n\n## FAQ\n\n### Q1: Is it loud?\n\nNo.\n"
    site = build({"index.md": "# H\n", "posts/a.md": ARTICLE + body}, conf={"aiarticle_hugo": ["posts/*"]})
    assert site.warnings == []
    soup = site.soup("posts/a.html")
    target = soup.select_one("div.body p a")["href"].lstrip("#")
    assert soup.select_one(".aiarticle-question")["id"] == target
    assert target.startswith("faq-")


def test_a_page_without_questions_says_so_at_its_heading(build):
    site = build({"index.md": "# H\n\ntext\n\n## FAQ\n\nNothing.\n"}, conf={"aiarticle_faq_pages": ["*"]})
    (warning,) = site.warnings
    assert "index.md:5: WARNING: The FAQ 'FAQ' holds no question" in warning
    assert warning.endswith("[aiarticle.faq]")


@pytest.mark.parametrize(
    "wrapped",
    [
        ":::::{note}\n{}\n:::::",
        ":::::{container} x\n{}\n:::::",
        "```````{only} html\n{}\n```````",
        "> quoted\n\n:::::{admonition} T\n{}\n:::::",
    ],
)
def test_a_question_nested_in_something_else_counts(build, wrapped):
    inner = "::::{question} Why?\nSo.\n::::"
    page = f"# H\n\n::::::::::{{faq}}\n:style: accordion\n\n{wrapped.replace('{}', inner)}\n::::::::::\n"
    site = build({"index.md": page})
    assert site.warnings == []
    assert answers(site, "index.html") == {"Why?": "So."}


def test_a_heading_in_a_question_stays_in_its_answer(build):
    answer = "So.\n\n## Really\n\nYes.\n\n```{include} part.txt\n```\n"
    files = {
        "index.md": f"# H\n\n:::::{{question}} Why?\n{answer}:::::\n\nAfter.\n",
        "part.txt": "# Part\n\nIncluded.\n",
    }
    site = build(files)
    assert site.warnings == []
    expected = "<p>So.</p><p>Really</p><p>Yes.</p><p>Part</p><p>Included.</p>"
    assert answers(site, "index.html") == {"Why?": expected}
    assert [rubric.get_text() for rubric in site.soup("index.html").select(".aiarticle-question .rubric")] == [
        "Really", "Part",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "argument"),
    [("question", "Why?"), ("product-box", "Mat"), ("summary-box", ""), ("aiarticle-details", "More"), ("verdict", "")],
)
def test_headings_of_an_included_text_are_rubrics_in_every_component(build, name, argument):
    box = f".. {name}:: {argument}\n\n   .. include:: part.inc\n\n   After.\n"
    part = "A part\n======\n\nIts text.\n\nDeeper\n------\n\nMore.\n\nA second\n========\n\nEnd.\n"
    site = build({"index.rst": f"H\n=\n\n{box}\nNext\n----\n\nText.\n", "part.inc": part})
    assert site.warnings == []
    soup = site.soup("index.html")
    assert [rubric.get_text() for rubric in soup.select(".rubric")] == ["A part", "Deeper", "A second"]
    words = soup.select_one("div.body").get_text().split()
    assert words.index("More.") < words.index("second") < words.index("After.") < words.index("Next¶")
    assert len(soup.select("div.body h2")) == (2 if name == "question" else 1)


def test_lists_of_questions_stand_in_faqs_within_faqs_and_lists_within_answers_stay(build):
    listed = "- **Is it {0}?** Yes.\n- **Which {0}?** These:\n\n  - **Is a cat one?** Yes.\n"
    parts = "\n".join(f"### FAQ on {name}\n\n{listed.format(name)}" for name in ("shipping", "colours"))
    site = build({"index.md": "# Home\n", "a.md": f"# A\n\n## FAQ\n\n{parts}"}, conf={"aiarticle_faq_pages": ["a"]})
    assert site.warnings == []
    found = answers(site, "a.html")
    assert [*found] == ["Is it shipping?", "Which shipping?", "Is it colours?", "Which colours?"]
    assert "<li><strong>Is a cat one?</strong> Yes.</li>" in found["Which colours?"].replace("<p>", "").replace(
        "</p>", ""
    )
