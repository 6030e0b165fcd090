"""Measure what the extension adds to a build: CPU time with and without it, on the same articles, in one run.

Usage: python benchmarks/overhead.py [--pages 100 400] [--runs 3]

Each build is a process of its own; user and system time come from the operating system. "Without" builds the same
prose, tables and code as plain MyST: what stands in a box or a question stands in a list, a paragraph or a section.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

CONF = """\
project = "Benchmark"
language = "en"
html_theme = "basic"
html_baseurl = "https://bench.example.org/"
html_copy_source = False
suppress_warnings = ["toc.not_included"]
myst_enable_extensions = ["colon_fence", "deflist"]
extensions = [{extension!r}]
if extensions == ["sphinx_aiarticle"]:
    aiarticle_stores = {{
        "amazon": {{"preset": "amazon.co.jp", "tag": "example-22"}},
        "rakuten": {{"preset": "rakuten", "id": "00000000.00000000.00000000.00000000"}},
    }}
"""
PROSE = """\
## Section {n}

A page of ordinary prose with *emphasis*, `code`, a [link](https://example.org/{n}) and a table. It goes on for a while,
because articles do, and says nothing that matters beyond its length. Numbers such as {n} keep the pages apart.

| item | first | second |
|------|-------|--------|
| speed | {n} | 2 |
| weight | 3 | 4 |

1. Read the instructions.
2. Do what they say.

```python
print("page {n}")
```

"""
FRONT = """\
---
title: "Article {n} about quiet desks"
date: 2026-03-01T09:00:00+09:00
description: "What article {n} says, in one sentence."
author: "Aoi"
categories: ["Guides"]
tags: ["desk", "number {n}"]
---
"""
WITH = (
    FRONT
    + """
:::{{summary-box}}
- The first point of article {n}.
- The second point.
- The third point.
:::

:::{{product-box}} Felt mat {n}
:search: felt desk mat

It takes the edge off every sound.
:::

{prose}
## Questions

::::{{faq}}
:::{{question}} Is mat {n} enough?
For most desks, yes, with `care`.
:::
:::{{question}} What about fans?
Clean them first.
:::
:::{{question}} And the chair?
Oil it.
:::
::::
"""
)
WITHOUT = (
    FRONT
    + """
# Article {n} about quiet desks

**Summary**

- The first point of article {n}.
- The second point.
- The third point.

**Felt mat {n}**

It takes the edge off every sound. [One shop](https://example.org/a) / [another](https://example.org/b)

{prose}
## Questions

### Is mat {n} enough?

For most desks, yes, with `care`.

### What about fans?

Clean them first.

### And the chair?

Oil it.
"""
)


def write_site(folder: Path, pages: int, *, extension: str) -> None:
    """Write *pages* articles and their configuration."""
    folder.mkdir(parents=True)
    template = WITH if extension == "sphinx_aiarticle" else WITHOUT
    (folder / "conf.py").write_text(CONF.format(extension=extension), encoding="utf-8")
    (folder / "index.md").write_text("# Home\n", encoding="utf-8")
    for n in range(pages):
        prose = "".join(PROSE.format(n=f"{n}.{part}") for part in range(6))
        (folder / f"article-{n:04}.md").write_text(template.format(n=n, prose=prose), encoding="utf-8")


def cpu_seconds(folder: Path, builder: str, *, keep_doctrees: bool = False) -> float:
    """Return the CPU time of one build as a process of its own."""
    out = folder / "_build" / builder
    shutil.rmtree(out, ignore_errors=True)
    if not keep_doctrees:
        shutil.rmtree(folder / "_build", ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", str(folder / "_build" / "doctrees")]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, str(folder), str(out)], check=True, env={**os.environ, "PYTHONHASHSEED": "0"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(pages: int, runs: int, root: Path) -> tuple[float, float]:
    """Print the figures for one number of pages; return the milliseconds a page that reading and writing cost more."""
    folders = {}
    for name, extension in (("without", "myst_parser"), ("with", "sphinx_aiarticle")):
        folders[name] = root / f"{name}-{pages}"
        write_site(folders[name], pages, extension=extension)
    read: dict[str, list[float]] = {"without": [], "with": []}
    write: dict[str, list[float]] = {"without": [], "with": []}
    for _ in range(runs):
        for name, folder in folders.items():  # in turn, so that a drifting machine hurts both alike
            read[name].append(cpu_seconds(folder, "dummy"))
            write[name].append(cpu_seconds(folder, "html", keep_doctrees=True))
    added = []
    for phase, figures in (("read", read), ("write", write)):
        ratios = [a / b for a, b in zip(figures["with"], figures["without"], strict=True)]
        delta = [(a - b) * 1000 / pages for a, b in zip(figures["with"], figures["without"], strict=True)]
        added.append(statistics.median(delta))
        base = statistics.median(figures["without"]) * 1000 / pages
        print(
            f"{pages:5} pages  {phase:5}  without {base:6.2f} ms/page  ratio {statistics.median(ratios):.3f}"
            f"  ({min(ratios):.3f}-{max(ratios):.3f})  added {added[-1]:+.2f} ms/page"
        )
    return added[0], added[1]


def main() -> None:
    """Measure each number of pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 400], help="numbers of articles")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for pages in options.pages:
            measure(pages, options.runs, Path(folder))


if __name__ == "__main__":
    main()
