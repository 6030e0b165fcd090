"""Questions in shortcodes and in the front matter."""

from __future__ import annotations

import pytest

HEAD = "---\ntitle: Kettles\ndate: 2026-02-03\n{}---\n\n"
LISTED = """\
faq:
  - q: Is it `loud`?
    a: No, *never*.
  - question: Is it hot?
    answer: |
      Yes.

      - a list
"""
HUGO = {"aiarticle_hugo": ["posts/*"]}


def answers(site, page):
    pages = [node for node in site.graph(page) if "FAQPage" in node["@type"]]
    return {node["name"]: node["acceptedAnswer"]["text"] for page in pages for node in page["mainEntity"]}


@pytest.mark.parametrize("conf", [{}, HUGO], ids=["myst", "hugo"])
def test_questions_of_the_front_matter_are_shown_at_the_end(build, conf):
    text = HEAD.format(LISTED) + "# Kettles\n\nText.\n\n## Next\n\nMore.\n"
    text = text.replace("# Kettles\n\n", "") if conf else text
    site = build({"index.md": "# Home\n", "posts/a.md": text}, conf={"suppress_warnings": ["toc.not_included"], **conf})
    assert site.warnings == []
    page = next(path for path in ("posts/a.html", "posts/a/index.html") if (site.outdir / path).is_file())
    assert answers(site, page)["Is it loud?"] == "No, <em>never</em>."
    assert "a list" in answers(site, page)["Is it hot?"]
    headings = [part.get_text().rstrip("¶") for part in site.soup(page).select("div.body h2, div.body h3")]
    assert headings == ["Next", "FAQ", "Is it loud?", "Is it hot?"]


@pytest.mark.parametrize(("language", "heading"), [("de", "Häufige Fragen"), ("ja", "よくある質問"), ("pl", "FAQ")])
def test_their_heading_is_in_the_language_of_the_page(build, language, heading):
    text = HEAD.format(f"lang: {language}\n{LISTED}") + "# Kettles\n"
    conf = {"suppress_warnings": ["toc.not_included", "aiarticle.labels"]}
    site = build({"index.md": "# Home\n", "a.md": text}, conf=conf)
    assert site.warnings == []
    assert site.soup("a.html").select_one("div.body h2").get_text().rstrip("¶#") == heading


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (LISTED, "2 of 2 questions in 'faq', such as 'Is it `loud`?', are not shown, because the text has a FAQ"),
        ("faq:\n  - q: Is it loud?\n    a: No.\n", "'Is it loud?' in 'faq' is not shown, because the text has a FAQ"),
    ],
)
def test_a_faq_in_the_text_wins_and_that_is_said(build, listed, said):
    text = HEAD.format(listed) + "# Kettles\n\n## Questions\n\nNone.\n"
    site = build({"index.md": "# Home\n", "a.md": text}, conf={"suppress_warnings": ["toc.not_included"]})
    (warning,) = site.warnings
    assert warning.startswith("a.md:4: ")
    assert said in warning
    assert answers(site, "a.html") == {}


def test_a_heading_that_only_speaks_of_a_faq_hides_none_of_them(build):
    text = HEAD.format(LISTED) + "# Kettles\n\n## Why FAQs matter\n\nThey do.\n"
    site = build({"index.md": "# Home\n", "a.md": text}, conf={"suppress_warnings": ["toc.not_included"]})
    assert site.warnings == []
    assert set(answers(site, "a.html")) == {"Is it loud?", "Is it hot?"}


@pytest.mark.parametrize("heading", ["FAQ", "Good to know"])
def test_what_the_text_asks_too_is_not_shown_again(build, heading):
    text = (
        HEAD.format(LISTED)
        + f"# Kettles\n\n## {heading}\n\n### Q1: Is it\u00a0`loud`?\n\nNo.\n\n### IS IT HOT\n\nYes.\n"
    )
    site = build({"index.md": "# Home\n\n[](a)\n", "a.md": "---\norphan: true\n" + text[4:]})
    assert site.warnings == []
    assert site.soup("a.html").body.get_text().count("IS IT HOT") == 2  # in the text and in its table of contents
    assert "Is it hot?" not in site.soup("a.html").body.get_text()


def test_an_entry_without_an_answer_is_left_out_and_a_switch_is_nothing(build):
    pages = {"a": "faq:\n  - q: Why?\n  - a\n", "b": "faq: true\n"}
    files = {f"{name}.md": HEAD.format(text) + "# Kettles\n" for name, text in pages.items()}
    site = build({"index.md": "# Home\n", **files}, conf={"suppress_warnings": ["toc.not_included"]})
    assert [warning.partition(" WARNING")[0] for warning in site.warnings] == ["a.md:4:"]


DETAILS = """\
# Kettles

## FAQ

<details>
<summary>Is it loud?</summary>

No, *never*.

</details>

<details>
<summary>Is it hot?</summary>

Yes.

</details>

Text.
"""


def test_details_in_a_faq_are_questions(build):
    site = build({"index.md": "# Home\n", "a.md": DETAILS}, conf={"aiarticle_faq_pages": ["a"]})
    assert site.warnings == []
    assert answers(site, "a.html") == {"Is it loud?": "No, <em>never</em>.", "Is it hot?": "Yes."}
    assert "<details>\n<summary>Is" not in site.text("a.html")


def test_details_that_are_not_closed_in_the_faq_stay(build):
    text = DETAILS.replace("Yes.\n\n</details>", "Yes.\n\n## Next\n\n</details>")
    site = build({"index.md": "# Home\n", "a.md": text}, conf={"aiarticle_faq_pages": ["a"]})
    assert answers(site, "a.html") == {"Is it loud?": "No, <em>never</em>."}
    assert "Is it hot?" in site.text("a.html")


CALLS = """\
## FAQ

{{< faq "Is it loud?" >}}
No, *never*.
{{< /faq >}}

{{< faq q="Is it hot?" a="Yes." />}}

{{< faqs >}}
{{< faq question="Is it red?" >}}
It is.
{{< /faq >}}
{{< /faqs >}}
"""


def test_shortcodes_of_themes_are_questions(build):
    site = build({"index.md": "# Home\n", "posts/a.md": HEAD.format("") + CALLS}, conf=HUGO)
    assert site.warnings == []
    page = next(path for path in ("posts/a.html", "posts/a/index.html") if (site.outdir / path).is_file())
    assert answers(site, page) == {"Is it loud?": "No, <em>never</em>.", "Is it hot?": "Yes.", "Is it red?": "It is."}
