"""What a box says of its card: every word and every link, but for a list of what is left out."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

import sphinx_aiarticle
from sphinx_aiarticle.recognise.boxes import BoxProduct, boxes_in
from sphinx_aiarticle.recognise.html import link_urls
from sphinx_aiarticle.recognise.pieces import is_button
from sphinx_aiarticle.recognise.tokens import product_rows

LOCALES = Path(sphinx_aiarticle.__file__).parent / "locales"
ITEM = "https://www.amazon.co.jp/dp/B000000001?tag=tea-22"
SEARCH = "https://www.amazon.co.jp/s?k=tin+kettle&tag=tea-22"
RAKUTEN = "https://hb.afl.rakuten.co.jp/ichiba/1.2.3/?pc=https%3A%2F%2Fitem.rakuten.co.jp%2Ftea%2Ftin%2F"
IMAGE = '<img src="https://img.example.org/tin.jpg">'
#: The parts of a card, each of which may be any of these.
FIRST = ("", "<p>Our choice</p>", "<p>Created by hand in Kyoto.</p>", "<p>Supported by three feet.</p>")
PICTURE = (
    "",
    IMAGE,
    f'<a href="{ITEM}">{IMAGE}</a>',
    f'<a href="{SEARCH}">{IMAGE}</a>',
    f'<a href="https://maker.example.org/tin">{IMAGE}</a>',
    f'<a href="/posts/tin/">{IMAGE}</a>',
    f'<a href="tin.html">{IMAGE}</a>',
    f'{IMAGE}<a href="https://maker.example.org/tin"><img src="/use.jpg" alt="In use"></a>',
)
NAME = (
    "<p><strong>Tin kettle</strong></p>",
    "<h3>Tin kettle</h3>",
    f'<p><a href="{ITEM}">Tin kettle</a></p>',
    f'<h3><a href="{ITEM}">Tin kettle</a></h3>',
    f'<p><a href="{RAKUTEN}">Tin kettle</a></p>',
)
TEXT = (
    "<p>Light.</p>",
    '<p>Powered by steam, as <a href="/posts/steam/">told</a>.</p>',
    f'<p>Light.</p><p><a href="{ITEM}">Stainless, two litres</a></p>',
    f'<p>Light.</p><p><a href="{SEARCH}">Further colours</a></p>',
    "<p>A royal commission chose it.</p><p>Light.</p>",
)
BUTTONS = (
    f'<p><a href="{ITEM}">Amazon</a></p>',
    f'<p><a href="{SEARCH}">Amazon</a> <a href="{RAKUTEN}">Rakuten</a></p>',
    f'<p><a href="{ITEM}">Amazon</a> <a href="https://maker.example.org/">Tin works</a></p>',
)
END = (
    "",
    '<p>Affiliate links: <a href="/about/money/">how we earn</a></p>',
    "<p>Handmade.</p>",
)
#: What is left out: words of buttons, disclosures that lead nowhere, the line of a tool, signs, and searches in a shop
#: that has a button.
LEFT_OUT = (
    "<p>This is an affiliate link.</p>",
    '<p>posted with <a href="https://tool.example.org/">Tool</a> at 3.2.26</p>',
    '<p>created by <a href="https://oyakosodate.com/rinker/">Rinker</a></p>',
    "<p>posted with カエレバ</p>",
    '<p><img src="https://www.amazon.co.jp/favicon.ico"></p>',
    '<p><a href="https://tool.example.org/"><img src="/tool.png"></a></p>',
)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"<[^<>]*>", " ", text))


@pytest.mark.parametrize("picture", PICTURE)
def test_a_box_has_all_words_and_links_of_its_card(picture):
    count = 0
    for parts in product(FIRST, NAME, TEXT, BUTTONS, END):
        first, name, text, buttons, end = parts
        source = f"<div>{first}{picture}{name}{text}{buttons}{end}</div>"
        box = found[0].box if len(found := boxes_in(source)) == 1 else None
        if not isinstance(box, BoxProduct):
            continue
        count += 1
        rows = "\n".join([box.name, *product_rows(box)])
        shown = f"{first}{picture}{name}{text}{end}"
        assert set(words(shown)) <= set(re.findall(r"\w+", rows)), source
        for url in link_urls(source):
            assert url in rows or url == SEARCH, source
    assert count > 100


@pytest.mark.parametrize("name", NAME)
@pytest.mark.parametrize("left_out", LEFT_OUT)
def test_what_is_left_out_is_said_by_the_box_itself(left_out, name):
    bare = f"<div>{PICTURE[2]}{name}{TEXT[0]}{BUTTONS[0]}"
    (found,), (expected,) = boxes_in(f"{bare}{left_out}</div>"), boxes_in(f"{bare}</div>")
    assert found.box == expected.box


@pytest.mark.parametrize("name", NAME)
@pytest.mark.parametrize("credit", [one for one in LEFT_OUT if "posted" in one or "created" in one])
def test_the_line_of_a_tool_may_be_anywhere(credit, name):
    (found,) = boxes_in(f"<div>{name}{TEXT[0]}{credit}{BUTTONS[0]}</div>")
    (expected,) = boxes_in(f"<div>{name}{TEXT[0]}{BUTTONS[0]}</div>")
    assert found.box == expected.box


#: By language of a catalogue, or of sites that many read.
OFFERS = {
    "en": ("Check price on Amazon", "Buy now"),
    "de": ("Auf Amazon ansehen", "Aktueller Preis", "Mehr erfahren"),
    "es": ("Ver precio en Amazon", "Más información"),
    "fr": ("Voir l’offre sur Amazon", "Consulter le prix", "En savoir plus"),
    "ja": ("Amazonで見る", "詳細を見る"),
    "ko": ("쿠팡에서 최저가 확인하기", "더 보기"),
    "zh_CN": ("在亚马逊查看价格", "立即购买"),
    "zh_TW": ("前往購買", "查看詳情"),
    "it": ("Controlla il prezzo su Amazon", "Scopri di più"),
    "nl": ("Bekijk op Amazon",),
    "pt": ("Comprar na Amazon",),
}


@pytest.mark.parametrize("words", [words for offers in OFFERS.values() for words in offers])
def test_words_of_buttons_are_no_text_and_no_name(words):
    picture, button = PICTURE[2], f'<p><a href="{ITEM}">{words}</a></p>'
    (found,) = boxes_in(f"<div>{picture}{NAME[2]}<p>Light.</p>{button}</div>")
    assert (found.box.name, found.box.reasons) == ("Tin kettle", ("Light.",))
    assert boxes_in(f"<div>{picture}<p>Light.</p>{button}</div>") == ()


def test_each_language_of_a_catalogue_has_words_of_buttons():
    folders = {path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/*.po")}
    assert folders
    assert folders <= OFFERS.keys()


@pytest.mark.parametrize("words", ["L", "Kessel auf Rädern", "La Mer", "天猫精灵", "더 페이스샵"])
def test_words_of_buttons_within_others_make_no_button(words):
    assert not is_button(words)
