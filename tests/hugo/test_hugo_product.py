from __future__ import annotations

import html

import pytest
from hugo_articles import AMAZON, RAKUTEN, YAHOO, assert_kept, box, convert_body

NAME = "Steel Kettle 2L"
WHY = "It boils a litre in three minutes."


def converted(source: str, **options: object) -> list[str]:
    lines, conversion = convert_body(source, **options)
    assert conversion.problems == ()
    return lines


def test_box_becomes_a_directive():
    assert converted(box() + "after\n") == [
        f":::{{product-box}} {NAME}",
        ":label: Seen in this article",
        ":stores: rakuten, amazon",
        f":rakuten: {RAKUTEN}",
        f":amazon: {AMAZON}",
        "",
        "It boils a litre in three minutes.",
        ":::",
        "",
        "after",
    ]  # fmt: skip


def test_percent_shortcode_without_spaces_is_the_same():
    percent = box().replace("{{< ", "{{%").replace(" >}}", "%}}")
    assert converted(percent) == converted(box())


def test_label_and_notice_are_optional():
    lines = converted(box(label="", notice=""))
    assert lines[:2] == [f":::{{product-box}} {NAME}", ":stores: rakuten, amazon"]
    assert lines[-1] == ":::"


def test_each_reason_is_a_paragraph():
    lines = converted(box(why="<p>One.</p>\n<p>Two.</p>"))
    assert lines[6:9] == ["One.", "", "Two."]


@pytest.mark.parametrize("name", [f"<b>{NAME}</b>", f"<p><strong>{NAME}</strong></p>", f"<h3>{NAME}</h3>"])
def test_name_is_bold_or_a_heading(name):
    assert converted(box(name=name))[0] == f":::{{product-box}} {NAME}"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("HHKB &lt;Pro&gt;", "HHKB <Pro>"),
        ("A &amp; B", "A & B"),
        ("100% &quot;best&quot;", '100% "best"'),
        (r"a\b {x} [y] *z* `w`", r"a\b {x} [y] *z* `w`"),
        ("two\n  lines", "two lines"),
        ("line&#x2028;separator", "line separator"),
        ("全角　空白", "全角　空白"),
    ],
)
def test_name_is_literal_text_in_one_line(source, name):
    lines, _ = convert_body(box(name=f"<strong>{source}</strong>"))
    assert lines[0] == f":::{{product-box}} {name}"


@pytest.mark.parametrize(
    ("label", "option"),
    [
        ("plain words", "plain words"),
        ("a: b", "'a: b'"),
        ("it's # 1", "'it''s # 1'"),
        ("&quot;quoted&quot;", "'\"quoted\"'"),
        ("- dash", "'- dash'"),
        ("ends with:", "'ends with:'"),
        ("| pipe", "'| pipe'"),
    ],
)
def test_label_is_quoted_where_the_option_parser_would_change_it(label, option):
    assert converted(box(label=f"<p>{label}</p>"))[1] == f":label: {option}"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://amzn.to/3x", "https://amzn.to/3x"),
        ("//amzn.to/3x", "https://amzn.to/3x"),
        ("https://www.amazon.com/dp/B0?a=1&amp;b=2", "https://www.amazon.com/dp/B0?a=1&b=2"),
        ("https://www.amazon.com/s?k=a&copy=1&lang=ja&notit=2", "https://www.amazon.com/s?k=a&copy=1&lang=ja&notit=2"),
        ("https://www.amazon.com/s?k=%2520x+y#z'q", "https://www.amazon.com/s?k=%2520x+y#z'q"),
        ("https://www.amazon.com/s?k=caf&eacute;&#x41;", "https://www.amazon.com/s?k=caféA"),
    ],
)
def test_address_is_what_a_browser_would_follow(href, url):
    lines = converted(box(links=f'<a href="{href}">Amazon</a>'))
    assert lines[2:4] == [":stores: amazon", f":amazon: {url}"]


@pytest.mark.parametrize(
    ("url", "store"),
    [
        (AMAZON, "amazon"), ("https://amazon.de/dp/1", "amazon"), ("https://www.amazon.com.br/dp/1", "amazon"),
        ("https://amzn.asia/d/1", "amazon"), ("https://a.co/1", "amazon"), (RAKUTEN, "rakuten"),
        ("https://item.rakuten.co.jp/shop/1/", "rakuten"), ("https://a.r10.to/h1", "rakuten"), (YAHOO, "yahoo"),
        ("https://ck.jp.ap.valuecommerce.com/servlet/referral?sid=1&pid=2", "yahoo"),
    ],
)  # fmt: skip
def test_store_is_known_by_its_host(url, store):
    assert converted(box(links=f'<a href="{url}">Buy</a>'))[2:4] == [f":stores: {store}", f":{store}: {url}"]


def test_separators_between_buttons_are_dropped():
    lines = converted(box(links=f'<a href="{AMAZON}">A</a> | <a href="{YAHOO}">Y</a>'))
    assert lines[2] == ":stores: amazon, yahoo"


@pytest.mark.parametrize(
    ("why", "markdown"),
    [
        ("<p>a <strong>b</strong> c</p>", "a **b** c"),
        ("<p>a <em>b</em>, <code>c`d</code></p>", "a *b*, ``c`d``"),
        ('<p>see <a href="https://example.org/?a=1&amp;b=(2)">this</a> page</p>',
         "see [this](<https://example.org/?a=1&b=(2)>) page"),
        ("<p>$3 *x* _y_ [z] {w} &lt;b&gt; a\\b #1</p>", r"\$3 \*x\* \_y\_ \[z\] \{w\} \<b\> a\\b \#1"),
        ("<p>1. no list</p>", r"1\. no list"),
        ("<p>- no list</p>", r"\- no list"),
        ("<p>% no comment</p>", r"\% no comment"),
        ("<p>(no-target)=</p>", r"\(no-target)="),
        ("<p>one<br>- two</p>", "one\\\n\\- two"),
        ("<p>日本<strong>「語」</strong>は</p>", "日本「語」は"),
        ("<p>  many \n\n spaces  </p>", "many spaces"),
    ],
)  # fmt: skip
def test_reason_becomes_markdown_that_reads_the_same(why, markdown):
    lines = converted(box(why=why))
    assert "\n".join(lines[6 : 7 + markdown.count("\n")]) == markdown


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "<strong>One</strong>\n<p><b>Two</b></p>"},
        {"links": ""},
        {"links": '<a href="javascript:alert(1)">A</a>'},
        {"links": '<a href="https://www.amazon.co.jp.evil.example/">A</a>'},
        {"links": '<a href="https://www.amazon.co.jp@evil.example/">A</a>'},
        {"links": f'<a href="{AMAZON}"></a>'},
        {"links": f'<a href="{AMAZON}">&nbsp;</a>'},
        {"why": "<p>a</p><script>b()</script>"},
        {"why": '<p style="display: none">hidden</p>'},
        {"why": "<p hidden>hidden</p>"},
        {"why": '<p>see <a href="javascript:x">this</a> page</p>'},
        {"why": "<p>a</p></div>"},
        {"why": "<p>a</p><div>"},
        {"why": "<p><b>a</p></b>"},
        {"why": "<![CDATA[a]]>"},
        {"why": "<![foo"},
        {"why": "<p>a</p><?php b ?>"},
    ],
    ids=str,
)
def test_html_that_is_no_box_with_certainty_stays_with_a_note(change):
    source = box(**change)
    lines, conversion = convert_body(source)
    assert "product-box" not in "".join(lines)
    assert "</div>" in "".join(lines)
    assert [(problem.subtype, problem.line) for problem in conversion.problems] == [("hugo", 8)]


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({"why": ""}, []),
        ({"links": f'<a href="{AMAZON}">Amazon</a> <a href="https://amzn.to/1">Buy now</a>'}, [WHY]),
        ({"links": f'<a href="{AMAZON}">A</a> <a href="https://example.org/">Maker</a>'},
         [WHY, "[Maker](<https://example.org/>)"]),
        ({"notice": "<p>Only today!</p>"}, [WHY, r"Only today\!"]),
        ({"label": "<p>one</p>\n<p>two</p>"}, ["one", "two", WHY]),
        ({"why": "<ul><li>a</li></ul>"}, ["a"]),
    ],
    ids=str,
)  # fmt: skip
def test_a_box_may_say_more_or_less_than_usual(change, reasons):
    lines = converted(box(**change))
    assert lines[0] == ":::{product-box} Steel Kettle 2L"
    assert [line for line in lines if line and not line.startswith(":")] == reasons


def test_comment_in_a_box_is_nothing():
    assert converted(box(label="<!-- <p>x</p> -->"))[1] == ":stores: rakuten, amazon"


def test_box_in_one_line_is_a_box():
    assert converted(box().replace("\n", "") + "\n") == converted(box())


def test_picture_in_a_box_is_its_image_and_a_counting_pixel_is_nothing():
    why = '<p>Why.</p><img src="https://img.example.org/k.png" alt="Kettle"><img src="https://c.example/1" width="1">'
    lines, conversion = convert_body(box(label="", why=why) + "\n" + 'x <img src="https://c.example/2" height="1px">')
    assert [problem.line for problem in conversion.problems] == [8]
    assert lines[1] == ":image: https://img.example.org/k.png"
    assert "c.example" not in "".join(lines)


@pytest.mark.parametrize("around", ["<p>{}</p>", "See {} there."])
def test_picture_that_a_script_would_load_has_its_address(around):
    lines, _ = convert_body(around.format('<img class="lazy" src="wait.svg" data-src="kettle.png" alt="Kettle">'))
    assert lines[0] == around.format('<img src="kettle.png" alt="Kettle">')


@pytest.mark.parametrize("tag", ["video", "audio", "iframe"])
def test_what_a_script_would_load_has_its_address_also_beside_code(tag):
    source = f'A `<{tag} class="lazy" data-src="a">` and <{tag} class="lazy" data-src="b"></{tag}>'
    assert convert_body(source)[0] == [f'A `<{tag} class="lazy" data-src="a">` and <{tag} src="b"></{tag}>']


def test_inline_shortcode_loses_only_its_tags():
    body = (
        f"[A]({AMAZON}){{{{< rawhtml >}}}}<span>|</span>{{{{< /rawhtml >}}}}"
        f"[R]({RAKUTEN}){{{{%rawhtml%}}}}<br>{{{{% /rawhtml %}}}}\n"
    )
    lines, conversion = convert_body(body)
    assert lines == [f"[A]({AMAZON})<span>|</span>[R]({RAKUTEN})<br>"]
    assert conversion.problems == ()


def test_shortcode_that_begins_in_a_line_of_text_loses_only_its_tags():
    lines, conversion = convert_body("see {{< rawhtml >}}<b>x\n</b>{{< /rawhtml >}} there\n")
    assert lines == ["see <b>x", "</b> there"]
    assert conversion.problems == ()


def test_box_in_a_list_item_is_a_box_there():
    lines, conversion = convert_body("- item\n\n  " + box().rstrip("\n").replace("\n", "\n  ") + "\n")
    assert lines[2] == f"  :::{{product-box}} {NAME}"
    assert lines[-1] == "  :::"
    assert conversion.problems == ()


@pytest.mark.parametrize("open_tag", ["{{< rawhtml >}}", "{{% rawhtml %}}"])
def test_shortcode_that_is_never_closed_stays_with_a_note(open_tag):
    lines, conversion = convert_body(f"a\n\n{open_tag}\n<b>x</b>\n\n## Next\n")
    assert html.unescape(lines[2]) == open_tag
    assert [problem.line for problem in conversion.problems] == [10]


@pytest.mark.parametrize(
    "code",
    ["```\n{}```\n", "~~~~html\n{}~~~~\n", "`` a {} ` b``\n", "> ```\n> {}> ```\n", "1. item\n\n   ```\n{}"],
)
def test_shortcode_in_code_is_untouched(code):
    inline = "{{< rawhtml >}}<b>x</b>{{< /rawhtml >}}"
    content = inline if code.startswith("``") and not code.startswith("```") else inline + "\n"
    if code.startswith("1."):
        content = "   " + content + "   ```\n"
    assert assert_kept(code.format(content)).problems == ()


def test_shortcode_in_indented_code_is_untouched():
    assert_kept("text\n\n    {{< rawhtml >}}<b>x</b>{{< /rawhtml >}}\n")
