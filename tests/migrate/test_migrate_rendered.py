"""What a reader finds on a page, whoever rendered it."""

from __future__ import annotations

import pytest

from sphinx_aiarticle.migrate.rendered import read_rendered, words_of


def text_of(html, **options):
    return " ".join(token.text for token in read_rendered(html, **options).tokens)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>It's \"soft\" -- really...</p>", "<p>It’s “soft” – really…</p>"),
        ("<p>a<b>b</b>c</p><p>d</p>", "<div>abc<br>d</div>"),
        ("<p>毛氈　です</p>", "<p>毛氈 です</p>"),
        ("<p><b>OFDM</b>のA4版</p>", "<p><b>OFDM</b> の A4 版</p>"),
        ("<p>か\u3099</p>", "<p>が</p>"),
        (r"<p>\(x + y\)</p>", "<p>$x + y$</p>"),
        ('<p>a<sup><a class="footnote-ref" href="#f">1</a></sup></p>', '<p>a<a class="footnote-reference">[1]</a></p>'),
        ("<p>a</p><script>b()</script><video src='x.mp4'>c</video>", "<p>a</p>"),
        ('<h2>a<a class="headerlink" href="#a">¶</a></h2>', "<h2>a</h2>"),
    ],
)  # fmt: skip
def test_the_same_text_has_the_same_tokens(one, other):
    assert text_of(one) == text_of(other)


@pytest.mark.parametrize(("one", "other"), [("<p>a b</p>", "<p>ab</p>"), ("<p>5 →</p>", "<p>5</p>")])
def test_other_text_has_other_tokens(one, other):
    assert text_of(one) != text_of(other)


def test_only_words_and_symbols_say_something():
    tokens = read_rendered("<p>Mat, 毛 ★ _ 😀 (a_b)!</p>").tokens
    assert [token.text for token in tokens if token.is_word] == ["Mat", "毛", "★", "😀", "a_b"]


def test_a_task_is_told_by_its_box():
    html = '<li><input type="checkbox" disabled checked> bought</li><li><input type="checkbox"> tested</li>'
    assert text_of(html) == "☑ bought ☐ tested"


def test_links_pictures_and_players_are_found():
    found = read_rendered(
        '<p><a href=" /x/ ">the <b>mat</b></a> <img src="m.png"><img src="p.gif" width="1" height="1">'
        '<a name="old"></a><iframe src="https://v.example/embed/abcdefghijk">no frames</iframe></p>'
        '<video><source src="v.mp4">no video</video>'
    )
    assert [(link.href, link.text) for link in found.links] == [("/x/", "the mat")]
    assert found.pictures == ["m.png"]
    assert found.embeds == ["https://v.example/embed/abcdefghijk", "v.mp4"]
    assert found.ids == {"old"}


def test_code_has_no_line_numbers():
    hugo = (
        '<div class="highlight"><table class="lntable"><tr><td class="lntd"><pre><code><span class="lnt">1\n2\n</span>'
        '</code></pre></td><td class="lntd"><pre><code><span>a  \n\n\tb</span>\n</code></pre></td></tr></table></div>'
    )
    sphinx = (
        '<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>1</pre></div></td>'
        '<td class="code"><pre><span></span>a\n\n    b\n</pre></td></tr></table>'
    )
    number = '<span style="white-space:pre;-webkit-user-select:none;user-select:none;color:#7f7f7f">{}\n</span>'
    bare = (
        f'<table style="border-spacing:0"><tr><td><pre><code>{number.format(1)}{number.format(2)}</code></pre></td>'
        "<td><pre><code>a\n\n\tb\n</code></pre></td></tr></table>"
    )
    inline = f"<pre><code><span>{number.format(1).strip()}a\n\n\tb</span></code></pre>"
    for page in map(read_rendered, (hugo, sphinx, bare, inline)):
        assert page.codes == ["a\n\n    b"]
        assert not any(page.tables)


def test_tables_have_their_cells():
    found = read_rendered(
        "<table><thead><tr><th>a <b>b</b></th><th></th></tr></thead>"
        "<tbody><tr><td><p>1</p></td><td>2</td></tr></tbody></table>"
    )
    assert found.tables == [(("a b", ""), ("1", "2"))]


def test_an_article_of_sphinx_is_its_body_without_what_is_added():
    found = read_rendered(
        '<nav>menu</nav><div class="body" role="main"><section id="s"><h1>Title'
        '<a class="headerlink" href="#s">¶</a></h1>'
        '<div class="aiarticle-header">by Aoi</div><aside class="aiarticle-notice">paid</aside><h2 id="x">One</h2>'
        '<p>Text.</p></div></div><p>More.</p><div class="aiarticle-product"><a href="/shop/">Buy</a></div></section>'
        '<div class="clearer"></div></div><div class="sphinxsidebar">side</div>',
        body="body",
    )
    assert found.title == "Title"
    assert " ".join(token.text for token in found.tokens) == "One Text . More . Buy"  # though too much was closed
    assert [(heading.level, heading.id, heading.text) for heading in found.headings] == [(2, "x", "One")]
    assert found.has_notice
    assert (len(found.boxes), found.links[0].in_box) == (1, True)


def test_words_are_compared_without_typography():
    assert words_of("Don’t — „stop“") == words_of('Don\'t -- "stop"') == "Don t stop"


@pytest.mark.parametrize("mark", ["<![if !IE]>", "<![x>", "<![ a ]>", "<![a\n[>"])
def test_a_declaration_that_html_does_not_have_is_a_comment(mark):
    assert text_of(f"<p>one</p>{mark}<p>two</p><p>three</p>") == "one two three"
