"""Hugo sites of our own making."""

from __future__ import annotations

import argparse
import io
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import docutils
import pytest
from conftest import png, run_build, write

from sphinx_aiarticle.cli.conf import OwnConf
from sphinx_aiarticle.cli.terminal import Terminal
from sphinx_aiarticle.clock import now
from sphinx_aiarticle.migrate import verify
from sphinx_aiarticle.migrate.command import add_command, migrate
from sphinx_aiarticle.migrate.plan import make_plan

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag
    from conftest import Site

AMAZON = "https://www.amazon.co.jp/s?k=copper%20kettle&tag=kettle-22"
RAKUTEN = (
    "https://hb.afl.rakuten.co.jp/hgc/1234abcd.5678ef00.1234abce.9abcdef0/"
    "?pc=https%3A%2F%2Fsearch.rakuten.co.jp%2Fsearch%2Fmall%2Fcopper%2520kettle%2F"
    "&m=https%3A%2F%2Fsearch.rakuten.co.jp%2Fsearch%2Fmall%2Fcopper%2520kettle%2F"
)


def box(*links: tuple[str, str], name: str = "Copper kettle") -> str:
    buttons = "\n".join(f'<a href="{url}">{text}</a>' for text, url in links)
    return (
        "{{< rawhtml >}}\n<div>\n<p>Related</p>\n"
        f"<strong>{name}</strong>\n<p>It pours well.</p>\n<div>\n{buttons}\n</div>\n"
        "<p>※アフィリエイトリンクを含みます</p>\n</div>\n{{< /rawhtml >}}"
    )


KETTLE = f"""\
---
title: "How to choose: a kettle #1"
date: 2026-03-01T09:00:00+09:00
slug: "choose-a-kettle"
cover:
  image: "/images/kettle.png"
  alt: "A kettle"
categories: ["Guides"]
tags: ["kettle", "no"]
---

## 3行要約

- Copper is fast.
- Steel is calm.
- Glass is pretty.

{box(("Amazon", AMAZON), ("楽天", RAKUTEN))}

## Care

Read [the tea](/posts/tea/) and [the pots](/posts/pots/), or [an old one](/posts/gone/). `[not](/posts/tea/)`

![The kettle](/images/kettle.png)

```env
KETTLE=1
```

```python:boil.py
boil()
```

---

## よくある質問

### Q1: Is copper safe?

Yes, if it is lined.

### Q2: How long does it last?

Longer than we do.

<script type="application/ld+json">
{{"@type": "FAQPage"}}
</script>
"""
TEA = """\
---
title: Tea
date: 2026-02-01T09:00:00+09:00
author: Aoi
---

Leaves, and water from [the kettle](/posts/choose-a-kettle/).
"""
FILES: dict[str, str | bytes] = {
    "hugo.toml": """\
baseURL = "https://kettles.example.org/"
title = "Kettles & co"
languageCode = "ja-jp"
[params]
author = "Aoi"
description = "All about kettles"
""",
    "content/posts/kettle.md": KETTLE,
    "content/posts/tea.md": TEA,
    "content/posts/pots/index.md": "---\ntitle: Pots\ndate: 2026-01-01T09:00:00+09:00\n---\n\n![Pot](pot.png)\n",
    "content/posts/pots/pot.png": png(3, 2),
    "content/about.md": "---\ntitle: About us\n---\n\nWe like water.\n",
    "static/images/kettle.png": png(4, 3),
    "static/robots.txt": "User-agent: *\n",
}


def make_site(folder: Path, files: dict[str, str | bytes] | None = None) -> Path:
    root = folder / "hugo"
    write(root, FILES if files is None else files)
    return root


def run(root: Path, docs: Path | None, **options: object) -> tuple[int, str]:
    """Migrate, and return the exit status and what was said; a project to compare with is built in this process."""
    out, parser = io.StringIO(), argparse.ArgumentParser()
    add_command(lambda _name, **_texts: parser)
    values = parser.parse_args([str(root), *([str(docs)] if docs else [])], argparse.Namespace(**options))

    def build(docs: Path, to: Path, _doctrees: Path, builder: str) -> None:
        build_project(docs, builder=builder, out=str(to), html_copy_source=False)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "_build_docs", build)
        status = migrate(values, Terminal(out, io.StringIO()))
    return status, out.getvalue()


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its content and its time."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def build_project(docs: Path, *, builder: str = "dirhtml", out: str = "", **conf: object) -> Site:
    out = out or f"out-{builder}"
    return run_build(docs, confdir=docs, builder=builder, out=out, conf={"html_theme": "basic", **conf})


def body_of(site: Site, page: str) -> Tag:
    """The article of a page.

    Three things are not compared: scripts, ids that no name of Sphinx can be, and the classes of the ``span`` that
    Sphinx puts around the text of a reference, which tell by what kind of reference it was found.
    """
    body = site.soup(page).select_one("div.body")
    for script in body.select("script"):
        script.decompose()
    for span in body.select("a.reference > span"):
        span.unwrap()
    for anchor in body.select("div[id]:not([class]):empty"):
        anchor.decompose()
    if docutils.__version_info__ < (0, 22):
        order_ids(body)
    return body


def moved_pages(root: Path, conf: OwnConf | None = None) -> dict[str, str]:
    """The document that each page of a site becomes, by the document that is named like its file."""
    plan = make_plan(root, conf or OwnConf(), now(), lambda _, items: items, ask_hugo=False)
    pages = (output for output in plan.outputs if output.origin and output.path.endswith(".md"))
    return {
        output.origin.removeprefix("content/").rpartition(".")[0]: output.path.removesuffix(".md") for output in pages
    }


def wherever(body: Tag, page: str, moved: dict[str, str] | None = None) -> str:
    """What a page holds wherever it is: links from the root of the site, and no ids that its document's name makes.

    Args:
        body: The page.
        page: Its file.
        moved: Documents that have other names on the site to compare with.
    """
    places = {f"/{old.removesuffix('index')}/": f"/{new.removesuffix('index')}/" for old, new in (moved or {}).items()}
    places = {old.replace("//", "/"): new.replace("//", "/") for old, new in places.items()}
    for tag in body.select("a[href], img[src]"):
        key = "href" if tag.name == "a" else "src"
        if not re.match(r"#|//|[a-z]+:", tag[key]):
            path, mark, fragment = urljoin(f"/{page}", tag[key]).partition("#")
            tag[key] = f"{places.get(path, path)}{mark}{fragment}"
    return re.sub(r"-[0-9a-f]{8}\b|/[0-9a-f]{32}/", "", str(body))


def order_ids(body: Tag) -> None:
    """Put the ids of a section in order; older releases of docutils put that of a target after that of the text."""
    for section in body.select("section[id]"):
        spans = section.select(":scope > span[id]:empty")
        first, *others = sorted([section["id"], *(span["id"] for span in spans)])
        section["id"] = first
        for span, name in zip(spans, others, strict=True):
            span["id"] = name
        for link in section.select(":scope > :is(h1, h2, h3, h4, h5, h6) > a.headerlink"):
            link["href"] = f"#{first}"
