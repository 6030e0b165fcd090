"""Extensions that many projects load beside this one."""

from __future__ import annotations

import json
import sys
from functools import wraps
from types import ModuleType

import pytest
import yaml
from docutils import nodes
from myst_parser.sphinx_ext.main import setup_sphinx
from sphinx.addnodes import pending_xref
from sphinx.parsers import RSTParser
from sphinx.transforms import SphinxTransform

from sphinx_aiarticle.reading.transforms import MYST_VERSION


@pytest.fixture
def myst_nb(monkeypatch):
    """MyST-NB as far as it matters here: it reads Markdown with a parser of its own, in the place of MyST-Parser."""
    from myst_parser.parsers.sphinx_ import MystParser

    class Parser(MystParser):
        supported = ("myst-nb",)

        def parse(self, inputstring, document):
            json.dumps(yaml.safe_load(inputstring.split("---")[1]))  # it keeps the front matter in a notebook
            super().parse(inputstring, document)

    def setup(app):
        app.add_source_suffix(".md", "myst-nb", override=True)
        app.add_source_parser(Parser)
        setup_sphinx(app)

    module = ModuleType("myst_nb")
    module.setup = setup
    monkeypatch.setitem(sys.modules, "myst_nb", module)


@pytest.mark.parametrize("extensions", [["myst_nb", "sphinx_aiarticle"], ["sphinx_aiarticle", "myst_nb"]])
def test_myst_nb_may_stand_before_or_behind(build, myst_nb, extensions):
    page = "---\ntitle: Desk\ndate: 2026-03-01\nkernelspec: {name: python3}\n---\n\n# Desk\n"
    page += "\n:::{question} Why?\nBecause.\n:::\n"
    # Sphinx keeps the suffixes of a former build in the same process in the default of this value
    conf = {"extensions": extensions, "source_suffix": {".rst": "restructuredtext"}}
    site = build({"index.md": page}, conf=conf)
    assert site.warnings == []
    assert site.node("index.html", "BlogPosting")["headline"] == "Desk"
    assert site.node("index.html", "FAQPage")["mainEntity"][0]["name"] == "Why?"


def test_ablog_finds_the_keys_of_an_article_in_the_doctree(build, monkeypatch):
    found = {}

    class Posts(SphinxTransform):
        default_priority = 400

        def apply(self, **kwargs):
            fields = self.document.findall(nodes.field)
            found.update({field.children[0].astext(): field.children[1].astext() for field in fields})
            found["date"] = next(iter(self.document.findall(nodes.date))).astext()

    module = ModuleType("ablog")
    module.setup = lambda app: app.add_transform(Posts)
    monkeypatch.setitem(sys.modules, "ablog", module)
    page = "---\ntitle: Desk\ndate: 2026-03-01\ntags: [quiet, desk]\ncategory: Guides\n---\n\n# Desk\n\nText.\n"
    site = build({"index.md": page}, conf={"extensions": ["sphinx_aiarticle", "ablog"]})
    assert site.warnings == []
    assert (found["date"], found["tags"], found["category"]) == ("2026-03-01", '["quiet", "desk"]', "Guides")


def test_a_page_may_load_its_files_in_another_way_than_the_pages_around_it(build):
    """As sphinx-notfound-page has it for ``404``, whose links lead to the host's top."""

    class Maker:
        def __init__(self, pagename):
            self.pagename = pagename

        def js(self, file):
            return f'<script src="/en/{self.pagename}/{file.filename}"></script>'

    def change(app, pagename, templatename, context, doctree):
        if pagename != "index":
            link = f'<link rel="stylesheet" href="/en/{pagename}/%s" />'
            context["css_tag"] = wraps(context["css_tag"])(lambda css: link % css.filename)
            context["js_tag"] = Maker(pagename).js

    def setup(app):
        app.add_css_file("own.css")
        app.connect("html-page-context", change, priority=400)

    files = {"404.md": "# Not here\n", "index.md": "# T\n", "z.md": "# Z\n"}
    site = build(files | {"_static/own.css": "a {}"}, conf={"html_static_path": ["_static"]}, setup=setup)
    for name in ("404", "z"):
        assert f'href="/en/{name}/_static/own.css"' in site.text(f"{name}.html")
        assert f'src="/en/{name}/_static/doctools.js"' in site.text(f"{name}.html")
    assert "/en/" not in site.text("index.html")


@pytest.mark.parametrize(("kind", "said"), [("p", "Boil it, then wait."), ("t", "Boil it as knuth, then wait.")])
def test_lists_do_not_show_the_keys_of_citations(build, kind, said):
    """As sphinxcontrib-bibtex has them: it knows the label only when all documents are read."""

    def role(name, rawtext, text, lineno, inliner, options=None, content=None):
        return [pending_xref("", nodes.literal("", text), refdomain="cite", reftype=kind, reftarget=text)], []

    article = f"# A\n\n:::{{summary-box}}\n- Boil it {'as ' * (kind == 't')}{{cites}}`knuth`, then wait.\n:::\n"
    files = {"index.md": "# T\n\n```{article-list}\n```\n", "a.md": f"---\ndate: 2026-03-01\n---\n\n{article}"}
    site = build(files, conf={"suppress_warnings": ["ref", "toc"]}, setup=lambda app: app.add_role("cites", role))
    assert said in site.soup("index.html").select_one(".aiarticle-articles").get_text()


@pytest.fixture
def reader(monkeypatch):
    """An extension that has files of one suffix read in its own way, from its ``setup`` or when all is configured."""

    class Parser(RSTParser):
        supported = ("minutes",)

        def parse(self, inputstring, document):
            super().parse(inputstring.partition("\n\n")[2], document)

    def make(suffix, event=""):
        def register(app, config=None):
            app.add_source_suffix(suffix, "minutes")
            app.add_source_parser(Parser)

        module = ModuleType("reader")
        module.setup = (lambda app: app.connect(event, register) and None) if event else register
        monkeypatch.setitem(sys.modules, "reader", module)

    return make


@pytest.mark.parametrize("suffix", [".minutes", ".min.txt"])
def test_text_that_is_read_in_a_way_of_the_project_is_not_read_as_markdown(build, reader, suffix):
    reader(suffix)
    page = 'Number: 1\nTitle: Desk\nDate: 2026-03-01\n\nDesk\n====\n\nA path: C:\\\\"x".\n'
    conf = {"extensions": ["reader", "sphinx_aiarticle"], "source_suffix": {".rst": "restructuredtext"}}
    site = build({f"index{suffix}": page}, conf=conf)
    assert site.warnings == []
    assert site.node("index.html", "WebPage")["name"] == "Desk"
    assert not any("support_smartquotes" in node for node in site.doctree("index").findall(nodes.paragraph))


def test_a_notebook_that_is_read_as_restructuredtext_keeps_its_html_for_html(build):
    """As nbsphinx does, which writes reStructuredText of notebooks."""

    class Parser(RSTParser):
        supported = ("jupyter_notebook",)

        def parse(self, inputstring, document):
            super().parse("".join(json.loads(inputstring)["cells"][0]["source"]), document)

    conf = {"source_suffix": {".rst": "restructuredtext", ".ipynb": "jupyter_notebook"}}
    cell = {"cell_type": "raw", "source": "T\n=\n\nText\n\n.. raw:: html\n\n   <b>Web</b>\n"}
    files = {"index.ipynb": json.dumps({"cells": [cell]})}
    site = build(files, conf=conf, setup=lambda app: app.add_source_parser(Parser), builder="text")
    assert site.text("index.txt").split() == ["T", "*", "Text"]


@pytest.mark.skipif(MYST_VERSION < (5, 2), reason="it can be set up only once")
@pytest.mark.parametrize("event", ["", "config-inited"])
@pytest.mark.parametrize("extensions", [["reader", "sphinx_aiarticle"], ["sphinx_aiarticle", "reader"]])
def test_another_extension_may_read_the_files_that_myst_would(build, reader, extensions, event):
    reader(".md", event)
    conf = {"extensions": extensions, "source_suffix": {".rst": "restructuredtext"}}
    page = "Number: 1\n\nDesk\n====\n\n.. summary-box::\n\n   - One.\n"
    site = build({"index.md": page}, conf=conf)
    assert site.warnings == []
    assert site.node("index.html", "WebPage")["abstract"] == "One."


@pytest.mark.parametrize("extensions", [["lesson", "sphinx_aiarticle"], ["sphinx_aiarticle", "lesson"]])
def test_another_extension_may_bring_myst_nb_along(build, myst_nb, monkeypatch, extensions):
    """As sphinx-lesson does: no list of extensions names it."""
    if MYST_VERSION < (5, 2) and extensions[0] != "lesson":
        pytest.skip("it can be set up only once")
    module = ModuleType("lesson")
    module.setup = lambda app: app.setup_extension("myst_nb")
    monkeypatch.setitem(sys.modules, "lesson", module)
    conf = {"extensions": extensions, "source_suffix": {".rst": "restructuredtext"}}
    site = build({"index.md": "---\ntitle: Desk\n---\n\n# Desk\n\n:::{question} Why?\nBecause.\n:::\n"}, conf=conf)
    assert site.warnings == []
    assert site.node("index.html", "FAQPage")["mainEntity"][0]["name"] == "Why?"
