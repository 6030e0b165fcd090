"""Run the lint on documents as they are read, and on all articles together at the end."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes

from sphinx_aiarticle import hugo
from sphinx_aiarticle.check.findings import lint_shop_links
from sphinx_aiarticle.components.products.catalogue import catalog_files
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, report, warn
from sphinx_aiarticle.domain import articles_of
from sphinx_aiarticle.lint.articles import find_shared_slugs, find_shared_titles, lint_front_matter, lint_json_ld
from sphinx_aiarticle.lint.markdown import lint_markdown, mend_markdown
from sphinx_aiarticle.reading.source import is_rst, source_of
from sphinx_aiarticle.recognise.addresses import Syntax

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_aiarticle.config import Settings
    from sphinx_aiarticle.model.problem import Problem
    from sphinx_aiarticle.reading.source import Source


_KEY = "aiarticle-unread"
#: Checks that need all articles, or the finished page.
_NOT_BY_DOCUMENT = frozenset({Subtype.LINT_DUPLICATE_TITLE, Subtype.LINT_DUPLICATE_SLUG, Subtype.LINT_LINK})


def before_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Keep the text as its author wrote it, for the checks of what reading drops and moves."""
    if settings(app.config).lint & {Subtype.EMBEDDED_JSON_LD, Subtype.LINT_AFFILIATE}:
        app.env.current_document[_KEY] = source[0]


def after_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn of what the project wants to know about an article, and mend its bold text."""
    conf = settings(app.config)
    wanted = conf.lint - _NOT_BY_DOCUMENT
    if not (wanted or conf.mend_emphasis):
        return
    read = source_of(app.env)
    in_rst = is_rst(app.config, app.env, docname)
    start = _body(source[0])
    unread = str(app.env.current_document.get(_KEY) or "")
    if conf.mend_emphasis and not in_rst:
        source[0] = mend_markdown(source[0], start)
    if Subtype.LINT_AFFILIATE in wanted:
        syntax = Syntax.RST if in_rst else Syntax.MARKDOWN
        report(lint_shop_links(unread, syntax, tuple(conf.stores.values()), adds_ids=conf.add_ids), docname)
    if wanted and read and (read.article.is_article or read.is_hugo):
        problems = _problems(conf, read, source[0].split("\n"), start, unread, in_rst=in_rst)
        report((problem for problem in problems if problem.subtype in wanted), docname)


def _problems(
    conf: Settings, read: Source, lines: Sequence[str], start: int, unread: str, *, in_rst: bool
) -> Iterator[Problem]:
    yield from lint_front_matter(read.article, read.lines, "\n".join(lines[start:]))
    if not in_rst:
        yield from lint_markdown(lines, start)
    if read.is_hugo and "<script" in unread:
        headings = (*hugo.FAQ_HEADINGS, *conf.faq_headings)
        yield from lint_json_ld(unread, hugo.convert(unread, faq_headings=headings).constructs)


def _body(text: str) -> int:
    """Return the 0-based line where the text below the front matter begins."""
    if not text.startswith("---\n"):
        return 0
    end = text.find("\n---\n", 3)
    return text.count("\n", 0, end) + 2 if end >= 0 else 0


def on_env_check_consistency(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of articles that share a title or an address, each warning names all of them; and of links of catalogues."""
    wanted, domain = settings(app.config).lint, articles_of(env)
    if Subtype.LINT_AFFILIATE in wanted:
        _check_catalogs(settings(app.config))
    if Subtype.LINT_DUPLICATE_TITLE in wanted:
        for found in find_shared_titles(domain.articles):
            names = ", ".join(map(repr, found.docnames))
            message = "%d articles have the title %r: %s; say in each what only it is about"
            place = _place_of(env, "title", found.docnames[-1])
            warn(Subtype.LINT_DUPLICATE_TITLE, message, len(found.docnames), found.value, names, location=place)
    if Subtype.LINT_DUPLICATE_SLUG in wanted and domain.hugo:
        for found in find_shared_slugs({docname: domain.articles[docname] for docname in domain.hugo}):
            names, winner = ", ".join(map(repr, found.docnames)), domain.table.find(found.value)
            message = "%d articles have the address %r by their slug: %s; it leads to %r. Give each a slug of its own"
            place = _place_of(env, "slug", max(docname for docname in found.docnames if docname != winner))
            warn(Subtype.LINT_DUPLICATE_SLUG, message, len(found.docnames), found.value, names, winner, location=place)


def _check_catalogs(conf: Settings) -> None:
    for path in catalog_files(conf):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeError):
            continue  # whoever reads the catalogue has said so
        for problem in lint_shop_links(text, Syntax.TOML, tuple(conf.stores.values())):
            warn(problem.subtype, "%s", problem.message, location=f"{path}:{problem.line}")


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


def _place_of(env: BuildEnvironment, key: str, docname: str) -> tuple[str, int | None]:
    """Return where a front matter key of a document stands, in whichever form it is written."""
    pattern = re.compile(rf"\s*[:\"']?{key}[\"']?\s*[:=]")
    try:
        lines = Path(env.doc2path(docname)).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeError):
        return docname, None
    return docname, next((number for number, line in enumerate(lines, 1) if pattern.match(line)), None)
