"""Keep the site map of sphinx-sitemap in agreement with the pages: canonical addresses, and nothing unindexed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_aiarticle.config import conf_location
from sphinx_aiarticle.diagnostics import Subtype, guarded, warn
from sphinx_aiarticle.html.address import has_own_pages
from sphinx_aiarticle.reading.source import ARTICLES
from sphinx_aiarticle.site.indexing import lets_index

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


@guarded
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


@guarded
def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Exclude a page with ``noindex`` and a copy of another page, before sphinx-sitemap notes the page."""
    if "sphinx_sitemap" not in app.extensions or doctree is None or not has_own_pages(app.builder):
        return
    if ARTICLES.get(app.env, pagename).canonical_url or not lets_index(str(context.get("metatags") or "")):
        name = re.sub(r"([*?\[])", r"[\1]", pagename)
        patterns = (name + (app.config.html_file_suffix or ".html"), f"{name}/", name.removesuffix("index"))
        app.config.sitemap_excludes = [*app.config.sitemap_excludes, *patterns]


@guarded
def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Give index pages the address of their folder, which is their canonical one, after sphinx-sitemap has written."""
    if exception or "sphinx_sitemap" not in app.extensions or not has_own_pages(app.builder):
        return
    path = Path(app.outdir, app.config.sitemap_filename)
    if path.is_file():
        index = re.escape(f"/index{app.builder.link_suffix}")
        text = re.sub(rf'{index}(?=<|")', "/", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
