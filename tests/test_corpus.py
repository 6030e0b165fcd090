"""The whole corpus of real Hugo articles in one build, against its sources; none of their text stands here."""

from __future__ import annotations

import difflib
import html
import os
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import BASE, ROOT, run_build
from corpus_reader import count, product_links, rendered, words
from markdown_it import MarkdownIt
from twin_reader import compare

if TYPE_CHECKING:
    from conftest import Site

CONF = {
    "language": "ja",
    "aiarticle_hugo": ["posts/*"],
    "aiarticle_stores": {},
    "aiarticle_authors": {"author": {"name": "著者", "url": "https://blog.example.org/about/"}},
    "aiarticle_default_author": "author",
    "html_search_language": "en",  # the Japanese splitter is slow, and search is not what is tested
    "aiarticle_markdown": True,
    "aiarticle_affiliate_builders": ["markdown"],
}


def is_target_form(text: str) -> bool:
    """Whether an article has the box in a shortcode and a FAQ, and neither is swallowed by a fence left open."""
    tokens = MarkdownIt().parse(text)
    has_faq = any(token.type == "inline" and token.content == "よくある質問" for token in tokens)
    return has_faq and bool(re.search(r"^\{\{< rawhtml >\}\}\n<div", text, re.MULTILINE))


def visible(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, dict[str, str]]:
    folder = Path(os.environ.get("AIARTICLE_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not (folder / "posts").is_dir():
        pytest.skip(f"no corpus of real articles at {folder}; set AIARTICLE_CORPUS to one")
    srcdir = tmp_path_factory.mktemp("whole") / "src"
    (srcdir / "posts").mkdir(parents=True)
    (srcdir / "index.md").write_text("# Home\n", encoding="utf-8")
    sources = {}
    for path in (folder / "seed.md", *sorted((folder / "posts").glob("*.md"))):
        sources[path.stem] = path.read_text(encoding="utf-8")
        shutil.copy(path, srcdir / "posts" / path.name)
    return run_build(srcdir, conf=CONF), sources


@pytest.fixture(scope="module")
def articles(everything: tuple[Site, dict[str, str]]) -> tuple[Site, dict[str, str]]:
    """The site, and those sources that have the box in a shortcode and a FAQ that no fence swallows."""
    site, sources = everything
    found = {stem: text for stem, text in sources.items() if is_target_form(text)}
    assert len(found) > 50
    return site, found


def test_every_article_builds_without_a_warning_but_of_slugs_that_several_have(everything):
    site, sources = everything
    slugs = Counter(re.findall(r"^slug: \"?([^\"\n]+)", "\n".join(sources.values()), re.MULTILINE))
    shared = sorted(f"/posts/{slug}/" for slug, count in slugs.items() if count > 1)
    assert sorted(re.search(r"the address '([^']+)':", line)[1] for line in site.warnings) == shared


def test_summaries_boxes_with_their_links_and_questions_are_those_of_the_sources(everything):
    site, sources = everything
    total = 0
    for stem, source in sources.items():
        soup, written = site.soup(f"posts/{stem}.html"), rendered(source)
        expected = count(written)
        assert len(soup.select(".aiarticle-summary")) == expected.summaries, stem
        assert len(soup.select(".aiarticle-summary li")) == 3 or "\n## 3行要約\n" not in source, stem
        assert len(soup.select(".aiarticle-product")) == expected.products, stem
        assert len(soup.select(".aiarticle-question")) == expected.questions, stem
        total += expected.summaries + expected.products + expected.questions
        links = soup.select(".aiarticle-product__store")
        assert [link["href"] for link in links] == [link["href"] for box in product_links(written) for link in box]
        assert all({"sponsored", "noopener"} <= set(link["rel"]) for link in links), stem
    assert total > 4 * len(sources)


def expected_words(source: str) -> str:
    """All words of a source but those that a box says in its own way: the labels of its buttons, and its notice."""
    soup = rendered(source)
    for links in product_links(soup):
        divisions = links[0].find_parents("div")
        box = divisions[-1] if divisions else links[0].parent
        below = box.find_next_sibling()
        for notice in box.select("p:last-child") if divisions else [below] if below else []:
            if notice.get_text().startswith("※"):
                notice.decompose()
        for element in [*links, *box.select("a + span")]:
            element.decompose()
        if name := box.find("strong"):
            name.string = name.get_text().lstrip("🛍️ ")  # a picture is not part of a product's name
    return words(soup)


def page_words(site: Site, stem: str) -> str:
    """All words of the body of a page but those that we add: title, header, notices and shop buttons."""
    body = site.soup(f"posts/{stem}.html").select_one("div.body")
    added = ("header", "notice", "product__notice", "product__statement", "product__stores")
    for element in body.select(", ".join(["h1", ".headerlink", *(f".aiarticle-{name}" for name in added)])):
        element.decompose()
    return words(body)


def test_no_word_of_an_author_is_lost(everything):
    site, sources = everything
    changes = []
    for stem, source in sources.items():
        expected, found = expected_words(source), page_words(site, stem)
        if expected != found:
            codes = difflib.SequenceMatcher(None, expected, found, autojunk=False).get_opcodes()
            changes += [f"{stem}: {expected[a:b]!r} -> {found[c:d]!r}" for tag, a, b, c, d in codes if tag != "equal"]
    assert changes == []


def test_each_question_and_answer_equals_what_the_reader_sees(articles):
    site, sources = articles
    for stem, text in sources.items():
        soup = site.soup(f"posts/{stem}.html")
        shown = soup.select(".aiarticle-question")
        questions = site.node(f"posts/{stem}.html", "FAQPage")["mainEntity"]
        faq = text.partition("\n## よくある質問\n")[2].partition("\n## ")[0]
        assert len(questions) == len(shown) == len(re.findall(r"^### Q\d", faq, re.MULTILINE)), stem
        for question, section in zip(questions, shown, strict=True):
            assert question["@id"].endswith(f"#{section['id']}")
            heading = section.find(re.compile("h[2-6]"))
            heading.select_one(".headerlink").decompose()
            assert visible(heading.get_text()).endswith(visible(question["name"])), stem
            answer = html.unescape(re.sub(r"<[^>]+>", "", question["acceptedAnswer"]["text"]))
            assert visible(section.select_one(".aiarticle-question__answer").get_text()) == visible(answer), stem


def test_nothing_of_a_shortcode_or_hand_made_script_is_left(articles):
    site, sources = articles
    for stem in sources:
        assert len(site.scripts(f"posts/{stem}.html")) == 1, stem
        soup = site.soup(f"posts/{stem}.html")
        for code in soup.select("pre, code, script"):
            code.decompose()
        assert "{{<" not in soup.get_text(), stem
        assert len(soup.select("h1")) == 1, stem


def test_twins_have_all_words_links_tables_and_code(everything):
    site, sources = everything
    assert sum(compare(site, f"posts/{stem}", BASE) for stem in sources) > 50_000
