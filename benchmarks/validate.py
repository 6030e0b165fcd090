"""Measure how long `sphinx-aiarticle validate` takes for a site of many pages.

Usage: python benchmarks/validate.py [--pages 10000] [--jobs 2]

Each page has its own article, five questions and the nodes of the site in its JSON-LD, and about 40 kB of HTML around
it, which is what a documentation theme writes. With `--contexts` each page brings a context of its own, so that all of
them go through the JSON-LD processor.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from sphinx_aiarticle.__main__ import main

BASE = "https://bench.example.org/"
WORDS = "The kiln cools for a day and a night before anybody opens its door. "
FOLDER = 100  # pages
LINKS = 150  # entries of the navigation


def graph(url: str, number: int) -> list[dict[str, object]]:
    """Return the nodes of one page."""
    person = {"@type": "Person", "@id": f"{BASE}#mina", "name": "Mina Okabe", "url": BASE}
    trail = [("Home", BASE), ("Firing", f"{BASE}f0/p0.html"), (f"Firing {number}", "")]
    return [
        {
            "@type": "BlogPosting",
            "@id": f"{url}#article",
            "headline": f"Firing {number}",
            "description": WORDS,
            "datePublished": "2026-02-03T10:00:00+09:00",
            "dateModified": "2026-02-05T10:00:00+09:00",
            "author": person,
            "image": f"{BASE}cover.jpg",
            "publisher": {"@id": f"{BASE}#studio"},
            "mainEntityOfPage": {"@id": url},
            "keywords": ["kiln", "ash", "clay"],
        },
        {
            "@type": ["WebPage", "FAQPage"],
            "@id": url,
            "url": url,
            "name": f"Firing {number}",
            "isPartOf": {"@id": f"{BASE}#site"},
            "breadcrumb": {"@id": f"{url}#trail"},
            "mainEntity": [
                {
                    "@type": "Question",
                    "@id": f"{url}#q{index}",
                    "url": f"{url}#q{index}",
                    "name": f"Why {index}?",
                    "acceptedAnswer": {"@type": "Answer", "text": f"<p>{WORDS * 3}</p>"},
                }
                for index in range(5)
            ],
        },
        {
            "@type": "BreadcrumbList",
            "@id": f"{url}#trail",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, **({"item": item} if item else {})}
                for position, (name, item) in enumerate(trail, 1)
            ],
        },
        {
            "@type": "WebSite",
            "@id": f"{BASE}#site",
            "url": BASE,
            "name": "Kiln",
            "publisher": {"@id": f"{BASE}#studio"},
        },
        {"@type": "Organization", "@id": f"{BASE}#studio", "name": "Kiln", "url": BASE, "logo": f"{BASE}cover.jpg"},
        person,
    ]


def page(url: str, number: int, context: object) -> str:
    """Return one page."""
    data = json.dumps({"@context": context, "@graph": graph(url, number)}).replace("<", "\\u003c")
    menu = "".join(
        f'<li class="toctree-l1"><a class="reference internal" href="../f0/p{link}.html">Firing {link}</a></li>\n'
        for link in range(LINKS)
    )
    faq = "".join(f'<h3 id="q{index}">Why {index}?</h3><p>{WORDS * 3}</p>\n' for index in range(5))
    text = "".join(f'<p class="line" id="p{index}">{WORDS * 5}</p>\n' for index in range(50))
    return (
        f'<!doctype html><html lang="en"><head><title>Firing {number}</title><link rel="canonical" href="{url}">\n'
        f'<script type="application/ld+json">{data}</script></head><body><nav><ul>{menu}</ul></nav>\n'
        f"<main><h1>Firing {number}</h1><p>Mina Okabe</p>{text}{faq}</main></body></html>\n"
    )


def write_site(folder: Path, pages: int, context: object) -> int:
    """Write the pages, and return how many bytes they are."""
    size = 0
    (folder / "index.html").write_text("<h1>Kiln</h1>", encoding="utf-8")
    (folder / "cover.jpg").write_bytes(b"picture")
    for number in range(pages):
        name = f"f{number // FOLDER}/p{number}.html"
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        size += path.write_text(page(BASE + name, number, context), encoding="utf-8")
    return size


def measure() -> int:
    """Validate the site, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--contexts", action="store_true", help="give each page a context for the processor")
    values = parser.parse_args()
    context = ["https://schema.org", {"kiln": f"{BASE}#"}] if values.contexts else "https://schema.org"
    with tempfile.TemporaryDirectory() as folder:
        size = write_site(Path(folder), values.pages, context)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        start = time.perf_counter()
        status = main(["validate", folder, "--jobs", str(values.jobs)])
        taken = time.perf_counter() - start
    cpu = sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) - before
    print(
        f"{values.pages} pages of {size // values.pages // 1000} kB: {taken:.1f} s with {values.jobs} processes,"
        f" {cpu / values.pages * 1000:.2f} ms of CPU time a page"
    )
    return status


if __name__ == "__main__":
    sys.exit(measure())
