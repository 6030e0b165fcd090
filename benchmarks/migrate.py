"""Migrate a Hugo site of generated articles, and print how long it takes.

    python benchmarks/migrate.py [--articles 2000] [--image-bytes 20000] [--limit SECONDS]

The articles have the form and the size of real ones. The second run, which changes nothing, is timed too.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = (
    *("湯", "を", "沸かす", "道具", "の", "選び方", "と", "手入れ", "について", "書く", "静か", "で", "速い", "そして"),
    *("copper", "kettle", "3.5", "`boil()`"),
)
BOX = """\
{{{{< rawhtml >}}}}
<div style="border:1px solid #ddd;padding:16px">
<p style="font-size:13px">関連する道具</p>
<strong style="font-size:16px">Kettle {number}</strong>
<p style="color:#555">{reason}</p>
<div style="display:flex">
<a href="https://www.amazon.co.jp/s?k=kettle%20{number}&tag=kettle-22" target="_blank">Amazonで見る</a>
<a href="https://hb.afl.rakuten.co.jp/hgc/1234abcd.5678ef00.1234abce.9abcdef0/?pc=https%3A%2F%2Fsearch.rakuten.co.jp\
%2Fsearch%2Fmall%2Fkettle%2520{number}%2F&m=https%3A%2F%2Fsearch.rakuten.co.jp%2Fsearch%2Fmall%2Fkettle%2520{number}%2F\
" target="_blank">楽天で見る</a>
</div>
<p style="font-size:11px">※アフィリエイトリンクを含みます</p>
</div>
{{{{< /rawhtml >}}}}"""


def article(number: int, total: int, source: random.Random) -> str:
    """Return one article of about 14 kB."""

    def prose(words: int) -> str:
        return " ".join(source.choices(WORDS, k=words))

    head = (
        f'---\ntitle: "Kettle {number}: {prose(6)}"\ndate: 2026-03-{number % 28 + 1:02}T00:00:00+09:00\n'
        f'slug: "kettle-{number}"\ndescription: "{prose(20)}"\ncover:\n  image: "/images/{number}.png"\n'
        f'  alt: "Kettle"\n  relative: false\ncategories:\n  - "Guides"\ntags:\n  - "kettle"\n  - "copper"\n---\n'
    )
    points = "\n".join(f"- {prose(25)}" for _ in range(3))
    sections = "\n\n".join(
        f"## {prose(5)}\n\n{prose(160)}\n\n| a | b |\n|---|---|\n| {prose(4)} | `x` |\n\n{prose(160)}\n\n"
        f"```python\n{chr(10).join(f'step_{line} = boil({line})' for line in range(12))}\n```"
        for _ in range(7)
    )
    questions = "\n\n".join(f"### Q{count}: {prose(8)}？\n\n{prose(40)}" for count in (1, 2, 3))
    links = "\n".join(f"- [{prose(8)}](/posts/2026-kettle-{other}/)" for other in source.sample(range(total * 2), 3))
    box = BOX.format(number=number, reason=prose(15))
    script = '<script type="application/ld+json">\n{"@context": "https://schema.org", "@type": "FAQPage"}\n</script>'
    return (
        f"{head}\n## 3行要約\n\n{points}\n\n{box}\n\n{sections}\n\n## よくある質問\n\n{questions}\n\n---\n\n"
        f"## あわせて読みたい\n\n{links}\n\n{script}\n"
    )


def write_site(root: Path, articles: int, image_bytes: int) -> int:
    """Write a site and return how many bytes its articles have."""
    source = random.Random(1)  # noqa: S311 - not for secrets
    for folder in ("content/posts", "static/images"):
        (root / folder).mkdir(parents=True)
    (root / "hugo.toml").write_text('baseURL = "https://kettles.example.org/"\ntitle = "Kettles"\n', encoding="utf-8")
    size = 0
    for number in range(articles):
        text = article(number, articles, source)
        size += (root / f"content/posts/2026-kettle-{number}.md").write_text(text, encoding="utf-8")
        (root / f"static/images/{number}.png").write_bytes(source.randbytes(image_bytes))
    return size


def timed(root: Path, docs: Path) -> float:
    """Migrate in a process of its own and return the seconds it took."""
    command = [sys.executable, "-m", "sphinx_aiarticle", "migrate", str(root), str(docs)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def main() -> int:
    """Run the benchmark; the exit status says whether it kept the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--image-bytes", type=int, default=20_000)
    parser.add_argument("--limit", type=float, default=20.0)
    values = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root, docs = Path(folder, "hugo"), Path(folder, "docs")
        size = write_site(root, values.articles, values.image_bytes)
        first, second = timed(root, docs), timed(root, docs)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{values.articles} articles of {size / values.articles:,.0f} characters")
    print(f"first run   {first:6.2f} s  {first / values.articles * 1000:5.2f} ms an article")
    print(f"second run  {second:6.2f} s  {second / values.articles * 1000:5.2f} ms an article")
    print(f"memory      {memory:6.0f} MB")
    return int(first > values.limit)


if __name__ == "__main__":
    sys.exit(main())
