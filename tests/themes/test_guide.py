"""The theme author's guide names every template, every block of it, and every value that it gets."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT, png

from sphinx_aiarticle.html import view

GUIDE = (ROOT / "example_docs" / "theme-authors.md").read_text(encoding="utf-8")
TEMPLATES = {
    path.name: path.read_text("utf-8") for path in (ROOT / "sphinx_aiarticle/templates/aiarticle").glob("*.html")
}
PAGE = """\
---
title: Desk
date: 2026-03-01
lastmod: 2026-03-02
series: [Desks]
tutorial: {time: 1 h}
corrections: [{date: 2026-03-02, text: Mine.}]
authors: [Aoi]
cover: {image: /images/cover.png, alt: A desk, caption: Mine}
---
:::{summary-box}
- One.
:::

:::{product-box} Mat
:image: /images/cover.png
:url: https://example.org/mat
Soft.
:::

::::{faq}
:::{question} Why?
Because.
:::
::::

::::{verdict} Mat
:rating: 4/5
:basis: not-tried

:::{pros-cons}
+ soft

- dear
:::
::::

```{product-list}
:ids: mat
:style: STYLE
:fields: image, price, stores, maker
```
"""
ENDINGS = {"series.html", "author-box.html", "related.html", "neighbours.html"}
CATALOGUE = """\
[mat]
name = "Mat"
url = "https://example.org/mat"
image = "images/cover.png"
"""


def section(name):
    """Return what the guide says of a template."""
    found = re.search(rf"^### `aiarticle/{re.escape(name)}`.*?\n(.*?)(?=^##)", GUIDE, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def names(text):
    return set(re.findall(r"`([a-z_]+)`", text))


def keys(value):
    """Yield the keys of a view and of what is in it."""
    if isinstance(value, dict):
        yield from value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys(part)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_and_block_is_documented(name):
    assert f"`aiarticle/{name}`" in GUIDE
    blocks = set(re.findall(r"\{% block (\w+)", TEMPLATES[name]))
    assert bool(blocks) == (name not in {"product-field.html", *ENDINGS})
    named = names(section(name).partition("Block")[2].partition("\n|")[0])
    assert blocks <= named, f"### `aiarticle/{name}` has to name these blocks"


@pytest.fixture
def views(build, monkeypatch):
    """What the templates get, by their names, on a page that has everything."""
    seen = {}

    def recording(builder, name, values):
        seen.setdefault(name, set()).update(keys(values))
        return render(builder, name, values)

    render = view.render
    monkeypatch.setattr(view, "render", recording)
    files = {
        "index.md": PAGE.replace("STYLE", "list"),
        "table.md": PAGE.replace("STYLE", "table"),
        "images/cover.png": png(64, 36),
        "catalog.toml": CATALOGUE,
    }
    contexts = {}

    def listen(app):
        app.connect("html-page-context", lambda _app, name, _template, context, _tree: contexts.update({name: context}))

    site = build(files, conf={"aiarticle_catalog": ["catalog.toml"]}, setup=listen)
    assert site.warnings == []
    return seen, contexts


def test_every_value_is_documented(views):
    templates, _contexts = views
    assert templates.keys() == TEMPLATES.keys() - {
        "product-field.html",
        "article-list.html",
        "article-page.html",
        *ENDINGS,
    }
    common = {"id", "classes", "anchors"}  # the guide says it once for all of them
    for name, found in templates.items():
        documented = names(section(name)) | (names(section("product-box.html")) if "list" in name else set())
        assert found - common <= documented, f"### `aiarticle/{name}` has to name these"


def test_every_key_of_the_page_is_documented(views):
    _templates, contexts = views
    table = GUIDE.partition("## Draw the article page")[2].partition("\n## ")[0]
    found = set(keys(contexts["index"]["aiarticle"]))
    assert {"cover", "text", "is_article"} <= found
    assert found <= names(table)
