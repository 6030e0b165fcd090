"""The whole text of articles for feeds: kept when their pages are written, as HTML that says the same anywhere."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin
from weakref import WeakKeyDictionary

from sphinx_aiarticle.articles import articles_of
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import guarded
from sphinx_aiarticle.html import address as sites
from sphinx_aiarticle.html.files import write_whole
from sphinx_aiarticle.recognise.html import read_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_aiarticle.recognise.html import Element


_ADDRESSES: Final = ("href", "src", "poster")
_CANDIDATE: Final = re.compile(r"([^\s,][^\s]*)((?:\s+[^,]*)?(?:,|$)\s*)")
#: A feed has the title, dates, authors and cover of its own; the rest needs the page around it.
_LEFT_OUT: Final = frozenset({"h1", "script", "style", "link", "template", "button", "form"})
_LEFT_OUT_CLASSES: Final = frozenset({
    "headerlink", "aiarticle-header", "aiarticle-sr", "aiarticle-series", "aiarticle-writers", "aiarticle-related",
    "aiarticle-neighbours",
})  # fmt: skip

_wanted: WeakKeyDictionary[BuildEnvironment, Set[str]] = WeakKeyDictionary()


@guarded
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Find the articles whose text is in a feed, and return those of which no build has kept it."""
    plans = [plan for plan in settings(app.config).feeds if plan.excerpt == "content"]
    if not plans or not sites.has_own_pages(app.builder):
        _wanted.pop(env, None)
        return []
    articles = articles_of(env)
    found = {entry.docname for plan in plans for entry in articles.select(dict(plan.terms))[: plan.limit]}
    _wanted[env] = found
    return sorted(docname for docname in found if not _file_of(app.builder, docname).is_file())


@guarded
def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Keep the text of a page that is in a feed, and what was kept of another one no longer: its page is a new one."""
    builder, wanted = app.builder, _wanted.get(app.env)
    if doctree is None or wanted is None or not sites.has_own_pages(builder):
        return
    file = _file_of(builder, pagename)
    if pagename not in wanted:
        file.unlink(missing_ok=True)
        return
    url = sites.page_url(builder, sites.site_of(builder).base_url, pagename)
    content = feed_content(str(context.get("body") or ""), url).encode("utf-8", "replace")
    write_whole(file.parent, file, lambda partial: partial.write_bytes(content))


def content_of(builder: Builder, docname: str) -> str:
    """Return the text of an article as HTML, or nothing if none was kept."""
    try:
        return _file_of(builder, docname).read_text(encoding="utf-8")
    except OSError:
        return ""


def _file_of(builder: Builder, docname: str) -> Path:
    return Path(builder.doctreedir, f"aiarticle-feed-{builder.name}", docname, "content.html")


def feed_content(body: str, page_url: str) -> str:
    """Return the HTML of a page for readers who do not see the page: without its title, with absolute addresses.

    What else it says stays as it is, such as notices of advertising and ``rel`` of paid links.

    Args:
        body: The HTML.
        page_url: Where the page is.
    """
    edits = sorted(_edits(read_html(body).root, page_url), reverse=True)
    for begin, end, text in edits:
        body = body[:begin] + text + body[end:]
    return body.strip()


def _edits(root: Element, page_url: str) -> Iterator[tuple[int, int, str]]:
    waiting = root.elements
    while waiting:
        element = waiting.pop()
        if element.tag in _LEFT_OUT or not _LEFT_OUT_CLASSES.isdisjoint(element.get("class").split()):
            yield element.begin, element.end, ""
            continue
        waiting += element.elements
        for name in (*_ADDRESSES, "srcset"):
            attribute = element.attributes.get(name)
            if attribute and attribute.begin >= 0:
                absolute = _absolute_set if name == "srcset" else _absolute
                yield attribute.begin, attribute.end, escape(absolute(attribute.value, page_url))


def _absolute(address: str, page_url: str) -> str:
    try:
        return urljoin(page_url, address.strip())
    except ValueError:  # brackets that are not an address
        return address


def _absolute_set(addresses: str, page_url: str) -> str:
    return _CANDIDATE.sub(lambda match: _absolute(match[1], page_url) + match[2], addresses)


def setup(app: Sphinx) -> None:
    """Register what keeps the text of articles."""
    app.connect("env-updated", on_env_updated)
    app.connect("html-page-context", on_html_page_context, priority=450)
