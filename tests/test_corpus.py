"""Real Hugo articles, unedited. Their text is compared with their source; none of it stands here."""

from __future__ import annotations

import html
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import run_build
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Site

CONF = {
    "language": "ja",
    "aiarticle_hugo": ["posts/*"],
    "aiarticle_stores": {},
    "aiarticle_authors": {"author": {"name": "著者", "url": "https://blog.example.org/about/"}},
    "aiarticle_default_author": "author",
    "html_search_language": "en",  # the Japanese splitter is slow, and search is not what is tested
}


def is_target_form(text: str) -> bool:
    """Whether an article has the box in a shortcode and a FAQ, and neither is swallowed by a fence left open."""
    tokens = MarkdownIt().parse(text)
    has_faq = any(token.type == "inline" and token.content == "よくある質問" for token in tokens)
    return has_faq and bool(re.search(r"^\{\{< rawhtml >\}\}\n<div", text, re.MULTILINE))


def build_articles(corpus: Path, tmp_path: Path) -> tuple[Site, dict[str, str]]:
    srcdir = tmp_path / "src"
    (srcdir / "posts").mkdir(parents=True)
    (srcdir / "index.md").write_text("# Home\n", encoding="utf-8")
    sources = {}
    for path in (corpus / "seed.md", *sorted((corpus / "posts").glob("*.md"))):
        text = path.read_text(encoding="utf-8")
        if is_target_form(text):
            sources[path.stem] = text
            shutil.copy(path, srcdir / "posts" / path.name)
    return run_build(srcdir, conf=CONF), sources


def visible(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, dict[str, str]]:
    import os

    from conftest import ROOT

    folder = ROOT.parent / "shared" / "corpus"
    folder = type(folder)(os.environ.get("AIARTICLE_CORPUS", folder))
    if not (folder / "posts").is_dir():
        pytest.skip(f"no corpus of real articles at {folder}; set AIARTICLE_CORPUS to one")
    return build_articles(folder, tmp_path_factory.mktemp("corpus"))


def test_articles_of_the_target_form_build_without_a_warning(articles):
    site, sources = articles
    assert len(sources) > 50
    assert [line for line in site.warnings if "aiarticle.duplicate_slug" not in line] == []


def test_the_links_of_each_box_are_those_of_its_source(articles):
    site, sources = articles
    for stem, text in sources.items():
        block = re.search(r"\{\{< rawhtml >\}\}\n(<div.*?)\{\{< /rawhtml >\}\}", text, re.DOTALL)[1]
        expected = [html.unescape(url) for url in re.findall(r'<a href="([^"]*)"', block)]
        soup = site.soup(f"posts/{stem}.html")
        found = soup.select(".aiarticle-product__store")
        assert [link["href"] for link in found] == expected, stem
        assert all({"sponsored", "noopener"} <= set(link["rel"]) for link in found), stem


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


def test_the_summary_is_a_box(articles):
    site, sources = articles
    for stem, text in sources.items():
        if "\n## 3行要約\n" in text:
            assert len(site.soup(f"posts/{stem}.html").select(".aiarticle-summary li")) == 3, stem
