"""Two pages are compared, and each loss has its kind and its line."""

from __future__ import annotations

from html import escape

import pytest
from conftest import png, write

from sphinx_aiarticle.migrate.built_site import Answer, BuiltSite
from sphinx_aiarticle.migrate.comparison import Side, compare
from sphinx_aiarticle.migrate.difference import LOSSES, NOTES, DifferenceKind
from sphinx_aiarticle.migrate.rendered import read_rendered
from sphinx_aiarticle.migrate.word_tokens import Lines

BASE = "https://mats.example.org/blog/"
SHOP = '<a href="https://shop.example/x">Look</a>'
BOX = '<div class="aiarticle-product"><a href="https://shop.example/x">See at the shop</a></div>'
NAMED = '<div class="aiarticle-product"><p class="aiarticle-product__name">{}</p>'
POST = 'data-instgrm-permalink="https://www.instagram.com/p/Ab1Cd2Ef3Gh/"'
LONG = f"<p>{'Felt of one piece. ' * 8}</p>"


def differences(tmp_path, old, new, *, files=(), new_files=(), source="", title="", arguments=""):
    """The differences between two bodies; pages of both sites are at /a/ and /b/, the old one of b at /was-b/."""
    shared = {"a/index.html": "", "b/index.html": ""}
    write(tmp_path / "old", shared | dict(files))
    write(tmp_path / "new", shared | dict(new_files or files))
    before = BuiltSite(folder=tmp_path / "old", base_url=BASE, aliases={"/was-b/": f"{BASE}b/"})
    after = BuiltSite(folder=tmp_path / "new", base_url=BASE)
    page = read_rendered(old)
    page.arguments = arguments
    found = compare(
        Side(site=before, path="/a/", page=page),
        Side(site=after, path="/a/", page=read_rendered(f'<div class="body">{new}</div>', body="body")),
        title,
        {"/a/": "/a/", "/b/": "/b/"},
        source,
    )
    return [(item.kind, item.text, item.line) for item in found]


def kinds(*args, **options):
    return [kind for kind, _, _ in differences(*args, **options)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>It's <em>soft</em>.</p>", "<p>It’s <i>soft</i>.</p>"),
        (  # Sphinx frames mathematics of several lines
            r"<p>$$a \\ b$$</p>",
            r'<div class="math notranslate nohighlight">\[\begin{split}a \\ b\end{split}\]</div>',
        ),
        (  # or the author himself
            r"<p>$$ \begin{split}a \\ b\end{split} $$</p>",
            r'<div class="math notranslate nohighlight">\[\begin{split}a \\ b\end{split}\]</div>',
        ),
        (
            "<p>$$\n\\begin{split}\na &= b \\\\&c\n\\end{split}\n$$</p>",
            '<div class="math">\n\\[\n\\begin{split}\na &= b \\\\&c\n\\end{split}\n\\]</div>',
        ),
        ('<a href="/blog/b/">b</a>', '<a href="../b/">b</a>'),
        ('<a href="https://mats.example.org/blog/was-b/#x">b</a>', '<a href="../b/#x">b</a>'),
        ('<a href="/blog/b">b</a>', '<a href="../b/index.html">b</a>'),
        ('<a href="https://Other.example/x/?a=1&amp;b=2">x</a>', '<a href="http://other.example/x/?a=1&b=2">x</a>'),
        (  # Hugo has left the author's link out, and made one of its words
            '<a href="https://other.example">other.example</a>',
            '<a href="https://other.example/x">other.example</a>',
        ),
        (  # one of two buttons for one shop
            '<a href="https://www.amazon.co.jp/dp/4873116678">Felt</a> '
            '<a href="https://www.amazon.co.jp/s?k=felt">Buy at Amazon</a>',
            f'{NAMED}<a href="https://www.amazon.co.jp/dp/4873116678">Felt</a></div>'.format("Felt"),
        ),
        ('<a href="//other.example/x">x</a>', '<a href="https://other.example/x">x</a>'),
        ('<p>a «b» c</p><img src="#ZgotmplZ">', "<p>a &lt;&lt;b&gt;&gt; c</p>"),
        ('<a href="https://filz-öfen.example/">x</a>', '<a href="https://xn--filz-fen-r4a.example/">x</a>'),
        ('<a href="https://filz-%C3%B6fen.example/">x</a>', '<a href="https://filz-o\u0308fen.example">x</a>'),
        ('<a href="HTTPS://Other.example.:443/x">x</a>', '<a href="http://other.example:80/%78">x</a>'),
        ('<a href="https://other.example?Q=1">x</a>', '<a href="https://OTHER.example?Q=1">x</a>'),
        ('<a href="https://other.example/cafe%CC%81">x</a>', '<a href="https://other.example/café">x</a>'),
        ('<a href="https://xn--ÿ.example/">x</a>', '<a href="https://XN--ÿ.example/">x</a>'),
        ('<a href="//MATS.example.org:443/blog/b/">x</a>', '<a href="../b/">x</a>'),
        ('<a href="/blog/cafe%CC%81/">x</a>', '<a href="/blog/café/">x</a>'),
        ('<a href="/blog/gone/">x</a>', '<a href="https://mats.example.org/blog/gone/">x</a>'),
        ('<a href="/blog/gone/">x</a>', '<a href="#nowhere">x</a>'),
        ('<a href="#nowhere">x</a>', '<a href="../a/">x</a>'),
        ('<iframe src="https://v.example/embed/abcdefghijk"></iframe>', '<a href="https://v.example/watch?v=abcdefghijk">Video</a>'),
        ('<iframe src="https://v.example/player.html?page=1&high_quality=1&id=BV1Tz4y1X7"></iframe>', '<a href="https://v.example/video/BV1Tz4y1X7/">Video</a>'),
        ('<iframe src="https://card.example/embed?url=https%3A%2F%2Fa.example%2F"></iframe>', '<a href="https://a.example/">https://a.example/</a>'),
        ('<iframe src="https://card.example/embed?url=https%3A%2F%2Fa.example%2F"></iframe>', '<iframe src="https://card.example/embed?url=https%3A%2F%2Fa.example%2F"></iframe>'),
        ('<a href="https://shop.example/x">Buy now</a>', BOX),
        ("<p>a</p>", "<h1>A title</h1><p>a</p>"),
        ("<h1>Mats</h1><p>a</p>", "<h1>Mats</h1><p>a</p>"),
        ('<a href="https://other.example/#">x</a>', '<a href="https://other.example/">x</a>'),
        ('<a href="/blog/was-b">b</a>', '<a href="../b/">b</a>'),
        ("<figure><figcaption><h4>Felt</h4></figcaption></figure>", "<p><strong>Felt</strong></p>"),
        ("<blockquote><h3>Felt</h3></blockquote>", '<blockquote><p class="rubric">Felt</p></blockquote>'),
        ("<blockquote><p>[!NOTE] Soft.</p></blockquote>",
            '<div class="admonition note"><p class="admonition-title">Note</p><p>Soft.</p></div>'),
        ("<blockquote><p>[!TIP]- Own<br>Soft.</p></blockquote>",
            '<div class="tip admonition"><p class="admonition-title">Own</p><p>Soft.</p></div>'),
        ("<div><strong>📢</strong> Soft.</div>",
            '<div class="admonition note"><p class="admonition-title">Note</p><p>Soft.</p></div>'),
        ("<div><span>⚠️</span><div>Soft.</div></div>",
            '<div class="admonition note"><p class="admonition-title">Note</p><p>Soft.</p></div>'),
        ("<p></p>", '<p><a href="https://x.com/aoi/status/7">X: aoi/7</a></p>'),
        ("<p></p>", '<p><a href="https://book.douban.com/subject/7/">Douban: book/7</a></p>'),
        ("<script>load('Felt mat')</script>", f'{BOX[:-6]}<p class="aiarticle-product__name">Felt mat</p></div>'),
        ("<h3>Felt mat</h3>", f'{BOX[:-6]}<p class="aiarticle-product__name">Felt mat</p></div>'),
        ('<a href="https://shop.example/x">Mat</a>', f'{BOX[:-6]}<p class="aiarticle-product__name">Mat</p></div>'),
        (f'<p>{SHOP}</p><div>{SHOP}</div>', f"<p>{SHOP}</p>{BOX}"),
        ("<p>posted with a tool</p>", BOX),
        ("<p>a</p>", '<p>a</p><section class="aiarticle-faq"><p>FAQ</p><p>Soft?</p><p>Very.</p></section>'),
        ("<p>a</p>", '<p>a</p><h2>FAQ</h2><div class="aiarticle-faq"><p>Soft?</p><p>Very.</p></div>'),
        ("<p>a</p>", '<p>a</p><p class="aiarticle-note aiarticle-note--series">Series One</p>'),
        ("<p></p>", '<p><a href="https://card.example/a">https://card.example/a</a></p>'),
        (f"<p>a</p><p>PR</p>{SHOP}<h4>Pros</h4><p>soft</p><p>PR</p><p>b</p>",
            f"<p>a</p>{BOX[:-6]}<p>soft</p><p>Pros</p></div><p>PR</p><p>b</p>"),
        (f'<a href="https://shop.example/x"><p>Mat</p>{LONG}<p>amazon.co.jp</p><p>🛒</p></a>',
            f'{BOX[:-6]}<p class="aiarticle-product__name">Mat</p>{LONG}</div>'),
        ('Mat <a href="https://www.amazon.co.jp/s?k=mat&tag=a-22">A</a>',
            f'{NAMED} <a href="https://www.amazon.co.jp/dp/B1">A</a></div>'.format("Mat")),
        ('<a href="https://www.amazon.co.jp/gp/product/B000000001/?tag=a-22">Buy</a>',
            f'{BOX[:-6]} <a href="https://www.amazon.co.jp/dp/B000000001?tag=a-22">Amazon</a></div>'),
        (f'{SHOP}<img src="https://shop.example/favicon.ico">', BOX),
        ('<div id="msmaflink-1">Link</div>', BOX),
        ("<p>a [^1] b</p><ol><li>two</li><li>one</li></ol>",
            '<p>a b</p><aside class="footnote">one</aside><aside class="footnote">two</aside>'),
        ("<pre>x</pre>", '<div class="code-block-caption">x.py</div><pre>x</pre>'),
        ('<a href="//a.example/?u=https%3A%2F%2Fb.example">x</a>', '<a href="https://a.example/?u=https%3A%2F%2Fb.example">x</a>'),
        ('<a href="https://a.example/">a <a href="https://www.b.example">www.b.example</a></a>',
            '<a href="https://a.example/">a www.b.example</a>'),
        ('<a href="#ZgotmplZ">call</a>', '<a href="tel:1">call</a>'),
        ("<h2>In short</h2>", '<p class="aiarticle-summary__title" id="x">In short</p>'),
        ("<div>\n```text\nx = 1\n```\n</div>", "<pre>x = 1</pre>"),
        ('<h3 id="hahahugoshortcode2s0hbhb">Soft</h3>', '<h3 id="soft">Soft</h3>'),
        ('<p>See <a href="/blog/b/"></a>.</p>', '<p>See <a href="../b/">Grey felt</a>.</p>'),
        ('<table><tr><td>a</td><td><a href="/blog/b/"></a></td></tr></table>',
            '<table><tr><td>a</td><td><a href="../b/">Grey felt</a></td></tr></table>'),
        ("<div>Q. Why?</div><p>So.</p>", "<h3>Why?</h3><p>So.</p>"),
        ("<h3><b>Q:</b>Why?</h3><div><b>A:</b>So.</div><h3>Q2: How?</h3><p>A2: So.</p>",
            "<h3>Why?</h3><p>So.</p><h3>How?</h3><p>So.</p>"),
        ('<a href="https://a.example/%5C~b">x</a>', '<a href="https://a.example/~b">x</a>'),
        ('<img src="https://mats.example.org/blog/b/">', ""),  # a page is no picture
        ("<table><tr><th>a</th></tr><tr><td></td></tr></table>",
            '<table><tr><th>a</th></tr><tr><td><a href="https://x.com/aoi/status/7">X: aoi/7</a></td></tr></table>'),
        ('<div class="mermaid">A[x<br/>y]</div>', "<pre>A[x&lt;br/&gt;y]</pre>"),
        ('<div class="mermaid">A[<b>x</b>&lt;br&gt;y]</div>', "<pre>A[&lt;b&gt;x&lt;/b&gt;&lt;br&gt;y]</pre>"),
        (f'<div {POST}><a href="https://www.instagram.com/p/Ab1Cd2Ef3Gh/?utm_source=x">View this post</a></div>',
            '<a href="https://www.instagram.com/p/Ab1Cd2Ef3Gh/">Instagram: Ab1Cd2Ef3Gh</a>'),
        ("<h3>Why?</h3>", '<summary><span class="aiarticle-question__name">Why?</span></summary>'),
    ],
)  # fmt: skip
def test_what_means_the_same_is_exact(tmp_path, old, new):
    assert differences(tmp_path, old, new) == []


def test_headings_of_a_page_without_a_title_have_no_gap_above_them(tmp_path):
    """The first one becomes its title, and its equals stay equal."""
    old, new = "<h2>A</h2><h3>B</h3><h2>C</h2>", "<h1>A</h1><h2>B</h2><h1>C</h1>"
    assert set(kinds(tmp_path, old, new)) == {DifferenceKind.HEADING_LEVEL}
    assert DifferenceKind.OUTLINE in kinds(tmp_path, old, new, title="T")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("<p>very soft</p>", "<p>soft</p>", DifferenceKind.WORDS),
        ("<p>とても柔らかい</p>", "<p>柔らかい</p>", DifferenceKind.WORDS),
        ("<p>soft soft</p>", "<p>soft</p>", DifferenceKind.WORDS),
        ("<p>Q. Why?</p>", "<p>Why?</p>", DifferenceKind.WORDS),
        ("<p>Q. Why?</p><p>A: So.</p>", "<h3>Q. Why?</h3><p>So.</p>", DifferenceKind.WORDS),
        ("<h3>Q. Why?</h3>", "<p>Q. Why?</p>", DifferenceKind.HEADING),
        ("<p>📢 Soft.</p>", "<p>Soft.</p>", DifferenceKind.WORDS),
        (
            "<p>⚠️ Mind: Soft.</p>",
            '<div class="admonition"><p class="admonition-title">Note</p><p>Soft.</p></div>',
            DifferenceKind.WORDS,
        ),
        ("<p>soft</p>", "<p>very soft</p>", DifferenceKind.EXTRA),
        ("<p>See.</p>", '<p>See <a href="../b/">Grey felt</a>.</p>', DifferenceKind.EXTRA),
        ("<p>a b</p>", "<p>b a</p>", DifferenceKind.ORDER),
        ("<p>soft</p>", "<p>**soft**</p>", DifferenceKind.MARKS),
        ("<p>**soft**</p>", "<p><strong>soft</strong></p>", DifferenceKind.EMPHASIS),
        (f"{SHOP}<p>soft</p>", BOX, DifferenceKind.WORDS),
        (f"<p>a b</p>{SHOP}", f"<p>b a</p>{BOX}", DifferenceKind.ORDER),
        (f'<a href="https://shop.example/x">{LONG}</a>', f"{BOX}<p>Felt</p>", DifferenceKind.WORDS),
        ('<a href="https://www.amazon.co.jp/s?k=mat">A</a>', f"<p>A</p>{BOX}", DifferenceKind.LINK),
        (
            '<a href="https://www.amazon.co.jp/dp/B000000001?tag=a-22">A</a>',
            '<a href="https://www.amazon.co.jp/dp/B000000001?tag=b-22">A</a>',
            DifferenceKind.LINK,
        ),
        ('<p><a href="/blog/b/">x</a></p>', "<p>x</p>", DifferenceKind.LINK),
        ('<p><a href="/blog/b/">x</a></p>', '<p><a href="../a/">x</a></p>', DifferenceKind.LINK),
        ('<p><a href="mailto:a@b.example">x</a></p>', "<p>x</p>", DifferenceKind.LINK),
        ('<p><a href="#x">x</a></p><b id="x"></b>', "<p>x</p>", DifferenceKind.LINK),
        ("<pre>a\n  b</pre>", "<pre>a\nb</pre>", DifferenceKind.CODE),
        ("<pre>a&lt;br&gt;b</pre>", "<pre>a\n\nb</pre>", DifferenceKind.CODE),
        ("<pre>a&lt;br&gt;b</pre>", "<pre>a<br>b</pre>", DifferenceKind.CODE),
        ('<div class="mermaid">A[x<br>y]</div>', "<pre>A[xy]</pre>", DifferenceKind.CODE),
        (r"<p>Use <code>\begin{split}</code> to align.</p>", "<p>Use to align.</p>", DifferenceKind.WORDS),
        (r"<p>Use <code>\end{split}</code> here.</p>", "<p>Use here.</p>", DifferenceKind.WORDS),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<p>a</p><p>b</p>", DifferenceKind.TABLE),
        ("<h3>Soft</h3>", "<p>Soft</p>", DifferenceKind.HEADING),
        ('<h3 id="x">Soft</h3>', '<h3 id="soft">Soft</h3>', DifferenceKind.HEADING_ID),
        ("<h3>Soft</h3>", "<h2>Soft</h2>", DifferenceKind.HEADING_LEVEL),
        ("<h1>A</h1><h4>B</h4><h4>C</h4>", "<h2>A</h2><h3>B</h3><h3>C</h3>", DifferenceKind.HEADING_LEVEL),
        ("<h3>A</h3><h2>B</h2><h4>C</h4>", "<h2>A</h2><h2>B</h2><h3>C</h3>", DifferenceKind.HEADING_LEVEL),
        ("<h2>A</h2><h3>B</h3>", "<h2>A</h2><h2>B</h2>", DifferenceKind.OUTLINE),
        ("<h2>A</h2><h2>B</h2>", "<h2>A</h2><h3>B</h3>", DifferenceKind.OUTLINE),
        ('<iframe src="https://v.example/embed/abcdefghijk"></iframe>', "", DifferenceKind.EMBED),
        (
            '<iframe src="https://card.example/embed?url=https%3A%2F%2Fa.example%2F"></iframe>',
            '<a href="https://b.example/">https://b.example/</a>',
            DifferenceKind.EMBED,
        ),
        ('<img src="https://pictures.example/m.png">', "", DifferenceKind.PICTURE),
        ('<a href="https://a.example:8080/">x</a>', '<a href="https://a.example/">x</a>', DifferenceKind.LINK),
        ('<a href="https://a.example/X">x</a>', '<a href="https://a.example/x">x</a>', DifferenceKind.LINK),
    ],
)
def test_each_kind_of_difference_is_told(tmp_path, old, new, kind):
    assert set(kinds(tmp_path, old, new)) == {kind}


SEARCH = '<p>{}</p><a href="https://www.amazon.co.jp/s?k={}">At Amazon</a>'
OFFER = f'{NAMED}<a href="https://www.amazon.co.jp/dp/B1">Amazon</a></div>'


@pytest.mark.parametrize("name", ["Desk", "Mats", "Grey mat"])
def test_a_link_to_a_search_gives_way_to_the_box_of_its_own_product_alone(tmp_path, name):
    mats = SEARCH.format("Mat", "mat"), OFFER.format("Mat")
    assert kinds(tmp_path, *mats) == []
    other = SEARCH.format(name, "other")
    assert DifferenceKind.LINK in kinds(tmp_path, f"{mats[0]}{other}", f"{mats[1]}<p>{name}</p><p>At Amazon</p>")
    assert DifferenceKind.LINK in kinds(tmp_path, other, f"{mats[1]}<p>{name}</p><p>At Amazon</p>")


LINKS = '<p>See <a href="/b/">one</a> and <a href="/b/#x">two</a>.</p>'
FRAMES = [f'<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ?start={at}"></iframe>' for at in (1, 2)]
CODES = "<p>One.</p><pre>a = 1</pre><p>Two.</p><pre>b = 2</pre><p>Three.</p>"


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (LINKS, LINKS.replace('<a href="/b/">one</a>', "one"), DifferenceKind.LINK),
        (LINKS, LINKS.replace('<a href="/b/#x">two</a>', "two"), DifferenceKind.LINK),
        (LINKS, LINKS.replace('"/b/"', '"/c/"'), DifferenceKind.LINK),
        ("".join(FRAMES), FRAMES[0], DifferenceKind.EMBED),
        (CODES, CODES.replace("<p>Two.</p><pre>b = 2</pre>", "<pre>b = 2</pre><p>Two.</p>"), DifferenceKind.ORDER),
        (CODES, CODES.replace("a = 1", "c").replace("b = 2", "a = 1").replace("c", "b = 2"), DifferenceKind.ORDER),
        ("<pre>a</pre><pre>b</pre>", "<pre>b</pre><pre>a</pre>", DifferenceKind.ORDER),
        ('A wool mat. <a href="/w.html">W</a>', 'A mat. <a href="/wool.html">W</a>', DifferenceKind.WORDS),
    ],
)  # fmt: skip
def test_each_of_several_things_counts_and_so_does_its_place(tmp_path, old, new, kind):
    assert kinds(tmp_path, old, old) == []
    assert kind in kinds(tmp_path, old, new)


def test_a_post_that_a_script_shows_may_not_go(tmp_path):
    post = '<blockquote data-instgrm-permalink="https://www.instagram.com/p/Ab1Cd2Ef3Gh/?x=1">'
    post += '<p><a href="https://www.instagram.com/p/Ab1Cd2Ef3Gh">View</a></p></blockquote>'
    assert kinds(tmp_path, f"<p>a</p>{post}", "<p>a</p>") == [DifferenceKind.EMBED]
    assert kinds(tmp_path, f"<p>a</p>{post}", f"<p>a</p>{post}") == []


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("<p>Felt</p>", DifferenceKind.WORDS),
        ('<a href="https://shop.example/x">x</a>', DifferenceKind.LINK),
        ('<a href="https://www.instagram.com/p/Ab1Cd2Ef3Gh/"><img src="https://a.example/m.png"></a>',
            DifferenceKind.PICTURE),
    ],
)  # fmt: skip
def test_what_an_author_says_in_a_post_may_not_go(tmp_path, said, kind):
    new = '<a href="https://www.instagram.com/p/Ab1Cd2Ef3Gh/">Instagram: Ab1Cd2Ef3Gh</a>'
    assert kind in kinds(tmp_path, f"<div {POST}>{said}</div>", new)
    assert kind in kinds(tmp_path, f"<div data-instgrm-permalink>{said}</div>", "")


def test_a_table_may_not_lose_a_row_or_the_order_of_its_rows(tmp_path):
    rows = ["<tr><td>a</td></tr>", "<tr><td>b</td></tr>"]
    for kept in (rows[:1], rows[::-1]):
        found = kinds(tmp_path, f"<table>{''.join(rows)}</table>", f"<table>{''.join(kept)}</table>")
        assert DifferenceKind.TABLE in found


def test_pictures_are_told_by_their_content(tmp_path):
    old = '<img src="m.png"><img src="/blog/x.png"><img src="gone.png">'
    new = '<img src="../_images/m1.png"><img src="../x.png">'
    files = {"a/m.png": png(3, 2), "x.png": png(4, 4)}
    kept = {"_images/m1.png": png(3, 2), "x.png": png(5, 5)}
    assert differences(tmp_path, old, new, files=files, new_files=kept) == [
        (DifferenceKind.PICTURE, "/blog/x.png", None)
    ]


def test_a_picture_need_not_lead_to_itself(tmp_path):
    old, new = '<a href="{}">{}</a><img src="m.png">', '<p>m</p><img src="m.png">'
    files = {"a/m.png": png(3, 2), "a/big.png": png(9, 9)}
    assert DifferenceKind.LINK not in kinds(tmp_path, old.format("m.png", ""), new, files=files)
    assert DifferenceKind.LINK in kinds(tmp_path, old.format("big.png", ""), new, files=files)
    assert DifferenceKind.LINK in kinds(tmp_path, old.format("m.png", "m"), new, files=files)


def test_a_file_that_moved_is_the_same_target(tmp_path):
    files, kept = {"a/data.csv": "1,2"}, {"_downloads/0/data.csv": "1,2"}
    old, new = '<a href="data.csv">x</a>', '<a href="../_downloads/0/data.csv">x</a>'
    assert kinds(tmp_path, old, new, files=files, new_files=kept) == []
    assert kinds(tmp_path, old, new, files=files, new_files=kept | {"_downloads/0/data.csv": "3"}) == [
        DifferenceKind.LINK
    ]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ('<a href="{}f/m.pdf">m</a>', DifferenceKind.LINK),
        ('<video src="{}f/m.pdf"></video>', DifferenceKind.EMBED),
    ],
)
def test_a_file_that_is_not_there_any_more_is_lost(tmp_path, html, kind):
    sites = {"files": {"f/m.pdf": "x"}.items(), "new_files": [("f/n.pdf", "x")]}
    assert kinds(tmp_path, html.format("/blog/"), html.format(BASE), **sites) == [kind]
    assert kinds(tmp_path / "dead", html.format("/blog/"), html.format(BASE), new_files=[("f/n.pdf", "x")]) == []


def test_the_title_of_a_page_without_one_may_stand_below_text(tmp_path):
    html = "<p>Before.</p><h1>Felt</h1><p>After.</p>"
    assert kinds(tmp_path, html, html, title="") == []
    assert kinds(tmp_path, html, html.replace("<h1>Felt</h1>", "<h1>Wool</h1>"), title="") != []


def test_lost_words_are_one_run_with_its_line(tmp_path):
    source = "---\ntitle: x\n---\n\nOne line.\n\nThe mat is *very* soft, they say.\n\nOne line.\n"
    old = "<p>One line.</p><p>The mat is <em>very</em> soft, they say.</p><p>One line.</p>"
    new = "<p>One line.</p><p>One line.</p>"
    found = differences(tmp_path, old, new, source=source)
    assert found == [(DifferenceKind.WORDS, "The mat is very soft, they say", 7)]


@pytest.mark.parametrize("words", ["This page has affiliate links.", "Article avec publicité.", "本文含推广链接。"])
def test_a_notice_of_the_author_gives_way_to_that_of_the_package(tmp_path, words):
    old = f"<p>{words}</p><p>Text.</p>"
    new = '<aside class="aiarticle-notice">Paid links.</aside><p>Text.</p>'
    assert kinds(tmp_path, old, new) == []
    assert kinds(tmp_path, old, "<p>Text.</p>") == [DifferenceKind.WORDS]


def test_a_link_that_stands_on_the_old_page_too_is_not_taken_for_a_player(tmp_path):
    video = '<iframe src="https://v.example/embed/abcdefghijk"></iframe>'
    link = '<p>On <a href="https://v.example/watch?v=abcdefghijk">our channel</a>.</p>'
    player = '<a href="https://v.example/watch?v=abcdefghijk#t">Video</a>'
    assert differences(tmp_path, link + video, link + player) == []


def test_the_title_is_compared(tmp_path):
    assert differences(tmp_path, "", "<h1>Soft mats</h1>", title="Soft “mats”") == []
    assert kinds(tmp_path, "", "<h1>Mats</h1>", title="Soft mats") == [DifferenceKind.TITLE]


def test_long_pages_are_compared_in_time(tmp_path):
    words = [f"w{number % 1000}" for number in range(30_000)]
    old, new = f"<p>{' '.join(words)}</p>", f"<p>{' '.join(['x', *words[:-1]])}</p>"
    assert kinds(tmp_path, old, new) == [DifferenceKind.WORDS]


def test_a_line_is_found_by_as_many_words_as_possible():
    lines = Lines("the mat\nmore of the mat is soft\nsoft\n")
    assert [lines.of(text) for text in ("the mat is soft", "soft", "of the felt", "none", "")] == [2, 2, 2, None, None]


def test_losses_are_what_a_reader_cannot_find_any_more():
    assert {
        DifferenceKind.WORDS,
        DifferenceKind.LINK,
        DifferenceKind.PICTURE,
        DifferenceKind.CODE,
        DifferenceKind.TABLE,
        DifferenceKind.ADDRESS,
    } < LOSSES
    assert LOSSES.isdisjoint(
        {DifferenceKind.EXTRA, DifferenceKind.MARKS, DifferenceKind.ORDER, DifferenceKind.HEADING_LEVEL}
    )


def test_addresses_answer_as_a_server_would(tmp_path):
    write(
        tmp_path,
        {
            "index.html": "home",
            "a/index.html": "a",
            "b.html": "b",
            "old/index.html": '<meta charset="utf-8"><meta http-equiv="refresh" content="0; url=../a/">',
            "older.html": "<meta content=\"0;URL='/blog/old/'\" http-equiv=refresh>",
            "x.txt": "x",
            "日本/index.html": "j",
        },
    )
    site = BuiltSite(folder=tmp_path, base_url=BASE)
    answers = {
        path: site.answer(path) for path in ("/", "/a", "/a/", "/b.html", "/b", "/old/", "/older.html", "/x.txt")
    }
    assert answers == {
        "/": Answer.PAGE, "/a": Answer.PAGE, "/a/": Answer.PAGE, "/b.html": Answer.PAGE, "/b": Answer.MISSING,
        "/old/": Answer.REDIRECT, "/older.html": Answer.REDIRECT, "/x.txt": Answer.FILE,
    }  # fmt: skip
    assert site.follow("/older.html") == "/a/"
    assert site.answer("/%E6%97%A5%E6%9C%AC/") is Answer.PAGE
    assert site.answer(f"/{'x' * 300}/") is site.answer("/../x.txt") is site.answer("/a\x00/") is Answer.MISSING
    assert site.resolve("../b.html?x=1#y", "/a/") == ("/b.html", "y")
    assert site.resolve("https://www.mats.example.org/blog/a/", "/a/") == ("/a/", "")
    assert site.resolve("https://other.example/", "/a/") is site.resolve("http://[", "/a/") is None


@pytest.mark.parametrize(
    ("ids", "expected"), [('<span id="-x"></span><h2 id="x">', []), ('<h2 id="x">', [DifferenceKind.LINK])]
)
def test_a_place_of_another_page_may_have_another_name_beside_the_old_one(tmp_path, ids, expected):
    old, new = '<a href="/blog/b/#-x">b</a>', '<a href="../b/#x">b</a>'
    found = kinds(
        tmp_path, old, new, files={"b/index.html": '<h2 id="-x">'}.items(), new_files={"b/index.html": ids}.items()
    )
    assert found == expected


DIAGRAM = "flowchart LR\n  Mat --- Felt"


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        (f"<p>A.</p>{DIAGRAM}", f"<p>A.</p><pre>{DIAGRAM}</pre>", []),
        (f'<p>A.</p><div class="mermaid">{DIAGRAM}</div>', f"<p>A.</p><pre>{DIAGRAM}</pre>", []),
        ("<pre>Soft, (felt) of wool</pre>", "<p>Soft, (felt) of <b>wool</b></p>", [DifferenceKind.EXTRA]),
        (
            "<p>See [//wool.example/soft] here</p>",
            '<p>See <a href="//wool.example/soft">here</a></p>',
            [DifferenceKind.ORDER],
        ),
        ("<p>![](/soft_felt.png) A.</p>", '<p><img src="/soft_felt.png"> A.</p>', [DifferenceKind.ORDER]),
    ],
)  # fmt: skip
def test_what_was_text_may_be_code_or_the_address_of_a_link(tmp_path, old, new, kept):
    assert kinds(tmp_path, old, new) == kept


def test_words_that_are_not_all_in_code_or_in_an_address_are_lost(tmp_path):
    assert kinds(tmp_path, f"<p>A felt mat.</p>{DIAGRAM}", f"<p>A</p><pre>{DIAGRAM}</pre>") == [DifferenceKind.WORDS]
    old, new = "<p>Grey wool https://wool.example/</p>", '<p><a href="https://wool.example/">See</a></p>'
    assert kinds(tmp_path, old, new) == [DifferenceKind.WORDS]
    assert kinds(tmp_path, "<pre>x = soft</pre>", "<p>Soft.</p>") == [DifferenceKind.EXTRA, DifferenceKind.CODE]


@pytest.mark.parametrize(
    ("old", "code"),
    [
        ("<p>Wash <em>grey</em> felt.", "Wash *grey* felt."),
        ("<ul><li>wash<li>sew</ul>", "- wash\n- sew"),
        ('<p>Wash <a href="/b/">felt</a>.', "Wash [felt](b.md)."),
    ],
)
def test_text_that_only_its_indentation_makes_code_is_lost(tmp_path, old, code):
    page = '<p>Wool.</p><div class="highlight-{} notranslate"><div class="highlight"><pre>{}</pre></div></div>'
    found = kinds(tmp_path, f"<p>Wool.</p>{old}", page.format("none", code), files=[("b/index.html", "")])
    assert DifferenceKind.PROSE in found
    assert kinds(tmp_path, f"<p>Wool.</p><pre>{escape(code)}</pre>", page.format("none", code)) == []


@pytest.mark.parametrize("text", ["<p><code>cut felt sew felt</code></p>", "<p>cut felt\nsew felt</p>"])
def test_lines_of_code_that_became_text_in_one_line_are_lost(tmp_path, text):
    assert DifferenceKind.CODE in kinds(tmp_path, "<pre>cut felt\nsew felt</pre>", text)


FRONT = "\ufeff\ufeff---\ntitle: A mat\nimage: https://i.example/mat.png\n---\nFelt.\n"


@pytest.mark.parametrize(
    ("source", "old", "new", "lost"),
    [
        (
            FRONT,
            '<hr><h2>title: A mat image: <a href="https://i.example/mat.png">https://i.example/mat.png</a></h2><p>Felt.',
            "<p>Felt.",
            "<p>Wool.",
        ),
        (
            "<br>\n## Felt\n1. Cut [wool](https://wool.example/).\n```sh\ncut\n```\n\nAfter.\n",
            "<br>\n## Felt\n1. Cut [wool](https://wool.example/).\n```sh\ncut\n```\n<p>After.",
            '<br><h2>Felt</h2><ol><li>Cut <a href="https://wool.example/">wool</a>.</li></ol><pre>cut</pre><p>After.',
            '<br><h2>Felt</h2><ol><li>Cut <a href="https://wool.example/">wool</a>.</li></ol><pre>cut</pre>',
        ),
        (
            "```md\nx\n```sh\ny\n```\n# z\n```\n\nSee it.\n",
            "<pre>x\n```sh\ny</pre><h1>z</h1><pre>\nSee it.</pre>",
            "<pre>x\n```sh\ny\n```\n# z</pre><p>See it.",
            "<pre>x\n```sh\ny\n```\n# z</pre><p>See.",
        ),
        (
            r"[https://wool.example/grey\_felt](https://wool.example/grey_felt)",
            r'<p><a href="https://wool.example/grey_felt">https://wool.example/grey\_felt</a>',
            '<p><a href="https://wool.example/grey_felt">https://wool.example/grey_felt</a>',
            '<p><a href="https://wool.example/grey_felt">https://wool.example/</a>',
        ),
        ("Hm :thinking_face:.", "<p>Hm :thinking_face:.", "<p>Hm 🤔.", "<p>Hm."),
        (
            "`:red_heart:` is :red_heart:",
            "<p><code>:red_heart:</code> is :red_heart:",
            "<p><code>:red_heart:</code> is ❤️",
            "<p><code>❤️</code> is ❤️",
        ),
        (
            "[:red_heart:](https://wool.example/:red_heart:/a)",
            '<p><a href="https://wool.example/:red_heart:/a">:red_heart:</a>',
            '<p><a href="https://wool.example/:red_heart:/a">❤️</a>',
            '<p><a href="https://wool.example/❤️/a">❤️</a>',
        ),
        (
            "Wash and\n`felt` it, wash and\n`felt` it.\n",
            "<p>Wash and<code>felt</code> it, wash and<code>felt</code> it.",
            "<p>Wash and <code>felt</code> it, wash and <code>felt</code> it.",
            "<p>Wash and <code>felt</code> it, wash <code>felt</code> it.",
        ),
        (
            "> - {{< highlight py >}}\n>   if a:\n>     > b\n>   {{< /highlight >}}\n",
            "<pre>&gt;   if a:\n&gt;     &gt; b\n&gt; </pre>",
            "<pre>if a:\n  &gt; b</pre>",
            "<pre>if a:\n&gt; b</pre>",
        ),
        (
            "## Felt\n\nWash and\n`sew` it.\n",
            "<h2>Felt</h2><p>Wash and<code>sew</code> it.",
            "<h2>Felt</h2><p>Wash and <code>sew</code> it.",
            "<p>Felt</p><p>Wash and <code>sew</code> it.",
        ),
        *(
            (
                '{{% shot "a.png" %}}\n',
                '<figure>\n<pre><code>&lt;img src="" data-src="https://i.example/a.png"&gt;\nGrey felt</code></pre>',
                '<figure><img src="https://i.example/a.png"><p>Grey felt',
                lost,
            )
            for lost in ("<p>Grey felt", '<img src="https://i.example/a.png"><p>Felt')
        ),
        (
            "{{% note %}}\n\nSee.\n{{% /note %}}\n\n```html\n</b>\n```\n",
            "<div>\n<p>See.</p><pre>&lt;/span&gt;</pre><pre>&lt;/b&gt;</pre>",
            "<p>See.</p><pre>&lt;/b&gt;</pre>",
            "<p>See.</p>",
        ),
        (
            "{{% alert %}}\nDon't wash **felt**.\n{{% /alert %}}\n",
            "<div>\n<pre><code>Don&amp;rsquo;t wash &lt;strong&gt;felt&lt;/strong&gt;.</code></pre>",
            "<p>Don’t wash <strong>felt</strong>.",
            "<p>Don’t wash it.",
        ),
        (
            '{{< figure src="a.png" caption="Grey felt" attr="Aoi" >}}',
            "<figcaption>Grey feltAoi</figcaption>",
            "<p>Grey felt Aoi",
            "<p>Grey Aoi",
        ),
        (
            "{{< note >}}Felt[^one] of [a sheep][farm].{{< /note >}}\n\n[^one]: Wool.\n[Farm]: https://wool.example/\n",
            "<p>Felt[^one] of [a sheep][farm].",
            '<p>Felt of <a href="https://wool.example/">a sheep</a>.',
            '<p>Felt of <a href="https://wool.example/">one</a>.',
        ),
    ],
    ids=[
        "front-matter",
        "below-html",
        "code-in-code",
        "backslash",
        "emoji",
        "emoji-beside-code",
        "emoji-in-address",
        "joined",
        "quoted-call",
        "joined-beside-heading",
        "template-picture",
        "template-words",
        "template-and-code",
        "template-prose",
        "caption-and-credit",
        "references",
    ],
)
def test_what_hugo_misreads_is_mended_and_no_loss_of_it_is_hidden(tmp_path, source, old, new, lost):
    found = kinds(tmp_path, old, new, source=source)
    assert DifferenceKind.MENDED in found
    assert LOSSES.isdisjoint(found)
    assert not LOSSES.isdisjoint(kinds(tmp_path, old, lost, source=source))
    is_exact = NOTES.issuperset(found)
    assert is_exact is not source.startswith(("```", "[https:"))  # what was code, or an address, is text
    assert DifferenceKind.EXTRA in kinds(tmp_path, old, f"{new}<p>Felt wool.", source=source)


def test_a_sign_behind_a_heading_that_opens_is_no_part_of_it(tmp_path):
    old, new = "<h2>Is felt warm? <span>+</span></h2><p>It is.", "<h2>Is felt warm?</h2><p>It is."
    assert LOSSES.isdisjoint(kinds(tmp_path, old, new))
    assert DifferenceKind.HEADING in kinds(tmp_path, old, new.replace("<h2>", "<p>").replace("</h2>", "</p>"))


def test_marks_of_references_that_both_pages_show_are_words(tmp_path):
    source = "`a[^one]` and `[a][one]`\n\n[^one]: Wool.\n[one]: https://wool.example/\n"
    old = "<p><code>a[^one]</code> and <code>[a][one]</code>"
    assert kinds(tmp_path, old, old, source=source) == []
    assert kinds(tmp_path, old, "<p><code>a</code> and <code>[a][one]</code>", source=source) != []


def test_the_marks_of_a_heading_that_was_text_may_go_and_no_other(tmp_path):
    source = "<br>\n## Felt\nSoft, grey.\n"
    old, new = "<p><br>\n## Felt\nSoft, grey.</p>", "<br><h2>Felt</h2><p>Soft, grey.</p>"
    assert kinds(tmp_path, old, new, source=source) == [DifferenceKind.MENDED]
    found = kinds(tmp_path, old, new.replace(",", ""), source=source)
    assert found == [DifferenceKind.MARKS, DifferenceKind.MENDED]


@pytest.mark.parametrize(("text", "word"), [("1 2", "12"), ("1.2", "12"), ("Grey, felt", "Greyfelt")])
def test_a_lost_word_is_none_of_two_numbers_or_with_a_mark_between_them(tmp_path, text, word):
    found = kinds(tmp_path, f"<p>{text} {word}</p>", f"<p>{text}</p>", source=f"{text} {{{{< x >}}}}")
    assert found == [DifferenceKind.WORDS]


@pytest.mark.parametrize("place", ["{}<p>Wool.</p>", "<p>Wool.</p>{}"])
def test_what_was_code_stands_where_the_code_was(tmp_path, place):
    old = "<p>Wool.</p><pre>&lt;p&gt;Grey felt&lt;/p&gt;</pre>"
    found = kinds(tmp_path, old, place.format("<p>Grey felt</p>"), source="Wool.\n\n{{% x %}}\nGrey felt\n{{% /x %}}")
    assert found == [*[DifferenceKind.ORDER] * place.startswith("{"), DifferenceKind.MENDED]


@pytest.mark.parametrize("opened", ["<!-- ", "<svg><style>"])
def test_code_that_would_take_what_is_behind_it_hides_no_loss(tmp_path, opened):
    old = f"<p>A.</p><pre>&lt;p&gt;Felt&lt;/p&gt;{escape(opened)}</pre><p>Wool.</p>"
    assert not LOSSES.isdisjoint(kinds(tmp_path, old, "<p>A.</p><p>Felt</p>", source="A. Felt {{% x %}} Wool."))


def test_the_heading_of_a_note_is_its_title_and_another_one_in_it_is_none(tmp_path):
    note = '<div class="alert alert-info" role="alert">{}</div>'
    new = '<div class="admonition tip"><p class="admonition-title">Tip</p><p>Felt it.</p></div>'
    assert kinds(tmp_path, note.format("\n<h4>Tip</h4>\n<p>Felt it.</p>"), new) == []
    assert kinds(tmp_path, note.format("<h4>Tip</h4>"), "<p>Felt") == [DifferenceKind.WORDS]
    assert DifferenceKind.HEADING in kinds(tmp_path, note.format("<p>Felt it.</p><h4>Tip</h4>"), new)
    assert DifferenceKind.HEADING in kinds(tmp_path, "<h4>Tip</h4><p>Felt it.</p>", new)


@pytest.mark.parametrize("name", ["alert", "admonition", "callout", "notice"])
@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("<table class={}><tr><td>wool<td>felt</table>", "<p>wool<p>felt", DifferenceKind.TABLE),
        ("<pre class={}>wool\n  felt</pre>", "<p>wool felt", DifferenceKind.CODE),
        ('<section class={}><h2 id="wool">Wool</h2>felt</section>', "<p>Wool<p>felt", DifferenceKind.HEADING),
    ],
)
def test_what_has_the_class_of_a_note_may_not_go(tmp_path, name, old, new, lost):
    assert lost in kinds(tmp_path, old.format(name), new)
    assert kinds(tmp_path, old.format(name), old.format(name)) == []


@pytest.mark.parametrize("word", ["notebook", "note**book**", '"notebook"'])
def test_a_word_that_its_author_writes_is_none_of_two_lines(tmp_path, word):
    source = f"A note\nbook here. One {word} more."
    old = "<p>A note\nbook here. One notebook more."
    found = kinds(tmp_path, old, old.replace("notebook ", ""), source=source)
    assert found == [DifferenceKind.WORDS]


def test_marks_in_quoted_code_are_its_own(tmp_path):
    source = "> {{< x >}}\n\n```\n> felt\n```\n"
    assert kinds(tmp_path, "<pre>&gt; felt</pre>", "<pre>felt</pre>", source=source) == [DifferenceKind.CODE]


def test_code_of_a_template_that_is_still_there_is_not_mended(tmp_path):
    page = "<p>felt</p><pre>&lt;/span&gt;&lt;/div&gt;</pre>"
    assert kinds(tmp_path, page, page, source="felt\n\n{{% x %}}") == []


@pytest.mark.parametrize(
    "code", ["<pre>&lt;div id='app'&gt;&lt;/div&gt;", "<pre><code>cut", '<pre class="x">&lt;b&gt;felt&lt;/b&gt;']
)
def test_code_that_a_template_shows_on_purpose_may_not_go(tmp_path, code):
    assert DifferenceKind.CODE in kinds(tmp_path, f"<p>felt</p>{code}</pre>", "<p>felt", source="felt\n\n{{< x >}}")


def test_a_program_with_tags_is_no_prose_of_the_author(tmp_path):
    page = "<p>felt</p><pre>wash&lt;wool&gt; felt</pre>"
    assert DifferenceKind.CODE in kinds(tmp_path, page, "<p>felt<p>wash felt", source="felt\n\n{{< x >}}")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("for x:\nreturn  x", "for x:\n    return x", [DifferenceKind.MARKS]),
        ("for x:\n    return x", "for x:\nreturn x", [DifferenceKind.CODE]),
        ("  for x:\n      y", "for x:\n    y", [DifferenceKind.MARKS]),
        ("  for x:\n      y", "for x:\ny", [DifferenceKind.CODE]),
        ("a = bc", "a = b c", [DifferenceKind.CODE]),
    ],
)
def test_code_may_have_blanks_that_hugo_takes_away_or_adds(tmp_path, old, new, expected):
    assert kinds(tmp_path, f"<pre>{old}</pre>", f"<pre>{new}</pre>") == expected


@pytest.mark.parametrize("end", ["%22", "%22%3Ex", "%22;", "/%22;", "%5C"])
def test_an_address_may_lose_what_is_no_part_of_it(tmp_path, end):
    new = '<a href="https://wool.example/a">wool</a>'
    assert kinds(tmp_path, f'<a href="https://wool.example/a{end}">wool</a>', new) == []
    assert kinds(tmp_path, f'<a href="https://felt.example/a{end}">wool</a>', new) == [DifferenceKind.LINK]


def test_a_heading_may_say_more_and_one_that_does_counts_once(tmp_path):
    new = "<h2>1. Felt</h2><p>It is.</p>"
    assert kinds(tmp_path, "<h2>1.</h2><p>It is.</p>", new) == [DifferenceKind.EXTRA]
    assert DifferenceKind.HEADING in kinds(tmp_path, "<h2>1.</h2><h2>1. Felt</h2><p>It is.</p>", new)


def test_a_card_above_a_line_which_makes_it_a_heading_may_be_a_box(tmp_path):
    box = '<div class="aiarticle-product"><p class="aiarticle-product__name">Felt mat</p><p>Amazon</p></div>'
    assert DifferenceKind.HEADING not in kinds(tmp_path, "<h2>Felt mat <i>Amazon</i></h2>", box)
    assert DifferenceKind.HEADING in kinds(tmp_path, "<h2>Wool mat <i>Amazon</i></h2>", box)


def test_a_page_is_no_picture(tmp_path):
    assert kinds(tmp_path, '<p><img src=".">A.</p>', "<p>A.</p>") == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<p>a of felt</p>", "<p>a <a href='/blog/b/'>Soft mat</a> of felt</p>", [DifferenceKind.ARGUMENTS]),
        ("<p>a of felt</p>", "<p>a Soft mat of felt, too</p>", [DifferenceKind.EXTRA]),
        ("<p>a of felt</p>", "<p>a Soft mat Soft of felt</p>", [DifferenceKind.EXTRA]),
        ("<p>a of felt</p>", "<p>a Soft mat</p>", [DifferenceKind.WORDS]),
        ("<p>Note</p><p>a</p>", '<p>Note</p><p class="admonition-title">Note</p><p>a</p>', []),
        ("<p>Note</p><p>a to b</p>", '<p>Note</p><p class="admonition-title">Note</p><pre>a to b</pre>', []),
        ("<p>Note</p><p>a</p>", '<p>Note</p><p class="admonition-title">Note</p><p>Note a</p>', [DifferenceKind.EXTRA]),
    ],
)
def test_what_calls_without_a_template_say_is_known(tmp_path, old, new, expected):
    found = differences(tmp_path, old, new, arguments="Soft mat\n/blog/b/\n")
    assert [kind for kind, text, _ in found] == expected
