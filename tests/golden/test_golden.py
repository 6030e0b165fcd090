"""Whole sites are as their golden files say; what changes one of them is meant to, and says why in its commit."""

from __future__ import annotations

import os
import re

import golden
import pytest

pytest.importorskip("furo")
pytest.importorskip("sphinx_copybutton")

HOW_TO = """
To see what has changed, run this at both commits, with another folder each, and compare the folders:
    python tests/golden/golden.py --dump DIR {site}
If the change is meant: python tests/golden/golden.py --update {site}"""


@pytest.mark.parametrize("site", golden.SITES)
def test_a_site_is_as_its_golden_files_say(site, tmp_path):
    if reason := golden.skipped(site):
        pytest.skip(reason)
    found = golden.changes(site, golden.SITES[site](tmp_path))
    assert not found, "\n".join([f"{len(found)} changed:", *found, HOW_TO.format(site=site)])


def output(folder):
    """Return every file that a reader gets; pickles and times of a build are Sphinx's own."""
    left_out = (".buildinfo", ".pickle")
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(left_out)]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    if "searchindex.js" in files:  # Sphinx forgets the index entries of pages that a build does not write
        files["searchindex.js"] = re.sub(rb'"indexentries":\{[^}]*\},', b"", files["searchindex.js"])
    return files


@pytest.mark.parametrize("builder", ["html", "text"])
def test_parallel_and_incremental_builds_of_the_guide_give_the_same_bytes(builder, tmp_path):
    srcdir = golden.example_docs(tmp_path)
    if not hasattr(os, "fork"):
        pytest.skip("Sphinx reads and writes in parallel only where it can fork")
    conf = {"html_search_language": "en"}
    changed = srcdir / "posts" / "desk-lights.md"
    text = changed.read_text("utf-8")
    changed.write_text(text.replace("\n## ", "\nA sentence that goes again.\n\n## ", 1), encoding="utf-8")
    golden.sphinx(srcdir, builder, out="incremental", **conf)
    changed.write_text(text, encoding="utf-8")
    incremental, _ = golden.sphinx(srcdir, builder, out="incremental", **conf)
    serial, warnings = golden.sphinx(srcdir, builder, out="serial", **conf)
    parallel, same_warnings = golden.sphinx(srcdir, builder, out="parallel", jobs=4, **conf)
    assert sorted(warnings.splitlines()) == sorted(same_warnings.splitlines())
    pages = output(serial)
    assert len(pages) > 25
    for other in (parallel, incremental):
        found = output(other)
        assert sorted(name for name in pages.keys() | found.keys() if pages.get(name) != found.get(name)) == []
