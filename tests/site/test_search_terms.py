"""Text is split alike in Python and in the browser, and into terms that are worth their bytes."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_aiarticle.site import search
from sphinx_aiarticle.site.search import MARK, RULES, TermKind, index_terms, split

NODE = shutil.which("node")

#: Scripts, signs and compatible forms that meet in articles, and neighbours of each class.
BLOCKS = (
    (0x20, 0x7F), (0xA0, 0x250), (0x300, 0x350), (0x370, 0x3FF), (0x400, 0x460), (0xE01, 0xE3B), (0x1100, 0x1200),
    (0x2010, 0x2050), (0x2160, 0x2180), (0x2460, 0x2480), (0x3000, 0x3130), (0x3131, 0x318F), (0x3200, 0x3400),
    (0x4E00, 0x4E80), (0xAC00, 0xAC40), (0xF900, 0xF910), (0xFF00, 0xFFEF), (0x1F600, 0x1F610), (0x20000, 0x20010),
)  # fmt: skip
CHARACTERS = [
    char
    for start, end in BLOCKS
    for char in map(chr, range(start, end))
    if unicodedata.category(char) not in ("Cn", "Cs")
]
LIKE_JAPANESE = "静音設計のはをにおすすめいりでキーボードペン iPhone16用、。API々〆ヶ"


def terms(text):
    return [term for _, term in split(text)]


def in_javascript(texts, expression):
    """Return the value of a JavaScript *expression* of `text` for each text; `cjk` is what the browser splits with."""
    if not NODE:
        pytest.skip("needs node")
    code = (
        f"{search.javascript()}\nconst cjk = cjkSearch({json.dumps(RULES)});\n"
        f"const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));\n"
        f"console.log(JSON.stringify(texts.map((text) => {expression})));"
    )
    done = subprocess.run([NODE, "-e", code], input=json.dumps(texts), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def made_up(characters, count=4000):
    """Return *count* texts of up to 30 *characters*, the same on every run."""
    chance = random.Random(14)
    return ["".join(chance.choices(characters, k=chance.randint(1, 30))) for _ in range(count)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("静音設計", ["静音", "音設", "設計"]),
        ("静音の設計", ["静音", "設計"]),
        ("使い方", ["使い", "い方"]),
        ("打ち心地", ["打ち", "ち心", "心地"]),
        ("音", ["音"]),
        ("音が", ["音が"]),
        ("音は", ["音"]),
        ("のおすすめは、", ["のおすす"]),
        ("机のおすすめは、", ["机", "おすすめ"]),
        ("机をおすすめします", ["机", "おすすめ"]),
        ("使っている", ["使っ"]),
        ("することができます", []),
        ("ラーメン", ["ラーメン"]),
        ("すごーい", ["すごーい"]),
        ("ボール・ペン", ["ボール", "ペン"]),
        ("ｷｰﾎﾞｰﾄﾞ", ["キーボード"]),
        ("iPhone16用", ["iphone16", "16", "e16用"]),
        ("ＩＰＨＯＮＥ", ["iphone"]),
        ("APIキー", ["api", "apiキ", "キー"]),
        ("API キー", ["api", "apiキ", "キー"]),
        ("2024年", ["2024", "024年"]),
        ("snake_case", ["snake_case"]),
        ("키보드를 샀다", ["키보드를", "샀다"]),
        ("机械键盘", ["机械", "械键", "键盘"]),
        ("𠮷野", ["𠮷野"]),
        ("", []),
        ("、。!?", []),
    ],
)
def test_what_becomes_a_term(text, expected):
    assert terms(text) == expected


def test_terms_are_marked_so_that_a_part_of_one_has_three_units():
    assert index_terms("静音") == ["~静~音~"]
    assert index_terms("音") == ["~~音~"]
    assert index_terms("ペン") == ["~ペ~ン~"]
    assert index_terms("M2") == ["~m2~", "~m~", "~2~"]


@given(st.text(CHARACTERS) | st.text(LIKE_JAPANESE))
def test_no_term_is_empty_or_has_a_mark_or_a_space_in_it(text):
    assert not [term for term in terms(text) if not term or MARK in term or any(char.isspace() for char in term)]


@given(st.text(LIKE_JAPANESE))
def test_each_kanji_is_in_a_term(text):
    held = "".join(terms(text))
    assert not [char for char in text if "\u4e00" <= char <= "\u9fff" and char not in held]


def test_the_browser_splits_as_python_does():
    texts = made_up(CHARACTERS) + made_up(LIKE_JAPANESE) + [f"a{char}漢{char}ア{char}" for char in CHARACTERS]
    javascript = in_javascript(texts, "cjk.split(text).map(([kind, term]) => [kind, term])")
    different = [
        text for text, found in zip(texts, javascript, strict=True) if found != [[*pair] for pair in split(text)]
    ]
    assert different == []


def test_the_browser_splits_real_articles_as_python_does(corpus_texts):
    texts = list(corpus_texts.values())
    javascript = in_javascript(texts, "cjk.split(text).map(([kind, term]) => [kind, term])")
    assert [found == [[*pair] for pair in split(text)] for text, found in zip(texts, javascript, strict=True)] == (
        [True] * len(texts)
    )


def test_what_is_looked_for_because_it_is_marked_is_looked_for_anyhow():
    """searchtools.js requires a term for each text to mark: it may only be one of the word itself."""
    texts = made_up(CHARACTERS) + made_up(LIKE_JAPANESE)
    found = in_javascript(
        texts, "[...cjk.splitQuery(text)].map((word) => cjk.splitQuery(word).map((s) => [s, `${cjk.stemWord(s)}`]))"
    )
    for words in found:
        for strings in words:
            of_the_word = {term for string, term in strings if "=" in string}
            assert {term for _, term in strings} == of_the_word


def test_kinds_are_those_of_the_browser():
    assert [kind.value for kind in TermKind] == [1, 2, 3, 4, 5]
    assert [kind.name for kind in TermKind] == ["PAIR", "ALONE", "RUN", "WORD", "PART"]
