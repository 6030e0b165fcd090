"""The site map: every page that search engines are to index, with what is known of it (https://www.sitemaps.org).

Where sphinx-sitemap writes it, that agrees with the pages: canonical addresses, and nothing unindexed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from xml.etree import ElementTree as Xml

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_aiarticle import __version__
from sphinx_aiarticle.components.articles.list_pages import listings_of
from sphinx_aiarticle.components.articles.translations import alternate_addresses
from sphinx_aiarticle.config import settings
from sphinx_aiarticle.diagnostics import Subtype, conf_location, handles, warn
from sphinx_aiarticle.domain import digest
from sphinx_aiarticle.entries import UNINDEXED, last_change, lets_index
from sphinx_aiarticle.html.address import has_own_pages, out_name, page_url, site_of, taken_files
from sphinx_aiarticle.html.files import WrittenFiles, is_extra, write_whole
from sphinx_aiarticle.model.page import NOT_FOUND
from sphinx_aiarticle.reading.source import ARTICLES

#: Addresses in one file (https://www.sitemaps.org/protocol.html), and pictures of one page
#: (https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps).
MOST_ADDRESSES, MOST_IMAGES = 50_000, 1_000
_FILE: Final = "sitemap.xml"
_MAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE: Final = "http://www.google.com/schemas/sitemap-image/1.1"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
#: Name of a page, its last change, its pictures, and its address in each language.
Page = tuple[str, "datetime | None", "Sequence[str]", "Mapping[str, str]"]


@handles("builder-inited")
def on_builder_inited(app: Sphinx) -> None:
    """Warn when sphinx-sitemap puts folders into addresses that the canonical links of pages do not have."""
    if "sphinx_sitemap" not in app.extensions or not has_own_pages(app.builder):
        return
    name, values = "sitemap_url_scheme", {"lang": app.config.language, "version": app.config.version}
    folders = [f"{{{key}}}" for key, value in values.items() if value and f"{{{key}}}" in getattr(app.config, name, "")]
    if folders:
        message = (
            "%s puts %s into the addresses of the site map, and the canonical links of pages are without it; write "
            '%s = "{link}", and the folders into html_baseurl if the site has them'
        )
        warn(Subtype.CONFIG, message, name, " and ".join(folders), name, location=conf_location(app.confdir, name))


@handles("html-page-context", priority=450)
def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Exclude what is no page of its own, and a page with ``noindex``, before sphinx-sitemap notes the page."""
    if "sphinx_sitemap" not in app.extensions or doctree is None or not has_own_pages(app.builder):
        return
    is_copy = bool(ARTICLES.get(app.env, pagename).canonical_url)
    if pagename == NOT_FOUND or is_copy or not lets_index(str(context.get("metatags") or "")):
        name = re.sub(r"([*?\[])", r"[\1]", pagename)
        patterns = (name + (app.config.html_file_suffix or ".html"), f"{name}/", name.removesuffix("index"))
        app.config.sitemap_excludes = [*app.config.sitemap_excludes, *patterns]


@handles("build-finished", priority=910)
def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the site map if it is another one, or complete that of sphinx-sitemap; delete files of an earlier one."""
    builder = app.builder
    if exception is not None or not has_own_pages(builder):
        return
    outdir, files = Path(builder.outdir), WrittenFiles(app, "sitemap")
    if "sphinx_sitemap" in app.extensions:
        _complete(app, builder, outdir / app.config.sitemap_filename)
    elif settings(app.config).sitemap and not is_extra(app, _FILE):
        base = site_of(builder).base_url
        pages = _pages(app, builder, base) if base else []
        like = page_url(builder, base, "folder/page")  # as those of all pages are, which take longer than all else
        mark = digest([__version__, MOST_ADDRESSES, like, pages])
        if pages and {*files.before.values()} == {mark} and all(Path(outdir, name).is_file() for name in files.before):
            return
        for name, tree in _files(builder, pages, base).items() if base else ():
            write_whole(outdir, outdir / name, partial(_write, tree))
            files.now[name] = mark
    files.finish()


def _pages(app: Sphinx, builder: StandaloneHTMLBuilder, base: str) -> list[Page]:
    """Return what there is to say of each page."""
    env = app.env
    images, taken = _images(app, builder, base), taken_files(builder)
    listed = (
        page
        for page, listing in listings_of(env).items()
        if listing.number == 1 and out_name(builder, page) not in taken
    )
    copies = {docname for docname, article in ARTICLES.of(env).items() if article.canonical_url}
    return [
        (page, last_change(app, page), images.get(page, ()), alternate_addresses(builder, page))
        for page in sorted({*env.all_docs, *listed} - {NOT_FOUND} - UNINDEXED.of(env).keys() - copies)
    ]


def _files(builder: StandaloneHTMLBuilder, pages: Sequence[Page], base: str) -> Mapping[str, Xml.Element]:
    """Return one file, or an index and its parts."""
    parts = []
    for start in range(0, len(pages), MOST_ADDRESSES):
        part = Xml.Element(f"{{{_MAP}}}urlset")
        for name, modified, images, alternates in pages[start : start + MOST_ADDRESSES]:
            url = Xml.SubElement(part, f"{{{_MAP}}}url")
            Xml.SubElement(url, f"{{{_MAP}}}loc").text = page_url(builder, base, name)
            _add_facts(url, modified, images)
            for language, href in alternates.items():
                Xml.SubElement(url, f"{{{_XHTML}}}link", rel="alternate", hreflang=language, href=href)
        parts.append(part)
    if len(parts) == 1:
        return {_FILE: parts[0]}
    index = Xml.Element(f"{{{_MAP}}}sitemapindex")
    files = {_FILE: index}
    for number, part in enumerate(parts, 1):
        name = f"sitemap-{number}.xml"
        Xml.SubElement(Xml.SubElement(index, f"{{{_MAP}}}sitemap"), f"{{{_MAP}}}loc").text = f"{base}{name}"
        files[name] = part
    return files


def _images(app: Sphinx, builder: StandaloneHTMLBuilder, base: str) -> Mapping[str, Sequence[str]]:
    """Return the addresses of the pictures of each document; Sphinx has copied them."""
    found: dict[str, list[str]] = {}
    for docnames, name in app.env.images.values():
        if Path(builder.outdir, builder.imagedir, name).is_file():
            for docname in docnames:
                found.setdefault(docname, []).append(f"{base}{builder.imagedir}/{quote(name)}")
    return {docname: sorted(urls)[:MOST_IMAGES] for docname, urls in found.items()}


def _add_facts(url: Xml.Element, modified: datetime | None, images: Sequence[str]) -> None:
    if modified:
        last, text = url.find(f"{{{_MAP}}}lastmod"), modified.isoformat(timespec="seconds")
        (last if last is not None else Xml.SubElement(url, f"{{{_MAP}}}lastmod")).text = text
    for image in images:
        Xml.SubElement(Xml.SubElement(url, f"{{{_IMAGE}}}image"), f"{{{_IMAGE}}}loc").text = image


def _complete(app: Sphinx, builder: StandaloneHTMLBuilder, path: Path) -> None:
    """Give the site map of sphinx-sitemap canonical addresses, dates and images."""
    if not path.is_file():
        return
    index = re.escape(f"/index{builder.link_suffix}")
    path.write_text(re.sub(rf'{index}(?=<|")', "/", path.read_text(encoding="utf-8")), encoding="utf-8")
    base = site_of(builder).base_url
    if not base:
        return
    root = Xml.parse(path).getroot()  # noqa: S314  # a file of this build
    pages = {page_url(builder, base, docname): docname for docname in app.env.all_docs}
    images = _images(app, builder, base)
    for url in root:
        docname = pages.get(url.findtext(f"{{{_MAP}}}loc", ""))
        if docname is not None:
            _add_facts(url, last_change(app, docname), images.get(docname, ()))
    _write(root, path)


def _write(root: Xml.Element, path: Path) -> None:
    for prefix, space in (("", _MAP), ("image", _IMAGE), ("xhtml", _XHTML)):
        Xml.register_namespace(prefix, space)
    Xml.indent(root)
    Xml.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
