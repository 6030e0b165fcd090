"""Read Hugo articles with MyST-Parser, to which Hugo's syntax is added as rules.

The only module that touches the inside of MyST-Parser: ``create_md_parser`` is public in practice only, and its
renderer fills the document.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import Any

from docutils import nodes
from docutils.parsers import Parser
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote.index import footnote_ref
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError

from sphinx_aiarticle.config import settings as configured
from sphinx_aiarticle.diagnostics import warn_of_error
from sphinx_aiarticle.hugo.headings import SLUGS
from sphinx_aiarticle.hugo.rules import hugo_plugin
from sphinx_aiarticle.hugo.shortcodes.expansion import Shortcodes
from sphinx_aiarticle.hugo.site_context import MERMAID, REFERENCE_SCHEME
from sphinx_aiarticle.hugo.text import HugoText
from sphinx_aiarticle.lint.articles import fix_emphasis
from sphinx_aiarticle.myst import literal
from sphinx_aiarticle.reading.anchors import use_ids
from sphinx_aiarticle.reading.checks import check_hugo
from sphinx_aiarticle.reading.shortcodes import UNKNOWN, is_unknown, site_context
from sphinx_aiarticle.reading.source import TARGETS, Source, keep_source, source_of
from sphinx_aiarticle.recognise.headings import faq_keys, heading_key
from sphinx_aiarticle.recognise.tokens import BOX, product_options

_ALL_LEVELS = 6  # of headings have anchors in Hugo
# Dollar signs and backslashes in prose are prices and paths, not formulas, and braces are shortcodes; of the others the
# site decides.
_NEVER = frozenset(
    {"dollarmath", "amsmath", "substitution", "linkify", "gfm_autolink", "strikethrough", "deflist", "tasklist"}
)
# What MyST reads at the beginning of a line, or of the text in a directive, and Hugo does not.
_MYST_ONLY = ("front_matter", "myst_line_comment", "myst_block_break", "myst_target")


def hugo_parser(base: type[Parser]) -> type[Parser]:
    """Return a parser that reads Hugo articles itself and leaves every other document to *base*."""

    class HugoParser(base):  # type: ignore[valid-type, misc]
        def parse(self, inputstring: str, document: nodes.document) -> None:
            env = document.settings.env
            source = source_of(env)
            if source is None or not source.is_hugo:
                super().parse(inputstring, document)
                return
            try:
                read_hugo_text(inputstring, document, env, source)
            except SphinxError:
                raise
            except Exception as error:  # the page is read as plain Markdown, from the beginning
                warn_of_error(error, env.docname)
                _empty(document)
                text = with_heading(inputstring, source.title[0])
                try:
                    super().parse(text, document)
                except Exception:  # of MyST-Parser, such as at thousands of nested directives
                    _empty(document)
                    super().parse("", document)  # prepares what its transforms ask for
                    document += nodes.literal_block(text, text)

    HugoParser.__name__ = HugoParser.__qualname__ = f"Hugo{base.__name__}"
    return HugoParser


def _empty(document: nodes.document) -> None:
    """Take everything out of a document that was read in part."""
    nodes.document.__init__(document, document.settings, document.reporter, source=document["source"])


def with_heading(text: str, title: str) -> str:
    """Return the text of an article with its title in the first of the blank lines that its front matter has left."""
    return f"# {literal(title)}{text}" if title and text.startswith("\n") else text


class _Renderer(SphinxRenderer):
    """Makes nodes of product boxes, by the directive with which authors write them."""

    def render_product_box(self, token: SyntaxTreeNode) -> None:
        box = token.meta[BOX]
        self.render_directive(token, "aiarticle:product-box", box.name, additional_options=product_options(box))


def read_hugo_text(text: str, document: nodes.document, env: BuildEnvironment, source: Source) -> None:
    """Read a Hugo article, its front matter blanked, into an empty document, and keep what was found in it."""
    title, line = source.title
    conf = configured(env.config)
    keys = faq_keys(conf.faq_headings)
    hugo = HugoText(
        shortcodes=Shortcodes(site_context(env.config, source.page)),
        has_title=bool(title),
        is_faq=heading_key(title) in keys,
        faq_keys=keys,
    )
    if conf.mend_emphasis:
        hugo.edit = fix_emphasis
    hugo.shortcodes.whole = text
    md = _parser(env, document, hugo)
    settings: dict[str, Any] = {}
    tokens = md.parse(hugo.shortcodes.with_addresses(text), settings)
    check_hugo(env, source, text.split("\n"), hugo, tokens)
    hugo.shortcodes.is_nested = True
    md.renderer.render([*_title_tokens(title, line), *tokens], md.options, settings)
    use_ids(env, document, {line: id_ for line, id_ in hugo.heading_ids.items() if line not in hugo.anchors})
    targets = [target for target in hugo.targets if not _is_elsewhere(target)]
    problems = (problem for problem in hugo.shortcodes.problems if not is_unknown(problem))
    UNKNOWN.keep(env, env.docname, tuple(hugo.shortcodes.unknown))
    TARGETS.keep(env, env.docname, tuple(sorted(target for target in targets if not target.startswith("#"))))
    found = replace(
        source,
        problems=(*source.problems, *sorted(problems, key=lambda problem: problem.line or 0)),
        anchors=dict(hugo.anchors),
        has_relative_links=any(target.startswith(("#", "./", "../")) for target in targets),
        html_ids=tuple(hugo.html_ids),
    )
    keep_source(env, found)


def _parser(env: BuildEnvironment, document: nodes.document, hugo: HugoText) -> MarkdownIt:
    config = copy(env.myst_config)  # type: ignore[attr-defined]  # its own copy() checks all that has been checked
    goldmark = hugo.goldmark
    config.enable_extensions = (set(config.enable_extensions) - _NEVER).union(goldmark.extensions)
    if MERMAID in env.config.extensions:
        config.fence_as_directive = {*config.fence_as_directive, "mermaid"}
    config.heading_anchors = _ALL_LEVELS
    config.heading_slug_func = SLUGS[goldmark.heading_ids]
    config.disable_syntax = [*config.disable_syntax, *_MYST_ONLY]
    md = create_md_parser(config, _Renderer)
    md.inline.ruler.at("footnote_ref", footnote_ref)  # of notes that there are
    hugo_plugin(md, hugo)
    md.options["document"] = document
    return md


def _title_tokens(title: str, line: int) -> list[Token]:
    """Return the heading that a page gets of its title, which is text and no Markdown."""
    if not title:
        return []
    place = [line - 1, line]
    text = Token("text", "", 0, content=title)
    return [
        Token("heading_open", "h1", 1, map=place, markup="#", block=True),
        Token("inline", "", 0, map=place, level=1, content=title, children=[text], block=True),
        Token("heading_close", "h1", -1, markup="#", block=True),
    ]


def _is_elsewhere(target: str) -> bool:
    scheme, colon, _ = target.partition(":")
    return target.startswith("//") or (
        bool(colon) and scheme.isascii() and scheme.replace("+", "").isalnum() and f"{scheme}:" != REFERENCE_SCHEME
    )


def setup(app: Sphinx) -> None:
    """Read Markdown with a parser that knows Hugo, made of the one that is registered by now."""
    suffixes = [suffix for suffix, kind in app.config.source_suffix.items() if kind == "markdown"]
    if suffixes and "markdown" in app.registry.source_parsers:
        app.add_source_parser(hugo_parser(app.registry.source_parsers["markdown"]), override=True)
