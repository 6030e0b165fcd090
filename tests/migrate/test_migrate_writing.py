"""Nothing is lost: not by handwritten changes, crashes, links, or a second run."""

from __future__ import annotations

import json

import pytest
from conftest import png
from hugo_sites import FILES, TEA, make_site, run, tree

from sphinx_aiarticle.__main__ import main
from sphinx_aiarticle.migrate import project as store


def test_a_page_changed_by_hand_stays(tmp_path):
    root, docs = make_site(tmp_path), tmp_path / "docs"
    run(root, docs)
    (docs / "posts/tea.md").write_text("mine", encoding="utf-8")
    status, said = run(root, docs)
    assert status == 0
    assert (docs / "posts/tea.md").read_text() == "mine"
    assert "posts/tea.md: edited page" in said


def test_a_page_changed_on_both_sides_needs_a_human(tmp_path):
    root, docs = make_site(tmp_path), tmp_path / "docs"
    run(root, docs)
    (docs / "posts/tea.md").write_text("mine", encoding="utf-8")
    (root / "content/posts/tea.md").write_text(TEA + "\nAnd milk.\n", encoding="utf-8")
    status, said = run(root, docs)
    assert status == 1
    assert (docs / "posts/tea.md").read_text() == "mine"
    assert "posts/tea.md: changed by hand" in said
    assert run(root, docs, force=True)[0] == 0
    assert "And milk." in (docs / "posts/tea.md").read_text()


def test_a_file_that_was_there_before_is_never_overwritten(tmp_path):
    root, docs = make_site(tmp_path), tmp_path / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text("project = 'Mine'\n")
    assert run(root, docs)[0] == 1
    assert (docs / "conf.py").read_text() == "project = 'Mine'\n"
    assert run(root, docs)[0] == 1  # and the record does not take it for ours


def test_a_changed_source_is_written_and_nothing_else(tmp_path):
    root, docs = make_site(tmp_path), tmp_path / "docs"
    run(root, docs)
    before = tree(docs)
    (root / "content/posts/tea.md").write_text(TEA + "\nAnd milk.\n", encoding="utf-8")
    assert run(root, docs)[0] == 0
    changed = {name for name, found in tree(docs).items() if before[name] != found}
    assert changed == {"posts/tea.md", ".aiarticle-migrate/manifest.json"}


@pytest.mark.parametrize("stop", [0, 1, 3, 5])
def test_a_killed_run_can_simply_be_run_again(tmp_path, monkeypatch, stop):
    root, docs = make_site(tmp_path), tmp_path / "docs"
    write, calls = store.Project.write, []

    def killed(self, step):
        calls.append(step)
        if len(calls) > stop:
            (docs / ".aiarticle-migrate/partial").write_text("half")
            raise KeyboardInterrupt
        write(self, step)

    monkeypatch.setattr(store.Project, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        run(root, docs)
    monkeypatch.undo()
    (root / "content/posts/tea.md").write_text(TEA + "\nAnd milk.\n", encoding="utf-8")
    assert run(root, docs)[0] == 0
    fresh = tmp_path / "fresh"
    run(root, fresh)
    assert {name: found[0] for name, found in tree(docs).items()} == {
        name: found[0] for name, found in tree(fresh).items()
    }


def test_a_damaged_record_costs_only_the_right_to_overwrite(tmp_path):
    root, docs = make_site(tmp_path), tmp_path / "docs"
    run(root, docs)
    (docs / ".aiarticle-migrate/manifest.json").write_text('{"version": 1, "files": [')
    assert run(root, docs)[0] == 0


def test_symbolic_links_are_refused_on_both_sides(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("---\ntitle: Secret\n---\n")
    root, docs = make_site(tmp_path), tmp_path / "docs"
    (root / "content/linked").symlink_to(outside)
    (root / "content/posts/secret.md").symlink_to(outside / "secret.md")
    docs.mkdir()
    (docs / "posts").symlink_to(outside)
    status, said = run(root, docs)
    assert status == 1
    assert "content/linked: symbolic link" in said
    assert "content/posts/secret.md: symbolic link" in said
    assert "symbolic link (5 times in 5 files)" in said
    assert "    posts/tea.md\n" in said
    assert [path.name for path in outside.iterdir()] == ["secret.md"]
    assert run(root, docs, force=True)[0] == 1
    assert [path.name for path in outside.iterdir()] == ["secret.md"]


def test_a_record_folder_that_is_a_link_is_refused(tmp_path, capsys):
    root, docs = make_site(tmp_path), tmp_path / "docs"
    docs.mkdir()
    (docs / ".aiarticle-migrate").symlink_to(tmp_path)
    assert main(["migrate", str(root), str(docs)]) == 2
    assert "is a symbolic link" in capsys.readouterr().err


def test_what_the_site_has_no_more_is_named_and_stays(tmp_path):
    root, docs = make_site(tmp_path), tmp_path / "docs"
    run(root, docs)
    (root / "content/posts/tea.md").unlink()
    status, said = run(root, docs)
    assert status == 0
    assert "posts/tea.md: left over" in said
    assert (docs / "posts/tea.md").is_file()


def test_the_report_lists_everything_but_what_is_handled(tmp_path):
    files = FILES | {"content/posts/odd.md": "---\ntitle: Odd\ndate: soon\n---\n\n{{< mystery >}}\n"}
    root = make_site(tmp_path, files)
    run(root, tmp_path / "docs", reports=(tmp_path / "report.json",))
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["needs_human"] is True
    assert report["kinds"]["question"] == {"handled": 2, "left": 0, "human": 0}
    found = [(item["file"], item["line"], item["kind"]) for item in report["findings"] if item["outcome"] == "human"]
    assert found == [("content/posts/odd.md", 3, "front matter"), ("content/posts/odd.md", 6, "shortcode")]
    assert report["files"] == {"new": 11}


def test_pages_that_hugo_does_not_publish_move_and_stay_unpublished(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    late = "---\ntitle: Late\ndate: 2199-01-01T00:00:00+09:00\n---\n\nText.\n"
    files = FILES | {"content/posts/late.md": late, "content/posts/[draft].md": TEA.replace("a\n", "a\ndraft: true\n")}
    root, docs = make_site(tmp_path, files), tmp_path / "docs"
    assert run(root, docs)[0] == 0
    conf = (docs / "conf.py").read_text(encoding="utf-8")
    assert '"posts/draft.md",  # it is a draft' in conf
    assert '"posts/late.md",  # it appears on 2199-01-01T00:00:00+09:00' in conf


def test_large_files_are_copied_once(tmp_path):
    root, docs = make_site(tmp_path, FILES | {"static/large.bin": b"\0" * 5_000_000}), tmp_path / "docs"
    run(root, docs)
    before = (docs / "static/large.bin").stat().st_mtime_ns
    run(root, docs)
    assert (docs / "static/large.bin").stat().st_mtime_ns == before
    (root / "static/images/kettle.png").write_bytes(png(9, 9))
    run(root, docs)
    assert (docs / "static/images/kettle.png").read_bytes() == png(9, 9)


@pytest.mark.parametrize("before", ["", "> ", "> > ", "- "])
def test_a_figure_leads_to_its_file_wherever_it_stands(tmp_path, before):
    text = f'---\ntitle: Q\n---\n\n{before}{{{{< figure src="/images/kettle.png" caption="Copper" >}}}}\n'
    root, docs = make_site(tmp_path, FILES | {"content/posts/q.md": text}), tmp_path / "docs"
    run(root, docs)
    assert "{figure} /static/images/kettle.png\n" in (docs / "posts/q.md").read_text(encoding="utf-8")


def test_a_template_of_hugo_is_named_to_no_theme_of_sphinx(tmp_path):
    root, docs = (
        make_site(tmp_path, FILES | {"content/posts/q.md": "---\ntitle: Q\nlayout: post\n---\n\nText.\n"}),
        tmp_path / "docs",
    )
    run(root, docs)
    assert (docs / "posts/q.md").read_text(encoding="utf-8").startswith("---\ntitle: Q\n---\n")
