"""What themes bring along and what the extension brings along stay apart."""

from __future__ import annotations

from conftest import CONF

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
