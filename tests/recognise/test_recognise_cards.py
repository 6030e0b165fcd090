"""Product cards as link tools, plugins and themes write them: recognised by their parts, whatever their classes."""

from __future__ import annotations

import json

import pytest

from sphinx_aiarticle.hugo import convert
from sphinx_aiarticle.hugo.html_blocks import easy_link_in
from sphinx_aiarticle.recognise.boxes import BoxLink, BoxProduct, LinkBar, boxes_in

ITEM = "https://www.amazon.co.jp/dp/B000000001?tag=tea-22"
ESCAPED = ITEM.replace("/", r"\/")
OTHER = ITEM.replace("0001", "0002")
SEARCH = "https://www.amazon.co.jp/s?k=tin+kettle&tag=tea-22"
RAKUTEN = "https://hb.afl.rakuten.co.jp/ichiba/1.2.3/?pc=https%3A%2F%2Fitem.rakuten.co.jp%2Ftea%2Ftin%2F"
PICTURE = "https://img.example.org/tin.jpg"
COUNTER = '<img src="//count.example/1" width="1" height="1" alt="">'
PICTURED = f'<div><a href="{ITEM}"><img src="{PICTURE}" width="80" height="90"></a></div>'
NAMED = f'<div><a href="{ITEM}">Tin kettle</a></div>'
HEAD = "---\ntitle: Tea\ndate: 2026-02-03\n---\n\n"


def card(source: str) -> BoxProduct:
    (found,) = boxes_in(source)
    assert isinstance(found.box, BoxProduct)
    return found.box


@pytest.mark.parametrize(
    ("source", "reasons", "stores"),
    [
        (  # a name that is a link, the maker, no button
            f'<div class="amazlet-box">{PICTURED}<div class="amazlet-info">{NAMED}'
            '<div>posted with <a href="http://t.example/">T</a> at 10.02.03</div><div>Tin works</div></div></div>',
            ("Tin works",), {"amazon": ITEM},
        ),
        (  # buttons that search, each in an element of its own
            f'<div class="kaerebalink-box">{PICTURED}<div>{NAMED}<div>Tin works</div><div>'
            f'<div class="shoplinkamazon"><a href="{SEARCH}">Amazon</a></div>'
            f'<div class="shoplinkrakuten"><a href="{RAKUTEN}">楽天市場</a>{COUNTER}</div></div></div></div>',
            ("Tin works",), {"amazon": ITEM, "rakuten": RAKUTEN},
        ),
        (  # a list of buttons, and a price of some day
            f'<div class="yyi-rinker-box">{PICTURED}<div>{NAMED}<div><div>created by <a href="https://t.example/">Rinker</a>'
            f'</div><div>¥2,100 <span>(of 3 February)</span></div></div><ul><li><a href="{ITEM}">Amazon</a></li>'
            f'<li><a href="{RAKUTEN}">楽天市場</a></li></ul></div></div>',
            ("¥2,100 (of 3 February)",), {"amazon": ITEM, "rakuten": RAKUTEN},
        ),
        (  # buttons with spans, and the sign of the tool
            f'<div class="pochipp-box">{PICTURED}<div>{NAMED}<div>¥2,100</div></div><div><a href="{ITEM}"><span>Amazon'
            f'</span></a></div><div><a href="https://t.example/"><img src="/t.png"></a></div></div>',
            ("¥2,100",), {"amazon": ITEM},
        ),
        (  # a button that leads nowhere, as the shop does not sell it
            f'<div class="duo">{PICTURED}<div>{NAMED}<p><a href="{ITEM}">Amazon</a> <a href="">楽天市場</a></p>'
            '<p><a href="">Yahoo!</a></p></div></div>',
            ("楽天市場", "Yahoo\\!"), {"amazon": ITEM},
        ),
        (  # facts in a list
            f'<div class="hatena-asin-detail"><a href="{ITEM}"><img src="{PICTURE}"></a><div><p><a href="{ITEM}">Tin '
            'kettle</a></p><ul><li><span>Maker:</span> Tin works</li><li>Weight: 1 kg</li></ul></div></div>',
            ("Maker\\: Tin works", "Weight\\: 1 kg"), {"amazon": ITEM},
        ),
        (  # a table with everything in one cell
            f'<table><tbody><tr><td><a href="{RAKUTEN}"><img src="{PICTURE}"></a></td><td><p><a href="{RAKUTEN}">Tin '
            "kettle</a><br><span>2,100 yen</span></p></td></tr></tbody></table>",
            ("2,100 yen",), {"rakuten": RAKUTEN},
        ),
        (  # all of it one link
            f'<a href="{ITEM}"><img src="{PICTURE}"><div>Tin kettle</div><div>2,100 yen</div></a>',
            ("2,100 yen",), {"amazon": ITEM},
        ),
        (  # the maker's page has no button
            f'<section><img src="{PICTURE}"><h3>Tin kettle</h3><a href="{ITEM}">Check price</a> '
            '<a href="https://tin.example/">Tin works</a></section>',
            ("[Tin works](<https://tin.example/>)",), {"amazon": ITEM},
        ),
    ],
)  # fmt: skip
def test_a_card_is_a_product(source, reasons, stores):
    box = card(source)
    assert (box.name, box.image, box.reasons) == ("Tin kettle", PICTURE, reasons)
    assert {link.store: link.url for link in box.links} == stores


IMAGE = f'<img src="{PICTURE}" alt="Tin kettle">'
BUTTON = f'<a href="{ITEM}">Amazon</a>'


@pytest.mark.parametrize(
    ("source", "label", "reasons"),
    [
        (f'<div>{IMAGE}<p>Tin kettle</p><p>Light.</p>{BUTTON}</div>', "", ("Light.",)),  # named as the picture says
        (f'<div><span>PR</span><div>{IMAGE}</div><p>Tin kettle</p><p>Light.</p>{BUTTON}</div>', "", ("Light.",)),
        (f'<div><div>Best</div><p class="card-title">Tin kettle</p><p>Light.</p>{BUTTON}</div>', "Best", ("Light.",)),
        (f'<div><div itemprop="name">Tin kettle</div><meta itemprop="price"><p>Light.</p>{BUTTON}</div>', "",
         ("Light.",)),
        (f'<div><h3>Tin kettle</h3><p><b>Why:</b> Light.</p><p><b>Small</b></p>{BUTTON}</div>', "",
         ("**Why\\:** Light.", "**Small**")),
        (f'<div><h3>Tin kettle</h3><p><a href="/posts/tea/">Tea</a> in it.</p>{BUTTON}</div>', "",
         ("[Tea](</posts/tea/>) in it.",)),
        (f'<div><h3>Tin kettle</h3><p>Light.</p><div>{BUTTON} <i>*Commission</i></div></div>', "", ("Light.",)),
        (f'<div><a href="{ITEM}"></a>{IMAGE}<p><span class="x-title">Tin kettle</span><i>Light.</i></p></div>', "",
         ("*Light.*",)),  # a link that lies over the card
        (f'<link rel="stylesheet" href="/x.css"><div>{IMAGE}<script>go()</script><p>Tin kettle</p><p>Light.</p>{BUTTON}'
         '<img src="https://shop.example/favicon.ico"></div>', "", ("Light.",)),
        (f'<div>{IMAGE}<p>Tin kettle</p><blockquote><p>Light.</p></blockquote><a href="{ITEM}">Ver precio</a>'
         f'<input type="button" value="Amazon"></div>', "", ("Light.",)),
        (f'<table><tbody><tr><th>Book</th><td><a href="{ITEM}">Tin kettle</a></td></tr><tr><th>By</th><td>Tin works'
         '</td></tr></tbody></table>', "Book", ("By Tin works",)),
        (f'<a href="{ITEM}">{IMAGE}</a><table><tr><td><a href="{ITEM}">Tin kettle</a></td></tr><tr><td>Light.'
         '</td></tr></table>', "", ("Light.",)),
        (f'<p><div>{PICTURED}{NAMED}<p>Light.</p></div></p>', "", ("Light.",)),  # a block ends the paragraph
        (f'<div><h3>Tin kettle</h3><span class="price">¥3,000</span> {BUTTON}</div>', "", ("¥3,000",)),
        (f'<div>{IMAGE}<h3>Tin kettle</h3><h5>Free tea</h5><button onclick="open(\'{ITEM}\')">Details</button></div>',
         "", ("Free tea",)),
        (f'<div><a href="#" onclick="open(\'{ITEM}\', \'_blank\')"><img src="{PICTURE}"></a><h3>Tin kettle</h3>'
         '<p>Light.</p></div>', "", ("Light.",)),  # where a script leads
        (f'<div>{IMAGE}<h3>Tin kettle</h3><p>Light.</p><button onclick="open(\'{ESCAPED}\')">Details</button></div>',
         "", ("Light.",)),
        (f'<A HREF="{ITEM}"><amp-img src="{PICTURE}" width="80" height="80"></amp-img></A><p><a href="{ITEM}">Tin '
         'kettle</a></p>', "", ()),
        (f'<div>{IMAGE}<div>Title: <a href="{ITEM}">Tin kettle</a><br>Price: 3,000</div></div>', "Title:",
         ("Price\\: 3,000",)),
        (f'<div>{IMAGE}<p><a href="{ITEM}">Tin kettle</a></p><p><img src="https://icon.example/favicons?x=1">'
         '<a href="https://www.amazon.co.jp/">Tea shop</a></p></div>', "", ("[Tea shop](<https://www.amazon.co.jp/>)",)),
    ],
)  # fmt: skip
def test_the_name_is_what_a_card_calls_so(source, label, reasons):
    product = card(source)
    assert (product.name, product.label, product.reasons) == ("Tin kettle", label, reasons)
    assert {link.url for link in product.links} == {ITEM}


def test_prose_above_the_name_is_no_label():
    prose = "I bought this kettle in March, have used it every day since, and the handle still stays cool to the touch."
    for name in ("<p>Tin kettle</p>", "<p><b>Tin kettle</b></p>"):
        product = card(f"<div><p>{prose}</p>{IMAGE}{name}<p>Light.</p>{BUTTON}</div>")
        assert (product.label, product.reasons) == ("", (prose, "Light."))


@pytest.mark.parametrize(
    "source",
    [
        f'<div><p class="picks-title">Three kettles</p><ul><li>Tin {BUTTON}</li><li>Iron '
        f'<a href="{OTHER}">Amazon</a></li></ul></div>',
        f'<div><h3>Tin</h3>{BUTTON}<h3>Iron</h3>{BUTTON}</div>',
        f'<div>{IMAGE}<h3>Tin</h3>{BUTTON}<h3>Iron</h3><a href="{OTHER}">Amazon</a></div>',
        f'<table><tr><td><a href="{ITEM}">Tin</a></td><td>Light.</td></tr><tr><td><a href="{OTHER}">Iron</a>'
        "</td><td>Heavy.</td></tr></table>",
        f'<table><tr><th>Light</th><td><a href="{ITEM}">Tin</a></td></tr><tr><th>Heavy</th><td>'
        f'<a href="{OTHER}">Iron</a></td></tr></table>',
        '<table><thead><tr><th></th><th>Tin</th><th>Iron</th></tr></thead><tr><td>Price</td><td>'
        f'<a href="{ITEM}">Buy</a></td><td><a href="{OTHER}">Buy</a></td></tr></table>',
        f'<table><tr><th>Shop</th><td><a href="{ITEM}">Tin</a></td><td>Light.</td></tr></table>',
        f'<dl><dt>Kettle</dt><dd><a href="{ITEM}">Tin</a></dd><dt>Cup</dt><dd><a href="https://cup.example/1">Clay cup'
        "</a></dd></dl>",
    ],
)  # fmt: skip
def test_several_products_in_one_element_are_no_card(source):
    assert not any(isinstance(found.box, BoxProduct) for found in boxes_in(source))


def test_a_card_without_a_picture_needs_the_page_of_a_product():
    assert card(f"<div>{NAMED}<p>2,100 yen</p></div>").name == "Tin kettle"
    assert boxes_in(f'<div><a href="{SEARCH}">Tin kettles</a><p>Many of them.</p></div>') == ()


PARTNER = "https://partner.example/?via=tea"


A8 = "https://px.a8.net/svt/ejp?a8mat=4B3R2Z+D8ASQA+50+2HHVNM"


@pytest.mark.parametrize(
    ("url", "rest"),
    [(A8, f"\n\n[Tea names](<{A8}>)"), (ITEM, "")],
)
def test_a_bold_paid_link_with_text_on_the_lines_below_is_a_box(url, rest):
    text = f"{HEAD}Before.\n\n**[Tea names]({url})**  \nFrom 100 a year.\nGood *leaves*.\n\nAfter.\n"
    (found,) = [match for match in convert(text).matches if match.box]
    assert found.box.name == "Tea names"
    body = "\n".join(convert(text).body())
    assert f"From 100 a year.\nGood *leaves*.{rest}\n" in body
    assert body.startswith("Before.")
    assert body.rstrip().endswith("After.")


@pytest.mark.parametrize(
    "text",
    [
        f"**[Tea names]({A8})** is good.",
        f"**[Tea names]({A8})**\nis good.",
        f"**[Tea names]({A8})**  \nor [others]({A8}).",
        f"**[Buy now]({A8})**  \nGood.",
        f"**[Books on tea]({SEARCH})**  \nGood.",
        "**[Tea names](https://tea.example/)**  \nGood.",
        f"- **[Tea names]({A8})**  \n  Good.",
    ],
)
def test_other_bold_links_stay_text(text):
    assert [match for match in convert(HEAD + text).matches if match.box] == []


def test_a_card_of_another_seller_is_one_whose_sponsored_link_repeats_its_heading():
    text, rel = "<h3>Tin kettle</h3><p>Light.</p><span class='price'>$30</span>", "rel='nofollow sponsored'"
    product = card(f'<div>{text} <a href="{PARTNER}" {rel}>Try Tin kettle <small>Ad</small></a></div>')
    assert (product.name, product.links) == ("Tin kettle", ())
    assert product.reasons == ("Light.", "\\$30", f"[Try Tin kettle Ad](<{PARTNER}>)")
    assert boxes_in(f'<div>{text} <a href="{PARTNER}" {rel}>Start</a></div>') == ()
    assert boxes_in(f'<div>{text} <a href="{PARTNER}">Try Tin kettle</a></div>') == ()


def test_the_picture_of_a_card_may_be_in_its_sponsored_link():
    link = f'<a href="{PARTNER}" rel="sponsored">'
    product = card(f'<aside>{link}<img src="{PICTURE}"></a><h3>Tin kettle</h3><p>Light.</p>{link}Start</a></aside>')
    assert (product.name, product.image, product.links) == ("Tin kettle", PICTURE, ())
    assert product.reasons == ("Light.", f"[Start](<{PARTNER}>)")


def test_a_name_that_a_style_makes_bold_comes_before_the_words_of_a_link():
    name = '<p style="font-weight: 700">Tin kettle</p>'
    product = card(
        f'<div><span>PR</span>{name}<p>Light.</p><p><a href="{A8}">Cheaper than ever: 30 a month</a></p></div>'
    )
    assert (product.name, product.reasons) == ("Tin kettle", ("Light.", f"[Cheaper than ever\\: 30 a month](<{A8}>)"))


def test_a_short_card_with_a_heading_may_have_a_link_of_a_network_alone():
    text = "<h3>Tin kettle</h3><p>Light.</p>"
    product = card(f'<div>{text}<a href="{A8}">View deal</a></div>')
    assert (product.name, product.reasons) == ("Tin kettle", ("Light.", f"[View deal](<{A8}>)"))
    assert boxes_in(f'<section>{text}<p>{"Long. " * 80}</p><a href="{A8}">View deal</a></section>') == ()


def test_a_bold_style_names_a_card_whose_only_link_is_its_picture():
    banner = f'<a href="//px.a8.net/svt/ejp?a8mat=1+2"><img src="{PICTURE}"></a>'
    name = '<p style="font-size: 2em; font-weight: 700">Tin kettle</p>'
    product = card(f"<div><span>PR</span>{name}<p>Light.</p>{banner}</div>")
    assert (product.name, product.label, product.image) == ("Tin kettle", "", PICTURE)
    assert product.reasons == ("Light.", "[Tin kettle](<https://px.a8.net/svt/ejp?a8mat=1+2>)")
    assert card(f'<div>{NAMED}<p style="font-weight:bold">3,000 yen</p></div>').name == "Tin kettle"


def test_cards_with_searches_in_one_shop_are_products_each_by_their_titles():
    cards = [
        f'<div><b>#{number}</b><h3 class="rank-title">{name}</h3><span>9.8</span> '
        f'<a href="https://www.amazon.co.uk/s?k={name}&amp;tag=a-21">View Deal</a></div>'
        for number, name in enumerate(("Kettle", "Teapot", "Cup"), 1)
    ]
    found = [one.box for one in boxes_in(f'<div class="list">{"".join(cards)}</div>')]
    assert [box.name for box in found if isinstance(box, BoxProduct)] == ["Kettle", "Teapot", "Cup"]


@pytest.mark.parametrize("other", ["Tin kettle", "For two cups"])
@pytest.mark.parametrize("second", [SEARCH, RAKUTEN])
def test_a_card_with_two_titles_is_one_product_but_for_two_names_and_two_links_of_a_shop(other, second):
    titles = f'<div class="card-title">Tin kettle</div><p>Boils.</p><div class="card-title">{other}</div>'
    links = f'<a href="{ITEM}">View</a><a href="{second}">View</a>'
    found = [one.box for one in boxes_in(f'<div><img src="/k.jpg" alt="Pot"><div>{titles}{links}</div></div>')]
    is_one = other == "Tin kettle" or second == RAKUTEN
    assert [box.name for box in found if isinstance(box, BoxProduct)] == ["Tin kettle"] * is_one


def test_a_name_may_hold_the_name_of_a_store():
    box = card(
        f'<div>{PICTURED}<div><a href="{ITEM}">Amazon Echo Dot</a></div><a href="{SEARCH}">Amazonで見る</a></div>'
    )
    assert (box.name, box.reasons) == ("Amazon Echo Dot", ())


@pytest.mark.parametrize(
    "source",
    [
        f'<p><a href="{ITEM}">This kettle</a> is what I use.</p>',
        f"<div><h3>Tin kettle</h3><h3>Iron kettle</h3>{PICTURED}</div>",
        f'<div>{PICTURED}<div><a href="{RAKUTEN}"><img src="/other.jpg"></a></div>{NAMED}</div>',
        f'<div>{PICTURED}<a href="{ITEM}">Amazon</a></div>',  # no name
        f"<div>{PICTURED}{NAMED}<iframe src='https://x.example/'></iframe></div>",
        f'<div>{PICTURED}<div style="display:none">{NAMED}</div></div>',
        '<div><img src="/tin.jpg"><h3>Tin kettle</h3><a href="https://tin.example/">Tin works</a></div>',
        f'<div><a href="{ITEM}">View the tin kettle</a><p>We may earn a commission.</p></div>',  # nothing but a button
        f'<div><a href="{ITEM}">View on Amazon UK</a><p>Fast.</p></div>',
        f'<div>{IMAGE}<a href="https://jp.iherb.com/pr/tin/1?rcode=TEA1">iHerbで確認する</a></div>',
        f'<div><h3></h3><img src="{PICTURE}"><p><b>What to know:</b></p>{BUTTON}</div>',
        f'<div><img src="/t.png"><p class="title">tin kettle を各ショップで検索</p><a href="{SEARCH}">Amazon</a></div>',
    ],
)
def test_what_is_not_clear_is_no_product(source):
    assert not any(isinstance(found.box, BoxProduct) for found in boxes_in(source))


def test_cards_and_rows_side_by_side_stay_apart():
    row = f'<p><a href="{RAKUTEN}">Other kettles</a></p>'
    first, second = boxes_in(f"<div>{PICTURED}{NAMED}</div>\n{row}")
    assert isinstance(first.box, BoxProduct)
    assert isinstance(second.box, LinkBar)


def _ranked(name: str, url: str, heading: str = "<h3>{}</h3>") -> str:
    title = heading.format(name)
    return (
        f'<div class="rank"><span>1</span><div><a href="{url}">{title}</a><p>Boils.</p></div>'
        f'<div><span>9.7 points</span> <a href="{url}">Buy</a></div></div>'
    )


@pytest.mark.parametrize("heading", ["<h3>{}</h3>", '<h3 class="title">{}</h3>'])
def test_cards_within_one_element_are_products_each(heading):
    ranked = _ranked("Tin kettle", ITEM, heading) + _ranked("Iron kettle", SEARCH, heading)
    found = boxes_in(f'<div class="top"><section>{ranked}</section></div>')
    reasons = ("Boils.", "9\\.7 points")
    assert [one.box for one in found] == [
        BoxProduct(name=name, label="1", reasons=reasons, links=(BoxLink(store="amazon", url=url),))
        for name, url in (("Tin kettle", ITEM), ("Iron kettle", SEARCH))
    ]
    text = f'Best:\n\n{{{{< rawhtml >}}}}\n<div class="top">\n{ranked}\n</div>\n{{{{< /rawhtml >}}}} \n\nProse.\n'
    body = "\n".join(convert(HEAD + text).body())
    assert body.count(":::{product-box}") == 2
    assert "rawhtml" not in body
    assert "<div" not in body
    unlinked = ranked.replace(f'<a href="{ITEM}"><h3', "<div><h3").replace("</h3></a>", "</h3></div>", 1)
    assert [one.box for one in boxes_in(f"<div>{unlinked}</div>")] == [one.box for one in found]


@pytest.mark.parametrize("mark", ["", "- "])
def test_cards_in_one_line_are_products_each(mark):
    text = f"{mark}<div>{_ranked('Tin', ITEM)}{_ranked('Iron', SEARCH)}</div>\n\nProse.\n"
    lines = "\n".join(convert(f"---\ntitle: T\n---\n{text}").body()).split("\n")
    indent = " " * len(mark)
    assert [line for line in lines if "{product-box}" in line] == [
        f"{mark}:::{{product-box}} Tin", f"{indent}:::{{product-box}} Iron",
    ]  # fmt: skip


def test_the_link_of_a_name_that_leads_to_another_page_stays():
    source = f'<div>{IMAGE}<h3><a href="/tests/tin/">Tin kettle</a></h3><p>Boils.</p><p>{BUTTON}</p></div>'
    assert card(source).reasons == ("Boils.", "[Tin kettle](</tests/tin/>)")


def test_a_button_at_the_end_of_a_line_is_one():
    assert card(f'<div><h3>Tin kettle</h3><p>9.9 points <a href="{ITEM}">View deal</a></p></div>').reasons == (
        "9\\.9 points",
    )
    for text in ("I use {this one}", "You can buy it {here}", "We used it for 3 whole months, see {here}"):
        line = text.replace("{", f'<a href="{ITEM}">').replace("}", "</a>")
        assert boxes_in(f"<div><h3>Tin kettle</h3><p>{line}</p></div>") == ()


@pytest.mark.parametrize(
    "source",
    [
        f'<div id="top">{_ranked("Tin", ITEM)}{_ranked("Iron", OTHER)}</div>',  # links may lead to its id
        f"<div><h2>Best</h2>{_ranked('Tin', ITEM)}{_ranked('Iron', OTHER)}</div>",
        f"<div>Best: {_ranked('Tin', ITEM)}{_ranked('Iron', OTHER)}</div>",
        f"<div>{_ranked('Tin', ITEM)}{_ranked('Tin', OTHER)}</div>",  # of one product
        f'<div style="display:none">{_ranked("Tin", ITEM)}{_ranked("Iron", OTHER)}</div>',
        f"<div>{_ranked('Tin', ITEM)}{_ranked('Why we like it', ITEM)}</div>",  # parts of one card
        f"<div>{_ranked('Amazon', ITEM)}{_ranked('Rakuten', OTHER)}</div>",  # shops of one product
        f"<ul><li>{_ranked('Tin', ITEM, '{}')}</li><li>{_ranked('Iron', OTHER, '{}')}</li></ul>",
    ],
)
def test_other_elements_around_cards_stay(source):
    assert not any(isinstance(one.box, BoxProduct) for one in boxes_in(source))


def test_a_linked_heading_names_a_card_only_with_more_than_a_link_of_a_network():
    assert not any(isinstance(one.box, BoxProduct) for one in boxes_in(f'<div><h3><a href="{A8}">Tea</a></h3></div>'))
    (found,) = boxes_in(f'<div><h3><a href="{SEARCH}">Tin kettle</a></h3><p>Boils.</p></div>')
    assert isinstance(found.box, BoxProduct)


def test_a_banner_above_a_button_is_no_card():
    banner = f'<div><a href="{RAKUTEN}"><img src="{PICTURE}" alt="Tin works"></a></div>'
    found = boxes_in(f'{banner}<div><a href="{RAKUTEN}" style="font-weight: bold">Tin kettle from Tin works</a></div>')
    assert not any(isinstance(one.box, BoxProduct) for one in found)


def test_one_button_of_a_network_is_a_row_of_links():
    (found,) = boxes_in(f'<div><a href="https://px.a8.net/svt/ejp?a8mat=1+2">Tin works</a>{COUNTER}</div>')
    assert isinstance(found.box, LinkBar)


def easy(**data: object) -> str:
    text = json.dumps({"n": "Tin kettle", "b": "Tin works"} | data).replace("/", "\\/")
    return f'<script>(function(){{}})("msmaflink");\nmsmaflink({text});\n</script>\n<div id="msmaflink-1">Link</div>'


def button(url: str, order: int, **ids: int) -> dict[str, object]:
    return {"u_tx": "See it", "u_url": url, "u_so": order, "a_id": 0, "p_id": 0, "pc_id": 0, "pl_id": 0} | ids


def test_an_easy_link_is_read_from_its_script():
    buttons = [
        button("https://item.rakuten.co.jp/tea/tin/", 2, a_id=7, p_id=54, pc_id=55, pl_id=56),
        button("https://amzn.to/1", 1),
        button("https://tin.example/", 3),
    ]
    box = easy_link_in(easy(d="https://img.example.org", c_p="/i", p=["/tin.jpg", "/2.jpg"], b_l=buttons))
    assert box is not None
    assert (box.name, box.image) == ("Tin kettle", "https://img.example.org/i/tin.jpg")
    assert box.reasons == ("Tin works", "[See it](<https://tin.example/>)")
    paid = "https://af.moshimo.com/af/c/click?a_id=7&p_id=54&pc_id=55&pl_id=56&url=https%3A%2F%2Fitem.rakuten.co.jp%2Ftea%2Ftin%2F"
    assert [(link.store, link.url) for link in box.links] == [("amazon", "https://amzn.to/1"), ("rakuten", paid)]


def test_an_older_easy_link_names_its_shop_once():
    box = easy_link_in(easy(u={"u": "https://www.amazon.co.jp/dp/B000000001", "t": "amazon"}, aid={"amazon": "9"}))
    assert box is not None
    (link,) = box.links
    assert link.url.startswith("https://af.moshimo.com/af/c/click?a_id=9&p_id=170&")


@pytest.mark.parametrize(
    "source",
    [
        easy(),  # no link
        easy(n="", b_l=[button("https://amzn.to/1", 1)]),
        easy(b_l=[button("javascript:x", 1)]),
        easy(b_l=[button("https://amzn.to/1", 1)]) + "<p>more</p>",
        easy(b_l=[button("https://amzn.to/1", 1)]) + "<script>other()</script>",
        easy(b_l=3, u=[], aid={"amazon": "9" * 9999}),
        easy(b_l=[button("https://amzn.to/1", 1)]) * 2,
        "<script>msmaflink({broken</script>",
        "<script>msmaflink(" + '{"n":' * 5000 + "</script>",
    ],
)
def test_an_easy_link_that_cannot_be_read_stays(source):
    assert easy_link_in(source) is None


def test_the_script_and_its_place_may_be_blocks_of_their_own():
    script, _, place = easy(b_l=[button("https://amzn.to/1", 1)]).partition("\n<div")
    text = convert(f"{HEAD}<!-- begin -->\n{script}\n<div{place}\n<!-- end -->\n\nText.\n").text
    assert "{product-box} Tin kettle" in text
    assert "msmaflink" not in text


def test_pictures_that_count_readers_are_omitted_and_said_once():
    link = "[Tin works](https://px.a8.net/svt/ejp?a8mat=1+2)"
    found = convert(f"{HEAD}{link}{COUNTER}\n\n<p>{COUNTER}</p>\n\n`{COUNTER}`\n\n{COUNTER}\n")
    assert [(problem.line, "one dot" in problem.message) for problem in found.problems] == [(6, True)]
    assert found.text.count("count.example") == 1  # in code
    assert link in found.text


def test_the_name_and_the_button_of_a_card_within_one_link_are_apart():
    (found,) = boxes_in(
        '<div><a href="https://www.amazon.co.jp/dp/B1?tag=a-22"><div><span class="card-title">Tin kettle</span>'
        '<span class="card-via"><img src="https://www.amazon.co.jp/favicon.ico">Amazonで最安値を確認する →</span>'
        "<p>amazon.co.jp</p></div></a></div>"
    )
    assert isinstance(found.box, BoxProduct)
    assert (found.box.name, found.box.reasons, found.box.image) == ("Tin kettle", (), "")


MARKDOWN_PICTURE = f"[![Kettle]({PICTURE})]({ITEM})"
MARKDOWN_NAME = f"[Tin kettle]({ITEM})"


@pytest.mark.parametrize(
    ("source", "reasons", "rest"),
    [
        (f"{MARKDOWN_PICTURE}\n\n{MARKDOWN_NAME}\n\nProse.", "", ["Prose."]),
        (f"{MARKDOWN_PICTURE}\n{MARKDOWN_NAME}", "", []),
        (f"| {MARKDOWN_PICTURE} | {MARKDOWN_NAME} |\n|---|---|", "", []),
        (f"{MARKDOWN_PICTURE}\n\n{MARKDOWN_NAME}\n\nposted with [T](http://t.example/)\n\nProse.", "", ["Prose."]),
        (
            f"{MARKDOWN_PICTURE}\n\n{MARKDOWN_NAME}\n\nposted with [T](http://t.example/)\n\nTin works\n\n"
            f"[Amazon]({SEARCH})\n\n[楽天市場]({RAKUTEN})\n\nProse.",
            "Tin works",
            ["Prose."],
        ),
        (f"{MARKDOWN_PICTURE}\n{MARKDOWN_NAME}\nTin works\n\nProse.", "Tin works", ["Prose."]),  # all in one paragraph
        (
            f"{MARKDOWN_PICTURE}\n\n{MARKDOWN_NAME}\nposted with [T](http://t.example/)\nTin works\n"
            f"[Amazonで詳細を見る]({ITEM})\n\nProse.",
            "Tin works",
            ["Prose."],
        ),
        (f"![Tin kettle]({PICTURE})\n{MARKDOWN_NAME}\nTin works", "Tin works", []),  # the picture leads nowhere
    ],
)
def test_a_picture_and_a_name_in_markdown_that_lead_to_one_offer_are_a_card(source, reasons, rest):
    lines = [line for line in convert(HEAD + source + "\n").body() if line]
    assert lines[:2] == [":::{product-box} Tin kettle", f":image: {PICTURE}"]
    assert f":amazon: {ITEM}" in lines
    assert (f":rakuten: {RAKUTEN}" in lines) == ("楽天市場" in source)
    end = lines.index(":::")
    assert lines[end - 1].startswith(":") if not reasons else lines[end - 1] == reasons
    assert lines[end + 1 :] == rest


CREDIT = "posted with [T](http://t.example/) at 12.03.04"


@pytest.mark.parametrize(
    "source",
    [
        f"{MARKDOWN_NAME}\n\n{CREDIT}\n\nTin works\nNo. 7\n\n[Amazonで詳細を見る]({ITEM})\n\nProse.",
        f"{MARKDOWN_NAME}\n{CREDIT}\nTin works\nNo. 7\n\nProse.",
    ],
)
def test_a_name_in_markdown_with_the_name_of_a_link_tool_below_it_is_a_card(source):
    lines = [line for line in convert(HEAD + source + "\n").body() if line]
    head = [":::{product-box} Tin kettle", ":stores: amazon", f":amazon: {ITEM}"]
    assert lines == [*head, "Tin works\\", "No. 7", ":::", "Prose."]


@pytest.mark.parametrize(
    "source",
    [
        MARKDOWN_PICTURE,
        f"{MARKDOWN_NAME}\nTin works",
        f"{MARKDOWN_NAME}\n\nProse.\n\n{CREDIT}",
        f"![A kettle]({PICTURE})\n{MARKDOWN_NAME}\nTin works",
        f"{MARKDOWN_PICTURE}\n{MARKDOWN_NAME}\nfrom *Tin works*",
        f"{MARKDOWN_PICTURE}\n\nProse.",
        f"{MARKDOWN_PICTURE}\n\n[Amazon]({ITEM})",
        f"{MARKDOWN_PICTURE}\n\n[7net]({ITEM})",
        f"{MARKDOWN_PICTURE}\n\n[Iron kettle]({OTHER})",
        f"{MARKDOWN_PICTURE}\n\nSee {MARKDOWN_NAME}.",
        f"[![Kettle]({PICTURE})](https://tin.example/)\n\n[Tin kettle](https://tin.example/)",
        f"- {MARKDOWN_PICTURE}\n- {MARKDOWN_NAME}",
    ],
)
def test_other_pictures_that_lead_to_a_shop_stay(source):
    assert [line for line in convert(HEAD + source + "\n").body() if line] == [
        line for line in source.split("\n") if line
    ]
