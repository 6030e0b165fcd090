"""Measure the site around the articles: what a build with everything on takes, by phase, and one edited title.

Usage: python benchmarks/site.py [--pages 500 2000] [--tags 2000] [--language en] [--only with] [--profile FOLDER]
       [--edits 5]

"Without" is the same articles with Sphinx and MyST-Parser alone; "with" has lists, pages of terms, endings, feeds, a
site map, Markdown twins and files with data. Articles in Japanese (``--language ja``) are made of random words; there
"without" splits them for its search as Sphinx does. A clock in ``conf.py`` notes the processor time, so that each phase
is seen by itself:

=====  ==========================================================
start  Sphinx starts, and loads what it knows of the last build
read   documents are read
env    the environment is completed, checked and saved
write  the pages of documents are written
more   pages that are made of articles are written
index  search page, static files, search index, inventory
end    what is written at the end: feeds, site map, lists of twins
=====  ==========================================================

A phase is given in milliseconds for each article. The same follows for the fastest of some builds after the title of
one article has changed, with the number of pages that were written. Memory is the largest that a build has had.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

#: The phases that begin with the first of an event; "more" and "index" begin with generators of pages.
PHASES = {
    "env-before-read-docs": "read",
    "env-updated": "env",
    "html-page-context": "write",
    "build-finished": "end",
}
CONF = """\
import json, time
from pathlib import Path

project = "Benchmark"
language = {language!r}
html_theme = "basic"
html_baseurl = "https://bench.example.org/"
html_copy_source = False
exclude_patterns = ["_build"]
suppress_warnings = ["toc.not_included"]
myst_enable_extensions = ["colon_fence"]
extensions = ["myst_parser"]
if {everything}:
    extensions = ["sphinx_aiarticle"]
    aiarticle_pages = True
    aiarticle_after = ["series", "author", "related", "neighbours"]
    aiarticle_authors = {{"aoi": {{"name": "Aoi", "description": "Writes."}}}}
    aiarticle_feeds = {{"feed.xml": {{"excerpt": "content"}}, "feed.json": {{}}, "tags/tag-1.xml": {{"tag": "tag 1"}}}}
    aiarticle_sitemap = aiarticle_markdown = aiarticle_json_ld_files = True


def setup(app):
    began = {{}}

    def begin(phase):
        began.setdefault(phase, time.process_time())

    def pages(phase):  # Sphinx asks these for their pages in turn, and writes them
        begin(phase)
        yield from ()

    for event, phase in {phases!r}.items():
        app.connect(event, lambda *args, phase=phase: begin(phase), priority=0)
    app.connect("html-collect-pages", lambda app: pages("more"), priority=0)
    app.connect("html-collect-pages", lambda app: pages("index"), priority=9999)

    def finish(*args):
        began["done"] = time.process_time()
        Path(app.doctreedir, "phases.json").write_text(json.dumps(began))

    app.connect("build-finished", finish, priority=9999)
"""
ARTICLE = """\
---
title: "Article {n} about quiet desks"
date: {date}
description: "What article {n} says, in one sentence."
author: aoi
categories: ["Category {category}"]
tags: {tags}
series: "Series {series}"
---

# Article {n} about quiet desks

{prose}"""
PROSE = """\
## Section {n}.{part}

A page of ordinary prose with *emphasis*, `code` and a [link](https://example.org/{n}). It goes on for a while, because
articles do, and says nothing that matters beyond its length. Numbers such as {n} keep the pages apart. 静音設計。

- The first point.
- The second point, in which there is more to say about {n} and {part}.

"""
#: What sentences in Japanese are made of, in this order.
JAPANESE = (
    "静音設計 昇降式の机 キーボード ヘッドホン 書斎の照明 電源タップ モニターアーム 椅子の背もたれ 収納棚 充電器",
    "は が を に も では から まで",
    "とても静かで 長く使えるので 組み立てやすく 価格のわりに 意外なほど軽く 三年前に買ったので ドライバー一本で",
    "便利です。 気に入っています。 おすすめします。 選びました。 比べてみましょう。 調べました。 違いがわかります。",
)
HOME = "# Home\n\n```{article-list}\n:style: cards\n:limit: 10\n```\n"


def japanese(chance: random.Random, sentences: int) -> str:
    """Return a paragraph, which has no spaces."""
    return "".join(chance.choice(words.split()) for _ in range(sentences) for words in JAPANESE)


def article(n: int, tags: int, language: str) -> str:
    """Return article *n*: three tags, of which few are common, one of ten categories, and a series of ten parts."""
    chance = random.Random(n)  # noqa: S311  # the same articles each time
    chosen = [f"tag {int(tags * chance.random() ** 2)}" for _ in range(3)]
    date = f"{2000 + n % 25}-{n % 12 + 1:02}-{n % 28 + 1:02}T{n % 24:02}:00:00+09:00"
    prose = "".join(PROSE.format(n=n, part=part) for part in range(3))
    if language == "ja":  # about as long as the articles of blogs are
        section = "## {n} · {part}\n\n{prose}\n\n"
        prose = "".join(section.format(n=n, part=part, prose=japanese(chance, 60)) for part in range(3))
    return ARTICLE.format(n=n, date=date, category=n % 10, tags=json.dumps(chosen), series=n // 10, prose=prose)


def write_site(folder: Path, pages: int, tags: int, language: str, *, everything: bool) -> None:
    """Write *pages* articles and their configuration."""
    folder.mkdir(parents=True)
    conf = CONF.format(language=language, everything=everything, phases=PHASES)
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    (folder / "index.md").write_text(HOME if everything else "# Home\n", encoding="utf-8")
    for n in range(pages):
        (folder / f"article-{n:05}.md").write_text(article(n, tags, language), encoding="utf-8")


def build(folder: Path, profile: str = "") -> tuple[dict[str, float], float, int]:
    """Build a site in a process of its own; return milliseconds by phase, the memory in MB, and the pages written."""
    out = folder / "_build"
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}
    profiling = ["-m", "cProfile", "-o", profile] if profile else []
    command = [sys.executable, *profiling, "-m", "sphinx", "-q", "-b", "html", "-d", str(folder / "_doctrees")]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen([*command, str(folder), str(out)], env={**environment, "PYTHONHASHSEED": "0"})
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the build of {folder} has failed")
    written = sum(path.stat().st_mtime_ns != before.get(path) for path in out.rglob("*.html"))
    began = json.loads((folder / "_doctrees" / "phases.json").read_text(encoding="utf-8"))
    times = [("start", 0), *began.items()]
    phases = {phase: (end - start) * 1000 for (phase, start), (_, end) in pairwise(times)}
    return phases, usage.ru_maxrss / 1024, written


def edit(folder: Path, pages: int, number: int) -> None:
    """Change the title of the article in the middle."""
    path = folder / f"article-{pages // 2:05}.md"
    text = re.sub(r"about .*? desks", f"about {number} desks", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")


def show(title: str, found: tuple[dict[str, float], float, int], each: int) -> None:
    """Print what a build took, the sum in seconds and the phases in milliseconds for each of *each* articles."""
    phases, memory, written = found
    parts = "  ".join(f"{phase} {milliseconds / each:7.3f}" for phase, milliseconds in phases.items())
    total = sum(phases.values())
    print(f"{title}  {total / 1000:7.2f} s  {parts}  {memory:5.0f} MB  {written} pages", flush=True)


def main() -> None:
    """Measure each number of articles without and with the extension."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[500, 2000], help="numbers of articles")
    parser.add_argument("--tags", type=int, default=2000, help="how many tags there are")
    parser.add_argument("--edits", type=int, default=5, help="how many times the title of an article changes")
    parser.add_argument("--language", default="en", help="language of the site, which decides on the search")
    parser.add_argument("--only", choices=("without", "with"), help="one kind of build")
    parser.add_argument("--profile", type=Path, help="folder for profiles of the builds with the extension")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        for pages in options.pages:
            for kind in ("without", "with"):
                if options.only and options.only != kind:
                    continue
                folder = Path(top, f"{kind}-{pages}")
                write_site(folder, pages, options.tags, options.language, everything=kind == "with")
                profile = str(options.profile / f"{pages}-") if options.profile and kind == "with" else ""
                show(f"{pages:6} {kind:7} whole ", build(folder, profile and f"{profile}whole"), pages)
                edited = []
                for number in range(options.edits):
                    edit(folder, pages, number)
                    edited.append(build(folder, profile and f"{profile}edited"))
                show(f"{pages:6} {kind:7} edited", min(edited, key=lambda found: sum(found[0].values())), pages)
                shutil.rmtree(folder)


if __name__ == "__main__":
    main()
