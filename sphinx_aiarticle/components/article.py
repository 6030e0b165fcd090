"""The visible head of an article: description, authors, dates, reading time, tags and cover.

In HTML it is in one element with the summary below it, which a phone shows above the cover.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from sphinx_aiarticle.components.articles.view import author_view, term_urls
from sphinx_aiarticle.components.cover import (
    aiarticle_cover_image,
    aiarticle_hidden_cover,
    caption_of,
    cover_of,
    cover_view,
)
from sphinx_aiarticle.components.directive import add_component, framed
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, handles, post_transform, transform, warn
from sphinx_aiarticle.entries import authors_of, reading_time_view
from sphinx_aiarticle.html.templating import View
from sphinx_aiarticle.html.view import root_view
from sphinx_aiarticle.i18n import language_of, moment_view
from sphinx_aiarticle.model.article import Article, is_broken
from sphinx_aiarticle.model.page import translated
from sphinx_aiarticle.nodes import (
    Collector,
    HiddenNode,
    SemanticNode,
    below_title,
    first_of,
    linked,
    main_section,
    meta_of,
    separated,
)
from sphinx_aiarticle.reading.source import ARTICLES, source_of
from sphinx_aiarticle.record import Record


class HeaderFacts(Record):
    """What the header keeps of its page; the rest it shows besides the cover is asked of the front matter.

    Attributes:
        docname: The document that has the front matter.
        translations: The terms and keywords that have a translation, each with it.
        description: What appears below the title; empty where the summary says it better.
    """

    docname: str
    translations: tuple[tuple[str, str], ...] = ()
    description: str = ""


class _Terms(SemanticNode, addnodes.translatable):
    """Holds the terms and keywords of an article as messages of translation catalogues."""

    is_teaser = True
    facts: HeaderFacts

    @property
    def _env(self) -> BuildEnvironment:
        return cast("BuildEnvironment", cast("nodes.document", self.document).settings.env)

    def preserve_original_messages(self) -> None:
        """Do nothing: the front matter holds them."""

    def extract_original_messages(self) -> Sequence[str]:
        """Return what there is to translate: names of series, and terms of own keys, are shown on other pages."""
        article = ARTICLES.get(self._env, self.facts.docname)
        own = [name for _key, names in article.taxonomies for name in names]
        return tuple(dict.fromkeys((*article.categories, *article.tags, *article.keywords, *article.series, *own)))

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Note the translation of a term."""
        translations = (*self.facts.translations, (original_message, translated_message))
        self.facts = replace(self.facts, translations=translations)

    def collect(self, content: Collector) -> None:
        """Give the translations of terms and keywords."""
        content.translations = self.facts.translations


class aiarticle_hidden_header(_Terms, HiddenNode):
    """Holds the terms of an article without a header, which lists and data show."""


class aiarticle_header(_Terms, nodes.container):
    """What an article says of itself below its title: a picture and a field list.

    Dates, authors, categories and tags are not nodes: each would cost time in every transform and at every load.
    """

    follows_title = True

    @property
    def cover(self) -> aiarticle_cover_image | None:
        """The picture, if the article has one that readers see."""
        return first_of(self.children, aiarticle_cover_image)

    def spelled_out(self) -> Sequence[nodes.Node]:
        """Return what the template shows: the description, the fields and how long it takes to read, the picture."""
        docname, fields = self.facts.docname, self.fields()
        language = language_of(self._env.config, ARTICLES.get(self._env, docname).language)
        time = reading_time_view(self._env, docname, language)
        about = [nodes.paragraph("", self.facts.description)] if self.facts.description else []
        last = [nodes.paragraph("", time["text"])] if time else []
        return [*about, fields, *last, *self.pictures()]

    def lowered(self) -> Sequence[nodes.Node]:
        """Show dates, authors, categories and tags as fields where no template does."""
        self[:] = [*self.pictures(), self.fields()]
        return super().lowered()

    def prepare_for_paper(self) -> None:
        """Put the fields, which LaTeX makes tall, on one line."""
        plain = cast("nodes.Element", self.lowered()[0])
        fields = cast("nodes.Element", plain.children[-1])
        line = nodes.paragraph()
        for name, body in (cast("nodes.Element", field).children for field in fields.children):
            line += [nodes.Text(" · ")] if line.children else []
            line += [nodes.emphasis("", name.astext()), nodes.Text(" "), *body.children[0].children]
        plain.replace(fields, [line] if line.children else [])
        self.parent.replace(self, plain)

    def pictures(self) -> list[nodes.Node]:
        """Return the cover and its caption, without the names for the search."""
        return [child for child in self.children if type(child) is not nodes.Text]

    def fields(self) -> nodes.field_list:
        """Return dates, authors, categories and tags in the language of the page."""
        facts, config = self.facts, self._env.config
        article = ARTICLES.get(self._env, facts.docname)
        language, authors = language_of(config, article.language), authors_of(article, settings(config))
        _, (published, modified) = language.gettext, _dates(article, language.locale)
        shown = (
            (_("Status"), [nodes.Text(_("Draft"))] if article.draft else []),
            (_("Published"), [nodes.Text(published["text"])] if published else []),
            (_("Updated"), [nodes.Text(modified["text"])] if modified else []),
            (_("Author"), separated([linked(nodes.Text(agent.name), agent.url) for agent in authors])),
            (_("Category"), _named(article.categories, facts)),
            (_("Tags"), _named(article.tags, facts)),
        )
        bodies = ((name, nodes.field_body("", nodes.paragraph("", "", *body))) for name, body in shown if body)
        return nodes.field_list("", *(nodes.field("", nodes.field_name("", name), body) for name, body in bodies))


@transform(priority=11)  # after the front matter is kept (10), before the translations (20)
def add_header(app: Sphinx, document: nodes.document) -> None:
    """Put the header of an article below the title of its page, as yet without its names, and warn where it has none.

    Any other page has no header, and its cover is for link previews and data.
    """
    env, conf = app.env, settings(app.config)
    source, article = source_of(env), ARTICLES.get(env, env.docname)
    if source is None:
        return
    is_told = any(problem.line == source.lines.get("title", 0) for problem in source.problems)
    if article.is_article and main_section(document) is None and not is_told:
        message = (
            "this article has no title, so its data and link previews name none; write 'title' in the front matter, or "
            "a heading above everything else"
        )
        warn(Subtype.FRONT_MATTER, message, location=(env.docname, 1))
    shown = article.is_article and (conf.header if article.header is None else article.header)
    cover = cover_of(env, source, article.cover, is_ours=article.is_article) if article.cover else None
    if cover and (not shown or (article.cover and article.cover.hidden)):
        document += aiarticle_hidden_cover("", cover, *caption_of(cover))
        cover = None
    if not article.is_article:
        return
    header: _Terms = aiarticle_header(classes=["aiarticle-header"]) if shown else aiarticle_hidden_header()
    header.source, header.line = str(env.doc2path(env.docname)), 1
    header.facts = HeaderFacts(docname=env.docname)
    if not shown:
        document += header
        return
    if cover:
        header += [cover, *caption_of(cover)]
    section, start = below_title(document)
    section.insert(start, header)


@handles("doctree-read")
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Complete the header of a page, if it has one, when the page is translated.

    The description is that of the page's meta element. Names of authors, categories and tags are for the search of
    HTML; they come after all transforms, which would curl their quotation marks.
    """
    section, start = below_title(document)
    header = section[start] if start < len(section) else None
    if isinstance(header, aiarticle_header):
        article = ARTICLES.get(app.env, app.env.docname)
        terms = translated((*article.categories, *article.tags), header.facts.translations)
        names = ", ".join((*(agent.name for agent in authors_of(article, settings(app.config))), *terms))
        description = meta_of(document).get("description", article.description)
        header.facts = replace(header.facts, description="" if is_broken(description) else description)
        if names:
            header += nodes.Text(names)


def _dates(article: Article, locale: str) -> tuple[View | None, View | None]:
    """Return when an article was published, and when it was last changed, if that was on a later day."""
    published, modified = moment_view(article.date, locale), moment_view(article.lastmod, locale)
    return published, None if published and modified and published["text"] == modified["text"] else modified


def _named(names: tuple[str, ...], facts: HeaderFacts) -> list[nodes.Node]:
    return separated([nodes.Text(name) for name in translated(names, facts.translations)])


def header_values(translator: HTML5Translator, node: aiarticle_header) -> View:
    """Return the values of ``header.html``."""
    builder, facts, cover = translator.builder, node.facts, node.cover
    article = ARTICLES.get(builder.env, facts.docname)
    language = language_of(translator.config, article.language)
    published, modified = _dates(article, language.locale)
    return {
        **root_view(node),
        "description": facts.description,
        "cover": cover_view(translator, cover) if cover is not None else None,
        "published": published,
        "modified": modified,
        "authors": [author_view(one, builder, facts.docname) for one in authors_of(article, settings(builder.config))],
        "categories": list(translated(article.categories, facts.translations)),
        "tags": list(translated(article.tags, facts.translations)),
        **term_urls(builder, facts.docname),
        "draft": article.draft,
        "reading_time": reading_time_view(builder.env, facts.docname, language),
    }


class aiarticle_lead(SemanticNode, nodes.container):
    """The header of an article, and what follows it that belongs to the lead."""


@post_transform(priority=215, formats=("html",))  # before nodes are lowered (220)
def wrap_lead(app: Sphinx, document: nodes.document) -> None:
    """Put the header of an article and the summary below it into one element; feeds of others get its picture alone."""
    section, start = below_title(document)
    header, end = section[start] if start < len(section) else None, start + 1
    if not isinstance(header, aiarticle_header):
        return
    while end < len(section) and getattr(section[end], "is_lead", False):
        end += 1
    if header.facts.docname == app.env.docname:
        section[start:end] = [aiarticle_lead("", *section[start:end])]
    else:
        header.parent.replace(header, header.pictures())


def setup(app: Sphinx) -> None:
    """Register the components."""
    add_component(app, aiarticle_header, aiarticle_hidden_header, template="header.html", values=header_values)
    add_component(app, aiarticle_lead, html=framed(lambda *_: '<div class="aiarticle aiarticle-lead">\n', "</div>\n"))
