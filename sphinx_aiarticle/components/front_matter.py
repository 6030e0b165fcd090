"""The front matter of a document, as the rest of the page gets to know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_aiarticle.components.directive import add_component
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.config_checks import author_problem
from sphinx_aiarticle.diagnostics import Subtype, guarded, report
from sphinx_aiarticle.domain import Table
from sphinx_aiarticle.model.article import Article, is_broken
from sphinx_aiarticle.model.problem import Problem, said_once
from sphinx_aiarticle.nodes import SemanticNode, find_elements
from sphinx_aiarticle.reading.source import ARTICLES, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_aiarticle.reading.source import Source

#: What the front matter of each document names and nobody knows: keys, authors, stores. Each is told once for the site.
UNKNOWN_NAMES: Table[tuple[Problem, ...]] = Table(name="unknown_names", default=())


def metas_of(document: nodes.document) -> Iterator[nodes.meta]:
    """Yield the ``meta`` nodes that a parser has put into *document*; MyST-Parser 4 wraps them."""
    for node in document.children:
        wrapped = node.details.get("nodes", ()) if isinstance(node, nodes.pending) else (node,)
        yield from (meta for meta in wrapped if isinstance(meta, nodes.meta))


class aiarticle_description(SemanticNode, nodes.meta):
    """The description of a page, for search engines."""


class FrontMatter(SphinxTransform):
    """Warns of what is wrong in the front matter, keeps it, and gives the page its description."""

    default_priority = 10  # before the translations (20)

    @guarded
    def apply(self, **kwargs: Any) -> None:
        """Add the description as a ``meta`` node."""
        source = source_of(self.env)
        if source is None:
            return
        problems = (*source.problems, *self._author_problems(source))
        report((problem for problem in problems if not problem.subject), self.env.docname)
        UNKNOWN_NAMES.keep(self.env, self.env.docname, tuple(problem for problem in problems if problem.subject))
        article = source.article
        events = self.env.events
        if events.listeners.get("aiarticle-article-read"):  # else Sphinx prints the article for its debug log
            replaced = events.emit_firstresult("aiarticle-article-read", self.env.docname, article)
            article = replaced if isinstance(replaced, Article) else article
        ARTICLES.keep(self.env, self.env.docname, article)
        if article.description:
            self._describe(article.description, source.lines.get("description", 1))

    def _author_problems(self, source: Source) -> Iterator[Problem]:
        """Yield the authors who should be in ``aiarticle_authors``: a misspelt name, or a key."""
        known = settings(self.config).authors
        line = source.lines.get("author") or source.lines.get("authors")
        for name in source.article.authors:
            if message := author_problem(name, known):
                yield Problem(subtype=Subtype.FRONT_MATTER, message=message, line=line, subject=name)

    def _describe(self, description: str, line: int) -> None:
        """Add a description unless the page has one of its own, or a summary that says it better."""
        if any(meta.get("name") == "description" for meta in metas_of(self.document)):
            return
        if is_broken(description) and any(node.describes_page for node in find_elements(self.document, SemanticNode)):
            return
        meta = aiarticle_description(name="description", content=description)
        meta.source, meta.line = self.document["source"], line
        self.document.insert(0, meta)


@guarded
def on_env_check_consistency(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of each unknown name once for the site."""
    found = ((docname, problem) for docname, unknown in sorted(UNKNOWN_NAMES.of(env).items()) for problem in unknown)
    for docname, problem, _ in said_once(found):
        report([problem], docname)


@guarded
def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Give the text of a page its language: docutils makes ``lang`` of such a class.

    It comes after all transforms, of which one would make quotation marks of that language.
    """
    tag = ARTICLES.get(app.env, app.env.docname).language
    for section in document.children if tag else ():
        if isinstance(section, nodes.section):
            section["classes"].append(f"language-{tag}")


def setup(app: Sphinx) -> None:
    """Register the component."""
    add_component(app, aiarticle_description)
    app.add_event("aiarticle-article-read")
    app.add_transform(FrontMatter)
    app.connect("doctree-read", on_doctree_read)
    app.connect("env-check-consistency", on_env_check_consistency)
