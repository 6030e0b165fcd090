"""A Markdown twin of each page, written with the page from the same nodes, beside the HTML file."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeGuard
from urllib.parse import quote, urljoin
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, handles, warn
from sphinx_aiarticle.domain import Cached, WrittenTable, title_of
from sphinx_aiarticle.entries import UNINDEXED, lets_index
from sphinx_aiarticle.html.address import makes_files_of_html, out_name, site_of
from sphinx_aiarticle.html.files import write_beside
from sphinx_aiarticle.html.view import image_src, tex_of
from sphinx_aiarticle.markdown.blocks import blocks
from sphinx_aiarticle.markdown.inline import TwinWriter
from sphinx_aiarticle.model.page import NOT_FOUND
from sphinx_aiarticle.node_text import without_unseen
from sphinx_aiarticle.stores.affiliate import is_affiliate, plain_url
from sphinx_aiarticle.url import is_web_url

#: Extensions that write files of the same names; who has both chose the other one first.
OTHERS: Final = ("sphinx_llm.txt", "sphinx_llm_friendly")
#: What a project lists in ``aiarticle_affiliate_builders`` for links that earn; that of sphinx-markdown-builder.
_NAME: Final = "markdown"
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)
_COMMENT: Final = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_WITHOUT: Final[WrittenTable[str]] = WrittenTable(name="without_twins")
_patterns: WeakKeyDictionary[Builder, list[str]] = WeakKeyDictionary()


def writes_twins(builder: Builder, app: Sphinx) -> TypeGuard[StandaloneHTMLBuilder]:
    """Whether the pages of a builder have twins: HTML files do, JSON files and books do not."""
    return (
        settings(app.config).markdown
        and makes_files_of_html(builder)
        and not any(name in app.extensions for name in OTHERS)
    )


def twin_name(builder: StandaloneHTMLBuilder, docname: str) -> str:
    """Return the path of a twin below the output folder: that of the page with ``.md`` in place of ``.html``.

    So what the page says relative to itself is true of its twin as well. The proposal of llms.txt would have ``.md``
    appended to the address (``page.html.md``); tools that look for twins strip ``.html`` first (afdocs 0.22,
    sphinx-llm 1.1 beside that form, sphinx-llm-friendly, sphinx-markdown-builder).
    """
    return f"{out_name(builder, docname).removesuffix(builder.out_suffix)}.md"


def has_twin(env: BuildEnvironment, docname: str) -> bool:
    """Whether a document has a twin: a Markdown file cannot say ``noindex``."""
    return docname in env.all_docs and docname != NOT_FOUND and not UNINDEXED.get(env, docname)


@handles("builder-inited")
def on_builder_inited(app: Sphinx) -> None:
    """Keep twins from being found as documents by the next build, where the output is in the folder of the sources."""
    out, top = Path(app.outdir), Path(app.srcdir)
    if writes_twins(app.builder, app) and out != top and out.is_relative_to(top):
        _patterns[app.builder] = app.config.exclude_patterns
        app.config.exclude_patterns = [*app.config.exclude_patterns, out.relative_to(top).as_posix()]


@handles("env-get-outdated")
def on_env_get_outdated(app: Sphinx, *found: object) -> tuple[str, ...]:
    """Restore the configuration, now that documents are found: a build reads everything again if it was another."""
    app.config.exclude_patterns = _patterns.pop(app.builder, app.config.exclude_patterns)
    return ()


@handles("env-updated")
def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have all pages written again when other documents have twins than before: any page may link to them."""
    if not writes_twins(app.builder, app):
        return []
    _twins_of.forget(app.builder)
    without = " ".join(sorted(UNINDEXED.of(env)))
    return sorted(env.all_docs) if _WITHOUT.update(app, {"": without}) else []


@handles("html-page-context", priority=900)  # all others have read the doctree
def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Write the twin of a page, and name it in the head of the page."""
    builder = app.builder
    if doctree is None or not writes_twins(builder, app):
        return
    name = twin_name(builder, pagename)
    path = Path(builder.outdir, name)
    if not has_twin(app.env, pagename) or not lets_index(context.get("metatags") or ""):
        path.unlink(missing_ok=True)
        return
    text = _head(app, builder, pagename, context) + markdown_of_page(app, builder, pagename, doctree)
    try:
        write_beside(path, text)
    except OSError as error:
        warn(Subtype.URL, "the Markdown twin of this page cannot be written: %s", error, location=pagename)
        return
    href = quote(posixpath.basename(name))
    context["metatags"] = (
        f'{context.get("metatags") or ""}<link rel="alternate" type="text/markdown" href="{href}" />\n'
    )


def markdown_of_page(app: Sphinx, builder: StandaloneHTMLBuilder, docname: str, doctree: nodes.document) -> str:
    """Return the Markdown of a page that the builder is at work on; the doctree is not changed."""
    addresses = _Addresses(builder, docname)
    tex = tex_of(builder)

    def number(node: nodes.Element) -> str:
        if isinstance(node, nodes.math_block):
            found = tex.number(node)
            return f"({found})" if found else ""
        if isinstance(node.parent, nodes.section):
            known = builder.secnumbers
            numbers = known.get(f"#{node.parent['ids'][0]}", known.get("")) if known and node.parent["ids"] else None
            return ".".join(map(str, numbers)) + app.config.html_secnumber_suffix if numbers else ""
        return tex.caption(node)

    writer = TwinWriter(link=addresses.link, image=addresses.image, raw_html=addresses.raw_html, number=number)
    return f"{blocks(doctree.children, writer)}\n"


class _Addresses:
    """What the links of one page lead to in its twin: twins, and shops without an id unless the project says so."""

    def __init__(self, builder: StandaloneHTMLBuilder, docname: str) -> None:
        conf = settings(builder.config)
        self._builder, self._forms = builder, conf.link_forms
        self._base = site_of(builder).base_url
        self._page = f"/{builder.get_target_uri(docname)}"
        self._folder = posixpath.dirname(twin_name(builder, docname))
        self._keeps_paid = _NAME in conf.affiliate_builders

    def link(self, node: nodes.Element) -> str:
        uri = str(node.get("refuri", ""))
        if isinstance(node, addnodes.download_reference) and "filename" in node:
            return self._whole(posixpath.join(self._builder.dlpath, quote(node["filename"])))
        if not uri:
            return f"#{node['refid']}" if node.get("refid") else ""
        if uri.startswith("#"):
            return uri
        if not node.get("internal"):
            return self._web(uri)
        path, mark, anchor = uri.partition("#")
        place = _joined(self._page.rpartition("/")[0] + "/", path).removeprefix("/")
        twin = _twins_of(self._builder).get(place)
        if twin is None:
            return self._whole(uri)
        return (f"{self._base}{twin}" if self._base else posixpath.relpath(twin, self._folder or ".")) + mark + anchor

    def image(self, uri: str) -> str:
        return self._whole(image_src(self._builder, uri))

    def raw_html(self, html: str) -> str:
        from sphinx_aiarticle.recognise.html import with_addresses, with_files

        seen = without_unseen(_COMMENT.sub("", html))
        seen = with_files(seen, lambda _tag, url: url if url.startswith("#") else self._whole(url))
        return seen if self._keeps_paid else with_addresses(seen, self._web)

    def _web(self, url: str) -> str:
        return url if self._keeps_paid or not is_affiliate(url, self._forms) else plain_url(url, self._forms)

    def _whole(self, uri: str) -> str:
        """Return an address of the site as one that is true anywhere, if the site has one itself."""
        return _joined(f"{self._base}{self._page[1:]}", uri) if self._base and not is_web_url(uri) else uri


@lru_cache(maxsize=1024)
def _joined(page: str, path: str) -> str:
    """Return what a link on a page leads to, and one that is no address as it is; pages have many alike."""
    try:
        return urljoin(page, path)
    except ValueError:
        return path


@Cached
def _twins_of(builder: StandaloneHTMLBuilder) -> Mapping[str, str]:
    """Return where twins are, by the addresses of their pages."""
    docnames = (docname for docname in builder.env.all_docs if has_twin(builder.env, docname))
    return {builder.get_target_uri(docname): quote(twin_name(builder, docname)) for docname in docnames}


def _head(app: Sphinx, builder: StandaloneHTMLBuilder, docname: str, context: Mapping[str, Any]) -> str:
    """Return front matter: what the head of the page says, and where the list of all twins is."""
    page = context.get("aiarticle") or {}
    base = site_of(builder).base_url
    up = "../" * twin_name(builder, docname).count("/")
    values = {
        "title": page.get("title") or title_of(app.env, docname),
        "description": page.get("description"),
        "url": context.get("pageurl"),
        "date": page.get("date"),
        "lastmod": page.get("lastmod"),
        "index": f"{base or up or './'}llms.txt",
    }
    lines = (f"{key}: {_ENCODER.encode(value)}\n" for key, value in values.items() if value)
    return f"---\n{''.join(lines)}---\n\n"
