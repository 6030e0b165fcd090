"""Run the lint on documents as they are read, and on all articles together at the end."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes

from sphinx_aiarticle import hugo, lint
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, report, warn
from sphinx_aiarticle.domain import articles_of
from sphinx_aiarticle.source import is_rst, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_aiarticle.config import Settings
    from sphinx_aiarticle.model.problem import Problem
    from sphinx_aiarticle.source import Source

_KEY = "aiarticle-unread"


def before_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Keep the text as its author wrote it, for the check of what reading drops."""
    if Subtype.EMBEDDED_JSON_LD in settings(app.config).lint:
        app.env.current_document[_KEY] = source[0]


def after_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn of what the project wants to know about an article, and mend its bold text."""
    conf = settings(app.config)
    if not (conf.lint or conf.mend_emphasis):
        return
    read = source_of(app.env)
    in_rst = is_rst(app.config, app.env, docname)
    start = _body(source[0])
    if conf.mend_emphasis and not in_rst:
        source[0] = lint.mend_markdown(source[0], start)
    if conf.lint and read and (read.article.is_article or read.is_hugo):
        unread = str(app.env.current_document.get(_KEY) or "")
        problems = _problems(conf, read, source[0].split("\n"), start, unread, in_rst=in_rst)
        report((problem for problem in problems if problem.subtype in conf.lint), docname)


def _problems(
    conf: Settings, read: Source, lines: Sequence[str], start: int, unread: str, *, in_rst: bool
) -> Iterator[Problem]:
    yield from lint.lint_front_matter(read.article, read.lines, "\n".join(lines[start:]))
    if not in_rst:
        yield from lint.lint_markdown(lines, start)
    if read.is_hugo and "<script" in unread:
        headings = (*hugo.FAQ_HEADINGS, *conf.faq_headings)
        yield from lint.lint_json_ld(unread, hugo.convert(unread, faq_headings=headings).constructs)


def _body(text: str) -> int:
    """Return the 0-based line where the text below the front matter begins."""
    if not text.startswith("---\n"):
        return 0
    end = text.find("\n---\n", 3)
    return text.count("\n", 0, end) + 2 if end >= 0 else 0


def on_env_check_consistency(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of articles that share a title or a slug; each warning names all of them."""
    if Subtype.LINT_DUPLICATE not in settings(app.config).lint:
        return
    for duplicate in lint.find_duplicates(articles_of(env).articles):
        names = ", ".join(map(repr, duplicate.docnames))
        last = duplicate.docnames[-1]
        location = (last, _line_of(duplicate.key, env.doc2path(last)))
        message = "%d articles have the %s %r: %s"
        count = len(duplicate.docnames)
        warn(Subtype.LINT_DUPLICATE, message, count, duplicate.key, duplicate.value, names, location=location)


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Warn of links in Hugo articles that lead to this site and found no page in it."""
    if Subtype.LINT_LINK not in settings(app.config).lint or docname not in articles_of(app.env).hugo:
        return
    base = app.config.html_baseurl.rstrip("/")
    for link in doctree.findall(nodes.reference):
        uri = str(link.get("refuri", ""))
        path = uri.removeprefix(base) if base and uri.startswith(f"{base}/") else uri
        if link.get("internal") or not path.startswith("/") or path.startswith("//"):
            continue
        if PurePosixPath(urlsplit(path).path).suffix in ("", ".html", ".md"):  # other files may be anybody's
            message = "the link %r leads to no page of this site"
            warn(Subtype.LINT_LINK, message, path, location=(docname, _line_above(link)))


def _line_above(node: nodes.Node | None) -> int | None:
    while node is not None and node.line is None:
        node = node.parent
    return node.line if node is not None else None


def _line_of(key: str, path: str | Path) -> int | None:
    """Return the line of a front matter key, in whichever form it is written."""
    pattern = re.compile(rf"\s*[:\"']?{key}[\"']?\s*[:=]")
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeError):
        return None
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), None)
