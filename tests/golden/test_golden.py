"""Whole sites are as their golden files say; what changes one of them is meant to, and says why in its commit."""

from __future__ import annotations

import os
import re
import shutil

import golden
import pytest

pytest.importorskip("furo")
pytest.importorskip("sphinx_copybutton")

HOW_TO = """
To see what has changed, run this at both commits, with another folder each, and compare the folders:
    python tests/golden/golden.py --dump DIR {site}
If the change is meant: python tests/golden/golden.py --update {site}"""


@pytest.fixture(scope="module")
def guide(tmp_path_factory):
    """A folder in which the guide is built at most once."""
    return tmp_path_factory.mktemp("guide")


@pytest.mark.parametrize("site", golden.SITES)
def test_a_site_is_as_its_golden_files_say(site, guide, tmp_path):
    if reason := golden.skipped(site):
        pytest.skip(reason)
    found = golden.changes(site, golden.SITES[site](guide if site == "example_docs" else tmp_path))
    assert not found, "\n".join([f"{len(found)} changed:", *found, HOW_TO.format(site=site)])


def output(folder):
    """Return every file that a reader gets; pickles and times of a build are Sphinx's own."""
    left_out = (".buildinfo", ".pickle")
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(left_out)]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    if "searchindex.js" in files:  # Sphinx forgets the index entries of pages that a build does not write
        files["searchindex.js"] = re.sub(rb'"indexentries":\{[^}]*\},', b"", files["searchindex.js"])
    return files


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Sphinx reads and writes in parallel only where it can fork")
def test_parallel_and_incremental_builds_of_the_guide_give_the_same_bytes(guide):
    srcdir = golden.example_docs(guide)
    changed = srcdir / "posts" / "desk-lights.md"
    text, stat = changed.read_text("utf-8"), changed.stat()
    for builder in ("html", "text"):  # of which the second has what the first has read
        serial, said = golden.sphinx(srcdir, builder, **golden.GUIDE)
        parallel, more = golden.sphinx(
            srcdir, builder, out=f"parallel-{builder}", doctrees="parallel", jobs=4, **golden.GUIDE
        )
        incremental = shutil.copytree(serial, guide / f"incremental-{builder}")
        shutil.copytree(guide / "-doctrees", guide / f"incremental-{builder}-doctrees")
        for changes in (text.replace("\n## ", "\n\nA sentence that goes again.\n\n## ", 1), text):
            changed.write_text(changes, encoding="utf-8")
            more += golden.sphinx(srcdir, builder, out=incremental.name, **golden.GUIDE)[1]
        os.utime(changed, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        assert said == more == ""
        pages = output(serial)
        assert len(pages) > 25
        for other in (parallel, incremental):
            found = output(other)
            assert sorted(name for name in pages.keys() | found.keys() if pages.get(name) != found.get(name)) == []
