"""What is not published is no part of the site, whatever form its front matter has, nor of tables of contents."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import pytest
from conftest import png, run_build, write

from sphinx_aiarticle.__main__ import main
from sphinx_aiarticle.reading import publishing

DAY = 24 * 60 * 60
EPOCH = int(datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp())


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))


def md(title, *more):
    return "\n".join(["---", f"title: {title}", *more, "---", "", f"Words of {title}.", ""])


def notebook(*lines):
    source = "\n".join(["---", *lines, "---", "# Book"])
    return json.dumps({"cells": [{"cell_type": "markdown", "source": source, "metadata": {}}], "metadata": {}})


TOCTREE = """\
# Home

```{toctree}
shown
draft.md
A title <sub/soon>
gone
/plain
```

```{toctree}
:glob:

sub/*
```
"""
FILES = {
    "index.md": TOCTREE,
    "shown.md": md("Shown", "date: 2026-02-01"),
    "draft.md": md("Draft", "date: 2026-02-01", "draft: true"),
    "sub/soon.md": md("Soon", "date: 2026-03-05"),
    "gone.rst": ":date: 2026-01-01\n:expiryDate: 2026-02-01\n\nGone\n====\n\nText.\n",
    "plain.md": md("Plain", "draft: yes"),
}


def documents(site):
    return set(site.app.env.all_docs) - {"index"}


def links(site, page="index.html"):
    return [link.get_text() for link in site.soup(page).select(".toctree-wrapper a")]


@pytest.mark.parametrize("parallel", [0, 2])
@pytest.mark.parametrize("builder", ["html", "dirhtml", "text"])
def test_unpublished_articles_are_nowhere_and_nothing_warns(build, builder, parallel):
    site = build(FILES, builder=builder, parallel=parallel, conf={"suppress_warnings": []})
    assert site.warnings == []
    assert documents(site) == {"shown"}
    for name, data in site.files().items():
        assert not any(word in data.decode("utf-8", "replace") for word in ("Soon", "Words of Draft", "Gone")), name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", md("A", "draft: true")),
        ("a.md", md("A", "published: false")),
        ("a.md", md("A", "date: 2026-02-01", "status: draft")),
        ("a.rst", ":date: 2026-02-01\n:status: Draft\n\nA\n=\n"),
        ("a.rst", ":Date: 2026-02-01\n:Status: draft\n\nA\n=\n"),
        ("a.rst", ":Date: 2026-02-01\n:Tags: tea\n:Status:\n   Draft\n\nA\n=\n"),
        ("a.md", md("A", "date: Mon, 02 Mar 2026 09:00:00 +0000")),
        ("a.md", md("A", "date: 2026-03-02")),
        ("a.md", '---\n{"tags": ["tea"], "date": "2026-03-02"}\n---\n# A\n'),
        ("a.md", md("A", "date:", "  created: 2026-03-02")),
        ("a.md", md("A", "date: 2026-01-01", "publishDate: 2026-03-02")),
        ("a.md", md("A", "date: 2026-01-01", "unpublishDate: 2026-03-01")),
        ("a.rst", ":draft: true\n\nA\n=\n"),
        ("a.rst", ".. a comment\n\n:Date: 2026-03-02\n\nA\n=\n"),
    ],
)
def test_every_form_of_front_matter_is_read_before_the_document(build, name, text):
    assert documents(build({"index.rst": "Home\n====\n", name: text})) == set()


def test_notebooks_are_read_before_they_are_run(build):
    conf = {"extensions": ["sphinx_aiarticle", "myst_nb"], "nb_execution_mode": "off"}
    pytest.importorskip("myst_nb")
    files = {"index.md": "# Home\n", "a.ipynb": notebook("draft: true"), "b.ipynb": notebook("date: 2026-03-02")}
    assert documents(build(files, conf=conf)) == set()


@pytest.mark.parametrize(
    "text",
    [
        md("A", "date: 2026-03-01T12:00:00Z"),
        md("A", "draft: false"),
        md("A", "build: {render: never}"),  # speaks to another tool
        "# A\n\n---\n\ndraft: true\ndate: 2030-01-01\n",
        md("A", "published: true"),
        md("A", "status: draft"),  # of a document, not of an article
        md("A", "date: 2026-02-01", "status: draft", "draft: false"),
    ],
)
def test_what_says_no_more_than_that_is_shown(build, text):
    assert documents(build({"index.md": "# Home\n", "a.md": text})) == {"a"}


def test_switches_show_each_kind(build):
    conf = {"aiarticle_drafts": True}
    site = build(FILES, conf=conf)
    assert documents(site) == {"shown", "draft", "plain"}
    assert site.soup("draft.html").select_one("meta[name=robots]")["content"] == "noindex"
    assert documents(run_build(build.srcdir, conf={"aiarticle_future": True})) == {"shown", "sub/soon"}
    assert documents(run_build(build.srcdir, conf={"aiarticle_expired": True})) == {"shown", "gone"}


def test_the_home_page_is_always_built(build):
    site = build({"index.md": md("Home", "draft: true")})
    assert site.soup("index.html").select_one("meta[name=robots]")["content"] == "noindex"


def test_a_wrong_expiry_date_is_one_warning(build):
    (warning,) = build({"index.md": md("Home", "date: 2026-01-01", "expiryDate: someday")}).warnings
    assert warning.startswith("index.md:4: WARNING: 'expiryDate' 'someday' is not a valid date")
    assert "The page stays" in warning


def test_the_page_says_when_it_expires(build):
    site = build({"index.md": md("Home", "date: 2026-01-01", "expiryDate: 2026-06-01")})
    assert site.node("index.html", "BlogPosting")["expires"] == "2026-06-01T00:00:00+00:00"


def test_a_real_mistake_in_a_toctree_still_warns(build):
    site = build(FILES | {"index.md": TOCTREE.replace("/plain", "/plian")}, conf={"suppress_warnings": []})
    assert ["nonexisting document 'plian'" in line for line in site.warnings] == [True]


def step(build, files, *, epoch=EPOCH, monkeypatch):
    """Build again and from nothing; the same must come out. Return the first."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
    for name, text in files.items():
        write(build.srcdir, {name: text})
        path = build.srcdir / name
        step.clock = getattr(step, "clock", path.stat().st_mtime) + 10
        os.utime(path, (step.clock, step.clock))
    again = run_build(build.srcdir, out="site")
    fresh = run_build(build.srcdir, out=f"fresh{len(list(build.srcdir.parent.iterdir()))}")
    assert documents(again) == documents(fresh)
    assert links(again) == links(fresh)
    assert again.warnings == []
    return again


def test_articles_come_and_go_with_their_front_matter_and_with_the_clock(build, monkeypatch):
    step(build, FILES, monkeypatch=monkeypatch)
    published = {"draft.md": FILES["draft.md"].replace("draft: true", "draft: false")}
    assert links(step(build, published, monkeypatch=monkeypatch)) == ["Shown", "Draft"]
    withdrawn = step(build, {"shown.md": md("Shown", "draft: true")}, monkeypatch=monkeypatch)
    assert links(withdrawn) == ["Draft"]
    assert not (withdrawn.outdir / "shown.html").exists()
    later = step(build, {}, epoch=EPOCH + 10 * DAY, monkeypatch=monkeypatch)
    assert links(later) == ["Draft", "A title", "Soon"]
    assert links(step(build, {}, epoch=EPOCH, monkeypatch=monkeypatch)) == ["Draft"]


def test_a_build_in_which_nothing_changed_reads_nothing(build):
    build(FILES | {"images/cover.png": png(4, 3)})
    assert run_build(build.srcdir).read == []


@pytest.mark.parametrize(
    ("written", "is_shown"),
    [("true", False), ('"True"', False), ("1", False), ("T", False), ("yes", True), ("on", True), ("0", True)],
)
def test_a_hugo_article_is_a_draft_where_hugo_reads_so(build, tmp_path, written, is_shown):
    text = md("Leaf", "date: 2026-02-01", f"draft: {written}")
    native = build({"index.md": "# Home\n", "posts/a.md": text}, conf={"aiarticle_hugo": ["posts/*"]})
    write(tmp_path / "hugo", {"hugo.toml": 'title = "Tea"\n', "content/posts/a.md": text})
    assert main(["migrate", "--no-hugo", str(tmp_path / "hugo"), str(tmp_path / "new")]) == 0
    migrated = run_build(tmp_path / "new", confdir=tmp_path / "new")
    for site in (native, migrated):
        assert ("posts/a" in site.app.env.all_docs) is is_shown


def test_the_page_of_a_deleted_document_goes_with_its_data_and_another_at_its_address_stays(build):
    conf = {"aiarticle_json_ld_files": True}
    files = {"index.md": "# Home\n", "a.md": "# A\n", "b.md": "# B\n", "b/index.md": "# Other\n"}
    site = build(files, conf=conf, builder="dirhtml")
    for name in ("a.md", "b.md"):
        (build.srcdir / name).unlink()
    run_build(build.srcdir, conf=conf, builder="dirhtml")
    assert not (site.outdir / "a").exists() or not list((site.outdir / "a").iterdir())
    assert "Other" in site.text("b/index.html")


def test_a_page_that_cannot_be_read_publishes_no_drafts(build, monkeypatch):
    read = publishing.read_block

    def fails(env, docname, text, *, is_hugo):
        if docname == "shown":
            raise IndexError("planted")
        return read(env, docname, text, is_hugo=is_hugo)

    monkeypatch.setattr(publishing, "read_block", fails)
    files = FILES | {"shown.md": FILES["shown.md"].replace("date: 2026-02-01", "date: 2026-02-01\npublished: true")}
    assert documents(build(files, conf={"suppress_warnings": []})) == {"shown"}
