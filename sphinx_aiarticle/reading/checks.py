"""Run the lint on documents as they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.check.findings import lint_shop_links
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, handles, report
from sphinx_aiarticle.lint.articles import fix_emphasis_in_text, is_suspicious, lint_front_matter, lint_markdown
from sphinx_aiarticle.lint.json_ld import lint_json_ld
from sphinx_aiarticle.model.problem import Problem
from sphinx_aiarticle.reading.documents import is_rst
from sphinx_aiarticle.reading.source import Source, source_of
from sphinx_aiarticle.recognise.headings import faq_keys
from sphinx_aiarticle.recognise.link_places import Syntax
from sphinx_aiarticle.recognise.prose import prose_lines, prose_of
from sphinx_aiarticle.recognise.tokens import questions_of

if TYPE_CHECKING:
    from markdown_it.token import Token

    from sphinx_aiarticle.hugo.text import HugoText


_KEY = "aiarticle-unread"
#: Checks that need all articles, or the finished page.
_NOT_BY_DOCUMENT = frozenset({Subtype.LINT_DUPLICATE_TITLE, Subtype.LINT_DUPLICATE_SLUG, Subtype.LINT_LINK})


@handles("source-read", priority=400)
def before_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Keep the text as its author wrote it, for the checks of what reading drops and moves."""
    if settings(app.config).lint & {Subtype.EMBEDDED_JSON_LD, Subtype.LINT_AFFILIATE}:
        app.env.current_document[_KEY] = source[0]


@handles("source-read", priority=600)
def after_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn of what the project wants to know about an article, and fix its bold text."""
    conf = settings(app.config)
    wanted = conf.lint - _NOT_BY_DOCUMENT
    if not (wanted or conf.mend_emphasis):
        return
    read = source_of(app.env)
    is_hugo = bool(read and read.is_hugo)  # the text of an article is checked when it is parsed
    in_rst = not is_hugo and is_rst(app.env, docname)
    start = _body(source[0])
    unread = str(app.env.current_document.get(_KEY) or "")
    if conf.mend_emphasis and not (in_rst or is_hugo):
        source[0] = fix_emphasis_in_text(source[0], start)
    if Subtype.LINT_AFFILIATE in wanted:
        syntax = Syntax.RST if in_rst else Syntax.MARKDOWN
        report(lint_shop_links(unread, syntax, tuple(conf.stores.values()), adds_ids=conf.add_ids), docname)
    if wanted and read and read.article.is_article and not is_hugo:
        problems = _problems(read, source[0].split("\n"), start, in_rst=in_rst)
        report((problem for problem in problems if problem.subtype in wanted), docname)


def check_hugo(env: BuildEnvironment, read: Source, lines: Sequence[str], found: HugoText, tokens: list[Token]) -> None:
    """Warn of what the project wants to know about a Hugo article that has been parsed."""
    conf = settings(env.config)
    wanted = conf.lint - _NOT_BY_DOCUMENT
    if not wanted:
        return
    problems = [
        *lint_front_matter(read.article, read.lines, "\n".join(lines)),
        # What a shortcode has made of a call may be longer than the file.
        *lint_markdown(lines, (number for number in prose_of(tokens) if number < len(lines))),
    ]
    if found.scripts and Subtype.EMBEDDED_JSON_LD in wanted:
        keys = faq_keys(conf.faq_headings)
        problems += lint_json_ld(found.scripts, questions_of(tokens, lines, keys))
    report((problem for problem in problems if problem.subtype in wanted), env.docname)


def _problems(read: Source, lines: Sequence[str], start: int, *, in_rst: bool) -> Iterator[Problem]:
    yield from lint_front_matter(read.article, read.lines, "\n".join(lines[start:]))
    suspicious = [] if in_rst else [number for number in range(start, len(lines)) if is_suspicious(lines[number])]
    if suspicious:
        prose = frozenset(prose_lines(lines))
        yield from lint_markdown(lines, filter(prose.__contains__, suspicious))


def _body(text: str) -> int:
    """Return the 0-based line where the text below the front matter begins."""
    if not text.startswith("---\n"):
        return 0
    end = text.find("\n---\n", 3)
    return text.count("\n", 0, end) + 2 if end >= 0 else 0
