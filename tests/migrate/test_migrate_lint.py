"""``--check`` runs the lint of articles; it never asks for a human."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter

from conftest import run_build
from hugo_sites import FILES, TEA, make_site, run

BODY = """\

Bold **「words」**of it, and [a link](/posts/nowhere/), [a page](/posts/pots/), [a file](/images/kettle.png).

### 【重要】メタデータ出力

[Buy](https://www.amazon.co.jp/dp/B000000000?tag=kettle-22)
"""
HEAD = """\
---
title: Tea
date: 2026-02-01T09:00:00+09:00
description: "It ends in the middle of a..."
cover: {image: /images/kettle.png, alt: AI generated thumbnail}
---
"""
EXPECTED = [
    ("content/posts/kettle.md", 57, "lint: embedded_json_ld"),
    ("content/posts/lint.md", 4, "lint: description"),
    ("content/posts/lint.md", 5, "lint: alt"),
    ("content/posts/lint.md", 8, "lint: emphasis"),
    ("content/posts/lint.md", 10, "lint: prompt"),
    ("content/posts/lint.md", 12, "lint: rel"),
    ("content/posts/tea.md", 2, "lint: duplicate_title"),
]


def findings(root, tmp_path, **options):
    status, said = run(root, reports=(tmp_path / "report.json",), **options)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    return status, said, sorted((item["file"], item["line"] or 0, item["kind"]) for item in report["findings"])


def test_check_lists_the_lint_by_kind_with_file_and_line(tmp_path):
    files = FILES | {"content/posts/lint.md": HEAD + BODY}
    files["content/posts/kettle.md"] = str(files["content/posts/kettle.md"]).replace("/posts/gone/", "/posts/tea/")
    root = make_site(tmp_path, files)
    status, said, found = findings(root, tmp_path, docs=None, check=True)
    assert (status, [item for item in found if item[2].startswith("lint")]) == (0, EXPECTED)
    assert said.count("'/posts/nowhere/'") == 1  # as the migration says it, too
    assert "Nothing keeps the site from moving.\n8 things are left for you to mend: link to nowhere, lint" in said


def test_a_migration_says_nothing_of_lint(tmp_path):
    root = make_site(tmp_path, FILES | {"content/posts/lint.md": HEAD + BODY})
    _, said, found = findings(root, tmp_path, docs=tmp_path / "docs")
    assert not [item for item in found if item[2].startswith("lint")]
    assert "lint" not in said.replace("posts/lint", "")


def test_what_is_not_published_is_not_linted(tmp_path):
    draft = HEAD.replace("title: Tea", "title: Tea\ndraft: true")
    root = make_site(tmp_path, FILES | {"content/posts/lint.md": draft + BODY})
    _, _, found = findings(root, tmp_path, docs=None, check=True)
    assert not [item for item in found if item[0] == "content/posts/lint.md" and item[2].startswith("lint")]


def test_a_site_of_one_title_and_no_address_is_linted_too(tmp_path):
    root = make_site(tmp_path, {"content/a.md": TEA, "content/b.md": TEA})
    status, _, found = findings(root, tmp_path, docs=None, check=True)
    assert ("content/b.md", 2, "lint: duplicate_title") in found
    assert status == 1  # no settings, and links that lead nowhere


def test_check_finds_in_real_articles_what_a_build_warns_of(corpus, tmp_path):
    root = tmp_path / "hugo"
    (root / "content/posts").mkdir(parents=True)
    for path in sorted((corpus / "posts").glob("*.md"))[::4]:
        shutil.copy(path, root / "content/posts")
    (root / "hugo.toml").write_text('baseURL = "https://blog.example.org/"\n', encoding="utf-8")
    status, _, found = findings(root, tmp_path, docs=None, check=True)
    (root / "content/index.md").write_text("# Home\n", encoding="utf-8")
    conf = {
        "extensions": ["sphinx_aiarticle"], "html_baseurl": "https://blog.example.org/", "aiarticle_hugo": ["posts/*"],
        "aiarticle_lint": True, "html_theme": "basic", "html_search_language": "en",
    }  # fmt: skip
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf/conf.py").touch()
    site = run_build(root / "content", confdir=tmp_path / "conf", conf=conf)
    kinds = "description|title|duplicate_title|alt|prompt|emphasis|rel|link|embedded_json_ld"
    pattern = re.compile(rf"(posts/[^:]+):(\d+): WARNING: .* \[aiarticle\.({kinds})\]")
    warned = Counter(match[1] + " " + match[3] for line in site.warnings if (match := pattern.match(line)))
    names = {"link to nowhere": "link"}
    listed = Counter(
        f"{file.removeprefix('content/')} {names.get(kind) or kind.removeprefix('lint: ')}"
        for file, _, kind in found
        if kind.startswith("lint") or kind in names
    )
    assert status == 0
    assert warned.total() > 50
    assert listed == warned
