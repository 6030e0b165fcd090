"""The reader of handwritten HTML knows what is where."""

from __future__ import annotations

import pytest

from sphinx_aiarticle.recognise.html import link_urls, read_html, with_addresses, with_rel
from sphinx_aiarticle.recognise.html_tags import shown_at_once, split_html


def test_elements_and_values_know_their_place():
    source = 'a <p class=x>b <A HREF="/c?d=1&amp;e=2">f</A><br>&lt;\n<b>g</b></p> h'
    root = read_html(source).root
    (paragraph,) = root.elements
    link = paragraph.elements[0]
    assert source[paragraph.begin : paragraph.end].startswith("<p class=x>")
    assert source[link.begin : link.end] == '<A HREF="/c?d=1&amp;e=2">f</A>'
    href = link.attributes["href"]
    assert (href.value, source[href.begin : href.end]) == ("/c?d=1&e=2", "/c?d=1&amp;e=2")
    assert paragraph.text == "b f<\ng"


@pytest.mark.parametrize(
    "source", ["<p>a<p>b", "<ul><li>a<li>b</ul>", "<img src=a><br>", "<!-- <div> -->a", "<svg><path/></svg>"]
)
def test_what_html_lets_authors_leave_out_is_sound(source):
    assert read_html(source).is_sound


@pytest.mark.parametrize(
    "source", ["<div>", "</div>", "<b><i></b></i>", "<div/>", "<![CDATA[a]]>", "<?php b ?>", "<a href='"]
)
def test_what_a_browser_would_repair_is_not(source):
    assert not read_html(source).is_sound


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        '<a b="',
        "<div>",
        "</b>",
        "<!--",
        "&x",
        "<svg>",
        "<a href=x ",
        "<script>",
        "<script>'//a</b",
        "<form action=x>",
        "<form><input ",
    ],
)
def test_nothing_breaks_it(piece):
    read_html(piece * 2000)
    link_urls(piece * 2000)


@pytest.mark.parametrize(
    "source",
    [
        '<form action="//shop.example/?tag=1"><input name="k"></form>',
        '<form action="//shop.example/"><input name=q value=k><INPUT type=hidden name=tag value="1"></form>',
        """<button type="button" onclick="location.href='//shop.example/?tag=1'">Buy</button>""",
        '<svg><a xlink:href="//shop.example/?tag=1"><text>x</text></a></svg>',
        """<script>document.write('<a href=//shop.example/?tag=1>x</a>')</script>""",
        r'<script>card({"u_url":"\/\/shop.example\/?tag=1"});</script>',
    ],
)
def test_what_readers_can_follow_is_a_link_however_it_is_made(source):
    assert link_urls(source) == ["//shop.example/?tag=1"]


def test_rel_and_addresses_are_written_where_they_are():
    source = '<a rel=nofollow href="https://a.example/">a</a> <A href=\'/b\'>b</A> <a name="c">c</a>'
    assert link_urls(source) == ["https://a.example/", "/b"]
    assert with_rel(source, ["sponsored"], lambda url: url.startswith("https")) == source.replace(
        "rel=nofollow", 'rel="nofollow sponsored"'
    )
    assert with_addresses(source, lambda url: "" if url == "/b" else url) == source.replace(" href='/b'", "")
    assert with_addresses(source, lambda url: f"{url}?x&y").startswith(
        '<a rel=nofollow href="https://a.example/?x&amp;y">'
    )


@pytest.mark.parametrize(
    ("source", "pieces"),
    [
        ("a<b>c</B >d", ["a", "<b>", "c", "</B >", "d"]),
        ("<a title='x > y'>1 < 2", ["", "<a title='x > y'>", "1 < 2"]),
        ("<p it's>a 'b' > c", ["", "<p it's>", "a 'b' > c"]),
        ('<p class="a>b</p>', ["", '<p class="a>', "b", "</p>", ""]),
        ("<script>if (a<b) '</p>'</script>", ["", "<script>", "if (a<b) '</p>'", "</script>", ""]),
        ("<script>a<b>", ["", "<script>", "a<b>"]),
        ("<!-- <b> --><!-->a<!-- <i>", ["", "<!-- <b> -->", "", "<!-->", "a", "<!-- <i>", ""]),
        ("<![if x]>a</ >b", ["", "<![if x]>", "a", "</ >", "b"]),
    ],
)
def test_html_is_split_where_browsers_see_tags(source, pieces):
    assert [
        part if isinstance(part, str) else part[0] for pair in split_html(source) for part in pair if part is not None
    ] == pieces


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            '<p><IMG class="lazyload wide" src=/w.svg data-src="a.png?b&amp;c" data-srcset="b.png 2x" alt=""/></p>',
            '<p><IMG src="a.png?b&amp;c" class="wide" alt="" /></p>',
        ),
        ('<img class="lazy" data-original="a.png">', '<img src="a.png">'),
        ("<iframe class=lozad data-src='/f'></iframe>", '<iframe src="/f"></iframe>'),
        ('<img src="data:image/gif;base64,R0" data-src="a.png">', '<img src="a.png">'),
        ('<video class="lazy"><source data-src="a.mp4"></video>', '<video class="lazy"><source src="a.mp4"></video>'),
        *[
            (one, one)
            for one in ('<source srcset="s.webp" data-src="a.webp">', '<img srcset="s.jpg 1x" data-src="a.jpg">')
        ],
        ('<img srcset="data:image/gif;base64,R0" data-src="a.jpg">', '<img src="a.jpg">'),
        ('<img src="small.png" data-original="a.png">', '<img src="small.png" data-original="a.png">'),
        ('<iframe data-src="https://v.example/"></iframe>', '<iframe data-src="https://v.example/"></iframe>'),
        ('<a data-src="big.png"><img src="a.png"></a>', '<a data-src="big.png"><img src="a.png"></a>'),
        ('<img src="a.png" data-src="">', '<img src="a.png" data-src="">'),
        ('<img data-src="{{< at "a.png" >}}">', '<img data-src="{{< at "a.png" >}}">'),
        ("<p>data-src</p>", "<p>data-src</p>"),
    ],
)
def test_what_a_script_would_load_is_shown_at_once(source, shown):
    assert shown_at_once(source) == shown
