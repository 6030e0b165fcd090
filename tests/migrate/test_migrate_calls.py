"""Calls of a site's own shortcodes give way to what Hugo says that they print."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from markdown_it import MarkdownIt

from sphinx_aiarticle.migrate.calls import replace_calls
from sphinx_aiarticle.migrate.evaluator import EvaluatedCall
from sphinx_aiarticle.migrate.templates import Template, find_templates


def call(source, tag, output, *, path=(0,), inner="", name="mat", error=""):
    """The call whose tag begins with *tag*."""
    offset = source.encode().index(tag.encode())
    return EvaluatedCall(name=name, offset=offset, path=path, output=output, inner=inner, error=error)


def text_of(source, *calls, kept=(), hidden=()):
    return replace_calls(source, calls, kept, hidden=hidden).text


def test_html_on_lines_of_its_own_becomes_one_block():
    source = "日本語の文。\n\n{{< mat >}}\n\nMore.\n"
    output = '\n<div class="card">\n\n    <p>Felt</p>\n\n</div>\n'
    assert text_of(source, call(source, "{{< mat", output)) == (
        '日本語の文。\n\n{{< rawhtml >}}\n<div class="card">\n<p>Felt</p>\n</div>\n{{< /rawhtml >}}\n\nMore.\n'
    )


def test_a_wide_blank_behind_a_call_is_no_part_of_the_line_that_ends_it():
    source = "{{< tab name=Tea >}}\nLeaves.\n{{< /tab >}}\u3000\n\n## Next\n"
    shown = ":::{rubric} Tea\n:class: aiarticle-label\n:::\n\nLeaves."
    assert text_of(source, hidden=["tab"]).replace("~", ":").startswith(f"{shown}\n\u3000\n")
    note = source.replace("tab name=Tea", "note").replace("tab", "note")
    assert "\n~~~\n\u3000\n\n## Next" in text_of(note, hidden=["note"])


def test_a_tag_on_several_lines_gets_one_line():
    """Else it opens no block, and its last line is a quotation."""
    output = '<img\n  src="/felt.png"\n  alt="Soft\nfelt"\n>\n<script>\nif (a<b\n) { c }\n</script>'
    assert text_of("{{< mat >}}\n", call("{{< mat >}}", "{{< mat", output)) == (
        '{{< rawhtml >}}\n<img src="/felt.png" alt="Soft felt" >\n'
        "<script>\nif (a<b\n) { c }\n</script>\n{{< /rawhtml >}}\n"
    )


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ('<img src="/felt.png" alt="a > b" }} />', '<img src="/felt.png" alt="a > b" />'),
        ('<button @click="go(1)" class=x data-y>', "<button class=x data-y>"),
        ("<img src=/felt.png loading = 'lazy'/>", "<img src=/felt.png loading = 'lazy'/>"),
        ('<div @click="go">', '<div @click="go">'),  # which Markdown takes for a block as it is
    ],
)
def test_a_tag_that_only_browsers_take_for_one_loses_what_they_overlook(tag, written):
    source = "{{< mat >}}\n"
    assert written in text_of(source, call(source, "{{< mat", f"{tag}<b>x</b>"))


def test_html_within_a_line_stays_in_it_and_its_text_is_no_markup():
    source = "A {{< mat >}} b.\n"
    found = text_of(source, call(source, "{{< mat", '<a class="x" href="/x_y/">*soft*\n_mat_</a>\n'))
    assert found == 'A <a class="x" href="/x_y/">&#42;soft&#42; &#95;mat&#95;</a> b.\n'


def test_a_block_within_a_line_gets_lines_of_its_own():
    source = "A {{< mat >}} b.\n"
    found = text_of(source, call(source, "{{< mat", "<div>soft</div>"))
    assert found == "A \n\n{{< rawhtml >}}\n<div>soft</div>\n{{< /rawhtml >}}\n\n b.\n"


def test_a_tag_behind_a_block_within_a_line_begins_no_block_of_html():
    source = "{{< mat >}}<br>\n*More*\n"
    found = text_of(source, call(source, "{{< mat", "<div>soft</div>"))
    assert found == "\n\n{{< rawhtml >}}\n<div>soft</div>\n{{< /rawhtml >}}\n\n<span></span><br>\n*More*\n"


@pytest.mark.parametrize("source", ["A {{< mat >}}.", "{{< mat >}}\n"])
def test_an_end_tag_on_several_lines_gets_one_line(source):
    found = text_of(source, call(source, "{{< mat", '<span class="x"\n  >soft</span\n>'))
    assert '<span class="x" >soft</span >' in found


@pytest.mark.parametrize("indent", ["    ", "\t", "        "])
def test_html_within_html_far_to_the_right_stays_part_of_it(indent):
    """Below a blank line it would be code."""
    source = f"<div>\n{indent}{{{{< mat >}}}}\n{indent}</p>\n</div>\n"
    found = text_of(source, call(source, "{{< mat", "\n<h3>Felt</h3>\n\n<p>soft</p>\n"))
    assert found == f"<div>\n{indent}<h3>Felt</h3>\n<p>soft</p>\n{indent}</p>\n</div>\n"


def test_html_within_a_line_of_html_has_no_blank_lines_that_end_it():
    source = '<div>\n  <a href="/mats/">{{< mat >}}</a> felt\n  </div>\n'
    found = text_of(source, call(source, "{{< mat", "\n\n<figure>\n\n<img src='a.png'>\n</figure>\n"))
    assert found == ("<div>\n  <a href=\"/mats/\"> <figure>\n<img src='a.png'>\n</figure></a> felt\n  </div>\n")


@pytest.mark.parametrize("line", ["| {{< mat >}} | x |", "## {{< mat >}}"])
def test_a_table_and_a_heading_stay_one_line(line):
    found = text_of(line, call(line, "{{< mat", "<div>soft\n\n<b>mat</b></div>"))
    assert found == line.replace("{{< mat >}}", "<div>soft <b>mat</b></div>")


def test_a_call_on_a_deep_line_of_html_stays_html():
    """A blank line before it, which is what keeps it apart elsewhere, would make code of it and of what follows."""
    source = "<div>\n  <div>\n    {{< mat >}}\n    </div>\n\t{{< felt >}}\n</div>\n\n- <p>\n      {{< mat >}}\n"
    second = EvaluatedCall(name="mat", offset=source.rindex("{{<"), path=(2,), output="<b>c</b>")
    found = text_of(source, call(source, "{{< mat", "<p>\n\n    a\n</p>"), second, hidden=["felt"])
    assert found == (
        "<div>\n  <div>\n    <p>\na\n</p>\n    </div>\n\t<!-- Hugo: felt -->\n</div>\n\n- <p>\n      <b>c</b>\n"
    )


def test_what_a_call_prints_into_code_in_a_line_stays_in_it():
    source = "| `{{< mat >}}` | a |\n|---|---|\n\n```\n{{< felt >}}\n```\n"
    felt = EvaluatedCall(name="felt", offset=source.rindex("{{<"), path=(1,), output="c\n\nd")
    found = text_of(source, call(source, "{{< mat", "\n3\n\nyears\n"), felt)
    assert found == "| `3 years` | a |\n|---|---|\n\n```\nc\n\nd\n```\n"


def test_a_call_in_a_list_stays_in_it():
    source = "- a\n\n  {{< mat >}}\n- {{< mat >}}\n"
    first = call(source, "{{< mat", "<div>\n1</div>")
    second = EvaluatedCall(name="mat", offset=source.rindex("{{<"), path=(1,), output="<div>\n2</div>")
    assert text_of(source, first, second) == (
        "- a\n\n  {{< rawhtml >}}\n  <div>\n  1</div>\n  {{< /rawhtml >}}\n"
        "- {{< rawhtml >}}\n  <div>\n  2</div>\n  {{< /rawhtml >}}\n"
    )


def test_markdown_is_put_as_it_is():
    source = "{{% mat %}}\n\nIn {{% mat %}}.\n"
    first = call(source, "{{% mat", "## Soft\n\n- *one*\n")
    second = EvaluatedCall(name="mat", offset=source.rindex("{{%"), path=(1,), output="**x**")
    assert text_of(source, first, second) == "## Soft\n\n- *one*\n\nIn **x**.\n"


def test_inner_markdown_stays_markdown():
    source = "{{< mat >}}\nKeep it **dry**.\n\n- one\n{{< /mat >}}\n"
    inner = "<p>Keep it <strong>dry</strong>.</p>\n<ul>\n<li>one</li>\n</ul>\n"
    found = text_of(source, call(source, "{{< mat", f'<div class="note">\n\n  {inner}</div>\n', inner=inner))
    assert found == '<div class="note">\n\nKeep it **dry**.\n\n- one\n\n</div>\n'


def test_html_behind_inner_text_is_no_fence():
    source = "{{< mat >}}\nKeep it **dry**.\n{{< /mat >}}\n\nLast.\n"
    inner = "<p>Keep it <strong>dry</strong>.</p>"
    assert text_of(source, call(source, "{{< mat", f"{inner} ~ Anna", inner=inner)) == (
        "Keep it **dry**.\n\n~ Anna\n\nLast.\n"
    )


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("{{< mat >}}\n\n    a\n      b\n\n{{< /mat >}}\n", "<div>\n\n    a\n      b\n\n</div>\n"),
        ("- {{< mat >}}\n      a\n  {{< /mat >}}\n", "- <div>\n\n      a\n\n  </div>\n"),
        ("-\t{{< mat >}}\n\ta\n\t{{< /mat >}}\n", "-\t<div>\n\n \ta\n\n \t</div>\n"),
        ("> {{< mat >}}\n> a\n>\n> {{< /mat >}}\n", "> <div>\n>\n> a\n>\n> </div>\n"),
        ("{{< mat >}}    a{{< /mat >}}\n", "<div>\n\n    a\n\n</div>\n"),
    ],
)
def test_the_first_line_of_inner_markdown_is_as_far_to_the_right_as_before(source, written):
    inner = "<pre><code>a</code></pre>"
    assert text_of(source, call(source, "{{< mat", f"<div>{inner}</div>", inner=inner)) == written


def test_a_wrapper_without_html_of_its_own_disappears():
    source = "{{< mat >}}\n| a |\n|---|\n| 1 |\n{{< /mat >}}\n"
    inner = "<table>…</table>\n"
    assert text_of(source, call(source, "{{< mat", inner, inner=inner)) == "| a |\n|---|\n| 1 |\n"


@pytest.mark.parametrize(
    "output", ["<p class=x>a {}</p>", '<span class="x">{}</span>', "<a href='/x/'><div>{}</div></a>"]
)
def test_html_that_can_hold_no_blocks_takes_its_inner_text_as_html(output):
    source = "{{< mat >}}\n*dry*\n{{< /mat >}}\n"
    html = output.format("<em>dry</em>")
    found = text_of(source, call(source, "{{< mat", html, inner="<p><em>dry</em></p>"))
    assert found == f"{{{{< rawhtml >}}}}\n{html}\n{{{{< /rawhtml >}}}}\n"


def test_calls_in_inner_markdown_are_replaced_too():
    source = "{{< box >}}\nA {{< mat >}} b\n\n{{< other >}}\n{{< /box >}}\n"
    inner = "<p>A <u>x</u> b</p>"
    found = text_of(
        source,
        call(source, "{{< box", f"<div>{inner}</div>", inner=inner, name="box"),
        EvaluatedCall(name="mat", offset=0, path=(0, 0), output="<u>x</u>"),
    )
    assert found == "<div>\n\nA <u>x</u> b\n\n{{< other >}}\n\n</div>\n"


def test_a_call_within_one_that_stays_is_replaced():
    source = "{{< details >}}\n{{< rank >}}{{< mat >}}{{< /rank >}}\n{{< /details >}}\n"
    found = text_of(source, EvaluatedCall(name="mat", offset=0, path=(0, 0, 0), output="<u>x</u>"))
    assert found == "{{< details >}}\n{{< rank >}}<u>x</u>{{< /rank >}}\n{{< /details >}}\n"


@pytest.mark.parametrize(
    ("html", "sound"),
    [
        ("<h3>a</h3></div>", "<h3>a</h3>"),
        ("<div><div>a</div>", "<div><div>a</div></div>"),
        ("<div><b>a</div>", "<div><b>a</b></div>"),
        ('<ul><li>a<li>b</ul><img alt="</div>">', '<ul><li>a<li>b</ul><img alt="</div>">'),
        ("<script>'</div>'</script><!-- <div> --><p>x", "<script>'</div>'</script><!-- <div> --><p>x"),
    ],
)
def test_html_closes_what_it_opens_and_nothing_else(html, sound):
    source = "{{< mat >}}"
    assert text_of(source, call(source, "{{< mat", html)) == f"{{{{< rawhtml >}}}}\n{sound}\n{{{{< /rawhtml >}}}}"


def test_blank_lines_of_code_in_html_stay():
    source = "{{< mat >}}"
    found = text_of(source, call(source, "{{< mat", "<div>\n<pre>a\n\n    b</pre>\n\n</div>"))
    assert "<pre>a\n&#10;    b</pre>\n</div>" in found


def test_what_prints_nothing_disappears():
    source = "A {{< mat >}}b\n"
    assert text_of(source, call(source, "{{< mat", " \n")) == "A b\n"


def test_what_failed_is_kept_or_is_code_stays():
    source = "{{< mat >}} `{{< mat >}}`\n\n```\n{{< mat >}}\n```\n"
    places = [place for place in range(len(source)) if source.startswith("{{<", place)]
    calls = [
        EvaluatedCall(name="mat", offset=place, path=(number,), output="<u>x</u>", error="" if number else "no")
        for number, place in enumerate(places)
    ]
    assert text_of(source, calls[0]) == source
    assert text_of(source, call(source, "{{< mat", "<u>x</u>"), kept=["mat"]) == source


def test_lines_lead_back_to_the_source():
    source = "one\n{{< mat\n  a=1 >}}\nfour\n{{< mat >}}\nsix\n"
    first = call(source, "{{< mat", "<div>\n\n\n<p>x</p></div>")
    second = EvaluatedCall(name="mat", offset=source.rindex("{{<"), path=(1,), output="<u>x</u>")
    found = replace_calls(source, [first, second])
    lines = found.text.split("\n")
    assert [found.line(lines.index(text) + 1) for text in ("one", "<div>", "<p>x</p></div>", "four", "six")] == [
        1, 2, 2, 4, 6,
    ]  # fmt: skip
    assert found.names[lines.index("<div>") + 1] == "mat"
    assert lines.index("four") + 1 not in found.names
    assert found.done == {"mat": 2}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("A {{< mat x=1 >}} b.", "A <!-- Hugo: mat x=1 --> b."),
        ("{{< mat a >}}&nbsp;**b**", "<span><!-- Hugo: mat a --></span>&nbsp;**b**"),
        ("- > 1. {{< mat >}} **b**\n", "- > 1. <span><!-- Hugo: mat --></span> **b**\n"),
        ("{{< mat >}}**b**{{< /mat >}}", "<span><!-- Hugo: mat --></span>**b**"),
        ("{{< mat >}}**b**{{</>}} c", "<span><!-- Hugo: mat --></span>**b** c"),
        ("## {{< mat >}} b", "## <!-- Hugo: mat --> b"),
        ("{{< mat 'a -- b' >}}\nText.", "<!-- Hugo: mat 'a - - b' -->\n\nText."),
        ("{{% mat %}}\nIn **it**.\n{{% /mat %}}", "<!-- Hugo: mat -->\nIn **it**.\n"),
        ("{{< mat.inline >}}{{ site.Title }}{{< /mat.inline >}}", "<!-- Hugo: mat.inline -->"),
    ],
)  # fmt: skip
def test_what_nobody_can_explain_becomes_a_comment(source, found):
    replaced = replace_calls(source, [], hidden=["mat", "mat.inline"])
    assert replaced.text == found
    assert list(replaced.hidden.values()) == [[1]]


SHOP = "https://www.amazon.co.jp/dp/B000000001?tag=kettle-22"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            f'Text.\n{{{{< mat title="Kettle" url="{SHOP}" >}}}}\n',
            f'Text.\n\n{{{{< rawhtml >}}}}\n<div><h4>Kettle</h4><p><a href="{SHOP}">Shop</a></p></div>\n'
            "{{< /rawhtml >}}\n",
        ),
        ('- {{< mat src="a.png" title="A desk" >}}\n', "- ~~~{figure} a.png\n  :alt: A desk\n  \n  A desk\n  ~~~\n"),
        (f'See {{{{< mat text="it" url="{SHOP}" >}}}}.', f"See [it](<{SHOP}>)."),
        ('{{< mat u="https://x.example/" >}}', "[https\\://x.example/](<https://x.example/>)"),
        ("{{< tip >}}\nMind {{< mat >}}.\n{{< /tip >}}\n", "~~~{tip}\n\nMind <!-- Hugo: mat -->.\n\n~~~\n"),
        ('[a]: {{< mat "https://x.example/" >}}', "[a]: https://x.example/"),
        ('<p>{{< mat title="Big | title_x y" >}}in *side*{{< /mat >}}</p>', "<p>Big | title_x y in <em>side</em></p>"),
        ('A: {{< mat "Left side" >}}\n```sh\none\n  two\n```\n{{< /mat >}}', "A: Left side \n```sh\none\n  two\n```\n"),
        ("- {{< console >}}\n      a\n    b\n  {{< /console >}}\n", "- ```text\n      a\n    b\n  ```\n"),
        ("> {{< tip >}}\n> Mind.\n> {{< /tip >}}\n", "> ~~~{tip}\n>\n> Mind.\n>\n> ~~~\n"),
        ('{{< mat "Say it loud" >}}\n    a\n      b\n{{< /mat >}}\n', "Say it loud\n\n    a\n      b\n"),
        ('[b]({{< mat url="https://x.example/" >}})', "[b](https://x.example/)"),
    ],
)
def test_without_hugo_a_call_shows_what_its_arguments_say(source, found):
    replaced = replace_calls(source, [], hidden=["mat", "tip", "console"])
    assert replaced.text == found
    assert list(replaced.guessed.values()) == [[source[: source.index("{{")].count("\n") + 1]]


@pytest.mark.parametrize("before", ["[x](", "[x]: ", "[x]: <"])
def test_an_address_ends_where_a_template_ends_the_attribute_around_it(before):
    source = f"{before}{{{{< mat >}}}}"
    evaluated = call(source, "{{< mat", 'https://x.example/" target="_blank" class="out')
    assert text_of(source, evaluated) == f"{before}https://x.example/"


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ('See {{< ref "b.md" >}}.', 'See [https\\://x.example/a\\_b/]({{< ref "b.md" >}}).'),
        ('[See]({{< ref "b.md" >}})', '[See]({{< ref "b.md" >}})'),
        ('[s]: {{< ref "b.md" >}}', '[s]: {{< ref "b.md" >}}'),
        ('<div>\n{{< ref "b.md" >}}\n</div>', "<div>\nhttps://x.example/a_b/\n</div>"),
    ],
)
def test_a_reference_in_the_text_is_shown_by_its_address(source, written):
    assert text_of(source, call(source, "{{< ref", "https://x.example/a_b/", name="ref")) == written


def test_what_calls_in_each_other_say_ends_where_it_ends():
    calls = ("expand title=A subtitle=`A story` open=true", "note", "tab name=B", "tab name=C lang=python")
    source = "".join(f"{{{{< {call} >}}}}\n" for call in calls)
    source += "x = 1\n" + "".join(f"{{{{< /{call.split()[0]} >}}}}\n" for call in calls[::-1]) + "\nLast.\n"
    text = replace_calls(source, [], hidden=[call.split()[0] for call in calls]).text
    html = MarkdownIt().render(text)
    assert [row for row in text.split("\n") if row.startswith("~~~~")] == [
        "~~~~~{aiarticle-details} A",
        "~~~~{note}",
        "~~~~",
        "~~~~~",
    ]
    assert ":open:\n\nA story\n\n\n~~~~{note}" in text
    assert html.count("<pre>") == 1
    assert html.endswith("</pre>\n<p>Last.</p>\n")


def test_what_hugo_prints_comes_before_what_arguments_say():
    source = '{{< mat text="it" url="https://example.org/" >}}\n'
    assert text_of(source, call(source, "{{< mat", "<p>Mat</p>"), hidden=["mat"]) == "Mat\n"


def test_a_block_between_lines_of_text_stands_apart():
    source = "Above.\n{{< mat >}}\n## A heading\n"
    assert text_of(source, call(source, "{{< mat", "<hr class=x>")) == (
        "Above.\n\n{{< rawhtml >}}\n<hr class=x>\n{{< /rawhtml >}}\n\n## A heading\n"
    )


def test_thousands_of_calls_in_each_other_cost_little():
    source = "{{< mat >}}" * 5000 + "x" + "{{< /mat >}}" * 5000
    assert "x" in replace_calls(source, [], hidden=["mat"]).text


def test_inner_markdown_that_leaves_code_open_is_taken_as_html():
    source = "{{< mat >}}\n```text\na```\n{{< /mat >}}\n\nAfter.\n"
    html = "<blockquote><pre>a```</pre></blockquote>"
    found = text_of(source, call(source, "{{< mat", html, inner="<pre>a```</pre>"))
    assert found == f"{{{{< rawhtml >}}}}\n{html}\n{{{{< /rawhtml >}}}}\n\nAfter.\n"


def test_calls_in_comments_of_html_stay_in_them():
    source = "<!-- {{< mat >}}\n\nText. {{< mat >}} -->\n{{< mat >}}\n"
    assert replace_calls(source, [], hidden=["mat"]).text == source.replace(">}}\n", ">}}\n").replace(
        "-->\n{{< mat >}}", "-->\n\n<!-- Hugo: mat -->"
    )


def test_a_byte_order_mark_is_not_counted():
    source = "\ufeffA {{< mat >}} b.\n"
    evaluated = EvaluatedCall(name="mat", offset=2, path=(0,), output="<u>x</u>")
    assert text_of(source, evaluated) == "\ufeffA <u>x</u> b.\n"


def test_character_references_in_a_line_stay():
    source = "A {{< mat >}} b.\n"
    assert text_of(source, call(source, "{{< mat", "<i>&#9733; &amp; #1</i>")) == "A <i>&#9733; &amp; &#35;1</i> b.\n"


PLACE = '<div id="ask"></div>\n\n'
FAQ = "{{< faq >}}\n### Soft?\n\nVery.\n{{< /faq >}}\n"
LISTED = "---\nfaq:\n  - {q: Soft?, a: Very.}\n---\n\n{{< faq >}}\n"


def test_the_id_of_a_heading_that_the_call_names_is_kept():
    source = LISTED.replace("faq >}}", 'faq title="You ask" >}}')
    output = "<h2 id='ask'>You ask</h2><h3>Soft?</h3>"
    written = text_of(source, call(source, "{{< faq", output, name="faq"))
    assert written == source.replace("{{<", PLACE + "{{<")


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (FAQ, f"{PLACE}## You ask\n\n### Soft?\n\nVery.\n\n"),
        (LISTED, LISTED.replace("{{< faq >}}", PLACE + '{{< faq title="You ask" >}}')),
    ],
)
def test_a_heading_that_a_template_prints_above_questions_is_kept(source, written):
    output = "<section><h2 id='ask'>You ask</h2><h3>Soft?</h3><p>Very.</p></section>"
    assert text_of(source, call(source, "{{< faq", output, name="faq")) == written
    assert replace_calls(source, [], templates={"faq": Template(path="", heading=("You ask", "ask"))}).text == written


@pytest.mark.parametrize("asked", ["Soft?", "Soft　`a` & *b*?"])
def test_a_question_of_the_front_matter_is_no_heading_above_the_questions(asked):
    source = LISTED.replace("Soft?", asked)
    shown = asked.replace("`", "").replace("*", "").replace("&", "&amp;")
    written = text_of(source, call(source, "{{< faq", f"<h3>{shown}</h3><p>Very.</p>", name="faq"))
    assert written == source.replace("{{< faq >}}", f"~~~{{question}} {' '.join(asked.split())}\nVery.\n~~~")


@pytest.mark.parametrize("name", ["faqs", "faq-list", "faqlist", "faqs_list", "faq-section"])
def test_what_lists_the_questions_of_the_front_matter_may_have_any_usual_name(name):
    source = LISTED.replace("faq >", f"{name} >")
    written = text_of(source, call(source, f"{{{{< {name}", "<h3>Soft? <i>+</i></h3><p>Very.</p>", name=name))
    assert written == LISTED.replace("{{< faq >}}", "~~~{question} Soft?\nVery.\n~~~")


def test_a_call_that_nobody_can_read_is_hidden_whatever_its_name():
    assert replace_calls("{{< faq >}}\n", [], hidden=["faq"]).text == "<!-- Hugo: faq -->\n"


def test_a_card_around_inner_text_is_taken_whole():
    source = "{{< mat >}}\n*dry*\n{{< /mat >}}\n"
    inner = "<p><em>dry</em></p>"
    html = f'<div><h4>Felt mat</h4>{inner}<a href="https://www.amazon.co.jp/dp/B000000001?tag=tea-22">Buy</a></div>'
    assert "rawhtml" in text_of(source, call(source, "{{< mat", html, inner=inner))


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("`{{< mat >}}`", "`a*b* <c>`"),
        ("`{{% mat %}}`", "`<b>a*b*</b> &lt;c>`"),
        ("x\n\n    {{< mat >}}", "x\n\n    a*b* <c>"),
        ("```sh\nget {{< mat >}}\n```", "```sh\nget a*b* <c>\n```"),
        (
            "{{< highlight sh >}}{{< mat >}}{{< /highlight >}}",
            "{{< highlight sh >}}<b>a*b*</b> &lt;c>{{< /highlight >}}",
        ),
        ("{{< details >}}\n`{{< mat >}}`\n{{< /details >}}", "{{< details >}}\n`<b>a*b*</b> &lt;c>`\n{{< /details >}}"),
        ("`{{< rawhtml >}}{{< mat >}}{{< /rawhtml >}}`", "`{{< rawhtml >}}<b>a*b*</b> &lt;c>{{< /rawhtml >}}`"),
        ("[x]({{< mat >}})", "[x](a*b*%20%3Cc%3E)"),
        ('<a href="/{{< mat >}}">x</a>', '<a href="/a*b* &lt;c&gt;">x</a>'),
        ("<pre>\n{{< mat >}}\n</pre>", "<pre>\n<b>a*b*</b> &lt;c>\n</pre>"),
        ("<!-- {{< mat >}} -->", "<!-- {{< mat >}} -->"),
        ("`{{</* mat */>}}`", "`{{</* mat */>}}`"),
    ],
)
def test_what_a_call_prints_is_put_as_its_place_can_hold_it(source, written):
    path = (0, 0) if source.count("{{") > 1 else (0,)
    evaluated = EvaluatedCall(name="mat", offset=source.index("{{"), path=path, output="<b>a*b*</b> &lt;c>")
    assert text_of(source, evaluated) == written


def test_of_a_link_that_a_call_prints_in_code_the_words_stay():
    source = "> ```\n> {{< mat >}}\n> ```"
    assert text_of(source, call(source, "{{< mat", 'a <a href="/a/">x</a>')) == "> ```\n> a x\n> ```"


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("{{< ad >}}\n\n{{< ad >}}x{{< /ad >}}\n", "**An ad**\n\n<span><!-- Hugo: ad --></span>x\n"),
        ("See {{< ad >}}.\n", "See <b>An ad</b>.\n"),
        ("`{{< ad >}}`\n", "`An ad`\n"),
        ("{{% ad %}}\n", "<b>An ad</b>\n"),
    ],
)
def test_what_is_the_same_for_every_call_needs_no_hugo(source, written):
    templates = {"ad": Template(path="", printed="<b>An ad</b>")}
    assert replace_calls(source, [], hidden=["ad"], templates=templates).text == written


@pytest.mark.parametrize("source", ["{{< mat >}}\n", "- {{< mat >}}\n", "In {{< mat >}} a line.\n"])
def test_tags_that_only_browsers_take_for_some_become_tags_of_markdown(source):
    output = '<a href="/b.png"\n   data-x="a b"\n   >\n  <img src="/a.png"title="T" alt=\'A\'class="c">\n</a>'
    text = text_of(source, call(source, "{{< mat", output))
    assert '<a href="/b.png" data-x="a b" >' in text
    assert '<img src="/a.png" title="T" alt=\'A\' class="c">' in text


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/a.png"><img src="/a.png"></a>',
        '<img src="/a.png"><a href="/a.png"></a>',
        '<div class="frame"><img src="/a.png"></div><a href="/a.png"></a><figcaption>A mat</figcaption>',
        '<a href="/a.png"><picture><img src="/a.png"></picture></a><a href="/b/"><svg></svg></a>',
    ],
)
def test_a_picture_leads_where_the_sites_own_template_of_figures_does(link):
    source = '{{< figure src="/a.png" caption="A *mat*" >}}\n'
    written = text_of(source, call(source, "{{< figure", f"<figure>{link}</figure>", name="figure"))
    assert written == '{{< figure src="/a.png" caption="A *mat*" link="/a.png" >}}\n'


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ('{{< figure "/a.png"/>}}', '{{< figure "/a.png" link="/b/" >}}'),
        ("{{< figure src=/a.png / >}}", '{{< figure src=/a.png link="/b/" >}}'),
        ("{{< figure src=a.png attrlink=/c/ >}}", '{{< figure src=a.png attrlink=/c/ link="/b/" >}}'),
        ("{{% figure src=/a.png %}}", '{{% figure src=/a.png link="/b/" %}}'),
    ],
)
def test_a_target_is_added_to_any_form_of_a_call(tag, written):
    output = '<a href="/b/"><img src="/a.png"></a>'
    assert text_of(tag, call(tag, tag[:3], output, name="figure")) == written


@pytest.mark.parametrize(
    ("tag", "output"),
    [
        ('{{< figure src="/a.png" caption="More" >}}', '<figure><img src="/a.png"><a href="/b/">More</a></figure>'),
        ('{{< figure src="/a.png" link="/b/" >}}', '<a href="/b/"><img src="/a.png"></a>'),
        ('{{< figure src="/a.png" >}}', "<a href='a&quot; b'><img src='/a.png'></a>"),
        ('{{< figure src="/a.png" >}}', '<a href="#"><img src="/a.png"></a>'),
        ('{{< figure src="/a.png" >}}', '<figure><img src="/a.png"><a href="/b/"><svg></svg></a></figure>'),
        ('{{< figure src="/a.png" >}}', '<img src="/a.png"><a href="/b/"><img src="/pin.png"></a>'),
        ('{{< figure src="/a.png" >}}', '<figure><img src="/a.png"></figure><p><a href="/b/"></a></p>'),
    ],
)
def test_a_picture_keeps_the_target_it_has(tag, output):
    assert text_of(tag, call(tag, "{{<", output, name="figure")) == tag


def test_a_name_of_hugos_own_may_mean_something_else():
    source = "{{< highlight important >}}\nRead *this*.\n{{< /highlight >}}\n"
    inner = "<p>Read <em>this</em>.</p>"
    evaluated = call(source, "{{<", f'<div class="box"><b>Important</b> {inner}</div>', inner=inner, name="highlight")
    assert "<b>Important</b>" in text_of(source, evaluated)
    assert text_of(source, evaluated, kept=["highlight"]) == source
    assert text_of(source, call(source, "{{<", "<pre>Read</pre>", name="highlight")) == source


FELT = "<p>Soft <strong>felt</strong>.</p>\n"
ICON = '<span><svg viewBox="0 0 9 9"><path d="M1 1"/></svg></span>'


@pytest.mark.parametrize(
    ("tag", "before", "after", "written"),
    [
        ('alert color="info"', '<div class="alert"><h4>Tip</h4>\n', "</div>", "{admonition} Tip\n:class: note"),
        ("notice info", '<div><p><i class="x"></i>信息</p><div>', "</div></div>", "{admonition} 信息\n:class: note"),
        ("hint danger", '<blockquote class="x">', "</blockquote>", "{danger}"),
        ("alert fire", f'<div class="flex">{ICON}<span>', "</span></div>", "{warning}"),
        ('callout emoji="🚧"', "<div><div>🚧</div><div>", "</div></div>", "{note}\n🚧"),
        ("note", '<details open class="x"><summary>Tip</summary>', "</details>", "{admonition} Tip\n:class: note"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("mark", "inner"), [("<", FELT), ("%", FELT), ("%", "\n\nSoft **felt**.\n\n")])
def test_a_note_has_the_title_that_its_template_prints(tag, before, after, written, mark, inner):
    source = f"{{{{< {tag} >}}}}\nSoft **felt**.\n{{{{< /{tag.split()[0]} >}}}}\n"
    source = source.replace("{<", f"{{{mark}").replace(">}", f"{mark.replace('<', '>')}}}")
    note = call(source, source[:9], f"{before}{inner}{after}", inner=FELT, name=tag.split()[0])
    assert text_of(source, note) == f"~~~{written}\n\nSoft **felt**.\n\n~~~\n"


@pytest.mark.parametrize(
    "output",
    [
        f"<div><p>Tip</p><p>Read on.</p>{FELT}</div>",
        f'<div><a href="/felt/">Felt</a>{FELT}</div>',
        f'<div><img src="/felt.png">{FELT}</div>',
        f'<div id="felt">{FELT}</div>',
        f"<div>{FELT}<p>Read on.</p></div>",
        f"<div><h4>Felt</h4>{FELT}</div>",  # a heading of the page
        f"<details><summary>What is felt?</summary>{FELT}</details>",  # a question
        f"<details>{FELT}</details>",
        f'<div dir="rtl" lang="ar">{FELT}</div>',
        f'<blockquote cite="https://felt.test">{FELT}</blockquote>',
        f'<div aria-label="Read this">{FELT}</div>',
        f'<div style="background: URL(/felt.png)">{FELT}</div>',
        f'<div><svg aria-label="Tip"></svg>{FELT}</div>',
        "<div><b>Tip</b>Soft <strong>felt</strong>.</div>",  # read as one word
        f"Tip: {FELT}",
    ],
)
def test_a_note_around_which_a_template_prints_more_stays_html(output):
    source = "{{< note >}}\nSoft **felt**.\n{{< /note >}}\n"
    assert "~~~" not in text_of(source, call(source, "{{< note", output, inner=FELT, name="note"))


@pytest.mark.parametrize("mark", ["<", "%"])
@pytest.mark.parametrize("name", ["expand", "note"])
def test_what_is_folded_has_the_summary_that_its_template_prints(mark, name):
    source = f"{{{{< {name} >}}}}\nSoft **felt**.\n{{{{< /{name} >}}}}\n".replace("{<", f"{{{mark}")
    source = source if mark == "<" else source.replace(">}}", "%}}")
    output = f'<details class="x"><summary>Mehr lesen</summary><div>{FELT}</div></details>'
    folded = call(source, source[:9], output, inner=FELT, name=name)
    assert text_of(source, folded) == "~~~{aiarticle-details} Mehr lesen\n\nSoft **felt**.\n\n~~~\n"


CARD = '{{< card link="/felt/" title="Felt" icon="x" subtitle="Soft." >}}'
TABS = """{{< tabs >}}
{{< tab Tea >}}
Leaves.
{{< /tab >}}
{{< tab Kettle >}}
`1 l`
{{< /tab >}}
{{< /tabs >}}
"""
PANES = "<div><p>Tea</p><p>Leaves.</p><p>Kettle</p><code>1 l</code></div>"


@pytest.mark.parametrize(
    ("source", "output", "written"),
    [
        (CARD, '<a class="x" href="/felt/"><i class="x"></i>Felt<p>Soft.</p></a>', "[**Felt**](</felt/>)\n\nSoft."),
        (
            '{{< button href="https://felt.test" >}}Buy{{< /button >}}',
            '<a class="x" href="https://felt.test" role="button">\n  Buy</a>',
            "[Buy](<https://felt.test>)",
        ),
        (
            '{{< quote author="Kant" >}}\nDare to know.\n{{< /quote >}}',
            "<blockquote><p>Dare to know.</p><cite>— Kant</cite></blockquote>",
            "> Dare to know.\n>\n> — Kant",
        ),
        (
            "{{< gallery >}}\n{{< figure src=a.png >}}\n{{< /gallery >}}",
            '<div class="x"><img src="a.png"></div>',
            "{{< figure src=a.png >}}",
        ),
    ],
)
def test_a_call_is_what_its_name_says_where_its_template_prints_just_that(source, output, written):
    name = source.split()[1]
    assert text_of(source, call(source, "{{<", output, name=name), hidden=["figure"]).strip() == written


@pytest.mark.parametrize("mark", ["> ", "> > "])
def test_a_known_call_in_a_quotation_stays_in_it(mark):
    source = "{{< card link=/felt/ title=Felt >}}\nSoft.\n\nWide.\n{{< /card >}}\n".replace("\n", f"\n{mark}")
    output = '<div><a href="/felt/">Felt</a><p>Soft.</p><p>Wide.</p></div>'
    written = text_of(mark + source, call(mark + source, "{{<", output, name="card"))
    lines = [line.removeprefix(mark).removeprefix(mark.rstrip()) for line in written.strip("> \n").split("\n")]
    assert lines == ["[**Felt**](</felt/>)", "", "Soft.", "", "Wide."]


@pytest.mark.parametrize(
    "output",
    [
        '<a href="/felt/">Felt<p>Soft.</p><p>Read on.</p></a>',
        '<a class="x" href="/felt/">Felt</a>',
        '<a href="/wool/">Felt<p>Soft.</p></a>',
        '<a href="/felt/"><img src="/felt.png">Felt<p>Soft.</p></a>',
        '<a href="/felt/"><h4>Felt</h4><p>Soft.</p></a>',  # a heading of the page
        '<a href="/felt/" id="felt">Felt<p>Soft.</p></a>',
        '<a href="/felt/" style="color: red">Felt<p>Soft.</p></a>',
        '<div aria-labelledby="felt"><a id="felt" href="/felt/">Felt</a><p>Soft.</p></div>',
        '<a href="/felt/" rel="nofollow">Felt<p>Soft.</p></a>',
        '<a href="/felt/" download>Felt<p>Soft.</p></a>',
        '<div style="background-image: url(/felt.png)"><a href="/felt/">Felt</a> Soft.</div>',
        '<a href="/felt/">Felt<p lang="la">Soft.</p></a>',
        '<a href="/felt/">Felt<p><del>Soft.</del></p></a>',
        '<a href="/felt/">Felt<p><abbr title="Wool">Soft</abbr>.</p></a>',
        '<a href="/felt/">Felt<p>Soft.</p></a><script src="/felt.js"></script>',
        '<a href="/felt/"><svg><text>F</text></svg>Felt<p>Soft.</p></a>',
        '<p>Soft.</p><a href="/felt/">Felt</a>',
        "<a href='/felt/'>Felt<pre>Soft.</pre></a>",
    ],
)
def test_a_call_whose_template_prints_something_else_stays_html(output):
    assert "rawhtml" in text_of(CARD, call(CARD, "{{<", output, name="card"))


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (
            "{{< card link=/felt/ title=Felt >}}\n[Soft](/soft/) wool.\n{{< /card >}}",
            '<div><a href="/soft/">Felt</a> <a href="/felt/">Soft</a> wool.</div>',
        ),
        (
            "{{< card link=/felt/ title=Felt image=/a.png />}}",
            '<div><img src="/a.png" alt="A mat"><a href="/felt/">Felt</a></div>',
        ),
        ("{{< tab name=Shell >}}\nmake\n{{< /tab >}}", "<b>Shell</b><pre><code>make</code></pre>"),
        ("{{< shell >}}\nmake\n{{< /shell >}}", "<span>make</span>"),
        ("{{< button href=/felt/ >}}Felt{{< /button >}}", '<a href="/felt/" rel="nofollow sponsored">Felt</a>'),
    ],
)
def test_links_pictures_and_code_are_those_that_a_template_prints(source, output):
    assert output in text_of(source, call(source, "{{<", output, name=source.split()[1]))


def test_html_may_be_as_deep_as_it_likes():
    output = f"<a href=/felt/>Felt</a><pre>{'<span>' * 2000}x{'</span>' * 2000}</pre>"
    assert "rawhtml" in text_of(CARD, call(CARD, "{{<", output, name="card"))


@pytest.mark.parametrize("attribute", ['lang="la"', 'title="Felt"', 'style="display: none"', "hidden", 'onclick="x()"'])
def test_what_the_frame_of_a_folded_text_says_stays(attribute):
    source = "{{< expand >}}\nSoft **felt**.\n{{< /expand >}}\n"
    output = f"<details {attribute}><summary>Felt</summary>{FELT}</details>"
    assert attribute in text_of(source, call(source, "{{<", output, inner=FELT, name="expand"))


@pytest.mark.parametrize(
    ("given", "printed", "option"), [("true", " class='an open box'", ""), ("", " open", ":open:\n")]
)
def test_a_folded_text_has_the_title_and_the_state_that_are_printed(given, printed, option):
    source = f'{{{{< expand "A <b>x</b> *y*" {given} >}}}}\nSoft **felt**.\n{{{{< /expand >}}}}\n'
    output = f"<details{printed}><summary>A &lt;b&gt;x&lt;/b&gt; *y*</summary>{FELT}</details>"
    written = text_of(source, call(source, "{{<", output, inner=FELT, name="expand"))
    title = r"A \<b\>x\</b\> \*y\*"
    assert written == f"~~~{{aiarticle-details}} {title}\n{option}\nSoft **felt**.\n\n~~~\n"


def test_tabs_that_print_what_their_parts_keep_are_what_these_say():
    tabs = (call(TABS, "{{<", PANES, name="tabs"), *(call(TABS, "{{<", "", path=(0, n), name="tab") for n in (0, 1)))
    written = text_of(TABS, *tabs, hidden=["tabs", "tab"])
    assert [line for line in written.split("\n") if line.startswith(("~~~{", "Leaves", "`"))] == [
        "~~~{rubric} Tea",
        "Leaves.",
        "~~~{rubric} Kettle",
        "`1 l`",
    ]
    assert replace_calls(TABS, tabs, hidden=["tabs", "tab"]).guessed == {}


FRAME = "{{< highlight >}}\nSoft *wool*.\n{{< /highlight >}}\n"
NOTED = FRAME.replace("highlight", "note")


@pytest.mark.parametrize(
    ("source", "template", "written"),
    [
        (FRAME, '<p class="x">{{ .Inner | markdownify }}</p>', "Soft *wool*.\n"),
        (
            FRAME,
            '<div class="x {{ .Get 0 }}"><p>\n{{- .Inner | markdownify -}}</p></div>',
            '<div class="x ">\n\nSoft *wool*.\n\n</div>\n',
        ),
        (
            FRAME,
            '<div id="{{ .Get 0 }}">{{ .Inner | markdownify }}</div>',
            "<!-- Hugo: highlight -->\nSoft *wool*.\n\n",
        ),
        (
            FRAME,
            "<div>{{ .Get 0 }}{{ .Inner | markdownify }}</div>",
            "<!-- Hugo: highlight -->\nSoft *wool*.\n\n",
        ),
        (FRAME, "<aside>{{- .Inner}}</aside>", "<aside>\n\nSoft *wool*.\n\n</aside>\n"),
        (FRAME, "{{ highlight .Inner (.Get 0) }}", FRAME),
        (FRAME, '{{ partial "code" . }}', FRAME),
        (FRAME, "<pre>{{ .Inner }}</pre>", FRAME),
        (
            NOTED,
            "<div><b>Mind</b> {{ .Inner | markdownify }}</div>",
            "~~~{admonition} Mind\n:class: note\n\nSoft *wool*.\n\n~~~\n",
        ),
        (NOTED, "<div>{{ .Inner | markdownify }}<b>Mind</b></div>", "<div>\n\nSoft *wool*.\n\n<b>Mind</b></div>\n"),
    ],
)
def test_what_a_template_prints_around_an_inner_text_needs_no_hugo(tmp_path, source, template, written):
    path = tmp_path / "layouts/shortcodes" / ("note.html" if "note" in source else "highlight.html")
    path.parent.mkdir(parents=True)
    path.write_text(template)
    templates = find_templates(tmp_path, SimpleNamespace(layouts=["layouts"], params={}))
    assert replace_calls(source, [], hidden=["note", "highlight"], templates=templates).text == written


def test_a_template_named_like_one_of_hugos_own_is_asked_for_what_it_prints():
    source = "{{< details >}}\nSoft.\n{{< /details >}}\n"
    html = "<div><p>Soft.</p></div>"
    assert (
        text_of(source, call(source, "{{< details", html, name="details", inner="<p>Soft.</p>"))
        == "<div>\n\nSoft.\n\n</div>\n"
    )


@pytest.mark.parametrize(
    ("tag", "output", "written"),
    [
        (
            '{{< tweet "4711" >}}',
            '<p><a href="https://x.com/i/status/4711">Show the post</a></p><script src="/w.js"></script>',
            "Show the post</a>",
        ),
        ("{{< gist an 1 >}}", '<p><a href="https://gist.github.com/an/1">The code</a></p>', "[The code](<https://gist"),
        ("{{< youtube id=abcdefg >}}", '<iframe src="/v"></iframe><p>Loads a video</p>', "<p>Loads a video</p>"),
        ('{{< figure src="a.png" attr="An" >}}', '<figure><img src="a.png"><p>Photo: An</p></figure>', "Photo: An"),
    ],
)
def test_words_that_the_sites_own_template_adds_to_what_hugo_shows_are_written(tag, output, written):
    text = text_of(f"{tag}\n", call(tag, "{{", output, name=tag.split()[1]))
    assert written in text
    assert tag not in text


@pytest.mark.parametrize(
    ("tag", "output"),
    [
        ('{{< x user="an" id="4711" >}}', "<blockquote>an</blockquote><script>load()</script>"),
        ('{{< vimeo id="47" title="A kettle" >}}', '<iframe src="/v" title="Video"></iframe><p>A kettle</p>'),
        ("{{< youtube abcdefg >}}", "<button>Play</button><script>load()</script>"),
    ],
)
def test_a_call_of_hugos_own_stays_where_a_template_adds_nothing_that_leads_to_it(tag, output):
    assert text_of(tag, call(tag, "{{", output, name=tag.split()[1])) == tag


RAW_CALL = '{{< rawhtml >}}\n<p class="a">Soft *felt* at &yen;5</p>\n{{< /rawhtml >}}\n'


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("{{ .Inner }}", RAW_CALL),
        ('<div class="ad">{{ .Inner }}</div>', RAW_CALL),
        (
            "<p>広告</p>{{ .Inner }}",
            '{{< rawhtml >}}\n<p>広告</p>\n<p class="a">Soft *felt* at &yen;5</p>\n{{< /rawhtml >}}\n',
        ),
    ],
)
def test_words_that_a_template_of_raw_html_adds_are_written(printed, written):
    inner = RAW_CALL.split(">}}")[1].split("{{<")[0]
    output = printed.replace("{{ .Inner }}", inner)
    assert text_of(RAW_CALL, call(RAW_CALL, "{{<", output, name="rawhtml", inner="<p>Soft</p>")) == written
    without_hugo = {"rawhtml": Template(path="", printed=printed)}
    assert replace_calls(RAW_CALL, (), hidden=["rawhtml"], templates=without_hugo).text == written


def test_calls_in_raw_html_are_no_words_that_its_template_adds():
    source = "{{< rawhtml >}}\n<div>{{< mat >}}</div>\n{{< /rawhtml >}}\n"
    mat = call(source, "{{<", "<b>Felt</b>", path=(0, 0))
    for output, ad in (("<div><b>Felt</b></div>", ""), ("<i>Ad</i><div><b>Felt</b></div>", "<i>Ad</i>")):
        raw = call(source, "{{< rawhtml", output, name="rawhtml", inner="<div><b>Felt</b></div>")
        assert text_of(source, raw, mat) == f"{{{{< rawhtml >}}}}\n{ad}<div><b>Felt</b></div>\n{{{{< /rawhtml >}}}}\n"


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<div>\n\n*soft*\n\n    felt\n\n</div>", "<div>\n*soft*\nfelt\n</div>"),
        ("<div>\n\n<pre>a\n\n  b</pre>\n</div>", "<div>\n<pre>a\n&#10;  b</pre>\n</div>"),
        ("<div>\n\n<p>open", "<div>\n\n<p>open"),
    ],
)
def test_blank_lines_do_not_end_raw_html(html, written):
    source = "{{{{< rawhtml >}}}}\n{}\n{{{{< /rawhtml >}}}}\n"
    shown = call(source.format(html), "{{<", html, name="rawhtml")
    assert text_of(source.format(html), shown) == source.format(written)


def test_what_a_template_prints_is_known_of_one_of_html_for_all_languages(tmp_path):
    texts = {
        "a.html": "<b>", "b.html": "<b>", "b.de.html": "<i>", "c.html": "<b>", "c.amp.html": "<i>", "d.md": "**b**",
        "e.html": "b" * 100_001, "figure.html": "\n", "highlight.html": "<b>",
    }  # fmt: skip
    (tmp_path / "layouts/shortcodes").mkdir(parents=True)
    for name, text in texts.items():
        (tmp_path / "layouts/shortcodes" / name).write_text(text)
    languages = [SimpleNamespace(key="en"), SimpleNamespace(key="de")]
    found = find_templates(tmp_path, SimpleNamespace(layouts=["layouts"], params={}, languages=languages))
    printed = {name: template.printed for name, template in found.items() if template.printed is not None}
    assert printed == {"a": "<b>", "c": "<b>", "figure": "", "highlight": "<b>"}
    assert [name for name, template in found.items() if template.is_other] == ["highlight"]
