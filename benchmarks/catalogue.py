"""Measure what boxes by id cost over the same boxes written out: CPU time and function calls, in one run.

Usage: python benchmarks/catalogue.py [--pages 400] [--runs 5]

Both sites give the same pages. Reading the catalogue is part of the cost. Calls are counted in one more build of each
site, because they do not depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import pstats
import shutil
import statistics
import tempfile
from pathlib import Path

from overhead import CONF, cpu_seconds
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

PAGE = """\
---
title: "Article {n}"
date: 2026-03-01T09:00:00+09:00
---

A page with a box.

{box}
"""
INLINE = """\
:::{{product-box}} Felt mat {n}
:brand: Northern Sheep
:url: https://sheep.example.org/{n}
:label: For quiet desks
:search: felt desk mat {n}

It takes the edge off every sound.
:::
"""
BY_ID = ":::{{product-box}}\n:id: mat-{n}\n:::\n"
ENTRY = """\
[mat-{n}]
name = "Felt mat {n}"
brand = "Northern Sheep"
url = "https://sheep.example.org/{n}"
label = "For quiet desks"
search = "felt desk mat {n}"
description = "It takes the edge off every sound."
"""


def write_site(folder: Path, pages: int, box: str) -> None:
    """Write *pages* articles with one box each, and the catalogue."""
    folder.mkdir(parents=True)
    conf = CONF.format(extension="sphinx_aiarticle")
    if box is BY_ID:
        conf += 'aiarticle_catalog = "products.toml"\n'
        catalogue = "\n".join(ENTRY.format(n=n) for n in range(pages))
        (folder / "products.toml").write_text(catalogue, encoding="utf-8")
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    (folder / "index.md").write_text("# Home\n", encoding="utf-8")
    for n in range(pages):
        (folder / f"article-{n:04}.md").write_text(PAGE.format(n=n, box=box.format(n=n)), encoding="utf-8")


def calls(folder: Path) -> int:
    """Return the number of function calls of one build."""
    profile = cProfile.Profile()
    out = folder / "_build" / "profiled"
    shutil.rmtree(out, ignore_errors=True)
    with docutils_namespace():
        profile.enable()
        app = Sphinx(folder, folder, out, out / ".doctrees", "html", status=None, warning=io.StringIO())
        app.build()
        profile.disable()
    return int(pstats.Stats(profile, stream=io.StringIO()).total_calls)  # type: ignore[attr-defined]


def main() -> None:
    """Measure both sites in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=400, help="number of articles, and of products")
    parser.add_argument("--runs", type=int, default=5, help="builds of each kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        folders = {name: Path(root, name) for name in ("inline", "by-id")}
        for (name, folder), box in zip(folders.items(), (INLINE, BY_ID), strict=True):
            write_site(folder, options.pages, box)
            calls(folder)  # once unseen: what Python itself remembers of the first build shall not count
            print(f"{name:6}  {calls(folder) / options.pages:8.0f} calls/page")
        times: dict[str, list[float]] = {name: [] for name in folders}
        for _ in range(options.runs):
            for name, folder in folders.items():  # in turn, so that a drifting machine hurts both alike
                times[name].append(cpu_seconds(folder, "html"))
    pairs = list(zip(times["by-id"], times["inline"], strict=True))
    added = statistics.median((a - b) * 1000 / options.pages for a, b in pairs)
    ratio = statistics.median(a / b for a, b in pairs)
    base = statistics.median(times["inline"]) * 1000 / options.pages
    print(f"CPU     inline {base:.2f} ms/page  ratio {ratio:.3f}  by id {added:+.3f} ms/page")


if __name__ == "__main__":
    main()
