"""Markdown beyond CommonMark is read as Goldmark reads it, in articles of Hugo and in what a migration writes."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location

import pytest
from conftest import run_build, write

from sphinx_aiarticle.__main__ import main
from sphinx_aiarticle.hugo.autolinks import with_autolinks
from sphinx_aiarticle.hugo.conversion import convert
from sphinx_aiarticle.hugo.inline import with_guillemets
from sphinx_aiarticle.hugo.site_context import Goldmark, SiteContext, read_goldmark

HEAD = "---\ntitle: Tea\ndate: 2026-01-02\n---\n\n"
BASE = 'title = "Tea"\nbaseURL = "https://tea.example/"\n'
DOLLARS = {"block": [["$$", "$$"], ["\\[", "\\]"]], "inline": [["$", "$"], ["\\(", "\\)"]]}
MATH = {"extensions": {"passthrough": {"enable": True, "delimiters": DOLLARS}}}
MATH_TOML = """
[markup.goldmark.extensions.passthrough]
enable = true
[markup.goldmark.extensions.passthrough.delimiters]
block = [["$$", "$$"], ["\\\\[", "\\\\]"]]
inline = [["$", "$"], ["\\\\(", "\\\\)"]]
"""
EXTRAS = ("delete", "insert", "mark", "subscript", "superscript")
#: Settings natively and in TOML.
SITES = {
    "default": ({}, ""),
    "plain": (
        {"extensions": {"linkify": False, "strikethrough": False, "taskList": False, "definitionList": False}},
        "[markup.goldmark.extensions]\nlinkify = false\nstrikethrough = false\n"
        "taskList = false\ndefinitionList = false\n",
    ),
    "math": (MATH, MATH_TOML),
    "ascii": (
        {"parser": {"autoHeadingIDType": "github-ascii"}},
        '[markup.goldmark.parser]\nautoHeadingIDType = "github-ascii"\n',
    ),
    "attributes": (
        {"parser": {"attribute": {"block": True}}},
        "[markup.goldmark.parser.attribute]\nblock = true\n",
    ),
    "no attributes": (
        {"parser": {"attribute": {"title": False}}},
        "[markup.goldmark.parser.attribute]\ntitle = false\n",
    ),
    "extras": (
        {"extensions": {"strikethrough": False, "extras": {name: {"enable": True} for name in EXTRAS}}},
        "[markup.goldmark.extensions]\nstrikethrough = false\n"
        + "".join(f"[markup.goldmark.extensions.extras.{name}]\nenable = true\n" for name in EXTRAS),
    ),
    "blackfriday": (
        {"parser": {"autoHeadingIDType": "blackfriday"}},
        '[markup.goldmark.parser]\nautoHeadingIDType = "blackfriday"\n',
    ),
}
WWW = '<a class="reference external" href="https://www.tea.example/a_b">www.tea.example/a_b</a>'

#: What is written, on which site, and what the page shows.
CASES = {
    "address": ("See https://tea.example/a_b?x=1&y=2.", "default", ['href="https://tea.example/a_b?x=1&y=2"', ">."]),
    "rule in a list": ("- a\n\n  ---\n  **b**\n- c\n- ***", "default", ["<hr/>", "<strong>b</strong>", "c</p>"]),
    "picture in a list": ('1. <p><img class="lazy" data-src="https://a.example/b"> b</p>\n2. c', "default", ["<ol"]),
    "picture quoted": ('> <p><img class="lazy" data-src="//a.example/b"></p>\n> b', "default", ["<blockquote>"]),
    "rule in a quote": ("> a\n>\n> - - -\n> **b**", "default", ["<hr/>", "<strong>b</strong>"]),
    "rule in a call": ("{{< details >}}\na\n\n___\n*b*\n{{< /details >}}", "default", ["<hr/>", "<em>b</em>"]),
    "www": ("See www.tea.example/a_b, now.", "default", [WWW]),
    "mail": ("Ask me@tea.example", "default", ['href="mailto:me%40tea.example"']),
    "escapes": ("https://tea.example/%E8%8C%B6", "default", ['href="https://tea.example/%E8%8C%B6"', ">https://tea.example/%E8%8C%B6<"]),
    "cjk": ("お茶 https://tea.example/茶 を", "default", ['href="https://tea.example/"', "</a>茶 を"]),
    "within cjk": ("お茶https://tea.example/", "default", ['!href="https://tea']),
    "link": ("[see https://tea.example/a](https://tea.example/b)", "default", ['!href="https://tea.example/a"']),
    "code": ("`https://tea.example`", "default", ['!href="https']),
    "html": ('<a href="https://tea.example/b"> https://tea.example/a</a>', "default", ['!href="https://tea.example/a"']),
    "cells": ("| a | b |\n|---|---|\n| https://rice.example | https://rice.example |\n| `x\\|y` | a\\|~~b~~ |\n",
        "default", ['<td><p><a class="reference external" href="https://rice.example">', "<p>a|<del>b</del>"]),
    "short heading": ("a | b\n--|--|--\n1 | 2 | https://rice.example\n", "default",
        ['<td><p><a class="reference external" href="https://rice.example">', "<th"]),
    "short heading in a quote": ("> | a |\n> |---|---|\n> | 1 | ~~2~~ |\n", "default", ["<del>2</del>", "<th"]),
    "lazy table": (
        "- a\n| b | c |\n|---|---|\n| ~~1~~ | 2 |\n- d\n\n  e\nf | g\n--|--\n3 | 4\nh\n\n> i\n> | j |\n|---|---|\n"
        "> | 5 |\n\n> - k\nl\n| m |\n| - |\n6\n\n1. n\n2. o\n   | p |\n| - |\n| 7 |\n   q\n3. r\n", "default",
        ["<del>1</del>", "<p>k\nl</p>", "<p>6</p></td>", "<p>q</p></td>", "!|", "!<ol class=\"arabic simple\" start"]),
    "lazy row": ("> | a | b |\n> |---|---|\n| ~~1~~ | 2 |\n", "default", ["<td><p><del>1</del></p></td>", "!|"]),
    "no lazy table": ("- a\n- | b |\n- | - |\n\n> c |\n- d\n\n- e\n\n| f |\n|---|\n", "default",
        ["| b |", "| - |", "c |", "<th class=\"head\"><p>f</p>"]),
    "short delimiters": ("| a | b |\n|---|\n| 1 | 2 |\n", "default", ["| a | b |", "!<th"]),
    "heading": ("## Tea https://tea.example/a\n", "default", ['href="https://tea.example/a"']),
    "struck": ("~~Old~~ leaf, ~dry~ one, ~~~all~~~.", "default", ["<del>Old</del>", "<del>dry</del>", "~~~all~~~"]),
    "struck marks": ("~~**a** [b](https://tea.example)~~", "default", ["<del><strong>a</strong>", "</a></del>"]),
    "crossed": ("*a ~~b* c~~", "default", ["<em>a ~~b</em> c~~"]),
    "marks that are off": ("==a== ++b++ 1^st^ 2^-3^\n", "default", ["==a== ++b++ 1^st^ 2^-3^"]),
    "marks": ("~~a b~~ ++c++ ==d== H~2~O 1^st^ 10^-3^ x^+2^ ^^e^^ 「==茶==」\n", "extras",
        ["<del>a b</del> <ins>c</ins> <mark>d</mark> H<sub>2</sub>O 1<sup>st</sup> 10<sup>-3</sup> x<sup>+2</sup> "
        "<sup>e</sup> 「<mark>茶</mark>」"]),
    "marks in marks": ("==**a** ++b++== [c^d^](/e^f^) x==y==z | ==g\nh==\n", "extras",
        ["<mark><strong>a</strong> <ins>b</ins></mark>", "c<sup>d</sup>", "e%5Ef%5E", "x<mark>y</mark>z",
        "<mark>g\nh</mark>"]),
    "other marks": ("C++ i++ j++ == x == `==a==` \\==b== +++c+++ ===d=== +e+ e^(x)^ H~2 <i title=\"==f==\">g</i> ==h\n",
        "extras",
        ["C++ i++ j++ == x ==", "==a==", "==b== +++c+++ ===d=== +e+ e^(x)^ H~2", 'title="==f=="', "==h"]),
    "in a note": ("{{< details summary=\"More\" >}}\nhttps://tea.example ~~x~~\n{{< /details >}}", "default",
        ['href="https://tea.example"', "<del>x</del>"]),
    "tasks": ("- [x] boil https://tea.example\n- [ ] pour\n", "default",
        ['checked="checked"', 'type="checkbox"', 'href="https://tea.example"', "![x]"]),
    "definitions": ("Oolong\n: Half dark.\n\n    - red ~~a~~\n\n    [tea](/tea/)\n\n    ```text\n    code\n    ```",
        "default", ["<dt>Oolong</dt>", "<li><p>red <del>a</del></p>", "code\n", "![tea]"]),
    "several terms": (
        "Green\nWhite ~~old~~  \nhttps://tea.example\n: Not dark.\n: Fresh.\n\n- a\n\n  b\n  c\n  : d\n\ne\nf\n",
        "default",
        ["<dt>Green <br/>White <del>old</del> <br/><a", "<p>Not dark.", "<p>Fresh.", "<dt>b <br/>c</dt>", "<p>e\nf</p>",
        "!<dt>White", "!<p>Green"]),
    "no terms": ("a\n- b\n: c\n\n1. d\n\n# e\n: f\n\n> g\nh\n\ni\n:j\n", "default", ["!<dt>d", "!<dt>e", "i\n:j"]),
    "questions in html": (
        "<section>\n<h2>FAQ: tea</h2>\n  <dl>\n    <dt><b>Hot?</b></dt>\n    <dd>Very, <i>now</i>.</dd>\n  </dl>\n"
        "</section>\n<div>\n    <p>Deep</p>\n</div>\n\n"
        "<div>\n<h3>سوالات متداول</h3>\n<p><strong>Q: داغ؟</strong><br><strong>A:</strong> بله.</p>\n</div>\n\nAfter\n",
        "default",
        ['class="aiarticle-question', "Hot?<", "<p>Very, <em>now</em>.", "داغ؟<", "<p>بله.", "!<dt>", "!A:",
        "<p>Deep</p>", "<p>After"]),
    "no questions in html": (
        "<div>\n<h2>FAQ</h2>\n<p><b>Q: Hot?</b> <img src=\"https://a.example/b\"></p>\n</div>\n\n"
        "<div>\n<h2>FAQ</h2>\n<p><b>Hot?</b> Yes.</p>\n<p>So.</p>\n</div>\n\n"
        "<div>\n    <h2>FAQ</h2>\n    <p><b>Hot?</b> Yes.</p>\n</div>\n\n"
        "<div>\n<h2>Tea</h2>\n<p><b>Hot?</b> Yes.</p>\n</div>\n", "default", ["!aiarticle-question"]),
    "schemes": ("[a](tel:+49) [b](steam://run/1) [c](//tea.example/x) ![d](//tea.example/d.png)", "default",
        ['href="tel:+49"', 'href="steam://run/1"', 'href="https://tea.example/x"', 'src="https://tea.example/d.png"']),
    "prices": ("It costs $3.00 / $15.00 a pot.", "default", ["It costs $3.00 / $15.00 a pot.", '!class="math']),
    "formulas": ("So $a_1 * b_2 * c$, \\(x_i\\) and\n**$y_1$**.", "math",
        ["\\(a_1 * b_2 * c\\)", "\\(x_i\\)", "\\(y_1\\)"]),
    "no formulas across lines": ("Only $5<br />or $6, $x$.\n\nSo $a<BR>b$ $y$", "math",
        ["Only $5<br/>or $6, <", "So $a<br/>b$ <", "\\(x\\)", "\\(y\\)"]),
    "formulas in other marks": ("`$a$` https://tea.example/$b$ <i title=\"$c$\">d</i> [e](/$f$) \\$g\\$\n", "math",
        ['!class="math', 'href="https://tea.example/$b$"', 'title="$c$"']),
    "block formulas": ("$$\nx_1 \\\\\n- y\n$$\n\n- z\n\n  \\[ z_1^2 \\]\n", "math",
        ['<div class="math', "x_1 \\\\\n- y", "\\[z_1^2\\]"]),
    "open formulas": ("Only $5.\n\n$$ a\n\nb $$ c\n", "math", ["Only $5.", "$$ a", "b $$ c", '!class="math']),
    "notes": ("茶[^1]と水[^水]、湯[^gone]。\n\n[^1]: 葉 😀 https://tea.example\n[^水]: 冷たい ~~湯~~\n\n    ~~y~~\n",
        "default",
        ["葉 😀", 'href="https://tea.example"', "<del>湯</del>", "<del>y</del>", "[^gone]", "![^1]"]),
    "no notes": ("a [^1](https://tea.example/a) ![^2](https://tea.example/b.png) [^3](c) [^4]\n", "default",
        ['href="https://tea.example/a">^1</a>', 'alt="^2"', ">^3</", "[^4]"]),
    "notes that nothing refers to": ("a[^1]\n\n[^1]: seen\n[^2]: unseen\n\n    unseen\n\n[^c]: unseen\n\nb\n",
        "default",
        ["seen", "!unseen", "!%", "<p>b</p>"]),
    "said of headings": ("## Oolong {#mine .Big .r_1 data-x=\"a b\"}\n\n## Green {.x y}\n", "default",
        ['<section class="big r-1" id="mine">', "Green {.x y}", "!data-x"]),
    "said of blocks": ("Oolong\n{.lead #dark, width=20}\n\n- a\n- b\n{.two .tea}\n\n> c\n{.said}\nd\n\n[e](#dark)\n",
        "attributes",
        ['<p class="lead">Oolong', 'id="dark"', '#dark">e</a>', '<ul class="two tea', 'class="said"',
        "<p>d</p>", "!{", "!width"]),
    "said of wide blocks": (
        "## Green\n{#green .h}\n\n| a |\n|---|\n| 1 |\n{.rows}\n\n```text\nb\n```\n{.code}\n\nc\n: d\n{.terms}\n",
        "attributes",
        ['<section class="h" id="green">', '<table class="rows', 'class="code highlight-text', " terms", "!{"]),
    "said of nothing": (
        "{.alone}\n\na\n{.one}\n{.two}\n\n- b\n  {.c}\n\n> d\n> {.e}\n>\n> f\n\n***\n{.hr}\n\n{}\n\ng\n",
        "attributes",
        ['<p class="one">a', "!alone", "!two", '!class="c"', '!class="e"', "!{"]),
    "said otherwise": ("a\n{b}\n\nc {.d}\n\n{% e %}\n\n`f`\n{.g} h\n\n    {.code}\n\n```text\n{.i}\n```\n",
        "attributes",
        ["a\n{b}", "c {.d}", "{% e %}", "{.g} h", "{.code}", "{.i}"]),
    "said in vain": ("Oolong\n{.lead}\n\n## Green {.x}\n", "no attributes", ["Oolong\n{.lead}", "Green {.x}"]),
    "said by default": ("Oolong\n{.lead}\n", "default", ["Oolong\n{.lead}"]),
    "alerts": ("> [!NOTE]\n> Keep it ~~dry~~, https://tea.example/a\n\n> [!warning]- *Own* `title`\n>\n> - hot\n",
        "default",
        ['class="admonition note"', "Keep it <del>dry</del>", 'href="https://tea.example/a"',
        'class="warning admonition"', "<em>Own</em>", "<li><p>hot", "![!", "!<blockquote"]),
    "alerts in other blocks": (
        "a\n> [!TIP]\n>\n> :b\n> {{< details summary=\"c\" >}}\n> d\n> {{< /details >}}\n"
        "> e[^1]\n>\n> ~~~text\n> [!TIP]\n> ~~~\n"
        "\n- > [!DANGER]\n  > > [!HINT] In\n  > > f\n\n[^1]: g\n", "default",
        ['class="admonition tip"', ":b", 'class="footnote-reference', 'class="admonition danger"',
        'class="hint admonition"', "[!TIP]\n</pre>", "![!DANGER", "![!HINT"]),
    "other quotes": ("> [!NOTE]\n\n> [!other]\n> a\n\n> [!NOTE] b\nc\n\n> d\n> [!NOTE]\n", "default",
        ["[!NOTE]", "[!other]", "[!NOTE] b\nc", "d\n[!NOTE]", "!admonition"]),
    "plain lists": ("- [x] a\n\nb\n: c\n", "plain", ["[x] a", "b\n: c"]),
    "off": ("https://tea.example ~~x~~", "plain", ['!href="https://tea', "~~x~~"]),
}  # fmt: skip
HEADINGS = (
    "① First", "Own {#own}", "C++ / Rust", "Same", "same", "、！", "日本、 Ü_x", "A -- b", "Let's `x --y`",
    "3.2 Set\\_up",
    "See https://tea.example/a [it](/) ![pot](https://tea.example/p.png)", "~~Old~~ leaf",
    "**3 I'm hot** tea", "*a_b c* d", "[It's *so*](/) x", "***e** f* g", '**"q" in** cost',
    "![a *b*](https://tea.example/p.png) h", "i ~j's k~ l",
)  # fmt: skip
IDS = {
    "default": [
        "-first", "own", "c--rust", "same", "same-1", "heading", "日本-ü_x", "a--b", "lets-x---y", "32-set_up",
        "see--it-pot", "old-leaf",
        "3-i-tea", "a_-d", "it-x", "e-g", "-cost", "a--h", "i-j-l",
    ],
    "ascii": [
        "-first", "own", "c--rust", "same", "same-1", "heading", "-u_x", "a--b", "lets-x---y", "32-set_up",
        "see--it-pot", "old-leaf",
        "3-i-tea", "a_-d", "it-x", "e-g", "-cost", "a--h", "i-j-l",
    ],
    "blackfriday": [
        "①-first", "own", "c-rust", "same", "same-1", "heading", "日本-ü-x", "a-b", "let-s-x-y", "3-2-set-up",
        "see-it-pot", "old-leaf",
        "3-i-tea", "a-d", "it-x", "e-g", "cost", "a-h", "i-j-l",
    ],
}  # fmt: skip
LINKS = "\n\n".join(f"## {text}" for text in HEADINGS)


def articles(kind):
    return {
        f"posts/{name.replace(' ', '-')}.md": HEAD + text for name, (text, site, _) in CASES.items() if site == kind
    } | {"posts/headings.md": f"{HEAD}{LINKS}\n\n" + " ".join(f"[x](#{id_})" for id_ in IDS.get(kind, ()))}


@pytest.fixture(scope="module")
def native(tmp_path_factory):
    sites = {}
    for kind, (goldmark, _) in SITES.items():
        folder = tmp_path_factory.mktemp("native") / "src"
        write(folder, {"index.md": "# Home\n", **articles(kind)})
        sites[kind] = run_build(folder, conf={"aiarticle_hugo": ["posts/*"], "aiarticle_hugo_goldmark": goldmark})
    return sites


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    sites = {}
    for kind, (_, settings) in SITES.items():
        folder = tmp_path_factory.mktemp("migrated")
        files = {f"content/{path}": text for path, text in articles(kind).items()}
        write(folder / "hugo", {"hugo.toml": BASE + settings, **files})
        assert main(["migrate", str(folder / "hugo"), str(folder / "new")]) == 0
        sites[kind] = run_build(folder / "new", confdir=folder / "new")
    return sites


@pytest.mark.parametrize("name", CASES)
def test_an_article_shows_what_goldmark_reads(native, migrated, name):
    _, kind, wanted = CASES[name]
    sections = [
        site[kind].soup(f"posts/{name.replace(' ', '-')}.html").select_one("div.body, [role=main]")
        for site in (native, migrated)
    ]
    for section in sections:
        for links in section.select(".aiarticle-neighbours"):  # which only `migrate` turns on
            links.decompose()
        html = str(section).replace("&amp;", "&")
        for words in wanted:
            assert (words.removeprefix("!") in html) is not words.startswith("!"), (words, html)
    assert sections[0].get_text().split() == sections[1].get_text().split()


@pytest.mark.parametrize("kind", IDS)
def test_headings_have_the_ids_of_hugo(native, migrated, kind):
    for site in (native, migrated):
        soup = site[kind].soup("posts/headings.html")
        ids = [element["id"] for element in soup.select("[id]")]
        assert set(IDS[kind]) <= set(ids)
        assert len(ids) == len(set(ids))
        links = [link["href"] for link in soup.find_all("a", string="x")]
        headings = [soup.find(id=link[1:]) for link in links]
        assert [heading.find(["h2"]).get_text() for heading in headings] == [
            heading.get_text() for heading in soup.select("h2")
        ]


def test_nothing_is_warned_of(native, migrated):
    assert [warning for site in (*native.values(), *migrated.values()) for warning in site.warnings] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(https://a.example/b_(c)) d", "(<https://a.example/b_(c)>) d"),
        ("https://a.example/b?c&amp; d", "<https://a.example/b?c>&amp; d"),
        ("https://a.example/b!?", "<https://a.example/b>!?"),
        ("**https://a.example**", "**<https://a.example>**"),
        ("`x`https://a.example", "`x`<https://a.example>"),
        ("<br>https://a.example", "<br><https://a.example>"),
        ("a <https://a.example/b%5Fc> d", r"a [https\://a.example/b%5Fc](<https://a.example/b%5Fc>) d"),
        ("[x](/y)https://a.example", "[x](/y)<https://a.example>"),
        ("[x] https://a.example", "[x] <https://a.example>"),
        (r"\[x https://a.example", r"\[x <https://a.example>"),
        (r"\[x](https://a.example)", r"\[x](<https://a.example>)"),
        ("[x](https://a.example) https://b.example", "[x](https://a.example) <https://b.example>"),
        ("a_b@c.example", "<a_b@c.example>"),
        ("ftp://a.example/x", "<ftp://a.example/x>"),
        ("(https://a.example/b), c", "(<https://a.example/b>), c"),
        ("(https://a.example/b)).", "(<https://a.example/b>))."),
        ("(https://a.example/b.) c", "(<https://a.example/b.>) c"),
        ("https://a.example/b&amp;, c", "<https://a.example/b>&amp;, c"),
        ("](http://a.example/)", "](<http://a.example/>)"),
        (  # is no tag
            '<a href="http://a.example/"; x="y">',
            r"""<a href="[http\://a.example/";](<http://a.example/";>) x="y">""",
        ),
        ("https://a.example/b>c", r"[https\://a.example/b\>c](<https://a.example/b%3Ec>)"),
    ],
)
def test_an_address_is_written_as_commonmark_has_it(text, expected):
    assert with_autolinks(text, "https", typographer=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[see https://a.example/b",
        "[x](https://a.example), ![y](https://a.example/y.png)",
        "[x](<https://a.example>)",
        "[x](https://a.example/b?>c) [y](https://a.example/<b>)",
        '[x](http://a.example/y">http://a.example/y)',
        "<a title=\"b > c\" href='https://a.example/' data-x>",
        '[x](/y "see https://a.example/b")',
        "<https://a.example>",
        '<img alt="see https://a.example">',
        "{{< card https://a.example >}}",
        ",https://a.example",
        "http://localhost:1313/",
        "HTTPS://A.EXAMPLE",
        "a@b",
        "a@b.example-",
        "@a.example",
    ],
)
def test_other_addresses_stay_text(text):
    assert with_autolinks(text, "https", typographer=True) == text


def test_an_address_below_a_tab_is_written_too():
    text = convert("---\ntitle: x\n---\n- a\n\thttps://a.example/b\n- c\n").text
    assert "\t<https://a.example/b>\n" in text


def test_the_mark_of_a_summary_stays_in_code():
    assert "`<!--more-->` b" in convert("---\ntitle: x\n---\na `<!--more-->` b<!--more-->\n").text


def test_the_protocol_of_addresses_without_one_is_that_of_the_site():
    goldmark = read_goldmark({"Extensions": {"linkifyProtocol": "http"}})
    assert with_autolinks("www.a.example", goldmark.linkify_protocol, typographer=True) == (
        "[www.a.example](<http://www.a.example>)"
    )


def test_a_page_with_lines_of_colons_keeps_the_other_extensions(tmp_path):
    text = f"{HEAD}::: x\n\nOolong\n: Dark\n\n## FAQ\n\n### Why?\n\nIt is.\n"
    write(tmp_path / "hugo", {"hugo.toml": BASE, "content/a.md": text})
    assert main(["migrate", str(tmp_path / "hugo"), str(tmp_path / "new")]) == 0
    html = run_build(tmp_path / "new", confdir=tmp_path / "new").text("a.html")
    assert "<p>::: x</p>" in html
    assert "<dt>Oolong</dt>" in html


def test_formulas_are_written_without_an_extension():
    site = SiteContext(goldmark=read_goldmark(MATH))
    found = convert(f"{HEAD}| $a\\|b$ | $a\\|b$ |\n|---|---|\n\n$$\n`x`\n$$\n[^1]: $[^1]$ [^2]\n", site=site)
    assert found.body() == [
        "| {math}`a\\|b` | {math}`a\\|b` |", "|---|---|", "", "```{math}", "`x`", "```", "",
        "[^1]: {math}`[^1]` [\\^2]",
    ]  # fmt: skip


def test_a_refused_link_stays_readable_and_is_reported():
    found = convert(f"{HEAD}[x](javascript:alert(1)) and [y](file:///etc/tea)\n")
    assert "[x](javascript:alert(1))" in found.text
    assert [(problem.line, "javascript:alert" in problem.message) for problem in found.problems] == [(6, True)]


def test_settings_of_other_types_are_the_defaults():
    assert read_goldmark({"extensions": 3}) == Goldmark()
    assert read_goldmark({"extensions": {"Typographer": {"disable": True}}}).typographer is False


def test_what_is_written_is_not_read_twice():
    text = convert(f"{HEAD}See www.a.example, https://a.example/%20 and ~~b~~ c@d.example.\n").body()
    assert convert(HEAD + "\n".join(text)).body() == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*<<group id>>* >> x", "*«group id»* » x"),
        (">>> x <<< y", ">>> x <<< y"),
        ("`a << b` <b>x</b> << {{< shout >>}}", "`a << b` <b>x</b> « {{< shout >>}}"),
        (r"\<<b> [x](<a>>b)", r"\<<b> [x](<a>>b)"),
        ("[x](/a>>b)", "[x](/a>>b)"),
    ],
)
def test_guillemets_are_those_of_the_typographer(text, expected):
    assert with_guillemets(text) == expected


def test_guillemets_stay_out_of_formulas_and_of_sites_without_typographer():
    extension = {"passthrough": {"enable": True, "delimiters": {"inline": [["$", "$"]]}}}
    text = f"{HEAD}a <<b>> $x << y$\n"
    found = []
    for off in ({}, {"typographer": {"disable": True}}):
        site = SiteContext(goldmark=read_goldmark({"extensions": {**extension, **off}}))
        found += convert(text, site=site).body()[-1:]
    assert found == ["a «b» {math}`x << y`", "a <<b>> {math}`x << y`"]


def test_quotes_stay_as_they_are_where_the_site_has_no_typographer(tmp_path):
    settings = "[markup.goldmark.extensions.typographer]\ndisable = true\n"
    write(tmp_path / "hugo", {"hugo.toml": BASE + settings, "content/a.md": f'{HEAD}"Leaf" -- dry...\n'})
    assert main(["migrate", str(tmp_path / "hugo"), str(tmp_path / "new")]) == 0
    assert '"Leaf" -- dry...' in run_build(tmp_path / "new", confdir=tmp_path / "new").soup("a.html").get_text()


STUB = """
from docutils import nodes
from docutils.parsers.rst import Directive

class Diagram(Directive):
    has_content = True

    def run(self):
        return [nodes.paragraph("", "drawn: " + " ".join(self.content))]

def setup(app):
    app.add_directive("mermaid", Diagram)
    return {"parallel_read_safe": True}
"""


@pytest.mark.parametrize("is_there", [True, False])
def test_diagrams_are_drawn_where_an_extension_does(tmp_path, monkeypatch, is_there):
    text = f"{HEAD}```mermaid\ngraph TD\n```\n\n```text\n~~~mermaid\n```\n"
    name = "sphinxcontrib.mermaid" if is_there else "sphinxcontrib.none"
    write(tmp_path / "site", {"draws.py": STUB})
    spec = spec_from_file_location(name, tmp_path / "site/draws.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.__spec__ = spec
    monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr("sphinx_aiarticle.migrate.conf_py.find_spec", sys.modules.get)
    if not is_there:
        monkeypatch.delitem(sys.modules, "sphinxcontrib.mermaid", raising=False)
    write(tmp_path / "native/src", {"index.md": "# Home\n", "posts/a.md": text})
    extensions = ["sphinx_aiarticle", *([name] if is_there else [])]
    native = run_build(tmp_path / "native/src", conf={"extensions": extensions, "aiarticle_hugo": ["posts/*"]})
    write(tmp_path / "hugo", {"hugo.toml": BASE, "content/posts/a.md": text})
    assert main(["migrate", "--no-hugo", str(tmp_path / "hugo"), str(tmp_path / "new")]) == 0
    migrated = run_build(tmp_path / "new", confdir=tmp_path / "new")
    for site in (native, migrated):
        shown = site.soup("posts/a.html").get_text()
        assert ("drawn: graph TD" in shown) is is_there
        assert "graph TD" in shown
        assert "~~~mermaid" in shown
        assert not [warning for warning in site.warnings if "html_baseurl" not in warning]
    assert ("# To draw the diagrams" in (tmp_path / "new/conf.py").read_text(encoding="utf-8")) is not is_there


def test_the_last_line_of_a_heading_of_several_makes_its_id(build):
    text = "Oolong *or*\n*it's* late\n---\n\n[x](#it-late)\n"
    site = build({"index.md": "# Home\n", "posts/a.md": HEAD + text}, conf={"aiarticle_hugo": ["posts/*"]})
    assert site.warnings == []
    assert site.soup("posts/a.html").find(id="it-late")


def test_the_text_of_a_picture_keeps_the_words_of_its_code_and_its_lines(build):
    text = "![Set `code` *to*\n![`x`](b.png) and $y$](https://img.example/a.png)\n"
    site = build({"index.md": "# Home\n", "posts/a.md": HEAD + text}, conf={"aiarticle_hugo": ["posts/*"]})
    assert site.soup("posts/a.html").select_one("img[src*=img]")["alt"] == "Set code to x and $y$"
