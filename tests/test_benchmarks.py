"""The benchmarks run; what they measure is for their reader."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from conftest import ROOT, run_build


def test_the_benchmark_prints_what_builds_and_pages_take_more():
    command = [sys.executable, str(ROOT / "benchmarks" / "overhead.py"), "--pages", "11", "--runs", "1"]
    command += ["--articles", "short"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert [line.split()[:4] for line in lines] == [
        ["short", "11", "pages", phase] for phase in ("build", "read", "write")
    ]
    assert all(re.search(r"added [-+][\d.]+ ms", line) for line in lines)
    for line in lines:
        if " build " not in line:
            assert float(re.search(r"without +([\d.]+) ms/page", line)[1]) > 0
        else:
            assert float(re.search(r"ratio of the builds ([\d.]+)", line)[1]) > 0


def test_articles_are_read_as_what_they_are_meant_to_be(tmp_path):
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import overhead

    for articles in overhead.ARTICLES:
        folder = tmp_path / articles / "src"
        overhead.write_site(folder, articles, 2, kind="with")
        site = run_build(folder, confdir=folder)
        assert site.warnings == []
        assert len(site.soup("article-0001.html").select(".aiarticle-summary li")) == 3
        assert len(site.soup("article-0001.html").select(".aiarticle-product__store")) == 2
        assert len(site.soup("article-0001.html").select(".aiarticle-question")) == 3


def test_the_benchmark_of_search_prints_time_and_size():
    command = [sys.executable, str(ROOT / "benchmarks" / "search.py"), "--pages", "3", "--runs", "1"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["Sphinx", "ours", "ratio"]
    assert re.fullmatch(r"ratio +CPU [\d.]+  index [\d.]+, [\d.]+ as gzip", lines[2])


def test_the_benchmark_of_the_validation_prints_what_a_page_takes():
    pytest.importorskip("selectolax")
    pytest.importorskip("pyld")
    for more in ((), ("--contexts",)):
        command = [sys.executable, str(ROOT / "benchmarks" / "validate.py"), "--pages", "3", "--jobs", "1", *more]
        first, last = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        assert first == "4 pages, 3 scripts, 75 objects: no findings"
        assert re.fullmatch(r"3 pages of \d+ kB: [\d.]+ s with 1 processes, [\d.]+ ms of CPU time a page", last)


def test_the_benchmark_of_the_migration_prints_time_and_memory():
    command = [sys.executable, str(ROOT / "benchmarks" / "migrate.py"), "--articles", "3"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["3", "first", "second", "memory"]
