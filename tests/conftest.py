"""Real Sphinx builds as a fixture."""

from __future__ import annotations

import functools
import gc
import io
import json
import logging
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import sphinx.theming
from bs4 import BeautifulSoup
from jinja2 import Environment
from sphinx.application import Sphinx
from sphinx.locale import translators
from sphinx.util.console import strip_escape_sequences
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docutils import nodes

# Properties are tried with the same examples everywhere, however slow the machine is.
hypothesis.settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=150,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("repeatable")


def remember_between_builds() -> None:
    """Do once in a process what takes two thirds of the time of a small build: compile templates, and find themes."""
    compile_template, known = Environment.compile, {}

    def compiled(environment: Environment, source: Any, *options: Any, **more: Any) -> Any:
        switches = (
            environment.autoescape,
            environment.finalize,
            repr(environment.policies),
            getattr(environment, "newstyle_gettext", None),
        )
        names = (
            tuple(environment.extensions),
            *map(frozenset, (environment.filters.items(), environment.tests.items())),
        )
        key = (source, options, *more.items(), type(environment), environment.lexer, *switches, *names)
        if key not in known:
            known[key] = compile_template(environment, source, *options, **more)
        return known[key]

    Environment.compile = compiled  # type: ignore[method-assign, assignment]
    sphinx.theming.entry_points = functools.cache(sphinx.theming.entry_points)
    logging.disable(logging.INFO)  # nobody reads it, and Sphinx makes a record of each registration


remember_between_builds()


def pytest_collection_finish() -> None:
    """Have Python look for garbage only in what tests make: tests themselves are a million objects."""
    gc.freeze()


ROOT = Path(__file__).parents[1]
BASE = "https://blog.example.org/"
STORES = {
    "amazon": {"preset": "amazon.co.jp", "tag": "example-22"},
    "rakuten": {"preset": "rakuten", "id": "00000000.00000000.00000000.00000000"},
}
#: Builders that keep affiliate links and notices only where a project says so.
PAID_BUILDERS = ["epub", "text", "latex", "man", "texinfo", "xml", "pseudoxml", "markdown"]
CONF: dict[str, Any] = {
    "extensions": ["sphinx_aiarticle"],
    "project": "Example Blog",
    "html_theme": "basic",
    "html_baseurl": BASE,
    "html_copy_source": False,
    "html_show_sphinx": False,
    "myst_enable_extensions": ["colon_fence", "deflist"],
    "aiarticle_stores": STORES,
    "exclude_patterns": ["_build"],
    "suppress_warnings": ["toc.not_included"],
}


@dataclass
class Site:
    """What a build left behind, and the documents that it has read, but those of parallel readers."""

    app: Sphinx
    outdir: Path
    warnings: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        return (self.outdir / name).read_text(encoding="utf-8")

    def soup(self, name: str) -> BeautifulSoup:
        return BeautifulSoup(self.text(name), "html.parser")

    def scripts(self, name: str) -> list[str]:
        return re.findall(r'<script type="application/ld\+json">(.*?)</script>', self.text(name), re.DOTALL)

    def graph(self, name: str) -> list[dict[str, Any]]:
        (script,) = self.scripts(name)
        nodes: list[dict[str, Any]] = json.loads(script)["@graph"]
        return nodes

    def node(self, name: str, kind: str) -> dict[str, Any]:
        """The one node of *kind* in the graph of a page."""
        found = [n for n in self.graph(name) if kind in (n["@type"] if isinstance(n["@type"], list) else [n["@type"]])]
        assert len(found) == 1, f"{len(found)} nodes of type {kind}"
        return found[0]

    def doctree(self, docname: str) -> nodes.document:
        return self.app.env.get_doctree(docname)

    def files(self) -> dict[str, bytes]:
        """Every file of the site that a reader can get, by path."""
        skipped = (".buildinfo", "objects.inv")
        return {
            path.relative_to(self.outdir).as_posix(): path.read_bytes()
            for path in sorted(self.outdir.rglob("*"))
            if path.is_file() and path.name not in skipped
        }


def write(srcdir: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = srcdir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8", newline="\n")


def run_build(
    srcdir: Path,
    *,
    builder: str = "html",
    out: str | None = None,
    parallel: int = 0,
    confdir: Path | None = None,
    conf: dict[str, Any] | None = None,
    tags: Sequence[str] = (),
    setup: Callable[[Sphinx], object] | None = None,
) -> Site:
    """Build what is in *srcdir*; *conf* overrides the defaults of these tests."""
    warnings, read = io.StringIO(), list[str]()
    assert not srcdir.parent.name.startswith(("popen-gw", "pytest-")), "other tests would have the same output folder"
    outdir = srcdir.parent / (out or f"out-{builder}")
    translators.clear()  # Sphinx keeps the catalogues of a former build in the same process
    with patch_docutils(str(confdir or srcdir)), docutils_namespace():
        app = Sphinx(
            srcdir,
            confdir,
            outdir,
            outdir.with_name(f"{outdir.name}-doctrees"),
            builder,
            confoverrides=({} if confdir else CONF) | (conf or {}),
            status=None,
            warning=warnings,
            parallel=parallel,
            tags=tags,
        )
        if setup:
            setup(app)
        app.connect("source-read", lambda _app, docname, _text: read.append(docname))
        app.build()
    lines = strip_escape_sequences(warnings.getvalue()).splitlines()
    return Site(app, outdir, [line.replace(f"{srcdir}{os.sep}", "") for line in lines if line], read)


@pytest.fixture
def srcdir(tmp_path: Path) -> Path:
    """A folder of sources: what is built of it lies beside it."""
    folder = tmp_path / "src"
    folder.mkdir()
    return folder


@pytest.fixture
def build(srcdir: Path) -> Callable[..., Site]:
    """Write *files* and build them: ``build({"index.md": "# Title"}, builder="html", **options)``."""

    def run(files: dict[str, str | bytes], **options: Any) -> Site:
        write(srcdir, files)
        return run_build(srcdir, **options)

    run.srcdir = srcdir  # type: ignore[attr-defined]
    return run


@pytest.fixture
def corpus() -> Path:
    """The folder of real articles, where there is one."""
    folder = Path(os.environ.get("AIARTICLE_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not (folder / "posts").is_dir():
        pytest.skip(f"no corpus of real articles at {folder}; set AIARTICLE_CORPUS to one")
    return folder


@pytest.fixture(scope="session")
def corpus_texts() -> dict[str, str]:
    """Real articles by file name; they are not part of the repository."""
    folder = Path(os.environ.get("AIARTICLE_CORPUS", ROOT.parent / "shared" / "corpus"))
    files = [*sorted(folder.glob("posts/*.md")), *sorted(folder.glob("seed.md"))]
    if not files:
        pytest.skip(f"no corpus of real articles at {folder}; set AIARTICLE_CORPUS to one")
    return {path.name: path.read_text(encoding="utf-8") for path in files}


ARTICLE = """\
---
title: A desk that stays quiet
date: 2026-03-01T09:00:00+09:00
lastmod: 2026-03-04
slug: quiet-desk
description: How a small change of habits keeps a desk quiet.
author: Aoi
categories: [Guides]
tags: [desk, habits]
cover: {image: /images/cover.png, alt: A desk by a window}
---

:::{summary-box}
- Noise comes from many small things.
- Most of them are free to mend.
- Start with the keyboard.
:::

:::{product-box} Felt mat
:search: felt desk mat

It takes the edge off every sound.
:::

## Where the noise comes from

Keys, fans and chairs.

## Questions

::::{faq}
:::{question} Is a mat enough?
For most desks, yes.
:::
:::{question} What about fans?
Clean them first:

- dust
- cables
:::
::::
"""


def png(width: int, height: int) -> bytes:
    """A real PNG file of that size."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\xee" * (width * 3) for _ in range(height)))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


CATALOG = """\
[felt-mat]
name = "Felt mat <L>"
brand = "Felt & Sons"
url = "https://felt.example.org/mat"
image = "images/mat.png"
label = "For quiet desks"
category = "mats"
description = "A mat of felt."
search = "felt desk mat"
stores = ["shop", "amazon"]
links = { shop = "https://shop.example.com/items/mat" }
ids = { asin = "B012345678", jan = "4901234567894" }
specs = { Weight = "620 g" }
price = { amount = 1200, currency = "JPY", shop = "shop", date = 2026-02-20 }

[cork-mat]
name = "Cork mat"
category = "mats"
replaced-by = "felt-mat"
price = { amount = 900, currency = "JPY", shop = "shop", date = 2026-02-20 }

[lamp]
name = "Lamp"
state = "discontinued"
"""


@pytest.fixture
def catalog_build(build: Callable[..., Site], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Site]:
    """Build pages beside a catalogue, on the first of March 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")
    shop = {"shop": {"name": "Example Shop", "search": "https://shop.example.com/search?q={keyword}"}}
    defaults = {"aiarticle_catalog": "products.toml", "aiarticle_stores": {**shop, **STORES}}

    def run(
        files: dict[str, str | bytes], catalog: str = CATALOG, conf: dict[str, Any] | None = None, **options: Any
    ) -> Site:
        files = {"products.toml": catalog, "images/mat.png": png(30, 20), **files}
        return build(files, conf=defaults | (conf or {}), **options)

    run.srcdir = build.srcdir  # type: ignore[attr-defined]
    return run
