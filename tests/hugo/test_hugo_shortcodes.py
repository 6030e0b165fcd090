"""Shortcodes become Markdown; what is unknown stays visible."""

from __future__ import annotations

import random
import time

import pytest
from hugo_articles import HEAD, assert_kept, convert_body
from markdown_it import MarkdownIt

from sphinx_aiarticle.hugo import convert
from sphinx_aiarticle.hugo.shortcodes.call import all_tags, nested
from sphinx_aiarticle.hugo.shortcodes.rendering import text_of
from sphinx_aiarticle.hugo.site_context import Goldmark, SiteContext


def body(text: str, **own: object) -> str:
    params = {"Phone": {"main": "12-34"}, "note": "Mind *it*.\n\n- <b>\n- two\n"}
    lines, conversion = convert_body(text, site=SiteContext(params=params, own=own))
    assert conversion.problems == ()
    return "\n".join(lines)


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u00a0 "])
def test_any_blank_behind_a_call_leaves_it_its_lines(blank):
    text = f'{{{{< details "Tea" >}}}}\n\n- a\n- b\n\n{{{{< /details >}}}}{blank}\n\nEnd.'
    assert body(text) == "~~~{aiarticle-details} Tea\n- a\n- b\n~~~\n\nEnd."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{< youtube abc_DEF-123 >}}", "[YouTube\\: abc\\_DEF-123](<https://www.youtube.com/watch?v=abc_DEF-123>)"),
        ('{{< youtube id="abc" title="How to *pour*" >}}', "[How to \\*pour\\*](<https://www.youtube.com/watch?v=abc>)"),
        ("{{% gist aoi 12ab %}}", "[Gist\\: aoi/12ab](<https://gist.github.com/aoi/12ab>)"),
        ('{{<gist aoi 12ab "my.file.go">}}', "[Gist\\: aoi/12ab](<https://gist.github.com/aoi/12ab#file-my-file-go>)"),
        ('{{< youtube "/abc" >}}', "[YouTube\\: abc](<https://www.youtube.com/watch?v=abc>)"),
        ('{{< youtube id="abc?start=7" autoplay="false" >}}', "[YouTube\\: abc](<https://www.youtube.com/watch?v=abc&t=7>)"),
        ("    {{</* shout\n      hi */>}}", "    {{< shout\n      hi >}}"),
        ("{{< vimeo 55 />}}", "[Vimeo\\: 55](<https://vimeo.com/55>)"),
        ("{{< x user=aoi id=7 >}}", "[X\\: aoi/7](<https://x.com/aoi/status/7>)"),
        ("{{< x 8 7 >}}", "[X\\: 8/7](<https://x.com/8/status/7>)"),
        ("{{< tweet 7 >}}", "[X\\: 7](<https://x.com/i/status/7>)"),
        ('{{< twitter id="7" >}}', "[X\\: 7](<https://x.com/i/status/7>)"),
        ("a {{< param slug >}} b", "a kettles b"),
        ('{{% param "phone.MAIN" %}}', "12-34"),
        ("a\n\n{{% param note %}}\n\nb", "a\n\nMind *it*.\n\n- &lt;b&gt;\n- two\n\nb"),
        ("a {{% param note %}} b", "a Mind *it*. - &lt;b&gt; - two b"),
        ('[cups]({{< ref "cups.md#x y" >}})', "[cups](hugo-ref:cups.md#x%20y)"),
        ("[cups]: {{< relref path=/posts/cups >}}", "[cups]: hugo-ref:/posts/cups"),
        ("[cups]: //a.example/{{< param slug >}}/b\n[tea]: /tea/", "[cups]: //a.example/kettles/b\n[tea]: /tea/"),
        ('<a href="{{< ref "/posts/cups.md" >}}">', '<a href="/posts/cups/">'),
        ('[up]({{< ref "#top" >}})', "[up](#top)"),
        (r'<a href="{{% ref path=\"/posts/cups.md\"%}}">', '<a href="/posts/cups/">'),
        (r'<b id="{{< param \"slug\" >}}">', '<b id="kettles">'),
        ('a {{< figure src="/x y.png" alt="X" >}} b', "a ![X](</x%20y.png>) b"),
        ('a {{< figure src=/x.png caption="The <b>lid</b> &amp; it" >}} b',
         "a ![The lid \\& it](</x.png>) The <b>lid</b> &amp; it b"),
        ("a {{< highlight go >}}x`{{< /highlight >}} b", "a `` x` `` b"),
        ("a {{</* figure src=\"x\" */>}}", "a &#123;&#123;&#60; figure src&#61;&#34;x&#34; &#62;&#125;&#125;"),
        ("`{{%/* x */%}}`", "`{{% x %}}`"),
        ("{{< shout hi >}}", "HI"),
        ("text\n<!--more-->\nmore", "text\n\nmore"),
        ("## Why {#reason}\n### How {.wide #how data-x='1'}",
            "(reason)=\n## Why\n\n```{rst-class} wide\n```\n\n(how)=\n### How"),
    ],
)  # fmt: skip
def test_a_shortcode_in_one_line_becomes_markdown_in_one_line(source, expected):
    assert body(source, shout=lambda call: call.arguments[0].upper()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!--more-->\n## x {#y}\n```\n",
        "```\n{{< rawhtml >}}\n<b>x</b>\n{{< /rawhtml >}} {{< rawhtml >}}\n```\n",
        "~~~{note}\n`{{< rawhtml >}}`\n~~~\n",
        "<!-- {{< youtube a >}}\n{{< b >}} -->\n",
        'a {{ site }} {{<}} {{< >}} {{<< x >>}} {{< "open >}}\n',
        "## A {not attributes}\n## B {{x}}\n## C {}\n",
    ],
)
def test_code_and_what_is_no_shortcode_stay(text):
    assert_kept(text)


ODD = '*a* | "b" <i> & c_d `e'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("```\n{{< youtube a >}} {{% vimeo 5 %}}\n```",
            "```\nhttps://www.youtube.com/watch?v=a https://vimeo.com/5\n```"),
        ("> ~~~\n> {{< youtube a >}}\n> ~~~", "> ~~~\n> https://www.youtube.com/watch?v=a\n> ~~~"),
        ("1. a\n\n   ```\n   {{< youtube a >}}\n   ```",
            "1. a\n\n   ```\n   https://www.youtube.com/watch?v=a\n   ```"),
        ("text\n\n    {{< version >}}\n    b", "text\n\n    1.2 *x*\n    b"),
        ("- a\n\n      {{< lines >}}\n      b", "- a\n\n      one\n      *two*\n      b"),
        ("a `x-{{< version >}}.zip` b", "a `x-1.2 *x*.zip` b"),
        ("`{{% lines %}}`", "`one\n\\*two\\*`"),
        ("```sh\nget {{% lines %}} x\n```", "```sh\nget one\n\\*two\\* x\n```"),
        ("```sh {linenos=true}\n{{< param word >}}\n```", "```{code-block} sh\n:linenos:\n\nfelt\n```"),
        ("```\n{{< param odd >}} {{< ref \"a/cups.md#x\" >}}\n```", f"```\n{ODD} /a/cups/#x\n```"),
        ("```\n{{< figure src=/x.png alt=A caption=\"*C*\" >}} {{< highlight go >}}a *b*{{< /highlight >}}\n```",
            "```\nA C a *b*\n```"),
        ("{{< highlight go >}}\nx {{< version >}} {{</* version */>}}\n{{< /highlight >}}",
            "```go\nx 1.2 *x* {{< version >}}\n```"),
        ("a {{< highlight go >}}x {{< version >}}{{< /highlight >}}", "a `x 1.2 *x*`"),
        ("{{< details S >}}\n```\n{{< version >}}\n```\n{{< /details >}}",
            "~~~{aiarticle-details} S\n```\n1.2 *x*\n```\n~~~"),
        ("```\n{{< version >}} {{</* version */>}}\n```", "```\n1.2 *x* {{< version >}}\n```"),
        ("```{note}\n{{</* version */>}} `{{< version >}}`\n```",
            "```{note}\n&#123;&#123;&#60; version &#62;&#125;&#125; `1.2 *x*`\n```"),
        ("<pre>\n{{< param odd >}} {{< youtube a >}}\n</pre>",
            "<pre>\n*a* | &quot;b&quot; &lt;i&gt; &amp; c_d `e "
            "<a href=\"https://www.youtube.com/watch?v=a\">YouTube: a</a>\n</pre>"),
    ],
)  # fmt: skip
def test_code_shows_what_its_calls_print(source, expected):
    own = {"version": lambda _: "1.2 \\*x\\*", "lines": lambda _: "one\n\\*two\\*"}
    site = SiteContext(params={"odd": ODD, "word": "felt"}, own=own)
    lines, conversion = convert_body(source, site=site)
    assert conversion.problems == ()
    assert "\n".join(lines) == expected


@pytest.mark.parametrize("source", ["```\n{{< b 1 >}}\n```", "`{{< b >}} {{< /b >}}`", "    {{% b %}}x{{% /b %}}"])
def test_an_unknown_call_in_code_stays_with_one_located_note(source):
    conversion = assert_kept(f"text\n\n{source}")
    (problem,) = conversion.problems
    assert (problem.subject, problem.line) == ("b", 11 if source.startswith("```") else 10)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[x]({{< param url >}}) [y]({{% param url %}})", "[x](https://a.example/x_y?a=1&b=2) [y](https://a.example/x_y?a=1&b=2)"),
        ("[x](<{{< param path >}}>) [y]({{< param path >}} 'T')", "[x](</a%20b/%28c%29>) [y](/a%20b/%28c%29 'T')"),
        ("![x]({{< param url >}}&c={{< param odd >}})",
            "![x](https://a.example/x_y?a=1&b=2&c=*a*%20%7C%20%22b%22%20%3Ci%3E%20&%20c_d%20%60e)"),
        ("[x](/a/{{< param path >}}#{{< param url >}})", "[x](/a//a%20b/%28c%29#https://a.example/x_y?a=1&b=2)"),
        ("[x]: {{< param url >}}", "[x]: https://a.example/x_y?a=1&b=2"),
        ("[x]({{< shop >}}) [y]({{< youtube a >}})", "[x](https://shop.example/a_b) [y](https://www.youtube.com/watch?v=a)"),
        ('[x](/y "{{< param odd >}}")', r'[x](/y "\*a\* \| \"b\" \<i\> \& c\_d \`e")'),
        ("![{{< param odd >}}](/y)", r'![\*a\* \| \"b\" \<i\> \& c\_d \`e](/y)'),
        ("x = {{< param odd >}}", r'x = \*a\* \| \"b\" \<i\> \& c\_d \`e'),
        ("x {{% param odd %}}", 'x *a* | "b" &lt;i&gt; &amp; c_d `e'),
        ('<a href="{{< param url >}}">x</a>', '<a href="https://a.example/x_y?a=1&amp;b=2">x</a>'),
        ('<a href="/a/{{< param url >}}{{< param odd >}}">x</a>',
            '<a href="/a/https://a.example/x_y?a=1&amp;b=2*a* | &quot;b&quot; &lt;i&gt; &amp; c_d `e">x</a>'),
        ('a <b title="{{< shop >}}">{{< param odd >}}</b>',
            r'a <b title="https://shop.example/a_b">\*a\* \| \"b\" \<i\> \& c\_d \`e</b>'),
        ("<div>\n{{< param odd >}} {{< figure src=/x.png caption=\"*C*\" >}} {{< ref \"a/b.md\" >}}\n</div>",
            '<div>\n*a* | &quot;b&quot; &lt;i&gt; &amp; c_d `e <img src="/x.png" alt="*C*" /> <em>C</em>'
            ' /a/b/\n</div>'),
    ],
)  # fmt: skip
def test_a_call_becomes_what_its_place_can_hold(source, expected):
    params = {"odd": ODD, "url": "https://a.example/x_y?a=1&b=2", "path": "/a b/(c)"}
    site = SiteContext(params=params, own={"shop": lambda _: "https://shop.example/a\\_b"})
    lines, conversion = convert_body(source, site=site)
    assert conversion.problems == ()
    assert "\n".join(lines) == expected


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r'"$10\times3\mathrm{min}$"', r"$10\times3\mathrm{min}$"),
        (r'"C:\new\\tea"', r"C:\new\\tea"),
        (r'"a \"hot\" \tea"', 'a "hot" tea'),
        (r"`\d+ \"x\"`", r"\d+ \"x\""),
    ],
)
def test_backslashes_in_values_are_what_hugo_takes_them_for(written, value):
    """Where one escapes a quotation mark, Hugo takes out all; elsewhere none escapes anything."""
    (tag,) = all_tags(f"{{{{< figure caption={written} >}}}}")
    assert tag.call is not None
    assert tag.call.options == {"caption": value}


def test_a_reference_that_is_no_address_of_a_link_is_told():
    conversion = convert('---\ntitle: T\n---\n\n[Cups] ({{< ref "cups.md" >}})\n')
    assert "\n".join(conversion.body()).endswith("[Cups] ([cups.md](<hugo-ref:cups.md>))")
    (problem,) = conversion.problems
    assert (problem.line, "write [words]({{< ref … >}})." in problem.message) == (5, True)


def test_the_link_of_a_figure_is_no_bare_address():
    text = convert('---\ntitle: x\n---\n{{< figure src="a.png" link="https://a.example/" caption="b" >}}\n').text
    assert ":target: https://a.example/\n\nb\n" in text


def test_a_figure_with_a_caption_is_a_directive():
    options = 'title="T" caption="A *c*" width=300 attr=me attrlink="https://x.example"'
    text = body(f'One.\n\n{{{{< figure src="/x.png" {options} >}}}}\n\nTwo.')
    assert text == (
        "One.\n\n~~~{figure} /x.png\n:alt: A *c*\n:width: 300px\n\n**T** A *c* [me](<https://x.example>)\n~~~\n\nTwo."
    )


def test_what_says_a_picture_in_words_is_no_markdown():
    site = SiteContext(goldmark=Goldmark(math=(("$", "$"),)))
    lines, _ = convert_body('{{< figure src="/x.png" alt="A $c$ [^1]" width="9" caption="The $c$" >}}', site=site)
    assert lines == ["~~~{figure} /x.png", ":alt: A $c$ [^1]", ":width: 9px", "", "The {math}`c`", "~~~"]


def test_a_figure_over_several_lines_is_one_call():
    text = body('{{< figure\n  src="/x.png"\n  alt="X"\n  width="50%"\n>}}\n')
    assert text == "~~~{image} /x.png\n:alt: X\n:width: 50%\n~~~"


def test_a_figure_in_a_list_keeps_its_indent():
    text = body('- a\n\n  {{< figure src="/x.png" caption=c >}}\n\n- b')
    assert text == "- a\n\n  ~~~{figure} /x.png\n  :alt: c\n\n  c\n  ~~~\n\n- b"


def test_a_figure_belongs_to_the_answer_above_it():
    text = body("## FAQ\n\n### Q1: Why?\n\nSo.\n\n{{< figure src=/x.png caption=c >}}\n\n## Next\n")
    assert ":::{question} Q1: Why?\nSo.\n\n~~~{figure} /x.png\n:alt: c\n\nc\n~~~\n:::" in text


@pytest.mark.parametrize(("call", "title"), [("{{< faq >}}", "FAQ"), ('{{< faq title="You ask" >}}', "You ask")])
def test_a_call_without_questions_shows_those_of_the_front_matter(call, title):
    source = f"---\ntitle: Tea\nfaq:\n  - q: How hot?\n    a: 80 degrees.\n---\n\nBefore.\n\n{call}\n\nAfter.\n"
    written = "\n".join(convert(source).body())
    assert f"## {title}\n\n~~~{{question}} How hot?\n80 degrees.\n~~~" in written


@pytest.mark.parametrize("call", ["{{< faq >}}", "{{< faq-list >}}", "{{% faqsection %}}", "{{< faqs_list >}}"])
def test_questions_of_the_front_matter_below_a_heading_have_no_other(call):
    source = f"---\ntitle: Tea\nfaq:\n  - {{q: How hot?, a: 80 degrees.}}\n---\n\n## Ask us\n\n{call}\n\nAfter.\n"
    conversion = convert(source)
    assert "## Ask us\n\n~~~{question} How hot?\n80 degrees.\n~~~" in "\n".join(conversion.body())
    assert not conversion.problems
    assert "## FAQ\n\n~~~" in "\n".join(convert(source.replace("## Ask us", "We answer.")).body())


def test_a_question_in_a_call_is_no_markup():
    expected = "~~~{question} Is a List\\<String\\> \\*hot\\*?\nYes.\n~~~"
    assert body('{{< faq q="Is a List<String> *hot*?" a="Yes." >}}') == expected


@pytest.mark.parametrize("name", ["faq", "faqs", "faq-section", "faq_list"])
@pytest.mark.parametrize(
    "asked",
    [
        '{{< faq-item q="Loud?" >}}No.{{< /faq-item >}}\n{{< faq-item q="Hot?" >}}Yes.{{< /faq-item >}}',
        "### Loud?\n\nNo.\n\n### Hot?\n\nYes.",
        "**Loud?** No.\n\n**Hot?** Yes.",
    ],
)
def test_the_title_of_a_group_of_questions_is_no_question(name, asked):
    lines, conversion = convert_body(f'## FAQ\n\n{{{{< {name} title="Use" >}}}}\n{asked}\n{{{{< /{name} >}}}}')
    assert conversion.problems == ()
    written = "\n".join(lines)
    assert written == "## FAQ\n\n**Use**\n\n~~~{question} Loud?\nNo.\n~~~\n\n~~~{question} Hot?\nYes.\n~~~"
    assert body('{{< faq title="Use" >}}Stir. **Hot?** Yes.{{< /faq >}}').startswith("~~~{question} Use\n")


def test_the_headings_in_a_call_are_questions_whatever_they_say():
    written = "\n".join(convert("---\ntitle: Tea\n---\n\n{{< faq >}}\n## Shipping\n\nFree.\n{{< /faq >}}\n").body())
    assert "~~~{question} Shipping\nFree.\n~~~" in written


@pytest.mark.parametrize("call", ["{{< faq >}}", "{{< faq-list >}}", '{{< faq q="How hot?" >}}80 degrees.{{< /faq >}}'])
def test_the_questions_of_the_front_matter_are_shown_once(build, call):
    head = "---\ntitle: Tea\ndate: 2026-01-01\nfaq:\n  - {q: How hot?, a: 80 degrees.}\n---\n"
    source = f"{head}\n{call}\n\nAfter, as [all](/faq/) say.\n"
    site = build({"index.md": "# H\n", "posts/a.md": source}, conf={"aiarticle_hugo": ["posts/*"]})
    assert site.warnings == []
    text = site.soup("posts/a.html").select_one("div.body").get_text(" ", strip=True)
    assert text.count("80 degrees.") == 1
    assert text.index("80 degrees.") < text.index("After")


@pytest.mark.parametrize("blank", ["\u00a0", "\u3000", " ", "\t"])
def test_no_blank_hides_the_scheme_of_a_link(blank):
    text = body(f'{{{{< figure src="/x.png" link="java{blank}script:alert(1)" >}}}}')
    assert "javascript:" not in "".join(text.split())


def test_code_gets_a_fence_that_it_does_not_close():
    text = body("{{< highlight go >}}\nx := `a`\n```\n{{< /highlight >}}\nafter")
    assert text == "````go\nx := `a`\n```\n````\n\nafter"


def test_code_with_options_is_a_directive():
    text = body('{{< highlight go "linenos=table,hl_lines=1 2-9,linenostart=199" >}}\nx\ny\n{{< /highlight >}}')
    assert text == "~~~{code-block} go\n:linenos:\n:lineno-start: 199\n:emphasize-lines: 1,2\n\nx\ny\n~~~"


def test_details_nest_and_hold_shortcodes():
    text = body(
        '{{< details "One" >}}\na {{< youtube b >}}\n'
        '{{% collapse summary="Two" %}}\nc\n{{% /collapse %}}\n{{< /details >}}\n'
    )
    assert text == (
        "~~~~{aiarticle-details} One\na [YouTube\\: b](<https://www.youtube.com/watch?v=b>)\n\n"
        "~~~{aiarticle-details} Two\nc\n~~~\n~~~~"
    )


def test_details_may_be_open_or_in_one_line():
    text = body("{{< details summary=One open=true >}}\na\n{{< /details >}}\n\n{{< details T >}}b{{< /details >}}\n\nc")
    assert text == ("~~~{aiarticle-details} One\n:open:\n\na\n~~~\n\n~~~{aiarticle-details} T\nb\n~~~\n\nc")


@pytest.mark.parametrize(
    ("first", "others"), [("- ", "  "), ("1. ", "   "), ("> ", "> "), ("> - ", ">   "), ("- > ", "  > ")]
)
def test_details_in_a_list_or_quotation_hold_its_lines_without_the_marks(first, others):
    source = ["{{< details More >}}", "Inner *text*.", "", "    code", "- deep", "{{< /details >}}"]
    text = body("\n".join(f"{first if n == 0 else others}{line}".rstrip() for n, line in enumerate(source)))
    expected = ["~~~{aiarticle-details} More", *source[1:-1], "~~~"]
    rows = [f"{first if n == 0 else others}{line}".rstrip() for n, line in enumerate(expected)]
    assert "\n".join(rows) in text


@pytest.mark.parametrize("inner", ["a\n> quote ", "a\n\n> quote ", "a\n> > quote "])
@pytest.mark.parametrize(("first", "others"), [("- ", "  "), ("> ", "> ")])
def test_the_last_line_of_details_keeps_its_own_marks_of_quotations(first, others, inner):
    source = f"{{{{< details More >}}}}\n{inner}{{{{< /details >}}}}"
    text = body("\n".join(f"{first if n == 0 else others}{line}" for n, line in enumerate(source.split("\n"))))
    assert f"{others}{inner.rstrip().splitlines()[-1]}" in text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- {{< highlight sh >}}\n  a\n  > b {{< /highlight >}}", ["a", "> b"]),
        ("1. x\n\n    {{< highlight py >}}\n    b\n        c\n    {{< /highlight >}}", ["b", "    c"]),
        ("- a\n\n    {{< highlight py >}}\n  b\n    c\n    {{< /highlight >}}", ["b", "  c"]),
        ("  {{< highlight py >}}\n  b\n\n      c\n  {{< /highlight >}}", ["b", "", "    c"]),
        ("> - a\n>\n>    {{< highlight py >}}\n>    b\n>     c\n>    {{< /highlight >}}", ["b", " c"]),
    ],
)  # fmt: skip
def test_the_margin_of_code_in_a_call_is_that_of_its_opening_tag(source, expected):
    tokens = MarkdownIt().parse(body(source))
    assert [token.content.rstrip("\n").split("\n") for token in tokens if token.type == "fence"] == [expected]


def test_rawhtml_is_none_of_these():
    assert convert_body("{{< rawhtml >}}<b>{{< youtube a >}}</b>{{< /rawhtml >}}")[0] == ["<b>{{< youtube a >}}</b>"]


def test_a_sites_own_shortcode_gets_the_call():
    def note(call: object) -> str:
        return f":::{{note}} {call.get('title', 0)} {call.page['slug']}\n{call.inner.strip()}\n:::"

    text = body('{{% note "T" %}}\nb *c*\n{{% /note %}}\n', note=note)
    assert text == "~~~{note} T kettles\nb *c*\n~~~"


@pytest.mark.parametrize(
    "call",
    [
        "{{< nobody a=1 >}}", "{{< figure >}}", '{{< figure src="javascript:x" >}}', "{{< details >}}",
        "{{< param no >}}",
        "{{< youtube \"><script>\" >}}", "{{< /details >}}", "{{< broken >}}", "{{< highlight >}}",
        "{{< gist a >}}", "{{< vimeo >}}",
    ],
)  # fmt: skip
def test_what_cannot_be_read_stays_visible_with_one_located_note(call):
    site = SiteContext(own={"broken": lambda call: 1 / 0})
    conversion = convert(HEAD + "text\n\n" + call + " *b*\n", site=site)
    (problem,) = conversion.problems
    assert (problem.subtype, problem.line) == ("shortcode", 10)
    import html

    assert html.unescape(conversion.body()[2]) == f"{call} *b*"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("A {{< b `x\n\ny` >}} z", []),
        ("{{<b\n>}}", []),
        ("{{</* b\n\nc */>}}", []),
        ("[x]: {{< b", [8]),
        ("x\n\n> y {{< b\n\n{{< c >}}", [10]),
        ("- x {{% b\n\n  y {{% c", [8, 10]),
        ('{{% details "x" %}}\ny\n\nz {{< b\n{{% /details %}}', [11]),
    ],
)
def test_a_call_without_an_end_is_told_once(source, lines):
    problems = convert_body(source)[1].problems
    assert [problem.line for problem in problems if "never closed" in problem.message] == lines


def test_the_text_in_an_unknown_shortcode_stays_markdown():
    lines, conversion = convert_body("{{< box >}}\n*b* {{< youtube a >}}\n{{< /box >}}")
    assert "*b* [YouTube" in lines[1]
    assert [problem.line for problem in conversion.problems] == [8]


PIECES = [
    "{{< figure src=a caption=b >}}", "{{< details x >}}", "{{< /details >}}",
    "{{< highlight go >}}", "{{< /highlight >}}",
    "{{% x %}}", "{{% /x %}}", "{{< figure\nsrc=a caption=b\n>}}", "{{</* a */>}}", "```", "- a", "  b", "    c",
    "<div>",
    "`", '"', "{{<", ">}}", "<!--", "-->", "text", "", "", "## h {#a}", "> q", "{{< rawhtml >}}", "{{< /rawhtml >}}",
    "<!--more-->", "{{< param slug >}}", "|a|b|", "|-|-|", "\r", "\x00", "%0A",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_no_text_breaks_the_reader(seed):
    rng = random.Random(seed)
    for _ in range(100):
        source = HEAD + rng.choice(["\n", " "]).join(rng.choice(PIECES) for _ in range(rng.randint(1, 25)))
        conversion = convert(source)
        assert isinstance(conversion.text, str)
        assert all(problem.line and problem.line <= len(conversion.lines) for problem in conversion.problems)


@pytest.mark.parametrize(
    "piece",
    ["{{< details a >}}\n", "{{< a >}}", '{{< "', "{{< x `", "{{< highlight a >}}", "{{< figure src=a >}}\n",
     "`{{< a >}}",
     "{{< a >}}{{< /b >}}", "<!--more-->\n", "# {a}{", "{{</* a */>}}\n", "<!-- {{< a >}}"],
)  # fmt: skip
def test_work_does_not_explode(piece):
    began = time.perf_counter()
    convert(HEAD + piece * (60_000 // len(piece)))
    assert time.perf_counter() - began < 20


def test_anchors_are_told_by_line():
    assert convert(HEAD + "text\n\n## Why {#reason}\n").anchors == {9: "reason"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{< a >}}x{{</>}}y", [("a", "{{< a >}}x{{</>}}")]),
        (
            "{{< a >}}{{% b %}}x{{% / %}}{{</>}}",
            [("a", "{{< a >}}{{% b %}}x{{% / %}}{{</>}}"), ("b", "{{% b %}}x{{% / %}}")],
        ),
        (
            "{{< a >}}{{< b >}}x{{< /b >}}{{</>}}{{</>}}",
            [("a", "{{< a >}}{{< b >}}x{{< /b >}}{{</>}}"), ("b", "{{< b >}}x{{< /b >}}"), ("", "{{</>}}")],
        ),
        ("{{< a />}}{{< b >}}{{</>}}", [("a", "{{< a />}}"), ("b", "{{< b >}}{{</>}}")]),
    ],
)
def test_a_closing_tag_without_a_name_ends_the_call_around_it(text, names):
    calls = [node for outer in nested(all_tags(text)) for node in outer.walk()]
    assert [(node.name, text[node.tag.begin : node.end]) for node in calls] == names


def test_a_call_that_lacks_what_it_needs_is_told_once():
    calls = "{{< figure >}}\n\n{{% youtube %}}\n\nA {{< gist >}} b.\n\n- {{< highlight >}}\n\n{{< own >}}\n"
    own = {"own": lambda _call: 1 / 0}
    found = convert(f"---\ntitle: A\n---\n\n{calls}", site=SiteContext(own=own)).problems
    assert [problem.line for problem in found] == [5, 7, 9, 11, 13]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<ul><li><b>a</b></li><li>b</li></ul>", "a\nb"),
        ("<table><tr><td>a<td>b</table>", "a\nb"),
        ("a<br>b", "a\nb"),
        ("<p>a</p>\n\n<p>b</p>", "a\n\nb"),
        ("<i>a</i>b", "ab"),
        (" <p>a</p> ", " a "),
    ],
)
def test_words_of_two_blocks_stay_apart_as_text(html, text):
    assert text_of(html) == text
