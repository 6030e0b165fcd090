"""The registration table, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_aiarticle import __version__, articles, entries, lowering
from sphinx_aiarticle.components import (
    article,
    corrections,
    cover,
    details,
    disclosure,
    faq,
    front_matter,
    notice,
    origin,
    review,
    sections,
    summary,
    tutorial,
    video,
)
from sphinx_aiarticle.components.articles import ending, translations
from sphinx_aiarticle.components.articles import lists as article_lists
from sphinx_aiarticle.components.products import box, catalogue, lists, uses, xref
from sphinx_aiarticle.config import OPTIONS, RENAMED
from sphinx_aiarticle.config_checks import check_types, on_config_inited
from sphinx_aiarticle.config_values import CATALOG, LOCALE_DIR
from sphinx_aiarticle.domain import ArticleDomain, add_resolver
from sphinx_aiarticle.html import assets, pictures, software, tables, templating
from sphinx_aiarticle.page import context, data_files
from sphinx_aiarticle.reading import anchors, checks, parser, publishing, reading_time, shortcodes, transforms
from sphinx_aiarticle.reading.source import on_source_read
from sphinx_aiarticle.site import (
    breadcrumbs,
    bundles,
    feed_content,
    feeds,
    indexing,
    links,
    llms_txt,
    not_found,
    orphans,
    pages,
    redirects,
    relinking,
    search,
    sitemap,
    sitemap_xml,
    twins,
    unfinished,
    unmet,
)
from sphinx_aiarticle.site import checks as site_checks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


#: Everything that a page may be made of; each registers its nodes, directives, transforms and handlers.
COMPONENTS: Final = (
    front_matter, sections, cover, article, summary, faq, details, notice, disclosure,
    catalogue, box, lists, uses, xref, review, video, origin, tutorial, corrections, article_lists, ending, lowering,
)  # fmt: skip


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    # MyST-NB sets MyST-Parser up itself, and fails behind it as well as in front of it
    app.setup_extension("myst_nb" if "myst_nb" in app.config.extensions else "myst_parser")
    for option in OPTIONS:
        name, description = f"aiarticle_{option.name}", option.description
        app.add_config_value(name, option.default, option.rebuild, option.types, description)
    for old in RENAMED:
        app.add_config_value(f"aiarticle_{old}", None, "env", (bool,))
    app.add_config_value("aiarticle_templates_digest", "", "html", str)
    app.add_config_value("aiarticle_picture_sizes", "", "html", str)
    app.add_config_value("aiarticle_software_digest", "", "html", str)
    app.add_config_value("aiarticle_hugo_shortcodes_digest", "", "env", str)
    app.add_message_catalog(CATALOG, LOCALE_DIR)
    app.add_domain(ArticleDomain)
    app.add_event("aiarticle-json-ld")
    app.connect("config-inited", check_types, priority=700)  # before Sphinx does it (800), without a line
    app.connect("config-inited", on_config_inited, priority=900)
    for component in COMPONENTS:
        component.setup(app)
    tables.setup(app)
    data_files.setup(app)
    add_resolver(app, links.ArticleResolver())
    if transforms.ESCAPES:
        app.add_transform(transforms.Addresses)
    if not anchors.PRINTS_SLUGS:
        app.add_transform(anchors.Slugs)
    for transform in (
        transforms.PageTitle, transforms.HugoCode, anchors.Anchors,
        relinking.HugoAnchors, relinking.HugoImages, relinking.HugoLinks,
    ):  # fmt: skip
        app.add_transform(transform)
    app.connect("config-inited", shortcodes.on_config_inited, priority=901)
    app.connect("config-inited", parser.on_config_inited, priority=950)
    app.connect("config-inited", templating.on_config_inited, priority=902)
    app.connect("config-inited", pictures.on_config_inited, priority=902)
    app.connect("config-inited", software.on_config_inited, priority=902)
    app.connect("config-inited", search.on_config_inited, priority=900)
    app.connect("builder-inited", context.on_builder_inited)
    app.connect("builder-inited", assets.on_builder_inited)
    app.connect("builder-inited", publishing.on_builder_inited, priority=900)
    app.connect("env-get-outdated", publishing.on_env_get_outdated, priority=400)
    app.connect("source-read", checks.before_source_read, priority=400)
    app.connect("source-read", on_source_read)
    app.connect("source-read", checks.after_source_read, priority=600)
    app.connect("doctree-read", reading_time.on_doctree_read)
    app.connect("doctree-read", indexing.on_doctree_read)
    app.connect("doctree-read", entries.on_doctree_read, priority=520)
    app.connect("env-updated", articles.on_env_updated, priority=400)
    app.connect("env-check-consistency", site_checks.on_env_check_consistency)
    app.connect("doctree-resolved", site_checks.on_doctree_resolved)
    app.connect("doctree-resolved", search.on_doctree_resolved, priority=900)
    app.connect("env-updated", breadcrumbs.on_env_updated)
    app.connect("env-updated", relinking.on_env_updated)
    app.connect("env-updated", unfinished.on_env_updated)
    app.connect("env-updated", unmet.on_env_updated)
    app.connect("html-page-context", context.on_html_page_context, priority=400)
    app.connect("html-page-context", assets.on_html_page_context, priority=600)
    app.connect("env-updated", pages.on_env_updated, priority=410)
    app.connect("env-updated", translations.on_env_updated, priority=420)
    app.connect("env-updated", orphans.on_env_updated)
    app.connect("html-page-context", pages.on_html_page_context, priority=390)
    app.connect("html-collect-pages", pages.on_html_collect_pages)
    app.connect("build-finished", data_files.on_build_finished)
    app.connect("build-finished", not_found.on_build_finished, priority=400)  # before what may lead on from there
    app.connect("build-finished", redirects.on_build_finished)
    app.connect("builder-inited", sitemap.on_builder_inited)
    app.connect("html-page-context", sitemap.on_html_page_context, priority=450)
    app.connect("build-finished", sitemap.on_build_finished, priority=900)
    app.connect("build-finished", sitemap_xml.on_build_finished, priority=910)
    app.connect("builder-inited", twins.on_builder_inited)
    app.connect("env-get-outdated", twins.on_env_get_outdated)
    app.connect("env-updated", twins.on_env_updated)
    app.connect("html-page-context", twins.on_html_page_context, priority=900)  # all others have read the doctree
    app.connect("build-finished", bundles.on_build_finished)
    app.connect("env-updated", feed_content.on_env_updated)
    app.connect("html-page-context", feed_content.on_html_page_context, priority=450)
    app.connect("build-finished", llms_txt.on_build_finished)
    app.connect("html-page-context", feeds.on_html_page_context)
    app.connect("build-finished", feeds.on_build_finished)
    app.connect("build-finished", unfinished.on_build_finished, priority=950)
    return {"version": __version__, "env_version": 16, "parallel_read_safe": True, "parallel_write_safe": True}
