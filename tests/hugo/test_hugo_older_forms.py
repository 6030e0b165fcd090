"""Product boxes without a shortcode: HTML in the text, and Markdown."""

from __future__ import annotations

import pytest
from hugo_articles import AMAZON, HEAD, RAKUTEN, YAHOO, assert_kept, convert_body


def html_box(name: str, *, opening: str = "<div>") -> str:
    return (
        f'{opening}\n  <strong>🛍️ {name}</strong>\n  <p>It boils fast.</p>\n  <div>\n    <a href="{AMAZON}">Amazon</a>\n'
        f'    <a href="{RAKUTEN}">Rakuten</a>\n  </div>\n</div>'
    )


def directives(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith((":::", "~~~", "#"))]


def test_html_boxes_side_by_side_become_boxes():
    body = (
        "## 🛒 Shop\n\n### Kettles\n\n"
        + html_box("One")
        + html_box("Two")
        + "\n### Pots\n\n"
        + html_box("Three")
        + "\n"
    )
    lines, conversion = convert_body(body)
    assert directives(lines) == [
        "## 🛒 Shop", "### Kettles", ":::{product-box} One", ":::", ":::{product-box} Two", ":::", "### Pots",
        ":::{product-box} Three", ":::",
    ]  # fmt: skip
    assert conversion.problems == ()
    assert "<" not in "".join(lines)


def test_several_boxes_in_one_shortcode_become_boxes():
    lines, conversion = convert_body(
        "{{< rawhtml >}}\n" + html_box("One") + "\n" + html_box("Two") + "\n{{< /rawhtml >}}\n"
    )
    assert directives(lines) == [":::{product-box} One", ":::", ":::{product-box} Two", ":::"]
    assert conversion.problems == ()


@pytest.mark.parametrize(
    "html",
    [
        html_box("One") + html_box("Two").replace("<p>It boils fast.</p>", ""),  # no reason
        html_box("One") + "\ntext",
        "text " + html_box("One"),
        html_box("One").replace("</strong>", "</strong>\n\n"),
    ],
)
def test_html_that_is_not_surely_a_box_stays_as_it_is_with_one_note(html):
    problem = assert_kept(f"before\n\n{html}\n\nafter\n").problems[0]
    assert HEAD.count("\n") + 3 <= problem.line <= HEAD.count("\n") + 7  # a blank line ends HTML and begins it anew
    assert "neither a product box" in problem.message


def test_html_without_affiliate_links_stays_without_a_note():
    assert assert_kept('<div>\n<a href="https://example.com/">Shop</a>\n</div>\n\nafter\n').problems == ()


ICON = '<svg width="20" viewBox="0 0 24 24"><path d="M12 2z"/><g><circle r="3"></circle></g></svg>'


def bar(*, icon: str = "", attributes: str = "") -> str:
    return (
        f'<div style="display: flex">\n<a href="{AMAZON}"{attributes}>\n{icon}📖 Find *books*</a>\n'
        f'<a href="{RAKUTEN}">{icon}Search</a>\n</div>'
    )


@pytest.mark.parametrize("icon", ["", ICON])
@pytest.mark.parametrize("around", ["{}", "{{{{< rawhtml >}}}}\n{}\n{{{{< /rawhtml >}}}}"])
def test_a_row_of_shop_links_becomes_links_that_every_output_shows(icon, around):
    lines, conversion = convert_body(around.format(bar(icon=icon)) + "\n\nafter\n")
    shown = [line for line in lines if line]
    assert shown == [
        ":::{container} aiarticle aiarticle-links", f"[📖 Find \\*books\\*](<{AMAZON}>)", f"[Search](<{RAKUTEN}>)",
        ":::", "after",
    ]  # fmt: skip
    assert conversion.problems == ()


def test_a_row_in_one_line_is_one_as_well():
    lines, conversion = convert_body(f'<p><a href="{AMAZON}">A</a> | <a href="{RAKUTEN}">B</a></p>\n\nafter\n')
    assert lines == [
        ":::{container} aiarticle aiarticle-links", f"[A](<{AMAZON}>)", f"[B](<{RAKUTEN}>)", ":::", "", "after",
    ]  # fmt: skip
    assert conversion.problems == ()


def test_a_row_below_boxes_stands_beside_them_and_ends_the_answer():
    faq = f"## FAQ\n\n### Q1: Why?\n\nSo.\n\n{html_box('One')}\n{bar()}\n### 🔎 More\n"
    lines, conversion = convert_body(faq)
    assert directives(lines) == [
        "## FAQ", "::::{faq}", ":::{question} Q1: Why?", ":::", "::::", ":::{product-box} One", ":::",
        ":::{container} aiarticle aiarticle-links", ":::", "### 🔎 More",
    ]  # fmt: skip
    assert conversion.problems == ()


@pytest.mark.parametrize(
    "html",
    [
        bar(icon="<svg><text>words</text></svg>"),
        bar(icon="<svg><title>words</title></svg>"),
        bar().replace(RAKUTEN, "https://example.com/"),
        bar(attributes=" hidden"),
        bar().replace("Search</a>", "</a>"),
    ],
)
def test_a_row_that_holds_more_than_links_to_shops_stays(html):
    (problem,) = assert_kept(f"{html}\n\nafter\n").problems
    assert "with affiliate links" in problem.message


def test_heading_right_below_html_is_a_heading():
    lines, _ = convert_body("<div>\n<b>x</b>\n</div>\n## A\n\n## B\n")
    assert lines == ["<div>", "<b>x</b>", "</div>", "", "## A", "", "## B"]
    lines, _ = convert_body("a\n\n<div>x</div>\n## A\n")
    assert lines == ["a", "", "<div>x</div>", "", "## A"]


def test_mark_of_a_heading_inside_an_element_is_none():
    assert_kept("<div>\n## no heading\n</div>\n\n## A\n")


SPAN = '{{< rawhtml >}}<span style="color: #999;">|</span>{{< /rawhtml >}}'


def pair(between: str = SPAN, *, name: str = "**Steel Kettle**", reason: str = "It boils fast.", end: str = "") -> str:
    return f"## Shop\n\n{name}\n\n{reason}\n\n[Amazon]({AMAZON}){between}[Rakuten]({RAKUTEN}){end}\n"


@pytest.mark.parametrize("between", [SPAN, " | ", "・", " "])
def test_bold_name_reason_and_line_of_links_become_a_box(between):
    lines, conversion = convert_body(pair(between) + "\n<small>※広告です</small>\n\n## Next\n")
    assert lines == [
        "## Shop", "", ":::{product-box} Steel Kettle", ":stores: amazon, rakuten", f":amazon: {AMAZON}",
        f":rakuten: {RAKUTEN}", "", "It boils fast.", ":::", "", "## Next",
    ]  # fmt: skip
    assert conversion.problems == ()


def test_notice_is_optional():
    lines, _ = convert_body(pair() + "\n## Next\n")
    assert lines[2:] == [
        ":::{product-box} Steel Kettle", ":stores: amazon, rakuten", f":amazon: {AMAZON}", f":rakuten: {RAKUTEN}", "",
        "It boils fast.", ":::", "", "## Next",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        pair(name="Steel Kettle"),
        pair(name="**Steel** Kettle"),
        pair(reason="- a list"),
        pair(end=" and more"),
        pair(" or "),
        pair().replace(RAKUTEN, "https://example.com/"),
        pair().replace(RAKUTEN, AMAZON),
        f"**Steel Kettle**\n\n[Amazon]({AMAZON}) | [Rakuten]({RAKUTEN})\n",
        f"**Steel Kettle**\n\nwhy\n\n[Amazon]({AMAZON})\n",
        f"> 💡 **Kettles**\n> \n> **[One]({AMAZON})** - fast\n",
        f"- **[One]({AMAZON})** - fast\n- **[Two]({YAHOO})** - slow\n",
        "```\n" + pair(" | ") + "```\n",
    ],
)
def test_ordinary_links_stay_without_a_note(body):
    lines, conversion = convert_body(body)
    assert not [line for line in lines if "product-box" in line]
    assert conversion.problems == ()


def test_a_box_ends_the_answer_above_it():
    faq = "## FAQ\n\n### Q1: Why?\n\nSo.\n\n"
    lines, _ = convert_body(faq + pair(" | ").removeprefix("## Shop\n\n") + "\n" + html_box("Two") + "\n")
    assert directives(lines) == [
        "## FAQ", "::::{faq}", ":::{question} Q1: Why?", ":::", "::::", ":::{product-box} Steel Kettle", ":::",
        ":::{product-box} Two",
        ":::",
    ]  # fmt: skip


def test_outer_fence_grows_until_no_line_inside_closes_it():
    lines, _ = convert_body("```\na\n```python\nb\n```\nc\n```\n\n## A\n")
    assert lines == ["````", "a", "```python", "b", "```", "c", "````", "", "## A"]


@pytest.mark.parametrize(
    "body", ["1. x\n\n   ```\n   a\n\n## A\n\n```python\nb\n```\n\nc\n\n```\n", "- ```\n  a\n\nb\n"]
)
def test_code_ends_with_the_item_of_a_list(body):
    lines, _ = convert_body(body)
    assert lines == body.rstrip("\n").split("\n")
