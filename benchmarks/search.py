"""Measure search in Japanese against Sphinx's own splitter: CPU time of a build and size of the index, in one run.

Usage: python benchmarks/search.py [--articles FOLDER] [--pages 600] [--runs 3]

Both kinds build the same pages with the extension, and take turns. The pages are made of the paragraphs of a folder of
Markdown files, dealt anew as often as it takes: without a folder, of the few sample articles of the guide. How large an
index is depends on how many words there are, so that its size is true for a folder of many articles only.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CONF = """\
project = "Benchmark"
language = "ja"
html_theme = "basic"
html_baseurl = "https://bench.example.org/"
html_copy_source = False
extensions = ["sphinx_aiarticle"]
"""
POSTS = Path(__file__).parents[1] / "example_docs" / "posts"
KINDS = {
    "Sphinx": 'html_search_options = {"type": "sphinx.search.ja.DefaultSplitter"}\n',
    "ours": "",
}


def paragraphs(articles: Path) -> list[str]:
    """Return the paragraphs of Markdown files, without front matter, code, HTML and shortcodes."""
    found = []
    for path in sorted(articles.rglob("*.md")):
        text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
        found += [part for part in re.split(r"\n{2,}", text) if part.strip() and not re.search(r"\{\{|<|^```", part)]
    return found


def write_site(folder: Path, pages: int, articles: Path) -> None:
    """Write *pages* pages, each with as many paragraphs as the articles of a folder have on average."""
    chance = random.Random(14)  # noqa: S311
    parts = paragraphs(articles)
    each = len(parts) // len(list(articles.rglob("*.md")))
    (folder / "index.md").write_text("# Home\n", encoding="utf-8")
    pile: list[str] = []
    for n in range(pages):
        while len(pile) < each:
            pile += chance.sample(parts, len(parts))
        body, pile = pile[:each], pile[each:]
        (folder / f"article-{n:05}.md").write_text("\n\n".join([f"# 記事{n}", *body]) + "\n", encoding="utf-8")


def cpu_seconds(folder: Path) -> float:
    """Build HTML from nothing in a process of its own, and return the CPU time it took."""
    shutil.rmtree(folder / "_build", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "sphinx", "-Q", "-b", "html", str(folder), str(folder / "_build" / "html")]
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Build both kinds in turn, and print how they compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=POSTS, help="a folder of Markdown files in Japanese")
    parser.add_argument("--pages", type=int, default=600, help="number of pages")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        write_site(folder, options.pages, options.articles)
        seconds: dict[str, list[float]] = {kind: [] for kind in KINDS}
        sizes = {}
        for _ in range(options.runs):
            for kind, conf in KINDS.items():
                (folder / "conf.py").write_text(CONF + conf, encoding="utf-8")
                seconds[kind].append(cpu_seconds(folder))
                index = (folder / "_build" / "html" / "searchindex.js").read_bytes()
                sizes[kind] = len(index), len(gzip.compress(index, mtime=0))
    for kind in KINDS:
        whole, packed = sizes[kind]
        print(
            f"{kind:6}  {min(seconds[kind]) * 1000 / options.pages:6.2f} ms/page  index {whole} bytes, {packed} as gzip"
        )
    (theirs, ours) = (min(seconds[kind]) for kind in KINDS)
    (whole, packed), (our_whole, our_packed) = (sizes[kind] for kind in KINDS)
    print(f"ratio   CPU {ours / theirs:.3f}  index {our_whole / whole:.3f}, {our_packed / packed:.3f} as gzip")


if __name__ == "__main__":
    main()
