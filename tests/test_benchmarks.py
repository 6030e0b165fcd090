"""The benchmarks run; what they measure is for their reader."""

from __future__ import annotations

import re
import subprocess
import sys

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


def test_the_benchmark_of_search_prints_time_and_size():
    command = [sys.executable, str(ROOT / "benchmarks" / "search.py"), "--pages", "3", "--runs", "1"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["Sphinx", "ours", "ratio"]
    assert re.fullmatch(r"ratio +CPU [\d.]+  index [\d.]+, [\d.]+ as gzip", lines[2])
