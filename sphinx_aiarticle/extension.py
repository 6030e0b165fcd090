"""The registration table, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_aiarticle import __version__, lowering
from sphinx_aiarticle.components import directives, visitors
from sphinx_aiarticle.components.products import catalogue, uses
from sphinx_aiarticle.config import OPTIONS, on_config_inited
from sphinx_aiarticle.domain import ArticleDomain, on_env_get_outdated
from sphinx_aiarticle.html import assets, templating
from sphinx_aiarticle.i18n import CATALOG, LOCALE_DIR
from sphinx_aiarticle.page import context
from sphinx_aiarticle.reading import checks, publishing, shortcodes, transforms
from sphinx_aiarticle.reading.source import on_source_read
from sphinx_aiarticle.site import breadcrumbs, bundles, redirects, relinking, search

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    # MyST-NB sets MyST-Parser up itself, and fails behind it as well as in front of it
    app.setup_extension("myst_nb" if "myst_nb" in app.config.extensions else "myst_parser")
    for option in OPTIONS:
        name, description = f"aiarticle_{option.name}", option.description
        app.add_config_value(name, option.default, option.rebuild, option.types, description)
    app.add_config_value("aiarticle_templates_digest", "", "html", str)
    app.add_config_value("aiarticle_hugo_shortcodes_digest", "", "env", str)
    app.add_message_catalog(CATALOG, LOCALE_DIR)
    app.add_domain(ArticleDomain)
    app.add_event("aiarticle-article-read")
    app.add_event("aiarticle-json-ld")
    visitors.add_nodes(app)
    directives.add_directives(app)
    transforms.add_transforms(app)
    app.connect("config-inited", on_config_inited, priority=900)
    app.connect("config-inited", directives.on_config_inited, priority=901)
    app.connect("config-inited", catalogue.on_config_inited, priority=901)
    app.connect("config-inited", shortcodes.on_config_inited, priority=901)
    app.connect("config-inited", assets.on_config_inited, priority=902)
    app.connect("config-inited", templating.on_config_inited, priority=902)
    app.connect("config-inited", search.on_config_inited, priority=900)
    app.connect("builder-inited", lowering.on_builder_inited)
    app.connect("builder-inited", context.on_builder_inited)
    app.connect("builder-inited", assets.on_builder_inited)
    app.connect("env-get-outdated", publishing.on_env_get_outdated, priority=400)
    app.connect("env-get-outdated", on_env_get_outdated)
    app.connect("source-read", checks.before_source_read, priority=400)
    app.connect("source-read", on_source_read)
    app.connect("source-read", checks.after_source_read, priority=600)
    app.connect("env-check-consistency", checks.on_env_check_consistency)
    app.connect("doctree-resolved", checks.on_doctree_resolved)
    app.connect("doctree-resolved", search.on_doctree_resolved, priority=900)
    app.connect("env-updated", breadcrumbs.on_env_updated)
    app.connect("env-updated", relinking.on_env_updated)
    app.connect("env-updated", uses.on_env_updated)
    app.connect("env-check-consistency", uses.on_env_check_consistency)
    app.connect("html-page-context", context.on_html_page_context, priority=400)
    app.connect("build-finished", redirects.on_build_finished)
    app.connect("build-finished", bundles.on_build_finished)
    return {"version": __version__, "env_version": 8, "parallel_read_safe": True, "parallel_write_safe": True}
