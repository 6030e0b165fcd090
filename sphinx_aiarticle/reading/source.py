"""Read the front matter from the source text, before any parser changes it.

``env.metadata`` is not a source for it: parsers hand over text only, and mangle some values by the document's language.
"""

from __future__ import annotations

import gettext
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Final

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import docname_to_domain

from sphinx_aiarticle import frontmatter
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.config_site import language_at, place_in
from sphinx_aiarticle.diagnostics import handles
from sphinx_aiarticle.domain import Table
from sphinx_aiarticle.frontmatter import Block
from sphinx_aiarticle.frontmatter.block import without_block
from sphinx_aiarticle.frontmatter.keys import ARTICLE_KEYS
from sphinx_aiarticle.frontmatter.publication import Window, window_of
from sphinx_aiarticle.frontmatter.yaml import flow_line
from sphinx_aiarticle.hugo.headings import title_of
from sphinx_aiarticle.hugo.paths import Rank, SitePath, alias_paths, known_paths, page_path
from sphinx_aiarticle.i18n import Language, language_of
from sphinx_aiarticle.model.article import Article
from sphinx_aiarticle.model.problem import Problem, Subtype, did_you_mean
from sphinx_aiarticle.myst import faq_rows
from sphinx_aiarticle.reading.documents import (
    is_hugo_document,
    is_notebook,
    is_rst,
    matcher,
    note_dependencies,
    read_block,
)
from sphinx_aiarticle.recognise.prose import has_title
from sphinx_aiarticle.record import Record
from sphinx_aiarticle.stores.template import Store


def file_metadata(data: Mapping[str, object]) -> dict[str, str]:
    """Return front matter as MyST-Parser hands it to ``env.metadata``: lists and mappings as JSON, all else as text."""
    return {
        key: str(value) if isinstance(value, str | int | float) else json.dumps(value) for key, value in data.items()
    }


#: The front matter of each document; that of documents without any is empty.
ARTICLES: Final = Table(name="articles", default=Article())
#: Whether a document was read as a Hugo article.
HUGO_ARTICLES: Final = Table(name="hugo", default=False)
#: When each document is part of the site.
WINDOWS: Final = Table(name="windows", default=Window())
#: The addresses by which each document is known.
PATHS: Final[Table[tuple[SitePath, ...]]] = Table(name="paths", default=())
#: The addresses on the site to which the links of each Hugo article lead.
TARGETS: Final[Table[tuple[str, ...]]] = Table(name="targets", default=())

_KEY = "aiarticle-source"
#: A shortcode that shows the questions of the front matter where it stands.
_SHOWN = re.compile(
    r"^\{\{[<%] *faqs?(?:[-_]?(?:list|section))?(?: +(?:title *= *)?\"[^\"\n]*\")? */?[>%]\}\}[ \t]*$", re.MULTILINE
)
_CLOSED = re.compile(r"\{\{[<%] */ *faq")
#: Characters that could be inline markup in Markdown or MyST.
_MARKUP = re.compile(r"[\\`*_\[\]<>&{}$~^#]")
#: Docutils prints these above the text (docutils.transforms.frontmatter.DocInfo); in articles they are for other tools.
_PRINTED: Final = frozenset({"abstract", "dedication"})


class Source(Record):
    """What was read from one document's source.

    Attributes:
        anchors: The ids that the author gave to headings, by 0-based line.
        has_relative_links: Whether links of a Hugo article begin with ``#``, ``./`` or ``../``.
        html_ids: The ids in HTML that the author wrote into a Hugo article.
        title: The heading that an article gets where its text has none, empty for none, and its 1-based line.
        head: How many lines there are above the text.
        page: The front matter of a Hugo article, for its shortcodes.
    """

    article: Article
    problems: tuple[Problem, ...]
    is_hugo: bool
    lines: Mapping[str, int]
    anchors: Mapping[int, str] = field(default_factory=dict)
    has_relative_links: bool = False
    html_ids: tuple[str, ...] = ()
    title: tuple[str, int] = ("", 1)
    head: int = 0
    page: Mapping[str, object] = field(default_factory=dict)


@handles("source-read")
def on_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Keep the typed front matter for :func:`source_of`, and rewrite what the parser must not see."""
    text, env, conf = source[0], app.env, settings(app.config)
    is_hugo, in_notebook = is_hugo_document(env, docname), is_notebook(env, docname)
    in_rst = not is_hugo and is_rst(env, docname)
    block = read_block(env, docname, text, is_hugo=is_hugo)
    if is_hugo:
        note_dependencies(env, docname)
        env.metadata[docname]["orphan"] = "True"
        if "translationKey" in block.data:
            env.metadata[docname]["translationKey"] = str(block.data["translationKey"])
        source[0] = without_block(text, block)
    elif in_notebook and block.length:
        source[0] = frontmatter.notebook_without_block(text)
    article, more = frontmatter.to_article(
        block, timezone=conf.timezone, other_keys=conf.other_keys, taxonomies=conf.taxonomies
    )
    may_be_named = is_hugo or article.is_article
    own = article.language or language_at(docname, conf.languages, may_be_named=may_be_named)
    article = replace(article, language=_language_besides(own, app, docname))
    if article.is_article and not in_rst:
        read = (*ARTICLE_KEYS, "translationKey")
        known = {key: value for key, value in block.data.items() if key in read or key.lower() in _PRINTED}
        env.metadata[docname].update(file_metadata(known))
    if not (in_rst or is_hugo or in_notebook):
        source[0] = _for_parser(text, block, article, app.config, keeps_keys="ablog" in app.extensions)
    if article.questions:
        added = _add_questions(source, article, block, app.config, is_markdown=not (in_rst or in_notebook))
        more = (*more, *added)
    folder, name = place_in(docname, conf.languages, may_be_named=True)
    paths, refused = known_paths(name, block, conf.hugo_permalinks, folder) if is_hugo else alias_paths(docname, block)
    found = (*block.problems, *more, *refused, *_unknown_stores(article, block.lines, conf.stores))
    keep_source(
        env,
        Source(
            article=article,
            problems=found,
            is_hugo=is_hugo,
            lines=block.lines,
            title=(title_of(block), block.lines.get("title", 1)),
            head=block.length,
            page=block.data if is_hugo else {},
        ),
    )
    HUGO_ARTICLES.keep(env, docname, is_hugo)
    WINDOWS.keep(env, docname, window_of(block.data, conf.timezone, is_hugo=is_hugo))
    PATHS.keep(env, docname, paths)


def _add_questions(
    source: list[str], article: Article, block: Block, config: Config, *, is_markdown: bool
) -> Iterator[Problem]:
    """Put the questions of the front matter at the end of the text, unless that has them, or another FAQ."""
    from sphinx_aiarticle.recognise.headings import faq_keys, missing_questions, unshown_questions

    if not is_markdown:
        message = "the questions in 'faq' are read in Markdown files only; write them into a `faq` directive."
        yield Problem(subtype=Subtype.FAQ, message=message, line=block.lines.get("faq"))
        return
    if _SHOWN.search(source[0]) and not _CLOSED.search(source[0]):
        return
    questions = [question for question, _ in article.questions]
    if message := unshown_questions(source[0], questions, faq_keys(settings(config).faq_headings)):
        yield Problem(subtype=Subtype.FAQ, message=message, line=block.lines.get("faq"))
    if message or not missing_questions(source[0], questions):
        return
    title = language_of(config, article.language).gettext("FAQ")
    source[0] = "\n".join([source[0].rstrip("\n"), "", *faq_rows(title, article.questions)])


def _language_besides(language: str, app: Sphinx, docname: str) -> str:
    """Return the language of a page; empty for the site's, or that of a translation."""
    config = app.config
    if not language or language.lower() == language_of(config).tag.lower():
        return ""
    domain = docname_to_domain(docname, config.gettext_compact)
    is_translated = any(gettext.find(domain, app.srcdir / folder, [config.language]) for folder in config.locale_dirs)
    return "" if is_translated else language


def place_of(env: BuildEnvironment, docname: str) -> tuple[str, str]:
    """Return the folder of the language of a document that has been read, and its name in there.

    The name of a plain page, such as ``api/pkg.id``, says nothing of a language.
    """
    may_be_named = HUGO_ARTICLES.get(env, docname) or ARTICLES.get(env, docname).is_article
    return place_in(docname, settings(env.config).languages, may_be_named=may_be_named)


def own_address(env: BuildEnvironment, docname: str) -> str:
    """Return the address that Hugo gives to a document by its name."""
    folder, name = place_of(env, docname)
    return page_path(name, folder)


def hugo_addresses(env: BuildEnvironment) -> dict[str, str]:
    """Return the addresses that Hugo gives to its articles: by ``url``, a pattern or a slug, else by the file."""
    found = ((docname, PATHS.get(env, docname)) for docname in HUGO_ARTICLES.of(env))
    chosen = {docname: next((path.path for path in paths if path.rank is Rank.SLUG), "") for docname, paths in found}
    return {docname: address or own_address(env, docname) for docname, address in chosen.items()}


def _unknown_stores(article: Article, lines: Mapping[str, int], stores: Mapping[str, Store]) -> Iterator[Problem]:
    for key in article.stores or ():
        if key not in stores:
            message = f"the store {key!r} in 'aiarticle.stores' is not configured{did_you_mean(key, stores)}"
            yield Problem(subtype=Subtype.STORE, message=message, line=lines.get("aiarticle.stores"), subject=key)


def has_faq(env: BuildEnvironment) -> bool:
    """Whether questions are read from the headings of the page that is being read.

    So it is in a Hugo article, and on pages whose name or front matter asks for it.
    """
    source = source_of(env)
    if source and source.article.faq is not None:
        return source.article.faq
    patterns = settings(env.config).faq_pages
    return bool(source and source.is_hugo) or (bool(patterns) and matcher(patterns)(env.docname))


def keep_source(env: BuildEnvironment, source: Source) -> None:
    """Keep *source* for :func:`source_of`."""
    env.current_document[_KEY] = source


def source_of(env: BuildEnvironment) -> Source | None:
    """Return what :func:`on_source_read` kept for the document that is being read."""
    found = env.current_document.get(_KEY)
    return found if isinstance(found, Source) else None


def language_of_page(env: BuildEnvironment) -> Language:
    """Return the language of the page that is being read."""
    source = source_of(env)
    return language_of(env.config, source.article.language if source else "")


def stores_of_page(env: BuildEnvironment) -> tuple[str, ...]:
    """Return the stores to which boxes of the page that is being read link, in button order."""
    configured = settings(env.config).stores
    source = source_of(env)
    if source is None or source.article.stores is None:
        return tuple(configured)
    return tuple(key for key in source.article.stores if key in configured)  # of others the page is warned


def _for_parser(text: str, block: Block, article: Article, config: Config, *, keeps_keys: bool) -> str:
    """Return the text of a Markdown document as its parser gets it: every line keeps its number.

    The keys of an article are read by now, and MyST-Parser would spend a millisecond on reading them twice; the title
    becomes a heading where there is none. What a parser would warn of again is taken out, too. With *keeps_keys* the
    keys of an article stay, because another extension looks for them in the doctree.
    """
    if not (block.length or block.safe):  # it never ends; its first line would be a line across the page
        return text.partition("\n")[1] + text.partition("\n")[2]
    is_empty = block.length > 2 and not block.data  # a list or a text
    heading = _missing_heading(text, block)
    if not (article.is_article or is_empty or heading or not block.safe):
        return text
    rest = dict(block.data)
    if article.is_article:
        sets_heading = config.myst_title_to_header or "title_to_header" in str(rest.get("myst", ""))
        kept = ARTICLE_KEYS if keeps_keys else ("title",) if sets_heading and not heading else ()
        rest = {
            key: rest[key] for key in rest if key in kept or (key not in ARTICLE_KEYS and key.lower() not in _PRINTED)
        }
    head = ["---", flow_line(rest), "---"] if rest else []
    if rest == {"title": block.data.get("title")} and heading:
        head = []
    if heading:
        head.append("# " + _MARKUP.sub(r"\\\g<0>", heading))  # the title is text, not Markdown
    if len(head) > block.length:
        return text
    return "\n".join(head + [""] * (block.length - len(head)) + text.split("\n")[block.length :])


def _missing_heading(text: str, block: Block) -> str:
    """Return the title in the front matter of a Markdown page that has no heading of level 1, else nothing."""
    title = title_of(block)
    if not title or "title_to_header" in str(block.data.get("myst", "")):
        return ""
    return "" if has_title(text.split("\n", block.length)[-1]) else title
