"""``init`` and ``new`` make what builds at once, and overwrite nothing."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from sphinx_aiarticle.__main__ import main
from sphinx_aiarticle.cli.create import _WORDS
from sphinx_aiarticle.config_values import LOCALE_DIR, catalogue_of

TITLES = [
    "A desk: 5 * 3 *stars* `code` _x_ |y| <b> \\ \"q\" 'r' # 1",
    "机の明かり：置く、はさむ",
    "- 1. list {role}`x` [a](b)",
]


def build(folder):
    command = [sys.executable, "-m", "sphinx", "-q", "-nW", "-b", "html", str(folder), str(folder / "_build" / "html")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("syntax", ["md", "rst"])
def test_what_is_made_builds_without_a_warning(tmp_path, syntax):
    folder = tmp_path / "my blog"
    assert (
        main(["init", str(folder), "--syntax", syntax, "--title", TITLES[0], "--author", "森", "--language", "ja"]) == 0
    )
    for title in TITLES:
        assert main(["new", title, "--docs", str(folder), "--syntax", syntax]) == 0
    build(folder)
    pages = {
        path.stem: path.read_text(encoding="utf-8") for path in (folder / "_build" / "html" / "posts").glob("*.html")
    }
    assert len(pages) == 4
    assert "<h1>机の明かり：置く、はさむ<" in pages["机の明かり-置く-はさむ"]
    assert "<h1>- 1. list {role}`x` [a](b)<" in pages["1-list-role-x-a-b"]
    assert "application/ld+json" in pages["first-article"]


def test_a_site_in_a_language_without_labels_builds_without_a_warning(tmp_path):
    assert main(["init", str(tmp_path), "--title", "A", "--language", "cs"]) == 0
    build(tmp_path)


def test_an_e_book_of_what_is_made_lacks_nothing_and_pictures_have_a_folder(tmp_path):
    assert main(["init", str(tmp_path), "--title", "A"]) == 0
    conf = tmp_path / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8").replace("# version =", "version ="), encoding="utf-8")
    out = (str(tmp_path / "_build" / name) for name in ("doctrees", "epub"))
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "epub", "-d", next(out), str(tmp_path), next(out)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "images").is_dir()


def test_an_article_takes_the_syntax_of_the_others(tmp_path):
    assert main(["init", str(tmp_path), "--title", "Notes", "--author", "Aoi", "--syntax", "rst"]) == 0
    assert main(["new", "A pot", "--docs", str(tmp_path)]) == 0
    assert main(["new", "Tea", "--docs", str(tmp_path), "--folder", "elsewhere", "--syntax", "md"]) == 0
    assert main(["new", "Milk", "--docs", str(tmp_path), "--folder", "elsewhere"]) == 0
    assert {path.name for path in tmp_path.rglob("*.*")} >= {"a-pot.rst", "tea.md", "milk.md"}


def test_nothing_is_overwritten(tmp_path, capsys):
    (tmp_path / "index.md").write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path), "--title", "A"]) == 2
    assert "index.md exists and is not overwritten" in capsys.readouterr().err.replace("\n", " ")
    assert [path.name for path in tmp_path.iterdir()] == ["index.md"]
    (tmp_path / "index.md").unlink()
    assert main(["init", str(tmp_path), "--title", "A"]) == 0
    assert main(["new", "First article", "--docs", str(tmp_path)]) == 2
    assert main(["new", "First article", "--docs", str(tmp_path), "--syntax", "rst"]) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["new", "T", "--folder", "../up"],
        ["new", "T", "--folder", "/tmp"],
        ["new", "T", "--name", "a/b"],
        ["new", "T", "--name", "nul"],
        ["new", "T", "--name", ""],
        ["new", " \n"],
        ["init", "x", "--url", "example.org"],
        ["init", "x", "--language", "klingonese"],
        ["new", "T", "--docs", "nowhere"],
    ],
)
def test_what_cannot_be_made_is_said(tmp_path, monkeypatch, capsys, arguments):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "conf.py").write_text("", encoding="utf-8")
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("sphinx-aiarticle: ")
    assert [path.name for path in tmp_path.iterdir()] == ["conf.py"]


@pytest.mark.parametrize(("title", "name"), [("Con", "con-article"), ("!!!", "article"), ("あ" * 200, "あ" * 33)])
def test_a_title_makes_a_safe_name(tmp_path, title, name):
    (tmp_path / "conf.py").write_text("", encoding="utf-8")
    assert main(["new", title, "--docs", str(tmp_path)]) == 0
    assert [path.stem for path in (tmp_path / "posts").iterdir()] == [name]


def test_questions_are_asked_in_a_terminal_alone(tmp_path, monkeypatch):
    class Keyboard(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stdin", Keyboard("Asked\n\nhttps://a.example\n"))
    assert main(["init", str(tmp_path / "pipe")]) == 0
    monkeypatch.setattr(sys, "stdout", Keyboard())
    assert main(["init", str(tmp_path / "terminal")]) == 0
    assert 'project = "pipe"' in (tmp_path / "pipe" / "conf.py").read_text(encoding="utf-8")
    conf = (tmp_path / "terminal" / "conf.py").read_text(encoding="utf-8")
    assert 'project = "Asked"' in conf
    assert 'author = "Asked"' in conf
    assert 'html_baseurl = "https://a.example/"' in conf


@pytest.mark.parametrize(
    ("language", "heading", "point"),
    [
        ("ja", "最初の記事", "- 一つ目の要点。"),
        ("de_AT", "Der erste Artikel", "- Der erste Punkt."),
        ("zh-HK", "第一篇文章", "- 第一個重點。"),
        ("cs", "The first article", "- The first point."),
    ],
)
def test_what_is_made_is_in_the_language_of_the_site(tmp_path, language, heading, point):
    assert main(["init", str(tmp_path), "--title", "A", "--language", language]) == 0
    first = (tmp_path / "posts/first-article.md").read_text(encoding="utf-8")
    assert f'title: "{heading}"' in first
    assert main(["new", "Other", "--docs", str(tmp_path), "--syntax", "rst"]) == 0
    assert point in first
    assert point in (tmp_path / "posts/other.rst").read_text(encoding="utf-8")


def test_a_folder_has_its_language_and_a_broken_project_english(tmp_path):
    conf = tmp_path / "conf.py"
    conf.write_text('language = "ja"\naiarticle_languages = {"fr": "de", "de": {"path": "de/at"}}\n', encoding="utf-8")
    assert main(["new", "A", "--docs", str(tmp_path), "--folder", "de/at"]) == 0
    assert "Der Text des Artikels." in (tmp_path / "de/at/a.md").read_text(encoding="utf-8")
    conf.write_text("1 / 0", encoding="utf-8")
    assert main(["new", "B", "--docs", str(tmp_path)]) == 0
    assert "The article." in (tmp_path / "posts/b.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", sorted(LOCALE_DIR.glob("*/")), ids=lambda path: path.name)
def test_each_language_has_all_words_of_a_first_article(folder):
    _locale, catalogue = catalogue_of(folder.name)
    assert not [words for words in _WORDS.values() if catalogue.pgettext("init", words) == words]
