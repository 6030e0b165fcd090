"""A search finds the pages that hold its words, as Sphinx's own scripts run it, and marks them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import CONF
from sphinx.search import SearchLanguage, languages
from sphinx.search.en import SearchEnglish

from sphinx_aiarticle.site import search

NODE = shutil.which("node")

JAPANESE = {
    "desk": """\
# 静かな机の作り方

机の音を小さくする使い方をまとめました。静音設計のキーボードと、厚手のフェルトが効きます。

おすすめはメカニカルキーボードではありません。ＵＳＢハブも足元へ移します。
""",
    "pen": """\
# ボールペンの選び方

書き心地はインクで決まります。iPhone16用のペンケースも試しました。価格は３８００円です。

設計図を書く人には、芯の細いペンが向きます。
""",
    "cafe": """\
# 珈琲と音楽の店

静かな音楽が流れる店です。iPad を使う人が多く、API キーを忘れた話を聞きました。

すべての席に電源があり、ﾗｰﾒﾝ も出ます。
""",
}
CHINESE = {
    "keyboard": "# 安静的键盘\n\n这款机械键盘的声音很小，适合在图书馆使用。支持USB连接和Mac系统。\n",
    "lamp": "# 台灯的选择\n\n这盏台灯亮度可调，适合夜间读书。图案简单，使用方便。\n",
    "tea": "# 綠茶的泡法\n\n用八十度的熱水泡綠茶，味道最好。茶葉要先稱重。\n",
}
KOREAN = {
    "keyboard": "# 조용한 키보드\n\n기계식키보드는 소리가 크지만, 이 키보드를 쓰면 사무실에서도 조용합니다.\n",
    "lamp": "# 책상 조명\n\n초등학교에서 쓰는 조명을 집에 두었습니다. LED조명은 밝고 오래갑니다.\n",
    "book": "# 책을 고르는 법\n\n학교 도서관에는 책이 많습니다. 소설책부터 읽어 보세요.\n",
}

#: Query, and the pages that hold it.
IN_JAPANESE = [
    ("静音 キーボード", "desk"),
    ("静音設計", "desk"),
    ("設計", "desk pen"),
    ("音設", "desk"),
    ("設計図", "pen"),
    ("使い方", "desk"),
    ("使う", "cafe"),
    ("書き心地", "pen"),
    ("心地 価格", "pen"),
    ("音", "desk cafe"),
    ("席", "cafe"),
    ("人 音楽", "cafe"),
    ("静かな", "desk cafe"),
    ("キーボード", "desk"),
    ("カニカル", "desk"),
    ("ペン", "pen"),
    ("ペンケース", "pen"),
    ("ボール", "pen"),
    ("ラーメン", "cafe"),
    ("ﾗｰﾒﾝ", "cafe"),
    ("おすすめ", "desk"),
    ("すすめ", "desk"),
    ("まとめ", "desk"),
    ("すべて 電源", "cafe"),
    ("iPhone16用", "pen"),
    ("iphone", "pen"),
    ("phone16", "pen"),
    ("16", "pen"),
    ("ipad", "cafe"),
    ("USBハブ", "desk"),
    ("usb", "desk"),
    ("us", ""),
    ("APIキー", "cafe"),
    ("API キー", "cafe"),
    ("APIキーボード", ""),
    ("3800円", "pen"),
    ("800円", ""),
    ("珈琲　音楽", "cafe"),
    ("音楽設計", ""),
    ("静音 音楽", ""),
    ("電源 缶詰", ""),
    ("ではありません", ""),
    ("、。", ""),
]
IN_CHINESE = [
    ("机械键盘", "keyboard"),
    ("键盘 声音", "keyboard"),
    ("图书馆", "keyboard"),
    ("使用", "keyboard lamp"),
    ("适合 台灯", "lamp"),
    ("图", "keyboard lamp"),
    ("Mac系统", "keyboard"),
    ("usb", "keyboard"),
    ("綠茶", "tea"),
    ("茶", "tea"),
    ("台灯声音", ""),
    ("绿茶", ""),
]
IN_KOREAN = [
    ("키보드", "keyboard"),
    ("키보드를", "keyboard"),
    ("기계식 키보드", "keyboard"),
    ("학교", "lamp book"),
    ("학교 도서관", "book"),
    ("조명", "lamp"),
    ("책", "lamp book"),
    ("LED", "lamp"),
    ("led조명", "lamp"),
    ("소리 조명", ""),
]


def pages(articles):
    toctree = "# Home\n\n```{toctree}\n:hidden:\n\n" + "\n".join(articles) + "\n```\n"
    return {"index.md": toctree} | {f"{name}.md": text for name, text in articles.items()}


def ask(site, queries, texts=None):
    """Return what Sphinx's scripts answer to each query in a built *site*."""
    if not NODE:
        pytest.skip("needs node")
    command = [NODE, str(Path(__file__).with_name("search_page.js")), str(site.outdir)]
    question = json.dumps({"queries": queries, "texts": texts or {}})
    done = subprocess.run(command, input=question, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def index(site):
    """Return the index of a site, without the terms of former builds, which Sphinx keeps with no page."""
    data = json.loads(site.text("searchindex.js").removeprefix("Search.setIndex(").removesuffix(")"))
    for terms in (data["terms"], data["titleterms"]):
        for term in [term for term, found in terms.items() if found == []]:
            del terms[term]
    return data


@pytest.fixture(autouse=True)
def _registered():
    """Sphinx keeps search languages for the whole process."""
    before = dict(languages)
    yield
    languages.clear()
    languages.update(before)


@pytest.mark.parametrize(
    ("language", "articles", "expected"),
    [
        ("ja", JAPANESE, IN_JAPANESE),
        ("zh_CN", CHINESE, IN_CHINESE),
        ("zh_TW", CHINESE, IN_CHINESE),
        ("ko", KOREAN, IN_KOREAN),
    ],
)
def test_a_query_finds_the_pages_that_hold_its_words(build, language, articles, expected):
    site = build(pages(articles), conf={"language": language})
    assert site.warnings == []
    answers = ask(site, [query for query, _ in expected])
    found = [(query, set(answer["pages"])) for (query, _), answer in zip(expected, answers, strict=True)]
    assert found == [(query, set(names.split())) for query, names in expected]


def test_a_part_of_any_word_or_two_words_find_their_page(build, corpus_texts):
    """Real articles: parts of words, words in two scripts, and pairs of words of one page."""
    texts = dict(list(corpus_texts.items())[:25])
    site = build(
        {"index.md": "# Home\n"} | {f"{name}": text for name, text in texts.items()},
        conf={"language": "ja", "aiarticle_hugo": ["*"], "aiarticle_drafts": True, "suppress_warnings": ["*"]},
    )
    queries = []
    for name in texts:
        document = site.doctree(name.removesuffix(".md"))
        text = "\n".join(node.astext() for node in document.findall(lambda n: n.tagname == "paragraph"))
        kanji = re.findall("[一-鿿]{3,}", text)
        katakana = re.findall("[ァ-ヺ][ァ-ヺー]{3,}", text)
        mixed = re.findall("[A-Za-z]{2,}[ァ-ヺ]{2,}|[ァ-ヺー]{3,}[一-鿿]|[一-鿿][いりちきけえ][一-鿿]", text)
        page = name.removesuffix(".md")
        queries += [(page, kanji[0][:2] + " " + katakana[-1]), (page, katakana[0][1:4]), (page, kanji[-1][-1])]
        queries += [(page, word) for word in (kanji[0][1:], *mixed[:3])]
    answers = ask(site, [query for _, query in queries])
    lost = [
        (page, query) for (page, query), answer in zip(queries, answers, strict=True) if page not in answer["pages"]
    ]
    assert lost == []
    assert len(queries) > 100


def test_the_page_marks_the_words_of_the_query_and_no_parts_of_others(build):
    site = build(pages(JAPANESE), conf={"language": "ja"})
    queries = ["静音設計", "静音の設計 使い方", "USB", "音", "３８００円", "16"]
    answers = ask(site, queries)
    on_pages = "\n".join(JAPANESE.values()).lower()
    marked = [[text for text in answer["highlight"] if text in on_pages] for answer in answers]
    assert marked == [["静音設計"], ["静音", "設計", "使い方"], ["ｕｓｂ"], ["音"], ["３８００円"], []]


def test_an_excerpt_is_where_the_words_are(build):
    site = build(pages(JAPANESE), conf={"language": "ja"})
    filler = "あれこれの話が続きます。" * 40
    texts = {name: filler + text + filler for name, text in JAPANESE.items()}
    for query, answer in zip(
        ["静音設計", "使い方", "席", "ペンケース", "iPhone16用"],
        ask(site, ["静音設計", "使い方", "席", "ペンケース", "iPhone16用"], texts),
        strict=True,
    ):
        assert len(answer["excerpts"]) == 1
        (excerpt,) = answer["excerpts"].values()
        assert query in excerpt


def test_objects_are_found_by_name(build):
    text = "# 用語\n\n```{py:function} 静音設計(音)\n工夫。\n```\n\n```{py:data} 構造化データ\n機械が読む。\n```\n"
    site = build({"index.md": text}, conf={"language": "ja"})
    answers = ask(site, ["静音設計", "静音", "構造化データ", "設計 用語", "設計 機械"])
    assert [answer["objects"] for answer in answers] == [["静音設計"], ["静音設計"], ["構造化データ"], ["静音設計"], []]


def test_results_call_a_product_by_its_kind_alone(build):
    files = {"index.md": "# Home\n\n:::{product-box}\n:id: a\n:::\n", "products.toml": '[a]\nname = "Mat"\n'}
    site = build(files, conf={"language": "ja", "aiarticle_catalog": "products.toml"})
    assert r'"objnames":{"0":["aiarticle","product","\u5546\u54c1"]}' in site.text("searchindex.js")


def test_words_are_found_across_emphasis_and_code(build):
    text = (
        "# 机\n\nこれは **静音** 設計ではなく、**防**音の話で、"
        "`env`ファイルと、**API** *キー*用の[鍵](index)穴があります。\n\n"
        "- 右\n- 左\n\n静**音**は**機械**\n"
    )
    site = build({"index.md": text}, conf={"language": "ja"})
    found = ["防音", "envファイル", "APIキー用", "鍵穴", "静音"]
    lost = ["右左", "音機", "械静"]
    answers = ask(site, [*found, *lost])
    assert [answer["pages"] for answer in answers] == [["index"]] * len(found) + [[]] * len(lost)


def test_keywords_of_a_page_are_one_term_each(build):
    text = "---\nmyst:\n  html_meta:\n    keywords: 静音キーボード, ＬＥＤ\n---\n# T\n"
    site = build({"index.md": text}, conf={"language": "ja"})
    assert [answer["pages"] for answer in ask(site, ["キーボード", "led"])] == [["index"], ["index"]]
    assert set(index(site)["terms"]) == {"~静~音~~音~キ~~キ~ー~ボ~ー~ド~", "~led~"}


@pytest.mark.parametrize("language", ["ja", "zh_CN", "ko"])
def test_serial_parallel_and_incremental_indexes_are_equal(build, language):
    files = pages(JAPANESE | CHINESE | KOREAN)
    serial = index(build(files, conf={"language": language}, out="serial"))
    assert index(build({}, conf={"language": language}, out="parallel", parallel=4)) == serial
    build({"pen.md": "# 万年筆\n"}, conf={"language": language}, out="serial")
    assert index(build({"pen.md": JAPANESE["pen"]}, conf={"language": language}, out="serial")) == serial


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_other_languages_keep_their_search(build, language):
    site = build(pages(JAPANESE), conf={"language": language})
    assert "cjkSearch" not in site.text("_static/language_data.js")
    assert not [term for term in index(site)["terms"] if "~" in term]


def test_an_english_site_can_ask_for_the_search_of_its_japanese_pages(build):
    files = pages(JAPANESE | {"en": "# A quiet desk\n\nKeyboards make noise.\n"})
    site = build(files, conf={"language": "en", "html_search_language": "ja"})
    queries = ["静音 キーボード", "keyboard", "quiet noise"]
    assert [answer["pages"] for answer in ask(site, queries)] == [["desk"], ["en"], ["en"]]


@pytest.mark.parametrize(
    ("language", "options"),
    [("ja", {"type": "sphinx.search.ja.DefaultSplitter"}), ("zh_CN", {"dict": "words.txt"}), ("ko", {"any": "option"})],
)
def test_a_project_that_chose_a_splitter_keeps_it(build, language, options):
    build(pages(JAPANESE), conf={"language": language}, out="ours")  # whatever was built in this process before
    site = build(pages(JAPANESE), conf={"language": language, "html_search_options": options}, out="theirs")
    assert "cjkSearch" not in site.text("_static/language_data.js")
    assert not [term for term in index(site)["terms"] if "~" in term]


def test_an_extension_that_brings_a_splitter_keeps_it(build, monkeypatch, tmp_path):
    (tmp_path / "theirs_ja.py").write_text(
        "from sphinx.search import SearchLanguage\n"
        "class Theirs(SearchLanguage):\n    lang = 'ja'\n    language_name = 'Japanese'\n"
        "def setup(app):\n    app.add_search_language(Theirs)\n    return {'parallel_read_safe': True}\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    conf = {"language": "ja", "extensions": [*CONF["extensions"], "theirs_ja"]}
    site = build(pages(JAPANESE), conf=conf)
    assert "cjkSearch" not in site.text("_static/language_data.js")


def test_the_stem_of_a_word_is_found_once_for_all_pages(build, monkeypatch):
    stem, stemmed = SearchEnglish.stem, []
    monkeypatch.setattr(SearchEnglish, "stem", lambda self, word: stemmed.append(word) or stem(self, word))
    files = {"a.md": "# One\n\nTeapots whistling.\n", "b.md": "# Two\n\nTeapots sing, whistling.\n"}
    site = build({"index.md": "# Home\n\n```{toctree}\na\nb\n```\n", **files})
    assert sorted(stemmed) == sorted({*stemmed})
    terms = index(site)["terms"]
    assert len(terms["whistl"]) == len(terms["teapot"]) == 2


def test_a_project_that_changes_its_splitter_gets_a_new_index(build):
    ours = index(build(pages(JAPANESE), conf={"language": "ja"}))
    options = {"html_search_options": {"type": "sphinx.search.ja.DefaultSplitter"}}
    theirs = build({}, conf={"language": "ja"} | options)
    assert not [term for term in index(theirs)["terms"] if "~" in term]
    assert index(build({}, conf={"language": "ja"})) == ours


def test_the_languages_of_sphinx_are_what_we_replace():
    for name, (ours, theirs) in search.LANGUAGES.items():
        assert languages.get(name) in (theirs, ours)
        assert issubclass(ours, SearchLanguage)
        assert ours.lang == name
