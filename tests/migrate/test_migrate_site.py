"""A whole site, from the command to the page."""

from __future__ import annotations

import subprocess
import sys

from hugo_sites import FILES, build_project, make_site, run, tree

from sphinx_aiarticle.__main__ import main


def test_the_project_builds_without_a_warning(tmp_path):
    status, said = run(make_site(tmp_path), tmp_path / "docs")
    assert status == 0
    assert f"sphinx-build -b dirhtml {tmp_path / 'docs'}" in said
    site = build_project(tmp_path / "docs")
    assert site.warnings == []
    page = site.soup("posts/choose-a-kettle/index.html")
    assert page.h1.get_text().startswith("How to choose: a kettle #1")
    assert len(page.select(".aiarticle-summary li")) == 3
    assert len(page.select(".aiarticle-question")) == 2
    assert page.select_one(".aiarticle-header img")["src"].endswith("kettle.png")
    assert site.node("posts/choose-a-kettle/index.html", "Person")["name"] == "Aoi"


def test_the_printed_command_builds_the_site(tmp_path):
    _, said = run(make_site(tmp_path), tmp_path / "docs")
    command = said.strip().splitlines()[-1].split()
    assert command[0] == "sphinx-build"
    done = subprocess.run([sys.executable, "-m", "sphinx", "-q", "-W", *command[1:]], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "docs/_build/dirhtml/posts/pots/index.html").is_file()
    assert (tmp_path / "docs/_build/dirhtml/robots.txt").is_file()


def test_a_page_is_clean_myst(tmp_path):
    run(make_site(tmp_path), tmp_path / "docs")
    assert (tmp_path / "docs/posts/choose-a-kettle.md").read_text(encoding="utf-8") == EXPECTED


def test_a_plain_page_has_its_heading_and_the_start_page_lists_it(tmp_path):
    run(make_site(tmp_path), tmp_path / "docs")
    assert (tmp_path / "docs/about.md").read_text() == "---\ntitle: About us\n---\n\n# About us\n\nWe like water.\n"
    site = build_project(tmp_path / "docs")
    assert site.app.env.toctree_includes["index"] == ["about"]
    assert site.app.env.toctree_includes["posts/index"] == ["posts/choose-a-kettle", "posts/tea", "posts/pots/index"]


def test_no_page_carries_the_tree_of_all_articles(tmp_path):
    run(make_site(tmp_path), tmp_path / "docs")
    site = build_project(tmp_path / "docs", html_theme="alabaster")
    links = [link["href"] for link in site.soup("about/index.html").select("a[href]")]
    assert not [link for link in links if "kettle" in link]


def test_a_second_run_changes_nothing_at_all(tmp_path):
    root = make_site(tmp_path)
    run(root, tmp_path / "docs")
    before = tree(tmp_path / "docs")
    status, said = run(root, tmp_path / "docs")
    assert status == 0
    assert tree(tmp_path / "docs") == before
    assert f"{len(before) - 1} unchanged" in said  # all but the record itself


def test_the_hugo_site_is_never_changed(tmp_path):
    root = make_site(tmp_path)
    before = tree(root)
    run(root, tmp_path / "docs")
    assert tree(root) == before


def test_check_and_dry_run_write_nothing(tmp_path):
    root = make_site(tmp_path)
    assert run(root, None, check=True)[0] == 0
    status, said = run(root, tmp_path / "docs", dry_run=True)
    assert status == 0
    assert "new        posts/choose-a-kettle.md" in said
    assert not (tmp_path / "docs").exists()


def test_check_fails_when_something_needs_a_human(tmp_path):
    files = FILES | {"content/posts/odd.md": "---\ntitle: Odd\ndate: soon\n---\n\nText.\n"}
    status, said = run(make_site(tmp_path, files), None, check=True)
    assert status == 1
    assert "content/posts/odd.md:3: front matter: 'date'" in said


def test_only_migrates_what_is_asked_for(tmp_path):
    run(make_site(tmp_path), tmp_path / "docs", only=("posts/t*",))
    assert (tmp_path / "docs/posts/tea.md").is_file()
    assert (tmp_path / "docs/conf.py").is_file()
    assert not (tmp_path / "docs/posts/choose-a-kettle.md").exists()


def test_line_ends_of_windows_become_plain(tmp_path):
    files = {name: text.replace("\n", "\r\n") if isinstance(text, str) else text for name, text in FILES.items()}
    run(make_site(tmp_path, files), tmp_path / "docs")
    assert (tmp_path / "docs/posts/choose-a-kettle.md").read_bytes().decode() == EXPECTED


def test_the_module_and_the_command_are_one(tmp_path, capsys):
    root = make_site(tmp_path)
    assert main(["migrate", str(root), "--check"]) == 0
    here = capsys.readouterr().out
    command = [sys.executable, "-m", "sphinx_aiarticle", "migrate", str(root), "--check"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == here


def test_a_wrong_command_line_says_what_to_write(tmp_path, capsys):
    assert main(["migrate", str(tmp_path / "nothing"), str(tmp_path / "docs")]) == 2
    assert "is not a folder" in capsys.readouterr().err
    root = make_site(tmp_path)
    assert main(["migrate", str(root)]) == 2
    assert "name the folder for the Sphinx project too" in capsys.readouterr().err
    for wrong in (root, tmp_path, root / "content" / "docs"):
        assert main(["migrate", str(root), str(wrong)]) == 2
        assert "the Sphinx project cannot be" in capsys.readouterr().err


def test_migration_needs_neither_sphinx_nor_docutils():
    code = (
        "import sys, sphinx_aiarticle.migrate.command\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('sphinx', 'docutils', 'myst_parser')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


EXPECTED = """\
---
title: "How to choose: a kettle #1"
date: 2026-03-01T09:00:00+09:00
slug: choose-a-kettle
cover:
  image: /images/kettle.png
  alt: A kettle
categories:
  - Guides
tags:
  - kettle
  - "no"
---

:::{summary-box} 3行要約
- Copper is fast.
- Steel is calm.
- Glass is pretty.
:::

:::{product-box} Copper kettle
:label: Related
:search: copper kettle

It pours well.
:::

## Care

Read [the tea](/posts/tea.md) and [the pots](/posts/pots/index.md), or [an old one](https://kettles.example.org/posts/gone/). `[not](/posts/tea/)`

![The kettle](/static/images/kettle.png)

```text env
KETTLE=1
```

```python boil.py
boil()
```

---

## よくある質問

::::{faq}
:::{question} Q1: Is copper safe?
Yes, if it is lined.
:::
:::{question} Q2: How long does it last?
Longer than we do.
:::
::::
"""  # noqa: E501
