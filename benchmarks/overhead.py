"""Measure what the extension adds to a build: CPU time with and without it, on the same articles, in one run.

Usage: python benchmarks/overhead.py [--articles short long hugo] [--pages 100 400] [--runs 5] [--instructions]

"Without" builds the same articles as an author writes them who has no extension: boxes are admonitions, questions are
sections, shop links are in a paragraph. There are three kinds of articles: ``short`` ones with directives, ``long``
ones with directives, which have the size of real articles (about 7,000 characters in 50 blocks), and ``hugo``, the long
ones as Hugo has them, read as they are.

Each build is a process of its own, and both kinds take turns in changing order, so that a machine that slows down
hurts both alike; builds are compared in these pairs. A site of ten pages tells what each further page costs and what a
build costs once (imports, templates, what the first pages load). A clock in ``conf.py`` notes the processor time at the
start of every page, when it is read and when it is written. Of all runs each page counts with its fastest, because
noise only ever adds. The mean over the pages has the garbage collections in it, of which a large one may fall into one
kind of build and just miss the other; the page in the middle has none.

``--instructions`` counts the instructions of the processor instead: with perf where the kernel allows it, otherwise
with Valgrind, which takes 50 times as long (twenty minutes for a build of 1,600 short articles). One run is enough,
since they are the same in every run to a few thousandths. They say nothing of caches and the operating system.
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
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import sphinx_aiarticle

KINDS = {"without": "myst_parser", "with": "sphinx_aiarticle"}  # and their extension
PHASES = {"read": "source-read", "write": "html-page-context"}  # and the event at the start of a page
FEW = 10  # pages of the small site; its first pages load what only some pages need
PERF = ("perf", "stat", "-x,", "-e", "instructions:u")
VALGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build costs, in milliseconds or millions of instructions, and in milliseconds each page of a phase."""

    total: float
    pages: dict[str, list[float]]


Runs = dict[str, list[Build]]  # by kind of build; the builds of both kinds are pairs
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
    aiarticle_hugo = {hugo!r}
    aiarticle_stores = {{
        "amazon": {{"preset": "amazon.co.jp", "tag": "example-22"}},
        "rakuten": {{"preset": "rakuten", "id": "00000000.00000000.00000000.00000000"}},
    }}


def setup(app):
    ticks = {{}}
    for event in ("source-read", "html-page-context"):
        ticks[event] = []
        app.connect(event, lambda *args, event=event: ticks[event].append(time.process_time()), priority=0)
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
LONG_PROSE = """\
## Section {n}

Most of an article is prose, and most of its paragraphs are of this length: three or four sentences, of which one has
*emphasis* and another a piece of `code`. They are read by people who look for something, so they say one thing each.

The second paragraph of section {n} goes further into it. It has a [link](https://example.org/{n}), which leads to where
the matter comes from, and ends with a number such as {n}. Nothing else in it needs a parser's attention.

The third paragraph is there because real articles have one, too. It repeats what the first has said, in other words and
with **another emphasis**, and adds what follows from it for the reader, who may want to skip it.

"""
TABLE = """\
| item | first | second |
|------|-------|--------|
| speed | {n} | 2 |
| weight | 3 | 4 |

"""
STEPS = """\
1. Read the instructions.
2. Do what they say.
3. Look at what you have.
4. Begin again where it is wrong.
5. Write down what you have learnt.

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


HUGO = (
    FRONT
    + """
## 3行要約

- The first point of article {n}.
- The second point.
- The third point.

{{{{< rawhtml >}}}}
<div class="box">
<strong>Felt mat {n}</strong>
<p>It takes the edge off every sound.</p>
<a href="https://www.amazon.co.jp/s?k=felt+desk+mat&tag=example-22">Amazon</a>
<a href="https://hb.afl.rakuten.co.jp/hgc/00000000.00000000.00000000.00000000/?pc=https%3A%2F%2Fsearch.rakuten.co.jp\
%2Fsearch%2Fmall%2Ffelt%2520desk%2520mat%2F&m=https%3A%2F%2Fsearch.rakuten.co.jp%2Fsearch%2Fmall%2F\
felt%2520desk%2520mat%2F">Rakuten</a>
</div>
{{{{< /rawhtml >}}}}

{prose}
## よくある質問

### Q1: Is mat {n} enough?

For most desks, yes, with `care`.

### Q2: What about fans?

Clean them first.

### Q3: And the chair?

Oil it.
"""
)
ARTICLES = {"short": WITH, "long": WITH, "hugo": HUGO}  # and their text where there is the extension


def prose(articles: str, n: int) -> str:
    """Return the prose of article *n*; no two sections are alike."""
    if articles == "short":
        return "".join(PROSE.format(n=f"{n}.{part}") for part in range(6))
    parts = [LONG_PROSE.format(n=f"{n}.{part}") for part in range(9)]
    parts[2] += TABLE.format(n=n)
    parts[4] += STEPS.format(n=n)
    parts[7] += STEPS.format(n=n + 0.5)
    return "".join(parts)


def write_site(folder: Path, articles: str, pages: int, *, kind: str) -> None:
    """Write *pages* articles and their configuration."""
    folder.mkdir(parents=True)
    template = ARTICLES[articles] if kind == "with" else WITHOUT
    hugo = ["article-*"] if articles == "hugo" else []
    (folder / "conf.py").write_text(CONF.format(extension=KINDS[kind], hugo=hugo), encoding="utf-8")
    (folder / "index.md").write_text("# Home\n", encoding="utf-8")
    for n in range(pages):
        text = template.format(n=n, prose=prose(articles, n))
        (folder / f"article-{n:04}.md").write_text(text, encoding="utf-8")


def build(folder: Path, pages: int, counter: tuple[str, ...]) -> Build:
    """Build a site from nothing in a process of its own."""
    shutil.rmtree(folder / "_build", ignore_errors=True)
    command = [*counter, sys.executable, "-m", "sphinx", "-q", "-b", "html", str(folder), str(folder / "_build")]
    environ = {**os.environ, "PYTHONHASHSEED": "0"}
    if counter:
        done = subprocess.run(command, check=True, env=environ, stderr=subprocess.PIPE, text=True)
        return Build(total=instructions(done.stderr), pages={})
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    ticks = json.loads((folder / "_build" / "ticks.json").read_text(encoding="utf-8"))
    # The first page bears what a build costs once, and after the last one come pages that are not articles.
    times = {phase: [(end - start) * 1000 for start, end in pairwise(ticks[event])] for phase, event in PHASES.items()}
    total = (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1000
    return Build(total=total, pages={phase: each[1:pages] for phase, each in times.items()})


def instructions(said: str) -> float:
    """Return the millions of instructions that perf or Valgrind has counted; nothing where it has not."""
    counted = re.search(r"^(\d+),,instructions:u|I +refs: +([\d,]+)", said, re.MULTILINE)
    return int((counted[1] or counted[2]).replace(",", "")) / 1e6 if counted else float("nan")


def instruction_counter() -> tuple[str, ...]:
    """Return the command that counts instructions here."""
    if shutil.which(PERF[0]):
        done = subprocess.run([*PERF, "true"], check=False, stderr=subprocess.PIPE, text=True)
        if instructions(done.stderr) > 0:
            return PERF
    if not shutil.which(VALGRIND[0]):
        sys.exit("neither perf nor valgrind counts instructions here")
    return VALGRIND


def measure(root: Path, articles: str, pages: int, runs: int, counter: tuple[str, ...]) -> Runs:
    """Build both kinds of a site *runs* times, in changing order."""
    found: Runs = {kind: [] for kind in KINDS}
    for kind in KINDS:
        write_site(root / f"{articles}-{pages}-{kind}", articles, pages, kind=kind)
    for number in range(runs):
        for kind in sorted(KINDS, reverse=number % 2 == 0):
            found[kind].append(build(root / f"{articles}-{pages}-{kind}", pages, counter))
    for kind in KINDS:
        shutil.rmtree(root / f"{articles}-{pages}-{kind}")
    return found


def fastest(runs: list[Build]) -> float:
    """Return what the fastest build costs."""
    return min(run.total for run in runs)


def report_builds(title: str, pages: int, found: Runs, few: Runs, unit: str) -> None:
    """Print what a page costs, what the extension adds to it and to a build once, and whole builds in pairs."""
    pairs = list(zip(found["without"], found["with"], strict=True))
    base, full = (fastest(few[kind]) for kind in KINDS)
    ratios = [having.total / without.total for without, having in pairs]
    net = [(having.total - full) / (without.total - base) for without, having in pairs]
    added = [(having.total - full - without.total + base) / (pages - FEW) for without, having in pairs]
    print(
        f"{title}  build  without {(fastest(found['without']) - base) / (pages - FEW):6.2f} {unit}/page"
        f"  added {statistics.median(added):+.2f} {unit}/page ({min(added):+.2f} to {max(added):+.2f})"
        f" and {full - base - FEW * statistics.median(added):+.1f} {unit} once"
        f"  ratio of the pages {statistics.median(net):.3f}"
        f"  ratio of the builds {statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f})"
    )


def report_pages(title: str, found: Runs) -> None:
    """Print what reading and writing a page costs, each page at its fastest."""
    for phase in PHASES:
        base, full = (
            [min(times) for times in zip(*(run.pages[phase] for run in found[kind]), strict=True)] for kind in KINDS
        )
        mean, middle = statistics.mean(base), statistics.median(base)
        print(
            f"{title}  {phase:5}  without {mean:6.2f} ms/page  added {statistics.mean(full) - mean:+.2f} ms/page,"
            f" to the page in the middle {statistics.median(full) - middle:+.2f} ms of {middle:.2f}"
        )


def main() -> None:
    """Measure a site of a few pages, then each number of pages, for each kind of articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", nargs="+", choices=ARTICLES, default=list(ARTICLES), help="kinds of articles")
    parser.add_argument(
        "--pages", type=int, nargs="+", default=[100, 400], help=f"numbers of articles, more than {FEW}"
    )
    parser.add_argument("--runs", type=int, help="builds of each kind; 5, or 1 with --instructions")
    parser.add_argument("--instructions", action="store_true", help="count instructions with perf or Valgrind")
    options = parser.parse_args()
    if min(options.pages) <= FEW:
        parser.error(f"--pages: what a page costs shows on sites of more than {FEW} pages")
    counter = instruction_counter() if options.instructions else ()
    runs = options.runs or (1 if counter else 5)
    unit = "M instructions" if counter else "ms"
    compileall.compile_dir(Path(sphinx_aiarticle.__file__).parent, quiet=1)  # as an installed package is
    with tempfile.TemporaryDirectory() as folder:
        for articles in options.articles:
            few = measure(Path(folder), articles, FEW, runs, counter)
            for pages in options.pages:
                found = measure(Path(folder), articles, pages, runs, counter)
                title = f"{articles:5}  {pages:4} pages"
                report_builds(title, pages, found, few, unit)
                if not counter:
                    report_pages(title, found)


if __name__ == "__main__":
    main()
