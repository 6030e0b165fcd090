"""Search for sites in Chinese, Japanese and Korean: a search language for Sphinx that splits pages and queries alike.

Sphinx splits the text of pages in Python, and the query in the browser (here `search_terms.js`). What it has for
Japanese and Chinese splits the pages only: 静音設計 is in the index as two words, and a query looks for one. Nothing in
here knows articles.

There is no dictionary. A site has one list of terms, in which Sphinx finds a term of a query either exactly or,
where no term is equal and the query's term has three UTF-16 units, as a part of others. What becomes a term:

============== =========================================================================================================
kanji          each pair of neighbours: 静音設計 → 静音, 音設, 設計
border         a kanji and its neighbour in another script: 使い方 → 使い, い方. Hiragana that are mostly particles or
               the end of a verb make no pair (静音の → 静音): those say little, and would be a fifth of the index
letters        up to three letters or digits, and the kanji or katakana next to them: iPhone16用 → e16用; API キー →
               apiキ. A space between is not a gap, because writers differ in it
kanji alone    only one that is in no pair
hiragana       the first four characters of a word: のおすすめは → おすすめ. Inflections and function words make none
katakana       the whole run; a query finds any part of it
Hangul         the whole word with its particles; a query finds any part of it
other letters  the whole word, and up to three letters or digits that are together in a mixed one: iPhone16 → iphone16,
               16
============== =========================================================================================================

In the index, `MARK` is around and between the characters of a term (``~静~音~``), or around a word in other letters
(``~iphone16~``). So a term has three units even when it is one character (``~音~``), and a query can ask for a whole
term, with both outer marks, or, with one mark less, for a part of any term.
"""

from __future__ import annotations

import json
import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.search import SearchLanguage, languages

from sphinx_aiarticle.diagnostics import handles

MARK: Final = "~"

#: The scripts, as character classes of a regular expression.
KANJI: Final = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HIRAGANA: Final = "\u3041-\u3096\u309d-\u309f"
KATAKANA: Final = "\u30a1-\u30fa\u30fd-\u30ff"
LONG_VOWEL: Final = "\u30fc"
HANGUL: Final = "\u1100-\u11ff\uac00-\ud7ff"

#: Hiragana that make no pair with the kanji before them, or after them.
NOT_AFTER_KANJI: Final = "をはのへにでと"
NOT_BEFORE_KANJI: Final = "をはのへがにとでもやかたなてるうくすつむぶ"

#: Particles: a run of hiragana that follows something may begin with one, and the next word then begins after it.
PARTICLES: Final = "はがのにでともへや"

#: Beginnings of hiragana runs that are grammar.
FUNCTION_WORDS: Final = (
    "あっ", "あり", "ある", "あれ", "いま", "いる", "おり", "から", "くだ", "こと", "この", "これ",
    "させ", "され", "した", "して", "しな", "しま", "すべき", "する", "すれ", "その", "それ", "ため",
    "だか", "だけ", "だっ", "であ", "でき", "でし", "です", "では", "とい", "とき", "とし", "とっ",
    "とな", "どの", "ない", "なが", "なく", "なけ", "なし", "なっ", "など", "なの", "なら", "なり",
    "なる", "なん", "につ", "にと", "には", "によ", "のが", "のた", "ので", "のに", "のは", "のよ",
    "はず", "まし", "ます", "まで", "もの", "よう", "より", "よる",
)  # fmt: skip

#: Lengths in characters: the shortest word in hiragana, how much of one is in the index, a short word in other letters.
SHORTEST_HIRAGANA: Final = 3
LONGEST_HIRAGANA: Final = 4
SHORT_WORD: Final = 3

#: What `search_terms.js` needs to know.
RULES: Final[dict[str, str | int | tuple[str, ...]]] = {
    "mark": MARK,
    "kanji": KANJI,
    "hiragana": HIRAGANA,
    "katakana": KATAKANA,
    "longVowel": LONG_VOWEL,
    "hangul": HANGUL,
    "notAfterKanji": NOT_AFTER_KANJI,
    "notBeforeKanji": NOT_BEFORE_KANJI,
    "particles": PARTICLES,
    "functionWords": FUNCTION_WORDS,
    "shortestHiragana": SHORTEST_HIRAGANA,
    "longestHiragana": LONGEST_HIRAGANA,
    "shortWord": SHORT_WORD,
}

_CJK = KANJI + HIRAGANA + KATAKANA + LONG_VOWEL + HANGUL
#: Compiled when a page is split: few sites are in these scripts.
_RUN = (
    f"([{KANJI}]+)|([{HIRAGANA}][{HIRAGANA}{LONG_VOWEL}]*)|([{KATAKANA}][{KATAKANA}{LONG_VOWEL}]*)|([{HANGUL}]+)"
    f"|([^\\W{_CJK}]+)"
)
#: The groups of `_RUN`.
_KANJI, _HIRAGANA, _KATAKANA, _HANGUL, _OTHER = range(1, 6)
_LETTERS_OR_DIGITS = re.compile(r"[^\W\d_]+|\d+")


class TermKind(IntEnum):
    """How a query finds a term."""

    #: Two neighbours of which one is a kanji: whole.
    PAIR = 1
    #: A kanji without such a neighbour: in any term.
    ALONE = 2
    #: Kana or Hangul: in any term.
    RUN = 3
    #: A word in other letters: whole when it is short, else in any term.
    WORD = 4
    #: Letters or digits of a mixed word: not from the mixed word.
    PART = 5


def normalise(text: str) -> str:
    """Return *text* in lower case, and with one character for compatible ones (full-width letters, half-width kana)."""
    return unicodedata.normalize("NFKC", text).lower()


def split(text: str) -> list[tuple[TermKind, str]]:
    """Return the terms of *text*, without marks and in their order; a term that comes again is there again."""
    text = normalise(text)
    terms: list[tuple[TermKind, str]] = []
    script, last, end, alone = 0, "", 0, ""
    for match in re.finditer(_RUN, text):
        run = match[0]
        before, script = script, match.lastindex or 0
        gap = text[end : match.start()]
        if gap and (gap != " " or _OTHER not in (before, script)):
            before = 0
        first = run[:SHORT_WORD] if script == _OTHER else run[0]
        pair = last + first if _is_pair(before, last, script, first) else ""
        if pair:
            terms.append((TermKind.RUN if _OTHER in (before, script) else TermKind.PAIR, pair))
        elif alone:
            terms.append((TermKind.ALONE, alone))
        alone = ""
        if script == _KANJI:
            terms += [(TermKind.PAIR, run[i : i + 2]) for i in range(len(run) - 1)]
            alone = run if len(run) == 1 and not pair else ""
        elif script == _HIRAGANA:
            terms += [(TermKind.RUN, word) for word in _hiragana_words(run, before)]
        elif script == _OTHER:
            terms.append((TermKind.WORD, run))
            parts = _LETTERS_OR_DIGITS.findall(run)
            terms += [(TermKind.PART, part) for part in parts if part != run and len(part) <= SHORT_WORD]
        else:
            terms.append((TermKind.RUN, run))
        last, end = run[-SHORT_WORD:] if script == _OTHER else run[-1], match.end()
    if alone:
        terms.append((TermKind.ALONE, alone))
    return terms


def index_terms(text: str) -> list[str]:
    """Return the terms of *text* as they are written in the index."""
    return [mark(term) if kind < TermKind.WORD else MARK + term + MARK for kind, term in split(text)]


def terms_across(before: str, after: str) -> list[str]:
    """Return the terms that a text makes with the text before it in the same paragraph, as they are in the index.

    A paragraph with emphasis or code in it is several texts: **静音**設計, ``env``ファイル.
    """
    end, start = before[-SHORT_WORD - 1 :], after[: SHORT_WORD + 1]  # with a space
    if not (end.strip(" ")[-1:].isalnum() and start.strip(" ")[:1].isalnum()):
        return []
    known = {*split(end), *split(start)}
    return [mark(term) for kind, term in split(end + start) if (kind, term) not in known and _is_across(kind, term)]


def mark(term: str) -> str:
    """Write a term of Chinese, Japanese or Korean as it is in the index.

    A term of one character has a mark more: were ``~音~`` itself a term, Sphinx would not look for it in others.
    """
    return MARK * (1 + (len(term) == 1)) + MARK.join(term) + MARK


def _is_pair(before: int, last: str, script: int, first: str) -> bool:
    """Tell whether *last* of a run in *before* and *first* of the next one make a term (*before* 0: they are apart)."""
    if before == _KANJI:
        return first not in NOT_AFTER_KANJI
    if script == _KANJI:
        return before > 0 and last not in NOT_BEFORE_KANJI
    return {before, script} == {_OTHER, _KATAKANA}


def _is_across(kind: TermKind, term: str) -> bool:
    """Tell whether a term is one of two neighbours, and not a run, which would be cut."""
    return kind == TermKind.PAIR or (kind == TermKind.RUN and not re.fullmatch(_RUN, term))


def _hiragana_words(run: str, before: int) -> list[str]:
    """Return the words in a *run* of hiragana that follows a run in *before* (0: it follows none)."""
    first, *others = run.split("を")
    if before and first[:1] in PARTICLES:
        first = first[1:]
    elif before == _KANJI:
        first = ""  # the inflection of the word
    words = [word for word in (first, *others) if len(word) >= SHORTEST_HIRAGANA]
    return [word[:LONGEST_HIRAGANA] for word in words if not word.startswith(FUNCTION_WORDS)]


#: Characters of a text that may make a term with the next text, and some more.
_ENOUGH = 8
#: How many words a site has whose stems are kept; a dictionary has no more.
_WORDS: Final = 65536


def javascript() -> str:
    """Return the code for the browser: `splitQuery` and `Stemmer`, as searchtools.js calls them."""
    code = Path(__file__).with_name("search_terms.js").read_text(encoding="utf-8")
    return (
        f"{code}\nvar {{ splitQuery, stemWord }} = cjkSearch({json.dumps(RULES)});\n"
        "var Stemmer = function () {\n  this.stemWord = stemWord;\n};\n"
    )


class SearchCJK(SearchLanguage):
    """Search in Chinese, Japanese or Korean text, and in the words of other languages that are in it.

    There are no stop words and no stemming: a query finds parts of words.
    """

    js_stemmer_code = ""  # the splitter brings it

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self.js_splitter_code = javascript()  # not before a site asks for it
        #: For texts of the document that is being indexed: what may be before each in its paragraph.
        self.before: dict[str, set[str]] = {}

    def split(self, input: str) -> list[str]:
        """Return the terms of a text, and those that it makes with the text before it, as they are in the index."""
        terms = index_terms(input)
        for before in self.before.get(input, ()):
            terms += terms_across(before, input)
        return terms

    def stem(self, word: str) -> str:
        """Return a term as it is, and a keyword of a `meta` element, which Sphinx does not split, as one term."""
        return word if word.startswith(MARK) else "".join(index_terms(word))

    def word_filter(self, word: str) -> bool:
        """Take each term: `split` has left out what says little."""
        return bool(word)


#: What Sphinx has registered for each language; it treats Korean as English.
_OF_SPHINX: Final = {
    "ja": ("Japanese", "sphinx.search.ja.SearchJapanese"),
    "ko": ("Korean", None),
    "zh": ("Chinese", "sphinx.search.zh.SearchChinese"),  # thereby also for zh_CN and zh_TW
}
#: Each class of ours, and that of Sphinx.
LANGUAGES: Final = {
    lang: (cast("type[SearchCJK]", type(f"Search{name}", (SearchCJK,), {"lang": lang, "language_name": name})), theirs)
    for lang, (name, theirs) in _OF_SPHINX.items()
}


@handles("config-inited", priority=900)
def on_config_inited(app: Sphinx, config: Config) -> None:
    """Register the search language of the site, unless another way to split words has been chosen.

    A project chooses one with `html_search_options`, an extension with `Sphinx.add_search_language`.
    """
    language = (config.html_search_language or config.language).partition("_")[0]
    if language not in LANGUAGES:
        return
    ours, sphinx_class = LANGUAGES[language]
    registered = languages.get(language)
    if config.html_search_options:
        if registered is ours:  # by another project in this process
            del languages[language]
            if sphinx_class:
                languages[language] = sphinx_class
    elif registered == sphinx_class:
        app.add_search_language(ours)


@handles("doctree-resolved", priority=900)
def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Tell the search language which texts of a paragraph follow each other: Sphinx gives it each text on its own.

    Sphinx indexes a document right after its doctree is resolved, in the same process. It finds the stem of each word
    anew for every document, which takes longer than all else that a search needs; here the whole site shares them.
    """
    language = getattr(getattr(app.builder, "indexer", None), "lang", None)
    if isinstance(language, SearchLanguage) and "stem" not in vars(language):
        language.stem = lru_cache(_WORDS)(language.stem)  # type: ignore[method-assign]
    if isinstance(language, SearchCJK):
        language.before = _texts_before(doctree)


def _texts_before(doctree: nodes.document) -> dict[str, set[str]]:
    """Return, for each text that is not the first of its paragraph, what is before it, in all places where it is."""
    before: dict[str, set[str]] = {}
    last, last_block = "", None
    for text in doctree.findall(nodes.Text):
        block: nodes.Node | None = text.parent
        while isinstance(block, nodes.Inline):
            block = block.parent
        if block is last_block:
            before.setdefault(text, set()).add(last)
        else:
            last, last_block = "", block
        last = (last + text)[-_ENOUGH:]
    return before
