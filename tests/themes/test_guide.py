"""The theme author's guide names every template, every block of it, and every value that it gets."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT, png

from sphinx_aiarticle.html import view
from sphinx_aiarticle.site import pages

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
tags: [desk]
tutorial: {time: 1 h}
corrections: [{date: 2026-03-02, text: Mine.}]
authors: [aoi]
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

```{article-list}
:style: cards
```
"""
OTHER = """\
---
title: Lamp
date: 2026-03-03
series: [Desks]
tags: [desk]
authors: [aoi]
cover: {image: /images/cover.png, alt: A lamp}
---

A lamp.
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
    """Yield the keys of a view and of what is in it, without the names of terms, which have addresses."""
    if isinstance(value, dict):
        yield from value
        value = [part for key, part in value.items() if not key.endswith("_urls")]
    for part in value if isinstance(value, list) else ():
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
    monkeypatch.setattr(pages, "render", recording)
    files = {
        "index.md": PAGE.replace("STYLE", "list"),
        "table.md": PAGE.replace("STYLE", "table"),
        "lamp.md": OTHER,
        "images/cover.png": png(64, 36),
        "catalog.toml": CATALOGUE,
    }
    contexts = {}

    def listen(app):
        app.connect("html-page-context", lambda _app, name, _template, context, _tree: contexts.update({name: context}))

    author = {"name": "Aoi", "url": "https://example.org/aoi", "same_as": ["https://example.com/aoi"]}
    conf = {"aiarticle_catalog": ["catalog.toml"], "aiarticle_authors": {"aoi": author}}
    site = build(files, conf=conf | {"aiarticle_pages": True, "aiarticle_after": True}, setup=listen)
    assert site.warnings == []
    return seen, contexts


def test_every_value_is_documented(views):
    templates, _contexts = views
    assert templates.keys() == TEMPLATES.keys() - {"product-field.html"}
    others = {
        "product-list.html": "product-box.html",
        "article-page.html": "article-list.html",
    }  # the guide refers to them
    common = {"id", "classes", "anchors"}  # the guide says it once for all of them
    for name, found in templates.items():
        documented = names(section(name)) | names(section(others.get(name, name)))
        assert found - common <= documented, f"### `aiarticle/{name}` has to name these"


def test_every_key_of_the_page_is_documented(views):
    _templates, contexts = views
    table = GUIDE.partition("## Draw the article page")[2].partition("\n## ")[0]
    found = set(keys(contexts["index"]["aiarticle"]))
    assert {"cover", "text", "is_article"} <= found
    assert found <= names(table)


def test_every_component_has_its_class_in_the_guide():
    guide = (ROOT / "example_docs" / "theming.md").read_text(encoding="utf-8")
    roots = set(re.findall(r'class="aiarticle (aiarticle-[a-z-]+[a-z])', "".join(TEMPLATES.values())))
    assert {name for name in roots if f"`.{name}`" not in guide} == set()
