"""Examples of this guide: one source, shown as Markdown, as reStructuredText, as structured data, and as the page.

The Markdown of an example is parsed into the page right below it, and what it adds to the graph of the page is read
from that. So nothing of an example can differ from what the extension does. Its reStructuredText is written beside it,
and a test compares the doctrees of both.
"""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from sphinx_aiarticle.html import address as sites
from sphinx_aiarticle.jsonld import page_graph
from sphinx_aiarticle.page.graph import facts_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec
    from sphinx.writers.html5 import HTML5Translator

LANGUAGES = {"md": "Markdown", "rst": "reStructuredText", "json": "JSON-LD"}
#: What every page says, with or without the example.
EVERYWHERE = ("BreadcrumbList", "WebSite", "Organization", "Person")
COMMON = ("@id", "url", "name", "description", "isPartOf", "breadcrumb", "about", "inLanguage")


class example(nodes.container):
    """The sources of an example; what they give follows it, with its number in the attribute ``example``."""


class example_tab(nodes.paragraph):
    """The name of the block that follows it."""


class graph_of(nodes.literal_block):
    """A place for the graph of a whole page, or for what an example adds to it."""


class Example(SphinxDirective):
    """Shows the code blocks in it as tabs, and the first of them as a part of the page.

    With ``:source-only:`` nothing follows the tabs.
    """

    has_content = True
    option_spec: ClassVar[OptionSpec] = {"source-only": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the tabs, and what the Markdown gives."""
        blocks = [node for node in self.parse_content_to_nodes() if isinstance(node, nodes.literal_block)]
        number = f"example-{self.env.new_serialno('example')}"
        shown: list[nodes.Node] = []
        if "source-only" not in self.options:
            text = blocks[0].astext()
            shown = self.parse_text_to_nodes(text, offset=self.content_offset, allow_section_headings=True)
            for node in shown:
                cast("nodes.Element", node)["example"] = number
            blocks.append(graph_of("", "", language="json"))
        tabs = example("", ids=[number], classes=["example"])
        for block in blocks:
            name = LANGUAGES[block["language"]]
            tabs += [example_tab("", "", nodes.strong("", name), translatable=False), block]
        return [tabs, *shown]


class Graph(SphinxDirective):
    """Shows the structured data of a whole page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a place for them, and depend on that page."""
        self.env.note_dependency(str(self.env.doc2path(self.arguments[0])))
        return [graph_of("", "", language="json", page=self.arguments[0])]


class Graphs(SphinxPostTransform):
    """Writes structured data where they are shown: in pages of their own, since other outputs carry none."""

    default_priority = 205  # after references are resolved (10), before components are prepared for the builder (210)

    application: ClassVar[Sphinx]

    def run(self, **kwargs: Any) -> None:
        """Fill all places of the document."""
        builder = self.application.builder
        for place in list(self.document.findall(graph_of)):
            if not sites.has_own_pages(builder):
                data: Any = None
            elif "page" in place:
                document = self.env.get_and_resolve_doctree(place["page"], builder)
                data = page_graph(facts_of(self.application, builder, place["page"], document))
            else:
                number = place.parent["ids"][0]
                parts = [node for node in self.document.findall(nodes.Element) if node.get("example") == number]
                shown = cast("nodes.document", SimpleNamespace(children=parts))
                data = added(page_graph(facts_of(self.application, builder, self.env.docname, shown)))
            if data:
                text = json.dumps(data, ensure_ascii=False, indent=2)
                text = re.sub(r'\{\s+("@id": "[^"]+")\s+\}', r"{\1}", text)
                place.replace_self(nodes.literal_block(text, text, language="json"))
            else:
                if isinstance(place.parent, example):
                    place.parent.remove(place.parent[place.parent.index(place) - 1])
                place.parent.remove(place)


def added(whole: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is in a graph by the example alone."""
    page, *others = whole["@graph"]
    kept = {key: value for key, value in page.items() if key not in COMMON}
    found = [kept] if kept.keys() - {"@type"} else []
    return found + [node for node in others if node["@type"] not in EVERYWHERE]


def visit_example(self: HTML5Translator, node: example) -> None:
    """Open the group, which screen readers announce."""
    self.body.append(self.starttag(node, "div", role="group", **{"aria-label": "Example"}))


def depart_div(self: HTML5Translator, node: nodes.Element) -> None:
    """Close it."""
    self.body.append("</div>\n")


def visit_tab(self: HTML5Translator, node: example_tab) -> None:
    """Write the button and its label; the block that follows shows while the button is pressed."""
    group, index = node.parent["ids"][0], node.parent.index(node)
    checked = "" if index else ' checked="checked"'
    self.body.append(f'<input type="radio" name="{group}" id="{group}-{index}"{checked} />')  # EPUB is XML
    self.body.append(f'<label for="{group}-{index}">')


def depart_tab(self: HTML5Translator, node: example_tab) -> None:
    """Close the label."""
    self.body.append("</label>\n")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register directives, nodes and the transform."""
    app.add_directive("aiarticle-example", Example)
    app.add_directive("aiarticle-graph", Graph)
    app.add_node(example, html=(visit_example, depart_div))
    app.add_node(example_tab, html=(visit_tab, depart_tab))
    app.add_node(graph_of)
    app.add_post_transform(type("GraphsOfApplication", (Graphs,), {"application": app}))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
