"""What themes bring along and what the extension brings along stay apart."""

from __future__ import annotations

from conftest import CONF
from docutils import nodes

# sphinx-immaterial makes directives of the admonitions of its model, `question` among them.
IMMATERIAL_LIKE = """\
from docutils.parsers.rst.directives.admonitions import Note


def on_config_inited(app, config):
    app.add_directive("question", Note)


def setup(app):
    app.connect("config-inited", on_config_inited)
    return {"parallel_read_safe": True}
"""


def test_a_theme_with_a_question_of_its_own_breaks_no_faq(build, monkeypatch, tmp_path):
    (tmp_path / "src" / "immaterial_like.py").write_text(IMMATERIAL_LIKE)
    monkeypatch.syspath_prepend(tmp_path / "src")
    site = build(
        {"index.md": "# T\n\n::::{faq}\n:::{question} Why?\nBecause.\n:::\n::::\n"},
        conf={"extensions": [*CONF["extensions"], "immaterial_like"]},
    )
    assert site.warnings == []
    assert site.node("index.html", "FAQPage")["mainEntity"][0]["name"] == "Why?"


def test_a_theme_that_puts_ids_on_headings_gets_each_once(build):
    def on_headings(app):
        base = app.builder.default_translator_class

        class OnHeadings(base):  # as sphinx-immaterial does
            def visit_title(self, node):
                if not isinstance(node.parent, nodes.section):  # of the whole page, which Sphinx draws apart
                    base.visit_title(self, node)
                    return
                ids = "".join(f' id="{name}"' for name in node.parent["ids"][:1])
                self.body.append(f"<h{self.section_level}{ids}>")

            def depart_title(self, node):
                if not isinstance(node.parent, nodes.section):
                    base.depart_title(self, node)
                    return
                self.body.append(f"</h{self.section_level}>")

        app.set_translator("html", OnHeadings, override=True)

    text = "# T\n\n::::{faq} Asked\n:::{question} Why?\nBecause.\n:::\n::::\n"
    soup = build({"index.md": text}, setup=on_headings).soup("index.html")
    headings = soup.select(".aiarticle-faq > h2, .aiarticle-question > h3")
    assert len(headings) == 2
    for heading in headings:
        assert heading["id"]
        assert not heading.parent.has_attr("id")
    plain = build({"index.md": text}, out="plain").soup("index.html")
    assert [tag.has_attr("id") for tag in plain.select(".aiarticle-faq, .aiarticle-question")] == [True, True]
