"""The files of page bundles are published at the addresses of their page."""

from __future__ import annotations

import pytest
from conftest import png, run_build, write

HEAD = "---\ntitle: {}\ndate: 2026-02-01\n{}---\n\nText.\n"
FILES = {
    "index.md": "# Home\n",
    "posts/knots/index.md": HEAD.format("Knots", "slug: three-knots\naliases: [/old/, /old.html, /posts/taken]\n"),
    "posts/knots/table.csv": "a,b\n",
    "posts/knots/images/a.png": png(2, 2),
    "posts/knots/notes.md": HEAD.format("Notes", ""),
    "posts/knots/.secret": "x",
    "posts/taken/index.md": HEAD.format("Taken", ""),
    "posts/taken/table.csv": "mine\n",
    "posts/plain.md": HEAD.format("Plain", ""),
    "posts/beside.txt": "not of a bundle\n",
    "guide/index.md": "# Guide\n",
    "guide/private.txt": "not published\n",
}
HUGO = {"aiarticle_hugo": ["posts/**"]}
NAMED = {"aiarticle_bundles": ["posts/*"]}


def published(site) -> set[str]:
    ends = (".csv", ".txt", "a.png", ".secret", ".md")
    return {name for name in site.files() if name.endswith(ends) and not name.startswith(("_", "out"))}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_hugo_bundles_are_published_where_their_page_is_known(build, builder):
    site = build(FILES, conf=HUGO, builder=builder)
    assert published(site) == {
        "posts/knots/table.csv", "posts/knots/images/a.png", "posts/three-knots/table.csv",
        "posts/three-knots/images/a.png", "old/table.csv", "old/images/a.png", "posts/taken/table.csv",
        "posts/taken/images/a.png",
    }  # fmt: skip
    assert site.text("posts/taken/table.csv") == "mine\n"
    assert [warning.partition(" WARNING")[0] for warning in site.warnings] == ["posts/knots/index.md:5:"]  # taken


def test_folders_that_the_project_names_are_published(build):
    site = build(FILES, conf=NAMED)
    assert {"posts/knots/table.csv", "old/table.csv", "posts/taken/table.csv"} <= published(site)
    assert "guide/private.txt" not in published(site)
    assert published(build(FILES)) == set()


def test_the_own_files_of_a_page_come_first(build):
    alias = HEAD.format("A", "aliases: [/posts/taken/]\n")
    site = build(FILES | {"posts/a/index.md": alias, "posts/a/b.txt": "a\n"}, conf=HUGO)
    assert site.text("posts/taken/b.txt") == "a\n"
    site = build({"posts/taken/b.txt": "own\n"}, conf=HUGO)
    assert site.text("posts/taken/b.txt") == "own\n"


def test_a_rebuild_copies_what_changed_and_deletes_what_is_gone(build):
    site = build(FILES, conf=HUGO)
    before = (site.outdir / "posts/knots/table.csv").stat().st_mtime_ns
    (build.srcdir / "posts/knots/images/a.png").unlink()
    (build.srcdir / "posts/taken/table.csv").write_text("other\n")
    site = build({"posts/knots/new.txt": "new\n"}, conf=HUGO)
    assert (site.outdir / "posts/knots/table.csv").stat().st_mtime_ns == before
    assert site.text("posts/taken/table.csv") == "other\n"
    assert site.text("old/new.txt") == "new\n"
    assert not (site.outdir / "old/images").exists()
    fresh = run_build(build.srcdir, conf=HUGO, out="fresh")
    assert published(fresh) == published(site)


def test_files_of_others_are_never_overwritten(build):
    extra = {"extra/posts/knots/table.csv": "extra\n"}
    conf = HUGO | {"html_extra_path": ["extra"], "exclude_patterns": ["extra"]}
    for _ in range(2):
        assert build(FILES | extra, conf=conf).text("posts/knots/table.csv") == "extra\n"


def test_symbolic_links_are_not_followed(build, tmp_path):
    write(tmp_path / "elsewhere", {"secret.txt": "secret"})
    build(FILES, conf=HUGO)
    (build.srcdir / "posts/knots/link.txt").symlink_to(tmp_path / "elsewhere/secret.txt")
    (build.srcdir / "posts/knots/dir").symlink_to(tmp_path / "elsewhere")
    assert not {name for name in published(build({}, conf=HUGO)) if "link" in name or "secret" in name}


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text"])
def test_other_builders_get_no_files(build, builder):
    assert "posts/knots/table.csv" not in build(FILES, conf=HUGO | {"epub_show_urls": "no"}, builder=builder).files()
