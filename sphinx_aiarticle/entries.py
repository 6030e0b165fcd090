"""A published article as lists and feeds show it: its front matter, and what is noted of its page when it is read.

Published is what is part of the build, has a date, is not a draft, and lets search engines index it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import filterfalse
from math import inf
from typing import Any, Final, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransformer
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util.docutils import new_document
from sphinx.util.logging import suppress_logging

from sphinx_aiarticle.config import Settings, settings
from sphinx_aiarticle.config_site import place_in
from sphinx_aiarticle.diagnostics import handles
from sphinx_aiarticle.domain import Table, title_of
from sphinx_aiarticle.i18n import Language
from sphinx_aiarticle.model.article import Article, Picture
from sphinx_aiarticle.model.page import Agent, is_indexed, join_points, translated
from sphinx_aiarticle.node_text import unmarked
from sphinx_aiarticle.nodes import TEX, Collector, SemanticNode, find_elements, meta_of
from sphinx_aiarticle.reading.source import ARTICLES
from sphinx_aiarticle.record import Record


class Teaser(Record):
    """What lists show of a document besides its front matter, noted when it is read.

    Attributes:
        summary: The points of its summary box in one text.
        description: What its ``meta`` element says, such as a translation, where its front matter says otherwise.
        cover: Its picture, with the path from the source folder, or an address.
        translations: Terms that have a translation, each with it.
    """

    summary: str = ""
    description: str = ""
    cover: Picture | None = None
    translations: tuple[tuple[str, str], ...] = ()


_TEASERS: Final = Table(name="teasers", default=Teaser())
#: Summaries with references that take their words from other documents: nodes, as they are before these are resolved.
_REFERRING: Final[Table[tuple[SemanticNode, ...]]] = Table(name="referring_summaries", default=())
#: Whether the author of a document keeps it from search engines: as a draft, or by a robots meta element.
UNINDEXED: Final = Table(name="unindexed", default=False)
_ROBOTS: Final = re.compile(r"<meta (?=[^<>]*\"robots\")[^<>]*\b(?:noindex|none)\b", re.IGNORECASE)
#: Where the front matter has the terms of a kind; it has those of a key of the project's own under that.
_TERM_FIELDS: Final = {"category": "categories", "tag": "tags", "series": "series"}
#: Silent reading of English prose: 238 words a minute (Brysbaert 2019, a review of 190 studies).
_WORDS_A_MINUTE: Final = 238
#: Japanese and Chinese are read at 400 to 600 characters a minute.
_CHARACTERS_A_MINUTE: Final = 500
#: Scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_WORD: Final = r"\w+(?:['’.-]\w+)*"
#: The minutes by document.
MINUTES: Final = Table(name="reading_minutes", default=0)
#: Elements whose text does not count: code and raw HTML among them.
_UNREAD: Final = (nodes.Invisible, nodes.FixedTextElement, nodes.raw)


def reading_minutes(text: str) -> int:
    """Return the whole minutes that *text* takes to read, at least one where there is a word.

    Words are counted where a script puts spaces between them, and characters where it does not.
    """
    words = text.split()
    others = [*filterfalse(str.isascii, words)]  # few, since patterns are slow
    rest, characters = re.subn(_UNSPACED, " ", " ".join(others))
    count = len(words) - len(others) + len(re.findall(_WORD, rest))
    minutes = count / _WORDS_A_MINUTE + characters / _CHARACTERS_A_MINUTE
    return max(1, round(minutes)) if minutes else 0


def _note_minutes(env: BuildEnvironment, elements: Sequence[nodes.Element]) -> None:
    """Note how long the article being read takes to read, by its elements without those below :data:`_UNREAD` ones."""
    read = {kind for kind in set(map(type, elements)) if not issubclass(kind, _UNREAD)}
    texts = [child for part in elements if type(part) in read for child in part.children if type(child) is nodes.Text]
    MINUTES.keep(env, env.docname, reading_minutes(nodes.unescape(" ".join(texts))))


def reading_time_view(env: BuildEnvironment, docname: str, language: Language) -> dict[str, Any] | None:
    """Return how long a document takes to read: ``minutes``, and ``text`` in *language*; nothing for no article."""
    minutes = MINUTES.get(env, docname)
    text = language.gettext("{minutes} min read").format(minutes=minutes)
    return {"minutes": minutes, "text": text} if minutes else None


def last_change(app: Sphinx, docname: str) -> datetime | None:
    """Return when a document was last changed: what its author says, else what git knows; never the time of the build.

    sphinx-last-updated-by-git knows no time of a source that is not in git, and where a shallow clone does not reach
    back far enough.
    """
    modified = ARTICLES.get(app.env, docname).lastmod
    if modified or "sphinx_last_updated_by_git" not in app.extensions:
        return modified
    # (seconds since 1970 as bytes or None, whether to link to the source), or None where git failed
    found = getattr(app.env, "git_last_updated", {}).get(docname)
    zone = app.config.git_last_updated_timezone or UTC
    return datetime.fromtimestamp(int(found[0]), zone) if found and found[0] else None


def lets_index(metatags: str) -> bool:
    """Whether the meta elements of a page, of whoever they are, let search engines index it."""
    return _ROBOTS.search(metatags) is None


class Entry(Record):
    """A published article.

    Attributes:
        title: The heading of its page.
        name: What it is called in the folder of its language.
        article: Its front matter.
        teaser: What else lists show.
    """

    docname: str
    name: str
    title: str
    date: datetime
    article: Article
    teaser: Teaser
    authors: tuple[Agent, ...]

    @property
    def path(self) -> str:
        """Its name below the folder in whose lists it is."""
        section = self.article.section.strip("/")
        return f"{section}/{self.name.rpartition('/')[2]}" if section else self.name

    @property
    def weight(self) -> float:
        """By what lists sort that have the order of the author: the least first, and those without one last."""
        return self.article.weight or inf

    @property
    def description(self) -> str:
        """The description, else the summary."""
        return self.teaser.description or self.article.description or self.teaser.summary

    @property
    def summary(self) -> str:
        """The summary, else the description."""
        return self.teaser.summary or self.description

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories in the language of the build."""
        return translated(self.article.categories, self.teaser.translations)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags in the language of the build."""
        return translated(self.article.tags, self.teaser.translations)

    def terms(self, kind: str) -> Sequence[tuple[str, str]]:
        """Return the terms of a kind, each with what readers see of it."""
        if kind == "author":
            return [(agent.key, agent.name) for agent in self.authors]
        names = self.names(kind)
        return list(zip(names, translated(names, self.teaser.translations), strict=True))

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the categories, tags, series, or terms of a key of the project's own as the front matter has them."""
        field = _TERM_FIELDS.get(kind)
        return getattr(self.article, field) if field else dict(self.article.taxonomies).get(kind, ())


def published(env: BuildEnvironment) -> Iterator[Entry]:
    """Yield the published articles; only once all documents are read."""
    conf, teasers, unindexed = settings(env.config), _TEASERS.of(env), UNINDEXED.of(env)
    for docname, article in ARTICLES.of(env).items():
        if article.date and docname not in unindexed:
            yield Entry(
                docname=docname,
                name="/".join(filter(None, place_in(docname, conf.languages, may_be_named=True))),
                title=title_of(env, docname),
                date=article.date,
                article=article,
                teaser=teasers.get(docname, _TEASERS.default),
                authors=authors_of(article, conf),
            )


def authors_of(article: Article, conf: Settings) -> tuple[Agent, ...]:
    """Return the authors of *article*: from ``aiarticle_authors`` where it has them, else by name alone."""
    names = article.authors or ((conf.default_author,) if conf.default_author else ())
    return tuple([conf.authors.get(name) or Agent(key=name, name=name) for name in names])


@handles("doctree-read", priority=520)
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Note what is kept from search engines, what lists show of an article, and how long it takes to read."""
    docname, metas = app.env.docname, meta_of(document)
    article = ARTICLES.get(app.env, docname)
    UNINDEXED.keep(app.env, docname, article.draft or not is_indexed(metas.get("robots", "")))
    if not article.is_article:
        return
    found = _collector()
    elements = find_elements(document, nodes.Element, skip=_UNREAD)
    _note_minutes(app.env, elements)
    referring: tuple[SemanticNode, ...] = ()
    for node in elements:
        if isinstance(node, SemanticNode) and node.is_teaser:
            before = found.summary
            node.collect(found)
            if found.summary is not before and any(map(_has_words_of_others, find_elements(node, pending_xref))):
                referring = (_alone(node),)
    description = metas.get("description", "")
    teaser = Teaser(
        summary=join_points(found.summary),
        description="" if description == article.description else description,
        cover=replace(found.cover, url="") if found.cover else None,
        translations=found.translations,
    )
    _TEASERS.keep(app.env, docname, teaser)
    _REFERRING.keep(app.env, docname, referring)


def _collector() -> Collector:
    return Collector(page_url="", image_url=lambda uri: uri, tex=TEX)


def _has_words_of_others(reference: nodes.Element) -> bool:
    """Whether a reference takes its words from where it leads; in those to numbers, the author's own leave a gap."""
    return not reference.get("refexplicit") or reference["reftype"] == "numref"


def _alone(node: SemanticNode) -> SemanticNode:
    """Return a copy without what is no word of its author's, and that does not hold the document around it."""
    copy = cast("SemanticNode", unmarked(node).deepcopy())
    for part in copy.findall():
        part.document = None  # type: ignore[assignment]  # as before it was part of one
    return copy


@handles("env-get-updated", priority=590)
def on_env_get_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give summaries the words of what they refer to, as pages do; the numbers of figures are known from now on.

    Only pages warn of references that lead nowhere.
    """
    summaries = _REFERRING.of(env)
    if not summaries:
        return []
    if "docnames" in vars(app.builder):  # those of the book being written: until it begins, no document has an address
        vars(app.builder)["docnames"] = set(env.all_docs)
    resolvers = [kind for kind in app.registry.get_post_transforms() if issubclass(kind, ReferencesResolver)]
    for docname, (summary,) in summaries.items():
        document, found = new_document(""), _collector()
        document += summary.deepcopy()
        env.current_document.docname = docname
        transformer = SphinxTransformer(document)
        transformer.set_environment(env)
        transformer.add_transforms(resolvers)
        with suppress_logging():
            transformer.apply_transforms()
        cast("SemanticNode", document[0]).collect(found)
        _TEASERS.keep(env, docname, replace(_TEASERS.get(env, docname), summary=join_points(found.summary)))
    env.current_document.docname = ""
    return []
