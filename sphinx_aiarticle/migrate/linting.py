"""The lint of articles before they move: the same checks as in a build that asks for them."""

from __future__ import annotations

from datetime import UTC
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

from sphinx_aiarticle.frontmatter import to_article
from sphinx_aiarticle.lint.articles import find_shared_titles, lint_front_matter, lint_json_ld
from sphinx_aiarticle.lint.markdown import lint_markdown
from sphinx_aiarticle.migrate.findings import Finding, left
from sphinx_aiarticle.model.problem import Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_aiarticle.migrate.addresses import Addresses
    from sphinx_aiarticle.migrate.pages import Page
    from sphinx_aiarticle.migrate.writer import Changed
    from sphinx_aiarticle.model.article import Article
    from sphinx_aiarticle.model.problem import Problem


_PAGES: Final = ("", ".html", ".md")  # what a link to a page ends in; other files may be anybody's


def lint_pages(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Yield what the authors of published pages would want to fix.

    Lint never needs a human: what it finds was on the Hugo site too, and moving changes nothing about it.

    Args:
        pages: The published pages by document name.
    """
    articles = {name: to_article(page.conversion.front_matter, timezone=UTC)[0] for name, page in pages.items()}
    for docname, page in pages.items():
        for problem in _problems(page, articles[docname]):
            yield left(lint_kind(problem.subtype), page.file.shown, problem.message, problem.line)
    for title, docnames in find_shared_titles(articles):
        page = pages[docnames[-1]]
        names = ", ".join(pages[docname].file.shown for docname in docnames)
        message = f"{len(docnames)} articles have the title {title!r}: {names}"
        line = page.conversion.front_matter.lines.get("title")
        yield left(lint_kind(Subtype.LINT_DUPLICATE_TITLE), page.file.shown, message, line)


def lint_links(changes: Iterable[Changed], page: Page, addresses: Addresses) -> Iterator[Finding]:
    """Yield the links of a page to pages of the site that do not exist.

    Args:
        changes: The links and images of the page.
        page: The page.
        addresses: The site.
    """
    host = urljoin(addresses.base_url, "/").rstrip("/")
    for change in changes:
        path = urlsplit(change.after.removeprefix(host)).path
        is_dead = change.after.startswith(f"{host}/") and not (change.image or addresses.answers(unquote(path)))
        if is_dead and change.after != change.before and PurePosixPath(path).suffix in _PAGES:
            message = f"The link {change.shown!r} leads to no page of this site; fix it, or take it out."
            yield left(lint_kind(Subtype.LINT_LINK), page.file.shown, message, page.line_of(change.shown))


def lint_kind(subtype: Subtype) -> str:
    """Return what reports call a kind of lint."""
    return f"lint: {subtype}"


def _problems(page: Page, article: Article) -> Iterator[Problem]:
    conversion = page.conversion
    lines = conversion.lines
    body = lines[conversion.front_matter.length :]
    yield from lint_front_matter(article, conversion.front_matter.lines, "\n".join(body))
    yield from lint_markdown(lines, conversion.prose)
    yield from lint_json_ld(conversion.scripts, conversion.questions)
