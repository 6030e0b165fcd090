"""Writers of other projects, which know docutils' nodes only, get an article whole, in order and without a warning."""

from __future__ import annotations

import re
import sys
from types import SimpleNamespace

import pytest
from conftest import STORES, png
from docutils import nodes
from sphinx.builders import Builder
from sphinx.util.docutils import SphinxTranslator

PAGE = """\
---
title: Quiet desk
date: 2026-03-01
author: Aoi
tags: [felt]
description: How a desk gets quiet.
cover: {image: /lamp.png, alt: A lamp, caption: Seen from above}
---

:::{summary-box}
- First point.
:::

## Section

:::{product-box} Felt mat
:image: /lamp.png
:brand: Sheep
:label: For quiet desks
:price: 1200
:currency: JPY
:price-date: 2026-02-20
:price-shop: rakuten

A reason.
:::

See {aiarticle:product}`lamp`.

:::{product-box}
:id: lamp
:::

```{product-list} All lights
:category: lights
:style: STYLE
```

```{aiarticle-details} More
Within.
```

:::{faq} Asked

Is it quiet?
: Yes.
:::

::::{faq}
:style: accordion

:::{question} Does it fold?
It does.

:::{product-box} Felt rug
:stores: rakuten

Softer.
:::
:::
::::
"""
#: What is to be found, in this order; each mark is one that a writer might lose.
PARTS = (
    "Seen from above", "March 1, 2026", "Aoi", "felt", "Summary", "First point.", "Section", "Felt mat",
    "This box contains affiliate links", "As an Amazon Associate", "For quiet desks", "Sheep", "¥1,200", "A reason.",
    "View on Amazon", "View on Rakuten", "See", "Lamp", "It shines.", "All lights", "View on", "More", "Within.",
    "Asked", "Is it quiet?", "Yes.", "Does it fold?", "It does.", "Felt rug", "This box contains", "Softer.",
    "View on Rakuten",
)  # fmt: skip
FILES = {
    "index.md": PAGE,
    "lamp.png": png(64, 36),
    "products.toml": '[lamp]\nname = "Lamp"\ncategory = "lights"\ndescription = "It shines."\n',
}
CONF = {
    "aiarticle_catalog": "products.toml", "aiarticle_stores": STORES, "html_baseurl": "",
    "aiarticle_affiliate_builders": ["plain", "markdown"],
}  # fmt: skip
#: The nodes of docutils and Sphinx that these writers know.
KNOWN = (
    "document", "section", "title", "paragraph", "container", "bullet_list", "list_item", "field_list", "field",
    "field_name", "field_body", "image", "inline", "reference", "target", "strong", "emphasis", "table", "tgroup",
    "colspec", "thead", "tbody", "row", "entry", "rubric", "definition_list", "definition_list_item", "term",
    "definition", "comment", "compact_paragraph",
)  # fmt: skip


def add_text(translator, node):
    translator.found.append(node.astext())


def nothing(translator, node):
    pass


def writer(base, *more):
    """Return a translator with visitors for the known nodes, and no others."""
    methods = {"visit_Text": add_text, "depart_Text": nothing}
    for name in (*KNOWN, *more):
        methods |= {f"visit_{name}": nothing, f"depart_{name}": nothing}
    return type("Writer", (base,), methods)


class ByName(nodes.NodeVisitor):
    """Dispatches by the name of the class, as docutils does, and stops at names that it does not know."""

    def __init__(self, document, builder):
        super().__init__(document)
        self.found = []


class Sparse(nodes.SparseNodeVisitor):
    """Passes over what it does not know."""

    def __init__(self, document, builder):
        super().__init__(document)
        self.found = []

    def visit_paragraph(self, node):
        self.found.append("[p]")


class Strict(SphinxTranslator):
    """Asks for the bases too, and stops at what it does not know."""

    def __init__(self, document, builder):
        super().__init__(document, builder)
        self.found = []


class PlainBuilder(Builder):
    """Writes with whatever translator it is given."""

    name = "plain"
    format = "plain"

    def get_outdated_docs(self):
        return self.env.found_docs

    def get_target_uri(self, docname, typ=None):
        return docname

    def prepare_writing(self, docnames):
        pass

    def write_doc(self, docname, doctree):
        visitor = self.create_translator(doctree, self)
        doctree.walkabout(visitor)
        (self.outdir / f"{docname}.txt").write_text(" ".join(visitor.found), encoding="utf-8")


class OwnWriterBuilder(PlainBuilder):
    """Has no translator: it looks names up in a table of its own."""

    def write_doc(self, docname, doctree):
        names = {type(node).__name__ for node in doctree.findall()} - {"Text"}
        assert names <= {*KNOWN, "admonition", "meta"}, names - {*KNOWN}
        (self.outdir / f"{docname}.txt").write_text(
            " ".join(text.astext() for text in doctree.findall(nodes.Text)), encoding="utf-8"
        )


BUILDERS = {
    "by name": (PlainBuilder, writer(ByName, "admonition")),
    "by name, without boxes": (PlainBuilder, writer(ByName)),
    "sparse": (PlainBuilder, writer(Sparse)),
    "strict": (PlainBuilder, writer(Strict, "admonition")),
    "strict, without boxes": (PlainBuilder, writer(Strict)),
    "own writer": (OwnWriterBuilder, None),
}


def places(text):
    """Return where each of the parts is found after the one before."""
    found, start = [], 0
    for part in PARTS:
        start = text.find(part, start)
        assert start >= 0, f"{part!r} after {PARTS[len(found) - 1]!r} in {text}"
        found.append(start)
    return found


@pytest.fixture
def written(build, monkeypatch):
    """Build with a builder of the test's own, and return what it has written."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")

    def run(builder, translator, style="list", page=PAGE):
        attributes = {"default_translator_class": translator} if translator else {}
        chosen = type("ChosenBuilder", (builder,), attributes)
        monkeypatch.setitem(sys.modules, "plain_builder", SimpleNamespace(setup=lambda app: app.add_builder(chosen)))
        extensions = {"extensions": ["sphinx_aiarticle", "plain_builder"]}
        files = {**FILES, "index.md": page.replace("STYLE", style)}
        site = build(files, builder="plain", conf=CONF | extensions)
        assert site.warnings == []
        return re.sub(r"\s+", " ", site.text("index.txt"))

    return run


@pytest.mark.parametrize("style", ["list", "table"])
@pytest.mark.parametrize(("builder", "translator"), BUILDERS.values(), ids=BUILDERS)
def test_a_writer_without_visitors_of_ours_gets_everything_in_order(written, builder, translator, style):
    text = written(builder, translator, style)
    assert places(text) == sorted(places(text))


def test_a_writer_that_asks_for_paragraphs_gets_ours(written):
    assert written(PlainBuilder, type("Paragraphs", (Sparse,), {"visit_Text": add_text})).count("[p]") > len(PARTS) / 2


def test_a_writer_with_a_visitor_of_ours_keeps_the_node(written):
    seen = []

    def visit(translator, node):
        seen.append(node.facts.name)
        raise nodes.SkipNode

    translator = type("Boxes", (writer(ByName, "admonition"),), {"visit_aiarticle_product_box": visit})
    assert "A reason." not in written(PlainBuilder, translator)
    assert seen == ["Felt mat", "Lamp", "Felt rug"]


def test_remote_covers_are_not_downloaded_where_pictures_are_embedded(written):
    embedding = type("Embedding", (PlainBuilder,), {"supported_image_types": ["image/png"]})
    page = PAGE.replace("/lamp.png, alt", "'https://img.example.org/c.png', alt")
    assert "Seen from above" not in written(embedding, writer(ByName), page=page)


def test_markdown_has_everything_in_order(build, monkeypatch):
    pytest.importorskip("sphinx_markdown_builder")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")
    conf = CONF | {
        "extensions": ["sphinx_aiarticle", "sphinx_markdown_builder"],
        "aiarticle_affiliate_builders": ["markdown"],
    }
    site = build({**FILES, "index.md": PAGE.replace("STYLE", "table")}, builder="markdown", conf=conf)
    assert site.warnings == []
    text = re.sub(r"\s+", " ", site.text("index.md").replace("\\", ""))
    assert places(text) == sorted(places(text))
    assert "**Felt mat**" in text
