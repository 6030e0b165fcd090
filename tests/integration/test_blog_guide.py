"""The pages of the guide about a first blog and about ablog work as they are written."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import pytest
from conftest import ROOT, png, run_build, write

from sphinx_aiarticle.__main__ import main

pytest.importorskip("furo")
DOCS = ROOT / "example_docs"


@pytest.mark.parametrize("syntax", ["md", "rst"])
def test_a_blog_in_ten_minutes(tmp_path, monkeypatch, syntax):
    text = (DOCS / "first-blog.md").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    for line in re.findall(r"^\$ sphinx-aiarticle (.*)", text, re.MULTILINE):
        options = ["--syntax", syntax] if line.startswith("init") else []
        assert main([*shlex.split(line), *options]) == 0
    article, home, *menu = re.findall(rf"^(````?){syntax}\n(.*?)^\1$", text, re.DOTALL | re.MULTILINE)
    (settings,) = re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    blog = tmp_path / "blog"
    settings = (blog / "conf.py").read_text("utf-8") + settings
    texts = {f"index.{syntax}": home[1], f"posts/a-pot-for-one.{syntax}": article[1]}
    assert all((blog / name).is_file() for name in texts)
    if menu:
        texts[f"index.{syntax}"] += menu[0][1]
        texts |= {f"{name}/index.md": f"# {name.title()}\n" for name in ("archive", "tags")}
    write(blog, {**texts, "conf.py": settings, "images/pot.png": png(64, 36)})
    (line,) = re.findall(r"^\$ sphinx-build (.*)", text, re.MULTILINE)
    done = subprocess.run([sys.executable, "-m", "sphinx", "-q", *shlex.split(line)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    site = blog / "_build" / "html"
    assert (site / "index.html").read_text("utf-8").count('"@type":"ListItem"') == 3
    for name in ("feed.xml", "feed.json", "sitemap.xml", "tags/pot/index.html", "archive/index.html"):
        assert (site / name).is_file(), name
    assert ("archive/index.html" in (site / "index.html").read_text("utf-8")) == bool(menu)


def test_a_blog_moved_from_ablog_keeps_its_folders_and_redirects(tmp_path):
    (_, settings) = re.findall(
        r"^```python\n(.*?)^```$", (DOCS / "ablog.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    post = "---\ntitle: One\ndate: 2026-03-01\nauthor: me\ntags: pot\naliases: [/old/one.html]\n---\n\nFirst.\n"
    conf = f'project = "Blog"\nextensions = ["sphinx_aiarticle"]\n{settings}'
    srcdir = tmp_path / "src"
    write(srcdir, {"conf.py": conf, "index.md": "# Blog\n\n```{article-list}\n:limit: 5\n```\n", "posts/one.md": post})
    site = run_build(srcdir, confdir=srcdir, conf={"nitpicky": True})
    assert site.warnings == []
    assert {"blog/atom.xml", "blog/tag/pot/index.html", "blog/author/me/index.html", "old/one.html"} <= set(
        site.files()
    )


@pytest.mark.parametrize("extensions", [["sphinx_aiarticle", "ablog"], ["ablog", "sphinx_aiarticle"]])
def test_ablog_keeps_its_pages(build, extensions):
    pytest.importorskip("ablog")
    post = "---\nblogpost: true\ntitle: One\ndate: 2026-03-01\ntags: pot\n---\n\n# One\n\nFirst.\n"
    conf = {"extensions": extensions, "html_theme": "alabaster", "aiarticle_pages": True}
    site = build({"index.md": "# Blog\n\n```{postlist} 5\n```\n", "posts/one.md": post}, conf=conf)
    assert site.warnings == []
    assert site.node("posts/one.html", "BlogPosting")["headline"] == "One"
    assert "blog/tag/pot.html" in site.files()
    assert "tags/pot/index.html" not in site.files()


def test_a_feed_of_ablog_has_the_text_of_an_article_without_its_header(tmp_path):
    pytest.importorskip("ablog")
    conf = 'extensions = ["ablog", "sphinx_aiarticle"]\nblog_feed_fulltext = True\n'
    conf += 'html_baseurl = blog_baseurl = "https://b.example/"\n'
    head = "blogpost: true\ntitle: One\ndate: 2026-03-01\ntags: pot\ncover: {image: pot.png, caption: A pot}"
    page = f"---\n{head}\n---\n\n# One\n\nFirst.\n"
    write(tmp_path / "blog", {"conf.py": conf, "index.md": "# Blog\n", "one.md": page, "pot.png": png(4, 4)})
    # ablog keeps settings of other builds in the same process
    subprocess.run([sys.executable, "-m", "sphinx", "-q", str(tmp_path / "blog"), str(tmp_path / "out")], check=True)
    feed = (tmp_path / "out/blog/atom.xml").read_text("utf-8")
    assert "aiarticle-header__meta" in (tmp_path / "out/one.html").read_text("utf-8")
    assert [part in feed for part in ("First.", "pot.png", "A pot", "aiarticle-header__meta")] == [True] * 3 + [False]
