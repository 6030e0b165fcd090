"""Folders and files that cannot be read, and two migrations at a time."""

from __future__ import annotations

import os

import pytest
from conftest import write
from hugo_sites import make_site, run

from sphinx_aiarticle.cli.terminal import UsageError
from sphinx_aiarticle.migrate.project import Project, locked

PAGE = "---\ntitle: Knots\ndate: 2026-02-01\n---\nRope.\n"


def test_what_cannot_be_read_is_a_finding_and_the_rest_moves(tmp_path, monkeypatch):
    root = make_site(tmp_path, {"hugo.toml": "title = 'x'\n", "content/a.md": PAGE, "content/shut/b.md": PAGE,
                                "content/c.md": PAGE})  # fmt: skip
    scandir, access = os.scandir, os.access

    def refused(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("sphinx_aiarticle.migrate.files.os.scandir", refused)
    monkeypatch.setattr(
        "sphinx_aiarticle.migrate.files.os.access",
        lambda path, mode: not str(path).endswith("c.md") and access(path, mode),
    )
    status, said = run(root, tmp_path / "docs")
    assert status == 1
    assert "content/shut: unreadable folder" in said
    assert "content/c.md: unreadable file" in said
    assert (tmp_path / "docs/a.md").is_file()


def test_two_migrations_do_not_write_into_one_folder(tmp_path):
    root, docs = make_site(tmp_path), tmp_path / "docs"
    with locked(docs), pytest.raises(UsageError, match="another migration"):
        run(root, docs)
    assert not (docs / "conf.py").exists()
    assert run(root, docs, check=True)[0] in (0, 1)
    run(root, docs)
    assert (docs / "conf.py").exists()


def test_a_place_that_the_file_system_refuses_is_a_finding(tmp_path, monkeypatch):
    root, docs = make_site(tmp_path), tmp_path / "docs"
    state = Project._state

    def refused(self, name, digest):
        if name == "about.md":
            raise OSError(36, "File name too long")
        return state(self, name, digest)

    monkeypatch.setattr(Project, "_state", refused)
    status, said = run(root, docs)
    assert status == 1
    assert "about.md" in said
    assert (docs / "posts/tea.md").exists()


def test_carriage_returns_alone_end_lines(tmp_path):
    files = {
        "hugo.toml": "title = 'x'\n",
        "content/a.md": PAGE.replace("\n", "\r"),
        "content/b.md": PAGE.replace("Rope.", "One\rtwo"),
    }
    root = tmp_path / "hugo"
    write(root, {name: text.encode() for name, text in files.items()})
    run(root, tmp_path / "docs")
    assert "Rope." in (tmp_path / "docs/a.md").read_text(encoding="utf-8")
    assert "One\ntwo" in (tmp_path / "docs/b.md").read_text(encoding="utf-8")
