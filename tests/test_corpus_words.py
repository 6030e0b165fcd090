"""The whole corpus in one build: the boxes are those that its sources hold, and no word of an author is lost."""

from __future__ import annotations

import difflib
import os
import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT, run_build
from test_corpus import CONF

sys.path.insert(0, str(Path(__file__).parent / "hugo"))
from corpus_reader import count, product_links, rendered, words

if TYPE_CHECKING:
    from conftest import Site


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


def test_every_article_builds_without_a_warning_but_of_slugs_that_several_have(everything):
    site, sources = everything
    slugs = Counter(re.findall(r"^slug: \"?([^\"\n]+)", "\n".join(sources.values()), re.MULTILINE))
    shared = sorted(f"/posts/{slug}/" for slug, count in slugs.items() if count > 1)
    assert sorted(re.search(r"the address '([^']+)' by their slug", line)[1] for line in site.warnings) == shared


def test_boxes_and_questions_are_as_many_as_the_sources_hold(everything):
    site, sources = everything
    total = 0
    for stem, source in sources.items():
        soup, expected = site.soup(f"posts/{stem}.html"), count(source)
        assert len(soup.select(".aiarticle-summary")) == expected.summaries, stem
        assert len(soup.select(".aiarticle-product")) == expected.products, stem
        assert len(soup.select(".aiarticle-question")) == expected.questions, stem
        total += expected.summaries + expected.products + expected.questions
    assert total > 4 * len(sources)


def test_links_of_every_box_are_the_authors(everything):
    site, sources = everything
    for stem, source in sources.items():
        expected = [link["href"] for links in product_links(rendered(source)) for link in links]
        found = site.soup(f"posts/{stem}.html").select(".aiarticle-product__store")
        assert [link["href"] for link in found] == expected, stem


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
