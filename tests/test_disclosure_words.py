"""What counts as a disclosure in an author's own words, and what does not."""

from __future__ import annotations

import pytest

from sphinx_aiarticle.recognise.disclosure import discloses

REAL = [
    "PR",
    "【PR】",
    "［広告］",
    "※広告",
    "Ad",
    "Advertisement:",
    "Werbung",
    "PR: This page has affiliate links.",
    "This guide contains affiliate links.",
    "Some of the links below are affiliate links.",
    "Contains affiliate links",
    "Some links in this article are paid links; we get a small share of each sale, at no extra cost to you.",
    "If you buy through our links, we may earn a commission.",
    "When you shop by these links I receive a fee, which does not affect the price.",
    "As an Amazon Associate I earn from qualifying purchases.",
    "I tried this lamp for a month. This post is sponsored by its maker.",
    "Dieser Text enthält Affiliate-Links. Wir erhalten eine Provision, ohne Mehrkosten für Sie.",
    "Cet article contient des liens affiliés : nous percevons une commission, sans frais pour vous.",
    "Esta página contiene enlaces de afiliados y recibimos una comisión sin coste adicional.",
    "※当ページはアフィリエイト広告を利用しています",
    "本記事にはプロモーションが含まれています。",
    "この記事のリンクから購入されると、当サイトに収益が発生することがあります。",
    "上のリンクは広告です。価格は変わりません。",
    "이 글은 제휴 링크를 포함하고 있으며 수수료를 받을 수 있습니다.",
    "本文包含联盟链接，我们可能会获得佣金。",
    "※ＰＲ",
    "本記事はPRを含みます",
    "PR：このページの商品はメーカーの提供です。",
    "Amazonのアソシエイトとして、灯りの部屋は適格販売により収入を得ています。",
    "Als Amazon-Partner verdiene ich an qualifizierten Verkäufen.",
    "En tant que Partenaire Amazon, je réalise un bénéfice sur les achats remplissant les conditions requises.",
    "En calidad de afiliado de Amazon, obtengo ingresos por las compras adscritas.",
    "In qualità di affiliato Amazon ricevo un guadagno dagli acquisti idonei.",
    "Como associado da Amazon, recebo por compras qualificadas.",
    "作为亚马逊联盟会员，我通过符合条件的购买获得收入。",
    "Questo articolo contiene link di affiliazione.",
    "Dit artikel bevat affiliate-links.",
    "Este artigo contém links de afiliados.",
]
NONE = [
    "",
    "This guide has no affiliate links.",
    "We never earn a commission from what we recommend.",
    "This post isn't sponsored.",
    "Nobody paid for this article.",
    "Is this page sponsored?",
    "Does this blog contain affiliate links?",
    "If a page contains affiliate links, it must say so.",
    "The Trade Commission received two letters.",
    "Sponsored posts have a label on our site.",
    "PRs are welcome.",
    "PR review takes two days.",
    "PR: mend the build (#12)",
    "What do Amazon associates earn with lamps?",
    "Questo articolo non contiene link di affiliazione.",
    "Dit artikel bevat geen affiliate-links.",
    "Este artigo não contém links de afiliados.",
    "Adjust the lamp to the desk.",
    "An ad blocker hides the banner.",
    "Advertising pays for most of the web.",
    "Dieser Beitrag enthält keine Affiliate-Links.",
    "Cet article ne contient aucun lien affilié.",
    "Esta página no contiene enlaces de afiliados.",
    "本記事にアフィリエイトリンクは含まれていません。",
    "この記事は広告ではないです。",
    "アフィリエイト広告とは何か",
    "広告なし",
    "検索連動広告は語を手がかりに出る広告です。",
    "無料版は広告で収益を得る見込みです。",
    "会話を広告に利用しない点が特徴です。",
    "Most sites use affiliate links today.",
    "We make money with desks.",
    "Viele Seiten sind voll Werbung.",
    "広告ブロッカーの設定を見直す。",
    "이 글에는 제휴 링크가 없습니다.",
    "本文没有广告链接。",
    "x" * 5000 + " contains affiliate links",
]


@pytest.mark.parametrize("text", REAL)
def test_a_statement_counts(text):
    assert discloses(text)


@pytest.mark.parametrize("text", NONE)
def test_a_denial_a_question_and_a_mention_do_not(text):
    assert not discloses(text)
