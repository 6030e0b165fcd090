"""Changes to a doctree as it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import myst_parser
from docutils import nodes
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from sphinx.transforms import SphinxTransform

from sphinx_aiarticle.components.article import add_header
from sphinx_aiarticle.diagnostics import report
from sphinx_aiarticle.domain import articles_of
from sphinx_aiarticle.model.article import Article, is_broken
from sphinx_aiarticle.nodes import summary_box, walk
from sphinx_aiarticle.reading.sections import Sections
from sphinx_aiarticle.reading.source import is_rst, source_of
from sphinx_aiarticle.site.relinking import HugoAnchors, HugoImages, HugoLinks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


#: Whether addresses are escaped twice: once by the parser, once by the writer.
ESCAPES = tuple(map(int, myst_parser.__version__.split(".")[:2])) < (5, 1)


class Addresses(SphinxTransform):
    """Undoes the parser's own escaping of addresses, with which ``?a=1&tag=x`` leads elsewhere, and pays nobody."""

    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Replace the four references that ``markdown_it.common.utils.escapeHtml`` writes."""
        if is_rst(self.config, self.env, self.env.docname):
            return
        for link in self.document.findall(nodes.reference):
            if type(link) is nodes.reference and "&" in (uri := str(link.get("refuri", ""))):
                for escaped, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
                    uri = uri.replace(escaped, character)
                link["refuri"] = uri


def metas_of(document: nodes.document) -> Iterator[nodes.meta]:
    """Yield the ``meta`` nodes that a parser has put into *document*; MyST-Parser 4 wraps them."""
    for node in document.children:
        wrapped = node.details.get("nodes", ()) if isinstance(node, nodes.pending) else (node,)
        yield from (meta for meta in wrapped if isinstance(meta, nodes.meta))


class FrontMatter(SphinxTransform):
    """Warns of what is wrong in the front matter, keeps it, and puts into the document what is to be seen of it."""

    default_priority = 10  # before the translations (20)

    def apply(self, **kwargs: Any) -> None:
        """Add the header of an article, and the description as a ``meta`` node."""
        source = source_of(self.env)
        if source is None:
            return
        report(source.problems, self.env.docname)
        article = source.article
        events = self.env.events
        if events.listeners.get("aiarticle-article-read"):  # else Sphinx prints the article for its debug log
            replaced = events.emit_firstresult("aiarticle-article-read", self.env.docname, article)
            article = replaced if isinstance(replaced, Article) else article
        articles_of(self.env).articles[self.env.docname] = article
        if article.is_article:
            add_header(self.env, self.document, article, is_hugo=source.is_hugo)
        if article.description:
            self._describe(article.description, source.lines.get("description", 1))

    def _describe(self, description: str, line: int) -> None:
        """Add a description unless the page has one of its own, or a summary that says it better."""
        if any(meta.get("name") == "description" for meta in metas_of(self.document)):
            return
        if is_broken(description) and any(isinstance(node, summary_box) for node in walk(self.document)):
            return
        meta = nodes.meta(name="description", content=description)
        meta.source, meta.line = self.document["source"], line
        self.document.insert(0, meta)


class HugoCode(SphinxTransform):
    """Lets code of Hugo articles be as it is: their fences name files and languages that Pygments does not know."""

    default_priority = 300

    def apply(self, **kwargs: Any) -> None:
        """Fall back to plain text for unknown languages, and do not warn of code that its language's lexer refuses."""
        source = source_of(self.env)
        if source is None or not source.is_hugo:
            return
        for block in self.document.findall(nodes.literal_block):
            block["force"] = True
            language = str(block.get("language", "")).partition(":")[0]  # "python:main.py"
            block["language"] = language if _is_known(language) else "text"


def _is_known(language: str) -> bool:
    try:
        get_lexer_by_name(language)
    except ClassNotFound:
        return language == "none"  # "default" is Python wherever Python can be made of it
    return True


def add_transforms(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(Sections)
    app.add_transform(FrontMatter)
    if ESCAPES:
        app.add_transform(Addresses)
    for reading in (HugoCode, HugoAnchors, HugoImages, HugoLinks):
        app.add_transform(reading)
