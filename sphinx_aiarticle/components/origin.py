"""Where an article comes from, above its text: who paid for it, what AI had to do with it, which series it is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.components.articles.view import term_urls
from sphinx_aiarticle.components.directive import add_component, front_matter_place, insert_facts
from sphinx_aiarticle.components.notice import aiarticle_badge, badge, paid_rel
from sphinx_aiarticle.config import Settings, settings
from sphinx_aiarticle.diagnostics import handles, transform
from sphinx_aiarticle.html.address import docname_at
from sphinx_aiarticle.html.templating import View
from sphinx_aiarticle.html.view import captured, root_view
from sphinx_aiarticle.model.article import PICTURE_SOURCES, TEXT_SOURCES, Ai, Article, Sponsor
from sphinx_aiarticle.model.page import Agent, Provenance, join_points
from sphinx_aiarticle.nodes import Collector, SemanticNode, add_rel, after_header, find_elements, literal_messages
from sphinx_aiarticle.reading.source import ARTICLES, language_of_page
from sphinx_aiarticle.stores.affiliate import host_of, is_affiliate


class aiarticle_note(SemanticNode, nodes.paragraph):
    """One thing that readers have to know before they read: a label, and a sentence."""

    is_lead = True
    is_prose = False


class aiarticle_sponsor_note(aiarticle_note):
    """Says that somebody paid for the article."""

    def collect(self, content: Collector) -> None:
        """Give who paid (https://schema.org/sponsor); a paid link has no place in data."""
        sponsor: Sponsor = self.facts
        if sponsor.name:
            url = {"url": sponsor.url} if sponsor.url and not is_affiliate(sponsor.url) else {}
            content.properties["sponsor"] = {"@type": "Organization", "name": sponsor.name, **url}


class aiarticle_ai_note(aiarticle_note):
    """Says what AI had to do with the article, and who answers for it."""

    def collect(self, content: Collector) -> None:
        """Give the digital source types, and who answers for the article."""
        content.ai = self.facts


class aiarticle_series_note(aiarticle_note):
    """Names the series that the article belongs to, which may be translated."""

    def collect(self, content: Collector) -> None:
        """Give the names."""
        content.series = tuple(part.astext() for part in self.children[1:] if isinstance(part, nodes.inline))


@transform(priority=17)  # above what a tutorial asks (16); before the translations (20)
def add_notes(app: Sphinx, document: nodes.document) -> None:
    """Put the notes on the origin of a page that the front matter asks for below its title and header."""
    env = app.env
    article = ARTICLES.get(env, env.docname)
    if article.sponsor or article.ai or article.series:
        insert_facts(env, [*_notes(env, article)], after_header(document))


def _notes(env: BuildEnvironment, article: Article) -> Iterator[aiarticle_note]:
    conf, language = settings(env.config), language_of_page(env)
    if article.sponsor:
        label = conf.disclosure.label.for_language(language.tag) or language.gettext("Ad")
        words = _sponsor_words(article.sponsor, paid_rel(conf), language.gettext)
        yield _note(aiarticle_sponsor_note, badge(label, language), words, article.sponsor)
    if article.ai:
        facts = _provenance(article.ai, conf)
        sentences = join_points(tuple(_ai_words(article.ai, facts, language.gettext)))
        yield _note(aiarticle_ai_note, badge(language.gettext("AI"), language), [nodes.Text(sentences)], facts)
    if article.series:
        names = literal_messages(article.series, *front_matter_place(env))
        yield _note(aiarticle_series_note, badge(language.gettext("Series"), language), names)


def _note(
    kind: type[aiarticle_note], label: aiarticle_badge, words: list[nodes.Node], facts: object = None
) -> aiarticle_note:
    classes = ["aiarticle-note", "no-search"]
    note = kind("", "", label, *words, classes=classes, translatable=False, support_smartquotes=False)
    note.facts = facts
    return note


def _sponsor_words(sponsor: Sponsor, rel: str, gettext: Callable[[str], str]) -> list[nodes.Node]:
    if not sponsor.name:
        return [nodes.Text(gettext("This article is sponsored."))]
    before, _, after = gettext("This article is sponsored by {name}.").partition("{name}")
    name: nodes.Node = nodes.Text(sponsor.name)
    if sponsor.url:
        name = nodes.reference("", sponsor.name, refuri=sponsor.url, rel=rel)
    return [nodes.Text(before), name, nodes.Text(after)]


def _provenance(ai: Ai, conf: Settings) -> Provenance:
    def agent(name: str) -> Agent | None:
        publisher = conf.publisher if conf.publisher and conf.publisher.name == name else None
        return (conf.authors.get(name) or publisher or Agent(key=name, name=name)) if name else None

    return Provenance(
        text=TEXT_SOURCES.get(ai.text, ""),
        pictures=PICTURE_SOURCES.get(ai.pictures, ""),
        reviewer=agent(ai.reviewer),
        responsible=agent(ai.responsible),
    )


def _ai_words(ai: Ai, facts: Provenance, _: Callable[[str], str]) -> Iterator[str]:
    if ai.text:
        generated, assisted = _("The text was generated by AI."), _("The text was written with the help of AI.")
        yield generated if ai.text == "generated" else assisted
    if ai.pictures:
        generated, edited = _("The pictures were generated by AI."), _("The pictures were edited with AI.")
        yield generated if ai.pictures == "generated" else edited
    if facts.reviewer:
        yield _("Reviewed by {name}.").format(name=facts.reviewer.name)
    if facts.responsible:
        yield _("Editorial responsibility: {name}.").format(name=facts.responsible.name)


@handles("doctree-read")
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Mark the links to the site of the sponsor, as Google asks of paid links."""
    sponsor = ARTICLES.get(app.env, app.env.docname).sponsor
    host = host_of(sponsor.url) if sponsor else ""
    if not host:
        return
    rel = paid_rel(settings(app.config)).split()

    def is_paid(url: str) -> bool:
        found = host_of(url)
        return found == host or found.endswith(f".{host}")

    for node in find_elements(document, (nodes.raw, nodes.reference)):
        add_rel(node, rel, is_paid)


def _linked(name: nodes.Node, url: str) -> nodes.Node:
    return nodes.reference("", name.astext(), refuri=url, internal=True) if url else name.deepcopy()


def note_values(translator: HTML5Translator, node: aiarticle_note) -> View:
    """Return the values of ``note.html``: its ``kind``, ``label`` and ``body``."""
    label, *words = node.children
    if isinstance(node, aiarticle_series_note):
        urls = term_urls(translator.builder, docname_at(translator, node))["series_urls"]
        words = nodes.inline("", "", *(_linked(word, urls.get(word.astext(), "")) for word in words)).children
    kind = type(node).__name__.removeprefix("aiarticle_").removesuffix("_note")
    return {**root_view(node), "kind": kind, "label": label.astext(), "body": captured(translator, words)}


def setup(app: Sphinx) -> None:
    """Register the components."""
    for note in (aiarticle_sponsor_note, aiarticle_ai_note, aiarticle_series_note):
        add_component(app, note, template="note.html", values=note_values)
