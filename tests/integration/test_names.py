"""A project's own directives and nodes keep working beside ours, whichever extension is loaded first."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from docutils import nodes
from docutils.parsers.rst.directives.admonitions import BaseAdmonition
from sphinx.util.docutils import SphinxDirective

#: Names that other projects are likely to take, each with a directive of ours that shows beside it.
NAMES = (
    "question", "faq", "notice", "details", "summary-box", "product-box", "product-list", "product-index",
    "verdict", "pros-cons",
)  # fmt: skip
OURS = {
    "question": (".. aiarticle:question:: Why?\n\n   Because.", ".aiarticle-question"),
    "faq": (".. aiarticle:faq:: Asked\n\n   .. aiarticle:question:: How?\n\n      Because.", ".aiarticle-faq"),
    "details": (".. aiarticle:details:: More\n\n   Within.", ".aiarticle-details"),
    "summary-box": (".. aiarticle:summary-box::\n\n   - One.", ".aiarticle-summary"),
    "product-box": (
        ".. aiarticle:product-box:: Mat\n   :amazon: https://www.amazon.co.jp/dp/B012345678\n\n   Soft.",
        ".aiarticle-product__store--amazon",
    ),
    "product-list": (".. aiarticle:product-list::\n   :ids: lamp", ".aiarticle-products"),
    "product-index": (".. aiarticle:product-index::", ".aiarticle-product-index"),
    "verdict": (".. aiarticle:verdict:: Mat\n\n   Good.", ".aiarticle-verdict"),
    "pros-cons": (".. aiarticle:pros-cons::\n\n   + Good.", ".aiarticle-pros-cons"),
}


class Theirs(BaseAdmonition):
    node_class = nodes.note
    optional_arguments = 1


def register_at(moment):
    def setup(app):
        for name in NAMES:
            if moment == "setup":
                app.add_directive(name, Theirs)
            else:
                app.connect(moment, lambda app, *_args, name=name: app.add_directive(name, Theirs))

    return setup


@pytest.fixture
def beside(catalog_build, monkeypatch):
    """Build beside an extension with this ``setup``, which is loaded before or after ours."""

    def run(files, setup, *, first, **options):
        module = ModuleType("theirs")
        module.setup = setup
        monkeypatch.setitem(sys.modules, "theirs", module)
        names = ["theirs", "sphinx_aiarticle"] if first else ["sphinx_aiarticle", "theirs"]
        return catalog_build(files, conf={"extensions": names}, **options)

    return run


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("moment", ["setup", "config-inited", "builder-inited"])
def test_a_directive_of_the_same_name_is_theirs_and_ours_has_its_name_in_the_domain(beside, moment, first):
    theirs = "".join(f".. {name}::\n\n   Theirs.\n\n" for name in NAMES)
    ours = "".join(f"{text}\n\n" for text, _selector in OURS.values())
    site = beside({"index.rst": f"T\n=\n\n{theirs}{ours}"}, register_at(moment), first=first)
    assert site.warnings == []
    soup = site.soup("index.html")
    assert len(soup.select("div.admonition.note")) == len(NAMES)
    for name, (_text, selector) in OURS.items():
        assert soup.select_one(selector), name


def test_a_directive_of_theirs_whose_name_is_nearly_ours_is_theirs(beside):
    def setup(app):
        for name in ("product_box", "questions"):
            app.add_directive(name, Theirs)

        app.connect("builder-inited", lambda app: app.add_directive("videos", Theirs), priority=950)

    page = "T\n=\n\n.. product_box::\n\n   Theirs.\n\n.. questions::\n\n   Theirs.\n"
    site = beside({"index.rst": page}, setup, first=False)
    assert site.warnings == []
    assert len(site.soup("index.html").select("div.admonition.note")) == 2


def test_a_name_that_is_nearly_right_needs_its_end(build):
    site = build({"index.md": "# T\n\n```{aiarticle:product_box} Mat\nGood.\n\n## More\n\nText.\n"})
    unclosed, named = site.warnings
    assert "no line closes ```{aiarticle:product_box} Mat" in unclosed
    assert "is read as `aiarticle:product-box`" in named


def test_myst_finds_them_in_the_domain(build):
    page = "# T\n\n::::{aiarticle:faq}\n:::{aiarticle:question} Why?\nBecause.\n:::\n::::\n"
    site = build({"index.md": page})
    assert site.warnings == []
    assert [found["name"] for found in site.node("index.html", "FAQPage")["mainEntity"]] == ["Why?"]


def test_in_a_faq_the_bare_name_is_ours_and_outside_theirs(beside):
    page = "T\n=\n\n.. faq::\n\n   .. question:: Why?\n\n      Because.\n\n.. question::\n\n   Theirs.\n"

    def setup(app):
        app.add_directive("question", Theirs)

    site = beside({"index.rst": page}, setup, first=False)
    assert site.warnings == []
    (question,) = site.soup("index.html").select(".aiarticle-faq .aiarticle-question h2")
    assert question.get_text().startswith("Why?")
    assert [found.get_text() for found in site.soup("index.html").select(".note > p:last-child")] == ["Theirs."]


def node_extension(name):
    """Return the ``setup`` of an extension with a node class and a directive for it."""
    node = type(name, (nodes.General, nodes.Element), {})
    node.__module__ = __name__
    setattr(sys.modules[__name__], name, node)  # doctrees are pickled

    class Make(SphinxDirective):
        has_content = True

        def run(self):
            found = node()
            self.state.nested_parse(self.content, self.content_offset, found)
            return [found]

    def setup(app):
        opens, closes = (lambda self, _node, tag=tag: self.body.append(tag) for tag in ("<article>", "</article>"))
        app.add_node(node, html=(opens, closes))
        app.add_directive("theirs", Make)

    return setup


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    "name", ["question", "faq", "notice", "details", "product_box", "summary_box", "article_header", "store_link"]
)
def test_a_node_of_the_same_name_is_rendered_by_their_visitor_and_ours_by_our_template(beside, name, first):
    page = ":date: 2026-03-01\n\nT\n=\n\n.. theirs::\n\n   Their text.\n\n"
    page += "".join(f"{text}\n\n" for text, _selector in OURS.values())
    site = beside({"index.rst": page}, node_extension(name), first=first)
    assert site.warnings == []
    soup = site.soup("index.html")
    assert [part.get_text(strip=True) for part in soup.select("article")] == ["Their text."]
    for found, (_text, selector) in OURS.items():
        assert soup.select_one(selector), found


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("prodcut-box", "product-box"), ("products", "product-list"), ("summary", "summary-box"),
        ("card", "product-box"), ("details", "aiarticle-details"), ("aiarticle:vidoe", "video"),
        ("product", "product-box"), ("carousel", ""), ("list", ""), ("autosummary", ""), ("todolist", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("syntax", ["md", "rst"])
def test_the_warning_of_an_unknown_directive_names_ours_that_may_be_meant(build, written, meant, syntax):
    text = f"# T\n\n:::{{{written}}} X\n:::\n" if syntax == "md" else f"T\n=\n\n.. {written}:: X\n"
    (warning,) = (one for one in build({f"index.{syntax}": text}).warnings if "Unknown directive" in one)
    first = warning.splitlines()[0]
    assert (f"did you mean `{meant}`?" in first) if meant else ("did you mean" not in first)


def test_the_warning_of_an_unknown_role_names_ours(build):
    (warning,) = build({"index.md": "# T\n\n{product}`x`\n"}).warnings
    assert 'Unknown interpreted text role "product"; did you mean `aiarticle:product`?' in warning
