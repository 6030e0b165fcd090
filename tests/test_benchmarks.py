"""The benchmark runs; what it measures is for its reader."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from conftest import ROOT


def test_the_benchmark_prints_what_reading_and_writing_a_page_take_more():
    command = [sys.executable, str(ROOT / "benchmarks" / "overhead.py"), "--pages", "3", "--runs", "1"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert [line.split()[:3] for line in lines] == [
        ["1", "page", "read"], ["1", "page", "write"], ["3", "pages", "read"], ["3", "pages", "write"]
    ]  # fmt: skip
    for line in lines[2:]:
        found = re.search(r"without +([\d.]+) ms/page.* ratio of the builds ([\d.]+) .* added [-+][\d.]+ ms/page", line)
        assert found, line
        assert float(found[1]) > 0
        assert float(found[2]) > 0


def test_the_benchmark_of_the_validation_prints_what_a_page_takes():
    pytest.importorskip("selectolax")
    pytest.importorskip("pyld")
    for more in ((), ("--contexts",)):
        command = [sys.executable, str(ROOT / "benchmarks" / "validate.py"), "--pages", "3", "--jobs", "1", *more]
        first, last = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        assert first == "4 pages, 3 scripts, 75 objects: no findings"
        assert re.fullmatch(r"3 pages of \d+ kB: [\d.]+ s with 1 processes, [\d.]+ ms of CPU time a page", last)
