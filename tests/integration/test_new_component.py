"""A new component is one module, one template, and two lines: one that registers it, one for the graph.

The module below is what such a module looks like. The line for the graph is ``**content.properties``, which is there.
"""

from __future__ import annotations

import pickle
import sys

import pytest
from conftest import ARTICLE
from docutils import nodes

from sphinx_aiarticle import extension
from sphinx_aiarticle.components.directive import ArticleDirective, add_component, add_directive
from sphinx_aiarticle.diagnostics import handles
from sphinx_aiarticle.html.view import captured, root_view
from sphinx_aiarticle.node_text import plain_text
from sphinx_aiarticle.nodes import SemanticNode

TEMPLATE = """\
<div class="aiarticle aiarticle-good-points{{ classes }}" id="{{ id }}">
{% block points %}
<p>{{ _("Recommended") }}</p>
{{ body }}
{% endblock %}
</div>
"""
PAGE = """
:::{good-points}
:class: wide

- It is *quiet*.
- It is \\<cheap>.
:::
"""


class aiarticle_good_points(SemanticNode, nodes.admonition):  # noqa: N801 - docutils finds visitors by it
    """What speaks for a product."""

    def collect(self, content):
        points = [plain_text(item) for item in self.findall(nodes.list_item)]
        items = [{"@type": "ListItem", "position": n, "name": point} for n, point in enumerate(points, 1)]
        content.properties["positiveNotes"] = {"@type": "ItemList", "itemListElement": items}


class GoodPoints(ArticleDirective):
    """The directive."""

    def run(self):
        box = aiarticle_good_points("", nodes.title("", "Pros"))
        box += self.body_into(nodes.container())
        self.finish(box, "pros", "")
        return [box]


def good_points_values(translator, node):
    return {**root_view(node), "body": captured(translator, node.children[-1].children)}


def setup(app):
    add_component(app, aiarticle_good_points, template="good-points.html", values=good_points_values)
    add_directive(app, "good-points", GoodPoints)


@handles("html-page-context")
def on_html_page_context(app, pagename, templatename, context, doctree):
    if pagename == "broken":
        raise KeyError(pagename)
    context["metatags"] = context.get("metatags", "") + '<meta name="points" content="good">'


@pytest.fixture
def with_component(build, monkeypatch):
    def run(page, more=(), **options):
        monkeypatch.setattr(extension, "COMPONENTS", (*extension.COMPONENTS, sys.modules[__name__]))
        files = {**dict(more), "index.md": page, "_templates/aiarticle/good-points.html": TEMPLATE}
        # schema.org has the property for products and reviews only
        return build(files, conf={"templates_path": ["_templates"], "aiarticle_validate": False}, **options)

    return run


@pytest.mark.parametrize(("page", "kind"), [("# T\n" + PAGE, "WebPage"), (ARTICLE + PAGE, "BlogPosting")])
def test_it_is_in_html_and_data(with_component, page, kind):
    site = with_component(page)
    assert [line for line in site.warnings if "cover" not in line] == []
    box = site.soup("index.html").select_one("div.aiarticle-good-points.wide")
    assert [item.get_text() for item in box.select("li")] == ["It is quiet.", "It is <cheap>."]
    assert box.p.get_text() == "Recommended"
    assert site.soup("index.html").select_one("meta[name=points]")["content"] == "good"
    notes = [node["positiveNotes"] for node in site.graph("index.html") if "positiveNotes" in node]
    assert [[item["name"] for item in found["itemListElement"]] for found in notes] == [
        ["It is quiet.", "It is <cheap>."]
    ]
    assert any("positiveNotes" in node for node in site.graph("index.html") if kind in node["@type"])


def test_an_error_in_its_handler_costs_one_warning(with_component):
    site = with_component("# T\n" + PAGE, {"broken.md": "---\norphan: true\n---\n# B\n"})
    (warning,) = (line for line in site.warnings if "KeyError" in line)
    assert warning.startswith("broken.md:1: WARNING:")
    assert site.soup("broken.html").h1


def test_it_has_a_stable_id_and_a_bare_name_and_one_in_the_domain(with_component):
    site = with_component("# T\n" + PAGE + PAGE.replace("{good", "{aiarticle:good"))
    first, second = (box["id"] for box in site.soup("index.html").select(".aiarticle-good-points"))
    assert second == f"{first}-2"
    pickle.dumps(site.doctree("index"))


@pytest.mark.parametrize("builder", ["text", "latex", "man", "xml", "epub"])
def test_it_is_in_every_builder(with_component, builder):
    conf = {"text": "index.txt", "latex": "exampleblog.tex", "man": "exampleblog.1", "xml": "index.xml"}
    site = with_component("# T\n" + PAGE, builder=builder)
    name = conf.get(builder, "index.xhtml")
    assert "quiet" in site.text(name)


def test_it_is_without_a_template_what_its_base_is(with_component):
    site = with_component("# T\n" + PAGE, builder="text")
    words = " ".join(site.text("index.txt").split())
    assert words.endswith("Pros: * It is *quiet*. * It is <cheap>.")
