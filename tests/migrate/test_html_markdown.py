"""Simple HTML becomes Markdown that renders as the same HTML."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from sphinx_aiarticle.migrate.html_markdown import page_markdown, simple_markdown


def rendered(markdown):
    """The HTML of a paragraph or more, without the line ends that mean nothing."""
    html = MarkdownIt("commonmark").render(markdown).replace("\n", "")
    return html.replace("<br />", "<br>").replace("<hr />", "<hr>").replace(" />", ">").replace("&quot;", '"')


@pytest.mark.parametrize(
    "html",
    [
        "<p>Soft *mats* &amp; more_less.</p>",
        '<p>See <a href="https://x.example/?a=1">the <strong>mat</strong></a>.</p>',
        '<p><img src="/m.png" alt="A mat"></p>',
        "<p>1. one</p><p># two</p><hr><p>- three</p>",
        "<ul><li>one</li><li>two <code>a`b</code></li></ul>",
        "<ol><li>one</li><li>two</li></ol>",
        "<p>a<br>b <em>c</em> d</p>",
    ],
)
def test_it_renders_as_the_same_html(html):
    assert rendered(simple_markdown(html, inline=False)) == html


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<a href="/x/" target="_blank" rel="noopener">x</a>', "[x](</x/>)"),
        (" soft\n mat ", "soft mat"),
        ("<code>a</code>", "`a`"),
        ('<a href="/x/"><a href="/y/">y</a></a>', "[y](</y/>)"),
    ],
)
def test_a_part_of_a_line_stays_one(html, markdown):
    assert simple_markdown(html, inline=True) == markdown


@pytest.mark.parametrize(
    "html",
    [
        '<p class="note">x</p>',
        "<div>x</div>",
        '<a href="/x/" class="button">x</a>',
        '<a href="/x y/">x</a>',
        "<p>a<em>b</em>c</p>",
        "<p>日本<strong>語</strong></p>",
        "<p>a</p>b",
        '<p><a href="/x/">x <a href="/y/">y</a></a></p>',
        '<p><a href="/x/"><img src="/a.png"><a href="/y/">y</a></a></p>',
        "<!-- x --><p>a</p>",
        "<p><i></i> a</p>",
        "<ul><li><p>a</p></li></ul>",
        "<script>x()</script>",
        "<p></p>",
        "<p><em><i>x</i></em></p>",
        '<p><a href="/x/">x <strong><a href="/y/">y</a></strong></a></p>',
        f"<p>{'<a href=/x/>' * 2000}x{'</a>' * 2000}</p>",
        f"<p>{'<b><i>' * 2000}x{'</i></b>' * 2000}</p>",
    ],
)
def test_all_other_html_stays(html):
    assert simple_markdown(html, inline=False) is None


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            '<div class="mermaid" align="center">\n  mindmap\n    a --&gt; b\n\n  c\n</div>',
            "  mindmap\n    a --> b\n\n  c",
        ),
        ("<pre class='mermaid wide'>graph\n  A[x<br/>y]</pre>", "graph\n  A[x<br/>y]"),
        ('<div title="a > b" class=mermaid>\n c</div>', " c"),
    ],
)
def test_a_diagram_keeps_the_indentation_of_its_lines(html, markdown):
    assert simple_markdown(html, inline=False) == f"```mermaid\n{markdown}\n```"


def test_a_diagram_keeps_its_id():
    html = '<p>a</p><div id="x&quot;y" class="not mermaid">b</div>'
    assert simple_markdown(html, inline=False) == 'a\n\n<div id="x&quot;y"></div>\n\n```mermaid\nb\n```'


@pytest.mark.parametrize(
    "html",
    [
        '<div class="mermaids">a</div>',
        '<div class="mermaid"><div>a</div></div>',
        '<div class="mermaid">a\n<p>The way</p></div>',
        '<div class="mermaid">a\n<span class="caption">The way</span></div>',
    ],
)
def test_what_is_no_diagram_alone_stays_html(html):
    assert simple_markdown(html, inline=False) is None


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<pre>a<br>b<br><span class="n">c</span></pre>', "```\na\nb\nc\n```"),
        ("<pre>a <a href='/b/'>b</a></pre>", "<div>\n<pre>a <a href='/b/'>b</a></pre>\n</div>"),
    ],
)
def test_code_on_a_whole_page_keeps_its_lines_and_links(html, markdown):
    assert page_markdown(html) == markdown


def test_emphasis_next_to_other_text_stays_html():
    assert simple_markdown("<strong>x</strong>", inline=True) is None
    assert simple_markdown("<strong>x</strong>", inline=False) == "**x**"
