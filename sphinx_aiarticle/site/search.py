"""Search for sites in Chinese, Japanese and Korean: a search language for Sphinx that splits pages and queries alike.

Sphinx splits the text of pages in Python, and the query in the browser. What it has for Japanese and Chinese splits the
pages only: 静音設計 is in the index as two words, and a query looks for one. Nothing in here knows articles.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from docutils import nodes
from sphinx.search import SearchLanguage, languages

from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.site import search_terms

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


#: Characters of a text that may make a term with the next text, and some more.
_ENOUGH = 8
#: How many words a site has whose stems are kept; a dictionary has no more.
_WORDS: Final = 65536


def javascript() -> str:
    """Return the code for the browser: `splitQuery` and `Stemmer`, as searchtools.js calls them."""
    code = Path(__file__).with_name("search_terms.js").read_text(encoding="utf-8")
    return (
        f"{code}\nvar {{ splitQuery, stemWord }} = cjkSearch({json.dumps(search_terms.RULES)});\n"
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
        terms = search_terms.index_terms(input)
        for before in self.before.get(input, ()):
            terms += search_terms.terms_across(before, input)
        return terms

    def stem(self, word: str) -> str:
        """Return a term as it is, and a keyword of a `meta` element, which Sphinx does not split, as one term."""
        return word if word.startswith(search_terms.MARK) else "".join(search_terms.index_terms(word))

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


@guarded
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


def setup(app: Sphinx) -> None:
    """Register them."""
    app.connect("config-inited", on_config_inited, priority=900)
    app.connect("doctree-resolved", on_doctree_resolved, priority=900)
