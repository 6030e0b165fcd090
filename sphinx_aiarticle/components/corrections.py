"""What was corrected in an article, at its end, and by which principles its publisher works."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.components.directive import add_component, front_matter_place, insert_facts
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import transform
from sphinx_aiarticle.html.templating import View
from sphinx_aiarticle.html.view import root_view
from sphinx_aiarticle.i18n import Language, html_time, long_date
from sphinx_aiarticle.model.article import Correction
from sphinx_aiarticle.nodes import Collector, SemanticNode, main_section
from sphinx_aiarticle.reading.source import ARTICLES, language_of_page


class aiarticle_corrections(SemanticNode, nodes.admonition):
    """What was corrected: a title, and a container with a list and perhaps a link to the publisher's principles."""

    is_prose = False

    @property
    def entries(self) -> list[aiarticle_correction]:
        """What was corrected, one by one."""
        return list(self.findall(aiarticle_correction))

    def collect(self, content: Collector) -> None:
        """Give each correction (https://schema.org/CorrectionComment)."""
        content.properties["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": entry.text,
                **({"datePublished": entry.facts.date.isoformat()} if entry.facts.date else {}),
            }
            for entry in self.entries
        ]


class aiarticle_correction(SemanticNode, nodes.list_item):
    """One thing that was corrected: its day, if that is known, and the words, which may be translated."""

    @property
    def day(self) -> str:
        """The day in the language of the page."""
        return self.children[0].astext() if len(self.children) > 1 else ""

    @property
    def text(self) -> str:
        """What was wrong, and what is right."""
        return self.children[-1].astext()


@transform(priority=16)  # after a summary is looked for (15), before the translations (20)
def add_corrections(app: Sphinx, document: nodes.document) -> None:
    """Put what was corrected at the end of a page."""
    env = app.env
    corrections = ARTICLES.get(env, env.docname).corrections
    if not corrections:
        return
    language = language_of_page(env)
    entries = _entries(corrections, language, front_matter_place(env))
    body = nodes.container("", nodes.bullet_list("", *entries, bullet="-"))
    publisher = settings(app.config).publisher
    if publisher and publisher.principles:
        words = language.gettext("Publishing principles")
        link = nodes.reference("", words, refuri=publisher.principles)
        body += nodes.paragraph("", "", link, translatable=False)
    title = nodes.title("", language.gettext("Corrections"), translatable=False)
    box = aiarticle_corrections("", title, body, classes=["aiarticle-corrections"])
    section = main_section(document) or document
    insert_facts(env, [box], (section, len(section)))


def _entries(
    corrections: tuple[Correction, ...], language: Language, place: tuple[str, int]
) -> Iterator[aiarticle_correction]:
    for correction in corrections:
        entry = aiarticle_correction()
        entry.facts = correction
        if correction.date:
            day = long_date(correction.date.date(), language.locale)
            entry += nodes.paragraph("", day, translatable=False)
        words = nodes.paragraph(correction.text, correction.text, support_smartquotes=False)
        words.source, words.line = place
        entry += words
        yield entry


def corrections_values(translator: HTML5Translator, node: aiarticle_corrections) -> View:
    """Return the values of ``corrections.html``: ``title``, ``entries`` and the link to the ``principles``."""
    link = next(iter(node.findall(nodes.reference)), None)
    entries = [
        {"day": entry.day, "iso": html_time(entry.facts.date) if entry.facts.date else "", "text": entry.text}
        for entry in node.entries
    ]
    return {
        **root_view(node),
        "title": node.children[0].astext(),
        "entries": entries,
        "principles": {"url": link["refuri"], "text": link.astext()} if link is not None else None,
    }


def setup(app: Sphinx) -> None:
    """Register the component."""
    add_component(
        app, aiarticle_corrections, aiarticle_correction, template="corrections.html", values=corrections_values
    )
