"""Measure what the extension adds to a build: CPU time with and without it, on the same articles, in one run.

Usage: python benchmarks/overhead.py [--pages 100 400] [--runs 5] [--instructions]

"Without" builds the same articles as an author writes them who has no extension: boxes are admonitions, questions are
sections, shop links stand in a paragraph. Each build is a process of its own, and the two kinds take turns, so that a
machine that slows down hurts both alike. A clock in ``conf.py`` notes the processor time at the start of every page.
Of all runs each page counts with its fastest, because noise only ever adds. The mean over the pages has the garbage
collections in it, of which a large one may fall into one kind of build and just miss the other; the page in the middle
has none. What a build costs once (imports, templates) is measured on a site of one page.

``--instructions`` counts the instructions of the processor instead (with Valgrind, at 50 times the time). One run is
enough, since they are the same in every run to a few thousandths. They say nothing of caches and the operating system.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import sphinx_aiarticle

Runs = list[tuple[float, list[float]]]  # of each build: all of it, and its pages
Costs = dict[tuple[str, str], Runs]

KINDS = {"without": "myst_parser", "with": "sphinx_aiarticle"}  # and their extension
PHASES = {"read": "dummy", "write": "html"}  # and their builder
COUNTER = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
CONF = """\
import json, time
from pathlib import Path

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


def setup(app):
    ticks = []
    for event in ("source-read", "html-page-context"):
        app.connect(event, lambda *args: ticks.append(time.process_time()), priority=0)
    app.connect("build-finished", lambda *args: Path(app.outdir, "ticks.json").write_text(json.dumps(ticks)))
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

:::{{admonition}} Summary
- The first point of article {n}.
- The second point.
- The third point.
:::

:::{{admonition}} Felt mat {n}
It takes the edge off every sound.

[One shop](https://example.org/a) / [another](https://example.org/b)
:::

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


def cost(folder: Path, phase: str, *, instructions: bool) -> tuple[float, list[float]]:
    """Return what one build costs as a process of its own, and each of its pages.

    It is milliseconds of CPU time, or millions of instructions, of which the pages are not told.
    """
    builder = PHASES[phase]
    out = folder / "_build" / builder
    shutil.rmtree(out if phase == "write" else folder / "_build", ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", str(folder / "_build" / "doctrees")]
    environ = {**os.environ, "PYTHONHASHSEED": "0"}
    command += [str(folder), str(out)]
    if instructions:
        done = subprocess.run([*COUNTER, *command], check=True, env=environ, stderr=subprocess.PIPE, text=True)
        counted = re.search(r"I +refs: +([\d,]+)", done.stderr)
        return int(counted[1].replace(",", "")) / 1e6 if counted else float("nan"), []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    ticks = json.loads((out / "ticks.json").read_text(encoding="utf-8"))
    pages = [(end - start) * 1000 for start, end in pairwise(ticks)]
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1000, pages


def measure(pages: int, runs: int, root: Path, *, instructions: bool) -> Costs:
    """Return the costs of every run by phase and kind of build; the first page bears what a build costs once."""
    found: Costs = {}
    for _ in range(runs):
        for kind, extension in KINDS.items():
            folder = root / f"{kind}-{pages}"
            if not folder.exists():
                write_site(folder, pages, extension=extension)
            for phase in PHASES:
                total, each = cost(folder, phase, instructions=instructions)
                found.setdefault((phase, kind), []).append((total, each[1:pages]))
    return found


def fastest(runs: Runs) -> float:
    """Return what the fastest build costs."""
    return min(total for total, _ in runs)


def ratio(without: Runs, having: Runs) -> str:
    """Return the ratios of the builds, pair by pair."""
    ratios = [b / a for (a, _), (b, _) in zip(without, having, strict=True)]
    return f"ratio of the builds {statistics.median(ratios):.3f} ({min(ratios):.3f}-{max(ratios):.3f})"


def report_time(pages: int, found: Costs) -> None:
    """Print what a page costs: each at its fastest."""
    for phase in PHASES:
        base, full = (
            [min(times) for times in zip(*(each for _, each in found[phase, kind]), strict=True)] for kind in KINDS
        )
        mean, middle = statistics.mean(base), statistics.median(base)
        print(
            f"{pages:5} pages  {phase:5}  without {mean:5.2f} ms/page"
            f"  {ratio(found[phase, 'without'], found[phase, 'with'])}"
            f"  added {statistics.mean(full) - mean:+.2f} ms/page, to the page in the middle"
            f" {statistics.median(full) - middle:+.2f} ms of {middle:.2f}"
        )


def report_instructions(pages: int, found: Costs, once: Costs) -> None:
    """Print what a page costs: the builds less those of one page."""
    for phase in PHASES:
        base, full = ((fastest(found[phase, kind]) - fastest(once[phase, kind])) / (pages - 1) for kind in KINDS)
        print(
            f"{pages:5} pages  {phase:5}  without {base:6.2f} M instructions/page"
            f"  {ratio(found[phase, 'without'], found[phase, 'with'])}"
            f"  added {full - base:+.2f} M instructions/page ({full / base - 1:+.1%})"
        )


def main() -> None:
    """Measure a site of one page, then each number of pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 400], help="numbers of articles")
    parser.add_argument("--runs", type=int, help="builds of each kind; 5, or 1 with --instructions")
    parser.add_argument("--instructions", action="store_true", help="count instructions with Valgrind")
    options = parser.parse_args()
    counts = options.instructions
    number = options.runs or (1 if counts else 5)
    unit = "M instructions" if counts else "ms"
    compileall.compile_dir(Path(sphinx_aiarticle.__file__).parent, quiet=1)  # as an installed package is
    with tempfile.TemporaryDirectory() as folder:
        once = measure(1, number, Path(folder), instructions=counts)
        for phase in PHASES:
            base, full = (fastest(once[phase, kind]) for kind in KINDS)
            print(f"    1 page   {phase:5}  without {base:6.1f} {unit}  added {full - base:+.1f} {unit} once a build")
        for pages in options.pages:
            found = measure(pages, number, Path(folder), instructions=counts)
            if counts:
                report_instructions(pages, found, once)
            else:
                report_time(pages, found)


if __name__ == "__main__":
    main()
