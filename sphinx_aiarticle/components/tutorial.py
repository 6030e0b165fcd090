"""What a tutorial asks of its readers, below the header of the page: time, level, tools, prerequisites."""

from __future__ import annotations

from collections.abc import Iterator

from babel.units import format_unit
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.components.directive import add_component, front_matter_place, insert_facts
from sphinx_aiarticle.diagnostics import transform
from sphinx_aiarticle.html.assets import STATIC_DIR, add_stylesheet
from sphinx_aiarticle.html.templating import View
from sphinx_aiarticle.html.view import captured, root_view
from sphinx_aiarticle.i18n import Language
from sphinx_aiarticle.model.article import Tutorial
from sphinx_aiarticle.nodes import Collector, SemanticNode, after_header, literal_messages
from sphinx_aiarticle.reading.source import ARTICLES, language_of_page


class aiarticle_tutorial(SemanticNode, nodes.container):
    """What a tutorial asks of its readers: a field list. The facts are those of the front matter."""

    is_lead = True
    is_prose = False

    @property
    def fields(self) -> list[tuple[str, nodes.Element, nodes.Element]]:
        """The name, the label and the body of each field."""
        return [(field["name"], *field.children) for field in self.findall(nodes.field)]

    def collect(self, content: Collector) -> None:
        """Give what is asked in the words of the page, which may be translated."""
        words = {
            name: tuple(part.astext() for part in body.findall(nodes.inline)) for name, _label, body in self.fields
        }
        facts: Tutorial = self.facts
        content.tutorial = Tutorial(
            minutes=facts.minutes,
            level=facts.level,
            tools=words.get("tools", ()),
            prerequisites=words.get("prerequisites", ()),
        )


@transform(priority=16)  # after a summary is looked for (15), before the translations (20)
def add_tutorial(app: Sphinx, document: nodes.document) -> None:
    """Put what a tutorial asks of its readers below the title and header of a page: a field list."""
    env = app.env
    tutorial = ARTICLES.get(env, env.docname).tutorial
    if tutorial:
        fields = nodes.field_list("", *_fields(tutorial, language_of_page(env), front_matter_place(env)))
        node = aiarticle_tutorial("", fields, classes=["aiarticle-tutorial"])
        node.facts = tutorial
        insert_facts(env, [node], after_header(document))


def _fields(tutorial: Tutorial, language: Language, place: tuple[str, int]) -> Iterator[nodes.field]:
    _ = language.gettext
    if tutorial.minutes:
        units = zip(divmod(tutorial.minutes, 60), ("hour", "minute"), strict=True)
        parts = [format_unit(n, f"duration-{unit}", length="short", locale=language.locale) for n, unit in units if n]
        yield _field("time", _("Time"), [nodes.Text(" ".join(parts))])
    if tutorial.level:
        levels = {"beginner": _("Beginner"), "intermediate": _("Intermediate"), "expert": _("Expert")}
        yield _field("level", _("Level"), [nodes.Text(levels[tutorial.level])])
    if tutorial.tools:
        yield _field("tools", _("Tools"), literal_messages(tutorial.tools, *place))
    if tutorial.prerequisites:
        yield _field("prerequisites", _("Prerequisites"), literal_messages(tutorial.prerequisites, *place))


def _field(name: str, label: str, body: list[nodes.Node]) -> nodes.field:
    paragraph = nodes.paragraph("", "", *body, translatable=False)
    title = nodes.field_name("", label, translatable=False)
    return nodes.field("", title, nodes.field_body("", paragraph), name=name)


def tutorial_values(translator: HTML5Translator, node: aiarticle_tutorial) -> View:
    """Return the values of ``tutorial.html``: ``fields`` with ``name``, ``label`` and ``body``."""
    fields = [
        {"name": name, "label": label.astext(), "body": captured(translator, body.children[0].children)}
        for name, label, body in node.fields
    ]
    return {**root_view(node), "fields": fields}


def setup(app: Sphinx) -> None:
    """Register the component."""
    add_component(app, aiarticle_tutorial, template="tutorial.html", values=tutorial_values)
    add_stylesheet(
        app, STATIC_DIR / "aiarticle-notes.css", "aiarticle-tutorial", "aiarticle-note", "aiarticle-corrections"
    )
