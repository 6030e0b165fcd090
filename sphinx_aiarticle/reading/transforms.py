"""Changes to a doctree as it is read: the title of the page, addresses, code, and images named by their path."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import Final, cast
from urllib.parse import unquote

import myst_parser
from docutils import nodes
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.diagnostics import Subtype, transform, warn
from sphinx_aiarticle.node_text import unmarked
from sphinx_aiarticle.nodes import find_elements, main_section
from sphinx_aiarticle.reading.documents import is_markdown, is_rst
from sphinx_aiarticle.reading.named_files import find_image, is_file, source_uri
from sphinx_aiarticle.reading.source import source_of
from sphinx_aiarticle.url import below_base

MYST_VERSION: Final = tuple(map(int, myst_parser.__version__.split(".")[:2]))
#: Whether addresses are escaped twice: once by the parser, once by the writer.
ESCAPES = MYST_VERSION < (5, 1)


_TAKEN: Final = re.compile(r"\\[\\\"'.`-]")  # by docutils.utils.smartquotes.processEscapes
_LITERAL: Final = (nodes.literal, nodes.FixedTextElement, nodes.math, nodes.raw)


@transform(priority=5)
def plain_addresses(app: Sphinx, document: nodes.document) -> None:
    """Undo the parser's own escaping of addresses, with which ``?a=1&tag=x`` leads elsewhere, and pays nobody.

    It writes four references, those of ``markdown_it.common.utils.escapeHtml``.
    """
    if not ESCAPES or not is_markdown(app.env, app.env.docname):
        return
    for link in document.findall(nodes.reference):
        if type(link) is nodes.reference and "&" in (uri := str(link.get("refuri", ""))):
            for escaped, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
                uri = uri.replace(escaped, character)
            link["refuri"] = uri


@transform(priority=740)  # before smart quotes
def keep_backslashes(app: Sphinx, document: nodes.document) -> None:
    """Keep backslashes of Markdown, such as those of formulas: smart quotes take some, as marks of plain quotes.

    The quotes of the elements whose text would lose one are left as they are. Pages without a date and a title are
    none of ours, and may be written with that in mind.
    """
    config, source = app.config, source_of(app.env)
    excluded = config.smartquotes_excludes.get("languages", ())
    if not config.smartquotes or config.language in excluded or not is_markdown(app.env, app.env.docname):
        return
    if source is None or not (source.is_hugo or source.article.is_article or source.title[0]):
        return
    for text in document.findall(nodes.Text):
        if "\\" in text and _TAKEN.search(text) and not isinstance(text.parent, _LITERAL):
            text.parent["support_smartquotes"] = False


@transform(priority=7)  # before all that look for the title
def give_title(app: Sphinx, document: nodes.document) -> None:
    """Give a page its title in the front matter as a heading, where its text has none."""
    env = app.env
    source = source_of(env)
    if source is None or not source.title[0]:
        return
    text, line = source.title
    heading, own = main_section(document), (None, str(env.doc2path(env.docname)))
    if heading is not None and heading.source in own:
        said = unmarked(cast("nodes.title", heading[0])).astext()
        if _words(text) != _words(said):
            if source.article.is_article and not source.is_hugo:
                _warn_of_title(text, said, (env.docname, line))
        elif heading.line is not None and heading.line <= source.head:
            below = document.children[document.index(heading) + 1 :]
            if below and below[0].source != heading.source:
                document[:] = document.children[: -len(below)]
                heading += below
                _merge_included(heading, document)
        return
    if is_rst(env, env.docname) and not source.article.is_article:
        return
    # neither questions nor what is included from elsewhere are headings of the page
    section = nodes.section("", nodes.title(text, text))
    for node in (section, section[0]):
        node.source, node.line = document["source"], line
    outside = (nodes.meta, nodes.pending, nodes.field_list, nodes.docinfo, nodes.substitution_definition)
    kept = [child for child in document.children if isinstance(child, outside)]
    section += [child for child in document.children if not isinstance(child, outside)]
    document[:] = [*kept, section]
    if not _merge_included(section, document):
        section["names"].append(nodes.fully_normalize_name(text))
        document.note_implicit_target(section, section)


def _merge_included(section: nodes.section, document: nodes.document) -> bool:
    """Let the heading of an included file that says what the title says be one with it."""
    title = _words(section[0].astext())
    for part in section.children[1:]:
        if type(part) is nodes.section and part.source != section.source and _words(part[0].astext()) == title:
            start = section.index(part)
            section[0] = part[0]
            section[start : start + 1] = part.children[1:]
            labels = list(takewhile(lambda node: isinstance(node, nodes.target), section.children[start - 1 : 0 : -1]))
            for label in labels:  # above the heading, to which they lead
                section.remove(label)
                section.parent.insert(section.parent.index(section), label)
            for name in ("ids", "names", "classes"):
                section[name] += part[name]
            document.ids.update(dict.fromkeys(part["ids"], section))
            return True
    return False


def _warn_of_title(title: str, heading: str, location: tuple[str, int]) -> None:
    """Warn of a title in the front matter that says something else than the heading of the page, which is shown."""
    message = "the title %r is shown nowhere, because the page has the heading %r; delete one, or make them equal"
    warn(Subtype.FRONT_MATTER, message, title, " ".join(heading.split()), location=location)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@transform(priority=300)
def read_code_and_images(app: Sphinx, document: nodes.document) -> None:
    """Read the code and the images of Hugo articles as Hugo does.

    Their fences name files and languages that Pygments does not know. Their images are named by their path on the site,
    among the files that Hugo copies there; on other pages those are looked at whose names MyST-Parser has escaped,
    which Sphinx looks for as they are.
    """
    source = source_of(app.env)
    if source is None or not is_markdown(app.env, app.env.docname):
        return
    found: list[nodes.Element] = find_elements(document, (nodes.image, nodes.literal_block))
    for node in found:
        if isinstance(node, nodes.image):
            if source.is_hugo or "%" in node["uri"]:
                _name_file(node, app.env)
        elif source.is_hugo:
            node["force"] = True  # no warning of code that the lexer of its language refuses
            language = str(node.get("language", "")).partition(":")[0]  # "python:main.py"
            node["language"] = language if _is_known(language) else "text"


def _name_file(image: nodes.Element, env: BuildEnvironment) -> None:
    """Name the file of an image from the source folder; what is not found is left for Sphinx to warn of."""
    uri = image["uri"]
    if "://" in uri or uri.startswith(("//", "data:")) or is_file(env.relfn2path(uri, env.docname)[1]):
        return
    path = find_image(env, below_base(unquote(uri).partition("?")[0], env.config.html_baseurl))
    if path is not None:
        image["uri"] = source_uri(env, path)


@lru_cache(maxsize=256)
def _is_known(language: str) -> bool:
    try:
        get_lexer_by_name(language)
    except ClassNotFound:
        return language == "none"  # "default" is Python wherever Python can be made of it
    return True
