"""The visible head of an article: cover, dates, authors and tags, as nodes that every builder can draw."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date
from docutils import nodes
from sphinx.util import logging
from sphinx.util.images import get_image_size

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, warn
from sphinx_aiarticle.i18n import language_of
from sphinx_aiarticle.model.article import Picture
from sphinx_aiarticle.model.page import Agent, translated
from sphinx_aiarticle.nodes import article_header, below_title, cover_caption, cover_image, hidden_cover
from sphinx_aiarticle.reading.images import find_image, source_uri
from sphinx_aiarticle.reading.source import source_of
from sphinx_aiarticle.url import is_safe_image, is_web_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from sphinx.environment import BuildEnvironment

    from sphinx_aiarticle.config import Settings
    from sphinx_aiarticle.i18n import Language
    from sphinx_aiarticle.model.article import Article, Cover


_LOGGER = logging.getLogger(__name__)


# No slots: pickled with every page, and Python restores slots field by field.
@dataclass(frozen=True, kw_only=True)
class Moment:
    """A date as machines and as readers see it.

    Attributes:
        iso: ISO 8601 date and time with zone.
        text: The day in the language of the page.
    """

    iso: str
    text: str


@dataclass(frozen=True, kw_only=True)
class HeaderFacts:
    """What the header shows besides the cover.

    Attributes:
        published: When the article was published.
        modified: When it was last changed.
        authors: Who wrote it.
        categories: Its categories in the language of the source.
        tags: Its tags, too.
        draft: Whether it is a draft.
        language: BCP 47 tag of the language of the page; empty where it is the site's.
        terms: Categories, tags and keywords, for translators.
        translations: Those of them that have a translation, each with it.
    """

    published: Moment | None
    modified: Moment | None
    authors: tuple[Agent, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    draft: bool
    language: str
    terms: tuple[str, ...]
    translations: tuple[tuple[str, str], ...] = ()


def authors_of(article: Article, conf: Settings) -> tuple[Agent, ...]:
    """Return the authors of *article*: from ``aiarticle_authors`` where it has them, else by name alone."""
    names = article.authors or ((conf.default_author,) if conf.default_author else ())
    return tuple([conf.authors.get(name) or Agent(key=name, name=name) for name in names])


def add_header(env: BuildEnvironment, document: nodes.document, article: Article, *, is_hugo: bool) -> None:
    """Put the header of *article* below the title of *document*, as yet without its names."""
    conf = settings(env.config)
    shown = conf.header if article.header is None else article.header
    cover = _cover(env, article.cover, is_hugo=is_hugo) if article.cover else None
    if cover and (not shown or (article.cover and article.cover.hidden)):
        document += hidden_cover("", "", cover)
        cover = None
    if not shown:
        return
    locale = language_of(env.config, article.language).locale
    facts = HeaderFacts(
        published=moment_of(article.date, locale),
        modified=moment_of(article.lastmod, locale),
        authors=authors_of(article, conf),
        categories=article.categories,
        tags=article.tags,
        draft=article.draft,
        language=article.language,
        terms=tuple(dict.fromkeys((*article.categories, *article.tags, *article.keywords))),
    )
    header = article_header(classes=["aiarticle-header"])
    header.source, header.line = str(env.doc2path(env.docname)), 1
    header.facts = facts
    if cover:
        header += cover
        header += _caption(cover)
    section, start = below_title(document)
    section.insert(start, header)


def add_names(document: nodes.document) -> None:
    """Put names of authors, categories and tags into the header of *document*, if it has one, for the search of HTML.

    They come after all transforms, which would curl their quotation marks.
    """
    section, start = below_title(document)
    header = section[start] if start < len(section) else None
    if isinstance(header, article_header):
        facts: HeaderFacts = header.facts
        terms = translated((*facts.categories, *facts.tags), facts.translations)
        names = ", ".join((*(agent.name for agent in facts.authors), *terms))
        if names:
            header += nodes.Text(names)


def header_fields(facts: HeaderFacts, language: Language) -> nodes.field_list:
    """Return dates, authors, categories and tags for builders without a template."""
    return nodes.field_list("", *_fields(facts, language.gettext))


def moment_of(moment: datetime | None, locale: str) -> Moment | None:
    """Return *moment* for machines and for readers of the language *locale*."""
    return Moment(iso=moment.isoformat(), text=_long_date(moment.date(), locale)) if moment else None


@lru_cache(maxsize=1024)
def _long_date(day: date, locale: str) -> str:
    return format_date(day, "long", locale=locale)


def _fields(facts: HeaderFacts, _: Callable[[str], str]) -> Iterator[nodes.field]:
    if facts.draft:
        yield _field(_("Status"), [nodes.Text(_("Draft"))])
    if facts.published:
        yield _field(_("Published"), [nodes.Text(facts.published.text)])
    if facts.modified:
        yield _field(_("Updated"), [nodes.Text(facts.modified.text)])
    if facts.authors:
        yield _field(_("Author"), _comma_separated([_author(agent) for agent in facts.authors]))
    if facts.categories:
        yield _field(_("Category"), _named(facts.categories, facts))
    if facts.tags:
        yield _field(_("Tags"), _named(facts.tags, facts))


def _named(names: tuple[str, ...], facts: HeaderFacts) -> list[nodes.Node]:
    return _comma_separated([nodes.Text(name) for name in translated(names, facts.translations)])


def _author(agent: Agent) -> nodes.Node:
    return nodes.reference("", agent.name, refuri=agent.url) if agent.url else nodes.Text(agent.name)


def _comma_separated(parts: list[nodes.Node]) -> list[nodes.Node]:
    return [node for number, part in enumerate(parts) for node in ([nodes.Text(", "), part] if number else [part])]


def _field(name: str, body: list[nodes.Node]) -> nodes.field:
    paragraph = nodes.paragraph("", "", *body)
    return nodes.field("", nodes.field_name("", name), nodes.field_body("", paragraph))


def _caption(cover: cover_image) -> list[nodes.Node]:
    text = cover.facts.caption
    if not text:
        return []
    caption = cover_caption(text, text)
    caption.source, caption.line = cover.source, cover.line
    return [caption]


def _cover(env: BuildEnvironment, cover: Cover, *, is_hugo: bool) -> cover_image | None:
    source = source_of(env)
    lines = source.lines if source else {}
    location = (env.docname, lines.get("cover.image", lines.get("cover")))
    if not is_safe_image(cover.image):
        message = "the cover %r is no file and no http(s) address; write a path such as '/images/cover.png'"
        warn(Subtype.URL, message, cover.image, location=location)
        return None
    if is_web_url(cover.image):
        uri, width, height = cover.image, 0, 0
    else:
        path = find_image(env, cover.image)
        if path is None:
            message = "the cover %r is not found; give its path from the source folder, such as '/images/cover.png'"
            if is_hugo:  # the images of a Hugo site may well be served by another build
                _LOGGER.info(message, cover.image, location=env.docname)
            else:
                warn(Subtype.IMAGE, message, cover.image, location=location)
            return None
        uri = source_uri(env, path)
        width, height = get_image_size(path) or (0, 0)
    image = cover_image(uri=uri, alt=cover.alt, classes=["aiarticle-header__cover"])
    image.source, image.line = str(env.doc2path(env.docname)), location[1] or 1
    image.facts = Picture(uri=uri, alt=cover.alt, caption=cover.caption, width=width, height=height)
    return image
