"""The program around its commands."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_closed_output_ends_the_program_quietly(tmp_path, form):
    link = "[it](https://www.amazon.co.jp/s?k=desk&tag=stranger-22)\n"
    (tmp_path / "conf.py").write_text("aiarticle_stores = {}\n", encoding="utf-8")
    (tmp_path / "a.md").write_text(link * 2000, encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "sphinx_aiarticle", "check", str(tmp_path), "--format", form]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert done.returncode == 141
    assert done.stderr == ""
